"""The two normal forms: what a reader sees, and what is compared."""

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus_analysis.text.characters import to_text
from corpus_analysis.text.normalize import FEW, _fold_codes, match_form, match_forms, normalize

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)
DENSE_TEXT = st.text(st.sampled_from("ابيیىكکةۀهئأإآءلـ.…_#ًّٰٕٔ\u200c\u200d\u200f\u202b\ufeff\u00ad\u00acﻻﷲﷺﮤﱞ½a1٣۳ \n\u1160"), max_size=40)
JOINED_TEXT = st.text(st.sampled_from("ابيی\u200c\u064e۰، "), max_size=20)
LANGUAGES = st.sampled_from(["ar", "fa", "en", "ur", "ckb", "ps", "und"])
LEVELS = st.sampled_from(["match", "display"])


@given(ANY_TEXT | DENSE_TEXT, LANGUAGES, LEVELS)
@settings(max_examples=400, deadline=None)
def test_a_normal_form_is_its_own_normal_form(text, language, level):
    once = normalize(text, language, level).text
    assert normalize(once, language, level).text == once


@pytest.mark.parametrize(("text", "form"), [("علماـء", "علما"), ("علماءـ رفتند", "علما رفتند"), ("علماـءـی", "علماءی"), ("آـء", "ا")])
def test_a_stretched_word_loses_its_final_hamza_as_any_other(text, form):
    assert normalize(text, "fa", "match").text == form


@pytest.mark.parametrize(("text", "shown"), [("حمـًـاس", "حمًاس"), ("حمـاس", "حماس"), ("حمـًـ ", "حمـًـ ")])
def test_stretching_between_two_letters_goes_over_vowel_signs_too(text, shown):
    assert normalize(text, "ar", "display").text == shown


@given(ANY_TEXT | DENSE_TEXT | JOINED_TEXT, LANGUAGES, LEVELS)
@settings(max_examples=400, deadline=None)
def test_replacing_letters_gives_what_the_arrays_give(text, language, level):
    step = normalize(text, language, level)
    codes, starts, ends = _fold_codes(text, language, level)
    assert step.text == to_text(codes)
    assert (step.starts == starts).all()
    assert (step.ends == ends).all()


def test_every_single_character_is_settled_after_one_pass():
    everything = "\n".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    for language, level in (("ar", "display"), ("fa", "display"), ("und", "match")):
        once = normalize(everything, language, level).text
        assert normalize(once, language, level).text == once


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x6FF, exclude_categories=("Cn", "Cs")), max_size=40))
@example("\u0385")  # a mark on a mark on nothing
@settings(max_examples=200, deadline=None)
def test_composed_and_decomposed_spellings_are_compared_as_one(text):
    assert match_form(unicodedata.normalize("NFC", text)) == match_form(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("words", [
    "حماس حمـ..ـاس حمـاس حَمَاس حمــ.ــاس حمـ*ـاس حمـ…ـاس حمـ.ـا.س", "إسرائيل اسرائيل إسرائیل إسرائىل إِسرائيل",
    "غزة غزه غزة\u200f", "على علي علی علىٰ", "حملة حمله", "كتاب کتاب ڪتاب ﻛﺘﺎﺏ", "رؤية رویة رؤيه", "٢٠٢٣ ۲۰۲۳ 2023 ２０２３",
    "می\u200cشود میشود می\u00adشود می\u200bشود", "خانهٔ خانۀ خانه خانة", "مسئول مسیول", "الله ﷲ", "Gaza GAZA Gazá", "don't don’t DON'T",
])  # fmt: skip
def test_spellings_of_one_word_are_compared_as_one(words):
    forms = {match_form(word, language) for word in words.replace("حمـ.ـا.س", "").split(" ") for language in ("ar", "fa") if word}
    assert len(forms) == 1


def test_dots_hide_a_word_only_where_stretching_flanks_them():
    assert normalize("صـ..ـهيوني حم..اس حمـ.. ـاس", "ar").text == "صهیونی حم..اس حماس"
    assert normalize("قال.نعم", "ar").text == "قال.نعم"


def test_final_hamza_is_a_spelling_habit_in_persian_and_a_letter_in_arabic():
    assert match_form("علماء", "fa") == match_form("علما", "fa")
    assert match_form("ماء", "ar") != match_form("ما", "ar")
    assert match_form("اءتلاف", "fa") == "اءتلاف"


def test_hashtags_are_compared_as_words():
    assert normalize("#غزة_تنتصر @a_b snake_case", "ar").text == "#غزه تنتصر @a_b snake_case"


def test_letters_of_neighbouring_languages_stay_letters():
    assert match_form("گھر", "ur") == "گھر"
    assert match_form("ئەوە", "ckb") == "ئەوە"
    assert match_form("ښې", "ps") == "ښې"


def test_display_keeps_what_is_seen():
    text = "قيّم «مى‌خواهد» ٣ الـ84 ه\u200d.ش"
    assert normalize(text, "ar", "display").text == text
    assert normalize("كِتابي ٣ ۀ", "fa", "display").text == "کِتابی ۳ هٔ"


def test_display_is_the_spelling_of_the_language():
    assert normalize("علی الذی إلی وعلی کان ۵", "ar", "display").text == "على الذي إلى وعلى كان ٥"
    assert normalize("رحمة على ۵ ٥", "fa", "display").text == "رحمة علی ۵ ۵"


def test_display_removes_what_draws_nothing():
    assert normalize("\u202bنص\u202c\ufeff كـــتاب حمـ..ـاس ﻻ", "ar", "display").text == "نص كتاب حماس لا"


def test_a_half_space_stands_between_letters_only():
    assert normalize("\u200cمی\u200c\u200cشود\u200c، ۲۰\u200cساله", "fa", "display").text == "می\u200cشود، ۲۰\u200cساله"
    assert normalize("می\u00acشود می\u00adشود a\u00acb \u00ac", "fa", "display").text == "می\u200cشود می\u200cشود a\u00acb \u00ac"


@pytest.mark.parametrize("level", ["match", "display"])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_words_of_the_seeds_lead_back_to_their_raw_spelling(path, level):
    raw = path.read_bytes().decode("utf-8")
    language = "fa" if path.stem[:3] in ("001", "002") else "ar"
    step = normalize(raw, language, level)
    at = 0
    for word in step.text.split():
        start = step.text.index(word, at)
        at = start + len(word)
        first, last = step.to_raw(start, at)
        assert normalize(raw[first:last], language, level).text == word


def test_the_hidden_name_of_the_first_seed_is_found():
    raw = SEEDS[0].read_bytes().decode("utf-8")
    step = normalize(raw, "ar")
    start = step.text.index("قاده حرکه حماس") + len("قاده حرکه ")
    first, last = step.to_raw(start, start + 4)
    assert raw[first:last] == "حمـ..ـاس"


@given(st.lists(ANY_TEXT | DENSE_TEXT, max_size=8))
@settings(max_examples=100, deadline=None)
def test_a_vocabulary_is_folded_word_by_word(words):
    forms = [match_form(word, "ar").replace("\n", " ") for word in words]
    assert match_forms(words, "ar") == forms
    assert match_forms(words * FEW, "ar") == forms * FEW  # many words are folded in another way


def test_an_unknown_level_is_refused():
    with pytest.raises(ValueError, match="level must be one of"):
        normalize("x", level="loud")


@pytest.mark.parametrize("unit", ["ـ", "ا", " ", "\u0650", "ـ.", "ـَ", "#_", "#", "\u200c", "اء", "\u0301ﷺ", "ا\u200c", "\u00ac"])
def test_hostile_text_takes_linear_time(unit):
    def seconds(count: int) -> float:
        text = "ب" + unit * count
        started = time.process_time()
        for level in ("match", "display"):
            normalize(text, "fa", level)
        return time.process_time() - started

    seconds(1000)
    once = min(seconds(20_000) for _ in range(3))
    assert min(seconds(80_000) for _ in range(2)) < 10 * once + 0.1
