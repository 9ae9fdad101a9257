"""Persian credits to an outlet or speaker (به گزارش A و به نقل از B، …) and nouns of speech (ادعای X مبنی بر اینکه …)."""

from __future__ import annotations

from ..cues import links
from ..drafts import Draft, Hit
from ..grammar import Grammar, function_words, load_grammar
from ..page import COMMAS, Page
from .ends import SPEECH, ends_clause
from .phrases import DASHES, phrase_end
from .subjects import AUTHOR, speaker_like, subject_span

LONGEST = 3  # words of an unknown outlet
VIEW = ("از", "نظر")
GROUNDS, APPOSED, CLOSING, PRIVATE = (function_words("fa")[name] for name in ("grounds", "apposed", "closing", "private"))


def read_credit(page: Page, grammar: Grammar, hit: Hit, clause: int, end: int, drafts: list[Draft]) -> Draft | None:
    """به گزارش A [و] به نقل از B، …: the sentence and the speech it introduces; inside another sentence, its clause only."""
    words = page.words
    if words[hit.end : hit.end + 1] != [] and words[hit.end] in AUTHOR:
        return None  # به اعتقاد من …
    stop = phrase_end(page, grammar, hit.end, end)
    stop -= stop > hit.end and words[stop - 1] == "و"
    if words[hit.end : hit.end + 1] != [] and words[hit.end] in grammar.pronouns:
        stop = hit.end + 1  # به اعتقاد آنها علت …
    if stop <= hit.end and words[hit.end : hit.end + 1] in (["این"], ["همین"]):
        stop = phrase_end(page, grammar, hit.end + 1, end)
    if stop <= hit.end:
        return None
    if hit.form.words[-1] in ("اساس", "براساس", "طبق") and not (grammar.document | GROUNDS) & {
        word.removesuffix(end) for word in words[hit.end : hit.end + 2] for end in ("", "ی")
    }:
        return None  # on the basis of a law nobody speaks
    if words[stop - 1] in ("شده", "ما", "من") or words[hit.end : stop] in (["گزارشها"], ["اخبار"], ["شواهد"], ["خبرها"]):
        return None  # the report presented, published: whose it is, is not said; بنا بر آمار ما is part of what somebody says
    if hit.form.words == VIEW and not speaker_like(page, grammar, (hit.end, stop)):
        return None  # از نظر فنی: in a respect, nobody's view
    named = stop
    if words[stop : stop + 1] == ["("] and ")" in words[stop : stop + 6]:  # خبرگزاری قدس (قدسنا)
        stop = words.index(")", stop) + 1
        named = stop if page.find(named, stop) else named
    if words[stop : stop + 1] != [] and words[stop] in DASHES:  # خبرگزاری اهل‌بیت ـ ابنا ـ
        stop = next((t + 1 for t in range(stop + 1, min(end, stop + 5)) if words[t] == words[stop]), stop)
    draft = Draft(hit, hit.cue.kind, subject=(hit.end, named))
    if words[stop : stop + 1] == ["که"] and words[hit.end].removesuffix("ی") in GROUNDS | grammar.document:  # طبق آماری که X منتشر کرده، …
        issuer = subject_span(page, grammar, stop + 1, min(end, stop + 12))
        draft.subject = issuer if issuer and issuer[0] == stop + 1 and speaker_like(page, grammar, issuer) else draft.subject
    before = page.trim(clause, hit.at)
    verbs = [h for h in page.hits(stop, min(end, stop + 20)) if h.cue.kind in SPEECH]
    if before is not None and verbs and hit.form.words[-1] in ("قول", "زبان") and verbs[0].at - stop <= 2:
        draft.passing, draft.content = True, (stop, end)  # X از قول Y نوشت
        return draft
    if hit.form.words[-1] in ("قول", "زبان") and before is not None and before[1] - before[0] > 1:
        return None
    if before is not None and verbs and words[hit.at - 1] not in COMMAS and words[hit.at - 1] != "و":
        speaker = subject_span(page, grammar, clause, hit.at)
        draft.passing, draft.content = True, (stop, end)
        dated = speaker is not None and all(words[t] in grammar.dates or words[t].isdigit() for t in range(speaker[1], hit.at))
        return draft if speaker and (dated or hit.at - speaker[1] <= 1) else None
    token = stop
    while token < end and words[token] in COMMAS:
        token += 1
    if (
        token < end
        and words[token] in ("و", "به", "در", "از")
        and any(h.cue.kind == "credit" for h in page.hits(token, min(end, token + 4)))
    ):
        later = next(h for h in page.hits(token, end) if h.cue.kind == "credit")
        token = phrase_end(page, grammar, later.end, end)
    elif token < end and token == stop and words[token] in grammar.stop:
        comma = next((t for t in range(token, min(end, token + 14)) if words[t] in COMMAS), None)
        if comma is not None and not page.hits(token, comma):
            token = comma
    if token < end and words[token] == "که" and token == stop:  # به گفته X که در این نشست حضور داشت، …
        near = range(token + 2, min(end - 1, token + 40))
        token = next((t for t in near if (words[t] in COMMAS or words[t] == ":") and ends_clause(words[t - 1])), token)
        token += words[token] == ":"
    while token < end and words[token] in COMMAS:
        token += 1
    if token < end and words[token] in APPOSED:  # به گزارش هرانا، ارگان خبری …، …
        token = next((t + 1 for t in range(token, min(end, token + 12)) if words[t] in COMMAS), token)
    outer = next((d for d in reversed(drafts) if d.kind == "credit" and d.content and d.hit and d.hit.at < hit.at), None)
    if outer is not None and outer.content and hit.at <= outer.content[0] and outer.subject and hit.at - outer.subject[1] <= 3:
        outer.content = (token, end)
        draft.outer = outer
    if token < end:
        draft.content = (token, end)
    elif before is not None:
        draft.content = before
    return draft if draft.content else None


def quotes_outlet(page: Page, draft: Draft) -> bool:
    """Say whether an unknown name an outlet quotes from is one too: به گزارش ایسنا به نقل از سمندر ریویو، … (no person, no club)."""
    if draft.outer is None or draft.outer.kind != "credit" or draft.subject is None or draft.subject[1] - draft.subject[0] > LONGEST:
        return False
    grammar, words = load_grammar("fa"), page.words[slice(*draft.subject)]
    return all(group.isdisjoint(words) for group in (grammar.given, grammar.honorifics, grammar.heads.keys(), grammar.groups, PRIVATE))


def read_relative(page: Page, grammar: Grammar, clause: int, hit: Hit, end: int, drafts: list[Draft]) -> Draft | None:
    """یونسکو که همواره خواهان … است، …; وزیری که تهدید کرده بود …: who stands before که speaks, up to the verb that closes it."""
    words = page.words
    that = next((t for t in range(hit.at - 1, max(clause, hit.at - 5), -1) if words[t] == "که"), None)
    if that is None and hit.cue.frame and words[hit.end : hit.end + 1] != [] and hit.end < end and words[hit.end] in COMMAS:
        return _of_relative(page, grammar, clause, hit)
    if that is None or hit.cue.requires or any(word in COMMAS or word == "را" for word in words[that + 1 : hit.at]):
        return None
    if any(draft.content is not None and draft.content[0] == that + 1 for draft in drafts):
        return None
    own = subject_span(page, grammar, that + 1, hit.at) if that + 1 < hit.at else None
    own = own if own is not None and speaker_like(page, grammar, own) else None
    subject = own or _head(page, grammar, clause, that)
    if subject is None:
        return None
    begin, finish = hit.end, end
    if hit.cue.around and len(hit.form.words) == 1:
        finish = next((t for t in range(begin + 1, min(end, begin + 60)) if words[t] in CLOSING and t not in page.inside), begin)
    else:
        begin += words[begin : begin + 1] == ["که"] or words[begin : begin + 1] == [":"]
        finish = next((t for t in range(begin + 1, end) if words[t] in COMMAS and ends_clause(words[t - 1]) and t not in page.inside), end)
    if own is not None and not (finish < end and page.has_hit(finish, end)):
        return None  # what stands behind که is the sentence itself: پس از آن بود که وزیر گفت …
    content = page.trim(begin, finish) if finish - begin > 1 else None  # but: برنامه‌ای که خبرگزاری فرانسه مدعی شده …، …
    return Draft(hit, hit.cue.kind, content, subject, inside=True) if content is not None else None


def _head(page: Page, grammar: Grammar, clause: int, that: int) -> tuple[int, int] | None:
    """Return the speaker before که, of whom the relative clause tells."""
    words = page.words
    stop = that - (words[that - 1] in COMMAS)
    stop -= words[stop - 1] == "را"
    if words[stop - 1] == ")":  # سازمان … (یونسکو) که …
        stop = next((t for t in range(stop - 2, max(clause, stop - 8), -1) if words[t] == "("), stop)
    spans = ((at, stop) for at in range(max(clause, stop - 12), stop) if speaker_like(page, grammar, (at, stop)))
    return next((span for span in spans if phrase_end(page, grammar, *span) == stop), None)


def _of_relative(page: Page, grammar: Grammar, clause: int, hit: Hit) -> Draft | None:
    """رئیس بانک که از سیاست دولت انتقاد کرده بود، …: what is said stands in the relative clause, before the verb that ends it."""
    words = page.words
    that = next((t for t in range(hit.at - 1, max(clause, hit.at - 14), -1) if words[t] == "که"), None)
    if that is None or any(words[t] in COMMAS or ends_clause(words[t]) for t in range(that + 1, hit.at)):
        return None
    begin = next((t + 1 for t in range(that + 1, hit.at) if (words[t],) in hit.cue.frame), None)
    subject = _head(page, grammar, clause, that) if begin is not None and hit.at - begin > 1 else None
    return Draft(hit, hit.cue.kind, (begin, hit.at), subject, inside=True) if subject is not None and begin is not None else None


def read_nominal(page: Page, grammar: Grammar, hit: Hit, end: int) -> Draft | None:
    """ادعای X مبنی بر اینکه …؛ ارزیابی همگان این است که …: a noun of speech, its speaker, its link, its content."""
    words = page.words
    for at in range(hit.end + 1, min(end, hit.end + 16)):
        link = next((phrase for phrase in links()["fa"] if tuple(words[at : at + len(phrase)]) == phrase), None)
        if link:
            break
        if words[at] in COMMAS or words[at] == ":" or words[at] in ("که", "را"):
            return None
    else:
        return None
    begin = hit.end
    while begin < at and words[begin] in ("اولیه", "اخیر", "جدید", "قبلی", "دیگر", "های", "مکرر", "پیشین", "دروغین", "واهی"):
        begin += 1
    if begin >= at:
        return None
    generic = words[begin] in ("همگان", "همه", "برخی")
    return Draft(hit, "nominal", (at + len(link), end), (begin, at), peripheral=generic)
