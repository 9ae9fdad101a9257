"""Tables of articles: one row an article, in CSV, TSV, JSON lines, a JSON array, Parquet or Excel."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from ..lexicon import read_yaml
from .archives import bomb, most_unpacked
from .checks import has_substance
from .limits import Limits
from .problems import Problem, ReadError
from .workbooks import read_sheet

_SHOWN = 100
_EDGES = " \t\r\n\u00a0\u200e\u200f\u202a\u202b\u202c\ufeff"  # what spreadsheets in Arabic or Persian wrap a name in unseen
SEPARATOR = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_LONGEST_MISSING = 12
_KINDS = {bytes: "not UTF-8", list: "a list of what is no text", dict: "an object, not a text"}
_LETTERS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def read_rows(
    data: bytes, suffix: str, text: str | None, columns: Mapping[str, str] | None, path: str, limits: Limits
) -> tuple[list[tuple[int, dict[str, Any]]], list[Problem]]:
    """Return (number of the record, what is known of it) for every article of a table, and the problems met.

    Parameters
    ----------
    data, text : the file's bytes, and its decoded text (None for Parquet and Excel).
    suffix : .csv, .tsv, .jsonl, .ndjson, .json, .parquet or .xlsx.
    columns : {"text": "my column", ...} to say what the columns are; the rest is guessed (columns.yaml).

    Raises
    ------
    ReadError : the table cannot be read at all, or has no column of texts.
    """
    problems: list[Problem] = []
    if suffix == ".parquet":
        records = _parquet(data, path, limits, problems)
    elif suffix == ".xlsx":
        records = _sheet(data, path, limits, problems)
    elif suffix in (".csv", ".tsv"):
        records = _delimited(text or "", path, limits, problems)
    else:
        records = _json(text or "", path, limits, problems)
    rows: list[tuple[int, dict[str, Any]]] = []
    names: dict[str, str] | None = None
    fields: list[str] = []
    longest = ""  # the column of the longest text in the first record, where none is known as that of the texts
    for number, record in records:
        if len(rows) >= limits.table_rows:
            message = f"more than {limits.table_rows:,} rows; the rest was not read"
            problems.append(Problem(path, "too_many_rows", "warning", message, "Raise Limits(table_rows=...)."))
            break
        if names is None or names.get("text") not in record:
            fields = list(record)
            names = map_columns(fields, columns)
        if "text" not in names:
            longest = longest or str(max(fields, key=lambda name: len(_plain(record.get(name)) or ""), default="..."))
            problems.append(Problem(path, "bad_record", "warning", f"record {number}: there is no text", "Remove it, or add its text."))
            continue
        known = {use: _plain(record.get(name)) for use, name in names.items()}
        body = record.get(names["text"])
        if isinstance(body, list) and all(isinstance(part, str) for part in body):  # the paragraphs of an article
            known["text"] = "\n\n".join(body)
        if any(len(value or "") > limits.cell_chars for value in known.values()):
            message = f"record {number}: a cell of more than {limits.cell_chars:,} characters"
            problems.append(Problem(path, "bad_record", "warning", message, "Raise Limits(cell_chars=...)."))
            continue
        if not has_substance(known.get("text") or ""):
            kind = "empty" if known.get("text") or not isinstance(body, (bytes, list, dict)) or not body else _KINDS[type(body)]
            problems.append(Problem(path, "bad_record", "warning", f"record {number}: the text is {kind}", "Remove it, or add its text."))
            continue
        rows.append((number, known))
    if not rows:
        if fields and "text" not in (names or {}):
            raise ReadError("schema_missing_column", *_missing(fields, longest))
        if not problems:
            raise ReadError("empty", "the table holds no rows", "Export it again.")
        first = next((p for p in problems if p.code == "bad_record"), problems[0])
        raise ReadError("bad_record", f"no record of the table can be read: {first.message}", first.remedy)
    _shorten(problems, path)
    shown = ", ".join(f"{use} = {name}" for use, name in sorted((names or {}).items()))
    problems.append(Problem(path, "columns_read", "info", f"columns read as: {shown}", 'Say otherwise with columns={"text": "..."}.'))
    return rows, problems


def _shorten(problems: list[Problem], path: str) -> None:
    """Keep the first bad records one by one and count the others."""
    bad = [problem for problem in problems if problem.code == "bad_record"]
    if len(bad) > _SHOWN:
        left_out = set(bad[_SHOWN:])
        problems[:] = [problem for problem in problems if problem not in left_out]
        message = f"and {len(bad) - _SHOWN} more records that cannot be read"
        problems.append(Problem(path, "bad_record", "warning", message, "Export the table again."))


def _missing(fields: list[str], longest: str) -> tuple[str, str]:
    found = ", ".join(str(name)[:40] for name in fields[:30])
    message = f"no column named text (or body, content, متن, النص ...); the columns are: {found}"
    return message, f'Name it: columns={{"text": "{longest[:40]}"}} if that is the one (it holds the longest texts).'


@lru_cache(maxsize=1)
def load_columns() -> dict[str, Any]:
    """Return what columns are for and the names under which exports know it: ``columns`` and ``other`` of columns.yaml."""
    return read_yaml("columns.yaml")


def map_columns(fields: list[str], columns: Mapping[str, str] | None) -> dict[str, str]:
    """Return which column holds what; *columns* goes before the guess.

    Raises
    ------
    ReadError : a named column is not there, or a name stands twice.
    """
    columns, uses = dict(columns or {}), load_columns()["columns"]
    for use, name in columns.items():
        if use not in uses:
            message = f"columns={{{use!r}: ...}} is not understood; known are {sorted(uses)}"
            raise ReadError("schema_missing_column", message, "Correct columns=.")
        if name not in fields:
            message = f"columns= names {name!r}, which is not in the table; the columns are: {', '.join(map(str, fields[:30]))}"
            raise ReadError("schema_missing_column", message, "Correct columns=.")
    telling = {word for row in uses.values() for name in (*row["names"], *row["words"]) for word in name.split()}
    told = [(name, words) for name in fields if not telling.isdisjoint(words := _split_name(str(name)))]
    known = {" ".join(words): name for name, words in reversed(told)}
    for use, row in uses.items():  # all that are sure before any that is likely
        hit = next((known[name] for name in row["names"] if name in known and known[name] not in columns.values()), None)
        if use not in columns and hit is not None:
            columns[use] = hit
    for use, row in uses.items():
        own, other = set(row["words"]), set(load_columns()["other"]) - set(row["words"])
        fit = [(len(words), name) for name, words in told if not own.isdisjoint(words) and other.isdisjoint(words)]
        free = [(size, name) for size, name in fit if name not in columns.values()]
        if use not in columns and free:
            columns[use] = min(free, key=lambda pair: pair[0])[1]
    return columns


def _split_name(name: str) -> list[str]:
    """Return the words of a column's name: of article_text, ArticleText and "Article Text" the same."""
    if name.isalnum() and name.islower():
        return [name]
    return _LETTERS.findall(_CAMEL.sub(" ", name.strip(_EDGES)).lower())


def _plain(value: Any) -> str | None:
    """Return a cell as text; None for what is missing, by itself or in a word (N/A), or is no single value."""
    if isinstance(value, bytes):
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError:
            return None
    if value is None or isinstance(value, (list, dict)) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    text = str(value).strip("\ufeff")
    is_missing = len(text) < _LONGEST_MISSING and (not any(map(str.isalnum, text)) or text.strip().lower() in load_columns()["missing"])
    return None if is_missing else text


def _delimited(text: str, path: str, limits: Limits, problems: list[Problem]) -> Iterator[tuple[int, dict[str, Any]]]:
    text = text.lstrip("\r\n")
    told = SEPARATOR.match(text)  # a first line by which spreadsheets tell theirs
    text = text[told.end() :] if told else text
    head = text[:10_000].splitlines()[0] if text else ""
    delimiter = told.group(1) if told else max(",;\t|", key=lambda mark: (head.count(mark), mark == ","))
    before = csv.field_size_limit(limits.cell_chars)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            header = next(reader)
        except (StopIteration, csv.Error) as error:
            raise ReadError("bad_record", "the first line with the names of the columns cannot be read", "Export it again.") from error
        _refuse_doubled(header)
        number = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                message = f"record {number}, up to line {reader.line_num}: {error}"
                problems.append(Problem(path, "bad_record", "warning", message, "Look for a quotation mark that is not closed."))
                number += 1
                continue
            if not cells:
                continue
            if len(cells) > len(header) and not any(map(str.strip, cells[len(header) :])):
                del cells[len(header) :]  # a separator at the end of the line
            if len(cells) != len(header):
                message = f"record {number} (line {reader.line_num}) has {len(cells)} cells, not {len(header)}"
                problems.append(Problem(path, "bad_record", "warning", message, "Put texts that hold the separator in quotation marks."))
            else:
                yield number, dict(zip(header, cells, strict=True))
            number += 1
    finally:
        csv.field_size_limit(before)


def _refuse_doubled(names: list[str]) -> None:
    doubled = sorted(name for name, count in Counter(names).items() if count > 1 and name.strip())
    if doubled:
        message = f"the column {doubled[0]!r} stands twice"
        raise ReadError("schema_duplicate_column", message, "Give every column its own name.")


def _json(text: str, path: str, limits: Limits, problems: list[Problem]) -> Iterator[tuple[int, dict[str, Any]]]:
    whole = _whole_json(text)
    if whole is not None:
        if isinstance(whole, list):
            problems.append(Problem(path, "not_jsonl", "info", "one JSON array, not one object a line", ""))
        if isinstance(whole, dict) and (held := _held_records(whole)):
            problems.append(Problem(path, "not_jsonl", "info", f"one JSON object, whose {held!r} holds the records", ""))
            whole = list(whole[held])
        for number, record in enumerate(whole if isinstance(whole, list) else [whole], 1):
            if isinstance(record, dict):
                yield number, _once(record, number, path, problems)
            else:
                problems.append(Problem(path, "bad_record", "warning", f"record {number} is no object", "Remove it."))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            if len(line) > limits.cell_chars:
                raise ValueError(f"longer than {limits.cell_chars:,} characters")
            record = _load_json(line.lstrip("\ufeff"))  # files that were joined have a mark where each began
            if not isinstance(record, dict):
                raise ValueError("no object")
        except (ValueError, RecursionError) as error:
            reason = "nested too deep" if isinstance(error, RecursionError) else str(error)[:80]
            problems.append(Problem(path, "bad_record", "warning", f"line {number}: not a JSON object ({reason})", "Correct or remove it."))
            continue
        yield number, _once(record, number, path, problems)


class _Doubled(dict):  # type: ignore[type-arg]
    """An object in which a key stands twice: JSON leaves open which one counts."""


def _load_json(text: str) -> Any:
    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        return made if len(made) == len(found) else _Doubled(made)

    return json.loads(text, parse_constant=lambda _: None, object_pairs_hook=pairs)


def _whole_json(text: str) -> list[Any] | dict[str, Any] | None:
    """Return the array or the one object that a file holds; None if it holds objects line by line.

    Raises
    ------
    ReadError : it begins as an array, and is none.
    """
    opening = text.lstrip()[:1]
    if opening not in ("[", "{"):
        return None
    try:
        whole = _load_json(text)
    except (ValueError, RecursionError) as error:
        if opening == "{":
            return None
        raise ReadError("bad_record", f"not valid JSON ({str(error)[:80]})", "Export it again, one object a line.") from error
    return whole if isinstance(whole, (list, dict)) else None


def _held_records(whole: dict[str, Any]) -> str | None:
    """Return the key under which an answer of a web service holds its articles: an object without a text and with one list of objects."""
    lists = [key for key, value in whole.items() if isinstance(value, list) and value and all(isinstance(one, dict) for one in value)]
    return lists[0] if len(lists) == 1 and "text" not in map_columns(list(whole), None) else None


def _once(record: dict[str, Any], number: int, path: str, problems: list[Problem]) -> dict[str, Any]:
    if isinstance(record, _Doubled):
        message = f"record {number}: a key stands twice in it; the last one was read"
        problems.append(Problem(path, "schema_duplicate_column", "warning", message, "Give every value a key of its own."))
    return record


def _sheet(data: bytes, path: str, limits: Limits, problems: list[Problem]) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = read_sheet(data, path, limits, problems)
    header = ["" if name is None else str(name) for name in next(rows)]
    _refuse_doubled(header)
    nameless = []
    for number, cells in enumerate(rows, 1):
        pairs = list(zip_longest(header, cells, fillvalue=None))
        if any(not name and cell not in (None, "") for name, cell in pairs):
            nameless.append(number)
        yield number, {name: cell for name, cell in pairs if name}
    if nameless:
        message = (
            f"{len(nameless)} records, the first of them record {nameless[0]}, hold cells in columns without a name: these were not read"
        )
        problems.append(Problem(path, "column_without_name", "warning", message, "Write a name above every column."))


def _parquet(data: bytes, path: str, limits: Limits, problems: list[Problem]) -> Iterator[tuple[int, dict[str, Any]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = unpacked = 0
    try:
        table = pq.ParquetFile(pa.BufferReader(data))
        _refuse_doubled(table.schema_arrow.names)
        for batch in table.iter_batches(batch_size=64):
            unpacked += batch.nbytes
            if unpacked > most_unpacked(len(data), limits):
                raise bomb(limits)
            columns = {name: _values(batch.column(name)) for name in batch.schema.names}
            for at in range(batch.num_rows):
                number += 1
                yield number, {name: values[at] for name, values in columns.items()}
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        reason = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
        if not number:
            raise ReadError("binary", f"not a Parquet table ({reason})", "Export it again.") from error
        message = f"the rows after {number} cannot be read ({reason})"
        problems.append(Problem(path, "bad_record", "warning", message, "Export it again."))


def _values(column: Any) -> list[Any]:
    """Return the values of a column as Python has them; one by one where some are none, such as a day beyond the calendar."""
    try:
        return column.to_pylist()  # type: ignore[no-any-return]
    except (LookupError, OverflowError, ValueError):
        return [_value(scalar) for scalar in column]


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except (LookupError, OverflowError, ValueError):
        return None
