"""Who the subject of an Arabic verb is: the phrase behind it, or the one that opens its clause."""

from __future__ import annotations

from ..cues import SPEECH, Form
from ..grammar import Grammar
from ..marks import MARKS
from ..page import COMMAS, Page
from .nouns import COMP, are_people, is_plural, is_stop, lone_names
from .phrases import WORDS, addressed, name_end, names_body, phrase_end

OPENERS, COUNTED, LEADING, BEFORE_VERBS, NUMBERS, SOME = (
    WORDS[name] for name in ("clause_openers", "counted", "leading", "before_verbs", "numbers", "some")
)
STATEMENTS = WORDS["statements"] | {noun[:-1] + "ت" for noun in WORDS["statements"] if noun.endswith("ه")}
OWN_DOCUMENTS = frozenset(noun + end for noun in STATEMENTS for end in ("هم", "ها", "ه"))  # بيانها, كلمته


def subject_after(page: Page, grammar: Grammar, at: int, limit: int, loose: bool = False) -> tuple[int, int] | None:
    """Return the speaker's phrase after the verb, with an apposition behind a comma (الوزير، فلان الفلاني، …)."""
    words = page.words
    if at < limit and at in page.pairs and (page.pairs[at] - at <= 5 or names_body(page, grammar, at, limit)):
        return at, page.pairs[at] + 1
    if at >= limit or not words[at][0].isalnum() or is_stop(page, grammar, at) or words[at] in COMP or words[at] in WORDS["times"]:
        return None
    if words[at] in OWN_DOCUMENTS or (at in page.found and page.found[at][0].participle):
        return None
    if "\u064b" in page.raw[page.ends[at] - 2 : page.ends[at]]:
        return None  # قال كلاماً: an accusative is no subject
    if addressed(page, grammar, at) or hearer(page, grammar, words[at]):
        return None  # أكد للميادين أن، قال للجنة
    counted = words[at].isdigit() or words[at] in NUMBERS  # 24 دولة, ثلاثة مسؤولين
    behind = (
        1 if counted or words[at] in LEADING or words[at] in SOME else 2 if words[at] in COUNTED and words[at + 1 : at + 2] == ["من"] else 0
    )
    if behind and at + behind < limit:  # آخر بيان للجيش، هؤلاء المحامون، عدد من المحامين
        rest = subject_after(page, grammar, at + behind, limit, loose)
        return (at, rest[1]) if rest is not None and (not counted or speaker_like(page, grammar, rest)) else None
    if words[at] in WORDS["latter"]:
        return at, at + 1  # في حين تصف الأخيرة الموقف بأنه …
    token = phrase_end(page, grammar, at, limit)
    token = next((t for t in range(at + 1, token) if words[t] in OWN_DOCUMENTS), token)  # وختم بن جامع كلمته بـ…
    while (
        token + 1 < limit
        and words[token] == "-"
        and page.ends[token - 1] == page.starts[token]
        and page.starts[token + 1] == page.ends[token] == page.starts[token] + 1
    ):
        token += 2  # أرانز-أوتايغوي
    if not loose and words[at] not in grammar.heads and at + 1 < token and words[at + 1] in grammar.persons:
        return at, at + 1  # واتهم الحوثي وزير الخارجية …: the minister is accused
    if token - at == 1 and words[at] not in grammar.heads:
        token = _foreign_name(page, grammar, at, limit)
    joined = token
    while joined < limit and (_joins(page, joined, limit) or words[joined].removeprefix("و") in WORDS["counterparts"] - {words[joined]}):
        joined = phrase_end(page, grammar, joined, limit)
    if joined > token:
        return at, joined  # سوريا وروسيا والصين
    if loose:
        token = _unknown_name(page, grammar, at, token, limit)
    elif words[at] in grammar.definite_persons and _object_follows(page, grammar, at, token, limit):
        token = at + 1
    whole = loose or token - at > 1
    if whole and token < limit and words[token] in grammar.persons - grammar.honorifics and words[at] not in grammar.persons:
        titled = phrase_end(page, grammar, token, limit)  # محمد جواد ظريف وزير الخارجية
        bearer = any(entity.kind == "person" for _, _, entity in page.find(token, titled))
        stop, entity = page.name(at, token)
        body = stop == token and entity is not None and entity.kind in ("institution", "body")  # طالبت حركة حماس الرئيس عباس
        token = token if bearer and (body or not loose) else titled  # اتهم عباس وزير الخارجية جون كيري: two persons
    if token + 2 < limit and words[token] == "(" and ")" in words[token + 1 : min(limit, token + 5)]:
        token = words.index(")", token) + 1  # القيادة المركزية (سنتكوم)
    if (
        token + 2 < limit
        and words[token] == "-"
        and words[token + 1] not in WORDS["who"] | WORDS["times"]
        and "-" in words[token + 2 : min(limit, token + 7)]
    ):
        token = words.index("-", token + 2) + 1  # المقاومة الإسلامية في لبنان - حزب الله-
    if words[at] in grammar.persons and token < limit:
        token = _apposed(page, grammar, at, token, limit)
    if token + 1 < limit and words[token] in "،,(" and token - at <= 12:
        begin = token + 1
        finish = phrase_end(page, grammar, begin, limit)
        if words[at] in grammar.persons and finish - begin == 1 and words[begin] not in grammar.heads and words[begin] not in grammar.stop:
            finish = name_end(page, grammar, begin, limit)  # المندوب الدائم، تشانغ جون
        has_name = not grammar.names.isdisjoint(words[begin:finish]) and words[begin] not in grammar.stop
        if words[at] not in grammar.persons:  # أعلنت وسائل إعلام سورية، اغتيال فلان، مدير …
            has_name = has_name and (words[begin] in grammar.names or words[begin] in grammar.heads)
        title = words[begin] in grammar.heads and not page.heads[begin]
        plain = words[at] in grammar.persons and 1 < finish - begin <= 4 and not words[begin].startswith("ال") and not page.heads[begin]
        has_name = has_name or (plain and all(word not in grammar.stop and word[0].isalnum() for word in words[begin:finish]))
        closes = (finish < limit and words[finish] in "،,):") or finish >= limit
        if not closes and words[begin] in grammar.persons and words[begin].startswith("ال"):
            comma = next((t for t in range(finish, min(limit, begin + 12)) if words[t] in COMMAS), finish)
            closes, finish = comma > finish and not page.has_hit(finish, comma), comma
        if closes and (has_name or title) and finish - begin <= 12:
            token = finish
    return at, token


def _apposed(page: Page, grammar: Grammar, at: int, token: int, limit: int) -> int:
    """Return the end of a name that nobody listed behind the rest of a title: between commas (السفير …، علي الديلمي، أن), or a known
    person's right before what is said (المتحدث باسم … في اليمن تركي المالكي، إن)."""
    words = page.words
    stop = min(limit, token + 8)
    comma = token
    while comma < stop and words[comma].startswith(("ال", "لل")) and not (words[comma] in grammar.heads or words[comma] in WORDS["times"]):
        comma += 1  # رئيس الغرفة الأمنية الليبية المشتركة، …
    if comma < limit and words[comma] in COMMAS and comma - token < 3:
        begin = comma + 1
        if begin < limit and words[begin] in grammar.honorifics:
            begin += 1
        end = begin
        while end < limit and end - begin < 5 and _is_part_of_name(page, grammar, begin, end):
            end += 1
        bounded = end < limit and (words[end] in COMMAS or words[end] in COMP)
        return end if bounded and end - begin > 1 and not words[begin].startswith("ال") else token
    if token - 1 in page.closings:  # رئيسة منظمة "…" فلانة الفلانية، …
        end = token
        while end < limit and end - token < 4 and words[end] not in COMMAS and _is_part_of_name(page, grammar, token, end):
            end += 1
        bounded = end < limit and (words[end] in COMMAS or words[end] in COMP)
        return end if bounded and end - token > 1 and not words[token].startswith("ال") else token
    if words[token] not in WORDS["inside"]:
        return token
    bound = next((t for t in range(token, stop) if words[t] in COMP or words[t] in COMMAS), token)
    last = bound - token  # `Page.find` counts from the first token
    named = [item for item in page.find(token, bound) if item[1] == last and item[2].kind == "person" and last - item[0] > 1]
    return bound if named and not page.has_hit(token, bound) else token


def _is_part_of_name(page: Page, grammar: Grammar, begin: int, at: int) -> bool:
    word = page.words[at]
    if at == begin and word == "علی":
        return page.raw[page.ends[at] - 1] == "ي"
    plain = word.isalpha() and word not in grammar.stop and word not in COMP and word not in WORDS["times"]
    return plain and not page.heads[at] and (word not in grammar.heads or word in grammar.names)


def hearer(page: Page, grammar: Grammar, word: str) -> bool:
    """Say whether the preposition ل is joined to who may speak (للجنة, للحكومة, لماي)."""
    if not word.startswith("ل") or word in grammar.heads or word in grammar.names:
        return False
    if word[1:] in lone_names(page, grammar):
        return True
    known = word[1:] in grammar.directory.words["ar"] and word not in lone_names(page, grammar)
    return known or word[1:] in grammar.heads or (word.startswith("لل") and "ا" + word[1:] in grammar.heads)


def _foreign_name(page: Page, grammar: Grammar, at: int, limit: int) -> int:
    """Return the end of a name of two or three words that nobody listed, before the comma of its title (هانز جروندبرج، الممثل …)."""
    words = page.words
    comma = next((t for t in range(at + 2, min(limit, at + 4)) if words[t] in COMMAS), None)
    if comma is None or comma + 1 >= limit or (words[comma + 1] not in grammar.persons and words[comma + 1] not in WORDS["introduced"]):
        return at + 1
    ends = (grammar.stop, grammar.heads, COMP)
    plain = all(word.isalpha() and not any(word in group for group in ends) for word in words[at + 1 : comma])
    return comma if plain else at + 1


def _object_follows(page: Page, grammar: Grammar, at: int, token: int, limit: int) -> bool:
    """Say whether what stands behind a bare title is the verb's object, not a name (وانتقد المتحدث تمرير القانون)."""
    words, after = page.words, page.words[at + 1] if at + 1 < token else ""
    if not after or after.startswith("ال") or after in WORDS["itself"] or after in grammar.heads or after in grammar.honorifics:
        return False
    if after in grammar.names or after in lone_names(page, grammar):
        return False
    goes_on = token == at + 2 and token < limit and words[token][0].isalnum() and words[token] not in grammar.stop
    return goes_on or any(first for first, _, entity in page.find(at + 1, token) if entity.kind == "person")


def _joins(page: Page, at: int, limit: int) -> bool:
    """Say whether a second body or country is joined to the one before (… والسلطة الفلسطينية)."""
    stop, entity = page.name(at, limit) if page.words[at].startswith("و") else (at, None)
    if entity is None or entity.kind not in ("country", "institution", "person"):
        return False
    bare = page.directory.longest([page.words[at][1:], *page.words[at + 1 : stop]], 0, stop - at, "ar")[1]
    adjective = entity.kind == "country" and page.words[stop - 1].endswith(("ی", "یه", "یین"))
    return bare is not None and bare.id == entity.id and (not adjective or stop - at > 1)


def _unknown_name(page: Page, grammar: Grammar, at: int, token: int, limit: int) -> int:
    """Take along up to three words that must be a name: behind a person's title, before a clear boundary (الوزير هايكو ماس إن)."""
    words = page.words
    if words[at] not in grammar.heads or words[at] in grammar.groups or not grammar.names.isdisjoint(words[at:token]):
        return token
    stop = token
    while (
        stop < limit
        and stop - token < 4
        and words[stop][0].isalnum()
        and words[stop] not in grammar.stop
        and words[stop] not in COMP
        and words[stop] not in grammar.heads
        and words[stop] not in WORDS["asked"]
        and not addressed(page, grammar, stop)
    ):
        stop += 1
    bounded = stop >= limit or words[stop] in COMMAS or words[stop] in grammar.stop or words[stop] == ":"
    bounded = bounded or addressed(page, grammar, stop)
    return stop if bounded and 0 < stop - token <= 3 and not words[token].startswith("ال") else token


def speaker_like(page: Page, grammar: Grammar, span: tuple[int, int] | None) -> bool:
    if span is None:
        return False
    words = page.words[span[0] : span[1]]
    if len(words) > 1 and (words[0] in LEADING or (words[0] in COUNTED and words[1] == "من")):
        return True
    led = words[0] in grammar.determiners or words[0].isdigit() or words[0] in NUMBERS
    first = words[1] if len(words) > 1 and led else words[0]
    return (
        first in grammar.heads
        or first in WORDS["latter"]
        or first in MARKS
        or first in grammar.honorifics
        or first in grammar.names
        or page.name(span[0], min(span[1], span[0] + 6))[1] is not None
        or not grammar.names.isdisjoint(words[1:])
        or first in lone_names(page, grammar)
        or (is_plural(first) and not page.verbs[span[0]])
        or (first != words[0] and are_people(first))  # بعض المشرعين
        or any(words[at - 1] in COMMAS and words[at] in grammar.persons for at in range(2, len(words)))
        or (len(words) > 1 and _foreign_name(page, grammar, span[0], len(page.words)) == span[1])
    )


def subject_before(page: Page, grammar: Grammar, at: int, first: int) -> tuple[int, int] | None:
    """Return a subject standing before its verb (وكانت الوزارة قد أعلنت؛ الوزير قال؛ … الذي قال)."""
    words, stop = page.words, at
    if words[at - 1] in WORDS["anew"] and at > first:
        return None  # …، لكنه أكد: he who spoke before
    if (opening := _before_aside(page, grammar, at, first)) is not None:
        return opening
    if at - 1 > first and words[at - 1] in "–—-":  # between dashes: سرايا القدس -الجناح العسكري- أعلنت
        stop = next((token for token in range(at - 2, max(first, at - 16), -1) if words[token] in "–—-"), at)
    while stop > first and (words[stop - 1] in BEFORE_VERBS or words[stop - 1] == "،"):
        stop -= 1
    begin, relative = stop, words[at - 1] in WORDS["who"]
    closings = page.closings
    while begin > first and stop - begin < 14:
        if begin - 1 in closings and begin - closings[begin - 1] <= 6:
            begin = closings[begin - 1]
        elif words[begin - 1][0].isalnum() and words[begin - 1] not in grammar.stop and not (relative and _is_cue(page, begin - 1)):
            begin -= 1
        else:
            break
    if begin > first and words[begin - 1] in "،,":
        previous = begin - 1
        while previous > first and words[previous - 1][0].isalnum() and words[previous - 1] not in grammar.stop and begin - previous < 10:
            previous -= 1
        previous += words[previous].removeprefix("و") in WORDS["was"]
        opens = previous == first or words[previous - 1] in WORDS["was"]
        named = opens and 1 < begin - 1 - previous <= 4 and not any(page.heads[previous : begin - 1])
        if named and words[begin] in grammar.heads and grammar.heads.keys().isdisjoint(words[previous : begin - 1]):
            begin = previous  # ديف لويس، الرئيس التنفيذي للشركة، أوضح
        elif previous < begin - 1 and opens and words[previous] in grammar.heads:
            begin = previous
    if begin < stop and words[begin] in WORDS["opening"]:
        begin += 1
    span = (begin, stop)
    if begin > first and words[begin - 1] in WORDS["inside"]:  # قيادي في المقاومة يؤكد أن …: what stands first says who
        end, entity = page.name(begin, stop) if begin < stop else (begin, None)
        place = end == stop and entity is not None and entity.kind == "country"
        framed = words[stop] in COMMAS and stop < at  # في المملكة، قال:
        whole = begin < stop and not place and not framed and speaker_like(page, grammar, span)
        if whole and words[begin] in grammar.crowd and (one := _one_of(page, grammar, begin - 1, first)) is not None:
            return one
        return _clause_subject(page, grammar, at, first) or (span if whole else None)
    if begin < stop and (speaker_like(page, grammar, span) or _stands_behind_was(page, grammar, span, first)):
        return span
    if words[at - 1] in grammar.heads and at - 2 >= first and words[at - 2] in WORDS["before_nouns"]:
        return at - 1, at  # إثر تقارير أشارت إلى …
    return _clause_subject(page, grammar, at, first) if words[at - 1] not in WORDS["again"] else None


def _stands_behind_was(page: Page, grammar: Grammar, span: tuple[int, int], first: int) -> bool:
    """Say whether a name that nobody listed stands between كان and its verb (وكان سوسان أعلن أن …)."""
    (begin, stop), words = span, page.words[span[0] : span[1]]
    behind = begin > first and page.words[begin - 1].removeprefix("و") in WORDS["was"]
    plain = 0 < len(words) < 4 and not words[0].startswith("ال") and not any(page.verbs[begin:stop])
    return behind and plain and all(word.isalpha() and len(word) > 2 and word not in grammar.stop for word in words)


def _before_aside(page: Page, grammar: Grammar, at: int, first: int) -> tuple[int, int] | None:
    """Return who opens the sentence before an aside that و and a preposition begin (الوزير، وفي مقابلة مع القناة، أشار إلى …)."""
    words = page.words
    aside = next((t for t in range(first + 1, min(at, first + 6)) if words[t][0] == "و" and words[t][1:] in WORDS["asides"]), 0)
    if not aside or words[at - 1] not in COMMAS or page.verbs[first]:
        return None
    if any(not hit.form.clitic for hit in page.hits(first, at)):
        return None
    opening = first, aside - (words[aside - 1] in COMMAS)
    return opening if speaker_like(page, grammar, opening) else None


def _one_of(page: Page, grammar: Grammar, at: int, first: int) -> tuple[int, int] | None:
    """Return the name before من that opens the clause (فلان الفلاني من سكان القرية أكد أن …)."""
    words, begin = page.words, at
    while begin > first and words[begin - 1].isalpha() and words[begin - 1] not in grammar.stop and not page.verbs[begin - 1]:
        begin -= 1
    opens = begin == first or words[begin - 1] in COMMAS or words[begin - 1] in OPENERS
    return (begin, at) if words[at] == "من" and opens and 1 < at - begin < 5 and not words[begin].startswith("ال") else None


def _is_cue(page: Page, at: int) -> bool:
    """Say whether a verb of speech stands there (قال الرئيس، الذي أدان …)."""
    return at in page.found and page.found[at][1].kind in SPEECH and not page.found[at][0].participle


def _clause_subject(page: Page, grammar: Grammar, at: int, first: int) -> tuple[int, int] | None:
    """Return the subject that opens the clause of a verb, whatever stands between (لكن دائرة الأوقاف في القدس أكدت …)."""
    words = page.words
    for begin in range(at - 1, max(first, at - 20) - 1, -1):
        if begin in page.found and page.found[begin][1].kind != "noun" and words[begin] not in grammar.heads:
            return None
        if words[begin] in WORDS["anew"]:
            return None  # …، لكنه أكد: he who spoke before
        opens = begin == first or words[begin - 1] in OPENERS or words[begin - 1] in COMP
        if opens and (words[begin] in grammar.heads or words[begin] in grammar.names) and not is_stop(page, grammar, begin):
            span = subject_after(page, grammar, begin, at)
            return span if span is not None and speaker_like(page, grammar, span) else None
    return None


def far_from(page: Page, grammar: Grammar, subject: tuple[int, int], link: int, prepositions: set[str]) -> bool:
    """Say whether a complementizer behind a comma belongs to a verb whose speaker stands before names, times and places."""
    speaks = any(at in page.found and page.words[at] not in ("بین", "امر") for at in range(subject[1], link))  # بين X وY: between them
    apart = link > subject[1] + 1 and page.words[link - 1] in COMMAS and not speaks
    apart = apart and page.words[link] in COMP and page.words[subject[1]] not in prepositions
    return apart and speaker_like(page, grammar, subject)


def hears(grammar: Grammar, word: str, form: Form) -> bool:
    """Say whether a noun behind a verb can only be its object: an oblique plural (ودعت الصحفيين إلى …), a title of the other gender."""
    if not word.startswith("ال") or len(word) < 6:
        return False
    return word.endswith("یین") or (form.gender == "f" and form.number == "s" and word in grammar.definite_persons and word[-1] not in "هن")


def disagrees(grammar: Grammar, word: str, form: Form) -> bool:
    """Say whether behind the past of a man stands a body that takes the verb of a woman (وطالب الحكومة بـ…)."""
    past = form.gender == "m" and form.number == "s" and not form.clitic and form.words[0][0] not in "یت"
    body = word in grammar.heads and word.startswith("ال") and word not in grammar.persons
    return past and body and word.endswith(("ه", "ات")) and len(word) > 5


def behind_name(page: Page, grammar: Grammar, at: int, end: int, prepositions: set[str]) -> int:
    """Return where a title's name that nobody listed ends, before the preposition of the verb (… إلى ليبيا يان كوبيش عن موعد …)."""
    words, ends = page.words, (grammar.stop, grammar.heads, COMP)
    for token in range(at, min(end, at + 4)):
        if words[token] in prepositions:
            return token
        if not words[token].isalpha() or any(words[token] in group for group in ends) or words[token].startswith("ال") or page.heads[token]:
            break
    return at
