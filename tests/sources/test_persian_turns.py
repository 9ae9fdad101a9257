"""Whose a verb is in Persian: objects behind titles, relative clauses, frames, speech in quotation marks."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text as find


def said(text: str) -> list[tuple[str, str]]:
    found = find(text, "fa")
    return list(zip(found["source"], found["surface"], strict=True))


@pytest.mark.parametrize(
    ("speaker", "content"),
    [
        ("حماس", "حمله به رفح را «جنایت جنگی»"),
        ("اتحادیه اروپا", "اسرائیل را به نقض حقوق بشر"),
        ("سخنگوی وزارت امور خارجه", "نقش آمریکا و انگلیس در تأسیس این رژیم را لکه ننگی"),
        ("نخست وزیر عراق", "حمله به سفارت آمریکا در بغداد"),
        ("بنیامین نتانیاهو نخست وزیر اسرائیل", "آتش بس موقت در نوار غزه"),
    ],
)
def test_behind_a_title_the_object_begins_and_no_name(speaker, content):
    judged = "خواند" if content.endswith("»") else "متهم کرد" if "به نقض" in content else "دانست" if " را " in content else "را محکوم کرد"
    assert said(f"{speaker} {content} {judged}.") == [(speaker, content)]


def test_what_is_somebodys_own_is_no_part_of_who_they_are():
    assert said("این شرکت نگرانی خود درباره حملات را اعلام کرده است.") == [("این شرکت", "نگرانی خود درباره حملات")]


def test_a_post_for_another_country_belongs_to_the_title():
    assert said("نماینده ویژه آمریکا در امور ایران گفته است که تحریم‌ها ادامه دارد.")[0][0] == "نماینده ویژه آمریکا در امور ایران"


def test_behind_a_relative_clause_in_an_adjunct_the_sentence_has_its_own_speaker():
    text = "پس از اظهارات سفیر روسیه در تهران، که مدعی بود راه بسته است، ناصر کنعانی سخنگوی وزارت خارجه گفت: سفرا دخالت نکنند."
    assert said(text) == [("سفیر روسیه در تهران", "راه بسته است"), ("ناصر کنعانی سخنگوی وزارت خارجه", "سفرا دخالت نکنند")]


@pytest.mark.parametrize("frame", ["این تحولات در حالی رخ می‌دهد که ", "این سخنان در شرایطی مطرح می‌شود که "])
def test_behind_a_frame_of_the_news_somebody_speaks(frame):
    text = f"{frame}سعید نادری، در سفر هفته گذشته خود، اعلام کرده بود: «اگر توافق شود، خوب است.»"
    assert said(text) == [("سعید نادری", "اگر توافق شود، خوب است")]


def test_who_opens_what_is_said_speaks_in_it_and_the_speaker_goes_on():
    text = "سعید نادری گفت که رامین کریمی وعده داده است که پل باز می‌شود و تاکید کرد که راه بسته است."
    found = find(text, "fa")
    assert said(text) == [
        ("سعید نادری", "رامین کریمی وعده داده است که پل باز می‌شود"),
        ("رامین کریمی", "پل باز می‌شود"),
        ("سعید نادری", "راه بسته است"),
    ]
    assert found["level"].tolist() == [1, 2, 1]


def test_a_claim_asked_about_has_its_own_speakers():
    text = "ناصر کنعانی درباره ادعای روزنامه النهار مبنی بر اینکه رئیس جمهور فرانسه گفته است که راه باز است؛ گفت: درست نیست."
    assert [source for source, _ in said(text)] == ["روزنامه النهار", "رئیس جمهور فرانسه", "ناصر کنعانی"]


def test_a_promise_ends_where_its_speaker_goes_on():
    text = "رامین کریمی گفت که قول داده است که همه بازگردانده می‌شوند و مدعی شد: «ما به وعده خود عمل می‌کنیم.»"
    assert [surface for _, surface in said(text)][1:] == ["همه بازگردانده می‌شوند", "ما به وعده خود عمل می‌کنیم"]


def test_according_to_somebody_ends_where_another_speaks():
    assert said("به گفته سعید نادری، پل بسته است و وزیر راه تاکید کرد که پل باز است.") == [
        ("سعید نادری", "پل بسته است"),
        ("وزیر راه", "پل باز است"),
    ]


@pytest.mark.parametrize(
    ("quoted", "inner"),
    [
        ("رئیس جمهور آمریکا به ما گفت که جنگ تمام می‌شود. ما باور نکردیم.", ("رئیس جمهور آمریکا", "جنگ تمام می‌شود")),
        ("ما صبر کردیم و دونالد ترامپ اعلام کرد: جنگ تمام می‌شود.", ("دونالد ترامپ", "جنگ تمام می‌شود")),
        ("ایرج کریمی معتقد است باید راه باز شود.", ("ایرج کریمی", "باید راه باز شود")),
    ],
)
def test_speech_within_quotation_marks_is_told_by_who_is_quoted(quoted, inner):
    found = find(f"سعید نادری گفت: «{quoted}»", "fa")
    assert (found["source"].iloc[1], found["surface"].iloc[1]) == inner
    assert found["level"].tolist() == [1, 2]


def test_i_and_we_within_quotation_marks_are_no_other_speaker():
    assert len(said("سعید نادری گفت: «من به او گفتم که راه باز است و ما گفتیم که پل بسته است.»")) == 1


@pytest.mark.parametrize("prefix", ["دیدارنیوز: ", "مخاطب۲۴- "])
def test_the_name_of_a_site_before_a_sentence_says_nothing(prefix):
    assert said(f"{prefix}سخنگوی وزارت امور خارجه نشست دیروز را سازنده عنوان کرد.") == [("سخنگوی وزارت امور خارجه", "نشست دیروز را سازنده")]


def test_the_agency_whose_day_is_named_relays_too():
    text = "خبرگزاری رویترز روز دوشنبه به نقل از سه مقام آمریکایی نوشت مذاکرات متوقف شده است."
    assert [source for source, _ in said(text)] == ["خبرگزاری رویترز", "سه مقام آمریکایی"]


@pytest.mark.parametrize("when", ["چند روز پیش", "دو هفته قبل", "سه ماه پیش"])
def test_when_something_was_said_is_no_part_of_it(when):
    assert said(f"سعید نادری {when} مواضع غرب را «غیرسازنده» خوانده بود.") == [("سعید نادری", "مواضع غرب را «غیرسازنده»")]


def test_three_words_behind_said_are_said():
    assert said("دو مقام آمریکایی گفتند حمله نزدیک است.") == [("دو مقام آمریکایی", "حمله نزدیک است")]


def test_the_fields_of_a_ministry_are_no_names():
    text = "معاون وزارت صنعت، معدن و تجارت گفت: راه باز است. سعید زرندی افزود: پل هم باز است."
    found = find(text, "fa")
    assert found["source"].iloc[0] == "معاون وزارت صنعت، معدن و تجارت"
    assert found["source_id"].nunique() == 1


def test_a_ministry_ends_with_its_field_before_what_it_says():
    assert said("بنابر اعلام وزارت بهداشت میانگین آلودگی هوا در تهران بالا بوده است.")[0][0] == "وزارت بهداشت"


def test_a_title_that_opens_an_article_is_whose_name_comes_next():
    text = "سخنگوی سازمان هواپیمایی کشوری می‌گوید «برای تعطیلی باید آلودگی بیشتر باشد».\n\nسعید نادری این خبر را رد کرده است."
    assert find(text, "fa")["source_id"].nunique() == 1


@pytest.mark.parametrize("behind", ["؛ اما شورای نگهبان", "؛ شورای نگهبان"])
def test_behind_a_semicolon_another_speaks(behind):
    assert said(f"طرح پیوستن به پیمان در مجلس تصویب شد{behind} این طرح را رد کرد.") == [("شورای نگهبان", "این طرح")]


def test_what_an_agency_has_from_another_before_its_verb():
    text = "خبرگزاری رویترز به نقل از تلویزیون دولتی ایران تعداد کشته‌ها را بیش از ۱۵ نفر اعلام کرده است."
    assert said(text) == [
        ("خبرگزاری رویترز", "تعداد کشته‌ها را بیش از ۱۵ نفر"),
        ("تلویزیون دولتی ایران", "تعداد کشته‌ها را بیش از ۱۵ نفر"),
    ]


@pytest.mark.parametrize("verb", ["داد", "داده است", "می‌دهد"])
def test_news_given_of_something_in_two_parts(verb):
    assert said(f"مشاور وزیر راه خبر از بسته شدن پل {verb}.") == [("مشاور وزیر راه", "بسته شدن پل")]


def test_news_of_something_about_which_more_is_told():
    assert said("سعید نادری از جذب گردشگران خبر داد که درآمد شهر را بالا برده است.") == [("سعید نادری", "جذب گردشگران")]


def test_who_has_criticised_something_in_a_relative_clause():
    text = "با آمدن رئیس جدید بانک مرکزی که آشکارا از افزایش نرخ بهره انتقاد کرده بود، ارزش پول کم شد."
    assert said(text) == [("رئیس جدید بانک مرکزی", "افزایش نرخ بهره")]


def test_a_statement_is_of_who_issued_it_before():
    text = "وزارت دفاع آمریکا درباره این حمله بیانیه‌ای صادر کرد.\n\nدر این بیانیه آمده است: «ارتش اقدام قاطعی انجام داده است.»"
    assert find(text, "fa")["source_id"].tolist() == ["pentagon"]


def test_a_letter_an_agency_published_is_not_the_agencys():
    text = "خبرگزاری فارس نامه‌ای از سعید نادری را منتشر کرد. بر اساس این نامه، راه باز است."
    assert "fars-news" not in find(text, "fa")["source_id"].tolist()


def test_what_is_brought_in_an_announcement_of_ones_own():
    assert said("سپاه پاسداران در اطلاعیه خود آورده است: «او به شهادت رسید.»") == [("سپاه پاسداران", "او به شهادت رسید")]


@pytest.mark.parametrize("prefix", ["تهران (پانا) - ", "میدل ایست نیوز: ", "جامعه ۲۴- "])
def test_places_agencies_and_sites_before_a_sentence_say_nothing(prefix):
    assert said(f"{prefix}وزارت دفاع آمریکا در بیانیه‌ای اعلام کرد که راه باز است.") == [("وزارت دفاع آمریکا", "راه باز است")]


def test_a_thing_that_tells_of_something_says_nothing():
    assert said("این، از یک درگیری جدید بزرگ خبر می‌دهد.") == []


def test_what_another_says_within_quotation_marks_ends_where_the_speaker_objects():
    text = "سعید نادری گفت: «دولت می‌گوید هدف جلوگیری از حمله است، اما این کار اثر عکس دارد.»"
    assert said(text)[1] == ("دولت", "هدف جلوگیری از حمله است")


def test_that_somebody_says_something_is_a_lie():
    text = "سعید نادری مدعی شد اینکه ایران می‌گوید برنامه برای مصارف پزشکی است، دروغی بیش نیست."
    assert said(text)[1] == ("ایران", "برنامه برای مصارف پزشکی است")


@pytest.mark.parametrize("prefix", ["گروه بین‌الملل خبرگزاری فارس؛ ", "باشگاه خبرنگاران جوان؛ زهرا نجفی - "])
def test_the_desk_of_an_agency_before_a_sentence_says_nothing(prefix):
    assert said(f"{prefix}«سعید نادری» سخنگوی دفتر سازمان ملل گفت که راه باز است.")[0][0].startswith("«سعید نادری»")


def test_the_short_name_between_lines_belongs_to_the_credit():
    text = "به گزارش خبرگزاری اهل‌بیت ـ ابنا ـ به نقل از الجزیره، سخنگوی یونیسف هشدار داد که راه بسته است."
    assert said(text)[-1] == ("سخنگوی یونیسف", "راه بسته است")
