"""Lemmas of Arabic, Persian and English words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_analysis.text.lemmas import lemmatize, lemmatize_many


@pytest.mark.parametrize(
    "word, lemma",
    [("حمایت‌های", "حمایت"), ("حمایتهای", "حمایت"), ("می‌گویند", "گفت"), ("نتوانسته‌اند", "توانست"), ("بخواهیم", "خواست"), ("شدند", "شد"),
     ("بزرگ‌ترین", "بزرگ"), ("کارگزاران", "کارگزار"), ("نیست", "هست"), ("ایران", "ایران"), ("دولت", "دولت"), ("كتابها", "کتاب")],
)  # fmt: skip
def test_persian_lemmas(word: str, lemma: str) -> None:
    assert lemmatize(word, "fa") == lemma


@pytest.mark.parametrize(
    "word, lemma",
    [("والوزراء", "وزير"), ("كتابهم", "كتاب"), ("الفلسطينية", "فلسطيني"), ("حكومته", "حكومة"), ("للرئيس", "رئيس"),
     ("بسبب", "سبب"), ("يعمل", "عمل")],
)  # fmt: skip
def test_arabic_lemmas_with_and_without_clitics(word: str, lemma: str) -> None:
    assert lemmatize(word, "ar") == lemma


def test_english_lemmas_and_words_of_other_languages() -> None:
    assert lemmatize_many(["hostages", "said"], "en") == ["hostage", "say"]
    assert lemmatize("حکومتوں", "ur") == "حکومتوں"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=50), st.sampled_from(["ar", "fa", "en"]))
def test_any_text_has_some_lemma(word: str, language: str) -> None:
    assert lemmatize(word, language) or not word
