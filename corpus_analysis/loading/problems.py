"""The table of what went wrong, or looks wrong, while reading: one row a problem, with a remedy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

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


def to_frame(problems: Iterable[Problem]) -> pd.DataFrame:
    """Return problems as a table, ordered by path, document, place and code."""
    rows = sorted(set(problems), key=lambda p: (p.path, p.doc_id or "", -1 if p.start is None else p.start, p.code, p.message))
    frame = pd.DataFrame([p._asdict() for p in rows], columns=list(Problem._fields))[COLUMNS]
    return frame.astype({name: "Int64" if name in ("start", "end") else "str" for name in COLUMNS})  # also where there is no row
