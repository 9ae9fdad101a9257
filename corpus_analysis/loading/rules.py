"""The rules of ``lexicons/roles.yaml`` and ``months.yaml``, compiled, and the forms of lines that they compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..lexicon import read_yaml

_UNSEEN = (*range(0x64B, 0x660), 0x670, 0x640, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xAD)
_SHAPES = (
    *zip("يىئكةۀأإآٱؤ", "یییکههااااو", strict=True),
    *((chr(zero + d), str(d)) for zero in (0x660, 0x6F0) for d in range(10)),
    *((chr(unseen), "") for unseen in _UNSEEN),
)
_MANY = 500  # characters from which on a table is faster
_DROPPED = 0xFFFF  # the code of no character
_BY_THEMSELVES = "\uffffİΣ"  # lower case of more than one letter, or by the letters around it
_FORMS, _FIRST_FORM = re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]"), 0xFB50
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_SPACES = re.compile(r"\s+")
LEADING = "•●▪■►▶◄*+|/\\-–—_.·>«»<#[](){}: \u200c\u200e\u200f\u202a-\u202e"
SHORT_LINE = 120
_AT_HAND = 1 << 12  # beginnings of lines of which something is remembered
COMPARED = 400  # characters of a line that rules look at
_LATIN, _LETTERS, LETTER_RUNS = re.compile("[A-Za-z]"), re.compile(r"[^\W\d_]"), re.compile(r"[^\W\d_]+")
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d(?!\d?:\d\d))")  # an hour may be glued to it


@dataclass(frozen=True, eq=False)
class Rules:
    """Sets of whole lines (letters only) and patterns of beginnings, one compiled object for all languages."""

    furniture: frozenset[str]
    headers: dict[str, frozenset[str]]  # what each line announces
    furniture_prefix: re.Pattern[str]
    furniture_inside: re.Pattern[str]
    related_prefix: re.Pattern[str]
    byline_prefix: re.Pattern[str]
    date_prefix: re.Pattern[str]
    caption_prefix: re.Pattern[str]
    lead: re.Pattern[str]
    deck_before: re.Pattern[str]
    header_prefix: re.Pattern[str]
    sentence: re.Pattern[str]
    comment_count: re.Pattern[str]
    caption_patterns: tuple[tuple[str, re.Pattern[str]], ...]  # each with a sign that stands in all it matches
    credit: re.Pattern[str]
    embed_lines: frozenset[str]
    embed_prefix: re.Pattern[str]
    open_words: frozenset[str]
    talk: tuple[frozenset[str], ...]  # words of notices: firm, weak, words to the reader
    timestamp: frozenset[str]
    calendar: frozenset[str]


def fold(text: str) -> str:
    """Return a line as rules compare it: letters and digits of one shape, no marks, joiners or tatweel, lower case."""
    if has_forms(text):
        text = unicodedata.normalize("NFKC", text)
    return fold_letters(text)


def has_forms(text: str) -> bool:
    """Tell whether a text holds letters as they are drawn, which an array of a long text tells at once where there are none."""
    if text.isascii():
        return False
    if len(text) > _MANY and np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2").max() < _FIRST_FORM:
        return False
    return bool(_FORMS.search(text))


def fold_letters(text: str) -> str:
    """Fold a line, or many, that hold no presentation forms."""
    if text.isascii():
        return text.lower()
    if len(text) > _MANY and not any(odd in text for odd in _BY_THEMSELVES):
        data = text.encode("utf-16-le", "surrogatepass")
        if len(data) == 2 * len(text):
            codes = _fold_table().take(np.frombuffer(data, "<u2"))
            return codes[codes != _DROPPED].tobytes().decode("utf-16-le", "surrogatepass")
    for shape, one in _SHAPES:  # of a line several times as fast as str.translate, or a pattern
        if shape in text:
            text = text.replace(shape, one)
    return text.lower()


@lru_cache(maxsize=1)
def _fold_table() -> np.ndarray:
    """Return what becomes of each character of the first plane."""
    plane = "".join(map(chr, range(0x10000))).replace("İ", "i")
    table = np.frombuffer(plane.lower().encode("utf-16-le", "surrogatepass"), "<u2").copy()
    for shape, one in _SHAPES:
        table[ord(shape)] = ord(one) if one else _DROPPED
    return table


def letters(text: str) -> str:
    """Return the letters of a line, folded and run together: the key under which whole lines are compared."""
    return only_letters(fold(text[:COMPARED]))


def only_letters(folded: str) -> str:
    """Return the letters of a folded text, run together."""
    joined = "".join(folded.split())
    return joined if joined.isalpha() else "".join(LETTER_RUNS.findall(joined))


def line_key(text: str) -> str:
    """Return the key under which lines of several pages are compared: of a short line its letters, of a paragraph its beginning."""
    return letters(text) if len(text) <= SHORT_LINE else text[:COMPARED]


def plain(folded: str) -> str:
    """Return a folded line without bullets and doubled spaces: what the rules' beginnings are compared with."""
    line = " ".join(folded.split())
    return (line + " " if folded[-1:].isspace() else line).lstrip(LEADING)


def is_latin(text: str) -> bool:
    """Tell whether most letters at the beginning of a text are Latin."""
    sample = text[:400]
    if not _LATIN.search(sample):
        return False
    return sample.isascii() or 2 * len(_LATIN.findall(sample)) > len(_LETTERS.findall(sample))


def every(by_language: dict[str, list[str]] | list[str]) -> list[str]:
    """Return the strings of all languages."""
    return by_language if isinstance(by_language, list) else [str(item) for items in by_language.values() for item in items]


def _keys(by_language: dict[str, list[str]] | list[str]) -> frozenset[str]:
    return frozenset(filter(None, (letters(item) for item in every(by_language))))


def _by_line(kinds: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    lines = {line for keys in kinds.values() for line in keys}
    return {line: frozenset(kind for kind, keys in kinds.items() if line in keys) for line in lines}


def _alternatives(phrases: Iterable[str], opening: bool = True) -> re.Pattern[str]:
    parts = []
    for phrase in sorted({_SPACES.sub(" ", fold(p)).strip() for p in phrases}, key=lambda p: (-len(p), p)):
        pattern = re.escape(phrase).replace(r"\ ", " ").replace(" ", r"\s{0,2}" if opening else r"\s").replace(":", r"\s?:")
        parts.append(pattern + (r"(?!\w)" if phrase[-1].isalnum() else ""))
    return re.compile("(?:" + "|".join(parts) + ")")


def _lead(openings: list[str]) -> re.Pattern[str]:
    parts = [re.escape(fold(p)).replace(r"\{\}", r"[^\n.:؛،«»\"()]{2,45}?").replace(r"\ ", r"\s{0,2}") for p in openings]
    return re.compile("(?:" + "|".join(parts) + ")")


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """Read the two files once."""
    data, months = read_yaml("roles.yaml"), read_yaml("months.yaml")
    names = [n for table in ("gregorian", "solar", "hijri", "weekdays", "relative") for group in months[table].values() for n in group]
    talk = tuple(frozenset(fold(w) for w in every(data["page_talk"][kind])) for kind in ("firm", "weak", "address"))
    credit = "|".join(re.escape(fold(c)).replace(r"\ ", r"\s") for c in sorted(data["picture_credits"], key=lambda c: (-len(c), c)))
    return Rules(
        furniture=_keys(data["furniture"]),
        headers=_by_line({kind: _keys(lists) for kind, lists in data["headers"].items()}),
        furniture_prefix=_alternatives(every(data["furniture_prefixes"])),
        furniture_inside=_alternatives(every(data["furniture_inside"]), opening=False),
        related_prefix=_alternatives(every(data["related_prefixes"])),
        byline_prefix=_alternatives(every(data["byline_prefixes"])),
        date_prefix=_alternatives(every(data["date_prefixes"])),
        caption_prefix=_alternatives(every(data["caption_prefixes"])),
        deck_before=_lead(every(data["deck_before"])),
        header_prefix=_alternatives(every(data["header_prefixes"])),
        sentence=_alternatives(every(data["sentence_openings"])),
        comment_count=re.compile(rf"\d{{1,5}}\s{_alternatives(every(data['comment_counts'])).pattern}"),
        caption_patterns=tuple((sign, re.compile(pattern)) for sign, pattern in data["caption_patterns"].items()),
        lead=_lead(every(data["lead_openings"])),
        credit=re.compile(
            rf"[(\[][^()\[\]]{{0,60}}(?<!\w)(?:{credit})(?!\w)[^()\[\]]{{0,40}}[)\]]\W{{0,3}}$"
            rf"|(?:[/|©–—]|\s-)\s?(?:[^()\[\]]{{0,30}}[/\s,،:|©])?(?:{credit})\W{{0,3}}$"
        ),
        embed_lines=_keys(data["embed_lines"]),
        embed_prefix=_alternatives(every(data["embed_prefixes"])),
        talk=talk,
        open_words=frozenset(fold(w) for w in every(data["open_words"])),
        timestamp=frozenset(
            w
            for phrase in [*names, *months["timestamp_words"], *every(data["date_prefixes"]), *every(data["ages"])]
            for w in words_in(str(phrase))
        ),
        calendar=frozenset(w for name in names for w in words_in(str(name))),
    )


def words_in(text: str) -> list[str]:
    return [w for w in _NOT_LETTERS.split(fold(text)) if w]
