"""Arabic attribution without a main verb: participles, nouns of speech, according-to phrases, one agency relaying another."""

from __future__ import annotations

from ..cues import Form
from ..drafts import Draft, Hit
from ..grammar import Grammar, function_words, load_grammar
from ..page import COMMAS, Page
from .content import ADVERBIALS, AGAIN
from .nouns import COMP, are_people, clings, is_stop, lone_names
from .phrases import PREPOSITIONS, addressed, find_link, phrase_end
from .subjects import speaker_like, subject_after, subject_before

WORDS = function_words("ar")
GROUNDS, THEN = WORDS["grounds"], WORDS["then"]
CALLED, CAME, DOCUMENTS = WORDS["called"], WORDS["came"], WORDS["dispatches"]
ISSUED = WORDS["issued_by"]
SO = frozenset(word for word in THEN if word.startswith("ف"))
REACH = 25  # words that say more of a source


def participle(page: Page, hit: Hit, first: int, end: int, drafts: list[Draft]) -> Draft | None:
    """مؤكدا أن …، مشيرا إلى أن …: content-bearing participles of the speaker of the sentence."""
    words, token, grammar = page.words, hit.end, load_grammar("ar")
    before = words[hit.at - 1] if hit.at > first else ""
    prepositions = {phrase[0] for phrase in hit.cue.frame}
    accusative = hit.form.words[0].endswith("ا")
    held = token < end and words[token].startswith("ایا") and len(words[token]) < 7  # مشبها إياها بـ…
    opened = token < end and (words[token] in COMP or words[token] == ":" or token in page.pairs or held)
    indefinite = before.endswith("ا") and before.isalpha() and len(before) > 3 and before not in grammar.stop and not page.verbs[hit.at - 1]
    if accusative and indefinite and token < end and words[token].startswith("ل") and not page.heads[hit.at - 1]:
        return None  # رئيسا مؤيدا للاستقلال: an adjective
    if words[hit.at].removeprefix("و") in WORDS["homographs"] or (words[hit.at] in WORDS["again_too"] and before not in COMMAS):
        return None
    leader = last_speaker(page, [d for d in drafts if d.kind not in ("according", "credit", "nominal")], hit)
    if leader is None and accusative:
        leader = next((d for d in drafts if d.kind == "according" and d.content and d.content[0] < hit.at), None)
    goes_on = token < end and (words[token] in prepositions or ("ب" in prepositions and clings(words[token], grammar)))
    hers = goes_on and leader is not None and leader.hit is not None and leader.hit.form.gender == "f" and hit.form.gender == "f"
    hers = hers and hit.form.number == "s" and (before.startswith("ال") or before[-1:] != "ه")  # قلقها إزاء الأزمة داعية إلى …
    if token >= end or (not accusative and not opened and not hers and before not in COMMAS and hit.at > first):
        return None
    draft = Draft(hit, "topic" if hit.cue.kind == "topic" else "dependent", peripheral=hit.cue.kind == "topic")
    token += words[token] in COMMAS and token + 1 < end and (token + 1 in page.pairs or words[token + 1] in COMP)  # مردفا، «…»؛ مبينا، أن …
    if words[token] in COMMAS:  # مثمنا، وفق المصدر ذاته، مواقفها
        comma = next((t for t in range(token + 1, min(end, token + 12)) if words[t] in COMMAS), None)
        if comma is None:
            return None
        token = comma + 1
    if token + 2 < end and words[token] in WORDS["demonstratives"] and words[token + 1] in WORDS["saying"]:
        token += 2  # مبررا ذلك بالقول: إنه …
        token += words[token] == ":" and words[token + 1 : token + 2] != [] and words[token + 1] in COMP
    token += held
    token += next((len(p) for p in ADVERBIALS if tuple(words[token : token + len(p)]) == p), 0)  # مؤكدا في الوقت نفسه استمرار …
    if token >= end:
        return None
    reach = 16 if words[token] == "فی" else 6  # قائلا في الذكرى السنوية: «…»، مؤكدين في تصريحات لـ"X" أن …
    framed = next(
        (t for t in range(token, min(end, token + reach)) if words[t] == ":" or words[t] in prepositions or words[t] in COMP), None
    )
    if framed is not None and token < framed and words[token] == "فی" and not page.has_cue(token + 1, framed):
        token = framed  # داعيا في الوقت ذاته إلى …، مؤكدا في الوقت نفسه أن …
    if hit.cue.obj and not held and "ب" not in prepositions and clings(words[token], grammar) and words[token] not in COMP:
        return None  # مجددا برد مكتوب: again
    if token < end and words[token] in PREPOSITIONS and (words[token] != "من" or "من" in prepositions):
        token += 1
    elif (
        hit.cue.need
        and not (token < end and (words[token] in COMP or clings(words[token], grammar)))
        and words[token] not in (":",)
        and token not in page.pairs
        and not _frames_later(page, grammar, hit, token, end)
    ):
        return None
    if (token < end and words[token] in COMP) or (token < end and words[token] == ":"):
        draft.kind, draft.peripheral = "dependent", False  # شارحا أن …
        draft.colon = words[token] == ":"
        token += 1
    elif (leader is None and before not in COMMAS and hit.at > first and not (accusative and hit.cue.need)) or (
        hit.cue.strict and token not in page.pairs
    ):
        return None
    if token >= end:
        return None
    draft.content = (token, end)
    if leader is not None:
        draft.subject_of, draft.subject, draft.coref = leader, leader.subject, "shared-subject" if leader.subject else "zero"
        draft.outer = leader.outer
    else:
        subject = _silent_subject(page, grammar, hit, first) or actor(page, grammar, first, hit.at)
        draft.subject, draft.coref = subject, "shared-subject" if subject else "zero"
    return draft


def _silent_subject(page: Page, grammar: Grammar, hit: Hit, first: int) -> tuple[int, int] | None:
    """Return who is named right behind the verb that opens the sentence, if nothing but a participle says what was said (ورد X قائلا)."""
    verb = next(iter(page.hits(first, hit.at)), None)
    if verb is None or verb.at > first or verb.form.participle or verb.cue.kind not in ("speech", "judging", "demand"):
        return None
    subject = subject_after(page, grammar, verb.end, hit.at)
    return subject if subject is not None and (subject[1] == hit.at or page.words[subject[1]] in COMMAS) else None


def last_speaker(page: Page, drafts: list[Draft], hit: Hit) -> Draft | None:
    """Return the attribution before a cue whose speaker speaks on: not one in a closed quotation, rather none within what somebody says."""
    near = [d for d in reversed(drafts) if d.hit is None or page.inside.get(d.hit.at, hit.at) >= hit.at]
    return next((d for d in near if not _is_told(page, d, drafts)), near[0] if near else None)


def _is_told(page: Page, draft: Draft, drafts: list[Draft]) -> bool:
    """Say whether an attribution with a speaker of its own stands within what another says (قالت حماس إن إسرائيل ترفض …)."""
    if draft.hit is None or draft.subject is None or draft.subject_of is not None or draft.hit.strip:
        return False
    begin = min(draft.hit.at, draft.subject[0])
    return page.words[draft.hit.at - 1] not in COMMAS | AGAIN and any(
        d is not draft and d.content and d.content[0] <= begin for d in drafts
    )


def _frames_later(page: Page, grammar: Grammar, hit: Hit, at: int, end: int) -> bool:
    """Say whether the preposition of the cue follows behind whom it addresses (مطالبا المحققين بتفتيشه، داعيا الجميع إلى …)."""
    words = page.words
    stop = next((t for t in range(at, min(end, at + 9)) if words[t] in COMMAS or t in page.found), min(end, at + 9))
    prepositions = {phrase[0] for phrase in hit.cue.frame}
    return hit.cue.addressee and any(
        words[t] in prepositions or ("ب" in prepositions and (clings(words[t], grammar) or words[t] == "بان")) for t in range(at + 1, stop)
    )


def actor(page: Page, grammar: Grammar, first: int, end: int) -> tuple[int, int] | None:
    """The subject of a sentence whose verb is no cue: the first phrase that looks like a speaker."""
    for token in range(first, min(end, first + 12)):
        if token > first and page.words[token - 1] in WORDS["statements"] and page.words[token] in WORDS["statement_kinds"]:
            continue  # في مؤتمر صحفي
        if (page.words[token] in grammar.heads or page.words[token] in grammar.names) and not is_stop(page, grammar, token):
            return subject_after(page, grammar, token, end) or (token, phrase_end(page, grammar, token, end))
        stop, entity = page.name(token, end) if token == first + 1 and page.verbs[first] else (token, None)
        if entity is not None and entity.kind in ("institution", "person", "country"):
            return token, stop  # ويسيطر الحوثيون على الشمال وقالوا إن …
        if token == first + 1 and page.verbs[first] and page.words[token] in lone_names(page, grammar):
            return token, token + 1  # وأقامت دانييلز دعوى …، قائلة إن …
    return None


def told_by(page: Page, grammar: Grammar, first: int, at: int) -> tuple[int, int] | None:
    """Return whose words a verb with "in it" goes on from (تصريحات X، التي قال فيها إن …); else the subject of the sentence."""
    for begin in range(at - 2, max(first, at - 20) - 1, -1):
        word = page.words[begin]
        if word in WORDS["statements"] or word.removeprefix("ال") in WORDS["statements"]:
            subject = subject_after(page, grammar, begin + 1, at)
            if speaker_like(page, grammar, subject):
                return subject
    return actor(page, grammar, first, at)


def _after_source(page: Page, at: int, end: int) -> int:
    while at < end and (page.words[at] in COMMAS or page.words[at] == ":"):
        at += 1
    return at


def _behind_then(page: Page, at: int, end: int) -> int:
    after = _after_source(page, at, end)
    return after + (after + 1 < end and page.words[after] in THEN)


def according(page: Page, grammar: Grammar, hit: Hit, first: int, end: int, drafts: list[Draft]) -> Draft | None:
    """بحسب X، وفقا لـX: before the clause it governs, after it, or in passing."""
    words, token = page.words, hit.end
    strip = int(bool(hit.cue.frame))
    if strip and (token >= end or words[token][0] != "ل"):
        return None
    relayed = words[hit.end - 1] == "لسان" and any(d.hit and d.hit.cue.kind == "relay" for d in drafts)
    if relayed or (words[hit.end - 1] == "لسان" and hit.at > first and words[hit.at - 1] in CAME):
        return None  # التصريحات التي جاءت على لسان الوزير
    passing = not strip and hit.cue.kind == "according" and any(word.endswith("ما") for word in words[hit.at : hit.end - 1])
    if passing and (token >= end or _tells_how(page, grammar, token)):
        said = drafts[-1].content if drafts and drafts[-1].kind not in ("according", "credit") else None
        begin = said[0] if said and said[0] < hit.at else _behind_dateline(page, first, hit.at)
        said = page.trim(begin, hit.at)
        acting = actor(page, grammar, begin, hit.at) if not drafts and token < end and words[token] in WORDS["times"] else None
        draft = Draft(hit, "according", said, acting, coref="shared-subject" if acting else "zero")
        return draft if said else None  # …، حسبما قال للصحافيين؛ قصف الجيش …، وفق ما أفاد الأربعاء
    if strip and words[token] in WORDS["to_whom"] and (hit.at == first or hit.strip) and words[token + 1 : token + 2] == ["،"]:
        return Draft(hit, "according", (_behind_then(page, token + 1, end), end), coref="zero")  # ووفقا لها، فإن …
    if strip and words[token] == "ل":  # وفقا لـ "ارنا": the preposition stands apart
        token, strip = token + 1, 0
    quoted = token < end and token in page.pairs and page.pairs[token] - token <= 7 and (strip == 0 or words[token - 1] == "ل")
    if token >= end or not (words[token][0].isalnum() or quoted):
        return None
    closing = hit.at - 1 - (words[hit.at - 1] in COMMAS)
    if words[token].removeprefix("ل") in WORDS["own_words"] and closing in page.closings and not drafts:
        return Draft(hit, "according", (page.closings[closing], closing + 1), coref="zero")  # "…"، وفق قولها
    if (words[token].startswith("ما") and len(words[token]) < 4) or words[token][strip:].removeprefix("ل") in GROUNDS:
        return None
    while token + 1 < end and words[token][strip:] in WORDS["told_by"]:
        token, strip = token + 1 + (token + 2 < end and words[token + 1] in ISSUED), 0
    if words[token][strip:] in DOCUMENTS and (issued := next((t for t in range(token + 1, min(end, token + 5)) if words[t] in ISSUED), 0)):
        token, strip = min(issued + 1, end - 1), 0  # وفقا لخبر عاجل بثته القناة
    stop = phrase_end(page, grammar, token, end)
    if stop < end and words[stop] in ("فی", "من") and words[stop] in grammar.stop and stop - token <= 2:
        comma = next((t for t in range(stop, min(end, stop + 8)) if words[t] in COMMAS), end)
        stop = comma if comma < end or end - stop < 8 else stop
    if not speaker_like(page, grammar, (token, stop)) and words[hit.end - 1] != "فی":
        bare = [words[token][1:] if strip else words[token], *words[token + 1 : stop]]
        bare[0] = "ا" + bare[0] if strip and words[token].startswith("لل") else bare[0]
        listed = bare[0] in grammar.heads or grammar.directory.find(bare, "ar")
        counted = bare[0] in WORDS["numbers"] and token + 1 < end and words[token + 1] in grammar.heads
        stop = max(stop, token + 2) if counted else stop  # لأربعة أشخاص
        while are_people(bare[0]) and stop < end and words[stop].endswith(("ین", "ون")):
            stop += 1  # ناشطين محليين
        document = bare[0].removeprefix("ال").removesuffix("ه").removesuffix("ها") in grammar.document
        many = counted or document or are_people(bare[0]) or (stop in page.pairs and (hit.at == first or hit.strip))
        if not listed and not many and not any(words[at - 1] in grammar.names for at in page.places(bare[0]) if at):
            return None  # ووفقا للعتيبي, whom the article names in full
    draft = Draft(hit, hit.cue.kind, subject=(token, stop), subject_strip=strip)
    first = _behind_dateline(page, first, hit.at)
    again = words[hit.at - 1] == "وذلک" and hit.at - first > 1  # …، وذلك وفقا لـX
    before = page.trim(first, hit.at - again)
    lead = before is None or words[hit.at - 1] in COMP or (before[1] - before[0] <= 1 and words[before[0]] in ("و", "کما", "ف"))
    anew = hit.strip and words[hit.at - 1] in COMMAS and stop + 1 < end
    lead = lead or bool(anew and (words[stop] in SO or (words[stop] in COMMAS and words[stop + 1] in SO)))  # …، وبحسب X، فقد …
    after = _after_source(page, stop, end)
    if lead:
        far = (t for t in range(stop, min(end - 1, stop + REACH)) if words[t] in SO or (words[t] in COMMAS and words[t + 1] in SO))
        after = _behind_then(page, next(far, after), end)  # بحسب بيانات أحصتها X من Y، فإن …
        draft.content = (after, end) if after < end else None
    elif before is not None and words[before[0] : before[1]] == ["وذلک"] and (said := page.sentence_before(first)) is not None:
        draft.content = said  # … . وذلك وفقا لـX
    elif drafts and drafts[-1].hit and drafts[-1].hit.at < hit.at and drafts[-1].content and drafts[-1].content[0] == after:
        draft.content = (after, end)
        drafts[-1].outer = draft
    elif drafts and drafts[-1].hit and drafts[-1].content and drafts[-1].hit.at < hit.at < drafts[-1].content[0]:
        draft.content = drafts[-1].content
        if hit.cue.kind == "credit":
            draft.outer = drafts[-1]
        else:
            drafts[-1].outer = draft
    elif before is not None and before[1] - before[0] <= 3 and after < end:
        draft.content = (after + 1 if words[after] in COMP and after + 1 < end else first, end)  # وأوردت نقلا عن X أن …
    elif _opens_clause(page, first, hit.at) and end - after > 8 and words[stop] in COMMAS:
        draft.content = (after, end)  # …، والتي تتضمن، وفقا لـX، …
    else:
        said = drafts[-1].content if drafts else None
        bare = [words[token][strip:].removeprefix("ل"), *words[token + 1 : stop]]
        outlet = hit.cue.kind == "credit" or any("agency/outlet" in (grammar.heads.get(w), grammar.heads.get("ال" + w)) for w in bare)
        outlet = outlet or any(entity.type == "agency/outlet" for _, _, entity in page.find(token, stop))
        shared = said is not None and said[0] < hit.at and not outlet and drafts[-1].kind in ("speech", "judging")
        draft.content = (said[0], hit.at - again) if shared and said else before  # of two cues over the same words the spans are equal
    return draft if draft.content else None


def _tells_how(page: Page, grammar: Grammar, at: int) -> bool:
    """Say whether behind a verb stands no speaker: when, where, to whom it was said (حسبما قال في حوار، للصحافيين، الاثنين)."""
    return page.words[at] in WORDS["times"] or page.words[at] in COMMAS or is_stop(page, grammar, at) or addressed(page, grammar, at)


def _behind_dateline(page: Page, first: int, at: int) -> int:
    """Return where a sentence begins behind a place, an agency in brackets and a dash."""
    for token in range(first + 1, min(at, first + 14)):
        if page.words[token] in "–—-" and page.words[token - 1] == ")":
            while token < at and page.words[token] in "–—-":
                token += 1
            return token
    return first


def _opens_clause(page: Page, first: int, at: int) -> bool:
    """Say whether a phrase between commas stands right behind the beginning of a clause."""
    if page.words[at - 1] not in COMMAS:
        return False
    comma = next((t for t in range(at - 2, max(first, at - 6), -1) if page.words[t] in COMMAS), None)
    return comma is not None


def nominal(page: Page, grammar: Grammar, hit: Hit, end: int, drafts: list[Draft]) -> Draft | None:
    """ما أعلنه X بـ…: the content follows the speaker."""
    subject = subject_after(page, grammar, hit.end, end)
    called = hit.cue.lemma.split()[1] in CALLED  # in what words: ما وصفه بـ"…"
    quoted = hit.end in page.pairs and page.pairs[hit.end] < end
    if called and hit.end < end and (quoted or _is_called(page, grammar, hit, end, subject)):
        draft = Draft(hit, "nominal", (hit.end, _called_end(page, hit.end, end)), coref="zero")
        if (leader := last_speaker(page, drafts, hit)) is not None:
            draft.subject_of, draft.subject, draft.coref = leader, leader.subject, "shared-subject" if leader.subject else "zero"
        return draft
    if not speaker_like(page, grammar, subject) or subject is None:
        return None
    token = subject[1]
    limit = min(end, token + 12)
    for at in range(subject[0] + 1 if called else token, limit):
        bare = at == token and called and page.words[at][0].isalpha() and page.words[at] not in grammar.stop  # ما تعتبره كييف تدخلا
        if bare or clings(page.words[at], grammar) or page.words[at] in COMP or at in page.pairs:
            stop = _called_end(page, at, end) if called else end
            return Draft(hit, "nominal", (at + 1 if page.words[at] in COMP else at, stop), subject)
    return None


def _is_called(page: Page, grammar: Grammar, hit: Hit, end: int, subject: tuple[int, int] | None) -> bool:
    """Say whether what somebody is called stands right behind the verb, not who calls it so (ما تسميه سرقة للمياه)."""
    after, behind = page.words[hit.end], page.words[hit.end + 1] if hit.end + 1 < end else ""
    if after == "ب" or clings(after, grammar):
        return True
    if "صف" in hit.form.words[1] or not after[0].isalpha() or after in grammar.stop or after.startswith("بعض") or page.verbs[hit.end]:
        return False
    if behind == "ب" or clings(behind, grammar):
        return False  # ما سماها فلان بـ…
    anybody = after.startswith("ال") or behind.startswith("ال") or after in grammar.names or page.name(hit.end, end)[1] is not None
    return not (anybody and speaker_like(page, grammar, subject))


def _called_end(page: Page, at: int, end: int) -> int:
    """Return where the words end in which somebody calls something something: behind the closing mark, before a comma or a verb."""
    for token in range(at, min(end, at + 3)):
        if token in page.pairs:
            return min(page.pairs[token] + 1, end)
    stopping = COMMAS | WORDS["negations"] | WORDS["who"] | COMP | {"-"}
    stops = (t for t in range(at + 1, end) if page.words[t] in stopping or page.verbs[t])
    return next(stops, end)


def noun(page: Page, grammar: Grammar, hit: Hit, first: int, end: int, drafts: list[Draft]) -> Draft | None:
    """قول X إن، تصريحات X بأن، قوله إن: a noun of speech with its complementizer."""
    words = page.words
    link = find_link(page, hit.end, min(end, hit.end + 14))
    if (
        link is None
        or (link[0] != "comp" and (link[1] > hit.end or words[hit.at] not in WORDS["saying"]))  # اكتفى بالقول "…"
        or any(
            later.cue.kind == "noun" or link[1] - later.end <= int(words[later.end] in WORDS["in_it"])
            for later in page.hits(hit.end, link[1])
        )
    ):
        return None  # تصريحات X تؤكد أن …: the verb's
    if words[link[1] - 1] in COMMAS and any(d.kind == "speech" and d.content and d.content[0] == link[2] for d in drafts):
        return None  # أوضح X، ردا على تصريحات Y، أن …
    draft = Draft(hit, "nominal", (link[2], end))
    if link[1] == hit.end or (link[1] == hit.end + 1 and words[hit.end] in COMMAS):
        saying = words[hit.at] in WORDS["saying"] or (words[hit.at] == "القول" and words[hit.at - 1] == "الی")  # ذهب إلى القول إن
        if saying and any(d.content and d.content[0] == link[2] for d in drafts):
            return None  # استدركت الوزارة بالقول إن …: said already
        if words[hit.at][-1] not in "هم" and not words[hit.at].endswith("ها") and not saying:
            return None
        about = next((t for t in range(hit.at - 1, max(hit.at - 12, 0), -1) if words[t] == "عن"), None)
        if about is not None and subject_after(page, grammar, about + 1, hit.at):  # وأوردت A عن B قوله إن …
            draft.subject = subject_after(page, grammar, about + 1, hit.at)
            return draft
        draft.subject_of, draft.coref = next((d for d in reversed(drafts) if d.subject), None), "pronoun"
        if draft.subject_of is None and saying and (acting := actor(page, grammar, first, hit.at)):
            draft.subject, draft.coref = acting, "shared-subject"  # ورد الوزير على السؤال بالقول إن …
        return draft
    subject = subject_after(page, grammar, hit.end, link[1])
    if not speaker_like(page, grammar, subject) or words[hit.end] in WORDS["statement_kinds"]:
        return None  # في تصريح صحفي أن …: whose is not said here
    draft.subject = subject
    return draft


def relay(page: Page, grammar: Grammar, hit: Hit, first: int, end: int) -> list[Draft]:
    """نقلت وكالة A عن B قوله إن …: A relays B and both govern the content; نقل عن B: B alone."""
    words = page.words
    from_whom = hit.cue.frame[0][0]
    near = range(hit.end, min(end - 1, hit.end + 14))
    about = next((t for t in near if words[t] == from_whom or words[t : t + 2] == ["علی", "لسان"]), None)
    told = find_link(page, hit.end, end)
    if told is not None and told[0] == "comp" and (about is None or told[1] < about):
        outlet = subject_after(page, grammar, hit.end, told[1])
        named = outlet is not None and outlet[1] == told[1] and speaker_like(page, grammar, outlet)
        return [Draft(hit, "credit", (told[2], end), outlet)] if named else []  # نقلت الوكالة أن …
    if about is None or (words[hit.end] == "الی" and from_whom == "عن"):
        return []  # نقلت إلى حماس اقتراحا
    agency = subject_after(page, grammar, hit.end, about) if about > hit.end else subject_before(page, grammar, hit.at, first)
    behind = about + 1 + (words[about] != from_whom)  # على لسان فلان
    speaker = subject_after(page, grammar, behind, end)
    link = find_link(page, behind, end)
    if speaker is None or link is None or speaker[1] > link[1]:
        return []
    saying = next((h for h in page.hits(speaker[1], link[1]) if h.cue.kind == "noun"), None)
    inner = Draft(saying or Hit(about, about + 1, Form(("عن",)), hit.cue), "speech", (link[2], end), speaker)
    if agency is None:
        return [inner]
    inner.outer = Draft(hit, "credit", inner.content, agency)
    return [inner.outer, inner]
