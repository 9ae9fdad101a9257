"""Persian sentences: clauses that begin anew, light verbs that share or lose their space, what stands before a speaker."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text as find


def said(text: str) -> list[tuple[str, str]]:
    found = find(text, "fa")
    return list(zip(found["source"], found["surface"], strict=True))


def test_a_verb_behind_and_keeps_the_speaker_before_the_content():
    text = "ترامپ تأکید کرد که نیروهای آمریکایی دخالت نخواهند کرد و گفت کشورهای متعددی توافق کرده‌اند."
    assert said(text) == [("ترامپ", "نیروهای آمریکایی دخالت نخواهند کرد"), ("ترامپ", "کشورهای متعددی توافق کرده‌اند")]


def test_a_new_speaker_behind_and_begins_a_clause():
    text = "یک منبع گفت که انفجار گزارش شده و یک مقام آمریکایی هم اعلام کرد که حملات پایان یافت."
    assert [surface for _, surface in said(text)] == ["انفجار گزارش شده", "حملات پایان یافت"]


def test_a_light_verb_may_lose_its_space():
    assert said("محمد علی آخوندی در گفتگو با مهر اظهارداشت: زمین لرزه تلفات داشت.") == [("محمد علی آخوندی", "زمین لرزه تلفات داشت")]


def test_a_byline_with_a_colon_does_not_speak():
    found = find("خبرگزاری فارس: سخنگوی جنبش جهاد اسلامی گفت: این تجاوزات ادامه دارد.", "fa")
    assert found["source"].tolist() == ["سخنگوی جنبش جهاد اسلامی"]


def test_quantities_behind_a_credit_belong_to_the_content():
    assert said("به گفته ارتش اسرائیل چندین خانه هدف قرار گرفته است.") == [("ارتش اسرائیل", "چندین خانه هدف قرار گرفته است")]


def test_an_outlet_that_speaks_in_the_words_of_another_relays():
    found = find("شبکه الجزیره قطر نیز از قول رهبر انقلاب ایران نوشت: تحریم‌ها شکست می‌خورد.", "fa", "2020-07-31")
    assert found["source_id"].tolist() == ["al-jazeera", "khamenei"]
    assert found["level"].tolist() == [1, 2]


def test_the_young_of_a_country_are_not_its_state():
    assert find("جوانان بحرین گفتند: ما می‌مانیم.", "fa")["source_type"].tolist() == ["other"]


def test_a_participle_behind_its_speaker_opens_what_is_said():
    assert said("ارتش اسرائیل اعلام کرده در حال بررسی این گزارش‌ها است.") == [("ارتش اسرائیل", "در حال بررسی این گزارش‌ها است")]


def test_an_object_marked_by_ra_belongs_to_no_speaker():
    text = "سازمان گزارشگران بدون مرز موج جدید بازداشت‌ها را محکوم کرد."
    assert said(text) == [("سازمان گزارشگران بدون مرز", "موج جدید بازداشت‌ها")]


def test_a_quotation_that_ends_an_object_does_not_stand_for_it():
    assert said("رامین کریمی این تظاهرات را «هشت ماه آشوب خیابانی» خواند.") == [("رامین کریمی", "این تظاهرات را «هشت ماه آشوب خیابانی»")]


def test_a_span_of_time_before_a_comma_is_no_speaker():
    assert said("چهار سال پس از جنگ، سازمان ملل می‌گوید وضع زنان بدتر شده است.") == [("سازمان ملل", "وضع زنان بدتر شده است")]


def test_the_adjunct_of_an_occasion_is_not_said():
    assert said("کریمی در جای دیگری از سخنانش هدف‌های آنها را یکسان دانست.") == [("کریمی", "هدف‌های آنها را یکسان")]


def test_a_court_that_condemns_to_prison_says_nothing():
    assert said("دادگاه کرج رامین کریمی را به سه سال زندان محکوم کرد.") == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("ضمیر کابلوف، رئیس انجمن گفت که راه بسته است. کابولوف ادامه داد: ما تنها نیستیم.", ["name:tmrkblf"] * 2),
        ("سامان نادری گفت راه بسته است. به گفته یکی از مقامات این وزارت‌خانه، مدل تغییر کرده است. وی از تغییر سال پایه خبر داد.",
         ["name:smntr", "az-mqamat", "az-mqamat"]),
        ("\"مایریش آنتونیو\" مدیر برنامه‌های توسعه دانشگاه تندران گفت: راه باز است.", ["name:mrsntn"]),
        ("به گزارش فارس به نقل از آژانس پرنسا لاتینا، راه بسته است.", ["fars-news", "azhans-prnsa-latina"]),
    ],
)  # fmt: skip
def test_who_is_meant_in_another_spelling_by_a_pronoun_or_in_quotation_marks(text, speakers):
    assert find(text, "fa", "2024-02-08")["source_id"].tolist() == speakers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دولت سابق این رقم را پنج درصد اعلام کرد که باعث شگفتی شد.", [("دولت سابق", "این رقم را پنج درصد")]),
        ("روسیه از سرنگونی پهپاد حمایت کرد که واکنش تندی را به همراه داشت.", [("روسیه", "سرنگونی پهپاد")]),
        ("دولت این مطلب را رسما اعلام کرد که راه باز است.", [("دولت", "راه باز است")]),
        ("به گزارش ایسنا و به نقل از سامان نادری، راه باز است.", [("ایسنا", "راه باز است"), ("سامان نادری", "راه باز است")]),
        ("وی که نماینده مجلس در استان نیز هست در بخش دیگری از سخنانش تلاش شهرداری را اشتباه خواند.",
         [("وی", "تلاش شهرداری را اشتباه")]),
    ],
)  # fmt: skip
def test_a_clause_behind_the_verb_is_not_said_where_the_object_stands_before_it(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    "text", ["به اعتقاد من شورای شهر باید راه را باز کند.", "به گفته ما راه بسته است.", "ما می‌بینیم دادستان می‌گوید راه باز است."]
)
def test_who_writes_is_no_source(text):
    assert find(text, "fa")["source"].dropna().tolist() == []


def test_to_recommend_that_says_nothing_that_counts():
    found = find("کارشناسان آن را توصیه می‌کنند. کارشناسان سفر را توصیه می‌کنند.", "fa")
    assert found["counted"].tolist() == [False, True]


@pytest.mark.parametrize("title", [" - رئیس اداره راه -", "، رئیس اداره راه"])
def test_a_second_family_name_before_a_title_that_stands_apart_belongs_to_the_name(title):
    found = find(f"حسین فلاح تندرانی{title} گفت که راه باز است. تندرانی افزود: راه دیگر بسته است.", "fa")
    assert found["source_id"].tolist() == ["name:hsnfltntrn"] * 2
