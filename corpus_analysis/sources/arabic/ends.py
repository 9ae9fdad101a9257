"""Where the content of an Arabic attribution ends: at the next turn, its closing mark, or where the reporter comes back."""

from __future__ import annotations

from ...lexicon import read_yaml
from ...text.normalize import match_forms
from ..cues import SPEECH, Cue, Form
from ..drafts import Draft, Hit
from ..grammar import function_words, load_grammar
from ..marks import MARKS
from ..page import COMMAS, Page

WORDS = function_words("ar")
BREAKS, CARRY = WORDS["breaks"], WORDS["carry"]
ALSO, RETURNS = WORDS["and_that"], WORDS["returning"]
PHRASES = read_yaml("function_words.yaml")["ar"]
COMES_BACK, POINTING_OUT = ({tuple(match_forms(phrase.split())) for phrase in PHRASES[name]} for name in ("comes_back", "pointing_out"))
BECAUSE = {("اذ", comp) for comp in WORDS["comp"]}  # … أهمية الكشف، إذ أن …: he gives a reason
LONG = 10  # from mark to mark: with more words a quotation is a whole statement, and what follows it the reporter's
RETURNING = {"وسط", "ما"} | WORDS["but"] | WORDS["behind_phrases"] | WORDS["meanwhile"] | WORDS["turning"] | {"وذلک", "دون", "بدون"}
RETURNING |= {word for word, _ in COMES_BACK | POINTING_OUT}


def cut(page: Page, drafts: list[Draft], end: int) -> None:
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
            if words[token : token + 1] and words[token] in ALSO and token + 1 in page.pairs and page.pairs[token + 1] < stop:
                draft.more = (*draft.more, (token + 2, page.pairs[token + 1]))  # أن "…"، وأن "…"
                stop = closing + 1
            if (
                token >= stop
                or stop - after <= 3
                or (closing - first > LONG and draft.kind not in ("according", "credit"))
                or words[token] in BREAKS
                or (words[token] in ("دون", "بدون") and _is_silent(page, token + 1))
                or (words[token][:1] == "و" and page.heads[token])
                or (token > after and (words[token] in CARRY or page.heads[token]))
            ):
                stop = closing + 1
        elif draft.kind not in ("according", "credit"):
            stop = _narration(page, first, stop, draft.named)
        draft.content = _trim_aside(page, first, stop)
    said = {own.hit.at: own for draft in drafts if (own := _own_words(page, draft, end)) and own.hit}
    drafts.extend(said.values())


def _own_words(page: Page, draft: Draft, end: int) -> Draft | None:
    """Return the attribution by which the reporter says once more whose words these were (، على حد زعمه)."""
    spoken = draft.kind in (*SPEECH, "dependent")
    if draft.content is None or draft.hit is None or not spoken or draft.hit.at >= draft.content[0]:
        return None
    at = draft.content[1]
    at += at < end and (page.words[at] in COMMAS or page.words[at] == "-" or at in page.closings)
    at += at < end and (page.words[at] in COMMAS or page.words[at] == "-")
    size = 2 if page.words[at : at + 2] == ["علی", "حد"] else 1
    according = size == 2 or (at < end and page.words[at] in WORDS["according_to"])
    if not according or at + size >= end or page.words[at + size].removeprefix("ل") not in WORDS["own_words"]:
        return None
    words = tuple(page.words[at : at + size + 1])
    hit = Hit(at, at + len(words), Form(words), Cue(" ".join(words[:size]), "according"))
    return Draft(hit, "according", draft.content, subject_of=draft, coref="pronoun")


def _trim_aside(page: Page, first: int, stop: int) -> tuple[int, int] | None:
    """Take على حد قوله, بحسب تعبيره off the end of a content: it says again who speaks."""
    while stop - first > 2 and page.words[stop - 1] == "-":
        stop -= 1  # … -حسب تعبيره-
    aside = stop - 1
    if aside - first > 2 and page.words[aside].startswith("حسب") and page.words[aside] in WORDS["own_words"]:
        stop = aside  # … حسبهم
    elif aside - first > 2 and page.words[aside].removeprefix("ل") in WORDS["own_words"]:
        while aside > stop - 4 and page.words[aside] != "علی" and page.words[aside] not in WORDS["according_to"]:
            aside -= 1
        stop = aside if page.words[aside] == "علی" or page.words[aside] in WORDS["according_to"] else stop
    return page.trim(first, stop)


def _cuts(page: Page, draft: Draft, other: Draft) -> bool:
    assert other.hit is not None and draft.hit is not None
    before = page.words[other.hit.at - 1]
    if draft.kind == "according" and other.hit.form.participle and other.subject_of is draft:
        return True  # ووفقا لـX، فإن …، مؤكدا أن …
    if draft.kind in ("according", "credit") and draft.hit.cue.kind != "relay":
        return other.kind in ("according", "credit") and other.content is not None and other.content[1] <= other.hit.at
    if other.kind in ("according", "credit"):
        return (
            (other.content is not None and other.content[1] <= other.hit.at + 1 and before in COMMAS) or before in MARKS or before == "وذلک"
        )
    if other.hit.form.participle:
        return True
    if other.kind == "nominal":
        return False
    if (
        draft.kind == "nominal"
        and before in COMMAS
        and other.coref in ("explicit", "title", "")
        and other.kind not in ("nominal", "according")
    ):
        return True  # وتعليقا على تصريحات X بأن …، قال Y …
    begins = page.words[max(draft.hit.at - 2, 0) : draft.hit.at]
    if before in COMMAS and any(word.removeprefix("و") in WORDS["meanwhile"] or word.removeprefix("و") == "حین" for word in begins):
        return True  # بينما أشار إلى …، قال X إن …
    if before == "ان" and page.words[other.hit.at - 2] == "بعد" and page.words[other.hit.at - 3].removeprefix("و") == "ذلک":
        return True  # …، وذلك بعد أن قال X
    if page.words[draft.hit.at - 1].removeprefix("و") in WORDS["who"] and before in COMMAS and other.kind == "speech":
        return True  # وتعليقا على تصريحات X التي أكد فيها أن …، أجاب Y
    if before in WORDS["who"] and other.kind == "speech" and other.coref in ("zero", "shared-subject") and not draft.inside:
        return True  # … رفض الاتفاق الذي قال إنه …: what he says of it is a turn of its own
    at = other.hit.at
    while page.words[at - 1] in ("قد", "کان", "کانت"):
        at -= 1
    if draft.content is not None and at <= draft.content[0]:
        return False  # لفتت إلى أنها كانت قد أعلنت …
    if at < other.hit.at and page.words[at - 1] not in COMMAS and page.words[at - 1] not in CARRY:
        return False  # إن الزوج كان قد أخبر …: part of what is said
    return bool(other.hit.strip) or before in CARRY or ((before in MARKS or before in COMMAS) and other.coref in ("zero", "shared-subject"))


def _clause_start(page: Page, at: int, first: int) -> int:
    while at > first + 1 and (page.words[at - 1] in CARRY or page.words[at - 1] in COMMAS or page.words[at - 1] in RETURNS):
        at -= 1
    return at


def _is_silent(page: Page, at: int) -> bool:
    """Say whether what stands behind "without" tells what was not said (دون إعطاء تفاصيل, بدون أن تذكر …)."""
    return page.words[at : at + 1] != [] and (page.words[at] in WORDS["withheld"] or any(page.heads[at : at + 2]))


def _is_participle(word: str) -> bool:
    """Say whether a word has the form of an active participle in the accusative (متجاهلا, طارحا)."""
    return len(word) > 4 and word[-1] == "ا" and word[-2].isalpha() and (word[0] == "م" or (word[1] == "ا" and len(word) == 5))


def _narration(page: Page, first: int, stop: int, named: bool) -> int:
    """An indirect content ends before a clause by which the reporter comes back (، الأمر الذي …، ، فيما …); a noun phrase before any."""
    words = page.words
    grammar = load_grammar("ar")
    heads, given = grammar.heads, grammar.names
    for token in range(first + 1, stop - 1):
        word, after, returning = words[token], words[token + 1], words[token] in RETURNING
        parted = named and words[token - 1] in COMMAS
        if not (returning or parted) or token in page.inside:
            continue
        acts = parted and word[0] == "و" and (page.verbs[token] or word[1:2] == "س")
        if acts and (after in heads or after in given or word[1:3] in ("سی", "ست") or word.endswith(("ته", "تها"))):
            return token - 1  # أعلنت الدولتان استئناف العلاقات، ووقع الوزير …
        if parted and ((_is_participle(word) and word not in grammar.stop) or word in WORDS["impersonal"]):
            return token - 1  # جدد دعمه له، طارحا …؛ …، ويعتقد أنهم …
        if not returning:
            continue
        if word == "وذلک" and after in WORDS["and_this"]:
            return token  # … وذلك في معرض تعليقها على …
        if named and word in WORDS["but"] and (page.verbs[token + 1] or page.heads[token + 1]):
            return token  # رحبت بالاتفاق لكنها أبدت …
        which = word == "ما" and token not in page.found
        quoted = which and words[token - 1] in COMMAS and words[token - 2] in MARKS and page.verbs[token + 1]
        if quoted or (which and named and token + 1 in page.found and page.found[token + 1][0].clitic):
            return token  # … "لا ينتمي إلى ألمانيا"، ما يطلق الجدل; استهداف المطار ما نفته الإمارات
        if (word, after) in POINTING_OUT or (named and word == "وسط" and after in WORDS["amid"]):
            return token
        if words[token - 1] not in COMMAS:
            if word == "بینما" or (named and (word, after) == ("فی", "حین")) or (words[token - 1] in MARKS and (word, after) in COMES_BACK):
                return token
            continue
        if word in WORDS["meanwhile"] or (named and word in WORDS["behind_phrases"] and (word, after) not in BECAUSE):
            return token - 1  # …، فيما …; امتدحت إسرائيل القرار، لكنه …
        if page.heads[token + 1] and word in WORDS["turning"]:
            return token - 1  # …، كما ناقش X; …، ولم يوضح X
        if word in ("دون", "بدون") and _is_silent(page, token + 1):
            return token - 1  # …، دون إعطاء تفاصيل
        if (word, after) in COMES_BACK or ((word, after) == ("فی", "حین") and words[token + 2 : token + 3] != ["ان"]):
            return token - 1
    return stop
