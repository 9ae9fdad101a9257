"""Headlines, captions and links: a name before a colon speaks."""

from __future__ import annotations

from .cues import Cue, Form
from .page import Draft, Hit, Page

COLON = Cue(":", "speech")
LONGEST = 14


def read_headline(page: Page, first: int, end: int, language: str) -> list[Draft]:
    """Return ``X: …`` of a headline or link as one attribution; the cue is the colon."""
    colon = next((t for t in range(first + 1, min(end, first + LONGEST)) if page.words[t] == ":"), None)
    if colon is None or colon + 1 >= end or any(page.words[t] in '؟?!«»"' for t in range(first, colon)):
        return []
    hit = Hit(colon, colon + 1, Form((":",)), COLON)
    content = page.trim(colon + 1, end)
    return [Draft(hit, "speech", content, (first, colon))]
