"""Where what is said in an English sentence ends: another speaks, the speaker acts, the writer goes on."""

from __future__ import annotations

from ..drafts import Draft, Hit
from ..grammar import function_words
from ..page import COMMAS, Page
from .content import DETERMINERS, FINITE
from .phrases import before_verb, is_name, is_past, spaced_dash

WORDS = function_words("en")
CLAUSES, TURNING = WORDS["clauses"], WORDS["turning"]


def cut(page: Page, drafts: list[Draft]) -> None:
    """End what every draft of a sentence says where another speaks or the writer goes on."""
    for draft in drafts:
        if draft.content is None or draft.hit is None:
            continue
        first, stop = draft.content
        stop = _before_others(page, draft, drafts, first, stop)
        stop = next((t for t in range(first + 1, stop) if t - 1 in page.closings and spaced_dash(page, t)), stop)
        if stop > draft.hit.at:
            stop = _before_further(page, draft, drafts, first, stop)
            stop = _before_narration(page, draft, first, stop)
            closing = page.pairs.get(first, stop)
            if draft.kind != "judging" or page.words[min(closing + 1, stop - 1)] != "as":  # decried “…” as “…”
                stop = _behind_quotation(page, first, stop)
        if page.words[first] == "to":  # vowed to resist pressure and its tactics are clear
            clauses = (t for t in range(first + 2, stop - 2) if page.words[t] == "and" and _opens_clause(page, t + 1, stop))
            stop = next(clauses, stop)
        draft.content = page.trim(first, stop)


def clause_end(page: Page, hit: Hit, left: tuple[int, int], first: int, end: int) -> int:
    """Return where what is said ends at the latest: with a relative clause, or with one that opens the sentence (While the army said …)."""
    words, token = page.words, hit.end
    relative = words[left[0] - 1] in ("which", "whom", "who", "what") and left[0] > first
    if relative or words[before_verb(page, hit.at, first) - 1] in ("which", "who"):
        bounds = (t for t in range(token, end) if (words[t] in COMMAS or spaced_dash(page, t)) and t not in page.inside)
        end = next(bounds, end)
    opening = next((word for word in words[first : left[0]] if word not in ("but", "and", "even")), "")
    if opening in WORDS["subordinating"] and left[0] - first < 5:
        end = next((t for t in range(token, end) if words[t] in COMMAS and t not in page.inside), end)
    return end


def _before_others(page: Page, draft: Draft, drafts: list[Draft], first: int, stop: int) -> int:
    """… had warned of it, Baghaei said: what is said ends where what Baghaei says does."""
    for other in drafts:
        if other is not draft and other.hit and other.content and draft.hit and draft.kind != "credit":
            whole = other.content[0] <= first < other.content[1] <= other.hit.at < stop and draft.hit.at < other.hit.at
            stop = min(stop, other.content[1]) if whole else stop
    return stop


def _before_further(page: Page, draft: Draft, drafts: list[Draft], first: int, stop: int) -> int:
    """…, and the army said …; …, adding that …: what is said ends where another clause of speech begins."""
    words = page.words
    for other in drafts:
        if other is draft or other.hit is None or not first < other.hit.at < stop or draft.kind in ("according", "credit"):
            continue
        opened = other.subject[0] if other.subject and other.subject_of is None and other.subject[0] > first else 0
        if (
            opened
            and other.content
            and other.content[0] > other.hit.at
            and (words[opened - 1] in CLAUSES or _dates(page, opened - 1))
            and opened not in page.inside
        ):
            comma = next((t for t in range(*other.content) if words[t] in COMMAS and t not in page.inside), stop)
            if words[opened - 1] == "as" and comma < stop - 2:  # but as the army says it is ready, war is near
                other.content = other.content[0], comma
            else:
                stop = min(stop, opened - 1 - (words[opened - 2] in WORDS["near"]))
        elif opened and (turn := _turns(page, first, opened)) is not None and other.content:
            stop = min(stop, turn)
        elif (
            other.kind == "dependent"
            or other.coref == "shared-subject"
            or (other.kind in ("according", "credit") and other.content and other.content[1] <= other.hit.at)
        ):
            stop = min(stop, before_verb(page, other.hit.at, first))
            stop -= words[stop - 1] in ("and", "but", "while")
    return stop


def _before_narration(page: Page, draft: Draft, first: int, stop: int) -> int:
    """…, referring to the raid; …, but he gave no details; condemned the raid in a statement; called it a threat and closing …"""
    assert draft.hit is not None
    words = page.words
    acts = draft.hit.cue.obj and draft.hit.at < first
    asides = (t for t, before in enumerate(words[first : stop - 1], first + 1) if before in COMMAS and t not in page.inside)
    aside = (t for t in asides if _is_aside(page, t) or (acts and words[t] in WORDS["resulting"]))  # confirmed 13, bringing the total to 18
    around = next(aside, stop + 1) - 1
    if draft.kind == "judging" and any(words[t] == "as" and words[t - 1] in COMMAS for t in range(around + 1, stop)):
        around = stop  # described the pipelines — which carry gas — as historic
    named = draft.hit.cue.obj and not _states(page, first, min(around, stop))
    if around < stop and (words[around + 1] in WORDS["narrating"] or named):
        stop = around
    if draft.hit.form.participle and (named or (draft.hit.cue.lemma in WORDS["naming"] and FINITE.isdisjoint(words[first:stop]))):
        stop = next((t for t in range(first + 1, stop - 1) if words[t] == "and" and _acts(page, t + 1)), stop)
    turns = (t for t, word in enumerate(words[first + 1 : stop], first + 1) if word in TURNING and t not in page.inside)
    done = next((t for t in turns if _breaks_off(page, t)), stop)
    stop = done - (done < stop and words[done - 1] in COMMAS)
    if named and stop > draft.hit.at:
        stop = next((t for t in range(first + 1, stop) if t not in page.inside and _notes_where(page, t)), stop)
        if stop - first > 2 and words[stop - 1] in WORDS["days"] and words[stop - 2] == "on":
            stop -= 2  # condemned the raid on Monday
    if draft.kind == "speech" and draft.hit.at < first:
        stop = _said_where(page, first, stop)
    return stop


def _said_where(page: Page, first: int, stop: int) -> int:
    """Leave out last words that only tell in what something was said: it shot down five drones in a post on X."""
    words, near = page.words, range(stop - 2, max(first + 3, stop - 9), -1)
    at = next((t for t in near if words[t] == "in" and words[t + 1] in ("a", "an") and t not in page.inside), None)
    return stop if at is None or WORDS["noting"].isdisjoint(words[at + 2 : min(stop, at + 4)]) else at


def _behind_quotation(page: Page, first: int, stop: int) -> int:
    """Return the end of a quotation that opens what is said, if only circumstances follow."""
    words, closing = page.words, page.pairs.get(first)
    if closing is None or closing >= stop:
        return stop
    after = closing + 1
    ends = after >= stop or words[after] in COMMAS or words[closing - 1] in COMMAS or words[after] in WORDS["circumstances"]
    if not ends and words[after] == "and":
        ends = is_past(page, after + 1) or after + 1 in page.found  # “…” and called it a lie, but not: “…” and the idea of it
    return closing + 1 if ends else stop


def _turns(page: Page, first: int, subject: int) -> int | None:
    """Return the comma of "…, but when the court sat he said", behind which the writer turns to who speaks next."""
    words = page.words
    near = range(subject - 1, max(first, subject - 9), -1)
    but = next((t for t in near if words[t] in ("but", "while", "and") and words[t - 1] in COMMAS and t not in page.inside), None)
    return but - 1 if but is not None and words[but + 1] in WORDS["subordinating"] else None


def _dates(page: Page, at: int) -> bool:
    """Say whether the writer dates what is said by what somebody else said: …, shortly after the army said …"""
    words = page.words
    return words[at] in ("after", "before") and (words[at - 1] in COMMAS or (words[at - 1] in WORDS["near"] and words[at - 2] in COMMAS))


def _breaks_off(page: Page, at: int) -> bool:
    """Say whether the writer goes on with a word that may turn: …, but he gave no details; …, without elaborating."""
    words, parted = page.words[at : at + 3], page.words[at - 1 - (at - 1 in page.closings)] in COMMAS
    if words[:1] == ["but"] and not WORDS["verifying"].isdisjoint(page.words[at + 2 : at + 8]):
        return True
    if words[:1] == ["while"]:
        return parted and len(words) > 1 and words[1].endswith("ing")  # …, while continuing to press for talks
    if words[:1] in (["though"], ["although"]):
        own = words[1:2] != [] and words[1] in WORDS["persons"] and (words[-1] in WORDS["withholding"] or words[-1].startswith("didn"))
        return parted and (own or not WORDS["checked"].isdisjoint(page.words[at + 2 : at + 10]))
    if words[:1] == ["which"] or (words[:1] in (["a"], ["an"]) and words[1:2] in (["claim"], ["charge"], ["allegation"], ["accusation"])):
        return parted and _denied(page, at)
    if words[:2] in (["in", "what"], ["in", "which"]) and parted:
        return any(t in page.found and page.found[t][0].number is None for t in range(at + 3, at + 6))  # …, in what he called an act of war
    if words[:1] == ["but"] and (parted or words[1:2] == ["declined"]):
        own = len(words) > 2 and words[1] in WORDS["persons"] and words[2] in WORDS["withholding"]
        return own or (len(words) > 1 and words[1] in ("declined", "refused"))
    if parted and words[:1] in (["a"], ["an"]) and not WORDS["moves"].isdisjoint(words[1:]):
        return True  # …, a move that could trigger violence
    return parted and words[:1] == ["without"] and words[1:2] != [] and words[1] in WORDS["giving"]


def _denied(page: Page, at: int) -> bool:
    """Say whether somebody denies what is said before: …, which Hamas has denied; …, a charge Hamas denies."""
    verb = next(
        (t for t in range(at + 2, min(at + 8, len(page.words))) if t in page.found and page.found[t][1].lemma in WORDS["denying"]), None
    )
    return verb is not None and (verb + 1 >= len(page.words) or not page.words[verb + 1][0].isalnum())


def _acts(page: Page, at: int) -> bool:
    """Say whether a participle tells here what else the speaker does: labelling it a threat and closing the border."""
    word = page.words[at]
    return at not in page.inside and word.endswith("ing") and len(word) > 5 and not is_name(page, at)


def _notes_where(page: Page, at: int) -> bool:
    """Say whether in or on stands before that in which something was said: condemned the raid in a statement on Sunday."""
    words = page.words[at + 1 : at + 5]
    if page.words[at] == "to" and words:
        outlet = any(
            item[2].type == "agency/outlet" and item[0] < 2 and is_name(page, at + 1 + item[0]) for item in page.find(at + 1, at + 5)
        )
        named = any(is_name(page, t) and page.words[t] in WORDS["outlets"] for t in range(at + 1, min(at + 4, len(page.words))))
        return outlet or named or words[0] in ("reporters", "journalists")
    if page.words[at] not in ("in", "on", "during") or not words:
        return False
    near = words[1:3] if words[0] in DETERMINERS else words[:1]
    return not WORDS["noting"].isdisjoint(near)


def _is_aside(page: Page, at: int) -> bool:
    words = page.words
    after = words[at + 1] if at + 1 < len(words) else ""
    if words[at] == "and":
        return after in WORDS["irregular"] or after.endswith("ed")
    return words[at] in WORDS["asides"] or words[at] in WORDS["narrating"]


def _opens_clause(page: Page, at: int, stop: int) -> bool:
    """Say whether a clause with a subject and a verb of its own begins at a token, shortly before the verb."""
    return (page.words[at] in DETERMINERS or page.words[at] in WORDS["persons"] or is_name(page, at)) and any(
        page.words[t] in FINITE and page.words[t] not in ("be", "been") for t in range(at + 1, min(stop, at + 6))
    )


def _states(page: Page, first: int, end: int) -> bool:
    """Say whether what is announced or condemned is a clause, no mere thing."""
    if page.words[first] in WORDS["persons"] or page.words[first - 1] == "that":
        return True
    return any(word in FINITE for word in page.words[first + 1 : min(end, first + 12)])
