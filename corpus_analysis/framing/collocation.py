"""Which words keep company with a word or a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..groups import read_groups
from .counting import TEXT_ROLES, lexicon_attrs
from .measures import ASSOCIATION, delta_p, pair_lambda
from .query import find_query

if TYPE_CHECKING:
    from ..corpus import Corpus

MEASURES = (*ASSOCIATION, "lambda", "delta_p")


def collocations(
    corpus: Corpus,
    query: str,
    *,
    window: int = 5,
    measure: str = "log_dice",
    least: int = 2,
    roles: Sequence[str] | None = TEXT_ROLES,
    by: str | None = None,
) -> pd.DataFrame:
    """Rank the words that stand near *query* more often than chance would have it.

    Parameters
    ----------
    query : words or "@referent", see `find_query`. window : words on either side, within a paragraph. measure : the ranking, one of
    `MEASURES`. least : fewest joint occurrences. roles : of segments. by : a column of ``corpus.documents`` to do it apart for.

    Returns
    -------
    DataFrame, one row a language (and group) and word: count (places near the query that hold the word), expected, before, after
    (count on either side), documents, frequency (of the word), and all measures of the ranking: log_dice, mi, g2, t_score, delta_p
    (how much the query raises the chance of the word), lambda, plus *measure*. Counts are of places: a word between two hits counts once.

    Raises
    ------
    ValueError : for an unknown measure, or an empty query. KeyError : for an unknown referent, speaker or column.
    """
    if measure not in MEASURES:
        raise ValueError(f"`measure` must be one of {list(MEASURES)}, got: {measure!r}.")
    hits, tokens, vocabulary = find_query(corpus, query), corpus.tokens, corpus.tokens.vocabulary
    words = (vocabulary["kind"] == "word").to_numpy()[tokens.type]
    if roles is not None:
        words &= np.append(corpus.segments["role"].isin(list(roles)).to_numpy(), False)[tokens.segment]
    before, after = _near(hits, tokens, words, window)
    feature, spellings = pd.factorize(pd.MultiIndex.from_arrays([vocabulary["form"], vocabulary["language"]]))
    places = pd.DataFrame({"feature": feature[tokens.type], "doc": tokens.doc, "before": before, "after": after})[words]
    places["near"] = places["before"] | places["after"]
    places["language"] = np.asarray([language for _, language in spellings], dtype=object)[places["feature"]]
    keys = ["language"]
    if by not in (None, "language"):
        groups = read_groups(corpus, by).reindex(tokens.doc_ids).to_numpy(dtype=object)
        places[by] = groups[places["doc"]]
        keys = [by, "language"]
    parts = [_measure(part, dict(zip(keys, key, strict=True)), least) for key, part in places.groupby(keys) if part["near"].any()]
    table = pd.concat(parts or [_measure(places.iloc[:0], dict.fromkeys(keys, ""), least)], ignore_index=True)
    table.insert(len(keys), "word", _shown(table["feature"], feature, vocabulary, tokens.type))
    table = table.drop(columns="feature").sort_values(
        [*keys, measure, "word"], ascending=[True] * len(keys) + [False, True], ignore_index=True
    )
    table.attrs = {"method": f"{measure} of words within {window} words of {query!r}, within paragraphs", **lexicon_attrs(corpus)}
    return table


def _near(hits: pd.DataFrame, tokens, words: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:  # noqa: ANN001 - TokenIndex
    """Mark the places within *window* words before and after a hit, in its segment, outside all hits."""
    order = np.cumsum(words)
    before, after = np.zeros(len(tokens), bool), np.zeros(len(tokens), bool)
    inside = np.zeros(len(tokens), bool)
    for first, last in zip(hits["first"], hits["last"], strict=True):
        inside[first:last] = True
        left = int(np.searchsorted(order, order[first - 1] - window, side="right")) if first else 0
        right = int(np.searchsorted(order, order[last - 1] + window, side="right"))
        same = tokens.segment[first]
        before[left:first] |= tokens.segment[left:first] == same
        after[last:right] |= tokens.segment[last:right] == same
    return before & ~inside, after & ~inside


def _measure(places: pd.DataFrame, key: dict[str, str], least: int) -> pd.DataFrame:
    n, near = len(places), int(places["near"].sum())
    by_word = places.groupby("feature")
    counts = pd.DataFrame({
        "count": by_word["near"].sum(), "before": by_word["before"].sum(), "after": by_word["after"].sum(), "frequency": by_word.size(),
        "documents": places[places["near"]].groupby("feature")["doc"].nunique(),
    })  # fmt: skip
    counts = counts[counts["count"] >= max(1, least)].astype(int).reset_index()
    f, f_b = counts["count"].to_numpy(float), counts["frequency"].to_numpy(float)
    counts["expected"] = near * f_b / n
    with np.errstate(divide="ignore", invalid="ignore"):
        for name, formula in ASSOCIATION.items():
            counts[name] = formula(f, float(near), f_b, float(n))
        counts["delta_p"] = delta_p(f, float(near), f_b, float(n))[0]
        counts["lambda"] = pair_lambda(f, near - f, f_b - f, n - near - f_b + f)[0]
    return counts.assign(**key)[[*key, *counts.columns]]


def _shown(wanted: pd.Series, feature: np.ndarray, vocabulary: pd.DataFrame, types: np.ndarray) -> list[str]:
    frequent = pd.DataFrame({"feature": feature, "surface": vocabulary["surface"], "n": np.bincount(types, minlength=len(vocabulary))})
    best = frequent.sort_values(["n", "surface"], ascending=[False, True]).drop_duplicates("feature").set_index("feature")["surface"]
    return best.loc[wanted].tolist() if len(wanted) else []
