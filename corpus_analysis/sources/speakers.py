"""Who the phrase before or after a cue names: a known person, the holder of an office on that day, an institution, or a new name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from .grammar import Grammar, function_words, load_grammar
from .names import UNKNOWN, Found, Speaker, bare_word, latin_name, own_name, read_phrase
from .page import Page
from .people import Directory, Entity, key, load_directory, romanize, skeleton

WORLDWIDE = function_words("fa")["worldwide"]
HOME = {"fa": "iran"}  # whose minister is meant where a Persian text names no country
SAME = frozenset(["نفسه", "ذاته", "نفسها", "ذاتها", "همین"])


@dataclass(slots=True, eq=False)
class Speakers:
    """The speakers of one document so far: for short forms, bare descriptions, pronouns and dropped subjects."""

    language: str
    day: dt.date | None = None
    history: list[Speaker] = field(default_factory=list)
    voices: list[Speaker] = field(default_factory=list)
    met: dict[str, Speaker] = field(default_factory=dict)  # every word of a full name → its bearer
    page: Page | None = None  # the whole article
    named: dict[str, Entity] | None = None
    bodies: dict[str, Entity] | None = None  # the institutions the article names
    people: dict[str, Speaker] = field(default_factory=dict)  # who is named as a speaker
    only: Speaker | None = None  # if it is one person in the whole article
    posts: dict[tuple[str, str], Speaker] = field(default_factory=dict)  # (spokesperson or office, whose) → who was named as holding it
    titles: list[tuple[frozenset[str], Speaker, bool]] = field(default_factory=list)  # words of a title, bearer, whether with the name

    def name_phrase(self, words: list[str], capitals: frozenset[str] = frozenset()) -> Speaker:
        """Resolve the words (match forms, punctuation kept) of a speaker's phrase; *capitals*: those with a capital letter."""
        grammar = load_grammar(self.language)
        words, parts, found = read_phrase(tuple(words), self.language)
        if not words:
            return UNKNOWN
        if words[0] in grammar.pronouns and len(words) == 1:
            return self._thing() if words[0] == "it" else self.recall(None, "pronoun", True)
        described = self._description(words, found, grammar)
        if described or (len(words) == 2 and words[1] in SAME):
            back = self._back(described or "other", words, grammar) or self._only_body(described)
            if back is not None:
                return back
        known = self._known_person(words, found, grammar)
        if known is not None:
            left = known.type == "official-state" and any(word in grammar.former for word in words)
            speaker = Speaker(known.id, "other" if left else known.type, known.name, "explicit", person=True)
            name: list[str] = [word for word in words if word in grammar.directory.words[self.language]]
        else:
            name = (
                latin_name(words, found, capitals, grammar, self.met)
                if self.language == "en"
                else own_name(parts, words, found, self.met, grammar)
            )
            speaker = self._new_person(name, words, found, grammar) if name else self._title_or_body(words, found, grammar)
            if not name:
                speaker = self._merge_title(speaker, words, found, grammar)
        self._learn(speaker, name, words, grammar)
        return speaker

    def _description(self, words: list[str], found: Found, grammar: Grammar) -> str | None:
        """Return the type of a bare description that points back (the movement, also: the Palestinian movement); None if it is none."""
        bare = grammar.anaphors.get(" ".join(words))
        if bare or not found or len(words) > 4 or any(entity.kind != "country" for _, _, entity in found):
            return bare
        taken = {at for first, end, _ in found for at in range(first, end)}
        bare = grammar.anaphors.get(" ".join(word for at, word in enumerate(words) if at not in taken))
        return bare if bare in ("party/movement", "agency/outlet") else None

    def recall(self, gender: str | None, coref: str, person: bool = False) -> Speaker:
        """Return the last counted speaker that agrees; an unresolved one has the id ``unknown``."""
        chosen = None
        for voice in reversed(self.voices[-60:]):
            if not (gender and voice.gender and voice.gender != gender) and not (person and voice.type == "agency/outlet"):
                if voice.person or not person:
                    return voice._replace(coref=coref)
                chosen = chosen or voice
        return (chosen or UNKNOWN)._replace(coref=coref)

    def _thing(self) -> Speaker:
        """Return the last speaker that is no person, for "it"; the last of all if none is known to be one."""
        last = next((voice for voice in reversed(self.history[-80:]) if not voice.person), None)
        return last._replace(coref="pronoun") if last is not None else self.recall(None, "pronoun")

    def remember(self, speaker: Speaker, credit: bool = False) -> None:
        """Keep a speaker for later descriptions (الوكالة) and, unless it is only credited, for pronouns and dropped subjects."""
        if speaker.id != "unknown":
            self.history.append(speaker)
            if not credit:
                self.voices.append(speaker)

    def _learn(self, speaker: Speaker, name: list[str], words: list[str], grammar: Grammar) -> None:
        for word in name:
            if len(word) > 2 and word not in grammar.particles and word not in grammar.stop:
                self.met[word] = speaker
        for size in range(2, len(name) + 1):
            self.met[key(name[-size:])] = speaker  # أبوزيد after أحمد أبو زيد
        post = self._post(words, grammar) if name else None
        if post is not None:
            self.posts[post] = speaker
        if name:
            self.people[speaker.id] = speaker
        if len(name) == len(words) or speaker.id == "unknown":
            return
        title = frozenset(bare_word(word) for word in words if word not in name and word not in grammar.stop and len(word) > 1)
        if title and (title, speaker, bool(name)) not in self.titles[-80:]:
            self.titles.append((title, speaker, bool(name)))

    def _post(self, words: list[str], grammar: Grammar) -> tuple[str, str] | None:
        """Return what a title says somebody is, and of whom: ("spokesperson", "hamas")."""
        if not any(word in grammar.spokesperson for word in words):
            return None
        found = read_phrase(tuple(words), self.language)[2]
        whose = next((entity.id for _, _, entity in found if entity.kind in ("institution", "body", "country")), None)
        return ("spokesperson", whose) if whose is not None else None

    def _back(self, type_: str, words: list[str], grammar: Grammar) -> Speaker | None:
        same = words[0] in grammar.same or words[-1] in grammar.same or any(word in SAME for word in words)
        recent = self.history[-80:]
        bodies = [s for s in recent if not s.person] or recent
        word = bare_word(words[-1] if words[0] in grammar.determiners else words[0])
        entitled = {speaker.id for title, speaker, _ in self.titles[-80:] if word in title}
        for speaker in reversed(recent):
            if speaker.id in entitled and (same or speaker.type == type_):
                return speaker._replace(coref="title")
        if type_ == "official-state" and self.language == "ar" and not same:  # الوزارة is a body, الوزير a person
            recent = [s for s in recent if s.person != (words[0] in grammar.groups)]
        for speaker in reversed(bodies if same else recent):
            if same or speaker.type == type_:
                return speaker._replace(coref="title")
        return None

    def _only_body(self, type_: str | None) -> Speaker | None:
        """Return the only movement or international body the article names, for "the group" before it has spoken."""
        if type_ not in ("party/movement", "intl-org") or self.page is None:
            return None
        if self.bodies is None:
            named = self.page.find(0, len(self.page.words))
            self.bodies = {entity.id: entity for _, _, entity in named if entity.kind == "institution"}
        fitting = [entity for entity in self.bodies.values() if entity.type == type_]
        return Speaker(fitting[0].id, fitting[0].type, fitting[0].name, "title") if len(fitting) == 1 else None

    def _known_person(self, words: list[str], found: Found, grammar: Grammar) -> Entity | None:
        persons = [item for item in found if item[2].kind == "person"]
        if not persons:
            return None
        first, end, entity = persons[0] if self.language == "en" and persons[0][0] == 0 else persons[-1]
        if self.language == "en" and first == 0 and end < len(words) and words[end] in grammar.deputies | grammar.spokesperson | {"office"}:
            if len(persons) == 1:
                return None  # Khamenei's adviser is not Khamenei
            first, end, entity = persons[-1]
        if (
            first
            and self.language != "en"
            and (
                words[first - 1] in grammar.spokesperson
                or words[first - 1] == "باسم"
                or (first > 1 and words[first - 1] in grammar.honorifics and words[first - 2] in grammar.spokesperson)
            )
        ):
            return None  # who speaks for somebody is not that person
        if end - first == 1 and not any(
            item[2].kind == "country" and item[2].id == entity.country for item in found
        ):  # a family name alone: not behind or before another given name
            before = words[first - 1] if first else ""
            if before in grammar.names and before not in grammar.heads and key([before]) not in grammar.nations:
                return None
            after = words[end] if end < len(words) else ""
            if (
                words[first] in grammar.given
                and after
                and after not in grammar.heads
                and after not in grammar.stop
                and key([after]) not in grammar.nations
            ):
                return None
            if words[first] in self.met and self.met[words[first]].id != entity.id:
                return None
        return entity

    def _new_person(self, name: list[str], words: list[str], found: Found, grammar: Grammar) -> Speaker:
        met = self.met.get(key(name))
        for _, _, role in found:
            holder = self._holder_named(role, name, grammar) if role.kind == "role" else None
            if holder is not None and met is None:
                return Speaker(holder.id, holder.type, holder.name, "explicit", person=True)
        namesake = grammar.directory.skeletons.get((self.language, skeleton(name))) if met is None and len(name) > 1 else None
        if namesake is not None:  # another spelling of somebody known
            return Speaker(namesake.id, namesake.type, namesake.name, "explicit", person=namesake.kind == "person")
        if met is None and len(name) <= 2:
            met = next((self.met[word] for word in reversed(name) if word in self.met), None)
        if met is not None:
            untitled = met.type == "other" and not any(speaker.id == met.id for _, speaker, _ in self.titles[-80:])
            return met._replace(coref="explicit", type=self._type(words, found, grammar) if untitled else met.type)
        type_ = self._type(words, found, grammar)
        return Speaker(f"name:{skeleton(name) or romanize(name)}", type_, " ".join(name), "explicit", person=True)

    def _holder_named(self, role: Entity, name: list[str], grammar: Grammar) -> Entity | None:
        """Return who held an office in any country on the day and whose family name sounds the same (Foreign Minister Aragchi)."""
        asked = skeleton(name[-1:])
        if self.day is None or len(asked) < 3:
            return None
        for office in grammar.directory.places.get(role.id, ()):
            person = grammar.directory.holder(office, self.day)
            if person is not None and skeleton(person.name.lower().replace("-", " ").split()[-1:]) == asked:
                return person
        return None

    def _type(self, words: list[str], found: Found, grammar: Grammar) -> str:
        """Return the capacity a phrase speaks in, by its first title word, else by the institution it names."""
        institution = next((entity.type for _, _, entity in found if entity.kind == "institution"), None)
        movement = institution == "party/movement" or any(grammar.heads.get(word) == "party/movement" for word in words)
        envoy = any(word in grammar.envoys for word in words[:5])
        if movement and envoy:
            return "party/movement"  # نماینده جنبش X در تهران
        if envoy and any(entity.kind == "country" for _, _, entity in found):
            return "official-state"
        if words[0] in grammar.experts or (len(words) > 1 and words[1] in grammar.experts):
            return "other"
        place = next((entity.type for _, _, entity in found if entity.kind in ("role", "body")), None)
        heads = [grammar.heads[word] for word in words if word in grammar.heads]
        abroad = self.language != "fa" or any(word in WORLDWIDE for word in words)  # a Persian رئیس سازمان is mostly an official at home
        if abroad and heads[:1] == ["official-state"] and institution is None and place is None and "intl-org" in heads:
            return "intl-org"  # نائب مدير عام المنظمة
        for word in words:
            type_ = grammar.heads.get(word) or grammar.heads.get("ال" + word)
            if type_ is not None and type_ != "other":
                return institution if institution and type_ in ("official-state", "intl-org") else type_
            if type_ == "other" and (institution or word in grammar.anonymous):
                return institution if institution and word not in grammar.anonymous else "other"
        return institution or place or "other"

    def _title_or_body(self, words: list[str], found: Found, grammar: Grammar) -> Speaker:
        """Resolve a phrase without a name: an office and its holder, a body of a state, an institution, or a bare description."""
        directory = grammar.directory
        country = next((entity.id for _, _, entity in found if entity.kind == "country"), None)
        role = next((item for item in found if item[2].kind == "role"), None)
        given = self.posts.get(self._post(words, grammar) or ("", "")) or self._given_title(words, grammar)
        given = given._replace(coref="title") if given is not None else None
        deputy = role is not None and any(word in grammar.deputies for word in words[: role[0]])
        if role is not None and role[0] <= 2 and words[0] not in grammar.document and not deputy:
            return self._holder(role[2], country, words[role[0] : role[1]], directory, given)
        own = self._pointed_at(words, found, grammar)
        if own is not None:
            return own
        own = self._body(words, found, grammar, country)
        return own if given is None or given.id == own.id else given

    def _pointed_at(self, words: list[str], found: Found, grammar: Grammar) -> Speaker | None:
        """Return the last person whom "this Hamas official", "this American diplomat" fits."""
        near = words[1:3] if self.language == "en" else words[1:2]
        if words[0] not in grammar.definite - {"the"} or not any(word in grammar.anonymous | grammar.persons for word in near):
            return None
        whose = next((entity for _, _, entity in found if entity.kind in ("institution", "country")), None)
        if whose is None:
            return None
        for voice in reversed(self.voices[-20:]):
            known = grammar.directory.by_id.get(voice.id)
            same = voice.type == whose.type if whose.kind == "institution" else known is None or known.country in (None, whose.id)
            if voice.person and same:
                return voice._replace(coref="title")
        return None

    def _mentioned(self, office: str, place: str | None = None) -> Entity | None:
        """Return who, among those named anywhere in the article, held an office on the day; None if nobody or several."""
        if office not in load_directory().places:
            return None
        if self.named is None:
            self.named = {person.id: person for person in self.page.people()} if self.page else {}
        day = self.day
        bearers = [
            person
            for person in self.named.values()
            if (place is None or person.country == place)
            and any(o == office and (day is None or ((s is None or s <= day) and (e is None or day <= e))) for o, s, e in person.offices)
        ]
        return bearers[0] if len(bearers) == 1 else None

    def _merge_title(self, speaker: Speaker, words: list[str], found: Found, grammar: Grammar) -> Speaker:
        """Give a title that no list resolves to the only person who speaks in the article, unless their countries differ."""
        head = next((word for word in words if word not in grammar.determiners and word not in grammar.honorifics), "")
        known = grammar.directory.by_id.get(speaker.id)
        indefinite = words[0] in grammar.determiners and words[0] not in grammar.definite
        if self.only is None or indefinite or head not in grammar.persons or (known is not None and known.kind == "person"):
            return speaker
        if any(word in grammar.anonymous for word in words[:3]) or any(voice.id == speaker.id for voice in self.voices[-60:]):
            return speaker
        home = HOME.get(self.language)
        country = next((entity.id for _, _, entity in found if entity.kind == "country"), home)
        bearer = grammar.directory.by_id.get(self.only.id)
        if any(entity.kind == "institution" and entity.type not in ("official-state", self.only.type) for _, _, entity in found):
            return speaker
        if bearer is not None and country is not None and bearer.country not in (None, country):
            return speaker
        return self.only._replace(coref="title", type=self.only.type if self.only.type != "other" else speaker.type)

    def settle_people(self) -> None:
        """After a first reading of the article: note the person if only one is named as a speaker."""
        people = [speaker for speaker in self.people.values() if speaker.type not in ("agency/outlet",)]
        self.only = people[0] if len(people) == 1 else None

    def _given_title(self, words: list[str], grammar: Grammar) -> Speaker | None:
        """Return the person whom the document gave this title: all its words, or nearly all."""
        definite = words[0] in grammar.definite
        words = words[1:] if definite and len(words) > 1 else words
        asked = {bare_word(word) for word in words if word not in grammar.stop and len(word) > 1 and word not in grammar.determiners}
        if not asked or (words[0] not in grammar.heads and words[0] not in grammar.spokesperson) or words[0] in grammar.document:
            return None
        if len(asked) == 1 and not words[0].startswith("ال") and not definite:
            return None
        speaks = any(word in grammar.spokesperson for word in words)
        close = [
            item
            for item in self.titles[-80:]
            if len(asked & item[0]) >= 0.75 * len(asked)
            and bare_word(words[0]) in item[0]
            and not any(key([word]) in grammar.nations for word in asked - item[0])  # another country's minister
            and (speaks or not grammar.bare_spokesperson & item[0])
        ]
        if not close:
            return None
        return max(close, key=lambda item: (item[2], len(asked & item[0])))[1]._replace(coref="title")

    def _body(self, words: list[str], found: Found, grammar: Grammar, country: str | None) -> Speaker:
        directory = grammar.directory
        body = next((item for item in found if item[2].kind == "body"), None)
        institutions = [entity for _, _, entity in found if entity.kind == "institution"]
        institution = institutions[0] if institutions else None
        if institutions and institutions[-1].type == "agency/outlet" and grammar.heads.get(words[0]) == "agency/outlet":
            institution = institutions[-1]  # a reporter of the desk of X works for X
        if country is not None and any(word in grammar.envoys for word in words[:3]):
            institution = None  # a state's ambassador to the United Nations speaks for the state
        document = any(word in grammar.document for word in words[:2])
        anonymous = next(
            (word for at, word in enumerate(words[:5]) if word in grammar.anonymous and self._stands_for_people(words, at)), None
        )
        spoken = any(word in grammar.spokesperson for word in words)
        suffix = "" if document and not anonymous else "spokesperson" if spoken else "sources" if anonymous else ""
        heads = [word for word in words if word in grammar.heads and word not in grammar.document]
        rest = [word for word in words if word not in grammar.heads]
        person = bool(suffix) or (bool(heads) and grammar.heads[heads[0]] == "official-state" and words[0] in heads)
        if institution is not None:
            base, type_, name = institution.id, institution.type, institution.name
            if person and not suffix and not document and found[0][0] > 0 and words[0] not in grammar.groups:
                suffix = romanize(words[:1])
        elif body is not None:
            place = directory.homes.get(key(words[body[0] : body[1]])) or country or HOME.get(self.language)
            base = f"{place}-{body[2].id}" if place else body[2].id
            base, type_ = directory.body_ids.get(base, base), "official-state"
            name = base
        elif country is not None and (len(words) <= 3 or suffix):
            base, type_, name = country, "intl-org" if country == "european-union" else "official-state", directory.countries[country].name
            if heads and not suffix:
                base, type_ = f"{country}-{romanize(heads[:1])}", grammar.heads[heads[0]]
        elif (namesake := directory.skeletons.get((self.language, skeleton(rest)))) is not None:
            base, type_, name = namesake.id, namesake.type, namesake.name  # another spelling of an institution
        else:
            return Speaker(
                romanize([w for w in words if w not in grammar.determiners][:5]) or "unknown",
                self._type(words, found, grammar),
                " ".join(words),
                "title",
            )
        if anonymous and grammar.heads.get(anonymous, "other") == "other":
            type_ = "other"
        identity = f"{base}-{suffix}" if suffix else base
        return Speaker(
            identity,
            type_,
            directory.by_id[identity].name if identity in directory.by_id else name,
            "title" if suffix or document else "explicit",
            person=person,
        )

    def _stands_for_people(self, words: list[str], at: int) -> bool:
        """In English "official" before a noun is an adjective (the official news agency)."""
        return self.language != "en" or at == len(words) - 1 or words[at + 1] in load_grammar("en").stop

    def _holder(self, role: Entity, country: str | None, words: list[str], directory: Directory, given: Speaker | None) -> Speaker:
        place = None if role.everywhere else directory.homes.get(key(words)) or country
        office = role.id if role.everywhere else f"{place}/{role.id}" if place else None
        if given is not None:  # what the article says of somebody counts more than the list of office holders
            return given
        person = None
        if self.day is None or office is None:  # without a date, the holder whom the article names
            person = self._mentioned(role.id, place or (HOME.get(self.language) if not role.everywhere else None))
        if person is None and office:
            person = directory.holder(office, self.day)
        if person is None and place is None and not role.everywhere and HOME.get(self.language):
            place = HOME[self.language]
            person = directory.holder(f"{place}/{role.id}", self.day)
        if person is not None:
            return Speaker(person.id, person.type, person.name, "title", person=True)
        identity = f"{place}-{role.id}" if place else role.id
        return Speaker(identity, role.type, identity, "title", person=True)
