"""The small language in which the forms of a lexicon are written, and its compilation into one trie of words.

===============  =====================================================================================
``a b``          two words, white space, line breaks, inner quotation marks and hashtag joints between
``a_b``, ZWNJ    one name that may be written together, with a joiner, with a hyphen or with a space
``a|b``          either word
``(a)``          a word that may be missing; ``(ال)كيان``: a word with or without its beginning
``a~``           a word that may carry a suffix (Arabic pronoun, Persian plural or pronoun, English plural)
``...``          up to five coordinated adjectives (``الكيان ... الصهيوني``), or none
``<class>``      any word of a class defined under ``words``
``*``            any one word; ``emit*`` any word that begins so
``[a]``          context: must stand there, does not belong to the name (only at the two ends of a form)
===============  =====================================================================================
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice, product
from typing import NamedTuple, TypeVar

import numpy as np

from ..lexicon import LexiconError
from ..text.normalize import match_form
from ..text.tokens import tokenize

GAP, ANY = "...", "*"
MOST_SPELLINGS = 4000
_MOST_PIECES = 10  # each joint doubles the ways to write a word
T = TypeVar("T")
KEY_BITS = 32
_ELEMENT = re.compile(r"\[[^\[\]]{1,1000}\]|\([^()\s]{1,80}\)(?=\s|$)|[^\s\[\]]+")
_PREFIX = re.compile(r"\(([^()|]{1,10})\)(\S+)")
_JOINT = re.compile("[_\u200c]")
_PLURAL_FA = "ها~"
_RUN_TOGETHER = 3  # letters of each word


class Spelling(NamedTuple):
    """One way to write a form: its words as trie keys, and how many of them at either end are context only."""

    words: tuple[str, ...]
    before: int = 0
    after: int = 0


class Speller:
    """Writes out the forms of one language; what an element stands for is worked out once."""

    def __init__(self, language: str, classes: dict[str, list[str]] | None = None) -> None:
        self.language, self.classes = language, classes or {}
        self._known: dict[str, list[tuple[str, ...]]] = {}

    def expand(self, form: str) -> list[Spelling]:
        """Return every spelling of *form* as a sequence of words; raises `LexiconError` where the form cannot be read."""
        elements = _ELEMENT.findall(form)
        if not elements or "".join(elements).replace(" ", "") != form.replace(" ", ""):
            raise LexiconError(f"the form {form!r} cannot be read: check its brackets.")
        if any(e.count("(") != e.count(")") for e in " ".join(elements).replace("[", " ").replace("]", " ").split()):
            raise LexiconError(f"the form {form!r}: round brackets hold one word that may be missing, (a) or (a|b), not several.")
        head: list[str] = []
        while elements and elements[0].startswith("["):
            head.append(elements.pop(0)[1:-1])
        tail: list[str] = []
        while elements and elements[-1].startswith("["):
            tail.insert(0, elements.pop()[1:-1])
        if not elements or any(e.startswith("[") for e in elements):
            raise LexiconError(f"the form {form!r}: context in square brackets stands only before or after the name.")
        names = self._sequences(" ".join(elements), form)
        if any(words in ((), (GAP,)) or words[0] == GAP or words[-1] == GAP for words in names):
            raise LexiconError(f"the form {form!r} may be empty or begins or ends with a gap: write a word there.")
        if self.language == "fa":
            names = [*names, *_run_together(names)]
        if head or tail:
            before, after = (self._sequences(" ".join(group), form) for group in (head, tail))
            spellings = _few((Spelling(a + b + c, len(a), len(c)) for a, b, c in product(before, names, after)), form)
        else:
            spellings = [Spelling(words) for words in names]
        return list(dict.fromkeys(spellings))

    def _sequences(self, group: str, form: str) -> list[tuple[str, ...]]:
        """Return the sequences of words that elements in a row stand for."""
        choices = [self._choices(element, group) for element in group.split()]
        if len(choices) == 1:
            return choices[0]
        return _few((tuple(chain.from_iterable(chosen)) for chosen in product(*choices)), form)

    def _choices(self, element: str, group: str) -> list[tuple[str, ...]]:
        known = self._known.get(element)
        if known is None:
            known = self._known[element] = _few(self._read(element), group)
        return known

    def _read(self, element: str) -> Iterator[tuple[str, ...]]:
        if element == GAP:
            yield ()
            yield (GAP,)
        elif element == ANY:
            yield (ANY,)
        elif element.startswith("(") and element.endswith(")"):
            yield ()
            yield from self._read(element[1:-1])
        elif element.startswith("<") and element.endswith(">"):
            if element[1:-1] not in self.classes:
                raise LexiconError(
                    f"the class {element} is not defined for {self.language!r} under `words`. Known ones: {sorted(self.classes)}"
                )
            for word in self.classes[element[1:-1]]:
                yield from self._read(word)
        elif "|" in element:
            for word in element.split("|"):
                yield from self._read(word)
        elif hit := _PREFIX.fullmatch(element):
            yield from self._read(hit.group(2))
            yield from self._read(hit.group(1) + hit.group(2))
        else:
            yield from _spell(element, self.language)


def _run_together(names: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield Persian names of two words as one word, as pages have them where a blank was lost or a half-space took its place."""
    for words in names:
        if len(words) == 2 and all(word.isalpha() and len(word) >= _RUN_TOGETHER for word in words):
            yield ("".join(words),)


def _few(spellings: Iterable[T], form: str) -> list[T]:
    """Return what a form stands for, as far as that may be; never makes many more."""
    found = list(islice(spellings, MOST_SPELLINGS + 1))
    if len(found) > MOST_SPELLINGS:
        raise LexiconError(f"the form {form[:60]!r} has more than {MOST_SPELLINGS} spellings: write it as several forms.")
    return found


@lru_cache(maxsize=20_000)
def _spell(word: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to write one word: its joints joined or open, its suffix joined or (Persian plural) apart."""
    stem, inflects = (word[:-1], True) if word.endswith("~") else (word, False)
    stem, begins = (stem[:-1], "*") if stem.endswith("*") else (stem, "")
    pieces = _JOINT.split(stem)
    if len(pieces) > _MOST_PIECES:
        raise LexiconError(f"the word {word[:60]!r} has {len(pieces) - 1} joints (most: {_MOST_PIECES - 1}): put spaces in their place.")
    ways: list[tuple[str, ...]] = []
    for open_joints in product((False, True), repeat=len(pieces) - 1):
        written = pieces[0]
        for piece, is_open in zip(pieces[1:], open_joints, strict=True):
            written += (" " if is_open else "") + piece
        words = [key_of(token, language) for token in ([written] if written.isalpha() else tokenize(written))]
        if not words:
            raise LexiconError(f"the word {word!r} holds no letter. Write one, or take the word out of the form.")
        words = [*words[:-1], words[-1] + begins]
        ways.append(tuple(words))
        if inflects:
            ways.append((*words[:-1], words[-1] + "~"))
            if language == "fa":
                ways.append((*words, _PLURAL_FA))
    return tuple(ways)


def key_of(word: str, language: str) -> str:
    """Return the trie key of a word as written in a lexicon: its match form; English keeps its capitals."""
    return word.replace("’", "'") if language == "en" else match_form(word, language)


class Trie:
    """Words of all languages in one trie; node 0 is the root; a word is ``language:word`` and has a number."""

    def __init__(self) -> None:
        self.keys: dict[str, int] = {}
        self._numbers: defaultdict[str, dict[str, int]] = defaultdict(dict)  # of the words of each language
        self.edges: dict[int, int] = {}  # node and word in one number → node
        self.outputs: list[dict[tuple[int, int, int], None]] = [{}]

    def add(self, spelling: Spelling, language: str, entry: int) -> None:
        """Add one spelling; *entry* is what a match reports, with the number of context words at either end."""
        node, edges, outputs, numbers = 0, self.edges, self.outputs, self._numbers[language]
        for word in spelling.words:
            key = numbers[word] if word in numbers else self.number(word, language)
            step = node << KEY_BITS | key
            node = edges.get(step, 0)
            if not node:
                node = edges[step] = len(outputs)
                outputs.append({})
        self.outputs[node][entry, spelling.before, spelling.after] = None

    def number(self, word: str, language: str) -> int:
        """Return the number of a word, a new one where it is new."""
        number = self._numbers[language][word] = self.keys.setdefault(f"{language}:{word}", len(self.keys))
        return number

    def steps(self) -> Iterator[tuple[str, int]]:
        """Yield the word of every edge and the node it leads to."""
        words = list(self.keys)
        return ((words[code % (1 << KEY_BITS)], node) for code, node in self.edges.items())


class Steps:
    """A finished trie as arrays, walked from many tokens at once.

    Attributes
    ----------
    goes_on : of every node, whether anything follows. any, gap : the node behind any one word, behind a gap; -1 where there is none.
    count, first : how many outputs a node has, and which is the first of them; entry, before, after : the outputs.
    """

    def __init__(self, trie: Trie) -> None:
        size = len(trie.outputs)
        codes, nodes = (np.fromiter(values, np.int64, len(trie.edges)) for values in (trie.edges, trie.edges.values()))
        order = np.argsort(codes)
        parents, keys = np.divmod(codes, 1 << KEY_BITS)
        self._codes, self._nodes = np.append(codes[order], np.iinfo(np.int64).max), np.append(nodes[order], -1)
        self.goes_on = np.zeros(size, dtype=bool)
        self.goes_on[parents] = True
        self.any, self.gap = np.full((2, size), -1)
        for behind, word in ((self.any, ANY), (self.gap, GAP)):
            special = np.isin(keys, [number for key, number in trie.keys.items() if key.split(":", 1)[1] == word])
            behind[parents[special]] = nodes[special]
        self.count = np.fromiter(map(len, trie.outputs), np.int64, size)
        self.first = np.cumsum(self.count) - self.count
        self.entry, self.before, self.after = np.array(list(chain.from_iterable(trie.outputs)), dtype=np.int64).reshape(-1, 3).T

    def take(self, node: np.ndarray, key: np.ndarray) -> np.ndarray:
        """Return the node that each word leads to from each node, -1 where none."""
        asked = node << KEY_BITS | key
        at = np.searchsorted(self._codes, asked)
        return np.where(self._codes[at] == asked, self._nodes[at], -1)
