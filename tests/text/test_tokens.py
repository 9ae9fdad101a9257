"""Tokens: every one is exactly where it says, and nothing but white space lies between two of them."""

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_analysis.text import index_tokens, match_form, tokenize

SEEDS = {path.stem[:3]: path.read_bytes().decode("utf-8") for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))}
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)
PIECES = [*"ابي ـ.,:/،'’-_#@1٣½aSs❤ٔ\n…«»", "\u064e", "\u0301", "\u200c", "\u200f", "\ufe0f", "\u1160", "https://", "www.", "@a"]
PLAIN_PIECES = ["کتاب", "می\u200cشود", "قال", "Reuters", "12", "۱۲", " ", " ", "\n", *"«(.،؛:!؟?)»\u200c"]
DENSE_TEXT = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
TEXTS = ANY_TEXT | DENSE_TEXT
NO_SEGMENTS = pd.DataFrame({"doc_id": ["-"], "language": ["-"], "start": [0], "end": [0]}).iloc[:0]
BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"


def documents_of(raw: dict[str, str], language: str = "ar") -> pd.DataFrame:
    return pd.DataFrame({"doc_id": list(raw), "language": language}, dtype="str")


def assert_tokens_tile(raw: dict[str, str], frame: pd.DataFrame) -> None:
    for doc_id, text in raw.items():
        rows = frame[frame["doc_id"] == doc_id]
        done = 0
        for surface, start, end in zip(rows["surface"], rows["start"], rows["end"], strict=True):
            assert text[start:end] == surface
            assert start >= done
            assert start < end
            assert tokenize(text[done:start]) == []
            done = end
        assert tokenize(text[done:]) == []


@given(st.lists(TEXTS, max_size=4))
@settings(max_examples=80, deadline=None)
def test_tokens_of_any_text_are_where_they_say_and_leave_out_blanks_only(texts):
    raw = {f"d{number}": text for number, text in enumerate(texts)}
    index = index_tokens(documents_of(raw), NO_SEGMENTS, raw)
    assert_tokens_tile(raw, index.to_frame())


@given(TEXTS)
@settings(max_examples=80, deadline=None)
def test_every_letter_and_digit_stands_in_a_token(text):
    seen = [character for character in text if character.isalnum() and character not in BLANK_LETTERS]
    assert [character for character in "".join(tokenize(text)) if character in seen] == seen


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_document_is_tokenised_alike_alone_and_in_a_partition(text):
    raw = {"before": "نهاية", "it": text, "after": "بداية"}
    index = index_tokens(documents_of(raw), NO_SEGMENTS, raw)
    words = index.vocabulary["surface"].to_numpy()
    assert [words[number] for number in index.type[index.of("it")]] == tokenize(text)


@given(st.lists(st.sampled_from([*PLAIN_PIECES, *PLAIN_PIECES, *PIECES]), max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_words_seen_at_a_glance_are_split_as_the_arrays_split_them(text):
    raw = {"it": text}
    assert index_tokens(documents_of(raw), NO_SEGMENTS, raw).to_frame()["surface"].tolist() == tokenize(text)


def test_tokens_of_the_seeds_are_exact_and_complete():
    index = index_tokens(documents_of(SEEDS), NO_SEGMENTS, SEEDS)
    frame = index.to_frame()
    assert_tokens_tile(SEEDS, frame)
    assert len(frame) > 1800
    assert list(frame.columns) == ["doc_id", "segment", "start", "end", "surface", "form", "language", "kind"]


def test_the_first_seed_has_its_hidden_name_its_links_and_its_hashtags():
    words = tokenize(SEEDS["000"], "ar")
    for expected in ("حمـ..ـاس", "https://t.co/QM12OsFUrn", "pic.twitter.com/hVjlNHjMCn", "@mehrnewsarabic", "قطر", "السلام", "الخير"):
        assert expected in words


@pytest.mark.parametrize(("text", "expected"), [
    ("می‌شود؛ آتش‌بس، ۴۷ روز", "می‌شود|؛|آتش‌بس|،|۴۷|روز"),
    ("۱۴۰۲/۰۹/۰۳ - ۱۰:۴۱ ۳٫۵ 1,200.50.", "۱۴۰۲/۰۹/۰۳|-|۱۰:۴۱|۳٫۵|1,200.50|."),
    ("20يونيو و2006 الـGPS", "20|يونيو|و|2006|الـGPS"),
    ("قالReuters عن F-16 وCOVID-19", "قال|Reuters|عن|F-16|و|COVID-19"),
    ("Israel's U.S. don't 45th km²", "Israel|'s|U.S.|don't|45th|km²"),
    ("وكالة أ.ف.ب. قال.نعم", "وكالة|أ.ف.ب|.|قال|.|نعم"),
    ("انتظر... نعم -- لا… x", "انتظر|...|نعم|--|لا|…|x"),
    ("(https://a.b/c?d=1, www.bbc.com/persian) info@bbc.co.uk", "(|https://a.b/c?d=1|,|www.bbc.com/persian|)|info@bbc.co.uk"),
    ("#غزة_تنتصر ❤️👍🏽", "#|غزة|_|تنتصر|❤️|👍|🏽"),
    ("چهرهٔ مُحَمَّدٌ \u202bنص\u202c كتا\u200fب", "چهرهٔ|مُحَمَّدٌ|نص|كتا\u200fب"),
])  # fmt: skip
def test_a_text_is_split_as_a_reader_would(text, expected):
    assert "|".join(tokenize(text)) == expected


def test_a_token_knows_its_segment_its_language_and_its_kind():
    raw = {"a": "قال حماس. نعم 12", "b": "Hello حماس @x"}
    segments = pd.DataFrame({"doc_id": ["b", "a"], "language": ["ar", "fa"], "start": [6, 0], "end": [10, 9]})
    index = index_tokens(pd.DataFrame({"doc_id": ["a", "b"], "language": ["ar", "en"]}), segments, raw)
    frame = index.to_frame()
    assert frame["segment"].tolist() == [1, 1, 1, -1, -1, -1, 0, -1]
    assert frame["language"].tolist() == ["fa", "fa", "fa", "ar", "ar", "en", "ar", "en"]
    assert frame["kind"].tolist() == ["word", "word", "punctuation", "word", "number", "word", "word", "link"]
    assert [match_form(surface, language) for surface, language in zip(frame["surface"], frame["language"], strict=True)] == frame[
        "form"
    ].tolist()
    assert not index.vocabulary.duplicated(["surface", "language"]).any()
    assert index.of("b") == slice(5, 8)


def test_no_documents_give_no_tokens():
    index = index_tokens(documents_of({}), NO_SEGMENTS, {})
    assert len(index) == 0
    assert index.to_frame().empty
    assert index.type.dtype == np.int32


HOSTILE = [
    "ا",
    " ",
    "\u0301",
    "ـ.",
    "a.",
    "1,",
    "@",
    "https://",
    "\u200c",
    "ا\u200c",
    "a'",
    "...",
    "❤\ufe0f",
    "1ا",
    "www.",
    "a@",
    "@a.b.",
    "x-",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit):
    def seconds(count: int) -> float:
        raw = {"a": unit * count}
        started = time.process_time()
        index_tokens(documents_of(raw), NO_SEGMENTS, raw)
        tokenize(raw["a"])
        return time.process_time() - started

    seconds(1000)
    once = min(seconds(5_000) for _ in range(3))
    assert min(seconds(20_000) for _ in range(2)) < 10 * once + 0.1
