"""Pictures of who has it from whom: chains of credit, and stories that several articles share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..groups import check_columns
from ..sources import source_names
from .colours import INK, LINE, OKABE_ITO, QUIET
from .plots import _axes, _drawn, _finish
from .rtl import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..corpus import Corpus

_DIRECT = "(no one between)"


def credit_chains(corpus: Corpus, by: str = "outlet") -> pd.DataFrame:
    """Tell through whom each group of articles has the words of its sources: the text twin of `plot_chains`.

    Returns
    -------
    DataFrame with one row a chain: the column *by*, via (a source id, or "(no one between)"), source_id, mentions, and the names under
    which the two are shown, via_name and source_name; first the chains that pass through somebody. Only sources in the articles' own
    text count.
    """
    counted = corpus.sources[corpus.sources["counted"].astype(bool)]
    check_columns(corpus, by)
    rows = counted.merge(corpus.documents[["doc_id", by]], on="doc_id")
    rows = rows.assign(via=rows["via"].fillna(_DIRECT))
    chains = rows.groupby([by, "via", "source_id"], observed=True).size().reset_index(name="mentions")
    chains = chains.sort_values(["mentions", by, "via", "source_id"], ascending=[False, True, True, True], ignore_index=True)
    names = source_names(corpus)
    chains = chains.assign(via_name=chains["via"].replace(names), source_name=chains["source_id"].replace(names))
    return _longest_first(chains)


def _longest_first(chains: pd.DataFrame) -> pd.DataFrame:
    """Return the chains, first those that pass through somebody."""
    order = chains.assign(through=chains["via"] != _DIRECT).sort_values(["through", "mentions"], ascending=False, kind="stable").index
    return chains.loc[order].reset_index(drop=True)


@_drawn
def plot_chains(
    chains: pd.DataFrame, *, by: str = "outlet", most: int = 15, title: str = "Who has it from whom", ax: Axes | None = None
) -> Axes:
    """Draw chains of credit from left to right: the group, whom it credits, who speaks. The thicker a line, the more mentions.

    Parameters
    ----------
    chains : as `credit_chains` returns them for *by*. most : at most so many chains; those that pass through somebody come first.
    """
    shown = _longest_first(chains).head(most)
    ends = ((by, by), ("via", "via_name"), ("source_id", "source_name"))
    columns = [list(dict.fromkeys(shown[column].astype(str))) for column, _ in ends]
    named = [dict(zip(shown[column].astype(str), shown[name].astype(str), strict=True)) for column, name in ends]
    tallest = max([len(names) for names in columns] + [1])
    place = [{name: (at + 0.5) * tallest / len(names) for at, name in enumerate(names)} for names in columns]
    ax = _axes(ax, 8.5, 1.2 + 0.42 * tallest)
    reach = max(shown["mentions"].max(), 1) if len(shown) else 1
    for step, (left, right) in enumerate(((by, "via"), ("via", "source_id"))):
        for (one, other), mentions in shown.groupby([shown[left].astype(str), shown[right].astype(str)])["mentions"].sum().items():
            direct = other == _DIRECT if step == 0 else one == _DIRECT
            ax.plot(
                [step, step + 1], [place[step][one], place[step + 1][other]], color=LINE if direct else OKABE_ITO[0],
                linewidth=0.8 + 3.5 * min(mentions / reach, 1), linestyle="-" if not direct else ":", solid_capstyle="round", zorder=1,
            )  # fmt: skip
    for step, names in enumerate(place):
        for name, height in names.items():
            box = {"facecolor": "white", "edgecolor": LINE, "boxstyle": "round,pad=0.25"}
            colour = QUIET if name == _DIRECT else INK
            ax.text(step, height, label(named[step][name]), ha="center", va="center", fontsize=9, color=colour, bbox=box, zorder=2)
    ax.set(xlim=(-0.35, 2.35), ylim=(tallest, 0), yticks=[])
    ax.set_xticks(range(3), [label(by), "through", "speaker"])
    _finish(ax, title)
    ax.spines["bottom"].set_visible(False)
    return ax


@_drawn
def plot_stories(shared: pd.DataFrame, corpus: Corpus, *, title: str = "Articles that share text", ax: Axes | None = None) -> Axes:
    """Draw articles one under the other and an arc between every two that share text.

    A full line is a copy, a dashed one a partial copy, a dotted one shared background; the number is the percentage of the smaller article
    that stands in the other too.

    Parameters
    ----------
    shared : as `shared_text` returns it (doc_a, doc_b, containment_a, containment_b, label, story): also the text twin.
    corpus : the Corpus whose outlets stand beside the articles.
    """
    from matplotlib.patches import Arc

    ordered = list(dict.fromkeys(doc for pair in shared.sort_values("story", kind="stable")[["doc_a", "doc_b"]].to_numpy() for doc in pair))
    outlets = corpus.documents.set_index("doc_id")["outlet"]
    ax = _axes(ax, 6, 1.2 + 0.5 * max(len(ordered), 1))
    dashes = {"copy": "-", "partial copy": "--"}
    for row in shared.itertuples():
        low, high = sorted((ordered.index(row.doc_a), ordered.index(row.doc_b)))
        part = max(row.containment_a, row.containment_b)
        style = dashes.get(row.label, ":")
        ax.add_patch(
            Arc(
                (0, (low + high) / 2),
                high - low,
                high - low,
                theta1=-90,
                theta2=90,
                linestyle=style,
                linewidth=0.8 + 3 * part,
                color=OKABE_ITO[0],
            )
        )
        ax.text((high - low) / 2 + 0.05, (low + high) / 2, label(f"{part:.0%} · {row.label}"), va="center", fontsize=8.5, color=INK)
    ax.scatter(np.zeros(len(ordered)), range(len(ordered)), s=40, color=INK, zorder=3)
    ax.set_yticks(range(len(ordered)), [label(f"{outlets[doc]}\n{doc}") for doc in ordered])
    ax.set(xlim=(-0.3, max(len(ordered), 2) / 2 + 1.5), ylim=(len(ordered) - 0.4, -0.6), xticks=[])
    _finish(ax, title)
    ax.spines["bottom"].set_visible(False)
    return ax
