"""English chains of relaying: A quoted B as saying, B was quoted by A, according to B."""

from __future__ import annotations

from .english_phrases import is_name, phrase_end, subject_left
from .grammar import Grammar
from .page import COMMAS, Draft, Hit, Page


def relay(page: Page, grammar: Grammar, hit: Hit, first: int, end: int) -> list[Draft]:
    """A quoted B as saying …: A relays B and both govern the content."""
    words = page.words
    saying = next((t for t in range(hit.end, min(end, hit.end + 24)) if words[t] == "as" and words[t + 1 : t + 2] == ["saying"]), None)
    agency = subject_left(page, grammar, hit, first)
    if saying is None or agency is None or saying + 2 >= end:
        return []
    start = saying + 3 if words[saying + 2] == "that" else saying + 2
    said = page.hits(saying + 1, saying + 2)
    outer = Draft(hit, "credit", (start, end), agency)
    return [outer, Draft(said[0] if said else hit, "speech", (start, end), (hit.end, saying), outer=outer)]


def quoted(page: Page, grammar: Grammar, hit: Hit, first: int, end: int) -> list[Draft]:
    """B was quoted (by A) as saying …: B speaks, A relays."""
    words = page.words
    saying = next((t for t in range(hit.end, min(end, hit.end + 12)) if words[t : t + 2] == ["as", "saying"]), None)
    speaker = subject_left(page, grammar, hit, first)
    if saying is None or speaker is None or saying + 2 >= end:
        return []
    start = saying + 3 if words[saying + 2] == "that" else saying + 2
    outer = Draft(hit, "credit", (start, end), (hit.end, saying)) if saying > hit.end else None
    inner = Draft(page.hits(saying + 1, saying + 2)[0], "speech", (start, end), speaker, outer=outer)
    return [outer, inner] if outer else [inner]


def according(page: Page, grammar: Grammar, hit: Hit, first: int, end: int, drafts: list[Draft]) -> Draft | None:
    words, stop = page.words, phrase_end(page, grammar, hit.end, end)
    if stop <= hit.end or not _names_somebody(page, grammar, hit.end, stop):
        return None
    draft = Draft(hit, hit.cue.kind, subject=(hit.end, stop))
    before = page.trim(first, hit.at)
    if before is None:
        comma = next((t for t in range(stop, end) if words[t] in COMMAS), stop)
        draft.content = page.trim(comma, end)
    elif drafts and drafts[-1].kind in ("according", "credit") and drafts[-1].content and drafts[-1].content[0] == hit.at:
        comma = next((t for t in range(stop, end) if words[t] in COMMAS), stop)
        draft.content = drafts[-1].content = page.trim(comma, end)  # according to A, citing B, …
    elif hit.cue.lemma in ("citing", "quoting") and drafts and drafts[-1].content and drafts[-1].kind == "speech":
        draft.content = drafts[-1].content = page.trim(drafts[-1].content[0], min(drafts[-1].content[1], hit.at))
    else:
        draft.content = before
    return draft if draft.content else None


def _names_somebody(page: Page, grammar: Grammar, first: int, end: int) -> bool:
    """According to developments names nobody; according to officials, Reuters or a report does."""
    return any(page.words[t] in grammar.heads or is_name(page, t) for t in range(first, end))
