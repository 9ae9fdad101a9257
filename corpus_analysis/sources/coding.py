"""Inter-coder work: a sheet to code by hand, the coders' sheets read back, and their agreement, the machine's included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ..sheets import restore, to_csv
from ..spans import intersection_over_union

if TYPE_CHECKING:
    from ..corpus import Corpus

FIELDS = ("source_id", "source_type", "mode")
SHEET = ("doc_id", "start", "end", "surface", "cue", "source", *FIELDS, "comment")


def export_coding_sheet(corpus: Corpus, path: str | Path, doc_ids: Sequence[str] | None = None, prefilled: bool = True) -> pd.DataFrame:
    """Write a sheet of source mentions for a coder (CSV that spreadsheets read; no cell is run as a formula).

    An article in which nothing was found has one row without start and end, so that it is seen to have been read.

    Parameters
    ----------
    corpus : a Corpus.
    path : file to write, its name ends in .csv (ValueError if not).
    doc_ids : articles to code; all if not given. ValueError for one the corpus does not hold.
    prefilled : with the machine's values, to be corrected; False leaves source_id, source_type and mode empty (blind coding).

    Returns
    -------
    The sheet as a DataFrame: doc_id, start, end, surface, cue, source, source_id, source_type, mode, comment.
    """
    if Path(path).suffix.lower() != ".csv":
        raise ValueError(f"{Path(path).name}: a coding sheet is written as .csv, which every spreadsheet opens and saves. Name it so.")
    articles = corpus.documents["doc_id"]
    if doc_ids is not None:
        if unknown := sorted(set(doc_ids) - set(articles)):
            raise ValueError(f"the corpus holds no article {unknown}. corpus.documents.doc_id lists those it holds.")
        articles = articles[articles.isin(list(doc_ids))]
    sheet = articles.to_frame().merge(_machine(corpus), on="doc_id", how="left").assign(comment="")
    if not prefilled:
        sheet[list(FIELDS)] = ""
    to_csv(sheet, path)
    return sheet


def _machine(corpus: Corpus) -> pd.DataFrame:
    own = corpus.sources[corpus.sources["counted"]].reindex(columns=list(SHEET))
    return own.astype({"start": "Int64", "end": "Int64"})


def import_codings(paths: Mapping[str, str | Path], corpus: Corpus | None = None) -> pd.DataFrame:
    """Read the sheets of one or several coders (CSV as a spreadsheet saves it, be it with semicolons or tabs).

    Parameters
    ----------
    paths : coder → file.
    corpus : if given, the machine's own mentions in all its articles are added as the coder "machine".

    Returns
    -------
    DataFrame of all sheets with the column `coder`; what a coder left empty is missing, and so are start and end of the row that an article
    without mentions has. Raises ValueError if a sheet lacks a column, is no UTF-8 or holds an offset that is no whole number.
    """
    parts = [_read_sheet(Path(path)).assign(coder=coder) for coder, path in paths.items()]
    if corpus is not None:
        every = corpus.documents[["doc_id"]].merge(_machine(corpus), on="doc_id", how="left")
        parts.append(every.assign(coder="machine"))
    return pd.concat(parts, ignore_index=True)


def _read_sheet(path: Path) -> pd.DataFrame:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is no UTF-8. Save the sheet as CSV UTF-8, as spreadsheets call it.") from error
    first = text.partition("\n")[0]
    sheet = pd.read_csv(StringIO(text), sep=max(",;\t", key=first.count), dtype=str, keep_default_na=False)
    sheet = sheet.apply(lambda column: column.str.strip()).map(restore).replace("", None)
    missing = [name for name in ("doc_id", "start", "end", *FIELDS) if name not in sheet.columns]
    if missing:
        raise ValueError(
            f"{path.name}: the columns {missing} are missing. Write the sheet with export_coding_sheet and keep its first line."
        )
    empty = sheet["start"].isna() & sheet["end"].isna()  # the row of an article without mentions
    for name in ("start", "end"):
        number = pd.to_numeric(sheet[name], errors="coerce")
        wrong = (number.isna() | (number % 1 != 0)) & ~empty
        if wrong.any():
            line = int(wrong.to_numpy().argmax())
            raise ValueError(
                f"{path.name}, line {line + 2}: {name} is {sheet[name].iloc[line]!r}, not a whole number. "
                "Write the number of characters of the raw text before that place."
            )
        sheet[name] = number.astype("Int64")
    return sheet


def agreement(codings: pd.DataFrame, least: float = 0.8, fields: Sequence[str] = FIELDS) -> pd.DataFrame:
    """Measure how far every two coders agree on spans, and on every field of the spans both found, in the articles both coded.

    Parameters
    ----------
    codings : what `import_codings` returns. An article is coded by whoever has a row of it, be it without start and end.
    least : overlap (intersection over union) from which two spans count as the same.
    fields : the columns compared; where a coder left one empty it is not compared.

    Returns
    -------
    DataFrame, one row a pair of coders and field: coder_a, coder_b, field ("span" or a column), `articles` both coded, `units` compared,
    `agreement` (F1 for spans, share of equal values for fields; missing without units),
    `alpha` (Krippendorff's, nominal; missing for spans).

    Raises
    ------
    ValueError : for fewer than two coders.
    """
    coders = list(dict.fromkeys(codings["coder"]))
    if len(coders) < 2:
        raise ValueError(f"agreement needs two coders, got: {coders}. Import two sheets, or pass corpus= to compare with the machine.")
    records = []
    for first, second in combinations(coders, 2):
        a, b = codings[codings["coder"] == first], codings[codings["coder"] == second]
        both = set(a["doc_id"]) & set(b["doc_id"])
        a, b = (rows[rows["doc_id"].isin(both) & rows["start"].notna()] for rows in (a, b))
        pairs = _pair(a, b, least)
        who = {"coder_a": first, "coder_b": second, "articles": len(both)}
        f1 = 2 * len(pairs) / (len(a) + len(b)) if len(a) + len(b) else float("nan")
        span = {"units": len(a) + len(b) - len(pairs), "agreement": f1, "alpha": float("nan")}
        records.append({**who, "field": "span", **span})
        for name in fields:
            told = ((a.at[i, name], b.at[j, name]) for i, j in pairs)
            values = [(str(x), str(y)) for x, y in told if not pd.isna(x) and not pd.isna(y)]
            same = sum(x == y for x, y in values) / len(values) if values else float("nan")
            records.append({**who, "field": name, "units": len(values), "agreement": same, "alpha": krippendorff_alpha(values)})
    columns = ["coder_a", "coder_b", "field", "articles", "units", "agreement", "alpha"]
    return pd.DataFrame(records)[columns]


def _pair(a: pd.DataFrame, b: pd.DataFrame, least: float) -> list[tuple[int, int]]:
    offers = []
    for doc_id, rows in a.groupby("doc_id"):
        others = b[b["doc_id"] == doc_id]
        for i, start, end, cue in zip(rows.index, rows["start"], rows["end"], rows.get("cue", rows["start"]), strict=True):
            for j, s, e, other in zip(others.index, others["start"], others["end"], others.get("cue", others["start"]), strict=True):
                overlap = intersection_over_union((start, end), (s, e))
                if overlap >= least:
                    offers.append((cue == other, overlap, -i, -j))
    used_a, used_b, pairs = set(), set(), []
    for _, _, i, j in sorted(offers, reverse=True):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((-i, -j))
    return sorted(pairs)


def krippendorff_alpha(units: Sequence[Sequence[str | None]]) -> float:
    """Return Krippendorff's alpha for nominal data, 1 - D_o / D_e (Krippendorff 2011, coincidence matrix).

    Parameters
    ----------
    units : for every unit the values given to it by the coders; None where a coder gave none.

    Returns
    -------
    float, 1 for perfect agreement, 0 for chance; NaN where fewer than two values can be paired or only one value occurs.

    Example
    -------
    >>> round(krippendorff_alpha([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]), 3)
    0.533
    """
    coincidences: dict[tuple[str, str], float] = {}
    for unit in units:
        values = [value for value in unit if value is not None]
        for i, one in enumerate(values):
            for j, other in enumerate(values):
                if i != j:
                    coincidences[one, other] = coincidences.get((one, other), 0.0) + 1 / (len(values) - 1)
    totals: dict[str, float] = {}
    for (one, _), weight in coincidences.items():
        totals[one] = totals.get(one, 0.0) + weight
    n = sum(totals.values())
    if n <= 1 or len(totals) < 2:
        return float("nan")
    observed = sum(weight for (one, other), weight in coincidences.items() if one != other)
    expected = sum(totals[one] * totals[other] for one in totals for other in totals if one != other) / (n - 1)
    return 1 - observed / expected
