"""The language of documents and of a few words, told apart from the neighbours that share the script."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_analysis.text import identify_language

SEEDS = {path.stem[:3]: path.read_bytes().decode("utf-8") for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))}


@pytest.mark.parametrize(("seed", "language"), [("000", "ar"), ("001", "fa"), ("002", "fa"), ("003", "ar"), ("004", "ar")])
def test_the_seeds_have_their_language(seed, language):
    assert identify_language(SEEDS[seed]) == language


def test_every_paragraph_of_the_persian_seeds_is_persian():
    paragraphs = [paragraph for paragraph in SEEDS["001"].split("\n\n") if len(paragraph.split()) > 2 and "captcha" not in paragraph]
    assert len(paragraphs) > 10
    assert {identify_language(paragraph) for paragraph in paragraphs} == {"fa"}


def test_a_tweet_in_english_inside_an_arabic_article_is_english():
    lines = [line for line in SEEDS["000"].splitlines() if line.startswith(("Iran's", "He earlier"))]
    assert [identify_language(line) for line in lines] == ["en", "en"]


@pytest.mark.parametrize(("text", "language"), [
    ("وقف إطلاق النار", "ar"), ("وزير الخارجية الإيراني", "ar"), ("رئیس دفتر سیاسی", "fa"), ("جنگ در نوار غزه", "fa"), ("می‌گوید که", "fa"),
    ("وزیر اعظم نے کہا", "ur"), ("حکومت کی طرف سے", "ur"), ("د افغانستان حکومت وويل", "ps"), ("په کابل کې", "ps"),
    ("سەرۆکی هەرێمی کوردستان", "ckb"),
    ("وزیر امور خارجە گفت کە مذاکرات ادامە خواهد داشت", "fa"),  # typed with Kurdish keys
    ("ceasefire in Gaza", "en"), ("الرئیس الإیرانی فی الدوحة", "ar"), ("رئيس جمهور ايران گفت كه", "fa"),
])  # fmt: skip
def test_three_words_are_enough(text, language):
    assert identify_language(text) == language


@pytest.mark.parametrize("text", ["", " \n", "42", "۱۴۰۲/۰۹/۰۳", "https://t.co/QM12OsFUrn", "@mehrnewsarabic", "Привет, мир", "שלום עולם",
                                  "你好世界", "Le président américain a déclaré que les négociations étaient suspendues"])  # fmt: skip
def test_no_words_or_another_language_is_undetermined(text):
    assert identify_language(text) == "und"


def test_links_and_names_in_latin_script_do_not_decide():
    assert identify_language("شاهد الآن https://www.example.com/a/very/long/address/in/latin/letters @user_name") == "ar"


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_any_text_gets_one_of_the_names(text):
    assert identify_language(text) in {"ar", "fa", "en", "ur", "ckb", "ps", "und"}


@pytest.mark.parametrize("unit", ["ا", "a", " ", "http", "@", "ا ", "\u0640"])
def test_hostile_text_takes_linear_time(unit):
    def seconds(count: int) -> float:
        started = time.process_time()
        identify_language(unit * count)
        return time.process_time() - started

    identify_language("ا")
    assert seconds(1_000_000) < 2
