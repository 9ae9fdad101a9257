"""The rules of ``lexicons/roles.yaml`` and ``months.yaml``, compiled: what kind of line is this, seen by itself?"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from ahocorasick_rs import AhoCorasick

from ..lexicon import read_yaml

_UNSEEN = (*range(0x64B, 0x660), 0x670, 0x640, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xAD)
_SHAPES = (
    *zip("يىئكةۀأإآٱؤ", "یییکههااااو", strict=True),
    *((chr(zero + d), str(d)) for zero in (0x660, 0x6F0) for d in range(10)),
    *((chr(unseen), "") for unseen in _UNSEEN),
)
_FORMS = re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_SPACES = re.compile(r"\s+")
_LEADING = "•●▪■►▶◄*+|/\\-–—_.·>«»<#[](){}: \u200c\u200e\u200f\u202a-\u202e"
_SHORT_LINE = 120
_NONE: frozenset[str] = frozenset()
_AT_HAND = 1 << 13  # lines of which something is remembered; only short ones, or the beginnings of long ones, lest memory fill
_COMMENTS = frozenset({"comments", "tail"})
_COMPARED = 400  # characters of a line that rules look at
_NOTICE_WORDS, _SHORT_NOTICE, _LONGEST_NOTICE = 6, 30, 200
_WORDS_A_TAG = 4
_LONGEST_FURNITURE = 60  # words
_QUOTED = re.compile('["“«‘]')
_LATIN, _LETTERS, _LETTER_RUNS = re.compile("[A-Za-z]"), re.compile(r"[^\W\d_]"), re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_YEAR, _DAY_NUMBER = re.compile(r"(?<!\d)\d{4}(?!\d)"), re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_BESIDE_DATE, _BESIDE_CLOCK = 3, 8  # other words in a line with a date; with a date at its beginning, and an hour
_ZERO = re.compile(r"(?<!\d)[0٠۰](?!\d)")

SIGNATURE = re.compile(r"^\s*[-–—―]{1,3}\s?.{0,120}\(@\w{1,30}\).{0,60}$")
LINK = re.compile(r"https?://\S{1,400}|pic\.twitter\.com/\w{1,40}|\bt\.co/\w{1,40}")
HANDLE = re.compile(r"(?:^|[\s(])[@#][\w\u200c]{2,60}")
BULLET = re.compile(r"^\s*(?:[-–—•●▪■*►▶]|\d{1,2}[.)])\s")
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_DAY = r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}"
COMMENT_HEAD = re.compile(
    rf"^[•●*\-|]?\s*[^\d\n]{{0,40}}?\s?[|,،\-–]?\s?(?:{_CLOCK}\s{{0,3}}[-–|,،]?\s{{0,3}}{_DAY}|{_DAY}\s{{0,3}}[-–|,،]?\s{{0,3}}{_CLOCK})\s*$"
)
DATE_FIRST = re.compile(rf"^\W*(?:\w{{1,12}}\s)?(?:{_DAY})(?!\d)")
VOTES = re.compile(r"^\s*[+\-]?\d{1,5}(?:\s+[+\-]?\d{1,5})?\s*$")


@dataclass(frozen=True, eq=False)
class Rules:
    """Sets of whole lines (letters only) and patterns of beginnings, one compiled object for all languages."""

    furniture: frozenset[str]
    headers: dict[str, frozenset[str]]  # what each line announces
    furniture_prefix: re.Pattern[str]
    furniture_inside: re.Pattern[str]
    furniture_words: AhoCorasick  # one of them stands wherever that pattern matches
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
    talk_words: AhoCorasick
    timestamp: frozenset[str]
    calendar: frozenset[str]


def fold(text: str) -> str:
    """Return a line as rules compare it: letters and digits of one shape, no marks, joiners or tatweel, lower case."""
    if text.isascii():
        return text.lower()
    return _FOLDED.get(text) or _fold(text)


def fold_together(texts: Iterable[str]) -> None:
    """Fold the lines of some pages at once, which is far less work than line by line; `fold` then has them at hand."""
    if len(_FOLDED) > _AT_HAND:
        _FOLDED.clear()
    new = [text for text in set(texts) if text not in _FOLDED and not text.isascii()]
    if new and _FORMS.search("".join(new)):
        new = [text for text in new if not _FORMS.search(text)]
    folded = _fold("\0".join(new)).split("\0")
    if len(folded) == len(new):
        _FOLDED.update(zip(new, folded, strict=True))


def look_ahead(texts: Iterable[str], rules: Rules) -> None:
    """Fold the lines of some pages together and look for phrases of furniture in all of them; `is_furniture` then need not."""
    if len(_SAID) > _AT_HAND:
        _SAID.clear()
    texts = set(texts)
    fold_together(text[:_COMPARED] for text in texts)
    new = [text for text in texts if text not in _SAID and text.count(" ") < _LONGEST_FURNITURE]
    lines = [plain(text) for text in new]
    begins = [0, *accumulate(len(line) + 1 for line in lines)]
    said = {bisect_right(begins, begin) - 1 for _, begin, _ in rules.furniture_words.find_matches_as_indexes("\n".join(lines))}
    _SAID.update((text, at in said and _says(rules, lines[at])) for at, text in enumerate(new))


_FOLDED: dict[str, str] = {}
_SAID: dict[str, bool] = {}


def _fold(text: str) -> str:
    if _FORMS.search(text):
        text = unicodedata.normalize("NFKC", text)
    for shape, one in _SHAPES:  # several times as fast as str.translate, or a pattern
        if shape in text:
            text = text.replace(shape, one)
    return text.lower()


def letters(text: str) -> str:
    """Return the letters of a line, folded and run together: the key under which whole lines are compared."""
    return _letters(text) if len(text) <= _SHORT_LINE else only_letters(fold(text[:_COMPARED]))


@lru_cache(maxsize=_AT_HAND)
def _letters(text: str) -> str:
    return only_letters(fold(text))


def only_letters(folded: str) -> str:
    """Return the letters of a folded text, run together."""
    joined = "".join(folded.split())
    return joined if joined.isalpha() else "".join(_LETTER_RUNS.findall(folded))


def opening_letters(text: str, most: int) -> str:
    """Return the first letters of a text, as `letters` would."""
    few = only_letters(fold(text[:_COMPARED])[: 4 * most])
    return (few if len(few) >= most else letters(text))[:most]


def line_key(text: str) -> str:
    """Return the key under which lines of several pages are compared: of a short line its letters, of a paragraph its beginning."""
    return letters(text) if len(text) <= _SHORT_LINE else text[:_COMPARED]


def plain(text: str) -> str:
    """Return the beginning of a line, folded, without bullets and doubled spaces: what the rules' beginnings are compared with."""
    return _plain(text[:_COMPARED])


@lru_cache(maxsize=_AT_HAND)
def _plain(text: str) -> str:
    folded = fold(text)
    line = " ".join(folded.split())
    return (line + " " if folded[-1:].isspace() else line).lstrip(_LEADING)


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


def _openings(phrases: list[str]) -> list[str]:
    """Return the phrases up to their first colon, before which a space may stand, without those that hold another."""
    openings = sorted({_SPACES.sub(" ", fold(p)).strip().split(":")[0].rstrip() for p in phrases}, key=lambda p: (len(p), p))
    return [p for at, p in enumerate(openings) if not any(shorter in p for shorter in openings[:at])]


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
        furniture_words=AhoCorasick(_openings(every(data["furniture_inside"]))),
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
        talk_words=AhoCorasick(sorted(frozenset().union(*talk))),
        open_words=frozenset(fold(w) for w in every(data["open_words"])),
        timestamp=frozenset(
            w
            for phrase in [*names, *months["timestamp_words"], *every(data["date_prefixes"]), *every(data["ages"])]
            for w in _words(str(phrase))
        ),
        calendar=frozenset(w for name in names for w in _words(str(name))),
    )


def _words(text: str) -> list[str]:
    return [w for w in _NOT_LETTERS.split(fold(text)) if w]


def is_timestamp(text: str, rules: Rules) -> bool:
    """Tell whether a line is nothing but a date or a time of day."""
    return len(text) <= _SHORT_LINE and _is_timestamp(text, rules)


@lru_cache(maxsize=_AT_HAND)
def _is_timestamp(text: str, rules: Rules) -> bool:
    if not _DIGITS.search(text):
        return False
    words = _words(text)
    if any(word not in rules.timestamp for word in words):
        return False
    digits = fold(text)
    return bool(re.search(rf"{_CLOCK}|{_DAY}", digits)) or any(w in rules.calendar for w in words) or (len(words) > 1 and len(text) < 40)


@lru_cache(maxsize=_AT_HAND)
def is_dated(text: str, rules: Rules) -> bool:
    """Tell whether a short line is a full date beside a place, a section or a number of the page: its other words are few."""
    if len(text) > _SHORT_LINE or not _YEAR.search(text) or text[-1] in ".؟?!":
        return False
    words, digits = _words(text), fold(text)
    if not (re.search(_DAY, digits) or (_DAY_NUMBER.search(digits) and not rules.calendar.isdisjoint(words))):
        return False
    if words and COMMENT_HEAD.match(text):
        return False
    others = sum(word not in rules.timestamp for word in words)
    opens = others <= _BESIDE_CLOCK and re.search(_CLOCK, digits) and is_timestamp(" ".join(text.split()[:3]), rules)
    return others <= _BESIDE_DATE or bool(opens)


def is_furniture(text: str, rules: Rules) -> bool:
    """Tell whether a line belongs to the page and not to the article, judged by its own words."""
    if len(text) > _SHORT_LINE and text.count(" ") >= _LONGEST_FURNITURE:
        return not _LETTERS.search(text)
    return _is_furniture(text, rules)


@lru_cache(maxsize=_AT_HAND)
def _is_furniture(text: str, rules: Rules) -> bool:
    if len(text) <= _SHORT_LINE:
        key = letters(text)
        if not key:
            return not VOTES.match(text) or len(text) > 8
        if key in rules.furniture or header_kinds(text, rules):
            return True
    elif not _LETTERS.search(text):
        return True
    line = plain(text)
    if text.count(" ") < 14 and rules.furniture_prefix.match(line):
        return True
    said = _SAID.get(text)
    return _says(rules, line) if said is None else said


def _says(rules: Rules, line: str) -> bool:
    """Tell whether a phrase of furniture stands in a line as words of their own (a look behind in the pattern would be slower)."""
    return any(not (hit.start() and line[hit.start() - 1].isalnum()) for hit in rules.furniture_inside.finditer(line))


def is_notice(text: str, n_words: int, rules: Rules) -> bool:
    """Tell whether a paragraph speaks of the page and to its reader (accounts, cookies, newsletters) and quotes nobody."""
    if not _NOTICE_WORDS <= n_words <= _LONGEST_NOTICE or _QUOTED.search(text):
        return False
    line = plain(text)
    found = rules.talk_words.find_matches_as_indexes(line, overlapping=True)
    words = {line[begin:end] for _, begin, end in found if not (line[begin - 1 : begin].isalpha() or line[end : end + 1].isalpha())}
    firm, weak, address = (len(words & known) for known in rules.talk)
    return 2 * firm + weak + min(2, address) >= (3 if n_words <= _SHORT_NOTICE else 6)


def header_kinds(text: str, rules: Rules) -> frozenset[str]:
    """Return the kinds of announcement a line is: related, tail, comments, summary, tags."""
    return _NONE if len(text) > _SHORT_LINE else _kinds(text, rules)


@lru_cache(maxsize=_AT_HAND)
def _kinds(text: str, rules: Rules) -> frozenset[str]:
    if text[:3].lstrip("[( ")[:1].isdigit() and rules.comment_count.match(plain(text)) and is_count(text):
        return _NONE if _ZERO.search(text) else _COMMENTS
    if len(text) > 60:
        return _NONE
    kinds = rules.headers.get(letters(text), _NONE)
    if "comments" in kinds and _ZERO.search(text):
        return _NONE
    if not kinds and rules.header_prefix.match(plain(text)) and text.rstrip()[-1:] not in ".؟?!":
        return frozenset({"related"})
    return kinds


def is_count(text: str) -> bool:
    """Tell whether a line is a number and what is counted, with at most the headline it belongs to in quotation marks."""
    return len(text) <= 30 or text.rstrip()[-1:] in '”»"’'


def is_caption(text: str, rules: Rules) -> bool:
    """Tell whether a line describes a picture: it says so, or thanks a photographer or an agency at its end."""
    if len(text) > _COMPARED:
        return False
    line = plain(text)
    return bool(rules.caption_prefix.match(line) or rules.credit.search(line[-90:]) or is_signed_picture(text, rules))


def is_signed_picture(text: str, rules: Rules) -> bool:
    """Tell whether a line bears an agency's mark on a picture."""
    return any(sign in text and pattern.search(text[:_COMPARED]) for sign, pattern in rules.caption_patterns)


def says_caption(text: str, rules: Rules) -> bool:
    """Tell whether a line says of itself, before a colon or comma, that it describes a picture."""
    named = rules.caption_prefix.match(plain(text)) if len(text) <= _COMPARED else None
    return named is not None and any(mark in named.string[named.end() - 1 : named.end() + 2] for mark in ":،,")


def is_social(text: str, rules: Rules) -> bool:
    """Tell whether a line looks like part of a social post: a link to a picture, handles, several hashtags."""
    if len(text) <= _SHORT_LINE and (letters(text) in rules.embed_lines or rules.embed_prefix.match(plain(text))):
        return True
    if not ("@" in text or "#" in text or "http" in text or "pic.tw" in text or "t.co/" in text):  # far faster than a pattern
        return False
    links = LINK.search(text)
    return bool(links and (links.end() >= len(text.rstrip()) - 2 or "pic.twitter" in text)) or _is_tagged(text)


def _is_tagged(text: str) -> bool:
    """Tell whether handles and hashtags are three or more, and a quarter of the words: some newsrooms tag names in their prose."""
    tags = len(HANDLE.findall(text))
    return tags >= 3 and _WORDS_A_TAG * tags > text.count(" ")
