"""Which Arabic words are verbs, and what the grammar makes of it."""

import pytest

from corpus_analysis.sources.arabic.verbs import find_verbs
from corpus_analysis.text.normalize import match_forms
from evaluation.sources import read_texts


def test_verbs_are_told_from_nouns_by_the_company_their_forms_keep():
    verbs = match_forms(["وسيطر", "استقبلت", "يفترض", "اعتادت", "ستواصل", "قتلوا", "انطلق", "ليؤكد"])
    nouns = match_forms(["الهجوم", "اتفاق", "واسع", "مصادر", "بيان", "رئيس", "انتخابات", "فلسطين", "وزير", "تصريحات"])
    assert find_verbs([*verbs, *nouns]) == set(verbs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ونشر القراصنة وثائق يفترض أنها عقود لوزارة الدفاع.", []),
        ("وقال مصدر أمني إن قراصنة أعلنوا أنهم اخترقوا أجهزة الوزارة.", ["مصدر أمني", "قراصنة"]),
        ("وقال للجنة الشؤون الخارجية إن المحادثات مستمرة.", []),
        ("وأعلن ترمب أمس الثلاثاء انسحاب بلاده من الاتفاق النووي.", ["ترمب"]),
    ],
)
def test_who_speaks_is_told_with_the_help_of_verbs(text, expected):
    found = read_texts({"a": ("ar", "2018-05-09", text)})
    assert found["source"].dropna().tolist() == expected
