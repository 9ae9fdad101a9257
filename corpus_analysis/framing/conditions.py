"""What the lexicon asks of the surroundings of a name before it counts: cues and other mentions before, after, near or in the document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from ..lexicon import LANGUAGES

NEAR = 25


class Candidate(NamedTuple):
    """A name that waits for its condition: its tokens, its segment, and its ends where a mark that sets names apart is passed over."""

    first: int
    last: int
    segment: int
    begins: int
    ends: int


class Test(NamedTuple):
    """One key of a condition: how to ask, whether it must be so, and the numbers of the cues and ``@referents`` it asks about."""

    asks: Callable[[Test, Candidate, Places, int], bool]
    wanted: bool
    keys: tuple[int, ...] = ()
    within: int = NEAR
    otherwise: tuple[int, ...] = ()
    choices: tuple[tuple[Test, ...], ...] = ()


class Places(dict[int, tuple[list[int], list[int]]]):
    """Where cues and mentions begin and end (tokens, by position), by document and cue or referent in one number."""

    def __init__(self, key: np.ndarray, first: np.ndarray, last: np.ndarray, segments: np.ndarray) -> None:
        order = np.lexsort((first, key))
        self._first, self._last = first[order].tolist(), last[order].tolist()
        keys, begins = np.unique(key[order], return_index=True)
        self._bounds = dict(zip(keys.tolist(), pairwise([*begins.tolist(), len(order)]), strict=True))
        self.segments, self.longest = segments, int((last - first).max(initial=0))

    def __missing__(self, key: int) -> tuple[list[int], list[int]]:
        low, high = self._bounds.get(key, (0, 0))
        self[key] = found = (self._first[low:high], self._last[low:high])
        return found

    def add(self, key: int, first: int, last: int) -> None:
        """Take in one more."""
        firsts, lasts = self[key]
        at = bisect_left(firsts, first)
        firsts.insert(at, first)
        lasts.insert(at, last)
        self.longest = max(self.longest, last - first)

    def beginning(self, key: int, low: int, high: int) -> tuple[list[int], list[int]]:
        """Return the first tokens and the ends of those that begin at *low* or behind it, and before *high*."""
        firsts, lasts = self[key]
        within = slice(bisect_left(firsts, low), bisect_left(firsts, high))
        return firsts[within], lasts[within]

    def latest(self, keys: Iterable[int], before: int) -> int:
        """Return where the last of them begins that begins before a token, -1 where none does."""
        found = [self[key][0] for key in keys]
        return max([firsts[at - 1] for firsts in found if (at := bisect_left(firsts, before))], default=-1)


def holds(tests: Iterable[Test], name: Candidate, places: Places, origin: int) -> bool:
    """Say whether all tests hold for a name; the keys of its document begin at *origin*."""
    for test in tests:  # noqa: SIM110 - asked for every name that waits
        if test.asks(test, name, places, origin) != test.wanted:
            return False
    return True


def asks_about(tests: Iterable[Test], numbers: set[int]) -> bool:
    """Say whether any of the tests asks about one of these cues or referents."""
    return any(numbers.intersection(test.keys) or any(asks_about(choice, numbers) for choice in test.choices) for test in tests)


def _any(test: Test, name: Candidate, places: Places, origin: int) -> bool:
    return any(holds(tests, name, places, origin) for tests in test.choices)


def _document(test: Test, name: Candidate, places: Places, origin: int) -> bool:
    return any(places[origin + key][0] for key in test.keys)


def _before(test: Test, name: Candidate, places: Places, origin: int) -> bool:
    for key in test.keys:
        _, lasts = places.beginning(origin + key, name.begins - places.longest, name.first)
        if name.first in lasts or name.begins in lasts:
            return True
    return False


def _after(test: Test, name: Candidate, places: Places, origin: int) -> bool:
    for key in test.keys:
        firsts, _ = places.beginning(origin + key, name.last, name.ends + 1)
        if name.last in firsts or name.ends in firsts:
            return True
    return False


def _near(test: Test, name: Candidate, places: Places, origin: int) -> bool:
    low, high = name.first - test.within, name.last + test.within
    for key in test.keys:
        for first, last in zip(*places.beginning(origin + key, low - places.longest, high), strict=True):
            inside = first >= name.first and last <= name.last
            if last > low and not inside and places.segments[first] == name.segment:
                return True
    return False


def _antecedent(test: Test, name: Candidate, places: Places, origin: int) -> bool:
    ours, others = (places.latest([origin + key for key in keys], name.first) for keys in (test.keys, test.otherwise))
    return ours > others


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
