"""The language of a text: Arabic, Persian, English, or one of the neighbours they are mistaken for.

Each word is judged by how often the language uses it, or, if its list does not have it, by how well its letters fit: a mixture
of word and letter frequencies (naive Bayes). Scripts are told apart first.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache, lru_cache

from ..lexicon import read_yaml

LANGUAGES = ("ar", "fa", "en", "ur", "ckb", "ps")
_RUNNING = 1200  # characters that are looked at from each of three places of a long text

_NOISE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|pic\.twitter\.com/\S+")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_ARABIC_WORD = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06fc\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]+")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]+")
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC_CODES, _PERSIAN_CODES = frozenset("كيى"), frozenset("کی")
_ONE_ENCODING = str.maketrans("كيى", "کیی")
# How likely a word of the language is written with Arabic code points for kaf and yeh, and with Persian ones.
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
    text = _MARKS.sub("", _NOISE.sub(" ", text)) or text
    arabic, latin = _ARABIC_WORD.findall(text), _LATIN_WORD.findall(text)
    letters = len(_LETTER.findall(text))
    in_arabic, in_latin = sum(map(len, arabic)), sum(map(len, latin))
    if max(in_arabic, in_latin) * 2 < letters or not letters:
        return "und"
    return _judge_latin(latin) if in_latin > in_arabic else _judge_arabic(arabic)


def _judge_latin(words: list[str]) -> str:
    common = sum(word.lower() in _english() for word in words)
    if common * 8 >= len(words) or (len(words) < 6 and all(word.isascii() for word in words)):
        return "en"
    import wordfreq

    known = wordfreq.get_frequency_dict("en", wordlist="small")
    return "en" if sum(word.lower() in known for word in words) >= 0.7 * len(words) else "und"


def _judge_arabic(words: list[str]) -> str:
    scores = dict.fromkeys(_ENCODINGS, 0.0)
    for word, count in Counter(words).items():
        for language, score in _score_word(word).items():
            scores[language] += count * score
    return max(scores, key=scores.__getitem__)


@lru_cache(maxsize=50_000)
def _score_word(word: str) -> dict[str, float]:
    """Return the log probability of a word in each language written in Arabic script."""
    one = word.translate(_ONE_ENCODING)
    arabic_codes, persian_codes = bool(_ARABIC_CODES & set(word)), bool(_PERSIAN_CODES & set(word))
    scores = {}
    settings = read_settings()
    for language, (with_arabic, with_persian) in _ENCODINGS.items():
        coverage = settings["coverage"][language]
        likely = sum(share * _words(source).get(one, 0.0) for source, share in coverage.items())
        likely += (1 - sum(coverage.values())) * _spell(one, _letters(language))
        encoded = (with_arabic if arabic_codes else 1.0) * (with_persian if persian_codes else 1.0)
        scores[language] = math.log(likely * encoded + 1e-300)
    return scores


def _spell(word: str, letters: dict[str, float]) -> float:
    """Return how likely a language builds the word, letter after letter."""
    likely = 1.0
    for pair in zip(f" {word}", f"{word} ", strict=True):
        likely *= letters.get("".join(pair), 0.0) * 0.8 + letters.get(pair[1], 1e-5) * 0.2
    return likely


@cache
def _letters(language: str) -> dict[str, float]:
    """Return how likely each letter is, alone and after another letter (two characters), in the words of a language."""
    words = _words(language)
    pairs: Counter[str] = Counter()
    for word, weight in sorted(words.items(), key=lambda item: -item[1])[:12_000]:
        for pair in zip(f" {word}", f"{word} ", strict=True):
            pairs["".join(pair)] += weight**0.5
    before: Counter[str] = Counter()
    single: Counter[str] = Counter()
    for pair, weight in pairs.items():
        before[pair[0]] += weight
        single[pair[1]] += weight
    total = single.total()
    letters = {pair: weight / before[pair[0]] for pair, weight in pairs.items()}
    return letters | {letter: weight / total for letter, weight in single.items()}


@cache
def _words(language: str) -> dict[str, float]:
    if language in ("ar", "fa"):
        import wordfreq

        listed = wordfreq.get_frequency_dict(language, wordlist="small")
    else:
        ranked = read_settings()["words"][language].split()
        listed = {word: 0.4 / (rank + 10) for rank, word in reversed(list(enumerate(ranked)))}
    words: dict[str, float] = {}
    for word, frequency in listed.items():
        if _ARABIC_WORD.fullmatch(word):
            one = word.translate(_ONE_ENCODING)
            words[one] = words.get(one, 0.0) + frequency
    return words


@cache
def _english() -> frozenset[str]:
    return frozenset(read_settings()["english"].split())


@cache
def read_settings() -> dict:
    """Return the content of ``languages.yaml``."""
    return read_yaml("languages.yaml")
