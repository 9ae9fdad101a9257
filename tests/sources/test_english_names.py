"""Which words of an English phrase name its speaker: beside owners, titles that are family names, peoples, initials, bodies."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text


def find(text: str):
    return read_text(text, "en")


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Jean Holtberg, Spain's interior minister,", "Jean Holtberg"),
        ("Maria Holtberg, Apple’s chief,", "Maria Holtberg"),
        ("Rep. Peter King, chairman of the committee,", "Peter King"),
        ("Forestry Chairman Rob Bishop", "Rob Bishop"),
        ("Former Ronald Reagan staffer Karl Holtberg", "Karl Holtberg"),
        ("Trump lawyer Karl Holtberg", "Karl Holtberg"),
        ("Mary Holtberg, a former secretary who Obama praised,", "Mary Holtberg"),
        ("Secretary of State John F. Kerry", "John Kerry"),
        ("John R. Bolton", "John Bolton"),
        ("Former President George W. Bush", "George W. Bush"),
        ("John H. Farsund", "John H. Farsund"),
    ],
)
def test_a_person_is_told_by_the_own_name(phrase: str, name: str) -> None:
    (said,) = find(f"{phrase} said that the road was shut.").itertuples()
    assert (said.source_name, said.coref) == (name, "explicit")


@pytest.mark.parametrize(
    ("phrase", "identity"),
    [
        ("Iranians", "iranians"),
        ("Some Palestinians", "palestinians"),
        ("Both Israelis and Palestinians", "both-israelis-and-palestinians"),
        ("House Democrats", "democratic-party-us"),
        ("South Korea's Joint Chiefs of Staff", "south-korea-joint-chiefs-of"),
        ("The Norwegian King", "norway-king"),
    ],
)
def test_a_people_a_body_or_a_bare_title_is_nobodys_name(phrase: str, identity: str) -> None:
    (said,) = find(f"{phrase} said that the road was shut.").itertuples()
    assert said.source_id == identity


def test_a_family_name_that_was_anothers_given_name_is_somebody_else() -> None:
    first, second = find("Yousef Haddad said that it was late. Mona Yousef, a driver, said that the road was shut.").itertuples()
    assert (first.source_name, second.source_name) == ("Yousef Haddad", "Mona Yousef")


def test_a_title_does_not_reach_over_a_paragraph() -> None:
    (said,) = find("Doubts about the road fund\n\nMary Holtberg drove there. “It is shut,” Holtberg said.").itertuples()
    assert said.source_type == "other"


def test_a_plan_named_after_somebody_is_not_taken_up_by_he() -> None:
    text = "“The road must be opened,” John Farsund said. {} might help, he said, if the weather holds."
    assert list(find(text.format("The Obama plan")).source_name) == ["John Farsund"] * 2


def test_whom_somebody_advises_keeps_his_name():
    found = find("Bolton, Mr. Trump's national security adviser, said the road was shut. President Trump said the bridge was open.")
    assert found["source_id"].tolist() == ["bolton", "trump"]


@pytest.mark.parametrize(
    ("phrase", "speaker", "type_"),
    [
        ("Foreign policy experts", "foreign-policy-experts", "other"),
        ("The country's Department of Foreign Affairs", "country-department-of-foreign-affairs", "official-state"),
        ("Social media users", "social-media-users", "other"),
        ("A news organisation", "news-organisation", "agency/outlet"),
        ("The mission of the United States to the United Nations", "mission-of-united-states-to", "official-state"),
        ("A retired military officer", "army", "other"),
        ("China's Marsh Corp", "china-marsh-corp", "other"),
        ("Many in India", "in-india", "other"),
        ("The Palestine Liberation Organisation", "plo", "party/movement"),
        ("The Obama administration", "usa-government", "official-state"),
        ("The prime minister's critics", "prime-minister-critics", "other"),
        ("Border Patrol agents", "border-patrol-agents", "official-state"),
        ("The president's eldest son", "president-eldest-son", "other"),
        ("The editorial board of the Washington Post", "washington-post", "agency/outlet"),
        ("The National Guard", "national-guard", "official-state"),
        ("The police union", "police-union", "other"),
        ("The Hezbollah-run channel Al-Manar", "al-manar", "agency/outlet"),
        ("Israeli army radio", "israeli-army-radio", "agency/outlet"),
        ("An expert on Hamas", "expert-on-hamas", "other"),
        ("Lawyers for Donald Trump", "lawyers-for-donald-trump", "other"),
    ],
)
def test_a_phrase_without_a_name_is_nobody_whose_name_it_only_holds(phrase, speaker, type_):
    found = read_text(f"The road\n\nThe road was shut on Monday.\n\n{phrase} said that the road was safe.", "en")
    assert found[["source_id", "source_type"]].to_numpy().tolist() == [[speaker, type_]]


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Mary Holt, the actor who plays Mandela,", "Mary Holt"),
        ("The actor who plays Mandela, Mary Holt,", "Mary Holt"),
        ("Paul Holt, a Netanyahu aide,", "Paul Holt"),
        ("Jan Ahmadian, a professor in Tehran,", "Jan Ahmadian"),
        ("Paul Holt, Trump's former lead attorney,", "Paul Holt"),
        ("Chairman of the Joint Chiefs of Staff Gen. Martin Dempsey", "Martin Dempsey"),
        ("Pentagon spokesman Col. Steve Warren", "Steve Warren"),
    ],
)
def test_an_unknown_person_is_not_a_known_one_named_beside(phrase, name):
    found = read_text(f"The road\n\nThe road was shut on Monday.\n\n{phrase} said that the road was safe.", "en")
    assert found["source_name"].tolist() == [name]
