"""Segments on the five articles: exact offsets, roles as annotated by hand."""

import json
from pathlib import Path

import pandas as pd
import pytest

from corpus_analysis.loading import find_segments
from corpus_analysis.loading.rules import fold_letters

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def raw():
    return {path.stem: path.read_bytes().decode("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))}


@pytest.fixture(scope="module")
def segments(raw):
    return find_segments(pd.DataFrame({"doc_id": list(raw)}), raw)


@pytest.fixture(scope="module")
def gold():
    return [json.loads(line) for line in (ROOT / "tests/gold/segments.jsonl").read_text(encoding="utf-8").splitlines()]


def role_at(segments, doc, start, end):
    rows = segments[segments["doc_id"].str.startswith(doc) & (segments["start"] < end) & (segments["end"] > start)]
    assert len(rows) == 1, f"line {start}:{end} of {doc} lies in {len(rows)} segments"
    return rows["role"].iloc[0]


def test_at_least_98_percent_of_characters_have_the_annotated_role(segments, gold):
    right = sum(
        line["end"] - line["start"] for line in gold if role_at(segments, line["doc_id"], line["start"], line["end"]) == line["role"]
    )
    assert right / sum(line["end"] - line["start"] for line in gold) >= 0.98


@pytest.mark.parametrize("role", ["embed", "comment", "related", "summary"])
def test_embeds_comments_related_and_summary_are_exact(segments, gold, role):
    annotated = {(line["doc_id"], line["start"]) for line in gold if line["role"] == role}
    found = {(line["doc_id"], line["start"]) for line in gold if role_at(segments, line["doc_id"], line["start"], line["end"]) == role}
    assert found == annotated


def test_only_white_space_lies_between_segments(segments, raw):
    for doc_id, rows in segments.groupby("doc_id"):
        at = 0
        for start, end in zip(rows["start"], rows["end"], strict=True):
            assert not raw[doc_id][at:start].strip()
            assert raw[doc_id][start:end] == raw[doc_id][start:end].strip() != ""
            at = end
        assert not raw[doc_id][at:].strip()


def test_a_tweet_torn_by_its_signature_is_one_segment(segments, raw):
    embeds = segments[segments["doc_id"].str.startswith("000") & (segments["role"] == "embed")]
    texts = [raw[doc][start:end] for doc, start, end in zip(embeds["doc_id"], embeds["start"], embeds["end"], strict=True)]
    assert len(texts) == 2
    assert texts[1].startswith("Iran's Foreign Minister") and texts[1].endswith("pic.twitter.com/5jRe2Nkhuq")


def test_lines_torn_by_blank_lines_become_one_paragraph(segments, raw):
    bodies = segments[segments["doc_id"].str.startswith("002") & (segments["role"] == "body")]
    texts = [raw[doc][start:end] for doc, start, end in zip(bodies["doc_id"], bodies["start"], bodies["end"], strict=True)]
    assert len(texts) == 11
    assert all(text.rstrip()[-1] in ".:" for text in texts)
    assert any("به نفع\n\nفلسطین" in text for text in texts)


def test_every_comment_is_one_segment(segments):
    assert (segments[segments["doc_id"].str.startswith("001")]["role"] == "comment").sum() == 3


def test_many_lines_are_folded_as_each_is_by_itself():
    plane = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000 and chr(code) not in "\uffffİΣ"]
    lines = ["".join(plane[at : at + 64]) for at in range(0, len(plane), 64)]
    for odd in ("", "ΟΔΟΣ", "İ", "\uffff", "𐐀😀", "\ud812"):
        assert fold_letters("\n".join([*lines, odd])) == "\n".join(map(fold_letters, [*lines, odd]))
