"""Who holds an office that an article names, on the day it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .names import Speaker
from .people import Entity, key, load_directory, skeleton
from .phrases import HOME

if TYPE_CHECKING:
    from .speakers import Speakers


def holder(said: Speakers, role: Entity, words: list[str], country: str | None) -> Speaker:
    """Return who holds an office, given in these words, on the day; else the office itself."""
    directory = load_directory()
    place = None if role.everywhere else directory.homes.get(key(words)) or directory.homes.get(key(words[:-1])) or country
    office = role.id if role.everywhere else f"{place}/{role.id}" if place else None
    person = None
    if said.day is None or office is None:  # without a date, the holder whom the article names
        person = _mentioned(said, role.id, place or (HOME.get(said.language) if not role.everywhere else None))
    if person is None and office:
        person = directory.holder(office, said.day)
    if person is None and place is None and not role.everywhere and HOME.get(said.language):
        place = HOME[said.language]
        person = directory.holder(f"{place}/{role.id}", said.day)
    if person is not None:
        return said.listed(person, "title")
    identity = f"{place}-{role.id}" if place else role.id
    return Speaker(identity, role.type, identity, "title", person=True)


def _mentioned(said: Speakers, office: str, place: str | None = None) -> Entity | None:
    """Return who, among those named anywhere in the article, held an office on the day; None if nobody or several."""
    if office not in load_directory().places:
        return None
    if said.named is None:
        said.named = {person.id: person for person in said.page.people()} if said.page else {}
    day = said.day
    bearers = [
        person
        for person in said.named.values()
        if (place is None or person.country == place)
        and any(o == office and (day is None or ((s is None or s <= day) and (e is None or day <= e))) for o, s, e in person.offices)
    ]
    return bearers[0] if len(bearers) == 1 else None


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
