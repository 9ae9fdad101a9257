"""Who speaks an Arabic verb, when its subject is not simply the phrase behind it or before it."""

from __future__ import annotations

from bisect import bisect_left

from ..drafts import Draft, Hit
from ..grammar import Grammar, function_words
from ..page import COMMAS, Page
from .adjuncts import actor, last_speaker, told_by
from .content import AGAIN, behind_times
from .nobody import NO_NOUNS, WHO
from .nouns import clings, lone_names
from .phrases import addressed, phrase_end
from .subjects import OWN_DOCUMENTS, speaker_like, subject_after, subject_before

WORDS = function_words("ar")
OF_IT = WORDS["of_it"]
Span = tuple[int, int] | None


def speaks_of(words: list[str], at: int, link: tuple[str, int, int]) -> bool:
    """Say whether the verb of a relative clause has the last speaker: الاتفاق الذي قال إنه …, but not المنظمة، التي تقول إنها …"""
    return words[link[2] - 1] in OF_IT and at > 1 and words[at - 2] not in COMMAS


def behind_time(page: Page, grammar: Grammar, hit: Hit, at: int, limit: int) -> Span:
    """Return the speaker who stands behind a time (أعلن الثلاثاء رئيس الوزراء أن …؛ أعلن، اليوم الأحد، وزير النقل أن …)."""
    begin = behind_times(page, at, limit)
    if not at < begin < limit or WORDS["times"].isdisjoint(page.words[at:begin]) or page.words[begin] not in grammar.heads:
        return None
    hers = page.words[begin].startswith("ال") and page.words[begin].endswith("ه")
    return subject_after(page, grammar, begin, limit, True) if hit.form.gender == "f" or not hers else None


def behind_pronoun(page: Page, at: int, end: int) -> int:
    """Skip the pronoun of a relative clause between verb and speaker (التي تشير فيها موسكو إلى …), or the speaker's own statement."""
    return at + 1 if at < end and (page.words[at] in WORDS["pronouns"] or page.words[at] in OWN_DOCUMENTS) else at


def reach_link(page: Page, grammar: Grammar, subject: Span, link: int) -> Span:
    """Take what stands between speaker and complementizer along if it can only be the rest of title and name."""
    assert subject is not None
    words, token = page.words, subject[1]
    named = page.find(subject[0], token)
    if named and named[-1][2].kind == "person" and subject[0] + named[-1][1] == token:
        return subject
    if link - 1 > token and words[link - 1] in COMMAS and link - token <= 25:
        comma = next((at for at in range(link - 3, max(token - 1, link - 7), -1) if words[at] in COMMAS), None)
        name = words[comma + 1 : link - 1] if comma is not None else []
        name = name[1:] if name[:1] and name[0] in grammar.honorifics else name
        begins = bool(name) and name[0] in grammar.names and name[0] not in grammar.stop and name[0] != "غیر"
        unlisted = 1 < len(name) < 5 and words[subject[0]] in grammar.persons and grammar.names.isdisjoint(words[subject[0] : subject[1]])
        unlisted = unlisted and all(
            word.isalpha() and word not in grammar.stop and word not in grammar.heads and not clings(word, grammar) for word in name
        )
        if comma is not None and (begins or unlisted) and not any(page.heads[comma + 1 : link - 1]):
            return subject[0], link - 1  # سفير حكومة … في العاصمة …، فلان الفلاني، إن
    if words[token] == "فی" and token + 1 < link and words[subject[0]] not in grammar.persons:
        stop, entity = page.name(token + 1, link)
        if stop == link and entity is not None and entity.kind == "country":
            return subject[0], stop  # إدارة الطوارئ والكوارث في تركيا
    rest = [at for at in range(token, link) if words[at] not in COMMAS]
    if 0 < len(rest) <= 9 and words[rest[0]] in WORDS["leading"] and not page.has_cue(token, link):
        return subject[0], rest[-1] + 1  # فلان الفلاني أحد سكان القرية
    bound = next((at for at in rest if addressed(page, grammar, at) or (at > token and words[at] in grammar.stop)), link)
    placed = words[token] in WORDS["charged"] or not WORDS["inside"].isdisjoint(words[token - 1 : token + 1])
    cues = page.cues[bisect_left(page.cues, token) : bisect_left(page.cues, bound)]
    said = any(words[at] not in grammar.given for at in cues)  # but بدر is a name
    named_there = placed and words[subject[0]] in grammar.persons and not said
    near = [at for at in rest if token + 1 < at < bound]
    known = near and len(near) < 7 and WORDS["statements"].isdisjoint(words[token : token + 2]) and COMMAS.isdisjoint(words[token:bound])
    if named_there and known and any(words[at] in grammar.given or words[at] in grammar.particles for at in near):
        return subject[0], near[-1] + 1  # رئيس نقابة العمال في ولاية X فلان الفلاني لوكالة …
    if any(addressed(page, grammar, at) for at in rest):
        return subject  # قيادي في الحركة للميادين
    if 0 < len(rest) <= 14 and all(words[at][0].isalnum() and words[at] not in grammar.stop and not page.heads[at] for at in rest):
        return subject[0], rest[-1] + 1
    return subject


def antecedent(page: Page, grammar: Grammar, at: int, first: int) -> Span:
    """Return of whom a relative clause tells (برصاص الجيش الإسرائيلي، الذي أفاد أنه …), or who opens the sentence (أما X فقال إن …)."""
    words = page.words
    if words[at][0] == "ف" and first < at and words[first] in WORDS["as_for"]:
        whole = first + 1, phrase_end(page, grammar, first + 1, at)
        return whole if speaker_like(page, grammar, whole) else None
    stop = at - 1 - (at > first + 1 and words[at - 2] in COMMAS)
    if words[at - 1] not in WHO or stop - first < 1:
        return None
    if words[stop - 1].startswith("ال") and words[stop - 1].endswith("ات") and words[stop - 1] not in grammar.heads:
        return None  # صحة الادعاءات التي تزعم أن …
    behind = (t for t in range(max(first, stop - 8), stop) if words[t] in grammar.heads or page.names[t])
    return next(((t, stop) for t in behind if phrase_end(page, grammar, t, stop) == stop), None)


def _nearest(page: Page, grammar: Grammar, begin: int, stop: int) -> tuple[tuple[int, int], int]:
    """Return of whom a relative clause tells, the noun phrase right before it, and how many letters of a preposition are joined to it."""
    words, people = page.words, grammar.persons | grammar.groups | grammar.honorifics | grammar.given | lone_names(page, grammar)
    whole = subject_after(page, grammar, begin, stop) if not COMMAS.isdisjoint(words[begin:stop]) and words[begin] in people else None
    if (whole is not None and whole[1] == stop) or (begin and words[begin - 1].removeprefix("و") in WORDS["was"]):
        return (begin, stop), 0
    found: list[tuple[int, int, int]] = []
    for at in range(begin, stop):
        bare = "ال" + words[at][2:] if words[at].startswith("لل") else words[at][1:]
        joined = words[at][0] == "ل" or clings(words[at], grammar)
        strip = int(joined and words[at] not in people and words[at] not in grammar.heads and bare in people)
        if strip and (words[at][0] == "ب" or at == stop - 1):
            found = []  # التقى الوزير بالسفير الروسي الذي أكد …
        likely = strip or words[at] in people or words[at] in grammar.heads or page.name(at, stop)[1] is not None
        if likely and words[at] not in grammar.stop and phrase_end(page, grammar, at, stop) == stop:
            thing = 2 if words[at] in grammar.document else int(not strip and words[at] not in people)
            found.append((thing, at, strip))
    _, at, strip = min(found, default=(0, begin, 0))
    titled = words[begin] in grammar.persons and words[at] in grammar.groups  # رئيس مجلس القرية فلان الفلاني
    return ((begin, stop), 0) if titled else ((at, stop), strip)


def set_subject(page: Page, grammar: Grammar, draft: Draft, subject: Span, first: int, drafts: list[Draft]) -> None:
    """Say who speaks a verb: its subject; else who stands before it or opens the sentence; else the last speaker, or nobody (zero)."""
    if subject is None and draft.hit is not None and page.words[draft.hit.at][0] == "ف" and draft.hit.strip:
        subject = antecedent(page, grammar, draft.hit.at, first)
    if subject is None and draft.hit is not None and not draft.hit.strip:
        at, near = draft.hit.at, page.words[draft.hit.end - 1 : draft.hit.end + 1]
        told_in = not WORDS["in_it"].isdisjoint(near)  # تصريحات قال فيها، بيان جاء فيه
        subject = told_by(page, grammar, first, at) if told_in else subject_before(page, grammar, at, first)
        subject = subject or antecedent(page, grammar, at, first)
        if subject is not None and page.words[at - 1] in WHO:
            subject, draft.subject_strip = _nearest(page, grammar, *subject)
        many = draft.hit.form.words[0].endswith(("وا", "ون"))
        if subject is not None and many and page.words[subject[0]].endswith("ات"):
            subject = actor(page, grammar, first, subject[0])  # عرض الحوثيون لقطات، قالوا إنها …
        before = page.words[at - 1] if at > first else ""
        if subject is None and draft.hit.form.number == "p" and before.isalpha() and before not in grammar.stop and before not in NO_NOUNS:
            subject = None if page.verbs[at - 1] or before[-1] == "ا" else (at - 1, at)  # قراصنة أعلنوا أنهم …
    if subject is not None:
        draft.subject = subject
        return
    assert draft.hit is not None
    leader = last_speaker(page, [d for d in drafts if d.subject or d.coref == "zero"], draft.hit)
    if leader is not None and leader.kind not in ("according", "credit"):
        draft.subject_of, draft.subject, draft.coref = leader, leader.subject, "shared-subject" if leader.subject else "zero"
    elif (
        (draft.hit.strip or page.words[draft.hit.at - 1] in AGAIN | WORDS["before_verbs"] or _goes_on(page, draft.hit))
        and draft.hit.at - first > 4
        and (acting := actor(page, grammar, first, draft.hit.at))
    ):
        draft.subject, draft.coref = acting, "shared-subject"
    else:
        draft.coref = "zero"


def _goes_on(page: Page, hit: Hit) -> bool:
    """Say whether the actor of a sentence says something meanwhile or later (تشن تركيا هجوما، تقول إنه …؛ غادر الوزير قبل أن يقول إن …)."""
    words, at = page.words, hit.at
    later = words[at - 1] == "ان" and words[at - 2] in WORDS["happened"]
    return hit.form.words[0][0] in "یت" and hit.cue.lemma[0] != "ت" and (words[at - 1] in COMMAS or later)
