"""Files for spreadsheets in which no cell is ever run as a formula."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutralise(value: object) -> object:
    """Return *value*, a text that a spreadsheet would take for a formula with an apostrophe before it."""
    return "'" + value if isinstance(value, str) and value.lstrip(" \n").startswith(_STARTS) else value


def to_csv(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a table as CSV (UTF-8 with BOM, which spreadsheets need for Arabic); headers and cells that start a formula are neutralised."""
    safe = frame.map(neutralise)
    safe.columns = pd.Index([neutralise(str(name)) for name in frame.columns])
    safe.to_csv(path, index=False, encoding="utf-8-sig")
