"""Inter-coder work: a sheet to code by hand, the coders' sheets read back, and their agreement, the machine's included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """Write a sheet of source mentions for a coder, a CSV file in which no cell is run as a formula (see `sheets.to_csv`).

    Parameters
    ----------
    corpus : a Corpus.
    path : file to write.
    doc_ids : articles to code; all if not given.
    prefilled : with the machine's values, to be corrected; False leaves source_id, source_type and mode empty (blind coding).

    Returns
    -------
    The sheet as a DataFrame: doc_id, start, end, surface, cue, source, source_id, source_type, mode, comment.
    """
    rows = corpus.sources[corpus.sources["counted"]]
    if doc_ids is not None:
        rows = rows[rows["doc_id"].isin(list(doc_ids))]
    sheet = rows.reindex(columns=list(SHEET)).copy()
    sheet["comment"] = ""
    if not prefilled:
        sheet[list(FIELDS)] = ""
    to_csv(sheet, path)
    return sheet.reset_index(drop=True)


def import_codings(paths: Mapping[str, str | Path], corpus: Corpus | None = None) -> pd.DataFrame:
    """Read the sheets of one or several coders.

    Parameters
    ----------
    paths : coder → file.
    corpus : if given, the machine's own mentions are added as the coder "machine".

    Returns
    -------
    DataFrame of all sheets with the column `coder`. Raises ValueError if a sheet lacks a column or holds an offset that is no number.
    """
    parts = []
    for coder, path in paths.items():
        sheet = pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False).map(restore)
        missing = [name for name in ("doc_id", "start", "end", *FIELDS) if name not in sheet.columns]
        if missing:
            raise ValueError(
                f"{Path(path).name}: the columns {missing} are missing. Write the sheet with export_coding_sheet and keep its first line."
            )
        for name in ("start", "end"):
            number = pd.to_numeric(sheet[name], errors="coerce")
            if number.isna().any():
                line = int(number.isna().to_numpy().argmax()) + 2
                raise ValueError(
                    f"{Path(path).name}, line {line}: {name} is {sheet[name].iloc[line - 2]!r}, not a whole number. "
                    "Write the number of characters of the raw text before that place."
                )
            sheet[name] = number.astype("int64")
        parts.append(sheet.assign(coder=coder))
    if corpus is not None:
        own = corpus.sources[corpus.sources["counted"]].reindex(columns=list(SHEET))
        parts.append(own.assign(coder="machine"))
    return pd.concat(parts, ignore_index=True)


def agreement(codings: pd.DataFrame, least: float = 0.8, fields: Sequence[str] = FIELDS) -> pd.DataFrame:
    """Measure how far every two coders agree on spans, and on every field of the spans both found.

    Parameters
    ----------
    codings : what `import_codings` returns.
    least : overlap (intersection over union) from which two spans count as the same.
    fields : the columns compared.

    Returns
    -------
    DataFrame, one row a pair of coders and field: coder_a, coder_b, field ("span" or a column), `units` compared,
    `agreement` (F1 for spans, share of equal values for fields), `alpha` (Krippendorff's, nominal; missing for spans).

    Raises
    ------
    ValueError : for fewer than two coders.
    """
    coders = list(dict.fromkeys(codings["coder"]))
    if len(coders) < 2:
        raise ValueError(f"agreement needs two coders, got: {coders}. Import two sheets, or pass corpus= to compare with the machine.")
    records = []
    for number, first in enumerate(coders):
        for second in coders[number + 1 :]:
            a, b = codings[codings["coder"] == first], codings[codings["coder"] == second]
            pairs = _pair(a, b, least)
            f1 = 2 * len(pairs) / (len(a) + len(b)) if len(a) + len(b) else float("nan")
            records.append(
                {
                    "coder_a": first,
                    "coder_b": second,
                    "field": "span",
                    "units": len(a) + len(b) - len(pairs),
                    "agreement": f1,
                    "alpha": float("nan"),
                }
            )
            for name in fields:
                values = [(str(a.at[i, name]), str(b.at[j, name])) for i, j in pairs]
                same = sum(x == y for x, y in values) / len(values) if values else float("nan")
                alpha = krippendorff_alpha(values)
                records.append(
                    {"coder_a": first, "coder_b": second, "field": name, "units": len(values), "agreement": same, "alpha": alpha}
                )
    return pd.DataFrame(records)


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
