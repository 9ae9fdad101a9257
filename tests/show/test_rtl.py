"""Arabic in pictures, judged by what a browser draws and by words set letter by letter."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from corpus_analysis.show.rtl import FONTS, draws_arabic, fonts, label
from corpus_analysis.show.shaping import join_letters, order_visually

BASELINE = Path(__file__).parent / "baseline"
WORDS = (BASELINE / "words.txt").read_text(encoding="utf-8").splitlines()


def ink(picture: Image.Image) -> np.ndarray:
    """The darkness of a picture, cut to what is drawn and brought to one size, softened so that a pixel more or less is no matter."""
    dark = 255 - np.asarray(picture.convert("L"), dtype=float)
    rows, columns = np.nonzero(dark.max(axis=1) > 60)[0], np.nonzero(dark.max(axis=0) > 60)[0]
    cut = Image.fromarray(dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype("uint8"))
    soft = cut.resize((max(8, 24 * cut.width // cut.height), 24), Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(1.5))
    return np.asarray(soft, dtype=float)


def likeness(one: Image.Image, other: Image.Image) -> float:
    """The correlation of two pictures' ink, between -1 and 1."""
    a, b = ink(one), ink(other)
    b = np.asarray(Image.fromarray(b.astype("uint8")).resize(a.shape[::-1], Image.Resampling.BILINEAR), dtype=float)
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])


def drawn(text: str, **options: object) -> Image.Image:
    """*text* as matplotlib draws it, exactly as given."""
    with fonts():
        figure = Figure(figsize=(6, 0.8), dpi=100)
        figure.text(0.98, 0.35, text, ha="right", size=17.28, **options)
        stream = io.BytesIO()
        figure.savefig(stream, format="png")
    return Image.open(stream)


def browser(at: int) -> Image.Image:
    return Image.open(BASELINE / "words.png").crop((0, 48 * at, 420, 48 * at + 48))


def letter_by_letter(forms: str, weight: str = "Regular") -> Image.Image:
    """Joined forms, written down from left to right, drawn one after the other by a library that shapes nothing."""
    font = ImageFont.truetype(str(FONTS / f"Vazirmatn-{weight}.ttf"), 24, layout_engine=ImageFont.Layout.BASIC)
    picture = Image.new("L", (420, 80), 255)
    ImageDraw.Draw(picture).text((10, 20), forms, fill=0, font=font)
    return picture


@pytest.mark.parametrize("at", range(len(WORDS)), ids=WORDS)
def test_a_label_looks_as_a_browser_sets_it(at):
    assert likeness(drawn(label(WORDS[at])), browser(at)) > 0.85


@pytest.mark.parametrize("at", range(len(WORDS)), ids=WORDS)
def test_the_judge_tells_reversed_or_unjoined_text_from_right_text(at):
    assert likeness(drawn(label(WORDS[at][::-1])), browser(at)) < 0.6
    if draws_arabic():  # the usual recipe draws the text reversed here
        assert likeness(drawn(order_visually(join_letters(WORDS[at])).replace("$", r"\$")), browser(at)) < 0.6


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("سلام", "\ufee1\ufefc\ufeb3"),
        ("حماس", "\ufeb1\ufe8e\ufee4\ufea3"),
        ("چین", "\ufee6\ufbff\ufb7c"),
        ("(غزة)", "(\ufe93\ufeb0\ufecf)"),
        ("می‌خواهم", "\ufee2\ufeeb\ufe8d\ufeee\ufea7\ufbfd\ufee3"),
    ],
)
@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_a_label_looks_like_its_letters_set_one_by_one(word, forms, weight):
    assert likeness(drawn(label(word), weight=weight.lower()), letter_by_letter(forms, weight)) > 0.8


def test_bold_is_a_cut_of_its_own():
    assert ink(drawn(label("جنگ"), weight="bold")).sum() > 1.15 * ink(drawn(label("جنگ"))).sum()


def test_vowel_signs_are_drawn():
    assert ink(drawn(label("مُحَمَّد"))).shape != ink(drawn(label("محمد"))).shape


def test_dollar_signs_are_drawn_and_never_read_as_a_formula():
    assert likeness(drawn(label(r"$\frac{1}{2}$ a_b")), drawn(r"$\frac{1}{2}$ a_b", parse_math=False)) > 0.99


def test_whatever_a_headline_holds_is_drawn_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for text in ("😀 خبر", "a\tb\x00\x1b", "\u2067سلام\u2069", "漢字", "\ud800", "ﷺ", None, 3.5, "", "\n", "$", r"\$\\"):
            drawn(label(text))


def test_a_name_that_starts_with_an_underscore_stays_in_the_legend():
    axes = Figure().add_subplot()
    axes.plot([1], label=label("_name"))
    assert len(axes.get_legend_handles_labels()[1]) == 1


def test_drawing_leaves_the_settings_of_matplotlib_alone():
    before = matplotlib.rcParams.copy()
    drawn(label("خبر"))
    assert matplotlib.rcParams == before


def test_letters_take_the_form_their_neighbours_ask_for():
    assert join_letters("بلا") == "\ufe91\ufefc" and join_letters("ا‌ب") == "\ufe8d\u200c\ufe8f"


@pytest.mark.parametrize(
    ("text", "right", "left"),
    [
        ("abc اب 12", "12 با abc", "abc 12 با"),
        ("اب (ab) [1]", "[1] (ab) با", "(ab) [1] با"),
        ("و 12.5% (اب", "با) %12.5 و", "با) %12.5 و"),
        ("a-1,5 ب", "ب a-1,5", "a-1,5 ب"),
    ],
)
def test_lines_are_ordered_as_unicode_says(text, right, left):
    assert order_visually(text, "rtl") == right
    if text.startswith("a"):
        assert order_visually(text, "ltr") == left
