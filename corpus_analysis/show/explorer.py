"""Search, filter, read and take away: the state of the explorer in Python, and what is shown where no widget runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..framing import concordance
from ..framing.concordance import check_filter
from ..sheets import to_csv
from ..sources import source_names
from .article import show_article
from .colours import VOICES
from .export import to_xlsx
from .rtl import is_right_to_left
from .tables import Html, escape, format_value, kwic, language_of, table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..corpus import Corpus

FACETS = ("outlet", "language", "role", "voice")
PAGE = 25
_STATIC_GROUPS, _STATIC_LINES = 12, 8


class Explorer:
    """A concordance with filters: what the widget of `explore` shows, without the widget.

    Attributes
    ----------
    query, sort : as `concordance` takes them. outlet, language, role, voice : lists of the values kept; empty keeps all.
    since, until : first and last day of publication kept ("2023-12-01"), or "". An article whose day is unknown falls under neither.
    """

    def __init__(self, corpus: Corpus, query: str = "", **state: Any) -> None:
        self.corpus = corpus
        self.query, self.sort, self.since, self.until = query or _first_query(corpus), "position", "", ""
        self.outlet: list[str] = []
        self.language: list[str] = []
        self.role: list[str] = []
        self.voice: list[str] = []
        self._found: dict[tuple[str, str], pd.DataFrame] = {}
        self._days = pd.to_datetime(corpus.documents.set_index("doc_id")["published"])
        self.search(**state)

    def search(self, **state: Any) -> Explorer:
        """Change what is asked for and return this explorer.

        Raises
        ------
        TypeError : for a name that is no attribute. KeyError, ValueError : as `concordance`, and for a day that cannot be read; nothing
        is changed then.
        """
        unknown = set(state) - {"query", "sort", "since", "until", *FACETS}
        if unknown:
            raise TypeError(f"explore has no option {sorted(unknown)}. It has: query, sort, since, until, {', '.join(FACETS)}.")
        for day in filter(None, (state.get("since"), state.get("until"))):
            pd.Timestamp(day)
        for name in ("outlet", "voice"):
            check_filter(self.corpus, name, _values(state.get(name)))
        wanted = {"query": self.query, "sort": self.sort, **state}
        self._search(str(wanted["query"]), str(wanted["sort"]))
        for name, value in state.items():
            setattr(self, name, _values(value) if name in FACETS else str(value or ""))
        return self

    def _search(self, query: str, sort: str) -> pd.DataFrame:
        """Return all lines of a query. The last one asked is kept, so that a filter need not search again."""
        if (query, sort) not in self._found:
            found = concordance(self.corpus, query, sort=sort)
            compact = {name: found[name].astype("category") for name in FACETS}
            self._found = {(query, sort): found.assign(day=self._days.reindex(found["doc_id"]).to_numpy(), **compact)}
        return self._found[query, sort]

    def _kept(self, but: str = "") -> pd.DataFrame:
        """Return the lines that pass all filters (but one)."""
        found = self._search(self.query, self.sort)
        kept = pd.Series(True, index=found.index)
        for name in FACETS:
            values = getattr(self, name)
            if values and name != but:
                keep = found[name].isin(values)
                kept &= keep | (found[name] != "outlet") if name == "voice" and "cited" in values else keep
        if self.since and but != "day":
            kept &= found["day"] >= pd.Timestamp(self.since)
        if self.until and but != "day":
            kept &= found["day"] <= pd.Timestamp(self.until)
        return found[kept]

    @property
    def view(self) -> pd.DataFrame:
        """The lines that are shown, with the columns of `concordance`."""
        kept = self._kept().drop(columns="day").reset_index(drop=True)
        return kept.astype(dict.fromkeys(FACETS, "str"))

    def counts(self, facet: str) -> pd.Series:
        """Return how many lines each value of a facet (or of "month") has, were only the other filters set."""
        if facet == "month":
            return self._kept("day")["day"].dt.strftime("%Y-%m").value_counts().sort_index()
        counts = self._kept(facet)[facet].value_counts()
        counts = counts[(counts > 0) | counts.index.isin(getattr(self, facet))].sort_index().sort_values(ascending=False, kind="stable")
        counts.index = counts.index.astype("str")
        if facet == "voice":
            counts = pd.concat(
                [
                    counts[counts.index == "outlet"],
                    pd.Series({"cited": counts[counts.index != "outlet"].sum()}),
                    counts[counts.index != "outlet"],
                ]
            )
        return counts.astype(int)

    @property
    def code(self) -> str:
        """The Python that makes the same table from the same corpus."""
        asked = {"sort": "" if self.sort == "position" else self.sort, "outlet": self.outlet, "role": self.role, "voice": self.voice}
        options = "".join(f", {name}={value!r}" for name, value in asked.items() if value)
        lines = [f"view = ca.concordance(corpus, {self.query!r}{options})"]
        if self.language:
            lines.append(f'view = view[view["language"].isin({self.language!r})]')
        days = [f"(day {sign} {day!r})" for sign, day in ((">=", self.since), ("<=", self.until)) if day]
        if days:
            lines.append('day = view["doc_id"].map(corpus.documents.set_index("doc_id")["published"])')
            lines.append(f"view = view[{' & '.join(days)}]")
        return "\n".join(lines)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the lines that are shown by outlet, own voice and cited."""
        from .plots import stacked_bars

        said = self.view.assign(voice=["outlet" if voice == "outlet" else "cited" for voice in self.view["voice"]])
        counts = said.groupby(["outlet", "voice"], as_index=False).size().sort_values("outlet")
        return stacked_bars(counts, "outlet", "voice", "size", palette=VOICES, title=self.query, xlabel="lines", ax=ax)

    def export(self, path: str | Path) -> Path:
        """Write what is shown: .csv and .xlsx the table (formulas neutralised), .png the picture, .py the code. Return the path."""
        path = Path(path)
        kinds = {".csv": to_csv, ".xlsx": to_xlsx, ".png": self._draw, ".py": self._write_code}
        if path.suffix not in kinds:
            raise ValueError(f"{path.name}: the explorer writes {', '.join(kinds)}. Choose one of these endings.")
        kinds[path.suffix](self.view, path)
        return path

    def _draw(self, view: pd.DataFrame, path: Path) -> None:
        import matplotlib.pyplot as plt

        with plt.ioff():
            figure = self.plot().figure
        figure.savefig(path, dpi=150)  # type: ignore[union-attr]
        plt.close(figure)  # type: ignore[arg-type]

    def _write_code(self, view: pd.DataFrame, path: Path) -> None:
        path.write_text(f"import corpus_analysis as ca\n\n{self.code}\n", encoding="utf-8")

    def article(self, row: int) -> Html:
        """Show the article of one line of the view, its sentence pointed out."""
        line = self.view.iloc[row]
        return show_article(self.corpus, line["doc_id"], twin=None, at=(int(line["start"]), int(line["end"])))

    def describe(self, rows: int = PAGE) -> dict[str, Any]:
        """Return what a front end needs to draw: the first *rows* lines, counts of every facet, the code. Plain values only."""
        kept, names = self._kept(), self._names()
        facets = {
            facet: [
                {"value": str(value), "name": names.get(str(value), str(value)), "count": int(count)}
                for value, count in self.counts(facet).head(40).items()
            ]
            for facet in FACETS
        }
        return {
            **{name: getattr(self, name) for name in ("query", "sort", "since", "until", *FACETS)},
            "lines": [_line(row, names) for row in kept.head(rows).to_dict("records")],
            "total": len(kept), "documents": int(kept["doc_id"].nunique()), "facets": facets,
            "months": [[str(month), int(count)] for month, count in self.counts("month").items()], "code": self.code, "error": "",
        }  # fmt: skip

    def suggestions(self) -> list[str]:
        """Return what may be searched for beside words: the referents and the speakers of the corpus, the most frequent first."""
        referents = [f"@{name}" for name in self.corpus.terms["referent"].value_counts().index]
        return referents + [f"speaker:{name}" for name in self.corpus.sources["source_id"].value_counts().index[:60]]

    def _names(self) -> dict[str, str]:
        return {"outlet": "the outlet itself", "cited": "anyone it cites", **source_names(self.corpus)}

    @property
    def summary(self) -> str:
        """What is shown, in a sentence."""
        view = self._kept()
        return f"{len(view):,} lines in {view['doc_id'].nunique():,} of {len(self.corpus):,} articles for {self.query}"

    def static(self) -> Html:
        """Show the view without a widget: counts, lines folded by outlet, the code."""
        view, names = self.view, self._names()
        spoken = view.assign(voice=[names.get(voice, voice) for voice in view["voice"]])
        counts = "".join(
            f"<details><summary>By {facet}</summary>"
            f"{table(self.counts(facet).rename(names).rename_axis(facet).rename('lines'), facet)._repr_html_()}</details>"
            for facet in FACETS
        )
        groups = [(str(outlet), spoken[spoken["outlet"] == outlet]) for outlet in self.counts("outlet").index[:_STATIC_GROUPS]]
        lines = "".join(
            f"<details{' open' if at == 0 else ''}><summary><bdi>{escape(outlet)}</bdi>: {len(part):,}</summary>"
            f"{kwic(part.drop(columns='outlet'), f'{self.query} at {outlet}', rows=_STATIC_LINES)._repr_html_()}</details>"
            for at, (outlet, part) in enumerate(groups)
            if len(part)
        )
        more = len(self.counts("outlet")) - _STATIC_GROUPS
        note = f"<p>… and {more:,} more outlets</p>" if more > 0 else ""
        key = hashlib.sha256((self.code + self.summary).encode()).hexdigest()[:8]
        markup = (
            f'<section class="ca-static" data-explorer="{key}" aria-label="Lines found"><p><b>{escape(self.summary)}</b></p>{counts}'
            f"<h4>Lines by outlet</h4>{lines}{note}<details open><summary>The code that shows this again</summary>"
            f'<pre tabindex="0" dir="ltr" style="overflow-x:auto">{escape(self.code)}</pre></details></section>'
        )
        return Html(markup, f"{self.summary}\n\n{self.code}")

    def __repr__(self) -> str:
        return f"{self.summary}\n\n{self.code}"

    def _ipython_display_(self) -> None:
        """Show the static form, and in a notebook the widget too, which hides the static form as soon as it is answered by Python."""
        from IPython.core.getipython import get_ipython
        from IPython.display import display

        static = self.static()
        display(static)
        if hasattr(get_ipython(), "kernel"):
            from .widget import ExplorerWidget

            display(ExplorerWidget(self, static.markup.partition('data-explorer="')[2][:8]))


def explore(corpus: Corpus, query: str = "", **state: Any) -> Explorer:
    """Explore a corpus: search, filter, read the article behind a line, take away table, picture and code.

    Parameters
    ----------
    corpus : a Corpus.
    query : as `concordance` takes it: words, "@referent", "lemma:word", "speaker:source"; by default the referent named most often.
    state : filters to begin with: outlet, language, role, voice (a value or a list), since, until (days), sort.

    Returns
    -------
    Explorer. A notebook shows it as a widget, other places as static tables; ``.view`` is the table, ``.code`` the Python that makes it
    again, ``.export("lines.csv")`` writes it (.csv, .xlsx, .png, .py).

    Examples
    --------
    >>> ca.explore(corpus, "@ceasefire", voice="outlet")  # doctest: +SKIP
    """
    return Explorer(corpus, query, **state)


def _first_query(corpus: Corpus) -> str:
    named = corpus.terms["referent"].value_counts().sort_index().sort_values(ascending=False, kind="stable").index
    return f"@{named[0]}" if len(named) else f"@{sorted({referent for referent, _, _ in corpus.lexicon.names()})[0]}"


def _values(value: str | Sequence[str] | None) -> list[str]:
    return [value] if isinstance(value, str) and value else [str(one) for one in value or ()]


def _line(row: dict[str, Any], names: dict[str, str]) -> dict[str, str]:
    """Return one line as texts, with the direction and the language it is read in."""
    keyword = str(row["keyword"])
    outlet = "outlet unknown" if row["outlet"] == "unknown" else str(row["outlet"])
    day = format_value(row["day"]) if pd.notna(row["day"]) else "day unknown"
    return {
        "before": str(row["before"]), "keyword": keyword, "after": str(row["after"]), "dir": "rtl" if is_right_to_left(keyword) else "ltr",
        "lang": language_of(keyword, str(row["language"])) or "en", "outlet": outlet, "day": day,
        "voice": names.get(str(row["voice"]), str(row["voice"])), "role": str(row["role"]), "doc_id": str(row["doc_id"]),
    }  # fmt: skip
