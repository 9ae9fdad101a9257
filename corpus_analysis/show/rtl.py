"""Arabic and Persian in pictures: the only place that knows how matplotlib draws right-to-left text.

From 3.11 on matplotlib joins and orders Arabic letters itself (through libraqm), and text that was reshaped and reordered
beforehand comes out reversed. Up to 3.10 it does neither; there `shaping` does. `label` gives the string that reads correctly on either.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .shaping import join_letters, order_visually

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Vazirmatn"
_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_RIGHT_TO_LEFT_MARK = "\u200f"
_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNDRAWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")


def is_right_to_left(text: str) -> bool:
    """Return whether *text* is to be read from the right: whether at least half of its letters are of a right-to-left script."""
    found = len(_ARABIC.findall(text))
    return found > 0 and found >= len(_LATIN.findall(text))


def label(text: object) -> str:
    """Return *text* as matplotlib must be given it, so that it reads correctly, whatever it holds.

    Every string that goes into a picture passes through here: axis and tick labels, titles, legends, annotations. A text with
    Arabic letters reads from the right even where it begins with a Latin word; a dollar sign stays a dollar sign; line breaks stay.
    Control characters are dropped, and what neither font can draw becomes an empty box.

    Examples
    --------
    >>> label("cost in $")
    'cost in \\\\$'
    """
    return "\n".join(_line(line) for line in str(text).split("\n")).replace("$", r"\$")


def _line(line: str) -> str:
    line = _FORMS.sub(lambda hit: unicodedata.normalize("NFKC", hit.group()), _UNDRAWABLE.sub("", line.replace("\t", " ")))
    line = "".join(character if ord(character) in _covered() else "\u25a1" for character in line)
    if _ARABIC.search(line):
        line = _CONTROLS.sub("", line)
        line = _RIGHT_TO_LEFT_MARK + line if draws_arabic() else order_visually(join_letters(line))
    return "\u200e" + line if line.startswith("_") else line  # matplotlib leaves out of a legend what starts with _


@functools.cache
def draws_arabic() -> bool:
    """Return whether this matplotlib joins and orders Arabic itself."""
    import matplotlib.ft2font

    return hasattr(matplotlib.ft2font, "__libraqm_version__")


@functools.cache
def font_families() -> tuple[str, str]:
    """Make the shipped font known to matplotlib; return the families to draw with, the second for signs the first lacks."""
    from matplotlib import font_manager

    for path in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(path)
    return FAMILY, "DejaVu Sans"


@functools.cache
def _covered() -> frozenset[int]:
    """Return the code points that the two fonts have a glyph for; the rest is drawn as an empty box, without a warning."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    found = [get_font(findfont(FontProperties(family=[family]))).get_charmap() for family in font_families()]
    return frozenset().union(*found)


@contextmanager
def fonts() -> Iterator[None]:
    """Draw with the shipped font inside this block; matplotlib's own settings are as before after it."""
    import matplotlib

    with matplotlib.rc_context({"font.family": list(font_families()), "axes.unicode_minus": False}):
        yield
