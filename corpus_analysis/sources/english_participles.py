"""English participles that speak for the subject of the sentence: …, adding that …."""

from __future__ import annotations

from .english_content import right_content
from .english_phrases import is_name, phrase_end
from .grammar import load_grammar
from .marks import MARKS
from .page import COMMAS, Draft, Hit, Page

BEFORE_PARTICIPLE = COMMAS | MARKS | {"and", "by", "while"}


def participle(page: Page, hit: Hit, first: int, end: int, drafts: list[Draft]) -> Draft | None:
    """…, adding that …; …, saying: "…"."""
    words, token = page.words, hit.end
    leader = next((d for d in reversed(drafts) if d.subject and d.kind not in ("according", "credit")), None)
    grammar = load_grammar("en")
    within = next((t for t in range(hit.at - 1, max(first, hit.at - 7), -1) if words[t] == "with"), None)
    if within is not None and is_name(page, within + 1) and phrase_end(page, grammar, within + 1, hit.at) == hit.at and token < end:
        return Draft(hit, "speech", (token + (words[token] == "that"), end), (within + 1, hit.at))  # with Tehran saying …
    if token >= end or hit.at == first or words[hit.at - 1] not in BEFORE_PARTICIPLE:
        return None
    subject = leader.subject if leader else None
    if leader is None:
        first = max([first, *(d.content[0] for d in drafts if d.content and d.content[0] < hit.at)])
        stop = phrase_end(page, grammar, first, hit.at)
        subject = (first, stop) if is_name(page, first) and stop > first else None
    if words[token] == "that" or words[token] in COMMAS or words[token] == ":" or (words[token] == "of" and hit.cue.lemma == "warn"):
        token += 1
    elif hit.cue.lemma in ("warn", "tell") and (behind := right_content(page, hit, token, end)) is not None:
        token = behind  # warning the United States that …
    elif (hit.cue.strict and token not in page.pairs and hit.cue.kind != "judging") or subject is None:
        return None
    if token >= end or subject is None:
        return None
    return Draft(hit, "dependent", (token, end), subject, subject_of=leader, coref="shared-subject")
