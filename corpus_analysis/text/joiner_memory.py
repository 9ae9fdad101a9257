"""What was decided about joiners, once for every chunk of text and every pair of neighbouring chunks.

A chunk is what stands between two spaces: a word with the punctuation around it. Chunks are numbered as they are met, and
what is known about them stands in lists and arrays by that number, so that a text costs a look-up a chunk.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache

import numpy as np

from ..lexicon import read_yaml
from .joiner_model import load_model

ZWNJ = "\u200c"
SPELLINGS = ("standard", "separate")
# Log-odds above which a joiner is put into a word, a space becomes a joiner, a lost space is put back.
JOIN_AT, LINK_AT, SPLIT_AT = 0.2, 0.8, 2.7
LOST_AT = 1.0  # where a mark is put anyway: a lost space rather than a joiner
HOPELESS = -1.5  # log-odds by each of two words alone, below which the pair is not looked at
# How much higher the log-odds must be in texts that are read leniently, and in texts that have kept their joiners.
MARGINS = (0.0, 2.5)
LONGEST = 40  # letters; a longer "word" is none
REMEMBERED = 1 << 19  # chunks, and pairs
WORD = re.compile("([\u0620-\u065f\u066e-\u06d3\u200c]+)")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")


def fold(text: str) -> str:
    """Return *text* with Arabic ي and ك made Persian, and without vowel marks and tatweel."""
    return _MARKS.sub("", text).replace("ي", "ی").replace("ك", "ک")


class Memory:
    """What was decided at one spelling.

    Attributes
    ----------
    numbers : the number of every chunk that was met.
    restored : at each of the two strictnesses (see MARGINS), every chunk as it should be and the space after it.
    """

    def __init__(self, spelling: str) -> None:
        lists = read_yaml("joiners.yaml")
        self.prefixes = frozenset(lists["prefixes"])
        self.fixed = {word: word for word in lists["untouched"]} | lists["spellings"][spelling]
        self._bias = load_model().bias[1]
        self._forget()

    def _forget(self) -> None:
        self.numbers: dict[str, int] = {}
        self.restored: tuple[list[str], list[str]] = ([], [])
        self._words: dict[str, tuple[str, str, float, float]] = {}
        self._ends: list[tuple[str, str]] = []  # the first and the last word of every chunk
        self._leads, self._follows = array("f"), array("f")  # what a chunk by itself adds to the log-odds of a joiner after, before it
        self._links: dict[int, int] = {}

    def number(self, chunks: list[str]) -> list[int]:
        """Return the number of every chunk; new ones are decided about."""
        try:
            return list(map(self.numbers.__getitem__, chunks))
        except KeyError:
            if len(self.numbers) > REMEMBERED:
                self._forget()
            self._learn(list(dict.fromkeys(chunk for chunk in chunks if chunk not in self.numbers)))
            return list(map(self.numbers.__getitem__, chunks))

    def find_links(self, numbers: np.ndarray) -> list[tuple[int, int]]:
        """Return after which of the chunks, given by number, the space is a lost joiner, and at how many strictnesses it is."""
        leads, follows = np.frombuffer(self._leads, dtype=np.float32), np.frombuffer(self._follows, dtype=np.float32)
        first, second = numbers[:-1], numbers[1:]
        at = (leads.take(first) + follows.take(second) + self._bias > HOPELESS).nonzero()[0]
        pairs = ((first.take(at) << 32) | second.take(at)).tolist()
        try:
            levels = list(map(self._links.__getitem__, pairs))
        except KeyError:
            if len(self._links) > REMEMBERED:
                self._links = {}
            self._judge([pair for pair in dict.fromkeys(pairs) if pair not in self._links])
            levels = list(map(self._links.__getitem__, pairs))
        return [link for link in zip(at.tolist(), levels, strict=True) if link[1]]

    def _learn(self, chunks: list[str]) -> None:
        parts = [WORD.split(chunk) for chunk in chunks]
        self._learn_words([word for word in {word for part in parts for word in part[1::2]} if word not in self._words])
        begin, known, nothing = len(self.numbers), self._words, ("", "", -np.inf, -np.inf)
        self.numbers.update(zip(chunks, range(begin, begin + len(chunks)), strict=True))
        lenient, strict = (
            ["".join([str(known[part][level]) if number % 2 else part for number, part in enumerate(of)]) + " " for of in parts]
            for level in range(len(MARGINS))
        )
        self.restored[0].extend(lenient)
        self.restored[1].extend(one if one == two else two for one, two in zip(lenient, strict, strict=True))
        ends = [("" if part[0] else part[1], "" if part[-1] else part[-2]) if len(part) > 1 else ("", "") for part in parts]
        self._ends.extend(ends)
        self._leads.extend(known.get(last, nothing)[2] for _, last in ends)
        self._follows.extend(known.get(first, nothing)[3] for first, _ in ends)

    def _learn_words(self, words: list[str]) -> None:
        if not words:
            return
        bare = [word.strip(ZWNJ)[: LONGEST + 1] for word in _fold_all(words)]
        leads, follows = load_model().score_alone(bare)
        fit = np.array([0 < len(word) <= LONGEST for word in bare])
        scores = (np.where(fit, score, -np.inf).tolist() for score in (leads, follows))
        self._words.update(zip(words, zip(*self._join(words), *scores, strict=True), strict=True))

    def _join(self, words: list[str]) -> list[list[str]]:
        """Return the words with joiners, at each strictness."""
        letters = _fold_all([word.replace(ZWNJ, "") for word in words])
        rows = [row for row, part in enumerate(letters) if words[row] not in self.fixed and 2 <= len(part) <= LONGEST]
        if not rows:
            return [[self.fixed.get(word, word) for word in words] for _ in MARGINS]
        found = []
        owner, gap, join, split = load_model().score_inner([letters[row] for row in rows])
        for margin in MARGINS:
            chosen: dict[int, list[tuple[float, int, str]]] = {}
            for at in np.flatnonzero((join > JOIN_AT + margin) | (split > SPLIT_AT + margin)).tolist():
                row, before = rows[owner[at]], int(gap[at])
                lost = split[at] > max(LOST_AT, join[at]) and letters[row][:before] not in self.prefixes
                chosen.setdefault(row, []).append((float(max(join[at], split[at])), before, " " if lost else ZWNJ))
            restored = [self.fixed.get(word, word) for word in words]
            for row, marks in chosen.items():
                restored[row] = _insert(words[row], letters[row], marks)
            found.append(restored)
        return found

    def _judge(self, pairs: list[int]) -> None:
        """Decide about pairs of chunks, written first << 32 | second."""
        first = [self._ends[pair >> 32][1] for pair in pairs]
        second = [self._ends[pair & 0xFFFFFFFF][0] for pair in pairs]
        words = list(dict.fromkeys(first + second))
        number = {word: at for at, word in enumerate(words)}
        bare = [word.strip(ZWNJ) for word in _fold_all(words)]
        where = (np.array([number[word] for word in side]) for side in (first, second))
        score = load_model().score_outer(bare, *where)
        levels = np.sum([score > LINK_AT + margin for margin in MARGINS], axis=0)
        self._links.update(zip(pairs, levels.tolist(), strict=True))


def _fold_all(words: list[str]) -> list[str]:
    return fold("\n".join(words)).split("\n")


def _insert(surface: str, letters: str, marks: list[tuple[float, int, str]]) -> str:
    """Put the marks (score, letters before, what) into *surface*, the best first, none within one letter of another save و."""
    place = [at for at, character in enumerate(surface) if character != ZWNJ and not _MARKS.match(character)] + [len(surface)]
    taken = {0, len(letters)}
    for at, character in enumerate(surface):
        if character == ZWNJ:
            taken.add(int(np.searchsorted(place, at)))
    out = list(surface)
    for _, gap, what in sorted(marks, reverse=True):
        lonely = (gap - 1 in taken and letters[gap - 1] != "و") or (gap + 1 in taken and letters[gap] != "و")
        if gap not in taken and not (lonely and 1 < gap < len(letters) - 1):
            taken.add(gap)
            out[place[gap]] = what + out[place[gap]]
    return "".join(out)


@lru_cache(maxsize=4)
def memory_of(spelling: str) -> Memory:
    """Return what was decided at a spelling so far.

    Raises
    ------
    ValueError : there is no such spelling.
    """
    if spelling not in SPELLINGS:
        raise ValueError(f"spelling must be one of {SPELLINGS}, got {spelling!r}")
    return Memory(spelling)
