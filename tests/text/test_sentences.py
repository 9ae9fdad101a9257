"""Sentences: not torn by wrapped lines, quotations, abbreviations and ellipses; nothing but white space between them."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_analysis.text import sentence_spans, sentences

SEEDS = {path.stem[:3]: path.read_bytes().decode("utf-8") for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))}


def in_one_line(text: str) -> list[str]:
    return [" ".join(sentence.split()) for sentence in sentences(text)]


def test_lines_torn_in_the_third_seed_are_whole_sentences_again():
    found = in_one_line(SEEDS["002"])
    assert found[0].startswith("رئیس دفتر سیاسی جنبش حماس نیز")
    assert found[0].endswith("آتشبس موقت آن را یک پیروزی سیاسی خواند.")
    assert any(sentence.endswith("آتشبس و آزادی اسرای خود شدند.") for sentence in found)
    assert "ارزیابی همگان این است که رژیم اسرائیل و آمریکا در میدان نبرد چیزی بدست نیاوردند." in found


def test_a_headline_above_a_blank_line_is_a_sentence_of_its_own():
    assert in_one_line(SEEDS["001"])[0] == "قدردانی هنیه از حمایتهای ایران برای تحقق آتشبس موقت"


def test_a_quotation_keeps_its_closing_mark():
    assert sentences('قال: "لا تفاوض." ثم غادر. «هل يعود؟» نعم.') == ['قال: "لا تفاوض."', "ثم غادر.", "«هل يعود؟»", "نعم."]


def test_a_full_stop_that_was_glued_to_the_next_word_ends_a_sentence():
    assert "درود بر برادران یمنی." in in_one_line(SEEDS["001"])


@pytest.mark.parametrize("text", [
    "قال د. محمد ز. أمين لوكالة أ.ف.ب إن 3.5 بالمئة وصلوا.", "هكذا... ثم صمت؛ وعاد، بعد حين.",
    "President George W. Bush met Dr. Smith in the U.S. Senate.", "Prices rose 1.5 percent, No. 1 of St. Louis said.",
    "\"Why?\" he asked.", "سال ۱۳۰۲ ه.ش. آغاز شد.", "1. نخست این است.",
    "گفت:\nاین یک پیروزی\n\nاست.",
])  # fmt: skip
def test_abbreviations_decimals_pauses_and_semicolons_end_nothing(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(("text", "count"), [
    ("آیا آمد؟ نه! رفت. پایان", 4), ("He left the U.S. The talks failed.", 2), ("قال نعم. 12 قتيلا. انتهى.", 3),
    ("تهران - ایرنا: وزیر آمد. رفت.", 3), ("Wait... He came.", 2), ("بشه.درود بر همه.", 2), ("", 0), (" \n ", 0), ("بلا نهاية", 1),
])  # fmt: skip
def test_sentences_end_where_a_reader_pauses(text, count):
    assert len(sentences(text)) == count


@given(st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from('. .؟!…\n"»ا'), max_size=80))
@settings(max_examples=300, deadline=None)
def test_spans_are_in_order_and_leave_out_white_space_only(text):
    done = 0
    for start, end in sentence_spans(text):
        assert done <= start < end <= len(text)
        assert not text[done:start].strip()
        assert text[start:end] == text[start:end].strip()
        done = end
    assert not text[done:].strip()
    assert "".join("".join(sentence.split()) for sentence in sentences(text)) == "".join(text.split())


@pytest.mark.parametrize("unit", ["ا", " ", ".", ". ", "\n", "\n\n", "ا.", '"', '."', "ا - ", "1. ", "A. ", "ا:"])
def test_hostile_text_takes_linear_time(unit):
    def seconds(count: int) -> float:
        started = time.process_time()
        sentences(unit * count)
        return time.process_time() - started

    once = min(seconds(10_000) for _ in range(3))
    assert min(seconds(40_000) for _ in range(2)) < 10 * once + 0.3
