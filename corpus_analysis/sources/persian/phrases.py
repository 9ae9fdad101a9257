"""The phrases of Persian attribution: the speaker at the head of a clause, and the adjuncts behind."""

from __future__ import annotations

from collections.abc import Iterable

from ..grammar import Grammar, function_words
from ..marks import MARKS
from ..page import COMMAS, Page


def _by_first(phrases: Iterable[str]) -> dict[str, list[list[str]]]:
    """Return phrases by their first word, longest first."""
    parted = sorted((phrase.split() for phrase in phrases), key=len, reverse=True)
    return {words[0]: [other for other in parted if other[0] == words[0]] for words in parted}


ADDRESSES = ("اقای", "خانم")
QUANTIFIERS, OF = function_words("fa")["quantifiers"], function_words("fa")["some_of"]
GOVERNED = frozenset(tuple(phrase.split()) for phrase in function_words("fa")["governed"])
BODIES = function_words("fa")["bodies"]
LANDS = function_words("fa")["lands"]
MINISTERIAL, FIELDS = ("وزارت", "وزیر", "وزیران"), _by_first(function_words("fa")["ministries"])
AND_IN = ("و", "در", "امور")  # between two countries of one title: نماینده آمریکا در امور ایران
SECOND_NAMES = function_words("fa")["second_names"]
OBJECT = 16  # words an object may have before its را
DASHES = frozenset("-–—ـ>›/")  # before a title, behind a dateline
POSTS, TIMES, DESKS = (function_words("fa")[name] for name in ("posts", "times", "desks"))


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
            given = entity.kind == "person" and stop == token + 1 and word in grammar.given and _is_named_on(page, grammar, stop, limit)
            named = named or (entity.kind == "person" and not given)
            token, last_kind = stop, "name" if given else "country" if posted else entity.kind
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
        if not word[0].isalnum() or (token > at and (word in grammar.stop or starts_cue(page, token))):
            if _goes_on(page, grammar, at, token, limit):
                last_kind = "title" if word == "جمعه" else last_kind  # امام جمعه کرمان
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
            apart = token + 2 < limit and (words[token + 1] in DASHES or words[token + 1] in COMMAS)
            titled = apart and word.isalpha() and words[token + 2] in grammar.heads and words[token + 2] not in grammar.names
            if word in SECOND_NAMES or titled:
                token += 1  # حمزه فرج اللهی; حسین فلاح نادران - رئیس …
            break
        token += 1
    return token


def _is_named_on(page: Page, grammar: Grammar, at: int, limit: int) -> bool:
    """Say whether a family name goes on behind a word that may be somebody's given name: عباس حسینی."""
    word = page.words[at] if at < limit else "."
    if not word.isalpha() or word in grammar.not_names or starts_cue(page, at):
        return False  # عباس همچنین گفت
    return not _object_marked(page, grammar, at, limit)


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


def starts_cue(page: Page, token: int) -> bool:
    """Say whether a cue that is more than a participle begins at a token."""
    if not page.heads[token]:
        return False
    return any(
        cue.kind != "nominal" and not (form.participle and len(form.words) == 1)
        for form, cue in page.book.matches(page.words, token, page.heads[token])
    )
