"""The table of what went wrong, or looks wrong, while reading: one row a problem, with a remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST_NAME = 300  # characters
COLUMNS = ["path", "doc_id", "code", "stage", "severity", "message", "remedy", "start", "end"]


class Problem(NamedTuple):
    """One row: severity is error (nothing was loaded), warning (loaded, look at it) or info (loaded, worth knowing)."""

    path: str
    code: str
    severity: str
    message: str
    remedy: str = ""
    doc_id: str | None = None
    start: int | None = None
    end: int | None = None
    stage: str = "loading"


class ReadError(Exception):
    """A file, page, record or archive that cannot be loaded; becomes an error row."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy

    def at(self, path: str) -> Problem:
        """Return the error row for *path*."""
        return Problem(path, self.code, "error", self.message, self.remedy)


def escape_controls(text: str) -> str:
    """Return a text on one line, with what would steer a terminal written as escapes."""
    return _CONTROLS.sub(lambda hit: hit.group().encode("unicode_escape").decode("ascii"), text)


def one_line(name: str) -> str:
    """Return a name that a table or page gives as one that can be shown and compared by: on one line, escaped, of bounded length."""
    return escape_controls(" ".join(name[:_LONGEST_NAME].split()))


def to_frame(problems: Iterable[Problem]) -> pd.DataFrame:
    """Return problems as a table, ordered by path, document, place and code; what messages quote of a file is escaped."""
    problems = {p._replace(message=escape_controls(p.message), remedy=escape_controls(p.remedy)) for p in problems}
    rows = sorted(problems, key=lambda p: (p.path, p.doc_id or "", -1 if p.start is None else p.start, p.code, p.message))
    frame = pd.DataFrame([p._asdict() for p in rows], columns=list(Problem._fields))[COLUMNS]
    return frame.astype({name: "Int64" if name in ("start", "end") else "str" for name in COLUMNS})  # also where there is no row
