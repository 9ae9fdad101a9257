"""Persian attributions within others: relative clauses, what is told inside what is said, verbs joined, the reporter who comes back."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text as find


def said(text: str) -> list[tuple[str, str]]:
    found = find(text, "fa")
    return list(zip(found["source"], found["surface"], strict=True))


def test_who_stands_before_a_relative_clause_speaks_in_it_and_only_there():
    found = find(
        "سخنگوی دولت در واکنش به سخنان وزیر خارجه آلمان که گفته بود راه بسته است، گفت: راه باز است. وی افزود: پل هم باز است.", "fa"
    )
    assert found["surface"].tolist() == ["راه بسته است", "راه باز است", "پل هم باز است"]
    assert found["source"].tolist()[:2] == ["وزیر خارجه آلمان", "سخنگوی دولت"]
    assert found["source_id"].iloc[2] == found["source_id"].iloc[1] != found["source_id"].iloc[0]


def test_a_demand_in_a_relative_clause_leaves_the_sentence_to_its_speaker():
    text = "سعید نادری قطعنامه سازمان ملل که همواره خواهان توقف حفاری‌ها بوده است، را مهم خواند و بر ضرورت اجرای آن تأکید کرد."
    assert ("سعید نادری", "ضرورت اجرای آن") in said(text)


def test_somebody_named_inside_what_is_said_speaks_there():
    found = find("سعید نادری گفت: رامین کریمی به ما وعده داده است که پل باز می‌شود. وی افزود: برف می‌بارد.", "fa")
    assert found["surface"].tolist()[1] == "پل باز می‌شود"
    assert found["level"].tolist()[:2] == [1, 2]
    assert found["source_id"].iloc[2] == found["source_id"].iloc[0]


def test_a_verb_joined_to_the_one_reported_is_the_speakers():
    text = "سعید نادری اعلام کرد شهر به دنبال ایجاد وحدت است و بر تعهد درباره قراردادی که از صلح حمایت کند، تاکید کرد."
    assert [surface for _, surface in said(text)] == ["شهر به دنبال ایجاد وحدت است", "تعهد درباره قراردادی که از صلح حمایت کند"]


def test_a_verb_that_tells_nothing_still_ends_what_was_said():
    assert said("سعید نادری گفت راه باز است و برای اثبات سخنانش به گزارش پارسال اشاره کرد.") == [("سعید نادری", "راه باز است")]


@pytest.mark.parametrize("back", ["این در حالی است که برف می‌بارد.", "این سخنان در حالی مطرح می‌شود که برف می‌بارد.", "گفتنی است برف می‌بارد."])
def test_the_reporter_comes_back_behind_running_speech(back):
    assert said(f"سعید نادری گفت: راه باز است. {back}") == [("سعید نادری", "راه باز است")]


def test_a_short_infinitive_behind_must_is_nobodys_speech():
    text = "سعید نادری تأکید کرد که راه باز است و اینکه پل را باید مهم نامید، چرا که همه از آن می‌گذرند."
    assert len(said(text)) == 1


def test_a_credit_is_not_lengthened_by_a_relative_clause():
    text = "به گفته این منابع که از تصمیم باخبر بودند: نخست‌وزیر سه راه ساخته بود."
    assert [surface for _, surface in said(text)] == ["نخست‌وزیر سه راه ساخته بود"]


def test_figures_are_those_of_who_published_them():
    found = find("طبق آماری که اسرائیل منتشر کرده، ۲۰ نفر در شهر مانده‌اند.", "fa")
    assert found["source_id"].tolist() == ["israel"] and found["surface"].tolist() == ["۲۰ نفر در شهر مانده‌اند"]


@pytest.mark.parametrize("day", ["پنج شنبه پیش", "دوشنبه این هفته", "سال گذشته"])
def test_a_day_before_the_speaker_is_none(day):
    assert said(f"{day} اردوغان تصریح کرد که راه باز است.") == [("اردوغان", "راه باز است")]


def test_documents_state_what_stands_in_them():
    assert said("در ویدئوی تازه آمده است که راه باز است.") == [("ویدئوی تازه", "راه باز است")]
    assert said("در این سند بر توقف حملات تاکید شده است.") == [("این سند", "توقف حملات")]


def test_the_minister_of_this_country_is_that_of_the_country_named_last():
    found = find("در گفت‌وگو با رادیو ملی آلمان، وزیر خارجه این کشور گفت که راه بسته است.", "fa", "2023-05-01")
    assert found["source_id"].tolist() == ["baerbock"]


def test_this_union_is_the_body_and_this_nurse_the_person_heard_last():
    found = find("کانون صنفی معلمان تهران گفت که راه باز است. این تشکل صنفی خواستار آزادی آنها شد.", "fa")
    assert found["source_id"].nunique() == 1
    found = find("مریم نادری گفت که راه باز است. این پرستار اهل قم نوشت: «می‌دوم و می‌مانم.»", "fa")
    assert found["source_id"].nunique() == 1
