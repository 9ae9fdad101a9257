"""Pictures of the comparisons. A tidy table in, Axes out; every colour has a second channel; all text goes through `rtl.label`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..groups import UNKNOWN
from .colours import HATCHES, INK, LINE, MARKERS, OKABE_ITO, QUIET, ROLES, SOURCE_TYPES
from .rtl import fonts, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..corpus import Corpus

Palette = Mapping[str, tuple[str, str]]


def _drawn(function: Callable[..., Any]) -> Callable[..., Any]:
    """Draw with the shipped font, and leave matplotlib's own settings as they were; an empty table gives a picture that says so."""

    @wraps(function)
    def draw(*arguments: Any, **options: Any) -> Any:
        with fonts():
            if isinstance(arguments[0], pd.DataFrame) and arguments[0].empty:
                empty = _nothing(options.get("title", ""), options.get("ax"))
                return np.array([empty]) if function.__annotations__["return"] == "np.ndarray" else empty
            return function(*arguments, **options)

    return draw


def _nothing(title: str, ax: Axes | None = None) -> Axes:
    """Draw a picture that says there is nothing to draw."""
    ax = _axes(ax, 5, 1.2)
    ax.text(0, 0.5, "nothing to show: the table is empty", color=QUIET, va="center", transform=ax.transAxes)
    ax.set(xticks=[], yticks=[])
    _finish(ax, title)
    ax.spines["bottom"].set_visible(False)
    return ax


def palette_of(values: Sequence[str], known: Palette | None = None) -> dict[str, tuple[str, str]]:
    """Give every value a colour and a hatch: the known ones first, the rest in order."""
    known = known or {}
    rest = [value for value in values if value not in known]
    given = {value: (OKABE_ITO[at % len(OKABE_ITO)], _second(HATCHES, at)) for at, value in enumerate(rest)}
    return {value: known.get(value) or given[value] for value in values}


def _second(marks: Sequence[str], at: int) -> str:
    """Return the hatch or marker of the value at that place; where the colours begin again the marks go on by one: no two are alike."""
    return marks[(at + at // len(OKABE_ITO)) % len(marks)]


def known_groups(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the rows whose group is known; all of them, where none is: articles of unknown outlets are not the articles of an outlet."""
    known = frame[by].astype(str) != UNKNOWN
    return frame[known] if known.any() else frame


def _axes(ax: Axes | None, width: float, height: float) -> Axes:
    import matplotlib.pyplot as plt

    return ax if ax is not None else plt.subplots(figsize=(width, height), layout="constrained")[1]


def _finish(ax: Axes, title: str, x: str = "", y: str = "") -> Axes:
    ax.set_title(label(title), loc="left", fontsize=11, color=INK, weight="bold")
    ax.set_xlabel(label(x), color=QUIET)
    ax.set_ylabel(label(y), color=QUIET)
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(left=False, labelsize=9)
    return ax


@_drawn
def stacked_bars(frame: pd.DataFrame, y: str, hue: str, x: str = "count", *, palette: Palette | None = None, title: str = "",
                 xlabel: str = "", share: bool = False, ax: Axes | None = None) -> Axes:  # fmt: skip
    """Draw one horizontal bar for each value of *y*, divided by *hue*.

    Parameters
    ----------
    frame : one row a value of *y* and of *hue*, with the size in *x*. share : scale every bar to 100 %.
    palette : colour and hatch by value of *hue*. What is "unknown" is no value of *y* to compare: it gets no bar beside others.
    title, xlabel, ax : as in every plot here; without *ax* there is a new figure.
    """
    frame = known_groups(frame, y)
    wide = frame.pivot_table(index=y, columns=hue, values=x, aggfunc="sum", fill_value=0, observed=True, sort=False)
    wide = wide[[name for name in (palette or {}) if name in wide.columns] + [name for name in wide.columns if name not in (palette or {})]]
    wide = wide.loc[:, (wide != 0).any()]
    if share:
        wide = wide.div(wide.sum(axis=1), axis=0) * 100
    ax = _axes(ax, 7.5, 0.9 + 0.42 * len(wide))
    left = np.zeros(len(wide))
    for name, (colour, hatch) in palette_of(list(wide.columns), palette).items():
        values = wide[name].to_numpy(float)
        ax.barh(
            range(len(wide)), values, left=left, color=colour, hatch=hatch, edgecolor="white", linewidth=0.6, label=label(name), height=0.72
        )
        left += values
    ax.set_yticks(range(len(wide)), [label(name) for name in wide.index])
    ax.invert_yaxis()
    if wide.shape[1] > 1:
        ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, fontsize=8.5, handlelength=1.6)
    return _finish(ax, title, xlabel)


def plot_roles(corpus: Corpus, ax: Axes | None = None) -> Axes:
    """Show how much of each file of *corpus* is article and how much is page: characters by role, per document."""
    lengths = corpus.segments.assign(percent=corpus.segments["end"] - corpus.segments["start"])
    return stacked_bars(
        lengths,
        "doc_id",
        "role",
        "percent",
        palette=ROLES,
        share=True,
        ax=ax,
        title="What is article and what is page",
        xlabel="% of characters",
    )


@_drawn
def plot_matrix(frame: pd.DataFrame, title: str = "", *, xlabel: str = "", ylabel: str = "", ax: Axes | None = None) -> Axes:
    """Draw a table of counts as shades of grey with the number in every cell (*frame*: its index are the rows)."""
    ax = _axes(ax, 2.6 + 0.62 * frame.shape[1], 1.5 + 0.34 * frame.shape[0])
    values = frame.to_numpy(float)
    ax.imshow(values, cmap="Greys", vmin=0, vmax=max(values.max() * 1.25, 1) if values.size else 1, aspect="auto")
    for row, column in np.argwhere(values > 0):
        dark = values[row, column] > 0.6 * values.max()
        ax.text(column, row, f"{values[row, column]:g}", ha="center", va="center", fontsize=8.5, color="white" if dark else INK)
    ax.set_xticks(range(frame.shape[1]), [label(name) for name in frame.columns], rotation=40, ha="right", rotation_mode="anchor")
    ax.set_yticks(range(frame.shape[0]), [label(name) for name in frame.index])
    _finish(ax, title, xlabel, ylabel)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(bottom=False)
    return ax


@_drawn
def plot_intervals(frame: pd.DataFrame, y: str, x: str = "share", low: str = "low", high: str = "high", *, hue: str | None = None,
                   title: str = "", xlabel: str = "", ax: Axes | None = None) -> Axes:  # fmt: skip
    """Draw a point for every row with the interval it may lie in; a row without an interval is a hollow point.

    Parameters
    ----------
    frame : one row a point. y : column with its name. x, low, high : columns with the value and the ends of its interval (NaN: none).
    hue : column with the group of a point, told by colour and marker.
    """
    rows = list(dict.fromkeys(frame[y].astype(str)))
    kinds = list(dict.fromkeys(frame[hue].astype(str))) if hue else [""]
    ax = _axes(ax, 7, 1.2 + 0.4 * len(rows))
    step = 0.6 / max(len(kinds), 1)
    for at, kind in enumerate(kinds):
        part = frame[frame[hue].astype(str) == kind] if hue else frame
        place = np.array([rows.index(str(name)) for name in part[y]]) + step * (at - (len(kinds) - 1) / 2)
        sure = part[low].notna().to_numpy()
        colour, marker = OKABE_ITO[at % len(OKABE_ITO)], _second(MARKERS, at)
        ax.hlines(place[sure], part[low][sure], part[high][sure], color=colour, linewidth=2)
        ax.scatter(
            part[x],
            place,
            marker=marker,
            s=42,
            facecolors=[colour if s else "white" for s in sure],
            edgecolors=colour,
            zorder=3,
            label=label(kind),
        )
    ax.set_yticks(range(len(rows)), [label(name) for name in rows])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.grid(axis="x", color=LINE, linewidth=0.6)
    if hue:
        ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, fontsize=8.5)
    return _finish(ax, title, xlabel)


@_drawn
def plot_contrast(table: pd.DataFrame, group: str, *, by: str = "outlet", most: int = 15, ax: Axes | None = None) -> Axes:
    """Draw the words that rank highest for one group: how often more than elsewhere (log2), with its interval if it has one.

    A filled point is certified (its corrected p is below the level asked for), a hollow one is not: it ranks high, and may be chance.

    Parameters
    ----------
    table : as `keyness` returns it; it is also the text twin. group : a value of the column *by*. most : so many words.

    Raises
    ------
    ValueError : the table has no words of that group.
    """
    here = table[table[by].astype(str) == group]
    if here.empty:
        raise ValueError(f"no words for {group!r} in this table. There are: {sorted(table[by].astype(str).unique())}")
    here = here.sort_values(["score", "word"], ascending=[False, True]).head(most)
    ax = _axes(ax, 6.5, 1.3 + 0.32 * len(here))
    sure = here["key"].fillna(False).astype(bool).to_numpy()
    known = here["low"].notna().to_numpy()
    rows = np.arange(len(here))
    ax.hlines(rows[known], here["low"][known], here["high"][known], color=OKABE_ITO[0], linewidth=1.8)
    ax.scatter(
        here["log_ratio"], rows, s=40, facecolors=[OKABE_ITO[0] if one else "white" for one in sure], edgecolors=OKABE_ITO[0], zorder=3
    )
    ax.axvline(0, color=INK, linewidth=0.8)
    places = zip(here["word"], here["count_target"], here["documents_target"], strict=True)
    ax.set_yticks(rows, [label(f"{word}  ({count}/{documents})") for word, count, documents in places])
    ax.invert_yaxis()
    ax.grid(axis="x", color=LINE, linewidth=0.6)
    return _finish(
        ax,
        f"Words that rank highest for {group}",
        "log2 of how many times more frequent; filled: certified, hollow: not",
        "word (count/articles)",
    )


def plot_source_types(counts: pd.DataFrame, by: str = "outlet", ax: Axes | None = None) -> Axes:
    """Show who speaks at each outlet: mentions by type of source (*counts* as `source_counts` returns them)."""
    return stacked_bars(
        counts, by, "source_type", "mentions", palette=SOURCE_TYPES, ax=ax, title="Who speaks, in what capacity", xlabel="source mentions"
    )


@_drawn
def plot_map(
    passages: pd.DataFrame,
    x: str = "x",
    y: str = "y",
    *,
    hue: str = "outlet",
    style: str = "language",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw passages as points: near ones tell alike things. Colour by *hue*, marker by *style*.

    Of more than eight values of *hue* the ninth to sixteenth with the most passages are hollow; all further ones are small grey points.
    """
    ax = _axes(ax, 7, 5)
    hues = list(passages[hue].astype(str).value_counts().sort_index().sort_values(ascending=False, kind="stable").index)
    told, styles = sorted(hues[: 2 * len(OKABE_ITO)]), sorted(passages[style].astype(str).unique())
    rest = passages[~passages[hue].astype(str).isin(told)]
    for (one, other), part in passages.drop(rest.index).astype({hue: str, style: str}).groupby([hue, style]):
        second, first = divmod(told.index(one), len(OKABE_ITO))
        face, edge = (OKABE_ITO[first], "white") if not second else ("white", OKABE_ITO[first])
        ax.scatter(part[x], part[y], s=46, alpha=0.85, facecolors=face, marker=MARKERS[styles.index(other) % len(MARKERS)],
                   edgecolors=edge, linewidths=1.6 if second else 0.6, label=label(f"{one} · {other}"))  # fmt: skip
    if len(rest):
        ax.scatter(rest[x], rest[y], s=9, color=LINE, zorder=0, label=f"{len(hues) - len(told)} more")
    ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, fontsize=8.5)
    ax.set_xticks([])
    ax.set_yticks([])
    _finish(ax, title)
    ax.spines["bottom"].set_visible(False)
    return ax


@_drawn
def plot_curve(frame: pd.DataFrame, x: str, lines: Sequence[str], title: str = "", xlabel: str = "", ax: Axes | None = None) -> Axes:
    """Draw the columns *lines* of *frame* over its column *x*, each with its own colour, dash and marker."""
    ax = _axes(ax, 6.5, 3.4)
    for at, name in enumerate(lines):
        colour, marker, dash = OKABE_ITO[at % len(OKABE_ITO)], _second(MARKERS, at), ("-", "--", ":", "-.")[at % 4]
        ax.plot(frame[x], frame[name], color=colour, marker=marker, linestyle=dash, label=label(name))
    ax.grid(axis="y", color=LINE, linewidth=0.6)
    ax.legend(frameon=False, fontsize=8.5)
    return _finish(ax, title, xlabel)
