"""Sources by layout: embedded posts speak for the account that signed them, reader comments for their author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..text.normalize import match_form
from .grammar import function_words
from .page import Page
from .people import LANGUAGES, Entity, load_directory, romanize

OWN = tuple(f"{phrase} " for language in LANGUAGES for phrase in sorted(function_words(language)["own_staff"]))
_SIGNATURE = re.compile(r"[—–-]\s{0,3}([^\n@()]{1,80}\(@\w{1,30}\))")
_DATE = re.compile(r"\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{1,2},\s\d{4}")
_COMMENT_HEAD = re.compile(
    r"^[•\-*\s]{0,6}([^\n\d۰-۹٠-٩]{0,40}?)\s*[\d۰-۹٠-٩]{1,2}:[\d۰-۹٠-٩]{2}[^\n]{0,20}\n(?:[ \t]*[\d۰-۹٠-٩ ]{1,12}\n)?"
)


class Mention(NamedTuple):
    """One row of the table of sources; `find_sources` tells what its columns mean."""

    doc_id: str
    start: int
    end: int
    surface: str
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    cue_lemma: str | None = None
    stance: str | None = "neutral"
    source: str | None = None
    source_start: int | None = None
    source_end: int | None = None
    source_id: str = "unknown"
    source_name: str = "unknown"
    source_type: str = "other"
    mode: str = "direct"
    quote_marks: bool = False
    coref: str = "explicit"
    level: int = 1
    via: str | None = None
    region: str = "body"
    scope: str | None = None
    self_credit: bool = False
    tier: str = "core"
    counted: bool = False
    more_spans: Sequence[list[int]] = ()


def is_outlet(row: Mention, outlet: object) -> bool:
    """Say whether a credited agency is the article's own outlet (Mashregh and Mashregh News) or its staff (our correspondent)."""
    if isinstance(row.source, str) and f"{match_form(row.source)} ".startswith(OWN):
        return True
    return isinstance(outlet, str) and bool(outlet) and (outlet == row.source_id or outlet.lower().startswith(row.source_name.lower()))


def _name_known(words: list[str]) -> Entity | None:
    """Return the institution or person whose name, in any language, the words hold."""
    directory = load_directory()
    found = (entity for tongue in LANGUAGES for _, _, entity in directory.find(words, tongue))
    return next((entity for entity in found if entity.kind in ("institution", "person")), None)


def read_embed(page: Page, doc_id: str, first: int, end: int) -> list[Mention]:
    """Return the post in the tokens ``first:end``: its text (torn where the signature stands inside), and its account."""
    start, stop = page.starts[first], page.ends[end - 1]
    text = page.raw[start:stop]
    signature = _SIGNATURE.search(text) if "(@" in text else None
    if signature is None:
        return []
    before = text[: signature.start()].rstrip()
    date = _DATE.search(text, signature.end())
    tail_at = date.end() if date and date.start() - signature.end() < 3 else signature.end()
    tail = text[tail_at:].strip()
    tail_at = text.index(tail, tail_at) if tail else tail_at
    pieces = [[start + len(before) - len(before.lstrip()), start + len(before)]] if before.strip() else []
    pieces += [[start + tail_at, start + tail_at + len(tail)]] if tail else []
    if not pieces:
        return []
    (content, stop), *more = pieces
    name = signature.group(1).strip()
    known = _name_known([match_form(word) for word in re.findall(r"[^\W_]+", name.split("(")[0])])
    begin, finish = start + signature.start(1), start + signature.end(1)
    return [Mention(
        doc_id, content, stop, page.raw[content:stop], source=page.raw[begin:finish], source_start=begin, source_end=finish,
        source_id=known.id if known else f"account:{name[name.index('@') + 1 : -1].lower()}", source_name=known.name if known else name,
        source_type="social-media account", region="tweet", more_spans=more,
    )]  # fmt: skip


def read_comment(page: Page, doc_id: str, first: int, end: int, anonymous: int) -> Mention | None:
    """Return one reader's comment: author, time and votes stand above the text."""
    start, stop = page.starts[first], page.ends[end - 1]
    text = page.raw[start:stop]
    head = _COMMENT_HEAD.match(text)
    if head is None:
        return None
    body_at = head.end() + len(text[head.end() :]) - len(text[head.end() :].lstrip())
    body = text[body_at:].rstrip().rstrip(".؟!")
    if not body:
        return None
    row = Mention(
        doc_id, start + body_at, start + body_at + len(body), body, source_id=f"reader-anon-{anonymous + 1}",
        source_name="anonymous reader", source_type="reader-comment", coref="zero", region="comment", more_spans=[],
    )  # fmt: skip
    author = head.group(1).strip()
    if not author:
        return row
    begin = start + text.index(author)
    return row._replace(
        source=author, source_start=begin, source_end=begin + len(author), source_name=author, coref="explicit",
        source_id=f"reader-{romanize([match_form(word) for word in author.split()])}",
    )  # fmt: skip
