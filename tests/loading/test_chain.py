"""The second look at a page, and the short road of texts that are nothing but an article."""

from itertools import pairwise, product

import numpy as np
import pytest

from corpus_analysis.loading import chain, roles
from corpus_analysis.loading.rules import load_rules
from corpus_analysis.loading.segments import segment_text

BARE = (
    "قال الوزير إن المحادثات مستمرة رغم كل شيء وإن الوفدين سيجتمعان غدا.",
    "وزیر خارجه گفت که گفتگوها ادامه دارد و دو هیئت فردا دیدار خواهند کرد.",
    "The minister said that the talks go on and that both sides meet again tomorrow.",
    "Nobody left the building before midnight, a guard told the reporters who waited outside.",
    "Talks go on, minister says",
    "گفتگوها ادامه دارد",
    "The end came late.",
    "Was it over?",
    "Photo: a street of the old town in the rain that fell all day long.",
)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_bare_text_gets_the_roles_that_all_rules_together_give_it(monkeypatch, count):
    texts = ["\n\n".join(lines) for lines in product(BARE, repeat=count)][:: 1 + 10 ** (count - 2) if count > 2 else 1][:400]
    short = [[block.role for block in segment_text(text, load_rules())] for text in texts]
    assert any("body" in found for found in short)
    monkeypatch.setattr(roles, "_bare_article", lambda blocks, rules: [])
    assert [[block.role for block in segment_text(text, load_rules())] for text in texts] == short


def test_the_chance_of_a_line_is_the_share_of_the_paths_through_the_article():
    steps = chain._load()[2]
    scores = np.random.default_rng(7).normal(size=(5, len(chain.STATES)))
    total, held = 0.0, np.zeros(5)
    for path in product(range(len(chain.STATES)), repeat=5):
        if path[0] in chain.FIRST and path[-1] in chain.LAST:
            weight = np.exp(sum(scores[at, state] for at, state in enumerate(path)))
            weight *= np.prod([steps[one][two] for one, two in pairwise(path)])
            total += weight
            held += weight * (np.array(path) == 1)
    assert chain.held_by_article(scores, steps) == pytest.approx(held / total)


def test_a_page_of_thousands_of_lines_stays_within_numbers():
    held = chain.held_by_article(np.full((20_000, 4), 300.0), chain._load()[2])
    assert all(0 <= chance <= 1 for chance in held)


FLOOD = (
    "Engineers closed the lower bridge on Monday after the river had carried away two of its piers, the harbour office said.",
    "Ferries take lorries across until the piers stand again, which may last into spring, according to the office.",
    "The mayor said that nobody had been hurt and that the town would pay for the ferries as long as the bridge stays closed.",
    "Fishermen complained that the ferries keep them from their nets. The office promised to speak with them this week.",
    "A second bridge, planned for years, has never been built because the towns on both banks could not agree on its place.",
    "Engineers now want to build it beside the old one, and the harbour office supports them, its head told the council.",
    "The council will vote in January. Until then the lower bridge stays closed for everybody but those who repair it.",
)
SIGN_UP = (
    "Whoever wants to know when the ferries leave can sign up for the newsletter of the harbour office, the mayor said; "
    "your e-mail address and an account are enough."
)


@pytest.mark.parametrize("line", [SIGN_UP, FLOOD[1]], ids=["words of a notice", "a paragraph told again"])
def test_a_paragraph_that_the_rules_took_for_furniture_is_given_back_to_the_article(monkeypatch, line):
    page = "\n\n".join(
        ("Home", "World", "Sport", "Town closes its lower bridge after the flood", *FLOOD[:3], line, *FLOOD[3:], "Contact us")
    )
    at = page.rindex(line)

    def role():
        return next(block.role for block in segment_text(page, load_rules()) if block.start == at)

    assert role() == "body"
    monkeypatch.setattr(roles, "look_again", lambda blocks, told, rules: None)
    assert role() == "boilerplate"


DOUBTFUL = FLOOD[4]
MOVED = "\n\n".join(
    ("Home", "World", "Sport", "Town closes its lower bridge after the flood", *FLOOD[:3], SIGN_UP, *FLOOD[3:], "Contact us")
)


def _body_if(monkeypatch, doubted: tuple[str, ...]) -> set[str]:
    """The body of a page of which the chain doubts some lines and no others."""
    described = []

    def describe(blocks, told, rules):
        described[:] = blocks
        return [["any"] for _ in blocks]

    monkeypatch.setattr(chain, "describe_lines", describe)
    monkeypatch.setattr(chain, "held_by_article", lambda scores, steps: [0.1 if block.text in doubted else 0.4 for block in described])
    return {block.text for block in segment_text(MOVED, load_rules()) if block.role == "body"}


def test_a_line_that_the_rules_let_in_is_taken_out_where_the_chain_doubts_it(monkeypatch):
    assert _body_if(monkeypatch, (DOUBTFUL,)) == {*FLOOD} - {DOUBTFUL}


def test_where_the_chain_doubts_most_of_an_article_the_rules_know_better(monkeypatch):
    assert _body_if(monkeypatch, FLOOD[:5]) == {*FLOOD}
