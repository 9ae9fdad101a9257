"""Which part of a page a block is: headline, deck, date, byline, caption, summary, body, related, comment or boilerplate."""

from __future__ import annotations

from collections.abc import Set

from .lines import Block, ends_sentence, is_open
from .rules import (
    BULLET,
    COMMENT_HEAD,
    VOTES,
    Rules,
    fold,
    header_kinds,
    is_caption,
    is_furniture,
    is_latin,
    is_timestamp,
    letters,
    plain,
)

_PROSE_WORDS = 10
_LONG_WORDS = 25
_MENU_RUN = 4  # so many short open lines in a row part the article from what stands around it
_TAIL_SHARE = 0.35


def assign_roles(blocks: list[Block], rules: Rules, repeated: Set[str] = frozenset()) -> None:
    """Set `role` of every block of one document that has none yet; *repeated* holds the keys of lines seen on several pages."""
    for block in blocks:
        if not block.role:
            block.role = _own_role(block, rules, repeated)
    _mark_summaries(blocks, rules)
    _mark_kicker(blocks)
    first, last = _body_bounds(blocks, rules)
    _mark_comments(blocks, last, rules)
    if first < 0:
        _mark_short_text(blocks)
        return
    _mark_head(blocks, first, rules)
    _mark_inside(blocks, first, last, rules)
    _mark_tail(blocks, last, rules)


def _own_role(block: Block, rules: Rules, repeated: Set[str]) -> str:
    """The role a line has wherever it stands, or ''."""
    text = block.text
    key = letters(text)
    if key in repeated or is_furniture(text, rules):
        return "boilerplate"
    if is_timestamp(text, rules):
        return "date"
    line = plain(text)
    if rules.related_prefix.match(line) and len(text) <= 250:
        return "related"
    if block.n_words <= 14 and rules.byline_prefix.match(line) and not ends_sentence(text):
        return "byline"
    if rules.date_prefix.match(line) and len(text) <= 90 and any(c.isdigit() for c in text) and not ends_sentence(text):
        return "date"
    return ""


def _is_prose(block: Block) -> bool:
    words = block.n_words
    if block.role or words < _PROSE_WORDS:
        return False
    return words >= _LONG_WORDS or not is_open(block.text)


def _body_bounds(blocks: list[Block], rules: Rules) -> tuple[int, int]:
    """Return the first and last block of the article's own text; (-1, -1) if there is no prose."""
    end = _tail_starts(blocks, rules)
    clusters: list[list[int]] = []
    menu = 0
    for at, block in enumerate(blocks[:end]):
        if _is_prose(block):
            if not clusters or menu >= _MENU_RUN:
                clusters.append([])
            clusters[-1].append(at)
            menu = 0
        elif not block.role.startswith("embed") and is_open(block.text):
            menu += 1
    if not clusters:
        return -1, -1
    sizes = [sum(len(blocks[at].text) for at in cluster) for cluster in clusters]
    kept = [cluster for cluster, size in zip(clusters, sizes, strict=True) if size >= 0.3 * max(sizes)]
    first, last = kept[0][0], kept[-1][-1]
    while last + 1 < end and not blocks[last + 1].role and blocks[last + 1].n_words >= 3 and not is_open(blocks[last + 1].text):
        last += 1
    while first > 0 and not blocks[first - 1].role and blocks[first - 1].n_words >= 3 and _opens_body(blocks[first - 1], rules):
        first -= 1
    return first, last


def _opens_body(block: Block, rules: Rules) -> bool:
    return bool(rules.lead.match(plain(block.text))) and not is_open(block.text)


def _tail_starts(blocks: list[Block], rules: Rules) -> int:
    """Return where what follows the article begins: at an announcement after which little prose is left."""
    prose = [len(block.text) if _is_prose(block) else 0 for block in blocks]
    total, left = sum(prose), sum(prose)
    for at, block in enumerate(blocks):
        left -= prose[at]
        if block.role == "boilerplate" and header_kinds(block.text, rules) & {"tail", "comments", "tags"} and left < _TAIL_SHARE * total:
            return at
        if not block.role and COMMENT_HEAD.match(block.text) and left < total / 2:
            return at
    return len(blocks)


def _mark_comments(blocks: list[Block], last: int, rules: Rules) -> None:
    """A comment is its header (a name, a time), its votes and its text, up to the next header or announcement."""
    inside = announced = False
    for at in range(last + 1, len(blocks)):
        block = blocks[at]
        if header_kinds(block.text, rules) & {"comments"}:
            announced, inside = True, False
        elif COMMENT_HEAD.match(block.text):
            block.role, inside = "comment head", True
        elif inside and VOTES.match(block.text):
            block.role = "comment"
        elif inside and (block.role == "boilerplate" or (block.role and not announced)):
            inside = letters(block.text) in _REPLY
        elif inside:
            block.role = "comment"


_REPLY = frozenset(letters(w) for w in ("پاسخ", "رد", "reply", "like", "report", "إعجاب"))


def _mark_short_text(blocks: list[Block]) -> None:
    """A text with no paragraph that looks like prose: its first line may be a headline, the rest is its body."""
    free = [block for block in blocks if not block.role]
    headline = len(free) > 1 and free[0].n_words >= 3 and is_open(free[0].text)
    for block in free:
        block.role = "headline" if headline and block is free[0] else "body"


def _content_words(text: str) -> set[str]:
    return {word for word in fold(text).split() if len(word) > 3}


def _headline_at(blocks: list[Block], first: int) -> int:
    """Return the block above the body that shares most words with it, or -1."""
    body = _content_words(" ".join(block.text for block in blocks[first : first + 8])[:6000])
    best, best_score = -1, 0.0
    for at in range(first):
        block = blocks[at]
        words = _content_words(block.text)
        if block.role or not 3 <= block.n_words <= 40 or not words or (block.n_words > 22 and ends_sentence(block.text)):
            continue
        shared = len(words & body) / len(words)
        score = shared + min(block.n_words, 8) / 20 + (0.15 if block.text.rstrip()[-1:] not in ".؛:" else 0)
        if block.n_words < 4 and shared < 0.5:
            continue
        if score > best_score + 0.2:
            best, best_score = at, score
    return best


def _mark_head(blocks: list[Block], first: int, rules: Rules) -> None:
    headline = _headline_at(blocks, first)
    if headline >= 0 and blocks[headline].text.rstrip()[-1:] in "؛:" and headline + 1 < first and not blocks[headline + 1].role:
        blocks[headline].role = "deck"
        headline = max(headline + 1, -1)
    key = letters(blocks[headline].text) if headline >= 0 else ""
    for at in range(first):
        block = blocks[at]
        if block.role:
            continue
        if at == headline:
            block.role = "deck" if block.n_words > 15 and ends_sentence(block.text) else "headline"
        elif at < headline:
            near = headline - at == 1 and block.n_words >= 3 and block.text.rstrip()[-1:] in "؛:"
            block.role = "headline" if letters(block.text) == key else "deck" if near else "boilerplate"
        else:
            block.role = _below_headline(block, at, headline, rules)
    lead = blocks[first]
    following = next((block for block in blocks[first + 1 :] if _is_prose(block)), None)
    if (
        headline >= 0
        and not lead.role
        and following is not None
        and not rules.lead.match(plain(lead.text))
        and rules.lead.match(plain(following.text))
    ):
        if lead.n_words <= 70 and all(
            block.role in ("headline", "date", "byline", "caption", "deck", "boilerplate") for block in blocks[headline:first]
        ):
            lead.role = "deck"


def _below_headline(block: Block, at: int, headline: int, rules: Rules) -> str:
    if is_caption(block.text, rules) or (block.n_words >= 5 and _ends_with_date(block.text, rules)):
        return "caption"
    if headline < 0 and block.text.rstrip()[-1:] not in ".؛:":
        return "headline" if at == 0 and block.n_words >= 3 else "boilerplate"
    return "deck" if block.n_words >= 5 else "boilerplate"


def _ends_with_date(text: str, rules: Rules) -> bool:
    tail = text.rstrip(" )].،,").split()[-3:]
    return is_timestamp(" ".join(tail), rules) and is_open(text)


def _mark_inside(blocks: list[Block], first: int, last: int, rules: Rules) -> None:
    prose = [block for block in blocks[first : last + 1] if _is_prose(block)]
    closed = sum(1 for block in prose if not is_open(block.text)) / max(1, len(prose))
    latin_body = is_latin(prose[0].text)
    announced = False
    for at in range(first, last + 1):
        block = blocks[at]
        kinds = header_kinds(block.text, rules)
        if block.role == "date" and at > first:
            block.role = "boilerplate"
        if kinds:
            announced = bool(kinds & {"related", "tail"})
            continue
        if block.role:
            continue
        if not is_open(block.text) or BULLET.match(block.text):
            announced = False
            block.role = "body"
        elif is_caption(block.text, rules):
            block.role = "caption"
        elif announced and 3 <= block.n_words <= 25:
            block.role = "related"
        elif block.n_words <= 3 and is_latin(block.text) != latin_body:
            block.role = "boilerplate"
        elif 6 <= block.n_words <= 18 and closed >= 0.8 and len(prose) > 2:
            block.role = "related"
        else:
            block.role = "body"


def _mark_summaries(blocks: list[Block], rules: Rules) -> None:
    """The bullets under an announcement such as "Key points" are the summary."""
    inside = False
    for block in blocks:
        if "summary" in header_kinds(block.text, rules):
            inside = True
        elif inside and not block.role and BULLET.match(block.text):
            block.role = "summary"
        else:
            inside = False


def _mark_kicker(blocks: list[Block]) -> None:
    """A short line that ends in an Arabic semicolon stands above or below a headline: all above it is headline or deck."""
    free = [block for block in blocks if not block.role][:4]
    for at, block in enumerate(free):
        if block.text.rstrip()[-1:] == "؛" and block.n_words <= 18 and all(above.n_words <= 45 for above in free[:at]):
            for above in free[: at + 1]:
                above.role = "headline" if is_open(above.text) else "deck"
            return


def _mark_tail(blocks: list[Block], last: int, rules: Rules) -> None:
    related = False
    for block in blocks[last + 1 :]:
        kinds = header_kinds(block.text, rules)
        if kinds:
            related = "related" in kinds
        if block.role == "date":
            block.role = "boilerplate"
        if not block.role:
            block.role = (
                "caption"
                if is_caption(block.text, rules) and not related
                else "related"
                if related and block.n_words >= 4
                else "boilerplate"
            )
