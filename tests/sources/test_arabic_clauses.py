"""Arabic sentences: who opens a clause, what is no verb, where content begins and ends."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text as find


def said(text: str) -> list[tuple[str, str]]:
    found = find(text, "ar")
    return list(zip(found["source"], found["surface"], strict=True))


@pytest.mark.parametrize(
    ("text", "source", "surface"),
    [
        ("لكن دائرة المياه في القدس أكدت أن الأنبوب سليم.", "دائرة المياه", "الأنبوب سليم"),
        ("وكانت حركتا فتح وحماس أعلنتا في بيان مشترك مساء الثلاثاء قبول الورقة.", "حركتا فتح وحماس", "قبول الورقة"),
        ("أعلن رئيس مجلس النواب، نبيه بري، الإثنين، أن الجلسة قائمة.", "رئيس مجلس النواب، نبيه بري", "الجلسة قائمة"),
        ("اتهمت الحكومة اليمنية المعترف بها دوليا الجماعة بعرقلة الهدنة.", "الحكومة اليمنية المعترف بها دوليا", "الجماعة بعرقلة الهدنة"),
        ("أعلن المبعوث الأممي إلى ليبيا يان كوبيش عن موعد الحوار.", "المبعوث الأممي إلى ليبيا يان كوبيش", "موعد الحوار"),
        ("وقالت مصادر: إن الحزب يرفض الورقة.", "مصادر", "الحزب يرفض الورقة"),
    ],
)
def test_who_opens_a_clause_speaks(text: str, source: str, surface: str):
    assert said(text) == [(source, surface)]


@pytest.mark.parametrize(
    "text",
    [
        "وتعبر هذه الخطوة عن تراجع واضح.",
        "ولم يطالب الحزب بالسلطة في بلده.",
        "وتجدد إطلاق النار في المدينة.",
        "وعبروا صحراء شبه جزيرة سيناء بمصر.",
        "وأدانت المحكمة رجلا بتهمة السرقة.",
    ],
)
def test_what_looks_like_a_verb_of_speech_is_none(text: str):
    assert said(text) == []


def test_a_noun_phrase_ends_where_a_clause_of_the_reporter_begins():
    assert said("وقد امتدحت إسرائيل قرار الانسحاب، لكنه قوبل بالانتقاد.") == [("إسرائيل", "قرار الانسحاب")]


def test_an_outlet_in_quotation_marks_is_credited():
    found = find('وبحسب ما نقلت "ساينس ألرت"، فإن اللون استمر في الزحف.', "ar")
    assert found["surface"].tolist() == ["اللون استمر في الزحف"]
    assert found["source_type"].tolist() == ["agency/outlet"]


def test_a_title_alone_takes_up_the_person_who_spoke():
    text = "ناصر بوريطة، وزير الخارجية، قال إن الاجتماع نجح. وأوضح المسؤول الدبلوماسي المغربي أن الوفود غادرت."
    assert find(text, "ar")["source_id"].nunique() == 1


@pytest.mark.parametrize(
    ("source", "type_"),
    [
        ("رئيس الاتحاد السعودي لكرة القدم", "other"),
        ("مجلس السيادة الانتقالي", "official-state"),
        ("قيادي في المقاومة الفلسطينية", "party/movement"),
        ("نائب رئيس فريق التفاوض السابق", "other"),
    ],
)
def test_capacity_is_that_of_the_body_spoken_for(source: str, type_: str):
    assert find(f"وقال {source} إن القرار نهائي.", "ar")["source_type"].tolist() == [type_]
