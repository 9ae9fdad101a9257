"""Headlines, captions and links, and the turns of an interview: a name before a colon speaks."""

from __future__ import annotations

from collections.abc import Iterable

from .cues import Cue, Form
from .drafts import Draft, Hit
from .grammar import function_words
from .marks import MARKS
from .page import Page

COLON = Cue(":", "speech")
LONGEST = 14
LABELS = function_words("en")["labels"]
TURN = 5  # words of a name before the colon of a turn
LEAST = 8  # words of an answer


def read_headline(page: Page, first: int, end: int, language: str) -> list[Draft]:
    """Return ``X: …`` of a headline or link as one attribution; the cue is the colon."""
    colon = next((t for t in range(first + 1, min(end, first + LONGEST)) if page.words[t] == ":"), None)
    if colon is None or colon + 1 >= end or any(page.words[t] in '؟?!«»"' for t in range(first, colon)):
        return []
    hit = Hit(colon, colon + 1, Form((":",)), COLON)
    content = page.trim(colon + 1, end)
    return [Draft(hit, "speech", content, (first, colon))]


def read_turns(page: Page, paragraphs: Iterable[tuple[int, int, str | None]]) -> dict[int, Draft]:
    """Return the answers of an interview by their first token: ``Name: …``, if the name opens several paragraphs, or ``Name: “…”``."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for first, end, region in paragraphs:
        if ":" not in page.words[first + 1 : min(end, first + TURN + 1)]:
            continue
        colon = page.words.index(":", first + 1)
        if region in ("body", "lead") and end - colon > LEAST and page.capitals[first]:
            named = all(page.capitals[t] or not page.words[t][0].isalnum() for t in range(first, colon)) and page.words[first] not in LABELS
            if named and page.words[end - 1] != "?" and len(page.words[first]) > 1:
                found.setdefault(page.text(first, colon), []).append((first, colon, end))
    turns = (turn for same in found.values() for turn in same if len(same) > 1 or page.words[turn[1] + 1] in MARKS)
    return {
        first: Draft(Hit(colon, colon + 1, Form((":",)), COLON), "speech", page.trim(colon + 1, end), (first, colon), mode="direct")
        for first, colon, end in turns
    }
