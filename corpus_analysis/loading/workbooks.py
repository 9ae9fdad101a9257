"""Excel sheets of articles: the first sheet of an .xlsx file, one row an article; formulas are never computed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from .archives import check_unpacked
from .limits import Limits
from .problems import Problem, ReadError

_OLD = bytes.fromhex("d0cf11e0")
_NAMED = 5  # sheets that were not read
LONGEST_CELL = 32_767  # characters, Excel's limit: a text as long as this has been cut


def read_sheet(data: bytes, path: str, limits: Limits, problems: list[Problem]) -> Iterator[list[Any]]:
    """Yield the cells of each row of the first sheet that holds any, the first row being its header.

    Of a formula the value is given that was stored with it. Other sheets with rows, and texts that Excel has cut, are told in *problems*.

    Raises
    ------
    ReadError : no workbook, locked with a password, or one that unpacks to more than the limits allow.
    """
    from openpyxl import load_workbook

    if data.startswith(_OLD):
        raise ReadError("binary", "an older workbook (.xls), or one locked with a password", "Save it as .xlsx, without a password.")
    check_unpacked(data, limits)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [(sheet.title, rows) for sheet in book.worksheets if (rows := _Rows(sheet)).header is not None]
    except Exception as error:  # openpyxl lets through whatever a damaged file makes its parts raise
        raise ReadError("binary", f"not an Excel workbook ({_reason(error)})", "Save it again as .xlsx or .csv.") from error
    if not sheets:
        raise ReadError("empty", "the workbook holds no rows", "Export it again.")
    others = [repr(title[:40]) for title, _ in sheets[1:]]
    if others:
        more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        message = f"only the first sheet was read, not {', '.join(others[:_NAMED])}{more}"
        problems.append(Problem(path, "other_sheets", "warning", message, "Save each of them as a file of its own if it holds articles."))
    yield sheets[0][1].header or []
    number = 0
    try:
        for number, cells in enumerate(sheets[0][1], 1):
            if any(isinstance(cell, str) and len(cell) == LONGEST_CELL for cell in cells):
                message = f"record {number}: a text has {LONGEST_CELL:,} characters, the most a cell of Excel holds: its end is lost"
                problems.append(Problem(path, "text_cut", "warning", message, "Export the articles as .csv or .jsonl."))
            yield cells
    except Exception as error:
        message = f"the rows after {number} cannot be read ({_reason(error)})"
        problems.append(Problem(path, "bad_record", "warning", message, "Save it again as .xlsx or .csv."))


def _reason(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:80]


class _Rows:
    """The rows of a sheet that hold anything: the first of them, and those after it."""

    def __init__(self, sheet: Any) -> None:
        sheet.reset_dimensions()  # what a file says of its own size is often wrong
        rows = sheet.iter_rows(values_only=True)
        self._rows = (list(row) for row in rows if any(cell not in (None, "") for cell in row))
        self.header = next(self._rows, None)

    def __iter__(self) -> Iterator[list[Any]]:
        return self._rows
