"""The grammar of attribution in Persian news: speaker, adjuncts, then verb and content, or content and verb."""

from __future__ import annotations

from ..cues import SPEECH, Form, load_cues
from ..drafts import Draft, Hit
from ..grammar import Grammar, function_words, load_grammar
from ..page import COMMAS, Page
from .contents import read_verb
from .credits import read_credit, read_nominal, read_relative
from .datelines import behind_dateline
from .ends import JOINS, TURNS, begins_anew, behind_frame, comes_back, cut, ends_clause, joined, share
from .layers import clip, take_apart, within_marks
from .subjects import speaker_like, subject_span

NOT_SAID = function_words("fa")["not_said"]
OBJECTS = function_words("fa")["objects"]
CLOSING = function_words("fa")["closing"]
CONJUNCTIONS, DESIRING = function_words("fa")["conjunctions"], function_words("fa")["desiring"]
BREAKS = TURNS.union(JOINS)
INDEFINITE = ("اتی", "هایی")  # ends of nouns that are no persons, before a relative clause
THAT = function_words("fa")["that"]
SENTENCES = function_words("fa")["sentences"]
MODAL = frozenset(("باید", "نباید", "میتوان", "نمیتوان", "بتوان"))  # before a short infinitive nobody speaks
SHORT = frozenset(("کرد", "داد", "گفت", "نامید", "خواند", "دانست", "داشت", "شمرد", "پرسید", "زد", "خواست", "گذاشت"))


def read_paragraph(page: Page, first: int, end: int) -> list[Draft]:
    """Return the attributions of a paragraph; a clause after گفت + colon runs on over its sentences until the next turn."""
    drafts: list[Draft] = []
    open_speech: Draft | None = None
    governed: list[tuple[Draft, Draft]] = []  # a credit and the running speech its sentence introduces
    for begin, stop in page.parted:
        found = read_sentence(page, begin, stop) if page.has_hit(begin, stop) else []
        turns = [draft for draft in found if draft.kind in SPEECH or draft.kind in ("credit", "according")]
        if open_speech is not None and open_speech.content and comes_back(page, begin, stop):
            open_speech = None
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
    first = behind_frame(page, behind_dateline(page, grammar, first, end), end)
    drafts: list[Draft] = []
    related = "که" in page.words[first:end]
    apart: list[Draft] = []  # what stands in a relative clause of its own: مقامی که گفته بود …
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
        elif related and (relative := read_relative(page, grammar, clause, hit, end, drafts)) is not None:
            apart.append(relative)
            if not drafts and page.words[first] in grammar.stop:  # پس از اظهارات X که مدعی بود …، Y گفت: …
                first = clause = _main_clause(page, grammar, relative, first, end)
            continue
        else:
            draft = _reporting(page, grammar, hit, clause, end, following, drafts)
        if draft is not None:
            drafts.append(draft)
    apart.extend(take_apart(page, grammar, drafts, first, end))
    for credit in drafts:  # X به نقل از Y گزارش داد: …: Y stands within X's sentence and has the same content
        if credit.passing and credit.kind not in SPEECH:
            credit.outer = verb = _relaying(drafts, credit)
            credit.content = verb.content if verb is not None else None
    share(page, grammar, drafts, clause if not drafts else first)
    cut(page, grammar, drafts, first, end)
    for inner in apart:
        clip(inner, drafts)
    spoken = [draft for draft in drafts if draft.content is not None and not _unspoken(page, grammar, draft)]
    for draft in spoken:  # آن را توصیه می‌کنند
        draft.peripheral |= draft.content is not None and THAT.issuperset(page.words[slice(*draft.content)])
    return [*spoken, *apart, *within_marks(page, grammar, spoken)]


def _relaying(drafts: list[Draft], credit: Draft) -> Draft | None:
    """Return the verb of the clause with a credit; of content before the verb (X به نقل از Y تعداد را … اعلام کرد) take the credit off."""
    assert credit.hit is not None and credit.content is not None
    at, behind = credit.hit.at, credit.content[0]
    verbs = [(verb, verb.hit, verb.content) for verb in drafts if verb.kind in SPEECH and verb.hit and verb.content]
    found = next((verb for verb, hit, content in verbs if at < hit.at < content[0]), None)
    if found is None:
        found, end = next(((v, c[1]) for v, hit, c in verbs if c[0] <= at < behind < c[1] <= hit.at), (None, 0))
        if found is not None:
            found.content = (behind, end)
    if found is not None:
        found.passing = True
    return found


def _main_clause(page: Page, grammar: Grammar, relative: Draft, first: int, end: int) -> int:
    """Return where the sentence itself begins behind an adjunct with a relative clause in it, if its speaker stands there; else *first*."""
    assert relative.content is not None
    behind = relative.content[1] + 1
    subject = subject_span(page, grammar, behind, end) if behind < end and page.words[behind - 1] in COMMAS else None
    return behind if subject is not None and subject[0] == behind and speaker_like(page, grammar, subject) else first


def _reporting(page: Page, grammar: Grammar, hit: Hit, clause: int, end: int, following: int, drafts: list[Draft]) -> Draft | None:
    """Read a verb of speech in its own clause; where it goes on for the reporter, what was said before ends."""
    own = clause if hit.cue.requires else _own_clause(page, grammar, clause, hit, drafts)
    before = [draft for draft in drafts if _goes_on(draft, hit)] if drafts else []
    goes_on = (
        page.words[hit.end : hit.end + 1] != [] and hit.end + 4 < end and page.words[hit.end] in COMMAS and not page.has_hit(hit.end, end)
    )
    if before and not goes_on and not any(draft.hit and draft.hit.cue.requires for draft in before):
        own = joined(page, own, hit.at) or own
    draft = read_verb(page, grammar, hit, own, end, following, drafts)
    if draft is not None and own != clause:
        draft.floor = own
    elif draft is None and page.words[own] in TURNS:  # … و به حمایت … اشاره کرد: the reporter's, though nothing is said
        for other in before if own != clause else ():
            if other.hit and other.content and other.hit.form.number == hit.form.number and other.content[0] + 1 < own:
                other.content = (other.content[0], min(other.content[1], own))
    return draft


def _goes_on(draft: Draft, hit: Hit) -> bool:
    """Say whether a verb stands behind the beginning of what was reported without a colon, so that it may be the reporter's again."""
    content = draft.content if draft.kind in SPEECH and not draft.colon else None
    return content is not None and draft.hit is not None and draft.hit.at < content[0] < hit.at


def _unspoken(page: Page, grammar: Grammar, draft: Draft) -> bool:
    """Say whether what looks like a turn is none: این انفجار … خبر داد, or a demand inside what somebody says (که آیا خواستار … است)."""
    if draft.subject and draft.subject_of is None and draft.kind in SPEECH and draft.coref == "":
        begin, stop = draft.subject
        if stop - begin == 1 and page.words[begin] in grammar.definite:
            return True  # این از بحران خبر می‌دهد
        before = draft.content is not None and draft.hit is not None and draft.content[0] < draft.hit.at and not draft.hit.cue.requires
        if page.words[stop : stop + 1] == ["که"] and stop - begin == 1 and page.words[begin].endswith(INDEFINITE):
            return True  # اعتراضاتی که بر … تاکید داشت
        if before and page.words[begin] in grammar.definite and stop - begin > 1 and not speaker_like(page, grammar, draft.subject):
            return True
    if draft.kind == "dependent" and draft.content is not None and page.words[draft.content[0]] in grammar.definite:
        return draft.content[1] - draft.content[0] < 3  # با تایید این خبر
    carrier = draft.subject_of
    held = carrier is not None and carrier.content is not None and draft.hit is not None
    if not held or not draft.hit or not carrier or not carrier.content or not draft.hit.cue.around:
        return False
    return carrier.content[0] <= draft.hit.at < carrier.content[1] and page.words[draft.hit.at - 1] not in ("و", *COMMAS)


def _own_clause(page: Page, grammar: Grammar, clause: int, hit: Hit, drafts: list[Draft]) -> int:
    """Return where the clause of a verb begins: right behind که or a verb and و, if a speaker stands there."""
    behind = _behind_relative(page, grammar, clause, hit, drafts)
    if behind != clause or any(d.content and d.hit and d.content[0] > d.hit.at and d.kind in SPEECH for d in drafts):
        return behind
    if BREAKS.isdisjoint(page.words[clause + 1 : hit.at - 2]):
        return clause
    for at in range(hit.at - 2, clause + 1, -1):  # … روبه‌رو شده و برخی منتقدان آن را … توصیف کرده‌اند
        if page.words[at - 1] in BREAKS and at not in page.inside and begins_anew(page, at):
            subject = subject_span(page, grammar, at, hit.at)
            if subject is not None and subject[0] == at and speaker_like(page, grammar, subject):
                return at
    return clause


def _behind_relative(page: Page, grammar: Grammar, clause: int, hit: Hit, drafts: list[Draft]) -> int:
    """… پس از آن رخ داد که ارتش … خبر داد: a speaker right behind که has a clause of its own, unless که opens what is said."""
    if "که" not in page.words[clause + 1 : hit.at]:
        return clause
    for behind in (t + 1 for t in range(hit.at - 1, clause, -1) if page.words[t] == "که" and t not in page.inside):
        if page.words[behind - 2] in grammar.pronouns and behind - 2 == clause:
            continue  # وی که نماینده مجلس است … گفت
        if any(page.words[t] in COMMAS and ends_clause(page.words[t - 1]) for t in range(behind + 1, hit.at)):
            continue  # سلولی که او در آن به‌سر می‌برد، خبر داد
        if any(draft.content and draft.content[0] == behind for draft in drafts):
            return clause
        if any(draft.kind in ("dependent", "adjunct") and draft.hit and clause <= draft.hit.at < behind for draft in drafts):
            continue  # با تأکید بر اینکه … که ایران …، گفت: part of what is stressed
        subject = subject_span(page, grammar, behind, hit.at)
        whole = (
            subject is not None
            and subject[0] - behind <= (2 if grammar.filler(page.words, behind) else 0)
            and speaker_like(page, grammar, subject)
        )
        if whole and subject is not None and page.words[subject[1]] not in CLOSING:  # یک عضو … که شاهد انفجار بود گفت
            return behind
    return clause


def _shared_light_verbs(page: Page, hits: list[Hit], first: int) -> list[Hit]:
    """… توصیف و اعلام کرد: the first noun shares the verb of the second."""
    if not hits or "و" not in page.words[first : hits[-1].at]:
        return []
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
    if hit.form.participle and len(hit.form.words) == 1 and before in load_grammar("fa").given:
        return True  # نسرین ستوده
    if hit.cue.kind in ("credit", "according") and hit.form.words[0] == "به" and before in OBJECTS and hit.form.words[-1] != "ادعای":
        return True
    if hit.form.words[0] == "خواهان" and before in DESIRING:
        return True  # جمهوری خواهان
    if hit.form.words[0] == "محکوم" and not SENTENCES.isdisjoint(words[max(first, hit.at - 5) : hit.at]):
        return True  # به سه سال زندان محکوم کرد
    if hit.form.words[-1] in SHORT and words[first] in MODAL and "که" not in words[first : hit.at]:
        return not any(ends_clause(word) for word in words[first + 1 : hit.at])  # باید از مردم و مسئولان تشکر کرد
    if hit.form.words[-1] in SHORT and not MODAL.isdisjoint(near := words[max(first, hit.at - 5) : hit.at]):
        modal = max(at for at, word in enumerate(near) if word in MODAL)
        if TURNS.isdisjoint(near[modal:]) and "که" not in near[modal:]:
            return True  # آن را باید محور قدس نامید
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


def _dependent(hit: Hit, end: int) -> Draft:
    return Draft(hit, hit.cue.kind, (hit.end, end), peripheral=hit.cue.kind == "adjunct")
