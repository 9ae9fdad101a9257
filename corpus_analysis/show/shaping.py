"""Shaping and ordering of Arabic script for drawing libraries that do neither (matplotlib up to 3.10).

Where the library shapes text itself this module must not be used: the text would be drawn reversed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arabic_reshaper import ArabicReshaper

_MIRRORED = dict(zip("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤", strict=True))
# A neutral sign that no article holds. Set behind a bracket, it comes out before it where the line runs from right to left.
_SIGN = "\u2440"
_MARKED = re.compile(f"{_SIGN}(?P<turned>[{re.escape(''.join(_MIRRORED))}])|(?P<kept>[{re.escape(''.join(_MIRRORED))}]){_SIGN}")


@cache
def _reshaper() -> ArabicReshaper:
    from arabic_reshaper import ArabicReshaper

    # Vowel signs stay; of the ligatures only lam with alef, since many fonts lack the others.
    lam_alef = {"ARABIC LIGATURE LAM WITH ALEF", "ARABIC LIGATURE LAM WITH ALEF WITH HAMZA ABOVE",
                "ARABIC LIGATURE LAM WITH ALEF WITH HAMZA BELOW", "ARABIC LIGATURE LAM WITH ALEF WITH MADDA ABOVE"}  # fmt: skip
    from arabic_reshaper.ligatures import LIGATURES

    chosen = {name: name in lam_alef for name, _ in LIGATURES}
    return ArabicReshaper({"delete_harakat": False, "shift_harakat_position": False, "support_ligatures": True, **chosen})


def join_letters(text: str) -> str:
    """Replace each Arabic letter by the form it takes between its neighbours; marks stay, لا becomes one sign.

    >>> join_letters("سلام") == "\\ufeb3\\ufefc\\ufee1"
    True
    """
    return _reshaper().reshape(text)


def order_visually(text: str, direction: str = "rtl") -> str:
    """Reorder one line from reading order to left-to-right drawing order; *direction* is ``"rtl"`` or ``"ltr"``.

    Brackets in right-to-left runs are mirrored, which python-bidi leaves to whoever draws; marks stay with their letter.

    >>> order_visually("abc אב", "ltr")
    'abc בא'
    """
    from bidi import get_display

    text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    drawn = get_display("".join(c + _SIGN if c in _MIRRORED else c for c in text), base_dir="R" if direction == "rtl" else "L")
    return _MARKED.sub(lambda hit: _MIRRORED[hit["turned"]] if hit["turned"] else hit["kept"], drawn)
