"""Who the phrase before or after a cue names: a known person, the holder of an office on that day, an institution, or a new name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from .grammar import Grammar, load_grammar
from .people import Entity, key, romanize, skeleton

HOME = {"fa": "iran"}  # whose minister is meant where a Persian text names no country and has named none


@dataclass(frozen=True)
class Speaker:
    """A resolved source: its id, the capacity it speaks in, a name to show, and how it was expressed."""

    id: str
    type: str
    name: str
    coref: str = "explicit"
    gender: str | None = None
    number: str | None = None


@dataclass
class Speakers:
    """The speakers of one document so far: for short forms, bare descriptions, pronouns and dropped subjects."""

    language: str
    day: dt.date | None = None
    history: list[Speaker] = field(default_factory=list)
    met: dict[str, Speaker] = field(default_factory=dict)  # every word of a full name → its bearer
    offices: dict[str, Entity] = field(default_factory=dict)  # role → the person last mentioned who holds or held it

    def name_phrase(self, words: list[str], surface: str) -> Speaker:
        """Resolve the words (match forms) of a speaker's phrase."""
        grammar = load_grammar(self.language)
        words = [word for word in words if word[0].isalnum()] or words
        if len(words) == 1 and words[0] in grammar.pronouns:
            return self.recall(None, None, "pronoun")
        bare = " ".join(words)
        if bare in grammar.anaphors or len(words) == 2 and words[1] in ("نفسه", "ذاته", "نفسها", "ذاتها"):
            back = self._back(grammar.anaphors.get(bare, "other"), words, grammar)
            if back is not None:
                return back
        found = grammar.directory.find(words, self.language)
        persons = [(first, end, entity) for first, end, entity in found if entity.kind == "person"]
        known = self._known_person(words, persons, grammar)
        if known is not None:
            return self._capacity(known, words, found, grammar)
        unknown = self._unknown_person(words, found, grammar, surface)
        return unknown if unknown is not None else self._office_or_body(words, found, grammar, surface)

    def recall(self, gender: str | None, number: str | None, coref: str) -> Speaker:
        """Return the last counted speaker that agrees; an unresolved one has the id ``unknown``."""
        for speaker in reversed(self.history):
            if speaker.type == "agency/outlet" and coref == "pronoun":
                continue
            if gender and speaker.gender and speaker.gender != gender:
                continue
            return Speaker(speaker.id, speaker.type, speaker.name, coref, speaker.gender)
        return Speaker("unknown", "other", "unknown", coref)

    def remember(self, speaker: Speaker) -> None:
        """Count a speaker for later pronouns and dropped subjects."""
        if speaker.id != "unknown":
            self.history.append(speaker)

    def observe(self, found: list[tuple[int, int, Entity]]) -> None:
        """Note who is mentioned anywhere in the text, so that a bare title (وزير الخارجية) finds its bearer."""
        for _, _, entity in found:
            if entity.kind == "person":
                for office, start, end in entity.offices:
                    if self.day is None or (start is None or start <= self.day) and (end is None or self.day <= end):
                        self.offices.setdefault(office, entity)

    def _back(self, type_: str, words: list[str], grammar: Grammar) -> Speaker | None:
        same = words[0] in grammar.same or any(word in ("نفسه", "ذاته", "نفسها", "ذاتها", "همین") for word in words) or words[-1] in grammar.same
        for speaker in reversed(self.history):
            if same or speaker.type == type_:
                return Speaker(speaker.id, speaker.type, speaker.name, "title", speaker.gender)
        return None

    def _known_person(self, words, persons, grammar: Grammar) -> tuple[int, int, Entity] | None:
        if not persons:
            return None
        if self.language == "en" and len(persons) > 1 and persons[0][0] == 0:
            return persons[0]
        first, end, entity = persons[-1]
        if end - first == 1 and first > 0 and words[first - 1] in grammar.names and words[first - 1] not in grammar.heads and words[first - 1] not in grammar.nations:
            return None  # a family name shared with somebody known, behind another given name
        if end < len(words) and words[end] in grammar.names and self.language != "en":
            return None
        if words[0] in grammar.spokesperson and self.language == "en" and end < len(words):
            return None
        return first, end, entity

    def _capacity(self, known, words, found, grammar: Grammar) -> Speaker:
        first, _, entity = known
        self.observe([known])
        explicit = Speaker(entity.id, entity.type, entity.name, "explicit")
        for word in words[max(first - 1, 0) :]:
            self.met.setdefault(word, explicit)
        return explicit

    def _unknown_person(self, words, found, grammar: Grammar, surface: str) -> Speaker | None:
        """Somebody nobody listed: the words of the phrase that are names; a short form finds the full one met before."""
        taken = {at for first, end, _ in found for at in range(first, end) if _ is None or True}
        if self.language == "en":
            parts = [part for part in surface.replace(",", " ").split()]
            free = [part for at, part in enumerate(parts) if part[:1].isupper() and part.lower().strip(".’'") not in grammar.heads and not _is_known(part, grammar)]
            name = [part.strip(".,’'").lower().removesuffix("'s").removesuffix("’s") for part in free if part.lower() not in ("the", "a", "mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr.")]
            if not name or words[0] in ("the", "a", "an") and not any(w in grammar.heads for w in words):
                return None
            if name and parts and parts[0].lower() in ("the",) and len(name) < 2:
                return None
        else:
            name = [w for at, w in enumerate(words) if at not in taken and w not in grammar.heads]
            begin = next((n for n, w in enumerate(name) if w in grammar.names or w in self.met), None)
            if begin is None:
                return None
            name = name[begin:]
        if not name:
            return None
        for word in reversed(name):
            if word in self.met and len(name) <= 2:
                full = self.met[word]
                return Speaker(full.id, full.type, full.name, "explicit", full.gender)
        type_ = self._type(words, found, grammar)
        display = " ".join(name) if self.language != "en" else " ".join(part.title() for part in name)
        speaker = Speaker(f"name:{skeleton(name) or romanize(name)}", type_, display, "explicit")
        for word in name:
            if word not in grammar.particles and len(word) > 2:
                self.met[word] = speaker
        return speaker

    def _type(self, words, found, grammar: Grammar) -> str:
        for word in words:
            type_ = grammar.heads.get(word) or grammar.heads.get("ال" + word)
            if type_ == "official-state" and word in grammar.spokesperson or type_ == "other" and word not in grammar.anonymous:
                others = [entity.type for _, _, entity in found if entity.kind in ("institution",)]
                return others[0] if others else type_ if type_ != "other" else "other"
            if type_ is not None:
                others = [entity.type for _, _, entity in found if entity.kind == "institution"]
                return others[0] if others and type_ in ("official-state", "other", "intl-org") else type_
        institution = next((entity.type for _, _, entity in found if entity.kind in ("institution", "role", "body")), None)
        return institution or "other"

    def _office_or_body(self, words, found, grammar: Grammar, surface: str) -> Speaker:
        directory = grammar.directory
        country = next((entity.id for _, _, entity in found if entity.kind == "country"), None)
        role = next((item for item in found if item[2].kind == "role"), None)
        body = next((item for item in found if item[2].kind == "body"), None)
        institution = next((entity for _, _, entity in found if entity.kind == "institution"), None)
        if role is not None and role[0] <= 2 and words[0] not in grammar.document:
            return self._holder(role[2], country, words[role[0] : role[1]], directory)
        head = words[0] if words[0] in grammar.heads or words[0] in grammar.spokesperson else words[0][1:] if words[0][:1] in "لوب" else words[0]
        suffix = "spokesperson" if head in grammar.spokesperson else "sources" if head in grammar.anonymous else ""
        coref = "title" if suffix or words[0] in grammar.document else "explicit"
        if institution is not None:
            base, type_ = institution.id, institution.type
            if suffix == "sources":
                type_ = "other"
        elif body is not None:
            place = directory.homes.get(key(words[body[0] : body[1]])) or country or self._home()
            base = f"{place}-{body[2].id}" if place else body[2].id
            base, type_ = directory.body_ids.get(base, base), "official-state"
        elif country is not None:
            base, type_ = country, "official-state"
            rest = [w for w in words if w in grammar.heads]
            if rest and not suffix:
                base, type_, coref = f"{country}-{romanize(rest[:1])}", grammar.heads[rest[0]], "title"
            elif suffix == "sources":
                type_ = "other" if head in ("مصدر", "مصادر", "المصدر", "منبع", "منابع", "source", "sources") else "official-state"
            elif len(words) > 4 and not rest:
                base, type_ = romanize(words[:4]), "other"
            if country == "european-union" and base == country:
                type_ = "intl-org"
        else:
            type_ = self._type(words, found, grammar)
            return Speaker(romanize(words[:5]) or "unknown", type_, surface, "title")
        identity = f"{base}-{suffix}" if suffix and words[0] not in grammar.document else base
        known = directory.by_id.get(identity)
        return Speaker(identity, type_, known.name if known else identity, coref)

    def _home(self) -> str | None:
        return HOME.get(self.language)

    def _holder(self, role: Entity, country: str | None, words, directory) -> Speaker:
        place = None if role.everywhere else directory.homes.get(key(words)) or country
        person = None
        if role.everywhere:
            person = directory.holder(role.id, self.day)
        elif place:
            person = directory.holder(f"{place}/{role.id}", self.day)
        elif role.id in self.offices:
            person = self.offices[role.id]
        elif self._home():
            place = self._home()
            person = directory.holder(f"{place}/{role.id}", self.day)
        if person is not None:
            return Speaker(person.id, person.type, person.name, "title")
        identity = f"{place}-{role.id}" if place else role.id
        return Speaker(identity, role.type, identity, "title")


def _is_known(part: str, grammar: Grammar) -> bool:
    return key([part.lower().strip(".,’'")]) in grammar.nations
