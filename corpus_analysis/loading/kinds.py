"""What kind of line is this, seen by itself: furniture of the page, a date, an announcement, a notice, a caption, a post?"""

from __future__ import annotations

import re
from functools import lru_cache

from .glance import ANNOUNCED, CAPTION, EMBED, FEW_WORDS, FURNITURE, INSIDE, KEY, PAGE, SHOWN, SIGNED, STROKE, TAG, TALK, UNLETTERED
from .lines import Block
from .rules import COMPARED, LETTER_RUNS, SHORT_LINE, YEAR, Rules, fold, plain, words_in

_NONE: frozenset[str] = frozenset()
_COMMENTS = frozenset({"comments", "tail"})
_AT_HAND = 1 << 12  # short lines of which something is remembered
_NOTICE_WORDS, _SHORT_NOTICE, _LONGEST_NOTICE = 6, 30, 200
_WORDS_A_TAG = 4
_LONGEST_FURNITURE = 60  # words
_LONGEST_CAPTION = 800  # characters of a paragraph that bears an agency's mark
_QUOTED = re.compile('["“«‘]')
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]"), re.compile(r"\d+")
_DAY_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_BESIDE_DATE, _BESIDE_CLOCK = 3, 8  # other words in a line with a date; with a date at its beginning, and an hour
PARTS, _WORDS_A_PART = re.compile(r"\s[·|•–—-]\s"), 5  # of a line that names writer, desk and day
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


def is_timestamp(text: str, rules: Rules) -> bool:
    """Tell whether a line is nothing but a date or a time of day."""
    return len(text) <= SHORT_LINE and _is_timestamp(text, rules)


@lru_cache(maxsize=_AT_HAND)
def _is_timestamp(text: str, rules: Rules) -> bool:
    if not _DIGITS.search(text):
        return False
    digits = fold(text)
    words = LETTER_RUNS.findall(digits)
    if not rules.timestamp.issuperset(words):
        return False
    return bool(re.search(rf"{_CLOCK}|{_DAY}", digits)) or any(w in rules.calendar for w in words) or (len(words) > 1 and len(text) < 40)


def is_dated(text: str, rules: Rules) -> bool:
    """Tell whether a short line is a full date beside a place, a section or a number of the page: its other words are few."""
    if len(text) > SHORT_LINE or not YEAR.search(text) or text[-1] in ".؟?!":
        return False
    words, digits = words_in(text), fold(text)
    if not (re.search(_DAY, digits) or (_DAY_NUMBER.search(digits) and not rules.calendar.isdisjoint(words))):
        return False
    if words and COMMENT_HEAD.match(text):
        return False
    others = sum(word not in rules.timestamp for word in words)
    opens = others <= _BESIDE_CLOCK and re.search(_CLOCK, digits) and is_timestamp(" ".join(text.split()[:3]), rules)
    return others <= _BESIDE_DATE or bool(opens) or _is_signed_date(text, rules)


def _is_signed_date(text: str, rules: Rules) -> bool:
    """Tell whether a line parted by strokes or dots holds a full date, and few words in each other part: a name, a desk, an hour."""
    parts = PARTS.split(text)
    dates = [part for part in parts if YEAR.search(part) and is_timestamp(part, rules)]
    return bool(dates) and all(part.count(" ") < _WORDS_A_PART for part in parts if part not in dates)


def is_furniture(line: Block, rules: Rules) -> bool:
    """Tell whether a line belongs to the page and not to the article, judged by its own words."""
    if not line.signs & PAGE:
        return False
    text, spaces = line.text, line.text.count(" ")
    if len(text) <= SHORT_LINE:
        if not line.opening:
            return not VOTES.match(text) or len(text) > 8
        if line.signs & ANNOUNCED and (line.letters in rules.furniture or header_kinds(line, rules)):
            return True
    elif line.signs & UNLETTERED and not _LETTERS.search(text):
        return True
    elif spaces >= _LONGEST_FURNITURE:
        return False
    beginning = plain(line.folded) if line.signs & (FURNITURE | INSIDE) else ""
    if spaces < FEW_WORDS and line.signs & FURNITURE and rules.furniture_prefix.match(beginning):
        return True
    # a phrase stands in the line as words of their own (a look behind in the pattern would be slower)
    found = rules.furniture_inside.finditer(beginning) if line.signs & INSIDE else ()
    return any(not (hit.start() and beginning[hit.start() - 1].isalnum()) for hit in found)


def is_notice(block: Block, rules: Rules) -> bool:
    """Tell whether a paragraph speaks of the page and to its reader (accounts, cookies, newsletters) and quotes nobody."""
    if not block.signs & TALK or not _NOTICE_WORDS <= block.n_words <= _LONGEST_NOTICE or _QUOTED.search(block.text):
        return False
    words = set(LETTER_RUNS.findall(block.folded))
    firm, weak, address = (len(words & known) for known in rules.talk)
    return 2 * firm + weak + min(2, address) >= (3 if block.n_words <= _SHORT_NOTICE else 6)


def header_kinds(line: Block, rules: Rules) -> frozenset[str]:
    """Return the kinds of announcement a line is: related, tail, comments, summary, tags."""
    text = line.text
    if len(text) > SHORT_LINE:
        return _NONE
    if text[:3].lstrip("[( ")[:1].isdigit() and rules.comment_count.match(plain(line.folded)) and _is_count(text):
        return _NONE if _ZERO.search(text) else _COMMENTS
    if len(text) > 60:
        return _NONE
    kinds = rules.headers.get(line.letters, _NONE)
    if "comments" in kinds and _ZERO.search(text):
        return _NONE
    if not kinds and rules.header_prefix.match(plain(line.folded)) and text.rstrip()[-1:] not in ".؟?!":
        return frozenset({"related"})
    return kinds


def _is_count(text: str) -> bool:
    """Tell whether a line is a number and what is counted, with at most the headline it belongs to in quotation marks."""
    return len(text) <= 30 or text.rstrip()[-1:] in '”»"’'


def is_caption(block: Block, rules: Rules) -> bool:
    """Tell whether a line describes a picture: it says so, or thanks a photographer or an agency at its end."""
    if not block.signs & (CAPTION | STROKE | SIGNED) or len(block.text) > COMPARED:
        return False
    line = plain(block.folded)
    credited = block.signs & STROKE and rules.credit.search(line[-90:])
    return bool(credited or rules.caption_prefix.match(line) or is_signed_picture(block, rules))


def is_signed_picture(block: Block, rules: Rules) -> bool:
    """Tell whether a line bears an agency's mark on a picture."""
    text = block.text
    if not block.signs & SIGNED or len(text) > _LONGEST_CAPTION:
        return False
    brief = len(text) <= COMPARED  # of a long one, what stands before the name in brackets has to be a word for a picture
    return any((brief or mark[0] == "(") and mark in text and pattern.search(text) for mark, pattern in rules.caption_patterns)


def says_caption(block: Block, rules: Rules) -> bool:
    """Tell whether a line says of itself that it describes a picture: before a colon, comma or stroke, or by who stands where in it."""
    if block.signs & SHOWN and len(block.text) <= COMPARED:
        return True
    if not block.signs & CAPTION or len(block.text) > COMPARED:
        return False
    named = rules.caption_prefix.match(plain(block.folded))
    return named is not None and any(mark in named.string[named.end() - 1 : named.end() + 2] for mark in ":،,|")


def is_social(line: Block, rules: Rules) -> bool:
    """Tell whether a line looks like part of a social post: a link to a picture, handles, several hashtags."""
    text = line.text
    whole = line.signs & (KEY | EMBED) and len(text) <= SHORT_LINE
    if whole and (line.letters in rules.embed_lines or rules.embed_prefix.match(plain(line.folded))):
        return True
    if not line.signs & TAG:
        return False
    links = LINK.search(text) if "http" in text or "pic.tw" in text or "t.co/" in text else None
    return bool(links and (links.end() >= len(text.rstrip()) - 2 or "pic.twitter" in text)) or _is_tagged(text)


def _is_tagged(text: str) -> bool:
    """Tell whether handles and hashtags are three or more, and a quarter of the words: some newsrooms tag names in their prose."""
    tags = len(HANDLE.findall(text))
    return tags >= 3 and _WORDS_A_TAG * tags > text.count(" ")
