"""Which column of a table holds what, and what Excel workbooks may do to a reader."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from corpus_analysis.loading import Limits, read_documents
from corpus_analysis.loading.tables import map_columns

TEXT = "The harbour was shut on Friday. The ministry said that it would open again. "


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (
            ["Source", "Link", "Headline", "Description", "Date", "Timestamp", "Author", "Article_Content"],
            {"outlet": "Source", "url": "Link", "headline": "Headline", "published": "Date", "text": "Article_Content"},
        ),
        (["articleTitle", "articleBody", "PubDate"], {"headline": "articleTitle", "text": "articleBody", "published": "PubDate"}),
        (["text_length", "clean text", "text_id"], {"text": "clean text"}),
        (["body_html", "image_url", "author_source"], {}),
        (["عنوان الخبر", "نص الخبر", "تاريخ النشر"], {"headline": "عنوان الخبر", "text": "نص الخبر", "published": "تاريخ النشر"}),
        (["تیتر خبر", "متن کامل خبر", "تاریخ انتشار"], {"headline": "تیتر خبر", "text": "متن کامل خبر", "published": "تاریخ انتشار"}),
        (["full article text", "article text short", "text"], {"text": "text"}),
    ],
)
def test_columns_are_known_by_their_words_unless_another_word_tells_of_something_else(fields, found):
    assert map_columns(fields, None) == found


def test_a_cell_that_says_that_nothing_is_known_is_missing(tmp_path):
    rows = [{"text": text, "outlet": outlet} for text, outlet in ((TEXT, "-"), (" - ", "B"), ("NaN", "C"), ("N/A", "D"), ("No", "N/A"))]
    pd.DataFrame(rows).to_csv(tmp_path / "t.csv", index=False)
    documents, raw, problems = read_documents(tmp_path / "t.csv")
    assert list(raw) == ["t/1", "t/5"] and documents["outlet"].isna().all()
    assert problems.loc[problems["code"] == "bad_record", "message"].str.contains("the text is empty").sum() == 3


def save(path: Path, *sheets: list[list]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_gives_its_days_and_tells_of_other_sheets_and_of_what_excel_cut(tmp_path):
    long = (TEXT * 1000)[:32_767]
    rows = [[], ["Title", "Date", "Text"], ["One", dt.datetime(2023, 11, 24), TEXT], [], ["Two", "2023-11-25", long]]
    documents, raw, problems = read_documents(save(tmp_path / "w.xlsx", rows, [], [["text"], [TEXT]]))
    assert documents["published"].dt.strftime("%Y-%m-%d").tolist() == ["2023-11-24", "2023-11-25"]
    assert raw == {"w/1": f"One\n\n{TEXT}", "w/2": f"Two\n\n{long}"}
    assert problems["code"].tolist().count("other_sheets") == problems["code"].tolist().count("text_cut") == 1


def test_a_formula_is_a_text_of_its_own_and_is_not_computed(tmp_path):
    _, raw, problems = read_documents(save(tmp_path / "w.xlsx", [["text", "title"], [TEXT, "=1+1"], ["=1+1", "b"]]))
    assert list(raw) == ["w/1"] and "=" not in raw["w/1"] and "2" not in raw["w/1"]
    assert "bad_record" in problems["code"].tolist()


def test_a_cell_in_the_last_corner_of_a_sheet_costs_neither_memory_nor_time(tmp_path):
    book = Workbook()
    book.active.append(["text"])
    book.active.append([TEXT])
    book.active["XFD1048576"] = "far"
    book.save(tmp_path / "w.xlsx")
    _, raw, _ = read_documents(tmp_path)
    assert len(raw) == 1


def repack(path: Path, member: str, content: bytes) -> None:
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, old_content in (parts | {member: content}).items():
            new.writestr(name, content if name == member else old_content)


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l "hahahahaha">%s]><worksheet>&l9;</worksheet>""" % b"".join(
    b'<!ENTITY l%d "%s">' % (n, (b"&l%d;" % (n - 1) if n else b"&l;") * 10) for n in range(10)
)


@pytest.mark.parametrize(
    ("member", "content", "code"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c", "binary"),
        ("xl/workbook.xml", b"", "binary"),
        ("xl/worksheets/sheet1.xml", b" " * 5_000_000, "archive_too_large"),
        ("xl/worksheets/sheet1.xml", LAUGHS, "binary"),
    ],
)
def test_a_damaged_or_hostile_workbook_is_an_error_row_and_the_others_are_read(tmp_path, member, content, code):
    repack(save(tmp_path / "bad.xlsx", [["text"], [TEXT]]), member, content)
    save(tmp_path / "good.xlsx", [["text"], [TEXT]])
    documents, _, problems = read_documents(tmp_path)
    assert documents["doc_id"].tolist() == ["good/1"]
    assert problems.loc[problems["severity"] == "error", ["path", "code"]].to_numpy().tolist() == [["bad.xlsx", code]]


def test_of_a_workbook_damaged_further_down_the_rows_before_are_read(tmp_path):
    path = save(tmp_path / "w.xlsx", [["text"], *([f"{TEXT} {n}"] for n in range(50))])
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    repack(path, "xl/worksheets/sheet1.xml", sheet[: len(sheet) // 2])
    _, raw, problems = read_documents(tmp_path)
    assert 10 < len(raw) < 50
    assert f"the rows after {len(raw)} cannot be read" in problems.loc[problems["code"] == "bad_record", "message"].iloc[0]


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0" + b"x" * 600, b"PK\x03\x04rest", b"no workbook"])
def test_what_only_bears_the_name_of_a_workbook_is_refused(tmp_path, content):
    (tmp_path / "w.xlsx").write_bytes(content)
    _, raw, problems = read_documents(tmp_path)
    assert not raw and problems["severity"].tolist() == ["error"]


def test_rows_of_a_workbook_are_limited_as_those_of_any_table(tmp_path):
    save(tmp_path / "w.xlsx", [["text"], *([f"{TEXT} {n}"] for n in range(5))])
    _, raw, problems = read_documents(tmp_path, limits=Limits(table_rows=3))
    assert len(raw) == 3 and "too_many_rows" in problems["code"].tolist()
    assert pd.Series(list(raw)).is_unique


def test_what_stands_in_columns_without_a_name_and_sheets_that_were_not_read_are_all_told(tmp_path):
    rows = [["text", None], [TEXT, None], [f"{TEXT} 2", "a note"], [f"{TEXT} 3", None, "beyond the header"]]
    _, raw, problems = read_documents(save(tmp_path / "w.xlsx", rows, *([["text"]] for _ in range(7))))
    told = problems.set_index("code")["message"]
    assert len(raw) == 3
    assert "2 records, the first of them record 2" in told["column_without_name"]
    assert told["other_sheets"].count("'Sheet") == 5 and told["other_sheets"].endswith("and 2 more")


@pytest.mark.parametrize("suffix", ["xlsx", "parquet", "csv", "jsonl"])
def test_a_cell_beyond_the_limit_makes_its_row_a_bad_record_in_every_kind_of_table(tmp_path, suffix):
    frame, path = pd.DataFrame({"text": [TEXT, TEXT * 9]}), tmp_path / f"t.{suffix}"
    if suffix == "jsonl":
        frame.to_json(path, orient="records", lines=True)
    else:
        {"xlsx": frame.to_excel, "csv": frame.to_csv, "parquet": frame.to_parquet}[suffix](path, index=False)
    _, raw, problems = read_documents(path, limits=Limits(cell_chars=len(TEXT) * 3))
    assert list(raw) == ["t/1"] and problems["code"].tolist().count("bad_record") == 1
