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
                ("The company,", "responsibility for the delay"),
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
