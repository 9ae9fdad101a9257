"""How often and how much each source speaks, and how varied the voices of an outlet are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..groups import check_columns

if TYPE_CHECKING:
    from ..corpus import Corpus

LEAST = 5  # articles below which no interval is given
TOO_FEW = f"fewer than {LEAST} articles"
TAIL = 0.025  # beyond either end of an interval
MEASURES = ("shannon", "evenness", "simpson", "hhi", "official_share", "attributed_share", "prominence")


def attributions(corpus: Corpus, by: str | Sequence[str]) -> pd.DataFrame:
    """Return the counted rows of ``corpus.sources`` with the grouping columns of the documents and `characters`.

    `characters` is the length of the content with its torn parts; `first` its place in the article's own text (0 to 1).
    """
    keys = check_columns(corpus, by)
    rows = corpus.sources[corpus.sources["counted"]].drop(columns=[name for name in keys if name != "doc_id"], errors="ignore")
    torn = rows["more_spans"].map(lambda spans: sum(end - start for start, end in spans))
    rows["characters"] = rows["end"] - rows["start"] + torn
    length = corpus.documents.set_index("doc_id")["n_chars"].clip(lower=1).to_dict()
    rows["first"] = [start / length[doc_id] for start, doc_id in zip(rows["start"], rows["doc_id"], strict=True)]
    labels = corpus.documents[["doc_id", *[name for name in keys if name != "doc_id"]]]
    return rows.merge(labels, on="doc_id", how="left")


def source_names(corpus: Corpus) -> dict[str, str]:
    """Return the name under which each source is shown, by its id (``source_id``, ``via``, ``terms.voice``)."""
    named = corpus.sources.dropna(subset=["source_name"]).drop_duplicates("source_id")
    return dict(zip(named["source_id"].astype(str), named["source_name"].astype(str), strict=True))


def body_characters(corpus: Corpus) -> pd.Series:
    """Return how many characters of own text (deck and body) every article has, by doc_id."""
    own = corpus.segments[corpus.segments["role"].isin(("deck", "body"))]
    return (own["end"] - own["start"]).groupby(own["doc_id"]).sum().reindex(corpus.documents["doc_id"], fill_value=0)


def source_counts(corpus: Corpus, by: str | Sequence[str] = "outlet", *, collapse: bool = False) -> pd.DataFrame:
    """Count every source of every group: who speaks how often, how much, in what way.

    Parameters
    ----------
    corpus : a Corpus.
    by : column (or columns) of ``corpus.documents``, for instance "outlet", "language", "doc_id".
    collapse : count copy that several articles of one group share once; `articles` then counts stories (see `reuse.collapse_copy`).

    Returns
    -------
    DataFrame, one row a group and source: the group; source_id, source_name, source_type; `mentions` (speech, direct,
    indirect or mixed), `credits` (agency credits, kept apart), `direct`, `indirect`, `mixed`; `articles`; `characters`
    of level-1 content; `share` of the group's mentions; `voice_share` of the group's attributed characters; `first`,
    the earliest place of a mention (0 beginning, 1 end, mean over articles); `neutral`, `endorsing`, `distancing` cues.

    Example
    -------
    >>> source_counts(corpus, by="outlet").query("source_type == 'official-state'")  # doctest: +SKIP
    """
    keys = [by] if isinstance(by, str) else list(by)
    rows = attributions(corpus, by)
    if collapse:
        rows = _collapse(corpus, rows, keys)
    rows["credit"] = rows["mode"] == "agency_credit"
    for mode in ("direct", "indirect", "mixed"):
        rows[mode] = rows["mode"] == mode
    for stance in ("neutral", "endorsing", "distancing"):
        rows[stance] = (rows["stance"] == stance) & ~rows["credit"]
    rows["mention"] = ~rows["credit"]
    rows["voice"] = rows["characters"].where(rows["mention"] & (_outermost(rows)), 0)
    grouped = rows.groupby([*keys, "source_id"], sort=True, dropna=False)
    places = rows.groupby([*dict.fromkeys([*keys, "source_id", "doc_id"])], dropna=False)["first"].min()
    earliest = places.groupby([*keys, "source_id"], dropna=False).mean()
    table = grouped.agg(
        source_name=("source_name", "first"), source_type=("source_type", _most_frequent), mentions=("mention", "sum"), credits=("credit", "sum"),  # noqa: E501
        direct=("direct", "sum"), indirect=("indirect", "sum"), mixed=("mixed", "sum"), articles=("doc_id", "nunique"), characters=("voice", "sum"),  # noqa: E501
        neutral=("neutral", "sum"), endorsing=("endorsing", "sum"), distancing=("distancing", "sum"),
    )  # fmt: skip
    table["first"] = earliest
    table = table.reset_index()
    for share, total in (("share", "mentions"), ("voice_share", "characters")):
        sums = table.groupby(keys, dropna=False)[total].transform("sum")
        table[share] = (table[total] / sums).where(sums > 0)
    order = [
        *keys,
        "source_id",
        "source_name",
        "source_type",
        "mentions",
        "credits",
        "direct",
        "indirect",
        "mixed",
        "articles",
        "characters",
        "share",
        "voice_share",
        "first",
    ]
    table = table[[*order, "neutral", "endorsing", "distancing"]]
    table = table.sort_values(
        [*keys, "mentions", "characters", "source_id"], ascending=[True] * len(keys) + [False, False, True], kind="stable"
    )
    table.attrs["method"] = "counted source mentions (core, in lead or body); characters of the outermost speech only"
    return table.reset_index(drop=True)


def _collapse(corpus: Corpus, rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    from ..reuse import collapse_copy

    labels = corpus.documents.set_index("doc_id", drop=False)[keys].astype(str).agg(" · ".join, axis=1)
    copy = collapse_copy(corpus, labels)
    kept = rows[~copy.repeats(rows, ["source_id", "mode"])]
    return kept.assign(doc_id=kept["doc_id"].map(copy.unit))


def _outermost(rows: pd.DataFrame) -> pd.Series:
    """Mark the speech that stands in no other speech: no character is counted twice (a credit around it does not count as speech)."""
    outer = pd.Series(True, index=rows.index)
    for _, group in rows[rows["mode"] != "agency_credit"].groupby("doc_id"):
        reach = -1
        for index, start, end in sorted(zip(group.index, group["start"], group["end"], strict=True), key=lambda item: (item[1], -item[2])):
            outer[index] = end > reach and start >= reach
            reach = max(reach, end)
    return outer


def _most_frequent(values: pd.Series) -> str:
    return str(values.value_counts().sort_index().idxmax())


def shannon(counts: Sequence[float] | np.ndarray) -> float:
    """Return Shannon's H = -Σ p ln p of counts (nats; 0 for a single voice)."""
    shares = _shares(counts)
    return float(-(shares * np.log(shares)).sum()) + 0.0 if len(shares) else float("nan")


def evenness(counts: Sequence[float] | np.ndarray) -> float:
    """Return Pielou's evenness H / ln(number of sources); missing for fewer than two sources."""
    shares = _shares(counts)
    return shannon(counts) / float(np.log(len(shares))) if len(shares) > 1 else float("nan")


def hhi(counts: Sequence[float] | np.ndarray) -> float:
    """Return the Herfindahl-Hirschman index Σ p² (1: one source has everything)."""
    shares = _shares(counts)
    return float((shares**2).sum()) if len(shares) else float("nan")


def _shares(counts: Sequence[float] | np.ndarray) -> np.ndarray:
    values = np.asarray(counts, dtype=float)
    values = values[values > 0]
    return values / values.sum() if len(values) else values


class _Voices:
    """The speech of some articles as arrays, so that any weighting of the articles is measured in one pass over the mentions."""

    def __init__(self, corpus: Corpus, rows: pd.DataFrame, ids: Sequence[str]) -> None:
        place = {doc_id: at for at, doc_id in enumerate(ids)}
        own = rows[rows["doc_id"].isin(place)]
        speech = own[own["mode"] != "agency_credit"]
        self.credits, self.mentions = len(own) - len(speech), len(speech)
        self.article = speech["doc_id"].map(place).to_numpy(dtype=np.int64)
        self.speaking = len(np.unique(self.article))
        self.source, names = pd.factorize(speech["source_id"])
        self.sources = len(names)
        self.official = (speech["source_type"] == "official-state").to_numpy(dtype=float)
        self.voice, self.early = speech["voice"].to_numpy(dtype=float), 1 - speech["first"].to_numpy(dtype=float)
        self.lengths = body_characters(corpus).reindex(ids, fill_value=0).to_numpy(dtype=float)

    def measure(self, weights: np.ndarray) -> dict[str, float]:
        """Return every measure, article *i* taken ``weights[i]`` times."""
        drawn = weights[self.article].astype(float)
        said, length = float(drawn.sum()), float(weights @ self.lengths)
        counts = np.bincount(self.source, drawn, minlength=1)
        concentration = hhi(counts)

        def mean(values: np.ndarray, of: float) -> float:
            return float(drawn @ values) / of if of else float("nan")

        return {
            "shannon": shannon(counts), "evenness": evenness(counts), "simpson": 1 - concentration, "hhi": concentration,
            "official_share": mean(self.official, said), "prominence": mean(self.early, said),
            "attributed_share": mean(self.voice, length),
        }  # fmt: skip


def _speech(corpus: Corpus, by: str) -> pd.DataFrame:
    """Return `attributions` with `voice`, the characters of outermost speech."""
    rows = attributions(corpus, by)
    return rows.assign(voice=rows["characters"].where((rows["mode"] != "agency_credit") & _outermost(rows), 0))


def source_diversity(corpus: Corpus, by: str = "outlet", repeats: int = 1000, seed: int = 0) -> pd.DataFrame:
    """Measure how varied the voices of each group are, with a 95 % bootstrap interval over its articles.

    Parameters
    ----------
    corpus : a Corpus.
    by : column of ``corpus.documents``.
    repeats, seed : size and seed of the bootstrap (articles are drawn with replacement; a draw repeats articles and so lacks sources,
        therefore the percentiles are moved by what their mean falls short of the value: Marcon et al. 2012).

    Returns
    -------
    DataFrame, one row a group and measure: the group; `measure` (shannon H in nats; evenness H / ln S; simpson 1 - Σp²;
    hhi Σp²; official_share of mentions; attributed_share of the own text's characters; prominence, mean of 1 - position);
    `value`, `low`, `high`; `articles`, `mentions`, `sources`, `credits`; `note`, which says why an interval is missing.
    """
    rows = _speech(corpus, by)
    rng = np.random.default_rng(seed)
    records = []
    for group, documents in corpus.documents.groupby(by, sort=True, dropna=False):
        size = len(documents)
        voices = _Voices(corpus, rows, list(documents["doc_id"]))
        value = voices.measure(np.ones(size))
        samples = (np.bincount(rng.integers(0, size, size), minlength=size) for _ in range(repeats if size >= LEAST else 0))
        draws = [voices.measure(weights) for weights in samples]
        for measure in MEASURES:
            low, high = _interval(measure, value[measure], [drawn[measure] for drawn in draws], voices.speaking)
            note = TOO_FEW if size < LEAST else "" if np.isfinite(low) else "too few sources"
            records.append({by: group, "measure": measure, "value": value[measure], "low": low, "high": high, "articles": size,
                            "mentions": voices.mentions, "sources": voices.sources, "credits": voices.credits, "note": note})  # fmt: skip
    table = pd.DataFrame(records, columns=[by, "measure", "value", "low", "high", "articles", "mentions", "sources", "credits", "note"])
    table.attrs["method"] = f"percentile bootstrap over articles, centred on the value, {repeats} repeats, seed {seed}"
    return table


def _interval(measure: str, value: float, drawn: Sequence[float], articles: int) -> tuple[float, float]:
    finite = np.asarray([one for one in drawn if np.isfinite(one)])
    if len(finite) < 20 or not np.isfinite(value):
        return float("nan"), float("nan")
    if measure == "official_share" and value in (0, 1):  # nothing to resample: what so many *articles* leave likely, as in `naming`
        unseen = 1 - TAIL ** (1 / articles)
        return (1 - unseen, 1.0) if value else (0.0, unseen)
    low, high = np.quantile(finite, [TAIL, 1 - TAIL]) + value - finite.mean()
    return max(float(low), 0.0), float(high) if measure == "shannon" else min(float(high), 1.0)


def cues_by_stance(corpus: Corpus, by: str = "outlet") -> pd.DataFrame:
    """Count the cues of each group (*by*, a column of ``corpus.documents``) and source type by stance.

    Returns
    -------
    DataFrame with the group, source_type, cue_lemma, stance (neutral, endorsing, distancing) and mentions; agency credits are left out.
    """
    rows = attributions(corpus, by)
    rows = rows[(rows["mode"] != "agency_credit") & rows["cue_lemma"].notna()]
    table = rows.groupby([by, "source_type", "cue_lemma", "stance"], dropna=False).size().rename("mentions").reset_index()
    return table.sort_values([by, "mentions", "cue_lemma", "source_type"], ascending=[True, False, True, True], kind="stable").reset_index(
        drop=True
    )


def speakers_about(corpus: Corpus, by: str | None = None) -> pd.DataFrame:
    """Count who is quoted about whom: speaker (``terms.voice``) × referent; in each group, with *by*, a column of ``corpus.documents``.

    Returns
    -------
    DataFrame with the group if asked for, `speaker` (a source_id; "outlet" is the article's own voice), `speaker_name` (as it is shown),
    `referent`, `stance`, `mentions`.
    """
    terms = corpus.terms
    keys = ["voice", "referent", *(["stance"] if "stance" in terms.columns else [])]
    if by is not None:
        keys = [*check_columns(corpus, by), *keys]
        terms = terms.merge(corpus.documents[[*dict.fromkeys(["doc_id", by])]], on="doc_id", how="left")
    table = terms.groupby(keys, dropna=False).size().rename("mentions").reset_index().rename(columns={"voice": "speaker"})
    table.insert(table.columns.get_loc("speaker") + 1, "speaker_name", table["speaker"].replace(source_names(corpus)))
    order = [by] if by is not None else []
    return table.sort_values(
        [*order, "mentions", "speaker", "referent"], ascending=[True] * len(order) + [False, True, True], kind="stable"
    ).reset_index(drop=True)


def compare_outlets(
    corpus: Corpus, a: str, b: str, measure: str = "official_share", by: str = "outlet", repeats: int = 2000, seed: int = 0
) -> dict:
    """Test by permutation of articles whether two groups differ in a measure of `source_diversity`.

    Parameters
    ----------
    a, b : values of *by*, a column of ``corpus.documents``. measure : one of `MEASURES`. repeats, seed : size and seed of the permutation.

    Returns
    -------
    dict with `a`, `b`, `measure`, `difference` (a - b), `p` (two-sided, (hits + 1) / (repeats + 1)), `articles`, `note`; `p` is
    NaN with a note where a side has fewer than 5 articles, or too few sources for the measure.

    Raises
    ------
    ValueError : for an unknown measure. KeyError : for an unknown column or group.
    """
    if measure not in MEASURES:
        raise ValueError(f"measure must be one of {', '.join(MEASURES)}, got: {measure!r}.")
    check_columns(corpus, by)
    sides = [list(corpus.documents.loc[corpus.documents[by] == side, "doc_id"]) for side in (a, b)]
    absent = [side for side, ids in zip((a, b), sides, strict=True) if not ids]
    if absent:
        raise KeyError(f"no article with {by} {absent}. Known: {sorted(corpus.documents[by].dropna().unique())}")

    ids, size = sides[0] + sides[1], len(sides[0])
    voices = _Voices(corpus, _speech(corpus, by), ids)

    def difference(order: np.ndarray) -> float:
        first = np.zeros(len(ids))
        first[order[:size]] = 1
        return voices.measure(first)[measure] - voices.measure(1 - first)[measure]

    observed = difference(np.arange(len(ids)))
    result = {
        "a": a, "b": b, "measure": measure, "difference": observed, "p": float("nan"), "articles": [len(side) for side in sides],
        "note": "",
    }  # fmt: skip
    if min(len(side) for side in sides) < LEAST:
        return {**result, "note": TOO_FEW}
    if np.isnan(observed):
        return {**result, "note": "too few sources"}
    rng = np.random.default_rng(seed)  # a deal in which a side has too few sources has no difference: it counts against a finding
    hits = sum(not abs(difference(rng.permutation(len(ids)))) < abs(observed) - 1e-12 for _ in range(repeats))
    return {**result, "p": float((hits + 1) / (repeats + 1))}
