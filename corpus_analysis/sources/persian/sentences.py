"""The grammar of attribution in Persian news: speaker, adjuncts, then verb and content, or content and verb."""

from __future__ import annotations

from ..cues import SPEECH, Form, load_cues
from ..grammar import Grammar, function_words, load_grammar
from ..marks import MARKS
from ..page import COMMAS, Draft, Hit, Page
from .credits import read_credit, read_nominal
from .ends import CLAUSE_END, begins_anew, cut, share
from .phrases import behind_dateline, phrase_end, skip_adjuncts, speaker_like, subject_span

NOT_SAID = function_words("fa")["not_said"]
OBJECTS = function_words("fa")["objects"]
CLOSING = function_words("fa")["closing"]
LINK = ("که", ":")
CONJUNCTIONS, DESIRING = function_words("fa")["conjunctions"], function_words("fa")["desiring"]
AFTER = ("بعد", "قبل", "پس", "پیش", "غیر", "اعم")
FRAMES = function_words("fa")["objects_before"]
INDEFINITE = ("اتی", "هایی")  # ends of nouns that are no persons, before a relative clause
SENTENCES = function_words("fa")["sentences"]
ASKING = ("خواست", "میخواهد", "خواسته", "میخواهند", "خواستند", "درخواست", "تقاضا")
PARTICIPLES = tuple(function_words("fa")["participles"])


def read_paragraph(page: Page, first: int, end: int) -> list[Draft]:
    """Return the attributions of a paragraph; a clause after گفت + colon runs on over its sentences until the next turn."""
    drafts: list[Draft] = []
    open_speech: Draft | None = None
    governed: list[tuple[Draft, Draft]] = []  # a credit and the running speech its sentence introduces
    for begin, stop in page.parted:
        found = read_sentence(page, begin, stop) if page.has_hit(begin, stop) else []
        turns = [draft for draft in found if draft.kind in SPEECH or draft.kind in ("credit", "according")]
        if open_speech is not None and open_speech.content:
            if not turns or not _narrates(page, turns[0], begin, open_speech):
                open_speech.content = (open_speech.content[0], stop)
            else:
                open_speech = None
        drafts.extend(found)
        for draft in found:
            if draft.colon and draft.content and draft.content[1] >= stop and draft.content[0] not in page.pairs:
                open_speech = draft
            elif draft.kind in SPEECH and open_speech not in (None, draft) and draft.content and _narrates(page, draft, begin, open_speech):
                open_speech = None
        for credit in found:
            governs = credit.kind in ("credit", "according") and credit.content is not None and credit.content[1] >= stop
            if governs and open_speech is not None and open_speech in found:
                governed.append((credit, open_speech))
    for credit, speech in governed:
        if speech.content and credit.content:
            credit.content = (credit.content[0], max(credit.content[1], speech.content[1]))
    return drafts


def _narrates(page: Page, draft: Draft, begin: int, speech: Draft) -> bool:
    """Say whether a cue inside running colon speech is the reporter's (a new turn) and not the speaker's own words."""
    grammar = load_grammar("fa")
    if draft.kind in ("credit", "according"):
        return draft.hit is not None and draft.hit.at - begin <= 2
    if draft.colon or draft.coref == "zero":
        return True
    if draft.subject is None:
        return False
    stop, entity = page.name(*draft.subject)
    state = entity is not None and entity.kind == "country" and stop == draft.subject[1]  # ایران به دنیا اعلام کرد …: his own words
    at = draft.subject[0]
    own = page.words[slice(*speech.subject)] if speech.subject and not state else []  # his own name: هاشمی … دانست
    turn = draft.kind == "speech" or any(word in own for word in page.words[slice(*draft.subject)] if len(word) > 2)
    near = at - begin <= 3 and turn and not state
    return near or (page.words[at] in grammar.pronouns and (at - begin <= 3 or page.words[at - 1] in ("و", "،")))


def read_sentence(page: Page, first: int, end: int) -> list[Draft]:
    """Return the attributions of one sentence (tokens ``first:end``)."""
    grammar, hits = load_grammar("fa"), page.hits(first, end)
    hits = [_reread(page, hit, end) for hit in hits if hit.at not in page.inside and not _false_friend(page, hit, first, end)]
    hits = sorted(hits + _shared_light_verbs(page, hits, first), key=lambda hit: hit.at)
    first = behind_dateline(page, grammar, first, end)
    drafts: list[Draft] = []
    clause = first  # where the search for the subject of the next verb begins
    for number, hit in enumerate(hits):
        following = next((later.at for later in hits[number + 1 :] if later.cue.kind in SPEECH), end)
        draft = None
        told = hit.form.words[-1] in ("قول", "زبان")
        if hit.cue.kind == "according" and hit.form.words[0] == "از" and hit.at - first > 2 and not told:
            continue  # … از نظر واشنگتن …: inside what somebody says
        if hit.cue.kind in ("credit", "according"):
            draft = read_credit(page, grammar, hit, clause, end, drafts)
            if draft is not None and not draft.passing and draft.subject and draft.content and min(draft.content) > hit.at:
                clause = draft.content[0]
        elif hit.cue.kind in ("dependent", "adjunct"):
            drafts.append(_dependent(hit, end))
            continue
        elif hit.cue.kind == "nominal":
            draft = read_nominal(page, grammar, hit, end)
        else:
            own = clause if hit.cue.requires else _own_clause(page, grammar, clause, hit, drafts)
            draft = _verb(page, grammar, hit, own, end, following, drafts)
            if draft is not None and own != clause:
                draft.floor = own
        if draft is not None:
            drafts.append(draft)
    drafts = [draft for draft in drafts if not _in_relative_clause(page, draft, drafts)]
    for credit in drafts:  # X به نقل از Y گزارش داد: …: Y stands within X's sentence and has the same content
        if credit.passing and credit.hit and credit.kind not in SPEECH:
            verb = next(
                (d for d in drafts if d.kind in SPEECH and d.hit and d.hit.at > credit.hit.at and d.content and d.content[0] > d.hit.at),
                None,
            )
            if verb is not None:
                credit.content, credit.outer, verb.passing = verb.content, verb, True
            else:
                credit.content = None
    share(page, grammar, drafts, clause if not drafts else first)
    cut(page, grammar, drafts, first, end)
    return [draft for draft in drafts if draft.content is not None and not _unspoken(page, grammar, draft)]


def _unspoken(page: Page, grammar: Grammar, draft: Draft) -> bool:
    """Say whether what looks like a turn is none: این انفجار … خبر داد, or a demand inside what somebody says (که آیا خواستار … است)."""
    if draft.subject and draft.subject_of is None and draft.kind in SPEECH and draft.coref == "":
        begin, stop = draft.subject
        before = draft.content is not None and draft.hit is not None and draft.content[0] < draft.hit.at
        if page.words[stop : stop + 1] == ["که"] and stop - begin == 1 and page.words[begin].endswith(INDEFINITE):
            return True  # اعتراضاتی که بر … تاکید داشت
        if before and page.words[begin] in grammar.definite and stop - begin > 1 and not speaker_like(page, grammar, draft.subject):
            return True
    carrier = draft.subject_of
    held = carrier is not None and carrier.content is not None and draft.hit is not None
    if not held or not draft.hit or not carrier or not carrier.content or not draft.hit.cue.around:
        return False
    return carrier.content[0] <= draft.hit.at < carrier.content[1] and page.words[draft.hit.at - 1] not in ("و", *COMMAS)


def _own_clause(page: Page, grammar: Grammar, clause: int, hit: Hit, drafts: list[Draft]) -> int:
    """Return where the clause of a verb begins: right behind که or a verb and و, if a speaker stands there."""
    behind = _behind_relative(page, grammar, clause, hit, drafts)
    if behind != clause or any(d.content and d.hit and d.content[0] > d.hit.at and d.kind not in ("credit", "according") for d in drafts):
        return behind
    for at in range(hit.at - 2, clause + 1, -1):  # … روبه‌رو شده و برخی منتقدان آن را … توصیف کرده‌اند
        if page.words[at - 1] == "و" and at not in page.inside and begins_anew(page, at):
            subject = subject_span(page, grammar, at, hit.at)
            if subject is not None and subject[0] == at and speaker_like(page, grammar, subject):
                return at
    return clause


def _behind_relative(page: Page, grammar: Grammar, clause: int, hit: Hit, drafts: list[Draft]) -> int:
    """… پس از آن رخ داد که ارتش … خبر داد: a speaker right behind که has a clause of its own, unless که opens what is said."""
    for behind in (t + 1 for t in range(hit.at - 1, clause, -1) if page.words[t] == "که" and t not in page.inside):
        if any(page.words[t] in COMMAS and page.words[t - 1].endswith(CLAUSE_END) for t in range(behind + 1, hit.at)):
            continue  # سلولی که او در آن به‌سر می‌برد، خبر داد
        if any(draft.content and draft.content[0] == behind for draft in drafts):
            return clause
        if any(draft.kind in ("dependent", "adjunct") and draft.hit and clause <= draft.hit.at < behind for draft in drafts):
            continue  # با تأکید بر اینکه … که ایران …، گفت: part of what is stressed
        subject = subject_span(page, grammar, behind, hit.at)
        whole = subject is not None and subject[0] == behind and subject[1] < hit.at and speaker_like(page, grammar, subject)
        if whole and subject is not None and page.words[subject[1]] not in CLOSING:  # یک عضو … که شاهد انفجار بود گفت
            return behind
    return clause


def _shared_light_verbs(page: Page, hits: list[Hit], first: int) -> list[Hit]:
    """… توصیف و اعلام کرد: the first noun shares the verb of the second."""
    nouns, found = load_cues()["fa"].nouns, []
    last = max((hit.at for hit in hits if len(hit.form.words) > 1 and hit.cue.kind in SPEECH), default=first)
    for at in range(first + 2, last - 2):  # وقوع انفجار را تأیید و اخبار دیگر را رد کرد
        if page.words[at] in nouns and "را" in page.words[at - 3 : at] and page.words[at + 1] == "و" and at not in page.inside:
            found.append(Hit(at, at + 1, Form((page.words[at],)), nouns[page.words[at]]))
    for hit in hits:
        at = hit.at - 2
        if (
            at > first
            and all(at != other.at for other in found)
            and page.words[at + 1] == "و"
            and len(hit.form.words) > 1
            and page.words[at] in nouns
            and hit.cue.kind in SPEECH
        ):
            found.append(Hit(at, at + 1, Form((page.words[at],), hit.form.gender, hit.form.number), nouns[page.words[at]]))
    return found


def _false_friend(page: Page, hit: Hit, first: int, end: int) -> bool:
    """گفت وگو is a talk, به استناد به گزارش a ground: neither speaks."""
    words = page.words
    after, before = words[hit.end] if hit.end < end else "", words[hit.at - 1] if hit.at > first else ""
    if hit.form.words[-1] == "گفت" and after in NOT_SAID and (after != "و" or (hit.end + 1 < end and words[hit.end + 1].startswith("گو"))):
        return True
    if hit.cue.kind in ("credit", "according") and hit.form.words[0] == "به" and before in OBJECTS and hit.form.words[-1] != "ادعای":
        return True
    if hit.form.words[0] == "خواهان" and before in DESIRING:
        return True  # جمهوری خواهان
    if hit.form.words[0] == "محکوم" and not SENTENCES.isdisjoint(words[max(first, hit.at - 5) : hit.at]):
        return True  # به سه سال زندان محکوم کرد
    if hit.cue.lemma.strip() != "دانست" or after != "که":
        return False
    clause = next((t + 1 for t in range(hit.at - 1, first, -1) if words[t] in CONJUNCTIONS or words[t] in COMMAS), first)
    return "را" not in words[clause : hit.at]  # می‌دانند که …: they know


def _reread(page: Page, hit: Hit, end: int) -> Hit:
    """با اشاره به ادعای X مبنی بر …: here ادعا is a noun of speech with its own speaker, not the phrase به ادعای."""
    if (
        hit.cue.kind == "according"
        and len(hit.form.words) == 2
        and page.words[hit.at - 1 : hit.at] in (["اشاره"], ["پاسخ"], ["واکنش"], ["توجه"])
    ):
        later = page.hits(hit.at + 1, end)
        if later and later[0].at == hit.at + 1:
            return later[0]
    return hit


def _in_relative_clause(page: Page, draft: Draft, drafts: list[Draft]) -> bool:
    """… که تعداد را ۱۵۰۰ تن اعلام کرده است …: a verb inside what somebody says, without link or colon of its own, is theirs."""
    if draft.hit is None or draft.kind not in SPEECH or draft.content is None or draft.colon:
        return False
    linked = draft.content[0] > draft.hit.at
    if linked:  # inside running direct speech only a turn with a colon is the reporter's
        return any(
            o is not draft
            and o.kind in SPEECH
            and o.colon
            and o.content
            and o.hit
            and o.hit.at < o.content[0] < draft.hit.at < page.pairs.get(o.content[0], o.content[1])
            for o in drafts
        )
    return any(
        other is not draft
        and other.kind in SPEECH
        and other.hit
        and other.content
        and other.hit.at < other.content[0] <= draft.content[0] + 1
        and draft.hit.at < other.content[1] - 1
        for other in drafts
    )


def _dependent(hit: Hit, end: int) -> Draft:
    return Draft(hit, hit.cue.kind, (hit.end, end), peripheral=hit.cue.kind == "adjunct")


def _verb(page: Page, grammar: Grammar, hit: Hit, clause: int, end: int, following: int, drafts: list[Draft]) -> Draft | None:
    words, cue, token = page.words, hit.cue, hit.end
    if cue.requires and cue.requires.isdisjoint(words[clause : hit.at]):
        return None
    draft = Draft(hit, cue.kind, peripheral=cue.kind == "topic")
    next_word = words[token] if token < end else ""
    closes = next_word == "" and hit.cue.obj  # … را بهانه‌جویی خوانده.
    if hit.form.participle and not closes and next_word not in LINK and not _stands_alone(page, grammar, hit, clause, next_word):
        return None
    if next_word == ":" or next_word in MARKS or (next_word in COMMAS and token + 1 < end and token + 1 in page.pairs):
        at = token + 1 if next_word not in MARKS else token
        draft.content, draft.colon = (at, end) if at < end else None, next_word == ":"
        if draft.content is None:
            return None
    elif next_word == "که" and (hit.form.words[0] == "متهم" or not (cue.kind == "judging" and cue.obj and "را" in words[clause : hit.at])):
        draft.content = (token + 1, _where_it_is(page, clause, hit, token + 1, end))
    elif cue.around and words[token : token + 1] in (["ان"], ["این"]) and "که" in words[token + 1 : token + 5]:
        draft.content = (words.index("که", token) + 1, end)  # خواستار آن شد که …
    elif cue.around and len(hit.form.words) == 1:
        close = next((t for t in range(token, min(end, token + 60)) if words[t] in CLOSING and t not in page.inside), None)
        if words[token : token + 2] == ["ان", "شد"] and token + 2 < end:
            draft.content = (token + 2, end)  # خواستار آن شد ایران …
            return draft
        if close is None or close - token < 2:
            return None
        draft.content = (token, end if words[close + 1 : close + 2] == ["که"] else close)  # خواستار توقف اقداماتی شد که …
    elif (
        (_asks(hit, next_word) and end - token > 1 and "از" in words[clause : hit.at])
        or _says_on(page, grammar, hit, clause, token, end, following)
        or (cue.around and next_word)
    ):
        draft.content = (token + (next_word == "تا"), _where_it_is(page, clause, hit, token, end))
    elif not cue.strict or cue.obj:
        draft.content = _before(page, grammar, hit, clause, drafts)
    if draft.content is None:
        return None
    return draft


def _asks(hit: Hit, after: str) -> bool:
    """Say whether a verb asks somebody for what follows: از X خواست …, از X درخواست کرد تا …"""
    return hit.form.words[0] in ASKING and (len(hit.form.words) == 1 or after not in COMMAS)


def _stands_alone(page: Page, grammar: Grammar, hit: Hit, clause: int, after: str) -> bool:
    """Say whether a participle stands for a whole verb: از X خبر داده و گفت …, وی تاکید کرده، …, ارتش اعلام کرده در حال بررسی است."""
    words = page.words
    if hit.cue.obj and (after in ("و", "است", "اند") or after in COMMAS):
        return True
    if after == "و":
        return any(phrase[0] in words[clause : hit.at] for phrase in hit.cue.frame)
    if after in CLOSING or after in ("باشد", "باشند") or after == "":
        return False
    if words[hit.at - 1] == "و" and words[hit.at - 2].endswith(PARTICIPLES):
        return True  # خود را «…» معرفی کرده و گفته بدون …
    subject = subject_span(page, grammar, clause, hit.at)
    return subject is not None and "که" not in words[subject[1] : hit.at] and speaker_like(page, grammar, subject)


def _where_it_is(page: Page, clause: int, hit: Hit, at: int, end: int) -> int:
    """X در حالی ادعا می‌کند … که …: what is said ends where the reporter's clause begins."""
    if "حالی" not in page.words[clause : hit.at]:
        return end
    return next((t for t in range(at + 2, end) if page.words[t] == "که"), end)


def _says_on(page: Page, grammar: Grammar, hit: Hit, clause: int, token: int, end: int, following: int) -> bool:
    """… اعلام کرد(،) سازمان ملل می‌تواند …: the content follows without که or colon, for nothing but speaker and time stands before."""
    words = page.words
    if hit.cue.kind not in ("speech", "judging") or hit.cue.strict or end - token < 4 or following - token < 3 or words[token] == "و":
        return False
    if words[token] in ("است", "بود", "اند", "اما", "ولی", "که"):
        return False
    if not hit.cue.obj and not hit.cue.frame:
        return True
    subject = subject_span(page, grammar, clause, hit.at)
    begin = max([subject[1] if subject else clause, *(t + 1 for t in range(clause, hit.at) if words[t] in COMMAS and t not in page.inside)])
    to = begin + (3 if words[begin : begin + 3] == ["به", "نقل", "از"] else 1)
    told = to < hit.at and words[begin] == "به" and phrase_end(page, grammar, to, hit.at) == hit.at
    begin = hit.at if told else begin  # یک منبع نظامی به این خبرگزاری گزارش داد، …
    rest = [word for word in words[begin : hit.at] if word not in grammar.dates and word[0].isalpha() and word not in ("در", "با", "ادامه")]
    framed = words[token] in COMMAS and not FRAMES.isdisjoint(words[begin : hit.at])
    return len(rest) <= 2 or (words[token] not in COMMAS and not framed and "را" not in words[begin : hit.at] and hit.cue.kind == "speech")


def _before(page: Page, grammar: Grammar, hit: Hit, clause: int, drafts: list[Draft]) -> tuple[int, int] | None:
    """The content of a verb at the end of its clause: the quotation before it, or what follows the frame or the adjuncts."""
    words, last = page.words, hit.at
    floor = clause
    for draft in drafts:
        if draft.hit is not None and draft.kind in SPEECH:
            floor = max(floor, draft.hit.end)
    closing = page.closings
    for token in (last - 1, last - 2):
        if token in closing and closing[token] >= floor and token - closing[token] > 3:
            if words[closing[token] - 1 : closing[token]] == ["را"] and words[closing[token] + 1] == "با":
                last = closing[token]  # … را «با شدیدترین عبارات» محکوم کرد
                break
            if not _part_of_object(page, hit, floor, closing[token]):
                return closing[token], token + 1
    subject = subject_span(page, grammar, floor, last)
    if subject and floor > clause and not speaker_like(page, grammar, subject):
        subject = None  # … شد و پیشنهاد دونالد ترامپ، رئیس‌جمهور آمریکا، را رد کرد
    begin = subject[1] if subject else floor
    begin += begin < last and begin in page.closings
    if subject and begin < last and words[begin] == "که":  # عراقچی که عضو هیأت مدیره است، …
        begin = next((t for t in range(begin, last) if words[t] in COMMAS), begin)
    commas = [t for t in range(begin, last - 1) if words[t] in COMMAS and t not in page.inside]
    for start in ([commas[-1] + 1] if commas else []) + [begin]:
        for phrase in hit.cue.frame:
            if tuple(words[start : start + len(phrase)]) == phrase:
                return start + len(phrase), last
    for token in range(begin, last):
        for phrase in hit.cue.frame:
            if tuple(words[token : token + len(phrase)]) == phrase and _free(page, token, begin) and words[token - 1] not in AFTER:
                return token + len(phrase), last
    if not hit.cue.obj or (hit.form.words[0] == "عنوان" and words[last - 1] == "را"):
        return None
    again = next((t for t in range(last - 2, begin, -1) if words[t - 1] == "و" and words[t] in ("ان", "او", "انها")), None)
    if again is not None and "را" in words[again + 1 : again + 3]:
        return again, last  # تصویری را منتشر و آن را «…» توصیف کرد
    if subject and subject[1] >= last:  # one noun phrase only: the object of a shared or dropped subject
        relative = subject[0] > 0 and words[subject[0] - 1] == "که"  # چیزی است که طالبان اعلام می‌کنند
        return None if relative or words[subject[0]] in grammar.persons else subject
    start = skip_adjuncts(page, grammar, begin, last, drafts)
    if start < last and words[start] in grammar.persons and words[start - 1] in COMMAS:  # خطاب به X، رئیس‌جمهور فرانسه حملات پاریس را …
        title = phrase_end(page, grammar, start, last)
        start = title if title < last and words[title] not in FRAMES and "را" in words[title:last] else start
    return start, last


def _part_of_object(page: Page, hit: Hit, floor: int, opening: int) -> bool:
    """Say whether a quotation is the last part of an object: اعتراضات را «هشت ماه اغتشاش» خواند, بر همبستگی در «…» تأکید کرد."""
    before = page.words[opening - 1]
    if before in COMMAS or before in LINK or before == "و":
        return False
    if hit.cue.kind == "judging" and hit.cue.obj:
        return "را" in page.words[floor:opening]
    return any(phrase[0] in page.words[max(floor, opening - 12) : opening - 1] for phrase in hit.cue.frame)


def _free(page: Page, token: int, begin: int) -> bool:
    """A preposition is the frame's if it opens the sentence's object: behind a comma, or the first of its kind."""
    words = page.words
    if any(words[t] in COMMAS for t in range(begin, token)):
        return words[token - 1] in COMMAS or words[token] not in words[begin:token]
    return True
