"""In what capacity an Arabic or Persian phrase speaks: for a state, a movement, an outlet, an organisation of states, or for none."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ..lexicon import read_yaml
from ..text.normalize import match_form, match_forms
from .grammar import function_words

if TYPE_CHECKING:
    from .phrases import Phrase

AR, FA = function_words("ar"), function_words("fa")
OUTLETS = FA["outlet_names"]
SPOKEN, ISSUED, ISSUED_BY = FA["spoken"], AR["issued"], AR["issued_by"]
FIRMS = function_words("en")["private"]
WORLDWIDE, STATE_BODIES, AFFAIRS = FA["worldwide"], FA["state_bodies"], FA["affairs"]
LED = AR["led"] | FA["led"]
PRIVATE = {"ar": AR["private"], "fa": FA["private"]}
OF_PARTY = {tuple(match_forms(phrase.split())) for phrase in read_yaml("function_words.yaml")["ar"]["of_party"]}
MEDIA = match_form("الإعلام")
CENTRAL = frozenset(("ملی", "مرکزی"))  # a central bank is of the state
POLLS = match_form("للانتخابات")
LEAGUES, COUNCILS, OF_STATE = AR["leagues"], AR["councils"] | FA["councils"], AR["of_state"] | FA["of_state"]


def capacity(phrase: Phrase) -> str:
    """Return the type of who is named by an Arabic or Persian phrase: by its first title word, else by the institution it names."""
    words, found, grammar = phrase.words, phrase.found, phrase.grammar
    institution = phrase.led
    if phrase.language == "ar" and words[0] in grammar.anonymous and grammar.heads.get(words[0], "other") == "other":
        return "other"  # مصادر في اللجنة العليا: nobody says for whom they speak
    if phrase.language == "fa" and words[-1] in OUTLETS:
        return "agency/outlet"
    movement = institution == "party/movement" or any(grammar.heads.get(word) == "party/movement" for word in words)
    if len(words) > 1 and words[0] in AR["ranks"] and institution is None and words[1] not in grammar.heads:
        return "official-state"  # الجنرال فلان
    if words[0] in AR["pointing"] | grammar.envoys and words[1:2] and words[1] in AR["of_nations"]:
        return "intl-org"  # المسؤول الدولي, المبعوث الأممي إلى …
    envoy = not grammar.envoys.isdisjoint(words[:5])
    if movement and envoy:
        return "party/movement"  # نماینده جنبش X در تهران
    title = next((at for at, word in enumerate(words) if word in grammar.persons), 0)
    leads = words[title] in grammar.persons and not LED.isdisjoint(words[title + 1 : title + 6])
    if leads and not any(entity.kind == "role" and end - first > 1 for first, end, entity in found):
        return "party/movement"  # رئیس حزب X
    if not COUNCILS.isdisjoint(words[:4]) and any(w in OF_STATE for w in words[1:6]):
        return "official-state"  # مجلس السيادة
    if any(pair in OF_PARTY and words[at + 2 : at + 3] != [POLLS] for at, pair in enumerate(pairwise(words))):
        return "party/movement"  # أعضاء اللجنة المركزية
    heads_body = words[title] in grammar.persons or words[0] in COUNCILS
    if heads_body and institution is None and not any(entity.kind == "body" for _, _, entity in found):
        near = [*words[title + 1 : title + 6], *(word[1:] for word in words[title + 1 : title + 6] if word.startswith("ل"))]
        if (not PRIVATE[phrase.language].isdisjoint(near) and CENTRAL.isdisjoint(near)) or (
            not LEAGUES.isdisjoint(near) and phrase.country is not None
        ):
            return "other"  # رئيس النادي, رئيس الاتحاد السعودي لكرة القدم
    if envoy and phrase.sends is not None:
        return "official-state"
    if _is_expert(phrase):
        return "other"
    if words[0] in AR["agencies"] and institution is None and phrase.language == "ar":
        if not AR["state_agencies"].isdisjoint(words):
            return "official-state"  # الوكالة الوطنية للكوارث
        if not AR["private_agencies"].isdisjoint(words):
            return "other"  # وكالة موديز للتصنيف
    place = next((entity.type for _, _, entity in found if entity.kind in ("role", "body")), None)
    heads = [grammar.heads[word] for word in words if word in grammar.heads]
    abroad = phrase.language != "fa" or _is_worldwide(words)  # a Persian رئیس سازمان is mostly an official at home
    if abroad and heads[:1] == ["official-state"] and institution is None and place is None and "intl-org" in heads:
        return "intl-org"  # نائب مدير عام المنظمة
    for before, word in pairwise(["", *words]):
        type_ = grammar.heads.get(word) or grammar.heads.get("ال" + word)
        if word == MEDIA and before in AR["leading_media"]:
            continue  # مدير الإعلام في المطار
        if word in grammar.crowd and phrase.language == "ar":
            return "other"  # نشطاء مواقع التواصل
        if type_ is not None and type_ != "other":
            return institution if institution and type_ in ("official-state", "intl-org") else type_
        if type_ == "other" and (institution or word in grammar.anonymous):
            return institution if institution and word not in grammar.anonymous else "other"
    return institution or place or "other"


def behind_words(words: list[str], language: str) -> int:
    """Return where in a phrase stands who issued it: سخنان نخست‌وزیر، گزارش تهیه شده از سوی سازمان ملل, بيان صادر عن الوزارة; 0: nowhere."""
    by = "عن" if language == "ar" else "سوی"
    at = words.index(by, 2) + 1 if by in words[2:-1] else 0
    if language == "ar":
        told = len(words) > 2 and words[1] in ISSUED_BY  # تقرير أعدته الوزارة
        return at if at and words[at - 2] in ISSUED else 2 * told
    press = len(words) > 2 and words[:2] == ["روابط", "عمومی"]  # روابط عمومی وزارت کشور speaks for the ministry
    return at or 2 * press or int(len(words) > 1 and words[0] in SPOKEN)


def _is_expert(phrase: Phrase) -> bool:
    """Say whether the first title of a phrase is that of an expert, in Persian also behind a name (حسین تاج، وکیل دادگستری)."""
    words, grammar = phrase.words, phrase.grammar
    if not grammar.experts.isdisjoint(words[:2]) or phrase.language != "fa":
        return not grammar.experts.isdisjoint(words[:2])
    titles = (word for word in words if word not in grammar.honorifics and (word in grammar.heads or word in grammar.experts))
    return next(titles, "") in grammar.experts


def at_home(phrase: Phrase, type_: str) -> str:
    """A union or organisation of one country is none of the world (الاتحاد المغربي للشغل, سازمان هواشناسی)."""
    if type_ != "intl-org" or phrase.first("institution") is not None:
        return type_
    if phrase.language == "ar":
        if phrase.words[0] in AR["schools"]:
            return "other"
        if phrase.words[0] in AR["courts"]:
            return type_ if not AR["world"].isdisjoint(phrase.words) else "official-state"
        return "other" if phrase.country is not None else type_
    if phrase.language == "fa" and not _is_worldwide(phrase.words):
        return "official-state" if not STATE_BODIES.isdisjoint(phrase.words) else "other" if phrase.country in (None, "iran") else type_
    return type_


def _is_worldwide(words: list[str]) -> bool:
    """Say whether a Persian phrase names what is of the world, not only affairs with it (معاون امور بین‌الملل)."""
    return any(word in WORLDWIDE and (not at or words[at - 1] not in AFFAIRS) for at, word in enumerate(words))


def is_people(phrase: Phrase) -> bool:
    """Say whether a phrase with a country speaks of some of its people, not of the state (Israeli settlers, جوانان بحرین)."""
    last, head = phrase.words[-1], phrase.words[0]
    if phrase.language == "en" and not FIRMS.isdisjoint(phrase.words):
        return True  # China's ZTE Corp
    if phrase.language == "en" and head in phrase.grammar.determiners and phrase.words[1:2] == ["in"]:
        return True  # many in India
    if phrase.language == "fa":
        bare = head not in phrase.grammar.heads and not any(first == 0 for first, _, _ in phrase.found)
        return bare and len(head) > 4 and head.endswith(("ان", "ها", "های"))
    known = last in phrase.grammar.heads or any(first <= len(phrase.words) - 1 < end for first, end, _ in phrase.found)
    return phrase.language == "en" and not known and last.endswith("s")
