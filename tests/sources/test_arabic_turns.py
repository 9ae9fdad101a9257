"""Arabic sentences: what stands between a speaker and what is said, where the reporter comes back, who speaks on."""

from __future__ import annotations

import pandas as pd
import pytest

from evaluation.sources import read_text


def said(text: str) -> list[tuple[str | None, str]]:
    """Return who says what, in order of text."""
    found = read_text(text, "ar")
    return [(None if pd.isna(source) else source, surface) for source, surface in zip(found["source"], found["surface"], strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وأشار المصدر -الذي لم تذكر الصحيفة اسمه- أن الطريق مغلق.", [("المصدر", "الطريق مغلق")]),
        ("وقالت شركة (دي.بي.سي) إن الشحنة وصلت.", [("شركة (دي.بي.سي)", "الشحنة وصلت")]),
        ("وكتب الوزير في قناة \"دي.إن\" أن السفر آمن.", [("الوزير", "السفر آمن")]),
        ("وقال الناطق باسم البلدية في صفاقس، مهران الزغلامي، إن الماء عاد.",
         [("الناطق باسم البلدية في صفاقس، مهران الزغلامي", "الماء عاد")]),
        ("ولهذا السبب، يقول الباحث، تراجعت أسعار القمح في الأسواق.", [("الباحث", "تراجعت أسعار القمح في الأسواق")]),
        ("وتراجعت أسعار القمح في كل الأسواق، تضيف الصحيفة نفسها.", [("الصحيفة", "وتراجعت أسعار القمح في كل الأسواق")]),
    ],
)  # fmt: skip
def test_what_stands_around_a_speaker_is_no_part_of_what_is_said(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('وقال الوزير "لن نقبل أن تغلق المدارس أبوابها أمام أطفال هذه القرى البعيدة" الواقعة في الجنوب.',
         "لن نقبل أن تغلق المدارس أبوابها أمام أطفال هذه القرى البعيدة"),
        ("وأعلنت الحكومة فتح المعبر، ووقع الوزير محضرا بذلك.", "فتح المعبر"),
        ("وجدد الحزب دعمه لمرشحه، طارحا اسمه للنقاش.", "دعمه لمرشحه"),
        ("وأعربت الوزارة عن قلقها في إشارة إلى المعارك.", "قلقها"),
        ("وأكد الوزير أن الاتفاق قائم بكل بنوده -حسب تعبيره-.", "الاتفاق قائم بكل بنوده"),
    ],
)  # fmt: skip
def test_what_is_said_ends_where_the_reporter_comes_back(text, expected):
    assert said(text)[0][1] == expected


def test_who_is_only_quoted_does_not_speak_on():
    assert said("وقالت المنظمة إن الجيش يرفض الهدنة، مؤكدة أن المعارك مستمرة.")[-1] == ("المنظمة", "المعارك مستمرة")


@pytest.mark.parametrize(
    "text",
    [
        'ويجب أن تؤكد الدول "حق العودة الكامل للاجئين" في كل محفل.',
        "وسوف يعلن الوزير عن الخطة.",
        "وشهدت المدينة أمس احتجاجات تطالب بالعدل.",
    ],
)
def test_what_is_not_yet_said_is_no_speech(text):
    assert said(text) == []


def test_what_somebody_calls_something_is_theirs():
    assert said('واستنكرت الحركة ما وصفته بـ"الصمت الدولي".')[-1] == ("الحركة", 'بـ"الصمت الدولي"')


def test_a_given_name_more_is_somebody_else():
    assert "ban-ki-moon" not in read_text("وقال مون سونغ، مدير المصنع، إن الآلات توقفت.", "ar")["source_id"].tolist()


@pytest.mark.parametrize(
    ("source", "type_"),
    [("أعضاء المكتب السياسي", "party/movement"), ("العقيد مهران الزغلامي", "official-state"), ("مسؤول نقابي", "other")],
)
def test_capacity_is_told_by_body_rank_and_trade(source, type_):
    assert read_text(f"وقال {source} إن القرار نهائي.", "ar")["source_type"].tolist() == [type_]


def test_a_body_and_whom_it_addresses_are_two_phrases():
    text = "وطالبت حركة حماس الرئيس محمود عباس بالاعتذار عن الاتهامات. واتهمت وزارة الخارجية الحكومة الإسرائيلية بعرقلة السلام."
    asked = read_text(text, "ar")
    assert asked["source"].tolist() == ["حركة حماس", "وزارة الخارجية"] and asked["source_id"].iloc[0] == "hamas"
    firm = read_text("ونصحت الشركة المستخدمين بتوخي الحذر بشأن جميع الروابط.", "ar")
    assert firm["source"].tolist() == ["الشركة"]


def test_a_member_of_a_movement_is_named_behind_a_comma():
    found = read_text('صرّح القيادي في حركة "حماس"، خليل الحيّة، اليوم الخميس، بأنّ الحركة عرضت التوافق على هدنة.', "ar")
    assert found["source_id"].tolist() == ["khalil-al-hayya"]


def test_the_army_is_that_which_the_article_named_last():
    found = read_text("قصف الجيش التركي مواقع في الشمال، وردت إسرائيل بالصمت.\n\nوأشار الجيش إلى أن التصعيد يأتي ردا على الصواريخ.", "ar")
    assert found["source_id"].tolist() == ["turkey-army"]


def test_who_issued_a_statement_speaks_in_it():
    text = 'وقبل مغادرته، أصدر الوزير الإيراني بيانا عبر تويتر انتقد فيه "الإدارة المتطرفة" للرئيس دونالد ترامب.'
    assert read_text(text, "ar")["source"].tolist() == ["الوزير الإيراني"]


def test_of_whom_something_is_asked_is_no_part_of_what_is_asked():
    text = "وكانت تركيا قد طلبت أيضا الثلاثاء من السفير الإسرائيلي في أنقرة مغادرة البلاد موقتا."
    assert said(text) == [("تركيا", "مغادرة البلاد موقتا")]


def test_a_verb_that_completes_what_is_said_of_a_thing_is_no_speech_of_its_own():
    text = "وأكّدت حركة الجهاد أنّ تمويل الإدارة الأميركية للحرب، وتوفير كل أنواع الدعم لها، يُثبت أنّ الإدارة تدير الحرب."
    assert [surface[:5] + surface[-10:] for _, surface in said(text)] == ["تمويل" + "تدير الحرب"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقال نجران في فيديو نشره موقع إخباري: \"الطريق مفتوح للجميع\"، مضيفا \"سنعود غدا\".",
         [("نجران", "الطريق مفتوح للجميع"), ("نجران", "سنعود غدا")]),
        ("وكان سوسان أعلن في حديث لإحدى القنوات أنه سيعود غدا.", [("سوسان", "سيعود غدا")]),
        ("وأعلن سوسان في حديث لصحيفة محلية أنه سيعود غدا.", [("سوسان", "سيعود غدا")]),
        ("وأكد الوزير قبل أيام قليلة أنه سيعود غدا.", [("الوزير", "سيعود غدا")]),
        ("وقال القنصل إن الطريق مفتوح، مبينا، أن الحافلة وصلت.", [("القنصل", "الطريق مفتوح"), ("القنصل", "الحافلة وصلت")]),
        ("أكد القنصل السعودي في مدينة طنجة، عبدالله النجران مغادرة جميع الركاب.",
         [("القنصل السعودي في مدينة طنجة، عبدالله النجران", "مغادرة جميع الركاب")]),
        ("وصفت رئيسة منظمة «أطباء بلا حدود» دينا هولت، الوضع في القرية بالصعب.",
         [("رئيسة منظمة «أطباء بلا حدود» دينا هولت", "الوضع في القرية بالصعب")]),
        ("واستقبل الوفد في المطار المهندس سامي خالد الذي أكد أن الطريق مفتوح.", [("المهندس سامي خالد", "الطريق مفتوح")]),
        ("والتقى الوزير بالسفير الروسي الذي أكد أن الطريق مفتوح.", [("السفير الروسي", "الطريق مفتوح")]),
        ("واختارت اللجنة خليفة لسوسان الذي أكد أنه لن يعود. وقال سوسان إن الأمر انتهى.",
         [("سوسان", "لن يعود"), ("سوسان", "الأمر انتهى")]),
    ],
)  # fmt: skip
def test_where_somebody_speaks_is_passed_over_and_a_relative_clause_tells_of_whom_it_follows(text, expected):
    assert said(text) == expected


def test_an_adjective_behind_a_body_is_nobody_who_is_known():
    found = read_text("وقال عضو في الاتحاد الإسلامي، أبوبكر علي، إن الطريق مفتوح.", "ar", "2024-02-08")
    assert found["source_id"].str.startswith("name:").tolist() == [True]
