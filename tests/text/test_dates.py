"""Dates in three calendars and three languages: right, or honestly in doubt."""

import time
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_analysis.text.dates import find_dates, parse_date, to_gregorian

REFERENCE = date(2023, 11, 24)  # a Friday


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("20 يونيو 2024", "ar", date(2024, 6, 20)),
        ("1 ديسمبر/ كانون الأول 2023", "ar", date(2023, 12, 1)),
        ("7 تشرين الأول 2023", "ar", date(2023, 10, 7)),
        ("السابع من أكتوبر/تشرين الأول 2023", "ar", date(2023, 10, 7)),
        ("12 جويلية 2022", "ar", date(2022, 7, 12)),
        ("الجمعة ٢٤ نوفمبر ٢٠٢٣", "ar", date(2023, 11, 24)),
        ("24/11/2023", "ar", date(2023, 11, 24)),
        ("10 جمادى الأولى 1445 هـ", "ar", date(2023, 11, 24)),
        ("۱۴۰۲/۰۹/۰۳", "fa", date(2023, 11, 24)),
        ("۳ آذر ۱۴۰۲", "fa", date(2023, 11, 24)),
        ("جمعه سوم آذرماه ۱۴۰۲", "fa", date(2023, 11, 24)),
        ("بیست و چهارم نوامبر ۲۰۲۳", "fa", date(2023, 11, 24)),
        ("November 24, 2023", "en", date(2023, 11, 24)),
        ("24th of November 2023", "en", date(2023, 11, 24)),
        ("Fri 24 Nov 2023 10:41 GMT", "en", date(2023, 11, 24)),
        ("2023-11-24T08:00:00Z", "en", date(2023, 11, 24)),
        ("13/05/2021", "en", date(2021, 5, 13)),
    ],
)
def test_a_full_date_is_read_whatever_its_calendar(text, language, expected):
    assert parse_date(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("اليوم الجمعة", "ar", date(2023, 11, 24)),
        ("أمس الخميس", "ar", date(2023, 11, 23)),
        ("أول من أمس", "ar", date(2023, 11, 22)),
        ("الليلة الماضية", "ar", date(2023, 11, 23)),
        ("پنجشنبه شب", "fa", date(2023, 11, 23)),
        ("پنجشنبه شب دوم آذر ماه", "fa", date(2023, 11, 23)),
        ("دوم آذر", "fa", date(2023, 11, 23)),
        ("دیروز", "fa", date(2023, 11, 23)),
        ("سه‌شنبه گذشته", "fa", date(2023, 11, 21)),
        ("7 أكتوبر الماضي", "ar", date(2023, 10, 7)),
        ("28 نوفمبر الجاري", "ar", date(2023, 11, 28)),
        ("last Monday", "en", date(2023, 11, 20)),
        ("October 7", "en", date(2023, 10, 7)),
    ],
)
def test_a_relative_date_is_counted_from_the_reference(text, language, expected):
    assert parse_date(text, language, REFERENCE) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("05/10/2020", "en"),  # 5 October or 10 May
        ("الاثنين 24 نوفمبر 2023", "ar"),  # it was a Friday
        ("أمس الجمعة", "ar"),  # yesterday was a Thursday
        ("أكتوبر 2023", "ar"),
        ("31 نوفمبر 2023", "ar"),
        ("29 فبراير 2023", "ar"),
        ("۱۴۰۲/۱۳/۰۱", "fa"),
        ("1402/09/03", "ar"),  # solar 2023 or lunar 1982
        ("الثلاثاء", "ar"),  # the last or the coming one
        ("28 نوفمبر", "ar"),  # in four days, or a year ago
        ("24 نوفمبر 2023 - 25 نوفمبر 2023", "ar"),
        ("12 أيار/ نوفمبر 2023", "ar"),  # two months
        ("47 روز تجاوز", "fa"),
        ("12:30", "en"),
        ("1/1/1/1", "en"),
        ("", "en"),
    ],
)
def test_a_doubt_is_never_guessed_away(text, language):
    assert parse_date(text, language, None if text == "1402/09/03" else REFERENCE) is None


def test_doubts_come_as_ranges_with_a_reason():
    found = find_dates("في أكتوبر 2023، ثم 05/10/2020، ثم يوم الثلاثاء، ثم 10 جمادى الأولى 1445", "en", REFERENCE)
    ranges = [(row.earliest.date().isoformat(), row.latest.date().isoformat()) for row in found.itertuples()]
    assert ranges == [
        ("2023-10-01", "2023-10-31"),
        ("2020-05-10", "2020-10-05"),
        ("2023-11-21", "2023-11-28"),
        ("2023-11-23", "2023-11-25"),
    ]
    assert pd.isna(found["date"].iloc[0]) and found["calendar"].iloc[3] == "hijri"
    assert found["rule"].str.len().min() > 5


def test_offsets_slice_the_text():
    text = "قال أمس الخميس إن اجتماع ۳ آذر ۱۴۰۲ ألغي، والموعد 7 ديسمبر/ كانون الأول 2023."
    found = find_dates(text, "fa", REFERENCE)
    assert [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)] == [
        "أمس الخميس", "۳ آذر ۱۴۰۲", "7 ديسمبر/ كانون الأول 2023",
    ]  # fmt: skip


@given(st.dates(date(1990, 1, 1), date(2035, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_solar_dates_go_there_and_back(day):
    import jdatetime

    solar = jdatetime.date.fromgregorian(date=day)
    assert to_gregorian("solar", solar.year, solar.month, solar.day) == day
    assert parse_date(f"{solar.year}/{solar.month:02}/{solar.day:02}", "fa") == day


@given(st.text(alphabet="0123۱۲/.-:، \u200c\nماهأمسالجمعةتشرين آذرJanMay", max_size=60))
@settings(max_examples=50, deadline=None)
def test_any_text_gives_sound_rows(text):
    for language in ("ar", "fa", "en"):
        found = find_dates(text, language, REFERENCE)
        assert ((found["start"] >= 0) & (found["start"] < found["end"]) & (found["end"] <= len(text))).all()
        assert (found["earliest"].isna() | (found["earliest"] <= found["latest"])).all()


@pytest.mark.parametrize("piece", ["1/", "الجمعة ", "5 أكتوبر/ ", "« ", "1 ", "پنج "])
def test_ten_times_the_text_takes_less_than_fifteen_times_the_time(piece):
    def spent(times):
        start = time.process_time()
        find_dates(piece * times, "ar", REFERENCE)
        return time.process_time() - start

    spent(10)
    assert min(spent(5_000) for _ in range(2)) < 15 * max(0.01, min(spent(500) for _ in range(3)))


@pytest.mark.parametrize("text", ["1402/12/30", "30/12/1402"])
def test_a_day_that_the_solar_year_does_not_have_is_not_taken_for_a_lunar_one_for_certain(text):
    assert parse_date(text, "ar") is None
    assert set(find_dates(text, "ar").calendar) <= {"hijri"}
