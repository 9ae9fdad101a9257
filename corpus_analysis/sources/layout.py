"""Sources by layout: embedded posts speak for the account that signed them, reader comments for their author."""

from __future__ import annotations

import re

from ..text.normalize import match_form
from .page import Page
from .people import load_directory, romanize

_SIGNATURE = re.compile(r"[—–-]\s{0,3}([^\n@()]{1,80}\(@\w{1,30}\))")
_DATE = re.compile(r"\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{1,2},\s\d{4}")
_COMMENT_HEAD = re.compile(
    r"^[•\-*\s]{0,6}([^\n\d۰-۹٠-٩]{0,40}?)\s*[\d۰-۹٠-٩]{1,2}:[\d۰-۹٠-٩]{2}[^\n]{0,20}\n(?:[ \t]*[\d۰-۹٠-٩ ]{1,12}\n)?"
)


def _base(page: Page, doc_id: str, start: int, end: int, region: str) -> dict:
    return {
        "doc_id": doc_id, "start": start, "end": end, "surface": page.raw[start:end], "mode": "direct", "quote_marks": False, "level": 1, "region": region,  # noqa: E501
        "tier": "core", "counted": False, "self_credit": False, "more_spans": [], "stance": "neutral",
    }  # fmt: skip


def read_embed(page: Page, doc_id: str, first: int, end: int) -> list[dict]:
    """Return the post in the tokens ``first:end``: its text (torn where the signature stands inside), and its account."""
    start, stop = page.starts[first], page.ends[end - 1]
    text = page.raw[start:stop]
    signature = _SIGNATURE.search(text)
    if signature is None:
        return []
    before = text[: signature.start()].rstrip()
    date = _DATE.search(text, signature.end())
    tail_at = date.end() if date and date.start() - signature.end() < 3 else signature.end()
    tail = text[tail_at:].strip()
    tail_at = text.index(tail, tail_at) if tail else tail_at
    if not before and not tail:
        return []
    lead = len(before) - len(before.lstrip())
    row = (
        _base(page, doc_id, start + lead, start + len(before), "tweet")
        if before.strip()
        else _base(page, doc_id, start + tail_at, start + tail_at + len(tail), "tweet")
    )
    if before.strip() and tail:
        row["more_spans"] = [[start + tail_at, start + tail_at + len(tail)]]
    name = signature.group(1).strip()
    words = [match_form(word) for word in re.findall(r"[^\W_]+", name.split("(")[0])]
    directory = load_directory()
    known = next(
        (
            entity
            for tongue in ("ar", "fa", "en")
            for _, _, entity in directory.find(words, tongue)
            if entity.kind in ("institution", "person")
        ),
        None,
    )
    handle = name[name.index("@") + 1 : -1].lower()
    begin = start + signature.start(1)
    row.update(source=page.raw[begin : begin + len(signature.group(1))], source_start=begin, source_end=begin + len(signature.group(1)))
    row.update(
        source_id=known.id if known else f"account:{handle}",
        source_name=known.name if known else name,
        source_type="social-media account",
        coref="explicit",
    )
    return [row]


def read_comment(page: Page, doc_id: str, first: int, end: int, anonymous: int) -> dict | None:
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
    row = _base(page, doc_id, start + body_at, start + body_at + len(body), "comment")
    author = head.group(1).strip()
    row.update(source_type="reader-comment")
    if author:
        begin = start + text.index(author)
        row.update(
            source=author,
            source_start=begin,
            source_end=begin + len(author),
            source_id=f"reader-{romanize([match_form(w) for w in author.split()])}",
            source_name=author,
            coref="explicit",
        )
    else:
        row.update(source_id=f"reader-anon-{anonymous + 1}", source_name="anonymous reader", coref="zero")
    return row
