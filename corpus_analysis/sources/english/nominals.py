"""English nouns that attribute: Iran's claim that …, a warning by the ministry that …"""

from __future__ import annotations

from ..cues import Cue
from ..drafts import Draft, Hit
from ..grammar import Grammar, function_words
from ..inflection import Form
from ..page import COMMAS, Page
from ..people import key
from .phrases import DETERMINERS, FINITE, is_name, is_past, phrase_end

WORDS = function_words("en")
NOUNS, DAYS = WORDS["claims"], WORDS["days"]
LINKS = WORDS["persons"] | {"that"}
NEAR = 8  # tokens of a speaker's phrase between by and that
LEAST = 4  # words of the sentence before it: its subject and its verb


def nominal(page: Page, grammar: Grammar, first: int, end: int) -> list[Draft]:
    """Read the nouns of a sentence with whose they are and "that" behind them."""
    words, found = page.words, list[Draft]()
    if NOUNS.isdisjoint(words[first + 1 : end - 2]):
        return found
    links = (at for at in range(first + LEAST - 1, end - 2) if words[at] in LINKS and at not in page.inside)
    for that in links:
        bare = words[that] != "that"  # accusations it harbours fighters
        if bare and words[that - 1] not in NOUNS:
            continue
        noun, subject = _owned(page, grammar, that, first) or _issued(page, grammar, that, first) or (0, None)
        if subject is None or not any(words[at] in FINITE or is_past(page, at) or page.heads[at] for at in range(first, subject[0])):
            continue
        stop = next((at for at in range(that + 1, end) if words[at] in COMMAS and at not in page.inside), end)
        found.append(
            Draft(Hit(noun, noun + 1, Form((words[noun],)), Cue(words[noun], "nominal")), "nominal", (that + (not bare), stop), subject)
        )
    return found


def _owned(page: Page, grammar: Grammar, that: int, first: int) -> tuple[int, tuple[int, int]] | None:
    """Return the noun and its owner in "the court's ruling on Friday that"."""
    words, noun = page.words, that - 1
    while noun > first and (words[noun] in DAYS or words[noun] == "on"):
        noun -= 1
    owner = noun
    if words[noun] not in NOUNS:
        return None
    if words[owner - 1] in ("'s", "’s", "'", "’"):
        owner -= 1
    elif key([words[owner - 1]]) in grammar.nations and is_name(page, owner - 1):
        return noun, (owner - 1, owner)  # Israeli claims that
    elif not words[owner - 1].endswith(("'s", "’s")):
        return None
    begin = owner - (words[owner - 1].endswith("s") and not page.heads[owner - 1])  # the drivers' claim
    while begin > first and (
        is_name(page, begin - 1)
        or words[begin - 1] in grammar.heads
        or words[begin - 1].endswith(("'s", "’s"))
        or words[begin - 1] in ("top", "highest", "foreign", "prime", "state", "'s", "’s", "-")
    ):
        begin -= 1
    if begin > first and words[begin - 1] in DETERMINERS:
        begin -= 1
    return (noun, (begin, owner)) if begin < owner else None


def _issued(page: Page, grammar: Grammar, that: int, first: int) -> tuple[int, tuple[int, int]] | None:
    """Return the noun and who speaks in "claims by the army that"."""
    words = page.words
    for by in range(max(first + 1, that - NEAR), that - 1):
        if words[by] in ("by", "from") and words[by - 1] in NOUNS and phrase_end(page, grammar, by + 1, that) == that:
            return by - 1, (by + 1, that)
    return None
