"""The directory of people and bodies, and the ids of those nobody listed."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from corpus_analysis.lexicon import read_yaml
from corpus_analysis.sources.people import TYPES, load_directory, skeleton
from corpus_analysis.text.normalize import match_form
from evaluation.sources import read_text, read_texts


def words(text: str) -> list[str]:
    return [match_form(word) for word in text.split()]


@pytest.mark.parametrize(("name", "language"), [
    ("أميرعبد اللهيان", "ar"), ("أمير عبد اللهيان", "ar"), ("أمير عبداللهيان", "ar"),
    ("امیرعبداللهیان", "fa"), ("امیر عبداللهیان", "fa"), ("Amirabdolahian", "en"),
])  # fmt: skip
def test_one_person_is_found_in_all_spellings(name, language):
    assert [entity.id for _, _, entity in load_directory().find(words(name), language)] == ["amir-abdollahian"]


def test_the_consonants_of_a_name_agree_across_scripts():
    assert len({skeleton(words(name)) for name in ("عبد اللهيان", "عبداللهیان", "Abdolahian", "Abdollahian")}) == 1
    assert skeleton(words("Ali")) != skeleton(words("Annan"))


def test_an_office_has_the_holder_of_the_day():
    directory = load_directory()
    holders = [directory.holder("iran/foreign-minister", dt.date(year, 6, 1)) for year in (2014, 2022, 2025)]
    assert [person.id for person in holders if person] == ["zarif", "amir-abdollahian", "araghchi"]
    assert directory.holder("iran/foreign-minister", dt.date(1900, 1, 1)) is None


def test_no_office_has_two_holders_on_one_day():
    for office, held in load_directory().holders.items():
        for (_, end, person), (start, _, later) in pairwise(held):
            assert end is not None and start is not None, (office, person.id)
            assert (start - end).days >= -1, (office, person.id, later.id)


def test_every_entry_names_its_type_and_has_names_in_latin_script():
    for row in read_yaml("people.yaml")["people"]:
        assert row["type"] in TYPES and row["en"] and row["ar"] and row["fa"], row["id"]
    assert len(read_yaml("people.yaml")["people"]) >= 300
    assert len(read_yaml("institutions.yaml")["institutions"]) >= 180


def test_an_unlisted_speaker_is_one_person_by_full_and_by_family_name():
    text = "قال الخبير العسكري سمير الزبيدي إن المعركة طويلة.\n\nوأوضح الزبيدي أن الذخائر تنفد بسرعة كبيرة."
    found = read_texts({"d": ("ar", None, text)})
    assert len(found) == 2 and found["source_id"].nunique() == 1
    assert found["source_id"].iloc[0].startswith("name:")


@pytest.mark.parametrize(("name", "identity"), [("Jim Mattis", "mattis"), ("United Nations Security Council", "un-security-council")])
def test_a_short_given_name_and_the_united_nations_written_out_are_variants_by_rule(name, identity):
    assert [entity.id for _, _, entity in load_directory().find(words(name), "en")] == [identity]


def test_a_name_with_a_hyphen_is_found_on_the_page_and_a_hyphen_behind_a_name_is_no_part_of_it():
    assert load_directory().find(["nouri", "al", "-", "maliki"], "en")[0][1] == 4
    assert load_directory().find(["hamas", "-", "run"], "en")[0][1] == 1


def test_nobody_is_listed_twice():
    people = read_yaml("people.yaml")["people"]
    bearers: dict[tuple[str, str], set[str]] = {}
    for person in people:
        for language in ("en", "ar", "fa"):
            for name in person.get(language, ()):
                bearers.setdefault((language, match_form(name, language)), set()).add(person["id"])
    assert len({person["id"] for person in people}) == len(people)
    assert {name: ids for name, ids in bearers.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(("text", "language", "shown"), [
    ("قال يوسف المحمود إن القرار مهم. وأضاف المحمود أن الأمر جيد.", "ar", ["يوسف المحمود"] * 2),
    ("سید هاشم‌الحیدری گفت: راه باز است.", "fa", ["هاشم‌الحیدری"]),
    ("Fahmi Holt said the road was open.", "en", ["Fahmi Holt"]),
    ("The Turkish foreign ministry said the road was open.", "en", ["Turkey: foreign ministry"]),
    ("The White House said the road was open.", "en", ["United States: presidency"]),
])  # fmt: skip
def test_a_source_is_shown_as_it_is_listed_or_as_the_article_writes_it(text, language, shown):
    assert read_text(text, language)["source_name"].tolist() == shown


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Peter Holt said the road was open. Peter Garner said it was closed."),
        ("en", "Barack Obama said the road was open. Barack Levin said it was closed."),
        ("ar", "قال سامر الحمداني إن الطريق مفتوح. وقال سامر النجفي إن الطريق مغلق."),
        ("ar", "قال أحمد النجار إن الطريق مفتوح. وقال سعيد النجار إن الطريق مغلق."),
        ("ar", "قال ديفيد كاميرون إن الطريق مفتوح. وقال ديفيد هولت إن الطريق مغلق."),
        ("fa", "محمد کریمی‌نیا گفت: راه باز است. محمد سلطان‌زاده گفت: راه بسته است."),
        ("fa", "حسن روحانی گفت: راه باز است. حسن نوربخش گفت: راه بسته است."),
    ],
)
def test_two_who_share_a_given_or_a_family_name_are_two(language, text):
    assert read_text(text, language)["source_id"].nunique() == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Peter James Holt said the road was open. Peter Holt said it was closed. Holt said no more."),
        ("ar", "قال محمد سالم النجار إن الطريق مفتوح. وقال محمد النجار إن الطريق مغلق. وقال النجار إن الجسر مغلق."),
        ("ar", "قال الملك سلمان إن الطريق مفتوح. وقال الملك السعودي إن الجسر مغلق."),
        ("fa", "جروم پاول گفت: راه باز است. پاول گفت: راه بسته است."),
    ],
)
def test_a_shorter_form_of_a_full_name_is_the_same_person(language, text):
    assert read_text(text, language)["source_id"].nunique() == 1
