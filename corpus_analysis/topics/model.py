"""The topics of a corpus, with everything that is needed to doubt them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..groups import check_columns
from .anchors import Anchored, read_anchors
from .clusters import Grouped
from .links import choose_method, compare, probability
from .passages import gather_passages, read_spans
from .prevalence import TopicWords, count_prevalence, find_confounds, find_names
from .similarity import survey
from .space import BATCH, LARGE, Space
from .stability import choose_k, stability_curve
from .vectors import unit_rows

if TYPE_CHECKING:
    from ..corpus import Corpus

FEWEST_DOCUMENTS, FEWEST_PASSAGES = 50, 300
CURVE, SMALL_CURVE = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20), (2, 3, 4, 5)
SURE_LEAD = {"spelling": 0.02, "meaning": 0.04}  # of texts of SIB-200 (dev) below, fewer than half were given the right topic
LARGEST_COMPARISON, SHOWN_LINK = 25_000_000, 0.5
LINK_COLUMNS = ["doc_a", "start_a", "end_a", "language_a", "doc_b", "start_b", "end_b", "language_b", "probability", "rank"]


@dataclass(frozen=True, repr=False)
class Topics:
    """What the coverage is about, and how far that can be trusted. Printing it gives a summary.

    Attributes
    ----------
    passages : doc_id, segment, start, end, text (where the corpus lies in a store, its texts stay there: ``corpus.text(row)``), outlet,
        language, copy_of, topic (None: none), lead (by how much the topic leads the next one, 0 to 1 or a cosine), x, y (place on the map).
    words : topic, language, word, score, passages: what sets a topic apart from the others in the same language.
    prevalence : topic, group, passages, share, low, high, stories.
    names : topic, source_id, mentions.
    stability : k, stability, null, null_high, excess, p, halves, p_halves: see `stability_curve`.
    confounds : confound, nmi, expected: how far language, outlet or document alone would explain the grouping.
    links : pairs of passages of two languages that tell the same thing; probability that the link is right, rank (1: the surest).
    kind : "clusters", "anchored" or "none". method : "meaning" or "spelling". k : number of clusters, or None.
    stress : Kruskal's stress-1 of the map: 0 faithful, above .2 read with care. map_share : variance the two axes hold.
    verdict : one plain sentence.
    """

    passages: pd.DataFrame
    words: pd.DataFrame
    prevalence: pd.DataFrame
    names: pd.DataFrame
    stability: pd.DataFrame
    confounds: pd.DataFrame
    links: pd.DataFrame
    verdict: str
    kind: str
    method: str
    k: int | None
    stress: float
    map_share: float
    attrs: dict[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        lines = [self.verdict]
        found = self.passages["topic"].value_counts()
        for topic, number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
            words = self.words[self.words["topic"] == topic]
            by_language = "; ".join(f"{language}: {', '.join(part['word'].head(4))}" for language, part in words.groupby("language"))
            lines.append(f"  {topic} ({number} passage{'s' * (number != 1)}) {by_language}".rstrip())
        if len(self.confounds):
            parts = (f"{c} {nmi:.2f} (chance {chance:.2f})" for c, nmi, chance in self.confounds.itertuples(index=False))
            lines.append("Also explained by: " + ", ".join(parts))
        lines.append(f"Links between languages: {len(self.links)}. Method: {self.method}. Map: stress {self.stress:.2f}.")
        return "\n".join(lines)

    def representative(self, topic: str, count: int = 3) -> pd.DataFrame:
        """Return the *count* passages that stand for a topic most clearly, in each language; KeyError for an unknown topic."""
        if topic not in set(self.passages["topic"].dropna()):
            raise KeyError(f"there is no topic {topic!r}. Known: {sorted(self.passages['topic'].dropna().unique())}")
        mine = self.passages[(self.passages["topic"] == topic) & (self.passages["copy_of"] < 0)]
        return mine.sort_values(["language", "lead"], ascending=[True, False], kind="stable").groupby("language").head(count)


def topics(
    corpus: Corpus,
    k: int | None = None,
    by: str = "outlet",
    method: str = "auto",
    anchors: str | Path = "topics.yaml",
    random_state: int = 0,
) -> Topics:
    """Find what the articles are about, across outlets and languages, and say how far it can be trusted.

    With fewer than 50 documents or 300 passages (after shared copy is collapsed) no clusters are looked for: each passage gets a place
    on the map and, if one leads the others clearly enough (`SURE_LEAD`), an anchored topic (seed words of *anchors*). Otherwise k is
    the number of groups that exceeds, in stability, noise of the same shape most; where none does, the verdict says so and the
    passages get anchored topics too.

    A corpus in a store is read part by part, and its passages 1,600 at a time: space, groups and curve come from a sample of 5,000, among
    which the others are placed. In memory stay the sample, the words, a number a word trigram (for shared copy) and the rows returned.

    Parameters
    ----------
    corpus : has documents, segments, raw, and, if known, sources.
    k : number of clusters, if it is given from outside; it is then used whatever the size, and judged all the same.
    by : column of the documents table to compare prevalence by.
    method : "meaning" (needs the optional extra), "spelling", or "auto".
    anchors : a YAML file of seed words. random_state : seed of the groupings, of what they are held against, and of the bootstrap.

    Returns
    -------
    Topics

    Raises
    ------
    KeyError : *by* is not a column. ValueError : k is below 2.
    """
    check_columns(corpus, by)
    groups = dict(zip(corpus.documents["doc_id"], corpus.documents[by], strict=True))
    if k is not None and k < 2:
        raise ValueError(f"k must be at least 2, got: {k}")
    method = choose_method(method)
    table, by_content = gather_passages(corpus)
    own = by_content[table["copy_of"].to_numpy()[by_content] < 0]
    n_documents = int(table["doc_id"].iloc[own].nunique())
    small = n_documents < FEWEST_DOCUMENTS or len(own) < FEWEST_PASSAGES

    own = np.concatenate([own[:LARGE], np.sort(own[LARGE:])])
    texts, languages = _read(corpus, table, own[:LARGE])
    space = Space(texts, languages, method) if len(own) else None
    points = space.points if space else np.zeros((0, 2))
    curve = stability_curve(points, texts, languages, [k] if k else SMALL_CURVE if small else CURVE, method, random_state)
    trusted = None if small else choose_k(curve)
    topical: Grouped | Anchored
    if chosen := k or trusted:
        topical = Grouped(points, chosen, random_state)
    else:
        topical = Anchored(texts, languages, read_anchors(anchors), method, space, SURE_LEAD[method])
    points, labels, lead, words = _name_all(corpus, table, own, space, topical, (texts, languages))
    x, y, stress, share = _draw_map(points)
    table = _spread(table, own, {"topic": labels, "lead": np.round(lead, 4), "x": x, "y": y})
    mine = table.iloc[np.sort(own)]
    return Topics(
        passages=table,
        words=words.rank(),
        prevalence=count_prevalence(table, table["doc_id"].map(groups), random_state),
        names=find_names(table, corpus.parts()),
        stability=curve,
        confounds=find_confounds(mine),
        links=_link(mine, lambda rows: _read(corpus, mine, rows)[0], method, SHOWN_LINK),
        verdict=_judge(n_documents, len(own), small, k, trusted, curve),
        kind="clusters" if chosen else "anchored" if any(labels) else "none", method=method, k=chosen, stress=stress, map_share=share,
        attrs={"anchors": str(Path(anchors).name), "by": by, "random_state": random_state},
    )  # fmt: skip


def _name_all(
    corpus: Corpus,
    table: pd.DataFrame,
    own: np.ndarray,
    space: Space | None,
    topical: Grouped | Anchored,
    sample: tuple[list[str], list[str]],
) -> tuple[np.ndarray, np.ndarray, np.ndarray, TopicWords]:
    """Return the points, topics and leads of all passages *own*, and the words of the topics; those beyond the sample are placed in it."""
    points = space.points if space else np.zeros((0, 2))
    words, found = TopicWords(), [(points, topical.names, topical.lead)]
    words.add(topical.names, sample[1], sample[0])
    for at in range(LARGE, len(own), BATCH):
        texts, languages = _read(corpus, table, own[at : at + BATCH])
        near: Any = space.find_near(texts, languages) if space else None
        placed = unit_rows(near @ points)
        found.append((placed, *topical.name(texts, languages, near, placed)))
        words.add(found[-1][1], languages, texts)
    points, labels, lead = (np.concatenate(part) for part in zip(*found, strict=True))
    return points, labels, lead, words


def _read(corpus: Corpus, table: pd.DataFrame, rows: np.ndarray) -> tuple[list[str], list[str]]:
    """Return texts and languages of some passages; a store is read in the order in which it lies."""
    texts = np.empty(len(rows), dtype=object)
    order = np.argsort(rows)
    texts[order] = read_spans(table.iloc[rows[order]], corpus.raw)
    return texts.tolist(), table["language"].iloc[rows].tolist()


def _spread(table: pd.DataFrame, own: np.ndarray, columns: dict[str, Any]) -> pd.DataFrame:
    """Write values of the passages that stand for themselves into the table, and hand them on to their copies."""
    leader = np.where(table["copy_of"] < 0, np.arange(len(table)), table["copy_of"]).astype(int)
    for name, values in columns.items():
        full = np.full(len(table), None, dtype=object)
        full[own] = values
        table[name] = pd.Series(full[leader], index=table.index, dtype="str" if name == "topic" else float)
    return table


def _draw_map(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray, float, float]:
    """Return places on a plane (two principal axes), Kruskal's stress-1 of up to 400 of them, and the share of variance shown."""
    if len(vectors) < 3:
        return np.zeros(len(vectors)), np.zeros(len(vectors)), 0.0, 0.0
    from scipy.spatial.distance import pdist

    centred = vectors - vectors.mean(axis=0)
    values, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1][:, :2]
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1, 1)
    plane = np.round(centred @ axes, 4)
    some = slice(None, None, max(1, len(vectors) // 400))
    true, shown = pdist(centred[some]), pdist(plane[some])
    scale = (true @ shown) / max(shown @ shown, 1e-12)
    stress = float(np.sqrt(((true - scale * shown) ** 2).sum() / max((true**2).sum(), 1e-12)))
    return plane[:, 0], plane[:, 1], round(stress, 3), round(float(values[-2:].sum() / max(values.sum(), 1e-12)), 3)


def link_passages(table: pd.DataFrame, method: str = "auto", at_least: float = SHOWN_LINK) -> pd.DataFrame:
    """Return pairs of passages of two languages that tell the same thing.

    For each passage of one language the best passage of the other is taken, and the other way round; a pair is kept when its
    probability (see `links.probability`) is at least *at_least*.

    Parameters
    ----------
    table : columns doc_id, start, end, language, text. method : as in `topics`.

    Returns
    -------
    DataFrame : doc_a, start_a, end_a, language_a, doc_b, start_b, end_b, language_b, probability, rank (1: the surest). a is the
        language that comes first in the alphabet. Pairs of languages with more than 25 million pairs of passages are left out; they
        are named in ``.attrs["left_out"]``.
    """
    return _link(table, lambda rows: table["text"].iloc[rows].tolist(), method, at_least)


def _link(table: pd.DataFrame, read: Callable[[np.ndarray], list[str]], method: str, at_least: float) -> pd.DataFrame:
    rows, left_out = [], []
    where = list(table[["doc_id", "start", "end", "language"]].itertuples(index=False, name=None))
    for one, two in combinations(sorted(table["language"].dropna().unique()), 2):
        a, b = (np.flatnonzero(table["language"] == language) for language in (one, two))
        if len(a) * len(b) > LARGEST_COMPARISON:
            left_out.append((one, two))
            continue
        found = survey(compare(read(a), read(b), one, two, method))
        across = probability(found.height, found.rival, found.spread, choose_method(method))
        down = probability(found.height_down, found.rival_down, found.spread, choose_method(method))
        pairs: dict[tuple[int, int], float] = {}
        for i, j, score in [*zip(a, b[found.best], across, strict=True), *zip(a[found.best_down], b, down, strict=True)]:
            pairs[int(i), int(j)] = max(pairs.get((int(i), int(j)), 0.0), float(score))
        rows += [(*where[i], *where[j], round(score, 3)) for (i, j), score in pairs.items() if score >= at_least]
    rows.sort(key=lambda row: (-row[-1], row[:-1]))
    links = pd.DataFrame([(*row, rank) for rank, row in enumerate(rows, 1)], columns=LINK_COLUMNS)
    links.attrs["left_out"] = left_out
    return links


def _judge(n_documents: int, n_passages: int, small: bool, given: int | None, trusted: int | None, curve: pd.DataFrame) -> str:
    size = f"{n_documents} document{'s' * (n_documents != 1)} with {n_passages} passage{'s' * (n_passages != 1)} of their own"
    if small:
        also = f" The {given} clusters that were asked for are shown, but prove nothing." if given else ""
        return (
            f"No stable topics beyond language can be claimed: {size} are too few "
            f"({FEWEST_DOCUMENTS} documents and {FEWEST_PASSAGES} passages are needed).{also}"
        )
    if trusted is None:
        tried = f"{given} groups" if given else f"2 to {curve['k'].max()} groups"
        return f"No stable topics beyond language: in {size}, {tried} came out no more alike than groups of noise."
    row = curve[curve["k"] == trusted].iloc[0]
    return (
        f"{trusted} stable topics in {size}: groupings of resampled passages agree by {row['stability']:.2f} (adjusted Rand), "
        f"those of noise of the same shape by at most {row['null_high']:.2f}."
    )
