"""Pictures of naming: which names each group chooses for one referent, how often, in whose voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..framing import wordings
from .colours import INK, LINE, QUIET, SIGNS, STANCES
from .plots import _axes, _drawn, _finish, known_groups
from .rtl import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..corpus import Corpus

PANELS = 5  # side by side; more groups go below
LONGEST = 40  # characters of a wording beside its bar
ABOVE = 18  # characters of a group's name in a line above its panel, of two lines
GROUPS = 15  # in one picture; the tables have all


@_drawn
def plot_naming(
    table: pd.DataFrame, labels: Mapping[str, str] | None = None, *, by: str = "outlet", title: str = "", most: int = 12
) -> np.ndarray:
    """Draw the names of one referent, a panel a group: to the left those the group itself uses, to the right those it lets others say.

    Parameters
    ----------
    table : rows of `naming` for one referent: name, stance, voice, count and the column *by*.
    labels : what to write for a name (see `name_labels`). most : at most so many names, the most frequent; of groups at most `GROUPS`.

    Returns
    -------
    Array of Axes, one for each group; articles whose group is unknown stand in the table alone.
    """
    import matplotlib.pyplot as plt

    table = known_groups(table, by)
    names = list(table.groupby("name")["count"].sum().sort_values(ascending=False, kind="stable").index[:most])
    groups = _widest(table, by)
    across = min(len(groups), PANELS)
    down = -(-len(groups) // across)
    stances = table.drop_duplicates("name").set_index("name")["stance"].to_dict()
    size = (3.2 + 1.75 * across, 0.8 + (0.8 + 0.34 * len(names)) * down)
    figure, grid = plt.subplots(down, across, figsize=size, sharey=True, sharex=True, squeeze=False, layout="constrained")
    axes = grid.ravel()
    for ax in axes[len(groups) :]:
        ax.set_visible(False)
    reach = 1
    for ax, group in zip(axes[: len(groups)], groups, strict=True):
        reach = max(reach, _draw_panel(ax, table[table[by].astype(str) == group], {name: stances[name] for name in names}))
        _finish(ax, "\n".join(wrap(group, ABOVE, max_lines=2, placeholder=" …")))
        ax.set_xlabel("own voice   |   cited", fontsize=8, color=QUIET)
    axes[0].set_xlim(-reach * 1.35, reach * 1.35)
    axes[0].set_yticks(range(len(names)), [label((labels or {}).get(name, name.replace("_", " "))) for name in names])
    axes[0].invert_yaxis()
    _stance_legend(figure, [stances[name] for name in names])
    if title:
        figure.suptitle(label(title), x=0.01, ha="left", fontsize=12, weight="bold", color=INK)
    return axes[: len(groups)]


def _draw_panel(ax: Axes, table: pd.DataFrame, stances: Mapping[str, str]) -> int:
    """Draw the bars of one group, a row a name of *stances*; return the largest count."""
    counts = table.pivot_table(index="name", columns="voice", values="count", aggfunc="sum", fill_value=0)
    reach = 0
    for row, (name, stance) in enumerate(stances.items()):
        colour, hatch = STANCES.get(stance, ("#666666", ""))
        own, cited = (int(counts[voice].get(name, 0)) if voice in counts else 0 for voice in ("outlet", "cited"))
        reach = max(reach, own, cited)
        for value, side, away in ((-own, "right", -3), (cited, "left", 3)):
            if value:
                ax.barh(row, value, color=colour, hatch=hatch, edgecolor="white", linewidth=0.6, height=0.72)
                ax.annotate(str(abs(value)), (value, row), xytext=(away, 0), textcoords="offset points", ha=side, va="center", fontsize=8,
                            color=INK)  # fmt: skip
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.set_xticks([])
    ax.grid(axis="y", color=LINE, linewidth=0.5)
    ax.set_axisbelow(True)
    return reach


def _widest(table: pd.DataFrame, by: str) -> list[str]:
    """Return the groups with the most mentions, in the order of their names."""
    return sorted(_mentions(table, by).sort_values(ascending=False, kind="stable").index[:GROUPS])


def _stance_legend(figure: Any, stances: Sequence[str]) -> None:
    from matplotlib.patches import Patch

    used = [stance for stance in STANCES if stance in set(stances)]
    patches = [Patch(facecolor=STANCES[s][0], hatch=STANCES[s][1], edgecolor="white", label=s) for s in used]
    figure.legend(handles=patches, loc="outside lower center", ncols=len(used), frameon=False, fontsize=8.5)


def name_labels(corpus: Corpus, referent: str) -> dict[str, str]:
    """Return a label for every name of a referent found in the corpus: its most frequent wording, and the name in brackets."""
    pairs = ((str(name), name.replace("_", " "), text) for name, text in wordings(corpus, referent).items())
    return {name: f"{shorten(text, LONGEST, placeholder=' …')}  ({said})" for name, said, text in pairs}


def name_shares(table: pd.DataFrame, by: str = "outlet", *, most: int = 15) -> pd.DataFrame:
    """Tell how often each group uses each name of one referent, and what share of its mentions that is: the text twin of `plot_heatmap`.

    Parameters
    ----------
    table : rows of `naming` for one referent; take one voice first (``table[table["voice"] == "outlet"]``) to count that voice alone.
    most : at most so many names, the most frequent; of groups at most `GROUPS`. Shares are of all mentions, shown or not.

    Returns
    -------
    DataFrame, one row a name and one column a group (a value of *by*, with the number of its mentions): "7 (35 %)", or "" for none.
    """
    table = known_groups(table, by)
    counts, shares = _count_names(table, by, most)
    totals = _mentions(table, by)
    cells = {
        f"{group} (of {totals[group]})": [_cell(count, share, " ") for count, share in zip(counts[group], shares[group], strict=True)]
        for group in counts
    }
    return pd.DataFrame(cells, index=counts.index)


@_drawn
def plot_heatmap(
    table: pd.DataFrame, labels: Mapping[str, str] | None = None, *, by: str = "outlet", title: str = "", most: int = 15,
    ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw names of one referent against groups: the darker, the larger the share of the group's mentions; both numbers in the cell.

    The sign before a name is its stance. *table* and *most* as in `name_shares`, *labels* as in `name_labels`.
    """
    table = known_groups(table, by)
    counts, shares = _count_names(table, by, most)
    totals, stances = _mentions(table, by), table.drop_duplicates("name").set_index("name")["stance"]
    groups = [f"{shorten(group, LONGEST, placeholder=' …')}  (of {totals[group]})" for group in counts]
    slanting = 0.05 * max(0, max(map(len, groups)) - 26)  # inches that longer names need
    ax = _axes(ax, 3.6 + 0.95 * counts.shape[1], 1.7 + slanting + 0.46 * counts.shape[0])
    ax.imshow(shares.to_numpy(), cmap="Greys", vmin=0, vmax=1.15, aspect="auto")
    for row, column in np.argwhere(counts.to_numpy() > 0):
        share = shares.iat[row, column]
        text = _cell(counts.iat[row, column], share, "\n")
        ax.text(column, row, text, ha="center", va="center", fontsize=8, linespacing=1.1, color="white" if share > 0.6 else INK)
    names = [(labels or {}).get(name, name.replace("_", " ")) for name in counts.index]
    signs = [SIGNS.get(stances[name], "") for name in counts.index]
    ax.set_yticks(range(len(names)), [label(f"{sign} {name}".strip()) for sign, name in zip(signs, names, strict=True)])
    ax.set_xticks(
        range(counts.shape[1]),
        [label(group) for group in groups],
        rotation=40,
        ha="right",
        rotation_mode="anchor",
    )
    used = [stance for stance, sign in SIGNS.items() if sign and stance in set(stances[counts.index])]
    _finish(ax, title, " · ".join(f"{SIGNS[stance]} {stance}" for stance in used))
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(bottom=False)
    return ax


def _mentions(table: pd.DataFrame, by: str) -> pd.Series:
    return table.groupby(table[by].astype(str))["count"].sum()


def _count_names(table: pd.DataFrame, by: str, most: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return counts and shares, names by groups, the most frequent names first."""
    counts = table.assign(**{by: table[by].astype(str)}).pivot_table(index="name", columns=by, values="count", aggfunc="sum", fill_value=0)
    order = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index[:most]
    groups = _widest(table, by)
    return counts.loc[order, groups].astype(int), (counts / counts.sum()).loc[order, groups]


def _cell(count: int, share: float, between: str) -> str:
    return f"{count}{between}({share:.0%})".replace("%", " %") if count else ""
