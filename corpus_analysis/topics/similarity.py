"""The similarity of every text of one side to every text of the other, a block of rows at a time: memory does not grow with pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

NEIGHBOURS = 10
CELLS = 1_000_000  # pairs in a block: 8 MB
KEPT = 8_000_000  # pairs of a product that is computed once: 64 MB


class Product:
    """The product of two matrices (texts x features), dense or sparse, of which no more than 8 million pairs are held in memory."""

    def __init__(self, left: Any, right: Any) -> None:
        self.left, self.right = left, right
        self.shape = (left.shape[0], right.shape[0])
        self._whole: np.ndarray | None = None

    def block(self, rows: slice) -> np.ndarray:
        """Return some rows of left @ right.T."""
        if self.shape[0] * self.shape[1] > KEPT:
            return self._multiply(rows)
        if self._whole is None:
            self._whole = np.vstack([self._multiply(some) for some in split_rows(self.shape)])
        return self._whole[rows]

    def _multiply(self, rows: slice) -> np.ndarray:
        found = self.left[rows] @ self.right.T
        return found.toarray() if sparse.issparse(found) else found

    def spread(self) -> float:
        """Return the standard deviation of all pairs, 1 where they are all alike."""
        moments = [(block.sum(), np.square(block).sum()) for _, block in blocks([(1.0, self)])]
        return _deviation(moments, self.shape)


Parts = Sequence[tuple[float, Product]]  # a weighted sum of products


def split_rows(shape: tuple[int, int]) -> list[slice]:
    """Return the rows of the blocks into which a product of this shape is split."""
    height, width = shape
    step = max(1, CELLS // max(width, 1))
    return [slice(at, min(at + step, height)) for at in range(0, height, step)]


def blocks(parts: Parts) -> Iterator[tuple[slice, np.ndarray]]:
    """Yield the rows and the values of a weighted sum of products, block by block."""
    for rows in split_rows(parts[0][1].shape):
        yield rows, sum((weight * product.block(rows) for weight, product in parts), np.zeros((1, 1)))


@dataclass(frozen=True)
class Survey:
    """What is known of all pairs: for each text of one side its best on the other, the height of that pair, and its best rival.

    ``best, height, rival`` are those of the rows, ``best_down, height_down, rival_down`` those of the columns. A rival is any other
    pair of the same row or column. ``spread`` is the standard deviation of all pairs.
    """

    best: np.ndarray
    height: np.ndarray
    rival: np.ndarray
    best_down: np.ndarray
    height_down: np.ndarray
    rival_down: np.ndarray
    spread: float


def survey(parts: Parts) -> Survey:
    """Go through all pairs twice, correct them for hubs (see `correct_hubs`), and note the best ones."""
    height, width = parts[0][1].shape
    row, column = find_hubs(parts)
    best, across = np.zeros(height, int), np.full((2, height), -np.inf)
    best_down, down = np.zeros(width, int), np.full((2, width), -np.inf)
    moments = []
    for rows, block in blocks(parts):
        block = 2 * block - row[rows, None] - column
        moments.append((block.sum(), np.square(block).sum()))
        best[rows], across[:, rows] = _two_best(block.T)
        here, two = _two_best(block)
        best_down = np.where(two[0] > down[0], here + rows.start, best_down)
        down = np.sort(np.vstack([down, two]), axis=0)[:-3:-1]
    rival = np.maximum(across[1], np.where(best_down[best] == np.arange(height), down[1][best], down[0][best]))
    rival_down = np.maximum(down[1], np.where(best[best_down] == np.arange(width), across[1][best_down], across[0][best_down]))
    return Survey(best, across[0], rival, best_down, down[0], rival_down, _deviation(moments, (height, width)))


def _two_best(block: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for every column the row of its highest value, and its two highest values."""
    at = block.argmax(axis=0)
    if len(block) < 2:
        return at, np.vstack([block, np.full(block.shape, -np.inf)])
    return at, np.partition(block, -2, axis=0)[:-3:-1]


def _deviation(moments: list[tuple[float, float]], shape: tuple[int, int]) -> float:
    first, second = np.sum(moments, axis=0) / (shape[0] * shape[1])
    return float(np.sqrt(max(second - first**2, 0))) or 1.0


def find_hubs(parts: Parts) -> tuple[np.ndarray, np.ndarray]:
    """Return how close each text of either side is to its 10 nearest of the other."""
    height, width = parts[0][1].shape
    row, nearest = np.zeros(height), np.zeros((0, width))
    for rows, block in blocks(parts):
        row[rows] = _nearest(block.T).mean(axis=0)
        nearest = _nearest(np.vstack([nearest, block]))
    return row, nearest.mean(axis=0)


def _nearest(block: np.ndarray, neighbours: int = NEIGHBOURS) -> np.ndarray:
    count = min(neighbours, len(block))
    return np.partition(block, -count, axis=0)[-count:]


def correct_hubs(similarity: np.ndarray, neighbours: int = NEIGHBOURS) -> np.ndarray:
    """Return 2 s(a, b) - r(a) - r(b), where r is the mean similarity to the nearest texts of the other side.

    Cross-domain similarity local scaling: Conneau et al. 2018, "Word translation without parallel data", section 2.3.
    """
    row, column = (_nearest(side, neighbours).mean(axis=0) for side in (similarity.T, similarity))
    return 2 * similarity - row[:, None] - column
