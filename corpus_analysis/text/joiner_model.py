"""The learned part of joiner restoration: what stands around a gap, hashed, and the weights that judge it.

A gap lies between two letters of a word, or between two words. It is described by the letters near it, by the whole
strings on both sides, and by how common these are as words. Every description is hashed to one of a table of weights;
their sum is the log-odds that a joiner belongs there. All arithmetic runs over the whole vocabulary at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import numpy as np

BITS = 18
PAD = 6
MODEL = Path(__file__).parent / "data" / "joiners.npz"
# Letters before and after the gap that are looked at together.
WINDOWS = np.array(
    [(a, 0) for a in range(1, 7)] + [(0, b) for b in range(1, 7)]
    + [(1, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3), (3, 2), (2, 3), (3, 3), (4, 2), (2, 4), (4, 4), (1, 5), (5, 1)]
)  # fmt: skip
_BASE = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xD6E8FEB86659FD93)
_SALT = np.uint64(_BASE)
_INVERSE = pow(_BASE, -1, 1 << 64)
_SIX, _TEN = np.uint64(6), np.uint64(10)
_JOINER = np.uint64(0x200C + 1)


def _powers(base: int, count: int) -> np.ndarray:
    steps = np.full(count, base, dtype=np.uint64)
    steps[0] = 1
    return np.cumprod(steps, dtype=np.uint64)


class SubstringHash:
    """Polynomial hashes (modulo 2 ** 64) of any substrings of one text, each in a constant number of steps."""

    def __init__(self, text: str) -> None:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
        self.power = _powers(_BASE, len(codes) + 1)
        self.inverse = _powers(_INVERSE, len(codes) + 1)
        self.sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum((codes + np.uint64(1)) * self.power[:-1], dtype=np.uint64)])

    def __call__(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Return the hash of ``text[start:end]`` for arrays of offsets."""
        return (self.sums[end] - self.sums[start]) * self.inverse[start]


def _buckets(hashed: np.ndarray, first: int) -> np.ndarray:
    """Return the weight (one of ``2 ** BITS``) of each description; the columns of *hashed* are kinds, numbered from *first*."""
    salt = np.arange(first + 1, first + 1 + hashed.shape[1], dtype=np.uint64) * _SALT
    mixed = (hashed ^ salt) * _MIX
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _SALT
    return (mixed >> np.uint64(64 - BITS)).astype(np.int64)


def hash_words(words: list[str]) -> np.ndarray:
    """Return the hash of every word."""
    ends = np.fromiter(accumulate(map(len, words)), dtype=np.int64, count=len(words))
    return SubstringHash("".join(words))(np.concatenate([[0], ends[:-1]]).astype(np.int64), ends)


@lru_cache(maxsize=1)
def _common_words() -> tuple[np.ndarray, np.ndarray]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
    from wordfreq import get_frequency_dict

    level = dict.fromkeys(DefaultDictionaryFactory().get_dictionary("fa"), 1)
    level |= {word: round(np.log10(share) + 9) for word, share in get_frequency_dict("fa").items()}
    words = [word for word in level if "\u0620" <= word[:1] <= "\u06d3"]
    hashed = hash_words(words)
    order = np.argsort(hashed)
    return hashed[order], np.array([level[word] for word in words], dtype=np.int64)[order]


def commonness(hashed: np.ndarray) -> np.ndarray:
    """Return how common each hashed Persian word is: 0 unknown, 1 in a dictionary only, else its rounded Zipf frequency."""
    known, level = _common_words()
    at = np.minimum(np.searchsorted(known, hashed), len(known) - 1)
    return np.where(known[at] == hashed, level[at], 0)


def inner_gaps(words: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return all gaps inside the words: whose gap it is, and how many letters stand before it."""
    sizes = np.array([len(word) - 1 for word in words], dtype=np.int64)
    owner = np.repeat(np.arange(len(words)), sizes)
    return owner, np.arange(1, sizes.sum() + 1) - (np.cumsum(sizes) - sizes)[owner]


def inner_features(words: list[str], owner: np.ndarray, gap: np.ndarray) -> np.ndarray:
    """Return the weights (gaps x kinds) that describe gaps inside words; `owner` and `gap` as from `inner_gaps`."""
    edge = " " * PAD
    sizes = np.array([len(word) for word in words], dtype=np.int64)
    firsts = np.cumsum(sizes + PAD) - sizes
    hashes = SubstringHash(edge + edge.join(words) + edge)
    first = firsts[owner]
    last, at = first + sizes[owner], first + gap
    near = hashes(at[:, None] - WINDOWS[:, 0], at[:, None] + WINDOWS[:, 1])
    left, right, whole = hashes(first, at), hashes(at, last), hashes(first, last)
    apart = left + (_JOINER + right * _SALT) * hashes.power[gap]
    known_left, known_right, known_whole, known_apart = (commonness(part).astype(np.uint64) for part in (left, right, whole, apart))
    letters, after = gap.astype(np.uint64), (last - at).astype(np.uint64)
    short, shorter = np.minimum(letters, _SIX), np.minimum(after, _SIX)
    both = known_left * _TEN + known_right
    sides = [left, right, left + hashes(at, at + 1) * _MIX, right + hashes(at - 1, at) * _MIX, right + hashes(at - 2, at) * _MIX,
             whole + letters * _MIX, right + known_left * _MIX, left + known_right * _MIX, right + known_whole * _MIX,
             left + known_whole * _MIX, apart, right + known_apart * _MIX, left + known_apart * _MIX]  # fmt: skip
    counts = [both, known_whole, both * _TEN + known_whole, short * _TEN + shorter, known_left * _TEN + short, known_right * _TEN + shorter,
              known_whole * _TEN + np.minimum(letters + after, np.uint64(9)), known_apart, known_apart * _TEN + known_whole]  # fmt: skip
    columns = sides + [count * _SALT for count in counts]
    return _buckets(np.concatenate([near, np.stack(columns, axis=1)], axis=1), 0)


class OuterGaps:
    """The descriptions of gaps between words: those of each word alone, before and after a gap, and those of pairs."""

    def __init__(self, words: list[str]) -> None:
        sizes = np.array([len(word) for word in words], dtype=np.int64)
        ends = np.cumsum(sizes)
        starts = ends - sizes
        hashes = SubstringHash("".join(words))
        self.whole = hashes(starts, ends)
        self.tails = np.stack([hashes(np.maximum(ends - k, starts), ends) for k in (1, 2, 3, 4)], axis=1)
        self.heads = np.stack([hashes(starts, np.minimum(starts + k, ends)) for k in (1, 2, 3)], axis=1)
        self.known = commonness(self.whole).astype(np.uint64)
        self.short = np.minimum(sizes, 7).astype(np.uint64)
        self.reach = hashes.power[sizes]
        self.before = _buckets(np.column_stack([self.whole, self.tails]), 200)
        self.after = _buckets(np.column_stack([self.whole, self.heads, self.tails[:, :3]]), 220)

    def pairs(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """Return the weights (pairs x kinds) that describe ``words[first[k]]`` and ``words[second[k]]`` together."""
        one, two = self.whole[first], self.whole[second]
        joined, apart = one + two * self.reach[first], one + (_JOINER + two * _SALT) * self.reach[first]
        known_one, known_two = self.known[first], self.known[second]
        known_joined, known_apart = (commonness(part).astype(np.uint64) for part in (joined, apart))
        tails, heads, both = self.tails[first], self.heads[second], known_one * _TEN + known_two
        mixed = [(one, two), (tails[:, 0], heads[:, 0]), (tails[:, 1], heads[:, 1]), *((tails[:, k], two) for k in range(4)),
                 *((one, part[:, k]) for part in (heads, self.tails[second]) for k in range(3)),
                 (two, known_one), (one, known_two), (two, known_joined), (one, known_joined), (two, known_apart), (one, known_apart),
                 (two, self.short[first]), (one, self.short[second])]  # fmt: skip
        counts = [both, known_joined, known_apart, both * _TEN + known_joined, self.short[first] * _TEN + self.short[second]]
        columns = [joined] + [a + b * _MIX for a, b in mixed] + [count * _SALT * _SALT for count in counts]
        return _buckets(np.stack(columns, axis=1), 100)


@dataclass(frozen=True)
class GapModel:
    """Weights for gaps inside words (joiner), between words (joiner) and inside words (lost space); see data/README.md."""

    inner: np.ndarray
    outer: np.ndarray
    space: np.ndarray
    bias: np.ndarray

    def score_inner(self, words: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Return for all gaps inside *words*: owner, letters before, log-odds of a joiner, log-odds of a lost space."""
        owner, gap = inner_gaps(words)
        at = inner_features(words, owner, gap)
        return owner, gap, self.inner[at].sum(axis=1) + self.bias[0], self.space[at].sum(axis=1) + self.bias[2]

    def score_alone(self, words: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """Return what each word adds by itself to the log-odds of a joiner after it, and before it."""
        gaps = OuterGaps(words)
        return self.outer[gaps.before].sum(axis=1), self.outer[gaps.after].sum(axis=1)

    def score_outer(self, words: list[str], first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """Return the log-odds of a joiner between pairs of words (positions in *words*)."""
        gaps = OuterGaps(words)
        alone = self.outer[gaps.before].sum(axis=1)[first] + self.outer[gaps.after].sum(axis=1)[second] + self.bias[1]
        return alone + self.outer[gaps.pairs(first, second)].sum(axis=1)


@lru_cache(maxsize=1)
def load_model() -> GapModel:
    """Return the shipped weights (8-bit numbers times a scale)."""
    with np.load(MODEL) as stored:
        inner, outer, space = (stored[name].astype(np.float32) * stored["scale"][k] for k, name in enumerate(("inner", "outer", "space")))
        return GapModel(inner, outer, space, stored["bias"])
