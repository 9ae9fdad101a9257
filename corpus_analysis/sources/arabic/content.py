"""Where the content of an Arabic verb begins that takes an object or a preposition: behind speaker, hearer, times, places and manner."""

from __future__ import annotations

from ..cues import Cue
from ..grammar import Grammar, function_words, load_grammar
from ..page import COMMAS, Page
from .nouns import COMP, QUALIFIERS, clings, is_deed
from .phrases import phrase_end
from .subjects import OWN_DOCUMENTS, hearer

WORDS = function_words("ar")
Link = tuple[str, int, int] | None  # kind, first token of what opens the content, first token of the content
AGAIN, BY, MANNER, PASSING, TIMES, TO_HIM = (WORDS[name] for name in ("again", "as_being", "manner", "crediting", "times", "to_whom"))
DASHES = frozenset("–—-ـ")
PLACES = WORDS["places_of_words"]
ASKING = ("تساءل",)
NO_OBJECTS = COMP | QUALIFIERS
ADVERBIAL = {phrase.split()[0] for phrase in WORDS["adverbials"]}
ADVERBIALS = sorted((tuple(phrase.split()) for phrase in WORDS["adverbials"]), key=len, reverse=True)  # the longest first


def _behind_asked(page: Page, grammar: Grammar, at: int, end: int) -> int:
    """Return where begins what is asked of somebody (طلبت من السفير في أنقرة مغادرة البلاد); *at*, if nothing stands behind him."""
    behind = phrase_end(page, grammar, at, end) if at < end else at
    if behind + 1 < end and page.words[behind] in ("فی", "لدی") and page.name(behind + 1, end)[1] is not None:
        behind = page.name(behind + 1, end)[0]
    whole = behind >= end or page.words[behind] in COMMAS or page.words[behind] in grammar.stop or page.words[behind] in COMP
    return at if whole else behind


def object_start(page: Page, grammar: Grammar, at: int, end: int, prepositions: set[str], cue: Cue, link: Link, named: bool) -> int | None:
    """Skip adverbials between speaker and content; return the first token of the content."""
    words, need = page.words, cue.need
    if at < end and words[at] in DASHES:
        at = next((t + 1 for t in range(at + 1, min(end - 1, at + 16)) if words[t] in DASHES), at)  # حث -يوم الجمعة- إسرائيل
    if at < end and words[at] in TO_HIM | WORDS["in_it"]:
        at += 1  # وأكد له على …
    if at < end and words[at] in WORDS["of_him"] and "من" in prepositions:
        at += 1  # طلبت منه إيضاحات
    if at + 1 < end and words[at] == "ب" and at + 1 in page.pairs and cue.kind == "judging":
        return at + 1  # وصفها بـ"…"
    size = next((len(p) for p in ADVERBIALS if tuple(words[at : at + len(p)]) == p), 0) if at < end and words[at] in ADVERBIAL else 0
    at += size if at + size < end and words[at + size] in prepositions else 0  # دعا من قبل إلى …
    if at < end and words[at] in WORDS["as_he"]:  # أعلنت الكتيبة وهي جماعة …، مسؤوليتها عن …
        at = next((t + 1 for t in range(at, min(end - 1, at + 16)) if words[t] in COMMAS), at)
    if link is not None and (link[1] == at or (link[1] == at + 1 and words[link[1]] not in BY)):
        return link[2]
    begin = behind_times(page, at, end)
    opens = begin < end and (words[begin][0].isalnum() or (begin in page.pairs and page.pairs[begin] - begin <= 4))
    apart = begin == at + 1 and begin < end and words[at] in COMMAS  # دعا بيان، صدر عن …، إلى …: no addressee
    apart = apart and not words[begin].startswith("ال") and (words[begin] in WORDS["issued"] or page.name(begin, end)[1] is None)
    addressed = named and cue.addressee and opens and not apart and words[begin] not in grammar.stop and words[begin] not in NO_OBJECTS
    if apart and not need and cue.addressee and (behind := _behind_aside(page, at, end, prepositions)):
        return behind
    for token in range(at, min(end, at + 25)) if need else sorted({at, begin} - {end}):
        word = words[token]
        anew = token in page.found and token > at and (words[token - 1] in COMMAS | AGAIN or len(word) > len(page.heads[token]))
        anew = anew and page.found[token][1].kind != "noun"
        passing = word in PASSING and link is not None and link[1] > token
        if (anew and not passing) or (
            word == ":" and token > at and words[token + 1 : token + 2] != [] and words[token + 1] not in prepositions
        ):
            break  # كشف الباحث، حيث تعرب القوى عن …; تعهد به وقال: …
        if passing and link is not None:
            return link[2]  # كشف موقع X نقلا عن Y أن …
        if cue.lemma in ASKING and word in WORDS["questions"] and token > at - 1 and (token == at or words[token - 1] != "من"):
            return token  # وتتساءل كيف …
        if cue.lemma in ASKING and word == ":" and token + 1 < end:
            return token + 1
        if word == "الا" and page.raw[page.starts[token]] == "أ":
            return token  # تعهد ألا …
        if word in prepositions and (word, words[token + 1 : token + 2]) != ("علی", ["لسان"]):
            after = token + 1
            if after < end and words[after] in COMP:
                after += 1
            if word == "من" and cue.kind == "demand":
                after = _behind_asked(page, grammar, after, end)
            if addressed and token > begin:
                return begin  # طالب X المجتمع الدولي بـ…: whom the demand is made of is part of it
            return after if after < end else None
        if (
            "ب" in prepositions
            and word in WORDS["located"]
            and any(clings(words[t], grammar) for t in range(token + 1, min(end, token + 8)))
        ):
            continue  # أفاد سكان بوسط المدينة بوقوع …
        if not need and word in grammar.stop and (behind := _behind_aside(page, token, end, prepositions)):
            return behind
        if "ب" in prepositions and clings(word, grammar):
            if word not in COMP and not word.startswith("بال") and token + 1 < end and clings(words[token + 1], grammar):
                continue  # ورحبت بتحفظ بالاتفاق
            if addressed and token > begin and word not in COMP:
                return begin
            if link is not None and words[link[1]] == "ان" and link[1] > token and not COMMAS.isdisjoint(words[at:token]):
                continue  # أفاد شهود، غير مخولين بالتصريح، أن …
            return token + 1 if word in COMP else token
        if link is not None and token == link[1]:
            return link[2]
    return None if need else _after_adverbials(page, grammar, at, end, link)


def _behind_aside(page: Page, at: int, end: int, prepositions: set[str]) -> int | None:
    """Return where the content begins behind an aside (دعا X، في خطاب أمام المجلس، إلى …؛ أعلن X في مؤتمر صحفي عن …)."""
    words = page.words
    for token in range(at + 1, min(end - 1, at + 20)):
        if token in page.found:
            break
        apart = words[token - 1] in COMMAS
        plain = COMMAS.isdisjoint(words[at:token]) and (words[token] == "عن" or (words[token], words[at]) == ("الی", "من"))
        if words[token] in prepositions and (apart or plain) and words[token + 1] not in PLACES:
            return token + 1 + (words[token + 1] in COMP)
    return None


def _after_adverbials(page: Page, grammar: Grammar, at: int, end: int, link: Link) -> int | None:
    words, token = page.words, at
    while token < end:
        if words[token] in COMMAS:
            token += 1
        elif words[token] == "(" and (behind := behind_times(page, token, end)) > token:
            token = behind
        elif link is not None and token == link[1] and link[0] == "comp":
            return link[2]
        elif (behind := behind_place(page, token, end)) > token:
            token = behind
        elif (size := next((len(p) for p in ADVERBIALS if tuple(words[token : token + len(p)]) == p), 0)) and token + size < end:
            token += size  # من جانبه, في وقت سابق
        elif words[token] in WORDS["strongest"] and words[token + 1] in WORDS["terms"]:
            token += 2
            while token < end and words[token - 1] != "العبارات" and words[token].removeprefix("و").startswith("ال"):
                token += 1  # بأشد عبارات الشجب والتنديد
        elif words[token] == "فی" and token + 1 < end and words[token + 1].isdigit():
            token = _behind_date(words, token + 1, end)
        elif words[token] == "فی" and token + 3 < end and words[token + 2] in WORDS["last"]:
            token += 3  # في يناير الماضي
        elif words[token] in TIMES and token + 1 < end and (words[token + 1].isdigit() or words[token + 1] in WORDS["last"]):
            token += 2  # عام 2017، الشهر الماضي
        elif words[token] in grammar.stop and words[token] not in ("هذا", "هذه", "ذلک", "تلک", "ما", "ای"):
            comma = next((t for t in range(token, min(end, token + 16)) if words[t] in COMMAS), None)
            near = link is not None and (link[0] != "quote" or link[1] - token <= 6)
            if link is not None and near and link[1] >= token and (comma is None or link[1] <= comma + 1):
                return link[2]
            if words[token] not in MANNER and (deed := _deed_behind(page, token, comma or end)) is not None:
                return deed
            timed = words[token] in TIMES and (behind := behind_times(page, token, end)) < end
            dated = timed and (words[behind] in QUALIFIERS or not words[behind].isalpha())  # صباح الجمعة الأول من ديسمبر، …
            if words[token] in MANNER or (timed and (not dated or comma is None or comma - token > 8)):
                token += 1
                continue
            if comma is None:
                return None
            token = comma + 1
        else:
            return token
    return None


def _deed_behind(page: Page, at: int, end: int) -> int | None:
    """Return the verbal noun that begins a phrase of its own behind adverbials (أكدت الشرطة عبر موقع تويتر إغلاق الحي)."""
    words = page.words
    for token in range(at + 2, min(end, at + 8)):
        before = words[token - 1]
        whole = before.startswith("ال") or before in WORDS["platforms"] or before.isdigit()
        if whole and is_deed(words[token]) and not page.verbs[token]:
            return token
    return None


def _behind_date(words: list[str], at: int, end: int) -> int:
    """Skip 18 حزيران/يونيو, 3/7/2018."""
    at += 1
    while at < end and (words[at] == "/" or words[at].isdigit() or words[at - 1] == "/" or words[at - 1].isdigit()):
        at += 1
    return at


def behind_times(page: Page, at: int, end: int) -> int:
    """Skip commas, times and manner (، اليوم الخميس، كذلك)."""
    words = page.words
    while at < end and (words[at] in COMMAS or words[at] in TIMES or words[at] in WORDS["last"] or words[at] in MANNER or words[at] == "("):
        if words[at] == "(" and (words[at + 2 : at + 3] != [")"] or words[at + 1] not in TIMES):
            break
        at += 3 if words[at] == "(" else 1  # اليوم (الأحد)
    return at


def behind_place(page: Page, at: int, end: int) -> int:
    """Skip where somebody says it (في بيان مشترك, في قطاع غزة), if the sentence goes on behind it without a mark."""
    words = page.words
    if words[at] != "فی" or at + 2 >= end:
        return at
    if words[at + 1] in WORDS["statements"] or words[at + 1] in OWN_DOCUMENTS:
        stop = at + 2
        while stop < end and words[stop] in WORDS["statement_kinds"]:
            stop += 1
    else:
        stop, entity = page.name(at + 1, min(end, at + 5))
        stop = stop if entity is not None and entity.kind == "country" else at
    if not at < stop < end or not words[stop][0].isalnum() or words[stop] in COMP or words[stop] in WORDS["issued"] | WORDS["issued_by"]:
        return at
    if words[stop].startswith("ل") and (words[stop][1:] in WORDS["leading"] or hearer(page, load_grammar("ar"), words[stop])):
        return at  # في حديث لإحدى القنوات
    return at if words[stop] in load_grammar("ar").stop and words[stop] not in TIMES else stop
