"""Whom a phrase names (`Speaker`), and its parts: apposed phrases, a run of capitalised words, a word without its article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from rapidfuzz import fuzz

from ..lexicon import read_yaml
from ..text.normalize import match_form, match_forms
from .grammar import Grammar, function_words, load_grammar
from .people import ALIKE, Entity, key, skeleton

Found = list[tuple[int, int, Entity]]
WOMEN, MEN = (frozenset(match_forms(read_yaml("speakers.yaml")[group]["en"])) for group in ("women", "men"))
RESOURCES = function_words("ar")["resources"] | function_words("fa")["resources"]
NEWSROOMS = function_words("fa")["newsrooms"]
GENERIC = [[word] for word in function_words("fa")["generic_bodies"]]
CLERICAL, PLURALS = function_words("fa")["clerical"], ("کنندگان", "های", "هایی", "دهندگان")
RESPELLED = 4  # letters of a sound by which two spellings are one name
BETWEEN = frozenset(("of", "for", "the", "and", "in", "on", "&"))
PLACING, EDITIONS, PARTISANS, ARTICLES = (function_words("en")[name] for name in ("placing", "editions", "partisans", "determiners"))
TITLE_NAMES, SERVANTS = function_words("en")["title_names"], function_words("en")["servants"]
OF_OUTLETS, INFORMED = function_words("en")["of_outlets"], function_words("en")["informed"]
PLACES = {"ar": function_words("ar")["places"], "fa": function_words("fa")["places"]}  # words behind which stands a place, no outlet
Candidate = tuple[list[str], list[str]]  # what is a name if somebody met before bears its first word; what is a name anyhow


class Speaker(NamedTuple):
    """A resolved source: its id, the capacity it speaks in, a name to show, and how it was expressed."""

    id: str
    type: str
    name: str
    coref: str = "explicit"
    gender: str | None = None
    person: bool = False


UNKNOWN = Speaker("unknown", "other", "unknown", "zero")


def latin_name(
    parts: list[list[str]], words: list[str], found: Found, capitals: frozenset[str], owners: frozenset[int], owned: Found, grammar: Grammar
) -> Candidate:
    """Return the run of capitals that are no title, country, institution or *owners* (John Holt's colleagues): the likeliest name.

    *owned* are the known people who only say whose somebody is (lawyers for John Holt).
    """
    inner = (end for _, end, _ in found if end < len(words) - 1)  # former Ronald Reagan staffer John Holt
    served = {end for end in inner if words[end] in SERVANTS or words[end] in grammar.spokesperson}
    named = {at for at, word in enumerate(words) if at and word in TITLE_NAMES & capitals and at + 1 in {*accumulate(map(len, parts))}}
    taken = {  # a namesake's name is a name
        at for first, end, entity in found if entity.kind != "person" or end in served for at in range(first, end) if at not in named
    }
    breaks = list(accumulate(len(part) for part in parts))
    for first, end, _ in owned:
        while first and first not in breaks and words[first - 1] in capitals and words[first - 1] not in grammar.heads:
            first -= 1  # the George H.W. Bush administration
        taken.update(range(first, end) if end < len(words) or "for" in words[:first] else ())  # Chief of Staff Gen. John Holt
    for owner in owners - {len(words) - 1}:
        while owner >= 0 and (words[owner] in capitals or words[owner] in grammar.particles):
            taken.add(owner)
            owner = -1 if owner in breaks else owner - 1  # John Holt, Boeing's lawyer
    for _, end, entity in found:
        while entity.type == "agency/outlet" and words[end : end + 1] and words[end] in EDITIONS:
            taken.add(end)  # Al Jazeera Arabic
            end += 1
    plural = words[-1][-1] == "s" and words[-1][:-1] in grammar.nations  # Both Israelis and Palestinians
    plural = plural or (words[-1][-1] == "s" and words[-1] not in capitals and len(parts) == 1 and "and" not in words)  # Gaza aid workers
    if plural and len(words) - 1 not in taken:
        return [], []
    partisan = [(end - len(part), end) for end, part in zip(breaks, parts, strict=True) if is_partisan(part)]
    taken |= {at for first, end in partisan for at in range(first, end)}
    runs: list[list[str]] = [[]]
    for at, word in enumerate(words):
        if at in breaks and runs[-1]:
            runs.append([])
        title = word in grammar.heads or word in grammar.determiners or word in grammar.honorifics
        free = at not in taken and (not title or (at in named and runs[-1] != []))  # Peter King
        opening = at == 0 and len(parts[0]) > 1 and words[1] not in capitals  # a capital that only opens the sentence
        placed = not runs[-1] and at > 0 and words[at - 1] in PLACING
        if (
            free
            and not opening
            and ((word in capitals and word not in grammar.stop and not placed) or (word in grammar.particles and runs[-1]))
        ):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    runs = _without_groups(runs, words, capitals, grammar) or [[]]
    first = [runs[0]] == parts[:1] and len(parts) > 1 and all(word.isalpha() for word in runs[0])  # Holt, an Irish-born artist
    best = runs[0] if first else max(runs, key=lambda run: (run in parts and len(run) > 1, _is_titled(run, words, grammar), len(run)))
    behind = words[words.index(best[0]) + 1 : words.index(best[0]) + 2] if len(best) == 1 else []
    if behind and behind[0] in capitals and (behind[0] in grammar.groups or behind[0] in grammar.heads):
        return [], []  # China's Commerce Ministry
    if (words[0] in ("the", "a", "an", "one") and len(best) < 2) or len([word for word in best if word not in grammar.particles]) > 4:
        return (best if len(best) == 1 else []), []
    return [], best


def is_partisan(part: Sequence[str]) -> bool:
    """Say whether words between commas tell a lawmaker's party and place: D-N.Y.; Ohio Republican."""
    return part[0] in ("r", "d", "i") or (1 < len(part) < 4 and part[-1] in PARTISANS and part[0] not in ARTICLES)


def _is_titled(run: list[str], words: list[str], grammar: Grammar) -> bool:
    """Say whether a title stands right before a name: State Health Commissioner Kristina Box."""
    at = words.index(run[0]) if len(run) > 1 else 0
    return at > 0 and (words[at - 1] in grammar.persons or words[at - 1] in grammar.honorifics)


def _without_groups(runs: list[list[str]], words: list[str], capitals: frozenset[str], grammar: Grammar) -> list[list[str]]:
    """Drop the runs of capitals that name a body, which is nobody's name, and what belongs to it (Bureau of Aquatic Resources)."""
    kept, part, at = [], False, 0
    for run in runs:
        if not run:
            continue
        begin = next(place for place in range(at, len(words)) if words[place : place + len(run)] == run or words[place] == run[0])
        part = part and (BETWEEN | capitals).issuperset(words[at:begin])
        at = begin + len(run)
        part = part or not grammar.groups.isdisjoint(run)
        kept.extend([] if part else [run])
    return kept


def own_names(parts: list[list[str]], words: list[str], found: Found, grammar: Grammar) -> list[Candidate]:
    """Return what may be the name of somebody nobody listed, part by part, the likeliest first: apart from title, country, institution."""
    taken = {
        words[at]
        for first, end, entity in found
        if entity.kind != "person" or end - first > 1 or not _is_namesake(words, first, grammar)
        for at in range(first, end)
    }
    ranked = sorted(parts, key=lambda part: part[0] in grammar.heads)
    return [*(_name_in(part, taken, grammar) for part in ranked), ([], _tail(words, found, grammar))]


def _is_namesake(words: list[str], at: int, grammar: Grammar) -> bool:
    """Say whether a known person's family name is another's: behind a given name, or itself one before a family name (زيد الزاملي)."""
    return (at > 0 and words[at - 1] in grammar.names) or (words[at] in grammar.given and at + 1 < len(words))


def _tail(words: list[str], found: Found, grammar: Grammar) -> list[str]:
    """Return the name nobody listed that follows office and country (وزير الخارجية الألماني هايكو ماس)."""
    if len(found) < 2 or found[-1][2].kind != "country" or found[0][2].kind not in ("role", "body"):
        return []
    tail = words[found[-1][1] :]
    plain = all(word not in grammar.stop and word not in grammar.heads and not word.startswith("ال") for word in tail)
    return tail if plain and 2 <= len(tail) <= 3 else []


def _name_in(part: list[str], taken: set[str], grammar: Grammar) -> Candidate:
    honorific = 0
    while honorific < len(part) - 1 and (part[honorific] in grammar.honorifics or (honorific and part[honorific] in CLERICAL)):
        honorific += 1
    rest = part[honorific:]
    return rest if len(rest) <= 3 else [], _unmet(rest, honorific, taken, grammar)


def _unmet(rest: list[str], honorific: int, taken: set[str], grammar: Grammar) -> list[str]:
    """Return the name in a part of a phrase, *honorific* words of which are left out before it."""
    named = (at for at, word in enumerate(rest) if word in grammar.names and word not in taken)
    begin = next((at for at in named if at == 0 or rest[at] != "علی" or not "".join(rest[at + 1 : at + 2]).startswith("ال")), None)
    ranked = next((at for at in range(1, len(rest) - 1) if rest[at] in grammar.honorifics), None)
    if ranked is not None and begin is None and rest[ranked + 1] not in grammar.heads and rest[ranked + 1] not in taken:
        begin, honorific = ranked + 1, 1  # العقيد شبنان القرني: behind a rank stands a name
    if begin is None and _names_bearer(rest, taken, grammar):
        begin = 1
    if begin is None and (
        rest[0] in grammar.heads
        or rest[0] in grammar.persons
        or rest[0] in grammar.anonymous
        or rest[0] in grammar.document
        or rest[0] in taken
        or (rest[0] in grammar.stop and not (rest[0] == "علی" and 1 < len(rest) < 4 and rest[1].startswith("ال")))  # علي الديلمي
        or rest[0] in grammar.determiners
    ):
        return []
    titled = (grammar.heads, grammar.persons, taken, grammar.determiners)  # معالي الوزير سامي خالد
    if begin is None or (begin and not any(rest[0] in group for group in titled)):
        begin = 0
    while 0 < begin < len(rest) - 1 and rest[begin] in grammar.honorifics:
        begin += 1  # فضيلة الشيخ سامي النجار
    if begin == 0 and not honorific and rest[0].startswith("ال") and rest[0] not in grammar.names:
        return []
    untitled = takewhile(lambda word: word not in grammar.persons, rest)
    if begin == 0 and any(word[-1].isdigit() or word.endswith(PLURALS) for word in untitled):
        return []  # تهیه کنندگان, آماده باش 30 هزار مامور
    name: list[str] = []
    for word in rest[begin:]:
        given = word == "علی" and (name or word is rest[begin])  # the name Ali, written like a preposition
        family = word is rest[-1] and name != [] and word in grammar.given  # سيد أمين
        if (word in grammar.heads and not family) or word in taken or (word in grammar.stop and not given) or len(name) == 4:
            break
        name.append(word)
    if begin and not honorific and len(name) == 1 and len(rest) > begin + 1:
        return []  # a name alone inside a title is a word of it (فراکسیون امید مجلس)
    return name if begin or honorific or len(name) == len(rest) or len(name) > 1 or (name and rest[len(name)] in grammar.heads) else []


def _names_bearer(part: list[str], taken: set[str], grammar: Grammar) -> bool:
    """Say whether behind an Arabic title with the article stands a word without it: no adjective, no owner, so a name (المدرب راضي)."""
    if len(part) < 3 or not part[0].startswith("ال") or part[0] not in grammar.persons:
        return False
    name = part[1]
    plain = name.isalpha() and not name.startswith(("ال", "لل", "ب")) and name not in taken
    return plain and name not in grammar.stop and name not in grammar.heads and name not in grammar.determiners


def met_before(name: list[str], met: Mapping[str, Speaker], full_names: Mapping[str, list[str]], grammar: Grammar) -> Speaker | None:
    """Return who was met before under the family name or the given name alone; two who share only one of them are two."""
    for word in reversed(name):
        full = full_names.get(met[word].id, []) if word in met else None
        if full is None:
            continue
        if len(full) < 2 or len(name) < 2:
            return met[word]
        if word == name[-1] and word == full[0] != full[-1]:  # Mona Yousef is not Yousef Haddad
            same = False
        elif word == name[-1]:  # the family name: سعيد النجار is not أحمد النجار
            same = not {full[0], name[0]} <= grammar.given or skeleton(full[:1]) == skeleton(name[:1])
        else:  # the given name: Peter Garner is not Peter Holt
            titled = key(name[-1:]) in grammar.nations  # الملك السعودي after الملك سلمان
            same = titled or word == full[-1] or fuzz.ratio(full[-1], name[-1]) >= ALIKE
        if same:
            return met[word]
    return met.get(sound(name[0])) if len(name) == 1 else None  # کابولوف after ضمیر کابلوف


def sound(word: str) -> str:
    """Return a key for a name in Arabic letters that its spellings share, which no word is; of a short or a Latin one the word itself."""
    heard = "" if word.isascii() else skeleton([word])
    return f"≈{word[0]}{heard}" if len(heard) >= RESPELLED else word


def has_given(words: list[str], first: int, end: int, grammar: Grammar) -> bool:
    """Say whether another's given name stands before a Persian family name, the words *first* to *end*, or is one (عباس حسینی)."""
    at = first
    if words[at] in grammar.given and end == at + 1 and end < len(words) and words[end] not in grammar.heads:
        return True
    while at and words[at - 1] not in grammar.heads and words[at - 1] not in grammar.stop and words[at - 1] not in grammar.honorifics:
        at -= 1
        given = words[at].removeprefix("سید") or words[at]
        if given in grammar.given and key([given, *words[first:end]]) not in grammar.directory.names["fa"]:
            return True
    return False


def is_joined(words: list[str], at: int, found: Found, grammar: Grammar) -> bool:
    """Say whether the Arabic name that begins at this word is the same without its و."""
    item = next(item for item in found if item[0] == at)
    bare = grammar.directory.find([words[at][1:], *words[at + 1 : item[1]]], "ar")
    return item[2].kind in ("country", "institution", "person") and bool(bare) and bare[0][0] == 0 and bare[0][2].id == item[2].id


def holds_both(words: list[str], at: int, name: list[str], grammar: Grammar) -> bool:
    """Say whether who is named last in an Arabic phrase holds the office that begins there with و, too (نائب الرئيس ووزير العدل فلان)."""
    return name != [] and name[0] in words[at:] and {words[0], words[at][1:]} <= grammar.persons


def bare_word(word: str) -> str:
    """Take the article off an Arabic word."""
    return word.removeprefix("ال") if len(word) > 4 else word


def split_phrase(words: Iterable[str]) -> list[list[str]]:
    """Split a phrase at its commas and brackets."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word[0].isalnum():
            parts[-1].append(word)
        elif word in "،,()":
            parts.append([])
    return [part for part in parts if part]


def gender_of(names: list[str]) -> str | None:
    """Return "f" or "m" if a given name or title is one of a woman or a given name is a man's; of other names nothing is known."""
    words = [match_form(name) for name in names[:2]]
    return "f" if not WOMEN.isdisjoint(words) else "m" if not MEN.isdisjoint(words[:1]) else None


def bare_genitive(word: str) -> str:
    """Return an English word without its 's."""
    return word.removesuffix("'s").removesuffix("’s")


def word_before(name: list[str], words: list[str]) -> list[str]:
    """Return the word before a name in a phrase, perhaps a title that tells whether it is a woman's."""
    at = words.index(name[0]) if name[0] in words else 0
    return words[at - 1 : at] if at else words[:1]


def known_names(words: list[str], capitals: frozenset[str], language: str, grammar: Grammar) -> Found:
    """Return the known names of a phrase; beside a country an institution may be a body of the state: Russia's Security Council."""
    found = [item for item in grammar.directory.find(words, language) if not is_place(item, words, capitals, language, grammar)]
    if language == "en":
        found = _with_initial(words, capitals, found, grammar)
    bodies = grammar.directory.state_bodies
    begins = {first for first, _, entity in found if entity.kind == "country"}
    ends = {end for _, end, entity in found if entity.kind == "country"}
    behind = (end + (words[end : end + 1] == ["of"]) for _, end, _ in found)
    return [
        (first, end, bodies.get(entity.id, entity) if first in ends or next_ in begins else entity)
        for (first, end, entity), next_ in zip(found, behind, strict=True)
    ]


def _with_initial(words: list[str], capitals: frozenset[str], found: Found, grammar: Grammar) -> Found:
    """Add to the known names who is named with an initial that nobody listed: John F. Kerry."""
    inside = (at for at in range(1, len(words) - 1) if len(words[at]) == 1 and capitals.issuperset(words[at - 1 : at + 2]))
    at = next(inside, None)
    if at is None or any(first <= at < end for first, end, _ in found):
        return found
    bare = grammar.directory.find(words[:at] + words[at + 1 :], "en")
    named = next(((first, end + 1, entity) for first, end, entity in bare if entity.kind == "person" and first < at < end), None)
    apart = [item for item in found if named is None or item[1] <= named[0] or item[0] >= named[1]]
    return sorted([*apart, *([named] if named else [])], key=lambda item: item[:2])


def stand_for_people(words: Sequence[str], at: int, language: str) -> bool:
    """Say whether a word for unnamed people stands for them: not "official" before an English noun (official media), no resources."""
    if language != "en":
        return words[at + 1 : at + 2] == [] or words[at + 1] not in RESOURCES  # مدیرکل منابع طبیعی
    alone = at == len(words) - 1 or words[at].endswith("s")
    return alone or words[at + 1] in load_grammar("en").stop or words[at + 1] in INFORMED


def is_place(item: tuple[int, int, Entity], words: list[str], capitals: frozenset[str], language: str, grammar: Grammar) -> bool:
    """Say whether what looks like an outlet is a province, a sea, a club (دادگستری استان فارس, خلیج فارس, باشگاه الأهلي)."""
    (first, end, entity), outlet = item, item[2].type == "agency/outlet"
    if language == "en" and entity.kind in ("institution", "country") and (outlet or end - first == 1):  # who is no WHO
        name = next((word for word in words[first:end] if word not in grammar.determiners), "")
        lower = name not in capitals or (outlet and words[end - 1] not in capitals | grammar.heads.keys())  # foreign policy experts
        return lower or (
            outlet
            and (
                words[end : end + 1] in ([word] for word in OF_OUTLETS)
                or words[max(0, first - 2) : first] in (["department", "of"], ["ministry", "of"])
            )
        )
    if first and end - first == 1 and words[first] == "امیر" and words[first - 1].startswith("ال"):
        return True  # المحلل السياسي أمير الساعدي
    if first and end - first == 1 and entity.id == "government" and words[first - 1] in ("مجلس", "مدیر", "عضو"):
        return True  # مجلس الإدارة is a board
    before = words[first - 1] if first else ""
    if language == "ar" and entity.kind == "person" and end - first == 1 and before.startswith("ال") and before in grammar.groups:
        return words[first].startswith("ال") and words[first].endswith("ی")  # الاتحاد الإسلامي
    if language == "fa" and words[first:end] in GENERIC and words[end : end + 1] != [] and words[end][0].isalpha():
        return words[end] not in grammar.stop and words[end] not in grammar.heads  # آژانس پرنسا لاتینا
    alone = first > 0 and end - first == 1 and outlet
    if alone and language == "fa" and words[0] not in NEWSROOMS and grammar.heads.get(words[0]) != "agency/outlet":
        return grammar.heads.get(words[first - 1]) != "agency/outlet"  # دبیر … شرق تهران
    before = before if alone else ""
    if language == "ar" and before.startswith(("ال", "لل")) and grammar.heads.get(before) != "agency/outlet":
        return True  # للقمة العربية
    if language == "ar" and first == 1 and before.isalpha() and grammar.heads.get(before) in (None, "other"):
        return before not in grammar.document and before not in grammar.stop  # توشيهيرو نيكاي, أهل الجزيرة
    return alone and not PLACES.get(language, frozenset()).isdisjoint((before, before.removeprefix("ب"), before.removeprefix("ل")))
