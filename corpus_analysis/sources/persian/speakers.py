"""Whom a Persian pronoun takes up who has not spoken yet: the subject of the sentence before, or the last person named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar import Grammar, function_words, load_grammar
from ..marks import MARKS
from ..names import Speaker
from ..page import COMMAS, Page
from ..phrases import Phrase, read_phrase
from .phrases import BODIES, DASHES, LANDS, MINISTERIAL, field_end, phrase_end
from .subjects import speaker_like, subject_span

if TYPE_CHECKING:
    from ..speakers import Speakers

NEAR = 3  # lines from a title to the name of who bears it
LONG = 16  # words of a title
REACH = 150  # tokens back to the sentence whose subject a pronoun takes up
SINGULAR = ("وی", "او", "ایشان")
REPORTS, LETTERS = frozenset(("گزارش", "خبر")), frozenset(("نامه", "پیام", "توییت", "توئیت", "پست"))
BEFORE_NAMES = ("گفته", "قول", "نظر", "اعتقاد", "باور")  # behind a name that follows one of these begins what is said
TEXTS, ARTICLES = function_words("fa")["texts"], function_words("fa")["articles"]
ISSUING = frozenset(("صادر", "منتشر"))
SHORTEST = 3  # letters of a name that is remembered
TWICE = 2  # an article is read twice: who is named more often is named again
ALSO = frozenset(("نیز", "هم"))  # another speaks
PLURALS = ("ان", "ها", "های", "ین")  # ends of nouns that mean several


def topic(said: Speakers, pronoun: str) -> Speaker | None:
    """Return the person with whom the sentence before begins; if nobody has spoken, also one of an earlier sentence."""
    page, grammar = said.page, load_grammar("fa")
    if page is None or pronoun not in SINGULAR or (said.people and not said.settled):
        return None
    spoken = any(voice.person for voice in said.voices[-60:])
    first = begin = _sentence(page, said.at)
    while first > max(said.until, begin - REACH, 0):
        end, first = first, _sentence(page, first - 1)
        if first < said.until or (spoken and "\n" in page.raw[page.ends[end - 1] : page.starts[end]]):
            return None
        person = _subject(said, page, grammar, first, end)
        if person is not None or spoken:
            return person
    return None


def named_next(said: Speakers, phrase: Phrase) -> Speaker | None:
    """Return who bears a title: who is named next, for the first time and with no title (فرماندار شهر گفت … سعید نادری افزود)."""
    page, words, grammar = said.page, phrase.words, phrase.grammar
    after = next((item for item in said.roll if item[0] > said.at), None)
    if page is None or not said.settled or after is None or not after[2] or words[0] in grammar.definite:
        return None
    if grammar.persons.isdisjoint(words[:2]) or not grammar.anonymous.isdisjoint(words[:3]):
        return None
    own = phrase.title[1] if phrase.title is not None else None
    heard = {voice.id for voice in said.voices[-60:]}
    if any(title == own and bearer.id in heard for title, bearer, _ in said.titles[-80:]):
        return None  # somebody spoke under this title before
    at, speaker, _ = after
    if any(page.words[first] in grammar.persons - {words[0]} for first in page.openings(said.at + 1, at)):
        return None  # another title stands nearer
    lines = [line for line in page.raw[page.starts[said.at] : page.starts[at]].split("\n") if line.strip()]
    return speaker._replace(coref="title", type=phrase.type) if len(lines) <= NEAR else None


def introduced(said: Speakers, speaker: Speaker, name: list[str], phrase: Phrase) -> Speaker:
    """Give a speaker named without a title the one with which the article introduces the name anywhere else."""
    title = _title_of(said, name) if said.language == "fa" and phrase.bare and speaker.person else None
    if title is None:
        return speaker
    speaker = speaker._replace(type=title.type)
    said.titles.append((frozenset(bare for _, bare in title.plain), speaker, True))
    return speaker


def _title_of(said: Speakers, name: list[str]) -> Phrase | None:
    """Return the title that stands behind a name on the page: بهرام نادری - رئیس اتحادیه قصابان - …، بهرام نادری، استاد حقوق، …"""
    page, grammar = said.page, load_grammar("fa")
    if page is None or len(name[-1]) < SHORTEST:
        return None
    for at in page.places(name[-1]):
        first = at - len(name) + 1
        if page.words[max(first, 0) : at + 1] != name or page.words[first - 1] in BEFORE_NAMES:
            continue
        begin = at + 1
        while page.words[begin : begin + 1] and (page.words[begin] in COMMAS or page.words[begin] in MARKS or page.words[begin] in DASHES):
            begin += 1
        if begin - at > 3 or page.words[begin : begin + 1] == [] or page.words[begin] not in grammar.persons | grammar.experts:
            continue
        stop = phrase_end(page, grammar, begin, min(len(page.words), begin + LONG))
        title = read_phrase(tuple(page.words[begin:stop]), "fa", frozenset())
        if title.words and title.person is None:
            return title
    return None


def last_body(said: Speakers, phrase: Phrase) -> Speaker | None:
    """Return the last speaker that is neither person nor outlet, for "this institution" of whatever kind."""
    if said.language != "fa" or phrase.words[0] not in phrase.grammar.definite or phrase.words[-1] not in BODIES:
        return None
    others = (voice for voice in reversed(said.history[-80:]) if not voice.person and voice.type != "agency/outlet")
    last = next(others, None)
    return last._replace(coref="title") if last is not None else None


def of_land(said: Speakers, phrase: Phrase) -> Phrase:
    """Put the country named last in place of "this country" (رادیوی آلمان …، وزیر خارجه این کشور); take a ministry by its first field."""
    words, page = phrase.words, said.page
    opening = phrase.parts[0] if len(phrase.parts) > 1 else []
    field = next((t + 1 for t, word in enumerate(opening) if word in MINISTERIAL), 0)
    if field and len(opening) < (stop := field_end(words, field, len(words))):  # وزارت صنعت، معدن و تجارت: no names behind the comma
        return read_phrase((*opening, *words[stop:]), "fa", frozenset())
    if LANDS.isdisjoint(words):
        return phrase
    at = next((t for t in range(1, len(words)) if words[t] in LANDS and words[t - 1] in phrase.grammar.definite), None)
    if at is None or at < 2 or page is None:
        return phrase
    first = max(0, said.at - REACH)
    named = [(a + first, b + first) for a, b, entity in page.each(first, said.at) if entity.kind == "country"]
    if not named:
        return phrase
    land = page.words[slice(*named[-1])]
    return read_phrase((*words[: at - 1], *land, *words[at + 1 :]), "fa", frozenset())


def spoken_of(said: Speakers, phrase: Phrase, given: Speaker | None) -> Speaker | None:
    """Return whom "this …" means among those who have spoken, or a title that was given to nobody."""
    return _taken_up(said, phrase) or (
        _named_before(said, phrase) if given is None or not given.person or given.id == phrase.body.id else None
    )


def _named_before(said: Speakers, phrase: Phrase) -> Speaker | None:
    """Return who spoke last, if nothing told what they are: بهرام نادری گفت … وی افزود … دبیر این جشنواره تأکید کرد …"""
    page, words, grammar = said.page, phrase.words, phrase.grammar
    last = next((voice for voice in reversed(said.voices[-20:]) if voice.person), None)
    if page is None or not said.settled or said.at < said.until or last is None or last.type != "other" or not last.id.startswith("name:"):
        return None
    if words[0] not in grammar.persons or not grammar.anonymous.isdisjoint(words[:3]) or len(words) < 2:
        return None
    if said.only is not None and said.only.id != last.id:
        return None
    name = said.full_names.get(last.id) or [""]
    if not (name[0] in grammar.given or said.times.get(last.id, 0) > TWICE) or not set(name).isdisjoint(words):
        return None  # a noun taken for a name
    if any(bearer.id == last.id for _, bearer, _ in said.titles) or not ALSO.isdisjoint(page.words[_sentence(page, said.at) : said.at]):
        return None
    return last._replace(coref="title", type=phrase.type)


def _taken_up(said: Speakers, phrase: Phrase) -> Speaker | None:
    """Return the last speaker whom "this …" may mean: a body (این تشکل صنفی) or a person (این پرستار اهل قم)."""
    words, grammar = phrase.words, phrase.grammar
    if len(words) < 2 or words[0] not in grammar.definite or words[1] in grammar.document | grammar.anonymous | grammar.crowd | TEXTS:
        return None
    if phrase.first("institution", "role", "person", "body") is not None or words[1].endswith(PLURALS):
        return None
    head, near = words[1], list(reversed(said.voices[-20:]))
    outlet, body = grammar.heads.get(head) == "agency/outlet" or head in ARTICLES, head in BODIES or head in grammar.groups
    if outlet or body:
        near = [voice for voice in reversed(said.history[-80:]) if not voice.person and (voice.type == "agency/outlet") == outlet]
    else:
        near = [voice for voice in near if voice.person]
    return near[0]._replace(coref="title") if near else None


def issued(said: Speakers, phrase: Phrase) -> Speaker | None:
    """Return whose "this report" is, an outlet's heard last, and whose "this letter": who wrote it speaks for nobody else."""
    words = phrase.words
    if len(words) != 2 or words[0] not in phrase.grammar.definite:
        return None
    if words[1] in phrase.grammar.document or words[1] in LETTERS:
        by = _issuer(said, words[1])
        if by is not None:
            return by
    if words[1] not in REPORTS | LETTERS:
        return None
    outlet = words[1] in REPORTS
    near = (voice for voice in reversed(said.history[-6:]) if (voice.type == "agency/outlet") == outlet)
    last = next(near, None)
    return last._replace(coref="title") if last is not None else None


def _issuer(said: Speakers, document: str) -> Speaker | None:
    """Return who issued a document in the sentences before: X بیانیه‌ای صادر کرد. در این بیانیه آمده است …"""
    page, grammar = said.page, load_grammar("fa")
    if page is None:
        return None
    first = begin = _sentence(page, said.at)
    while first > max(begin - REACH, 0):
        end, first = first, _sentence(page, first - 1)
        words = page.words[first:end]
        if ISSUING.isdisjoint(words) or not any(word.startswith(document) for word in words):
            continue
        span = subject_span(page, grammar, first, end)
        if span is not None and speaker_like(page, grammar, span):
            issuer = said.name_phrase(read_phrase(tuple(page.words[slice(*span)]), "fa", frozenset()))
            return issuer._replace(coref="title") if issuer.type != "agency/outlet" else None
    return None


def _sentence(page: Page, at: int) -> int:
    """Return where the sentence of a token begins."""
    return page.openings(0, at + 1)[-1]


def _subject(said: Speakers, page: Page, grammar: Grammar, first: int, end: int) -> Speaker | None:
    """Return the person whom the first phrase of a sentence names."""
    first += page.words[first] in MARKS
    span = subject_span(page, grammar, first, end)
    if span is None or not speaker_like(page, grammar, span):
        return None
    words = page.words[span[0] : span[1]]
    phrase = read_phrase(tuple(words), "fa", frozenset())
    if phrase.person is None and grammar.names.isdisjoint(words) and words[0] not in grammar.persons:
        return None
    speaker = said.name_phrase(phrase)
    return speaker._replace(coref="pronoun") if speaker.person else None
