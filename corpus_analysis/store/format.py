"""The store: a folder of parts, each a folder of Parquet tables, and one file that says which parts count.

    store.json            schema, lexicon, settings, the parts in order; written last, in one step
    lexicon-*.json        the naming lexicon the terms were found with
    problems-*.parquet    what was doubtful while reading
    texts/NAME/           what was read: texts.parquet and, from a build, what is known of each text
    parts/NAME/           what the stages made of some rows of a texts folder: documents, segments, tokens, vocabulary,
                          sources, terms, problems

A folder is written under a temporary name and renamed when it is whole, its part.json holding the hash of every file. So a
folder that has its name is complete, and a crash at any moment leaves the store as it was.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ..children import WorkError
from ..lexicon import Lexicon

SCHEMA = 1
MANIFEST, PART, LOCK = "store.json", "part.json", ".lock"
SAVED = "problems"  # the table of problems of a corpus that was saved; that of a build has a hash in its name
TABLES = ("documents", "segments", "sources", "terms", "problems")
TEXTS_IN_GROUP = 256  # rows of a texts file that are read together: a few of them make one megabyte
_OWN, _OWN_PART = re.compile(r"store\.json|texts|parts|(problems-|lexicon-|\.).*", re.DOTALL), re.compile(r"[0-9a-f]{32}|\..*", re.DOTALL)
_PART_NAME, _HASH, _PROBLEMS_NAME = re.compile("[0-9a-f]{32}"), re.compile("[0-9a-f]{64}"), re.compile(r"problems(-[0-9a-f]{16})?")
_SPANS = pa.list_(pa.list_(pa.int64()))


class StoreError(WorkError):
    """A store that cannot be read or written; the message names the place and the remedy."""


def hash_json(value: Any) -> str:
    """Return the sha256 of a value of strings, numbers, lists and dicts."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False, default=str).encode("utf-8")).hexdigest()


def to_arrow(frame: pd.DataFrame) -> pa.Table:
    """Return a table as it is stored; spans within a cell keep their type where all cells are empty."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    if "more_spans" in frame:
        at = table.column_names.index("more_spans")
        table = table.set_column(at, pa.field("more_spans", _SPANS), pa.array(frame["more_spans"].tolist(), _SPANS))
    return table


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Return a stored table as the DataFrame that was written."""
    frame = table.to_pandas()
    if "more_spans" in frame:
        frame["more_spans"] = pd.Series(table["more_spans"].to_pylist(), index=frame.index, dtype=object)
    return frame.astype(dict.fromkeys(frame.select_dtypes("datetime64[ms]"), "datetime64[s]"))  # Parquet has no seconds


def write_folder(folder: Path, tables: Mapping[str, pa.Table], about: Mapping[str, Any]) -> dict[str, Any]:
    """Write tables into a new folder that has its name only when it is complete; return the content of its part.json.

    Raises
    ------
    StoreError : the disk is full, or cannot be written; nothing is left under the folder's name.
    """
    hidden = folder.with_name(f".{folder.name[:12]}-{uuid.uuid4().hex}")
    with _writing(folder.parent):
        try:
            hidden.mkdir(parents=True)
            files = {}
            for name, table in tables.items():
                path = hidden / f"{name}.parquet"
                _write_table(table, path, TEXTS_IN_GROUP if name == "texts" else None)
                files[path.name] = {"sha256": hash_file(path), "bytes": path.stat().st_size, "rows": table.num_rows}
            part = {"schema": SCHEMA, "name": folder.name, "files": files, **about}
            write_file(hidden / PART, json.dumps(part, ensure_ascii=False))
            try:
                os.replace(hidden, folder)
            except OSError:
                if read_part(folder) is None:  # else a process that its driver left behind has made the same
                    raise
        finally:
            shutil.rmtree(hidden, ignore_errors=True)
    return part


def _write_table(table: pa.Table, path: Path, group: int | None = None) -> None:
    pq.write_table(table, path, compression="zstd", row_group_size=group, write_page_checksum=True)


def write_file(path: Path, content: str | pa.Table) -> None:
    """Write a file in one step: it is there whole, or as it was before."""
    hidden = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
    with _writing(path.parent):
        try:
            if isinstance(content, str):
                hidden.write_text(content, encoding="utf-8")
            else:
                _write_table(content, hidden)
            with open(hidden, "rb+") as stream:
                os.fsync(stream.fileno())
            os.replace(hidden, path)
        finally:
            hidden.unlink(missing_ok=True)


@contextmanager
def hold_store(path: Path) -> Iterator[None]:
    """Keep a folder to this process while it builds a store there; remove what a process left that was killed while it wrote.

    Raises
    ------
    StoreError : it cannot be written; another process builds there; a newer version wrote it; or it holds what is not of a build,
        and would be lost.
    """
    with _writing(path):
        _refuse_what_is_not_ours(path)
        for folder in (path / "texts", path / "parts"):
            folder.mkdir(parents=True, exist_ok=True)
        stream = open(path / LOCK, "ab")  # noqa: SIM115 - closed below
    with stream:
        if not _lock(stream.fileno()):
            raise StoreError(f"{path}: another process builds a store there. Wait until it is done, or give another folder.")
        for left in (*path.glob("texts/.*"), *path.glob("parts/.*")):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _refuse_what_is_not_ours(path: Path) -> None:
    try:
        manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # none yet, or a damaged one, which is made anew
        manifest = {}
    if isinstance(manifest, dict):
        _check_schema(path, manifest.get("schema", SCHEMA))
        if manifest.get("problems") == SAVED:
            raise StoreError(f"{path}: was made by corpus.save() and would be lost. Give another folder, or remove it.")
    beside = [] if manifest else path.glob("*")
    others = [entry.name for entry in beside if not _OWN.fullmatch(entry.name)]
    others += [entry.name for entry in (*path.glob("texts/*"), *path.glob("parts/*")) if not _OWN_PART.fullmatch(entry.name)]
    if others:
        raise StoreError(f"{path} holds other files ({others[0]}). Name a new folder for the store.")


def _lock(number: int) -> bool:
    """Lock an open file until it is closed, by whatever end of the process; say whether no other process has done so."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:  # a file system that knows no locks is used without
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        remedy = "Make room, or get the right to write there, then run the same again: what is done is kept."
        raise StoreError(f"{folder}: cannot be written ({error}). {remedy}") from error


def hash_file(path: Path) -> str:
    """Return the sha256 of a file."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_part(folder: Path) -> dict[str, Any] | None:
    """Return the part.json of a folder whose files are all there in full; None where they are not."""
    try:
        part = json.loads((folder / PART).read_text(encoding="utf-8"))
        whole = all((folder / name).stat().st_size == file["bytes"] for name, file in part["files"].items())
        whole = whole and part["schema"] <= SCHEMA
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return part if whole else None


@contextmanager
def reading(file: Path) -> Iterator[Path]:
    """Tell with the remedy that a file of a store is missing or damaged."""
    try:
        yield file
    except StoreError:
        raise
    except (OSError, pa.ArrowException, ValueError, LookupError, TypeError, AttributeError) as error:
        remedy = "Remove it if it is there. Build the store again: only what is missing is made anew."
        told = " ".join(str(error).split())[:200]
        raise StoreError(f"{file} cannot be read ({told}). {remedy}") from error


def open_table(file: Path) -> pq.ParquetFile:
    """Open one Parquet file of a store; what was changed since it was written is found out when it is read."""
    return pq.ParquetFile(file, page_checksum_verification=True)


def read_stored(file: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Return the table in one file of a store, of the columns asked for.

    Raises
    ------
    StoreError : the file is missing or damaged.
    """
    with reading(file), open_table(file) as opened:
        return opened.read(None if columns is None else list(columns))


def read_table(folders: Sequence[Path], name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Return one table of several parts, one after the other.

    Raises
    ------
    StoreError : a file is missing or damaged, or there is no such column.
    """
    with reading(folders[0] / f"{name}.parquet"):
        found = to_pandas(pa.concat_tables([read_stored(folder / f"{name}.parquet", columns) for folder in folders]))
    missing = [column for column in columns or () if column not in found]
    if missing:
        raise StoreError(f"the table {name} has no column {missing}; it has {pq.read_schema(folders[0] / f'{name}.parquet').names}.")
    return found


def write_manifest(path: Path, lexicon: Lexicon, parts: Sequence[Mapping[str, Any]], problems: str) -> None:
    """Make the parts count, in one step."""
    manifest = {"schema": SCHEMA, "lexicon": lexicon.attrs, "problems": problems, "parts": list(parts)}
    write_file(path / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))


def is_store(path: str | Path) -> bool:
    """Tell whether a folder is a store, and no folder of articles one of which happens to be called as its manifest is."""
    return os.path.isfile(os.path.join(path, MANIFEST)) and os.path.isdir(os.path.join(path, "parts"))


def read_manifest(path: str | Path) -> dict[str, Any]:
    """Return the manifest of a store.

    Raises
    ------
    FileNotFoundError : there is nothing at *path*.
    StoreError : it is no store, is not finished, or was made by a newer version.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"{path}: there is no such folder. A store is made by corpus.save() or `corpus-analysis build`.")
    try:
        manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        schema = manifest["schema"]
        _check_names(manifest)
    except FileNotFoundError as error:
        begun = (path / "texts").is_dir()
        remedy = "its build is not finished: run the same `corpus-analysis build` again, it goes on where it stopped." if begun else (
            "it is no store. To read articles use load_corpus; a store is made by corpus.save() or `corpus-analysis build`."
        )  # fmt: skip
        raise StoreError(f"{path}: {MANIFEST} is missing; {remedy}") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path / MANIFEST}: damaged ({error}). Build the store again: the parts that are whole are kept.") from error
    _check_schema(path, schema)
    return _from_schema_0(path, manifest) if schema == 0 else manifest


def _check_names(manifest: Mapping[str, Any]) -> None:
    """Refuse a manifest that does not name its parts, its lexicon and its problems as a store does: nothing outside is opened.

    Raises
    ------
    ValueError, KeyError, TypeError : it is none.
    """
    names = [name for part in manifest["parts"] for name in (part["name"], part["texts"])]
    odd = [name for name in names if not _PART_NAME.fullmatch(name)]
    odd += [name for name in [manifest["lexicon"]["lexicon_sha256"]] if not _HASH.fullmatch(name)]
    odd += [name for name in [manifest.get("problems")] if name is not None and not _PROBLEMS_NAME.fullmatch(name)]
    if odd:
        raise ValueError(f"{odd[0]!r:.60} is no name in a store")


def _check_schema(path: Path, schema: Any) -> None:
    if not isinstance(schema, int) or schema > SCHEMA:
        raise StoreError(
            f"{path}: written with schema {schema} by a newer version; this one reads up to {SCHEMA}. "
            "Update: pip install -U corpus-analysis"
        )


def _from_schema_0(path: Path, manifest: dict[str, Any]) -> dict[str, Any]:
    """Schema 0 named the parts without telling what is in them; the files are the same. Building or saving writes schema 1."""
    parts = [part | describe_part(read_table([path / "parts" / part["name"]], "documents")) for part in manifest["parts"]]
    return {**manifest, "schema": SCHEMA, "parts": parts}


def describe_part(documents: pd.DataFrame) -> dict[str, Any]:
    """Return what is told of a part, so that one that holds nothing of what is asked need not be opened."""
    days = documents["published"].dropna()
    return {
        "documents": len(documents), "tokens": int(documents["n_tokens"].sum()), "characters": int(documents["n_chars"].sum()),
        "outlets": sorted(documents["outlet"].dropna().unique()), "languages": sorted(documents["language"].dropna().unique()),
        "first": str(days.min().date()) if len(days) else None, "last": str(days.max().date()) if len(days) else None,
    }  # fmt: skip


def write_lexicon(path: Path, lexicon: Lexicon) -> None:
    """Keep the lexicon in a store, under its hash."""
    content = {**asdict(lexicon), "lines": [[list(at), line] for at, line in lexicon.lines.items()]}
    write_file(path / lexicon_file(lexicon.sha256), json.dumps(content, ensure_ascii=False, default=_date_to_json))


def lexicon_file(sha256: str) -> Path:
    """Return the name under which a store keeps the lexicon of this hash."""
    return Path(f"lexicon-{sha256[:16]}.json")


def _date_to_json(value: Any) -> dict[str, str]:
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    raise TypeError(f"a lexicon cannot hold {value!r}. Give text, numbers, dates, and lists and mappings of these.")


@lru_cache(maxsize=4)
def read_lexicon(path: Path, sha256: str) -> Lexicon:
    """Return the lexicon of this hash that is kept in a store."""
    with reading(path / lexicon_file(sha256)) as file:
        content = json.loads(file.read_text(encoding="utf-8"), object_hook=_json_to_date)
        return Lexicon(**{**content, "lines": {tuple(at): line for at, line in content["lines"]}})


def _json_to_date(found: dict[str, Any]) -> Any:
    return date.fromisoformat(found["$date"]) if set(found) == {"$date"} else found
