"""Excel sheets in which every text is a text (CSV: see `sheets`)."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd

from .rtl import is_right_to_left

_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535, *range(55296, 57344)), "�")
_LONGEST = 32_767  # characters of a cell, Excel's limit


def to_xlsx(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a table as an Excel sheet: every text is stored as a text, never as a formula or a link; numbers stay numbers.

    The sheet runs from right to left where most of its texts do. The index is not written. The same table gives the same bytes.
    """
    columns = [frame.iloc[:, at] for at in range(frame.shape[1])]
    numeric = [pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column) for column in columns]
    rows = [_row([str(name) for name in frame.columns], [False] * len(columns), 1)]
    rows += [_row(row, numeric, at) for at, row in enumerate(zip(*columns, strict=True), start=2)]
    texts = [value for column in columns for value in column.head(200) if isinstance(value, str)]
    rtl = 2 * sum(map(is_right_to_left, texts)) > len(texts)
    sheet = (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0" rightToLeft="{int(rtl)}">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            book.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def _row(values: Sequence[object], numeric: Sequence[bool], number: int) -> str:
    return f'<row r="{number}">' + "".join(map(_cell, values, numeric)) + "</row>"


def _cell(value: Any, numeric: bool) -> str:
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return "<c/>"
    if numeric and abs(float(str(value))) != float("inf"):
        return f"<c><v>{value}</v></c>"
    text = str(value).translate(_NOT_XML)[:_LONGEST]
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


# The smallest workbook there is (ECMA-376): one sheet, no styles, texts in the cells.
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org"
_MAIN, _OFFICE = f"{_OPEN}/spreadsheetml/2006/main", f"{_OPEN}/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PACKAGE = f"{_OPEN}/package/2006"


def _relation(kind: str, target: str) -> str:
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{link}</Relationships>'


_PARTS = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
    "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
    "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="table" sheetId="1" r:id="rId1"/></sheets></workbook>',
}
