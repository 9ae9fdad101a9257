"""The grammar of attribution in English news: speaker and verb on either side of what is said."""

from __future__ import annotations

from .english_content import FINITE, evidence, is_clause, is_marked, right_content, whole_clause
from .english_credits import according, quoted, relay
from .english_participles import participle
from .english_phrases import before_verb, behind_dateline, is_name, opening_subject, quote_before, subject_left, subject_right
from .grammar import Grammar, function_words, load_grammar
from .page import COMMAS, Draft, Hit, Page

WORDS = function_words("en")
ADJUNCT, PASSIVE, PLURAL = WORDS["adjunct"], WORDS["passive"], WORDS["plural"]
CLAUSES = WORDS["clauses"]
DAYS = WORDS["days"]
FUNCTION = WORDS["function"]


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
            drafts.extend(quoted(page, grammar, hit, first, end))
            continue
        if hit.cue.kind in ("according", "credit"):
            draft = according(page, grammar, hit, first, end, drafts)
        elif hit.cue.kind == "relay":
            drafts.extend(relay(page, grammar, hit, first, end))
            continue
        elif any(d.hit and d.hit.at == hit.at for d in drafts) or hit.at in page.inside:
            continue
        elif hit.form.participle:
            draft = participle(page, hit, first, end, drafts)
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
    if words[hit.end : hit.end + 1] == ["by"] and hit.form.number is None and not had:
        return None  # the move announced by the minister
    draft = Draft(hit, cue.kind)
    left = subject_left(page, grammar, hit, first)
    inverted = None if left else subject_right(page, grammar, hit, end)
    if left is not None and before in COMMAS and (inverted := _closing_subject(page, grammar, hit, end)) is not None:
        left = None  # Launched from the hills, the attack hit a base, said the army
    subject = left or inverted
    quote = quote_before(page, (left or (hit.at, 0))[0], first) if subject else None
    if quote is not None and subject is not None and quote[1] - quote[0] > 3:
        draft.content, draft.subject = whole_clause(page, quote, first), subject
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
    if cue.lemma in WORDS["thinking"] and words[left[0]] in grammar.pronouns and any(page.heads[left[0] - 2 : left[0]]):
        return None  # said he hoped
    opens = words[before_verb(page, hit.at, first) - 1]
    if opens == "who" and cue.strict and not is_marked(page, hit, hit.end, end) and "that" not in words[token : token + 1]:
        return None  # the woman who reported the call
    if (words[left[0] - 1] in ("which", "whom") and left[0] > first) or opens in ("which", "who"):
        end = next((t for t in range(token, end) if words[t] in COMMAS and t not in page.inside), end)
    start = right_content(page, hit, token, end)
    follows = start is None or (words[start] in ADJUNCT and words[start - 1] not in ("that", ":"))
    if follows and left[0] - 3 > first and words[left[0] - 1] in COMMAS and cue.kind == "speech":
        draft.content = (first, left[0])
        return draft
    if start is None and cue.lemma == "report" and any(grammar.heads.get(word) == "agency/outlet" for word in words[slice(*left)]):
        start = next((t for t in range(token, end) if words[t] not in DAYS), end)  # an agency reports what happened
        draft.content = (start, end) if start < end and words[start] not in COMMAS and words[start] not in ADJUNCT else None
        return draft
    if start is not None and cue.need and not is_marked(page, hit, start, end):
        return None
    if start is not None and (not cue.strict or evidence(page, hit, start) or cue.obj or is_clause(page, start, end)):
        draft.content = (start, end)
        return draft
    return None


def _closing_subject(page: Page, grammar: Grammar, hit: Hit, end: int) -> tuple[int, int] | None:
    """Return the speaker behind the verb if sentence or clause ends with it."""
    found = subject_right(page, grammar, hit, end)
    if found is None or hit.cue.kind != "speech" or not (found[1] == end or page.words[found[1]] in COMMAS):
        return None
    return None if any(word in FINITE or (word.endswith("ed") and len(word) > 4) for word in page.words[slice(*found)]) else found


def _shared(page: Page, hit: Hit, first: int, end: int, drafts: list[Draft], draft: Draft) -> Draft | None:
    """… and said …: the subject of the verb before, or of a sentence whose verb is no cue."""
    if page.words[hit.at - 1] not in ("and", "but"):
        return None
    leader = next((d for d in reversed(drafts) if d.subject), None)
    subject = leader.subject if leader else opening_subject(page, first, hit.at)
    start = right_content(page, hit, hit.end, end)
    if start is None or subject is None:
        return None
    draft.content, draft.coref = (start, end), "shared-subject" if leader else ""
    draft.subject_of, draft.subject = leader, subject
    return draft


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
            if draft.hit.cue.obj and not is_clause(page, first, stop):
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
