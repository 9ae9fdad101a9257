"""Where tokens begin and end: one pass over the code points of a whole partition."""

from __future__ import annotations

import re
import string
from functools import cache

import numpy as np

from .characters import DIGIT, JOINER, LETTER, MARK, PUNCTUATION, SIZE, SPACE, classes, look_up, to_codes
from .normalize import find_hidden

_TATWEEL = 0x640
_LATIN_END, _ARABIC_START = 0x250, 0x600
_ARABIC = LETTER + 8  # the class of a letter from there on; no other two classes differ by this bit
_SEPARATOR, _APOSTROPHE, _HYPHEN, _REPEATED, _DOT, _COLON, _AT = (1 << bit for bit in range(7))
_ROLES = {".": _SEPARATOR | _REPEATED | _DOT, ",": _SEPARATOR, ":": _SEPARATOR | _COLON, "/": _SEPARATOR, "٫": _SEPARATOR,
          "٬": _SEPARATOR, "،": _SEPARATOR, "'": _APOSTROPHE, "’": _APOSTROPHE, "-": _HYPHEN | _REPEATED, "\u2011": _HYPHEN,
          "_": _REPEATED, "@": _AT}  # fmt: skip

_LINK = re.compile(
    r"https?://t\.co/[A-Za-z0-9]{1,20}"
    r"|(?:https?://|www\.)[^\s<>\"«»“”#]{1,2000}(?:#[A-Za-z0-9_=&%.-]{1,200})?"
    r"|pic\.twitter\.com/\w{1,40}"
    r"|@\w{1,60}"
)
_MAIL_NAME = frozenset(string.ascii_letters + string.digits + "._%+-")
_MAIL_HOST = re.compile(r"@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_AFTER_LINK = ".,;:!?)]}'’،؛؟…"
_ACRONYM = re.compile(r"[A-Za-z](?:\.[A-Za-z]){1,12}(?!\w)\.?|[ء-ی](?:\.[ء-ی]){2,12}(?!\w)")


def token_edges(text: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return where the tokens of *text* start, which of them are links, and the code points of *text*, marked.

    *text* begins with a blank and ends with two, so that every character has neighbours. Tokens are words with their marks and
    inner joiners, numbers with their separators, links and handles, and single punctuation characters. Between two tokens stands
    white space or an invisible control, nothing else. A marked code point is one more than it was, and 0 outside of tokens.
    """
    codes = to_codes(text)
    kinds = look_up(_kinds(), codes)
    inside = kinds != SPACE
    cut = np.zeros(len(codes), dtype=bool)
    others = np.flatnonzero(kinds - MARK < DIGIT - MARK)  # SPACE is 0, below it is 255
    marks, joiners, signs = (others[kinds[others] == kind] for kind in (MARK, JOINER, PUNCTUATION))
    roles = _roles().take(codes[signs])
    _leave_joiners(kinds, joiners, inside)
    _cut_punctuation(codes, kinds, signs, roles, cut)
    _join_marks(kinds, marks, cut)
    _cut_scripts(codes, kinds, cut)
    links = _find_links(text, codes, signs, roles)
    for start, end in find_hidden(text, codes):
        inside[start:end] = True
        cut[start : end + 1] = False
    for start, end in _find_acronyms(text, kinds, signs[(roles & _DOT) > 0]):
        cut[start + 1 : end] = False
        cut[end] = True
    for start, end in links:
        cut[start + 1 : end] = False
        inside[start:end] = True
    cut[np.array(links, dtype=np.int64).ravel()] = True
    starts = np.flatnonzero(inside[1:] & (cut[1:] | ~inside[:-1])).astype(np.int32) + np.int32(1)
    is_link = np.zeros(len(starts), dtype=bool)
    is_link[np.searchsorted(starts, [start for start, _ in links])] = True
    codes += np.uint32(1)
    codes *= inside
    return starts, is_link, codes


@cache
def _kinds() -> np.ndarray:
    """Return the class of every code point, Arabic letters apart."""
    kinds = classes().copy()
    kinds[_ARABIC_START:][kinds[_ARABIC_START:] == LETTER] = _ARABIC
    return kinds


@cache
def _roles() -> np.ndarray:
    table = np.zeros(SIZE, dtype=np.uint8)
    for character, role in _ROLES.items():
        table[ord(character)] = role
    return table


def _leave_joiners(kinds: np.ndarray, at: np.ndarray, inside: np.ndarray) -> None:
    """Joiners and controls belong to a word only where letters, marks or digits stand on both sides."""
    if not len(at):
        return
    new = np.append(True, np.diff(at) > 1)
    first, last = at[new], at[np.append(new[1:], True)]
    loose = ~(_is_wordlike(kinds[first - 1]) & _is_wordlike(kinds[last + 1]))
    inside[at[loose[np.cumsum(new) - 1]]] = False


def _is_wordlike(kinds: np.ndarray) -> np.ndarray:
    return (kinds >= DIGIT) | (kinds == MARK)


def _cut_punctuation(codes: np.ndarray, kinds: np.ndarray, signs: np.ndarray, roles: np.ndarray, cut: np.ndarray) -> None:
    """Cut before and after every punctuation character, except where it is part of a number or a word."""
    cut[signs] = True
    cut[signs + 1] = True
    at, roles = signs[roles > 0], roles[roles > 0]
    before, after = kinds[at - 1], kinds[at + 1]
    latin_before = (before == LETTER) & (codes[at - 1] < _LATIN_END)
    latin_after = (after == LETTER) & (codes[at + 1] < _LATIN_END)
    separator = ((roles & _SEPARATOR) > 0) & (before == DIGIT) & (after == DIGIT)
    designation = ((roles & _HYPHEN) > 0) & latin_before & (after == DIGIT)
    apostrophe = (roles == _APOSTROPHE) & latin_before & latin_after
    part = separator | designation | apostrophe
    cut[at[part]] = False
    cut[at[part] + 1] = False
    genitive = at[apostrophe & ((codes[at + 1] | 0x20) == ord("s"))]
    cut[genitive[~_is_wordlike(kinds[genitive + 2])]] = True
    repeated = at[~part & ((roles & _REPEATED) > 0) & (codes[at - 1] == codes[at])]
    cut[repeated] = False


def _join_marks(kinds: np.ndarray, marks: np.ndarray, cut: np.ndarray) -> None:
    """The selector after an emoji and an accent on a dash belong to it."""
    first = marks[kinds[marks - 1] == PUNCTUATION]
    cut[first] = False
    if len(first):
        last = marks[np.append(np.diff(marks) > 1, True)]
        cut[last[np.searchsorted(last, first)] + 1] = True


def _cut_scripts(codes: np.ndarray, kinds: np.ndarray, cut: np.ndarray) -> None:
    """Cut between Arabic letters and numbers (20يونيو, و2006) or Latin letters; الـGPS stays whole."""
    step = kinds[1:] ^ kinds[:-1]
    at = np.flatnonzero((step | (LETTER ^ DIGIT)) == (_ARABIC ^ DIGIT))  # an Arabic letter beside another or beside a digit
    cut[at[(codes[at] != _TATWEEL) | (step[at] == _ARABIC ^ DIGIT)] + 1] = True


def _find_links(text: str, codes: np.ndarray, signs: np.ndarray, roles: np.ndarray) -> list[tuple[int, int]]:
    """Spans of addresses and handles, in order, not overlapping."""
    colons, dots, ats = (signs[(roles & role) > 0] for role in (_COLON, _DOT, _AT))
    colons = colons[codes[colons + 1] == ord("/")]
    dots = dots[(codes[dots - 1] == ord("w")) | (codes[dots - 1] == ord("c"))]
    found: list[tuple[int, int]] = []
    for marker, before, places in (("https://", 5, colons), ("http://", 4, colons), ("www.", 3, dots), ("pic.twitter.com/", 3, dots)):
        end = 0
        for at in (places - before).tolist():
            if at >= end and text.startswith(marker, at):
                hit = _LINK.match(text, at)
                end = at + len(hit.group().rstrip(_AFTER_LINK)) if hit else at
                found.append((at, end))
    end = 0
    for at in ats.tolist():
        if at >= end:
            start, end = _read_mail(text, at)
            hit = _LINK.match(text, at) if end == at else None
            end = at + len(hit.group().rstrip(_AFTER_LINK)) if hit else end
            found.append((start, end))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if end > start and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


def _read_mail(text: str, at: int) -> tuple[int, int]:
    """Return the span of the mail address around the @ at *at*, or an empty span."""
    start = at
    while start > max(at - 64, 0) and text[start - 1] in _MAIL_NAME:
        start -= 1
    hit = _MAIL_HOST.match(text, at) if start < at else None
    return (start, hit.end()) if hit else (at, at)


def _find_acronyms(text: str, kinds: np.ndarray, dots: np.ndarray) -> list[tuple[int, int]]:
    """Spans of letters with dots between them (U.S., أ.ف.ب)."""
    dots = dots[dots > 1]
    dots = dots[(kinds[dots - 1] >= LETTER) & (kinds[dots + 1] >= LETTER) & ~_is_wordlike(kinds[dots - 2])]
    spans: list[tuple[int, int]] = []
    for at in (dots - 1).tolist():  # the letter before the dot
        if not spans or at >= spans[-1][1]:
            hit = _ACRONYM.match(text, at)
            spans += [hit.span()] if hit else []
    return spans
