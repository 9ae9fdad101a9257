"""Arabic speech around asides, in the dual, by bodies and people of many kinds; who goes on speaking behind them."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text


def said(text: str, day: str | None = None) -> list[tuple[str | None, str]]:
    """Return (source, content) of every counted mention, in the order of the text."""
    found = read_text(text, "ar", day)
    rows = found[found["counted"]][["source", "start", "end"]].itertuples(index=False)
    return [(source if isinstance(source, str) else None, text[start:end]) for source, start, end in rows]


def speakers(text: str, day: str | None = None) -> list[str]:
    return read_text(text, "ar", day)["source_id"].tolist()


@pytest.mark.parametrize(
    ("verb", "head"),
    [("شدد", "الدبلوماسي المغربي"), ("شدد", "القنصل الفرنسي"), ("شدد", "أحد سكان القرية"), ("شددت", "البعثة"), ("شددت", "جريدة الفجر")],
)
def test_whoever_may_speak_is_listed_broadly(verb, head):
    assert said(f"و{verb} {head}، في تصريح للإذاعة، على أن الطريق مغلقة.") == [(head, "الطريق مغلقة")]


def test_an_aside_between_dashes_is_no_part_of_what_is_said():
    assert said("وحث الوزير -مساء أمس الأحد- السكان على مغادرة الوادي.") == [("الوزير", "السكان على مغادرة الوادي")]
    assert said('وقال الوزير - في كلمة بثها التلفزيون - "إن الوادي آمن وإن السكان عادوا".')[-1][1] == "إن الوادي آمن وإن السكان عادوا"


def test_two_who_spoke_take_the_dual():
    text = "وقال الكاتبان إن السد قديم.\n\nوأضافا أن المياه ترتفع.\n\nوأشارا إلى أن القرى مهددة."
    assert [content for _, content in said(text)] == ["السد قديم", "المياه ترتفع", "القرى مهددة"]
    assert len(set(speakers(text))) == 1
    joint = said("أكد وزير الزراعة فهد العمري ونظيره العماني سالم الحارثي، خلال اتصال، ضرورة فتح المعبر.")
    assert joint == [("وزير الزراعة فهد العمري ونظيره العماني سالم الحارثي", "ضرورة فتح المعبر")]


def test_a_past_verb_behind_what_somebody_does_today_has_the_outer_speaker():
    found = said("قالت وزارة الزراعة إن الحكومة تندد بقطع الأشجار ودعت السكان إلى حماية الغابة.")
    assert found[0] == ("وزارة الزراعة", "الحكومة تندد بقطع الأشجار")
    assert found[-1] == ("وزارة الزراعة", "السكان إلى حماية الغابة")


def test_of_whom_something_is_asked_is_no_speaker():
    found = said("أكدت وزارة الزراعة أن الغابة تحترق، ودعت وسائل الإعلام الدولية إلى تصوير الحريق.")
    assert found[-1] == ("وزارة الزراعة", "وسائل الإعلام الدولية إلى تصوير الحريق")


def test_a_statement_in_which_something_stands():
    assert said('وأصدرت البلدية بيانا جاء فيه: "نرفض قطع الأشجار كلها".') == [("البلدية", "نرفض قطع الأشجار كلها")]
    assert said("ونشرت الصحيفة التصريحات التي جاءت على لسان وزير الزراعة.") == []


def test_a_credit_may_name_an_estimate_or_who_brought_the_news():
    assert said("وبحسب تقديرات جهات أمنية فإن الحريق متعمد.") == [("جهات أمنية", "الحريق متعمد")]
    found = said("قال عمدة القرية إن الحريق أخمد، وفقا لخبر عاجل بثته قناة الفجر.")
    assert ("قناة الفجر", "قال عمدة القرية إن الحريق أخمد") in found
    clause = said("جاء في تقرير البلدية أن الغابة احترقت، وبحسب الصحيفة، فقد نزح السكان إلى المدينة.")
    assert clause[-1] == ("الصحيفة", "نزح السكان إلى المدينة")


def test_an_agency_relays_without_naming_from_whom():
    assert said("ونقلت وكالة الفجر أن الجسر انهار صباح اليوم.") == [("وكالة الفجر", "الجسر انهار صباح اليوم")]


def test_a_report_speaks_for_who_prepared_it():
    text = "قال تقرير أعدته وزارة الصحة العراقية إن الوباء ينحسر.\n\nوأوضح التقرير أن اللقاح متوفر."
    assert speakers(text) == ["iraq-health-ministry"] * 2
    assert speakers("قال بيان صادر عن الناطق بلسان الجيش الإسرائيلي، أمس، إن النفق دمر.") == ["idf"]


def test_who_opens_the_sentence_before_an_aside_speaks():
    assert said("العقيد سالم الحارثي وخلال المؤتمر الصحفي، أشار إلى أن المعبر مفتوح.") == [("العقيد سالم الحارثي", "المعبر مفتوح")]
    assert said("وخلال لقاء مع نظيره العماني، سالم الحارثي، شدد الوزير على فتح المعبر.")[-1][0] == "الوزير"
    assert said("وقال الوزير إن المعبر مغلق.\n\nوفي سياق آخر، ثمن قرار البلدية رفع الرسوم.")[-1][1] == "قرار البلدية رفع الرسوم"


def test_rank_and_name_in_marks_belong_to_the_title():
    assert said("أكد قائد الشرطة العميد “سالم الحارثي”، الاثنين، أن المعبر مفتوح.") == [
        ("قائد الشرطة العميد “سالم الحارثي”", "المعبر مفتوح")
    ]


def test_a_title_goes_on_with_its_place_and_a_name():
    named = said("وقال رئيس نقابة الصيادين في ولاية الساحل أبو بكر التازي لوكالة الفجر إن البحر هائج.")
    assert named == [("رئيس نقابة الصيادين في ولاية الساحل أبو بكر التازي", "البحر هائج")]
    fields = said("أعلن المتحدث باسم وزارة الطرق وبناء المدن، الأحد، أن الجسر مغلق.")
    assert fields == [("المتحدث باسم وزارة الطرق وبناء المدن", "الجسر مغلق")]


def test_participles_of_her_and_behind_a_comma():
    assert said("عبرت الوزيرة عن قلقها إزاء الحريق داعية إلى إخماده.")[-1] == ("الوزيرة", "إخماده")
    assert said('وقال الوزير إن الحريق أخمد، مردفا، "الغابة آمنة الآن والسكان عادوا".')[-1][1] == "الغابة آمنة الآن والسكان عادوا"


def test_what_may_be_and_what_became_clear_nobody_said():
    assert len(said("وأوضح الطبيب أن العلاج طويل، وقد يصف الطبيب دواء مسكنا.")) == 1
    assert said("وقد تحدث عن تنفيذها، وزعم المسلحون تنفيذ الهجوم.")[-1] == ("المسلحون", "تنفيذ الهجوم")


@pytest.mark.parametrize(("text", "day", "who"), [
    ("قال رئيس الحكومة التونسية إن المعبر مفتوح.", "2018-05-01", "chahed"),
    ("قال رئيس الحكومة المغربية إن المعبر مفتوح.", "2023-05-01", "akhannouch"),
    ("وقال وزير الخارجية السوداني إن المعبر مفتوح.", "2017-05-01", "ghandour"),
    ("وأكد المجلس الرئاسي الليبي أن المعبر مفتوح.", None, "presidential-council-libya"),
    ("وأفادت القبس بأن المعبر مفتوح.", None, "al-qabas"),
])  # fmt: skip
def test_people_and_bodies_of_the_arab_world_are_known(text, day, who):
    assert speakers(text, day) == [who]


def test_words_of_names_that_are_mostly_other_words_name_nobody():
    found = read_text("رئیس کل دادگستری استان فارس گفت: آب کافی است.\n\nحجت الاسلام کاظم موسوی گفت: راه باز است.", "fa")
    assert "name:frs" not in set(found["source_id"])
