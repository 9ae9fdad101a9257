"""Where English speech begins and ends, and who says it: one turn of phrase a row, as (speaker, what is said)."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text

OPENING = "The road\n\nThe road across the hills was shut on Monday.\n\n"


def find(text: str):
    return read_text(OPENING + text, "en")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The group said yesterday, they had left two villages.",
            [("The group", "they had left two villages")],
        ),
        (
            "Then, driver Mark Holt recalled, the road was shut.",
            [("driver Mark Holt", "the road was shut")],
        ),
        (
            "Holt said, however, the road would stay within the limits.",
            [("Holt", "the road would stay within the limits")],
        ),
        (
            "It was unclear who hired the driver, who, according to the council, is suspected of theft.",
            [("the council", "is suspected of theft")],
        ),
        (
            "This week, driver Mark Holt said, after meeting with his Danish friends, that the road was shut.",
            [("driver Mark Holt", "the road was shut")],
        ),
        (
            "OSLO, Apr 30 (NTB) – Drivers said the road was mined.",
            [("Drivers", "the road was mined")],
        ),
        (
            "Norway – one of the parties to the deal – said the road was shut.",
            [("Norway", "the road was shut")],
        ),
        (
            "The talks began hours after the mayor, Marta Holt, released a statement calling for calm.",
            [("Marta Holt", "calm")],
        ),
        (
            "Marta Holt has defended the new toll, saying every road must pay.",
            [("Marta Holt", "the new toll"), ("Marta Holt", "every road must pay")],
        ),
        (
            "The council, which Holt has accused of “shutting the road”, met on Monday.",
            [("Holt", "shutting the road")],
        ),
        (
            "The court ordered Norway to open the road.",
            [("The court", "Norway to open the road")],
        ),
        (
            "The minister ordered another forty drivers to Oslo.",
            [],
        ),
        (
            "The minister said the road was mined, but there was no confirmation of it.",
            [("The minister", "the road was mined")],
        ),
        (
            "It was shut in what the minister called a “poor trade” on Monday.",
            [("the minister", "a “poor trade”")],
        ),
        (
            "The bridge was hit on Monday, the agency Reuters quoted the road company as saying.",
            [("the agency Reuters", "The bridge was hit on Monday"), ("the road company", "The bridge was hit on Monday")],
        ),
        (
            "Holt was trying to shut the road and encourage the drivers to leave.",
            [],
        ),
        (
            "As the mayor told drivers that the road was safe, the group on Monday refused to go, saying it was mined.",
            [("the mayor", "the road was safe"), ("the group", "it was mined")],
        ),
        (
            "This road was being repaired, he said, “because it fell apart”.",
            [("he", "This road was being repaired")],
        ),
        (
            "They met in Oslo.The minister said the road is shut.By Monday it was open, he added.",
            [("The minister", "the road is shut"), ("he", "By Monday it was open")],
        ),
        (
            "While the army said it was ready, the roads stayed shut.",
            [("the army", "it was ready")],
        ),
        (
            "The minister rejected the drivers' claim that the road was safe.",
            [("The minister", "the drivers' claim that the road was safe"), ("the drivers", "the road was safe")],
        ),
        (
            "Drivers dismissed warnings by the army that the road was mined.",
            [("Drivers", "warnings by the army that the road was mined"), ("the army", "the road was mined")],
        ),
        (
            "The driver, who officials said died on the road, was young.",
            [("officials", "died on the road")],
        ),
        (
            "The company, affiliated with the port, claimed responsibility for the delay, a statement from the company said.",
            [
                ("a statement from the company", "The company, affiliated with the port, claimed responsibility for the delay"),
                ("The company", "responsibility for the delay"),
            ],
        ),
        (
            "The two sides are calling the road “a trap for drivers”.",
            [("The two sides", "the road “a trap for drivers”")],
        ),
        (
            "‘We will open the road,’ Holt said. ‘It’s safe for the drivers’ families,’ he added.",
            [("Holt", "We will open the road"), ("he", "It’s safe for the drivers’ families")],
        ),
        (
            "The minister called it a trap, a move that angered drivers.",
            [("The minister", "a trap")],
        ),
        (
            "The road, Holt said at a news conference, remains shut.",
            [("Holt", "The road")],
        ),
    ],
)
def test_what_is_said_begins_and_ends_where_its_clause_does(text, said):
    found = find(text)
    assert list(zip(found["source"], found["surface"], strict=True)) == said


def test_a_sentence_behind_a_quotation_is_its_own():
    found = find("“The road is shut.” Minister Jan Holt said the drivers were angry. The mayor warned they would come.")
    assert found["surface"].tolist() == ["the drivers were angry", "they would come"]


def test_presidents_who_speak_together_speak_for_states():
    found = find("President Barack Obama and Prime Minister David Cameron praised the plan to open it.")
    assert found["source_type"].tolist() == ["official-state"]


def test_a_sentence_behind_a_quotation_may_open_with_another_speaker():
    found = find("Holt told Reuters: “It is a poor road.” According to Marsh, it will be shut.")
    assert found["surface"].tolist() == ["It is a poor road", "it will be shut"]


def test_a_president_and_his_counterpart_are_two_who_speak_again_by_name():
    found = find(
        "Turkish President Recep Tayyip Erdogan and his Russian counterpart Vladimir Putin announced a truce. Erdogan said it would hold."
    )
    assert found["source_id"].tolist()[1] == "erdogan"


def test_the_military_is_not_the_police():
    found = find("Police said two drivers were hurt. The military said the road was shut.")
    assert found["source_id"].nunique() == 2


def test_somebody_of_the_same_family_name_as_a_known_person_is_somebody_else():
    found = find("Drivers of Maulana Fazlur Rehman left on Monday. Rehman said the road was shut.")
    assert found["source_id"].tolist()[-1].startswith("name:")
