"""Compares which names groups of documents choose for one referent, in whose voice, with intervals over documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..groups import read_groups, read_periods, suggest
from ..reuse import collapse_copy
from .counting import TEXT_ROLES, collapse_terms, lexicon_attrs
from .voices import OUTLET

if TYPE_CHECKING:
    from ..corpus import Corpus

MIN_DOCUMENTS = 10  # documents differ in how often they name at all: of fewer the bootstrap makes intervals that are too narrow
FEW_PERIODS = 4  # three points make a line of anything
RESAMPLES = 1000
BATCH = 100  # resamples at a time, which bounds the memory


def naming(
    corpus: Corpus,
    by: str = "outlet",
    *,
    over: str | None = None,
    roles: Sequence[str] | None = TEXT_ROLES,
    referents: str | Sequence[str] | None = None,
    attributive: bool = False,
    collapse: bool = False,
    confidence: float = 0.95,
    random_state: int = 0,
) -> pd.DataFrame:
    """Count the names each group of documents uses for each referent, apart for its own voice and for those it cites.

    Parameters
    ----------
    by : column of ``corpus.documents`` that groups them. roles : roles of segments to count in (None: all).
    over : "day", "week", "month", "quarter" or "year": count each period of publication apart (column `period`, its first day).
        Documents without a date are left out, and ``.attrs["note"]`` says how many.
    referents : only these. attributive : count adjectives such as "Israeli" too. (`counted_terms` returns the mentions themselves.)
    collapse : count stories instead of documents. Copy that several documents of one group share (of one group and period, with
        *over*) is counted once: of its mentions the earliest document keeps all, a later one only those with a referent, name and
        voice that the same passage of the earlier does not have. Copy that two groups share counts in both: each chose to print it.
    confidence : of the intervals. random_state : seed of the bootstrap.

    Returns
    -------
    DataFrame, one row a referent, name, voice ("outlet" or "cited"), group, language (and period): stance, count, total (mentions of
    the referent in this group, language, voice and period), share (count / total), low and high (interval of the share from resampling
    documents; NaN where fewer than ten documents mention the referent), documents (that use the name), of_documents (that mention
    the referent); both count stories with *collapse*. ``.attrs`` names the method and the lexicon.

    Raises
    ------
    KeyError : for an unknown column. ValueError : for an unknown period, and where no document has a date.

    Examples
    --------
    >>> ca.naming(corpus, by="outlet").query("referent == 'israel'")  # doctest: +SKIP
    """
    groups = read_groups(corpus, by)
    periods = read_periods(corpus, over) if over else pd.Series(0, index=groups.index)
    terms = counted_terms(corpus, referents, roles=roles, attributive=attributive)
    terms = terms[terms["doc_id"].map(periods).notna()]
    if collapse:
        terms = collapse_terms(terms, collapse_copy(corpus, groups + "\n" + periods.astype(str)))
    languages = corpus.documents.set_index("doc_id")["language"].astype(str)
    cells = terms.assign(**{
        "voice": np.where(terms["voice"] == OUTLET, OUTLET, "cited"), "language": terms["doc_id"].map(languages),
        "period": terms["doc_id"].map(periods), by: terms["doc_id"].map(groups),
    })  # fmt: skip
    base = list(dict.fromkeys(["referent", "voice", by, "language", *(["period"] if over else [])]))
    counts = cells.groupby([*base, "name", "stance"], as_index=False).agg(count=("doc_id", "size"), documents=("doc_id", "nunique"))
    totals = cells.groupby(base, as_index=False).agg(total=("doc_id", "size"), of_documents=("doc_id", "nunique"))
    table = counts.merge(totals, on=base)
    table["share"] = table["count"] / table["total"]
    bounds = _intervals(cells, table, base, confidence, random_state)
    table = table.assign(low=bounds[:, 0], high=bounds[:, 1])
    order = [c for c in ("referent", "name", "stance", "voice", by, "language", "period") if c in table.columns]
    table = table[[*dict.fromkeys(order), "count", "total", "share", "low", "high", "documents", "of_documents"]]
    table = table.sort_values([c for c in ("referent", by, "voice", "language", "period") if c in table] + ["count", "name"])
    table = table.reset_index(drop=True)
    unit = "stories" if collapse else "documents"
    table.attrs = {
        "method": f"share of names among the mentions of a referent; {confidence:.0%} bootstrap over {unit}, {RESAMPLES} resamples",
        "note": "; ".join(_notes(unit, periods, over)), **lexicon_attrs(corpus),
    }  # fmt: skip
    return table


def counted_terms(
    corpus: Corpus, referents: str | Sequence[str] | None = None, *, roles: Sequence[str] | None = TEXT_ROLES, attributive: bool = False
) -> pd.DataFrame:
    """Return the rows of ``corpus.terms`` that `naming` counts; *referents*, *roles* and *attributive* as there."""
    terms = corpus.terms
    terms = terms[terms["role"].isin(list(roles))] if roles is not None else terms
    if not attributive:
        terms = terms[~_attributive(corpus, terms)]
    return terms if referents is None else terms[terms["referent"].isin(_asked(corpus, referents))]


def _asked(corpus: Corpus, referents: str | Sequence[str]) -> list[str]:
    asked = [referents] if isinstance(referents, str) else list(referents)
    known = sorted({referent for referent, _, _ in corpus.lexicon.names()})
    for one in asked:
        if one not in known:
            raise KeyError(f"the lexicon has no referent {one!r}.{suggest(one, known)} Referents: {known}")
    return asked


def _notes(unit: str, periods: pd.Series, over: str | None) -> Iterator[str]:
    yield f"no interval where fewer than {MIN_DOCUMENTS} {unit} mention the referent in this group, language and voice"
    if over:
        yield f"{int(periods.isna().sum())} of {len(periods)} documents have no date and are left out"
        if periods.nunique() < FEW_PERIODS:
            yield f"{periods.nunique()} {'period is' if periods.nunique() == 1 else 'periods are'} too few to speak of a trend"


def _attributive(corpus: Corpus, terms: pd.DataFrame) -> pd.Series:
    names = {(referent, name) for referent, name, entry in corpus.lexicon.names() if entry.get("attributive")}
    return pd.Series([pair in names for pair in zip(terms["referent"], terms["name"], strict=True)], index=terms.index, dtype=bool)


def _intervals(cells: pd.DataFrame, table: pd.DataFrame, base: list[str], confidence: float, random_state: int) -> np.ndarray:
    """Return low and high for every row of *table*: documents of a group that mention the referent are drawn with replacement."""
    bounds = np.full((len(table), 2), np.nan)
    enough = table[table["of_documents"] >= MIN_DOCUMENTS]
    per_document = dict(list(cells.groupby(base))) if len(enough) else {}
    for key, rows in enough.groupby(base):
        mentions = per_document[key]
        counts = pd.crosstab(mentions["doc_id"], mentions["name"]).sort_index()
        columns = counts[rows["name"].tolist()].to_numpy(float)
        totals = counts.to_numpy(float).sum(axis=1)
        bounds[rows.index] = _bootstrap(columns, totals, confidence, np.random.default_rng(random_state))
    return bounds


def _bootstrap(columns: np.ndarray, totals: np.ndarray, confidence: float, rng: np.random.Generator) -> np.ndarray:
    documents = len(totals)
    shares = []
    for _ in range(RESAMPLES // BATCH):
        drawn = rng.multinomial(documents, np.full(documents, 1 / documents), size=BATCH)
        shares.append((drawn @ columns) / (drawn @ totals)[:, None])
    tail = (1 - confidence) / 2
    low, high = np.quantile(np.concatenate(shares), [tail, 1 - tail], axis=0)
    whole = columns.sum(axis=0) == totals.sum()
    # A name used in every mention has no spread to resample: the largest share of unseen names that n documents leave likely.
    low[whole] = tail ** (1 / documents)
    return np.column_stack([low, high])


def wordings(corpus: Corpus, referent: str) -> pd.Series:
    """Return the most frequent wording of every name of a referent that stands in the corpus, on one line, by name."""
    terms = corpus.terms[corpus.terms["referent"] == referent]
    surfaces = terms.assign(surface=[_whole(corpus, row) for row in terms.to_dict("records")])
    return surfaces.groupby("name")["surface"].agg(lambda texts: texts.value_counts().sort_index(kind="stable").idxmax()).astype(str)


def _whole(corpus: Corpus, term: dict) -> str:
    """Return the wording of a term on one line, with the article that Arabic writes without its alef after a preposition (للمواطنين)."""
    text, start = " ".join(str(term["surface"]).split()), int(term["start"])
    elided = term["language"] == "ar" and text.startswith("ل") and corpus.raw[term["doc_id"]][max(start - 1, 0) : start] == "ل"
    return "ا" + text if elided else text
