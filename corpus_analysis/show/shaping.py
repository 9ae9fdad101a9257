"""Shaping and ordering of Arabic script for drawing libraries that do neither (matplotlib up to 3.10).

Where the library shapes text itself this module must not be used: the text would be drawn reversed.
Letter forms come from the Unicode character database; the order from the Unicode bidirectional algorithm
(UAX #9, rules P2-P3, W1-W7, N0-N2, I1-I2, L2-L4), without explicit embeddings, which a label does not need.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_ISOLATED, _FINAL, _INITIAL, _MEDIAL = "isolated", "final", "initial", "medial"
_JOINERS = {"\u200d", "\u0640"}  # both join on either side
_INVISIBLE = {chr(code) for code in (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0x061C, 0xFEFF)}
_MIRRORED = dict(zip("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤", strict=True))
_PAIRS = {"(": ")", "[": "]", "{": "}"}


@cache
def _letter_forms() -> dict[str, dict[str, str]]:
    """Map a letter, or lam with alef, to its presentation forms: ``{"ب": {"initial": "ﺑ", ...}}``."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        kind, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(part, 16)) for part in parts)
        if len(letters) == 1 or (len(letters) == 2 and letters[0] == "ل" and letters[1] in "اأإآ"):
            forms.setdefault(letters, {}).setdefault(kind.strip("<>"), chr(code))
    return forms


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def _joins_next(character: str) -> bool:
    return character in _JOINERS or _INITIAL in _letter_forms().get(character, {})


def _joins_previous(character: str) -> bool:
    return character in _JOINERS or _FINAL in _letter_forms().get(character, {})


def join_letters(text: str) -> str:
    """Replace each Arabic letter by the form it takes between its neighbours; marks stay, لا becomes one sign.

    >>> join_letters("سلام") == "\\ufeb3\\ufefc\\ufee1"
    True
    """
    forms = _letter_forms()
    letters: list[list[str]] = []  # a letter and the marks that sit on it
    for character in text:
        if letters and _is_mark(character):
            letters[-1].append(character)
        elif letters and letters[-1] == ["ل"] and "ل" + character in forms:
            letters[-1][0] = "ل" + character
        else:
            letters.append([character])
    out = []
    for at, (letter, *marks) in enumerate(letters):
        known = forms.get(letter, {})
        before = at > 0 and _joins_next(letters[at - 1][0][-1]) and _joins_previous(letter[0])
        after = at + 1 < len(letters) and _joins_next(letter[-1]) and _joins_previous(letters[at + 1][0][0])
        kind = _MEDIAL if before and after else _FINAL if before else _INITIAL if after else _ISOLATED
        out.append(known.get(kind, letter) + "".join(marks))
    return "".join(out)


def _weak_types(types: list[str], base: str) -> list[str]:
    """Resolve marks, numbers and separators (rules W1-W7) of one run."""
    strong = previous = base
    for at, kind in enumerate(types):
        if kind == "NSM":
            kind = previous
        if kind == "EN" and strong == "AL":
            kind = "AN"
        if kind in ("L", "R", "AL"):
            strong = kind
        types[at] = previous = kind
    types = ["R" if kind == "AL" else kind for kind in types]
    for at in range(1, len(types) - 1):
        left, kind, right = types[at - 1 : at + 2]
        if left == right and ((kind in ("ES", "CS") and left == "EN") or (kind == "CS" and left == "AN")):
            types[at] = left
    for order in (range(len(types)), range(len(types) - 1, -1, -1)):
        touches = False
        for at in order:
            touches = types[at] == "EN" or (touches and types[at] == "ET")
            if touches:
                types[at] = "EN"
    strong = base
    for at, kind in enumerate(types):
        if kind in ("L", "R"):
            strong = kind
        elif kind in ("ES", "CS", "ET"):
            types[at] = "ON"
        elif kind == "EN" and strong == "L":
            types[at] = "L"
    return types


def _direction(kind: str) -> str | None:
    return "L" if kind == "L" else "R" if kind in ("R", "EN", "AN") else None


def _resolve_brackets(text: str, types: list[str], base: str) -> None:
    """Give a pair of brackets the direction of what stands inside it, or of its context (rule N0)."""
    open_at: list[int] = []
    pairs = []
    for at, character in enumerate(text):
        if types[at] != "ON":
            continue
        if character in _PAIRS:
            open_at.append(at)
        elif character in _PAIRS.values():
            while open_at:
                start = open_at.pop()
                if _PAIRS[text[start]] == character:
                    pairs.append((start, at))
                    break
    for start, end in sorted(pairs):
        inside = {_direction(kind) for kind in types[start + 1 : end]} - {None}
        if not inside:
            continue
        before = next((side for kind in reversed(types[:start]) if (side := _direction(kind))), base)
        types[start] = types[end] = base if base in inside or before == base else before


def _neutral_types(types: list[str], base: str) -> list[str]:
    """Give every neutral the direction of its two neighbours where these agree, else the base (rules N1-N2)."""
    at = 0
    while at < len(types):
        end = at
        while end < len(types) and _direction(types[end]) is None:
            end += 1
        if end > at:
            left = _direction(types[at - 1]) if at else base
            right = _direction(types[end]) if end < len(types) else base
            types[at:end] = [str(left) if left == right else base] * (end - at)
        at = end + 1
    return types


def order_visually(text: str, direction: str = "rtl") -> str:
    """Reorder one line from reading order to left-to-right drawing order; *direction* is ``"rtl"`` or ``"ltr"``.

    Brackets in right-to-left runs are mirrored; marks stay with the letter they sit on; invisible controls are dropped.

    >>> order_visually("abc (אב) 12", "ltr")
    'abc (בא) 12'
    """
    text = "".join(character for character in text if character not in _INVISIBLE)
    base, lowest = ("R", 1) if direction == "rtl" else ("L", 0)
    types = _weak_types([unicodedata.bidirectional(character) or "L" for character in text], base)
    _resolve_brackets(text, types, base)
    types = _neutral_types(types, base)
    rise = {"L": 1, "R": 0, "EN": 1, "AN": 1} if lowest else {"L": 0, "R": 1, "EN": 2, "AN": 2}
    levels = [lowest + rise[kind] for kind in types]
    clusters: list[tuple[str, int]] = []
    for character, level in zip(text, levels, strict=True):
        if clusters and _is_mark(character):
            # From the right, the marks come first: a library that cannot place marks then draws them over their letter.
            letter, same = clusters.pop()
            clusters.append((character + letter if same % 2 else letter + character, same))
        else:
            clusters.append((_MIRRORED.get(character, character) if level % 2 else character, level))
    for threshold in range(max(levels, default=0), 0, -1):
        at = 0
        while at < len(clusters):
            end = at
            while end < len(clusters) and clusters[end][1] >= threshold:
                end += 1
            clusters[at:end] = reversed(clusters[at:end])
            at = end + 1
    return "".join(character for character, _ in clusters)
