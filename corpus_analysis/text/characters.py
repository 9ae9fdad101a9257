"""Look-up tables over all of Unicode, read from ``lexicons/letters.yaml``; one entry a code point."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..lexicon import read_yaml

SIZE = 0x110000
SPACE, MARK, JOINER, PUNCTUATION, DIGIT, LETTER = range(6)
DROP, DROP_MARK, EXPAND = 0xFFFFFFFF, 0xFFFFFFFE, SIZE
"""Values of a map that are not code points: leave out; leave out and count to the character before; EXPAND + n, the n-th expansion."""

_TALL = 0x20000  # beyond it there are ideographs, tags and private characters only
# what is taken apart; Hangul is not, since no reader does it
_DECOMPOSED = [range(0x3400), range(0xA640, 0xAC00), range(0xF900, 0x10600), range(0x10C80, 0x10CC0), range(0x118A0, 0x118E0),
               range(0x16E40, 0x16E60), range(0x1D400, 0x1D800), range(0x1E900, 0x1E960), range(0x1EE00, 0x1EF00),
               range(0x1F100, 0x1F300), range(0x2F800, 0x2FA20)]  # fmt: skip
_ARABIC_FORMS = [range(0xFB50, 0xFDFA), range(0xFE70, 0xFEFD)]


def to_codes(text: str) -> np.ndarray:
    """Return the code points of *text* (uint32)."""
    return np.array([text]).view(np.uint32)[: len(text)]


def look_up(table: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Return what a table has for every code point, read-only: ``table[codes]``, for which numpy would widen every code first."""
    return pc.take(pa.array(table), pa.array(codes)).to_numpy()


def to_text(codes: np.ndarray) -> str:
    """Return the string of an array of code points."""
    return codes.astype(np.uint32, copy=False).tobytes().decode("utf-32-le", "surrogatepass")


@cache
def settings() -> dict:
    """Return the content of ``letters.yaml``."""
    return read_yaml("letters.yaml")


def code_points(ranges: Iterable[str]) -> list[int]:
    """Return the code points of ranges written ``"064B-065F"`` or ``"0670"``."""
    found: list[int] = []
    for item in ranges:
        first, _, last = str(item).partition("-")
        found.extend(range(int(first, 16), int(last or first, 16) + 1))
    return found


@cache
def _categories() -> list[str]:
    return [unicodedata.category(chr(code)) for code in range(_TALL)]


@cache
def classes() -> np.ndarray:
    """Return the class of every code point: SPACE, MARK, JOINER, PUNCTUATION, DIGIT or LETTER (uint8)."""
    kinds = {"L": LETTER, "N": DIGIT, "M": MARK, "P": PUNCTUATION, "S": PUNCTUATION, "Z": SPACE, "C": PUNCTUATION}
    table = np.full(SIZE, PUNCTUATION, dtype=np.uint8)
    table[:_TALL] = [kinds[category[0]] for category in _categories()]
    table[_TALL:0x40000] = LETTER
    table[0xE0100:0xE01F0] = MARK
    table[[9, 10, 11, 12, 13, 0x1C, 0x1D, 0x1E, 0x1F, 0x85]] = SPACE
    table[0x640] = LETTER
    table[code_points(settings()["blank"])] = SPACE
    table[code_points([*settings()["invisible"], *settings()["joiners"]])] = JOINER
    table[0xE0000:0xE0080] = JOINER
    table.setflags(write=False)
    return table


@cache
def letter_forms(language: str, level: str) -> dict[str, str]:
    """Return the normal form of every character that is not its own."""
    forms = _match_forms(language) if level == "match" else _display_forms(language)
    return {chr(code): form for code, form in forms.items() if form != chr(code)}


@cache
def letter_map(language: str, level: str) -> tuple[np.ndarray, list[str]]:
    """Return the map of every code point to its normal form, and the expansions (see EXPAND) it refers to.

    The map is closed: applying it to its own output changes nothing.
    """
    table = np.arange(SIZE, dtype=np.uint32)
    expansions: list[str] = []
    dropped_marks = set(code_points(settings()["marks"]))
    for letter, form in letter_forms(language, level).items():
        code = ord(letter)
        if len(form) > 1:
            table[code] = EXPAND + len(expansions)
            expansions.append(form)
        else:
            table[code] = ord(form) if form else DROP_MARK if code in dropped_marks else DROP
    table.setflags(write=False)
    return table, expansions


def _shared_forms() -> dict[int, str]:
    """What both levels do: draw nothing for what draws nothing, one kind of blank, one kind of line end."""
    forms = dict.fromkeys(code_points(settings()["invisible"]), "")
    forms |= dict.fromkeys(code_points(settings()["blank"]), " ")
    forms |= {code: " " for code, category in enumerate(_categories()) if category == "Zs"}
    return forms | {0x1C: " ", 0x1D: " ", 0x1E: " ", 0x1F: " ", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}


def _display_forms(language: str) -> dict[int, str]:
    letters = {ord(variant): kept for kept, variants in settings()["display"].get(language, {}).items() for variant in variants}
    forms = _shared_forms() | letters
    for block in _ARABIC_FORMS:
        for code in block:
            parts = unicodedata.normalize("NFKC", chr(code)).strip()
            if parts != chr(code) and parts:
                forms[code] = parts.translate(letters)
    if language != "fa":  # in Persian these stand for the half-space, which depends on what is around them
        forms |= {0xAD: "", 0x200B: ""}
    return forms


@cache
def _shared_match_forms() -> dict[int, str]:
    data = settings()
    fold = {ord(variant): kept for group in ("letters", "punctuation") for kept, all_ in data["match"][group].items() for variant in all_}
    fold |= {code: str(unicodedata.decimal(chr(code))) for code, category in enumerate(_categories()) if category == "Nd"}
    fold |= dict.fromkeys(code_points([*data["marks"], *data["joiners"], *data["selectors"]]), "")
    base = _shared_forms() | fold
    forms = dict(base)
    for block in _DECOMPOSED:
        for code in block:
            if code in base or unicodedata.decomposition(chr(code)) or chr(code).lower() != chr(code):
                forms[code] = _settle(chr(code), base)
    return forms


def _match_forms(language: str) -> dict[int, str]:
    own = settings()["match"]["own_letters"].get(language, "")
    return {code: form for code, form in _shared_match_forms().items() if chr(code) not in own}


def _settle(character: str, base: dict[int, str]) -> str:
    """Fold one character until nothing changes."""
    form = character
    for _ in range(4):
        parts = unicodedata.normalize("NFKD", form)
        if parts.startswith(" ") and not form.startswith(" "):  # a mark shown on a blank of its own
            own = any(ord(character) in block for block in _ARABIC_FORMS)
            parts = parts.strip() if own else unicodedata.normalize("NFD", form)
        after = parts.translate(base).lower().translate(base)
        if after == form:
            break
        form = after
    return form
