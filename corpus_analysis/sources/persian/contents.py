"""Where what a Persian verb of speech reports stands: behind it, or before it at the end of its clause."""

from __future__ import annotations

from ..cues import SPEECH
from ..drafts import Draft, Hit
from ..grammar import Grammar, function_words
from ..marks import MARKS
from ..page import COMMAS, Page
from .ends import ends_clause
from .phrases import phrase_end
from .subjects import skip_adjuncts, speaker_like, subject_span

CLOSING, FRAMES = function_words("fa")["closing"], function_words("fa")["objects_before"]
THIS = function_words("fa")["this_matter"]
LINK = ("که", ":")
AFTER = ("بعد", "قبل", "پس", "پیش", "غیر", "اعم")
ASKING = ("خواست", "میخواهد", "خواسته", "میخواهند", "خواستند", "درخواست", "تقاضا")
GIVEN = ("داد", "دادند", "داده", "میدهد", "میدهند")
PARTICIPLES = tuple(function_words("fa")["participles"])


def read_verb(page: Page, grammar: Grammar, hit: Hit, clause: int, end: int, following: int, drafts: list[Draft]) -> Draft | None:
    """A verb of speech and what is said: behind it, or before it at the end of its clause."""
    words, cue, token = page.words, hit.cue, hit.end
    unwritten = cue.requires and cue.requires.isdisjoint(words[clause : hit.at])
    states = hit.form.words[0] == "امده" and "در" in words[clause : hit.at] and words[token : token + 1] in (["که"], [":"])
    if unwritten and not states:  # but: در ویدئوی تازه آمده است که …
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
    elif next_word == "که" and hit.cue.lemma.startswith("خبر ") and (told := _of_what(page, hit, clause)) is not None:
        draft.content = told  # از جذب گردشگران خبر داد که …
    elif next_word == "که" and _has_said(page, hit, clause):
        draft.content = _before(page, grammar, hit, clause, drafts)  # رقم را پنج درصد اعلام کرد که …
    elif next_word == "که" and (hit.form.words[0] == "متهم" or not (cue.kind == "judging" and cue.obj and "را" in words[clause : hit.at])):
        draft.content = (token + 1, _where_it_is(page, clause, hit, token + 1, end))
    elif cue.around and words[token : token + 1] in (["ان"], ["این"]) and "که" in words[token + 1 : token + 5]:
        draft.content = (words.index("که", token) + 1, end)  # خواستار آن شد که …
    elif cue.around and cue.kind == "speech" and hit.form.words[-1] == "از":
        close = next((t for t in range(token + 1, min(end, token + 40)) if words[t] in GIVEN and t not in page.inside), None)
        draft.content = (token, close) if close is not None else None  # خبر از خروج نیروها داد
    elif cue.around and len(hit.form.words) == 1:
        close = next((t for t in range(token, min(end, token + 60)) if words[t] in CLOSING and t not in page.inside), None)
        if words[token : token + 2] == ["ان", "شد"] and token + 2 < end:
            draft.content = (token + 2, end)  # خواستار آن شد ایران …
            return draft
        if close is None or close - token < 2:
            draft.content = _before(page, grammar, hit, clause, drafts) if close == token and "را" in words[clause : hit.at] else None
            return draft if draft.content is not None else None  # خروج نیروها را از عراق خواستار شدند
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


def _has_said(page: Page, hit: Hit, clause: int) -> bool:
    """Say whether what is said stands before the verb, so that که opens a relative clause: رقم را … اعلام کرد که …؛ از … حمایت کرد که …"""
    near = page.words[clause : hit.at]
    if hit.cue.kind == "judging" and not hit.cue.obj and any(phrase[0] in near for phrase in hit.cue.frame):
        return True
    at = max((t for t in range(clause, hit.at) if page.words[t] == "را"), default=hit.at)
    between = page.words[at + 1 : hit.at]
    plain = "و" not in between and COMMAS.isdisjoint(between) and not any(ends_clause(word) for word in between)
    return 1 < len(between) < 7 and plain and at > clause + 1 and page.words[at - 1] not in THIS


def _of_what(page: Page, hit: Hit, clause: int) -> tuple[int, int] | None:
    """Return of what somebody brings news (از … خبر داد), unless the preposition is that of a credit."""
    of = next((t for t in range(hit.at - 2, clause - 1, -1) if page.words[t] == "از" and page.words[t - 1] not in (*AFTER, "نقل")), None)
    return (of + 1, hit.at) if of is not None and not any(page.words[t] in COMMAS for t in range(of, hit.at)) else None


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
    if hit.cue.kind not in ("speech", "judging") or hit.cue.strict or following - token < 3 or words[token] == "و":
        return False
    if end - token < 4 and not (end - token == 3 and ends_clause(words[end - 1])):  # but: گفت جنگ نزدیک است
        return False
    if words[token] in ("است", "بود", "اند", "اما", "ولی", "که", "چرا", "چراکه", "زیرا"):
        return False
    if not hit.cue.obj and not hit.cue.frame:
        return True
    subject = subject_span(page, grammar, clause, hit.at)
    begin = max([subject[1] if subject else clause, *(t + 1 for t in range(clause, hit.at) if words[t] in COMMAS and t not in page.inside)])
    to = begin + (3 if words[begin : begin + 3] == ["به", "نقل", "از"] else 1)
    told = to < hit.at and words[begin] == "به" and phrase_end(page, grammar, to, hit.at) == hit.at
    begin = (
        hit.at if told or words[hit.at - 1] == "و" else begin
    )  # … توصیف و اعلام نمود جزئیات …, یک منبع نظامی به این خبرگزاری گزارش داد، …
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
    if subject and (floor > clause or words[clause] == "و") and not speaker_like(page, grammar, subject):
        subject = None  # … شد و پیشنهاد دونالد ترامپ، رئیس‌جمهور آمریکا، را رد کرد
    begin = subject[1] if subject else floor
    begin += begin < last and begin in page.closings
    if begin < last and words[begin] == "(":  # امام خمینی (ره) …
        begin = next((t + 1 for t in range(begin, min(last, begin + 8)) if words[t] == ")"), begin)
    if subject and begin < last and words[begin] == "که":  # عراقچی که عضو هیأت مدیره است، …
        begin = next((t for t in range(begin, last) if words[t] in COMMAS), begin)
        begin = next((t + 1 for t in range(begin, last - 1) if ends_clause(words[t])), begin) if words[begin] == "که" else begin
        begin += words[begin] in CLOSING
    commas = [t for t in range(begin, last - 1) if words[t] in COMMAS and t not in page.inside]
    for start in ([commas[-1] + 1] if commas else []) + [begin]:
        for phrase in hit.cue.frame:
            if tuple(words[start : start + len(phrase)]) == phrase:
                return start + len(phrase), last
    for token in range(begin, last):
        for phrase in hit.cue.frame:
            if tuple(words[token : token + len(phrase)]) == phrase and _free(page, token, begin) and words[token - 1] not in AFTER:
                return token + len(phrase), last
    if not (hit.cue.obj or hit.cue.around) or (hit.form.words[0] == "عنوان" and words[last - 1] == "را"):
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
