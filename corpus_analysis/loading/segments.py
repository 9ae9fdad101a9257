"""Segments: every paragraph of a page as its author wrote it, with its role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from itertools import chain, islice

import pandas as pd

from ..text.language import identify_language
from .glance import ANYTHING, DIGIT, FOREIGN, FOREIGN_LETTERS, LATIN, glance
from .kinds import LINK, SIGNATURE, is_dated, is_furniture, is_social, is_timestamp
from .lines import Block, join_lines, split_lines
from .roles import assign_roles, is_repeated
from .rules import Rules, is_latin, line_key, load_rules

_TOGETHER = 32  # pages whose lines are looked at together
_PAGE_SAMPLE = 600  # characters of an article by which its language is told
COLUMNS = ["doc_id", "segment", "role", "language", "start", "end"]


def find_segments(documents: pd.DataFrame, raw: Mapping[str, str], repeated: Set[str] | None = None) -> pd.DataFrame:
    """Divide every document into its paragraphs and tell which part of the page each is.

    Parameters
    ----------
    documents : DataFrame with a column doc_id; a `headline` that a table or page gave is the headline here too.
    raw : decoded text of each document.
    repeated : keys of lines that stand on several pages (see `repeated_lines`); None: counted over these documents.

    Returns
    -------
    DataFrame with columns doc_id, segment (0, 1, ... within the document), role, language, start, end. Segments do not overlap,
    start and end on a character that is not white space, and only white space lies between them. Roles: headline, deck, date,
    byline, caption, summary, body, embed (a post with its signature), related (headline of another story), comment, boilerplate.
    """
    rules = load_rules()
    texts = {doc_id: raw[doc_id] for doc_id in documents["doc_id"]}
    known = repeated_lines(texts) if repeated is None else repeated
    headlines = documents.set_index("doc_id")["headline"].dropna().to_dict() if "headline" in documents else {}
    rows: list[tuple] = []
    for doc_id, blocks in _segment(texts, rules, known):
        if doc_id in headlines:
            told = next((block for block in blocks if block.text.strip() == headlines[doc_id]), None)
            if told:
                told.role = "headline"
        named = zip(blocks, _languages(blocks), strict=True)
        rows += [(doc_id, at, block.role, language, block.start, block.end) for at, (block, language) in enumerate(named)]
    return pd.DataFrame(rows, columns=COLUMNS).astype(
        {"doc_id": "str", "role": "str", "language": "str", **dict.fromkeys(("segment", "start", "end"), "int64")}
    )


def segment_text(text: str, rules: Rules, repeated: Set[str] = frozenset()) -> list[Block]:
    """Return the blocks of one text with their roles."""
    return next(_segment({"": text}, rules, repeated))[1]


def _segment(texts: Mapping[str, str], rules: Rules, repeated: Set[str]) -> Iterator[tuple[str, list[Block]]]:
    """Yield each text's key and its blocks with their roles; the words of some texts are looked at together, which is less work."""
    keys = iter(texts)
    while some := list(islice(keys, _TOGETHER)):
        lines = [split_lines(texts[key]) for key in some]
        glance(list(chain.from_iterable(lines)))
        pages = [_join(page, texts[key], rules, repeated) for key, page in zip(some, lines, strict=True)]
        glance([block for page in pages for block in page if block.signs == ANYTHING])
        for key, blocks in zip(some, pages, strict=True):
            assign_roles(blocks, rules, repeated)
            yield key, _merge_comments(blocks, texts[key])


def _join(lines: list[Block], text: str, rules: Rules, repeated: Set[str]) -> list[Block]:
    _mark_embeds(lines, text, rules)
    lines = _merge_roles(lines, text)
    return join_lines(lines, text, [bool(line.role) or _stands_alone(line, rules, repeated) for line in lines], rules.open_words)


def repeated_lines(texts: Mapping[str, str], pages: int = 3) -> set[str]:
    """Return the keys of lines that stand on at least *pages* pages whose own text differs: menus, share bars, notices."""
    if len(texts) < pages:
        return set()
    seen: dict[str, int] = {}
    copies: dict[str, int] = {}
    per_page = []
    for text in texts.values():
        keys = {line_key(line): len(line) for line in map(str.strip, text.splitlines()) if line}
        keys.pop("", None)
        per_page.append(keys)
        for key in keys:
            seen[key] = seen.get(key, 0) + 1
    for keys in per_page:
        shared = sum(length for key, length in keys.items() if seen[key] > 1)
        if shared > 0.5 * sum(keys.values()):
            for key in keys:
                copies[key] = copies.get(key, 0) + 1
    return {key for key, count in seen.items() if count - copies.get(key, 0) >= pages}


def _stands_alone(line: Block, rules: Rules, repeated: Set[str]) -> bool:
    return is_furniture(line, rules) or _is_date(line, rules) or is_repeated(line, repeated)


def _is_date(line: Block, rules: Rules) -> bool:
    return bool(line.signs & DIGIT) and (is_timestamp(line.text, rules) or is_dated(line.text, rules))


def _mark_embeds(lines: list[Block], text: str, rules: Rules) -> None:
    """Mark the lines of every social post; those of one post get one number, so that they become one segment."""
    signatures = [at for at, line in enumerate(lines) if SIGNATURE.match(line.text)] if "(@" in text else []
    latin = bool(signatures) and is_latin(text)
    number = 0
    for at in signatures:
        number += 1
        first = _post_begins(lines, at, latin, rules)
        last = _post_ends(lines, at, first, latin)
        for line in lines[first : last + 1]:
            line.role = f"embed {number}"
    before = -2
    for at, line in enumerate(lines):
        if not line.role and is_social(line, rules):
            number += before != at - 1 or line.gap
            line.role = f"embed {number}"
            before = at


def _post_begins(lines: list[Block], at: int, latin: bool, rules: Rules) -> int:
    first = at
    while first > 0 and not lines[first - 1].role:
        before = lines[first - 1]
        foreign = is_latin(before.text) != latin
        if first == at or (not before.gap and not lines[first].gap and (foreign or is_social(before, rules)) and at - first < 12):
            first -= 1
        else:
            break
    return first


def _post_ends(lines: list[Block], at: int, first: int, latin: bool) -> int:
    """A post torn by its signature goes on after it: in a foreign language or to a closing link that its first part lacks."""
    if LINK.search(" ".join(line.text for line in lines[first:at])):
        return at
    last = at
    while last + 1 < len(lines) and last - at < 3:
        line = lines[last + 1]
        signed_next = last + 2 < len(lines) and SIGNATURE.match(lines[last + 2].text)
        if SIGNATURE.match(line.text) or signed_next:
            break
        if LINK.search(line.text[-120:]):
            return last + 1
        if is_latin(line.text) == latin or line.gap:
            break
        last += 1
    return last if last > at and LINK.search(lines[last].text) else at


def _merge_roles(lines: list[Block], text: str) -> list[Block]:
    merged: list[Block] = []
    for line in lines:
        if line.role and merged and line.role == merged[-1].role:
            merged[-1].extend(line.end, text)
        else:
            merged.append(line)
    return merged


def _merge_comments(blocks: list[Block], text: str) -> list[Block]:
    merged: list[Block] = []
    for block in blocks:
        if block.role == "comment" and merged and merged[-1].role == "comment":
            merged[-1].extend(block.end, text)
            continue
        if block.role.startswith(("embed", "comment")):
            block.role = block.role.split()[0]
        merged.append(block)
    return merged


def _languages(blocks: list[Block]) -> list[str]:
    """The language of each block: that of the page, unless the block's letters leave it open; few words of its script tell nothing."""
    sample = ""
    for block in blocks:
        if block.role in ("body", "headline", "deck") and len(sample) <= _PAGE_SAMPLE:
            sample += f" {block.text[:_PAGE_SAMPLE]}"
    page = _page_language(sample[1 : _PAGE_SAMPLE + 1])
    own, doubt = (_LATIN, FOREIGN["en"]) if page == "en" else (_OWN, FOREIGN.get(page, ANYTHING) | LATIN)
    return [page if not block.signs & doubt and own.search(block.text, 0, 200) else _language_of(block, page) for block in blocks]


def _language_of(block: Block, page: str) -> str:
    text = block.text[:200]
    foreign = FOREIGN_LETTERS.get(page)
    if foreign is not None and not foreign.search(text) and _is_own(text, page):
        return page
    language = identify_language(text)
    return page if block.n_words < 8 and {language, page} <= _ARABIC_SCRIPT else language


def _is_own(text: str, page: str) -> bool:
    if page == "en":
        return bool(_LATIN.search(text))
    return bool(_OWN.search(text)) and (not _LATIN.search(text) or 4 * len(_LATIN.findall(text)) < len(_OWN.findall(text)))


def _page_language(sample: str) -> str:
    """The language of an article: letters that only Arabic, or only Persian, writes tell it, where no other language's stand by them."""
    for language, telling in _TELLING.items():
        if not FOREIGN_LETTERS[language].search(sample) and len(telling.findall(sample)) >= _TOLD_BY and _is_own(sample, language):
            return language
    return identify_language(sample)


_TELLING = {"ar": re.compile("[ةىإ]"), "fa": re.compile("[پچژگ]")}
_TOLD_BY = 8
_LATIN = re.compile("[A-Za-z]")
_OWN = re.compile("[ء-یپچژگ]")
_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ckb", "ps"})
