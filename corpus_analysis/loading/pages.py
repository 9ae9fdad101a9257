"""Saved web pages: the article's text and what the page says about itself."""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from .encoding import is_mail
from .limits import Limits
from .problems import ReadError

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,3}=\s{0,3}[\"']?([a-zA-Z0-9_\-]{2,30})", re.IGNORECASE)
# Python knows codecs that are no character sets of pages (undefined, punycode, unicode_escape, utf-7 ...): those are not for pages.
_PLAIN_CHARSET = re.compile(r"(?:windows|cp|iso|mac|koi|gb|big5|euc|shift|x-mac|tis|ms)[a-z0-9_\-]{0,20}")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # XML has none of these, and trafilatura fails on them
# A start tag as browsers read it, to the end if it is not closed: no match fails, so that no text is gone through twice.
_ATTRIBUTE = r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>\"'][^\s>]*+)?)?"
_TAG = re.compile(rf"(<[a-zA-Z][^\s/>]*+)((?:[\s/]++|{_ATTRIBUTE})*+)")
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_LONG_TAG, _MOST_ATTRIBUTES = 10_000, 1_000  # the parser compares each attribute of an element with all others
_MOST_CHILDREN = 5_000  # the search for the article counts the cells of a row again for each of them
_ENDS = re.compile(r"</(?:html|body)\s{0,9}>", re.IGNORECASE)  # the parser drops what stands behind the first one; browsers show it
_MAIL_HEAD = 4096
_BOUNDARY, _BLANK_LINE = re.compile(rb"boundary=\s{0,3}\"?([^\"\r\n;]{1,100})", re.IGNORECASE), re.compile(rb"\r?\n\r?\n")
_JOINER = re.compile("\u200c|&(?:zwnj|#8204|#x200c);", re.IGNORECASE)  # trafilatura takes out what cannot be printed, half-spaces too
_STAND_INS = range(0x10600, 0x10700)  # letters of Linear A: the first that the page does not hold goes through it for the half-space
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
    whole: bool = False  # no article was found: all visible text, menus too


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


def unpack_page(data: bytes) -> bytes:
    """Return the page in a file that holds it with its pictures, in the form of a mail (MHTML); any other file as it is.

    Raises
    ------
    ReadError : it is a mail, and none of its parts is a page.
    """
    opening = data[:_MAIL_HEAD]
    if not is_mail(opening.decode("latin-1")):
        return data
    mark = _BOUNDARY.search(opening)
    for part in data.split(b"--" + mark[1]) if mark else [data]:
        end = _BLANK_LINE.search(part, 2, _MAIL_HEAD)
        head = part[: end.start()].lower() if end else b""
        if end and b"text/html" in head:
            packed = part[end.end() :]
            with suppress(binascii.Error):
                return (
                    base64.b64decode(packed)
                    if b"base64" in head
                    else quopri.decodestring(packed)
                    if b"quoted-printable" in head
                    else packed
                )
    raise ReadError("page_broken", "a mail, or a page stored in the form of one, that holds no page", "Save the page again.")


def read_page(markup: str, limits: Limits) -> Page:
    """Extract the article from a page's markup; nothing is fetched and no script is run.

    Raises
    ------
    ReadError : the page is too large, is nested too deep, cannot be parsed, or holds no text.
    """
    if len(markup) > limits.page_bytes:
        raise ReadError("too_large", f"a page of more than {limits.page_bytes:,} characters", "Raise Limits(page_bytes=...).")
    import trafilatura
    from lxml import etree
    from trafilatura.settings import Document

    stand_in = next((chr(code) for code in _STAND_INS if chr(code) not in markup), "\u200c")
    markup = _JOINER.sub(stand_in, markup)
    try:
        tree, deep = _parse(markup)
    except (etree.LxmlError, ValueError, TypeError, RecursionError, AssertionError) as error:
        raise ReadError("page_broken", f"the page cannot be parsed ({type(error).__name__})", "Save the page again.") from error
    found = None
    children = [len(element) for element in tree.iter()]
    if not deep and len(children) <= limits.page_elements and max(children) <= _MOST_CHILDREN:
        with suppress(Exception):  # whatever a crafted page does to the parsers of others: its visible text is read all the same
            found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=True)
    held: dict[str, Any] = found.as_dict() if isinstance(found, Document) else {}
    about = {name: value.replace(stand_in, "\u200c") if isinstance(value, str) else value for name, value in held.items()}
    body = str(about.get("text") or "").strip()
    if not body:
        text = _all_text(_parse(markup)[0]).replace(stand_in, "\u200c")
        if not text:
            raise ReadError("empty", "the page holds no text", "Save the page once its article is shown.")
        return Page(text, whole=True)
    title = str(about.get("title") or "").strip()
    article = body.removeprefix(title).lstrip() if title else body
    text = f"{title}\n\n{article}" if title and article else title or article
    outlet, published, language, url = (about.get(name) or None for name in ("sitename", "date", "language", "url"))
    return Page(text, title or None, outlet, published, language, url)


def _parse(markup: str) -> tuple[Any, bool]:
    """Return the tree of a page, and whether its elements stand deeper in one another than the search for the article can bear."""
    from lxml import html

    data = _CONTROLS.sub(" ", _TAG.sub(_shorten, _ENDS.sub("", markup))).encode("utf-8", "replace")
    for deep in (False, True):
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=deep)
        tree = html.fromstring(data, parser=parser)
        last = parser.error_log.last_error
        if last is None or last.type_name != "ERR_RESOURCE_LIMIT":
            return tree, deep
    message = "more elements stand in one another than the parser bears; what follows them cannot be read"
    raise ReadError("page_too_deep", message, "Save the article as plain text, or from the reader view of a browser.")


def _shorten(tag: re.Match[str]) -> str:
    long = tag.end() - tag.start() > _LONG_TAG and sum(1 for _ in _ATTRIBUTES.finditer(tag[2])) > _MOST_ATTRIBUTES
    return tag[1] if long else tag[0]


def _all_text(tree: Any) -> str:
    from lxml import etree

    etree.strip_elements(tree, *_DROPPED, with_tail=False)
    lines = (" ".join(part.split()) for part in tree.itertext())
    return "\n".join(line for line in lines if line)
