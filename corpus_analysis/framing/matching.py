"""Finds the forms of a lexicon in tokens: a trie of words is walked from all the tokens a name can begin with, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from ..lexicon import Lexicon, LexiconError, no_garbage
from ..text.tokens import TokenIndex
from .analysis import Words, read_vocabulary
from .arrays import spread
from .patterns import Speller, Steps, Trie

LONGEST_GAP = 5
_OPENING = "\"“”„«‘'‹(["
_CLOSING = "\"“”»’'›)]"
_JOINTS = "-–‑_"
_PASSED = "#]"  # before a word that is a hashtag, behind one an editor put in
_KINDS = (_OPENING, _CLOSING, _JOINTS, _PASSED)
_MARKS = {mark: sum(1 << bit for bit, kind in enumerate(_KINDS) if mark in kind) for mark in "".join(_KINDS)}
_COMMAS = frozenset("،,")

# A match: the numbers of its document, of its entry and of the referent or office it names (-1: a cue), its tokens (first,
# end-exclusive) and raw span, and the tokens of the whole form, with the context that does not belong to the name.
MATCH = np.dtype([(n, np.int64) for n in ("doc", "entry", "target", "first", "last", "start", "end", "whole_first", "whole_last")])


@dataclass(frozen=True)
class Entry:
    """What a form of the lexicon stands for: a name of a referent, a cue, or a phrase in which names do not count."""

    kind: str  # name, cue, block
    target: str  # referent, office or cue
    name: str  # "" where a block holds for all names of the referent
    language: str
    form: str
    content: dict[str, Any]  # the lexicon's entry the form stands in


class Matcher:
    """A lexicon compiled for matching; build it with `compile_lexicon`.

    Attributes
    ----------
    entries : what the forms stand for, in the order of the lexicon. targets : the referents and offices by the alphabet.
    kind, target, named : of every entry, its kind and the numbers of its target (-1: a cue) and of its name (-1: none).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.entries: list[Entry] = []
        data, self._trie = lexicon.data, Trie()
        classes = {
            language: {name: entry[language] for name, entry in data.get("words", {}).items() if entry.get(language)}
            for language in data["languages"]
        }
        self.spellers = {language: Speller(language, classes[language]) for language in classes}
        for name, entry in data.get("cues", {}).items():
            self._add("cue", name, "", entry, ("cues", name))
        for part in ("referents", "offices"):
            for referent, entry in data.get(part, {}).items():
                self._add("block", referent, "", entry.get("not", {}), (part, referent, "not"))
                for name, content in entry["names"].items():
                    self._add("block", referent, name, content.get("not", {}), (part, referent, "names", name, "not"))
                    self._add("name", referent, name, content, (part, referent, "names", name))
        self.targets = sorted({*data["referents"], *data.get("offices", {})})
        numbers = {target: number for number, target in enumerate(self.targets)}
        names: dict[tuple[str, str], int] = {}
        self.kind = np.array([e.kind for e in self.entries], dtype=object)
        self.target = np.array([-1 if e.kind == "cue" else numbers[e.target] for e in self.entries], dtype=np.int64)
        self.named = np.array([names.setdefault((e.target, e.name), len(names)) if e.name else -1 for e in self.entries], dtype=np.int64)
        self._gap_words = self._number_gap_words()
        self.steps, self.words = Steps(self._trie), Words(self._trie.keys)

    def _add(self, kind: str, target: str, name: str, forms: dict[str, Any], at: tuple) -> None:
        for language in self.lexicon.data["languages"]:
            for number, form in enumerate(forms.get(language, [])):
                self.entries.append(Entry(kind, target, name, language, form, forms))
                try:
                    spellings = self.spellers[language].expand(form)
                except LexiconError as error:
                    line = self.lexicon.lines.get((*at, language, number), 1)
                    raise LexiconError(f"{self.lexicon.file or self.lexicon.name}, line {line}: {error}") from error
                for spelling in spellings:
                    self._trie.add(spelling, language, len(self.entries) - 1)

    def find(self, tokens: TokenIndex) -> np.ndarray:
        """Return every match in *tokens*, one row of `MATCH` each, by the first token of the form, then in the order of the lexicon."""
        return _Walk(self, tokens).matches()

    def _number_gap_words(self) -> set[int]:
        """Return the numbers of the words that the class ``gap`` lists, whether a form holds them or not."""
        forms = [(language, form) for language, speller in self.spellers.items() for form in speller.classes.get("gap", [])]
        words = {(word, language) for language, form in forms for s in self.spellers[language].expand(form) for word in s.words}
        numbers = {self._trie.number(word, language) for word, language in words}
        keys = {f"{language}:{word}~" for word, language in words}
        return numbers | {number for key, number in self._trie.keys.items() if key in keys}

    @cached_property
    def _gap_heads(self) -> set[str]:
        """The words that a gap can follow."""
        return {word for word, node in self._trie.steps() if self.steps.gap[node] >= 0}

    def in_gap(self, surface: str, form: str, language: str, words: Iterable[int]) -> str:
        """Return what a type, read as these words, may do inside a gap: "" nothing, "a" open it or go on, "b" go on only, "," join."""
        if surface in _COMMAS or form in ("و", "and"):
            return ","
        bare = form[1:] if form.startswith("و") else form
        if not self._gap_words.isdisjoint(words):
            return "a"
        if f"ar:{bare}" in self._gap_heads or f"fa:{form}" in self._gap_heads:
            return ""
        if language != "fa" and bare.startswith("ال") and len(bare) >= 5:
            return "a" if bare == form else "b"
        return ""


@lru_cache(maxsize=4)
@no_garbage()
def _compile(sha256: str, held: _ByHash) -> Matcher:
    return Matcher(held.lexicon)


@dataclass(frozen=True)
class _ByHash:
    lexicon: Lexicon

    def __hash__(self) -> int:
        return hash(self.lexicon.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByHash) and other.lexicon.sha256 == self.lexicon.sha256


def compile_lexicon(lexicon: Lexicon) -> Matcher:
    """Return the lexicon compiled for matching; the same lexicon is compiled once."""
    return _compile(lexicon.sha256, _ByHash(lexicon))


class _Walk:
    """One pass over a token index: all the names that may have begun are followed word by word."""

    def __init__(self, matcher: Matcher, tokens: TokenIndex) -> None:
        self.matcher, self.steps, self.tokens = matcher, matcher.steps, tokens
        self.vocabulary = [tokens.vocabulary[name].tolist() for name in ("surface", "form", "language")]
        self.begins, self.inside = read_vocabulary(matcher.words, *self.vocabulary)
        marks = np.array([_MARKS.get(surface, 0) for surface in self.vocabulary[0]], dtype=np.uint8)[tokens.type]
        self.opening, self.closing, joint, passed = ((marks & 1 << bit) > 0 for bit in range(len(_KINDS)))
        self.follows = np.zeros(len(tokens) + 1, dtype=bool)  # of every token: stands in the segment of the one before
        self.follows[1:-1] = (np.diff(tokens.segment) == 0) & (np.diff(tokens.doc) == 0)
        self.skipped = self.opening | passed  # marks behind which a name may go on
        self.skipped[1:] |= joint[1:] & (tokens.start[1:] == tokens.end[:-1])
        self.gaps: dict[int, str] = {}

    def matches(self) -> np.ndarray:
        """Return all matches; see `Matcher.find`."""
        at, pick = spread(self.begins.count[self.tokens.type])
        reading = self.begins.first[self.tokens.type[at]] + pick
        first = self.steps.take(np.zeros(len(self.begins.key), dtype=np.int64), self.begins.key)
        at, reading = at[first[reading] >= 0], reading[first[reading] >= 0]
        paths, node, left, right = at[:, None], first[reading], self.begins.left[reading], self.begins.right[reading]
        found = [self._matches(paths, node, left, right)]
        while len(node):
            row, token, node, right = self._go_on(paths[:, -1], node)
            paths, left = np.column_stack([paths[row], token]), left[row]
            found.append(self._matches(paths, node, left, right))
        rows = np.concatenate(found)
        place = rows["whole_first"] * len(self.matcher.entries) + rows["entry"]
        order = np.argsort(place, kind="stable")
        twice = np.zeros(len(rows) + 1, dtype=bool)
        twice[1:-1] = np.diff(place[order]) == 0
        again = np.flatnonzero(twice[1:] | twice[:-1])  # over several readings of its words a form may be found more than once
        same = rows[["entry", "start", "end", "whole_last"]][order[again]].tolist()
        earliest = dict(zip(reversed(same), reversed(again.tolist()), strict=True))
        kept = np.ones(len(rows), dtype=bool)
        kept[again] = False
        kept[list(earliest.values())] = True
        return rows[order[kept]]

    def _go_on(self, last: np.ndarray, node: np.ndarray) -> tuple[np.ndarray, ...]:
        """Return where one more word leads: the rows that go on, their next token and node, and what at its end is not the name's."""
        row = np.flatnonzero(self.steps.goes_on[node])
        after, reached = last[row] + 1, []
        for _ in range(3):  # the next token, and those behind opening marks or joints
            row, after = row[self.follows[after]], after[self.follows[after]]
            reached.append((row, after))
            row, after = row[self.skipped[after]], after[self.skipped[after]] + 1
        row, after = (np.concatenate(parts) for parts in zip(*reached, strict=True))
        group, pick = spread(self.inside.count[self.tokens.type[after]])
        reading = self.inside.first[self.tokens.type[after[group]]] + pick
        by_word = self.steps.take(node[row[group]], self.inside.key[reading])
        by_any, by_gap = self.steps.any[node[row]], self.steps.gap[node[row]]
        may = np.flatnonzero(by_gap >= 0)
        types, which = np.unique(self.tokens.type[after[may]], return_inverse=True)
        may = may[np.array([self._in_gap(number) == "a" for number in types.tolist()], dtype=bool)[which]]
        over = [(at, end) for at in may.tolist() for end in self._gap_ends(int(after[at]))]
        gap, ends = np.array(over, dtype=np.int64).reshape(-1, 2).T
        none = np.zeros_like
        found = (
            np.concatenate([row[group], row, row[gap]]), np.concatenate([after[group], after, ends]),
            np.concatenate([by_word, by_any, by_gap[gap]]), np.concatenate([self.inside.right[reading], none(row), none(gap)]),
        )  # fmt: skip
        return tuple(values[found[2] >= 0] for values in found)

    def _gap_ends(self, first: int) -> Iterator[int]:
        """Yield the last token of every gap that begins with the adjective *first*: coordinated adjectives only."""
        words, at = 0, first
        while at == first or self.follows[at]:
            kind = self._in_gap(int(self.tokens.type[at]))
            if kind == "":
                return
            if kind != ",":
                words += 1
                if words > LONGEST_GAP:
                    return
                yield at
            at += 1

    def _in_gap(self, number: int) -> str:
        if number not in self.gaps:
            first = self.inside.first[number]
            words = self.inside.key[first : first + self.inside.count[number]].tolist()
            surface, form, language = (column[number] for column in self.vocabulary)
            self.gaps[number] = self.matcher.in_gap(surface, form, language, words)
        return self.gaps[number]

    def _matches(self, paths: np.ndarray, node: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Return the matches that end at these nodes, reached over these tokens."""
        row, pick = spread(self.steps.count[node])
        output = self.steps.first[node[row]] + pick
        before, after = self.steps.before[output], self.steps.after[output]
        found = np.empty(len(row), dtype=MATCH)
        first, last = paths[row, before], paths[row, paths.shape[1] - 1 - after]
        found["entry"] = self.steps.entry[output]
        found["target"] = self.matcher.target[found["entry"]]
        found["doc"] = self.tokens.doc[first]
        found["first"], found["last"] = first, last + 1
        found["start"] = self.tokens.start[first] + np.where(before == 0, left[row], 0)
        found["end"] = self.tokens.end[last] - np.where(after == 0, right[row], 0)
        found["whole_first"], found["whole_last"] = paths[row, 0], paths[row, -1] + 1
        self._close(found, paths.shape[1] - before - after)
        return found

    def _close(self, found: np.ndarray, words: np.ndarray) -> None:
        """Take in the other mark of a quotation or bracket of which a name holds one."""
        for row in np.flatnonzero(found["last"] - found["first"] != words).tolist():
            inner, before, after = slice(found["first"][row] + 1, found["last"][row] - 1), found["first"][row] - 1, found["last"][row]
            opened, closed = self.opening[inner].any(), (self.closing[inner] & ~self.opening[inner]).any()
            if opened and not closed and after < len(self.tokens) and self.closing[after] and self.tokens.doc[after] == found["doc"][row]:
                found["end"][row], found["last"][row] = self.tokens.end[after], after + 1
            elif closed and not opened and before >= 0 and self.opening[before] and self.tokens.doc[before] == found["doc"][row]:
                found["start"][row], found["first"][row] = self.tokens.start[before], before
