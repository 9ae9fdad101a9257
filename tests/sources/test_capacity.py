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


CAPACITIES = [
    ("Members of the minority group said they had fled.", "other"),
    ("The volunteer group Clean Harbours said they had fled.", "other"),
    ("A little-known militant group said they had fled.", "party/movement"),
    ("Peter Bolt, a former U.N. weapons inspector, said they had fled.", "other"),
    ("Peter Bolt, former secretary-general of NATO, said they had fled.", "other"),
    ("An international watchdog agency said they had fled.", "other"),
    ("The Norwegian agency leading the search said they had fled.", "official-state"),
    ("A Norwegian news agency said they had fled.", "agency/outlet"),
    ("They had fled, according to the University of Bern website.", "other"),
    ("They had fled, according to the Harbour Times website.", "agency/outlet"),
    ("Labour Party lawmaker Jon Wexler said they had fled.", "official-state"),
    ("A Green Party lawmaker said they had fled.", "official-state"),
    ("The Labour Party said they had fled.", "party/movement"),
    ("Mr. Wexler, Ohio Republican, said they had fled.", "official-state"),
    ("Russia's Pacific Fleet said they had fled.", "official-state"),
    ("The top diplomat to the United Nations said they had fled.", "official-state"),
    ("U.S. Ambassador to the European Union Gordon Harte said they had fled.", "official-state"),
    ("An NYPD source said they had fled.", "official-state"),
    ('"They had fled," according to Lee Yeon-du, an official with South Korea\'s Unification Ministry.', "official-state"),
    ("Anna Boyd, head of forecasting at the ministry, said they had fled.", "official-state"),
    ("Peter Bolt, a director with a think tank, said they had fled.", "other"),
]


@pytest.mark.parametrize(("sentence", "capacity"), CAPACITIES)
def test_the_capacity_of_an_english_phrase(sentence, capacity):
    assert find(sentence, "en")["source_type"].tolist() == [capacity]


@pytest.mark.parametrize(
    ("language", "sentence", "bearer"),
    [
        ("en", "Ukraine's Security Council said they had fled.", "ukraine-security-council"),
        ("en", "The Security Council of Russia said they had fled.", "russia-security-council"),
        ("en", "The Security Council said they had fled.", "un-security-council"),
        ("ar", "وأكد مجلس الأمن القومي الأوكراني أن الوضع صعب.", "ukraine-security-council"),
        ("ar", "وأكد مجلس الأمن أن الوضع صعب.", "un-security-council"),
        ("fa", "شورای امنیت اوکراین اعلام کرد که وضع دشوار است.", "ukraine-security-council"),
        ("fa", "شورای امنیت اعلام کرد که وضع دشوار است.", "un-security-council"),
    ],
)
def test_a_security_council_beside_a_country_is_that_countrys(language, sentence, bearer):
    assert find(sentence, language)["source_id"].tolist() == [bearer]


def test_party_and_place_behind_a_lawmakers_name_are_not_the_name():
    found = find("Mr. Wexler, Ohio Republican, said they had fled. Ms. Boyd, Ohio Republican, said they had not.", "en")
    assert found["source_id"].nunique() == 2 and set(found["source_type"]) == {"official-state"}


def test_a_rights_group_is_not_the_movement_named_before():
    found = find("Boko Haram said they had fled. The human rights group said they had not.", "en")
    assert found["source_type"].tolist() == ["party/movement", "other"]


@pytest.mark.parametrize(
    ("sentence", "capacity"),
    [
        ("وقالت وكالة بركات للتصنيف الائتماني إن الوضع صعب.", "other"),
        ("وقالت الوكالة الوطنية للكوارث إن الوضع صعب.", "official-state"),
        ("وقالت وكالة بركات للأنباء إن الوضع صعب.", "agency/outlet"),
        ("وقضت محكمة في مدينة الساحل بأن الوضع صعب.", "official-state"),
        ("وقالت المحكمة الجنائية الدولية إن الوضع صعب.", "intl-org"),
        ("وقال تاكيشي نيكاي إن الوضع صعب.", "other"),
        ("وقال مراسل الجزيرة إن الوضع صعب.", "agency/outlet"),
        ("ويرى أهل الجزيرة أن الوضع صعب.", "other"),
        ("وقال المحلل السياسي أمير الساعدي إن الوضع صعب.", "other"),
        ("وقال أمير قطر إن الوضع صعب.", "official-state"),
        ("وقال التحالف الدولي إن الوضع صعب.", "official-state"),
        ("وقال تحالف سائرون إن الوضع صعب.", "party/movement"),
        ("قال عمرو موسى، الأمين العام السابق لجامعة الدول العربية، إن الوضع صعب.", "other"),
    ],
)
def test_the_capacity_of_an_arabic_phrase(sentence, capacity):
    assert find(sentence, "ar")["source_type"].tolist() == [capacity]


def test_the_police_are_no_court_that_spoke_before():
    found = find("قضت محكمة في مدينة الساحل بأن الوضع صعب.\n\nوقالت الشرطة إن الطريق مغلق.", "ar")
    assert found["source_id"].tolist() == ["mhkmh", "police"]


@pytest.mark.parametrize(
    ("phrase", "capacity"),
    [
        ("وینس سمندر، معاون ارشد شرکت آبراه،", "other"),
        ("بهرام کاوندی، رئیس دانشگاه نادرآباد،", "other"),
        ("بهرام کاوندی، رئیس جنبش سپیده،", "party/movement"),
        ("بهرام کاوندی، رئیس مرکز کنترل راه‌ها،", "official-state"),
        ("رئیس مرکز کنترل راه‌ها", "official-state"),
    ],
)
def test_a_persian_title_tells_the_same_behind_a_name_as_alone(phrase, capacity):
    assert find(f"{phrase} گفت که راه باز است.", "fa")["source_type"].tolist() == [capacity]
