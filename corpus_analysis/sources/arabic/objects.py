"""Arabic verbs whose content may be a noun phrase or stands behind a preposition (أدان، أعلن؛ أشاد بـ، حذر من)."""

from __future__ import annotations

from ..grammar import Grammar, function_words
from ..page import COMMAS, Draft, Hit, Page
from .content import AGAIN, BY, Link, behind_times, object_start
from .nobody import WHO, has_thing, is_of_noun
from .nouns import clings, is_deed, titled_end
from .subjects import behind_name, far_from, hears, speaker_like, subject_before
from .who import Span, antecedent, reach_link, set_subject, speaks_of

WORDS = function_words("ar")
MASCULINE = WORDS["masculine"]
ABOUT, DASHES = WORDS["about"], frozenset("–—-")
IN_IT = [[word] for word in WORDS["in_it"]]
CONVICTING = ("أدان", "دان", "رفض")


def object_verb(
    page: Page, grammar: Grammar, hit: Hit, first: int, end: int, link: Link, subject: Span, direct_next: bool, drafts: list[Draft]
) -> Draft | None:
    """Verbs whose content may be a noun phrase (أدان، ثمّن، أعلن) or stands behind a preposition (أشاد بـ، حذر من)."""
    words, cue = page.words, hit.cue
    if cue.need and hit.end + 1 < end and words[hit.end] in WORDS["demonstratives"] and words[hit.end + 1] not in grammar.heads:
        return None  # وتعبر هذه الخطوة عن …: no speaker
    if subject is not None and words[subject[0]] == "ای":
        subject = None  # رفض أي طلب
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
    left = None if hit.strip or event else subject_before(page, grammar, hit.at, first) or antecedent(page, grammar, hit.at, first)
    if left is not None and left[0] in page.pairs and words[left[0] - 1] in COMMAS:
        left = None  # لوكالة الأنباء، «سبأ»، حمل الحوثي …
    if left is not None and speaker_like(page, grammar, subject) and (words[hit.at - 1] in DASHES or words[left[0] - 1] in ABOUT):
        left = None  # رام الله - نفى الوزير …؛ وعن الأزمة أكد الوزير …
    if subject is not None and hit.form.gender == "m" and cue.obj and words[subject[0]] not in MASCULINE:
        named = page.name(subject[0], subject[1])[1]
        zero = zero or (named is not None and named.kind == "country")  # واتهم إيران: he accused her
    if subject is not None and cue.obj and link is None and (subject[1] >= end or words[subject[1]] in COMMAS):
        comma = next((t for t in range(subject[1] - 2, subject[0], -1) if words[t] in COMMAS), 0)
        if comma and words[comma + 1] not in grammar.heads and not page.names[comma + 1] and words[comma + 1] not in grammar.names:
            subject = (subject[0], comma)  # رفض المندوب فلان، مشروع القرار
    if subject is not None and cue.obj and not hit.form.clitic:
        whole = link is None or (cue.kind == "judging" and words[link[1]] in BY and link[1] == subject[1])
        short = titled_end(page, grammar, subject[0], subject[1]) if whole else subject[1]
        rest = subject[1] >= end or words[subject[1]] in grammar.stop or words[subject[1]] in COMMAS or link is not None
        if short < subject[1] and (rest or is_deed(words[short])):
            subject = (subject[0], short)  # أنكر المتهم التهمة; وصف الوزير الهجوم بأنه …
    oblique = subject is not None and hears(grammar, words[subject[0]], hit.form)
    blamed = subject is not None and subject[1] < end and words[subject[1]] in cue.requires - prepositions
    joined = _is_joined(page, hit, drafts)
    stated = (
        not hit.strip and not hit.form.clitic and words[at : at + 1] in IN_IT and not speaker_like(page, grammar, subject)
    )  # بيانا استنكر فيه …
    zero = zero or oblique or blamed or stated or (subject is None and hit.form.clitic) or (joined and cue.addressee)
    # وحملت إسرائيل المسؤولية: who is held responsible, not who speaks
    opens_clause = link is not None and link[0] in ("comp", "colon")
    judged = link is not None and cue.kind == "judging" and words[link[1]] in BY and not hit.form.clitic
    if opens_clause and link is not None and subject is not None:
        begin, stop = subject
        if judged:  # اتهم الوزير فلان، فلانا، بأنه …
            stop = next((t for t in range(begin, stop) if words[t] in COMMAS and not grammar.given.isdisjoint(words[begin:t])), stop)
        far = far_from(page, grammar, subject, link[1], prepositions) or _behind_times(page, grammar, subject, link[1], prepositions)
        if far or stop < subject[1]:
            draft.content = (_accused(page, grammar, stop, link) if judged else link[2], end)
            speaker = (begin, stop) if judged else reach_link(page, grammar, subject, link[1])
            set_subject(page, grammar, draft, speaker, first, drafts)
            return draft  # أعلن رئيس المجلس فلان، الإثنين، أن …
    near = opens_clause and link is not None and subject is not None and link[1] - subject[0] <= 10 and link[1] - subject[1] <= 1
    spoken = speaker_like(page, grammar, subject) or _is_document(page, grammar, subject, end, prepositions)
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
    if zero and left is None and hit.at > first and words[hit.at - 1] in WHO and not (link and speaks_of(words, hit.at, link)):
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
    if judged and link is not None and content == link[2] and not zero:
        content = _accused(page, grammar, at, link)
    if content is not None and content < end and hit.form.clitic and link is None and words[content - 1] in COMMAS:
        return None  # الانتقادات التي رفضها الوزير، والذي قال إن …
    if content is not None and hit.form.clitic and content == hit.end and content in page.found and words[content][0] == "و":
        return None  # رفضته ووصفته بأنه …: nothing is said by the first
    if content is None or (cue.lemma in CONVICTING and subject is not None and words[subject[0]] in WORDS["courts"]):
        return None
    draft.peripheral = draft.peripheral or (link is None and cue.lemma == "رفض" and words[content] in WORDS["unsaid"])
    draft.content = (content, end)
    draft.named = link is None or content < link[2]
    draft.peripheral = draft.peripheral and not (link is not None and link[0] == "comp" and content == link[2])
    if cue.kind == "topic" and content in page.pairs and page.pairs[content] - content > 4:
        draft.peripheral = False
    set_subject(page, grammar, draft, None if zero else subject, first, drafts)
    return draft


def _is_document(page: Page, grammar: Grammar, subject: Span, end: int, prepositions: set[str]) -> bool:
    """Say whether a document with the preposition of the verb behind it says something (ويدعو مشروع القرار إلى …)."""
    if subject is None or subject[1] >= end or page.words[subject[0]] not in WORDS["documents"]:
        return False
    after = page.words[subject[1]]
    return after in prepositions or ("ب" in prepositions and clings(after, grammar))


def _behind_times(page: Page, grammar: Grammar, subject: tuple[int, int], link: int, prepositions: set[str]) -> bool:
    """Say whether only a time and adverbials stand before أن (أعلن المفوض، اليوم الثلاثاء نيابة عن المجلس أن …)."""
    begin = behind_times(page, subject[1], link)
    timed = begin < link and not WORDS["times"].isdisjoint(page.words[subject[1] : begin]) and page.words[link] == "ان"
    if not timed or page.words[begin] in prepositions or any(page.verbs[begin:link]) or page.has_hit(begin, link):
        return False
    return page.words[begin] in WORDS["on_behalf"] and speaker_like(page, grammar, subject)


def _accused(page: Page, grammar: Grammar, at: int, link: Link) -> int:
    """Return where whom or what is judged begins before بأنه (اتهم الوزير، في تغريدة، المعارضة بأنها …)."""
    assert link is not None
    begin = behind_times(page, at, link[1])
    if begin < link[1] and page.words[begin] in grammar.stop:
        begin = next((t for t in range(begin, link[1]) if page.name(t, link[1])[0] == link[1] or page.words[t - 1] in COMMAS), link[1])
    return begin if begin < link[1] else link[2]


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
