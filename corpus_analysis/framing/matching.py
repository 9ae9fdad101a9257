"""Finds the forms of a lexicon in tokens: a trie of words is walked from the few tokens a name can begin with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from ..lexicon import Lexicon, LexiconError
from ..text.tokens import TokenIndex
from .analysis import Reading, Words, read_vocabulary
from .patterns import ANY, GAP, Trie, expand_form

LONGEST_GAP = 5
_OPENING = frozenset("\"“”„«‘'‹([")
_CLOSING = frozenset("\"“”»’'›)]")
_JOINTS = frozenset("-–‑_")
_COMMAS = frozenset("،,")


@dataclass(frozen=True)
class Entry:
    """What a form of the lexicon stands for: a name of a referent, a cue, or a phrase in which names do not count."""

    kind: str  # name, cue, block
    target: str  # referent, office or cue
    name: str  # "" where a block holds for all names of the referent
    language: str
    form: str
    number: int  # its place in the lexicon


@dataclass(slots=True)
class Hit:
    """One match: which entry, its tokens (first, end-exclusive) and its raw span."""

    entry: Entry
    first: int
    last: int
    start: int
    end: int
    whole_first: int
    whole_last: int


class Matcher:
    """A lexicon compiled for matching; build it with `compile_lexicon`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.trie = Trie()
        self.entries: list[Entry] = []
        data = lexicon.data
        self.classes = {
            language: {name: entry[language] for name, entry in data.get("words", {}).items() if entry.get(language)}
            for language in data["languages"]
        }
        for name, entry in data.get("cues", {}).items():
            self._add("cue", name, "", entry, ("cues", name))
        for part in ("referents", "offices"):
            for referent, entry in data.get(part, {}).items():
                self._add("block", referent, "", entry.get("not", {}), (part, referent, "not"))
                for name, content in entry["names"].items():
                    self._add("block", referent, name, content.get("not", {}), (part, referent, "names", name, "not"))
                    self._add("name", referent, name, content, (part, referent, "names", name))
        self.words = Words({language: set(self.trie.words(language)) for language in data["languages"]})
        self.gap_words = {
            language: {word for form in classes.get("gap", []) for s in expand_form(form, language) for word in s.words[:1]}
            for language, classes in self.classes.items()
        }
        self.gap_heads = {word for edges in self.trie.children for word, node in edges.items() if self._opens_gap(node, word)}

    def _opens_gap(self, node: int, word: str) -> bool:
        return f"{word.split(':', 1)[0]}:{GAP}" in self.trie.children[node]

    def _add(self, kind: str, target: str, name: str, forms: dict[str, Any], at: tuple) -> None:
        for language in self.lexicon.data["languages"]:
            for number, form in enumerate(forms.get(language, [])):
                self.entries.append(Entry(kind, target, name, language, form, len(self.entries)))
                try:
                    spellings = expand_form(form, language, self.classes[language])
                except LexiconError as error:
                    line = self.lexicon.lines.get((*at, language, number), 1)
                    raise LexiconError(f"{self.lexicon.name}, line {line}: {error}") from error
                for spelling in spellings:
                    self.trie.add(spelling, language, len(self.entries) - 1)

    def find(self, tokens: TokenIndex) -> list[Hit]:
        """Return every match in *tokens*, in order of position."""
        return list(_Walk(self, tokens).hits())

    def gap_types(self, vocabulary: pd.DataFrame, inside: dict[int, list[Reading]]) -> list[str]:
        """Return for each type what it may do inside a gap: "" nothing, "a" open it or go on, "b" go on only, "," join."""
        columns = (vocabulary[name].tolist() for name in ("surface", "form", "language"))
        rows = enumerate(zip(*columns, strict=True))
        return [self._in_gap(surface, form, language, inside.get(number, ())) for number, (surface, form, language) in rows]

    def _in_gap(self, surface: str, form: str, language: str, readings: Iterable[Reading]) -> str:
        if surface in _COMMAS or form in ("و", "and"):
            return ","
        bare = form[1:] if form.startswith("و") else form
        if any(reading.key[3:].rstrip("~") in self.gap_words.get(reading.key[:2], ()) for reading in readings):
            return "a"
        if f"ar:{bare}" in self.gap_heads or f"fa:{form}" in self.gap_heads:
            return ""
        if language != "fa" and bare.startswith("ال") and len(bare) >= 5:
            return "a" if bare == form else "b"
        return ""


@lru_cache(maxsize=4)
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
    """One pass over a token index."""

    def __init__(self, matcher: Matcher, tokens: TokenIndex) -> None:
        self.matcher, self.tokens = matcher, tokens
        self.first, self.inside = read_vocabulary(matcher.words, tokens.vocabulary)
        self.gap = matcher.gap_types(tokens.vocabulary, self.inside)
        surfaces = tokens.vocabulary["surface"].tolist()
        self.opening = [surface in _OPENING for surface in surfaces]
        self.closing = [surface in _CLOSING for surface in surfaces]
        self.joint = [surface in _JOINTS for surface in surfaces]
        self.types, self.starts, self.ends = tokens.type.tolist(), tokens.start.tolist(), tokens.end.tolist()
        self.segments, self.docs = tokens.segment.tolist(), tokens.doc.tolist()

    def hits(self) -> Iterator[Hit]:
        begins = np.zeros(len(self.tokens.vocabulary), dtype=bool)
        begins[list(self.first)] = True
        for at in np.flatnonzero(begins[self.tokens.type]).tolist():
            seen = set()
            for reading in self.first[self.types[at]]:
                for hit in self._walk(at, reading):
                    key = (hit.entry.number, hit.start, hit.end, hit.whole_last)
                    if key not in seen:
                        seen.add(key)
                        yield hit

    def _walk(self, at: int, reading: Reading) -> Iterator[Hit]:
        trie, any_word, gap = self.matcher.trie, f"{reading.key[:2]}:{ANY}", f"{reading.key[:2]}:{GAP}"
        root = trie.children[0].get(reading.key)
        if root is None:
            return
        stack: list[tuple[int, tuple[int, ...], int]] = [(root, (at,), reading.right)]
        while stack:
            node, path, right = stack.pop()
            for output in trie.outputs[node]:
                yield self._hit(output, path, reading.left, right)
            edges = trie.children[node]
            if not edges:
                continue
            for after in self._next(path[-1]):
                for inner in self.inside.get(self.types[after], ()):
                    if inner.key in edges:
                        stack.append((edges[inner.key], (*path, after), inner.right))
                if any_word in edges:
                    stack.append((edges[any_word], (*path, after), 0))
                if gap in edges:
                    stack += [(edges[gap], (*path, last), 0) for last in self._gap_ends(after)]

    def _next(self, at: int) -> Iterator[int]:
        """Yield the tokens a name can go on with in its segment: the next one, and the one behind an opening mark or a joint."""
        for after in range(at + 1, min(at + 4, len(self.types))):
            if self.segments[after] != self.segments[at] or self.docs[after] != self.docs[at]:
                return
            yield after
            kind = self.types[after]
            if not self.opening[kind] and not (self.joint[kind] and self.starts[after] == self.ends[after - 1]):
                return

    def _gap_ends(self, first: int) -> Iterator[int]:
        """Yield the last token of every gap that begins at *first*: coordinated adjectives only."""
        words, at = 0, first
        while at < len(self.types) and self.segments[at] == self.segments[first]:
            kind = self.gap[self.types[at]]
            if kind == "" or (kind != "a" and words == 0):
                return
            if kind != ",":
                words += 1
                if words > LONGEST_GAP:
                    return
                yield at
            at += 1

    def _hit(self, output: tuple[int, int, int], path: tuple[int, ...], left: int, right: int) -> Hit:
        entry, before, after = output
        inner = path[before : len(path) - after]
        start = self.starts[inner[0]] + (0 if before else left)
        end = self.ends[inner[-1]] - (0 if after else right)
        end, last = self._close(inner, end)
        return Hit(self.matcher.entries[entry], inner[0], last, start, end, path[0], path[-1] + 1)

    def _close(self, inner: tuple[int, ...], end: int) -> tuple[int, int]:
        """Take in the closing mark of a quotation or bracket that was opened inside the name."""
        last = inner[-1] + 1
        if last - inner[0] == len(inner):
            return end, last
        opened = any(self.opening[self.types[at]] for at in range(inner[0] + 1, inner[-1]))
        closed = any(self.closing[self.types[at]] and not self.opening[self.types[at]] for at in range(inner[0] + 1, inner[-1]))
        if opened and not closed and last < len(self.types) and self.closing[self.types[last]] and self.docs[last] == self.docs[inner[0]]:
            return self.ends[last], last + 1
        return end, last
