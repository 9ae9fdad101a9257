"""Dates in Arabic, Persian and English news: three calendars, names of months of many lands, relative days, and honest doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from .date_names import FOLD, Names, key_of, load_names

COLUMNS = ["start", "end", "date", "earliest", "latest", "calendar", "rule"]
_WORD, _NUMERIC = re.compile(r"[^\W\d_]+"), re.compile(r"\d\s?[/.\-]\s?\d")
_FIRST, _LAST = date(1800, 1, 1), date(2199, 12, 31)
_NEAR_FUTURE = timedelta(days=14)


@dataclass(frozen=True)
class Found:
    """One date: `day` is None where in doubt; `shift` (days from the text's own day) and `weekday` for relative days."""

    start: int
    end: int
    day: date | None
    earliest: date | None
    latest: date | None
    calendar: str
    rule: str
    shift: int | None = None
    weekday: int | None = None


def parse_date(text: str, language: str = "und", reference_date: date | None = None) -> date | None:
    """Return the one day that *text* names, or None where it names none, several, or leaves a doubt.

    A day without a year is the last one on or before *reference_date*; a weekday beside a date must agree with it.

    >>> parse_date("۱۴۰۲/۰۹/۰۳", "fa")
    datetime.date(2023, 11, 24)
    >>> parse_date("أمس الأربعاء", "ar", date(2024, 6, 20))
    datetime.date(2024, 6, 19)
    """
    found = list(scan_dates(text, language, reference_date))
    exact = {hit.day for hit in found if hit.day is not None}
    if len(exact) != 1:
        return None
    day = exact.pop()
    fits = all(hit.earliest is not None and hit.latest is not None and hit.earliest <= day <= hit.latest for hit in found)
    return day if fits else None


def find_dates(text: str, language: str = "und", reference_date: date | None = None) -> pd.DataFrame:
    """Find every date in a text and say between which days it lies.

    Parameters
    ----------
    text : any text; offsets refer to it.
    language : ar, fa, en or und; decides what 1402 or 05/10/2020 means.
    reference_date : the day the text was published; needed for "today", weekdays and days without a year.

    Returns
    -------
    DataFrame: start, end, date (the day, missing where in doubt), earliest, latest (the range of doubt), calendar (gregorian, solar,
    hijri, relative), rule (how it was read). A lunar date may be a day off by country: earliest and latest are a day apart from it.
    """
    rows = [
        (hit.start, hit.end, hit.day, hit.earliest, hit.latest, hit.calendar, hit.rule)
        for hit in scan_dates(text, language, reference_date)
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    days = dict.fromkeys(("date", "earliest", "latest"), "datetime64[s]")
    return frame.astype({"start": "int64", "end": "int64", **days, "calendar": "str", "rule": "str"})


def scan_dates(text: str, language: str, reference: date | None = None) -> Iterator[Found]:
    """Yield every date of a text in order; what `find_dates` makes a table of."""
    names = load_names()
    folded = (text if text.isascii() else text.translate(FOLD)).lower()
    if len(folded) != len(text):  # a few capitals become two characters when lowered
        folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(FOLD))
    words = _words(folded)
    found: list[Found] = []
    for read, needed in ((_named, "months"), (_month_year, "months"), (_days_away, "relative"), (_weekdays, "weekdays")):
        if not words.isdisjoint(names.openings[needed]):
            found.extend(read(folded, text, names, language, reference))
    if _NUMERIC.search(folded):
        found.extend(_numeric(folded, text, names, language, reference))
    end = -1
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            yield hit
            end = hit.end


def _words(folded: str) -> set[str]:
    """The words of a text, also without a particle before or the word for month behind them: a quick look for names."""
    words = set(_WORD.findall(folded))
    bare = {word[1:] for word in words if word[0] in "وفبل"}
    return words | bare | {word.removeprefix("ال") for word in words | bare} | {word.removesuffix("ماه") for word in words}


def _unsure(hit: re.Match[str], calendar: str, rule: str, earliest: date | None = None, latest: date | None = None) -> Found:
    return Found(hit.start(), hit.end(), None, earliest, latest, calendar, rule)


def _sure(hit: re.Match[str], day: date, calendar: str, rule: str) -> Found:
    slack = timedelta(days=1 if calendar == "hijri" and "weekday" not in rule else 0)
    return Found(hit.start(), hit.end(), day, day - slack, day + slack, calendar, rule)


def to_gregorian(calendar: str, year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a date in the gregorian, solar (Iran) or hijri (Umm al-Qura) calendar; None if there is no such day."""
    from hijridate import Hijri
    from jdatetime import date as solar_date

    try:
        if calendar == "solar":
            return solar_date(year, month, day).togregorian()
        if calendar == "hijri":
            hijri = Hijri(year, month, day).to_gregorian()
            return date(hijri.year, hijri.month, hijri.day)
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _this_year(calendar: str, reference: date) -> int:
    from hijridate import Gregorian
    from jdatetime import date as solar_date

    if calendar == "solar":
        return int(solar_date.fromgregorian(date=reference).year)
    if calendar == "hijri":
        return int(Gregorian(reference.year, reference.month, reference.day).to_hijri().year)
    return reference.year


def _calendars(year: int, language: str, era: str | None) -> list[str]:
    """Return the calendars in which a four-digit year makes sense, given the language."""
    if era:
        return [era]
    if 1800 <= year <= 2199:
        return ["gregorian"]
    if language == "fa":
        return ["solar"] if 1250 <= year <= 1425 else ["hijri"] if 1425 < year <= 1500 else []
    if 1425 < year <= 1500:
        return ["hijri"]
    return ["solar", "hijri"] if 1300 <= year <= 1425 else []


def _numeric(folded: str, text: str, names: Names, language: str, reference: date | None) -> Iterator[Found]:
    for hit in names.numeric.finditer(folded):
        first, second, third = (int(hit[group]) for group in ("a", "b", "c"))
        era = names.eras.get((hit["era"] or "").strip())
        if len(hit["a"]) == 4 and len(hit["c"]) <= 2:
            year, orders = first, [(second, third)]
        elif len(hit["c"]) == 4 and len(hit["a"]) <= 2:
            year, orders = third, [(second, first)] if language in ("ar", "fa") else [(second, first), (first, second)]
        else:
            continue
        calendars = _calendars(year, language, era)
        days = {(c, d) for c in calendars for m, n in orders if (d := to_gregorian(c, year, m, n)) and _FIRST <= d <= _LAST}
        weekday = names.weekdays[key_of(hit["weekday"])] if hit["weekday"] else None
        if weekday is None and "solar" in calendars and {c for c, _ in days} == {"hijri"}:
            yield _unsure(hit, "hijri", "digits: no such day in the solar year, which may be meant")
            continue
        yield from _choose(hit, days, reference, weekday, "digits")


def _choose(hit: re.Match[str], days: set[tuple[str, date]], reference: date | None, weekday: int | None, rule: str) -> Iterator[Found]:
    if not days:
        return
    if weekday is not None:
        agreeing = {(c, day) for c, day in days if day.weekday() == weekday}
        agreeing |= {(c, day + timedelta(days=s)) for c, day in days if c == "hijri" for s in (-1, 1) if (day.weekday() + s) % 7 == weekday}
        if not agreeing:
            yield _unsure(hit, sorted(days)[0][0], f"{rule}: the weekday does not agree")
            return
        days, rule = agreeing, f"{rule}, weekday agrees"
    if len({day for _, day in days}) > 1 and reference is not None:
        near = {(c, day) for c, day in days if abs((day - reference).days) <= 1100 and c != "gregorian"}
        days = near if len(near) == 1 else days
    ordered = sorted(day for _, day in days)
    calendar = sorted(days)[0][0]
    if ordered[0] == ordered[-1]:
        yield _sure(hit, ordered[0], calendar, rule)
    else:
        yield _unsure(hit, calendar, f"{rule}: can be read in several ways", ordered[0], ordered[-1])


def _named(folded: str, text: str, names: Names, language: str, reference: date | None) -> Iterator[Found]:
    for pattern in (names.named, names.month_first, names.year_first):
        for hit in pattern.finditer(folded):
            month_key = key_of(hit["month"])
            if month_key.isascii() and not hit["year"] and not text[hit.start("month")].isupper():
                continue  # "may", "mar": English writes months with a capital
            number = int(hit["day"]) if hit["day"].isdigit() else names.days[key_of(hit["day"])]
            weekday = names.weekdays[key_of(hit["weekday"])] if hit["weekday"] else None
            readings = names.months[month_key]
            twin = key_of(hit["twin"]) if hit["twin"] else ""
            if twin and not set(readings) & set(names.months[twin]):
                yield _unsure(hit, readings[0][0], "the two names of the month do not agree")
                continue
            if twin:
                readings = tuple(r for r in readings if r in names.months[twin])
            era = names.eras.get((hit["era"] or "").strip())
            if hit["year"]:
                year = int(hit["year"])
                allowed = _calendars(year, language, era)
                days = {
                    (c, d) for c, m in readings if c in allowed for d in [to_gregorian(c, year, m, number)] if d and _FIRST <= d <= _LAST
                }
                yield from _choose(hit, days, reference, weekday, "day, month, year")
            elif not (readings[0][0] == "solar" and language == "ar"):
                yield _without_year(hit, readings, number, weekday, key_of(hit["when"] or ""), names, reference)


def _without_year(
    hit: re.Match[str],
    readings: tuple[tuple[str, int], ...],
    number: int,
    weekday: int | None,
    when: str,
    names: Names,
    reference: date | None,
) -> Found:
    """The last such day on or before the reference date, unless the next is so near that it may be meant."""
    calendar, month = readings[0]
    if reference is None:
        return _unsure(hit, calendar, "no year, and no reference date to infer it from")
    this = _this_year(calendar, reference)
    days = sorted(d for y in range(this - 1, this + 2) if (d := to_gregorian(calendar, y, month, number)))
    if weekday is not None:
        days = [d for d in days if d.weekday() == weekday or (calendar == "hijri" and (d.weekday() - weekday) % 7 in (1, 6))]
    past = [d for d in days if d <= reference and (d < reference or when not in names.past)]
    coming = [d for d in days if d > reference]
    if when in names.future and coming:
        return _sure(hit, coming[0], calendar, "no year: the coming one, as it says")
    if when in names.current and days:
        return _sure(hit, min(days, key=lambda d: abs(d - reference)), calendar, "no year: the current one, as it says")
    if not past:
        if weekday is not None and coming:
            return _sure(hit, coming[0], calendar, "no year: the one whose weekday agrees")
        return _unsure(hit, calendar, "no year, and no day near the reference date agrees")
    if weekday is None and when not in names.past and coming and coming[0] - reference <= _NEAR_FUTURE:
        return _unsure(hit, calendar, "no year: the last or the coming one", past[-1], coming[0])
    rule = "no year: the last before the reference date" + (", weekday agrees" if weekday is not None else "")
    return _sure(hit, past[-1], calendar, rule)


def _month_year(folded: str, text: str, names: Names, language: str, reference: date | None) -> Iterator[Found]:
    for hit in names.month_year.finditer(folded):
        year = int(hit["year"])
        for calendar, month in names.months[key_of(hit["month"])]:
            if calendar not in _calendars(year, language, None):
                continue
            first = to_gregorian(calendar, year, month, 1)
            following = to_gregorian(calendar, year + month // 12, month % 12 + 1, 1)
            if first and following and _FIRST <= first <= _LAST:
                yield _unsure(hit, calendar, "month and year only", first, following - timedelta(days=1))
                break


def _days_away(folded: str, text: str, names: Names, language: str, reference: date | None) -> Iterator[Found]:
    for hit in names.days_away.finditer(folded):
        shift = names.relative[key_of(hit["relative"])]
        named = hit["weekday"] or hit["weekday_before"]
        weekday = names.weekdays[key_of(named)] if named else None
        rule = "counted from the reference date"
        if reference is None:
            found = _unsure(hit, "relative", f"{rule}, which is not known")
        elif weekday is not None and weekday != (reference + timedelta(days=shift)).weekday():
            found = _unsure(hit, "relative", f"{rule}: the weekday does not agree")
        else:
            found = _sure(hit, reference + timedelta(days=shift), "relative", rule + (", weekday agrees" if named else ""))
        yield replace(found, shift=shift, weekday=weekday)


def _weekdays(folded: str, text: str, names: Names, language: str, reference: date | None) -> Iterator[Found]:
    for hit in names.weekday.finditer(folded):
        key = key_of(hit["weekday"])
        if key.isascii() and not text[hit.start("weekday")].isupper():
            continue
        if reference is None:
            yield _unsure(hit, "relative", "a weekday, and no reference date")
            continue
        behind = (reference.weekday() - names.weekdays[key]) % 7
        last, coming = reference - timedelta(days=behind), reference + timedelta(days=(7 - behind) % 7)
        when = key_of(hit["when"] or hit["before"] or "")
        if when in names.past:
            yield _sure(hit, last if behind else last - timedelta(days=7), "relative", "the weekday before the reference date, as it says")
        elif when in names.future:
            yield _sure(
                hit, coming if behind else coming + timedelta(days=7), "relative", "the weekday after the reference date, as it says"
            )
        elif hit["part"] or last == coming:
            yield _sure(hit, last, "relative", "a weekday: the last one up to the reference date")
        else:
            yield _unsure(hit, "relative", "a weekday: the last or the coming one", last, coming)
