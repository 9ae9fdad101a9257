"""In what capacity somebody speaks, told by title, organisation and what the article says elsewhere."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text as find


def test_a_family_name_behind_another_given_name_is_somebody_else():
    found = find("مجیدرضا حریری گفت: بازار آرام است.", "fa", "2020-02-01")
    assert found["source"].tolist() == ["مجیدرضا حریری"] and found["source_id"].iloc[0].startswith("name:")
    found = find("Mary Trump said the book was finished.", "en")
    assert found["source"].tolist() == ["Mary Trump"] and found["source_id"].iloc[0].startswith("name:")


def test_an_envoy_of_the_united_nations_serves_no_state():
    found = find("نماینده ویژه سازمان ملل در امور یمن گفت: آتش‌بس ادامه دارد.", "fa")
    assert found["source_type"].tolist() == ["intl-org"]


def test_party_and_state_behind_a_senators_name_are_no_name():
    found = find("Sen. Chuck Schumer, D-N.Y., said the vote would be held on Monday.", "en")
    assert found["source_id"].tolist() == ["schumer"]


def test_a_title_behind_a_persian_name_tells_the_capacity():
    found = find("حسین تاج، وکیل دادگستری، گفت: پرونده بسته شد.", "fa")
    assert found["source_type"].tolist() == ["other"]


def test_an_unnamed_member_of_parliament_is_who_is_named_next():
    text = "یک نماینده مجلس می‌گوید اعتراض حق مردم است.\n\nلطف‌الله سیاهکلی افزود: مردم ناراضی‌اند.\n\nسیاهکلی گفت: باید شنید."
    found = find(text, "fa")
    assert found["source_id"].nunique() == 1 and set(found["source_type"]) == {"official-state"}


def test_the_answers_of_an_interview_are_speech():
    answer = "I think the response will be more severe than the last time, and everybody knows it well"
    question = "Is it only your own belief or also one of the government you have been close to for many years"
    text = f"The analyst was asked about the war.\n\nAdam Holt: {answer}.\n\nRuth Gray: {question}?\n\nAdam Holt: {answer}."
    found = find(text, "en")
    assert found["source"].tolist() == ["Adam Holt"] * 2 and set(found["mode"]) == {"direct"}


@pytest.mark.parametrize(
    ("day", "capacity"), [(None, "party/movement"), ("2019-05-01", "party/movement"), ("2015-05-01", "official-state")]
)
def test_the_title_in_the_article_tells_the_capacity_of_who_holds_no_office_that_day(day, capacity):
    text = "قال القيادي في حزب الأمل صلاح الدين مزوار إن القرار صعب. وأضاف مزوار أن الحوار مستمر."
    found = find(text, "ar", day)
    assert found["source_id"].unique().tolist() == ["mezouar"] and found["source_type"].unique().tolist() == [capacity]


def test_who_serves_that_day_is_not_former_for_an_office_left_before():
    found = find("قال وزير المالية السابق عزيز أخنوش إن القرار صعب.", "ar", "2023-01-01")
    assert found["source_type"].tolist() == ["official-state"]
