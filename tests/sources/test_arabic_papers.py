"""Arabic of national newspapers: their spelling and dashes, bodies and sources without a name, who acts in the sentence."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text


def find(text: str):
    return read_text(text, "ar", "2012-07-10")


def test_a_stretching_line_alone_is_a_dash():
    found = find("وقال ـ في كلمة قصيرة ـ إن الطريق مفتوح للجميع.")
    assert found["surface"].tolist() == ["الطريق مفتوح للجميع"] and found["source"].isna().all()


def test_a_text_that_dots_every_final_letter_denies_with_it():
    found = find("ذهب الوفد إلي المدينة. ونفي الدكتور سامي خالد ما تردد حول القرار.")
    assert found["source"].tolist() == ["الدكتور سامي خالد"]
    found = find("ذهب الوفد إلى المدينة. ونفي الدكتور سامي النجار من بلاده أحزن الجميع.")
    assert found.empty


def test_a_name_that_begins_like_that_opens_nothing():
    found = find("وعلقت الصحيفة على تقرير الأمين العام للأمم المتحدة بان كي مون أمام المجلس.")
    assert found.empty


@pytest.mark.parametrize("credit", ["بحسب ما أفادت به وكالة رويترز", "وفق ما صرحت به وكالة رويترز"])
def test_what_an_agency_came_out_with_is_credited(credit):
    found = find(f"قتل عشرة من الصيادين قبالة الميناء، {credit}.")
    assert found[["source_id", "surface"]].values.tolist() == [["reuters", "قتل عشرة من الصيادين قبالة الميناء"]]


def test_two_sources_are_nobody_who_is_named():
    found = find("غادر الوفد العاصمة مساء أمس، وفقا لما ذكره مصدران في وزارة النقل.")
    assert found[["source", "source_type"]].values.tolist() == [["مصدران في وزارة النقل", "other"]]


def test_who_acted_tells_it_on_that_day():
    found = find("قصفت القوات الحكومية مواقع قرب النهر ليلا، وفق ما أعلنت الأربعاء.")
    assert found[["source", "coref"]].values.tolist() == [["القوات الحكومية", "shared-subject"]]


@pytest.mark.parametrize(
    ("who", "capacity"),
    [
        ("رئيس حزب الواحة", "party/movement"),
        ("الأخ سامي النجار عضو الأمانة العامة للتنظيم الشعبي", "party/movement"),
        ("أمين سر تكتل الواحة", "party/movement"),
        ("المبعوث الأممي", "intl-org"),
        ("مصادر في لجنة الانتخابات", "other"),
    ],
)
def test_for_whom_a_member_or_envoy_speaks(who, capacity):
    assert find(f"قال {who} إن المرحلة صعبة.")["source_type"].tolist() == [capacity]


@pytest.mark.parametrize("who", ["النواب", "نواب", "عدد من النواب", "مجموعة من المشرعين", "سفراء"])
def test_lawmakers_and_envoys_speak_for_the_state_as_one_of_them_does(who):
    assert find(f"قال {who} إن المرحلة صعبة.")["source_type"].tolist() == ["official-state"]
