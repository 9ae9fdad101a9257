"""Lines by which pages tell their day, as newsrooms write them: a date alone, or beside a section, a place, an hour or a number."""

import pandas as pd
import pytest

from corpus_analysis.loading import describe_documents, find_segments

PAGES = {
    "fa": (
        "وزیر کشاورزی از طرح تازه آبیاری خبر داد",
        "وزیر کشاورزی در نشستی خبری گفت که طرح تازه آبیاری از ماه آینده در سه استان آغاز می‌شود.",
        "او افزود که دولت بودجه این طرح را تامین کرده است و کشاورزان باید در آن همکاری کنند.",
    ),
    "ar": (
        "وزير الزراعة يعلن خطة جديدة لري الحقول",
        "قال وزير الزراعة في مؤتمر صحفي إن خطة الري الجديدة تبدأ مطلع الشهر المقبل في ثلاث محافظات.",
        "وأضاف أن الحكومة رصدت المال اللازم للخطة وأن على المزارعين أن يتعاونوا معها في تنفيذها.",
    ),
    "en": (
        "Minister announces new plan to water the fields",
        "The minister of agriculture said that the new plan would begin next month in three of the provinces.",
        "He added that the government had found the money and that the farmers would have to help.",
    ),
}
LINES = [
    ("fa", "1402/08/14 :: 12:30"),
    ("fa", "۱۴ آبان ۱۴۰۲ | ۱۳:۳۵ کد : ۱۹۵۳۵۷۳ پرونده آب انتخاب سردبیر"),
    ("fa", "کد خبر: ۱۲۳۴۵۶ تاریخ انتشار: ۱۴۰۲/۰۸/۱۴ - ۱۲:۳۰"),
    ("fa", "ایران - ۱۴ آبان ۱۴۰۲"),
    ("fa", "۱۴۰۲ آبان ۱۴"),
    ("ar", "5/11/2023"),
    ("ar", "نُشرت في: 05/11/2023 - 12:30"),
    ("ar", "سياسة | 5 نوفمبر 2023"),
    ("ar", "عربي ودولي 5-11-2023, 09:16 | --"),
    ("en", "Nov. 5, 2023"),
    ("en", "Middle East | Nov 5, 2023"),
    ("en", "November 5, 202310:21 AM GMT+2Updated 3 hours ago"),
    ("en", "Sunday, 05 November 2023 12:30 PM  [ Last Update: Sunday, 05 November 2023 12:35 PM ]"),
    ("en", "Mona Karim · Town News · Posted: Nov 05, 2023 4:00 AM EDT | Last Updated: November 5"),
]

CLOCKS = {"fa": "یکشنبه ۱۴ آبان ۱۴۰۲ کابل ۰۱:۲۶", "ar": "الأحد 05 نوفمبر 2023 م | 21 ربيع الآخر 1445 هـ", "en": "Sunday 5 November 2023"}


def page(language: str, line: str) -> tuple[pd.DataFrame, str]:
    headline, *paragraphs = PAGES[language]
    empty = dict.fromkeys(("language", "headline", "outlet", "outlet_evidence", "published_evidence"))
    row = {"doc_id": "a", **empty, **dict.fromkeys(("published", "published_from", "published_to"), pd.NaT)}
    return pd.DataFrame([row]), "\n\n".join(["Home", headline, line, *paragraphs])


@pytest.mark.parametrize(("language", "line"), LINES)
def test_a_line_with_the_day_is_a_date_and_tells_when_the_page_was_published(language, line):
    documents, text = page(language, line)
    segments = find_segments(documents, {"a": text})
    told = describe_documents(documents, segments, {"a": text}).iloc[0]
    assert {text[row.start : row.end]: row.role for row in segments.itertuples()}[line] == "date"
    assert told.published == pd.Timestamp("2023-11-05") and told.headline == PAGES[language][0]


def test_a_date_beside_few_words_is_not_joined_to_the_line_below_it():
    headline, *paragraphs = PAGES["en"]
    documents, _ = page("en", "")
    text = "\n\n".join(["Home", headline, "21:17 25.11.2023Get short URL\nby Mona Karim", *paragraphs])
    told = describe_documents(documents, find_segments(documents, {"a": text}), {"a": text}).iloc[0]
    assert told["published"] == pd.Timestamp("2023-11-25")


def test_a_label_after_the_writer_tells_the_day_also_below_a_first_paragraph():
    headline, *paragraphs = PAGES["en"]
    documents, _ = page("en", "")
    text = "\n\n".join(["Home", headline, *paragraphs, "Mona Karim | Town News | Posted: Nov 05, 2023 4:00 AM EDT", *reversed(paragraphs)])
    told = describe_documents(documents, find_segments(documents, {"a": text}), {"a": text}).iloc[0]
    assert told["published"] == pd.Timestamp("2023-11-05")


def test_a_sentence_with_a_date_is_no_date_line():
    line = "Rain fell on 5 November 2023."
    documents, text = page("en", line)
    segments = find_segments(documents, {"a": text})
    assert {text[row.start : row.end]: row.role for row in segments.itertuples()}[line] != "date"


def several(line_of) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return four pages of which only the numbers of the date differ, if anything; *line_of* gives the lines between headline and text."""
    raw = {}
    for at, topic in enumerate(("wells", "roads", "schools", "harbours"), start=1):
        headline, *paragraphs = (text.replace("fields", topic).replace("plan", f"{topic} plan") for text in PAGES["en"])
        raw[str(at)] = "\n\n".join([*line_of(at, f"{headline} for {topic}"), *(f"{topic.title()}: {text}" for text in paragraphs)])
    documents = pd.concat([page("en", "")[0].assign(doc_id=doc_id) for doc_id in raw], ignore_index=True)
    return describe_documents(documents, find_segments(documents, raw), raw), raw


@pytest.mark.parametrize("day_of", [lambda at: at, lambda at: 5], ids=["one month", "one day"])
def test_articles_of_one_month_or_one_day_keep_their_date_lines(day_of):
    told, _ = several(lambda at, headline: [headline, f"{day_of(at)} November 2023"])
    assert list(told["published"].dt.day) == [day_of(at) for at in range(1, 5)]


def test_the_day_of_the_site_that_all_pages_show_is_not_the_day_of_the_article():
    told, _ = several(lambda at, headline: ["Friday 8 March 2024", headline, f"Published {at} November 2023 10:15"])
    assert list(told["published"].dt.strftime("%Y-%m")) == ["2023-11"] * 4


def test_an_announcement_that_opens_the_page_is_its_headline():
    lines = ["Opinion: What the new plan leaves undone", *PAGES["en"][1:]]
    documents, _ = page("en", "")
    text = "\n\n".join(lines)
    assert list(find_segments(documents, {"a": text})["role"]) == ["headline", "body", "body"]


@pytest.mark.parametrize("language", CLOCKS)
def test_the_only_day_of_a_page_that_stands_above_its_menu_may_be_that_of_its_saving(language):
    documents, text = page(language, "")
    text = f"{CLOCKS[language]}\n\n{text}"
    told = describe_documents(documents, find_segments(documents, {"a": text}), {"a": text}).iloc[0]
    assert pd.isna(told["published"]) and pd.isna(told["published_from"]) and told["published_to"] == pd.Timestamp("2023-11-05")


@pytest.mark.parametrize("language", CLOCKS)
def test_the_day_above_the_menu_is_that_of_the_article_where_another_line_says_the_same(language):
    documents, text = page(language, LINES[[of for of, _ in LINES].index(language)][1])
    text = f"{CLOCKS[language]}\n\n{text}"
    told = describe_documents(documents, find_segments(documents, {"a": text}), {"a": text}).iloc[0]
    assert told["published"] == pd.Timestamp("2023-11-05")


@pytest.mark.parametrize("age", ["4 days ago", "منذ 4 أيام", "۴ روز پیش"])
def test_an_age_alone_tells_no_day(age):
    documents, text = page({"4": "en", "م": "ar", "۴": "fa"}[age[0]], age)
    told = describe_documents(documents, find_segments(documents, {"a": text}), {"a": text}).iloc[0]
    assert pd.isna(told["published"]) and pd.isna(told["published_from"]) and pd.isna(told["published_to"])


DATELINES = [
    ("en", "Riyadh, 5 November 2023 (HNA): "),
    ("ar", "الرياض، 5 نوفمبر 2023 (و هـ): "),
    ("fa", "تهران، ۱۴ آبان ۱۴۰۲ – "),
]


@pytest.mark.parametrize(("language", "opening"), DATELINES)
def test_an_article_was_published_on_the_full_day_of_the_dateline_that_opens_it_or_on_the_next(language, opening):
    told = published_of(language, opening)
    assert (told["published_from"], told["published_to"]) == (pd.Timestamp("2023-11-05"), pd.Timestamp("2023-11-06"))
    assert pd.isna(told["published"])


def test_a_sentence_that_opens_with_a_place_and_a_day_is_no_dateline():
    assert pd.isna(published_of("en", "In Riyadh, 5 November 2023 was the day on which this began. ")["published_from"])


def published_of(language: str, opening: str) -> pd.Series:
    documents, _ = page(language, "")
    headline, first, second = PAGES[language]
    texts = {"a": "\n\n".join([headline, opening + first, second])}
    return describe_documents(documents, find_segments(documents, texts), texts).iloc[0]
