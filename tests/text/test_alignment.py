"""Clean text leads back to the raw text, exactly, on any Unicode text."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_analysis.text.alignment import Aligned, edit, identity
from corpus_analysis.text.normalize import normalize

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
DENSE_TEXT = st.text(st.sampled_from("ابيیىكکةۀهئأإآءلـ.…_#ًّٰٕٔ\u200c\u200d\u200f\u202b\ufeff\u00ad\u00acﻻﷲﷺﮤ½a1٣۳ \n\u1160"), max_size=40)
TEXTS = ANY_TEXT | DENSE_TEXT


@st.composite
def edited_texts(draw) -> Aligned:
    text = draw(ANY_TEXT)
    marks = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = [(start, end, draw(st.text(max_size=4))) for start, end in zip(marks[::2], marks[1::2], strict=False)]
    return edit(text, edits)


def assert_is_sound(step: Aligned) -> None:
    assert len(step.starts) == len(step.ends) == len(step.text)
    assert (np.diff(step.starts) >= 0).all()
    assert (np.diff(step.ends) >= 0).all()
    assert (step.starts <= step.ends).all()
    if len(step.text):
        assert step.starts[0] >= 0
        assert step.ends[-1] <= step.raw_length


def assert_round_trips(step: Aligned) -> None:
    kept = np.flatnonzero(step.starts < step.ends)
    for start in kept[:12].tolist():
        for last in kept[-12:].tolist():
            if start <= last:
                raw = step.to_raw(start, last + 1)
                clean = step.to_clean(*raw)
                assert clean[0] <= start
                assert clean[1] >= last + 1
                assert step.to_raw(*clean) == raw


@given(TEXTS, st.sampled_from(["ar", "fa", "und"]), st.sampled_from(["match", "display"]))
@settings(max_examples=250, deadline=None)
def test_a_normal_form_maps_to_raw_and_back(text, language, level):
    step = normalize(text, language, level)
    assert step.raw_length == len(text)
    assert_is_sound(step)
    assert_round_trips(step)


@given(edited_texts())
@settings(max_examples=150, deadline=None)
def test_edits_map_to_raw_and_back(step):
    assert_is_sound(step)
    assert_round_trips(step)


@given(TEXTS, st.sampled_from(["ar", "fa"]), st.data())
@settings(max_examples=150, deadline=None)
def test_two_steps_composed_are_the_two_steps_one_after_the_other(text, language, data):
    first = normalize(text, language, "display")
    marks = sorted(data.draw(st.lists(st.integers(0, len(first.text)), max_size=6)))
    second = edit(first.text, [(a, b, data.draw(st.text(max_size=3))) for a, b in zip(marks[::2], marks[1::2], strict=False)])
    both = first.then(second)
    assert both.text == second.text
    assert both.raw_length == len(text)
    assert_is_sound(both)
    for at in np.flatnonzero(second.starts < second.ends).tolist():
        assert both.to_raw(at, at + 1) == first.to_raw(int(second.starts[at]), int(second.ends[at]))


@given(TEXTS)
def test_composing_with_nothing_done_changes_nothing(text):
    step = normalize(text, "fa")
    for both in (identity(text).then(step), step.then(identity(step.text))):
        assert both.text == step.text
        assert (both.starts == step.starts).all()
        assert (both.ends == step.ends).all()


def test_what_is_inserted_inside_an_expansion_belongs_to_its_raw_character():
    both = normalize("ﻻ", "ar", "display").then(edit("لا", [(1, 1, "\u200c")]))
    assert both.text == "ل\u200cا"
    assert [both.to_raw(at, at + 1) for at in range(3)] == [(0, 1)] * 3


def test_steps_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="the later step read 3 characters"):
        identity("ab").then(identity("abc"))
    with pytest.raises(ValueError, match="outside 0:2"):
        identity("ab").to_raw(1, 3)
    with pytest.raises(ValueError, match="overlaps"):
        edit("abc", [(0, 2, "x"), (1, 3, "y")])
