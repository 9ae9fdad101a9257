"""Turn saved pages whose article is known into the dumps that `evaluation.loading` scores and `tools/learn_chain.py` learns from.

    python tools/dump_pages.py scrapinghub CLONE OUT
    python tools/dump_pages.py fundus CLONE OUT
    python tools/dump_pages.py wcxb CLONE OUT

CLONE is a checkout of scrapinghub/article-extraction-benchmark, flairNLP/fundus or Murrough-Foley/web-content-extraction-benchmark.
The pages go to OUT/read/COLLECTION and OUT/unread/COLLECTION, so that those that are looked at and learned from are told from those
that only figures are printed of. A site stands on one side: that of the last bit of the SHA-256 of its name (0: read). The last of the
three keeps its own division: dev is read, test is not, and of its pages only articles are taken.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html

from corpus_analysis.text import identify_language

_UNSEEN = frozenset((
    "script", "style", "noscript", "template", "head", "svg", "iframe", "object", "video", "audio", "canvas", "select", "textarea",
    "datalist", "map", "input", "img", "picture",
))  # fmt: skip
_IN_LINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACES = re.compile(r"[^\S\n]+")
_RUN = 4  # words

Page = tuple[str, str, bytes, str]  # name, site, HTML, article


def dump(page: bytes) -> str:
    """Return all that a page shows, one line a block."""
    try:
        source = page.decode("utf-8")
    except UnicodeDecodeError:
        parsed = html.document_fromstring(page)
    else:
        parsed = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source))
    parts: list[str] = []
    todo: list[str | html.HtmlElement] = [parsed]
    while todo:
        here = todo.pop()
        if isinstance(here, str):
            parts.append(here)
            continue
        after = [_one_line(here.tail)]
        if _is_shown(here):
            edge = "" if here.tag in _IN_LINE else "\n"
            after += [edge, *reversed(here), _one_line(here.text), edge]
        todo += after
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines)) + "\n"


def _is_shown(element: html.HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return False
    return "hidden" not in element.attrib and not _HIDDEN.search(element.get("style", ""))


def _one_line(text: str | None) -> str:
    return (text or "").replace("\r", " ").replace("\n", " ")


def of_scrapinghub(clone: Path) -> Iterator[Page]:
    for name, row in json.loads((clone / "ground-truth.json").read_text(encoding="utf-8")).items():
        yield name[:16], site_of(row["url"]), gzip.decompress((clone / "html" / f"{name}.html.gz").read_bytes()), row["articleBody"]


def of_fundus(clone: Path) -> Iterator[Page]:
    """The parsers' test pages; a publisher's page goes with the version of the parser whose article it holds."""
    for told in sorted((clone / "tests/resources/parser/test_data").glob("*/*.json")):
        versions = json.loads(told.read_text(encoding="utf-8")).values()
        articles = [_paragraphs(version["body"]) for version in versions if version.get("body")]
        for path in sorted(told.parent.glob(f"{told.stem}_[12]*.html.gz")):
            page = gzip.decompress(path.read_bytes())
            shown = _runs(dump(page))
            held, article = max(((len(shown & _runs(text)) / max(1, len(_runs(text))), text) for text in articles), default=(0.0, ""))
            if held > 0.8:
                yield f"{told.parent.name}-{path.name.split('.')[0]}", told.stem, page, article


def of_wcxb(clone: Path) -> Iterator[Page]:
    for half in ("dev", "test"):
        for told in sorted((clone / half / "ground-truth").glob("*.json")):
            row = json.loads(told.read_text(encoding="utf-8"))
            article = row["ground_truth"].get("main_content")
            if article and row["_internal"]["page_type"]["primary"] == "article":
                page = gzip.decompress((clone / half / "html" / f"{told.stem}.html.gz").read_bytes())
                yield told.stem, half, page, article


def _paragraphs(body: dict) -> str:
    return "\n".join(line for section in body["sections"] for line in (*section["headline"], *section["paragraphs"]))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def site_of(address: str) -> str:
    """Return the two last parts of a host's name; three, where the last two are such as co.uk."""
    parts = (urlsplit(address).hostname or address).split(".")
    return ".".join(parts[-3 if len(parts) > 2 and len(parts[-2]) <= 3 and len(parts[-1]) == 2 else -2 :])


def is_read(site: str) -> bool:
    return site == "dev" or (site != "test" and hashlib.sha256(site.encode()).digest()[-1] % 2 == 0)


def main() -> None:
    collection, clone, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    for name, site, page, article in {"scrapinghub": of_scrapinghub, "fundus": of_fundus, "wcxb": of_wcxb}[collection](clone):
        language = "-other" if collection == "fundus" and identify_language(article[:600]) != "en" else ""
        folder = out / ("read" if is_read(site) else "unread") / f"{collection}{language}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.txt").write_text(dump(page), encoding="utf-8")
        (folder / f"{name}.gold").write_text(article, encoding="utf-8")


if __name__ == "__main__":
    main()
