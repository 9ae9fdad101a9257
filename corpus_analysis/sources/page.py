"""One document as parallel lists of tokens, with its paragraphs and sentences: what the grammars of attribution read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd

from ..text.tokens import TokenIndex
from .arabic.verbs import find_verbs
from .cues import Cue, CueBook, Form, bare_head, load_cues
from .drafts import Draft, Hit
from .grammar import function_words, load_grammar
from .marks import MARKS, SINGLE, pair_marks, pair_single_marks
from .people import LANGUAGES, REMEMBERED, Directory, Entity, load_directory

LONG = 4_000  # tokens of a page that keeps a table of where its words stand
LONGEST = 400  # tokens a sentence is read at a time, so that a page without stops costs no more than any other
STOPS = frozenset(".!?؟…۔")
COMMAS = frozenset("،,٬؛;–—")
_ENDS = STOPS | MARKS
_LINE = re.compile("\n")
# what a word may be: first of a cue, a stop or mark, first of a known name, a verb, a single quotation mark; with a capital, a hyphen
_HEAD, _BREAK, _NAME, _VERB, _SINGLE, _CAPITAL, _HYPHEN = 1, 2, 4, 8, 16, 32, 64
_GOES_ON = STOPS | COMMAS
_TRIMMED = STOPS | COMMAS | frozenset((":", "-", ":-"))
_PERSONS = function_words("en")["persons"]
_LINKING = function_words("en")["linking"]
_BEHIND_SPEECH = frozenset().union(*(function_words("en")[name] for name in ("adjunct", "days", "noting", "told"))) | {"of", "by"}
_NAMED = ("institution", "country", "person")
_WILL = [[word] for word in sorted(function_words("en")["finite"])]
_ABBREVIATIONS = function_words("en")["abbreviations"]


def _between(positions: list[int], first: int, end: int) -> list[int]:
    """Return the sorted positions that lie in ``first:end``."""
    low = bisect_left(positions, first)
    return positions[low : bisect_left(positions, end, low)]


def join_hashtags(tokens: TokenIndex) -> TokenIndex:
    """Return the tokens without the signs of hashtags, of which a word begins with its own: محمود #عباس and #محمود_عباس are names, too."""
    signs, lines = (np.flatnonzero((tokens.vocabulary["surface"] == sign).to_numpy(dtype=bool)) for sign in "#_")
    if not len(signs):
        return tokens
    at = np.flatnonzero(np.isin(tokens.type[:-1], np.concatenate([signs, lines])))
    at = at[(tokens.start[at + 1] == tokens.end[at]) & (tokens.doc[at + 1] == tokens.doc[at])]
    start = tokens.start.copy()
    begin = at[np.isin(tokens.type[at], signs)]
    start[begin + 1] = start[begin]
    doc, segment, start, end, types = (np.delete(x, at) for x in (tokens.doc, tokens.segment, start, tokens.end, tokens.type))
    return TokenIndex(tokens.doc_ids, doc, segment, start, end, types, tokens.vocabulary)


@lru_cache(maxsize=len(LANGUAGES))
def _met(language: str) -> dict[str, int]:
    """Return the words of one language met so far and what each may be: news uses the same words again and again."""
    return {}


class Vocabulary:
    """What the grammar of one language needs to know of the words of all its documents."""

    def __init__(self, forms: np.ndarray, capitals: np.ndarray, types: np.ndarray, language: str) -> None:
        self.forms, self.language = forms, language
        self.book, self.directory = load_cues()[language], load_directory()
        used = np.zeros(len(forms), dtype=bool)
        used[types] = True
        words, met = forms[used].tolist(), _met(language)
        if len(met) > REMEMBERED:
            met.clear()
        unmet = [word for word in words if word not in met]
        met.update(zip(unmet, self._read(unmet).tolist(), strict=True))
        flags = capitals * np.uint8(_CAPITAL)
        flags[used] |= np.fromiter(map(met.__getitem__, words), dtype=np.uint8, count=len(words))
        heads = {word: bare_head(word, language, self.book)[0] for word in forms[(flags & _HEAD).nonzero()[0]].tolist()}
        heads_of, seconds = self.book.heads, self.book.seconds
        self.heads = {word: (head, heads_of[head].get((head,)), seconds.get(head, ())) for word, head in heads.items()}
        self.flags = self._mark(types, flags)

    def _read(self, words: list[str]) -> np.ndarray:
        """Return what words may be."""
        language, known, joined = self.language, self.book.heads, "وف" if self.language == "ar" else ""
        heads = {w for w in words if (w in known or w[0] in joined) and bare_head(w, language, self.book)[0]} - self.book.joined
        begins = self.directory.beginnings(words, language) - _ENDS
        verbs = find_verbs(words) - load_grammar("ar").names if language == "ar" else set()  # سعيد, غني are names
        flags = np.zeros(len(words), dtype=np.uint8)
        hyphened = {word for word in words if "-" in word[1:]}
        chosen_by = ((_HEAD, heads), (_BREAK, _ENDS), (_NAME, begins), (_VERB, verbs), (_SINGLE, SINGLE), (_HYPHEN, hyphened))
        for flag, chosen in chosen_by:
            flags |= flag * np.fromiter(map(chosen.__contains__, words), dtype=np.uint8, count=len(words))
        return flags

    def _mark(self, types: np.ndarray, flags: np.ndarray) -> np.ndarray:
        """Return what every token may be; of the words with which a name may begin, those whose next word goes on with one."""
        marked = flags[types]
        begins = np.flatnonzero(marked[:-1] & _NAME)
        place, pairs = pd.factorize(types[begins].astype(np.int64) << 32 | types[begins + 1])
        first, second = (self.forms[part].tolist() for part in (pairs >> 32, pairs & 0xFFFFFFFF))
        goes_on = self.directory.begin(first, second, self.language)
        marked[begins[~goes_on[place]]] &= ~np.uint8(_NAME)
        return marked

    def page(self, raw: str, types: np.ndarray, flags: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> Page:
        """Lay out the tokens of one document."""
        words = self.forms[types].tolist()
        cues, heads, found = (flags & _HEAD).nonzero()[0].tolist(), [""] * len(words), {}
        last = len(words) - 1
        for at in cues:
            heads[at], hit, seconds = self.heads[words[at]]
            if seconds and at < last and words[at + 1] in seconds:
                hit = self.book.match(words, at, len(words), heads[at])
            if hit is not None:
                found[at] = hit
        breaks, singles = (flags & _BREAK).nonzero()[0].tolist(), (flags & _SINGLE).nonzero()[0].tolist()
        if self.language == "en" and len(singles) > 1:
            for opening, closing in pair_single_marks(raw, words, starts.data, singles):
                words[opening], words[closing] = "“", "”"
                breaks.extend((opening, closing))
            breaks.sort()
        return Page(
            raw, words, starts.data, ends.data, heads, self.language, self.book, self.directory, cues, found, list(found),
            breaks, (flags & _NAME).tobytes(),
            (flags & _NAME).nonzero()[0].tolist(), (flags & _VERB).tobytes(), (flags & _CAPITAL).astype(bool).tolist(),
            (flags & _HYPHEN).nonzero()[0].tolist(),
        )  # fmt: skip


@dataclass(slots=True, eq=False)
class Page:
    """The tokens of one document as lists, and where among them cues, names, stops and marks are."""

    raw: str
    words: list[str]
    starts: memoryview
    ends: memoryview
    heads: list[str]
    language: str
    book: CueBook
    directory: Directory
    cues: list[int]  # tokens that may begin a cue
    found: dict[int, tuple[Form, Cue]]  # those that do → the longest
    begun: list[int]  # the tokens in it
    breaks: list[int]  # stops and quotation marks
    names: bytes  # of every token, whether the name of somebody known may begin with it
    begins: list[int]  # those with which one may
    verbs: bytes  # of every token, whether it is an Arabic word that is mostly a verb
    capitals: list[bool]  # of every token, whether it begins with a capital letter
    hyphened: list[int]  # those with a hyphen inside
    known: dict[int, tuple[int, Entity | None]] = field(default_factory=dict)  # such a token → end and bearer of the longest name
    standing: dict[str, list[int]] | None = None  # of a long page: word → where it stands
    in_full: dict[str, int | None] = field(default_factory=dict)  # Arabic family name → where it first stands behind given names
    lone: frozenset[str] | None = None  # words that stand alone where a Persian speaker stands
    dotted: bool | None = None  # whether an Arabic text writes a final ى with dots, as in Egypt (إلي, حتي)
    opening: list[int] | None = None  # tokens with which a sentence or line opens
    parted: list[tuple[int, int]] = field(default_factory=list)  # the sentences of the open paragraph
    pairs: dict[int, int] = field(default_factory=dict)
    quotes: list[int] = field(default_factory=list)  # the opening marks of the pairs
    closings: dict[int, int] = field(default_factory=dict)
    inside: dict[int, int] = field(default_factory=dict)

    def text(self, first: int, end: int) -> str:
        """Return the raw text of the tokens ``first:end``."""
        return self.raw[self.starts[first] : self.ends[end - 1]]

    def openings(self, first: int, end: int) -> list[int]:
        """Return the tokens of ``first:end`` with which a sentence or a line opens."""
        if self.opening is None:
            lines = np.searchsorted(np.asarray(self.starts), [match.end() for match in _LINE.finditer(self.raw)]).tolist()
            stops = (at + 1 for at in self.breaks if self.words[at] in STOPS and self._ends_sentence(at, len(self.words)))
            self.opening = sorted({0, *lines, *stops})
        return _between(self.opening, first, end)

    def open_paragraph(self, first: int, end: int) -> None:
        """Pair the quotation marks of a paragraph and part it into sentences."""
        breaks = _between(self.breaks, first, end)
        marks = [at for at in breaks if self.words[at] in MARKS]
        self.pairs = pair_marks(self.raw, self.words, self.starts, first, marks) if len(marks) > 1 else {}
        if self.language == "en" and marks and marks[-1] < end - 1 and self.words[end : end + 1] and self.words[end] in MARKS:
            last = max(self.pairs, key=self.pairs.__getitem__, default=-1)
            spaced = marks[-1] == first or self.starts[marks[-1]] > self.ends[marks[-1] - 1]
            if spaced and self.pairs.get(last, -1) < marks[-1]:
                self.pairs[marks[-1]] = end  # left open, as the next paragraph opens it again
        self.quotes = list(self.pairs)
        self.closings = {closing: opening for opening, closing in self.pairs.items()}
        self.inside = {}
        for opening, closing in self.pairs.items():
            self.inside.update(dict.fromkeys(range(opening + 1, closing), closing))
        self.parted = self._part(first, end, breaks)

    def _part(self, first: int, end: int, breaks: list[int]) -> list[tuple[int, int]]:
        """Split a paragraph at its final stops outside quotation marks; the stop itself is left out."""
        found, begin, passed = [], first, first
        for at in breaks:
            if at < passed:
                continue
            if at in self.pairs:
                passed = after = self.pairs[at] + 1
                inner = self.words[after - 2]
                told = self.language == "en" and after in self.pairs and self.has_hit(begin, at)  # X said, “….” “…,” Y said
                told = told or (self.language == "en" and self.words[at - 1] == ":" and self.has_hit(max(begin, at - 8), at))
                if self.language == "en" and inner == "." and after < end and self.capitals[after] and after - at > 6:
                    told = told or self.has_hit(begin, at)  # X said “….” Y added, “…”
                if inner in STOPS and after < end and self.words[after] not in _GOES_ON and (told or self._begins(after)):
                    found.append((begin, after))
                    begin = after
            elif self.words[at] in STOPS and self._ends_sentence(at, end):
                if at > begin:
                    found.append((begin, at))
                begin = at + 1
        if begin < end:
            found.append((begin, end))
        pieces: list[tuple[int, int]] = []
        for a, b in found:
            if b - a <= LONGEST and self.words[a][0].isalnum():
                pieces.append((a, b))
            else:
                pieces.extend(self._pieces(a, b))
        return pieces

    def _pieces(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield a sentence without the bullets before it, cut where it is too long; nothing if it has no words."""
        words = self.words
        while first < end and not words[first][0].isalnum() and words[first] not in MARKS:
            first += 1
        for at in range(first, end, LONGEST):
            stop = min(at + LONGEST, end)
            if not _ENDS.issuperset(words[at:stop]):
                yield at, stop

    def sentence_before(self, first: int) -> tuple[int, int] | None:
        """Return the sentence of the open paragraph before the one that begins at *first*."""
        return next((self.trim(a, b) for (a, b), after in pairwise(self.parted) if after[0] == first), None)

    def _begins(self, at: int) -> bool:
        if self.language == "en" and self.raw[self.starts[at]].isupper():
            form, cue = self.found.get(at, (None, None))
            if self.words[at] in _LINKING or (form and form.participle) or (cue and cue.kind == "according"):
                return True  # “….” Speaking of the raid, he said; “….” According to the office, …; “….” Further, it rejected …
        if at in self.found or (self.language != "fa" and self.heads[at]):
            return False
        if self.language == "en" and self.words[at] in _PERSONS and self.capitals[at]:
            return True
        near = [place for place in range(at + 1, at + 7) if place in self.found] if self.language == "en" else []
        near = [place for place in near if self.words[place - 1] != "to" and not self.capitals[place]]
        behind = near[0] + len(self.found[near[0]][0].words) if near else at
        if near and self.words[behind : behind + 1] == ["that"]:
            return self.capitals[at]  # “….” Blinken reiterated that …
        plain = near and behind < len(self.words) and self.words[behind][0].isalnum() and self.words[behind] not in _BEHIND_SPEECH
        if plain and behind == near[0] + 1 and near[0] - at < 7 and not self.words[behind].endswith("ly"):
            clause = self.raw[self.starts[behind]].islower() or self.words[behind + 1 : behind + 2] in _WILL
            return self.capitals[at] and clause  # “….” Omar said plans were …; “….” The ministry says Iran will …
        return self.language != "en" or (self.capitals[at] and not near)

    def _ends_sentence(self, at: int, end: int) -> bool:
        if self.words[at] != ".":
            return at + 1 >= end or self.words[at + 1] not in COMMAS
        after = self.raw[self.ends[at] : self.ends[at] + 1]
        if after and not after.isspace() and after not in MARKS:
            if self.language == "en":  # in Gaza.The minister said
                long = at > 0 and (len(self.words[at - 1]) > 2 or self.words[at - 1] in MARKS)
                return long and after.isupper() and self.raw[self.ends[at] + 1 : self.ends[at] + 2].islower()
            return after.isalpha() and at > 0 and (len(self.words[at - 1]) > 2 or self.words[at - 1] in MARKS)
        if self.language != "en" and at > 0 and len(self.words[at - 1]) == 1 and self.words[at - 1].isalpha():
            return at + 1 >= end or "\n" in self.raw[self.ends[at] : self.starts[at + 1]]  # د. سعد
        if self.language == "en" and at > 0:
            before = self.words[at - 1]
            if before in _ABBREVIATIONS:
                return False
            if len(before) == 1 and before.isalpha():
                return not (at + 1 < end and self.capitals[at + 1] and at >= 2 and self.words[at - 2] != ".")
        return True

    def places(self, word: str) -> Iterator[int]:
        """Yield where a word stands; a long page is gone through once for all words."""
        if len(self.words) > LONG and self.standing is None:
            self.standing = {}
            for at, one in enumerate(self.words):
                self.standing.setdefault(one, []).append(at)
        if self.standing is not None:
            yield from self.standing.get(word, ())
            return
        at = -1
        with suppress(ValueError):  # where the list has no more of them
            while True:
                at = self.words.index(word, at + 1)
                yield at

    def has_cue(self, first: int, end: int) -> bool:
        """Say whether any token of ``first:end`` may begin a cue."""
        place = bisect_left(self.cues, first)
        return place < len(self.cues) and self.cues[place] < end

    def has_hit(self, first: int, end: int) -> bool:
        """Say whether a cue begins among the tokens ``first:end``."""
        place = bisect_left(self.begun, first)
        return place < len(self.begun) and self.begun[place] < end

    def hits(self, first: int, end: int) -> list[Hit]:
        """Return the cues among the tokens ``first:end``, longest match, left to right, not overlapping."""
        hits, passed = [], first
        for at in _between(self.begun, first, end):
            if at < passed:
                continue
            form, cue = self.found[at]
            if at + len(form.words) > end:
                shorter = self.book.match(self.words, at, end, self.heads[at])
                if shorter is None:
                    continue
                form, cue = shorter
            passed = at + len(form.words)
            hits.append(Hit(at, passed, form, cue, self._strip(at) if len(self.words[at]) > len(self.heads[at]) else 0))
        return hits

    def name(self, at: int, end: int) -> tuple[int, Entity | None]:
        """Return the end and the bearer of the longest known name that begins at token *at* and ends by *end*."""
        if not self.names[at]:
            return at, None
        if at not in self.known:
            stop, entity = self.directory.longest(self.words, at, len(self.words), self.language)
            if self.language == "ar" and entity is not None and stop - at > 2 and self.words[stop - 1] == "ان":
                stop, entity = self.directory.longest(self.words, at, stop - 2, self.language)  # عبد الله إلى أن: no Abdollahian
            common = self.language == "en" and stop == at + 1 and not self.capitals[at] and entity is not None and entity.kind in _NAMED
            self.known[at] = (at, None) if common else (stop, entity)  # who, us: no WHO, no US
        stop, entity = self.known[at]
        return (stop, entity) if stop <= end else self.directory.longest(self.words, at, end, self.language)

    def find(self, first: int, end: int) -> list[tuple[int, int, Entity]]:
        """Return the known names among the tokens ``first:end``, as `Directory.find` does."""
        return list(self.each(first, end))

    def each(self, first: int, end: int) -> Iterator[tuple[int, int, Entity]]:
        """Yield the known names among the tokens ``first:end``, as `Directory.find` finds them."""
        passed, end = first, min(end, len(self.words))
        for at in _between(self.begins, first, end):
            if at >= passed:
                passed, entity = self.name(at, end)
                if entity is not None:
                    yield at - first, passed - first, entity

    def people(self) -> Iterator[Entity]:
        """Yield the known people named in the document."""
        passed, given = 0, load_grammar(self.language).names
        for at in self.begins:
            if at >= passed and self.words[at] in given:
                stop, entity = self.name(at, len(self.words))
                if entity is not None and entity.kind == "person":
                    passed = stop
                    yield entity

    def _strip(self, at: int) -> int:
        """Return how many raw characters the conjunction joined to a cue takes, its vowel marks included."""
        size, begin = 1, self.starts[at]
        while "\u064b" <= self.raw[begin + size] <= "\u0652":
            size += 1
        return size

    def trim(self, first: int, end: int) -> tuple[int, int] | None:
        """Drop punctuation other than opening and closing quotation marks from both ends; None if nothing is left."""
        words = self.words
        while first < end and words[first] in _TRIMMED:
            first += 1
        while end > first and words[end - 1] in _TRIMMED:
            end -= 1
        return (first, end) if end > first else None

    def settle(self, draft: Draft) -> None:
        """Decide the mode of a draft from the quotation marks of its content, and take outer marks off direct speech."""
        if draft.content is None:
            return
        first, end = draft.content
        stray = self.words[first] in MARKS and first not in self.pairs and first not in self.closings
        if stray and end - first > 2:
            draft.content = first, end = first + 1, end
        draft.inside = draft.inside or (draft.hit is not None and draft.hit.at in self.inside)
        if draft.kind == "credit":
            draft.mode, draft.quoted = "agency_credit", False
            return
        closing = self.pairs.get(first)
        if closing is not None and closing >= end - 1 and end - first > 2:
            draft.content, draft.mode, draft.quoted = (first + 1, min(closing, end)), "direct", True
            inner = self.trim(*draft.content)
            if inner and self.words[inner[1] - 1 : inner[1]] and draft.content[1] - inner[1] <= 1:
                draft.content = (draft.content[0], inner[1]) if self.words[draft.content[1] - 1] in ".،,؛;" else draft.content
            return
        least = {"en": 1, "ar": 2}.get(self.language, 3)  # words between marks that are more than a name or a term held at a distance
        long_quotes = any(self.pairs[at] < end and self.pairs[at] - at > least for at in _between(self.quotes, first, end))
        draft.quoted = long_quotes
        whole = draft.colon and (stray or (self.language == "fa" and draft.kind != "dependent"))
        whole = whole or (stray and self.language == "en" and not long_quotes)
        draft.mode = "direct" if whole and not long_quotes else "mixed" if long_quotes else "direct" if whole else "indirect"
