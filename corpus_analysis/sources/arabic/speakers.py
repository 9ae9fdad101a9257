"""Whom an Arabic title or family name means that the article gives to somebody elsewhere; who issued a statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..grammar import Grammar, function_words
from ..names import Found, Speaker, bare_word
from ..page import Page
from ..phrases import Phrase, read_phrase
from .subjects import subject_after

if TYPE_CHECKING:
    from ..speakers import Speakers

AR = function_words("ar")
LONGEST = 9  # words of a title before a name
REACH = 80  # tokens back to who was named last
MINISTRY, RULING = "الوزاره", ("government", "presidency")  # who rules may be called by the name of the country
ENVOY = "سفیر"  # one who is sent is called سفير, مندوب, مبعوث, ممثل by turns


class Title(NamedTuple):
    """What somebody is called: the kind of title, the ids of the countries and bodies in it, its other words."""

    kind: str
    whose: frozenset[str]
    words: frozenset[str]

    def fits(self, other: Title) -> bool:
        """Say whether all that this title tells stands in the other one, too."""
        return self.kind == other.kind and self.whose <= other.whose and self.words <= other.words


def titled(said: Speakers, phrase: Phrase) -> Speaker | None:
    """Return the only person to whom the article gives the title of a phrase without a name (المبعوث الأممي, السفير الروسي)."""
    words, grammar, page = phrase.words, phrase.grammar, said.page
    definite = words[0].startswith("ال") or words[1:2] == [] or words[1].startswith("ال") or any(first == 1 for first, _, _ in phrase.found)
    if page is None or words[0] not in grammar.persons or not definite or phrase.person is not None or phrase.past:
        return None
    asked = _read_title(words, phrase.found, grammar)
    if not asked.whose and not asked.words and not words[0].startswith("ال"):
        return None
    if said.entitled is None:
        said.entitled = list(_titles(page, grammar))
    names = {name: title for title, name in said.entitled if asked.fits(title)}
    bearers = {speaker.id: speaker for speaker in (said.name_phrase(read_phrase(name, "ar", frozenset())) for name in names)}
    return next(iter(bearers.values()))._replace(coref="title") if len(bearers) == 1 else None


def is_called(voice: Speaker, noun: str, phrase: Phrase) -> bool:
    """Say whether a body that spoke may be called by a noun alone: no ministry الجيش, no country الوزارة."""
    directory, body = phrase.grammar.directory, phrase.first("body")
    if not voice.name.isascii():
        return noun in map(bare_word, voice.name.split())
    kind = next((place for place, own in directory.body_ids.items() if own == voice.id), voice.id)
    if noun == bare_word(MINISTRY):
        return kind.endswith(("ministry", "mfa"))
    return body is None or body.id in RULING or kind == body.id or kind.endswith(f"-{body.id}")


def latter(said: Speakers, words: list[str]) -> Speaker | None:
    """Return the known person named last before the cue, for "the latter"."""
    if said.page is None or AR["latter"].isdisjoint(words) or len(words) > 1:
        return None
    named = [entity for _, _, entity in said.page.each(max(0, said.at - REACH), said.at) if entity.kind == "person"]
    return said.listed(named[-1], "pronoun") if named else said.recall(None, "pronoun")


def _titles(page: Page, grammar: Grammar) -> Iterator[tuple[Title, tuple[str, ...]]]:
    """Yield the titles that stand before and behind the full names of known people, each with the name."""
    words, size = page.words, len(page.words)
    passed = 0
    for first, end, entity in page.find(0, size):
        if entity.kind != "person" or end - first < 2:
            continue
        at = first - (first > passed and words[first - 1] in "،,(")
        head = _title_begin(words, at, passed, grammar)
        if head < at:
            yield _read(page, head, at, grammar), tuple(words[first:end])
        passed = end
        if end + 1 < size and words[end] in "،,(" and words[end + 1] in grammar.persons:
            last = end + 2
            while last < min(size, end + LONGEST) and _is_of_title(words[last], grammar):
                last += 1
            yield _read(page, end + 1, last, grammar), tuple(words[first:end])


def _title_begin(words: list[str], at: int, floor: int, grammar: Grammar) -> int:
    """Return where the title begins that ends at *at*; *at* if none stands there."""
    head = at
    for begin in range(at - 1, max(floor, at - LONGEST) - 1, -1):
        if not _is_of_title(words[begin], grammar):
            break
        if words[begin] in grammar.persons and (head == at or _leads(words, begin, head)):
            head = begin
    return head


def _leads(words: list[str], at: int, head: int) -> bool:
    """Say whether a title goes on with the next one (نائب رئيس, متحدث باسم وزير); else that is another's (الوزير المبعوث)."""
    return words[head - 1] in AR["in_name_of"] or (head == at + 1 and not words[at].startswith("ال"))


def _is_of_title(word: str, grammar: Grammar) -> bool:
    return word[0].isalpha() and (word not in grammar.stop or word in AR["of_posts"])


def _read(page: Page, first: int, end: int, grammar: Grammar) -> Title:
    return _read_title(page.words[first:end], page.find(first, end), grammar)


def _read_title(words: list[str], found: Found, grammar: Grammar) -> Title:
    head = bare_word(words[0])
    whose = {entity.id for first, _, entity in found if first and entity.kind != "person"}
    whose |= {"un"} if not AR["of_nations"].isdisjoint(words) else set()
    taken = {0} | {at for first, end, _ in found for at in range(first, end)}
    left = [word for at, word in enumerate(words) if at not in taken and word[0].isalpha()]
    rest = frozenset(bare_word(word) for word in left if word not in grammar.stop and word not in AR["of_nations"])
    return Title(ENVOY if words[0] in grammar.envoys else head, frozenset(whose), rest)


def taken_up(said: Speakers, phrase: Phrase) -> Speaker | None:
    """Return whom a word alone means who has not spoken under it: who issued a statement, or the bearer of a family name (الديلمي)."""
    words, page = phrase.words, said.page
    if said.language != "ar" or len(words) != 1 or page is None:
        return None
    if words[0] in phrase.grammar.document:
        return _issuer(said, page, phrase)
    return None if words[0] in said.met else _in_full(said, page, phrase)


def _issuer(said: Speakers, page: Page, phrase: Phrase) -> Speaker | None:
    """Return who issued a statement that a cue names alone (وفق بيان أصدرته الشرطة، لبيان للجيش)."""
    words, grammar = page.words, phrase.grammar
    near = range(said.at, min(said.at + 5, len(words) - 3))
    at = next((t + 1 for t in near if words[t] in (phrase.words[0], "ل" + phrase.words[0])), 0)
    if not at:
        return None
    if words[at] in AR["issued"] and words[at + 1] == "عن":
        at += 2
    elif words[at] in AR["issued_by"]:
        at += 1
    elif words[at].startswith("ل") and (own := _whose(words[at], grammar)):
        span = subject_after(page, grammar, at + 1, len(words)) if own in grammar.heads else None
        rest = words[at + 1 : span[1]] if span is not None else []
        return said.name_phrase(read_phrase((own, *rest), "ar", frozenset()))._replace(coref="title")
    else:
        return None
    span = subject_after(page, grammar, at, len(words))
    return said.name_phrase(read_phrase(tuple(words[slice(*span)]), "ar", frozenset()))._replace(coref="title") if span else None


def _whose(word: str, grammar: Grammar) -> str:
    """Return the noun behind the preposition ل, if it is one of who may speak."""
    bare = "ا" + word[1:] if word.startswith("لل") else word[1:]
    return bare if bare in grammar.heads or bare in grammar.anaphors else ""


def _in_full(said: Speakers, page: Page, phrase: Phrase) -> Speaker | None:
    """Return the bearer of a family name whom the page names in full, with the title it gives there."""
    family, grammar = phrase.words[0], phrase.grammar
    if phrase.found or family in grammar.not_names or len(family) < 3:
        return None
    words = page.words
    if family not in page.in_full:
        page.in_full[family] = next((at for at in page.places(family) if _given(words, at, grammar) < at), None)
    at = page.in_full[family]
    if at is None:
        return None
    begin = _title_begin(words, _given(words, at, grammar), 0, grammar)
    return said.name_phrase(read_phrase(tuple(words[begin : at + 1]), "ar", frozenset()))._replace(coref="explicit")


def _given(words: list[str], at: int, grammar: Grammar) -> int:
    """Return where the given names before a family name begin; *at* if there are none."""
    first = at
    while first and at - first < 3 and (words[first - 1] in grammar.given or words[first - 1] in grammar.particles):
        first -= 1
    titled = at > 1 and (words[at - 2] in grammar.persons or words[at - 2] in grammar.honorifics)
    plain = titled and words[at - 1].isalpha() and words[at - 1] not in grammar.not_names and not words[at - 1].startswith("ال")
    return at - 1 if first == at and plain else first
