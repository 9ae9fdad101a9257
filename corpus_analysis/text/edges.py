"""Where tokens begin and end: one pass over the code points of a whole partition."""

from __future__ import annotations

import re
import string
from functools import cache

import numpy as np

from .characters import DIGIT, JOINER, LETTER, MARK, PUNCTUATION, SIZE, SPACE, classes
from .normalize import find_hidden

_TATWEEL = 0x640
_LATIN_END, _ARABIC_START = 0x250, 0x600
_SEPARATOR, _APOSTROPHE, _HYPHEN, _DOT = 1, 2, 4, 8
_ROLES = {".": _SEPARATOR | _DOT, ",": _SEPARATOR, ":": _SEPARATOR, "/": _SEPARATOR, "٫": _SEPARATOR, "٬": _SEPARATOR, "،": _SEPARATOR,
          "'": _APOSTROPHE, "’": _APOSTROPHE, "-": _HYPHEN, "\u2011": _HYPHEN}  # fmt: skip
_REPEATED = (ord("."), ord("-"), ord("_"))  # a row of these is one token

_LINK = re.compile(
    r"https?://t\.co/[A-Za-z0-9]{1,20}"
    r"|(?:https?://|www\.)[^\s<>\"«»“”#]{1,2000}(?:#[A-Za-z0-9_=&%.-]{1,200})?"
    r"|pic\.twitter\.com/\w{1,40}"
    r"|@\w{1,60}"
)
_LINK_MARKERS = ("https://", "http://", "www.", "pic.twitter.com/")
_MAIL_NAME = frozenset(string.ascii_letters + string.digits + "._%+-")
_MAIL_HOST = re.compile(r"@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_AFTER_LINK = ".,;:!?)]}'’،؛؟…"
_ACRONYM = re.compile(r"[A-Za-z](?:\.[A-Za-z]){1,12}(?!\w)\.?|[ء-ی](?:\.[ء-ی]){2,12}(?!\w)")


def token_edges(text: str, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the starts and ends of the tokens of *text*, which of them are links, and which code points lie inside a token.

    Tokens are words with their marks and inner joiners, numbers with their separators, links and handles, and single
    punctuation characters. Between two tokens stands white space or an invisible control, nothing else.
    """
    padded = np.concatenate([[0x20], codes, [0x20, 0x20]]).astype(np.uint32, copy=False)
    kinds = classes().take(padded)
    inside = kinds != SPACE
    cut = np.zeros(len(padded), dtype=bool)
    _join_joiners(kinds, inside)
    _cut_punctuation(padded, kinds, cut)
    _cut_scripts(padded, kinds, cut)
    links = _find_links(text)
    for start, end in find_hidden(text, codes):
        inside[start + 1 : end + 1] = True
        cut[start + 1 : end + 2] = False
    for start, end in _find_acronyms(text, padded, kinds):
        cut[start + 2 : end + 1] = False
        cut[end + 1] = True
    for start, end in links:
        cut[start + 2 : end + 1] = False
        cut[[start + 1, end + 1]] = True
        inside[start + 1 : end + 1] = True
    begins = inside[1:] & (cut[1:] | ~inside[:-1])
    finishes = inside[:-1] & (cut[1:] | ~inside[1:])
    starts, ends = np.flatnonzero(begins).astype(np.int32), np.flatnonzero(finishes).astype(np.int32)
    is_link = np.zeros(len(starts), dtype=bool)
    is_link[np.searchsorted(starts, [start for start, _ in links])] = True
    return starts, ends, is_link, inside[1:-2]


@cache
def _roles() -> np.ndarray:
    table = np.zeros(SIZE, dtype=np.uint8)
    for character, role in _ROLES.items():
        table[ord(character)] = role
    return table


def _join_joiners(kinds: np.ndarray, inside: np.ndarray) -> None:
    """Joiners and controls belong to a word only where letters, marks or digits stand on both sides."""
    at = np.flatnonzero(kinds == JOINER)
    if not len(at):
        return
    new = np.append(True, np.diff(at) > 1)
    first, last = at[new], at[np.append(new[1:], True)]
    loose = ~(_is_wordlike(kinds[first - 1]) & _is_wordlike(kinds[last + 1]))
    inside[at[loose[np.cumsum(new) - 1]]] = False


def _is_wordlike(kinds: np.ndarray) -> np.ndarray:
    return (kinds == LETTER) | (kinds == MARK) | (kinds == DIGIT)


def _cut_punctuation(codes: np.ndarray, kinds: np.ndarray, cut: np.ndarray) -> None:
    """Cut before and after every punctuation character, except where it is part of a number or a word."""
    at = np.flatnonzero(kinds == PUNCTUATION)
    roles, before, after = _roles().take(codes[at]), kinds[at - 1], kinds[at + 1]
    latin_before = (before == LETTER) & (codes[at - 1] < _LATIN_END)
    latin_after = (after == LETTER) & (codes[at + 1] < _LATIN_END)
    separator = ((roles & _SEPARATOR) > 0) & (before == DIGIT) & (after == DIGIT)
    designation = (roles == _HYPHEN) & latin_before & (after == DIGIT)
    apostrophe = (roles == _APOSTROPHE) & latin_before & latin_after
    genitive = apostrophe & ((codes[at + 1] | 0x20) == ord("s")) & ~_is_wordlike(kinds[np.minimum(at + 2, len(kinds) - 1)])
    alone = at[~(separator | designation | apostrophe)]
    cut[alone] = True
    cut[alone + 1] = True
    cut[at[genitive]] = True
    repeated = alone[np.isin(codes[alone], _REPEATED) & (codes[alone - 1] == codes[alone])]
    cut[repeated] = False
    marks = np.flatnonzero(kinds == MARK)
    signs = marks[kinds[marks - 1] == PUNCTUATION]  # the selector after an emoji, an accent on a dash
    cut[signs] = False
    if len(signs):
        last = marks[np.append(np.diff(marks) > 1, True)]
        cut[last[np.searchsorted(last, signs)] + 1] = True


def _cut_scripts(codes: np.ndarray, kinds: np.ndarray, cut: np.ndarray) -> None:
    """Cut between Arabic letters and numbers (20يونيو, و2006) or Latin letters; الـGPS stays whole."""
    arabic = codes >= _ARABIC_START
    letter = kinds == LETTER
    glued = (arabic[1:] != arabic[:-1]) & letter[1:] & letter[:-1]
    at = np.flatnonzero(glued) + 1
    cut[at[codes[at - 1] != _TATWEEL]] = True
    digits = np.flatnonzero(kinds == DIGIT)
    for step in (0, 1):
        beside = digits + 2 * step - 1
        cut[digits[(kinds[beside] == LETTER) & arabic[beside]] + step] = True


def _find_links(text: str) -> list[tuple[int, int]]:
    """Spans of addresses and handles, in order, not overlapping."""
    found: list[tuple[int, int]] = []
    for marker in (*_LINK_MARKERS, "@"):
        at = text.find(marker)
        while at >= 0:
            start, end = _read_mail(text, at) if marker == "@" else (at, at)
            hit = _LINK.match(text, at) if end == at else None
            if hit:
                end = at + len(hit.group().rstrip(_AFTER_LINK))
            if end > at:
                found.append((start, end))
            at = text.find(marker, max(end, at + 1))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _read_mail(text: str, at: int) -> tuple[int, int]:
    """Return the span of the mail address around the @ at *at*, or an empty span."""
    start = at
    while start > max(at - 64, 0) and text[start - 1] in _MAIL_NAME:
        start -= 1
    hit = _MAIL_HOST.match(text, at) if start < at else None
    return (start, hit.end()) if hit else (at, at)


def _find_acronyms(text: str, codes: np.ndarray, kinds: np.ndarray) -> list[tuple[int, int]]:
    """Spans of letters with dots between them (U.S., أ.ف.ب)."""
    dots = np.flatnonzero(codes == ord("."))
    dots = dots[dots > 1]
    dots = dots[(kinds[dots - 1] == LETTER) & (kinds[dots + 1] == LETTER) & ~_is_wordlike(kinds[dots - 2])]
    spans: list[tuple[int, int]] = []
    for at in (dots - 2).tolist():  # the letter before the dot; `codes` is padded by one
        if not spans or at >= spans[-1][1]:
            hit = _ACRONYM.match(text, at)
            spans += [hit.span()] if hit else []
    return spans
