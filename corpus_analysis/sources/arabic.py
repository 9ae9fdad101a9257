"""The grammar of attribution in Arabic news: verb, speaker, complementizer, content, and the turns around it."""

from __future__ import annotations

from .arabic_phrases import COMP, PREPOSITIONS, clings, find_link, phrase_end, speaker_like, subject_after, subject_before
from .cues import Form, load_cues
from .grammar import Grammar, load_grammar
from .marks import MARKS
from .page import COMMAS, Draft, Hit, Page

BREAKS = frozenset(
    ["وسط", "فیما", "بینما", "وذلک", "الامر", "یذکر", "یشار", "وکان", "وکانت", "وجاء", "ویاتی", "علما", "وفی", "وقد", "ویاتی", "ویذکر"]
)
CARRY = frozenset(
    [
        "لکن",
        "لکنه",
        "لکنها",
        "ولکنه",
        "ولکنها",
        "ولکن",
        "غیر",
        "الا",
        "انه",
        "انها",
        "کما",
        "فیما",
        "بینما",
        "حیث",
        "اذ",
        "وقد",
        "قد",
        "ثم",
        "وکان",
        "وکانت",
        "کان",
        "کانت",
        "بدوره",
        "بدورها",
        "وبدوره",
    ]
)
Link = tuple[str, int, int] | None  # kind, first token of what opens the content, first token of the content
Span = tuple[int, int] | None
RELATIVE = frozenset(["ما", "فیما", "مما", "بما", "عما", "لما", "وما", "کما", "الذی", "التی"])
WHO = frozenset(["الذی", "التی", "الذین", "اللذان", "اللذین"])


def read_sentence(page: Page, first: int, end: int) -> list[Draft]:
    """Return the attributions of one sentence (tokens ``first:end``, its final stop left out)."""
    grammar, hits = load_grammar("ar"), page.hits(first, end, load_cues()["ar"])
    drafts: list[Draft] = []
    bounds = [hit.at for hit in hits] + [end]
    for number, hit in enumerate(hits):
        scope_end = page.inside.get(hit.at, end)
        draft = None
        if _is_noun(page, hit, first) or any(d.hit and d.hit.at == hit.at for d in drafts):
            continue
        if hit.cue.kind in ("according", "credit"):
            draft = _according(page, grammar, hit, first, scope_end, drafts)
        elif hit.cue.kind == "nominal":
            draft = _nominal(page, grammar, hit, scope_end)
        elif hit.cue.kind == "noun":
            draft = _noun(page, grammar, hit, scope_end, drafts)
        elif hit.cue.kind == "relay":
            drafts.extend(_relay(page, grammar, hit, first, scope_end))
        elif hit.form.participle:
            draft = _participle(page, hit, first, scope_end, drafts)
        elif hit.cue.kind != "event":
            later = hits[number + 1] if number + 1 < len(hits) else None
            draft = _verb(page, grammar, hit, first, scope_end, bounds[number + 1], drafts, later is None or _harmless(page, later))
        if draft is not None:
            drafts.append(draft)
    _cut(page, drafts, end)
    return drafts


def _is_noun(page: Page, hit: Hit, first: int) -> bool:
    """Say whether a form that looks like a verb is a noun (إدانة read as أدانه), or what somebody "so called" (فيما تصفه)."""
    if not hit.form.clitic:
        return False
    before = page.words[hit.at - 1] if hit.at > first else ""
    return page.raw[page.ends[hit.end - 1] - 1] == "ة" or (before in RELATIVE and before not in ("الذی", "التی"))


def _verb(
    page: Page, grammar: Grammar, hit: Hit, first: int, end: int, following: int, drafts: list[Draft], harmless: bool
) -> Draft | None:
    words, cue = page.words, hit.cue
    link = find_link(page, hit.end, end)
    if link and any(d.hit and d.hit.at > hit.at for d in drafts):
        link = None
    if link and following < link[1] and not harmless:
        link = None
    draft = Draft(hit, cue.kind)
    limit = link[1] if link else end
    direct_next = link is not None and link[1] <= hit.end + (1 if hit.end < end and words[hit.end] in PREPOSITIONS | COMMAS else 0)
    subject = None if direct_next else subject_after(page, grammar, hit.end, limit, not cue.obj or cue.need)
    if hit.form.clitic and subject is None and not direct_next:
        return None
    left = _left_quote(page, hit, first)
    if cue.obj or cue.need or cue.requires:
        return _object_verb(page, grammar, hit, first, end, link, subject, direct_next, drafts)
    if link is None:
        if left is None or not speaker_like(page, grammar, subject):
            return None
        draft.content, draft.subject, draft.coref = left, subject, "explicit"
        return draft
    if cue.strict and subject is not None and not speaker_like(page, grammar, subject):
        return None
    if (cue.strict or link[0] == "quote") and not direct_next and not _reaches(page, grammar, subject[1] if subject else hit.end, link[1]):
        return None
    if hit.at in page.inside and subject is None:
        return None
    draft.content = (link[2], end)
    draft.colon = link[0] == "colon"
    _set_subject(page, grammar, draft, subject, first, drafts)
    if draft.coref in ("zero", "shared-subject") and hit.at > first and words[hit.at - 1] in WHO:
        return None  # المعلومات التي تفيد بأن: nobody speaks
    return draft


def _reaches(page: Page, grammar: Grammar, at: int, link: int) -> bool:
    """Say whether only adverbials stand between a speaker and what opens the content."""
    return at >= link or (link - at <= 16 and (page.words[at] in COMMAS or page.words[at] in grammar.stop))


def _harmless(page: Page, later: Hit) -> bool:
    """A cue between a verb and its link is harmless when it credits in passing (وفق، نقلا عن) or belongs to an aside (نشرته)."""
    return later.cue.kind in ("according", "credit") or later.form.clitic or later.cue.kind == "noun"


def _left_quote(page: Page, hit: Hit, first: int) -> tuple[int, int] | None:
    token = hit.at - 1
    if token >= first and page.words[token] in COMMAS:
        token -= 1
    opening = page.closings.get(token, token)
    return (opening, token + 1) if token - opening > 3 else None


def _object_verb(
    page: Page, grammar: Grammar, hit: Hit, first: int, end: int, link: Link, subject: Span, direct_next: bool, drafts: list[Draft]
) -> Draft | None:
    """Verbs whose content may be a noun phrase (أدان، ثمّن، أعلن) or stands behind a preposition (أشاد بـ، حذر من)."""
    words, cue = page.words, hit.cue
    draft = Draft(hit, cue.kind, peripheral=cue.kind == "topic")
    prepositions = {phrase[0] for phrase in cue.frame}
    if cue.requires and not any(word in cue.requires for word in words[hit.end : min(end, hit.end + 30)]):
        return None
    at = hit.end
    zero = direct_next or (at < end and (words[at] in prepositions or any(p == "ب" and clings(words[at], grammar) for p in prepositions)))
    left = None if hit.strip else subject_before(page, grammar, hit.at, first)
    if (
        not zero
        and link is not None
        and link[0] == "comp"
        and subject is not None
        and link[1] - subject[0] <= 10
        and link[1] - subject[1] <= 1
    ):
        subject = (subject[0], subject[1])
    elif not zero and (
        left is not None or (hit.at > first and words[hit.at - 1] in ("انه", "انها", "قد")) or not speaker_like(page, grammar, subject)
    ):
        opens = hit.strip and (hit.at == first or words[hit.at - 1] in COMMAS)
        behind = left is not None or (hit.at > first and words[hit.at - 1] in ("انه", "انها", "قد"))
        if not (at < end and (behind or (opens and cue.obj))):
            return None
        zero = True
    if hit.at in page.inside and zero and left is None:
        return None
    if not zero and subject is not None:
        at = subject[1]
    content = _object_start(page, grammar, at, end, prepositions, cue.need, link)
    if content is None:
        return None
    draft.content = (content, end)
    if hit.form.clitic and words[content - 1] in COMP:
        draft.content = (content, end)
    if draft.peripheral and content in page.pairs and page.pairs[content] - content > 4:
        draft.peripheral = False
    _set_subject(page, grammar, draft, None if zero else subject, first, drafts)
    return draft


def _object_start(page: Page, grammar: Grammar, at: int, end: int, prepositions: set[str], need: bool, link: Link) -> int | None:
    """Skip adverbials between speaker and content; return the first token of the content."""
    words = page.words
    if link is not None and link[1] - at <= 1:
        return link[2]
    for token in range(at, min(end, at + (25 if need else 1))):
        word = words[token]
        if word in prepositions:
            after = token + 1
            if after < end and words[after] in COMP:
                after += 1
            return after if after < end else None
        if "ب" in prepositions and clings(word, grammar):
            return token + 1 if word in COMP else token
        if link is not None and token == link[1]:
            return link[2]
    return None if need else _after_adverbials(page, grammar, at, end, link)


def _after_adverbials(page: Page, grammar: Grammar, at: int, end: int, link: Link) -> int | None:
    words, token = page.words, at
    while token < end:
        if words[token] in COMMAS:
            token += 1
        elif link is not None and token == link[1] and link[0] == "comp":
            return link[2]
        elif words[token] in grammar.stop and words[token] not in ("هذا", "هذه", "ذلک", "تلک", "ما", "ای"):
            comma = next((t for t in range(token, min(end, token + 16)) if words[t] in COMMAS), None)
            if link is not None and link[1] >= token and (comma is None or link[1] <= comma + 1):
                return link[2]
            if words[token] in (
                "الیوم",
                "امس",
                "مساء",
                "صباح",
                "یوم",
                "الاثنین",
                "الثلاثاء",
                "الاربعاء",
                "الخمیس",
                "الجمعه",
                "السبت",
                "الاحد",
                "مجددا",
                "ایضا",
                "کذلک",
            ) and (comma is None or comma - token > 8):
                token += 1
                continue
            if comma is None:
                return None
            token = comma + 1
        else:
            return token
    return None


def _set_subject(page: Page, grammar: Grammar, draft: Draft, subject: Span, first: int, drafts: list[Draft]) -> None:
    if subject is None and draft.hit is not None and not draft.hit.strip:
        subject = subject_before(page, grammar, draft.hit.at, first)
    if subject is not None:
        draft.subject = subject
        return
    leader = next((d for d in reversed(drafts) if d.subject or d.coref == "zero"), None)
    if leader is not None and leader.kind not in ("according", "credit"):
        draft.subject_of, draft.subject, draft.coref = leader, leader.subject, "shared-subject" if leader.subject else "zero"
    else:
        draft.coref = "zero"


def _participle(page: Page, hit: Hit, first: int, end: int, drafts: list[Draft]) -> Draft | None:
    """مؤكدا أن …، مشيرا إلى أن …: content-bearing participles of the speaker of the sentence."""
    words, token = page.words, hit.end
    before = words[hit.at - 1] if hit.at > first else ""
    prepositions = {phrase[0] for phrase in hit.cue.frame}
    accusative = hit.form.words[0].endswith("ا")
    if token >= end or (not accusative and before not in COMMAS):
        return None
    leader = next((d for d in reversed(drafts) if d.kind not in ("according", "credit", "nominal")), None)
    grammar = load_grammar("ar")
    draft = Draft(hit, "topic" if hit.cue.kind == "topic" else "dependent", peripheral=hit.cue.kind == "topic")
    if words[token] in COMMAS:  # مثمنا، وفق المصدر ذاته، مواقفها
        comma = next((t for t in range(token + 1, min(end, token + 12)) if words[t] in COMMAS), None)
        if comma is None:
            return None
        token = comma + 1
    if token < end and words[token] in PREPOSITIONS - {"من"} | (prepositions & {"من"}):
        token += 1
    elif (
        hit.cue.need
        and not (token < end and (words[token] in COMP or clings(words[token], grammar)))
        and words[token] not in (":",)
        and token not in page.pairs
    ):
        return None
    if (token < end and words[token] in COMP) or (token < end and words[token] == ":"):
        draft.colon = words[token] == ":"
        token += 1
    elif (leader is None and before not in COMMAS) or (hit.cue.strict and token not in page.pairs):
        return None
    if token >= end:
        return None
    draft.content = (token, end)
    if leader is not None:
        draft.subject_of, draft.subject, draft.coref = leader, leader.subject, "shared-subject" if leader.subject else "zero"
        draft.outer = leader.outer
    else:
        subject = _actor(page, grammar, first, hit.at)
        draft.subject, draft.coref = subject, "shared-subject" if subject else "zero"
    return draft


def _actor(page: Page, grammar: Grammar, first: int, end: int) -> tuple[int, int] | None:
    """The subject of a sentence whose verb is no cue: the first phrase that looks like a speaker."""
    for token in range(first, min(end, first + 12)):
        if page.words[token] in grammar.heads or page.words[token] in grammar.names:
            return token, phrase_end(page, grammar, token, end)
    return None


def _after_source(page: Page, at: int, end: int) -> int:
    while at < end and (page.words[at] in COMMAS or page.words[at] == ":"):
        at += 1
    return at


def _according(page: Page, grammar: Grammar, hit: Hit, first: int, end: int, drafts: list[Draft]) -> Draft | None:
    """بحسب X، وفقا لـX: before the clause it governs, after it, or in passing."""
    words, token = page.words, hit.end
    strip = 0
    if hit.cue.frame and (token >= end or words[token][0] != "ل"):
        return None
    if hit.cue.frame:
        strip = 1
    if token >= end or not words[token][0].isalnum() or (words[token].startswith("ما") and len(words[token]) < 4):
        return None
    stop = phrase_end(page, grammar, token, end)
    if stop < end and words[stop] in grammar.stop - {"ان"} and stop - token <= 2 and words[stop] in ("فی", "من"):
        comma = next((t for t in range(stop, min(end, stop + 8)) if words[t] in COMMAS), end)
        stop = comma if comma < end or end - stop < 8 else stop
    if not (speaker_like(page, grammar, (token, stop)) or (strip and speaker_like(page, grammar, (token, stop)))):
        bare = [words[token][1:] if strip else words[token], *words[token + 1 : stop]]
        if bare[0] not in grammar.heads and "ال" + bare[0][1:] not in grammar.heads and not grammar.directory.find(bare, "ar"):
            return None
    draft = Draft(hit, hit.cue.kind, subject=(token, stop), subject_strip=strip)
    before = page.trim(first, hit.at)
    lead = before is None or (before[1] - before[0] <= 1 and words[before[0]] in ("و", "کما", "ف"))
    after = _after_source(page, stop, end)
    if lead:
        draft.content = (after, end) if after < end else None
    elif drafts and drafts[-1].hit and drafts[-1].hit.at < hit.at and drafts[-1].content and drafts[-1].content[0] == after:
        draft.content = (after, end)
        drafts[-1].outer = draft
    elif drafts and drafts[-1].hit and drafts[-1].hit.at < hit.at and drafts[-1].content and after < drafts[-1].content[0] <= after + 3:
        draft.content = drafts[-1].content
        if hit.cue.kind == "credit":
            draft.outer = drafts[-1]
        else:
            drafts[-1].outer = draft
    elif before is not None and before[1] - before[0] <= 3 and after < end:
        draft.content = (first, end)
    else:
        draft.content = before
    return draft if draft.content else None


def _nominal(page: Page, grammar: Grammar, hit: Hit, end: int) -> Draft | None:
    """ما أعلنه X بـ…: the content follows the speaker."""
    subject = subject_after(page, grammar, hit.end, end)
    if not speaker_like(page, grammar, subject) or subject is None:
        return None
    token = subject[1]
    limit = min(end, token + 12)
    for at in range(token, limit):
        if clings(page.words[at], grammar) or page.words[at] in COMP or at in page.pairs:
            return Draft(hit, "nominal", (at + 1 if page.words[at] in COMP else at, end), subject)
    return None


def _noun(page: Page, grammar: Grammar, hit: Hit, end: int, drafts: list[Draft]) -> Draft | None:
    """قول X إن، تصريحات X بأن، قوله إن: a noun of speech with its complementizer."""
    words = page.words
    link = find_link(page, hit.end, min(end, hit.end + 14))
    if link is None or link[0] != "comp":
        return None
    draft = Draft(hit, "nominal", (link[2], end))
    if link[1] == hit.end:
        if words[hit.at][-1] not in "هم" and not words[hit.at].endswith("ها"):
            return None
        about = next((t for t in range(hit.at - 1, max(hit.at - 12, 0), -1) if words[t] == "عن"), None)
        if about is not None and subject_after(page, grammar, about + 1, hit.at):  # وأوردت A عن B قوله إن …
            draft.subject = subject_after(page, grammar, about + 1, hit.at)
            return draft
        leader = next((d for d in reversed(drafts) if d.subject), None)
        draft.coref = "pronoun"
        draft.subject_of = leader
        return draft
    subject = subject_after(page, grammar, hit.end, link[1])
    if not speaker_like(page, grammar, subject):
        return None
    draft.subject = subject
    return draft


def _relay(page: Page, grammar: Grammar, hit: Hit, first: int, end: int) -> list[Draft]:
    """نقلت وكالة A عن B قوله إن …: A relays B and both govern the content; نقل عن B: B alone."""
    words = page.words
    about = next((t for t in range(hit.end, min(end, hit.end + 14)) if words[t] == "عن"), None)
    if about is None:
        return []
    agency = subject_after(page, grammar, hit.end, about) if about > hit.end else subject_before(page, grammar, hit.at, first)
    speaker = subject_after(page, grammar, about + 1, end)
    link = find_link(page, about + 1, end)
    if speaker is None or link is None or speaker[1] > link[1]:
        return []
    saying = next((h for h in page.hits(speaker[1], link[1], load_cues()["ar"]) if h.cue.kind == "noun"), None)
    inner = Draft(saying or Hit(about, about + 1, Form(("عن",)), hit.cue), "speech", (link[2], end), speaker)
    if agency is None:
        return [inner]
    inner.outer = Draft(hit, "credit", (link[2], end), agency)
    return [inner.outer, inner]


def _cut(page: Page, drafts: list[Draft], end: int) -> None:
    """End every content where the next turn of the same level begins, where its quotation closes, or where a credit follows."""
    words = page.words
    for draft in drafts:
        if draft.content is None or draft.hit is None:
            continue
        first, stop = draft.content
        if stop <= draft.hit.at:
            continue
        closing = page.pairs.get(first)
        for other in drafts:
            if (
                other is draft
                or other.hit is None
                or other.content is None
                or other.hit.at <= max(first, draft.hit.at)
                or other.hit.at >= stop
            ):
                continue
            if page.inside.get(other.hit.at) != page.inside.get(first) and page.inside.get(other.hit.at):
                continue
            if _cuts(page, draft, other):
                stop = _clause_start(page, other.hit.at, first)
        if closing is not None and closing < stop:
            after = closing + 1
            token = after + 1 if after < stop and words[after] in COMMAS else after
            if (
                token >= stop
                or stop - after <= 3
                or words[token] in BREAKS
                or (words[token][:1] == "و" and page.heads[token])
                or (token > after and (words[token] in CARRY or page.heads[token]))
            ):
                stop = closing + 1
        elif draft.kind not in ("according", "credit"):
            stop = _narration(page, first, stop)
        draft.content = page.trim(first, stop)


def _cuts(page: Page, draft: Draft, other: Draft) -> bool:
    assert other.hit is not None and draft.hit is not None
    before = page.words[other.hit.at - 1]
    if draft.kind in ("according", "credit") and draft.hit.cue.kind != "relay":
        return other.kind in ("according", "credit") and other.content is not None and other.content[1] <= other.hit.at
    if other.kind in ("according", "credit"):
        return (other.content is not None and other.content[1] <= other.hit.at + 1 and before in COMMAS) or before in MARKS
    if other.hit.form.participle:
        return True
    if other.kind in ("nominal",):
        return False
    return bool(other.hit.strip) or before in CARRY or ((before in MARKS or before in COMMAS) and other.coref in ("zero", "shared-subject"))


def _clause_start(page: Page, at: int, first: int) -> int:
    while at > first and (page.words[at - 1] in CARRY or page.words[at - 1] in COMMAS or page.words[at - 1] in ("و", "الامر", "الذی")):
        at -= 1
    return at


def _narration(page: Page, first: int, stop: int) -> int:
    """An indirect content ends before a clause by which the reporter comes back (، الأمر الذي …، ، فيما …)."""
    for token in range(first + 1, stop):
        if page.words[token - 1] not in COMMAS or token in page.inside or token + 1 >= stop:
            continue
        if page.words[token] in ("فیما", "بینما") or (page.words[token], page.words[token + 1]) in (
            ("الامر", "الذی"),
            ("فی", "حین"),
            ("فی", "وقت"),
            ("فی", "الوقت"),
        ):
            return token - 1
    return stop
