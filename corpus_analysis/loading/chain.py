"""A second look at a page: a chain over its lines, learned from pages whose article is known, finds what the rules cut off or let in.

Lines stand before the article, in it, between its paragraphs or behind it. How well a line fits each of the four is the sum of the
weights of its features, of which the role that the rules gave is one; how likely the article holds it is told from the whole page
(a linear chain: Lafferty et al., Conditional random fields, 2001). `tools/learn_chain.py` learns the weights.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress

import numpy as np

from ..lexicon import LEXICONS
from . import glance
from .glance import LATIN
from .kinds import BULLET
from .lines import Block
from .rules import COMPARED, Rules
from .zones import SHORTEST_PROSE, content_words

STATES = ("before", "article", "between", "behind")
STEPS = ((0, 0), (0, 1), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 3))  # from one line to the next
FIRST, LAST = (0, 1), (0, 1, 3)  # where a page may begin and end
_SURE, _SURE_OF_LONG = 0.8, 0.5  # how likely the article holds a line that is given back; a long paragraph
_DOUBTED, _MOST_TAKEN = 0.2, 0.5  # ... a line that is taken out; the share of the body above which the rules know better
_LENGTHS = (2, 4, 8, 13, 20, 32, 50, 70, 100)  # words
_SHARES = (0.1, 0.25, 0.4, 0.55, 0.7, 0.85)
_OPEN_SHARES = (0.0, 0.1, 0.2, 0.3, 0.4)
_CAPITALS = (0.0, 0.1, 0.25, 0.5, 0.8)
_STOPS = (". ", "! ", "? ", "؟ ")
_CAPITAL = re.compile(r"(?<![A-Za-z])[A-Z]")
_QUOTED = re.compile('["“”«»]')
_LONG_PROSE = 25
_MOVED = frozenset({"boilerplate", "related"})  # what the rules say of lines that are nothing by themselves
_FIXED = frozenset({"embed", "caption", "comment", "date", "byline", "summary"})
_SIGNS = {
    name: getattr(glance, name.upper())
    for name in ("key", "header", "furniture", "inside", "talk", "byline", "date", "related", "caption", "embed", "digit", "tag", "mark",
                 "stroke", "counted")
}  # fmt: skip
_ENDS = {"؟": "?", "؛": ":", "۔": ".", **{mark: mark for mark in ".?!…:,،"}}


@lru_cache(maxsize=1)
def _load() -> tuple[dict[str, int], np.ndarray, list[list[float]]]:
    """Return the place of each feature, the weights of each place, and the factor of each step."""
    learned = json.loads((LEXICONS / "chain.json").read_text(encoding="utf-8"))
    steps = [[0.0] * len(STATES) for _ in STATES]
    for (before, after), weight in zip(STEPS, learned["steps"], strict=True):
        steps[before][after] = math.exp(weight)
    weights = np.array([*learned["features"].values(), [0.0] * len(STATES)])
    return {name: at for at, name in enumerate(learned["features"])}, weights, steps


def look_again(blocks: list[Block], told: Sequence[str], rules: Rules) -> None:
    """Give back to the article what the rules took from it by its place on the page, and take out of it what they let in, where the
    chain is sure.

    It is asked only where a paragraph was moved, and takes nothing out of a page where it doubts half of the body: there one of the
    two is all wrong, and the rules are so less often. *told* holds the role that each line has by itself, before its place is looked
    at, or ''.
    """
    moved = [block.role in _MOVED and not by_itself for block, by_itself in zip(blocks, told, strict=True)]
    if not any(map(_is_prose, compress(blocks, moved))):
        return
    places, weights, steps = _load()
    unknown = len(places)
    described = describe_lines(blocks, told, rules)
    found = [places.get(name, unknown) for features in described for name in features]
    begins = np.cumsum([0, *map(len, described[:-1])])
    held = held_by_article(np.add.reduceat(weights[found], begins), steps)
    for block, away, chance in zip(blocks, moved, held, strict=True):
        if away and chance > (_SURE_OF_LONG if block.n_words >= _LONG_PROSE else _SURE):
            block.role = "body"
    body = [(block, chance) for block, chance in zip(blocks, held, strict=True) if block.role == "body"]
    doubted = [block for block, chance in body if chance < _DOUBTED]
    if _length(doubted) <= _MOST_TAKEN * _length(block for block, _ in body):
        for block in doubted:
            block.role = "boilerplate"


def _length(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def describe_lines(blocks: Sequence[Block], told: Sequence[str], rules: Rules) -> list[list[str]]:
    """Return the names of the features of each line of a page with the roles the rules gave; of each line at least one."""
    body = [block.role == "body" for block in blocks]
    first = body.index(True) if True in body else len(body)
    last = len(body) - 1 - body[::-1].index(True) if True in body else -1
    prose = [_is_prose(block) and block.role.split(" ")[0] not in _FIXED for block in blocks]
    several = Counter(word for block, is_long in zip(blocks, prose, strict=True) if is_long for word in content_words(block))
    doubled = Counter(block.opening for block in blocks)
    shapes = ["edge", *map(_shape, blocks, told), "edge"]
    tails = comments = 0
    weight = [min(len(block.text), 600) * is_long for block, is_long in zip(blocks, prose, strict=True)]
    total, above = sum(weight) or 1, 0
    described = []
    for at, block in enumerate(blocks):
        size, openness = bisect_left(_LENGTHS, block.n_words), "open" if block.is_open else "closed"
        zone = "before" if at < first else "behind" if at > last else "in"
        role = block.role.split(" ")[0]
        if above > 0.3 * total:
            tails += not block.kinds.isdisjoint(("tail", "tags"))
            comments += "comments" in block.kinds or role == "comment"
        above += weight[at]
        beside = "".join(str(int(0 <= near < len(body) and body[near])) for near in (at - 1, at, at + 1))
        coarse = f"{min(3, block.n_words // 8)}{openness}"
        features = [
            "any", f"size {size}{openness}", f"beside {beside}",
            f"role {role} {zone} {told[at].split(' ')[0]}", f"role {role} {zone} {coarse}",
            f"end {_ENDS.get(block.text.rstrip(_CLOSING)[-1:], '')}", "gap" if block.gap else "no gap",
            f"above {shapes[at]}", f"below {shapes[at + 2]}", f"above {shapes[at]} {coarse}", f"below {shapes[at + 2]} {coarse}",
            f"sides {shapes[at]} {shapes[at + 2]} {min(2, size // 3)}",
            f"tails {min(tails, 2)}", f"comments {min(comments, 2)}",
            *[f"weight {openness}"] * (weight[at] // 100),
            *(f"kind {kind}" for kind in block.kinds),
            *(f"sign {name}{' long' if size > 3 else ''}" for name, sign in _SIGNS.items() if block.signs & sign),
        ]  # fmt: skip
        if doubled[block.opening] > 1:
            features.append(f"doubled {min(size, 4)}")
        if role not in _FIXED:
            features += _say(block, size, several, prose[at], rules)
        described.append(features)
    return described


def _is_prose(block: Block) -> bool:
    return block.n_words >= _LONG_PROSE or (block.n_words >= SHORTEST_PROSE and not block.is_open)


def _say(block: Block, size: int, several: Counter[str], counted: bool, rules: Rules) -> list[str]:
    """What the words of a line tell: how many of them the page's prose has too, and how many are such as sentences need."""
    text = block.text[:COMPARED]
    said = [
        f"commas {_few(text.count(',') + text.count('،'))}",
        f"stops {_few(sum(map(text.count, _STOPS)))}",
        f"quotes {_QUOTED.search(text) is not None}",
    ]
    if BULLET.match(text):
        said.append("bullet")
    if text[0].islower():
        said.append("goes on")
    if size < 2:
        return said
    if block.signs & LATIN:
        capitals = len(_CAPITAL.findall(text)) / (text.count(" ") + 1)
        said.append(f"capitals {bisect_left(_CAPITALS, capitals)} {size <= 2}")
    own = content_words(block)
    length = "short" if size <= 2 else "middle" if size <= 4 else "long"
    if own:
        shared = sum(several[word] > counted for word in own) / len(own)
        said.append(f"shared {bisect_left(_SHARES, shared)} {length}")
    words = block.folded.split()
    said.append(f"function {bisect_left(_OPEN_SHARES, sum(map(rules.open_words.__contains__, words)) / max(1, len(words)))} {length}")
    return said


def _few(count: int) -> int:
    return min(3, (count + 2) // 2) if count else 0


def _shape(block: Block, told: str) -> str:
    role = (told or block.role).split(" ")[0]
    if role in _FIXED:
        return role if role in ("embed", "caption") else "fixed"
    return f"{min(3, bisect_left(_LENGTHS, block.n_words) // 2)}{'open' if block.is_open else 'closed'}"


def held_by_article(scores: np.ndarray, steps: list[list[float]]) -> list[float]:
    """Return how likely each line stands in the article (forwards and backwards over the page; each row is scaled)."""
    fits = np.exp(scores - scores.max(axis=1, keepdims=True)).tolist()
    before = [[fit if state in FIRST else 0.0 for state, fit in enumerate(fits[0])]]
    for row in fits[1:]:
        a, b, c, d = before[-1]
        before.append(
            _scaled(
                [
                    a * steps[0][0] * row[0],
                    (a * steps[0][1] + b * steps[1][1] + c * steps[2][1]) * row[1],
                    (b * steps[1][2] + c * steps[2][2]) * row[2],
                    (b * steps[1][3] + d * steps[3][3]) * row[3],
                ]
            )
        )
    after = [1.0 if state in LAST else 0.0 for state in range(len(STATES))]
    held = []
    for at in range(len(fits) - 1, -1, -1):
        both = _scaled([left * right for left, right in zip(before[at], after, strict=True)])
        held.append(both[1])
        a, b, c, d = (fit * right for fit, right in zip(fits[at], after, strict=True))
        after = _scaled(
            [
                a * steps[0][0] + b * steps[0][1],
                b * steps[1][1] + c * steps[1][2] + d * steps[1][3],
                b * steps[2][1] + c * steps[2][2],
                d * steps[3][3],
            ]
        )
    return held[::-1]


def _scaled(row: list[float]) -> list[float]:
    total = sum(row) or 1.0
    return [value / total for value in row]


_CLOSING = "\"'”’»›)]}*_ "
