"""What may stand in a line, seen at a glance: the lines of some pages are folded and searched together, and each bears signs.

A rule is asked only about lines with its sign; a plain paragraph has none and meets no rule. A sign promises nothing: the rule may
find less than it lets expect, but never anything without it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation

from ..lexicon import read_yaml
from .lines import Block, is_open
from .rules import COMPARED, LEADING, LETTER_RUNS, SHORT_LINE, every, fold, fold_letters, has_forms, load_rules

ANYTHING = -1
# Of its characters
LETTER, DIGIT, TAG, MARK, STROKE, LATIN, _SPACE = (1 << at for at in range(7))
FOREIGN = {"ar": 1 << 7, "fa": 1 << 8, "en": 1 << 9}  # letters that speak against a language
# Of how it begins
FURNITURE, HEADER, RELATED, BYLINE, DATE, CAPTION, EMBED, COUNTED = (1 << at for at in range(10, 18))
_OPENINGS = {
    "furniture_prefixes": FURNITURE, "header_prefixes": HEADER, "related_prefixes": RELATED, "byline_prefixes": BYLINE,
    "date_prefixes": DATE, "caption_prefixes": CAPTION, "embed_prefixes": EMBED,
}  # fmt: skip
# Of the whole: a known line, no letters, a phrase of furniture, an agency's mark on a picture, a word of notices, a phrase of captions
KEY, UNLETTERED, INSIDE, SIGNED, TALK, SHOWN = (1 << at for at in range(18, 24))
_UNSPACED = 1 << 24  # letters of scripts that set no space between words

ANNOUNCED = KEY | HEADER | COUNTED
PAGE = ANNOUNCED | FURNITURE | INSIDE | UNLETTERED
OWN_ROLE = PAGE | SIGNED | BYLINE | MARK | RELATED

FEW_WORDS = 14  # of lines that name their writer or begin as furniture does
OPENING = 16  # letters by which lines are told apart before they are compared
_LONGEST_PHRASE = 120  # characters
_NEIGHBOURS = "ٹڈڑںےھہێڵڕۆەڤڎټډړښځڅېۍ"  # letters of Urdu, Kurdish and Pashto
FOREIGN_LETTERS = {
    "ar": re.compile(f"[{_NEIGHBOURS}پچژگ]"), "fa": re.compile(f"[{_NEIGHBOURS}ةىإ]"), "en": re.compile(r"[^\W\d_a-zA-Z]"),
}  # fmt: skip
_UNSPACED_LETTERS, _LETTERS_A_WORD = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]"), 2
_CHARACTERS = (
    (LETTER, re.compile(r"[^\W\d_]")), (DIGIT, re.compile(r"\d")), (TAG, re.compile("[@#/]")), (MARK, re.compile("[»>›/|←]")),
    (STROKE, re.compile(r"[(\[/|©–—-]")), (_UNSPACED, _UNSPACED_LETTERS), (LATIN, re.compile("[A-Za-z]")),
    (_SPACE, re.compile(r"[^\S \n]")),
    *((FOREIGN[language], pattern) for language, pattern in FOREIGN_LETTERS.items()),
)  # fmt: skip


@dataclass(frozen=True)
class _Cues:
    signs: np.ndarray  # of each character
    openings: dict[str, list[tuple[int, str]]]  # by its two letters, or the only one, what lines begin with, run together
    keys: frozenset[str]  # the first letters of lines that are known as a whole
    phrases: AhoCorasick
    told: tuple[int, ...]  # by each phrase
    marks: tuple[str, ...]


@lru_cache(maxsize=1)
def _load() -> _Cues:
    data, rules = read_yaml("roles.yaml"), load_rules()
    signs = np.zeros(0x10000, np.int64)
    plane = "".join(chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
    for sign, pattern in _CHARACTERS:
        signs[[ord(character) for character in pattern.findall(plane)]] |= sign
        signs[0xD800:0xE000] |= sign & ~LETTER  # halves of characters beyond: anything
    openings: dict[str, list[tuple[int, str]]] = {}
    for name, sign in _OPENINGS.items():
        for phrase in every(data[name]):
            together = "".join(fold(phrase).lstrip(LEADING).split())
            openings.setdefault(together[:2], []).append((sign, together))
    known = rules.furniture | rules.headers.keys() | rules.embed_lines
    told = dict.fromkeys(sorted(rules.talk[0] | rules.talk[1]), TALK)
    for name, sign in (("furniture_inside", INSIDE), ("caption_inside", SHOWN)):
        for phrase in map(fold, every(data[name])):
            told[phrase] = told.get(phrase, 0) | sign
    phrases = AhoCorasick(list(told), implementation=Implementation.DFA)
    marks = tuple(mark for mark, _ in rules.caption_patterns)
    return _Cues(signs, openings, frozenset(key[:OPENING] for key in known), phrases, tuple(told.values()), marks)


def glance(lines: Sequence[Block]) -> None:
    """Set what can be told of lines at a glance: `signs`, `folded`, `opening`, `n_words`, `is_open`."""
    if not lines:
        return
    cues = _load()
    beginnings = [line.text[:COMPARED].replace("\n", " ") for line in lines]
    joined = "\n".join(beginnings)
    codes = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)
    first = np.append(0, np.flatnonzero(codes == ord("\n")) + 1)
    signs = np.bitwise_or.reduceat(cues.signs.take(codes), first).tolist()
    folded = fold_lines(beginnings)
    spaced = [" ".join(line.split()) if "  " in line or sign & _SPACE else line for line, sign in zip(folded, signs, strict=True)]
    for at, number in find_phrases(cues.phrases, spaced):
        signs[at] |= cues.told[number]
    marks = [mark for mark in cues.marks if mark in joined]
    for at, line in enumerate(lines):
        text, line.folded = line.text, folded[at]
        line.n_words = text.count(" ") + text.count("\n") + 1
        if signs[at] & _UNSPACED:
            line.n_words += len(_UNSPACED_LETTERS.findall(text)) // _LETTERS_A_WORD
        line.is_open = is_open(text)
        sign = signs[at] if signs[at] & LETTER else signs[at] | UNLETTERED
        together = "".join(line.folded[:_LONGEST_PHRASE].split()).lstrip(LEADING)
        for begins in (together[:1], together[:2]):
            for opening, phrase in cues.openings.get(begins, ()):
                if together.startswith(phrase):
                    sign |= opening
        line.opening = together[:OPENING]
        if not line.opening.isalpha():
            line.opening = "".join(LETTER_RUNS.findall(together[: 2 * OPENING]))[:OPENING]
        if len(line.opening) < OPENING:
            line.opening = line.letters[:OPENING]
        if line.opening in cues.keys and len(text) <= SHORT_LINE:
            sign |= KEY
        if sign & DIGIT and text[:3].lstrip("[( ")[:1].isdigit():
            sign |= COUNTED
        if marks and any(mark in text for mark in marks):
            sign |= SIGNED
        if len(text) > COMPARED:
            if text[-1] == ")" and any(mark in text[-_LONGEST_PHRASE:] for mark in cues.marks):
                sign |= SIGNED
            if "@" in text or "#" in text or "/" in text:
                sign |= TAG
        line.signs = sign


def fold_lines(lines: list[str]) -> list[str]:
    """Fold some lines at once, which is far less work than one by one; those with presentation forms have to be read by themselves."""
    apart = {at: fold(line) for at, line in enumerate(lines) if has_forms(line)} if has_forms("\n".join(lines)) else {}
    together = fold_letters("\n".join(["" if at in apart else line for at, line in enumerate(lines)])).split("\n")
    return [apart.get(at, line) for at, line in enumerate(together)] if apart else together


def find_phrases(phrases: AhoCorasick, lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the number of each line in which one of the phrases stands as words of their own, and that of the phrase."""
    text = "\n".join(lines)
    begins: list[int] = []
    for phrase, begin, end in phrases.find_matches_as_indexes(text, overlapping=True):
        if not (text[begin - 1 : begin].isalpha() or text[end : end + 1].isalpha()):
            begins = begins or list(accumulate((len(line) + 1 for line in lines), initial=0))
            yield bisect_right(begins, begin) - 1, phrase
