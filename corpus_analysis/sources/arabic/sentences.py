"""The grammar of attribution in Arabic news: verb, speaker, complementizer, content, and the turns around it."""

from __future__ import annotations

from dataclasses import replace

from ..cues import SPEECH
from ..drafts import Draft, Hit
from ..grammar import Grammar, function_words, load_grammar
from ..marks import MARKS
from ..page import COMMAS, Page
from .adjuncts import according, nominal, noun, participle, relay
from .content import AGAIN, DASHES, Link
from .ends import cut
from .nobody import DENYING, NO_NOUNS, WHO, has_thing, is_noun, is_passive, is_predicate
from .nouns import COMP, clings
from .objects import is_plural_verb, object_verb
from .phrases import PREPOSITIONS, find_link, phrase_end
from .phrases import addressed as is_addressed
from .subjects import speaker_like, subject_after, subject_before
from .who import OF_IT, Span, behind_pronoun, behind_time, reach_link, set_subject, speaks_of

WORDS = function_words("ar")
IMPERSONAL = WORDS["impersonal"]
INSERTED = ("قال", "أضاف", "أوضح", "أكد", "تابع")
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
            draft = noun(page, grammar, hit, first, scope_end, drafts)
        elif hit.cue.kind == "relay":
            drafts.extend(relay(page, grammar, hit, first, scope_end))
        elif hit.form.participle:
            draft = participle(page, hit, first, scope_end, drafts)
        elif hit.cue.kind != "event":
            later = hits[number + 1] if number + 1 < len(hits) else None
            draft = _verb(page, grammar, hit, first, scope_end, bounds[number + 1], drafts, later is None or _harmless(page, hit, later))
        if draft is not None and not _is_of_others(page, grammar, draft):
            drafts.append(draft)
    cut(page, drafts, end)
    return drafts


def _is_of_others(page: Page, grammar: Grammar, draft: Draft) -> bool:
    """Say whether a verb without a subject cannot be that of the one person who speaks (قال عضو الوفد إن … ويطالبون بـ…)."""
    if draft.hit is None or draft.subject_of is None or draft.subject is None or draft.hit.form.participle or not draft.hit.strip:
        return False
    word, form = page.words[draft.subject[0]], draft.hit.form
    many = form.number == "p" and form.words[0].endswith(("وا", "ون"))
    return word in grammar.persons and not word.endswith(("ون", "ین", "ان", "ا")) and many


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
        elif before is not None and before.end == hit.at and _is_past(before) and _is_past(hit) and not hit.strip:
            if hit.cue.lemma == "قال" and before.cue.kind != "speech":
                joined[-1] = hit  # في عدن قال الوزير
            continue  # قال دان كوتس، أعلنت رفض …: no second verb
        else:
            joined.append(hit)
    return joined


def _is_past(hit: Hit) -> bool:
    return hit.cue.kind in SPEECH and not hit.form.participle and not hit.form.clitic and hit.form.words[0][0] not in "یت"


def _verb(
    page: Page, grammar: Grammar, hit: Hit, first: int, end: int, following: int, drafts: list[Draft], harmless: bool
) -> Draft | None:
    words, cue = page.words, hit.cue
    bridged = _behind_relative(page, grammar, hit, end)
    if bridged is not None:
        return Draft(hit, cue.kind, (bridged, end), subject_after(page, grammar, hit.end, end), bridges=True)
    if _is_to_come(page, hit) or (not hit.strip and words[hit.at - 1] in COMMAS and _behind_aside(page, hit.at, drafts)):
        return None
    link = find_link(page, hit.end, end)
    own = link is not None and cue.lemma == "قال" and page.raw[page.starts[link[2] - 1]] == "إ" and following < link[1]
    harmless = harmless or (own and page.found[following][1].lemma != "قال")  # قال X، طلب عدم نشر اسمه، إن …
    if link and ((following < link[1] and not harmless) or any(d.hit and d.hit.at > hit.at for d in drafts)):
        link = None
    if is_passive(page, grammar, hit, first, end):
        return None
    skipped = hit.end < end and (words[hit.end] in PREPOSITIONS or words[hit.end] in COMMAS)
    direct_next = link is not None and link[1] <= hit.end + skipped
    told = direct_next or _was_told(page, grammar, hit, first, end)
    subject = _subject(page, grammar, hit, first, end, link, told)
    if hit.form.clitic and subject is None and not direct_next and not _is_held(page, grammar, hit, end):
        return None
    told_last = subject is not None and page.trim(subject[1], end) is None and words[hit.at - 1] == "کما" and hit.at - first > 6
    if told_last and cue.kind == "speech" and speaker_like(page, grammar, subject):
        return Draft(hit, cue.kind, page.trim(first, hit.at - 1), subject, coref="explicit")  # …، كما أعلنت الوزارة
    if cue.obj or cue.need or cue.requires:
        return object_verb(page, grammar, hit, first, end, link, subject, direct_next, drafts)
    if link is None and cue.addressee and (content := _is_told(page, grammar, hit, end)) is not None:
        draft = Draft(hit, cue.kind, (content, end), named=True)
        before = subject_before(page, grammar, hit.at, first) if not hit.strip and words[hit.at - 1] not in COMMAS else None
        set_subject(page, grammar, draft, before or subject, first, drafts)
        return draft if draft.subject is not None else None
    if link is None:
        return _behind_content(page, grammar, hit, first, end, subject, drafts)
    return _before_content(page, grammar, hit, first, end, link, subject, direct_next, told, drafts)


def _is_to_come(page: Page, hit: Hit) -> bool:
    """Say whether somebody will or should say it, and has not yet: قال إنه سيعلن …; يجب أن تؤكد …"""
    words, before, form = page.words, page.words[hit.at - 1], hit.form.words[0]
    if before in COMP and form.startswith(("سی", "ست")):
        return True
    if before.removeprefix("و") == "قد" and form[0] in "یت" and hit.cue.lemma[0] != "ت":
        return True  # قد يصف الطبيب دواء: he may
    subjunctive = before in ("ان", "الا") and page.raw[page.starts[hit.at - 1]] == "أ" and form[0] in "یت" and hit.cue.lemma[0] != "ت"
    return subjunctive and words[hit.at - 2] not in WORDS["happened"]


def _was_told(page: Page, grammar: Grammar, hit: Hit, first: int, end: int) -> bool:
    """Say whether what stands behind the verb is who was told: أنه أبلغ فلانا أن …; أن حماس أبلغت مصر"""
    words, before = page.words, page.words[hit.at - 1]
    if hit.at > first and before in OF_IT:
        return hit.cue.addressee or not speaker_like(page, grammar, subject_after(page, grammar, hit.end, end))  # انه أوضح المتحدث
    if not hit.cue.addressee or hit.strip or hit.at <= first + 1 or before in COMMAS:
        return False
    opens = words[hit.at - 2] in COMP or words[hit.at - 2] in MARKS
    return opens and speaker_like(page, grammar, (hit.at - 1, hit.at))


def _subject(page: Page, grammar: Grammar, hit: Hit, first: int, end: int, link: Link, told: bool) -> Span:
    """Return the subject behind the verb."""
    words, cue = page.words, hit.cue
    called = hit.form.clitic and cue.kind == "judging" and hit.end in page.pairs  # فاعتبرته "غير متوازن"
    called = called or (hit.end < end and words[hit.end] in WORDS["in_it"] and hit.end + 1 in page.pairs)  # بيانا انتقد فيه "الإدارة"
    limit, behind = link[1] if link else end, behind_pronoun(page, hit.end, end)
    many = is_plural_verb(hit)
    subject = None if told or called or many else subject_after(page, grammar, behind, limit, not cue.obj or cue.need)
    if subject is None and not told and not called and not many and not hit.form.clitic:
        subject = behind_time(page, grammar, hit, behind, limit)
    if words[hit.at - 1] in WORDS["anew"] and hit.at > first and not speaker_like(page, grammar, subject):
        subject = None  # لكنها استدركت مخاطبة الفلسطينيين: “…
    likely = speaker_like(page, grammar, subject) or (subject is not None and hit.form.gender and (hit.strip or hit.at == first))
    if link is not None and link[0] in ("comp", "colon") and (cue.kind == "speech" or not cue.obj) and likely and not cue.addressee:
        return reach_link(page, grammar, subject, limit)
    return subject


def _is_told(page: Page, grammar: Grammar, hit: Hit, end: int) -> int | None:
    """Return where begins what somebody is told with a preposition (أبلغت القرية المدينة بحفر بئر، أبلغه عن …)."""
    words = page.words
    for token in range(hit.end, min(end, hit.end + 12)):
        if words[token] in COMMAS or token in page.found or page.verbs[token]:
            return None
        if words[token] == "عن" and token + 1 < end:
            return token + 1
        if clings(words[token], grammar) and words[token] not in WORDS["located"]:
            return token
    return None


def _behind_content(page: Page, grammar: Grammar, hit: Hit, first: int, end: int, subject: Span, drafts: list[Draft]) -> Draft | None:
    """Read a verb that stands behind what it says, or inside it: "…"، قال فلان; ولهذا، يقول الباحث، تجاوزت …"""
    words, left = page.words, _left_quote(page, hit, first)
    if hit.at in page.inside:
        return None  # "… كما يقول الأميركي": his own words
    if left is None and hit.at - first > 4 and words[hit.at - 1] == "کما":
        left = page.trim(first, hit.at - 1)  # …، كما قال X
    closes = subject is not None and WORDS["itself"].issuperset(words[subject[1] : end]) and not hit.strip
    if left is None and closes and words[hit.at - 1] in COMMAS | {".."} and hit.at - first > 6 and hit.cue.kind == "speech":
        left = page.trim(first, hit.at - 1)  # …، تضيف الصحيفة؛ ….. تضيف الصحيفة
    if left is None and not drafts and not hit.strip and _is_inserted(page, grammar, hit, first, subject, end):
        assert subject is not None
        return Draft(hit, hit.cue.kind, (subject[1] + 1, end), subject, more=((first, hit.at - 1),))
    dashed = subject is not None and subject[1] < end and words[subject[1]] in DASHES
    dashed = dashed and not DASHES.isdisjoint(words[max(hit.at - 2, first) : hit.at])  # … -كما يقول فلان- …
    if subject is None or not (dashed or speaker_like(page, grammar, subject)):
        return None
    bare = hit.cue.lemma == "قال" and subject[1] + 3 < end
    bare = bare and (words[subject[1]] in MARKS or not page.has_hit(hit.end, end))
    if left is None and bare and words[subject[1]] not in grammar.stop and words[subject[1]] not in COMMAS:
        return Draft(hit, hit.cue.kind, page.trim(subject[1], end), subject)  # وقال الوزير نحن مطالبون بـ…
    if left is None:
        return None
    return Draft(hit, hit.cue.kind, left, subject, coref="explicit")


def _before_content(
    page: Page,
    grammar: Grammar,
    hit: Hit,
    first: int,
    end: int,
    link: tuple[str, int, int],
    subject: Span,
    direct_next: bool,
    told: bool,
    drafts: list[Draft],
) -> Draft | None:
    """Read a verb before what it says: that, a colon or a quotation mark."""
    words, cue, before = page.words, hit.cue, page.words[hit.at - 1]
    opening = hit.strip and hit.at == first and link[0] == "comp" and words[link[1] - 1] in COMMAS  # وكتب نصار عبر منصة إكس، أن …
    plain = link[2] in page.pairs and link[1] - hit.end <= 20 and not any(page.verbs[hit.end : link[1]])  # وكتب فريق مانور في “تويتر”: “…
    strange = subject is not None and not opening and not plain and not speaker_like(page, grammar, subject)
    thinks = (
        (hit.strip > 0 or hit.at == first) and cue.kind == "judging" and link[0] == "comp" and subject is not None and subject[1] == link[1]
    )  # ورأى فارهيلي أن …
    if cue.strict and strange and len(hit.form.words) == 1 and not thinks:
        return None
    reached = subject[1] if subject else behind_pronoun(page, hit.end, end)
    far = (cue.strict or link[0] == "quote") and not direct_next and not plain
    if far and not _is_clear(page, hit, reached, link) and not _reaches(page, grammar, reached, link[1]):
        return None
    if hit.at in page.inside and subject is None and not (told and cue.addressee):
        return None
    generic = subject is not None and subject[1] - subject[0] == 1 and words[subject[0]] in WORDS["generic"]
    draft = Draft(hit, cue.kind, (link[2], end), peripheral=generic, colon=link[0] == "colon")
    set_subject(page, grammar, draft, subject, first, drafts)
    unsaid = draft.coref in ("zero", "shared-subject")
    if unsaid and hit.at > first and before in WHO and not speaks_of(words, hit.at, link):
        return None  # المعلومات التي تفيد بأن: nobody speaks; الاتفاق الذي قال إنه …: the last speaker does
    if unsaid and link[0] == "comp" and has_thing(page, grammar, hit, first):
        return None  # وقال إن المعرض يظهر أن …
    inside = draft.coref == "shared-subject" and before not in AGAIN | NO_NOUNS and (before.isalpha() or before in COMMAS)
    leader = draft.subject_of.hit if draft.subject_of is not None else None
    strange = leader is not None and leader.form.gender == "f" and hit.form.gender == "m"  # وتطالب إسرائيل بالإفراج عنهما، ويعتقد أنهما …
    if (draft.coref == "zero" or (inside and not hit.strip) or strange) and words[hit.at] in IMPERSONAL:
        return None  # يذكر أن: the outlet recalls; اللذين يعتقد أنهما …: it is believed
    return draft


def _is_clear(page: Page, hit: Hit, at: int, link: tuple[str, int, int]) -> bool:
    """Say whether no other verb stands between a speaker and أن, to which it might belong."""
    near = link[0] == "comp" and not hit.form.clitic and link[1] - at <= 16
    return near and not any(page.verbs[at : link[1]]) and not page.has_hit(at, link[1])


def _is_held(page: Page, grammar: Grammar, hit: Hit, end: int) -> bool:
    """Say whether a verb with a pronoun says what is judged or asked of whom (… وتعتبرها ضرورية; كما دعاها إلى …)."""
    cue, after = hit.cue, page.words[hit.end] if hit.end < end else ""
    if cue.kind == "judging" and cue.obj and (hit.strip or after == "ب" or clings(after, grammar)):
        return True
    return cue.addressee and any(phrase[0] == after or (phrase[0] == "ب" and clings(after, grammar)) for phrase in cue.frame)


def _is_inserted(page: Page, grammar: Grammar, hit: Hit, first: int, subject: Span, end: int) -> bool:
    """Say whether verb and speaker stand between commas within what is said."""
    going_on = (
        hit.cue.kind == "speech" and hit.form.words[0][0] == "ی" and subject is not None and subject[0] == hit.end
    )  # …، يورد البلاغ ذاته، …
    if subject is None or hit.at - first < 2 or subject[1] >= end - 4 or not (hit.cue.lemma in INSERTED or going_on):
        return False
    around = page.words[hit.at - 1] in COMMAS and page.words[subject[1]] in COMMAS
    return around and speaker_like(page, grammar, subject)


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


def _reaches(page: Page, grammar: Grammar, at: int, link: int) -> bool:
    """Say whether only adverbials stand between a speaker and what opens the content."""
    word = page.words[at] if at < link else ""
    addressed = word.startswith("ل") and len(word) > 4 and page.words[link] in MARKS  # وقال كارتر لصحفيين رافقوه: “…
    addressed = addressed or (at < link and is_addressed(page, grammar, at))  # وتابع المتحدث لهسبريس أن …
    return at >= link or (link - at <= 26 and (word in COMMAS or word == "-" or word in grammar.stop or addressed))


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
    token = hit.at - 1 - (page.words[hit.at - 1] in WORDS["thus"])
    if token >= first and page.words[token] in COMMAS:
        token -= 1
    opening = page.closings.get(token, token)
    return (opening, token + 1) if token - opening > 3 else None
