"""What the lexicon asks of the surroundings of a name before it counts: cues and other mentions before, after, near or in the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from ..lexicon import LANGUAGES
from .arrays import FAR, spread

NEAR = 25
NEVER = np.iinfo(np.int64).max

# Names that wait for their condition: their number, where the keys of their document begin, their tokens, their segment, and their
# ends where a mark that sets names apart is passed over.
NAME = np.dtype([(name, np.int64) for name in ("number", "origin", "first", "last", "segment", "begins", "ends")])


class Test(NamedTuple):
    """One key of a condition: how to ask, whether it must be so, and the numbers of the cues and ``@referents`` it asks about."""

    asks: Callable[[Test, np.ndarray, Places], np.ndarray]
    wanted: bool
    keys: tuple[int, ...] = ()
    within: int = NEAR
    otherwise: tuple[int, ...] = ()
    choices: tuple[tuple[Test, ...], ...] = ()


class Places:
    """Where cues and mentions stand (tokens), by document and cue or referent in one number, the *key*, below *size*.

    *number* is -1, or that of the waiting name whose place it is: such a place counts once the name is admitted (see `admit`).
    """

    def __init__(self, key: np.ndarray, first: np.ndarray, last: np.ndarray, number: np.ndarray, segments: np.ndarray, size: int) -> None:
        codes = key * FAR + first
        order = np.argsort(codes)
        self._codes, self.first, self.last, self.number = codes[order], first[order], last[order], number[order]
        self.segment, self.longest = segments[self.first], int((last - first).max(initial=0))
        self._bounds = np.searchsorted(self._codes, np.arange(size + 1) * FAR)

    def admit(self, admitted: np.ndarray, before: np.ndarray) -> None:
        """Count the places of the *admitted* names: for the names of higher number; for all names those admitted *before*.

        `since` is of every place, `since_key` of every key, from which name on it counts, `NEVER` where it does not.
        """
        since = np.where(admitted, np.where(before, -1, np.arange(len(admitted))), NEVER)
        self.since = np.append(since, -1)[self.number]
        self.since_key = np.full(len(self._bounds) - 1, NEVER)
        known = np.flatnonzero(np.diff(self._bounds))
        self.since_key[known] = np.minimum.reduceat(self.since, self._bounds[known]) if len(known) else NEVER
        self._latest = np.maximum.accumulate(np.where(self.since < NEVER, np.arange(len(self.since)), -1))

    def between(self, key: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return all pairs of a row and a place of its key that begins at *low* or behind it, and before *high*."""
        known = np.flatnonzero(self.since_key[key] < NEVER)
        begin, end = (np.searchsorted(self._codes, key[known] * FAR + side[known]) for side in (low, high))
        row, pick = spread(end - begin)
        return known[row], begin[row] + pick

    def latest(self, key: np.ndarray, before: np.ndarray) -> np.ndarray:
        """Return where the last place of each key begins that counts and begins before a token, -1 where none does."""
        begins = np.full(len(key), -1)
        known = np.flatnonzero(self.since_key[key] < NEVER)
        behind = np.searchsorted(self._codes, key[known] * FAR + before[known])
        known, behind = known[behind > 0], behind[behind > 0]
        at = self._latest[behind - 1]
        begins[known] = np.where(at >= self._bounds[key[known]], self.first[at], -1)
        return begins


def holds(tests: Iterable[Test], names: np.ndarray, places: Places) -> np.ndarray:
    """Return the rows of the names for which all tests hold."""
    kept = np.arange(len(names))
    for test in tests:
        kept = kept[test.asks(test, names[kept], places) == test.wanted]
    return kept


def asks_about(tests: Iterable[Test], numbers: set[int]) -> bool:
    """Say whether any of the tests asks about one of these cues or referents."""
    return any(numbers.intersection(test.keys) or any(asks_about(choice, numbers) for choice in test.choices) for test in tests)


def looks_back(tests: Iterable[Test]) -> bool:
    """Say whether any of the tests asks what was named last."""
    return any(test.asks is _antecedent or any(map(looks_back, test.choices)) for test in tests)


def _any(test: Test, names: np.ndarray, places: Places) -> np.ndarray:
    found = np.zeros(len(names), dtype=bool)
    for tests in test.choices:
        left = np.flatnonzero(~found)
        found[left[holds(tests, names[left], places)]] = True
    return found


def _document(test: Test, names: np.ndarray, places: Places) -> np.ndarray:
    return np.less(places.since_key[_keys(names, test.keys)].min(axis=0), names["number"])


def _before(test: Test, names: np.ndarray, places: Places) -> np.ndarray:
    row, place = _pairs(test, names, places, names["begins"] - places.longest, names["first"])
    last = places.last[place]
    return _marked(row[(last == names["first"][row]) | (last == names["begins"][row])], len(names))


def _after(test: Test, names: np.ndarray, places: Places) -> np.ndarray:
    row, place = _pairs(test, names, places, names["last"], names["ends"] + 1)
    first = places.first[place]
    return _marked(row[(first == names["last"][row]) | (first == names["ends"][row])], len(names))


def _near(test: Test, names: np.ndarray, places: Places) -> np.ndarray:
    low, high = names["first"] - test.within, names["last"] + test.within
    row, place = _pairs(test, names, places, low - places.longest, high)
    first, last = places.first[place], places.last[place]
    inside = (first >= names["first"][row]) & (last <= names["last"][row])
    stands = (last > low[row]) & ~inside & (places.segment[place] == names["segment"][row])
    return _marked(row[stands], len(names))


def _antecedent(test: Test, names: np.ndarray, places: Places) -> np.ndarray:
    return np.greater(*(_latest(names, keys, places) for keys in (test.keys, test.otherwise)))


def _latest(names: np.ndarray, numbers: tuple[int, ...], places: Places) -> np.ndarray:
    """Return for every name where the last of these cues or referents begins before it, -1 where none does."""
    keys = _keys(names, numbers)
    return places.latest(keys.ravel(), np.tile(names["first"], len(numbers))).reshape(keys.shape).max(axis=0, initial=-1)


def _keys(names: np.ndarray, numbers: tuple[int, ...]) -> np.ndarray:
    """Return the keys of cues or referents in the documents of the names, a column a name."""
    return names["origin"] + np.array(numbers, dtype=np.int64)[:, None]


def _pairs(test: Test, names: np.ndarray, places: Places, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of names with the places between two tokens that the test asks about and that count for them."""
    times = len(test.keys)
    row, place = places.between(_keys(names, test.keys).ravel(), np.tile(low, times), np.tile(high, times))
    row %= max(len(names), 1)
    counts = places.since[place] < names["number"][row]
    return row[counts], place[counts]


def _marked(rows: np.ndarray, size: int) -> np.ndarray:
    found = np.zeros(size, dtype=bool)
    found[rows] = True
    return found


_ASKS = {"any": _any, "document": _document, "before": _before, "after": _after, "near": _near, "antecedent": _antecedent}


class Conditions:
    """Reads the conditions of a lexicon; numbers the cues and ``@referents`` that they ask about."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.asked: dict[str, int] = {}

    def read(self, condition: Any, language: str) -> tuple[Test, ...]:
        """Return the tests that must all hold for a name in *language*."""
        if isinstance(condition, str):
            condition = self.data["conditions"][condition]
        if set(condition) & set(LANGUAGES):
            return self.read(condition[language], language) if language in condition else ()
        return tuple(self._read(key, value, condition, language) for key, value in condition.items() if key not in ("within", "otherwise"))

    def _read(self, key: str, value: Any, condition: dict[str, Any], language: str) -> Test:
        asks, wanted = _ASKS[key.removeprefix("not_")], not key.startswith("not_")
        if asks is _any:
            return Test(asks, wanted, choices=tuple(self.read(one, language) for one in value))
        keys, otherwise = (tuple(self._keys(names)) for names in (value, condition.get("otherwise", [])))
        return Test(asks, wanted, keys, condition.get("within", NEAR), otherwise)

    def _keys(self, names: str | list[str]) -> Iterator[int]:
        for name in [names] if isinstance(names, str) else names:
            yield self.asked.setdefault(name, len(self.asked))
            for referent in self.data.get("cues", {}).get(name, {}).get("mentions", ()):
                yield self.asked.setdefault(f"@{referent}", len(self.asked))
