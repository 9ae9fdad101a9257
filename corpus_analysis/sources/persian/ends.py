"""Which subject the verbs of a Persian sentence share, and where their contents end."""

from __future__ import annotations

from functools import lru_cache

from ..cues import SPEECH
from ..drafts import Draft, Hit
from ..grammar import Grammar, function_words
from ..page import COMMAS, Page
from .phrases import phrase_end
from .subjects import speaker_like, subject_span

NARRATING = [phrase.split() for phrase in function_words("fa")["narrating"]]
MANNER, TOLD = function_words("fa")["manner"], function_words("fa")["spoken"]
WRITTEN = ("اورده", "یاد")  # verbs with a document or phrase that have a subject of their own
JOINS, DEFINITE = ("و", "اما", "ولی"), ("این", "وی", "او")
COPULA = ("است", "بود", "نیست", "نبود")
TURNS = COMMAS | {"و", "؛"}
FRAMES = function_words("fa")["frames"]
BACK = frozenset(phrase[0] for phrase in NARRATING)
FINITE, PARTICIPLES = function_words("fa")["finite"], function_words("fa")["participles"]
ENDED = FINITE | PARTICIPLES | {lead + form for form in FINITE | PARTICIPLES for lead in ("ن", "نمی", "می", "بر", "در", "باز")}


def share(page: Page, grammar: Grammar, drafts: list[Draft], first: int) -> None:
    """Give every verb its subject: the phrase before the first main verb carries it, the others share it."""
    mains = [d for d in drafts if d.kind in SPEECH]
    carrier: Draft | None = None
    floor = first
    for draft in drafts:
        ahead = draft.outer is None and draft.content and draft.hit and draft.content[0] > draft.hit.at
        if draft.kind in ("credit", "according") and draft.content and ahead:
            floor = max(floor, draft.content[0])
    for draft in mains:
        assert draft.hit is not None
        if draft.hit.at < floor:
            floor = first
        begin = draft.floor or (floor if carrier is None else _own_clause(page, carrier, draft))
        subject = subject_span(page, grammar, begin, draft.hit.at) if begin < draft.hit.at else None
        content = draft.content
        if carrier is not None and page.words[draft.hit.at - 1] == "و" and carrier.content and carrier.hit:
            said = carrier.hit.at < carrier.content[0] < draft.hit.at
            subject = None if said else subject  # X تأکید کرد که Y … نخواهند کرد و گفت: still X
        if draft.hit.cue.requires and draft.hit.form.words[0] not in WRITTEN:
            subject = _document(page, grammar, begin, draft.hit)
        if subject and content and content[0] < draft.hit.at and subject[0] >= content[0]:
            subject = None
        if carrier is not None and content and content[0] > draft.hit.at:
            subject = _anew(page, grammar, begin, draft.hit.at) or subject
        if subject and carrier is not None and not draft.hit.cue.requires and not speaker_like(page, grammar, subject):
            subject = None
        if subject:
            draft.subject, carrier = subject, draft
        elif carrier is not None:
            draft.subject_of, draft.subject, draft.coref = carrier, carrier.subject, "shared-subject" if carrier.subject else "zero"
        else:
            draft.coref, carrier = "zero", draft
    for draft in drafts:
        if draft.kind == "nominal" and draft.hit and page.words[draft.hit.at - 2 : draft.hit.at] == ["اشاره", "به"]:
            draft.outer = next((d for d in mains if d.hit and d.hit.at > draft.hit.at), None)
        if draft.kind in ("dependent", "adjunct"):
            main = next((d for d in mains if d.hit and draft.hit and d.hit.at > draft.hit.at), mains[0] if mains else None)
            if main is not None:
                draft.subject_of, draft.subject, draft.coref = main, main.subject, "shared-subject" if main.subject else "zero"
            else:
                subject = subject_span(page, grammar, first, draft.hit.at) if draft.hit else None
                draft.subject, draft.coref = subject, "shared-subject" if subject else "zero"


def _document(page: Page, grammar: Grammar, begin: int, hit: Hit) -> tuple[int, int]:
    """Return the document that speaks in در این بیانیه آمده است, or who issued it: در بیانیه‌ای که X منتشر کرد آمده است."""
    at = next((t for t in range(begin, hit.at) if page.words[t] in hit.cue.requires), None)
    at = next((t + 1 for t in range(begin, hit.at) if page.words[t] == "در"), begin) if at is None else at
    behind = next((t + 1 for t in range(at + 1, min(at + 3, hit.at)) if page.words[t] == "که"), None)
    issuer = subject_span(page, grammar, behind, hit.at) if behind is not None else None
    if issuer is not None and issuer[0] == behind and speaker_like(page, grammar, issuer):
        return issuer
    at -= page.words[at - 1] in ("این", "همین")
    return at, phrase_end(page, grammar, at, hit.at)


def _anew(page: Page, grammar: Grammar, begin: int, at: int) -> tuple[int, int] | None:
    """Return the speaker of a verb whose clause begins behind another verb and و (… گزارش شده و یک مقام آمریکایی هم اعلام کرد)."""
    for first in range(at - 1, max(begin + 2, at - 14), -1):
        if page.words[first - 1] in (*JOINS, *COMMAS) and first not in page.inside and begins_anew(page, first):
            subject = subject_span(page, grammar, first, at)
            if subject and subject[0] == first and at - subject[1] <= 3 and speaker_like(page, grammar, subject):
                return subject
    return None


def _own_clause(page: Page, carrier: Draft, draft: Draft) -> int:
    assert carrier.hit is not None and draft.hit is not None
    at = carrier.hit.end
    if at < draft.hit.at and page.words[at] == "و":
        at += 1
    return at


def cut(page: Page, grammar: Grammar, drafts: list[Draft], first: int, end: int) -> None:
    words = page.words
    for draft in drafts:
        if draft.content is None or draft.hit is None:
            continue
        begin, stop = draft.content
        if stop <= draft.hit.at:
            draft.content = _tidy(page, begin, stop)
            continue
        closing = page.pairs.get(begin)
        stop = _narrates(page, begin, stop)
        if draft.kind == "according":  # به گفته X، پل بسته است و Y گفت …
            own = (o.subject[0] for o in drafts if o.kind in SPEECH and o.subject and o.subject_of is None)
            stop = min((at - 1 for at in own if begin + 2 < at < stop and begins_anew(page, at)), default=stop)
        if draft.kind not in ("credit", "according"):
            for other in drafts:
                if other.kind == "according" and other.hit and begin < other.hit.at < stop:
                    if words[other.hit.at - 1] == "که" and words[other.hit.at - 2] not in COPULA and ends_clause(words[other.hit.at - 2]):
                        stop = other.hit.at - 1  # … تحریم خواهد کرد که به اعتقاد کارشناسان …
                    stop = next((t for t in range(other.hit.at - 1, max(begin, other.hit.at - 5), -1) if words[t] == "؛"), stop)
                if (
                    other.hit is None
                    or other is draft
                    or not begin < other.hit.at < stop
                    or other.kind in ("nominal", "credit", "according")
                ):
                    continue
                if draft.kind == "nominal" and not other.colon and any(o.colon and o.hit and o.hit.at > other.hit.at for o in drafts):
                    continue  # ادعای X مبنی بر اینکه Y گفته است که …؛ گفت: …
                if draft.kind in ("dependent", "adjunct") or draft.kind == "nominal":
                    stop = min(stop, _end_of_adjunct(page, begin, other, draft))
                elif other.kind in SPEECH and other.subject and other.subject[0] > begin + 1 and begins_anew(page, other.subject[0]):
                    stop = min(stop, other.subject[0] - 1)  # … و او پیش‌بینی می‌کند که …
                elif other.floor and begin + 1 < other.floor and not draft.colon and page.words[other.floor] in (*JOINS, *COMMAS):
                    stop = min(stop, other.floor)
                elif other.subject_of is draft and not draft.colon and (anew := _asks(page, other, begin)) is not None:
                    stop = min(stop, anew)  # … آماده می‌شود و از ساکنان خواست …
                elif _turns(page, draft, other):
                    stop = min(stop, other.hit.at - 1)
        others = any(other.kind in SPEECH for other in drafts if other is not draft)
        if draft.kind == "adjunct" or (draft.kind in ("dependent", "nominal") and stop == end and (others or draft.kind == "nominal")):
            stop = _to_comma(page, begin, stop)
        if closing is not None and closing < stop and draft.kind in SPEECH:
            while closing + 2 < stop and words[closing + 1] == "و" and closing + 2 in page.pairs:
                closing = page.pairs[closing + 2]  # نوشت: «…» و «…»
            after = closing + 1
            if after >= stop or words[after] in COMMAS or words[after] == "و" or draft.colon:
                stop = closing + 1
        draft.content = _tidy(page, begin, stop)


def _turns(page: Page, draft: Draft, other: Draft) -> bool:
    """Say whether the speaker goes on with another verb, right behind what is said: … و گفت، …؛ گفت: …"""
    assert other.hit is not None
    before = page.words[other.hit.at - 1]
    if other.colon and not draft.colon and before == "؛":
        return True
    if other.kind not in SPEECH or other.subject_of is None or other.subject_of is not (draft.subject_of or draft):
        return False
    if before in COMMAS and not draft.colon and ends_clause(page.words[other.hit.at - 2]):
        return True  # می‌گوید هنوز زنده است، تأکید می‌کند که …
    return (before in ("و", "اما", "ولی") and not draft.colon) or (other.colon and before in TURNS)


def _asks(page: Page, other: Draft, begin: int) -> int | None:
    """Return the و behind a verb with which the part of the next verb begins, as that of از X خواست."""
    assert other.hit is not None
    if other.content is not None and begin + 1 < other.content[0] < other.hit.at:  # نادرست است و از انتشار آن ابراز تعجب کرد
        at = other.content[0] - 1
        at -= page.words[at] != "و"
        if page.words[at] == "و" and at > begin + 1 and ends_clause(page.words[at - 1]):
            return at
    if other.hit.cue.lemma.strip() != "خواست":
        return None
    near = range(other.hit.at - 2, max(begin + 1, other.hit.at - 12), -1)
    return next((t for t in near if page.words[t : t + 2] == ["و", "از"] and ends_clause(page.words[t - 1])), None)


@lru_cache(maxsize=1 << 12)
def ends_clause(word: str) -> bool:
    """Say whether a word is a verb or participle with which a clause ends (می‌کوشند, گرفته‌اند, نشد), by its form."""
    if word in ENDED or word.endswith(("هاند", "هاست", "هایم")):
        return True
    return (word.endswith("د") and "می" in word[:-3]) or (word.endswith("یم") and word[:-2] in ENDED)


def begins_anew(page: Page, at: int) -> bool:
    """Say whether the phrase at *at*, a pronoun of a person or a speaker, opens a clause behind a verb and و."""
    if at > 1 and page.words[at - 1] in COMMAS and ends_clause(page.words[at - 2]):
        return page.words[at] in DEFINITE or page.words[at - 1] == "؛"  # … منجر شود، این روزنامه اعلام کرد, … شد؛ وزیر گفت
    if at < 2 or page.words[at - 1] not in JOINS:
        return False
    if page.words[at - 1] != "و":
        return page.words[at - 2] in COMMAS or ends_clause(page.words[at - 2])  # …، اما منابع غربی می‌گویند …
    return page.words[at] in ("او", "وی", "ایشان") or ends_clause(page.words[at - 2])


def comes_back(page: Page, first: int, end: int) -> bool:
    """Say whether the reporter comes back with a sentence, behind running speech: این در حالی است که …, این سخنان در حالی …"""
    words = page.words[first : min(end, first + 8)]
    if words[:1] and words[0] in BACK and any(words[: len(phrase)] == phrase for phrase in NARRATING):
        return True
    told = (words[:1] and words[0] in TOLD) or (words[:1] == ["این"] and words[1:2] and words[1] in TOLD)
    return bool(told) and ("درحالی" in words or ["در", "حالی"] in [words[at : at + 2] for at in range(len(words))])


def behind_frame(page: Page, first: int, end: int) -> int:
    """Return where the news itself begins, behind what frames it: این خبرها در شرایطی مطرح می‌شود که …, این در حالی است که …"""
    words = page.words[first : min(end, first + 14)]
    if words[:1] != ["این"] or words[1:2] == ["که"] or "که" not in words:
        return first
    that = words.index("که")
    framed = any(words[at] in FRAMES and (words[at - 1] == "در" or words[at].startswith("در")) for at in range(1, that))
    return first + that + 1 if framed and not page.has_hit(first, first + that) else first


def joined(page: Page, first: int, at: int) -> int | None:
    """Return the و with which the clause of the verb at *at* is joined to the verb before: … است و بر … تاکید کرد, …؛ اما … را رد کرد."""
    words, whole = page.words, True  # whether no clause has ended since that is not part of a phrase (… که … حمایت کند، …)
    for t in range(at - 1, first + 1, -1):
        if t in page.inside:
            continue
        if words[t] == "که":
            whole = True
        elif (words[t] in ENDED and words[t] not in PARTICIPLES) or (ends_clause(words[t]) and words[t + 1] in TURNS):
            behind = t + 1
            if words[behind] == "و" or words[behind] == "؛" or (words[behind] in COMMAS and words[behind + 1] in JOINS):
                return behind if whole and behind < at - 1 else None
            whole = False
    return None


def _narrates(page: Page, begin: int, stop: int) -> int:
    """A content ends before ، در همین حال …, by which the reporter comes back."""
    for token in range(begin + 1, stop - 1):
        if (
            page.words[token] in COMMAS
            and page.words[token + 1] in BACK
            and token not in page.inside
            and any(page.words[token + 1 : token + 1 + len(n)] == n for n in NARRATING)
        ):
            return token
    return stop


def _end_of_adjunct(page: Page, begin: int, other: Draft, draft: Draft) -> int:
    """The content of با بیان اینکه … ends at the comma before the next verb's own part."""
    assert other.hit is not None
    limit = other.hit.at
    if other.content is not None and begin < other.content[0] < limit:
        limit = other.content[0]
        for frame in other.hit.cue.frame:
            if tuple(page.words[limit - len(frame) : limit]) == frame:
                limit -= len(frame)
    if draft.kind == "dependent" and limit == other.hit.at and ends_clause(page.words[limit - 1]):
        return limit  # … خواهد داشت گفت: the verb of the content stands right before the reporter's
    commas = [t for t in range(begin, limit) if page.words[t] in COMMAS and t not in page.inside]
    return (commas[0] if draft.kind == "adjunct" else commas[-1]) if commas else limit


def _to_comma(page: Page, begin: int, stop: int) -> int:
    commas = [t for t in range(begin, stop) if page.words[t] in COMMAS and t not in page.inside]
    return commas[0] if commas else stop


def _tidy(page: Page, begin: int, stop: int) -> tuple[int, int] | None:
    span = page.trim(begin, stop)
    marked = next((t for t in range(span[1] - 2, max(span[0], span[1] - 5), -1) if page.words[t] == "را"), None) if span else None
    if span and marked is not None and MANNER.issuperset(page.words[marked + 1 : span[1]]):
        span = page.trim(span[0], marked)  # حملات … را شدیدا محکوم کرد
    if span and span[1] - span[0] > 1 and page.words[span[1] - 1] == "را":
        span = page.trim(span[0], span[1] - 1)
    return span
