"""Datelines before a Persian sentence, which speak not."""

from __future__ import annotations

from ..grammar import Grammar, function_words
from ..page import Page
from .phrases import DASHES, phrase_end
from .subjects import speaker_like, subject_span

DIVIDERS = frozenset(":؛") | DASHES  # what parts a dateline from its sentence
DATELINE = 20  # and how far on it may stand
COLONS = frozenset(":؛")
OUTLETS = tuple(function_words("fa")["outlet_names"])


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
    titled = dash - first > 1 and page.words[dash + 1] in grammar.persons | grammar.experts  # بهرام نادری - رئیس اتحادیه - گفت
    if titled and not DASHES.isdisjoint(page.words[dash + 2 : min(end, dash + DATELINE)]):
        return first
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
