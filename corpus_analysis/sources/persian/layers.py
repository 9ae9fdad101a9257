"""Persian attributions inside others: who is said to have said what, in running speech, behind که and within quotation marks."""

from __future__ import annotations

from ..cues import SPEECH
from ..drafts import Draft
from ..grammar import Grammar, function_words
from ..marks import MARKS
from ..page import COMMAS, STOPS, Page
from .contents import read_verb
from .ends import TURNS, cut, ends_clause
from .subjects import speaker_like, subject_span

CONJUNCTIONS = function_words("fa")["conjunctions"]
SELF = ("من", "ما", "بنده", "اینجانب")


def take_apart(page: Page, grammar: Grammar, drafts: list[Draft], first: int, end: int) -> list[Draft]:
    """Take the verbs inside what somebody says out of the drafts; return those whose own speaker stands with them."""
    inner = [d for d in drafts if _in_relative_clause(page, d, drafts) or _opening(page, grammar, d, drafts)] if len(drafts) > 1 else []
    if not inner:
        return []
    drafts[:] = [draft for draft in drafts if draft not in inner]
    found = [held for draft in inner if (held := _held(page, grammar, draft, drafts, end)) is not None]
    for held in list(found):  # … نوشت صادقی این را رد کرده و گفته بود …: he again
        behind = held.hit.end if held.hit else end
        again = next((d for d in drafts if d.hit and d.hit.at == behind + 1 and page.words[behind] == "و"), None)
        if again is not None:
            again.subject, again.coref, again.inside = held.subject, "shared-subject", True
            drafts.remove(again)
            cut(page, grammar, [again], first, end)
            found.append(again)
    return found


def within_marks(page: Page, grammar: Grammar, drafts: list[Draft]) -> list[Draft]:
    """Read the speech inside quoted speech whose speaker is named there: «… رئیس‌جمهور به من گفت که جنگ تمام می‌شود …»"""
    found: list[Draft] = []
    for outer in drafts:
        if outer.content is None or outer.kind not in SPEECH:
            continue
        first, end = outer.content
        for hit in page.hits(first, end) if page.pairs else ():
            closing = page.inside.get(hit.at)
            if closing is None or hit.cue.kind != "speech" or hit.end + 2 >= closing:
                continue
            linked = page.words[hit.end] in ("که", ":") or page.words[hit.end] in MARKS
            if hit.form.participle and page.words[hit.end] != "که":
                continue
            begin = next((t + 1 for t in range(hit.at - 1, first - 1, -1) if _opens_clause(page, t)), first)
            subject = subject_span(page, grammar, begin, hit.at)
            if subject is None or page.words[subject[0]] in SELF or not speaker_like(page, grammar, subject):
                continue
            bare = not (hit.cue.obj or hit.cue.frame or hit.cue.strict) and hit.at - subject[1] <= 3 and page.words[hit.end][0].isalnum()
            if not linked and not bare:
                continue
            stop = next((t for t in range(hit.end + 2, closing) if page.words[t] in STOPS or _sets_against(page, t)), closing)
            content = page.trim(hit.end + linked, min(stop, end))
            if content is not None:
                found.append(Draft(hit, "speech", content, subject, inside=True, outer=outer))
    return found


def _sets_against(page: Page, at: int) -> bool:
    """Say whether a clause set against the one before begins behind a comma."""
    return page.words[at] in COMMAS and page.words[at + 1] in ("اما", "ولی")


def _opens_clause(page: Page, at: int) -> bool:
    """Say whether a clause may open behind a token: a mark, a stop, که, or a verb with comma or و."""
    word = page.words[at]
    if word in MARKS or word in STOPS or word in CONJUNCTIONS:
        return True
    return word in TURNS and (ends_clause(page.words[at - 1]) or page.words[at - 1] in COMMAS)


def _in_relative_clause(page: Page, draft: Draft, drafts: list[Draft]) -> bool:
    """… که تعداد را ۱۵۰۰ تن اعلام کرده است …: a verb inside what somebody says, without link or colon of its own, is theirs."""
    if draft.hit is None or draft.kind not in SPEECH or draft.content is None or draft.colon:
        return False
    if draft.floor and page.words[draft.floor] in TURNS:
        return False
    linked = draft.content[0] > draft.hit.at
    if linked:  # inside running direct speech only a turn with a colon is the reporter's
        return any(
            o is not draft
            and o.kind in SPEECH
            and o.colon
            and o.content
            and o.hit
            and o.hit.at < o.content[0] < draft.hit.at < page.pairs.get(o.content[0], o.content[1])
            for o in drafts
        )
    return any(
        other is not draft
        and other.kind in SPEECH
        and other.hit
        and other.content
        and other.hit.at < other.content[0] <= draft.content[0] + 1
        and draft.hit.at < other.content[1] - 1
        for other in drafts
    )


def _held(page: Page, grammar: Grammar, inner: Draft, drafts: list[Draft], end: int) -> Draft | None:
    """Read a verb inside what somebody says once more, with the speaker named in its own clause: … که نخست‌وزیر وعده داده است که …"""
    words, hit = page.words, inner.hit
    assert hit is not None
    opened = _opening(page, grammar, inner, drafts)
    if opened is not None:
        inner.subject, inner.inside = opened, True
        cut(page, grammar, [inner], opened[0], end)
        if words[opened[0] - 1] == "اینکه" and inner.content is not None:  # اینکه ایران می‌گوید برنامه صلح‌آمیز است، دروغ است
            ended = (t for t in range(inner.content[0] + 1, inner.content[1]) if words[t] in COMMAS and ends_clause(words[t - 1]))
            inner.content = (inner.content[0], next(ended, inner.content[1]))
        return inner
    first = max((d.content[0] for d in drafts if d.content and d.hit and d.hit.at < d.content[0] <= hit.at), default=hit.at)
    for at in range(hit.at - 1, first - 1, -1):
        if at in page.inside or not (at == first or words[at - 1] in CONJUNCTIONS or words[at - 1] in TURNS):
            continue
        subject = subject_span(page, grammar, at, hit.at)
        if subject is not None and subject[0] == at and words[at] not in SELF and speaker_like(page, grammar, subject):
            draft = read_verb(page, grammar, hit, at, end, end, [])
            if draft is not None:
                draft.subject, draft.inside = subject, True
                cut(page, grammar, [draft], at, end)
                _end_at_but(page, draft)
            return draft if draft is not None and draft.content is not None else None
    return None


def _opening(page: Page, grammar: Grammar, inner: Draft, drafts: list[Draft]) -> tuple[int, int] | None:
    """Return the speaker with whom what is said, or a clause of it, opens, if the verb is theirs: X گفت که Y وعده داده است که …"""
    hit, words = inner.hit, page.words
    if hit is None or inner.kind not in SPEECH or inner.content is None or inner.content[0] < hit.at or inner.colon:
        return None
    around = [
        outer.content[0] for outer in drafts
        if outer.content and outer.hit and outer is not inner and not outer.colon and outer.kind not in ("credit", "according", "adjunct")
        and outer.hit.at < outer.content[0] < hit.at < outer.content[1]
    ]  # fmt: skip
    first = next((t for t in range(hit.at - 1, min(around, default=hit.at) - 1, -1) if words[t - 1] in ("که", "اینکه")), None)
    if first is not None and first not in page.inside:
        subject = subject_span(page, grammar, first, hit.at)
        if subject is None or subject[0] != first or words[first] in SELF or not speaker_like(page, grammar, subject):
            return None
        if not any(words[t] in COMMAS or words[t] == "که" or ends_clause(words[t]) for t in range(subject[1], hit.at)):
            return subject
    return None


def clip(inner: Draft, drafts: list[Draft]) -> None:
    """End what is said inside somebody's words where these end."""
    for outer in drafts:
        if inner.hit is None or inner.content is None or outer.content is None:
            continue
        if outer.content[0] <= inner.hit.at < outer.content[1] and inner.content[0] < outer.content[1] < inner.content[1]:
            inner.content = (inner.content[0], outer.content[1])


def _end_at_but(page: Page, draft: Draft) -> None:
    """End what is said inside somebody's words before the clause set against it: … منحل کند، اما اگر …"""
    words, content = page.words, draft.content
    if content is None or draft.hit is None or content[0] < draft.hit.at:
        return
    but = next((t for t in range(content[0] + 2, content[1]) if words[t] in ("اما", "ولی") and t not in page.inside), None)
    if but is not None:
        draft.content = page.trim(content[0], but)
