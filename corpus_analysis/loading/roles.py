"""Which part of a page a block is: headline, deck, date, byline, caption, summary, body, related, comment or boilerplate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Set
from functools import cache
from itertools import compress, islice

from .chain import look_again
from .glance import ANNOUNCED, BYLINE, CAPTION, DATE, DIGIT, FEW_WORDS, MARK, OWN_ROLE, RELATED, SHOWN
from .kinds import (
    BULLET,
    DATE_FIRST,
    header_kinds,
    is_caption,
    is_dated,
    is_furniture,
    is_notice,
    is_signed_picture,
    is_timestamp,
    says_caption,
)
from .lines import Block, ends_sentence, is_open
from .rules import SHORT_LINE, Rules, is_latin, letters, line_key, plain
from .strangers import mark_strangers
from .zones import SHORTEST_PROSE, body_bounds, content_words, is_prose, long_words, mark_comments, share_of, words_of

_BREADCRUMB = re.compile(r"\s*[»>›/|←]\s*")
_BREADCRUMB_MARK, _BREADCRUMB_CHARS = re.compile("[»>›/|←]"), 300
_PLACE_AND_NAME = re.compile(r"[^\W\d][^\d\n]{1,25}(?:\s?[-–/|:]\s|\s[-–/|])[^\d\n]{2,30}")
_TEASER_WORDS = 15
_DECK_WORDS = 45
_RELATED_CHARS, _DATE_WORDS = 250, 8
_REPEATED_WORDS = 12  # a paragraph of so many words that stands on the page twice is a picture's text, or a blurb, the second time
_NAME_WORDS, _NAMED_TIMES = 5, 3  # a short line that stands so often between the paragraphs is a name or a button
_REFRAIN_WORDS, _REFRAIN_TIMES = 3, 3
_LONG = 18
_HEAD_BLOCKS, _HEAD_SHARE, _HEAD_WORDS = (
    20,
    0.4,
    60,
)  # what stands further above the article, and shares fewer of its words, belongs to a menu


def assign_roles(blocks: list[Block], rules: Rules, repeated: Set[str] = frozenset()) -> None:
    """Set `role` of every block of one document that has none yet; *repeated* holds the keys of lines seen on several pages."""
    for block in blocks:
        if block.signs & ANNOUNCED:
            block.kinds = header_kinds(block, rules)
        if not block.role:
            telling = block.signs & OWN_ROLE or (block.signs & DIGIT and (len(block.text) <= SHORT_LINE or block.n_words <= _DATE_WORDS))
            own = _own_role(block, rules) if telling else ""
            own = "" if own == "related" and block is blocks[0] else own  # "Opinion: ..." opens an article: there is none above it
            block.role = "boilerplate" if own not in ("caption", "date") and is_repeated(block, repeated) else own
    _mark_clocks(blocks, repeated)
    blocks = _without_refrains(blocks)
    if bare := _bare_article(blocks, rules):
        _mark_bare(bare, rules)
        return
    told = [block.role for block in blocks]
    _mark_cut_off(blocks)
    _mark_notices(blocks, rules)
    _mark_summaries(blocks)
    _mark_kicker(blocks)
    mark_comments(blocks)
    first, last = body_bounds(blocks, rules)
    if first < 0:
        _mark_short_text(blocks)
        return
    _mark_head(blocks, first, rules)
    _mark_inside(blocks, first, last, rules)
    _mark_tail(blocks, last, rules)
    look_again(blocks, told, rules)


def _bare_article(blocks: list[Block], rules: Rules) -> list[Block]:
    """Return the article of a page that is nothing but paragraphs that end as sentences do, with a headline above them or none and
    furniture below them or none; [] of all other pages.

    Of such an article no rule below takes anything out, so that none of them has to be asked.
    """
    end = len(blocks)
    while end and blocks[end - 1].role == "boilerplate" and not blocks[end - 1].kinds:
        end -= 1
    article = blocks[:end]
    if not article or any(block.role or block.kinds for block in article):
        return []
    titled = article[0].is_open
    paragraphs = article[titled:]
    if not paragraphs or (titled and not 4 <= article[0].n_words < _TEASER_WORDS):
        return []
    if any(
        block.is_open or block.signs & (CAPTION | SHOWN) or block.text[-1] in "…؛" or block.text.endswith("...") for block in paragraphs
    ):
        return []
    if end < len(blocks) and any(is_notice(block, rules) for block in article):
        return []
    long = [*paragraphs[:1], *paragraphs[1:-1]]  # the last may be a few words
    if any(block.n_words < SHORTEST_PROSE for block in long) or paragraphs[-1].n_words < 3:
        return []
    asks = paragraphs[0].n_words <= _TEASER_WORDS and paragraphs[0].text.rstrip()[-1:] in "؟?!"
    timed = sum(len(block.text) <= SHORT_LINE and ":" in block.text for block in blocks if block.signs & DIGIT)
    return [] if asks or timed >= 2 or len({block.opening for block in article}) < len(article) else article


def _mark_bare(blocks: list[Block], rules: Rules) -> None:
    if blocks[0].is_open:
        blocks[0].role = "headline"
        _mark_deck(blocks, 1, 0, rules)
    for block in blocks:
        block.role = block.role or "body"


def _without_refrains(blocks: list[Block]) -> list[Block]:
    """Return the lines of a page without those few words that it says again and again ("Article content", "Advertisement"): they are
    boilerplate, and what stands on both sides of one stands together."""
    between = Counter(
        block.letters
        for above, block, below in zip(blocks, blocks[1:], blocks[2:], strict=False)
        if block.n_words <= _REFRAIN_WORDS
        and block.is_open
        and not block.kinds
        and not above.is_open
        and above.n_words >= SHORTEST_PROSE
        and not below.is_open
        and below.n_words >= SHORTEST_PROSE
    )
    refrains = {line for line, count in between.items() if count >= _REFRAIN_TIMES and len(line) > 1}
    if not refrains:
        return blocks
    said = [block.n_words <= _REFRAIN_WORDS and block.is_open and block.letters in refrains for block in blocks]
    for block in compress(blocks, said):
        block.role = "boilerplate"
    return [block for block, again in zip(blocks, said, strict=True) if not again]


def is_repeated(block: Block, repeated: Set[str]) -> bool:
    """Tell whether a line stands on several pages; *repeated* holds the keys of those that do."""
    return bool(repeated) and (block.letters if len(block.text) <= SHORT_LINE else line_key(block.text)) in repeated


def _mark_clocks(blocks: list[Block], repeated: Set[str]) -> None:
    """A date that stands on several pages is the site's own day where the page has another date; alone it is the article's: many
    articles of one month differ in their digits only, and those of one day in nothing."""
    dates = [block for block in blocks if block.role == "date"] if repeated else []
    clocks = [block for block in dates if is_repeated(block, repeated)]
    if len(clocks) < len(dates):
        for block in clocks:
            block.role = "boilerplate"


def _own_role(block: Block, rules: Rules) -> str:
    """The role a line has wherever it stands, or ''."""
    text, n_words = block.text, block.n_words
    if is_signed_picture(block, rules):
        return "caption"
    if len(text) > _BREADCRUMB_CHARS and n_words > FEW_WORDS:
        return "boilerplate" if is_furniture(block, rules) else ""
    byline = n_words <= FEW_WORDS and block.signs & BYLINE and rules.byline_prefix.match(plain(block.folded)) and not ends_sentence(text)
    if not byline and block.signs & DIGIT and is_dated(text, rules):
        return "date"
    if is_furniture(block, rules) or (block.signs & MARK and _is_breadcrumb(text, rules)):
        return "boilerplate"
    if block.signs & DIGIT and is_timestamp(text, rules):
        return "date"
    if block.signs & DIGIT and n_words <= _DATE_WORDS and DATE_FIRST.match(text) and block.is_open:
        return "date"
    if len(text) > _RELATED_CHARS and n_words > FEW_WORDS:
        return ""
    if block.signs & RELATED and len(text) <= _RELATED_CHARS and rules.related_prefix.match(plain(block.folded)):
        return "related"
    if byline:
        return "byline"
    dated = block.signs & DATE and block.signs & DIGIT and len(text) <= 90 and rules.date_prefix.match(plain(block.folded))
    return "date" if dated and not ends_sentence(text) else ""


def _mark_cut_off(blocks: list[Block]) -> None:
    """Headlines that break off, one below another, are a list of other stories."""
    ends = [at for at, block in enumerate(blocks) if block.text.endswith(("...", "…"))]
    cut = {at for at in ends if not blocks[at].role and 4 <= blocks[at].n_words <= _TEASER_WORDS}
    for at in cut:
        if at - 1 in cut or at + 1 in cut:
            blocks[at].role = "related"


def _mark_notices(blocks: list[Block], rules: Rules) -> None:
    if any(block.role == "boilerplate" for block in blocks):  # a bare article holds none
        for block in blocks:
            if not block.role and is_notice(block, rules):
                block.role = "boilerplate"


def _is_breadcrumb(text: str, rules: Rules) -> bool:
    """'Home > World > Asia': short parts, at least one of which is a section of the page."""
    if len(text) > _BREADCRUMB_CHARS or not _BREADCRUMB_MARK.search(text):
        return False
    parts = [part for part in _BREADCRUMB.split(text.strip()) if part]
    return 2 <= len(parts) <= 6 and all(part.count(" ") < 3 for part in parts) and any(letters(part) in rules.furniture for part in parts)


def _mark_short_text(blocks: list[Block]) -> None:
    """A text with no paragraph that looks like prose: its first line may be a headline, the rest is its body."""
    free = [block for block in blocks if not block.role]
    headline = len(free) > 1 and free[0].n_words >= 3 and free[0].is_open
    for block in free:
        block.role = "headline" if headline and block is free[0] else "body"


def _headline_at(blocks: list[Block], first: int) -> int:
    """Return the block above the body that shares most words with it, or -1."""
    titles = [at for at in range(first) if not blocks[at].role and blocks[at].n_words >= 3]
    if len(titles) == 1 and 4 <= blocks[titles[0]].n_words <= 22 and blocks[titles[0]].text[-1] not in ".؛:":
        return titles[0]
    if not titles:
        return -1
    body = words_of(blocks[first : first + 8], 3000)
    best, best_score = -1, 0.0
    for at in range(first):
        block = blocks[at]
        words = content_words(block)
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
    title = blocks[headline] if headline >= 0 else None
    decked = False
    words = cache(lambda: words_of(block for block in blocks[first:] if is_prose(block, _LONG)))
    for at in range(first):
        block = blocks[at]
        if block.role:
            continue
        if at == headline:
            block.role = "deck" if block.n_words > 15 and ends_sentence(block.text) else "headline"
        elif at < headline:
            near = headline - at == 1 and block.n_words >= 3 and block.text.rstrip()[-1:] in "؛:"
            block.role = "headline" if title and block.is_like(title) else "deck" if near else "boilerplate"
        elif title and title.opening and block.is_like(title):
            block.role = "headline"
        else:
            block.role = _below_headline(block, at, headline, rules)
            far = first - at > _HEAD_BLOCKS and block.n_words <= _HEAD_WORDS
            if block.role == "deck" and far and share_of(content_words(block), words()) < _HEAD_SHARE:
                block.role = "boilerplate"
            elif block.role == "deck" and not block.is_open:
                block.role = "body" if block.n_words > _DECK_WORDS or (decked and block.n_words >= _TEASER_WORDS) else "deck"
                decked = True
    _mark_deck(blocks, first, headline, rules)


def _mark_deck(blocks: list[Block], first: int, headline: int, rules: Rules) -> None:
    """The paragraph between the headline and a firm opening of reports ("به گزارش ..."), or a report that repeats it, is the deck."""
    lead = blocks[first]
    following = list(islice((block for block in blocks[first + 1 :] if is_prose(block, _LONG)), 3))
    if headline < 0 or lead.role or not following or lead.n_words > 70:
        return
    opens = [bool(rules.deck_before.match(plain(block.folded))) for block in (lead, following[0])]
    if opens == [False, True] or any(lead.letters in block.letters for block in following):
        for block in (lead, *following):
            block.role = "deck" if block.is_like(lead) else block.role


def _below_headline(block: Block, at: int, headline: int, rules: Rules) -> str:
    if is_caption(block, rules) or (block.n_words >= 5 and block.signs & DIGIT and _ends_with_date(block.text, rules)):
        return "caption"
    if headline < 0 and block.text.rstrip()[-1:] not in ".؛:":
        return "headline" if at == 0 and block.n_words >= 3 else "boilerplate"
    if block.n_words <= 6 and _PLACE_AND_NAME.fullmatch(block.text):
        return "byline"
    return "deck" if block.n_words >= 5 else "boilerplate"


def _ends_with_date(text: str, rules: Rules) -> bool:
    tail = text.rstrip(" )].،,").split()[-3:]
    return is_timestamp(" ".join(tail), rules) and is_open(text)


def _mark_inside(blocks: list[Block], first: int, last: int, rules: Rules) -> None:
    long_enough = long_words(blocks)
    prose = [block for block in blocks[first : last + 1] if is_prose(block, long_enough)]
    stopped = sum(1 for block in prose if not block.is_open) / max(1, len(prose))
    latin_body = bool(prose) and is_latin(prose[0].text)
    words = cache(lambda: words_of(prose))
    announced = False
    _mark_repeated(blocks[first : last + 1])
    for at in range(first, last + 1):
        block = blocks[at]
        kinds = block.kinds
        if block.role == "date" and at > first:
            block.role = "boilerplate"
        if kinds:
            announced = bool(kinds & {"related", "tail"})
        elif not block.role:
            title = 4 <= block.n_words <= 20 and (block.is_open or block.text.rstrip()[-1:] in "؟?!")
            announced = announced and title
            block.role = "related" if announced else _inside_role(block, rules, stopped >= 0.8 and len(prose) > 2, latin_body)
            if block.role == "related" and not announced and _is_subheading(blocks, at, words()):
                block.role = "body"
    if stopped >= 0.8 and any(block.role == "boilerplate" for block in blocks):
        mark_strangers(blocks, first, last)


def _mark_repeated(blocks: list[Block]) -> None:
    """What stands more than once within an article is no part of it: texts of pictures, names of photographers, buttons."""
    counted = [at for at, block in enumerate(blocks) if not block.role and not _NAME_WORDS < block.n_words < _REPEATED_WORDS]
    alike = [some for some in _group(counted, lambda at: blocks[at].opening) if len(some) > 1]  # hardly any two begin alike
    for found in [found for some in alike for found in _group(some, lambda at: blocks[at].letters)]:
        if blocks[found[0]].n_words <= _NAME_WORDS:
            doubled = found if len(found) >= _NAMED_TIMES else []
        else:
            doubled = found if len(found) > 1 and found[1] - found[0] <= 2 else found[1:]
        for at in doubled:
            blocks[at].role = "boilerplate"


def _group(places: list[int], key_of: Callable[[int], str]) -> list[list[int]]:
    groups: dict[str, list[int]] = {}
    for at in places:
        groups.setdefault(key_of(at), []).append(at)
    return list(groups.values())


def _is_subheading(blocks: list[Block], at: int, words: Set[str]) -> bool:
    """Tell an open line of the article from the headline of another story: the article uses its words."""
    shared = share_of(content_words(blocks[at]), words)
    alone = all(not block.is_open and block.n_words > _TEASER_WORDS for block in (*blocks[at - 1 : at], *blocks[at + 1 : at + 2]))
    return shared >= 0.85 or (alone and shared >= 0.6)


def _inside_role(block: Block, rules: Rules, stopped: bool, latin_body: bool) -> str:
    """The role of a block between paragraphs; *stopped* tells that the paragraphs of this text end in full stops."""
    if says_caption(block, rules):
        return "caption"
    if not block.is_open or BULLET.match(block.text):
        return "body"
    if is_caption(block, rules):
        return "caption"
    if block.n_words <= 3 and is_latin(block.text) != latin_body:
        return "boilerplate"
    teaser = stopped and 6 <= block.n_words <= _TEASER_WORDS and not rules.sentence.match(plain(block.folded))
    return "related" if teaser else "body"


def _mark_summaries(blocks: list[Block]) -> None:
    """The bullets under an announcement such as "Key points" are the summary."""
    inside = False
    for block in blocks:
        if "summary" in block.kinds:
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
            for above in free[:at]:
                above.role = "deck" if not above.is_open else "headline" if above.n_words >= 5 else ""
            block.role = "deck"
            return


def _mark_tail(blocks: list[Block], last: int, rules: Rules) -> None:
    related = False
    for block in blocks[last + 1 :]:
        kinds = block.kinds
        if kinds:
            related = "related" in kinds
        if block.role == "date":
            block.role = "boilerplate"
        if not block.role:
            block.role = (
                "caption" if not related and is_caption(block, rules) else "related" if related and block.n_words >= 4 else "boilerplate"
            )
