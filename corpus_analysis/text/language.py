"""The language of a text: Arabic, Persian, English, or one of the neighbours they are mistaken for.

Each word is judged by how often the language uses it, or, if its list does not have it, by how well its letters fit: a mixture
of word and letter frequencies (naive Bayes). Scripts are told apart first.
"""

from __future__ import annotations

import gzip
import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import islice
from operator import mul
from pathlib import Path

from ..lexicon import read_yaml

LANGUAGES = ("ar", "fa", "en", "ur", "ckb", "ps")
_RUNNING = 1200  # characters that are looked at from each of three places of a long text

_NOISE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|pic\.twitter\.com/\S+")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200d-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_ARABIC_WORD = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06fc\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]+")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]+")
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC_CODES, _PERSIAN_CODES = frozenset("كيى"), frozenset("کی")
_ONE_ENCODING = str.maketrans("كيى", "کیی")
_KURDISH_HEH, _PERSIAN_HEH = "ە", "ه"
_KURDISH_KEYS = 0.02  # how likely a Persian text is typed with Kurdish keys
# How likely the language is written with Arabic code points for kaf and yeh, and with Persian ones.
_ENCODINGS = {"ar": (1.0, 0.02), "fa": (0.03, 1.0), "ur": (0.02, 1.0), "ckb": (0.02, 1.0), "ps": (0.5, 0.8)}


def identify_language(text: str) -> str:
    """Return "ar", "fa", "en", "ur", "ckb" or "ps", or "und" for any other language and where there are no words.

    Links, handles and hashtags are not read; of a long text three passages are. A text in two scripts has the language of the
    script with more letters.

    Examples
    --------
    >>> [identify_language(text) for text in ("رئيس المكتب السياسي", "رئیس دفتر سیاسی", "سیاسی دفتر کے سربراہ", "42")]
    ['ar', 'fa', 'ur', 'und']
    """
    if len(text) > 3 * _RUNNING:
        middle = len(text) // 2
        text = " ".join((text[:_RUNNING], text[middle : middle + _RUNNING], text[-_RUNNING:]))
    text = _MARKS.sub("", _NOISE.sub(" ", text))
    arabic, latin = _ARABIC_WORD.findall(text), _LATIN_WORD.findall(text)
    in_arabic, in_latin = sum(map(len, arabic)), sum(map(len, latin))
    most = max(in_arabic, in_latin)
    if not _LETTER.search(text) or (most * 2 < len(text) and most * 2 < len(_LETTER.findall(text))):
        return "und"
    return _judge_latin(latin) if in_latin > in_arabic else _judge_arabic(arabic)


def _judge_latin(words: list[str]) -> str:
    english = _english()
    common = sum(word.lower() in english for word in words)
    if common * 8 >= len(words) or (len(words) < 6 and all(word.isascii() for word in words)):
        return "en"
    return "en" if sum(word.lower() in _words("en") for word in words) >= 0.7 * len(words) else "und"


def _judge_arabic(words: list[str]) -> str:
    """Return the most likely language. A writer has one keyboard: its code points count as evidence twice, not in every word."""
    counts = Counter(words)
    arabic_codes = min(2, sum(not _ARABIC_CODES.isdisjoint(word) for word in counts))
    persian_codes = min(2, sum(not _PERSIAN_CODES.isdisjoint(word) for word in counts))
    scores = {
        language: arabic_codes * math.log(with_arabic) + persian_codes * math.log(with_persian)
        for language, (with_arabic, with_persian) in _ENCODINGS.items()
    }
    by_word = [_score_word(word.translate(_ONE_ENCODING)) for word in counts]
    for language, *by_language in zip(_settings()["coverage"], *by_word, strict=True):
        scores[language] = sum(map(mul, counts.values(), by_language), scores[language])
    if any(_KURDISH_HEH in word for word in counts):
        persian = list(_settings()["coverage"]).index("fa")
        typed = [_score_word(word.translate(_ONE_ENCODING).replace(_KURDISH_HEH, _PERSIAN_HEH))[persian] for word in counts]
        scores["fa"] = max(scores["fa"], math.log(_KURDISH_KEYS) + sum(map(mul, counts.values(), typed)))
    return max(scores, key=scores.__getitem__)


@lru_cache(maxsize=50_000)
def _score_word(word: str) -> tuple[float, ...]:
    """Return the log probability of a word in each language of the setting "coverage", which are written in Arabic script."""
    pairs = [before + letter for before, letter in zip(f" {word}", f"{word} ", strict=True)]
    scores = []
    for known, rest, spelling in _models():
        spelled = math.prod(map(spelling.__getitem__, pairs))  # how likely the language builds the word, letter after letter
        scores.append(math.log(sum([share * words.get(word, 0.0) for share, words in known]) + rest * spelled + 1e-300))
    return tuple(scores)


class _Spelling(dict[str, float]):
    """How likely a language sets a letter after another (two characters), worked out when the pair is first met."""

    def __init__(self, letters: dict[str, float]) -> None:
        self.letters = letters

    def __missing__(self, pair: str) -> float:
        self[pair] = self.letters.get(pair, 0.0) * 0.8 + self.letters.get(pair[1], 1e-5) * 0.2
        return self[pair]


@cache
def _models() -> list[tuple[list[tuple[float, dict[str, float]]], float, _Spelling]]:
    """Return for each language the lists that hold its words, each with its share, the share of other words, and its spelling."""
    return [
        ([(share, _words(source)) for source, share in coverage.items()], 1 - sum(coverage.values()), _Spelling(_letters(language)))
        for language, coverage in _settings()["coverage"].items()
    ]


@cache
def _letters(language: str) -> dict[str, float]:
    """Return how likely each letter is, alone and after another letter (two characters), in the words of a language."""
    words = _words(language)
    pairs: Counter[str] = Counter()
    for word, weight in islice(words.items(), 4_000):
        for before_letter, letter in zip(f" {word}", f"{word} ", strict=True):
            pairs[before_letter + letter] += weight**0.5
    firsts: Counter[str] = Counter()
    singles: Counter[str] = Counter()
    for pair, weight in pairs.items():
        firsts[pair[0]] += weight
        singles[pair[1]] += weight
    letters = {pair: weight / firsts[pair[0]] for pair, weight in pairs.items()}
    return letters | {letter: weight / singles.total() for letter, weight in singles.items()}


@cache
def _words(language: str) -> dict[str, float]:
    """Return how often the frequent words of a language occur, as shares of running text."""
    if language in ("ar", "fa", "en"):
        listed = _read_wordfreq(language)
    else:
        ranked = _settings()["words"][language].split()
        listed = ((word, 0.4 / (rank + 10)) for rank, word in enumerate(ranked))
    words: dict[str, float] = {}
    for word, frequency in islice(listed, 20_000):
        one = word.translate(_ONE_ENCODING)
        words[one] = words.get(one, 0.0) + frequency
    return words


def _read_wordfreq(language: str) -> Iterator[tuple[str, float]]:
    """Yield the words of wordfreq's small list, most frequent first.

    Its file is read without importing the package, whose imports take longer than telling the language of a thousand texts. The
    list at position n of the file holds the words with frequency ``10 ** (-n / 100)`` (wordfreq, `read_cBpack`).
    """
    import msgpack

    place = find_spec("wordfreq")
    assert place is not None and place.origin is not None  # a dependency of this package
    with gzip.open(Path(place.origin).parent / "data" / f"small_{language}.msgpack.gz") as file:
        buckets = msgpack.load(file, raw=False)
    for position, bucket in enumerate(buckets[1:]):
        for word in bucket:
            yield word, 10 ** (-position / 100)


@cache
def _english() -> frozenset[str]:
    return frozenset(_settings()["english"].split())


@cache
def _settings() -> dict:
    """Return the content of ``languages.yaml``."""
    return read_yaml("languages.yaml")
