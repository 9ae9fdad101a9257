"""What stands between an article's paragraphs and is none of it: names, buttons, captions, blurbs of other stories."""

from __future__ import annotations

import re
from collections import Counter

from .lines import Block, is_open
from .rules import BULLET, Rules, kinds_of, letters
from .zones import content_words

_PREFIX = re.compile(r"^(?:[وفبك]?ال|لل|[وفبل])(?=\w{3})")  # Arabic article and particles
_FEW, _SUBHEADING, _SOLID, _LONG, _LONGEST = 5, 12, 12, 25, 60  # words of a name; a subheading; a paragraph; a long one; a blurb
_SOLID_SHARE = 0.7  # of the article's characters stand in paragraphs that end as sentences do
_FOREIGN = 0.4  # share of its words that a sentence outside the run of paragraphs has in common with them
_NAMED = 0.2, 0.3  # ... that a few words between two paragraphs, or above one, have in common with them
_TOLD = 0.6  # ... that a longer line without a full stop has
_PASSED_OVER = ("embed", "caption", "related", "comment", "date", "byline")
_COMPARED = 1000


def mark_strangers(blocks: list[Block], first: int, last: int, rules: Rules) -> None:
    """Take the lines out of the body that touch no paragraph of it and share few words with it.

    On pages whose paragraphs end in full stops, what is short or ends in none, stands apart from the paragraphs and does not go on
    with the article's words is hardly ever part of it.
    """
    body = [at for at in range(first, last + 1) if blocks[at].role == "body"]
    closed = [at for at in body if blocks[at].n_words > _FEW and not is_open(blocks[at].text)]
    solid = [at for at in closed if blocks[at].n_words >= _SOLID]
    if len(solid) < 3 or sum(len(blocks[at].text) for at in solid) < _SOLID_SHARE * sum(len(blocks[at].text) for at in body):
        return
    counted: Counter[str] = Counter()
    sentences, paragraphs = frozenset(closed), frozenset(solid)
    usual = sorted(blocks[at].n_words for at in solid)[len(solid) // 2]
    shown = [at for at in range(first, last + 1) if not blocks[at].role.startswith(_PASSED_OVER)]
    for above, at, below in zip([-1, *shown], shown, [*shown[1:], -1], strict=False):
        block = blocks[at]
        if block.role != "body" or block.n_words > _LONGEST or BULLET.match(block.text):
            continue
        ends = not is_open(block.text)
        near = sentences if ends else paragraphs
        if above in near and below in near and (ends or block.n_words > _SUBHEADING):
            continue
        if not counted:
            counted.update(word for place in body for word in _stems(blocks[place].text[:_COMPARED]))
        own = _stems(block.text)
        shared = sum(counted[word] > 1 for word in own) / len(own) if own else 0.0
        told = below not in near and (_is_cut_off(block.text) or (_is_announced(blocks, at, rules) and shared < _TOLD))
        if told or _is_stranger(block, above in near, below in near, shared, usual):
            block.role = "boilerplate" if block.n_words <= _FEW else "related"


def _is_stranger(block: Block, above: bool, below: bool, shared: float, usual: int) -> bool:
    """Judge a line by what it touches, by the words it shares with the article, and by the *usual* length of paragraphs."""
    words = block.n_words
    if not is_open(block.text):
        return not above and not below and words < min(_LONG, usual / 2) and shared < _FOREIGN
    if words >= _LONG:
        return not above and not below
    if words > _SUBHEADING:
        return not below or shared < _TOLD
    if words > _FEW:
        return not below and shared < _TOLD
    return not below or shared < _NAMED[not above]


def _is_cut_off(text: str) -> bool:
    return text.rstrip().endswith(("...", "…"))


def _is_announced(blocks: list[Block], at: int, rules: Rules) -> bool:
    """Directly below "Read also" and the like: another story's beginning, unlike the paragraph below an announced title."""
    above = next((block for block in reversed(blocks[max(0, at - 2) : at]) if letters(block.text)), blocks[at])
    return "related" in kinds_of(above, rules)


def _stems(text: str) -> frozenset[str]:
    return frozenset(_PREFIX.sub("", word) for word in content_words(text))
