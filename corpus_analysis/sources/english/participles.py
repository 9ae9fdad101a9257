"""English participles that speak for the subject of the sentence: …, adding that …; Holding X responsible, the group …."""

from __future__ import annotations

from ..drafts import Draft, Hit
from ..grammar import function_words, load_grammar
from ..marks import MARKS
from ..page import COMMAS, Page
from .content import evidence, is_clause, is_marked, right_content
from .phrases import DETERMINERS, before_verb, is_name, is_past, phrase_end
from .subjects import clause_subject, subject_left

WORDS = function_words("en")
BEFORE_PARTICIPLE = COMMAS | MARKS | WORDS["before_participle"]
REACH = 14  # tokens between "with" or a statement and the participle that belongs to it


def participle(page: Page, hit: Hit, first: int, end: int, drafts: list[Draft]) -> Draft | None:
    """Read …, adding that …; a draft without subject stands before the clause whose subject it shares (`settle_leading`)."""
    words, before, token = page.words, before_verb(page, hit.at, first), hit.end
    start = _content_start(page, hit, token, end)
    if start is None or start >= end:
        return None
    joint = _joint_subject(page, before, first)
    if joint is not None:
        return Draft(hit, "speech", (start, end), joint)
    if hit.cue.lemma == "consider" and words[token] == "that":
        return None  # considering that: a conjunction
    if before == first or (before == first + 1 and words[first] in WORDS["despite"]):
        return Draft(hit, "dependent", (start, end), coref="shared-subject")
    issued = _statement_before(page, before, first)
    if issued is not None and any(d.content and d.content[0] <= issued < d.content[1] and d.kind == "speech" for d in drafts):
        return None  # said the envoy had sent a letter calling for talks
    dashed = words[before - 1] == "-" and page.starts[before] > page.ends[before - 1]
    if not dashed and words[before - 1] not in BEFORE_PARTICIPLE and issued is None and not _comes_forward(page, hit, before, start, end):
        return None
    leader = next((d for d in reversed(drafts) if d.subject and d.kind not in ("according", "credit")), None)
    subject = leader.subject if leader else None
    if leader and leader.hit and leader.content and leader.hit.at < leader.content[0] and leader.content[1] < before - 2:
        begun = clause_subject(page, leader.content[1] + 1, hit.at)  # As X said it would, Y refused, saying …
        leader, subject = (None, begun) if begun else (leader, subject)
    if leader is None and subject is None:
        begin = max([first, *(d.content[0] for d in drafts if d.content and d.content[0] < hit.at)])
        subject = (_issuer(page, issued, begin) if issued is not None else None) or clause_subject(page, begin, hit.at)
        if subject is None and issued is not None:
            return Draft(hit, "dependent", (start, end), coref="shared-subject")
    return Draft(hit, "dependent", (start, end), subject, subject_of=leader, coref="shared-subject") if subject else None


def settle_leading(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Give participles that open a sentence the subject of its clause, and end them where that begins; drop those without one."""
    found = []
    for draft in drafts:
        if draft.subject is None and draft.kind == "dependent" and draft.hit and draft.content:
            lead = next((d for d in drafts if d.subject and d.hit and d.subject[0] > draft.hit.at and d.subject_of is None), None)
            if lead is None or lead.subject is None or lead.content is None or lead.content[0] <= draft.hit.at:
                continue
            draft.subject_of, draft.subject = lead, lead.subject
            draft.content = page.trim(draft.content[0], lead.subject[0])
        found.append(draft)
    return found


def _content_start(page: Page, hit: Hit, token: int, end: int) -> int | None:
    words, cue = page.words, hit.cue
    if token >= end:
        return None
    if words[token] == "to" and cue.lemma != "point":
        return token if cue.lemma in WORDS["resolving"] else None  # drawing applause by promising to …; pointing to the “…”
    if words[token] == "that" or words[token] == ":" or token in page.pairs or (words[token] in COMMAS and token + 1 in page.pairs):
        return token if token in page.pairs else token + 1
    if cue.lemma in WORDS["naming"] and words[token] in WORDS["placing"]:
        return None  # calling in to a programme
    start = right_content(page, hit, token, end)
    if start is None:
        return None if cue.strict or words[token] in COMMAS or words[token] in WORDS["adjunct"] else token
    if cue.lemma in WORDS["reasoning"] and is_clause(page, start, end):
        return start  # explaining the road is shut
    if (cue.need and not is_marked(page, hit, start, end)) or (cue.strict and not cue.obj and not evidence(page, hit, start)):
        return start if cue.lemma in WORDS["claiming"] and is_clause(page, start, end) else None  # arguing they could face torture
    return start


def _comes_forward(page: Page, hit: Hit, before: int, start: int, end: int) -> bool:
    """Say whether a participle without a comma speaks for the subject: came forward claiming …, backed the plan saying that …"""
    word = page.words[before - 1]
    plain = not is_name(page, before - 1) and word not in WORDS["function"] and word not in load_grammar("en").heads
    return plain and hit.cue.lemma in WORDS["claiming"] and (page.words[start - 1] in ("that", ":") or is_clause(page, start, end))


def _joint_subject(page: Page, before: int, first: int) -> tuple[int, int] | None:
    """Return the subject in "with Tehran saying …"."""
    words = page.words
    within = next((t for t in range(before - 1, max(first - 1, before - REACH), -1) if words[t] == "with" or words[t] in COMMAS), None)
    grammar = load_grammar("en")
    if within is None or words[before - 1] in ("and", "but"):
        return None
    if words[within] != "with" and not (words[within + 1] in DETERMINERS and grammar.persons & set(words[within + 2 : before])):
        return None  # …, her spokeswoman telling the agency that …
    opens = (
        is_name(page, within + 1)
        or words[before - 1].endswith("s")
        or any(words[within + 1] in group for group in (DETERMINERS, grammar.deputies, grammar.honorifics))
    )
    if not opens:
        return None
    return (within + 1, before) if phrase_end(page, grammar, within + 1, before) == before else None


def _issuer(page: Page, issued: int, first: int) -> tuple[int, int] | None:
    """Return who issued a statement: … hours after the cleric released a statement calling for …"""
    verb = next((t for t in range(issued - 1, max(first, issued - 6), -1) if is_past(page, t)), None)
    return subject_left(page, load_grammar("en"), verb, first) if verb is not None else None


def _statement_before(page: Page, before: int, first: int) -> int | None:
    """Return the place of the statement, letter or post in "issued a statement on Sunday condemning …"."""
    words = page.words
    for token in range(before - 1, max(first, before - REACH), -1):
        if words[token] in ("wrote", "written") and words[token + 1] == "to" and words[before - 1] not in WORDS["function"]:
            return token  # wrote to the head of the agency asking whether …
        if token <= before - REACH // 2:
            continue
        if words[token] in WORDS["statements"]:
            return None if words[before - 1] in WORDS["function"] else token
        if words[token] in COMMAS:
            return None
    return None
