"""Arabic and Persian in pictures: the only place that knows how matplotlib draws right-to-left text.

From 3.11 on matplotlib joins and orders Arabic letters itself (through libraqm), and text that was reshaped and reordered
beforehand comes out reversed. Up to 3.10 it does neither. `label` gives the string that reads correctly on either.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Vazirmatn"
_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_RIGHT_TO_LEFT_MARK = "\u200f"
_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Two neutral signs that no article holds. Put behind a bracket, their side of it tells which way the bracket was set.
_SIGN = "\u2440"
_MIRRORED = {"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "«": "»", "»": "«", "<": ">", ">": "<", "‹": "›", "›": "‹"}


def is_right_to_left(text: str) -> bool:
    """Return whether *text* holds a letter of a right-to-left script."""
    return bool(_ARABIC.search(text))


def label(text: object) -> str:
    """Return *text* as matplotlib must be given it, so that it reads correctly, whatever it holds.

    Every string that goes into a picture passes through here: axis and tick labels, titles, legends, annotations. A text with
    Arabic letters reads from the right even where it begins with a Latin word; a dollar sign stays a dollar sign; line breaks stay.

    Examples
    --------
    >>> label("cost in $")
    'cost in \\\\$'
    """
    return "\n".join(_line(line) for line in str(text).split("\n")).replace("$", r"\$")


def _line(line: str) -> str:
    line = line.replace("\x00", "")
    if not is_right_to_left(line):
        return line
    line = _CONTROLS.sub("", line)
    return _RIGHT_TO_LEFT_MARK + line if draws_arabic() else _set_by_hand(line)


@functools.cache
def draws_arabic() -> bool:
    """Return whether this matplotlib joins and orders Arabic itself."""
    import matplotlib.ft2font

    return hasattr(matplotlib.ft2font, "__libraqm_version__")


def _set_by_hand(line: str) -> str:
    """Join the letters and put the line into the order in which it is drawn from left to right."""
    from bidi import get_display

    shaped = _reshaper().reshape(line)
    marked = "".join(character + _SIGN if character in _MIRRORED else character for character in shaped)
    drawn = get_display(marked, base_dir="R")
    # A sign before its bracket was set from right to left: there the bracket shows its mirror image.
    pairs = re.sub(f"{_SIGN}(.)", lambda hit: _MIRRORED.get(hit.group(1), hit.group()), drawn)
    return _CONTROLS.sub("", pairs.replace(_SIGN, ""))


@functools.cache
def _reshaper():  # noqa: ANN202
    from arabic_reshaper import ArabicReshaper

    # Ligatures other than lam-alef are left to the font: the reshaper's sign for الله is missing in many.
    return ArabicReshaper({"delete_harakat": False, "support_ligatures": True, "use_unshaped_instead_of_isolated": True,
                           **{name: False for name in ("ARABIC LIGATURE ALLAH", "ARABIC LIGATURE JALLAJALALOUHOU", "RIAL SIGN")}})  # fmt: skip


@functools.cache
def font_families() -> tuple[str, str]:
    """Make the shipped font known to matplotlib; return the families to draw with, the second for signs the first lacks."""
    from matplotlib import font_manager

    for path in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(path)
    return FAMILY, "DejaVu Sans"


@contextmanager
def fonts() -> Iterator[None]:
    """Draw with the shipped font inside this block; matplotlib's own settings are as before after it."""
    import matplotlib

    with matplotlib.rc_context({"font.family": list(font_families()), "axes.unicode_minus": False}):
        yield
