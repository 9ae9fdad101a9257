"""Whom a Persian pronoun takes up who has not spoken yet: the subject of the sentence before, or the last person named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar import Grammar, load_grammar
from ..marks import MARKS
from ..names import Speaker
from ..page import Page
from ..phrases import Phrase, read_phrase
from .phrases import BODIES, speaker_like, subject_span

if TYPE_CHECKING:
    from ..speakers import Speakers

REACH = 150  # tokens back to the sentence whose subject a pronoun takes up
SINGULAR = ("وی", "او", "ایشان")


def topic(said: Speakers, pronoun: str) -> Speaker | None:
    """Return the person with whom the sentence before begins; if nobody has spoken, also one of an earlier sentence."""
    page, grammar = said.page, load_grammar("fa")
    if page is None or pronoun not in SINGULAR or (said.people and not said.settled):
        return None
    spoken = any(voice.person for voice in said.voices[-60:])
    first = begin = _sentence(page, said.at)
    while first > max(said.until, begin - REACH, 0):
        end, first = first, _sentence(page, first - 1)
        if first < said.until or (spoken and "\n" in page.raw[page.ends[end - 1] : page.starts[end]]):
            return None
        person = _subject(said, page, grammar, first, end)
        if person is not None or spoken:
            return person
    return None


def last_body(said: Speakers, phrase: Phrase) -> Speaker | None:
    """Return the last speaker that is neither person nor outlet, for "this institution" of whatever kind."""
    if said.language != "fa" or phrase.words[0] not in phrase.grammar.definite or phrase.words[-1] not in BODIES:
        return None
    others = (voice for voice in reversed(said.history[-80:]) if not voice.person and voice.type != "agency/outlet")
    last = next(others, None)
    return last._replace(coref="title") if last is not None else None


def _sentence(page: Page, at: int) -> int:
    """Return where the sentence of a token begins."""
    return page.openings(0, at + 1)[-1]


def _subject(said: Speakers, page: Page, grammar: Grammar, first: int, end: int) -> Speaker | None:
    """Return the person whom the first phrase of a sentence names."""
    first += page.words[first] in MARKS
    span = subject_span(page, grammar, first, end)
    if span is None or not speaker_like(page, grammar, span):
        return None
    words = page.words[span[0] : span[1]]
    phrase = read_phrase(tuple(words), "fa", frozenset())
    if phrase.person is None and grammar.names.isdisjoint(words) and words[0] not in grammar.persons:
        return None
    speaker = said.name_phrase(phrase)
    return speaker._replace(coref="pronoun") if speaker.person else None
