"""Who is the subject of a Persian verb of speech: the first phrase of a clause, behind times, points and adjuncts."""

from __future__ import annotations

from itertools import pairwise

from ..drafts import Draft
from ..grammar import Grammar, function_words
from ..marks import MARKS
from ..page import COMMAS, Page
from .phrases import OBJECT, TIMES, phrase_end, starts_cue

OPENING = function_words("fa")["opening"]
COUNTED = ("این", "سه", "یک", "برخی", "همه", "هر")
MEMBERS = function_words("fa")["members"]
SPANS, AFTER = function_words("fa")["spans"], ("پس", "بعد", "قبل", "پیش")
STATEMENTS = function_words("fa")["statements"]
NEARNESS = ("این", "همین", "پیش", "قبل", "گذشته", "جاری", "اخیر", "اینده")
AUTHOR = function_words("fa")["author"]
TURN_OF = ("بار", "روز", "هفته", "ماه", "سال", "شب")
DAYS = TIMES | {"هفته", "ماه", "سال"}


def subject_span(page: Page, grammar: Grammar, first: int, end: int) -> tuple[int, int] | None:
    """Return the phrase naming the speaker of a clause: its first phrase, behind fillers and opening adjuncts."""
    words, token = page.words, first
    while token < end:
        filler = grammar.filler(words, token)
        if filler:
            token += len(filler)
        elif words[token] in COMMAS:
            token += 1
        elif words[token].isdigit() and (behind := _behind_number(words, token, end)) > token:
            token = behind
        elif (words[token] in DAYS or (token + 1 < end and words[token + 1] == "شنبه")) and (
            timed := _behind_time(words, token, end)
        ) > token:
            token = timed
        elif words[token] in grammar.dates and (dated := _behind_date(page, grammar, token, end)) > token:
            token = dated
        elif words[token] in grammar.pronouns:
            return token, token + 1
        elif token in page.pairs and 1 < page.pairs[token] - token <= 5:
            stop = page.pairs[token] + 1
            if stop < end and (words[stop] in grammar.heads or (words[stop] in COMMAS and words[min(stop + 1, end - 1)] in grammar.heads)):
                return token, phrase_end(page, grammar, stop + (words[stop] in COMMAS), end)  # «محمود عباس» رئیس …
            return token + 1, page.pairs[token]
        elif words[token] in OPENING or _is_span(page, token) or (words[token] in grammar.stop and words[token] not in COUNTED):
            found = _after_adjunct(page, grammar, token, end)
            if found is None:
                return None
            token = found
        else:
            break
    if token >= end or not words[token][0].isalnum() or starts_cue(page, token) or words[token] in AUTHOR:
        return None
    stop = phrase_end(page, grammar, token, end)
    if stop < end and (words[stop] == "را" or (words[stop] == "و" and "را" in words[stop + 1 : min(end, stop + 4)])):
        return None  # an object
    if words[stop : stop + 1] == ["("]:  # بلال ترابه (Bilal Tarabey) خبرنگار شبکه
        close = next((t for t in range(stop, min(end - 1, stop + 8)) if words[t] == ")"), None)
        stop = phrase_end(page, grammar, close + 1, end) if close is not None and words[close + 1] in grammar.heads else stop
    if stop < end and words[stop] == "خود" and stop - token > 1 and "را" in words[stop + 1 : min(end, stop + OBJECT)]:
        stop -= 1  # این شرکت | نگرانی خود را …
    listed = _list_end(page, token, stop, end)
    if listed > stop:
        return token, listed
    if stop + 1 < end and words[stop] in "،,":
        finish = phrase_end(page, grammar, stop + 1, end)
        title = words[stop + 1] in grammar.heads or not grammar.names.isdisjoint(words[stop + 1 : finish])
        title = title and words[finish : finish + 1] != ["را"]  # منابع غربی، جمهوری اسلامی را …
        if title and words[stop + 1] not in grammar.stop and not starts_cue(page, stop + 1):
            stop = finish
    return (token, stop) if stop > token else None


def _behind_time(words: list[str], at: int, end: int) -> int:
    """Skip a day or season before the speaker: دوشنبه این هفته, پنج شنبه پیش, سال گذشته."""
    stop = at + 2 if words[at + 1 : at + 2] == ["شنبه"] else at + 1
    while stop < end and (words[stop] in DAYS or words[stop] in NEARNESS or words[stop].isdigit()):
        stop += 1
    stop -= words[stop - 1] in ("این", "همین")  # امروز این مقام گفت
    return stop if stop < end and words[stop][0].isalnum() else at


def _behind_number(words: list[str], at: int, end: int) -> int:
    """Skip the number of a point (2 _ شورا از دولت می‌خواهد) or of days (4 هفته پیش)."""
    if at + 2 < end and not words[at + 1][0].isalnum() and words[at + 1] not in MARKS:
        return at + 2
    return at + 3 if at + 3 < end and words[at + 1] in SPANS and words[at + 2] in AFTER else at


def _is_span(page: Page, at: int) -> bool:
    """Say whether a span of time opens with a number: چهار سال پس از بازگشت طالبان، …"""
    near = page.words[at + 1 : at + 5]
    return near[:1] != [] and near[0] in SPANS and any(a in AFTER and b == "از" for a, b in pairwise(near))


def _list_end(page: Page, first: int, stop: int, end: int) -> int:
    """Return where a list of countries ends that opens with the phrase ``first:stop`` (فرانسه، آلمان و انگلیس); *stop* if there is none."""
    at, (whole, entity) = stop, page.name(first, stop)
    while entity is not None and entity.kind == "country" and whole == at and at + 1 < end and page.words[at] in ("،", ",", "و"):
        whole, entity = page.name(at + 1, end)
        at = whole if entity is not None and entity.kind == "country" else at
        if page.words[at - 2] == "و":
            return at
    return stop


def _after_adjunct(page: Page, grammar: Grammar, at: int, end: int) -> int | None:
    """Skip an opening adjunct: to behind its comma, else to a known person, pronoun or title behind it."""
    words, near = page.words, min(at + 3, end - 1)
    if words[at] == "در" and words[at + 1 : at + 2] in (["این"], ["همین"], ["ان"]) and words[near] in grammar.names | grammar.honorifics:
        return near  # در این نشست سید عباس عراقچی که …، …
    comma = next((t for t in range(at, min(end, at + 25)) if words[t] in COMMAS), None)
    if comma is not None:
        return comma + 1
    for token in range(at + 1, min(end, at + 14)):
        if words[token] in grammar.pronouns:
            return token
        if words[token - 1] in OPENING or words[token - 1] in ("دیدار", "گفتگو", "و"):
            continue
        if words[token] in grammar.heads and words[at] in grammar.stop and words[at] not in OPENING:
            return token - (token - 1 > at and words[token - 1] in grammar.definite)
    return None


def skip_adjuncts(page: Page, grammar: Grammar, begin: int, last: int, drafts: list[Draft]) -> int:
    words, token = page.words, begin
    dependents = [d.hit.at for d in drafts if d.kind in ("dependent", "adjunct") and d.hit and d.hit.at >= begin - 1]
    while token < last:
        filler = grammar.filler(words, token)
        if words[token] in COMMAS:
            token += 1
        elif filler:
            token += len(filler)
        elif words[token] in TIMES or (words[token] in grammar.dates and token > begin and words[token - 1] in grammar.dates):
            token += 1
        elif words[token] in grammar.dates and (dated := _behind_date(page, grammar, token, last)) > token:
            token = dated
        elif words[token] == "برای" and words[token + 1].endswith("ین") and words[token + 2] in TURN_OF:
            token += 3 + (words[token + 3] in ("متوالی", "پیاپی"))  # برای سومین هفته متوالی
        elif words[token] == "از" and token + 1 < last and words[token + 1] in MEMBERS:
            token = phrase_end(page, grammar, token + 1, last)  # «X» از رهبران جنبش …
        elif words[token] in OPENING and (stated := _behind_statement(page, token, last)) > token:
            token = stated
        elif words[token] in OPENING:
            comma = [t for t in range(token, last) if words[t] in COMMAS and t not in page.inside]
            if comma and "را" in page.words[token : comma[0]]:
                stop, entity = page.name(token + 1, last)
                return stop if entity is not None else token  # در ایران نتیجه مذاکرات را که …، «…» توصیف کرد
            if not comma:
                mark = next((t for t in range(token, last) if words[t] == "را"), None)
                return mark - 1 if mark and words[mark - 1] in ("ان", "این", "او", "وی", "انها", "خود") else token
            token = (comma[-1] if dependents and max(dependents) >= token - 1 else comma[0]) + 1
        else:
            break
    return token


def _behind_statement(page: Page, at: int, last: int) -> int:
    """Skip what opens with a preposition and names an occasion of speech: در بیانیه‌ای، در جای دیگری از سخنانش، در این موضوع."""
    words = page.words
    if words[at] == "در" and words[at + 1] in ("این", "همین", "ان") and "را" in words[at + 4 : last]:
        return at + 3
    for token in range(at + 1, min(at + 7, last - 2)):
        if words[token] in COMMAS or words[token] == "که":
            return at
        if words[token] in STATEMENTS or (words[token] == "خود" and words[at] == "در" and token - at < 5):
            return token + 1
    return at


def _behind_date(page: Page, grammar: Grammar, at: int, last: int) -> int:
    """Skip a date before an adjunct or comma: بامداد جمعه ۲۳ مردادماه با انتشار بیانیه‌ای، …"""
    stop = at
    while stop < last and (page.words[stop] in grammar.dates or page.words[stop].isdigit() or page.words[stop].endswith("ماه")):
        stop += 1
    return stop if stop < last and (page.words[stop] in OPENING or page.words[stop] in COMMAS) else at


def speaker_like(page: Page, grammar: Grammar, span: tuple[int, int]) -> bool:
    span = (span[0] + 1, span[1]) if page.words[span[0]] in MARKS and span[1] - span[0] > 1 else span
    words = page.words[span[0] : span[1]]
    words = words[1:] if len(words) > 1 and words[0] in grammar.determiners else words
    if words[0] in grammar.heads or words[0] in grammar.pronouns or words[0] in grammar.names:
        return True
    return page.name(span[0], min(span[1], span[0] + 6))[1] is not None
