"""The patterns of dates, compiled from ``lexicons/months.yaml``: names of months, days and times in three languages and calendars."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..lexicon import read_yaml

# One character for one, so that offsets in the folded text are offsets in the raw text; a joiner is read as a space.
FOLD = str.maketrans(
    {
        **dict(zip("يىئكةۀأإآٱؤ", "ییییههاااا" + "و", strict=False)),
        "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و",
        "\u200c": " ", "\u00a0": " ", "\u200f": " ", "\u200e": " ", "–": "-", "٫": ".",
        **{chr(0x660 + d): str(d) for d in range(10)}, **{chr(0x6F0 + d): str(d) for d in range(10)},
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Names:
    """Compiled patterns, and what the names in them stand for."""

    openings: dict[str, frozenset[str]]
    months: dict[str, tuple[tuple[str, int], ...]]
    weekdays: dict[str, int]
    relative: dict[str, int]
    days: dict[str, int]
    eras: dict[str, str]
    past: frozenset[str]
    future: frozenset[str]
    current: frozenset[str]
    numeric: re.Pattern[str]
    named: re.Pattern[str]
    month_first: re.Pattern[str]
    year_first: re.Pattern[str]
    month_year: re.Pattern[str]
    days_away: re.Pattern[str]
    weekday: re.Pattern[str]


def key_of(text: str) -> str:
    """Return a folded name without the spaces, hyphens and apostrophes that may stand in it."""
    return re.sub(r"[\s'’-]+", "", text)


def _openings(phrases: list[str]) -> frozenset[str]:
    """The first word of every name, and the name run together."""
    folded = [str(phrase).translate(FOLD).lower() for phrase in phrases]
    firsts = {_WORD.findall(phrase)[0] for phrase in folded}
    return frozenset(firsts | {key_of(phrase) for phrase in folded} | {first.removeprefix("ال") for first in firsts})


def _one_of(phrases: list[str]) -> str:
    parts = sorted({re.escape(p.translate(FOLD).lower()).replace(r"\ ", r"[\s-]{0,2}") for p in phrases}, key=lambda p: (-len(p), p))
    return "(?:" + "|".join(parts) + ")"


@lru_cache(maxsize=1)
def load_names() -> Names:
    """Read the file once."""
    data = read_yaml("months.yaml")
    fold = lambda phrase: key_of(str(phrase).translate(FOLD).lower())  # noqa: E731 - used four times below
    months: dict[str, list[tuple[str, int]]] = {}
    for calendar in ("gregorian", "solar", "hijri"):
        for number, phrases in data[calendar].items():
            for phrase in phrases:
                reading = (calendar, int(number))
                if reading not in months.setdefault(fold(phrase), []):
                    months[fold(phrase)].append(reading)
    table = {
        name: {fold(p): int(n) for n, phrases in data[name].items() for p in phrases}
        for name in ("weekdays", "relative", "ordinals", "arabic_ordinals")
    }
    flat = {name: [p for phrases in data[name].values() for p in phrases] for name in ("gregorian", "solar", "hijri", *table)}
    month = _one_of(flat["gregorian"] + flat["solar"] + flat["hijri"])
    twin = _one_of(flat["gregorian"])
    day_name, away = _one_of(flat["weekdays"]), _one_of(flat["relative"])
    era = _one_of([p for phrases in data["eras"].values() for p in phrases])
    when = _one_of(data["past_words"] + data["future_words"] + data["current_words"])
    part, lead = _one_of(data["day_parts"]), _one_of(data["day_words"])
    ordinal = _one_of(flat["ordinals"] + flat["arabic_ordinals"])
    start, gap = r"(?<![\w/.:-])(?:[وفبل]|ال)?", r"\s{0,3}[،,]?\s{0,3}"
    weekday = rf"(?:(?:{lead}\s)?(?P<weekday>{day_name})(?:\s{part})?{gap})?"
    the_month = rf"(?P<month>{month})(?:\s{{0,2}}(?:ماه|شهر))?(?:\s{{0,2}}[/(،-]\s{{0,2}}(?P<twin>{twin})\s?\)?)?(?!\w)"
    year = rf"(?:{gap}(?:(?:سنه|عام|لعام|سال|من عام|of)\s{{0,2}})?(?P<year>\d{{4}})(?!\d(?!\d?:\d\d)))?"  # an hour may be glued to it
    told = rf"(?:\s{{0,2}}(?P<era>{era})(?!\w))?(?:\s(?P<when>{when})(?!\w))?"
    year += told
    number = rf"(?P<day>\d{{1,2}}|{ordinal})(?:\s?(?:st|nd|rd|th))?(?:\s{{1,2}}(?:من|of|شهر|من شهر))?"
    month_only = rf"(?P<month>{month})(?:\s{{0,2}}[/(،-]\s{{0,2}}(?P<twin>{twin})\s?\)?)?(?!\w)"
    calendars = [p for calendar in ("gregorian", "solar", "hijri") for p in flat[calendar]]
    return Names(
        openings={"months": _openings(calendars), "relative": _openings(flat["relative"]), "weekdays": _openings(flat["weekdays"])},
        months={key: tuple(readings) for key, readings in months.items()},
        weekdays=table["weekdays"], relative=table["relative"], days={**table["arabic_ordinals"], **table["ordinals"]},
        eras={p.translate(FOLD).lower(): calendar for calendar, phrases in data["eras"].items() for p in phrases},
        past=frozenset(map(fold, data["past_words"])), future=frozenset(map(fold, data["future_words"])),
        current=frozenset(map(fold, data["current_words"])),
        numeric=re.compile(
            rf"(?<![\w/.:-]){weekday}(?P<a>\d{{1,4}})\s?(?P<mark>[/.\-])\s?(?P<b>\d{{1,2}})\s?(?P=mark)\s?(?P<c>\d{{1,4}})(?!\d|[/.\-]\d)"
            rf"(?:\s{{0,2}}(?P<era>{era})(?!\w))?"
        ),
        named=re.compile(
            rf"{start}{weekday}{number}\s{{0,2}}{the_month}{year}"
        ),
        year_first=re.compile(rf"(?<![\w/.:-]){weekday}(?P<year>\d{{4}})\s{{1,2}}{month_only}\s{{1,2}}(?P<day>\d{{1,2}})(?![\w:/.%٪-]){told}"),
        month_first=re.compile(rf"(?<!\w){weekday}{month_only}\.?\s{{0,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]){year}"),
        month_year=re.compile(rf"(?<![\w])(?:[وفبل]|ال)?(?P<month>{month})(?:\s?ماه)?(?:\s{{0,2}}[/(]\s{{0,2}}{twin}\s?\)?)?{gap}(?P<year>\d{{4}})(?!\d)"),
        days_away=re.compile(
            rf"(?<!\w)[وف]?(?:(?P<weekday_before>{day_name}){gap})?(?P<relative>{away})(?!\w)(?:\s{part}(?!\w))?(?:{gap}[(]?(?P<weekday>{day_name})(?!\w)[)]?)?"
        ),
        weekday=re.compile(
            rf"(?<!\w)(?:[وف]|(?P<before>{when})\s)?(?:{lead}\s)?(?P<weekday>{day_name})(?!\w)(?:\s(?P<part>{part})(?!\w))?(?:\s(?P<when>{when})(?!\w))?"
        ),
    )  # fmt: skip
