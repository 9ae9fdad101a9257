"""The day a page was published: told by a date line, or inferred from what the text says of its own day."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from ..text.dates import find_dates
from .rules import COMMENT_HEAD, fold, load_rules, plain

_OWN = ("headline", "deck", "caption", "body")
_DAY = timedelta(days=1)


def find_publication(parts: list[tuple[str, str]], language: str) -> tuple[date | None, str]:
    """Return the day of publication and the evidence; (None, the range and the reason) where it is not certain.

    Parameters
    ----------
    parts : (role, text) of each segment, in order.
    language : of the document.
    """
    day, why = _from_date_lines(parts, language)
    if day or why:
        return day, why
    return _infer(parts, language)


def _from_date_lines(parts: list[tuple[str, str]], language: str) -> tuple[date | None, str]:
    """A line that is a date: above the article, or anywhere if it says that it tells the publication."""
    rules = load_rules()
    told: dict[date, str] = {}
    labelled: dict[date, str] = {}
    in_head = True
    for role, text in parts:
        if role == "body":
            in_head = False
        if role not in ("date", "boilerplate", "byline") or len(text) > 120 or COMMENT_HEAD.match(text):
            continue
        says = bool(rules.date_prefix.match(plain(text)))
        if not (says or (in_head and role != "boilerplate")):
            continue
        for day in find_dates(text, language)["date"].dropna():
            told.setdefault(day.date(), " ".join(text.split()))
            if says and not _is_update(text):
                labelled.setdefault(day.date(), " ".join(text.split()))
    chosen = labelled or told
    if not chosen:
        return None, ""
    first, last = min(chosen), max(chosen)
    if last - first > _DAY and not labelled and len(chosen) > 1:
        return None, f"between {first} and {last}: several date lines"
    return first, f"date line: {chosen[first]}"


def _is_update(text: str) -> bool:
    return any(word in fold(text) for word in ("update", "modified", "تحدیث", "تعدیل", "به روز", "بروزرسانی", "به روزرسانی"))


def _infer(parts: list[tuple[str, str]], language: str) -> tuple[date | None, str]:
    """Set the text's own "today" and "yesterday" against the full dates it names, its embedded posts and its comments."""
    own = [(role, text) for role, text in parts if role in _OWN]
    dates = [(role, text, find_dates(text, language)) for role, text in own]
    for _, text, found in dates:
        day, why = _beside_today(text, found)
        if day:
            return day, why
    earliest, why_earliest = _not_before(parts, language)
    latest, why_latest = _not_after(parts, language)
    anchored = _anchored(dates)
    if anchored and (earliest is None or anchored[0] >= earliest) and (latest is None or anchored[0] <= latest):
        return anchored
    if latest is not None:
        night = _last_night(dates, language, latest)
        earliest, why_earliest = max([(earliest, why_earliest), night], key=lambda pair: pair[0] or date.min)
    if earliest and latest and earliest == latest:
        return earliest, f"inferred: {why_earliest}; {why_latest}"
    if earliest and latest and earliest < latest:
        return None, f"between {earliest} and {latest}: {why_earliest}; {why_latest}"
    if earliest:
        return None, f"not before {earliest}: {why_earliest}"
    if latest:
        return None, f"not after {latest}: {why_latest}"
    return None, "no date line, and no date in the text that tells its day"


def _beside_today(text: str, found: pd.DataFrame) -> tuple[date | None, str]:
    """'today, Friday 24 November 2023': a full date right beside the word for the text's own day or the day before."""
    rows = list(zip(found["start"], found["end"], found["date"], found["calendar"], strict=True))
    for (start, end, _, kind), (later, stop, day, _) in zip(rows, rows[1:], strict=False):
        if kind != "relative" or pd.isna(day) or not 0 <= later - end <= 3:
            continue
        shift = _days_from_today(text[start:end])
        if shift is not None:
            return day.date() - timedelta(days=shift), f"inferred: the text says {text[start:stop]!r}"
    return None, ""


def _days_from_today(words: str) -> int | None:
    """How many days from its own day a text means by these words; None for a mere weekday."""
    anchor = date(2024, 1, 3)
    days = {find_dates(words, "und", anchor + timedelta(days=k))["date"].min() - pd.Timestamp(anchor + timedelta(days=k)) for k in range(7)}
    shifts = {int(gap.days) for gap in days if not pd.isna(gap)}
    relative = find_dates(words, "und")["rule"].str.startswith("counted").any()
    return shifts.pop() if relative and len(shifts) == 1 else None


def _anchored(dates: list[tuple[str, str, pd.DataFrame]]) -> tuple[date, str] | None:
    """The picture above the article is dated; the text calls that weekday today or yesterday, and names its own weekday."""
    pictured = [day.date() for role, _, found in dates if role == "caption" for day in found["date"].dropna()]
    named: dict[int, set[int]] = {}
    for role, text, found in dates:
        if role == "caption":
            continue
        for start, end, rule in zip(found["start"], found["end"], found["rule"], strict=True):
            if not rule.startswith("counted"):
                continue
            words = text[start:end]
            shift, weekday = _days_from_today(words), _weekday_in(words)
            if shift is not None and weekday is not None and -1 <= shift <= 0:
                named.setdefault(shift, set()).add(weekday)
    if not pictured or any(len(weekdays) > 1 for weekdays in named.values()):
        return None
    day = max(pictured)
    todays = {(next(iter(weekdays)) - shift) % 7 for shift, weekdays in named.items()}
    if len(todays) != 1 or not named:
        return None
    today = day + timedelta(days=(todays.pop() - day.weekday()) % 7)
    if (today - day).days > 1:
        return None
    return today, f"inferred: the picture is of {day}, and the text's own today is the {today:%A} after or on it"


def _weekday_in(words: str) -> int | None:
    """The weekday named beside "today" or "yesterday": the one reference day of seven under which they agree."""
    anchor = date(2024, 1, 1)
    agree = [k for k in range(7) if find_dates(words, "und", anchor + timedelta(days=k))["date"].notna().any()]
    if len(agree) != 1:
        return None
    shift = find_dates(words, "und", anchor + timedelta(days=agree[0]))["date"].iloc[0]
    return int(shift.weekday())


def _not_before(parts: list[tuple[str, str]], language: str) -> tuple[date | None, str]:
    """An embedded post, or a dated picture, cannot be younger than the page."""
    bounds = []
    for role, text in parts:
        if role in ("embed", "caption"):
            days = find_dates(text, "en" if role == "embed" and text.isascii() else language)["date"].dropna()
            bounds += [(day.date(), f"{'an embedded post' if role == 'embed' else 'a picture'} of that day") for day in days]
    return max(bounds, default=(None, ""))


def _not_after(parts: list[tuple[str, str]], language: str) -> tuple[date | None, str]:
    """A reader's comment cannot be older than the page."""
    days = [
        day.date()
        for role, text in parts
        if role == "comment"
        for line in text.split("\n")[:2]
        for day in find_dates(line, language)["date"].dropna()
    ]
    return (min(days), "the first reader's comment is of that day") if days else (None, "")


def _last_night(dates: list[tuple[str, str, pd.DataFrame]], language: str, latest: date) -> tuple[date | None, str]:
    """A weekday with day and month, but no year, in the first paragraphs: the last such day before the first comment."""
    for role, text, _ in [entry for entry in dates if entry[0] == "body"][:3]:
        found = find_dates(text, language, latest)
        for start, end, day, rule in zip(found["start"], found["end"], found["date"], found["rule"], strict=True):
            if (
                role == "body"
                and pd.notna(day)
                and rule.startswith("no year")
                and "weekday agrees" in rule
                and (latest - day.date()).days <= 7
            ):
                return day.date(), f"it reports on {text[start:end]!r}"
    return None, ""
