"""The pages behind the numbers: one for each outlet, referent and article, with every figure's table and the sentences it rests on."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

import pandas as pd

from ..findings import OWN_ROLES
from ..framing import concordance, naming
from ..framing.concordance import COLUMNS
from ..show import STANCES, kwic, name_labels, name_shares, plot_naming, show_article, stacked_bars, table
from ..show.article import anchor
from ..show.tables import escape
from ..sources import source_counts, source_names
from .notebooks import Page, show_picture, shrink_picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..corpus import Corpus

MOST = 40  # pages of a kind; a larger corpus has the most frequent ones, and the index says so
LINES = 60  # sentences shown on one page
OPENING = 80  # characters of the first words that stand for a headline
DOTS = 100  # an inch, of the pictures


@dataclass(frozen=True)
class Evidence:
    """The pages by kind, in the order of the index, and how many of each kind there would be without a limit."""

    outlets: list[Page]
    referents: list[Page]
    articles: list[Page]
    totals: dict[str, int]

    @property
    def pages(self) -> list[Page]:
        """All pages of all kinds."""
        return [*self.outlets, *self.referents, *self.articles]


def write_evidence(corpus: Corpus) -> Evidence:
    """Write the pages of outlets, referents and articles of a corpus, at most `MOST` of a kind."""
    documents = corpus.documents
    files = {doc_id: f"article-{number:03d}" for number, doc_id in enumerate(documents["doc_id"].head(MOST), start=1)}
    names = naming(corpus)
    ranked = names.groupby("referent")["count"].sum().sort_values(ascending=False, kind="stable")
    outlets = documents["outlet"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    spoken, lines = source_counts(corpus), _find_lines(corpus, ranked.index[:MOST], files)
    return Evidence(
        [_outlet(corpus, outlet, f"outlet-{n:02d}", names, spoken, files, lines) for n, outlet in enumerate(outlets.index[:MOST], start=1)],
        [_referent(corpus, referent, f"referent-{n:02d}", names, lines) for n, referent in enumerate(ranked.index[:MOST], start=1)],
        [_article(corpus, row, files[row["doc_id"]]) for row in documents.head(MOST).to_dict("records")],
        {"outlets": len(outlets), "referents": len(ranked), "articles": len(documents)},
    )


def _outlet(
    corpus: Corpus, outlet: str, file: str, names: pd.DataFrame, spoken: pd.DataFrame, files: dict[str, str], lines: pd.DataFrame
) -> Page:
    documents = corpus.documents[corpus.documents["outlet"] == outlet]
    own = names[names["outlet"] == outlet]
    said = spoken[spoken["outlet"] == outlet].sort_values(["mentions", "source_name"], ascending=[False, True])
    title, told = outlet, "Its articles"
    if outlet == "unknown":
        title, told = "Outlet not known", "Articles of which nothing says who published them: perhaps of many outlets, so no comparison"
    parts = [f"<h2>{told}</h2>", _links(corpus, documents, files)]
    if len(own):
        shares = own.groupby(["referent", "stance"], as_index=False)["count"].sum()
        most = shares.groupby("referent")["count"].sum().nlargest(12).index
        ax = stacked_bars(
            shares[shares["referent"].isin(most)],
            "referent",
            "stance",
            palette=STANCES,
            title="Names by stance, all voices",
            xlabel="mentions",
        )
        parts += ["<h2>What it names, and how</h2>", _picture(ax.figure, f"Names by stance at {outlet}"), _html(
            table(own[["referent", "name", "stance", "voice", "count", "share", "documents"]], caption="Every name", rows=200)
        ), _method(names)]  # fmt: skip
    columns = ["source_name", "source_type", "mentions", "credits", "direct", "indirect", "mixed", "share", "voice_share"]
    parts += ["<h2>Who speaks</h2>", _html(table(said[columns], caption="Sources", rows=100)), _method(spoken)]
    terms = corpus.terms[(corpus.terms["voice"] == "outlet") & ~corpus.terms["stance"].isin(["plain", "technical"])]
    judging = lines[lines["doc_id"].isin(documents["doc_id"])].merge(terms[["doc_id", "start", "end", "referent"]])
    parts += ["<h2>Names that judge, in its own voice</h2>", _sentences(judging)]
    return Page(file, title, f"articles: {len(documents)}", [], _titled(title, parts))


def _referent(corpus: Corpus, referent: str, file: str, names: pd.DataFrame, lines: pd.DataFrame) -> Page:
    rows, labels = names[names["referent"] == referent], name_labels(corpus, referent)
    title, parts = referent.replace("_", " "), []
    if rows["name"].nunique() > 1:
        axes = plot_naming(rows, labels, title="Own voice and cited")
        parts += ["<h2>Which name, in whose voice</h2>", _picture(axes[0].figure, f"Names of {title} by voice and outlet")]
    parts += [
        _html(table(rows.drop(columns="referent"), caption="By voice and outlet", rows=200)), _method(names),
        "<h2>What share of its mentions</h2>", _html(table(name_shares(rows), caption="Names by outlet, all voices")),
        "<h2>Every sentence</h2>", _sentences(lines[lines["referent"] == referent]),
    ]  # fmt: skip
    told = corpus.lexicon.data["referents"].get(referent, {}).get("label", "")
    return Page(file, title, f"{told} · mentions: {int(rows['count'].sum())}".strip(" ·"), [], _titled(title, parts))


def _article(corpus: Corpus, row: dict, file: str) -> Page:
    title = _name(corpus, row)
    return Page(file, title, f"{row['outlet']}, {row['doc_id']}", [], _titled(title, [_html(show_article(corpus, row["doc_id"]))]))


def _titled(title: str, parts: list[str]) -> str:
    return f'<h1 dir="auto">{escape(title)}</h1>' + "\n".join(parts)


def _links(corpus: Corpus, documents: pd.DataFrame, files: dict[str, str]) -> str:
    names = [(row["doc_id"], f"<bdi>{escape(_name(corpus, row))}</bdi>") for row in documents.head(LINES).to_dict("records")]
    items = (f'<li><a href="{files[doc_id]}.html">{name}</a></li>' if doc_id in files else f"<li>{name}</li>" for doc_id, name in names)
    more = f"<p>… and {len(documents) - LINES:,} more.</p>" if len(documents) > LINES else ""
    return f"<ul>{''.join(items)}</ul>{more}"


def _name(corpus: Corpus, document: dict) -> str:
    """Return the headline; of an article that has none its first words, as a library lists a work without a title."""
    if isinstance(document["headline"], str) and document["headline"]:
        return document["headline"]
    segments = corpus.segments[corpus.segments["doc_id"] == document["doc_id"]]
    own = segments[segments["role"].isin(OWN_ROLES)].head(1)
    opening = "".join(corpus.raw[document["doc_id"]][start:end] for start, end in zip(own["start"], own["end"], strict=True))
    return shorten(opening, OPENING, placeholder=" …") or str(document["doc_id"])


def _find_lines(corpus: Corpus, referents: pd.Index, files: dict[str, str]) -> pd.DataFrame:
    """Return the concordance of some referents, each line with the address of its place in the article's page."""
    parts = [concordance(corpus, f"@{one}").assign(referent=one) for one in referents]
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*COLUMNS, "referent"])
    found["voice"] = found["voice"].replace(source_names(corpus))
    outer = corpus.terms[~corpus.terms["nested"]].sort_values("start").groupby("doc_id")["start"].agg(list)
    # A name inside a longer one has no mark of its own in the article: its line leads to the longer one.
    marked = (outer[doc][bisect_right(outer[doc], start) - 1] for doc, start in zip(found["doc_id"], found["start"], strict=True))
    places = zip(found["doc_id"], marked, strict=True)
    return found.assign(href=[f"{files[doc]}.html#{anchor(doc, start)}" if doc in files else "" for doc, start in places])


def _sentences(lines: pd.DataFrame) -> str:
    return _html(kwic(lines, caption="Each name leads to its place in the article", rows=LINES)) if len(lines) else "<p>None.</p>"


def _picture(figure: Figure, alt: str) -> str:
    import matplotlib.pyplot as plt

    held = io.BytesIO()
    figure.savefig(held, format="png", dpi=DOTS)
    plt.close(figure)
    return show_picture(shrink_picture(held.getvalue()), f"{alt}. The numbers stand in the table below.")


def _html(shown: object) -> str:
    return f'<div class="output">{shown._repr_html_()}</div>'  # type: ignore[attr-defined]


def _method(frame: pd.DataFrame) -> str:
    told: Iterator[str] = (str(frame.attrs[key]) for key in ("method", "note") if frame.attrs.get(key))
    return f'<p class="question">How it was counted: {escape("; ".join(told))}.</p>'
