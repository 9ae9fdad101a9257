"""Tables as CSV for spreadsheets, in which no cell is ever run as a formula."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # spreadsheets read the wide signs as the narrow ones


def neutralise(value: object) -> object:
    """Return *value*, a text that a spreadsheet would take for a formula with an apostrophe before it."""
    risky = isinstance(value, str) and (value.startswith(_STARTS) or value.lstrip().startswith(_STARTS))
    return f"'{value}" if risky else value


def restore(text: str) -> str:
    """Return a text without the apostrophe that `neutralise` put before it."""
    return text[1:] if text.startswith("'") and neutralise(text[1:]) == text else text


def to_csv(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a table as CSV (UTF-8 with BOM, which spreadsheets need for Arabic); headers and cells that start a formula are neutralised.

    The index is not written; use ``frame.reset_index()`` to keep it.
    """
    safe = frame.astype(object).map(neutralise)
    safe.columns = pd.Index([neutralise(str(name)) for name in frame.columns])
    # Quoted throughout, since a lone carriage return in a cell would otherwise begin a row.
    safe.to_csv(path, index=False, encoding="utf-8-sig", errors="replace", quoting=csv.QUOTE_NONNUMERIC)
