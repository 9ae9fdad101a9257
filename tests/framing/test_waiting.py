"""Names that wait for their condition, where what they wait for is a name that waits itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
import yaml
from marking import found, terms_of
from test_growth import count_calls


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    """A lexicon in which the firm is Acme's near Acme, and an alarm counts only if none was counted just before it."""
    names = {
        "acme": {"full": {"en": ["Acme Corporation"]}, "firm": {"en": ["firm"], "when": {"near": "@acme", "within": 3}}},
        "alarm": {"alarm": {"en": ["alarm"], "when": {"not_near": "@alarm", "within": 1}}},
    }
    for entries in names.values():
        for entry in entries.values():
            entry["stance"] = "plain"
    referents = {referent: {"label": referent, "names": entries} for referent, entries in names.items()}
    path = tmp_path / "waiting.yaml"
    path.write_text(yaml.safe_dump({"version": "1", "languages": ["en"], "stances": {"plain": "plain"}, "referents": referents}), "utf-8")
    return path


def test_each_name_may_wait_for_the_one_before_it(lexicon):
    chain = "the firm and " * 200
    assert len(found(f"Acme Corporation saw {chain}", "en", "acme", lexicon=lexicon)) == 201
    assert found(chain, "en", "acme", lexicon=lexicon) == []


def test_a_name_that_was_refused_is_asked_again_once_a_later_one_counts(lexicon):
    assert len(found("the firm and the firm of Acme Corporation", "en", "acme", lexicon=lexicon)) == 3


def test_what_a_name_sees_are_the_names_before_it(lexicon):
    terms = terms_of("alarm " * 80, "en", lexicon=lexicon)
    assert (terms["start"] // len("alarm ")).tolist() == list(range(0, 80, 2))


@pytest.mark.parametrize("word", ["firm", "alarm"])
def test_a_long_chain_takes_no_more_work_for_each_name_than_a_short_one(lexicon, word):
    short, long = (f"Acme Corporation {f'{word} ' * times}" for times in (200, 2000))
    terms_of(short, "en", lexicon=lexicon)
    short_calls, long_calls = (count_calls(partial(terms_of, text, "en", lexicon=lexicon)) for text in (short, long))
    assert long_calls < 12 * short_calls


@pytest.mark.parametrize("words", ["", "alarm", "firm", "Acme Corporation"])
def test_a_text_may_hold_one_name_or_none(lexicon, words):
    assert len(terms_of(words, "en", lexicon=lexicon)) == (words in ("alarm", "Acme Corporation"))
