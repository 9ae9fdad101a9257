"""Who holds an office that an article names, on the day it was published; for whom a spokesperson speaks; whose body "the army" is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ..text.normalize import match_form
from .grammar import load_grammar
from .names import Speaker, bare_word
from .page import Page
from .people import Entity, is_within, key, load_directory, skeleton
from .phrases import HOME, Phrase, read_phrase

if TYPE_CHECKING:
    from .speakers import Speakers

ONE_DAY = dt.timedelta(days=1)
NEAR_BY = 120  # tokens back to the country whose body is meant


def holder(said: Speakers, role: Entity, words: list[str], country: str | None) -> Speaker:
    """Return who holds an office, given in these words, on the day; else the office itself."""
    directory = load_directory()
    parts = (words[:-1], *(words[at:] for at in range(len(words))))  # White House spokesman, متحدث باسم البيت الأبيض
    place = None if role.everywhere else next((home for part in parts if (home := directory.homes.get(key(part)))), country)
    office = role.id if role.everywhere else f"{place}/{role.id}" if place else None
    person = None
    anyone = said.language == "ar" and role.id.endswith("-spokesperson") and not words[0].startswith("ال")  # a spokesman, not the one
    if anyone:
        office = None
    elif said.day is None or office is None:  # without a date, the holder whom the article names
        person = _mentioned(said, role.id, place or (HOME.get(said.language) if not role.everywhere else None))
    if person is None and office:
        person = _serving(said, office)
    if person is None and place is None and not role.everywhere and HOME.get(said.language):
        place = HOME[said.language]
        person = _serving(said, f"{place}/{role.id}")
    if person is not None:
        return said.listed(person, "title")
    identity = f"{place}-{role.id}" if place else role.id
    if said.language == "ar" and place and role.id.endswith("-spokesperson"):  # whoever speaks for it unnamed, it speaks
        identity = identity.removesuffix("-spokesperson")
        identity = directory.body_ids.get(identity, identity)
    return Speaker(identity, role.type, identity, "title", person=words[0] not in load_grammar(said.language).groups)


def may_be(person: Entity, phrase: Phrase) -> bool:
    """Say whether a known person may be whom a phrase without a name means: a spokesman for the White House is not its master."""
    held = [office for office, _, _ in person.offices]
    return not phrase.spokesperson or not held or any("spokesperson" in office for office in held)


def spoken_for(said: Speakers, phrase: Phrase) -> Speaker | None:
    """Return for whom somebody without a name speaks, if that is a body the article named before (a spokesman for the ministry)."""
    rest = _represented(phrase)
    if not rest:
        return None
    bare = read_phrase(rest, said.language, phrase.capitals)
    body = said.name_phrase(bare)
    own = {bare_word(match_form(word)) for word in body.name.split()} | set(body.id.split("-"))
    if body.id in said.full_names or body.id in ("unknown", bare.body.id) or not (bare.description or bare_word(rest[-1]) in own):
        return None
    if said.language != "fa":
        return body._replace(coref="title")
    return Speaker(f"{body.id}-spokesperson", body.type, " ".join(phrase.words), "title", person=True)


def _represented(phrase: Phrase) -> tuple[str, ...]:
    """Return the bare description of whom a spokesperson speaks for (the ministry, الوزارة, این وزارتخانه), if the phrase has one."""
    words, grammar = phrase.words, phrase.grammar
    at = next((at for at, word in enumerate(words[:4]) if word in grammar.spokesperson), None)
    if at is None:
        return ()
    rest = tuple(words[at + 1 :])
    if phrase.language == "en":
        before = words[at - 1 : at] if at else []
        if not rest and before and before[0] in grammar.groups and grammar.determiners.issuperset(words[: at - 1]):
            return "the", before[0]  # a ministry spokesman
        return rest[1:] if len(rest) == 3 and rest[0] in ("for", "of") and rest[1] == "the" and rest[2] in grammar.groups else ()
    if phrase.language == "fa":
        return rest if len(rest) == 2 and rest[0] in grammar.definite else ()
    return rest[1:] if len(rest) == 2 and rest[0] == "باسم" and rest[1].startswith("ال") and rest[1] in grammar.heads else ()


def bearer(said: Speakers, entity: Entity, family: str) -> tuple[Entity, str]:
    """Return which of the known people of a family name is meant: the one the article names in full, else the one in office that day."""
    rivals = load_directory().rivals.get((said.language, key([family])), []) if family else []
    if len({rival.id for rival in rivals}) < 2 or said.named_in_full(entity):
        return entity, family
    serving = [rival for rival in rivals if said.day and rival.serving(said.day)]
    return next((rival for rival in rivals if said.named_in_full(rival)), (serving or [entity])[0]), family


def _mentioned(said: Speakers, office: str, place: str | None = None) -> Entity | None:
    """Return who, among those named anywhere in the article, held an office on the day; None if nobody or several."""
    if office not in load_directory().places:
        return None
    here = (person for person in _people(said) if place is None or person.country == place)
    bearers = [person for person in here if office in person.serving(said.day)]
    return bearers[0] if len(bearers) == 1 else None


def _serving(said: Speakers, office: str) -> Entity | None:
    """Return who held an office on the day; in an article without one, for most of the days on which most of those it names held theirs."""
    directory = load_directory()
    if said.day is not None:
        return directory.holder(office, said.day)
    days = _days_together([term for person in _people(said) for _, *term in person.offices], directory.until)
    held: dict[str, int] = {}
    for first, last in days:
        for start, end, person in directory.holders.get(office, ()):
            common = min(last, end or last) - max(first, start or first)
            held[person.id] = held.get(person.id, 0) + max(common.days + 1, 0)
    longest = max(held, key=held.__getitem__, default="")
    return directory.by_id[longest] if held and held[longest] * 2 > sum((last - first).days + 1 for first, last in days) else None


def _days_together(terms: list[list[dt.date | None]], until: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return the first and last days of the times when the most of some terms of office ran together."""
    changes = sorted({start for start, _ in terms if start} | {end + ONE_DAY for _, end in terms if end} | {until + ONE_DAY})
    times = [(first, following - ONE_DAY) for first, following in pairwise(changes)]
    running = [sum(is_within(first, start, end) for start, end in terms) for first, _ in times]
    return [time for time, number in zip(times, running, strict=True) if number == max(running)]


def _people(said: Speakers) -> list[Entity]:
    """Return the known people named anywhere in the article."""
    if said.named is None:
        said.named = list({person.id: person for person in said.page.people()}.values()) if said.page else []
    return said.named


def holder_named(said: Speakers, role: Entity, name: list[str]) -> Entity | None:
    """Return who held an office in any country on the day and whose family name sounds the same (Foreign Minister Aragchi)."""
    asked, directory = skeleton(name[-1:]), load_directory()
    if said.day is None or len(asked) < 3:
        return None
    for office in directory.places.get(role.id, ()):
        person = directory.holder(office, said.day)
        if person is not None and skeleton(person.name.lower().replace("-", " ").split()[-1:]) == asked:
            return person
    return None


def whose_body(said: Speakers, words: list[str]) -> Speaker | None:
    """Return the body of a state that "the army" is: of the country whose army the article named last, else of the one it named last."""
    if said.page is None or not words:
        return None
    directory = said.page.directory
    end, body = directory.longest(words, 0, len(words), said.language)
    if body is None or body.kind != "body" or end < len(words) or key(words) in directory.homes:
        return None
    said.places = list(_places(said.page)) if said.places is None else said.places
    own = [country for at, country, what in said.places if what == body.id and at < said.at]
    near = [
        country for at, country, what in said.places if said.at - NEAR_BY < at < said.at and what == "country" and said.language == "en"
    ]
    if not own and not near:
        return None
    american = words == ["administration"] and any(country == "usa" for _, country, _ in said.places)  # the word for that government
    place = own[-1] if own else "usa" if american else near[-1]
    identity = f"{place}-{body.id}"
    identity = directory.body_ids.get(identity, identity)
    name = directory.by_id[identity].name if identity in directory.by_id else identity
    return Speaker(identity, "official-state", name, "title")


def _places(page: Page) -> Iterator[tuple[int, str, str]]:
    """Yield where a page names a country, or a body of one (Turkish army, الجيش التركي, IDF): token, country, "country" or which body."""
    owners = {identity: place.split("-", 1) for place, identity in page.directory.body_ids.items()}
    before: tuple[int, str, str] = (-1, "", "")  # end, id and kind of the name before
    for first, end, entity in page.find(0, len(page.words)):
        beside = first == before[0]
        if entity.kind == "country":
            yield first, entity.id, "country"
            if beside and before[2] == "body":
                yield first, entity.id, before[1]
        elif entity.kind == "body" and beside and before[2] == "country":
            yield first, before[1], entity.id
        elif entity.id in owners:
            country, body = owners[entity.id]
            yield first, country, body
        before = (end, entity.id, entity.kind)
