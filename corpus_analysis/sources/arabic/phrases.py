"""The phrases of Arabic attribution: where the name of a speaker ends, what opens the content."""

from __future__ import annotations

from ..grammar import Grammar, function_words, load_grammar
from ..marks import MARKS
from ..page import COMMAS, Page
from ..people import key
from .nouns import (
    COMP,
    QUALIFIERS,
    clings,
    is_deed,
    is_definite_body,
    is_object,
    is_plural,
    is_stop,
    joins_adjective,
    joins_field,
    lone_names,
)

WORDS = function_words("ar")
NOT_COMP_AFTER = WORDS["not_comp_after"]
PREPOSITIONS = WORDS["prepositions"]
BODIES = WORDS["private"] | WORDS["leagues"] | WORDS["councils"]
NAMED_AFTER = WORDS["named_after"]
ASKED, BREAKING = WORDS["asked"], WORDS["asked"] | WORDS["counterparts"]
UNNAMED = [[word] for word in WORDS["unnamed"]]
REACH = 45


def find_link(page: Page, at: int, end: int) -> tuple[str, int, int] | None:
    """Find what opens the content after a verb: (kind, first token of the link, first token of the content)."""
    words = page.words
    limit = min(end, at + REACH)
    token = at
    while token < limit:
        word = words[token]
        if word in COMP and word != "لان" and (token == at or (words[token - 1] not in NOT_COMP_AFTER and not _governs(page, token - 1))):
            if token > at + 1 and word == "ان" and page.name(token - 2, end)[0] == token + 1:
                token += 1  # مون جيه إن
                continue
            if page.name(token, end)[0] > token + 1:
                token = page.name(token, end)[0]  # بان كي مون
                continue
            begin = token - 1 if token > at and words[token - 1] in PREPOSITIONS else token
            return "comp", begin, token + 2 if token + 2 < end and words[token + 1] == ":" else token + 1
        if word == ":":
            if token + 2 < end and words[token + 1] in COMP:
                return "comp", token, token + 2  # وقالت مصادر: إن …
            return "colon", token, token + 1
        if token in page.pairs:
            closing = page.pairs[token]
            named = token > at and not load_grammar("ar").heads.keys().isdisjoint((words[token - 1], words[token - 1][1:]))  # لراديو "…"
            name = token == at and closing - token <= 4 and not COMP.isdisjoint(words[closing + 1 : closing + 4])
            name = name or (token == at and names_body(page, load_grammar("ar"), token, end))
            name = name or (closing - token <= 9 and closing + 1 < end and words[closing + 1] in COMP)  # قناة "دي.دبليو" بأن …
            apart = token == at and closing - token <= 3 and words[closing + 1 : closing + 2] != [] and words[closing + 1] in COMMAS
            name = name or (apart and not COMP.isdisjoint(words[closing + 2 : min(end, closing + 25)]))  # وقالت "زايد"، خلال …، إن
            name = name or not WORDS["platforms"].isdisjoint(words[token + 1 : min(closing, token + 3)])
            known = closing - token <= 5 and bool(page.find(token + 1, closing)) and words[token - 1] not in PREPOSITIONS
            short = (
                name
                or known
                or (named and closing - token <= 10 and all(len(word) < 4 for word in words[token + 1 : closing]))  # "أر.تي.إل"
                or (words[token - 1] == "ل" and token > at and closing - token <= 6)
                or (words[token - 1] in ("علی", "عبر") and closing - token == 2 and _goes_on(page, closing, end))  # كتب على "تويتر"، قائلا
                or (closing - token <= 5 and (named or (closing + 1 < end and words[closing + 1] not in COMMAS)))
            )
            if not short:
                return "quote", token, token
            token = closing
        token += 1
    return None


def _goes_on(page: Page, closing: int, end: int) -> bool:
    """Say whether behind a closing mark and a comma what is said is still to come."""
    at = closing + 2
    return at < end and page.words[closing + 1] in COMMAS and (page.words[at] in COMP or at in page.found)


def _governs(page: Page, at: int) -> bool:
    """Say whether a complementizer belongs to the word before it, a verb that is no cue (وثائق يفترض أنها …)."""
    return bool(page.verbs[at]) and page.words[at][0] in "یت" and not page.heads[at] and page.words[at - 1] not in COMMAS


def names_body(page: Page, grammar: Grammar, at: int, end: int) -> bool:
    """Say whether a quotation right behind a verb is the name of who speaks (وقال "تجمع أهالي المعتقلين" في بيان إن …)."""
    closing = page.pairs[at]
    behind = range(closing + 1, min(end, closing + 15))
    said = next((token for token in behind if token not in page.inside and page.words[token] in COMP), 0)
    return said > 0 and closing - at <= 11 and page.words[at + 1] in grammar.heads and not page.has_hit(closing, said)


def phrase_end(page: Page, grammar: Grammar, at: int, limit: int) -> int:
    """Return where the noun phrase that begins at *at* ends, knowing only its words (titles, nationality, names)."""
    words, token = page.words, at
    if token >= limit:
        return at
    kind, whole = "", False  # of the name before; whether it is that of a body with which the phrase begins
    closed, named, complete = False, False, False  # after the nationality; after a given name; after a whole title, body or person
    while token < limit:
        word = words[token]
        stop, entity = page.name(token, limit)
        if token > at and (addressed(page, grammar, token) or is_object(page, grammar, at, token)):
            break
        if token == at + 1 and word.startswith("ال") and words[at] not in grammar.heads and words[at] in lone_names(page, grammar):
            break  # ودعا ميارة المجتمع الدولي إلى …
        owned = token > at and words[token - 1].endswith("ون") and _is_complete_plural(grammar, words[token - 1], word)
        if owned or (token > at and word == "ای") or (token == at + 2 and _is_indefinite(words, at, token)):
            break  # يتهم معارضون فلانا، اتهمت منظمات حقوقية القوات …
        if entity is not None and word not in WORDS["issued"]:
            if whole and (entity.kind == "person" or (word.startswith("ال") and (entity.kind == "body" or word in grammar.persons))):
                break  # طالبت حركة حماس الرئيس عباس
            if entity.kind == "person" and stop == token + 1 and _is_surname(words, stop, limit, grammar):
                named, token = True, stop  # زيد الزاملي is not (Abi) Zaid
                continue
            if entity.kind == "person" and words[stop - 1] not in grammar.particles and words[at] not in NAMED_AFTER:
                return stop
            if token > at and entity.kind == "institution" and words[at] in grammar.crowd:
                break
            again = entity.kind == kind == "country" and word.startswith("ال") and word.endswith("یه")  # الجمهورية الإسلامية الإيرانية
            if (closed and token > at and not again) or (entity.kind == "institution" and complete and not word.startswith("لل")):
                break
            if entity.kind == "country" and token > at and kind in ("institution", "country") and word[-1] not in "یه":
                break  # حماس الاحتلال: not of Hamas
            kind = entity.kind
            whole = token == at and kind in ("institution", "body") and entity.type != "agency/outlet"
            whole = whole and (kind != "body" or stop - at > 1 or word.startswith("ال"))  # but إدارة الرئيس
            if entity.kind in ("country", "institution") and token > at:
                closed = True
            begun = entity.kind == "role" and words[stop - 1] in ("رییس", word) and not words[stop - 1].startswith("ال")  # نائب رئيس فريق
            complete = complete or (entity.kind in ("role", "body", "institution", "country") and not begun)
            token = stop
            continue
        if token > at and len(word) > 4 and word.endswith("ها") and entity is None and word not in grammar.names:
            break  # عزمها: hers, no name
        if word in BREAKING and token > at and (word not in ASKED or words[token + 1 : token + 2] in UNNAMED):
            break  # أبلغ الوزير نظيره التركي أن …; مسؤول طلب عدم كشف هويته
        if word == "(" and token > at and ")" in words[token : token + 7]:
            behind = words.index(")", token) + 1
            named_there = token == at + 1 and words[at] in grammar.heads and not words[at].startswith("ال")  # شركة (سي.بي.اس)
            if words[token - 1] in grammar.groups or named_there or (behind < limit and words[behind] in grammar.names):
                token = behind  # رئيس المجلس (الغرفة الأولى) الحبيب المالكي
                continue
        if word in MARKS:
            if token in page.pairs and page.pairs[token] - token <= 5 and not named and _quotes_name(page, grammar, token, complete):
                token = page.pairs[token] + 1
                continue
            break
        if word == "." and token > at and len(words[token - 1]) == 1 and token + 1 < limit:
            token += 1  # د. سعد
            continue
        if not word[0].isalnum() and word not in grammar.particles:
            break
        if (
            token > at
            and word in grammar.heads
            and not word.startswith(("ال", "لل"))
            and words[token - 1] not in grammar.heads
            and words[token - 1] not in WORDS["in_name_of"] | WORDS["branches"] | {"عام"}
            and words[token - 1] not in WORDS["issued_by"]
            and not named
        ):
            break
        if token == at + 1 and word in WORDS["issued_by"] and words[at] in grammar.document and token + 1 < limit:
            token += 1  # تقرير أعدته الوزارة
            continue
        if token > at and (behind := _behind_qualifier(page, grammar, token, limit)) > token:
            token, closed = behind, False
            continue
        if token == at and at + 1 < limit and words[at + 1] in WORDS["suspected"] and word in grammar.heads:
            token, closed = token + 2, True  # المشتبه به
            continue
        if word in grammar.honorifics and token + 1 < limit:  # … اليمنية العميد يحيى سريع، الدكتور عزام الدخيل: rank and name
            apart = words[token + 1] in COMMAS and token + 2 < limit and words[token + 2] in grammar.given  # اللواء، أحمد المسماري
            finish = name_end(page, grammar, token + 1 + apart, limit)
            of_country = (after := page.name(token + 1, limit)[1]) is not None and after.kind == "country"
            if finish > token + 1 and not of_country:
                return finish  # but السفيرة الأمريكية لدى …
            if token + 1 in page.pairs and page.pairs[token + 1] - token <= 6 and token > at:
                return page.pairs[token + 1] + 1  # العقيد «فلان الفلاني»
        if token > at and (is_stop(page, grammar, token) or (word[0] == "ب" and word[1:] in WORDS["places"])):
            behind, whole = _behind_stop(page, grammar, at, token, limit)
            if whole:
                return behind
            if word in ("لدی", "الی", "فی", "من"):
                closed = complete = False
                kind = ""
            token = behind
            continue
        if token > at and word == "للشوون" and token + 1 < limit:
            token, closed, complete = token + 2, False, False  # نائب وزير الصحة للشؤون الصحية فلان
            continue
        if closed and token > at and word.startswith("لل") and words[token - 1].startswith("ال") and _names_body(words[at:token]):
            token += 1  # الاتحاد العام التونسي للشغل
            continue
        if token == at or word in grammar.names or word in grammar.particles:
            named = named or (word in grammar.names and word not in grammar.heads and word not in grammar.persons)
        elif named:
            family = words[at] in grammar.directory.families["ar"] or (
                words[at] not in grammar.given and words[at] in lone_names(page, grammar)
            )
            alone = token == at + 1 and family and not _is_surname(words, token, limit, grammar)  # ووصف زاده محادثات …
            return token if alone else _behind_family_name(page, grammar, token, limit)
        elif (
            (token > at and joins_adjective(page, grammar, token))
            or word in QUALIFIERS
            or (word in WORDS["in_name_of"] and word not in grammar.names)
            or joins_field(page, grammar, at, token)
        ):
            pass
        elif (
            complete
            and key([word]) not in grammar.nations
            and word != "باسم"
            and not (word.startswith("ال") and word.endswith(("یه", "ی")))
        ):
            break
        elif closed or key([word]) in grammar.nations:
            if closed:
                break
            closed = True
        elif (
            (page.heads[token] and page.heads[token] != "قول" and not word.startswith("ال"))
            or not (
                word.startswith(("ال", "لل"))
                or (words[at] in grammar.heads and token - at < 3 and not is_definite_body(grammar, words[at]))
            )
            or (
                token > at + 1 and words[token - 1].endswith(("یه", "ی")) and is_deed(word)  # مصادر عسكرية مقتل …
            )
        ):
            break
        token += 1
    return max(token, at + 1)


def _is_surname(words: list[str], at: int, limit: int, grammar: Grammar) -> bool:
    """Say whether a given name, though it is somebody's family name, too, is followed by a family name in ي or another given name."""
    if at >= limit or words[at - 1] not in grammar.given or key([words[at]]) in grammar.nations or words[at] in grammar.heads:
        return False
    return words[at] in grammar.given or (words[at].startswith("ال") and words[at].endswith("ی") and len(words[at]) > 5)


def _is_complete_plural(grammar: Grammar, before: str, word: str) -> bool:
    """Say whether a plural in ون, behind which no owner can stand, is followed by no adjective of its own."""
    if not (is_plural(before) or before in grammar.determiners) or not word[0].isalpha():
        return False  # also: وصف مغردون آخرون المطالبة بأنها …
    both = before.startswith("ال") and word.startswith("ال")
    return (
        not both and not word.endswith(("ون", "ین")) and word not in grammar.stop and word not in WORDS["some"] and not word.startswith("ب")
    )


def _is_indefinite(words: list[str], at: int, token: int) -> bool:
    """Say whether the word with the article behind a noun and its adjective without one begins another phrase."""
    if not words[token].startswith("ال") or words[at].startswith("ال") or words[at + 1].startswith("ال"):
        return False
    return words[at].endswith(("ات", "ون")) and words[at + 1].endswith(("یه", "یون"))


def _names_body(words: list[str]) -> bool:
    """Say whether a phrase names a union, council or the like, whose purpose may follow its nationality."""
    return any(bare in BODIES for word in words for bare in (word, word.removeprefix("ل"), "ال" + word.removeprefix("لل")))


def _behind_qualifier(page: Page, grammar: Grammar, at: int, limit: int) -> int:
    """Skip what says more of a speaker: المعترف بها دوليا, المدعومة من إيران, ما يسمى بـ"…"."""
    words, token = page.words, at + 1
    if token >= limit:
        return at
    if words[at] == "ما" and words[token] in WORDS["so_called"] and token + 1 < limit:
        token += 1 + (words[token + 1] == "ب")
        return page.pairs[token] + 1 if token in page.pairs and page.pairs[token] < limit else at
    if words[at] not in WORDS["qualified"]:
        return at
    if words[token] in ("بها", "به", "بهم"):
        return token + 1 + (token + 1 < limit and words[token + 1].endswith("یا"))
    if words[token] in ("من", "ل", "فی", "علی", "الی"):
        token += 1
    elif not words[token].startswith(("ل", "ب")):
        return at
    stop = page.name(token, limit)[0]
    return max(stop, token + 1) if token < limit else at


def _behind_stop(page: Page, grammar: Grammar, at: int, token: int, limit: int) -> tuple[int, bool]:
    """Return where the phrase from *at* goes on behind a preposition or the like at *token*, and whether it is whole there."""
    words, word = page.words, page.words[token]
    if word == "عن" and words[token - 1] in ("صادر", "صدر", "الصادر"):
        return token + 1, False
    joined = word[0] == "ب" and word[1:] in WORDS["places"]
    if (joined or word in ("فی", "من", "باسم")) and (name := _behind_place(page, grammar, token, limit)):
        apart = words[name - 1] in COMMAS and words[at] in grammar.persons  # القنصل في مدينة …، فلان الفلاني
        return name if joined or apart else token + 1 + (token + 2 in page.pairs), False  # في حركة "حماس"، خليل الحية
    leading = words[at] in grammar.anonymous and token - at == 2 and word == "فی"  # قيادي بارز في الحركة
    if leading or (words[token - 1] in grammar.anonymous and word in ("فی", "من")):
        return token + 2, False
    stop, entity = page.name(token + 1, limit) if token + 1 < limit else (token, None)
    if word in ("لدی", "الی") and not grammar.envoys.isdisjoint(words[at:token]) and entity is not None:
        return token + 1, False  # مندوب الصين لدى الأمم المتحدة
    if word == "فی" and words[at].removeprefix("ال") in ("سفاره", "قنصلیه") and entity is not None:
        after, country = page.name(stop + 1, limit) if stop + 1 < limit and words[stop] in COMMAS else (stop, None)
        return (after if country is not None and country.kind == "country" else stop), True  # السفارة الأمريكية في بيروت، لبنان
    if word in ("من", "فی") and token - at == 1 and words[at] in ("احد", "احدی", "عدد", "بعض", "کثیر", "العدید"):
        return token + 1, False
    return token, True


def _behind_family_name(page: Page, grammar: Grammar, at: int, limit: int) -> int:
    """Return where a name ends that the word at *at*, itself not listed, follows: behind it, if it is the family name (also: عز الدين)."""
    words = page.words
    if not (words[at - 1] in grammar.names or words[at - 1] in grammar.particles) or words[at].startswith("ب") or is_deed(words[at]):
        return at  # نفى عمر قيام الحكومة بـ…
    if len(words[at]) > 4 and words[at].endswith("ها"):
        return at
    after = words[at + 1] if at + 1 < limit else ""
    more = after.startswith("ال") and not words[at].startswith("ال") and after not in grammar.stop and after not in grammar.persons
    return at + 1 + more


def name_end(page: Page, grammar: Grammar, at: int, limit: int) -> int:
    """Return where a person's name behind a rank ends, listed or not: given names, fathers, one family name."""
    words, token, unlisted = page.words, at, 0
    while token < limit and words[token][0].isalnum() and not is_stop(page, grammar, token) and words[token] not in COMP:
        word = words[token]
        if word in grammar.particles:
            token += 1
            continue
        if addressed(page, grammar, token):
            break
        if word in grammar.honorifics and token == at:
            at = token = token + 1
            continue
        family = token > at and words[token - 1] in grammar.given and grammar.heads.get(word) == "other"  # محمد الخطيب
        if (word in grammar.heads and not family) or page.heads[token] or (clings(word, grammar) and token > at) or word.startswith("لل"):
            break
        if word not in grammar.names and words[token - 1] not in grammar.particles:
            unlisted += 1
            if unlisted > 2 or (
                token == at and word.startswith("ال") and words[token + 1 : token + 2] and words[token + 1].startswith("ال")
            ):
                break
        token += 1
        if word.startswith("ال") and word not in grammar.names:
            break  # the family name
    return token


def addressed(page: Page, grammar: Grammar, at: int) -> bool:
    """للميادين، لـ«الشرق الأوسط»، لصحفيين: to whom somebody speaks."""
    word = page.words[at]
    if word == "ل":
        return at + 1 in page.pairs
    if not word.startswith("ل") or (word.endswith("یین") and len(word) > 6):
        return word.startswith("ل")
    own = word in grammar.names or word in grammar.directory.names["ar"]  # ليبراسيون
    entity = page.name(at, min(at + 4, len(page.words)))[1] if not own else None
    return entity is not None and entity.type == "agency/outlet"


def _quotes_name(page: Page, grammar: Grammar, at: int, complete: bool) -> bool:
    """Say whether a short quotation inside a title is a name (جماعة "حزب الله"، الرئيس "فلان"), not the beginning of what is said."""
    inside = page.words[at + 1 : page.pairs[at]]
    return not complete or not grammar.names.isdisjoint(inside) or bool(page.find(at + 1, page.pairs[at]))


def _behind_place(page: Page, grammar: Grammar, at: int, limit: int) -> int:
    """Return where the name stands behind the place that a preposition inside a title governs (… في لبنان حسن نصر الله); 0 if none does."""
    words = page.words
    for token in range(at + 1, min(limit, at + 9)):
        word = words[token]
        if word in COMMAS and token > at + 1:
            return token + 1 if token + 1 < limit and words[token + 1] in grammar.given else 0
        if word in MARKS:
            continue
        if not word[0].isalnum():
            return 0
        if token > at + 1 and word in grammar.names and word not in grammar.stop and not word.startswith("ال"):
            return token if words[token - 1] not in grammar.heads else 0  # but من حزب ماكرون
    return 0
