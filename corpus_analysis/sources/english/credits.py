"""English chains of relaying: A quoted B as saying, B was quoted by A, according to B."""

from __future__ import annotations

from ..drafts import Draft, Hit
from ..grammar import Grammar, function_words
from ..page import COMMAS, Page
from .content import right_content
from .phrases import DETERMINERS, is_name, phrase_end, quote_before
from .subjects import subject_left

WORDS = function_words("en")


def relay(page: Page, grammar: Grammar, hit: Hit, first: int, end: int) -> list[Draft]:
    """A quoted B as saying …: A relays B and both govern the content."""
    said, agency = _saying(page, hit.end, end), subject_left(page, grammar, hit.at, first)
    start = _behind(page, said, end) if said else None
    if start is not None and agency is not None and agency[0] - first > 3 and page.words[start] in WORDS["adjunct"]:
        start = None  # …, the agency quoted him as saying on Saturday
    if said is None or agency is None:
        return []
    quote = quote_before(page, agency[0], first) if start is None else None
    before = (first, agency[0]) if agency[0] - first > 3 and page.words[agency[0] - 1] in COMMAS else None
    content = (start, end) if start is not None else quote or before
    if content is None:
        return []
    outer = Draft(hit, "credit", page.trim(quote[0] + 1, quote[1] - 1) if quote else content, agency)
    return [outer, Draft(said, "speech", content, (hit.end, said.at - 1), outer=outer)]


def quoted(page: Page, grammar: Grammar, hit: Hit, first: int, end: int) -> list[Draft]:
    """B was quoted (by A) as saying …; …, B was quoted as saying (by A): B speaks, A relays."""
    if page.words[hit.at - 1] in COMMAS:
        return []  # X, quoted by Y, said
    said, speaker, words = _saying(page, hit.end, end), subject_left(page, grammar, hit.at, first), page.words
    if said is None or speaker is None:
        return []
    agency = (hit.end, said.at - 1) if said.at - 1 > hit.end else None
    start = _behind(page, said, end)
    if start is not None and start in page.found and page.found[start][0].participle:
        start = None  # “…,” he was quoted as saying, adding that …
    content = (start, end) if start is not None else None
    if start is not None and words[start] == "by":
        stop = phrase_end(page, grammar, start + 1, end)
        agency, content = (start + 1, stop), (stop + 1, end) if words[stop : stop + 1] == ["that"] and stop + 1 < end else None
    if content is None or said.cue.lemma == "tell" or words[content[0]] in WORDS["adjunct"]:
        before = quote_before(page, speaker[0], first) or ((first, speaker[0]) if speaker[0] - first > 3 else None)
        content = before or content
    if content is None:
        return []
    outer = Draft(hit, "credit", content, agency) if agency and agency[1] > agency[0] else None
    inner = Draft(said, "speech", content, speaker, outer=outer)
    return [outer, inner] if outer else [inner]


def judged(page: Page, grammar: Grammar, hit: Hit, end: int) -> Draft | None:
    """The front, considered a threat by X, …; it was described by X as a threat: X judges, though the verb is passive."""
    words, form = page.words, hit.form
    active = hit.cue.lemma == "refer to" and words[hit.end] in DETERMINERS  # referred to the deaths by fire as murder
    if hit.cue.lemma not in WORDS["naming"] or active or form.number is not None or form.participle:
        return None
    if hit.end < end and words[hit.end] in ("off", "up", "in", "on", "for"):
        return None  # called off a visit by the minister
    by = next((t for t in range(hit.end, min(end, hit.end + 9)) if words[t] == "by" or words[t] in COMMAS), None)
    if by is None or words[by] != "by" or any(word in WORDS["objects"] for word in words[hit.end : by]):
        return None
    subject = (by + 1, phrase_end(page, grammar, by + 1, end))
    if subject[1] <= subject[0] or not _names_somebody(page, grammar, *subject):
        return None
    start = hit.end + (words[hit.end] == "as")
    if start == by:  # described by X as Y
        start, by = subject[1] + 1, end
        if words[subject[1] : start] != ["as"]:
            return None
    return Draft(hit, "judging", (start, by), subject) if start < by else None


def _saying(page: Page, first: int, end: int) -> Hit | None:
    """Return the participle behind "as": quoted the minister as saying, as telling reporters."""
    for token in range(first, min(end, first + 24)):
        if page.words[token] == "as":
            said = page.hits(token + 1, min(end, token + 3))
            return said[0] if said and said[0].at == token + 1 and said[0].form.participle else None
        if page.words[token] in COMMAS and token + 1 in page.found and page.found[token + 1][0].participle and token > first:
            return page.hits(token + 1, min(end, token + 3))[0]  # quoted a commander, X, saying
    return None


def _behind(page: Page, said: Hit, end: int) -> int | None:
    """Return where what is said begins behind "as saying"; None if nothing follows."""
    start = said.end
    if said.cue.lemma == "tell" and start < end and (behind := right_content(page, said, start, end)) is not None:
        return behind
    while start < end and (page.words[start] in COMMAS or page.words[start] in ("that", ":")):
        start += 1
    return start if start < end else None


def according(page: Page, grammar: Grammar, hit: Hit, first: int, end: int, drafts: list[Draft]) -> Draft | None:
    words, stop = page.words, phrase_end(page, grammar, hit.end, end)
    whose = words[hit.end : hit.end + 1] == ["her"] and hit.end + 1 < end and words[hit.end + 1][0].isalnum()  # according to her lawyers
    if words[hit.end : hit.end + 1] in (["him"], ["her"], ["them"], ["it"]) and not whose:
        stop = hit.end + 1  # according to him
    elif stop + 1 < end and words[stop] == "," and not is_name(page, hit.end + 1):  # according to the head of the council, Amin Ali
        named = next((t for t in range(stop + 1, min(end, stop + 6)) if not is_name(page, t) and words[t][0].isalnum()), end)
        stop = named if named - stop > 2 and (named == end or words[named - 1] in COMMAS) else stop
    told = hit.cue.kind == "according" and words[hit.end : hit.end + 1] != [] and words[hit.end] in DETERMINERS  # according to the council
    told = told and WORDS["vague"].isdisjoint(words[hit.end : stop])
    if stop <= hit.end or not (told or _names_somebody(page, grammar, hit.end, stop)):
        return None
    draft = Draft(hit, hit.cue.kind, subject=(hit.end, stop))
    before = page.trim(first, hit.at) if page.words[hit.at - 1] != ":" else None
    opened = hit.at - 1 - (words[hit.at - 1] in COMMAS)
    if before and (opened == first or words[opened] in WORDS["relatives"]) and words[opened] in WORDS["openings"]:
        before = None  # But according to X, …; …, where, according to X, …
    if before is None:
        comma = next((t for t in range(stop, end) if words[t] in COMMAS), stop)
        draft.content = page.trim(comma, end)
    elif drafts and drafts[-1].kind in ("according", "credit") and drafts[-1].content and drafts[-1].content[0] == hit.at:
        comma = next((t for t in range(stop, end) if words[t] in COMMAS), stop)
        draft.content = drafts[-1].content = page.trim(comma, end)  # according to A, citing B, …
    elif hit.cue.lemma in ("citing", "quoting") and drafts and drafts[-1].content and drafts[-1].content[0] > hit.at:
        draft.content, draft.outer = drafts[-1].content, drafts[-1]  # reported, citing an official, that …
    elif hit.cue.lemma in ("citing", "quoting") and drafts and drafts[-1].content and drafts[-1].kind == "speech":
        draft.content = drafts[-1].content = page.trim(drafts[-1].content[0], min(drafts[-1].content[1], hit.at))
    else:
        draft.content = before
    return draft if draft.content else None


def _names_somebody(page: Page, grammar: Grammar, first: int, end: int) -> bool:
    """According to developments names nobody; according to officials, Reuters or a report does."""
    alone = end - first == 1 and page.words[first] in grammar.pronouns
    return alone or any(page.words[t] in grammar.heads or is_name(page, t) for t in range(first, end))
