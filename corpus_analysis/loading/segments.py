"""Segments: every paragraph of a page as its author wrote it, with its role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from itertools import islice

import pandas as pd

from ..text.language import identify_language
from .lines import Block, join_lines, split_lines
from .roles import assign_roles
from .rules import LINK, SIGNATURE, Rules, is_furniture, is_latin, is_social, is_timestamp, line_key, load_rules, look_ahead

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
    rows = []
    for doc_id, blocks in _segment(texts, rules, known):
        told = next((block for block in blocks if block.text.strip() == headlines.get(doc_id)), None)
        if told:
            told.role = "headline"
        for number, (block, language) in enumerate(zip(blocks, _languages(blocks), strict=True)):
            rows.append((doc_id, number, block.role, language, block.start, block.end))
    return pd.DataFrame(rows, columns=COLUMNS).astype(
        {"doc_id": "str", "role": "str", "language": "str", **dict.fromkeys(("segment", "start", "end"), "int64")}
    )


def segment_text(text: str, rules: Rules, repeated: Set[str] = frozenset()) -> list[Block]:
    """Return the blocks of one text with their roles."""
    return next(_segment({"": text}, rules, repeated))[1]


def _segment(texts: Mapping[str, str], rules: Rules, repeated: Set[str]) -> Iterator[tuple[str, list[Block]]]:
    """Yield each text's key and its blocks with their roles; the lines of some texts are looked at together, which is less work."""
    keys = iter(texts)
    while some := list(islice(keys, _TOGETHER)):
        lines = [split_lines(texts[key]) for key in some]
        look_ahead((line.text for page in lines for line in page), rules)
        pages = [_join(page, texts[key], rules, repeated) for key, page in zip(some, lines, strict=True)]
        look_ahead((block.text for page in pages for block in page), rules)
        for key, blocks in zip(some, pages, strict=True):
            assign_roles(blocks, rules, repeated)
            yield key, _merge_comments(blocks, texts[key])


def _join(lines: list[Block], text: str, rules: Rules, repeated: Set[str]) -> list[Block]:
    _mark_embeds(lines, text, rules)
    single = {line.start for line in lines if line.role or _stands_alone(line, rules, repeated)}
    return join_lines(_merge_roles(lines, text), text, lambda line: line.start in single, rules.open_words)


def repeated_lines(texts: Mapping[str, str], pages: int = 3) -> set[str]:
    """Return the keys of lines that stand on at least *pages* pages whose own text differs: menus, share bars, notices."""
    if len(texts) < pages:
        return set()
    seen: dict[str, int] = {}
    copies: dict[str, int] = {}
    per_page = []
    for text in texts.values():
        keys = {line_key(line.text): len(line.text) for line in split_lines(text)}
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
    return line_key(line.text) in repeated or is_furniture(line.text, rules) or is_timestamp(line.text, rules)


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
    before: Block | None = None
    for line in lines:
        if not line.role and is_social(line.text, rules):
            number += before is None or line.gap
            line.role = f"embed {number}"
            before = line
        else:
            before = None


def _post_begins(lines: list[Block], at: int, latin: bool, rules: Rules) -> int:
    first = at
    while first > 0 and not lines[first - 1].role:
        before = lines[first - 1]
        foreign = is_latin(before.text) != latin
        if first == at or (not before.gap and not lines[first].gap and (foreign or is_social(before.text, rules)) and at - first < 12):
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
        if merged and line.role and line.role == merged[-1].role:
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
    page = _page_language(" ".join(block.text for block in blocks if block.role in ("body", "headline", "deck"))[:_PAGE_SAMPLE])
    foreign = _FOREIGN.get(page)
    languages = []
    for block in blocks:
        text = block.text[:200]
        if foreign is not None and not foreign.search(text) and _is_own(text, page):
            languages.append(page)
            continue
        language = identify_language(text)
        languages.append(page if block.n_words < 8 and {language, page} <= _ARABIC_SCRIPT else language)
    return languages


def _is_own(text: str, page: str) -> bool:
    if page == "en":
        return bool(_LATIN.search(text))
    return bool(_OWN.search(text)) and (not _LATIN.search(text) or 4 * len(_LATIN.findall(text)) < len(_OWN.findall(text)))


def _page_language(sample: str) -> str:
    """The language of an article: letters that only Arabic, or only Persian, writes tell it, where no other language's stand by them."""
    for language in ("ar", "fa"):
        telling = _TELLING[language]
        if not _FOREIGN[language].search(sample) and not _LATIN.search(sample) and len(telling.findall(sample)) >= _TOLD_BY:
            return language
    return identify_language(sample)


# Letters that speak against a language: those of Urdu, Kurdish and Pashto; those that only Persian, or only Arabic, writes.
_NEIGHBOURS = "ٹڈڑںےھہێڵڕۆەڤڎټډړښځڅېۍ"
_TELLING = {"ar": re.compile("[ةىإ]"), "fa": re.compile("[پچژگ]")}
_TOLD_BY = 8
_FOREIGN = {
    "ar": re.compile(f"[{_NEIGHBOURS}پچژگ]"),
    "fa": re.compile(f"[{_NEIGHBOURS}ةىإ]"),
    "en": re.compile(r"[^\W\d_a-zA-Z]"),
}
_LATIN = re.compile("[A-Za-z]")
_OWN = re.compile("[ء-یپچژگ]")
_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ckb", "ps"})
