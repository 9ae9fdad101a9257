"""Exported files in which nothing is run."""

from __future__ import annotations

import csv

import numpy as np
import pandas as pd
import pytest

from corpus_analysis.sheets import neutralise, restore, to_csv
from corpus_analysis.show.export import to_xlsx

openpyxl = pytest.importorskip("openpyxl")

FORMULAS = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "＝1", '=HYPERLINK("x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_or_header_of_a_csv_starts_a_formula(tmp_path, text):
    to_csv(pd.DataFrame({text: [text, "خبر"], "n": [-1, 2]}), tmp_path / "a.csv")
    with open(tmp_path / "a.csv", encoding="utf-8-sig", newline="") as file:
        head, first, second = csv.reader(file)
    assert head[0] == first[0] == "'" + text and first[1] == "-1" and second == ["خبر", "2"]


@pytest.mark.parametrize("text", [*FORMULAS, "خبر", "'", "'quoted'", ""])
def test_what_was_neutralised_is_read_back_as_it_was(text):
    assert restore(neutralise(text)) == text


def test_plain_text_stays_as_it_is():
    assert [neutralise(value) for value in ("خبر", "a=b", "", None, -3)] == ["خبر", "a=b", "", None, -3]


def test_every_text_in_a_sheet_is_a_text_and_every_number_a_number(tmp_path):
    frame = pd.DataFrame({"=h": FORMULAS, "n": np.arange(len(FORMULAS)) / 2, "ok": True, "day": pd.Timestamp("2023-11-24")})
    to_xlsx(frame, tmp_path / "a.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows())
    assert [cell.value for cell in rows[0]] == ["=h", "n", "ok", "day"]
    for row, text in zip(rows[1:], FORMULAS, strict=True):
        assert row[0].data_type == "s" and row[0].value.replace("\r", "\n") == text.replace("\r", "\n")
        assert row[1].data_type == "n" and row[3].value.startswith("2023-11-24")
    assert rows[2][1].value == 0.5


def test_a_sheet_takes_whatever_a_scraped_page_holds(tmp_path):
    texts = ["\x00\x08<b>&\"'", "\ud800", "سلام " * 20_000, None, float("inf"), ["a"], pd.NA]
    to_xlsx(pd.DataFrame({"text": texts}), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet["A2"].value.endswith("<b>&\"'") and len(sheet["A4"].value) == 32_767 and sheet["A5"].value is None


def test_a_sheet_of_arabic_runs_from_right_to_left_and_is_the_same_every_time(tmp_path):
    for name in ("a", "b"):
        to_xlsx(pd.DataFrame({"text": ["خبر", "جنگ"]}), tmp_path / f"{name}.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active.sheet_view.rightToLeft
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
