"""The grammar of attribution in English news: speaker and verb on either side of what is said."""

from __future__ import annotations

from .english_phrases import (
    BOUNDS,
    DETERMINERS,
    behind_dateline,
    is_name,
    opening_subject,
    phrase_end,
    quote_before,
    subject_left,
    subject_right,
)
from .grammar import Grammar, function_words, load_grammar
from .marks import MARKS
from .page import COMMAS, Draft, Hit, Page

WORDS = function_words("en")
FINITE = WORDS["finite"]
ADJUNCT, PASSIVE, PLURAL = WORDS["adjunct"], WORDS["passive"], WORDS["plural"]
CLAUSES = WORDS["clauses"]
DAYS = WORDS["days"]
FUNCTION = WORDS["function"]
BEFORE_PARTICIPLE = COMMAS | MARKS | {"and", "by", "while"}


def read_sentence(page: Page, first: int, end: int) -> list[Draft]:
    """Return the attributions of one sentence (tokens ``first:end``)."""
    grammar, hits = load_grammar("en"), page.hits(first, end)
    drafts: list[Draft] = []
    first = behind_dateline(page, first, end)
    for hit in hits:
        hyphened = hit.at > first and page.words[hit.at - 1] == "-" and page.ends[hit.at - 1] == page.starts[hit.at]
        if hit.at < first or hyphened or (hit.at > first and is_name(page, hit.at)):
            continue
        if hit.cue.lemma in ("quoted by", "cited by") or (hit.cue.kind == "relay" and page.words[hit.at - 1] in PASSIVE):
            drafts.extend(_quoted(page, grammar, hit, first, end))
            continue
        if hit.cue.kind in ("according", "credit"):
            draft = _according(page, grammar, hit, first, end, drafts)
        elif hit.cue.kind == "relay":
            drafts.extend(_relay(page, grammar, hit, first, end))
            continue
        elif any(d.hit and d.hit.at == hit.at for d in drafts) or hit.at in page.inside:
            continue
        elif hit.form.participle:
            draft = _participle(page, hit, first, end, drafts)
        else:
            draft = _verb(page, grammar, hit, first, end, drafts)
        if draft is not None:
            drafts.append(draft)
    _cut(page, drafts)
    return drafts


def _verb(page: Page, grammar: Grammar, hit: Hit, first: int, end: int, drafts: list[Draft]) -> Draft | None:
    words, cue, token = page.words, hit.cue, hit.end
    before = words[hit.at - 1] if hit.at > first else ""
    passive = words[hit.at - 2] if before.endswith("ly") and hit.at - 1 > first else before
    if passive in PASSIVE and hit.form.number is None:
        return None
    if hit.form.number == "p" and not (passive.endswith("s") or passive in PLURAL) and words[hit.at] in WORDS["nouns"]:
        return None  # the state news agency, in a report
    if hit.form.number == "s" and words[hit.at].removesuffix("s") in WORDS["nouns"] and before.endswith("ing"):
        return None  # raising hopes
    if (before in FUNCTION and not (before in ("media", "news") and hit.form.number is None)) or (
        hit.form.number == "p" and before in ("will", "would", "could", "can", "may", "might", "should", "must", "not")
    ):
        return None
    had = before in ("have", "has", "had")
    if before in ("not", "n't", "never") or (had and hit.form.number is not None) or (words[hit.at] == "written" and not had):
        return None
    draft = Draft(hit, cue.kind)
    left = subject_left(page, grammar, hit, first)
    inverted = None if left else subject_right(page, grammar, hit, end)
    subject = left or inverted
    quote = quote_before(page, (left or (hit.at, 0))[0], first) if subject else None
    if quote is not None and subject is not None and quote[1] - quote[0] > 3:
        draft.content, draft.subject = _whole_clause(page, quote, first), subject
        after = max(hit.end, subject[1])
        follow = next((o for o in range(after, min(end, after + 12)) if o in page.pairs), None)
        if follow is not None and not any(words[t] in ("adding", "and", "but") for t in range(after, follow)):
            draft.more = [(follow + 1, page.pairs[follow])]
        return draft
    if left is None:
        if inverted is not None and hit.at - 1 > first and before in COMMAS and cue.kind == "speech":
            draft.content, draft.subject = (first, hit.at), inverted
            follow = inverted[1] + 1  # The plan, said Blinken, “was …”
            draft.more = [(follow + 1, page.pairs[follow])] if follow in page.pairs else []
            return draft
        return _shared(page, hit, first, end, drafts, draft)
    draft.subject = left
    parted = cue.kind == "speech" and words[left[0] - 1] in COMMAS and 1 < left[0] - first < 7 and words[token : token + 1] == [","]
    if parted and token + 1 < end and token + 1 not in page.pairs and not page.heads[token + 1]:
        draft.content, draft.more = (first, left[0]), [(token + 1, end)]  # This, he says, is part of the reason
        return draft
    if words[left[0] - 1] in ("which", "whom") and left[0] > first:
        end = next((t for t in range(token, end) if words[t] in COMMAS and t not in page.inside), end)
    start = _right_content(page, hit, token, end)
    follows = start is None or (words[start] in ADJUNCT and words[start - 1] not in ("that", ":"))
    if follows and left[0] - 3 > first and words[left[0] - 1] in COMMAS and cue.kind == "speech":
        draft.content = (first, left[0])
        return draft
    if start is None and cue.lemma == "report" and any(grammar.heads.get(word) == "agency/outlet" for word in words[slice(*left)]):
        start = next((t for t in range(token, end) if words[t] not in DAYS), end)  # an agency reports what happened
        draft.content = (start, end) if start < end and words[start] not in COMMAS and words[start] not in ADJUNCT else None
        return draft
    if start is not None and (not cue.strict or _evidence(page, hit, start) or cue.obj or _is_clause(page, start, end)):
        draft.content = (start, end)
        return draft
    return None


def _whole_clause(page: Page, quote: tuple[int, int], first: int) -> tuple[int, int]:
    """A quotation that ends a clause of the speaker's own (… to act “in defence”) takes the clause along."""
    opening = quote[0]
    if opening - first > 2 and page.words[opening - 1] in COMMAS and page.heads[opening - 2] and page.heads[opening - 2] != "according":
        return first, quote[1]  # … and he said, "…," the office said: the quotation is within what the office says
    return quote if opening - first <= 2 or page.words[opening - 1] in BOUNDS or any(page.heads[first:opening]) else (first, quote[1])


def _is_clause(page: Page, start: int, end: int) -> bool:
    """Say whether a finite verb follows soon: X reported the army had left."""
    return any(word in FINITE or (len(word) > 4 and word.endswith("ed")) for word in page.words[start + 1 : min(end, start + 12)])


def _relay(page: Page, grammar: Grammar, hit: Hit, first: int, end: int) -> list[Draft]:
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


def _quoted(page: Page, grammar: Grammar, hit: Hit, first: int, end: int) -> list[Draft]:
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


def _evidence(page: Page, hit: Hit, start: int) -> bool:
    told = hit.cue.lemma == "tell" and page.words[start] in WORDS["clause_openers"]
    return page.words[start - 1] in ("that", ":") or start in page.pairs or hit.cue.kind == "judging" or told


def _right_content(page: Page, hit: Hit, token: int, end: int) -> int | None:
    """Return where the content after the verb begins: behind that, a colon, a quotation mark, an addressee, a day."""
    words = page.words
    if token >= end:
        return None
    limit = min(end, token + 22)
    for at in range(token, limit):
        if words[at] == "that" and (at == token or _leads(page, hit, token, at)):
            return at + 1
        if words[at] == ":":
            return at + 1 if at + 1 < end else None
        if at in page.pairs and (
            at == token or words[at - 1] in COMMAS or (page.pairs[at] - at > 4 and hit.cue.kind == "speech" and at - token < 12)
        ):
            if at == token or words[at - 1] in COMMAS or (page.pairs[at] >= end - 1 and (words[token] in ADJUNCT or words[token] in DAYS)):
                return at
            if hit.cue.kind == "judging":
                return token  # called the deal "the worst ever"
            break
        if words[at] in COMMAS and at > token:
            if hit.cue.kind == "speech" and at + 1 in page.pairs:
                return at + 1  # said in a statement, “…”
            break
    if words[token] in COMMAS:
        return None
    if hit.cue.lemma == "tell":
        return _after_addressee(page, token, end)
    at = token + 1 if words[token] == "of" and hit.cue.lemma == "warn" else token
    while at < end and (words[at] in DAYS or (words[at] in ("on", "in", "at") and words[at + 1 : at + 2] and words[at + 1] in DAYS)):
        at += 1
    if words[at : at + 2] == ["in", "a"]:
        at += 3
        while at < end and words[at] in DAYS:
            at += 1
    if at >= end or words[at] in COMMAS:
        return None
    if hit.cue.obj:
        return at
    return at if hit.cue.lemma == "say" or _is_clause(page, at, end) else None


def _leads(page: Page, hit: Hit, token: int, that: int) -> bool:
    """Say whether "that", some words behind the verb, opens the content (told reporters on Monday that …)."""
    if hit.cue.kind != "speech" or that - token > 9 or page.words[that - 1] == "and":
        return False
    return hit.cue.lemma != "say" or page.words[token] in ADJUNCT or page.words[token] in DAYS or page.words[token] in COMMAS


def _after_addressee(page: Page, token: int, end: int) -> int | None:
    """Return where the content begins behind whom somebody told: behind names and pronouns, before the clause's own subject."""
    words, stop = page.words, token
    while stop < end and stop - token < 8 and (is_name(page, stop) or words[stop] in DETERMINERS or words[stop] in WORDS["told"]):
        stop += 1
    if not any(words[at] in WORDS["told"] for at in range(token, stop)):  # told doctors he ate …; told Times readers there was …
        opening = (t for t in range(token + 1, min(end, token + 7)) if words[t] in WORDS["clause_openers"])
        stop = next(opening, stop)
    begins = token < stop < end and (words[stop][0].isalnum() or stop in page.pairs)
    return stop if begins and words[stop] not in ("to", "in", "on", "about") else None


def _shared(page: Page, hit: Hit, first: int, end: int, drafts: list[Draft], draft: Draft) -> Draft | None:
    """… and said …: the subject of the verb before, or of a sentence whose verb is no cue."""
    if page.words[hit.at - 1] not in ("and", "but"):
        return None
    leader = next((d for d in reversed(drafts) if d.subject), None)
    subject = leader.subject if leader else opening_subject(page, first, hit.at)
    start = _right_content(page, hit, hit.end, end)
    if start is None or subject is None:
        return None
    draft.content, draft.coref = (start, end), "shared-subject" if leader else ""
    draft.subject_of, draft.subject = leader, subject
    return draft


def _participle(page: Page, hit: Hit, first: int, end: int, drafts: list[Draft]) -> Draft | None:
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
    elif hit.cue.lemma in ("warn", "tell") and (behind := _right_content(page, hit, token, end)) is not None:
        token = behind  # warning the United States that …
    elif (hit.cue.strict and token not in page.pairs and hit.cue.kind != "judging") or subject is None:
        return None
    if token >= end or subject is None:
        return None
    return Draft(hit, "dependent", (token, end), subject, subject_of=leader, coref="shared-subject")


def _according(page: Page, grammar: Grammar, hit: Hit, first: int, end: int, drafts: list[Draft]) -> Draft | None:
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


def _cut(page: Page, drafts: list[Draft]) -> None:
    words = page.words
    for draft in drafts:
        if draft.content is None or draft.hit is None:
            continue
        first, stop = draft.content
        closing = page.pairs.get(first)
        if stop > draft.hit.at:
            for other in drafts:
                if other is draft or other.hit is None or not first < other.hit.at < stop or draft.kind in ("according", "credit"):
                    continue
                before = words[other.hit.at - 1]
                opened = other.subject[0] if other.subject and other.subject_of is None and other.subject[0] > first else 0
                if (
                    opened
                    and other.content
                    and other.content[0] > other.hit.at
                    and words[opened - 1] in CLAUSES
                    and opened not in page.inside
                ):
                    stop = min(stop, opened - 1)
                elif (
                    other.kind == "dependent"
                    or other.coref == "shared-subject"
                    or (other.kind in ("according", "credit") and other.content and other.content[1] <= other.hit.at)
                ):
                    stop = min(stop, other.hit.at - (1 if before in ("and", "but", "while") else 0))
            if draft.hit.cue.obj and not _is_clause(page, first, stop):
                aside = (
                    t for t in range(first + 1, stop) if words[t - 1] in COMMAS and words[t] in ("with", "which") and t not in page.inside
                )
                stop = next(aside, stop + 1) - 1
            if closing is not None and closing < stop:
                after = closing + 1
                if (
                    after >= stop
                    or words[after] in COMMAS
                    or words[closing - 1] in COMMAS
                    or words[after] in ("in", "on", "at", "as", "during", "while", "after", "when", "and")
                ):
                    stop = closing + 1
        draft.content = page.trim(first, stop)
