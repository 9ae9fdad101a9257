"""Texts as points of a space in which nearness means subject, whatever the language: what groups, stability and the map are made from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from .encoder import encode
from .links import choose_method
from .similarity import Parts, Product, blocks, correct_hubs, find_hubs
from .vectors import read_fields, spelling_vectors, unit_rows

EXACT, LARGE = 2_000, 5_000  # more texts than the first: axes by iteration; than the second: a graph of a sample
AXES, NEIGHBOURS, STEPS, NEAREST = 20, 30, 6, 10
SAMPLE, FEWEST_PAIRS = 2000, 10
READ = 1_600  # characters of a text that are read for its meaning: news say first what they are about
SPELLING = (0.3, 0.6)  # weight of spelling beside meaning: between two languages, and within one, where words are spelled alike
FIELDS, FEWEST = (0.3, 0.6), 100  # weight of the fields a text is close to; fewer texts are read sooner than the words of the fields
ALONE = (1.0, 1.0)

Views = list[tuple[tuple[float, float], np.ndarray | sparse.csr_matrix]]


def map_texts(texts: Sequence[str], languages: Sequence[str], method: str = "auto") -> np.ndarray:
    """Return a point of up to 20 numbers, of length 1, for each text; texts on one subject lie close together.

    Every text is joined to its 30 nearest, as many of each language as the corpus has of it: nearness is compared within a pair of
    languages only, after the correction for hubs, so that it does not matter how far apart the languages are. The axes are the slowest
    ones of a random walk from text to text (a diffusion map: Coifman & Lafon 2006, after 6 lazy steps). More than 5,000 texts: the
    graph is made of a sample, and each other text is put among its 10 nearest of its own language there.

    Parameters
    ----------
    texts, languages : as many languages as texts. Of a text's meaning its first 1,600 characters are read.
    method : "meaning" (needs the optional extra; spelling counts beside it), "spelling", or "auto".
    """
    return _map(_views(texts, languages, method), languages)


def map_vectors(vectors: np.ndarray, languages: Sequence[str]) -> np.ndarray:
    """Return the points of `map_texts` for vectors of your own, one row a text."""
    return _map([(ALONE, remove_language(vectors, languages))], languages)


def _map(sides: Views, languages: Sequence[str]) -> np.ndarray:
    tags = np.asarray(languages, dtype=str)
    if len(tags) <= LARGE:
        return _diffuse(_join_nearest(sides, tags))
    chosen = np.sort(np.random.default_rng(0).choice(len(tags), LARGE, replace=False))
    points = _diffuse(_join_nearest([(weight, view[chosen]) for weight, view in sides], tags[chosen]))
    result = np.zeros((len(tags), points.shape[1]))
    for tag in np.unique(tags):
        here, known = np.flatnonzero(tags == tag), np.flatnonzero(tags[chosen] == tag)
        if len(known):
            parts = _compare(sides, here, chosen[known], within=True)
            for rows, block in blocks(parts):
                near = np.argpartition(-block, min(NEAREST, len(known)) - 1, axis=1)[:, :NEAREST]
                result[here[rows]] = points[known][near].mean(axis=1)
    result[chosen] = points
    return unit_rows(result)


def join_nearest(texts: Sequence[str], languages: Sequence[str], method: str = "auto") -> sparse.csr_matrix:
    """Return the graph that `map_texts` starts from: texts x texts, symmetric; 0 where neither is among the other's nearest."""
    return _join_nearest(_views(texts, languages, method), np.asarray(languages, dtype=str))


def _views(texts: Sequence[str], languages: Sequence[str], method: str) -> Views:
    """Return weights (between languages, within one) and vectors of the views: meaning, spelling and fields, or spelling alone."""
    spelled = spelling_vectors(texts, languages)
    if choose_method(method) == "spelling":
        return [(ALONE, spelled)]
    read = encode([text[:READ] for text in texts], languages)
    views: Views = [(ALONE, remove_language(read, languages)), (SPELLING, spelled)]
    return views if len(texts) < FEWEST else [*views, (FIELDS, compare_fields(read, languages))]


def compare_fields(vectors: np.ndarray, languages: Sequence[str]) -> np.ndarray:
    """Return how close each text is to each field of general news (bridge.yaml), as unit vectors: subjects differ there most.

    What all texts of a language have in common, and all fields, is taken away first.
    """
    fields = read_fields().values()
    tags = np.asarray(languages, dtype=str)
    spoken = [tag for tag in np.unique(tags).tolist() if all(tag in words for words in fields)]
    known = [encode([", ".join(words[tag]) for words in fields], [tag] * len(fields)).astype(float) for tag in spoken]
    axes = unit_rows(sum((part - part.mean(axis=0) for part in known), np.zeros((len(fields), vectors.shape[1]))))
    close = np.zeros((len(tags), len(fields)))
    for tag in spoken:
        here = tags == tag
        closeness = unit_rows(vectors[here] - vectors[here].mean(axis=0)) @ axes.T
        close[here] = closeness - closeness.mean(axis=0)
    return unit_rows(close)


def _compare(views: Views, rows: np.ndarray, columns: np.ndarray, within: bool) -> Parts:
    parts = []
    for weight, view in views:
        product = Product(view[rows], view[columns])
        parts.append((weight[within] / product.spread(), product))
    return parts


def _join_nearest(views: Views, tags: np.ndarray) -> sparse.csr_matrix:
    """Return the graph of nearest texts: weights are squared similarities, with mean 1 in each pair of languages."""
    size = len(tags)
    graph = sparse.csr_matrix((size, size))
    groups = [np.flatnonzero(tags == tag) for tag in np.unique(tags)]
    for one in groups:
        for other in groups:
            count = min(max(1, round(NEIGHBOURS * len(other) / size)), len(other) - (one is other))
            if count < 1:
                continue
            parts = _compare(views, one, other, within=one is other)
            _, column = find_hubs(parts)
            near, strength = np.zeros((len(one), count), int), np.zeros((len(one), count))
            for rows, block in blocks(parts):
                nearness = 2 * block - column
                if one is other:
                    nearness[np.arange(len(block)), np.arange(rows.start, rows.stop)] = -np.inf
                near[rows] = np.argpartition(-nearness, count - 1, axis=1)[:, :count]
                strength[rows] = np.maximum(np.take_along_axis(block, near[rows], axis=1) - block.mean(), 0)
            weights = np.square(strength / (strength.mean() or 1.0)) + 1e-9
            where = (np.repeat(one, count), other[near.ravel()])
            graph = graph + sparse.csr_matrix((weights.ravel(), where), shape=(size, size))
    return sparse.csr_matrix((graph + graph.T) / 2)


def _diffuse(graph: sparse.csr_matrix) -> np.ndarray:
    """Return the points of a diffusion map of a graph; the axis on which all texts lie alike is taken out."""
    size = graph.shape[0]
    axes = min(AXES, size - 1)
    if axes < 1:
        return np.zeros((size, 1))
    root = np.sqrt(np.asarray(graph.sum(axis=1)).ravel())
    walk = sparse.csr_matrix(sparse.diags_array(1 / root) @ graph @ sparse.diags_array(1 / root))
    same = root / np.linalg.norm(root)
    if size <= EXACT:
        values, found = np.linalg.eigh(walk.toarray() - np.outer(same, same))
    else:
        from scipy.sparse.linalg import LinearOperator, eigsh

        without = LinearOperator((size, size), matvec=lambda x: walk @ x.ravel() - same * (same @ x.ravel()), dtype=float)
        values, found = eigsh(without, axes, which="LA", v0=np.linspace(1, 2, size), tol=1e-6)
    values, found = values[-axes:], found[:, -axes:]
    found = found * np.sign(found[np.abs(found).argmax(axis=0), np.arange(axes)])
    return unit_rows(found * ((1 + values) / 2) ** STEPS)[:, ::-1]


def remove_language(vectors: np.ndarray, languages: Sequence[str]) -> np.ndarray:
    """Move the languages onto each other and return unit vectors around their common mean.

    How far a language is away is read off texts that tell nearly the same in both: mutual nearest neighbours after the correction
    for hubs (CSLS). Taking each language's own mean away instead would also take away that one language writes more about war, say;
    it is only the fallback where fewer than 10 such pairs are found.
    """
    tags = np.asarray(languages, dtype=object)
    names, sizes = np.unique(tags.astype(str), return_counts=True)
    result = np.array(vectors, dtype=float)
    main = result[tags == names[sizes.argmax()]]
    for name in names[names != names[sizes.argmax()]]:
        here = tags == name
        result[here] -= _language_offset(result[here], main)
    return unit_rows(result - result.mean(axis=0)) if len(result) > 1 else unit_rows(result)


def _language_offset(vectors: np.ndarray, main: np.ndarray) -> np.ndarray:
    rng = np.random.default_rng(0)
    a, b = (part[rng.choice(len(part), SAMPLE, replace=False)] if len(part) > SAMPLE else part for part in (vectors, main))
    offset = a.mean(axis=0) - b.mean(axis=0)
    for _ in range(3):
        similarity = correct_hubs(unit_rows(a - offset - b.mean(axis=0)) @ unit_rows(b - b.mean(axis=0)).T)
        best = similarity.argmax(axis=1)
        mutual = np.flatnonzero(similarity.argmax(axis=0)[best] == np.arange(len(best)))
        strength = similarity[mutual, best[mutual]]
        mutual = mutual[strength >= np.median(strength)] if len(mutual) else mutual
        if len(mutual) < FEWEST_PAIRS:
            break
        offset = (a[mutual] - b[best[mutual]]).mean(axis=0)
    return offset
