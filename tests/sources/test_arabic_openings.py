"""Arabic speech told by people nobody listed, behind times and places, and where the reporter comes back."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text


def said(text: str) -> list[tuple[str | None, str]]:
    """Return (source, content) of every counted mention, in the order of the text."""
    found = read_text(text, "ar", None)
    rows = found[found["counted"]][["source", "start", "end"]].itertuples(index=False)
    return [(source if isinstance(source, str) else None, text[start:end]) for source, start, end in rows]


def speakers(text: str) -> list[str]:
    return read_text(text, "ar", None)["source_id"].tolist()


@pytest.mark.parametrize("who", ["بعض المزارعين", "معظم المعلمين", "سبعة مسؤولين", "24 دولة", "كبار المهندسين", "معالي وزير الزراعة"])
def test_some_most_and_a_number_of_people_speak(who):
    assert said(f"كما نبه {who} إلى جفاف البئر.") == [(who, "جفاف البئر")]


@pytest.mark.parametrize("source", ["مزارعين محليين", "المراقبين", "ثلاثة أشخاص حضروا الاجتماع", "الإحصاءات الرسمية"])
def test_people_and_documents_are_sources_also_without_a_title(source):
    assert [content for _, content in said(f"وجفت البئر الكبيرة في القرية، بحسب {source}.")] == ["وجفت البئر الكبيرة في القرية"]


def test_a_rule_followed_is_no_source_and_what_follows_a_source_stands_behind_then():
    assert said("ووزعت البذور وفق المشروعين المذكورين.") == []
    assert said("ووفق وزير الزراعة السابق سالم العمري فإن الماء قليل.")[0][1] == "الماء قليل"


def test_according_to_her_governs_what_follows():
    found = said("قالت وزيرة الزراعة إن البئر جفت. ووفقا لها، فإن القرية عطشى.")
    assert found[-1][1] == "القرية عطشى"


def test_and_that_according_to_somebody_governs_the_sentence_before():
    assert said("جفت البئر قبل شهر. وذلك وفقا لتقرير للبلدية.") == [("تقرير للبلدية", "جفت البئر قبل شهر")]


def test_in_her_words_behind_a_quotation():
    assert said('"لقد جفت البئر ولم يأت أحد" وفق وصفها.')[-1][1] == "لقد جفت البئر ولم يأت أحد"


@pytest.mark.parametrize(
    ("turn", "content"),
    [
        ("ما تعتبره البلدية إهمالا للآبار", "إهمالا للآبار"),
        ("من سماهم “أعداء الماء”", "أعداء الماء"),
        ("ما تسميه سرقة للمياه", "سرقة للمياه"),
        ("ما سماه التبذير الكبير الذي جفف الآبار", "التبذير الكبير"),
    ],
)
def test_what_somebody_calls_something_is_theirs(turn, content):
    assert said(f"وقال المحافظ إن القرية تحارب {turn}.")[-1][1] == content


def test_a_thing_may_be_called_by_the_speaker_of_before():
    assert said('وزار الوزير البئر، وتحدث عن أضرار وصفها بـ"الطفيفة" في القرية.')[-1][1] == "الطفيفة"
    assert said("وفي القرية قوات شبه عسكرية، وقال العمدة إن البئر جفت.")[0] == ("العمدة", "البئر جفت")


def test_by_saying_opens_a_quotation():
    assert said('واكتفى العمدة بالقول "لقد جفت البئر كلها قبل شهر كامل" وغادر.')[-1][1] == "لقد جفت البئر كلها قبل شهر كامل"


@pytest.mark.parametrize("aside", ["عبر منصة تويتر", "في أيار الماضي", "مؤخرا"])
def test_what_is_announced_stands_behind_place_and_time(aside):
    assert said(f"وأكدت الشرطة {aside} إغلاق الطريق الزراعي.") == [("الشرطة", "إغلاق الطريق الزراعي")]


def test_the_preposition_of_the_verb_may_stand_far_behind():
    assert said("وأعلن العمدة في مؤتمر صحفي عن حفر بئر جديدة.") == [("العمدة", "حفر بئر جديدة")]
    assert said("ودعا بعض المشرعين من حزب الوادي إلى حفر بئر.") == [("بعض المشرعين", "حفر بئر")]


def test_behind_a_verb_of_many_stands_no_subject():
    text = "وقال مزارعون إن البئر جفت، واتهموا رئيس البلدية بأنه أهملها."
    assert said(text)[-1] == ("مزارعون", "رئيس البلدية بأنه أهملها")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("واتهمت منظمات حقوقية البلدية الكبرى بتجفيف البئر.", ("منظمات حقوقية", "البلدية الكبرى بتجفيف البئر")),
        ("ويحض ناشطون البلدية على حفر بئر.", ("ناشطون", "البلدية على حفر بئر")),
        ("ويتهم المزارعون إسرائيل بتجفيف البئر.", ("المزارعون", "إسرائيل بتجفيف البئر")),
        ("وأكد هرموسي دعم القرية للمشروع.", ("هرموسي", "دعم القرية للمشروع")),
        ("كما أعلنت الناقلة عن خط جديد إلى الوادي.", ("الناقلة", "خط جديد إلى الوادي")),
        ("وأكد سالم هرموسي، مدير البئر الجديدة، حرص القرية على الماء.", ("سالم هرموسي، مدير البئر الجديدة", "حرص القرية على الماء")),
        ("ودعت الأمم المتحدة إلى حفر بئر.", ("الأمم المتحدة", "حفر بئر")),
        ("ونفت الولايات المتحدة أي علاقة لها بالجفاف.", ("الولايات المتحدة", "أي علاقة لها بالجفاف")),
        ("ودعا اللقاء ذاته إلى حفر بئر.", ("اللقاء ذاته", "حفر بئر")),
        ("وأكد مدير بئر الوادي سالم هرموسي أن الماء قليل.", ("مدير بئر الوادي سالم هرموسي", "الماء قليل")),
    ],
)
def test_the_speaker_ends_where_the_object_begins(text, found):
    assert said(text) == [found]


def test_what_somebody_is_told_may_stand_behind_a_preposition():
    assert said("وأبلغت الوزارة مهندسي القرية بحفر بئر جديدة.") == [("الوزارة", "بحفر بئر جديدة")]
    found = said("وقالت الصحيفة إن الوزارة أبلغت البلدية بحفر بئر جديدة.")
    assert found[-1] == ("الوزارة", "بحفر بئر جديدة")


def test_a_body_that_takes_the_verb_of_a_woman_is_asked_by_him():
    assert said("قال العمدة إن البئر جفت. وطالب الحكومة بحفر بئر.")[-1][1] == "الحكومة بحفر بئر"


def test_everybody_behind_a_demand_is_asked():
    assert said("وأعربت الوزارة عن قلقها، وحثت جميع القرى على توفير الماء.")[-1] == ("الوزارة", "جميع القرى على توفير الماء")
    assert said("ونفى جميع المسؤولين هذه التهمة.") == [("جميع المسؤولين", "هذه التهمة")]


def test_who_asked_not_to_be_named_says_what_follows():
    assert said("وقال مهندسون، طلبوا التحفظ على أسمائهم، إن البئر جفت.") == [("مهندسون", "البئر جفت")]


def test_two_verbs_side_by_side_are_one_and_a_name():
    assert said("وقال دان هولمز إن البئر جفت.") == [("دان هولمز", "البئر جفت")]
    assert said("وفي مدينة عدن قال العمدة إن البئر جفت.") == [("العمدة", "البئر جفت")]


def test_names_do_not_reach_into_the_clause():
    assert said("ونوه الملك عبد الله إلى أن البئر جفت.") == [("الملك عبد الله", "البئر جفت")]


@pytest.mark.parametrize("rest", ["، وذلك بعد أيام من الحريق", " وذلك في كلمة ألقاها", "، في خطوة أثارت الجدل"])
def test_when_and_where_it_was_said_is_no_part_of_it(rest):
    assert said(f"وأكد العمدة أن البئر جفت{rest}.") == [("العمدة", "البئر جفت")]


def test_what_is_asked_begins_with_its_question_word():
    assert said("وتساءلت الصحيفة كيف جفت البئر.") == [("الصحيفة", "كيف جفت البئر")]


def test_that_and_the_latter_stand_for_what_was_named():
    assert said("ورفض العمدة الخطة. ونفى الوزير ذلك.")[-1] == ("الوزير", "ذلك")
    assert said('وينتقد العمدة الوزارة، في حين تصف الأخيرة البئر بأنها "قديمة".')[-1] == ("الأخيرة", 'البئر بأنها "قديمة"')


@pytest.mark.parametrize("verb", ["دعا إلى حفر بئر", "حث القرية على حفر بئر"])
def test_a_demand_within_what_somebody_says_is_a_turn_of_its_own(verb):
    assert len(said(f"وقالت الصحيفة إن وزير الزراعة {verb}.")) == 2


def test_the_speaker_may_stand_between_commas_or_dashes_or_behind_a_stop():
    assert said("ورغم الجفاف، يورد البلاغ ذاته، تمكنت القرية من حفر بئر جديدة.")[0][0] == "البلاغ ذاته"
    assert said("وقد جفت البئر -كما يقول هرموسي- منذ عام.")[0] == ("هرموسي", "وقد جفت البئر")
    assert said("لقد جفت البئر الكبيرة في القرية الشهر الماضي.. تضيف الصحيفة.")[0][1].endswith("الشهر الماضي")


def test_a_clause_whose_complementizer_can_be_nobody_elses():
    text = "واعتبر المشرف العام على فريق تطوير البئر الدكتور سالم هرموسي أن الماء قليل."
    assert said(text)[0][1] == "الماء قليل"
    assert said("وأعلن كبير مهندسي وادي الزيتون في ملف المياه الاثنين، أن البئر جفت.")[0][1] == "البئر جفت"


def test_an_agency_may_bring_words_on_somebodys_tongue():
    found = said('ونقلت وكالة الأنباء على لسان العمدة قوله: "جفت البئر كلها".')
    assert [source for source, _ in found] == ["وكالة الأنباء", "العمدة"]


@pytest.mark.parametrize(
    "text",
    [
        "ويتوقع أن تجف البئر.",
        "ومما يؤكد الجفاف أن البئر خاوية.",
        "واستمرت الحرب إبان حكم الأمير.",
        "ولم يتحدث العمدة أبدا أن البئر جفت.",
    ],
)
def test_nobody_speaks(text):
    assert said(text) == []


def test_an_adjective_with_the_ending_of_a_participle_is_none():
    assert said("ورفض العمدة انتخاب المهندس رئيسا مؤيدا لحفر البئر.") == [("العمدة", "انتخاب المهندس رئيسا مؤيدا لحفر البئر")]


def test_bodies_belong_to_the_country_behind_them():
    assert speakers("وقالت المفوضية العليا المستقلة للانتخابات في ليبيا إن الاقتراع انتهى.") == ["libya-election-commission"]
    assert speakers("وقالت إدارة الطوارئ والكوارث في تركيا إن الزلزال انتهى.") == ["turkey-government"]


def test_the_arab_summit_is_no_channel_and_who_is_addressed_does_not_speak():
    assert "al-arabiya" not in speakers("وأكد البيان الختامي للقمة العربية أن البئر جفت.")
    assert said("وتابع المتحدث لهسبريس أن البئر جفت.") == [("المتحدث", "البئر جفت")]
