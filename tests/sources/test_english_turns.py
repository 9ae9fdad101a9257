"""English turns of phrase that open, tear or end what is said: one construction a row, as (speaker, what is said)."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text

OPENING = "The road\n\nThe road across the hills was shut on Monday.\n\n"


def find(text: str):
    return read_text(OPENING + text, "en")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # who speaks
        ("“We will mend it,” Fleming spokesman Jan Holt said.", [("Fleming spokesman Jan Holt", "We will mend it")]),
        ("And sources have since confirmed that it was mined.", [("sources", "it was mined")]),
        ("It was the ministry that asked the court to shut it.", [("the ministry", "the court to shut it")]),
        ("About the rest, 40 percent said they would stay.", [("40 percent", "they would stay")]),
        ("Oslo pushed back, its spokeswoman telling drivers that it was safe.", [("its spokeswoman", "it was safe")]),
        ("The group appealed, with lawyers arguing it was too late to mend it.", [("lawyers", "it was too late to mend it")]),
        ("Jan Holt left. Holt goes on to suggest that it is unsafe.", [("Holt", "it is unsafe")]),
        ("Jan Holt took to Twitter to complain he would never use it.", [("Jan Holt", "he would never use it")]),
        ("The report, published on Friday, found that it was unsafe.", [("The report", "it was unsafe")]),
        ("The study found the bridge was unsafe.", [("The study", "the bridge was unsafe")]),
        ("According to the council, repairs would take a week.", [("the council", "repairs would take a week")]),
        ("He spoke to drivers that it claims are thieves.", [("it", "are thieves")]),
        ("Neither the army nor the police said it was safe.", []),
        ("Marsh didn’t initially believe that it was safe.", []),
        ("Last year, Norway called off a visit by the minister.", []),
        ("Norway named the World Road Forum (WRF), which has said it is safe.", [("the World Road Forum", "it is safe")]),
        ("One of the drivers, 34-year-old Jan Holt, said: “It is bad.”", [("One of the drivers, 34-year-old Jan Holt", "It is bad")]),
        # where what is said begins
        ("The firm is small, spokesman Jan Holt told a monthly briefing.", [("spokesman Jan Holt", "The firm is small")]),
        ("The firm is small, Norway said on Monday amid talks.", [("Norway", "The firm is small")]),
        ("Norway announced in May that it would mend it.", [("Norway", "it would mend it")]),
        ("Norway warned after meeting the drivers that it was unsafe.", [("Norway", "it was unsafe")]),
        ("Norway warned about delays.", [("Norway", "delays")]),
        ("Norway refuted any suggestion that it was unsafe.", [("Norway", "any suggestion that it was unsafe")]),
        ("Norway has threatened to fine any driver that uses it.", [("Norway", "to fine any driver that uses it")]),
        ("Also, he said, it would be mended.", [("he", "it would be mended")]),
        ("Police identified the driver as a clerk.", [("Police", "the driver as a clerk")]),
        ("He told reporters in Oslo it would be mended.", [("He", "it would be mended")]),
        ("Norway said it gives weight to the “free”, “fair” use.", [("Norway", "it gives weight to the “free”, “fair” use")]),
        ("Norway called the plan - or Road Plan (RP) - a “poor trade”.", [("Norway", "the plan - or Road Plan (RP) - a “poor trade”")]),
        ("Two members have written to the mayor asking whether it was safe.", [("Two members", "whether it was safe")]),
        (
            "An Oslo Tribune poll released this week showed most drivers had left it.",
            [("An Oslo Tribune poll released this week", "most drivers had left it")],
        ),
        (
            "Veteran driver Jan Holt wrote a letter, which was read on Friday, urging Oslo to mend it.",
            [("Veteran driver Jan Holt", "Oslo to mend it")],
        ),
        ("The plan was late, Holt said, noting there was no way.", [("Holt", "The plan was late"), ("Holt", "there was no way")]),
        ("The port reported an explosion near the road.", [("The port", "an explosion near the road")]),
        ("Norway urged Oslo to remove the cause that shut it.", [("Norway", "Oslo to remove the cause that shut it")]),
        ("Norway castigated the new office for the delay.", [("Norway", "the new office for the delay")]),
        ("A clerk was asked on Friday whether Norway believes it is safe.", []),
        ("But according to Norway, the bridge is safe.", [("Norway", "the bridge is safe")]),
        ("They met at an inn, where, according to Norway, they talked for hours.", [("Norway", "they talked for hours")]),
        (
            "However, Reuters and other outlets, citing the road office, said it was safe.",
            [("Reuters and other outlets", "it was safe"), ("the road office", "it was safe")],
        ),
        ("Sources near the road told the paper's partner, NRK News, that they left.", [("Sources near the road", "they left")]),
        ("The latest poll, from Oslo Road School, shows Norway is leading.", [("The latest poll", "Norway is leading")]),
        ("Afterwards, some Oslo drivers met there and cut it, chanting: “Open it now”.", [("some Oslo drivers", "Open it now")]),
        (
            "It came after leaders of the movement - which has urged drivers to leave it - said Holt was ill.",
            [("the movement", "drivers to leave it"), ("leaders of the movement", "Holt was ill")],
        ),
        # where it ends
        (
            "Holt said that “we will mend the road soon.” Marsh added, “It is late.”",
            [("Holt", "we will mend the road soon"), ("Marsh", "It is late")],
        ),
        (
            "All drivers must leave it, she said according to NTB.",
            [("NTB", "All drivers must leave it, she said"), ("she", "All drivers must leave it")],
        ),
        ("“It is shut,” Holt told NRK's Jo Berg on “The Hour” on Sunday.", [("Holt", "It is shut")]),
        ("Norway called it “poor” - a word for drivers.", [("Norway", "poor")]),
        ("Norway said it was safe, though this could not be verified.", [("Norway", "it was safe")]),
        ("Norway said it was safe, while continuing to mend it.", [("Norway", "it was safe")]),
        ("Norway said it would mend it — though they did not say when.", [("Norway", "it would mend it")]),
        ("Norway says Denmark mined it, which Denmark denies.", [("Norway", "Denmark mined it")]),
        ("Norway confirmed 13 new cases, bringing the total to 18.", [("Norway", "13 new cases")]),
        (
            "“It is shut,” he was quoted by NRK as saying, adding that it was unsafe.",
            [("NRK", "“It is shut,”"), ("he", "It is shut"), ("he", "it was unsafe")],
        ),
        ("He continued to insist that it was safe.", [("He", "it was safe")]),
    ],
)  # fmt: skip
def test_a_turn_of_phrase_gives_its_speaker_the_words_it_governs(text, said):
    found = find(text)
    assert list(zip(found["source"], found["surface"], strict=True)) == said


def test_a_name_before_a_colon_and_a_quotation_speaks():
    found = find("Emmanuel Macron: “We will not accept the road and we will fight it.”\n\nThe road was open.")
    assert found["source_id"].tolist() == ["macron"]


def test_verbs_of_sound_speak_only_with_marks():
    assert find("The crowd chanted: “Open the road.”")["cue_lemma"].tolist() == ["chant"]
    assert find("The crowd chanted songs while the road was shut.").empty


def test_a_label_that_opens_several_paragraphs_is_nobody():
    text = "Remember: The road between the two harbours was shut on Friday.\n\nRemember: It was mined by the army in the war of that year."
    assert find(text).empty
    assert find(text.replace("Remember", "Holt"))["source"].tolist() == ["Holt", "Holt"]


def test_a_question_word_or_both_before_a_name_is_none_of_it():
    text = "What John Holt saw next stayed with him. Both Mary Dane and Ann Reed were there. Holt said it was shut. Dane said it was mined."
    assert find(text)["source_name"].tolist() == ["John Holt", "Mary Dane"]


@pytest.mark.parametrize("subject", ["The ruling party", "Leaders of the ruling party", "The warring factions"])
def test_a_participle_before_a_noun_is_no_verb(subject):
    assert read_text(f"{subject} said the road was open.", "en")["source"].tolist() == [subject]
