"""Lines of a text, and blocks: the lines that one paragraph was wrapped or torn into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

_CLOSING = "\"'”’»›)]}*_ \u200c\u200e\u200f"
_SENTENCE_END = ".!?؟…۔。"
_STOPS = _SENTENCE_END + ":؛;"
_SHORT_PARAGRAPH = 30
_WRAPPED_AT_LEAST = 4


@dataclass(slots=True)
class Block:
    """One or more lines read as one; `start`, `end` are offsets of the first and last character that is not white space."""

    start: int
    end: int
    text: str
    gap: bool
    role: str = ""
    kinds: frozenset[str] = frozenset()  # what the block announces
    words: int = 0  # once they have been counted
    opened: bool | None = None  # whether it is open, once that has been looked at

    @property
    def n_words(self) -> int:
        if not self.words:
            self.words = self.text.count(" ") + self.text.count("\n") + 1
        return self.words

    @property
    def is_open(self) -> bool:
        """Tell whether the text ends neither as a sentence nor as an announcement (colon, semicolon)."""
        if self.opened is None:
            self.opened = is_open(self.text)
        return self.opened

    def extend(self, end: int, text: str) -> None:
        """Take in what follows up to *end* of the whole text."""
        self.end, self.text, self.words, self.opened = end, text[self.start : end], 0, None


def split_lines(text: str) -> list[Block]:
    """Return every line that holds more than white space; `gap` tells that a blank line stands before it."""
    lines: list[Block] = []
    at, gap = 0, True
    for line in text.splitlines(keepends=True):  # offsets refer to the text as it stands, no newline is translated
        body = line.strip()
        if body:
            start = at if line[0] == body[0] else at + line.index(body[0])
            lines.append(Block(start, start + len(body), body, gap))
        gap = not body
        at += len(line)
    return lines


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends as a sentence ends: a full stop, a question mark, an ellipsis, also before a closing quote."""
    if text[-1:] not in _CLOSING:
        return text[-1] in _SENTENCE_END
    bare = text[-12:].rstrip(_CLOSING)
    return bare[-1:] in _SENTENCE_END if bare else text[-1:] in '»”"'


def is_open(text: str) -> bool:
    """Tell whether the text ends neither as a sentence nor as an announcement (colon, semicolon)."""
    if text[-1:] not in _CLOSING:
        return text[-1] not in _STOPS
    return not ends_sentence(text) and text.rstrip(_CLOSING)[-1:] not in (":", "؛", ";")


def wrap_width(lines: Sequence[Block]) -> int:
    """Return the width at which the text was broken by machine, or 0.

    Evidence: hardly a line is longer than the width, and at least four lines that do not end a sentence come close to it.
    """
    lengths = np.array([len(line.text) for line in lines])
    if len(lengths) < _WRAPPED_AT_LEAST:
        return 0
    open_lengths = np.sort([len(a.text) for a in lines[:-1] if a.is_open and len(a.text) >= _SHORT_PARAGRAPH])
    if len(open_lengths) < _WRAPPED_AT_LEAST:
        return 0
    width = int(open_lengths[-1])
    full = int((open_lengths >= 0.8 * width).sum())
    prose = int((lengths >= _SHORT_PARAGRAPH).sum())
    return width if lengths.max() <= 1.1 * width and full >= max(_WRAPPED_AT_LEAST, 0.4 * prose) and width <= 200 else 0


def join_lines(lines: Sequence[Block], text: str, stands_alone: Callable[[Block], bool], open_words: frozenset[str]) -> list[Block]:
    """Join the lines of one paragraph: those a machine wrapped, and those torn in the middle of a sentence.

    Parameters
    ----------
    lines : consecutive lines of one document.
    stands_alone : tells of a line that it is furniture, an embed or the like, and is never joined.
    open_words : words (lower case, no joiners) that cannot end a sentence.
    """
    width = wrap_width([line for line in lines if not stands_alone(line)])
    blocks: list[Block] = []
    alone_before = True
    for at, line in enumerate(lines):
        alone = stands_alone(line)
        joinable = blocks and not alone and not alone_before
        if joinable and (_is_inset(lines, at) or _continues(lines[at - 1], line, width, open_words)):
            blocks[-1].extend(line.end, text)
        else:
            blocks.append(Block(line.start, line.end, line.text, line.gap, line.role))
        alone_before = alone
    return blocks


def _is_inset(lines: Sequence[Block], at: int) -> bool:
    """A few words that a link tore out of a sentence: the line before them is open, the one after them goes on in mid-sentence."""
    if at + 1 >= len(lines) or lines[at].gap or lines[at + 1].gap or len(lines[at].text) > 60:
        return False
    return len(lines[at - 1].text) >= _SHORT_PARAGRAPH and lines[at - 1].is_open and _is_middle(lines[at + 1].text)


def _is_middle(text: str) -> bool:
    return text[0] in "،,.؛;)»”" or (text[0].islower() and text[0].isascii())


def _continues(before: Block, line: Block, width: int, open_words: frozenset[str]) -> bool:
    first = line.text[0]
    if first in '•●▪■-–—*+►▶◄«"“' and not (width and not line.gap):
        return False
    full = bool(width) and len(before.text) + 1 + len(line.text.split(maxsplit=1)[0]) > 0.78 * width
    if full and not line.gap:
        return first not in "•●▪■►▶◄" and (len(before.text) > 0.78 * width or before.is_open)
    if not before.is_open:
        return False
    if full:
        return True
    if _is_middle(line.text) and not line.gap:
        return True
    if len(before.text) < _SHORT_PARAGRAPH:
        return False
    if _is_middle(line.text):
        return True
    ending = before.text.rstrip(" \u200c")
    last_word = ending.rsplit(maxsplit=1)[-1].lower().replace("\u200c", "")
    return ending[-1] in "،," or last_word in open_words
