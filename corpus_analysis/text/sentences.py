"""Sentences of a paragraph, as spans: hard-wrapped lines, quotation marks, abbreviations and ellipses do not tear them."""

from __future__ import annotations

import re

_END = re.compile("[.!?؟…۔]+[\"»”’')\\]]*(?=\\s)")


def sentence_spans(text: str, language: str = "und") -> list[tuple[int, int]]:
    """Return the spans ``(start, end)`` of the sentences of a paragraph; a newline inside it counts as a space."""
    cuts = [hit.end() for hit in _END.finditer(text)] + [len(text)]
    spans, start = [], 0
    for cut in cuts:
        piece = text[start:cut]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            spans.append((first, first + len(piece.strip())))
        start = cut
    return spans


def sentences(text: str, language: str = "und") -> list[str]:
    """Return the sentences of a string, as they are written."""
    return [text[start:end] for start, end in sentence_spans(text, language)]
