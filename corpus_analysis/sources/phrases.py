"""What the phrase that names a speaker says by itself, whoever spoke before: read once, for news names the same people again and again."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property, lru_cache
from itertools import accumulate

from .capacity import at_home, behind_words, capacity, is_people
from .english.capacity import capacity as english_capacity
from .english.capacity import issuer, names_two, only_named, without_clause
from .grammar import function_words, load_grammar
from .names import (
    Candidate,
    Found,
    Speaker,
    bare_genitive,
    bare_word,
    has_given,
    holds_both,
    is_joined,
    is_partisan,
    known_names,
    latin_name,
    own_names,
    split_phrase,
    stand_for_people,
)
from .people import Entity, key, romanize

AR, FA = function_words("ar"), function_words("fa")
ABOUT = FA["about"]
REALMS, WITHIN = AR["realms"], AR["within"] | FA["within"]
NAMED_AFTER = AR["named_after"] | FA["named_after"]
SERVED, RELATIVES = FA["served"], AR["relatives"]
AMONG, USUAL, MINISTRIES = "یکی", "official-state", frozenset(("ministry", "وزارت", "وزاره"))
EN = ("private", "creeds", "individuals", "charitable", "servants")
FIRMS, CREEDS, INDIVIDUALS, CHARITABLE, SERVANTS = (function_words("en")[name] for name in EN)
INDEFINITE = frozenset(("a", "an", "one"))
JOINS, HOME = {"en": "and", "fa": "و"}, {"fa": "iran"}  # whose minister is meant where a Persian text names no country


class Phrase:
    """The words of a phrase (match forms, without marks), its parts between commas and brackets, the known names among its words.

    *capitals* are those of its words that begin with a capital letter.
    """

    def __init__(self, words: tuple[str, ...], language: str, capitals: frozenset[str]) -> None:
        self.owners: frozenset[int] = frozenset()  # the words with 's: whose something is
        if language == "en":
            words = without_clause(words, capitals)
            before = accumulate(word[0].isalnum() for word in words)
            self.owners = frozenset(count - 1 for count, word in zip(before, words, strict=True) if word.endswith(("'s", "’s")))
            words = tuple(bare for word in words if (bare := bare_genitive(word)))
        self.language, self.grammar = language, load_grammar(language)
        self.words = [word for word in words if word[0].isalnum()]
        self.parts, self.capitals = split_phrase(words), capitals
        self.found = known_names(self.words, capitals, language, self.grammar)

    def own_name(self, met: Container[str]) -> list[str]:
        """Return the words that name somebody nobody listed; *met* are the words of names met before."""
        for name_if_met, name in self.names:
            if name_if_met and name_if_met[0] in met:
                return name_if_met
            if name:
                return name
        return []

    @cached_property
    def names(self) -> list[Candidate]:
        if self.language == "en":
            return [latin_name(self.parts, self.words, self.found, self.capitals, self.owners, self.owned, self.grammar)]
        alone = [item for item in self.found if item[2].kind == "person" and item[1] - item[0] == 1]
        other = [x for x in alone if self.language == "fa" and has_given(self.words, x[0], x[1], self.grammar)]
        found = [x for x in self.found if x not in alone or (x not in other and not self._is_unlisted(x[0] - 1))]
        return own_names(self.parts, self.words, found, self.grammar)

    def first(self, *kinds: str) -> Entity | None:
        """Return the first of the known names that is of one of these kinds."""
        return next((entity for _, _, entity in self.found if entity.kind in kinds), None)

    @cached_property
    def issuer(self) -> Phrase:
        """The phrase of who issued it, if this is a document (بيان صادر عن الوزارة); else this phrase."""
        if self.language == "en":
            apposed = len(self.parts) > 1 and self.parts[-1][0] != "and"
            head = [word for word in self.parts[0] if word not in self.grammar.determiners] if apposed else []
            skipped = len(self.parts[0]) - len(head) if head else 0
            whole = any(a == skipped and b == len(self.parts[0]) and e.kind in ("country", "institution") for a, b, e in self.found)
            if head and whole and (self.first("person") is None or self.parts[1][0] in ("a", "an")):
                return read_phrase(tuple(head), "en", self.capitals)  # Turkey, a NATO member
            own = self.owners == {0} and self.words[1:] == ["statement"]  # Trump's statement
            rest = self.words[:1] if own else issuer(self.words, self.capitals, self.grammar)
            return read_phrase(tuple(rest), "en", self.capitals) if rest else self
        at = behind_words(self.words, self.language)
        return read_phrase(tuple(self.words[at:]), self.language, frozenset()) if at else self

    @cached_property
    def country(self) -> str | None:
        """The country the phrase names, other than one it is only about (دبیرکل کنفرانس حمایت از فلسطین)."""
        about = ABOUT if self.language == "fa" else ()
        return next((item[2].id for item in self.found if item[2].kind == "country" and self.words[max(item[0] - 1, 0)] not in about), None)

    @cached_property
    def led(self) -> str | None:
        """The type of the institution the phrase names, by itself or as an office in it (معاون دبیرکل حزب‌الله)."""
        named = (entity for _, _, entity in self.found if entity.kind == "institution" or (entity.kind == "role" and entity.type != USUAL))
        return next((entity.type for entity in named), None)

    @cached_property
    def sends(self) -> str | None:
        """The country whose envoy somebody is: not Yemen, of the UN envoy for Yemen."""
        whose = self.first("country", "institution")
        return self.country if whose is None or whose.type != "intl-org" or whose.kind == "country" else None

    @cached_property
    def description(self) -> str | None:
        """The type of a bare description that points back (the movement, also: the Palestinian movement); None if it is none."""
        words, anaphors = self.words, self.grammar.anaphors
        bare = anaphors.get(" ".join(words))
        plain = self.language == "en" and 2 < len(words) < 6 and words[0] == "the" and not self.capitals & (set(words[-2:]) - CREEDS)
        plain = plain and words[-2] not in CHARITABLE  # the human rights group
        if plain and anaphors.get(f"the {words[-1]}") == "party/movement" and all(item[2].kind == "country" for item in self.found):
            return "party/movement"  # the Palestinian resistance movement
        stated = self.language == "en" and len(words) < 5 and words[-1] in self.grammar.same and not self.found
        if stated and words[0] in self.grammar.determiners and self.capitals.isdisjoint(words[1:]):
            return "other"  # its joint statement
        if bare or not self.found or len(words) > 4 or any(entity.kind != "country" for _, _, entity in self.found):
            return bare
        taken = {at for first, end, _ in self.found for at in range(first, end)}
        bare = anaphors.get(" ".join(word for at, word in enumerate(words) if at not in taken))
        return bare if bare in ("party/movement", "agency/outlet") else None

    @cached_property
    def post(self) -> tuple[str, str] | None:
        """What the phrase says somebody is, and of whom: ("spokesperson", "hamas")."""
        if not self.spokesperson:
            return None
        whose = self.first("institution", "body", "country")
        return ("spokesperson", whose.id) if whose is not None else None

    @cached_property
    def office(self) -> tuple[Entity, list[str]] | None:
        """The office the phrase gives without a name, and the words that give it."""
        words, grammar = self.words, self.grammar
        role = next((item for item in self.found if item[2].kind == "role"), None)
        governed = self.owners and (words[-1] in ("government", "regime") or (role is not None and role[1] - 1 in self.owners))
        if role is None or governed or role[0] > 2 or words[0] in grammar.document or not grammar.deputies.isdisjoint(words[: role[0]]):
            return None
        if self.language == "en" and words[0] in INDEFINITE:
            return None  # a Hamas leader
        if any(entity.kind == "institution" and entity.type == "party/movement" for _, _, entity in self.found):
            return None  # وزیر خارجه طالبان
        body = self.first("institution")
        if role[2].at and not (self.sends and (body is None or body.id in role[2].at)):
            return None  # مندوب الجامعة العربية, ours to the IAEA
        if self.language == "ar" and words[role[1] - 1] == "رییس" and not self._heads_state(role[1]):
            return None  # رئيس الاتحاد, رئيس المكتب السياسي
        return role[2], words[role[0] : role[1]]

    def _heads_state(self, at: int) -> bool:
        """Say whether رئيس is the president of a country: one is named right behind, or nothing is."""
        return at >= len(self.words) or any(first == at and entity.kind == "country" for first, _, entity in self.found)

    @cached_property
    def spokesperson(self) -> bool:
        """Say whether the phrase gives somebody as speaking for somebody."""
        return not self.grammar.spokesperson.isdisjoint(self.words)

    @cached_property
    def plain(self) -> list[tuple[str, str]]:
        """The words that may be part of a title, as written and without their article."""
        return [(word, bare_word(word)) for word in self.words if word not in self.grammar.stop and len(word) > 1]

    @cached_property
    def title(self) -> tuple[str, frozenset[str], bool] | None:
        """The title the phrase may repeat: its first word, all its words, whether it is that of a spokesperson; None if it is no title."""
        words, grammar = self.words, self.grammar
        definite = words[0] in grammar.definite
        words = words[1:] if definite and len(words) > 1 else words
        asked = frozenset(
            bare_word(word) for word in words if word not in grammar.stop and len(word) > 1 and word not in grammar.determiners
        )
        if not asked or (words[0] not in grammar.heads and words[0] not in grammar.spokesperson) or words[0] in grammar.document:
            return None
        if len(asked) == 1 and not words[0].startswith("ال") and not definite:
            return None
        return bare_word(words[0]), asked, not grammar.spokesperson.isdisjoint(words)

    @cached_property
    def owned(self) -> Found:
        """The known people of an English phrase who only say whose somebody is: Netanyahu's office, a spokesman for President Abbas."""
        return only_named(self.words, self.parts, self.found, self.owners, self.grammar) if self.language == "en" else []

    @cached_property
    def person(self) -> tuple[Entity, str] | None:
        """The known person the phrase names, and the word that does if it is a family name alone."""
        words, grammar = self.words, self.grammar
        persons = [item for item in self.found if item[2].kind == "person" and item not in self.owned]
        if not persons:
            return None
        first, end, entity = persons[0] if self.language == "en" and persons[0][0] == 0 else persons[-1]
        if self.language == "ar" and not RELATIVES.isdisjoint(words[:first]):
            return None  # ميلانيا ترامب، زوجة الرئيس دونالد ترامب
        if first and self.language == "fa" and words[first - 1] in SERVED:
            return None  # مشاور اوباما, دفتر آیت‌الله سیستانی
        if first and (words[first - 1] in NAMED_AFTER or words[first - 1].removeprefix("ل") in NAMED_AFTER):
            return None  # مركز الملك سلمان, دانشگاه امام خمینی
        serving = end < len(words) and any(words[end] in group for group in (SERVANTS, grammar.deputies, grammar.spokesperson))
        if self.language == "en" and serving and (grammar.former | INDEFINITE).issuperset(words[:first]):
            if len(persons) == 1:
                return None  # a Khamenei adviser is not Khamenei
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
        alone = end - first == 1 or key(words[first:end]) in grammar.directory.families[self.language]
        if alone and self.language == "fa" and has_given(words, first, end, grammar):
            return None
        of_land = [item[0] for item in self.found if item[2].kind == "country" and item[2].id == entity.country]
        if not alone or (of_land and (self.language != "en" or of_land[0] < first)):  # no professor in Tehran
            return entity, ""
        before, after = words[first - 1] if first else "", words[end] if end < len(words) else ""
        given = before in grammar.names and before not in grammar.heads and key([before]) not in grammar.nations
        if given or self._is_unlisted(first - 1):
            return None  # a family name alone: not behind or before another given name
        goes_on = bool(after) and after not in grammar.heads and after not in grammar.stop and key([after]) not in grammar.nations
        named = self.language == "ar" and after.isalpha() and not after.startswith("ال") and after not in grammar.persons  # مون جيه
        if goes_on and (words[first] in grammar.given or named or (self.language == "en" and self._is_unlisted(end))):
            return None
        return entity, words[first] if end - first == 1 else key(words[first:end])  # al-Maliki

    def _is_unlisted(self, at: int) -> bool:
        """Say whether the word beside a family name may be a given name: no title, no country, and where a given name stands."""
        words, grammar = self.words, self.grammar
        word = words[at] if 0 <= at < len(words) else ""
        if not word or self.language == "ar" or any(first <= at < end for first, end, _ in self.found):
            return False
        if any(word in group for group in (grammar.not_names, grammar.honorifics, grammar.determiners, grammar.experts, grammar.former)):
            return False
        if self.language == "en":
            return word in self.capitals
        return any(part[:1] == [word] for part in self.parts) and (at == 0 or words[at - 1] not in grammar.persons)

    @cached_property
    def bare(self) -> bool:
        """Say whether the phrase names somebody without saying what they are."""
        told = (word in self.grammar.heads and word not in self.grammar.honorifics for word in self.words)
        return self.grammar.former.isdisjoint(self.words) and not any(told)

    @cached_property
    def past(self) -> bool:
        """Say whether what the phrase says somebody is lies in the past: a former minister, not the head of a party and former minister."""
        first = next((at for at, word in enumerate(self.words) if word in self.grammar.former), None)
        return first is not None and (self.language != "en" or not any(word in self.grammar.heads for word in self.words[:first]))

    @cached_property
    def joint(self) -> bool:
        """Say whether a phrase names two who speak together: Iran and Hezbollah, سوريا وروسيا."""
        words, kinds = self.words, ("country", "institution", "person", "body")
        ends = {end for _, end, entity in self.found if entity.kind in kinds}
        begins = {first for first, _, entity in self.found if entity.kind in kinds}
        if self.language == "ar":  # the conjunction is part of the word
            heads = self.grammar.heads
            known = any(
                at and words[at][0] == "و" and (at in ends or words[0] in heads) and is_joined(words, at, self.found, self.grammar)
                for at in begins
            )
            second = [at for at, word in enumerate(words) if word[0] == "و" and word[1:] in heads and at in ends]
            return known or any(not holds_both(words, at, self.own_name({}), self.grammar) for at in second)
        joint = JOINS[self.language]
        if self.language == "en" and names_two(words, self.found, self.capitals, self.grammar):
            return True
        if self.language == "en" and words[0] in self.grammar.pronouns and words[1:2] == [joint]:
            return True  # he and the envoy
        if self.language == "en" and len(self.parts) > 1 and self.parts[-1][0] == joint:
            return True  # the party, the union, and the guild
        return any(
            word == joint and at in ends and (at + 1 in begins or (words[at + 1 : at + 2] == ["the"] and at + 2 in begins))
            for at, word in enumerate(words)
        )

    @cached_property
    def type(self) -> str:
        """The capacity the phrase speaks in, by its first title word, else by the institution it names."""
        english = self.language == "en"
        type_ = english_capacity(self.words, self.found, self.capitals, self.grammar) if english else at_home(self, capacity(self))
        if self.language == "en" and any(is_partisan(part) for part in self.parts[1:]):
            type_ = "official-state"  # Sen. Joe Holt, Ohio Republican
        return "other" if type_ in ("official-state", "intl-org") and self.past else type_

    @cached_property
    def body(self) -> Speaker:
        """Whom the phrase names if it names no person: a body of a state, an institution, somebody of it, or what it describes."""
        words, found, grammar, country = self.words, self.found, self.grammar, self.country
        directory = grammar.directory
        body = next((item for item in found if item[2].kind == "body"), None)
        institutions = [(first, entity) for first, _, entity in found if entity.kind == "institution"]
        institution = institutions[0][1] if institutions else None
        outlet = (words[0], words[institutions[-1][0] - 1] if self.language == "en" else "") if institutions else ()
        if institutions and institutions[-1][1].type == "agency/outlet" and "agency/outlet" in map(grammar.heads.get, outlet):
            institution = institutions[-1][1]  # a reporter of the desk of X works for X; the Hezbollah-run channel X
        if self.sends is not None and not grammar.envoys.isdisjoint(words[: 8 if self.language == "en" else 3]):
            institution = None  # a state's ambassador to the United Nations speaks for the state
        document = not grammar.document.isdisjoint(words[:2])
        near = enumerate(words[: 8 if self.language == "en" else 5])
        anonymous = next((word for at, word in near if word in grammar.anonymous and stand_for_people(words, at, self.language)), None)
        plain = (document and not anonymous) or (self.spokesperson and self.language != "fa")  # whoever speaks for it unnamed, it speaks
        suffix = "" if plain else "spokesperson" if self.spokesperson else "sources" if anonymous else ""
        heads = [w for w in words if w in grammar.heads and w not in grammar.document and w not in grammar.determiners and w not in REALMS]
        rest = [word for word in words if word not in grammar.heads and word not in AR["itself"]]
        parts = [part[part[0] in grammar.determiners :] for part in self.parts[1:]]
        apposed = [entity for first, end, entity in found if entity.kind == "institution" and words[first:end] in parts]
        if self.language == "en" and apposed:
            institution = apposed[0]  # the UN's children's agency, UNICEF
        about = institution is not None and (institution.type == "agency/outlet" or "on" in words[:6])
        if self.language == "en" and about and not grammar.experts.isdisjoint(words[:4]):
            institution = None  # a columnist for the newspaper X, an expert on Hamas
        if not (FIRMS.isdisjoint(words) if self.language == "en" else body is None or WITHIN.isdisjoint(words[: body[0]])):
            body = None  # رئیس سازمان قضایی نیروهای مسلح: the organisation, not the army
        if self.language == "en" and not grammar.experts.isdisjoint(words[:3]):
            body = None  # military experts
        movement = any(grammar.heads.get(word) == "party/movement" for word in words)
        titled = heads[:1] == words[:1] and words[0] not in grammar.groups
        person = self.spokesperson or bool(suffix) or (titled and grammar.heads[words[0]] == "official-state")
        slug = romanize([word for word in words if word not in grammar.determiners][:5])
        ruled = next((item[2].country for item in found if item[2].kind == "person" and item[1] == len(words) - 1), None)
        governed = ruled if self.owners and words[-1] in ("government", "regime") else None  # Bashar al-Assad's government
        if self.joint:
            return Speaker(slug, self._joint_type(), " ".join(words), "explicit")
        if institution is not None and institution.type == "party/movement" and not MINISTRIES.isdisjoint(words):
            base, type_, name = slug, USUAL, " ".join(words)  # the Houthi-run health ministry
        elif institution is not None:
            base, type_, name = institution.id, institution.type, institution.name
            if self.past and type_ == "official-state":
                type_ = "other"  # رئیس سابق موساد
            if person and not suffix and not self.spokesperson and not document and found[0][0] > 0 and words[0] not in grammar.groups:
                suffix = romanize(words[:1])
        elif governed is not None:
            base, type_, name = governed, USUAL, directory.countries[governed].name
        elif body is not None:
            place = directory.homes.get(key(words[body[0] : body[1]])) or country or ruled or HOME.get(self.language)
            base, type_ = f"{place}-{body[2].id}" if place else body[2].id, USUAL
            name = base = directory.body_ids.get(base, base)
            type_ = "other" if self.language == "en" and self.past else type_  # a retired army general
        elif country is not None and (len(words) <= 3 or suffix) and not is_people(self) and not (suffix and movement):
            base, type_, name = country, "intl-org" if country == "european-union" else "official-state", directory.countries[country].name
            if heads and not suffix and not self.spokesperson:
                base, type_, name = f"{country}-{romanize(heads[:1])}", self.type, " ".join(words)
        elif len(rest) > 1 and (namesake := self._namesake(rest)) and not (self.owners and namesake.kind == "person"):
            base, type_, name = namesake.id, namesake.type, namesake.name  # another spelling of an institution
        else:
            office = "office" in words and self.first("person") is not None  # "the movement" is not somebody's office
            single = not INDIVIDUALS.isdisjoint(words[1:4]) or not (anonymous or "s").endswith("s")
            alone = words[0] == AMONG or (self.language == "en" and words[0] in grammar.determiners and single)
            return Speaker(slug or "unknown", self.type, " ".join(words), "title", person=office or alone)
        if anonymous and self.language == "en":
            type_ = self.type
        elif anonymous and grammar.heads.get(anonymous, "other") == "other":
            type_ = "other"  # nobody says for whom a source speaks
        identity = f"{base}-{suffix}" if suffix else base
        if suffix:
            name = " ".join(words)  # somebody of it
        name = directory.by_id[identity].name if identity in directory.by_id else name
        return Speaker(identity, type_, name, "title" if suffix or document else "explicit", person=person)

    def _namesake(self, rest: list[str]) -> Entity | None:
        """Return the institution or person that has this name in another spelling; common nouns of English have none (foreign policy)."""
        named = self.language != "en" or rest[-1] in self.capitals
        return self.grammar.directory.namesake(rest, self.language) if named else None

    def _joint_type(self) -> str:
        """The capacity of those who speak together, if it is one; "other" if it is not."""
        if self.language == "en":
            listed = len(self.parts) > 1 and self.parts[-1][0] == "and"
            parts = self.parts if listed else [self.words[: (at := self.words.index("and"))], self.words[at + 1 :]]
            named = [read_phrase(tuple(word for word in part if word != "and"), "en", self.capitals) for part in parts if part]
            types = {part.person[0].type if part.person else part.body.type for part in named}
        else:
            if self.language == "fa" and self.words[0] in self.grammar.heads:  # نمایندگان انگلیس و فرانسه
                return self.grammar.heads[self.words[0]]
            types = {entity.type for _, _, entity in self.found if entity.kind in ("institution", "body", "person")}
            types |= {"other"} if self.country is not None or (self.language != "en" and types != {"agency/outlet"}) else set()
        return types.pop() if len(types) == 1 else "other"


@lru_cache(maxsize=1 << 14)
def read_phrase(words: tuple[str, ...], language: str, capitals: frozenset[str]) -> Phrase:
    """Read a phrase of one language; *words* are match forms, punctuation kept."""
    return Phrase(words, language, capitals)
