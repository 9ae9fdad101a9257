"""`read_documents`: from a folder, file, table or archive to documents, raw texts and problems."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from ..children import Child, Failure, JobLost
from ..text.dates import parse_date
from ..text.language import identify_language
from . import encoding
from .archives import read_members
from .checks import check_text
from .duplicates import find_duplicates, mark_texts
from .files import ARCHIVES, PAGES, TABLES, File, name_problems, read_bytes
from .limits import Limits
from .manifest import FIELDS, Manifest, Metadata, match_manifest
from .pages import declared_charset, read_page, unpack_page
from .problems import Problem, ReadError, one_line, to_frame
from .roots import find_files
from .tables import read_rows

COLUMNS = [
    "doc_id", "path", "sha256", "bytes", "encoding", "language", "outlet", "outlet_evidence", "published", "published_from", "published_to",
    "published_evidence", "headline", "n_chars",
]  # fmt: skip
_DAYS = ("published", "published_from", "published_to")
_LONE = re.compile("[\ud800-\udfff]")
_ISO = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.{0,30})?$")
_NO_DAY = date(1970, 1, 1)  # zero seconds on the clock of computers: exports write it where no day is known
_CODE = re.compile("^[a-z]{2,3}$")
_SUFFIX = re.compile(r"\.[^./]{1,8}$")
_LANGUAGES = {
    "arabic": "ar", "ara": "ar", "العربية": "ar", "persian": "fa", "farsi": "fa", "fas": "fa", "per": "fa", "فارسی": "fa", "english": "en",
    "eng": "en",
}  # fmt: skip


@dataclass
class Article:
    """One text on its way into the tables, with what its file, table row or manifest says of it."""

    path: str
    name: str
    suffix: str
    root: str
    sha256: str
    bytes: int
    encoding: str
    text: str
    known: dict[str, str] = field(default_factory=dict)
    doc_id: str = ""


def read_documents(
    path: str | Path | Sequence[str | Path],
    metadata: Metadata | None = None,
    columns: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> tuple[pd.DataFrame, dict[str, str], pd.DataFrame]:
    """Read every article under *path*; what cannot be read becomes a row of problems and the run goes on.

    Parameters
    ----------
    path : a folder, a file (.txt, .html, .csv, .tsv, .jsonl, .json, .xlsx, .parquet, .zip, .gz), or several of these.
    metadata : a manifest (path of a .csv or .toml, table, or {doc_id: {...}}) that goes before what is detected. A manifest.csv
        or manifest.toml in a folder is used too; *metadata* goes before it.
    columns : what the columns of tables are, such as ``{"text": "my column"}``; the rest is guessed.
    limits : see `Limits`.

    Returns
    -------
    documents : one row an article: doc_id, path, sha256 (of the file's bytes; for a table row of its text in UTF-8), bytes, encoding,
        language, outlet, outlet_evidence, published, published_from, published_to (datetime64), published_evidence, headline, n_chars.
        What no manifest and no page tells is missing here; `describe_documents` fills it. Further columns of a manifest follow.
    raw : {doc_id: decoded text}, newlines untouched, without byte-order mark.
    problems : path, doc_id, code, stage, severity (error, warning, info), message, remedy, start, end.

    Raises
    ------
    FileNotFoundError : a path does not exist.
    ValueError : a folder is empty, or the manifest cannot be used.
    """
    limits = limits or Limits()
    files, manifests, problems = find_files(path, metadata, limits)
    articles: list[Article] = []
    for read, found in _read_files(files, columns, limits):
        articles += read
        problems += found
    articles = name_documents(articles)
    raw = {article.doc_id: article.text for article in articles}
    kept = [article for article in articles if _check(article, limits, problems, raw)]
    marks = mark_texts([article.text for article in kept])
    problems += find_duplicates([article.path for article in kept], [article.doc_id for article in kept], marks)
    documents = to_documents(kept, manifests, problems)
    return documents, raw, to_frame(problems)


def _read_files(files: Iterable[File], columns: Mapping[str, str] | None, limits: Limits) -> Iterator[tuple[list[Article], list[Problem]]]:
    """Read files here, or, where the seconds are limited, in a process that can be ended."""
    if limits.seconds_per_file is None:
        for file in files:
            yield read_file(file, columns, limits)
        return
    child = Child()
    try:
        for file in files:
            try:
                yield child.run(ReadAlone(file, columns, limits))
            except JobLost as lost:
                yield [], [lost_file(file, (lost.code, str(lost)))]
    finally:
        child.close()


@dataclass(frozen=True)
class ReadAlone:
    """Read one file in a process of its own, see `children.Job`."""

    file: File
    columns: Mapping[str, str] | None
    limits: Limits

    def __len__(self) -> int:
        return 1

    @property
    def seconds(self) -> tuple[float, float]:
        return self.limits.seconds_per_file or 0.0, 0.0

    def run(self, skip: Mapping[int, Failure]) -> tuple[list[Article], list[Problem]]:
        return read_file(self.file, self.columns, self.limits)

    def check(self, number: int) -> None:
        self.run({})


def lost_file(file: File, failure: Failure) -> Problem:
    """Return the row of problems for a file on which its process was lost."""
    code, message = failure
    if code == "timeout":
        return Problem(file.shown, code, "error", message, "Look at the file, or raise Limits(seconds_per_file=...).")
    return Problem(file.shown, "reader_failed", "error", message, "Look at the file; it may be crafted.")


def read_file(file: File, columns: Mapping[str, str] | None, limits: Limits) -> tuple[list[Article], list[Problem]]:
    """Return the articles in one file and the problems met; they have no doc_id yet, since that depends on the other files."""
    found: list[Problem] = []
    try:
        data = read_bytes(file, limits)
        articles = list(_read_any(data, file.shown, file.label, columns, limits, found))
        if not articles and not any(problem.severity == "error" for problem in found):
            reason = found[0] if found else Problem(file.shown, "empty", "error", "the archive is empty", "Pack it again.")
            raise ReadError(reason.code, f"nothing in the archive can be read: {reason.message}", reason.remedy)
    except ReadError as error:
        return [], [error.at(file.shown)]
    except Exception as error:  # what a crafted file does to the parsers of others ends no run
        return [], [lost_file(file, ("reader_failed", f"its reader failed ({type(error).__name__}: {str(error)[:200]})"))]
    return articles, found + name_problems(file)


def _read_any(
    data: bytes, shown: str, root: str, columns: Mapping[str, str] | None, limits: Limits, problems: list[Problem]
) -> Iterator[Article]:
    suffix = os.path.splitext(shown)[1].lower()
    if suffix in ARCHIVES:
        single = suffix == ".gz"
        for name, content in read_members(data, shown, limits, problems):
            inner = (shown.rpartition("/")[0] + "/" if "/" in shown else "") + name if single else f"{shown}/{name}"
            try:
                for article in _read_any(content, inner, root, columns, limits, problems):
                    article.name = article.name if single else article.name.replace(shown, shown[: -len(suffix)], 1)
                    article.path = shown if single else article.path
                    yield article
            except ReadError as error:
                if single:
                    raise
                problems.append(error.at(inner))
    elif suffix in TABLES:
        yield from _read_table(data, shown, suffix, root, columns, limits, problems)
    else:
        yield _read_text(data, shown, suffix, root, limits, problems)


def _new_article(data: bytes, shown: str, root: str, name_of_encoding: str, text: str) -> Article:
    suffix = _SUFFIX.search(shown)
    name = shown[: suffix.start()] if suffix and suffix.start() and shown[suffix.start() - 1] != "/" else shown
    ending = suffix.group() if suffix and name != shown else ""
    digest = hashlib.sha256(data).hexdigest()
    return Article(shown, name, ending, root, digest, len(data), name_of_encoding, text)


def _decode(data: bytes, shown: str, problems: list[Problem]) -> encoding.Decoded:
    decoded = encoding.decode(data)
    problems += [Problem(shown, code, severity, message, remedy) for code, message, remedy, severity in decoded.findings]
    return decoded


def _decode_page(data: bytes, shown: str, problems: list[Problem]) -> encoding.Decoded:
    """Decode a page: what is valid UTF-8 is UTF-8, whatever the page declares; then as declared; then on evidence."""
    for charset in ("utf-8", declared_charset(data)) if data.strip() and b"\x00" not in data[:4096] else ():
        try:
            if charset:
                return encoding.Decoded(data.decode(charset), charset)
        except UnicodeDecodeError:
            continue
    return _decode(data, shown, problems)


def _read_text(data: bytes, shown: str, suffix: str, root: str, limits: Limits, problems: list[Problem]) -> Article:
    if suffix not in PAGES:
        decoded = _decode(data, shown, problems)
        return _new_article(data, shown, root, decoded.encoding, decoded.text)
    decoded = _decode_page(unpack_page(data), shown, problems)
    page = read_page(decoded.text, limits)
    article = _new_article(data, shown, root, decoded.encoding, page.text)
    if page.whole:
        message = "no article was found on the page: all its visible text was read, menus too"
        problems.append(Problem(shown, "page_read_whole", "info", message, "Look at it, or save the article as .txt."))
    for use in ("headline", "outlet", "published", "language", "url"):
        value = getattr(page, use)
        if value:
            article.known[use] = value
    return article


def _read_table(
    data: bytes, shown: str, suffix: str, root: str, columns: Mapping[str, str] | None, limits: Limits, problems: list[Problem]
) -> Iterator[Article]:
    decoded = None if suffix in (".parquet", ".xlsx") else _decode(data, shown, problems)
    rows, found = read_rows(data, suffix, decoded.text if decoded else None, columns, shown, limits)
    problems += found
    used: set[str] = set()
    doubled = 0
    for number, known in rows:
        headline, body = known.get("headline"), str(known.pop("text"))
        text = body if not headline or body.lstrip().startswith(headline) else f"{headline}\n\n{body}"
        lone = len(_LONE.findall(text))
        if lone:
            text = _LONE.sub("\ufffd", text)
            message = f"record {number}: {lone} characters that are no characters were replaced"
            problems.append(Problem(shown, "encoding_invalid_bytes", "warning", message, "Export it again."))
        article = _new_article(text.encode("utf-8"), shown, root, decoded.encoding if decoded else "utf-8", text)
        own = one_line(_LONE.sub("\ufffd", known.pop("id", None) or "")) or str(number)
        doubled += own in used
        own = own if own not in used else f"{own}~{number}"
        used.add(own)
        article.name, article.suffix = f"{article.name}/{own}", ""
        article.known = {use: _LONE.sub("\ufffd", value) for use, value in known.items() if value}
        yield article
    if doubled:
        message = f"{doubled} records have the id of one before them: their number was added to it"
        problems.append(Problem(shown, "doubled_id", "warning", message, 'Say which column holds the id: columns={"id": ...}.'))


def name_documents(articles: Iterable[Article]) -> list[Article]:
    """Give every article its doc_id: its path without suffix; where two would be the same, with suffix, then with the folder's name."""
    articles = sorted(articles, key=lambda a: (a.path, a.root, a.name, a.sha256))
    names = [(a.name, a.name + a.suffix, f"{a.root}/{a.name}", f"{a.root}/{a.name}{a.suffix}") for a in articles]
    level = [0] * len(articles)
    for _ in range(3):
        ids = [choice[at] for choice, at in zip(names, level, strict=True)]
        count: dict[str, int] = {}
        for doc_id in ids:
            count[doc_id] = count.get(doc_id, 0) + 1
        if len(count) == len(ids):
            break
        level = [min(3, at + (count[doc_id] > 1)) for at, doc_id in zip(level, ids, strict=True)]
    taken: set[str] = set()
    for article, choice, at in zip(articles, names, level, strict=True):
        doc_id, number = choice[at], 2
        while doc_id in taken:
            doc_id, number = f"{choice[at]}~{number}", number + 1
        taken.add(doc_id)
        article.doc_id = doc_id
    return sorted(articles, key=lambda a: a.doc_id)


def _check(article: Article, limits: Limits, problems: list[Problem], raw: dict[str, str]) -> bool:
    try:
        problems += check_text(article.text, article.path, article.doc_id, limits)
    except ReadError as error:
        problems[:] = [problem for problem in problems if problem.path != article.path or article.known]
        problems.append(error.at(article.path))
        del raw[article.doc_id]
        return False
    return True


def to_documents(articles: list[Article], manifests: Mapping[str | None, Manifest], problems: list[Problem]) -> pd.DataFrame:
    """Return the documents table of named articles, with what the manifests (see `find_files`) and the files tell."""
    known: dict[str, dict[str, str]] = {}
    for label, manifest in manifests.items():
        own = [article for article in articles if label in (None, article.root)]
        folder = "" if label is None else f"{label}/"
        names = ([getattr(a, name).removeprefix(folder) for a in own] for name in ("doc_id", "path"))
        found, unused = match_manifest(manifest, *names)
        known |= {own[at].doc_id: manifest[key] for at, key in found.items()}
        problems += [Problem("manifest", "manifest_unmatched", "warning", *told) for told in unused]
    extra = sorted({name for told in known.values() for name in told} - set(FIELDS))
    rows = []
    for article in articles:
        told = known.get(article.doc_id, {})
        if told.get("sha256", article.sha256).lower() != article.sha256:
            message = "the file's bytes are not those that the manifest describes (sha256)"
            problems.append(Problem(article.path, "manifest_hash_differs", "warning", message, "Check which is right.", article.doc_id))
        rows.append(_document(article, told, problems) | {name: told.get(name) for name in extra})
    frame = pd.DataFrame(rows, columns=[*COLUMNS, *extra])
    types: dict[str, Any] = {"bytes": "int64", "n_chars": "int64", **dict.fromkeys(_DAYS, "datetime64[s]")}
    types |= {name: "str" for name in frame.columns if name not in types}
    return frame.astype(types)


def _document(article: Article, told: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {"doc_id": article.doc_id, "path": article.path, "sha256": article.sha256, "bytes": article.bytes}
    row |= {"encoding": article.encoding, "n_chars": len(article.text)}
    for source in (told, article.known):
        if (outlet := one_line(source.get("outlet") or "")) and row["outlet"] is None:
            row["outlet"], row["outlet_evidence"] = outlet, _evidence(source, "outlet", told)
        if source.get("language") and row["language"] is None:
            row["language"] = _language(source["language"])
            if row["language"] is None and source is told:
                message = f"{source['language'][:40]!r} is not understood as a language"
                remedy = "Write it as ar, fa, en or another code of two or three letters."
                problems.append(Problem(article.path, "bad_language", "warning", message, remedy, article.doc_id))
        if source.get("headline") and row["headline"] is None:
            row["headline"] = " ".join(source["headline"].split())
        if source.get("published") and row["published"] is None:
            day = read_date(source["published"], row["language"] or identify_language(article.text[:2_000]))
            if source is not told and day == _NO_DAY:
                day = None
            if day is None and source["published"].lower() not in ("unknown", "?", "-"):
                message = f"{source['published'][:40]!r} is not understood as a date"
                problems.append(Problem(article.path, "bad_date", "warning", message, "Write it as 2023-11-24.", article.doc_id))
            row |= dict.fromkeys(_DAYS, day) | {"published_evidence": None if day is None else _evidence(source, "published", told)}
    if row["published"] is None and told.get("published_basis"):
        row["published_evidence"] = _evidence(told, "published", told)
    if row["outlet"] is None and article.known.get("url"):
        row["outlet_evidence"] = f"address: {article.known['url'][:300]}"
    return row


def _evidence(source: Mapping[str, str], claim: str, told: Mapping[str, str]) -> str:
    if source is not told:
        return "the page or table says so"
    basis = told.get(f"{claim}_basis") or told.get("basis")
    return f"manifest: {basis}" if basis else "manifest"


def _language(value: str) -> str | None:
    lower = value.strip().lower()
    code = _LANGUAGES.get(lower, lower.replace("_", "-").split("-")[0])
    return code if _CODE.match(code) else None


def read_date(value: str, language: str | None) -> date | None:
    """Return the day a metadata field names: ISO with or without a time, or any form that `parse_date` is sure of."""
    iso = _ISO.match(value.strip())
    if iso:
        try:
            return date.fromisoformat(iso.group(1)) if 1500 < int(value.strip()[:4]) < 2200 else parse_date(iso.group(1), language or "und")
        except ValueError:
            return None
    return parse_date(value, language or "und")
