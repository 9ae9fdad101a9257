"""The grammar of attribution in Arabic news: verb, speaker, complementizer, content, and the turns around it."""

from __future__ import annotations

from dataclasses import replace

from ..grammar import Grammar, function_words, load_grammar
from ..marks import MARKS
from ..page import COMMAS, Draft, Hit, Page
from .adjuncts import according, actor, last_speaker, nominal, noun, participle, relay, told_by
from .content import AGAIN, BY, Link, object_start
from .ends import cut
from .nobody import DENYING, NO_NOUNS, WHO, has_thing, is_noun, is_of_noun, is_passive, is_predicate
from .phrases import COMP, PREPOSITIONS, addressed, clings, find_link, phrase_end
from .subjects import OWN_DOCUMENTS, behind_name, far_from, hears, speaker_like, subject_after, subject_before

WORDS = function_words("ar")
Span = tuple[int, int] | None
OF_IT = WORDS["of_it"]
MASCULINE = WORDS["masculine"]
IMPERSONAL = WORDS["impersonal"]
INSERTED = ("قال", "أضاف", "أوضح", "أكد", "تابع")
IN_IT = [[word] for word in WORDS["in_it"]]
CONVICTING = ("أدان", "دان", "رفض")
SAYING = WORDS["saying"]
RELATING = WHO | WORDS["as_he"]


def read_sentence(page: Page, first: int, end: int) -> list[Draft]:
    """Return the attributions of one sentence (tokens ``first:end``, its final stop left out)."""
    grammar, hits = load_grammar("ar"), _join(page, [hit for hit in page.hits(first, end) if not is_noun(page, hit, first)], end)
    drafts: list[Draft] = []
    bounds = [hit.at for hit in hits] + [end]
    for number, hit in enumerate(hits):
        scope_end = min(page.inside.get(hit.at, end), end)  # a quotation may go on behind a sentence that was cut
        if (bridged := next((d.content[0] for d in drafts if d.bridges and d.content and d.content[0] > hit.at), 0)) > 0:
            scope_end = min(scope_end, bridged - 2)  # قال X، الذي أدان …، إن …
        draft = None
        if any(d.hit and d.hit.at == hit.at for d in drafts) or is_predicate(page, grammar, hit, drafts):
            continue
        if hit.cue.kind in ("according", "credit"):
            draft = according(page, grammar, hit, first, scope_end, drafts)
        elif hit.cue.kind == "nominal":
            draft = nominal(page, grammar, hit, scope_end, drafts)
        elif hit.cue.kind == "noun":
            draft = noun(page, grammar, hit, scope_end, drafts)
        elif hit.cue.kind == "relay":
            drafts.extend(relay(page, grammar, hit, first, scope_end))
        elif hit.form.participle:
            draft = participle(page, hit, first, scope_end, drafts)
        elif hit.cue.kind != "event":
            later = hits[number + 1] if number + 1 < len(hits) else None
            draft = _verb(page, grammar, hit, first, scope_end, bounds[number + 1], drafts, later is None or _harmless(page, hit, later))
        if draft is not None:
            drafts.append(draft)
    cut(page, drafts, end)
    return drafts


def _join(page: Page, hits: list[Hit], end: int) -> list[Hit]:
    """Read وتابع قائلا as one cue; leave out verbs that speak only with a certain word, where it is missing (عبر … عن)."""
    joined: list[Hit] = []
    for hit in hits:
        reach = min(end, hit.end + (12 if hit.cue.need else 30))
        if hit.cue.requires and hit.cue.requires.isdisjoint(page.words[hit.end : reach]):
            continue
        before = joined[-1] if joined else None
        if before is not None and before.end == hit.at and hit.form.words[0] in SAYING and not before.form.participle:
            joined[-1] = replace(before, end=hit.end)
        else:
            joined.append(hit)
    return joined


def _verb(
    page: Page, grammar: Grammar, hit: Hit, first: int, end: int, following: int, drafts: list[Draft], harmless: bool
) -> Draft | None:
    words, cue = page.words, hit.cue
    bridged = _behind_relative(page, grammar, hit, end)
    if bridged is not None:
        return Draft(hit, cue.kind, (bridged, end), subject_after(page, grammar, hit.end, end), bridges=True)
    if words[hit.at - 1] in COMP and hit.form.words[0].startswith(("سی", "ست")):
        return None  # قال إنه سيعلن …: he will, he does not yet
    if (
        words[hit.at - 1] in ("ان", "الا")
        and page.raw[page.starts[hit.at - 1]] == "أ"
        and hit.form.words[0][0] in "یت"
        and cue.lemma[0] != "ت"
        and words[hit.at - 2] not in WORDS["happened"]
    ):
        return None  # يجب أن تؤكد …: she has not yet
    if not hit.strip and words[hit.at - 1] in COMMAS and _behind_aside(page, hit.at, drafts):
        return None
    link = find_link(page, hit.end, end)
    if link and any(d.hit and d.hit.at > hit.at for d in drafts):
        link = None
    if link and following < link[1] and not harmless:
        link = None
    if is_passive(page, grammar, hit, first, end):
        return None
    draft = Draft(hit, cue.kind)
    limit = link[1] if link else end
    skipped = hit.end < end and (words[hit.end] in PREPOSITIONS or words[hit.end] in COMMAS)
    direct_next = link is not None and link[1] <= hit.end + skipped
    told = direct_next or (hit.at > first and words[hit.at - 1] in OF_IT)  # أنه أبلغ فلانا أن …
    if cue.addressee and not told and not hit.strip and hit.at > first + 1 and words[hit.at - 1] not in COMMAS:
        told = words[hit.at - 2] in COMP or words[hit.at - 2] in MARKS or hit.at == first + 1  # أن حماس أبلغت مصر
        told = told and speaker_like(page, grammar, (hit.at - 1, hit.at))
    called = hit.form.clitic and cue.kind == "judging" and hit.end in page.pairs  # فاعتبرته "غير متوازن"
    called = called or (hit.end < end and words[hit.end] in WORDS["in_it"] and hit.end + 1 in page.pairs)  # بيانا انتقد فيه "الإدارة"
    subject = None if told or called else subject_after(page, grammar, _behind_pronoun(page, hit.end, end), limit, not cue.obj or cue.need)
    if words[hit.at - 1] in WORDS["anew"] and hit.at > first and not speaker_like(page, grammar, subject):
        subject = None  # لكنها استدركت مخاطبة الفلسطينيين: “…
    likely = speaker_like(page, grammar, subject) or (subject is not None and hit.form.gender and (hit.strip or hit.at == first))
    if link is not None and link[0] in ("comp", "colon") and (cue.kind == "speech" or not cue.obj) and likely and not cue.addressee:
        subject = _reach_link(page, grammar, subject, limit)
    held = hit.form.clitic and hit.strip > 0 and cue.kind == "judging" and cue.obj  # … وتعتبرها ضرورية
    if hit.form.clitic and subject is None and not direct_next and not held:
        return None
    left = _left_quote(page, hit, first)
    told_last = subject is not None and page.trim(subject[1], end) is None and words[hit.at - 1] == "کما" and hit.at - first > 6
    if told_last and cue.kind == "speech" and speaker_like(page, grammar, subject):
        draft.content, draft.subject, draft.coref = page.trim(first, hit.at - 1), subject, "explicit"
        return draft  # …، كما أعلنت الوزارة
    if cue.obj or cue.need or cue.requires:
        return _object_verb(page, grammar, hit, first, end, link, subject, direct_next, drafts)
    if link is None and hit.at in page.inside:
        return None  # "… كما يقول الأميركي": his own words
    if link is None and left is None and hit.at - first > 4 and words[hit.at - 1] == "کما":
        left = page.trim(first, hit.at - 1)  # …، كما قال X
    closes = subject is not None and WORDS["itself"].issuperset(words[subject[1] : end]) and words[hit.at - 1] in COMMAS and not hit.strip
    if link is None and left is None and closes and hit.at - first > 6 and cue.kind == "speech":
        left = page.trim(first, hit.at)  # …، تضيف الصحيفة
    if link is None and left is None and not drafts and not hit.strip and _is_inserted(page, grammar, hit, first, subject, end):
        assert subject is not None
        draft.content, draft.subject, draft.more = (subject[1] + 1, end), subject, ((first, hit.at - 1),)
        return draft  # ولهذا، يقول الباحث، تجاوزت …
    if link is None:
        if left is None or not speaker_like(page, grammar, subject):
            return None
        draft.content, draft.subject, draft.coref = left, subject, "explicit"
        return draft
    opening = hit.strip and hit.at == first and link[0] == "comp" and words[link[1] - 1] in COMMAS  # وكتب نصار عبر منصة إكس، أن …
    plain = link[2] in page.pairs and link[1] - hit.end <= 20 and not any(page.verbs[hit.end : link[1]])  # وكتب فريق مانور في “تويتر”: “…
    if (
        cue.strict
        and subject is not None
        and not opening
        and len(hit.form.words) == 1
        and not plain
        and not speaker_like(page, grammar, subject)
    ):
        return None
    reached = subject[1] if subject else _behind_pronoun(page, hit.end, end)
    if (cue.strict or link[0] == "quote") and not direct_next and not plain and not _reaches(page, grammar, reached, link[1]):
        return None
    if hit.at in page.inside and subject is None and not (told and cue.addressee):
        return None
    draft.peripheral = subject is not None and subject[1] - subject[0] == 1 and words[subject[0]] in WORDS["generic"]
    draft.content = (link[2], end)
    draft.colon = link[0] == "colon"
    _set_subject(page, grammar, draft, subject, first, drafts)
    if draft.coref in ("zero", "shared-subject") and hit.at > first and words[hit.at - 1] in WHO and not _speaks_of(words, hit.at, link):
        return None  # المعلومات التي تفيد بأن: nobody speaks; الاتفاق الذي قال إنه …: the last speaker does
    if draft.coref in ("zero", "shared-subject") and link[0] == "comp" and has_thing(page, grammar, hit, first):
        return None  # وقال إن المعرض يظهر أن …
    inside = draft.coref == "shared-subject" and words[hit.at - 1].isalpha() and words[hit.at - 1] not in AGAIN | NO_NOUNS
    if (draft.coref == "zero" or (inside and not hit.strip)) and words[hit.at] in IMPERSONAL:
        return None  # يذكر أن: the outlet recalls; اللذين يعتقد أنهما …: it is believed
    return draft


def _is_inserted(page: Page, grammar: Grammar, hit: Hit, first: int, subject: Span, end: int) -> bool:
    """Say whether verb and speaker stand between commas within what is said."""
    if subject is None or hit.at - first < 2 or subject[1] >= end - 4 or hit.cue.lemma not in INSERTED:
        return False
    around = page.words[hit.at - 1] in COMMAS and page.words[subject[1]] in COMMAS
    return around and speaker_like(page, grammar, subject)


def _speaks_of(words: list[str], at: int, link: tuple[str, int, int]) -> bool:
    """Say whether the verb of a relative clause has the last speaker: الاتفاق الذي قال إنه …, but not المنظمة، التي تقول إنها …"""
    return words[link[2] - 1] in OF_IT and at > 1 and words[at - 2] not in COMMAS


def _behind_relative(page: Page, grammar: Grammar, hit: Hit, end: int) -> int | None:
    """Return where the content begins behind a bracketed relative clause (قالت المنظمة، التي تقول إنها …، إن …)."""
    words = page.words
    if RELATING.isdisjoint(words[hit.end + 2 : min(end, hit.end + 18)]):
        return None
    comma = phrase_end(page, grammar, hit.end, end)
    if comma + 2 >= end or words[comma] not in COMMAS or words[comma + 1] not in RELATING:
        return None
    for token in range(comma + 3, min(end - 2, comma + 25)):
        if words[token] in COMMAS and words[token + 1] in COMP:
            return token + 2
    return None


def _behind_aside(page: Page, at: int, drafts: list[Draft]) -> bool:
    """Say whether a verb has its subject before a relative clause, inside what somebody says (… أن الشبكة، التي غطت …، تؤكد …)."""
    begin = next((d.content[0] for d in reversed(drafts) if d.content and d.kind not in ("according", "credit") and d.content[0] < at), at)
    opening = next((t for t in range(at - 2, max(begin, at - 25), -1) if page.words[t] in COMMAS), None)
    return opening is not None and page.words[opening + 1] in WHO


def _behind_pronoun(page: Page, at: int, end: int) -> int:
    """Skip the pronoun of a relative clause between verb and speaker (التي تشير فيها موسكو إلى …), or the speaker's own statement."""
    return at + 1 if at < end and (page.words[at] in WORDS["pronouns"] or page.words[at] in OWN_DOCUMENTS) else at


def _reach_link(page: Page, grammar: Grammar, subject: Span, link: int) -> Span:
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
        unlisted = 1 < len(name) < 5 and grammar.names.isdisjoint(words[subject[0] : subject[1]]) and words[subject[0]] in grammar.persons
        unlisted = unlisted and all(word.isalpha() and word not in grammar.stop and word not in grammar.heads for word in name)
        if comma is not None and name and (name[0] in grammar.names or unlisted) and not any(page.heads[comma + 1 : link - 1]):
            return subject[0], link - 1  # سفير حكومة … في العاصمة …، فلان الفلاني، إن
    rest = [at for at in range(token, link) if words[at] not in COMMAS]
    if any(addressed(page, grammar, at) for at in rest):
        return subject  # قيادي في الحركة للميادين
    if 0 < len(rest) <= 14 and all(words[at][0].isalnum() and words[at] not in grammar.stop and not page.heads[at] for at in rest):
        return subject[0], rest[-1] + 1
    return subject


def _reaches(page: Page, grammar: Grammar, at: int, link: int) -> bool:
    """Say whether only adverbials stand between a speaker and what opens the content."""
    word = page.words[at] if at < link else ""
    addressed = word.startswith("ل") and len(word) > 4 and page.words[link] in MARKS  # وقال كارتر لصحفيين رافقوه: “…
    return at >= link or (link - at <= 26 and (word in COMMAS or word in grammar.stop or addressed))


def _harmless(page: Page, hit: Hit, later: Hit) -> bool:
    """A cue between a verb and its link is harmless when it credits in passing (وفق، نقلا عن) or belongs to an aside (نشرته)."""
    if later.form.participle and later.at == hit.end:
        return True  # وتابع معلقا على القرار: "…
    if page.words[later.at - 1] in WORDS["negations"] and later.cue.lemma not in DENYING:
        return True  # وأشار المصدر -الذي لم توضح الوكالة اسمه- أن …
    after = page.words[later.end : later.end + 1]
    if later.form.participle and page.words[later.at][-1] != "ا" and page.words[later.at - 1] not in COMMAS and not COMP.issuperset(after):
        return True  # مصادر معارضة للحكومة
    relative = page.words[later.at - 1] in WHO and not COMP.issuperset(after)
    return later.cue.kind in ("according", "credit") or later.form.clitic or later.cue.kind == "noun" or relative


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
    if cue.need and hit.end + 1 < end and words[hit.end] in WORDS["demonstratives"] and words[hit.end + 1] not in grammar.heads:
        return None  # وتعبر هذه الخطوة عن …: no speaker
    draft = Draft(hit, cue.kind, peripheral=cue.kind == "topic")
    prepositions = {phrase[0] for phrase in cue.frame}
    embedded = not hit.strip and not hit.form.clitic and any(d.kind == "speech" and d.content and d.content[0] <= hit.at for d in drafts)
    framed = hit.end < end and words[hit.end] in prepositions
    but = words[hit.at - 1] in WORDS["but"]  # …، لكنه أكد استمرار …
    apart = but or words[hit.at - 1] in COMMAS or (words[hit.at - 1] in AGAIN and words[hit.at - 2] in COMMAS)
    if embedded and link is None and cue.obj and not cue.need and not framed and not apart:
        return None  # what somebody says was refused or welcomed is what happened, not what was said
    at = hit.end
    zero = direct_next or (at < end and (words[at] in prepositions or any(p == "ب" and clings(words[at], grammar) for p in prepositions)))
    event = hit.at > first + 1 and words[hit.at - 1] == "ان" and words[hit.at - 2] in WORDS["happened"]  # قبل أن تعلن الحكومة …
    left = None if hit.strip or event else subject_before(page, grammar, hit.at, first)
    if left is not None and left[0] in page.pairs and words[left[0] - 1] in COMMAS:
        left = None  # لوكالة الأنباء، «سبأ»، حمل الحوثي …
    if subject is not None and hit.form.gender == "m" and cue.obj and words[subject[0]] not in MASCULINE:
        named = page.name(subject[0], subject[1])[1]
        zero = zero or (named is not None and named.kind == "country")  # واتهم إيران: he accused her
    oblique = subject is not None and hears(grammar, words[subject[0]], hit.form)
    blamed = subject is not None and subject[1] < end and words[subject[1]] in cue.requires - prepositions
    joined = _is_joined(page, hit, drafts)
    stated = (
        not hit.strip and not hit.form.clitic and words[at : at + 1] in IN_IT and not speaker_like(page, grammar, subject)
    )  # بيانا استنكر فيه …
    zero = zero or oblique or blamed or stated or (subject is None and hit.form.clitic) or (joined and cue.addressee)
    # وحملت إسرائيل المسؤولية: who is held responsible, not who speaks
    opens_clause = link is not None and link[0] in ("comp", "colon")
    if opens_clause and link is not None and subject is not None and far_from(page, grammar, subject, link[1], prepositions):
        subject = _reach_link(page, grammar, subject, link[1])
        draft.content = (link[2], end)
        _set_subject(page, grammar, draft, subject, first, drafts)
        return draft  # أعلن رئيس المجلس فلان، الإثنين، أن …
    near = opens_clause and link is not None and subject is not None and link[1] - subject[0] <= 10 and link[1] - subject[1] <= 1
    spoken = speaker_like(page, grammar, subject)
    own = (
        spoken and (hit.form.clitic or (cue.need and not cue.addressee)) and hit.at > first and words[hit.at - 1] in WHO
    )  # التحقيق الذي تعهد الجيش بإجرائه
    behind = (left is not None and not own) or (hit.at > first and words[hit.at - 1] in ("انه", "انها", "قد"))
    near = near and (spoken or cue.kind != "judging" or link is None or words[link[1]] not in BY)  # وصف المعارك بأنها …
    if not zero and not (near and (left is None or spoken)) and (behind or not spoken):
        opens = but or joined or (hit.strip and (hit.at == first or words[hit.at - 1] in COMMAS))
        opens = opens or (hit.at > first and words[hit.at - 1] in AGAIN)
        stranger = (
            cue.need
            and hit.strip
            and hit.at == first
            and subject is not None
            and subject[1] < end
            and (words[subject[1]] in prepositions or ("ب" in prepositions and clings(words[subject[1]], grammar)))
        )
        if not stranger and not (at < end and (behind or (opens and (cue.obj or words[at] in grammar.stop or words[at] in COMMAS)))):
            return None
        zero = not stranger
    if hit.at in page.inside and zero and left is None:
        return None
    if cue.strict and zero and left is None and hit.at > first and words[hit.at - 1] not in COMMAS and link is None:
        return None
    if words[hit.at].removeprefix("و") in WORDS["homographs"] and not spoken:
        return None  # تجدد إطلاق النار: it began again
    considered = link is None and words[hit.at].removeprefix("و") in WORDS["considered"]
    if considered and (zero or (subject is not None and subject[1] < end and words[subject[1]][-1] == "ا")):
        return None  # ويعتبر كاردين أحد الأصوات المهمة، كما يعتبر الملا منصور مؤيدا للمحادثات
    if zero and left is None and cue.need and link is not None and has_thing(page, grammar, hit, first):
        return None  # نوع البرمجيات يشير إلى أن …
    if zero and left is None and link is None and is_of_noun(page, grammar, hit, first):
        return None  # احتجاجات تطالب بإصلاحات
    if zero and left is None and hit.at > first and words[hit.at - 1] in WHO and not (link and _speaks_of(words, hit.at, link)):
        return None  # النقاط التي تصر على أن …
    if words[hit.at] in WORDS["nearly"] and not spoken and left is None:
        return None  # شبه جزيرة
    if not zero and subject is not None:
        if words[subject[0]] in grammar.envoys:
            subject = (subject[0], behind_name(page, grammar, subject[1], end, prepositions))
        if "ب" in prepositions and link is None:  # أهاب الناطق بالجميع: what clings is the content's, not the title's
            subject = (subject[0], next((t for t in range(subject[0] + 1, subject[1]) if clings(words[t], grammar)), subject[1]))
        at = subject[1]
    content = object_start(page, grammar, at, end, prepositions, cue, link, oblique or not zero)
    if content is not None and hit.form.clitic and content == hit.end and content in page.found and words[content][0] == "و":
        return None  # رفضته ووصفته بأنه …: nothing is said by the first
    if content is None or (cue.lemma in CONVICTING and subject is not None and words[subject[0]] in WORDS["courts"]):
        return None
    draft.peripheral = draft.peripheral or (link is None and cue.lemma == "رفض" and words[content] in WORDS["unsaid"])
    draft.content = (content, end)
    draft.named = link is None or content < link[2]
    if cue.kind == "topic" and content in page.pairs and page.pairs[content] - content > 4:
        draft.peripheral = False
    _set_subject(page, grammar, draft, None if zero else subject, first, drafts)
    return draft


def _is_present(hit: Hit) -> bool:
    return hit.form.words[0][0] == "ی" or (hit.form.words[0][0] == "ت" and hit.cue.lemma[0] != "ت")


def _is_joined(page: Page, hit: Hit, drafts: list[Draft]) -> bool:
    """Say whether a verb is joined by و to one before it that agrees, behind the noun phrase which that one says (نددت بـ… وطالبت بـ…)."""
    if not hit.strip or hit.at in page.inside or page.words[hit.at][0] != "و":
        return False
    before = next((d for d in reversed(drafts) if d.hit and d.content and d.kind not in ("according", "credit", "nominal")), None)
    if before is None or before.hit is None or not before.named:
        return False
    if any(d is not before and d.kind == "speech" and d.content and d.content[0] <= before.hit.at for d in drafts):
        return False
    agrees = (hit.form.gender, hit.form.number) == (before.hit.form.gender, before.hit.form.number)
    agrees = agrees and _is_present(hit) == _is_present(before.hit)
    return agrees and WHO.isdisjoint(page.words[before.hit.end : hit.at]) and page.words[hit.at - 1] not in COMMAS


def _set_subject(page: Page, grammar: Grammar, draft: Draft, subject: Span, first: int, drafts: list[Draft]) -> None:
    if subject is None and draft.hit is not None and not draft.hit.strip:
        at, after = draft.hit.at, page.words[draft.hit.end : draft.hit.end + 1]
        told_in = after and after[0] in WORDS["in_it"]
        subject = told_by(page, grammar, first, at) if told_in else subject_before(page, grammar, at, first)
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
        (draft.hit.strip or page.words[draft.hit.at - 1] in AGAIN | WORDS["before_verbs"])
        and draft.hit.at - first > 4
        and (acting := actor(page, grammar, first, draft.hit.at))
    ):
        draft.subject, draft.coref = acting, "shared-subject"
    else:
        draft.coref = "zero"
