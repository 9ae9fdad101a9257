"""Articles that share copy, and the passages they share."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

import corpus_analysis as ca
from corpus_analysis.reuse import link_passages, shared_passages, shared_text, story_of
from corpus_analysis.spans import intersection_over_union

ROOT = Path(__file__).resolve().parents[2]
A, B = "001_53e90237db271b94", "002_4458d8df9d782b8d"
PARAGRAPH = (
    "The council met on Thursday to discuss the budget for the coming year and the repair of the old bridge over the river. "
    "Several members asked for a delay because the costs had not been checked by the auditors of the province. "
)
OTHER = (
    "Farmers in the north are worried about the dry spring, which has left many wells empty and the wheat short on the stalk. "
    "Prices on the market rose for the third week, and traders expect that more grain will have to be bought abroad. "
)
QUOTE = "“Whoever saves one life, it is as though he had saved all mankind, and whoever takes one, it is as though he had slain them all.”"


@pytest.fixture(scope="module")
def corpus():
    return ca.load_corpus(ROOT / "seeds")


def load(folder: Path, texts: dict[str, str], manifest: str = "") -> ca.Corpus:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    if manifest:
        (folder / "manifest.csv").write_text(manifest, encoding="utf-8")
    return ca.load_corpus(folder)


def test_the_two_retellings_are_one_story_of_unknown_direction(corpus):
    found = shared_text(corpus)
    copies = found[found["label"] != "shared background"]
    assert copies[["doc_a", "doc_b", "label", "direction"]].values.tolist() == [[A, B, "copy", "unknown"]]
    stories = story_of(corpus)
    assert stories[A] == stories[B] == A
    assert stories.nunique() == len(corpus) - 1


def test_all_aligned_blocks_of_the_gold_are_shared_passages(corpus):
    gold = json.loads((ROOT / "tests" / "gold" / "reuse.json").read_text(encoding="utf-8"))
    passages = shared_passages(corpus).dropna()
    for block in gold["aligned_blocks"]:
        ious = [
            min(
                intersection_over_union((row.start_a, row.end_a), (block["a"]["start"], block["a"]["end"])),
                intersection_over_union((row.start_b, row.end_b), (block["b"]["start"], block["b"]["end"])),
            )
            for row in passages.itertuples()
        ]
        assert max(ious) >= 0.8, block["what"]


def test_passages_cover_each_word_of_the_article_once(corpus):
    passages = shared_passages(corpus)
    for side in "ab":
        spans = sorted(passages[[f"start_{side}", f"end_{side}"]].dropna().itertuples(index=False, name=None))
        assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_repeated_headline_or_footer_is_no_copy(tmp_path):
    footer = "\n\nAll rights reserved. Follow us on Telegram and subscribe to our newsletter for more news of the day and the week."
    headline = "Officials meet again in the capital"
    made = load(tmp_path, {name: f"{headline}\n\n{text}{footer}" for name, text in (("a", PARAGRAPH), ("b", OTHER))})
    assert "copy" not in set(shared_text(made)["label"])
    assert story_of(made).nunique() == 2


def test_a_quotation_both_have_is_background(tmp_path):
    texts = {"a": f"{PARAGRAPH}\n\nThe mayor recited: {QUOTE}", "b": f"{OTHER}\n\nThe preacher began with the words: {QUOTE}"}
    made = load(tmp_path, texts)
    found = shared_text(made)
    assert set(found["label"]) <= {"shared background"}
    assert story_of(made).nunique() == 2


def test_direction_follows_the_day_of_publication_and_says_so(tmp_path):
    manifest = "doc_id,outlet,published\na,One,2024-05-02\nb,Two,2024-05-01\n"
    made = load(tmp_path, {"a": PARAGRAPH + OTHER, "b": PARAGRAPH + OTHER}, manifest)
    assert made.documents["published"].notna().all(), "the manifest was not read"
    row = shared_text(made).iloc[0]
    assert row["direction"] == "b→a"
    assert "2024-05-01" in row["evidence"]


def test_passages_of_the_arabic_article_are_linked_to_the_persian_ones(corpus):
    links = link_passages(corpus, "000_f2637de0095fdcd7", A)
    raw = corpus.raw
    assert links["score"].between(0, 1).all()
    un = [row for row in links.itertuples() if "الجمعية العامة" in raw[row.doc_a][row.start_a : row.end_a]]
    assert un and all("مجمع عمومی" in raw[row.doc_b][row.start_b : row.end_b] for row in un)


def test_an_empty_selection_gives_empty_tables(corpus):
    alone = corpus.select([A])
    assert shared_text(alone).empty
    assert isinstance(shared_passages(alone), pd.DataFrame) and shared_passages(alone).empty


def test_only_an_agency_with_a_name_is_a_common_source(tmp_path):
    opened = {"a": "Our correspondent", "b": "Our correspondent", "c": "Reuters", "d": "Reuters"}
    made = load(tmp_path, {name: f"{PARAGRAPH}\n\n{who} reported that the water was rising again." for name, who in opened.items()})
    assert made.sources.set_index("doc_id").loc[["a", "b"], "self_credit"].all()
    pairs = shared_text(made).set_index(["doc_a", "doc_b"])
    assert pairs.loc[("c", "d"), "evidence"] == "both credit reuters"
    assert pd.isna(pairs.loc[("a", "b"), "evidence"])
