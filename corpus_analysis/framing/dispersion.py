"""How evenly a word, or the names of a referent, spread over the parts of a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..groups import read_groups
from ..reuse import collapse_copy
from .counting import TEXT_ROLES, collapse_terms, count_words, lexicon_attrs

if TYPE_CHECKING:
    from ..corpus import Corpus

MEASURES = ("range", "dp", "dp_norm", "juilland_d", "carroll_d2", "rosengren_s", "kl", "vc")


def measure_dispersion(counts: Sequence[float] | np.ndarray, sizes: Sequence[float] | np.ndarray | None = None) -> dict[str, float]:
    """Measure how evenly occurrences spread over the parts of a corpus (Gries 2008, 2020).

    Parameters
    ----------
    counts : occurrences in each part. sizes : words in each part; equal parts if not given.

    Returns
    -------
    dict. range: parts with an occurrence. dp: deviation of proportions, 0 as even as the parts, near 1 all in one. dp_norm: dp over
    its largest value, 1 less the smallest part's share (Lijffijt and Gries 2012). juilland_d: 1 - vc / sqrt(parts - 1) on the rates
    of the parts. carroll_d2: entropy of the rates over its largest value. rosengren_s: 1 for even. kl: divergence from the parts'
    sizes, base 2. sd (population), vc: of the counts. All but range and sd are NaN without an occurrence.
    """
    v = np.asarray(counts, float)
    s = np.full(len(v), 1 / len(v)) if sizes is None else np.asarray(sizes, float) / np.sum(sizes)
    total = v.sum()
    found = {"range": float((v > 0).sum()), "sd": float(v.std())}
    if total == 0:
        return found | dict.fromkeys(MEASURES[1:], float("nan"))
    share = v / total
    rates = v / s / np.sum(v / s)
    dp = 0.5 * np.abs(share - s).sum()
    spread = rates.std() / rates.mean()
    held = rates[rates > 0]
    return found | {
        "vc": float(v.std() / v.mean()),
        "dp": float(dp),
        "dp_norm": float(dp / (1 - s.min())) if len(v) > 1 else float("nan"),
        "juilland_d": float(1 - spread / np.sqrt(len(v) - 1)) if len(v) > 1 else float("nan"),
        "carroll_d2": float(-(held * np.log2(held)).sum() / np.log2(len(v))) if len(v) > 1 else float("nan"),
        "rosengren_s": float(np.sqrt(s * v).sum() ** 2 / total),
        "kl": float((share[share > 0] * np.log2(share[share > 0] / s[share > 0])).sum()),
    }


def dispersion(
    corpus: Corpus,
    by: str = "outlet",
    *,
    of: str = "names",
    roles: Sequence[str] | None = TEXT_ROLES,
    least: int = 3,
    collapse: bool = False,
) -> pd.DataFrame:
    """Measure how evenly names (or words) spread over the documents of each group.

    Parameters
    ----------
    by : column of ``corpus.documents``. of : "names" (referent and name) or "words". roles : of the segments counted in.
    least : leave out what occurs less often in a group. collapse : measure over stories instead of documents, shared copy counted
        once in each group (see `reuse.collapse_copy`).

    Returns
    -------
    DataFrame, one row a group and a name or word: count, documents (in the group) and the columns of `measure_dispersion`.

    Raises
    ------
    KeyError : for an unknown column. ValueError : where *of* is neither "names" nor "words".
    """
    if of not in ("names", "words"):
        raise ValueError(f"`of` must be one of ['names', 'words'], got: {of!r}.")
    groups = read_groups(corpus, by)
    copy = collapse_copy(corpus, groups) if collapse else None
    terms = corpus.terms if copy is None else collapse_terms(corpus.terms, copy)
    words = count_words(corpus, roles, copy)
    sizes = pd.Series(np.asarray(words.matrix.sum(axis=1)).ravel(), index=words.doc_ids)
    rows = _name_rows(terms, groups, sizes, roles, by, least) if of == "names" else _word_rows(words, groups, sizes, by, least)
    key = ["referent", "name"] if of == "names" else [column for column in ("word", "language") if column != by]
    columns = [by, *key, "count", "documents", *MEASURES]
    table = pd.DataFrame(rows, columns=columns).sort_values(
        [by, "count", *key], ascending=[True, False] + [True] * len(key), ignore_index=True
    )
    over = "stories" if collapse else "documents"
    table.attrs = {"method": f"dispersion over {over} (Gries 2008, 2020)", **lexicon_attrs(corpus)}
    return table


def _name_rows(terms: pd.DataFrame, groups: pd.Series, sizes: pd.Series, roles: Sequence[str] | None, by: str, least: int) -> list[dict]:
    terms = terms if roles is None else terms[terms["role"].isin(list(roles))]
    rows = []
    members_of = {group: sizes.index[(sizes > 0) & (groups.reindex(sizes.index) == group)] for group in groups.unique()}
    for (group, referent, name), found in terms.groupby([terms["doc_id"].map(groups), "referent", "name"]):
        members = members_of[group]
        counts = found["doc_id"].value_counts().reindex(members, fill_value=0)
        if len(found) >= least and len(members) > 1:
            spread = measure_dispersion(counts.to_numpy(), sizes[members].to_numpy())
            rows.append({by: group, "referent": referent, "name": name, "count": len(found), "documents": len(members), **spread})
    return rows


def _word_rows(words, groups: pd.Series, sizes: pd.Series, by: str, least: int) -> list[dict]:  # noqa: ANN001 - WordCounts
    rows = []
    order = groups.reindex(words.doc_ids)
    for group in sorted(order.unique()):
        members = np.flatnonzero((order == group).to_numpy() & (sizes > 0).to_numpy())
        if len(members) < 2:
            continue
        part = words.matrix[members].tocsc()
        totals = np.asarray(part.sum(axis=0)).ravel()
        for column in np.flatnonzero(totals >= least):
            counts = part[:, [column]].toarray().ravel()
            spread = measure_dispersion(counts, sizes.to_numpy()[members])
            fixed = {"word": words.words[column], "language": words.languages[column], by: group}
            rows.append({**fixed, "count": int(totals[column]), "documents": len(members), **spread})
    return rows
