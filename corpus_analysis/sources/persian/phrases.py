"""The phrases of Persian attribution: the speaker at the head of a clause, and the adjuncts behind."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ..drafts import Draft
from ..grammar import Grammar, function_words
from ..marks import MARKS
from ..page import COMMAS, Page


def _by_first(phrases: Iterable[str]) -> dict[str, list[list[str]]]:
    """Return phrases by their first word, longest first."""
    parted = sorted((phrase.split() for phrase in phrases), key=len, reverse=True)
    return {words[0]: [other for other in parted if other[0] == words[0]] for words in parted}


OPENING = function_words("fa")["opening"]
COUNTED = ("این", "سه", "یک", "برخی", "همه", "هر")
DIVIDERS, DASHES = frozenset(":؛-–—ـ>›/"), frozenset("-–—ـ>›/")  # what parts a dateline from its sentence
DATELINE = 20  # and how far on it may stand
ADDRESSES = ("اقای", "خانم")
QUANTIFIERS, OF = function_words("fa")["quantifiers"], function_words("fa")["some_of"]
GOVERNED = frozenset(tuple(phrase.split()) for phrase in function_words("fa")["governed"])
MEMBERS = function_words("fa")["members"]
SPANS, AFTER = function_words("fa")["spans"], ("پس", "بعد", "قبل", "پیش")
STATEMENTS = function_words("fa")["statements"]
BODIES = function_words("fa")["bodies"]
LANDS = function_words("fa")["lands"]
COLONS = frozenset(":؛")
MINISTERIAL, FIELDS = ("وزارت", "وزیر", "وزیران"), _by_first(function_words("fa")["ministries"])
OUTLETS = tuple(function_words("fa")["outlet_names"])
AND_IN = ("و", "در", "امور")  # between two countries of one title: نماینده آمریکا در امور ایران
OBJECT = 16  # words an object may have before its را
NEARNESS = ("این", "همین", "پیش", "قبل", "گذشته", "جاری", "اخیر", "اینده")
POSTS, TIMES, DESKS = (function_words("fa")[name] for name in ("posts", "times", "desks"))
TURN_OF = ("بار", "روز", "هفته", "ماه", "سال", "شب")
DAYS = TIMES | {"هفته", "ماه", "سال"}


def behind_dateline(page: Page, grammar: Grammar, first: int, end: int) -> int:
    """Skip «رادیوفردا - », «باشگاه خبرنگاران جوان؛ نام خبرنگار – », «زهان - خبرگزاری مهر: » at the beginning of a sentence."""
    near = page.words[first : min(end, first + DATELINE)]
    if DIVIDERS.isdisjoint(near) or (COLONS.isdisjoint(near[:7]) and DASHES.isdisjoint(near)):
        return first
    crumb = next((token for token in range(min(end - 1, first + 8), first, -1) if page.words[token] in ">›"), None)
    if crumb is not None:
        return crumb + 1  # شفا آنلاین > اجتماعی > …
    stop = phrase_end(page, grammar, first, min(end, first + 6))
    named = _names_outlet(page, first, stop) or (stop > first and page.words[stop - 1].endswith(OUTLETS))
    parted = stop < end - 4 and (page.words[stop] == ":" or (page.words[stop] == "؛" and DASHES.isdisjoint(near[: stop - first + 7])))
    if parted and named and page.has_cue(stop, end):
        return stop + 1  # خبرگزاری فارس: سخنگوی …, دیدارنیوز: سخنگوی …
    if _is_prefix(page, grammar, first, end):
        return first + 2  # مازندمجلس: فاطمه سعیدی گفت: …
    dash = next((token for token in range(first + 1, min(end, first + 10)) if page.words[token] in "-–—"), end)
    if _names_outlet(page, first, dash):
        return dash + 1 if dash < end else first
    if dash < end - 4 and page.words[dash - 1] == ")" and page.words[first + 1 : first + 3].count("(") == 1:
        return dash + 1  # تهران (پانا) - وزارت دفاع …
    stop = next((token for token in range(dash + 2, min(end, dash + 8)) if page.words[token] in "-–—:"), end)
    if stop < end and dash - first <= 4 and _names_outlet(page, dash + 1, stop):
        return stop + 1
    dash = next((token for token in range(first + 1, min(end - 1, first + 4)) if page.words[token] in "-–—/"), first)
    if dash > first and _set_off(page, first, dash):
        subject = subject_span(page, grammar, dash + 1, end)
        if subject is not None and subject[0] == dash + 1 and speaker_like(page, grammar, subject):
            return dash + 1  # ساعت ۲۴ - کریستوف ایاد، کارشناس …، گفت
    return first


def _set_off(page: Page, first: int, dash: int) -> bool:
    """Say whether a dash with space behind it stands off from what is before, or behind one word and its number (مخاطب۲۴- حسین …)."""
    alone = page.raw[page.ends[dash - 1]].isspace() or dash - first == 1 or page.words[dash - 1].isdigit()
    return alone and page.raw[page.ends[dash]].isspace()


def _is_prefix(page: Page, grammar: Grammar, first: int, end: int) -> bool:
    """Say whether one word nobody knows and a colon stand before a sentence with a speaker and a colon of its own."""
    words = page.words
    if words[first + 1 : first + 2] != [":"] or words[first] in grammar.heads or page.find(first, first + 1):
        return False
    turn = next((hit for hit in page.hits(first + 2, end) if words[hit.end : hit.end + 1] == [":"]), None)
    subject = subject_span(page, grammar, first + 2, turn.at) if turn is not None else None
    return subject is not None and speaker_like(page, grammar, subject)


def _names_outlet(page: Page, first: int, end: int) -> bool:
    found = next(page.each(first, end), None)
    return found is not None and found[2].type == "agency/outlet"


def lone_names(page: Page, grammar: Grammar) -> frozenset[str]:
    """Return the words that stand alone between the beginning of a sentence and a cue (شاکرمی تصریح کرد): family names."""
    if page.lone is None:
        opened = (at for at in page.openings(1, len(page.words) - 1) if page.heads[at + 1])
        found = {word for at in opened if len(word := page.words[at]) > 2 and word.isalpha()}
        page.lone = frozenset(found - grammar.not_names - grammar.determiners - QUANTIFIERS - OF)
    return page.lone


def phrase_end(page: Page, grammar: Grammar, at: int, limit: int) -> int:
    """Return where a speaker's phrase ends: at an adjunct, a cue, or where title and name are complete."""
    words, token = page.words, at
    last_kind, named = "", False  # the kind of what was read last, whether a known person was
    if at + 1 < limit and words[at] in lone_names(page, grammar) and words[at + 1] not in grammar.names:
        return at + 1
    while token < limit:
        word = words[token]
        stop, entity = page.name(token, limit)
        if word in MINISTERIAL and (field := field_end(words, token + 1, limit)) > token + 1 and field >= stop:
            token, last_kind = field, "institution" if word == "وزارت" else "title" if last_kind in ("person", "name") else last_kind
            if last_kind == "institution" and _stands_apart(page, grammar, token, limit):
                break
            continue
        if entity is not None:
            if last_kind in ("person", "name") and entity.kind == "role":
                pass
            elif last_kind == "person" or (last_kind == "country" and entity.kind == "country" and words[token - 1] not in AND_IN):
                break
            elif last_kind == "institution" and words[stop : stop + 1] == ["را"]:
                break  # اتحادیه اروپا | اسرائیل را به … متهم کرد
            if last_kind == "" and token > at and entity.kind == "person" and words[at] not in grammar.heads and token - at > 3:
                break
            posted = token > at and words[token - 1] == "در"  # نماینده تهران در مجلس
            named = named or entity.kind == "person"
            token, last_kind = stop, "country" if posted else entity.kind
            continue
        if token > at and words[token - 1] in MARKS and word in grammar.heads and grammar.heads.get(words[at]) == "agency/outlet":
            break  # روزنامه «نیوزیلند هرالد» | نیروهای امنیتی …
        if word in MARKS:
            if token in page.pairs and page.pairs[token] - token <= 4 and not named:
                token = page.pairs[token] + 1
                continue
            break
        if token == at + 2 and words[at] in ADDRESSES and last_kind == "" and _object_begins(page, grammar, token, limit):
            break  # خانم باختری | ویدیوی سخنرانی خود را …
        if not word[0].isalnum() or (token > at and (word in grammar.stop or _starts_cue(page, token))):
            if _goes_on(page, grammar, at, token, limit):
                token += 1
                continue
            break
        if token > at and word in QUANTIFIERS:
            break
        if last_kind == "country" and words[token - 1] != "در" and _object_begins(page, grammar, token, limit):
            break
        if (last_kind in ("institution", "country") or words[token - 1] == "خارجه") and _object_marked(page, grammar, token, limit):
            break
        if words[token - 1] in ("الملل", "بینالملل") and "امور" in words[at:token] and word not in grammar.names | grammar.heads.keys():
            break  # دستیار … در امور بین‌الملل: here the title ends
        if last_kind in ("person", "name") and word in grammar.heads:
            last_kind = "title"
        elif last_kind == "person" and word not in grammar.particles:
            break
        if last_kind != "title" and word in grammar.names and word not in grammar.honorifics:
            last_kind = "name"
        elif last_kind == "name" and words[token - 1] not in grammar.names and words[token - 1] not in grammar.particles:
            break
        token += 1
    return token


def field_end(words: list[str], at: int, limit: int) -> int:
    """Return where the field of a ministry ends, commas in it or not: صنعت، معدن و تجارت; *at* if none begins there."""
    for field in FIELDS.get(words[at], ()) if at < limit else ():
        token = at
        for word in field:
            token += token < limit and words[token] in COMMAS
            if token >= limit or words[token] != word:
                break
            token += 1
        else:
            return token
    return at


def _stands_apart(page: Page, grammar: Grammar, at: int, limit: int) -> bool:
    """Say whether what follows a ministry is no part of its name, neither land nor body nor adjective: وزارت بهداشت | میانگین آلودگی …"""
    if at >= limit or page.name(at, limit)[1] is not None or not page.words[at][0].isalpha():
        return False
    word = page.words[at]
    return not (word in grammar.heads or word in grammar.names or word in grammar.definite or word in grammar.stop or word.endswith("ی"))


def _goes_on(page: Page, grammar: Grammar, at: int, token: int, limit: int) -> bool:
    """Say whether a preposition is part of a title: نماینده ایران در سازمان ملل، ستاد مبارزه با قاچاق، دستیار وزیر در امور …، یکی از …"""
    words, word, before = page.words, page.words[token], page.words[token - 1]
    if token == at:
        return False
    if word == "در":
        named = before in ("دایم", "نماینده", "سفیر") or words[token + 1 : token + 2] in (["امور"], ["حوزه"])
        desk = not DESKS.isdisjoint(words[at:token]) and words[min(token + 1, limit - 1)] in grammar.heads
        return named or desk or _names_place(page, grammar, token, limit)
    if word in grammar.definite and token + 1 < limit:  # سخنگوی این وزارتخانه, وزیر خارجه این کشور
        behind = words[token + 1]
        return (before in grammar.persons and behind in BODIES) or (
            behind in LANDS and not grammar.heads.keys().isdisjoint(words[at:token])
        )
    if word == "از" and words[token + 1 : token + 2] == ["سوی"]:
        return not grammar.document.isdisjoint(words[at:token])  # گزارش تهیه شده از سوی …
    return (before, word) in GOVERNED or (word == "از" and (token - at <= 2 or before in ("تن", "نفر")) and words[at] in QUANTIFIERS | OF)


def _object_begins(page: Page, grammar: Grammar, at: int, limit: int) -> bool:
    """Behind title and country (رئیس‌جمهور ترکیه) comes a name, if a comma or an adjunct follows soon; else the object (حملات … را)."""
    words, stop = page.words, at
    if words[at] in grammar.names or words[at] in grammar.heads or words[at] in grammar.honorifics or words[at] == "و":
        return False
    while stop < limit and words[stop][0].isalnum() and words[stop] not in grammar.stop and stop - at < 4:
        stop += 1
    return stop - at > 3 or stop >= limit or words[stop] in ("را", "این", "ان", "خود") or (stop > at and words[stop] in MARKS)


def _object_marked(page: Page, grammar: Grammar, at: int, limit: int) -> bool:
    """Say whether the words from *at* on are an object marked by را (سازمان … | حمله به غزه را محکوم کرد)."""
    words = page.words
    if words[at] in grammar.names or words[at] in grammar.heads or words[at] in grammar.particles or words[at] == "و":
        return False
    for token in range(at + 1, min(limit, at + OBJECT)):
        if words[token] == "را":
            return True
        if words[token] in ("که", ":") or words[token] in COMMAS or words[token] in MARKS:
            return False
    return False


def _names_place(page: Page, grammar: Grammar, at: int, limit: int) -> bool:
    """نماینده ایران در سازمان ملل: a post abroad belongs to the title."""
    words = page.words[max(0, at - 5) : at]
    return not POSTS.isdisjoint(words) and bool(page.find(at + 1, at + 4))


def _starts_cue(page: Page, token: int) -> bool:
    if not page.heads[token]:
        return False
    return any(
        cue.kind != "nominal" and not (form.participle and len(form.words) == 1)
        for form, cue in page.book.matches(page.words, token, page.heads[token])
    )


def subject_span(page: Page, grammar: Grammar, first: int, end: int) -> tuple[int, int] | None:
    """Return the phrase naming the speaker of a clause: its first phrase, behind fillers and opening adjuncts."""
    words, token = page.words, first
    while token < end:
        filler = grammar.filler(words, token)
        if filler:
            token += len(filler)
        elif words[token] in COMMAS:
            token += 1
        elif (words[token] in DAYS or (token + 1 < end and words[token + 1] == "شنبه")) and (
            timed := _behind_time(words, token, end)
        ) > token:
            token = timed
        elif words[token] in grammar.dates and (dated := _behind_date(page, grammar, token, end)) > token:
            token = dated
        elif words[token] in grammar.pronouns:
            return token, token + 1
        elif token in page.pairs and 1 < page.pairs[token] - token <= 5:
            stop = page.pairs[token] + 1
            if stop < end and (words[stop] in grammar.heads or (words[stop] in COMMAS and words[min(stop + 1, end - 1)] in grammar.heads)):
                return token, phrase_end(page, grammar, stop + (words[stop] in COMMAS), end)  # «محمود عباس» رئیس …
            return token + 1, page.pairs[token]
        elif words[token] in OPENING or _is_span(page, token) or (words[token] in grammar.stop and words[token] not in COUNTED):
            found = _after_adjunct(page, grammar, token, end)
            if found is None:
                return None
            token = found
        else:
            break
    if token >= end or not words[token][0].isalnum():
        return None
    stop = phrase_end(page, grammar, token, end)
    if stop < end and (words[stop] == "را" or (words[stop] == "و" and "را" in words[stop + 1 : min(end, stop + 4)])):
        return None  # an object
    if words[stop : stop + 1] == ["("]:  # بلال ترابه (Bilal Tarabey) خبرنگار شبکه
        close = next((t for t in range(stop, min(end - 1, stop + 8)) if words[t] == ")"), None)
        stop = phrase_end(page, grammar, close + 1, end) if close is not None and words[close + 1] in grammar.heads else stop
    if stop < end and words[stop] == "خود" and stop - token > 1 and "را" in words[stop + 1 : min(end, stop + OBJECT)]:
        stop -= 1  # این شرکت | نگرانی خود را …
    listed = _list_end(page, token, stop, end)
    if listed > stop:
        return token, listed
    if stop + 1 < end and words[stop] in "،,":
        finish = phrase_end(page, grammar, stop + 1, end)
        title = words[stop + 1] in grammar.heads or not grammar.names.isdisjoint(words[stop + 1 : finish])
        title = title and words[finish : finish + 1] != ["را"]  # منابع غربی، جمهوری اسلامی را …
        if title and words[stop + 1] not in grammar.stop and not _starts_cue(page, stop + 1):
            stop = finish
    return (token, stop) if stop > token else None


def _behind_time(words: list[str], at: int, end: int) -> int:
    """Skip a day or season before the speaker: دوشنبه این هفته, پنج شنبه پیش, سال گذشته."""
    stop = at + 2 if words[at + 1 : at + 2] == ["شنبه"] else at + 1
    while stop < end and (words[stop] in DAYS or words[stop] in NEARNESS or words[stop].isdigit()):
        stop += 1
    stop -= words[stop - 1] in ("این", "همین")  # امروز این مقام گفت
    return stop if stop < end and words[stop][0].isalnum() else at


def _is_span(page: Page, at: int) -> bool:
    """Say whether a span of time opens with a number: چهار سال پس از بازگشت طالبان، …"""
    near = page.words[at + 1 : at + 5]
    return near[:1] != [] and near[0] in SPANS and any(a in AFTER and b == "از" for a, b in pairwise(near))


def _list_end(page: Page, first: int, stop: int, end: int) -> int:
    """Return where a list of countries ends that opens with the phrase ``first:stop`` (فرانسه، آلمان و انگلیس); *stop* if there is none."""
    at, (whole, entity) = stop, page.name(first, stop)
    while entity is not None and entity.kind == "country" and whole == at and at + 1 < end and page.words[at] in ("،", ",", "و"):
        whole, entity = page.name(at + 1, end)
        at = whole if entity is not None and entity.kind == "country" else at
        if page.words[at - 2] == "و":
            return at
    return stop


def _after_adjunct(page: Page, grammar: Grammar, at: int, end: int) -> int | None:
    """Skip an opening adjunct: to behind its comma, else to a known person, pronoun or title behind it."""
    words, near = page.words, min(at + 3, end - 1)
    if words[at] == "در" and words[at + 1 : at + 2] in (["این"], ["همین"], ["ان"]) and words[near] in grammar.names | grammar.honorifics:
        return near  # در این نشست سید عباس عراقچی که …، …
    comma = next((t for t in range(at, min(end, at + 25)) if words[t] in COMMAS), None)
    if comma is not None:
        return comma + 1
    for token in range(at + 1, min(end, at + 14)):
        if words[token] in grammar.pronouns:
            return token
        if words[token - 1] in OPENING or words[token - 1] in ("دیدار", "گفتگو", "و"):
            continue
        if words[token] in grammar.heads and words[at] in grammar.stop and words[at] not in OPENING:
            return token - (token - 1 > at and words[token - 1] in grammar.definite)
    return None


def skip_adjuncts(page: Page, grammar: Grammar, begin: int, last: int, drafts: list[Draft]) -> int:
    words, token = page.words, begin
    dependents = [d.hit.at for d in drafts if d.kind in ("dependent", "adjunct") and d.hit and d.hit.at >= begin - 1]
    while token < last:
        filler = grammar.filler(words, token)
        if words[token] in COMMAS:
            token += 1
        elif filler:
            token += len(filler)
        elif words[token] in TIMES or (words[token] in grammar.dates and token > begin and words[token - 1] in grammar.dates):
            token += 1
        elif words[token] in grammar.dates and (dated := _behind_date(page, grammar, token, last)) > token:
            token = dated
        elif words[token] == "برای" and words[token + 1].endswith("ین") and words[token + 2] in TURN_OF:
            token += 3 + (words[token + 3] in ("متوالی", "پیاپی"))  # برای سومین هفته متوالی
        elif words[token] == "از" and token + 1 < last and words[token + 1] in MEMBERS:
            token = phrase_end(page, grammar, token + 1, last)  # «X» از رهبران جنبش …
        elif words[token] in OPENING and (stated := _behind_statement(page, token, last)) > token:
            token = stated
        elif words[token] in OPENING:
            comma = [t for t in range(token, last) if words[t] in COMMAS and t not in page.inside]
            if comma and "را" in page.words[token : comma[0]]:
                stop, entity = page.name(token + 1, last)
                return stop if entity is not None else token  # در ایران نتیجه مذاکرات را که …، «…» توصیف کرد
            if not comma:
                mark = next((t for t in range(token, last) if words[t] == "را"), None)
                return mark - 1 if mark and words[mark - 1] in ("ان", "این", "او", "وی", "انها", "خود") else token
            token = (comma[-1] if dependents and max(dependents) >= token - 1 else comma[0]) + 1
        else:
            break
    return token


def _behind_statement(page: Page, at: int, last: int) -> int:
    """Skip what opens with a preposition and names an occasion of speech: در بیانیه‌ای، در جای دیگری از سخنانش، در این موضوع."""
    words = page.words
    if words[at] == "در" and words[at + 1] in ("این", "همین", "ان") and "را" in words[at + 4 : last]:
        return at + 3
    for token in range(at + 1, min(at + 7, last - 2)):
        if words[token] in COMMAS or words[token] == "که":
            return at
        if words[token] in STATEMENTS or (words[token] == "خود" and words[at] == "در" and token - at < 5):
            return token + 1
    return at


def _behind_date(page: Page, grammar: Grammar, at: int, last: int) -> int:
    """Skip a date before an adjunct or comma: بامداد جمعه ۲۳ مردادماه با انتشار بیانیه‌ای، …"""
    stop = at
    while stop < last and (page.words[stop] in grammar.dates or page.words[stop].isdigit() or page.words[stop].endswith("ماه")):
        stop += 1
    return stop if stop < last and (page.words[stop] in OPENING or page.words[stop] in COMMAS) else at


def speaker_like(page: Page, grammar: Grammar, span: tuple[int, int]) -> bool:
    span = (span[0] + 1, span[1]) if page.words[span[0]] in MARKS and span[1] - span[0] > 1 else span
    words = page.words[span[0] : span[1]]
    words = words[1:] if len(words) > 1 and words[0] in grammar.determiners else words
    if words[0] in grammar.heads or words[0] in grammar.pronouns or words[0] in grammar.names:
        return True
    return page.name(span[0], min(span[1], span[0] + 6))[1] is not None
