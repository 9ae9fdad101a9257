"""Clitics: how words that are several are taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_analysis.text.clitics import split_clitics


@pytest.mark.parametrize(
    "parts",
    ["و س يكتبون ها", "ل لشخص", "و ب أن ها", "ب العدوان", "و الاحتلال", "و فلسطين", "ل إسرائيل", "منازل هم", "رئيس ها", "علي ه",
     "ف إن", "ل أن ه",
     "و ل لأسرى", "س يواصلون", "كما", "فلسطين", "وزير", "بيروت", "لبنان", "كتائب", "باريس", "الله", "ليبيا", "سلام"],
)  # fmt: skip
def test_an_arabic_word_is_taken_apart(parts: str) -> None:
    assert split_clitics(parts.replace(" ", ""), "ar") == parts.split()


def test_vowel_marks_stay_with_their_letters() -> None:
    assert split_clitics("بِشَكلٍ", "ar") == ["بِ", "شَكلٍ"]


@pytest.mark.parametrize("parts", ["و اسراییل", "و ایران", "ب عنوان", "وزیر", "ورزش", "واقعی", "بسیار", "بهار", "وارد"])
def test_a_persian_word_loses_what_was_glued_to_it(parts: str) -> None:
    assert split_clitics(parts.replace(" ", ""), "fa") == parts.split()


@pytest.mark.parametrize("parts", ["Israel 's", "Hamas ’s", "captives '", "it"])
def test_an_english_possessive_is_taken_off(parts: str) -> None:
    assert split_clitics(parts.replace(" ", ""), "en") == parts.split()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="وفبلكسالهمنيتةأ\u064bxچ1ـ", max_size=12), st.sampled_from(["ar", "fa", "en", "ur"]))
def test_the_parts_give_the_word_back(word: str, language: str) -> None:
    assert "".join(split_clitics(word, language)) == word
