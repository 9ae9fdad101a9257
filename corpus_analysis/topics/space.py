"""Texts as points of a space in which nearness means subject, whatever the language: what groups, stability and the map are made from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from scipy import sparse

from .encoder import encode
from .links import choose_method
from .similarity import KEPT, Parts, Product, blocks, correct_hubs, find_hubs
from .vectors import SUBJECT, Speller, read_fields, unit_rows

EXACT, LARGE = 500, 5_000  # more texts than the first: axes by iteration; than the second: a graph of a sample
AXES, NEIGHBOURS, STEPS, NEAREST = 20, (15, 30, 60), 8, 10
SAMPLE, FEWEST_PAIRS = 2000, 10
BATCH = KEPT // LARGE  # the pairs of a batch and the sample are computed once
READ = 1_600  # characters of a text that are read for its meaning: news say first what they are about
SPELLING = (0.3, 1.5)  # weight of spelling beside meaning: between two languages, and within one, where words are spelled alike
FIELDS, FEWEST = (0.3, 0.6), 100  # weight of the fields a text is close to; fewer texts are read sooner than the words of the fields
ALONE = (1.0, 1.0)
NOISE = 1e-6  # of an eigenvalue found by iteration

Views = list[tuple[tuple[float, float], np.ndarray | sparse.csr_matrix]]


class Space:
    """Some texts as points of a space, in which others can be placed.

    Every text is joined to its 15, 30 and 60 nearest, as many of each language as there are of it: nearness is compared within a pair of
    languages only, after the correction for hubs, so that it does not matter how far apart the languages are. The axes are the slowest
    ones of a random walk from text to text (a diffusion map: Coifman & Lafon 2006, after 8 lazy steps).

    Attributes
    ----------
    points : up to 20 numbers a text, of length 1; texts on one subject lie close together.
    graph : texts x texts, symmetric; 0 where neither is among the other's nearest.
    """

    def __init__(self, texts: Sequence[str], languages: Sequence[str], method: str = "auto") -> None:
        self._tags = np.asarray(languages, dtype=str)
        self._speller = Speller(texts, languages, SUBJECT)
        self._views: Views = [(ALONE, self._speller.vectors)]
        self._meaning: _Meaning | None = None
        if choose_method(method) == "meaning":
            read = encode([text[:READ] for text in texts], languages)
            self._meaning = _Meaning(read, self._tags)
            self._views = [*self._meaning.view(read, self._tags), (SPELLING, self._speller.vectors)]
        self.graph = _join_nearest(self._views, self._tags)
        self.points = _diffuse(self.graph)

    def find_near(self, texts: Sequence[str], languages: Sequence[str]) -> sparse.csr_matrix:
        """Return for other texts the weights of their 10 nearest of their own language among the first ones; a row adds up to 1."""
        tags = np.asarray(languages, dtype=str)
        views: Views = [(ALONE, self._speller.read(texts, languages))]
        if self._meaning is not None:
            read = encode([text[:READ] for text in texts], languages)
            views = [*self._meaning.view(read, tags), (SPELLING, views[0][1])]
        return _find_near(views, tags, self._views, self._tags)


class _Meaning:
    """The views of vectors of meaning: without their language, and by the fields of general news that they are close to.

    In fields subjects differ most; what all texts of a language have in common, and all fields, is taken away first.
    """

    def __init__(self, vectors: np.ndarray, tags: np.ndarray) -> None:
        self._moves = find_moves(vectors, tags)
        self._usual: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        if len(vectors) < FEWEST:
            return
        fields = read_fields().values()
        spoken = [tag for tag in np.unique(tags).tolist() if all(tag in words for words in fields)]
        known = [encode([", ".join(words[tag]) for words in fields], [tag] * len(fields)).astype(float) for tag in spoken]
        self._axes = unit_rows(sum((part - part.mean(axis=0) for part in known), np.zeros((len(fields), vectors.shape[1])))).T
        for tag in spoken:
            middle = vectors[tags == tag].mean(axis=0)
            self._usual[tag] = middle, (unit_rows(vectors[tags == tag] - middle) @ self._axes).mean(axis=0)

    def view(self, vectors: np.ndarray, tags: np.ndarray) -> Views:
        views: Views = [(ALONE, move_vectors(vectors, tags, self._moves))]
        if self._usual:
            close = np.zeros((len(tags), self._axes.shape[1]))
            for tag, (middle, usual) in self._usual.items():
                close[tags == tag] = unit_rows(vectors[tags == tag] - middle) @ self._axes - usual
            views.append((FIELDS, unit_rows(close)))
        return views


def map_texts(texts: Sequence[str], languages: Sequence[str], method: str = "auto") -> np.ndarray:
    """Return a point of up to 20 numbers, of length 1, for each text (see `Space`).

    More than 5,000 texts: the space is drawn from a sample, and each other text is put among its 10 nearest of its own language there.

    Parameters
    ----------
    texts, languages : as many languages as texts. Of a text's meaning its first 1,600 characters are read.
    method : "meaning" (needs the optional extra; spelling counts beside it), "spelling", or "auto".
    """
    chosen, *others = split_sample(len(texts))
    space = Space([texts[at] for at in chosen], [languages[at] for at in chosen], method)
    result = np.zeros((len(texts), space.points.shape[1]))
    result[chosen] = space.points
    for some in others:
        result[some] = unit_rows(space.find_near([texts[at] for at in some], [languages[at] for at in some]) @ space.points)
    return result


def split_sample(size: int) -> list[np.ndarray]:
    """Return the positions of up to 5,000 texts, drawn at random, then those of the others in batches."""
    if size <= LARGE:
        return [np.arange(size)]
    mixed = np.random.default_rng(0).permutation(size)
    return [np.sort(mixed[:LARGE]), *np.array_split(np.sort(mixed[LARGE:]), -(-(size - LARGE) // BATCH))]


def _find_near(views: Views, tags: np.ndarray, known: Views, known_tags: np.ndarray) -> sparse.csr_matrix:
    graph = sparse.csr_matrix((len(tags), len(known_tags)))
    for tag in np.unique(tags):
        here, there = np.flatnonzero(tags == tag), np.flatnonzero(known_tags == tag)
        count = min(NEAREST, len(there))
        for rows, block in blocks(_compare(views, here, known, there, within=True)) if count else ():
            near = there[np.argpartition(-block, count - 1, axis=1)[:, :count]]
            where = (np.repeat(here[rows], count), near.ravel())
            graph = graph + sparse.csr_matrix((np.full(near.size, 1 / count), where), shape=graph.shape)
    return sparse.csr_matrix(graph)


def _compare(views: Views, rows: np.ndarray, others: Views, columns: np.ndarray, within: bool) -> Parts:
    parts = []
    for (weight, view), (_, other) in zip(views, others, strict=True):
        pairs = Product(view[rows], other[columns])
        parts.append((weight[within] / pairs.spread(), pairs))
    return parts


def _join_nearest(views: Views, tags: np.ndarray) -> sparse.csr_matrix:
    """Return the graph of nearest texts, the sum of one for each number of neighbours: how many are best differs from corpus to corpus.

    Weights are squared similarities, with mean 1 in each pair of languages and graph.
    """
    size = len(tags)
    graph = sparse.csr_matrix((size, size))
    groups = [np.flatnonzero(tags == tag) for tag in np.unique(tags)]
    for one, other in product(groups, groups):
        most = len(other) - (one is other)
        counts = {min(max(1, round(number * len(other) / size)), most) for number in NEIGHBOURS} if most else set()
        parts = _compare(views, one, views, other, within=one is other)
        _, column = find_hubs(parts)
        found: dict[int, list[tuple[np.ndarray, np.ndarray]]] = {count: [] for count in sorted(counts)}
        for rows, block in blocks(parts):
            nearness = 2 * block - column
            if one is other:
                nearness[np.arange(len(block)), np.arange(rows.start, rows.stop)] = -np.inf
            middle = block.mean()
            for count, pieces in found.items():
                near = np.argpartition(-nearness, count - 1, axis=1)[:, :count]
                pieces.append((near, np.maximum(np.take_along_axis(block, near, axis=1) - middle, 0)))
        for count, pieces in found.items():
            near, strength = (np.concatenate(part) for part in zip(*pieces, strict=True))
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
        values, found = _find_axes(walk, same, axes)
    values, found = values[-axes:], found[:, -axes:]
    found = found * np.sign(found[np.abs(found).argmax(axis=0), np.arange(axes)])
    return unit_rows(found * ((1 + values) / 2) ** STEPS)[:, ::-1]


def _find_axes(walk: sparse.csr_matrix, same: np.ndarray, axes: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the highest eigenvalues of a walk, rising, and their vectors, but for the one that is *same* for all texts.

    One search (Lanczos) misses some of the vectors where values are equal, as they are in a graph that falls into parts. So it is made
    again, from another start and without what has been found, until nothing higher comes.
    """
    from scipy.sparse.linalg import LinearOperator, eigsh

    rng = np.random.default_rng(0)
    values, found = np.zeros(0), np.zeros((len(same), 0))
    while True:
        known, heights = np.column_stack([same, found]), np.append(1.0, values)
        without = LinearOperator(walk.shape, lambda x: walk @ x.ravel() - known @ (heights * (x.ravel() @ known)), dtype=float)  # noqa: B023
        more, vectors = eigsh(without, axes, which="LA", v0=rng.normal(size=len(same)), tol=1e-6)
        if len(values) and more.max() <= values[-axes] + NOISE:
            return values, found
        order = np.argsort(np.append(values, more), kind="stable")
        values, found = np.append(values, more)[order], np.column_stack([found, vectors])[:, order]


def move_vectors(vectors: np.ndarray, tags: np.ndarray, moves: dict[str, np.ndarray]) -> np.ndarray:
    """Take from each vector what is to be taken from its language (nothing from one that is not known), and return unit vectors."""
    result = np.array(vectors, dtype=float)
    for tag, move in moves.items():
        result[tags == tag] -= move
    return unit_rows(result)


def find_moves(vectors: np.ndarray, tags: np.ndarray) -> dict[str, np.ndarray]:
    """Return what is to be taken from the vectors of each language, so that the languages lie on each other, around 0.

    How far a language is away is read off texts that tell nearly the same in both: mutual nearest neighbours after the correction
    for hubs (CSLS). Taking each language's own mean away instead would also take away that one language writes more about war, say;
    it is only the fallback where fewer than 10 such pairs are found.
    """
    if len(vectors) < 2:
        return {}
    names, sizes = np.unique(tags, return_counts=True)
    main = vectors[tags == names[sizes.argmax()]].astype(float)
    offsets = {name: np.zeros(main.shape[1]) for name in names.tolist()}
    for name in names[names != names[sizes.argmax()]].tolist():
        offsets[name] = _language_offset(vectors[tags == name].astype(float), main)
    mean = sum(((vectors[tags == name] - offset).sum(axis=0) for name, offset in offsets.items()), np.zeros(main.shape[1])) / len(vectors)
    return {name: offset + mean for name, offset in offsets.items()}


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
