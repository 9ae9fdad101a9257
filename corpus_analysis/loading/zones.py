"""Where on a page the article's own text begins and ends, and where readers' comments stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import accumulate, pairwise

from .glance import DIGIT
from .kinds import COMMENT_HEAD, VOTES
from .lines import Block
from .rules import COMPARED, Rules, fold, letters, plain

SHORTEST_PROSE = 10  # words
_LONG_WORDS = 25  # a line this long is prose even if no full stop ends it
_UNSTOPPED_WORDS = 15  # ... and this long in a text that does without full stops
_MENU_RUN = 4  # so many short open lines in a row part the article from what stands around it
_FIRST_COST, _NEXT_COST = 40, 100  # characters of prose that outweigh a line between two paragraphs, and each further line
_LONGEST = 600  # the most a paragraph weighs
_UNSTOPPED_WEIGHT = 0.5  # what a paragraph without a full stop counts: a sidebar's teasers lack it more often than articles do
_TEASER_WORDS, _LONGEST_TEASER, _TEASER_WEIGHT, _TEASER_SHARE = 40, 60, 0.2, 0.5
_CORE = 3  # paragraphs whose words tell a teaser
_TEASER_STEP = 4  # lines from one teaser to the next: a title, a section, a date
_LISTED = frozenset({"related", "tail"})
_ANNOUNCED = 5  # lines after "Read more" that name other stories and do not part the article
_HEAD_CHARS = 120  # a comment's header is no longer: a name, an hour and a day
_BLURB_WORDS = 30
_NEAR = 4  # blocks between the headline and its copy, the text of a picture
_INTERRUPTION = 20  # blocks of posts, pictures and other stories behind which the article may go on
_PASSED_OVER = frozenset({"related", "embed", "caption"})
_INSERTED = ("embed", "related", "caption", "comment")
_SAME_SUBJECT = 0.3  # share of the words of a paragraph that the article uses
_VOCABULARY = 30_000  # characters of an article whose words are looked at
_TAIL_COST = 1200  # characters of prose that outweigh an announcement of what follows articles
_DATE_COST = 200  # ... a date between paragraphs, as above the next story
_TAIL_SHARE = 0.35
_BELOW_COMMENTS, _BELOW_TAIL = 0.3, 0.9  # what prose counts below such announcements
_COMMENTED = 400  # characters of prose that readers' comments follow at the least
_TO_COMMENT = 0.15  # ... or which share of the page's prose, as a link to them may stand above the article
_TAIL_KINDS = frozenset({"tail", "comments", "tags"})
_PARAGRAPH = 1000  # characters of a block whose words are looked at
_LONG_WORD = re.compile(r"\w{4,}")
_SENTENCE_MARKS = frozenset(".!?؟…۔")
_SEPARATORS = frozenset("|-•–·")


def long_words(blocks: list[Block]) -> int:
    """Return how many words make a line without a full stop prose: fewer in a text that hardly ever sets one."""
    lines = [block for block in blocks if not block.role and block.n_words >= _UNSTOPPED_WORDS]
    unstopped = sum(block.is_open for block in lines)
    return _UNSTOPPED_WORDS if unstopped > 0.6 * len(lines) else _LONG_WORDS


def is_prose(block: Block, long_enough: int) -> bool:
    """Tell whether a block reads like a paragraph of an article."""
    words = block.n_words
    if block.role or words < SHORTEST_PROSE:
        return False
    return words >= long_enough or not block.is_open


def body_bounds(blocks: list[Block], rules: Rules) -> tuple[int, int]:
    """Return the first and last block of the article's own text; (-1, -1) if there is no prose."""
    long_enough = long_words(blocks)
    prose = [is_prose(block, long_enough) for block in blocks]
    end = _tail_starts(blocks, prose)
    first, last = _densest(blocks[:end], prose[:end])
    if first < 0:
        return -1, -1
    first, last = _widen(blocks, prose, first, _before_blurb(blocks, prose, first, last), end)
    first = _after_blurbs(blocks, [at for at in range(first, last + 1) if prose[at]])
    unstopped = long_enough == _UNSTOPPED_WORDS
    while last + 1 < end and _goes_on(blocks, last + 1, unstopped):
        last += 1
    if last + 2 == len(blocks) and blocks[-1].n_words >= (SHORTEST_PROSE if any(block.role for block in blocks) else 5):
        last += not blocks[-1].role  # an article that breaks off in mid-sentence
    while first > 0 and not blocks[first - 1].role and blocks[first - 1].n_words >= 3 and _opens_body(blocks[first - 1], rules):
        first -= 1
    return first, last


def _densest(blocks: list[Block], prose: list[bool]) -> tuple[int, int]:
    """Return the first and last paragraph of the run of blocks that holds most prose and least of anything else.

    Prose counts by its length, a menu line or the headline of another story against it: the run with the greatest sum is the
    article (maximum subarray, as in Finn et al., Fact or fiction: Content classification for digital libraries, 2001). Below an
    announcement of other stories prose counts less, and far less below that of comments: readers may write more than the article
    holds.
    """
    runs: list[tuple[float, int, int]] = []
    best, begin, end, total, weight = 0.0, -1, -1, 0.0, 1.0
    announced, interrupted = 0, False
    commented = max((at for at, block in enumerate(blocks) if "comments" in block.kinds), default=-1)
    teasers = _teasers(blocks, prose)
    for at, block in enumerate(blocks):
        interrupted = interrupted and not prose[at]
        announced = 0 if prose[at] else announced - 1
        if "related" in block.kinds:
            announced = _ANNOUNCED
        if prose[at]:
            if total <= 0:
                runs.append((best, begin, end))
                best, begin, total = 0.0, at, 0.0
            kind = _UNSTOPPED_WEIGHT if block.is_open else _TEASER_WEIGHT if at in teasers else 1.0
            total += weight * min(len(block.text), _LONGEST) * kind
            if total > best:
                best, end = total, at
        elif _announces_tail(block):
            total -= _TAIL_COST
            if best > _COMMENTED:
                weight *= _BELOW_COMMENTS if at == commented else _BELOW_TAIL
        elif block.role == "date" and announced <= 0:
            total -= _DATE_COST
        elif announced <= 0 and not block.role.startswith(_INSERTED) and block.is_open:
            total -= _NEXT_COST if interrupted else _FIRST_COST
            interrupted = True
    runs.append((best, begin, end))
    return max(runs)[1:]


def _teasers(blocks: list[Block], prose: list[bool]) -> set[int]:
    """Paragraphs that stand alone below titles, one after another, as teasers do: announced ones, and short ones in other words."""
    lone = {at for at in range(1, len(blocks)) if prose[at] and not (prose[at - 1] or prose[at + 1 : at + 2] == [True])}
    if len(lone) < 2:
        return set()
    announced, sure = False, set()
    doubtful: dict[int, AbstractSet[str]] = {}
    for at in range(1, len(blocks)):
        announced = (announced and not (prose[at] and prose[at - 1])) or bool(blocks[at].kinds & _LISTED)
        if at not in lone:
            continue
        title = next((block for block in reversed(blocks[max(0, at - 3) : at]) if block.role not in ("date", "byline")), blocks[at])
        if title.role or not 4 <= title.n_words <= 25 or not title.is_open:
            continue
        if announced and blocks[at].n_words <= _LONGEST_TEASER:
            sure.add(at)
        elif blocks[at].n_words <= _TEASER_WORDS:
            doubtful[at] = content_words(title) | content_words(blocks[at])
    others = [block for at, block in enumerate(blocks) if prose[at] and at not in sure and at not in doubtful]
    if doubtful and len(others) >= _CORE:
        words = words_of(others)
        sure |= {at for at, own in doubtful.items() if share_of(own, words) < _TEASER_SHARE}
    return {at for at in sure if any(near != at and near in sure for near in range(at - _TEASER_STEP, at + _TEASER_STEP + 1))}


def _before_blurb(blocks: list[Block], prose: list[bool], first: int, last: int) -> int:
    """Return where the article ends, without a blurb below a title that shares next to no word with it."""
    inside = [at for at in range(first, last) if prose[at]]
    titled = last > 0 and not blocks[last - 1].role and blocks[last - 1].is_open
    if len(inside) < 2 or not titled or blocks[last].n_words > _BLURB_WORDS:
        return last
    words = words_of(blocks[at] for at in inside)
    foreign = share_of(content_words(blocks[last]), words) < 0.15 and share_of(content_words(blocks[last - 1]), words) < 0.3
    return inside[-1] if foreign else last


def _widen(blocks: list[Block], prose: list[bool], first: int, last: int, end: int) -> tuple[int, int]:
    """Take in paragraphs beyond a short interruption that go on with the words of the article."""
    if not any(prose[:first]) and not any(prose[last + 1 : end]):
        return first, last
    words = words_of(blocks[first : last + 1])
    bounds = []
    for edge, others in ((first, range(first - 1, -1, -1)), (last, range(last + 1, end))):
        menu = 0.0
        for at in others:
            if prose[at] and share_of(content_words(blocks[at]), words) >= _SAME_SUBJECT:
                edge, menu = at, 0.0
            elif not prose[at] and not blocks[at].role.startswith(_INSERTED) and blocks[at].is_open:
                menu += 1 if blocks[at].n_words <= 4 else 0.5
            if menu >= _MENU_RUN:
                break
        bounds.append(edge)
    return bounds[0], bounds[1]


def _after_blurbs(blocks: list[Block], prose: list[int]) -> int:
    """Return where the article's prose begins: not with a question that is its headline, a deck above its date, or a blurb.

    A blurb shares few words with what follows, while the headline below it shares most of its own.
    """
    first = blocks[prose[0]]
    copy = _headline_again(blocks, prose[0])
    if any(at > copy for at in prose) and copy > 0:
        return next(at for at in prose if at > copy)
    if len(prose) > 1 and first.n_words <= 15 and first.text.rstrip()[-1:] in "؟?!" and prose[1] - prose[0] <= 6:
        return _after_blurbs(blocks, prose[1:])  # a deck may stand below the question
    if len(prose) > 1 and first.n_words <= 45 and any(block.role in ("date", "byline") for block in blocks[prose[0] + 1 : prose[1]][:8]):
        return prose[1]
    for before, after in pairwise(prose[:4]):
        titles = [block for block in blocks[before + 1 : after] if not block.role and 4 <= block.n_words <= 25 and block.is_open]
        doubled = len({block.letters for block in titles}) < len(titles)
        if not titles or (before < _MENU_RUN and not doubled):
            continue
        rest = words_of((blocks[at] for at in prose[prose.index(after) :][:8]), 3000)
        above = [block for block in blocks[max(0, before - 6) : before] if not block.role and 4 <= block.n_words <= 25]
        title, over = (max((share_of(content_words(block), rest) for block in some), default=0.0) for some in (titles, above))
        if title >= 0.5 and share_of(content_words(blocks[before]), rest) < 0.15 and over < 0.3:
            return after
    return prose[0]


def _headline_again(blocks: list[Block], first: int) -> int:
    """Return where a picture's text stands below the first paragraph, or -1: the headline again, or a line twice. Above it is the deck."""
    titles = [block for block in blocks[max(0, first - _NEAR) : first] if 4 <= block.n_words <= 25 and block.is_open]
    for at in range(min(first + _NEAR, len(blocks) - 1), first, -1):
        others = [*titles, blocks[at - 1]] if at > first + 1 else titles
        if 4 <= blocks[at].n_words <= 25 and any(map(blocks[at].is_like, others)):
            return at
    return -1


def content_words(block: Block) -> AbstractSet[str]:
    """Return the longer words of a block, folded."""
    if block.words is None:
        block.words = frozenset(_LONG_WORD.findall(block.folded if len(block.text) <= COMPARED else fold(block.text[:_PARAGRAPH])))
    return block.words


def words_of(blocks: Iterable[Block], most: int = _VOCABULARY) -> set[str]:
    """Return the longer words of some blocks, up to so many characters of them."""
    words: set[str] = set()
    for block in blocks:
        words |= content_words(block)
        most -= len(block.text)
        if most < 0:
            break
    return words


def share_of(own: AbstractSet[str], words: AbstractSet[str]) -> float:
    """Return which share of some words is among others."""
    return len(own & words) / len(own) if own else 0.0


def _goes_on(blocks: list[Block], at: int, unstopped: bool) -> bool:
    """Tell whether the article goes on at a block, or behind a few posts, pictures and headlines of other stories."""
    block = next((block for block in blocks[at : at + _INTERRUPTION] if block.role not in _PASSED_OVER), None)
    if block is None or block.role:
        return False
    return (block.n_words >= 3 and not block.is_open) or (unstopped and block.n_words >= 7)


def _opens_body(block: Block, rules: Rules) -> bool:
    return bool(rules.lead.match(plain(block.folded))) and not block.is_open


def _announces_tail(block: Block) -> bool:
    """Tell whether a block is the first of readers' comments, or announces them, other stories or keywords."""
    return block.role.startswith("comment") or (block.role == "boilerplate" and bool(block.kinds & _TAIL_KINDS))


def _tail_starts(blocks: list[Block], prose: list[bool]) -> int:
    """Return where what follows the article begins for certain: at the comments below some prose, or where little prose is left."""
    announcements = {at for at, block in enumerate(blocks) if block.role and _announces_tail(block)}
    if not announcements:
        return len(blocks)
    lengths = [len(block.text) if is_text else 0 for block, is_text in zip(blocks, prose, strict=True)]
    total = left = sum(lengths)
    for at, block in enumerate(blocks):
        left -= lengths[at]
        if at in announcements and left < (total - _COMMENTED if block.role.startswith("comment") else _TAIL_SHARE * total):
            return at
    return len(blocks)


def mark_comments(blocks: list[Block]) -> None:
    """Mark what readers wrote: a comment is its header (a name, a time), its votes and its text, up to the next header.

    Under an announcement such as "Comments" any line with a time is a header; elsewhere it must name the reader too, and two
    such lines must stand below the article.
    """
    announcements = [at for at, block in enumerate(blocks) if "comments" in block.kinds]
    timed = [block for block in blocks if block.signs & DIGIT and len(block.text) <= _HEAD_CHARS and ":" in block.text]
    if len(timed) < 2 and not announcements:
        return
    announced = -1
    heads: list[int] = []
    told = _what_to_comment(blocks)
    for at, block in enumerate(blocks):
        kinds = block.kinds
        if "comments" in kinds and at > told:
            announced = at
        elif kinds:
            announced = -1
        if at >= told and len(block.text) <= _HEAD_CHARS and ":" in block.text and COMMENT_HEAD.match(block.text):
            is_head = announced >= 0 or any(c.isalpha() for c in block.text)
        else:
            is_head = announced >= 0 and block.role == "date"
        if is_head:
            heads.append(at)
    if len(heads) < 2 and not announcements:
        return
    heads += _untimed_heads(blocks, announcements, heads, told)
    known = frozenset(heads)
    for at in heads:
        _mark_comment(blocks, at, known)


def _what_to_comment(blocks: list[Block]) -> int:
    """Return the paragraph above which there is too little prose for readers to comment on; a link to them may stand there."""
    lengths = [len(block.text) if is_prose(block, _LONG_WORDS) else 0 for block in blocks]
    least = max(1.0, min(_COMMENTED, _TO_COMMENT * sum(lengths)))
    return next((at for at, above in enumerate(accumulate(lengths)) if above >= least), len(blocks))


def _untimed_heads(blocks: list[Block], announcements: list[int], heads: list[int], told: int) -> list[int]:
    """Names that stand alone above what a reader wrote, where comments are announced and none has a time."""
    found: list[int] = []
    for begin in announcements:
        if begin < told or begin < max(heads, default=-1):
            continue
        for at in range(begin + 1, len(blocks) - 1):
            block, said = blocks[at], blocks[at + 1]
            if header_like(block) and block.letters not in _REPLY and block.role:
                break
            named = not block.role and block.n_words <= 4 and block.text.rstrip()[-1:] not in _SENTENCE_MARKS
            if named and not said.role and said.n_words >= 4 and not said.is_open:
                found.append(at)
    return found


def _mark_comment(blocks: list[Block], head: int, heads: frozenset[int]) -> None:
    begin = head
    if begin and blocks[begin - 1].text.strip() in _SEPARATORS:
        begin -= 1
    named = any(c.isalpha() for c in blocks[head].text) and blocks[head].role != "date"
    if begin and not named and not header_like(blocks[begin - 1]) and (begin < head or blocks[begin - 1].n_words <= 3):
        begin -= 1
    for block in blocks[begin : head + 1]:
        block.role = "comment"
    blocks[begin].role = "comment head"
    for at in range(head + 1, len(blocks)):
        block = blocks[at]
        if at in heads or _next_begins(blocks, at, heads):
            return
        if not VOTES.match(block.text) and block.role and block.letters not in _REPLY:
            return
        if not block.role or VOTES.match(block.text):
            block.role = "comment"


def _next_begins(blocks: list[Block], at: int, heads: frozenset[int]) -> bool:
    """The name of the next reader stands alone in a line, with a stroke between it and the time."""
    return at + 2 in heads and blocks[at + 1].text.strip() in _SEPARATORS and blocks[at].n_words <= 4


def header_like(block: Block) -> bool:
    """Tell whether a block cannot be a reader's name."""
    return block.role in ("boilerplate", "related", "comment") or block.n_words > 4 or not block.is_open


_REPLY = frozenset(letters(word) for word in ("پاسخ", "رد", "reply", "like", "report", "إعجاب", "share"))
