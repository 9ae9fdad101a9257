"""Forms that look like a verb of speech but by which nobody speaks: nouns, passives, verbs of a thing."""

from __future__ import annotations

from ..cues import SPEECH
from ..drafts import Draft, Hit
from ..grammar import Grammar, function_words, load_grammar
from ..page import COMMAS, Page
from .content import AGAIN
from .ends import CARRY
from .nouns import COMP, clings, dots_final, is_plural
from .phrases import NOT_COMP_AFTER, phrase_end
from .subjects import speaker_like, subject_after, subject_before

WORDS = function_words("ar")
RELATIVE, WHO = WORDS["relative"], WORDS["who"]
NO_NOUNS = COMP | CARRY | WHO
NOT_SAID_OF = NO_NOUNS | AGAIN | WORDS["times"] | WORDS["before_verbs"]
DENYING = ("استبعد", "نفى", "أنكر")


def is_noun(page: Page, hit: Hit, first: int) -> bool:
    """Say whether a form that looks like a verb is none of a speaker: passive by its vowel (وُصفت), between (بين without a shadda
    inside a sentence), a noun (إدانة read as أدانه), or what somebody "so called" (فيما تصفه)."""
    before = page.words[hit.at - 1] if hit.at > first else ""
    if not hit.strip and before.removeprefix("و") in WORDS["before_nouns"] and page.words[hit.at - 2] != "فیما" and hit.cue.kind in SPEECH:
        return not hit.form.participle and page.words[hit.at][-1] != "ت"  # في رد على …: behind a preposition stands a noun
    if page.words[hit.at] in WORDS["asked"] and hit.end < len(page.words) and page.words[hit.end] in WORDS["unnamed"] and not hit.strip:
        return True  # مسؤول طلب عدم كشف هويته
    if before.removeprefix("و") == "مما" and page.words[hit.at][0] in "یت":
        return True  # ومما يدحض الرواية أن …
    past = len(hit.form.words) == 1 and hit.form.words[0][0] not in "یت" and not hit.form.clitic and not hit.form.participle
    if past and hit.at > first + 1 and page.words[hit.at - 1] in WORDS["that"] and page.words[hit.at - 2] not in NOT_COMP_AFTER:
        already = any(word.endswith("سبق") for word in page.words[first : hit.at])  # سبق للرئيس أن أعلن
        return not hit.strip and hit.form.gender == "m" and not already  # بأن رفض حماس …: behind أنّ stands a noun
    if hit.at > first and page.words[hit.at - 1] in WORDS["negations"] and hit.cue.lemma not in DENYING:
        return True  # لم يطالب بـ…: he did not say it
    opinion = len(hit.form.words) == 1 and hit.cue.lemma[-1] == "ى" and page.words[hit.at][-1] == "ی"
    if opinion and page.words[hit.at][hit.strip > 0 :][0] not in "یت" and page.raw[page.ends[hit.at] - 1] == "ي" and not dots_final(page):
        return True  # رأي, نفي: no رأى, نفى
    begin = page.starts[hit.at] + hit.strip
    if page.raw[begin] == "إ" and hit.cue.lemma[0] == "أ" and hit.cue.kind in SPEECH and len(hit.form.words) == 1:
        return True  # إبان, إعلانه: no أبان, أعلن
    if page.raw[begin + 1 : begin + 2] == "\u064f" and page.raw[begin] not in "يتن":
        return True
    if hit.form.words == ("بین",) and "\u0651" not in page.raw[begin : page.ends[hit.at]] and not hit.strip and hit.at > first:
        return True
    if hit.form.words == ("امر",) and not hit.strip and hit.end < len(page.words):
        grammar, after = load_grammar("ar"), page.words[hit.end]
        someone = after in grammar.heads or after in grammar.names or page.name(hit.end, min(hit.end + 4, len(page.words)))[1] is not None
        return before in WORDS["issued"] or hit.at in page.inside or not (someone or after == "فی" or clings(after, grammar))
    if len(hit.form.words) == 2 and hit.at > first and page.words[hit.at - 1] in ("ما", "کما"):
        return True  # ما ورد في التقرير
    after = page.words[hit.end] if hit.end < len(page.words) else ""
    if page.words[hit.at] in WORDS["homographs"] and before.isalpha() and not page.verbs[hit.at - 1]:
        return True  # على خلفية تجدد التوتر
    if page.words[hit.at] in WORDS["nearly"] and after[-1:] in ("ه", "ی") and not clings(after, load_grammar("ar")):
        return after not in load_grammar("ar").names  # شبه رسمية
    if page.words[hit.at] == "ابرز" and hit.at > first and after not in COMP:
        return True  # …، أبرز حركة في البلاد
    if not hit.form.clitic:
        return False
    if hit.cue.strict and not hit.strip and before.isalpha() and not before.startswith("ال") and is_of_document(page, hit.at):
        return True  # في مؤتمر صحفي أوردته قناة …
    if before in COMMAS and not hit.strip and after.startswith("ال") and not page.heads[hit.end] and not page.names[hit.end]:
        grammar = load_grammar("ar")
        return after not in grammar.heads and after not in grammar.names and not is_plural(after)  # …، رفضها القاطع
    if {before, page.words[hit.at]} <= load_grammar("ar").names and not hit.strip:
        return True  # سعيد خطيب زاده
    if after == "الله" or (hit.at > first and not hit.strip and hit.at - 1 in page.found):
        return True  # أيده الله; أعلنت رفضها القرار
    return page.raw[page.ends[hit.end - 1] - 1] == "ة" or (
        before in RELATIVE and before not in ("الذی", "التی") and (before != "کما" or hit.cue.kind != "demand")
    )


def is_of_document(page: Page, at: int) -> bool:
    """Say whether a verb says more of a statement, interview or the like named without the article before it."""
    return any(page.words[t] in WORDS["statements"] or page.words[t] in WORDS["recordings"] for t in range(max(0, at - 2), at))


def is_passive(page: Page, grammar: Grammar, hit: Hit, first: int, end: int) -> bool:
    """Say whether a verb right behind a noun without article has nobody who speaks (اتفاق وصف بالهش, وقف إطلاق نار أعلن بين …)."""
    before = page.words[hit.at - 1] if hit.at > first + 1 and not hit.strip else ""
    if not before.isalpha() or before.startswith("ال") or before in grammar.stop or before in NO_NOUNS or before in grammar.names:
        return False
    if (
        page.verbs[hit.at - 1]
        or page.words[hit.at - 2].removeprefix("و") == "کان"
        or hit.form.gender != "m"
        or hit.form.number != "s"
        or before in grammar.heads
        or hit.cue.lemma == "قال"
        or not WORDS["in_it"].isdisjoint(page.words[hit.end : hit.end + 1])  # أصدر بيانا أكد فيه أن …
        or (hit.form.clitic and hit.cue.kind == "judging" and _called(page, hit.end, end))  # خطوة وصفها بأنها …
    ):
        return False
    return subject_before(page, grammar, hit.at, first) is None and not speaker_like(
        page, grammar, subject_after(page, grammar, hit.end, end)
    )


def _called(page: Page, at: int, end: int) -> bool:
    return at < end and (page.words[at] == "ب" or clings(page.words[at], load_grammar("ar")))


def is_of_noun(page: Page, grammar: Grammar, hit: Hit, first: int) -> bool:
    """Say whether a verb in the present stands right behind a noun without article, which it says more of."""
    before = page.words[hit.at - 1] if hit.at > first + 1 and not hit.strip else ""
    said = hit.form.words[0][0] in "یت" and hit.form.number == "s" and before.isalpha() and before not in grammar.stop
    return said and before not in NOT_SAID_OF and not page.verbs[hit.at - 1] and before[-1] != "ه"


def has_thing(page: Page, grammar: Grammar, hit: Hit, first: int) -> bool:
    """Say whether a verb in the present stands right behind a definite noun that can only be its subject, and is no speaker."""
    before = page.words[hit.at - 1] if hit.at > first + 1 and not hit.strip else ""
    said = hit.form.words[0][0] in "یت" and hit.cue.lemma[0] != "ت" and before.startswith("ال")
    return said and before not in grammar.stop and before not in WHO and before not in WORDS["last"] and before not in WORDS["times"]


def is_predicate(page: Page, grammar: Grammar, hit: Hit, drafts: list[Draft]) -> bool:
    """Say whether a verb only completes what is said, of a thing and without a verb so far (أكدت أن تمويل الحرب، …، يثبت أن …)."""
    begin = drafts[-1].content[0] if drafts and drafts[-1].content else hit.at
    present = page.words[hit.at][0] in "یت" and not hit.strip and not hit.form.participle
    if not present or begin + 2 > hit.at or page.words[begin - 1] not in ("ان", "بان"):
        return False
    if any(page.verbs[begin : hit.at]) or page.has_hit(begin, hit.at):
        return False
    return not speaker_like(page, grammar, (begin, phrase_end(page, grammar, begin, hit.at)))
