"""Building a store: read the files part by part, settle what concerns all of them, run the stages part by part.

Every part is named by a hash of all that it depends on: what it was made from, the lexicons, the settings, the code. A build
makes the parts that are not there yet. So one that was broken off goes on where it stopped, and one that is run again after
articles were added, or a lexicon changed, makes only what changes by it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..children import Job
from ..framing.matching import compile_lexicon
from ..lexicon import Lexicon, load_lexicon
from ..loading import Limits
from ..loading.files import File, keep_apart
from ..loading.manifest import Metadata
from ..loading.roots import find_files
from .executors import Workers, open_workers
from .format import (
    StoreError,
    hash_file,
    hash_json,
    hold_store,
    lexicon_file,
    read_part,
    to_arrow,
    write_file,
    write_lexicon,
    write_manifest,
)  # fmt: skip
from .jobs import Listed, ReadJob, Rehearsal, StageJob
from .opened import PART_CHARACTERS, StoredCorpus, open_corpus
from .settling import count_repeated, first_documents, keys_here, settle_documents

PART_BYTES = 8_000_000  # of files that are read together
SMALL = 4  # a group of files below this part of PART_BYTES is grouped anew when files were added
SECONDS = 60  # the clock of one document where Limits(seconds_per_file=...) gives none
Progress = Callable[[str, int, int], None]


def build_store(
    path: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    metadata: Metadata | None = None,
    columns: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    lexicon: str | Path | Lexicon | None = None,
    executor: Any = "processes",
    workers: int | None = None,
    progress: Progress | None = None,
) -> StoredCorpus:
    """Read articles and run every stage on them, part by part, into a store; what is there already is not made again.

    Parameters
    ----------
    path, metadata, columns, limits, lexicon : as for `load_corpus`. ``limits.seconds_per_file`` is here the clock of every document
        in every stage, 60 by default; one that takes longer is left out and noted in `problems`.
    out : folder of the store; it may hold an earlier build, finished or not.
    executor, workers : where to work, see `executors.open_workers`. The store is the same whichever is chosen. A Dask cluster must see
        *path* and *out* under the same names.
    progress : is called with what is done ("reading" or "analysing"), the number of parts done and of all.

    Returns
    -------
    StoredCorpus, as `open_corpus` returns it.

    Raises
    ------
    FileNotFoundError, ValueError : there is nothing to read. StoreError : the store cannot be written, or the cluster is lost; what is
        done is kept, and the same call goes on there.
    """
    out, limits, progress = Path(out).resolve(), limits or Limits(), progress or _ignore
    chosen = load_lexicon(lexicon)
    compile_lexicon(chosen)  # a form that cannot be read is told here, not once a document
    files, manifests, problems = find_files(path, metadata, limits)
    keep_apart(out, path)
    with hold_store(out), open_workers(executor, workers) as team:
        reading = _plan_reading(_list(files), out / "texts", columns, limits)
        _work(reading, len(reading), "reading", progress, team)
        folders = [Path(job.folder) for job in reading]
        write_lexicon(out, chosen)
        team.prepare(_plan_rehearsal(folders[0], out, chosen, limits))
        documents, found = settle_documents(folders, manifests, problems)
        slices = _divide(documents)
        stages = _plan_stages(folders, documents, slices, out, chosen, limits)
        parts = _work(stages, len(slices), "analysing", progress, team)
        name = f"problems-{hash_json(found.to_json(date_format='iso'))[:16]}"
        write_file(out / f"{name}.parquet", to_arrow(found))
        write_manifest(out, chosen, parts, name)
        _sweep(out, {part["name"] for part in parts} | {folder.name for folder in folders} | {name, lexicon_file(chosen.sha256).stem})
    return open_corpus(out)


def _ignore(what: str, done: int, total: int) -> None:
    """Show no progress."""


def _list(files: list[File]) -> list[Listed]:
    """Return files with their size and the time at which they were last changed."""
    found = []
    for file in files:
        try:
            status = os.stat(file.full)
            found.append(Listed(file, status.st_size, status.st_mtime_ns))
        except OSError:  # gone since it was listed: reading it will say so
            found.append(Listed(file, 0, 0))
    return found


def _plan_reading(files: list[Listed], texts: Path, columns: Mapping[str, str] | None, limits: Limits) -> list[ReadJob]:
    """Group the files; a group of an earlier build stays as it is where none of its files has changed."""
    settings = hash_json([_code(), dict(columns or {}), vars(limits) | {"seconds_per_file": None}])
    clock = float(limits.seconds_per_file or SECONDS)
    left = {json.dumps(file.mark): file for file in files}
    groups: list[list[Listed]] = []
    for folder in sorted(texts.iterdir()):
        about = read_part(folder)
        marks = [json.dumps(mark) for mark in about.get("listed", ())] if about and about.get("settings") == settings else []
        if marks and all(mark in left for mark in marks):
            groups.append([left.pop(mark) for mark in marks])
    if left:
        small = [group for group in groups if sum(file.bytes for file in group) < PART_BYTES / SMALL]
        groups = [group for group in groups if group not in small]
        left |= {json.dumps(file.mark): file for group in small for file in group}
    groups += _group([file for file in files if json.dumps(file.mark) in left])
    groups = groups or [[]]
    names = [hash_json([settings, [file.mark for file in group]])[:32] for group in groups]
    return [ReadJob(tuple(group), columns, limits, str(texts / name), settings, clock) for name, group in zip(names, groups, strict=True)]


def _group(files: list[Listed]) -> list[list[Listed]]:
    groups: list[list[Listed]] = []
    size = PART_BYTES
    for file in files:
        if size >= PART_BYTES:
            groups.append([])
            size = 0
        groups[-1].append(file)
        size += file.bytes
    return groups


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a hash of all code and data that decide what the tables of a part hold."""
    package = Path(__file__).parents[1]
    names = ("loading", "text", "sources", "framing", "lexicons")
    files = [path for name in names for path in (package / name).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    files += [package / name for name in ("engine.py", "spans.py", "lexicon.py", "store/format.py", "store/jobs.py")]
    return hash_json([[path.relative_to(package).as_posix(), hash_file(path)] for path in sorted(files)])


def _work(jobs: Iterable[Any], total: int, what: str, progress: Progress, team: Workers) -> list[dict[str, Any]]:
    """Do the jobs whose folder is not there yet; return what the part.json of every folder says, in the order of the jobs."""
    about: dict[str, dict[str, Any]] = {}
    planned: list[dict[str, str]] = []

    def missing() -> Iterator[Job]:
        for job in jobs:
            folder = Path(job.folder)
            planned.append({"name": folder.name, "texts": Path(getattr(job, "texts", folder)).name})
            known = read_part(folder)
            if known is not None and known.get("clock", job.clock) >= job.clock:  # what was left out is tried again with more time
                about[folder.name] = _describe(known)
                continue
            shutil.rmtree(folder, ignore_errors=True)
            yield job

    progress(what, 0, total)
    for done in team.run(missing()):
        about[done["name"]] = _describe(done)
        progress(what, len(about), total)
    progress(what, len(about), total)
    return [{**about[part["name"]], **part} for part in planned]


def _divide(documents: pd.DataFrame) -> list[np.ndarray]:
    """Return the positions of the documents of every part: those of one texts folder, divided where they are many."""
    slices = []
    for _, own in documents.groupby("folder", sort=True):
        own = own.sort_values("row")
        number = (own["n_chars"].cumsum() - own["n_chars"]) // PART_CHARACTERS
        slices += [np.sort(documents.index.get_indexer(part.index)) for _, part in own.groupby(number)]
    return slices or [np.empty(0, np.int64)]


def _plan_stages(
    folders: Sequence[Path], documents: pd.DataFrame, slices: Sequence[np.ndarray], out: Path, lexicon: Lexicon, limits: Limits
) -> Iterator[StageJob]:
    """Yield the job of every part, named by all that its tables depend on."""
    repeated = count_repeated(folders)
    clock = float(limits.seconds_per_file or SECONDS)
    for at in slices:
        some = documents.iloc[at].reset_index(drop=True)
        folder = folders[int(some["folder"].iloc[0]) if len(some) else 0]
        some, content = some.drop(columns="folder"), read_part(folder)
        if content is None:
            raise StoreError(f"{folder} was changed while the store was built. Run the same again.")
        lines = keys_here(folder, repeated)
        made_from = [_code(), lexicon.sha256, content["content"], some.to_json(date_format="iso"), lines.tolist()]
        yield StageJob(some, lines, str(folder), str(out / "parts" / hash_json(made_from)[:32]), lexicon.sha256, clock)


def _plan_rehearsal(folder: Path, out: Path, lexicon: Lexicon, limits: Limits) -> Rehearsal:
    """Return what the workers do while the documents are settled; some documents and all that is read once take longer than one."""
    clock = 3 * float(limits.seconds_per_file or SECONDS)
    return Rehearsal(first_documents(folder), np.empty(0, np.uint64), str(folder), str(out / "parts" / "-"), lexicon.sha256, clock)


def _describe(part: dict[str, Any]) -> dict[str, Any]:
    """Return what the manifest says of a part: where it is large, it is left to the part itself."""
    return {key: value for key, value in part.items() if key not in ("files", "listed", "content", "settings", "clock")}


def _sweep(out: Path, keep: set[str]) -> None:
    """Remove what the manifest no longer names."""
    for path in [*(out / "texts").iterdir(), *(out / "parts").iterdir()]:
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)
    for path in [*out.glob("problems-*.parquet"), *out.glob("lexicon-*.json")]:
        if path.stem not in keep:
            path.unlink(missing_ok=True)
