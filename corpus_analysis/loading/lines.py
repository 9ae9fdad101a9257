"""Lines of a text, and blocks: the lines that one paragraph was wrapped or torn into."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from .rules import only_letters

_CLOSING = "\"'”’»›)]}*_ \u200c\u200e\u200f"
_SENTENCE_END = ".!?؟…۔。！？"
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
    signs: int = -1  # what may stand in it; see `glance`, which also sets the rest
    folded: str = ""  # its beginning
    opening: str = ""  # its first letters
    n_words: int = 0
    is_open: bool = False  # whether it ends neither as a sentence nor as an announcement (colon, semicolon)
    words: Set[str] | None = None  # its longer words, once they have been looked up
    run_together: str | None = None  # its letters, once they have been looked up

    @property
    def letters(self) -> str:
        """The letters of the block, folded and run together: the key under which lines are compared."""
        if self.run_together is None:
            self.run_together = only_letters(self.folded)
        return self.run_together

    def is_like(self, other: Block) -> bool:
        """Tell whether two blocks are written with the same letters."""
        return self.opening == other.opening and self.letters == other.letters

    def extend(self, end: int, text: str) -> None:
        """Take in what follows up to *end* of the whole text."""
        self.end, self.text, self.signs = end, text[self.start : end], -1


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
    open_lengths = sorted(len(line.text) for line in lines[:-1] if line.is_open and len(line.text) >= _SHORT_PARAGRAPH)
    if len(open_lengths) < _WRAPPED_AT_LEAST:
        return 0
    width = open_lengths[-1]
    full = sum(length >= 0.8 * width for length in open_lengths)
    lengths = [len(line.text) for line in lines]
    prose = sum(length >= _SHORT_PARAGRAPH for length in lengths)
    return width if max(lengths) <= 1.1 * width and full >= max(_WRAPPED_AT_LEAST, 0.4 * prose) and width <= 200 else 0


def join_lines(lines: Sequence[Block], text: str, alone: Sequence[bool], open_words: frozenset[str]) -> list[Block]:
    """Join the lines of one paragraph: those a machine wrapped, and those torn in the middle of a sentence.

    Parameters
    ----------
    lines : consecutive lines of one document.
    alone : tells of each line whether it is furniture, an embed or the like, and is never joined.
    open_words : words (lower case, no joiners) that cannot end a sentence.
    """
    width = wrap_width([line for line, single in zip(lines, alone, strict=True) if not single])
    blocks = list(lines[:1])
    joined = []
    for at in range(1, len(lines)):
        before, line = lines[at - 1], lines[at]
        ends = not (width or before.is_open) or alone[at] or alone[at - 1]
        if ends or not (_continues(before, line, width, open_words) or _is_inset(lines, at)):
            blocks.append(line)
            continue
        if blocks[-1] is before:
            blocks[-1] = Block(before.start, before.end, before.text, before.gap)
            joined.append(blocks[-1])
        blocks[-1].end = line.end
    for block in joined:
        block.extend(block.end, text)
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
