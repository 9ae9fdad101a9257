"""Persian sentences: clauses that begin anew, light verbs that share or lose their space, what stands before a speaker."""

from __future__ import annotations

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
