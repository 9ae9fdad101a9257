"""Who the phrase before or after a cue names: a known person, the holder of an office on that day, an institution, or a new name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from itertools import pairwise

from . import offices
from .arabic import speakers as arabic
from .english import speakers as english
from .english.capacity import HALVES, together
from .english.introductions import Introductions
from .grammar import function_words
from .names import UNKNOWN, Speaker, bare_word, gender_of, met_before, sound, word_before
from .page import Page
from .people import Entity, key, load_directory, romanize, skeleton
from .persian import speakers as persian
from .phrases import HOME, Phrase

POINTING, JOURNALISTS = function_words("ar")["pointing"], function_words("en")["journalists"]
SEVERAL, BEARERS = function_words("fa")["several"], function_words("fa")["bearers"]
REACH = 1000  # tokens to a full name in another spelling
SAME = function_words("ar")["itself"] | function_words("fa")["itself"]


@dataclass(slots=True, eq=False)
class Speakers:
    """The speakers of one document so far: for short forms, bare descriptions, pronouns and dropped subjects."""

    language: str
    day: dt.date | None = None
    history: list[Speaker] = field(default_factory=list)
    voices: list[Speaker] = field(default_factory=list)
    met: dict[str, Speaker] = field(default_factory=dict)  # every word of a full name → its bearer
    page: Page | None = None  # the whole article
    full_names: dict[str, list[str]] = field(default_factory=dict)  # who was met -> the fullest name
    named: list[Entity] | None = None
    families: dict[str, Entity | None] | None = None  # the family names of those it names in full
    full: set[str] | None = None  # the known people the article names in full
    bodies: dict[str, Entity] | None = None  # the institutions the article names
    people: dict[str, Speaker] = field(default_factory=dict)  # who is named as a speaker
    own_families: set[str] = field(default_factory=set)  # family names that nobody but their known bearers has on the page
    since: dict[str, str] = field(default_factory=dict)  # known people out of office -> the capacity the article gives them
    times: dict[str, int] = field(default_factory=dict)  # and how often
    roll: list[tuple[int, Speaker, bool]] = field(default_factory=list)  # cue, whom it names, whether first and without a title
    at: int = 0  # the token of the cue being read, and of the last before it that somebody was heard by
    before: int = 0  # where that cue or what is said by it begins
    spoken: int = -1
    until: int = -1  # where what was said last ends
    settled: bool = False  # whether the article was read once
    joint: Speaker | None = None  # who spoke together last
    only: Speaker | None = None  # if it is one person in the whole article
    bare: Speaker | None = None  # the first person named as a speaker, if nobody says with the name what they are
    introductions: Introductions | None = None
    places: list[tuple[int, str, str]] | None = None  # once asked for: token, country, "country" or the body of it named there
    posts: dict[tuple[str, str], Speaker] = field(default_factory=dict)  # (spokesperson or office, whose) → who was named as holding it
    entitled: list[tuple[arabic.Title, tuple[str, ...]]] | None = None  # the titles the article gives to known people, with their names
    titles: list[tuple[frozenset[str], Speaker, bool]] = field(default_factory=list)  # words of a title, bearer, whether with the name

    def name_phrase(self, phrase: Phrase) -> Speaker:
        """Resolve the phrase that names a speaker."""
        phrase = phrase.issuer if self.language != "fa" else persian.of_land(self, phrase.issuer)
        words, grammar = phrase.words, phrase.grammar
        if not words:
            return UNKNOWN
        if words[0] in grammar.pronouns and len(words) == 1:
            if words[0] == "it":
                return english.thing(self)
            if words[0] in ("they", "them"):
                return english.several(self)
            gender = {"he": "m", "him": "m", "she": "f", "her": "f"}.get(words[0])
            unheard = english.opener(self, gender) if gender else persian.topic(self, words[0]) if self.language == "fa" else None
            said = unheard or self.recall(gender, "pronoun", words[0] not in SEVERAL)
            return said if said.person or not gender else english.last_named(self, gender) or said
        if self.language == "ar" and (last := arabic.latter(self, words)) is not None:
            return last
        if self.joint is not None and self.language == "en" and together(words):
            return self.joint._replace(coref="title")
        the = self.language == "en" and words[0] == "the"
        alone = the or (len(words) == 1 and (self.language == "fa" or words[0].startswith("ال")))
        if alone and (body := offices.whose_body(self, words[the:])) is not None:
            return body
        described = phrase.description
        if described or (len(words) == 2 and words[1] in SAME):
            back = persian.issued(self, phrase) if self.language == "fa" else None
            back = back or self._back(described or "other", phrase) or self.only_body(described) or persian.last_body(self, phrase)
            if back is not None:
                return back
        short = the and (len(words) == 2 or (len(words) == 3 and not phrase.found))
        if short and (taken := english.pointed_back(self, words[-1])) is not None:
            return taken
        if phrase.joint:
            self.joint = phrase.body
            return self.joint
        if self.language == "en" and (wedded := english.spouse(self, phrase)) is not None:
            return wedded
        known = self._known_person(phrase)
        if known is None and self.language == "ar" and phrase.person is not None and phrase.person[1] in self.met:
            return self.met[phrase.person[1]]._replace(coref="explicit")  # عبد الرحمن, of رامي عبد الرحمن
        if known is None and (bearer := arabic.taken_up(self, phrase)) is not None:
            return bearer
        if known is not None:
            if self.language == "en" and known.type == "party/movement" and english.serves(self, known):
                known = replace(known, type="official-state")
            speaker = self.listed(known)._replace(gender=gender_of(known.name.split()))
            serves = self.day is not None and bool(known.serving(self.day))
            if phrase.past and not serves:
                self.since[known.id] = "other"
            elif phrase.type == "party/movement" and known.offices and not serves:
                self.since[known.id] = phrase.type  # the leader of a party who had been prime minister
            if known.type in ("official-state", "intl-org") and known.id in self.since:
                speaker = speaker._replace(type=self.since[known.id])
            own = [word for first, end, entity in phrase.found if entity.id == known.id for word in words[first:end]]
            name = own or [word for word in words if word in grammar.directory.words[self.language]]
        else:
            name = phrase.own_name(self.met)
            speaker = self._new_person(name, phrase) if name else self._merge_title(self._title_or_body(phrase), phrase)
            if name and phrase.past and speaker.type == "official-state":  # former secretary Leon E. Panetta
                speaker = speaker._replace(type="other")
        self._learn(speaker, name, phrase)
        return speaker

    def _known_person(self, phrase: Phrase) -> Entity | None:
        """Return the known person a phrase names, unless its family name is that of somebody met before."""
        if phrase.person is None:
            return None
        entity, alone = offices.bearer(self, *phrase.person)
        if alone in self.met and self.met[alone].id != entity.id:
            return None
        if alone and self.language == "en" and english.is_stranger(self, entity, alone):
            return None
        return None if alone and alone in phrase.grammar.common and not self.named_in_full(entity) else entity

    def listed(self, person: Entity, coref: str = "explicit") -> Speaker:
        """Return a known person as a speaker: for the state, if in an office of state on the day of the article, whatever else he led."""
        by_id, serving = load_directory().by_id, person.serving(self.day) if self.day is not None else []
        state = any(by_id[office.split("/")[-1]].type == "official-state" for office in serving)
        return Speaker(person.id, "official-state" if state else person.type, person.name, coref, person=person.kind == "person")

    def named_in_full(self, person: Entity) -> bool:
        """Say whether the article gives somebody more than the family name, if that is a common one (موسوی, العلي)."""
        if self.page is None:
            return True
        if self.full is None:
            families = self.page.directory.families[self.language]
            named = self.page.find(0, len(self.page.words))
            self.full = {e.id for a, b, e in named if e.kind == "person" and key(self.page.words[a:b]) not in families}
        return person.id in self.full

    def recall(self, gender: str | None, coref: str, person: bool = False) -> Speaker:
        """Return the last counted speaker that agrees; an unresolved one has the id ``unknown``."""
        chosen = None
        for voice in reversed(self.voices[-12:]) if gender == "f" and self.language == "en" else ():
            if voice.gender == "f":  # names of women are listed, other names may be anybody's
                return voice._replace(coref=coref)
        for voice in reversed(self.voices[-60:]):
            if english.agrees(voice, gender) and not (person and voice.type == "agency/outlet"):
                if voice.person or not person:
                    return voice._replace(coref=coref)
                chosen = chosen or voice
        return (chosen or UNKNOWN)._replace(coref=coref)

    def introduced(self) -> Introductions:
        assert self.page is not None
        self.introductions = self.introductions or Introductions(self.page)
        return self.introductions

    def remember(self, speaker: Speaker, credit: bool = False) -> None:
        """Keep a speaker for later descriptions (الوكالة) and, unless it is only credited, for pronouns and dropped subjects."""
        if speaker.id != "unknown":
            self.history.append(speaker)
            if not credit:
                self.voices.append(speaker)
                self.spoken = self.at

    def _learn(self, speaker: Speaker, name: list[str], phrase: Phrase) -> None:
        grammar = phrase.grammar
        for word in name:
            if len(word) > (1 if self.language == "en" else 2) and word not in grammar.particles and word not in grammar.stop:
                self.met[word] = self.met[sound(word)] = speaker
        for size in range(2, len(name) + 1):
            self.met[key(name[-size:])] = speaker  # أبوزيد after أحمد أبو زيد
        if name:
            self.full_names[speaker.id] = max(self.full_names.get(speaker.id, []), name, key=len)
            if not self.settled and speaker.person:
                self.roll.append((self.at, speaker, speaker.id not in self.people and phrase.bare))
            self.people[speaker.id] = speaker
            self.times[speaker.id] = self.times.get(speaker.id, 0) + 1
            if phrase.post is not None:
                self.posts[phrase.post] = speaker
        if len(name) == len(phrase.words) or speaker.id == "unknown":
            return
        title = frozenset(bare for word, bare in phrase.plain if word not in name)
        if title and (title, speaker, bool(name)) not in self.titles[-80:]:
            self.titles.append((title, speaker, bool(name)))

    def _back(self, type_: str, phrase: Phrase) -> Speaker | None:
        words, grammar = phrase.words, phrase.grammar
        same = words[0] in grammar.same or words[-1] in grammar.same or not SAME.isdisjoint(words)
        recent = self.history[-80:]
        bodies = [s for s in recent if s.person == (words[0] in grammar.persons)] or recent
        if self.language == "en" and same:  # the statement: of who was heard last, not of who relayed it
            bodies = [voice for voice in self.voices[-20:] if voice.type != "agency/outlet"] or bodies
        elif self.language == "en" and (words[-1] in grammar.persons or words[-1] in grammar.groups):  # the diplomat is nobody's ministry
            recent = [voice for voice in recent if voice.person == (words[-1] in grammar.persons)] or recent
        word = bare_word(words[-1] if words[0] in grammar.determiners else words[0])
        entitled = {speaker.id for title, speaker, _ in self.titles[-80:] if word in title}
        if self.language == "en" and word in english.APART:
            recent = [voice for voice in recent if word in voice.id or english.APART[word].isdisjoint(voice.id.split("-"))]
        told = self.language == "ar" and words[0] in grammar.definite_persons
        body = words[0] in grammar.groups if self.language == "ar" else words[-1] in persian.BODIES
        for speaker in reversed(recent):
            fits = same or told or speaker.type == type_ or word in grammar.document
            if speaker.id in entitled and fits and not (body and speaker.person):
                return speaker._replace(coref="title")
        if self.language == "en" and word in grammar.persons and not same and (bearer := english.titled(self, word)[0]) is not None:
            return bearer
        if type_ == "official-state" and self.language == "ar" and not same:  # الوزارة is a body, الوزير a person
            recent = [s for s in recent if s.person != (words[0] in grammar.groups)]  # and الشرطة no unnamed body called otherwise
            recent = [s for s in recent if not body or arabic.is_called(s, word, phrase)]
        if same and not grammar.anonymous.isdisjoint(words):  # این منبع: whoever was a source
            recent_sources = [s for s in recent if s.id.endswith("-sources") or (s.type == "other" and s.coref == "title")]
            bodies = recent_sources or bodies
        for speaker in reversed(bodies if same else recent):
            if same or speaker.type == type_:
                return speaker._replace(coref="title")
        return None

    def only_body(self, type_: str | None) -> Speaker | None:
        """Return the only movement or international body the article names, for "the group" before it has spoken."""
        if type_ not in ("party/movement", "intl-org") or self.page is None:
            return None
        if self.bodies is None:
            named = self.page.find(0, len(self.page.words))
            self.bodies = {entity.id: entity for _, _, entity in named if entity.kind == "institution"}
        fitting = [entity for entity in self.bodies.values() if entity.type == type_]
        return Speaker(fitting[0].id, fitting[0].type, fitting[0].name, "title") if len(fitting) == 1 else None

    def _new_person(self, name: list[str], phrase: Phrase) -> Speaker:
        if self.language == "fa" and len(name) > 1 and name[0].startswith("سید") and len(name[0]) > 5:
            name = [name[0].removeprefix("سید"), *name[1:]]  # سیدهاشم is هاشم
        met, directory = self.met.get(key(name)), phrase.grammar.directory
        for first, _, role in phrase.found:
            behind = self.language != "ar" or name[0] in phrase.words[first:]  # سمير حليلة المطور الرئيس
            holder = offices.holder_named(self, role, name) if behind and role.kind == "role" else None
            if holder is not None and met is None:
                return self.listed(holder)
        called = self._called(name[0]) if met is None and len(name) == 1 and self.language != "en" else None
        if called is not None:
            return self.listed(called)
        namesake = directory.namesake(name, self.language) if met is None and (len(name) > 1 or self.language != "en") else None
        if namesake is not None:  # another spelling of somebody known
            return self.listed(namesake)
        if met is None and len(name) <= 2:
            met = met_before(name, self.met, self.full_names, phrase.grammar)
            met = None if met is not None and self.language == "en" and english.related(met, name) else met
        if met is not None:
            untitled = met.type == "other" and not any(speaker.id == met.id for _, speaker, _ in self.titles[-80:])
            return met._replace(coref="explicit", type=phrase.type if untitled else met.type)
        gender, type_ = gender_of([*name[:1], *word_before(name, phrase.words)]), phrase.type
        if type_ == "agency/outlet" and not JOURNALISTS.isdisjoint(phrase.words):
            type_ = "other"  # somebody named who writes for an outlet
        if self.language == "en" and self.page is not None:
            fullest, titles = self.introduced().of(name)
            if type_ == "other" and phrase.bare:
                type_ = next((title.type for title in titles if title.type != "other"), "other")
            gender = gender or gender_of([*fullest[:1], *(word for title in titles for word in title.words[:1])])
            name = fullest if len([word for word in name if word not in phrase.grammar.particles]) == 1 else name
            listed = directory.find(name, "en")
            if len(listed) == 1 and listed[0][:2] == (0, len(name)) and len(name) > 1 and listed[0][2].kind == "person":
                return self.listed(listed[0][2])._replace(gender=gender)
        identity = f"name:{skeleton(name) or romanize(name)}"
        titled = self.language == "en" and not phrase.grammar.persons.isdisjoint(phrase.words)  # director at the University of Akron
        person = type_ != "agency/outlet" and (titled or english.PRIVATE.isdisjoint(phrase.words))
        return persian.introduced(self, Speaker(identity, type_, " ".join(name), "explicit", gender, person=person), name, phrase)

    def _called(self, family: str) -> Entity | None:
        """Return the known person whom the article names in full, with this family name (سلام after نواف سلام), in whatever spelling."""
        if self.page is None:
            return None
        if self.families is None:
            words = self.page.words
            self.families = {words[b - 1]: e for a, b, e in self.page.find(0, len(words)) if e.kind == "person" and b - a > 1}
        if family not in self.families:
            near = self.page.words[max(0, self.at - REACH) : self.at + REACH]
            full = (self.page.directory.namesake(pair, self.language) for pair in pairwise(near) if pair[1] == family)
            self.families[family] = next((person for person in full if person is not None and person.kind == "person"), None)
        return self.families[family]

    def _title_or_body(self, phrase: Phrase) -> Speaker:
        """Resolve a phrase without a name: an office and its holder, a body of a state, an institution, or a bare description."""
        by_language = {"en": english.named_later, "fa": persian.named_next}
        if self.language in by_language and (later := by_language[self.language](self, phrase)) is not None:
            return later
        if any(kind.kind == "institution" and (first, end) == (0, len(phrase.words)) for first, end, kind in phrase.found):
            return phrase.body
        given = (self.posts.get(phrase.post) if phrase.post is not None else None) or self._given_title(phrase)
        if self.language == "fa" and phrase.words[0] not in phrase.grammar.persons and phrase.first("body") and given and given.person:
            given = None  # خزانه‌داری آمریکا is not its minister
        given = given._replace(coref="title") if given is not None else None
        told = english.former_holder(self, phrase) or english.spelled_out(self, phrase) if self.language == "en" and given is None else None
        if told is not None:
            return told
        if phrase.office is not None:  # what the article says of somebody counts more than the list of office holders
            return given or offices.holder(self, *phrase.office, phrase.country)
        named = given is not None and self.language == "ar" and (given.id.startswith("name:") or given.id in phrase.grammar.directory.by_id)
        own = given if named else self._pointed_at(phrase) or (persian.spoken_of(self, phrase, given) if self.language == "fa" else None)
        own = arabic.titled(self, phrase) if self.language == "ar" and own is None and given is None else own
        own = own or (offices.spoken_for(self, phrase) if given is None or given.id not in self.full_names else None)
        if own is not None:
            return own
        return phrase.body if given is None or given.id == phrase.body.id else given

    def _pointed_at(self, phrase: Phrase) -> Speaker | None:
        """Return the last person whom "this Hamas official", "this American diplomat" fits."""
        words, grammar = phrase.words, phrase.grammar
        near = words[1:4] if self.language == "en" else words[1:2]
        taken_up = self.language == "ar" and words[0] in POINTING and len(words) <= 4 and "باسم" not in words
        if taken_up and phrase.first("institution", "role", "body") is None:
            near_by = [v for v in reversed(self.voices[-20:]) if v.person]
            last = near_by[0] if len(words) == 1 and near_by and near_by[0].type == "other" else None  # وتابع المتحدث
            voice = next((v for v in near_by if v.type == phrase.type), last)
            return voice._replace(coref="title") if voice is not None else None
        if (
            words[0] not in grammar.definite
            or (words[0] == "the" and (self.language != "en" or len(words) > 4))
            or not any(w in grammar.anonymous or w in BEARERS or (w in grammar.persons and w not in HALVES) for w in near)
        ):
            return None
        whose = phrase.first("institution", "country")
        if whose is None and (self.language == "en" or phrase.first("role", "person") is not None):
            return None
        for voice in reversed(self.voices[-20:]):
            known = grammar.directory.by_id.get(voice.id)
            unnamed = not grammar.anonymous.isdisjoint(near)
            if unnamed and known is not None and not english.HIGHEST.isdisjoint(office for office, _, _ in known.offices):
                continue  # a president is no "U.S. official"
            if whose is None:
                same = voice.type != "agency/outlet"
            else:
                same = voice.type == whose.type if whose.kind == "institution" else known is None or known.country in (None, whose.id)
            if voice.person and same:
                untold = voice.type == "other" and voice.id.startswith("name:")
                return voice._replace(coref="title", type=phrase.type if untold else voice.type)
        return None

    def _merge_title(self, speaker: Speaker, phrase: Phrase) -> Speaker:
        """Give a title that no list resolves to the only person who speaks in the article, unless their countries differ."""
        if self.only is None:
            return speaker
        words, grammar = phrase.words, phrase.grammar
        head = next((w for w in words if w not in grammar.determiners and w not in grammar.honorifics and w not in HALVES), "")
        known = grammar.directory.by_id.get(speaker.id)
        indefinite = words[0] in grammar.determiners and words[0] not in grammar.definite
        indefinite = indefinite and (words[0] != "یک" or bool(self.voices))  # یک نماینده opens
        if indefinite or head not in grammar.persons or (known is not None and known.kind == "person"):
            return speaker
        if not grammar.anonymous.isdisjoint(words[:3]) or any(voice.id == speaker.id for voice in self.voices[-60:]):
            return speaker
        country = phrase.country or (HOME.get(self.language) if phrase.led is None else None)
        bearer = grammar.directory.by_id.get(self.only.id)
        apart = ("official-state", self.only.type)
        if self.only.type != "other" and any(entity.kind == "institution" and entity.type not in apart for _, _, entity in phrase.found):
            return speaker
        if bearer is not None and (bearer.country not in (None, country or bearer.country) or not offices.may_be(bearer, phrase)):
            return speaker
        given = (title - grammar.honorifics for title, b, own in self.titles[-80:] if own and b.id == self.only.id)
        titled = self.only.type != "other" or any(not grammar.heads.keys().isdisjoint(title) for title in given)
        return self.only._replace(coref="title", type=self.only.type if titled else speaker.type)

    def settle_people(self) -> None:
        """After a first reading of the article: note the person if only one is named as a speaker."""
        self.settled = True
        people = [speaker for speaker in self.people.values() if speaker.type != "agency/outlet"]
        if self.language == "fa" and max(self.times.values(), default=0) > 2:  # nouns taken for names do not speak again and again
            people = [speaker for speaker in people if speaker.type != "other" or self.times.get(speaker.id, 0) > 1]
        self.only = people[0] if len(people) == 1 else None
        self.bare = people[0] if people and people[0].type == "other" else None

    def _given_title(self, phrase: Phrase) -> Speaker | None:
        """Return the person whom the document gave this title: all its words, or nearly all."""
        if phrase.title is None or not self.titles:
            return None
        grammar, (head, asked, speaks) = phrase.grammar, phrase.title
        body = self.language != "en" and phrase.words[0] in grammar.groups  # آژانس is not رئیس آژانس
        heads = grammar.envoys if self.language == "ar" and head in grammar.envoys else {head}  # السفير الروسي, before: المندوب الروسي
        close = [
            item
            for item in self.titles[-80:]
            if not heads.isdisjoint(item[0])
            and not (body and item[1].id in self.full_names)
            and (self.language != "fa" or grammar.deputies.isdisjoint(asked) == grammar.deputies.isdisjoint(item[0]))
            and (len(asked & (item[0] | heads)) >= 0.75 * len(asked) or (speaks and item[2] and item[0] <= asked))
            and not any(key([word]) in grammar.nations for word in asked - item[0])  # another country's minister
            and (speaks or grammar.bare_spokesperson.isdisjoint(item[0]))
        ]
        if not close:
            return None
        return max(reversed(close), key=lambda item: (item[2], len(asked & item[0])))[1]._replace(coref="title")
