"""Persian joiners: puts back the zero-width non-joiner (ZWNJ) that scraping deleted or turned into a space.

Decisions are made once for every chunk and every pair of neighbouring chunks, and remembered; restoring a text is then a
matter of looking them up. Joiners that stand in the text are never taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import accumulate
from typing import Literal, overload

import numpy as np
import pandas as pd
import pyarrow as pa

from ..lexicon import read_yaml
from .alignment import Aligned, Spans
from .joiner_memory import WORD, ZWNJ, Memory, fold, memory_of
from .joiner_model import load_model

# A text with at least so many joiners, so many times those that would be added, has kept them; then it is judged more strictly.
KEPT_LEAST, KEPT_TIMES = 3, 3
CHUNK = 2000  # texts judged together
_ARABIC, _PERSIAN = "ةيكىإأ", "پچژگیک"
_FOREIGN = re.compile(f"[{_ARABIC}]")


def _is_persian(text: str) -> bool:
    """Tell whether the letters speak for Persian; Persian typed on an Arabic keyboard has no ة and no words in ال."""
    if not _FOREIGN.search(text):
        return True
    foreign, own = sum(map(text.count, _ARABIC)), sum(map(text.count, _PERSIAN))
    return own > foreign or (not any(map(text.count, "ةإ")) and " ال" not in f" {text}")


def _split(text: str) -> list[str]:
    return WORD.split(text) if _is_persian(text) else [text]


def _restore(before: list[str], spelling: str) -> list[str]:
    """Return the parts of a text (other, word, other, word ... other) with joiners restored, as many as before."""
    memory = memory_of(spelling)
    numbers = memory.number(before[1::2])
    links = [(2 * at + 2, level) for at, level in memory.find_links(np.array(numbers, dtype=np.int64))]

    def decide(strict: int) -> list[str]:
        after = before[:]
        after[1::2] = [memory.restored[strict][number][:-1] for number in numbers]
        for at, level in links:
            if level > strict and before[at] == " ":
                after[at] = ZWNJ
        return after

    after = decide(0)
    return decide(1) if _has_kept("".join(before).count(ZWNJ), "".join(after).count(ZWNJ)) else after


def _has_kept(joiners: int, restored: int) -> bool:
    """Tell whether a text kept nearly all its joiners, from how many it has and how many it would have."""
    return joiners >= KEPT_LEAST and 0 < (restored - joiners) * KEPT_TIMES <= joiners


def _restore_text(text: str, memory: Memory) -> str:
    """Do the same as `_restore` without looking for words: the way for text whose changes nobody asks about."""
    numbers = memory.number(text.split(" "))
    links = memory.find_links(np.array(numbers, dtype=np.int64))
    fixed = _join(memory.restored[0], numbers, [at for at, _ in links])
    if _has_kept(text.count(ZWNJ), fixed.count(ZWNJ)):
        return _join(memory.restored[1], numbers, [at for at, level in links if level > 1])
    return fixed


def _join(restored: list[str], numbers: list[int], links: list[int]) -> str:
    out = list(map(restored.__getitem__, numbers))
    for at in links:
        out[at] = out[at][:-1] + ZWNJ
    return "".join(out)[:-1]


def _restore_batch(texts: list[str], memory: Memory) -> list[str]:
    """Do the same as `_restore_text` for many texts, over arrays of all their chunks."""
    chunks, where = _encode(" ".join(texts))
    numbers = np.array(memory.number(chunks), dtype=np.int64)[where]
    links = memory.find_links(numbers)
    ends = list(accumulate(text.count(" ") + 1 for text in texts))
    lenient, strict = (list(map(restored.__getitem__, numbers.tolist())) for restored in memory.restored)
    for at, level in links:
        lenient[at] = lenient[at][:-1] + ZWNJ
        if level > 1:
            strict[at] = strict[at][:-1] + ZWNJ
    fixed = []
    for text, start, end in zip(texts, [0, *ends], ends, strict=False):
        fixed.append("".join(lenient[start:end])[:-1])
        if _has_kept(text.count(ZWNJ), fixed[-1].count(ZWNJ)):
            fixed[-1] = "".join(strict[start:end])[:-1]
    return fixed


def _encode(text: str) -> tuple[list[str], np.ndarray]:
    """Return the distinct chunks of a text, and the position of each of its chunks among them."""
    data = np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)
    blank = data == ord(" ")
    at = np.flatnonzero(blank)
    bounds = np.concatenate([[0], at - np.arange(len(at)), [len(data) - len(at)]])
    buffers = [None, pa.py_buffer(bounds), pa.py_buffer(data[~blank])]
    encoded = pa.Array.from_buffers(pa.large_binary(), len(at) + 1, buffers).dictionary_encode()
    return [str(chunk, "utf-8", "surrogatepass") for chunk in encoded.dictionary.to_pylist()], encoded.indices.to_numpy()


def _insertions(before: str, after: str) -> list[int]:
    """Return, for each character that *after* has more than *before*, how many characters of *before* stand in front of it."""
    step, found = 0, []
    for character in after:
        if step < len(before) and character == before[step]:
            step += 1
        else:
            found.append(step)
    return found


def _offsets(parts: list[str]) -> Iterator[int]:
    return accumulate(map(len, parts), initial=0)


def restore_joiners_aligned(text: str, *, spelling: str = "standard") -> Aligned:
    """Return *text* with joiners restored, every character pointing at the characters of *text* it stands for.

    An inserted joiner (or a lost space) has ``starts == ends``; a joiner that replaces a space stands for that space.
    Parameters as for `restore_joiners`.
    """
    before = _split(text)
    after = _restore(before, spelling)
    return Aligned("".join(after), len(text), partial(_find_spans, before, after))


def _find_spans(before: list[str], after: list[str]) -> Spans:
    changed = [(at, old, new) for at, old, new in zip(_offsets(before), before, after, strict=False) if len(old) != len(new)]
    inserted = np.array([at + step for at, old, new in changed for step in _insertions(old, new)], dtype=np.int64)
    whole = np.arange(sum(map(len, before)) + 1, dtype=np.int32)
    return np.insert(whole[:-1], inserted, inserted), np.insert(whole[1:], inserted, inserted)


def restore_joiners_many(texts: Iterable[str], *, spelling: str = "standard") -> list[str]:
    """Return `restore_joiners` of every text; the new words of all texts are judged together, which is faster."""
    texts, memory = list(texts), memory_of(spelling)
    persian = [at for at, text in enumerate(texts) if _is_persian(text)]
    for first in range(0, len(persian), CHUNK):
        some = persian[first : first + CHUNK]
        for at, text in zip(some, _restore_batch([texts[at] for at in some], memory), strict=True):
            texts[at] = text
    return texts


@overload
def restore_joiners(text: str, *, spelling: str = "standard", explain: Literal[False] = False) -> str: ...
@overload
def restore_joiners(text: str, *, spelling: str = "standard", explain: Literal[True]) -> tuple[str, pd.DataFrame]: ...
def restore_joiners(text: str, *, spelling: str = "standard", explain: bool = False) -> str | tuple[str, pd.DataFrame]:
    """Put back the joiners that a Persian text lost: آتشبس becomes آتش‌بس, می دهد becomes می‌دهد, نظامیکسب becomes two words.

    Text that is not Persian is returned as it is, and every joiner that stands in the text is kept. Where a text has kept
    nearly all its joiners, its author's choices are trusted and only what is certain is added.

    Parameters
    ----------
    text : Persian text; other scripts in it are not touched.
    spelling : ``"standard"`` writes what most Iranian newsrooms write (آنها, همچنین); ``"separate"`` also parts the words
        that the Academy's rules would part (آن‌ها, هم‌چنین).
    explain : return the changes too.

    Returns
    -------
    str, or with *explain* a pair of it and a DataFrame, one row a change: start, end (raw offsets of what was replaced; equal
    where something was inserted), before, after (the words concerned), rule, score (the probability that the learned weights
    give to a joiner or a space there; below one half for what comes from the list of a spelling).

    Examples
    --------
    >>> restore_joiners("حمایتهای ایران").replace(ZWNJ, "_")
    'حمایت_های ایران'
    """
    memory = memory_of(spelling)
    if not explain:
        return _restore_text(text, memory) if _is_persian(text) else text
    before = _split(text)
    after = _restore(before, spelling)
    return "".join(after), _explain(before, after)


def _explain(before: list[str], after: list[str]) -> pd.DataFrame:
    lists, model, rows = read_yaml("joiners.yaml"), load_model(), []
    for number, (at, old, new) in enumerate(zip(_offsets(before), before, after, strict=False)):
        if len(old) != len(new):
            letters = fold(old.replace(ZWNJ, ""))
            _, _, join, split = model.score_inner([letters])
            for done, step in enumerate(_insertions(old, new)):
                mark = new[step + done]
                gap = len(fold(old[:step].replace(ZWNJ, "")))
                score = (join if mark == ZWNJ else split)[gap - 1]
                rows.append((at + step, at + step, old, new, _name(new[: step + done], mark, new[step + done + 1 :], lists), score))
        elif old != new:
            one, two = before[number - 1], before[number + 1]
            score = model.score_outer([fold(one).strip(ZWNJ), fold(two).strip(ZWNJ)], np.array([0]), np.array([1]))[0]
            rows.append((at, at + 1, one + old + two, one + new + two, _name(one, new, two, lists), score))
    table = pd.DataFrame(rows, columns=["start", "end", "before", "after", "rule", "score"])
    return table.assign(score=(1 / (1 + np.exp(-table["score"].astype(float)))).round(3))


def _name(left: str, mark: str, right: str, lists: dict[str, list[str]]) -> str:
    """Return the name of the rule under which a mark stands between two strings."""
    left, right = re.split(f"[{ZWNJ} ]", left)[-1], re.split(f"[{ZWNJ} ]", right)[0]
    if mark == " ":
        return "lost space"
    if left in lists["prefixes"]:
        return f"prefix {left}"
    return f"suffix {right}" if right in lists["suffixes"] else "compound"
