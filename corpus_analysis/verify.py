"""Check a study again: the hashes of its corpus, lexicons, lock file and notebooks, and what its notebooks give when they are run again."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from importlib import metadata
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pandas as pd

from .loading.files import shown_name
from .loading.problems import escape_controls

PACKAGE = Path(__file__).parent
RECORD = "record.json"
CORPORA = ("articles", "seeds")
SAME = ("same", "passed")
_COLUMNS = ["part", "place", "status", "note"]


class RecordError(ValueError):
    """A record that is missing or cannot be read; the message says where and what to do."""


def write_record(folder: str | Path, corpus: str | None = None) -> Path:
    """Write ``record.json``: the sha256 of every file a study rests on, and the versions of the packages that read them.

    Parameters
    ----------
    folder : the study: a folder with articles, notebooks and perhaps lexicons (.yaml) and a ``requirements.lock``.
    corpus : the folder of the articles, relative to *folder*; by default ``articles`` or ``seeds``, whichever is there.

    Returns
    -------
    The path of the record. Run `check_record` on another machine, or later, to learn what changed since.

    Raises
    ------
    RecordError : if there is no folder of articles.
    """
    folder = Path(folder)
    chosen = corpus or next((name for name in CORPORA if (folder / name).is_dir()), None)
    if chosen is None or not (folder / chosen).is_dir():
        raise RecordError(f"{folder / (chosen or CORPORA[0])} is not a folder. Name the folder of the articles: --corpus NAME.")
    files = {part: {place: _sha256(path) for place, path in found.items()} for part, found in _find_files(folder, chosen).items()}
    target = folder / RECORD
    record = {"corpus": chosen, "versions": _versions(), "sha256": files}
    target.write_text(json.dumps(record, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    return target


def check_record(folder: str | Path) -> pd.DataFrame:
    """Compare a study with its record.

    Returns
    -------
    DataFrame, one row a file or package: part ("corpus", "lexicons", "lock", "notebooks", "versions"), place, status ("same", "changed",
    "missing", "new"), note (what was recorded and what is found). ``.attrs["record"]`` is the sha256 of the record itself.

    Raises
    ------
    RecordError : no record, or one that is damaged.
    """
    folder = Path(folder)
    record = _read_record(folder / RECORD)
    found = {part: {place: _sha256(path) for place, path in files.items()} for part, files in _find_files(folder, record["corpus"]).items()}
    rows = [row for part in found for row in _compare(part, record["sha256"].get(part, {}), found[part])]
    rows += _compare("versions", record["versions"], _versions(record["versions"]))
    table = pd.DataFrame(rows, columns=_COLUMNS)
    table.attrs = {"record": _sha256(folder / RECORD)}
    return table


def rerun_notebooks(folder: str | Path) -> pd.DataFrame:
    """Run the notebooks of a study under nbval and compare every output with the one that is stored.

    Returns
    -------
    DataFrame, one row a code cell: part ("rerun"), place (notebook and cell), status ("passed", "failed"), note (the first lines of what
    differs); a notebook saved without being run has one more, "not stored". The notebooks on disk are not changed.

    Raises
    ------
    RecordError : the notebooks could not be run at all; the message says what pytest said.
    """
    folder = Path(folder).resolve()  # pytest is started in it, where a relative path would lead elsewhere
    paths = list(_notebooks(folder))
    if not paths:
        return pd.DataFrame(columns=_COLUMNS)
    with tempfile.TemporaryDirectory() as place:
        report = Path(place) / "nbval.xml"
        options = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=300", "--nbval-sanitize-with"]
        command = [sys.executable, "-m", "pytest", *map(str, paths), *options, str(PACKAGE / "templates" / "nbval_sanitize.cfg"),
                   "--quiet", "-p", "no:cacheprovider", "--rootdir", str(folder), f"--junitxml={report}"]  # fmt: skip
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", errors="replace")  # noqa: S603
        if not report.exists():
            told = (done.stderr or done.stdout).strip()[-600:]
            raise RecordError(f"{folder}: the notebooks could not be run. To check the files alone: --no-rerun. What pytest said: {told}")
        # The report is written by the pytest that was just started, from notebooks that were just run: not a stranger's file.
        cells = ElementTree.parse(report).iter("testcase")  # noqa: S314
        rows = [_cell(case) for case in cells] + [row for path in paths for row in _never_run(path, folder)]
    return pd.DataFrame(rows, columns=_COLUMNS)


def check_study(folder: str | Path, *, rerun: bool = True) -> pd.DataFrame:
    """Check a study against its record, and its notebooks against what they give when run again.

    Returns
    -------
    DataFrame, the rows of `check_record` and of `rerun_notebooks`. ``.attrs["matches"]`` says whether every check passed.

    Raises
    ------
    RecordError : as those two.
    """
    recorded = check_record(folder)
    checks = pd.concat([recorded, rerun_notebooks(folder)], ignore_index=True) if rerun else recorded
    checks.attrs = {**recorded.attrs, "matches": bool(checks["status"].isin(SAME).all()), "rerun": rerun}
    return checks


def summarise(checks: pd.DataFrame, reviewer: str | None = None) -> str:
    """Say in plain text what matched, what differs and where; with the name of a *reviewer*, signed with it and the day."""
    said = _account(checks)
    if reviewer:
        said += ["", f"Reviewed by {reviewer}, {date.today().isoformat()}."]
    return "\n".join(said)


def _account(checks: pd.DataFrame) -> list[str]:
    said = [f"Checked with corpus-analysis {metadata.version('corpus-analysis')} against the record {checks.attrs['record'][:16]}.", ""]
    for part, rows in checks.groupby("part", sort=False):
        counts = ", ".join(f"{count} {status}" for status, count in rows["status"].value_counts(sort=False).items())
        said.append(f"{part:<10} {counts}")
    if not checks.attrs["rerun"]:
        said.append("rerun      not done: the notebooks were not run again")
    differing = checks[~checks["status"].isin(SAME)]
    if differing.empty:
        return [*said, "", f"Everything matches: {len(checks)} of {len(checks)} checks."]
    said += ["", f"{len(differing)} of {len(checks)} checks differ:"]
    told = (f"- {row.place} ({row.part}): {row.status}. {row.note}".rstrip() for row in differing.itertuples())
    return said + [escape_controls(line) for line in told]


def _find_files(folder: Path, corpus: str) -> dict[str, dict[str, Path]]:
    """Return the files of every part by the name they have in the record; the package's lexicons are part of every study."""
    articles = sorted(path for path in (folder / corpus).rglob("*") if path.is_file() and not path.name.startswith("."))
    lexicons = {f"corpus_analysis/lexicons/{path.name}": path for path in sorted((PACKAGE / "lexicons").glob("*.*"))}
    return {
        "corpus": {shown_name(path.relative_to(folder).as_posix()): path for path in articles},
        "lexicons": {**lexicons, **{shown_name(path.name): path for path in sorted(folder.glob("*.yaml"))}},
        "lock": {path.name: path for path in [folder / "requirements.lock"] if path.is_file()},
        "notebooks": {shown_name(path.relative_to(folder).as_posix()): path for path in _notebooks(folder)},
    }


def _notebooks(folder: Path) -> Iterator[Path]:
    for path in sorted([*folder.glob("*.ipynb"), *(folder / "notebooks").rglob("*.ipynb")]):
        if ".ipynb_checkpoints" not in path.parts:
            yield path


def _read_record(path: Path) -> dict:
    if not path.is_file():
        raise RecordError(f"{path} does not exist, so there is nothing to check against. Write it with: corpus-analysis verify --record")
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        hashes = [value for part in record["sha256"].values() for value in part.values()] + list(record["versions"].values())
        sound = isinstance(record["corpus"], str) and all(isinstance(value, str) for value in hashes)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordError(f"{path} is damaged ({error}). Take the copy that came with the study, or write a new one.") from error
    if not sound:
        raise RecordError(f"{path} is damaged: a name or a hash in it is no text. Take the copy that came with the study.")
    return record


def _compare(part: str, recorded: dict[str, str], found: dict[str, str]) -> list[tuple[str, str, str, str]]:
    rows = []
    for place in sorted({*recorded, *found}):
        was, now = recorded.get(place), found.get(place)
        status = "same" if was == now else "missing" if now is None else "new" if was is None else "changed"
        note = "" if status == "same" else f"recorded {(was or 'nothing')[:12]}, found {(now or 'nothing')[:12]}"
        rows.append((part, place, status, note))
    return rows


def _versions(names: Iterable[str] | None = None) -> dict[str, str]:
    """Return the installed versions of the packages of a record, or of those that this package asks for."""
    asked = names or {
        "corpus-analysis": "",
        **{_name(line): "" for line in metadata.requires("corpus-analysis") or () if "extra" not in line},
    }
    found = {}
    for name in asked:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _name(requirement: str) -> str:
    return requirement.split(";")[0].split("[")[0].rstrip("0123456789.,<>=!~ *")


def _never_run(path: Path, folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Name the cells whose outputs were not stored: nbval passes them, though there is nothing to compare with."""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code" and cell.source.strip()]
    bare = [number for number, cell in enumerate(cells) if cell.execution_count is None]
    if bare:
        note = f"{len(bare)} of {len(cells)} cells were saved without being run: run the notebook, save it, record it again"
        yield "rerun", path.relative_to(folder).as_posix(), "not stored", note


def _cell(case: ElementTree.Element) -> tuple[str, str, str, str]:
    place = f"{case.get('classname', '')} {case.get('name', '')}".strip()
    fault = next((child for child in case if child.tag in ("failure", "error")), None)
    if fault is None:
        return "rerun", place, "passed", ""
    lines = [line.strip() for line in (fault.text or fault.get("message") or "").splitlines() if line.strip()]
    return "rerun", place, "failed", " / ".join(lines[:6])[:500]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
