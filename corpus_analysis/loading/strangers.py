"""What stands between an article's paragraphs and is none of it: names, buttons, captions, blurbs of other stories."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache

from .kinds import BULLET
from .lines import Block
from .zones import content_words

_PREFIX = re.compile(r"^(?:[وفبك]?ال|لل|[وفبل])(?=\w{3})")  # Arabic article and particles
_FEW, _SUBHEADING, _SOLID, _LONG, _LONGEST = 5, 12, 12, 25, 60  # words of a name; a subheading; a paragraph; a long one; a blurb
_SOLID_SHARE = 0.7  # of the article's characters stand in paragraphs that end as sentences do
_FOREIGN = 0.4  # share of its words that a sentence outside the run of paragraphs has in common with them
_NAMED = 0.2, 0.3  # ... that a few words between two paragraphs, or above one, have in common with them
_TOLD = 0.6  # ... that a longer line without a full stop has
_ALWAYS = 2.0
_PASSED_OVER = ("embed", "caption", "related", "comment", "date", "byline")


def mark_strangers(blocks: list[Block], first: int, last: int) -> None:
    """Take the lines out of the body that touch no paragraph of it and share few words with it.

    On pages whose paragraphs end in full stops, what is short or ends in none, stands apart from the paragraphs and does not go on
    with the article's words is hardly ever part of it.
    """
    body = [at for at in range(first, last + 1) if blocks[at].role == "body"]
    closed = [at for at in body if blocks[at].n_words > _FEW and not blocks[at].is_open]
    solid = [at for at in closed if blocks[at].n_words >= _SOLID]
    if len(solid) < 3 or sum(len(blocks[at].text) for at in solid) < _SOLID_SHARE * sum(len(blocks[at].text) for at in body):
        return
    sentences, paragraphs = frozenset(closed), frozenset(solid)
    usual = sorted(blocks[at].n_words for at in solid)[len(solid) // 2]
    words: set[str] = set()
    shown = [at for at in range(first, last + 1) if not blocks[at].role.startswith(_PASSED_OVER)]
    for above, at, below in zip([-1, *shown], shown, [*shown[1:], -1], strict=False):
        block = blocks[at]
        if block.role != "body" or block.n_words > _LONGEST or BULLET.match(block.text) or at + 1 == len(blocks):
            continue
        ends = not block.is_open
        near = sentences if ends else paragraphs
        if above in near and below == at + 1 and below in near and (ends or block.n_words > _SUBHEADING):
            continue
        bound = _bound(block, above in near, below in near, usual)
        if at + 1 not in near and (_is_cut_off(block.text) or _is_announced(blocks, at)):
            bound = _ALWAYS
        if 0 < bound < _ALWAYS:
            words = words or _words_of_several(blocks[place] for place in body)
            own = _stems(block)
            bound -= len(own & words) / len(own) if own else 0.0
        if bound > 0:
            block.role = "boilerplate" if block.n_words <= _FEW else "related"


def _bound(block: Block, above: bool, below: bool, usual: int) -> float:
    """Return the share of the article's words below which a line is a stranger, by what it touches and the *usual* paragraph."""
    words = block.n_words
    if not block.is_open:
        return 0.0 if above or below or words >= min(_LONG, usual / 2) else _FOREIGN
    if words >= _LONG:
        return 0.0 if above or below else _ALWAYS
    if words > _SUBHEADING:
        return _TOLD if below else _ALWAYS
    if words > _FEW:
        return 0.0 if below else _TOLD
    return _NAMED[not above] if below else _ALWAYS


def _is_cut_off(text: str) -> bool:
    return text.rstrip().endswith(("...", "…"))


def _is_announced(blocks: list[Block], at: int) -> bool:
    """Directly below "Read also" and the like: another story's beginning, unlike the paragraph below an announced title."""
    above = next((block for block in reversed(blocks[max(0, at - 2) : at]) if block.opening), blocks[at])
    return "related" in above.kinds


def _words_of_several(blocks: Iterable[Block]) -> set[str]:
    """Return the words that stand in more than one of the blocks."""
    seen: set[str] = set()
    several: set[str] = set()
    for block in blocks:
        own = _stems(block)
        several |= seen & own
        seen |= own
    return several


def _stems(block: Block) -> AbstractSet[str]:
    words = content_words(block)
    return words if "".join(words).isascii() else set(map(_stem, words))


@lru_cache(maxsize=1 << 13)
def _stem(word: str) -> str:
    return _PREFIX.sub("", word)
