"""Strips: where in each article something stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .colours import LINE, OKABE_ITO
from .plots import _axes, _drawn, _finish
from .rtl import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..corpus import Corpus

_FIFTHS = ("first fifth", "second", "third", "fourth", "last fifth")


def count_places(terms: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Tell where in each article some terms stand: the text twin of `plot_places`.

    Parameters
    ----------
    terms : rows of ``corpus.terms`` (or of a `concordance`): doc_id, start, voice. corpus : the Corpus they are of.

    Returns
    -------
    DataFrame, one row an article with such a term: doc_id, outlet, own (in the outlet's voice), cited, and a column for each fifth of
    the file's length.
    """
    placed = _place(terms, corpus)
    fifth = (placed["place"] // 20).clip(upper=4).astype(int).map(dict(enumerate(_FIFTHS)))
    counts = pd.crosstab(placed["doc_id"], fifth).reindex(columns=_FIFTHS, fill_value=0)
    voices = pd.crosstab(placed["doc_id"], placed["own"]).reindex(columns=[True, False], fill_value=0)
    voices.columns = pd.Index(["own", "cited"])
    outlets = corpus.documents.set_index("doc_id")["outlet"]
    order = [doc_id for doc_id in outlets.index if doc_id in counts.index]
    table = pd.concat([outlets[order], voices.loc[order], counts.loc[order]], axis=1)
    return table.rename_axis("doc_id").reset_index()


def _place(terms: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    lengths = [len(corpus.raw[doc_id]) for doc_id in terms["doc_id"]]
    return terms.assign(place=100 * terms["start"].astype(float) / lengths, own=terms["voice"] == "outlet")


@_drawn
def plot_places(terms: pd.DataFrame, corpus: Corpus, title: str = "", *, most: int = 30, ax: Axes | None = None) -> Axes:
    """Draw where in each article some terms stand: a strip a document, a tick a mention; own voice above the line, cited below, dashed.

    *terms* and *corpus* as in `count_places`, the text twin. Of more than *most* articles those with the most mentions are drawn.
    """
    placed = _place(terms, corpus)
    documents = corpus.documents
    if len(documents) > most:
        chosen = placed["doc_id"].value_counts().sort_index().sort_values(ascending=False, kind="stable").index[:most]
        documents = documents[documents["doc_id"].isin(chosen)]
    ax = _axes(ax, 7.5, 1.0 + 0.42 * len(documents))
    styles = {True: (-0.35, 0.05, OKABE_ITO[0], "solid", "own voice"), False: (-0.05, 0.35, OKABE_ITO[5], (0, (2, 1)), "cited")}
    rows = {doc_id: row for row, doc_id in enumerate(documents["doc_id"])}
    ax.hlines(list(rows.values()), 0, 100, color=LINE, linewidth=1)
    placed = placed[placed["doc_id"].isin(list(rows))]
    for own, (top, bottom, colour, line, name) in styles.items():
        part = placed[placed["own"] == own]
        row = part["doc_id"].map(rows).astype(float)  # of no mention at all it would be text
        ax.vlines(part["place"], row + top, row + bottom, color=colour, linewidth=1.8, linestyle=line, label=name)
    ax.set_yticks(list(rows.values()), [label(f"{one.outlet} · {one.doc_id}") for one in documents.itertuples()])
    ax.invert_yaxis()
    ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, fontsize=8.5)
    return _finish(ax, title, "place in the file, %")
