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


def test_an_institute_is_not_its_director():
    text = "أعلن المعهد الوطني للمناخ أن النهر فاض. وقال مدير المعهد سامر الزيتوني إن الجسر سليم. وقال المعهد إن الطريق مغلق."
    institute, director, again = ids(text)
    assert director.startswith("name:") and institute == again


@pytest.mark.parametrize("name", ["زيد الزيتوني", "عباس الزيتوني", "تايلور باينز", "رامز كنعان"])
def test_a_given_name_goes_on_with_a_family_name(name):
    found = read_text(f"وقال {name} إن الطريق مغلق.", "ar")
    assert found["source"].tolist() == [name] and found["source_id"].str.startswith("name:").all()


def test_a_second_secretary_is_no_al_thani():
    found = ids("وقال السكرتير الثاني في الوفد القطري، طلال آل زيتون: «الطريق مغلق منذ عام».")
    assert len(found) == 1 and found[0].startswith("name:")


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        ("ونفى عمر قيام الجيران بقطع الطريق.", "عمر", "قيام الجيران بقطع الطريق"),
        ("ووصف مغردون آخرون المطالبة بالجسر بأنها ضرورية.", "مغردون آخرون", "المطالبة بالجسر بأنها ضرورية"),
        ("ورأت صحيفة ليبراسيون أن الطريق طويل.", "صحيفة ليبراسيون", "الطريق طويل"),
    ],
)
def test_where_a_name_ends_and_its_verb_goes_on(text, source, said):
    found = read_text(text, "ar")
    assert found[["source", "surface"]].values.tolist() == [[source, said]]


def test_how_somebody_speaks_is_nobody():
    found = read_text("قالت فاطمة الزيتوني إن البيت قديم. وواصلت بنوع من التذمر: «الطريق مغلق».", "ar")
    assert found["source_id"].nunique() == 1 and len(found) == 2


@pytest.mark.parametrize("who", ["متحدثة باسم المتحف", "متحدث باسم المتحف", "ناطقة رسمية"])
def test_a_woman_speaks_for_a_body_as_a_man_does(who):
    verb = "وقال" if who.startswith("متحدث ") else "وقالت"
    assert read_text(f"{verb} {who} إن الطريق مغلق.", "ar")["source"].tolist() == [who]


@pytest.mark.parametrize(
    ("before", "who", "verb", "source"),
    [
        ("أكدت وزارة الداخلية الألمانية أن الجسر سليم.", "متحدثة باسم الوزارة", "قالت", "germany-interior-ministry"),
        ("أعلنت الشرطة الألمانية أن الجسر سليم.", "المتحدث باسم الشرطة", "قال", "germany-police"),
        ("قال الرئيس دونالد ترامب إن الجسر سليم.", "متحدثة باسم البيت الأبيض", "قالت", "white-house"),
    ],
)
def test_who_speaks_for_a_body_is_nobody_else(before, who, verb, source):
    assert ids(f"{before} و{verb} {who} إن الطريق مغلق.")[1] == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("وتشن تركيا منذ شهر هجوما واسعا، تقول إنها تحمي به الجسر.", "تركيا"),
        ("قال النائب العام إن الجسر سليم. وغادر أبو الزيتون القاعة، قبل أن يقول إن الطريق مغلق.", "أبو الزيتون"),
        ("لكن معارضي الجسر ينتقدون في المقابل ما ينجم عنه.", "معارضي الجسر"),
        ("وقالت كونسويلو هيرنانديز، من سكان القرية، إن الطريق مغلق.", "كونسويلو هيرنانديز"),
        ("وأعلنت محافظة القاهرة أن الطريق مغلق.", "محافظة القاهرة"),
    ],
)
def test_who_stands_in_the_sentence_says_it(text, source):
    assert read_text(text, "ar")["source"].tolist()[-1] == source


@pytest.mark.parametrize("how", ["حسبما قال في حوار تلفزيوني", "وفقا لما قاله الإثنين في العاصمة", "وفق ما ذكر على صفحته"])
def test_where_or_when_it_was_said_says_nothing(how):
    found = ids(f"قال الوزير سامي خالد إن الجسر سليم. الطريق مغلق منذ أمس، {how}.")
    assert len(found) == 2 and len(set(found)) == 1


@pytest.mark.parametrize("hearer", ["لي", "لنا", "لهم"])
def test_who_hears_it_is_not_who_says_it(hearer):
    found = read_text(f"وصل الوزير سامي خالد. وقال {hearer} إن الطريق مغلق.", "ar")
    assert found["surface"].tolist() == ["الطريق مغلق"] and found["source"].isna().all()


@pytest.mark.parametrize("title", ["معالي الوزير", "سعادة السفير", "فضيلة الشيخ", "صاحب السمو الملكي الأمير", "اللواء الركن"])
def test_how_somebody_is_addressed_is_no_name(title):
    named, bare = (ids(f"وقال {who} سامي الزيتوني إن الطريق مغلق.") for who in (title, "السيد"))
    assert named == bare and bare[0].startswith("name:")


def test_these_are_who_spoke_last():
    assert ids("قال خبراء الجسور إن الجسر سليم. وأكد هؤلاء أن الطريق مغلق.") == ["khbra-aljsur"] * 2


@pytest.mark.parametrize("letter", ["د", "أ", "م"])
def test_a_letter_before_a_name_is_a_title(letter):
    named, bare = (ids(f"وقال {who}سامي الزيتوني إن الطريق مغلق.") for who in (f"{letter}. ", ""))
    assert named == bare and bare[0].startswith("name:")


def test_with_his_words_is_nobody():
    first, again = ids("قال سامي الزيتوني إن الجسر سليم. وأضاف بقوله: «الطريق مغلق».")
    assert first == again and first.startswith("name:")


@pytest.mark.parametrize(("where", "source"), [("البيت الأبيض", "white-house"), ("الكرملين", "kremlin")])
def test_who_speaks_for_a_palace_is_not_who_speaks_for_another(where, source):
    assert read_text(f"قال متحدث باسم {where} إن الطريق مغلق.", "ar")["source_id"].tolist() == [source]
    assert read_text(f"قال المتحدث باسم {where} إن الطريق مغلق.", "ar", None)["source_id"].tolist() == [source]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("وأكد المدرب راضي النجران أن المباراة صعبة.", "المدرب راضي النجران"),
        ("وقال مدير الميناء سيد أمين إن السفينة غادرت.", "مدير الميناء سيد أمين"),
        ("وقال المشرف العام على السباق بدر الهاجر إن الطريق قصير.", "المشرف العام على السباق بدر الهاجر"),
        ("أكد مدير فرع شركة المياه بمنطقة عسير ناصر الشهران توجيه الفرق إلى القرية.", "مدير فرع شركة المياه بمنطقة عسير ناصر الشهران"),
        ("أكد مدير الصحة بمحافظة قنا أحمد سالم توجيه الأطباء إلى القرية.", "مدير الصحة بمحافظة قنا أحمد سالم"),
        ("مسفر خالد دريني من سكان القرية أكد أن الطريق مغلق.", "مسفر خالد دريني"),
    ],
)
def test_a_name_stands_behind_title_place_and_branch_or_before_where_somebody_lives(text, speaker):
    found = read_text(text, "ar")
    assert found["source"].tolist() == [speaker] and found["source_id"].str.startswith("name:").all()


def test_who_holds_two_offices_is_one_person():
    found = read_text("وقال نائب رئيس مجلس الوزراء ووزير العدل محمد خالد النجار إن القانون جديد.", "ar")
    assert found["source_id"].str.startswith("name:").tolist() == [True] and found["source_type"].tolist() == ["official-state"]


def test_an_accusative_is_no_speaker():
    found = read_text("وكان يقول شعراً في وطنه، ويقال إنه سافر إلى الشام.", "ar")
    assert "name:sr" not in found["source_id"].tolist() and found["source"].isna().all()


@pytest.mark.parametrize(("noun", "speaker"), [("الوزارة", "turkey-interior-ministry"), ("الجيش", "army")])
def test_the_ministry_and_the_army_are_no_country_and_no_other_body_that_spoke(noun, speaker):
    text = f"قالت وزارة الداخلية التركية إن الطريق مفتوح. وقالت اليونان إن الطريق مغلق. وقال {noun} إن الحركة بطيئة."
    assert read_text(text, "ar")["source_id"].tolist() == ["turkey-interior-ministry", "greece", speaker]
