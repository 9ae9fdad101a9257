"""The day a page was published: told by a date line, or inferred from what the text says of its own day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..text.date_names import load_names
from ..text.dates import Found, scan_dates
from .kinds import PARTS
from .rules import fold, load_rules, plain

_TITLES = ("headline", "deck", "body")
_OWN = ("headline", "deck", "caption", "body")
_OPENING, _READ = 8, 600  # segments of the article, and characters of each, in which its own day is looked for
_YEAR = re.compile(r"\d\d{3}")  # (twice as fast as \d{4}) without the text's own day only a full date tells a day
_BESIDE = 160  # characters that a word for a day and the full date beside it have at the most
_OPENS = 100  # characters of the article in which its dateline ends
_PLACED = re.compile(r"[^.:!?؟\n]{2,40}[,،/–—-]\s*")
_SIGNED = re.compile(r"\s*(?:\([^()\n]{1,30}\)\s*)?[:–—]\s|\s*\([^()\n]{1,30}\)\s*-\s")
_DAY = timedelta(days=1)
_UPDATED = ("update", "modified", "تحدیث", "تعدیل", "به روز", "بهروز", "بروزرسانی")

Bound = tuple[date | None, str]


class Publication(NamedTuple):
    """The first and the last day on which a page may have been published (None: open), and what tells it."""

    earliest: date | None
    latest: date | None
    evidence: str

    @property
    def day(self) -> date | None:
        """The day of publication, if it is certain."""
        return self.earliest if self.earliest == self.latest else None


def _exactly(day: date, why: str) -> Publication:
    return Publication(day, day, why)


def find_publication(parts: list[tuple[str, str]], language: str) -> Publication:
    """Return the range of days in which a page was published, one day where it is certain, and the evidence.

    Parameters
    ----------
    parts : (role, text) of each segment, in order.
    language : of the document.
    """
    told, clock = _from_date_lines(parts, language)
    found = told or _infer(parts, language)
    if clock and not told and found.latest is None and not (found.earliest and found.earliest > clock):
        why = f"{found.evidence}; " if found.earliest else ""
        return Publication(found.earliest, clock, f"{why}not after {clock}: the day above the page's menu may be that of its saving")
    return found


def _days(text: str, language: str) -> list[date]:
    return [hit.day for hit in scan_dates(text, language) if hit.day is not None] if _YEAR.search(text) else []


def _from_date_lines(parts: list[tuple[str, str]], language: str) -> tuple[Publication | None, date | None]:
    """A line that is a date: above the article, or anywhere if it says that it tells the publication; where there is no other, the day
    of the site's clock: of a line with its weekday that more than the headline parts from the article."""
    rules = load_rules()
    told: dict[date, str] = {}
    labelled: dict[date, str] = {}
    clocks: set[date] = set()
    own = False
    in_head, title = True, next((at for at, (role, _) in enumerate(parts) if role in _TITLES), 0)
    for at, (role, text) in enumerate(parts):
        in_head = in_head and role != "body"
        if role not in ("date", "boilerplate", "byline") or len(text) > 120:
            continue
        says = any(rules.date_prefix.match(plain(fold(part))) for part in PARTS.split(text))
        if says or (in_head and role != "boilerplate"):
            days, updated = _days(text, language), any(word in fold(text) for word in _UPDATED)
            if not says and at + 1 < title and _has_weekday(text, language):
                clocks.update(days)
            else:
                own = own or bool(days)
            for day in days:
                told.setdefault(day, " ".join(text.split()))
                if says and not updated:
                    labelled.setdefault(day, " ".join(text.split()))
    chosen = labelled or told
    if not own:
        return None, max(clocks, default=None)
    first, last = min(chosen), max(chosen)
    if last - first > _DAY:
        return Publication(first, last, f"between {first} and {last}: several date lines"), None
    return _exactly(first, f"date line: {chosen[first]}"), None


def _has_weekday(text: str, language: str) -> bool:
    return any("weekday" in hit.rule for hit in scan_dates(text, language))


def _infer(parts: list[tuple[str, str]], language: str) -> Publication:
    """Set the text's own "today" and "yesterday" against the full dates it names, its embedded posts and its comments."""
    own = [(role, text[:_READ]) for role, text in parts if role in _OWN][:_OPENING]
    pictured = any(role == "caption" and _YEAR.search(text) for role, text in own)
    dates = [(role, text, list(scan_dates(text, language))) for role, text in own if pictured or _may_tell(text)]
    earliest, why_earliest = _not_before(parts, language)
    latest, why_latest = _not_after(parts, language)
    for day, why in (_beside_today(dates), _from_picture(dates)):
        if day and (earliest is None or day >= earliest) and (latest is None or day <= latest):
            return _exactly(day, why)
    day, why = _from_dateline(own, language)
    if day and (earliest is None or earliest <= day) and (latest is None or day <= latest):
        return Publication(day, day + _DAY, f"between {day} and {day + _DAY}: {why}, and papers print it that day or the next")
    if latest is not None:
        event, why_event = _reported_day(own, language, latest)
        if event and (earliest is None or event > earliest):
            earliest, why_earliest = event, why_event
    if earliest and latest and earliest > latest:
        return Publication(None, None, f"contradictory: {why_earliest} ({earliest}), yet {why_latest} ({latest})")
    if earliest and earliest == latest:
        return _exactly(earliest, f"inferred: {why_earliest}; {why_latest}")
    if earliest and latest:
        return Publication(earliest, latest, f"between {earliest} and {latest}: {why_earliest}; {why_latest}")
    if earliest:
        return Publication(earliest, None, f"not before {earliest}: {why_earliest}")
    if latest:
        return Publication(None, latest, f"not after {latest}: {why_latest}")
    return Publication(None, None, "no date line, and no date in the text that tells its day")


def _may_tell(text: str) -> bool:
    """Tell whether a full date may stand beside a word for the text's own day or the day before: a quick look."""
    if not _YEAR.search(text):
        return False
    folded = fold(text)
    for word in _own_days():
        at = folded.find(word)
        while at >= 0:
            if _YEAR.search(folded, at, at + _BESIDE):
                return True
            at = folded.find(word, at + 1)
    return False


@lru_cache(maxsize=1)
def _own_days() -> tuple[str, ...]:
    names = load_names()
    near = [key for key, shift in names.relative.items() if shift in (-1, 0)]
    return tuple(sorted(word for word in names.openings["relative"] if any(key.startswith(word) for key in near)))


def _beside_today(dates: list[tuple[str, str, list[Found]]]) -> Bound:
    """'today, Friday 24 November 2023': a full date right beside the word for the text's own day or the day before."""
    for _, text, found in dates:
        for word, full in pairwise(found):
            if word.shift not in (-1, 0) or full.day is None or full.shift is not None or not 0 <= full.start - word.end <= 3:
                continue
            if word.weekday in (None, full.day.weekday()):
                return full.day - timedelta(days=word.shift), f"inferred: the text says {text[word.start : full.end]!r}"
    return None, ""


def _from_dateline(own: list[tuple[str, str]], language: str) -> Bound:
    """'Riyadh, 10 March 2023 (Agency): ...': the article opens with a place, a full date and a colon or dash."""
    text = next((text[:_OPENS] for role, text in own if role == "body"), "")
    if not _YEAR.search(text):
        return None, ""
    for hit in scan_dates(text, language):
        if hit.day and _PLACED.fullmatch(text, 0, hit.start) and _SIGNED.match(text, hit.end):
            return hit.day, f"the article opens with {text[: hit.end]!r}"
    return None, ""


def _from_picture(dates: list[tuple[str, str, list[Found]]]) -> Bound:
    """The picture above the article is dated, and the text calls that weekday today or yesterday."""
    pictured = [hit.day for role, _, found in dates if role == "caption" for hit in found if hit.day]
    named = {
        (hit.weekday - hit.shift) % 7
        for role, _, found in dates
        if role != "caption"
        for hit in found
        if hit.shift in (-1, 0) and hit.weekday is not None
    }
    if not pictured or len(named) != 1:
        return None, ""
    day = max(pictured)
    today = day + timedelta(days=(named.pop() - day.weekday()) % 7)
    if today - day > _DAY:
        return None, ""
    return today, f"inferred: the picture is of {day}, and the text is of {today:%A}, that day or the next"


def _not_before(parts: list[tuple[str, str]], language: str) -> Bound:
    """An embedded post, or a dated picture, cannot be younger than the page."""
    bounds = [
        (day, f"{'an embedded post' if role == 'embed' else 'a picture'} of that day")
        for role, text in parts
        if role in ("embed", "caption")
        for day in _days(text, "en" if role == "embed" else language)
    ]
    return max(bounds, default=(None, ""))


def _not_after(parts: list[tuple[str, str]], language: str) -> Bound:
    """A reader's comment cannot be older than the page."""
    comments = [text for role, text in parts if role == "comment"]
    days = [day for text in comments for line in text.split("\n")[:2] for day in _days(line, language)]
    return (min(days), "the first reader's comment is of that day") if days else (None, "")


def _reported_day(own: list[tuple[str, str]], language: str, latest: date) -> Bound:
    """A weekday with day and month but no year, in the first paragraphs: the last such day before the first comment."""
    for text in [text for role, text in own if role == "body"][:3]:
        for hit in scan_dates(text, language, latest):
            if hit.day and hit.rule.startswith("no year") and "weekday" in hit.rule and timedelta(0) <= latest - hit.day <= 7 * _DAY:
                return hit.day, f"it reports on {text[hit.start : hit.end]!r}"
    return None, ""
