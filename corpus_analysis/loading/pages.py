"""Saved web pages: the article's text and what the page says about itself."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from .limits import Limits
from .problems import ReadError

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,3}=\s{0,3}[\"']?([a-zA-Z0-9_\-]{2,30})", re.IGNORECASE)
# Python knows codecs that are no character sets of pages (undefined, punycode, unicode_escape, utf-7 ...): those are not for pages.
_PLAIN_CHARSET = re.compile(r"(?:windows|cp|iso|mac|koi|gb|big5|euc|shift|x-mac|tis|ms)[a-z0-9_\-]{0,20}")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # XML has none of these, and trafilatura fails on them
_DROPPED = ("script", "style", "noscript", "template", "iframe", "svg", "nav", "footer", "form", "button")


@dataclass(frozen=True)
class Page:
    """The stored text of a page (headline, blank line, article) and its own metadata; None where it says nothing."""

    text: str
    headline: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None


def declared_charset(data: bytes) -> str | None:
    """Return the character set that the page declares in its head, if it is a plain one that Python knows."""
    hit = _CHARSET.search(data[:4096])
    name = hit.group(1).decode("ascii").lower() if hit else ""
    if not _PLAIN_CHARSET.fullmatch(name):
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def read_page(markup: str, limits: Limits) -> Page:
    """Extract the article from a page's markup; nothing is fetched and no script is run.

    Raises
    ------
    ReadError : the page is too large, cannot be parsed, or holds no text.
    """
    if len(markup) > limits.page_bytes:
        raise ReadError("too_large", f"a page of more than {limits.page_bytes:,} characters", "Raise Limits(page_bytes=...).")
    import trafilatura
    from lxml import etree
    from trafilatura.settings import Document

    try:
        tree = _parse(markup)
    except (etree.LxmlError, ValueError, TypeError, RecursionError, AssertionError) as error:
        raise ReadError("page_broken", f"the page cannot be parsed ({type(error).__name__})", "Save the page again.") from error
    found = None
    if sum(1 for _ in tree.iter()) <= limits.page_elements:
        with suppress(Exception):  # whatever a crafted page does to the parsers of others: its visible text is read all the same
            found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=True)
    about: dict[str, Any] = found.as_dict() if isinstance(found, Document) else {}
    body = str(about.get("text") or "").strip()
    if not body:
        text = _all_text(_parse(markup))
        if not text:
            raise ReadError("empty", "the page holds no text", "Save the page once its article is shown.")
        return Page(text)
    title = str(about.get("title") or "").strip()
    article = body.removeprefix(title).lstrip() if title else body
    text = f"{title}\n\n{article}" if title and article else title or article
    outlet, published, language, url = (about.get(name) or None for name in ("sitename", "date", "language", "url"))
    return Page(text, title or None, outlet, published, language, url)


def _parse(markup: str):  # noqa: ANN202 - an lxml element
    from lxml import html

    return html.fromstring(_CONTROLS.sub(" ", markup).encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))


def _all_text(tree) -> str:  # noqa: ANN001 - an lxml element
    from lxml import etree

    etree.strip_elements(tree, *_DROPPED, with_tail=False)
    lines = (" ".join(part.split()) for part in tree.itertext())
    return "\n".join(line for line in lines if line)
