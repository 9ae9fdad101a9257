"""Who is who: names in three scripts, offices with their dates, institutions, and stable ids for those nobody listed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from ..lexicon import LexiconError, no_garbage, read_rows, read_yaml
from ..text.normalize import match_form

TYPES = ("official-state", "party/movement", "agency/outlet", "intl-org", "social-media account", "reader-comment", "other")
LANGUAGES = ("ar", "fa", "en")
MOVEMENTS = ("movement", "resistance movement", "group")
LONGEST = 9
ALIKE, CLOSE = 70, 85  # per cent of the letters of two spellings of a name: of one with many consonants, of any
REMEMBERED = 1 << 16  # words
CLITICS = "لبوفک"  # Arabic prefixes that a name may carry
_WORD = re.compile(r"[^\W_]+")
_SKELETON = str.maketrans({
    **dict.fromkeys("اآأإیيىئءعوؤهةە'aeiouyhw", ""), **dict.fromkeys("بپbpv", "b"),
    **dict.fromkeys("تطtثظضذدd", "t"), **dict.fromkeys("سصشsچcژزzجj", "s"),
    **dict.fromkeys("گغقکكخgkqx", "k"), **dict.fromkeys("فf", "f"), **dict.fromkeys("لl", "l"), **dict.fromkeys("مm", "m"),
    **dict.fromkeys("نn", "n"), **dict.fromkeys("رr", "r"), **dict.fromkeys("حh", ""),
})  # fmt: skip
_LATIN = {
    "ا": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "ژ": "zh",  # noqa: E501
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "گ": "g", "ل": "l", "م": "m",  # noqa: E501
    "ن": "n", "و": "u", "ه": "h", "ی": "i", "ء": "",
}  # fmt: skip


@dataclass(frozen=True)
class Entity:
    """One entry of the directory. `kind`: person, institution, country, body or role."""

    id: str
    kind: str
    type: str
    name: str
    country: str | None = None
    everywhere: bool = False  # a role that needs no country (the UN Secretary-General)
    offices: tuple[tuple[str, dt.date | None, dt.date | None], ...] = ()
    at: tuple[str, ...] = ()  # the institutions at which a role is held (an ambassador's to the UN)

    def serving(self, day: dt.date | None) -> list[str]:
        """Return the offices a person holds on a day; without a day all that are known."""
        return [office for office, start, end in self.offices if day is None or is_within(day, start, end)]


def is_within(day: dt.date, start: dt.date | None, end: dt.date | None) -> bool:
    """Say whether a day lies within a term of office, an end of which may be unknown or open."""
    return (start is None or start <= day) and (end is None or day <= end)


_VOWELS = str.maketrans(dict.fromkeys("اوی", ""))
_HARD = re.compile("c(?![eiyh])")  # Coleman, Cohen, not Cecil
_JOINED = re.compile("^لل(?=...)", re.MULTILINE)


class _Pieces(dict[str, str]):
    """What every word adds to the joined form of a name; forgotten when there are too many."""

    def read(self, words: Sequence[str]) -> list[str]:
        """Return the pieces of many words at once."""
        lines = _JOINED.sub("", "\n".join(words)) + "\n"
        for old, new in (("ال", ""), ("وو", "و"), ("مسیول", "مسوول"), (".", ""), ("-", ""), ("'", ""), ("’", ""), ("ء\n", "\n")):
            lines = lines.replace(old, new)
        pieces = lines.split("\n")[: len(words)]
        if len(self) > REMEMBERED:
            self.clear()
        self.update(zip(words, pieces, strict=True))
        return pieces

    def __missing__(self, word: str) -> str:
        return self.read([word])[0]


_pieces = _Pieces()


def key(words: Sequence[str]) -> str:
    """Return the form under which a name is looked up: words joined, articles and spelling variants folded away."""
    return "".join(map(_pieces.__getitem__, words))


class _Romans(dict[int, str]):
    """What is written for every letter, by its code point; nothing for what is no letter or digit."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(code) if chr(code).isalnum() else ""
        return self[code]


_romans = _Romans(str.maketrans(_LATIN))


def romanize(words: Sequence[str]) -> str:
    """Return a readable Latin slug of words in match form, whatever their script."""
    latin = (word.translate(_romans) for word in words)
    return "-".join(word for word in latin if word)


def skeleton(words: Sequence[str]) -> str:
    """Return the consonant classes of a name: the same for أمير عبد اللهيان, امیرعبداللهیان and Amirabdolahian."""
    return _consonants(key(words))


@lru_cache(maxsize=1 << 14)
def _consonants(joined: str) -> str:
    joined = _HARD.sub("k", joined)
    first = "a" if joined[:1] in "اعءaeiou" else "h" if joined[:1] in "هحh" else ""
    return first + re.sub(r"(.)\1+", r"\1", joined.translate(_SKELETON))


@dataclass
class Directory:
    """The compiled people.yaml and institutions.yaml: look-up by joined name and the holders of every office."""

    names: dict[str, dict[str, Entity]] = field(default_factory=lambda: {language: {} for language in LANGUAGES})
    prefixes: dict[str, set[str]] = field(default_factory=lambda: {language: set() for language in LANGUAGES})
    holders: dict[str, list[tuple[dt.date | None, dt.date | None, Entity]]] = field(default_factory=dict)
    families: dict[str, set[str]] = field(
        default_factory=lambda: {language: set() for language in LANGUAGES}
    )  # names that are family names alone
    words: dict[str, set[str]] = field(default_factory=lambda: {language: set() for language in LANGUAGES})
    body_ids: dict[str, str] = field(default_factory=dict)
    state_bodies: dict[str, Entity] = field(default_factory=dict)  # institution → what its name names beside that of a country
    homes: dict[str, str] = field(default_factory=dict)
    countries: dict[str, Entity] = field(default_factory=dict)
    places: dict[str, list[str]] = field(default_factory=dict)  # role → its offices in all countries
    by_id: dict[str, Entity] = field(default_factory=dict)
    skeletons: dict[tuple[str, str], tuple[Entity, str, str]] = field(default_factory=dict)  # language, consonants → bearer, name, family
    rivals: dict[tuple[str, str], list[Entity]] = field(default_factory=dict)  # language, family name → all who bear it
    heard: dict[tuple[str, str], set[str]] = field(default_factory=dict)  # language, letters but long vowels → foreign family names
    home: frozenset[str] = frozenset()  # countries whose people have no foreign names in Arabic letters
    articled: set[str] = field(default_factory=set)  # Arabic names of one word that are one only with the article (الجزيرة, الصدر)
    written: set[str] = field(default_factory=set)  # Persian names of one word that is another word without its ال (سنگال, آلمان)
    bare: dict[str, Entity] = field(default_factory=dict)  # and whom those name that are written without
    suffixes: frozenset[str] = frozenset()  # what goes on with a Persian family name (عباس‌زاده is not عباس)

    def add(self, entity: Entity, language: str, phrase: str, weak: bool = False) -> None:
        """Register one name of an entity; a weak one (a family name alone) never displaces another's."""
        if language == "en" and "ization" in phrase:
            self.add(entity, language, phrase.replace("ization", "isation"), weak)
        words = [match_form(word) for word in _WORD.findall(phrase.replace("\u200c", "").replace("'", ""))]
        if not words:
            raise LexiconError(
                f"people.yaml or institutions.yaml: the name {phrase!r} of {entity.id} has no letters. Correct it or take it out."
            )
        self.by_id.setdefault(entity.id, entity)
        if language == "ar" and len(words) == 1 and words[0].startswith("ال") and (weak or entity.type == "agency/outlet"):
            self.articled.add(key(words))
        if language == "fa" and len(words) == 1 and "ال" in words[0]:
            self.written.add(key(words))
        elif language == "fa" and len(words) == 1 and not (weak and words[0] in self.bare):
            self.bare[words[0]] = entity
        table = self.names[language]
        name = key(words)
        families = self.families[language]
        if weak:
            self.rivals.setdefault((language, name), []).append(entity)
        if not weak:
            families.discard(name)
        elif name not in table:
            families.add(name)
        if not weak or name not in table:
            table[name] = entity
            self.prefixes[language].update(name[:size] for size in range(1, len(name) + 1))
        if entity.kind == "role" and len(key(words)) > 14:
            table.setdefault(name[1:], entity)
            self.prefixes[language].update(name[1:size] for size in range(2, len(name) + 1))  # scrapes lose the first letter of a paragraph
        foreign = entity.kind == "person" and language != "en" and entity.country not in self.home
        if foreign and len(words) == 1:
            self.heard.setdefault((language, name[0] + name[1:].translate(_VOWELS)), set()).add(name)
        least = 3 if foreign else {"person": 5, "institution": 4}.get(entity.kind, 99)
        if len(words) > 1 and len(sound := skeleton(words)) >= least:
            self.skeletons.setdefault((language, sound), (entity, name, key(words[-1:])))
        if entity.kind == "person":
            self.words[language].update(words)

    def find(self, words: Sequence[str], language: str) -> list[tuple[int, int, Entity]]:
        """Return the longest known names in *words* (match forms), left to right, as (first, end, entity)."""
        found, at = [], 0
        while at < len(words):
            end, entity = self.longest(words, at, len(words), language)
            if entity is not None:
                found.append((at, end, entity))
            at = end if entity is not None else at + 1
        return found

    def namesake(self, words: Sequence[str], language: str) -> Entity | None:
        """Return who has this name in another spelling: of two words or more with the same consonants, or a foreign family name."""
        name, sound = key(words), skeleton(words)
        if len(words) == 1:
            families = self.heard.get((language, name[:1] + name[1:].translate(_VOWELS)), ()) if len(name) > 4 and len(sound) > 2 else ()
            return next((self.names[language][family] for family in sorted(families) if fuzz.ratio(family, name) >= CLOSE), None)
        entity, known, family = self.skeletons.get((language, sound), (None, "", ""))
        alike = entity is not None and fuzz.ratio(known, name) >= (ALIKE if len(sound) > 4 else CLOSE)
        return entity if alike and fuzz.ratio(family, key(words[-1:])) >= ALIKE else None

    def beginnings(self, words: Sequence[str], language: str) -> set[str]:
        """Return the words with which a known name may begin, be it behind an Arabic clitic."""
        names, prefixes = self.names[language], self.prefixes[language]
        found = {w for w, piece in zip(words, _pieces.read(words), strict=True) if piece in prefixes and (len(piece) > 1 or piece in names)}
        if language == "ar":
            clung = [word for word in words if len(word) > 3 and word[0] in CLITICS]
            found.update(w for w, piece in zip(clung, _pieces.read([word[1:] for word in clung]), strict=True) if piece in prefixes)
        return found

    def begin(self, words: Sequence[str], after: Sequence[str], language: str) -> np.ndarray:
        """Say of words with which a known name may begin whether it is whole or goes on with the word after."""
        names, prefixes = self.names[language], self.prefixes[language]
        _pieces.read([word for word in set(after) if word not in _pieces])
        begun: dict[str, tuple[str, str]] = {}  # the word → what it begins with, itself and behind a clitic; nothing if it is whole
        for word in set(words):
            bare = word[1:] if language == "ar" and len(word) > 3 and word[0] in CLITICS else word
            first, other = _pieces[word], _pieces[bare]
            begun[word] = ("", "") if first in names or other in names else (first, other)
        found = []
        for (first, other), more in zip(map(begun.__getitem__, words), map(_pieces.__getitem__, after), strict=True):
            found.append(not first or first + more in prefixes or (other != first and other + more in prefixes))
        return np.array(found, dtype=bool)

    def longest(self, words: Sequence[str], at: int, limit: int, language: str) -> tuple[int, Entity | None]:
        """Return the end and the bearer of the longest known name that begins at *at* and ends by *limit*."""
        end, entity = self._longest(words, at, limit, words[at], language)
        if entity is None and language == "ar" and len(words[at]) > 3 and words[at][0] in CLITICS:
            end, entity = self._longest(words, at, limit, words[at][1:], language)
        return end, entity

    def _longest(self, words: Sequence[str], at: int, limit: int, first: str, language: str) -> tuple[int, Entity | None]:
        """Return the end and the entity of the longest name that begins at *at*, whose first word is read as *first*."""
        table, prefixes = self.names[language], self.prefixes[language]
        best: tuple[int, Entity | None] = (at, None)
        joined = piece = _pieces[first]
        end, last = at + 1, min(limit, at + LONGEST)
        while joined in prefixes:
            if joined in table and piece and not (end < limit and words[end] in self.suffixes):
                best = (end, table[joined])
            if end >= last:
                break
            piece = _pieces[words[end]]
            joined += piece
            end += 1
        if (
            best[0] == at + 1
            and language == "ar"
            and _pieces[first] in self.articled
            and "ال" not in words[at][:3]
            and "لل" not in words[at][:2]
        ):
            return at, None  # شبه جزيرة is no outlet
        if best[0] == at + 1 and language == "fa" and "ال" not in first and first in self.written:
            alone = self.bare.get(first)  # سنگ is not Senegal; سودانی is Sudanese, السودانی somebody's name
            return (at + 1, alone) if alone else (at, None)
        return best

    def holder(self, office: str, day: dt.date) -> Entity | None:
        """Return who held *office* (``"iran/foreign-minister"``) on a day."""
        return next((person for start, end, person in self.holders.get(office, ()) if is_within(day, start, end)), None)

    @cached_property
    def until(self) -> dt.date:
        """The last day on which an office is known to have changed hands."""
        return max(day for held in self.holders.values() for *term, _ in held for day in term if day)


def _offices(row: dict[str, Any]) -> tuple[tuple[str, dt.date | None, dt.date | None], ...]:
    offices = []
    for line in row.get("offices", ()):
        office, *days = line.split()
        try:
            start, end = ([dt.date.fromisoformat(day) for day in days] + [None, None])[:2]
        except ValueError as error:
            raise LexiconError(f"people.yaml: {row['id']} holds {line!r}. Write the office, then its days as year-month-day.") from error
        offices.append((office, start, end))
    return tuple(offices)


@lru_cache(maxsize=1)
@no_garbage()
def load_directory() -> Directory:
    """Read people.yaml and institutions.yaml; errors name the entry."""
    directory, data = Directory(), read_yaml("institutions.yaml")
    sections = (
        ("countries", "country", "official-state"),
        ("bodies", "body", "official-state"),
        ("roles", "role", "official-state"),
        ("institutions", "institution", ""),
    )
    bodies = {row["id"]: row for row in data["institutions"]}
    for section, kind, usual in sections:
        for row in data[section]:
            type_ = row.get("type", usual)
            if type_ not in TYPES:
                raise LexiconError(f"institutions.yaml: {row['id']} has the type {type_!r}. Use one of {', '.join(TYPES)}.")
            name = row["en"][0] if row.get("en") else row["id"]
            entity = Entity(row["id"], kind, type_, name, row.get("country"), bool(row.get("global")), at=tuple(row.get("at", ())))
            if kind == "country":
                directory.countries[entity.id] = entity
            for institution in (name for name, body in data["state_bodies"].items() if body == entity.id and kind == "body"):
                directory.state_bodies[institution] = entity
            for language in LANGUAGES:
                for phrase in _composed(row, bodies[row["of"]], language) if "of" in row else row.get(language, ()):
                    directory.add(entity, language, phrase)
                    if language == "en" and phrase.startswith("UN "):
                        directory.add(entity, language, phrase.replace("UN", "United Nations", 1))
    for place in data["envoys"]["places"]:
        envoy = Entity(place["id"], "role", "intl-org", place["id"], everywhere=True)
        for language in LANGUAGES:
            for phrase in _sent(place, data["envoys"], language):
                directory.add(envoy, language, phrase)
    directory.body_ids, directory.home = data["body_ids"], frozenset(data["arabic_letters"])
    directory.suffixes = frozenset(match_form(word) for word in read_yaml("speakers.yaml")["name_suffixes"])
    directory.homes = {key([match_form(word) for word in name.split()]): country for name, country in data["capital_bodies"].items()}
    everywhere = {row["id"] for row in data["roles"] if row.get("global")} | {row["id"] for row in data["envoys"]["places"]}
    ordinary = {(language, match_form(word)) for language, words in read_yaml("speakers.yaml")["ordinary"].items() for word in words}
    called, nicknamed = _nicknames(read_yaml("speakers.yaml")["nicknames"]["en"]), list[tuple[Entity, str]]()
    for row in read_rows("people.yaml", "people", ("id", "country?", "type?"), ("en", "ar?", "fa?", "offices?")):
        if row.get("type", "official-state") not in TYPES:
            raise LexiconError(f"people.yaml: {row['id']} has the type {row['type']!r}. Use one of {', '.join(TYPES)}.")
        person = Entity(row["id"], "person", row.get("type", "official-state"), row["en"][0], row.get("country"), offices=_offices(row))
        for language in LANGUAGES:
            for phrase in row.get(language, ()):
                directory.add(person, language, phrase)
                given, _, rest = phrase.partition(" ")
                nicknamed += ((person, f"{other} {rest}") for other in called.get(given, ()) if rest and language == "en")
                if row.get("family", True) and len(phrase.split()) > 1:
                    family = _family_name(phrase, directory.suffixes)
                    if (language, match_form(family)) not in ordinary:
                        directory.add(person, language, family, weak=True)
        for office, start, end in person.offices:
            place = office if office in everywhere else f"{person.country}/{office}"
            directory.holders.setdefault(place, []).append((start, end, person))
    for person, phrase in nicknamed:
        if key([match_form(word) for word in phrase.split()]) not in directory.names["en"]:
            directory.add(person, "en", phrase)
    for office, held in directory.holders.items():
        held.sort(key=lambda row: row[0] or dt.date.min)
        directory.places.setdefault(office.rpartition("/")[2], []).append(office)
    return directory


def _nicknames(known: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the other given names under which somebody of a given name may appear: Jim Mattis is James Mattis, and James Jim."""
    pairs = [(name, short) for name, shorts in known.items() for short in shorts]
    return {one: [b for a, b in pairs if a == one] + [a for a, b in pairs if b == one] for pair in pairs for one in pair}


def _composed(office: dict[str, Any], body: dict[str, Any], language: str) -> Iterator[str]:
    """Yield what an office of an institution is called: the Hamas chief, head of the Hamas movement, الأمين العام للأمم المتحدة."""
    for title in office.get(language, ()):
        for name in body.get(language, ()):
            if language == "en":
                yield from (f"{name} {title}", f"{title} of {name}", f"{title} of the {name}")
                if office.get("type") == "party/movement":
                    yield from (f"{title} of the {name} {noun}" for noun in MOVEMENTS)
                    yield from (f"{title} of {name} {noun}" for noun in MOVEMENTS)
                    yield from (f"{name} {noun} {title}" for noun in MOVEMENTS)
            else:
                yield f"{title} {name}"
            if language == "ar":
                yield f"{title} {_to(name)}"


def _sent(place: dict[str, Any], envoys: dict[str, Any], language: str) -> Iterator[str]:
    """Yield what an envoy to a place is called: UN special envoy for Yemen, المبعوث الأممي إلى اليمن."""
    for title, where in product(envoys["titles"][language], place[language]):
        yield from (f"{title} {preposition} {where}" for preposition in envoys["before_place"][language])
        if language == "ar":
            yield f"{title} {_to(where)}"


def _to(name: str) -> str:
    """Join the Arabic preposition ل to a name (للأمم المتحدة, لليبيا)."""
    return "لل" + name[2:] if name.startswith("ال") else "ل" + name


def _family_name(name: str, suffixes: frozenset[str]) -> str:
    words = name.split()
    if words[-1] in ("الله", "الدين") or (len(words) > 1 and words[-1] in suffixes):
        return " ".join(words[-2:])  # نصر الله is one name
    joined = {"عبد", "أبو", "آل", "بن", "بو", "van", "von", "de", "al", "bin", "Abu", "Al", "El"}
    return " ".join(words[-2:]) if len(words) > 2 and words[-2] in joined else words[-1]
