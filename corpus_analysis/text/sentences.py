"""Sentences of a paragraph, as spans: hard-wrapped lines, quotation marks, abbreviations and ellipses do not tear them."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import read_yaml

_ENDERS = ".!?؟…۔"
_CLOSERS = "\"»”’'）)\\]\u200c\u200e\u200f\u202c"
_ARABIC = "\u0620-\u063f\u0641-\u065f\u066e-\u06d3\u06d5-\u06ed\u06fa-\u06ff"
# A run of enders and what closes after it, before white space; or a full stop that scraping glued to the next Arabic word.
_END = re.compile(
    rf"(?<![{_ENDERS}])(?P<marks>[{_ENDERS}]++)(?P<closed>[{_CLOSERS}]*+)(?=\s)"
    rf"|(?<=[{_ARABIC}][{_ARABIC}])[.؟!](?=[{_ARABIC}]{{2}}|https?://)"
)
_LAST_WORD = re.compile(r"(?<!\S)[^\w\s]{0,3}([\w.]{1,12})\Z")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_LIST_NUMBER = re.compile(r"\s*[(\[]?\d{1,3}\Z")
_NEXT_WORD = re.compile(r"\s+[\"“‘«'(\[]{0,3}(\w{1,20})")
_DATELINE = re.compile(rf"\s*+[{_ARABIC}\u200c ]{{2,30}} [-–—ـ] [{_ARABIC}\u200c ]{{2,30}}:(?=\s)")
_BLANK_LINE = re.compile(r"\n[^\S\n]*+\n\s*+")


def sentence_spans(text: str, language: str = "und") -> list[tuple[int, int]]:
    """Return the spans ``(start, end)`` of the sentences of one paragraph.

    A line break inside the paragraph counts as a space: hard-wrapped lines and lines torn by blank ones are not ends. The
    spans are in order, and between them stands white space only. *language* may be given; the rules go by script.

    Examples
    --------
    >>> sentence_spans("قال د. محمد: لا.\\nثم خرج.")
    [(0, 16), (17, 24)]
    """
    spans: list[tuple[int, int]] = []
    start = _end_dateline(text, 0, spans)
    for hit in _END.finditer(text):
        if hit.start() >= start and _is_end(text, start, hit):
            _add(text, start, hit.end(), spans)
            start = _end_dateline(text, hit.end(), spans)
    _add(text, start, len(text), spans)
    return spans


def sentences(text: str, language: str = "und") -> list[str]:
    """Return the sentences of a string, as they are written.

    A blank line ends a sentence where the line above it is clearly shorter than the text is wide (a headline); otherwise it is
    taken for a tear in a hard-wrapped paragraph.
    """
    found = []
    for start, end in _paragraphs(text):
        found += [text[start + first : start + last] for first, last in sentence_spans(text[start:end], language)]
    return found


def _paragraphs(text: str) -> list[tuple[int, int]]:
    breaks = list(_BLANK_LINE.finditer(text))
    if not breaks:
        return [(0, len(text))]
    width = max(len(line) for line in text.splitlines())
    spans, start = [], 0
    for gap in breaks:
        line = text[text.rfind("\n", 0, gap.start()) + 1 : gap.start()]
        if len(line.strip()) < 0.6 * width and not line.rstrip().endswith((":", "،", ",")):
            spans.append((start, gap.start()))
            start = gap.end()
    return [*spans, (start, len(text))]


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    if piece.strip():
        first = start + len(piece) - len(piece.lstrip())
        spans.append((first, first + len(piece.strip())))


def _end_dateline(text: str, start: int, spans: list[tuple[int, int]]) -> int:
    """A place and an agency before the news (تهران - ایرنا:) are a unit of their own; return where the next one starts."""
    hit = _DATELINE.match(text, start)
    if not hit:
        return start
    _add(text, start, hit.end(), spans)
    return hit.end()


def _is_end(text: str, start: int, hit: re.Match[str]) -> bool:
    """Whether the marks of *hit* end the sentence that began at *start*."""
    following = _NEXT_WORD.match(text, hit.end())
    opener = following.group(1) if following else ""
    if opener[:1].islower() and not opener.startswith("http"):
        return False
    marks = hit["marks"]
    if marks in ("...", "..", "…") and not hit["closed"]:
        return bool(opener[:1].isupper())  # in Arabic script a pause, more often than an end
    if marks != ".":
        return True
    before = text[max(start, hit.start() - 24) : hit.start()]
    if _LIST_NUMBER.match(text[start : hit.start()][:12]) and hit.start() - start <= 12:
        return False
    last = _LAST_WORD.search(before)
    return not last or not _is_abbreviation(last.group(1), opener)


def _is_abbreviation(word: str, opener: str) -> bool:
    if _ACRONYM.fullmatch(word):
        return opener not in _words("sentence_openers")
    return (len(word) == 1 and word.isalpha()) or word in _words("abbreviations")


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(read_yaml("abbreviations.yaml")[group].split())
