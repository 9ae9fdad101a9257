"""Whom an Arabic phrase takes up that no list knows by that name."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text


def ids(text: str, day: str = "2018-05-21") -> list[str]:
    return read_text(text, "ar", day)["source_id"].tolist()


def test_a_name_nobody_listed_stands_behind_its_title_between_commas():
    text = "كشف السفير المغربي لدى قبرص، علي الزيتوني، أن الطريق مغلق. وأوضح الزيتوني أن المطر غزير. "
    found = ids(text + "وأشار السفير المغربي إلى أن الجسر سليم.")
    assert len(set(found)) == 1 and found[0].startswith("name:")


def test_a_known_person_stands_behind_a_place_in_the_title():
    text = "قال المتحدث باسم قوات التحالف في اليمن تركي المالكي، إن الطريق مغلق. وحذر المالكي من أن المطر غزير."
    assert ids(text) == ["turki-al-maliki"] * 2


def test_an_envoy_is_an_ambassador_too():
    found = ids("وقال المندوب الروسي لدى الأمم المتحدة فاسيلي نيبينزيا إن الطريق مغلق. وأكد السفير الروسي أن المطر غزير.")
    assert found == ["nebenzya"] * 2


def test_a_family_name_in_a_spelling_of_its_own_is_that_of_whom_the_page_names_so():
    text = "استقبلت الوزيرة ضيفها سيرغي لافروفف في المطار. وصرح لافروفف أن الطريق مغلق."
    assert ids(text) == ["lavrov"]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("سقطت الطائرة وفقا لبيان أصدره الجيش اللبناني.", "lebanese-army"),
        ("سقطت الطائرة بحسب بيان صادر عن وزارة الدفاع الروسية.", "russia-defense-ministry"),
    ],
)
def test_a_statement_is_that_of_who_issued_it(text, body):
    assert ids(text) == [body]


def test_the_kremlin_is_russian_whatever_presidency_was_named_before():
    assert ids("أكدت الرئاسة الفرنسية أن الطريق مغلق. وقال الكرملين إن الجسر سليم.") == ["france-presidency", "kremlin"]


def test_to_whom_somebody_speaks_is_no_speaker():
    found = read_text("وصرح زيتوني أن الطريق مغلق. وقال لزيتوني إن الجسر سليم.", "ar")
    assert found["source"].fillna("").tolist() == ["زيتوني", ""]
