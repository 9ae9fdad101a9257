"""What the analyst knows about her documents: a manifest that goes before everything detected."""

from __future__ import annotations

import csv
import io
import os
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from .tables import SEPARATOR

FIELDS = ("outlet", "published", "language", "headline", "basis", "outlet_basis", "published_basis", "sha256")
_KEYS = ("doc_id", "path", "file", "filename", "name", "id")
_ALIASES = {"date": "published", "title": "headline", "lang": "language", "source": "outlet", "evidence": "basis"}
_NAME = re.compile(r"^[^\W\d]\w{0,40}$")
_RESERVED = frozenset(
    {
        "doc_id",
        "path",
        "bytes",
        "encoding",
        "outlet_evidence",
        "published_evidence",
        "published_from",
        "published_to",
        "n_chars",
        "n_tokens",
    }
)
_OF_STORES = frozenset({"row", "folder"})  # columns of theirs beside those of the documents


class Manifest(dict[str, dict[str, str]]):
    """What is known of each document, by its name in the manifest; `unused` are the columns that cannot be kept."""

    unused: tuple[str, ...] = ()


Metadata: TypeAlias = str | Path | pd.DataFrame | Mapping[str, Mapping[str, Any]]


def read_manifest(source: Metadata) -> Manifest:
    """Return {document: {outlet, published, language, headline, sha256, ...}} from a CSV or TOML file, a table or a dict.

    outlet_basis and published_basis (or one column basis) say what each claim rests on; they become the evidence.
    A CSV or table has a column doc_id (or path); TOML has one table a document. Columns that are not known are kept: they
    become columns of `documents` to compare by.

    Raises
    ------
    ValueError : the manifest cannot be read, or names no documents; the message tells the file and what was found.
    """
    if isinstance(source, pd.DataFrame):
        return _from_records(source.reset_index(drop=True).to_dict("records"), "metadata")
    if isinstance(source, Mapping):
        return _from_records([{"doc_id": key, **row} for key, row in source.items()], "metadata")
    path = os.fspath(source)
    if not os.path.isfile(path):
        raise FileNotFoundError(f"{path}: there is no such manifest. Give the path of a .csv or .toml file.")
    return parse_manifest(Path(path).read_bytes(), os.path.basename(path))


def parse_manifest(data: bytes, name: str) -> Manifest:
    """Read the bytes of a manifest; *name* tells its kind and is used in messages."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{name}: the manifest is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    if name.lower().endswith(".toml"):
        try:
            tables = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise ValueError(f'{name}: not valid TOML ({error}). Write one table a document: ["doc id"].') from error
        listed = tables.get("document")
        if isinstance(listed, list):
            return _from_records([row for row in listed if isinstance(row, dict)], name)
        return _from_records([{"doc_id": key, **row} for key, row in tables.items() if isinstance(row, dict)], name)
    return _from_records(_read_csv(text, name), name)


def _read_csv(text: str, name: str) -> list[dict[str, str]]:
    """Return the rows of a manifest that hold anything; a row with more cells than there are columns would mean something else."""
    told = SEPARATOR.match(text)
    text = text[told.end() :] if told else text
    head = text.split("\n", 1)[0]
    delimiter = told.group(1) if told else max(",;\t", key=lambda mark: (head.count(mark), mark == ","))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [cells for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise ValueError(f"{name}: not a valid CSV file ({error}). Look for a quotation mark that is not closed.") from error
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    for label, times in Counter(header).items():
        if label and times > 1:
            raise ValueError(f"{name}: the column {label!r} stands twice. Give every column its own name.")
    for number, cells in enumerate(rows[1:], 1):
        if any(cell.strip() for cell in cells[len(header) :]):
            remedy = f"Put texts that hold {delimiter!r} in quotation marks."
            raise ValueError(f"{name}, row {number}: {len(cells)} cells, but there are {len(header)} columns. {remedy}")
    return [dict(zip(header, cells, strict=False)) for cells in rows[1:]]


def _from_records(records: Sequence[Mapping[Any, Any]], name: str) -> Manifest:
    manifest, unused = Manifest(), set()
    for number, record in enumerate(records, 1):
        row: dict[str, str] = {}
        for field, value in record.items():
            if field is None or isinstance(field, list) or value is None or isinstance(value, (list, dict)):
                continue
            if isinstance(value, float) and value != value:
                continue
            label = str(field).strip().lower()
            row[_ALIASES.get(label, label)] = str(value).strip()
        key = next((row[k] for k in _KEYS if row.get(k)), "")
        if not key:
            raise ValueError(f"{name}, row {number}: no doc_id or path; the columns are {sorted(row)}. Add a column doc_id.")
        if key in manifest:
            raise ValueError(f"{name}, row {number}: {key!r} stands there twice. Keep one row a document.")
        manifest[key] = {field: value for field, value in row.items() if value and (field in FIELDS or _is_extra(field))}
        unused |= {field for field, value in row.items() if value and field not in manifest[key] and field not in (*_RESERVED, *_KEYS)}
    manifest.unused = tuple(sorted(unused))
    return manifest


def _is_extra(field: str) -> bool:
    return bool(_NAME.match(field)) and field not in (*_RESERVED, *_OF_STORES, *_KEYS)


def match_manifest(manifest: Manifest, doc_ids: Sequence[str], paths: Sequence[str]) -> tuple[dict[int, str], list[tuple[str, str]]]:
    """Return {number of the document: key of the manifest}, and (message, remedy) for each key that was not used.

    A key is a doc_id, a path (also as Windows writes it, and with ./ before it), or the bare file name where only one document has it.
    """
    found: dict[int, str] = {}
    unused: list[tuple[str, str]] = []
    names: tuple[dict[str, int], ...] = tuple({name: at for at, name in enumerate(each)} for each in (doc_ids, paths))
    bare: dict[str, set[int]] = {}
    for name, number in (pair for each in names for pair in each.items()):
        bare.setdefault(name.rsplit("/", 1)[-1], set()).add(number)

    def exact(key: str) -> list[int]:
        return [each[name] for each in names for name in (key, key.replace("\\", "/").removeprefix("./")) if name in each]

    for key in sorted(manifest, key=lambda key: not exact(key)):
        hits = exact(key)[:1] or sorted(bare.get(key.removeprefix("./"), ()))
        if len(hits) != 1:
            why = f"and {len(hits)} documents are called so" if hits else "which is not among the documents"
            unused.append((f"the manifest names {key!r}, {why}", "Correct the name, or remove the row."))
        elif hits[0] in found:
            message = f"the manifest speaks of one document twice, as {found[hits[0]]!r} and as {key!r}: the first was taken"
            unused.append((message, "Keep one row a document."))
        else:
            found[hits[0]] = key
    return found, unused
