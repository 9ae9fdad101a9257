"""Whom an English pronoun, "the company" or "a senior official" takes up, or who is named only later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..grammar import function_words, load_grammar
from ..names import Speaker, gender_of
from ..page import COMMAS, Page
from ..people import Entity, key, romanize, skeleton
from ..phrases import INDEFINITE, Phrase

if TYPE_CHECKING:
    from ..speakers import Speakers

ADVERBIAL = function_words("en")["prepositions"] | {"on"}
LED = 30  # tokens from the head of a sentence to its subject
REACH = 120  # tokens back to the sentence whose subject a pronoun takes up
CONNECTIVES = function_words("en")["connectives"] | function_words("en")["subjects"]
PRIVATE, PUBLISHED, OUTLETS, INDIVIDUALS = (function_words("en")[name] for name in ("private", "published", "outlet_nouns", "individuals"))
COURTESY = function_words("en")["courtesy"]
PLACES = frozenset(("in", "on", "at", "near"))  # before the name of a place
LINKING = function_words("en")["linking"]
SUBORDINATING = function_words("en")["subordinating"] | {"before", "until", "because", "since"}
HIGHEST = frozenset(("president", "prime-minister", "supreme-leader", "king", "emir", "sultan"))
_ARMED, _CIVIL = function_words("en")["armed"], function_words("en")["civil_bodies"]
APART = {word: _CIVIL - {word} if word in _ARMED else (_CIVIL | _ARMED) - {word} for word in _CIVIL | _ARMED}  # no police is the army


def opener(said: Speakers, gender: str) -> Speaker | None:
    """Return who opened a sentence as its subject since anybody spoke (Netanyahu visited the village. "It is ours," he said)."""
    page = said.page
    if page is None or said.language != "en":
        return None
    end = said.before
    for at in reversed(page.openings(max(said.spoken + 1, said.at - REACH, 0), end)):
        found = next((person for place in _subjects(page, at, end) if (person := person_at(said, page, place)) is not None), None)
        if found is not None:
            return found if found.gender in (None, gender) else None
        end = at
    return last_named(said, gender, max(said.spoken, said.until)) if gender == "f" else None


def agrees(voice: Speaker, gender: str | None) -> bool:
    """Say whether he or she, if it is one of these, may be somebody: officials are no she."""
    return not gender or (voice.gender in (None, gender) and not (voice.id.endswith("-sources") and voice.name.endswith("s")))


def _subjects(page: Page, at: int, end: int) -> Iterator[int]:
    """Yield where the subject of a sentence may begin: at its head, or behind the commas after words that lead to it."""
    words = page.words
    at += words[at] in LINKING and words[at + 1] not in COMMAS  # But Holt was not convinced
    led = words[at] in ADVERBIAL or words[at] in LINKING or words[at].endswith(("ing", "ed"))
    commas = [t + 1 for t in range(at + 1, min(at + LED, end)) if words[t] in COMMAS] if led else []
    for place in commas:  # On Tuesday morning, Netanyahu visited …
        yield place + (words[place] in SUBORDINATING)
    if not commas or words[at] in SUBORDINATING:  # When Holt came, he said
        yield at + (words[at] in SUBORDINATING)


def person_at(said: Speakers, page: Page, at: int) -> Speaker | None:
    """Return the person whose name, perhaps behind a title, opens a sentence and owns nothing (not: Netanyahu's office)."""
    words, heads = page.words, load_grammar("en").heads
    at = _behind_title(page, at)
    if words[at] == "the" and page.find(at + 1, at + 2):
        return None  # The Obama plan
    named = next((item for item in page.find(at, at + 7) if item[2].kind in ("person", "institution")), None)
    capital = page.capitals[at : at + 7]
    if named is not None and named[1] - named[0] == 1 and _is_given(words[at + named[0] - 1]) and named[0]:
        named = None  # Emma Johnson
    if named is not None and named[2].kind == "person" and not words[at + named[1] - 1].endswith(("'s", "’s")):
        titled = all(big or word in heads or word == "the" for big, word in zip(capital[: named[0]], words[at:], strict=False))
        entity, family = named[2], words[at + named[1] - 1]
        if titled and named[1] - named[0] == 1 and family in said.met and said.met[family].person:
            return said.met[family]._replace(coref="pronoun")  # Ms Graham, whom the article introduced
        return Speaker(entity.id, entity.type, entity.name, "pronoun", gender_of(entity.name.split()), person=True) if titled else None
    if len(capital) > 2 and words[at + 1] in ("'", "’"):
        return None
    run = next((size for size, big in enumerate(capital) if not big and words[at + size] != "."), len(capital))
    name = [word for word in words[at : at + run] if word[0].isalnum()]
    titles = next((size for size in range(len(name), 0, -1) if name[size - 1] in heads), 0)
    if len(name) == 2 and name[0] in COURTESY:  # Mr. Holt visited …
        fullest, _ = said.introduced().of(name[1:])
        name = fullest if len(fullest) > 1 else name
    name = name[titles:] if len(name) - titles in (2, 3) and capital[:1] == [True] else name  # Chief Executive Mark Holt
    if (
        named is not None
        or (len(name) not in (2, 3) and not (len(name) == 1 and name[0] in said.met and said.met[name[0]].person))
        or words[at + run : at + run + 1] in (["'"], ["’"])
        or not heads.keys().isdisjoint(name)
        or not load_grammar("en").stop.isdisjoint(name)
        or name[0] in load_grammar("en").determiners
        or not CONNECTIVES.isdisjoint(name)
        or (name[0].endswith("ing") and name[0] not in said.met)
        or not load_grammar("en").pronouns.isdisjoint(name)
        or page.text(at, at + run).isupper()
        or any(item[2].kind == "country" for item in page.find(at, at + run))
    ):
        return None  # The Iranian …; Keeping Israel waiting …
    return said.met.get(key(name)) or Speaker(f"name:{skeleton(name)}", "other", " ".join(name), "pronoun", gender_of(name), person=True)


def _is_given(word: str) -> bool:
    """Say whether a word before a known family name may be another's given name: no title, no country."""
    grammar = load_grammar("en")
    known = (grammar.heads, grammar.honorifics, grammar.nations, grammar.determiners, COURTESY)
    return word.isalpha() and gender_of([word]) is not None and not any(word in some for some in known)


def _behind_title(page: Page, at: int) -> int:
    """Skip nationality and profession before a name that opens a sentence: Palestinian photographer Samar Abu Elouf."""
    grammar, first = load_grammar("en"), at
    titles = (grammar.nations, grammar.heads, grammar.honorifics)
    while at < first + 4 and at + 2 < len(page.words) and any(page.words[at] in some for some in titles):
        at += 1 + (page.words[at + 1] == ".")
    named = at > first and page.capitals[at] and (not page.capitals[at - 1] or page.words[at - 1] == ".")
    return at if named else first


def last_named(said: Speakers, gender: str, since: int = 0) -> Speaker | None:
    """Return the last person named before the cue, for he or she where no person has spoken; the last woman named since somebody spoke."""
    page = said.page
    if page is None or said.language != "en":
        return None
    for at in range(said.before - 1, max(said.at - 3 * REACH, since), -1):
        opens = page.capitals[at] and not page.capitals[at - 1] and page.words[at - 1] not in PLACES
        found = person_at(said, page, at) if opens else None
        if (
            found is not None
            and found.gender in (None, gender)
            and (found.gender == "f" or (not since and said.introduced().recurs(found)))
        ):
            return found
    return None


def several(said: Speakers) -> Speaker:
    """Return the last speaker that is no single person, for "they"; the last of all if there is none."""
    near = (voice for voice in reversed(said.voices[-20:]) if voice.type != "agency/outlet")
    last = next((voice for voice in near if not voice.person or voice.id.endswith("-sources")), None)
    if last is None and said.voices:
        last = said.only_body(said.voices[-1].type)
    return last._replace(coref="pronoun") if last is not None else said.recall(None, "pronoun")


def related(met: Speaker, name: list[str]) -> bool:
    """Say whether a full name is that of a relative of somebody met: another given name before the same family name."""
    known = met.name.lower().split()
    if len(name) < 2 or len(known) < 2 or name[-1] != known[-1] or len(name[0]) < 3 or len(known[0]) < 3:
        return False
    return skeleton(name[:1]) != skeleton(known[:1]) and name[0] not in known


def serves(said: Speakers, person: Entity) -> bool:
    """Say whether the article gives somebody of a movement an office of state: Palestinian Prime Minister Ismail Haniyeh."""
    titles = said.introduced().of(person.name.lower().split()[-1:])[1] if said.page is not None else []
    for title in titles:
        ends = {end for _, end, entity in title.found if entity.kind == "role" and entity.type == "official-state"}
        begins = {first for first, _, entity in title.found if entity.id == person.id}
        if ends & begins and title.first("institution") is None:
            return True
    return False


def named_later(said: Speakers, phrase: Phrase) -> Speaker | None:
    """Return who is named later, of those that "a senior Hamas official" or "a spokesman" may be with whom an article opens."""
    words, grammar = phrase.words, phrase.grammar
    if words[0] not in INDEFINITE or phrase.past:
        return None
    titled = grammar.anonymous | grammar.spokesperson | grammar.persons
    whose = phrase.first("institution", "body", "country")
    by_id = grammar.directory.by_id
    named = [person for person in said.people.values() if person.type != "agency/outlet"]
    own = (person for person in named if whose and person.id in by_id and by_id[person.id].country == whose.id)
    first = next(own, named[0] if named else None)
    if titled.isdisjoint(words[1:6]) or whose is None or first is None:
        return None
    if any(voice.person for voice in said.voices):
        return None
    known = by_id.get(first.id)
    alone = said.only is not None or (said.bare is not None and said.bare.id == first.id)
    if first.type != whose.type and not (first.type == "other" and alone):
        return None
    if whose.kind == "country" and known is not None and known.country not in (None, whose.id):
        return None
    if known is not None and any(office in HIGHEST or office.endswith("minister") for office, _, _ in known.offices):
        return None  # a president is no official
    return first._replace(coref="title", type=phrase.type)


def pointed_back(said: Speakers, noun: str) -> Speaker | None:
    """Return what "the company", "the report", "the newspaper" takes up: a firm that spoke, the outlet last heard or named."""
    if noun in PRIVATE:
        firm = next((voice for voice in reversed(said.history[-40:]) if not voice.person and voice.type == "other"), None)
        if firm is None or firm.name.startswith("the "):  # a firm whose name may as well be somebody's
            firm = next((voice for voice in reversed(said.history[-40:]) if voice.id.startswith("name:") and voice.type == "other"), None)
        return firm._replace(coref="title") if firm is not None else None
    if noun in load_grammar("en").persons and said.page is not None:
        bearer, name = titled(said, noun)
        if bearer is not None:
            return bearer
        if not name and said.voices and said.voices[-1].person:
            return said.voices[-1]._replace(coref="title")  # the cleric, the resistance leader
    if noun == "agency" and said.page is not None:  # no outlet was heard
        body = next((voice for voice in reversed(said.history[-40:]) if not voice.person and voice.coref == "explicit"), None)
        return body._replace(coref="title") if body is not None else None
    if noun in load_grammar("en").groups:
        bodies = (voice for voice in reversed(said.history[-40:]) if not voice.person and noun in f"{voice.id} {voice.name}".lower())
        body = next(bodies, None)
        if body is not None:
            return body._replace(coref="title")
    if noun in INDIVIDUALS and said.page is not None and (called := said.introduced().apposed(noun, said.at)):
        return said.met.get(key(called)) or Speaker(f"name:{skeleton(called)}", "other", " ".join(called), "title", person=True)
    if noun in PUBLISHED and said.history and said.history[-1].type == "agency/outlet":
        return said.history[-1]._replace(coref="title")
    if noun in OUTLETS and said.page is not None and not any(voice.type == "agency/outlet" for voice in said.history[-40:]):
        named = said.introduced().outlet(said.at)
        if named:
            return Speaker(f"name:{skeleton(named)}", "agency/outlet", " ".join(named), "title")
    return None


def titled(said: Speakers, noun: str) -> tuple[Speaker | None, list[str]]:
    """Return who bears the title that the article last wrote before a name, and that name: the president, of President Trump."""
    name = said.introduced().bearer(noun, said.at)
    found = said.page.directory.find(name, "en") if name and said.page is not None else []
    if len(found) == 1 and found[0][2].kind == "person":
        entity = found[0][2]
        return Speaker(entity.id, entity.type, entity.name, "title", person=True), name
    return (said.met[name[-1]]._replace(coref="title") if name and name[-1] in said.met else None), name


def spelled_out(said: Speakers, phrase: Phrase) -> Speaker | None:
    """Return the body whose initials a phrase consists of, if nobody lists them and the article spells them out: the TSA."""
    initials = phrase.words[-1]
    alone = len(phrase.words) == 1 or (len(phrase.words) == 2 and phrase.words[0] == "the")
    if not alone or phrase.found or said.page is None or not 2 < len(initials) < 7 or initials in phrase.grammar.heads:
        return None
    full = said.introduced().spelled_out(initials)
    return Speaker(romanize(full.words), full.type, " ".join(full.words)) if full is not None else None


def former_holder(said: Speakers, phrase: Phrase) -> Speaker | None:
    """Return the only person the article names who has held an office and left it: the former vice president."""
    if phrase.words[0] != "the" or not phrase.past:
        return None
    role, day = phrase.first("role"), said.day
    if role is None or day is None or said.page is None:
        return None
    terms = ((person, office, end) for person in said.page.people() for office, _, end in person.offices)
    once = {person.id: person for person, office, end in terms if office == role.id and end is not None and end < day}
    person = next(iter(once.values())) if len(once) == 1 else None
    return Speaker(person.id, "other", person.name, "title", person=True) if person is not None else None


def thing(said: Speakers) -> Speaker:
    """Return the last speaker that is no person, for "it"; the last of all if none is known to be one."""
    last = next((voice for voice in reversed(said.history[-80:]) if not voice.person), None)
    return last._replace(coref="pronoun") if last is not None else said.recall(None, "pronoun")


def spouse(said: Speakers, phrase: Phrase) -> Speaker | None:
    """Return whom Mrs. Trump names, since Mr or Mrs shows that it is not the known person: Melania Trump, if the article names her."""
    words, family = phrase.words, phrase.words[-1]
    if words[0] not in COURTESY or len(words) != 2:
        return None
    gender = gender_of(words[:1])
    if gender is None or phrase.person is None or gender_of(phrase.person[0].name.split()) in (None, gender):
        return None
    names = (name for name in said.introduced().full_names(family) if gender_of(name) == gender)
    name = next(names, words)
    found = load_grammar("en").directory.find(name, "en")
    if len(found) == 1 and found[0][:2] == (0, len(name)) and found[0][2].kind == "person":
        return said.listed(found[0][2])._replace(gender=gender)
    return Speaker(f"name:{skeleton(name)}", "other", " ".join(name), "explicit", gender, person=True)


def is_stranger(said: Speakers, person: Entity, family: str) -> bool:
    """Say whether the article gives a family name with another given name, and never that of the known person."""
    serves = (office for office, _, end in person.offices if end is None or said.day is None or end >= said.day)
    if said.page is None or family in said.own_families or not HIGHEST.isdisjoint(serves):
        return False
    known = person.name.lower().replace("-", " ").split()
    fullest, _ = said.introduced().of([known[-1] if family in load_grammar("en").particles else family])
    given = {skeleton([word]) for word in fullest[:-1] if word not in load_grammar("en").particles}
    if given and given.isdisjoint(skeleton([word]) for word in known) and not said.named_in_full(person):
        return True
    said.own_families.add(family)
    return False
