"""Persian joiners: puts back the zero-width non-joiner (ZWNJ) that scraping deleted or turned into a space.

Decisions are made once for every word and every pair of neighbouring words, and remembered; restoring a text is then a
matter of looking them up. Joiners that stand in the text are never taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import accumulate, chain, compress, count, pairwise
from typing import Literal, overload

import numpy as np
import pandas as pd

from ..lexicon import read_yaml
from .alignment import Aligned, Spans
from .joiner_model import load_model

ZWNJ = "\u200c"
SPELLINGS = ("standard", "separate")
# Log-odds above which a joiner is put into a word, a space becomes a joiner, a lost space is put back.
JOIN_AT, LINK_AT, SPLIT_AT = 0.2, 0.8, 2.7
LOST_AT = 1.0  # where a mark is put anyway: a lost space rather than a joiner
# A text with at least so many joiners, so many times those that would be added, has kept them; then the log-odds must be higher.
KEPT_LEAST, KEPT_TIMES, KEPT_MARGIN = 3, 3, 2.5
LONGEST = 40  # letters; a longer "word" is none
REMEMBERED = 1 << 19  # words, and pairs
CHUNK = 2000  # texts judged together
_WORD = re.compile("([\u0620-\u065f\u066e-\u06d3\u200c]+)")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ARABIC, _PERSIAN = "ةيكىإأ", "پچژگیک"


def fold(text: str) -> str:
    """Return *text* with Arabic ي and ك made Persian, and without vowel marks and tatweel."""
    return _MARKS.sub("", text).replace("ي", "ی").replace("ك", "ک")


def _is_persian(text: str) -> bool:
    """Tell whether the letters speak for Persian; Persian typed on an Arabic keyboard has no ة and no words in ال."""
    foreign = sum(map(text.count, _ARABIC))
    if not foreign:
        return True
    own = sum(map(text.count, _PERSIAN))
    return own > foreign or (not any(map(text.count, "ةإ")) and " ال" not in f" {text}")


class _Memory:
    """What was decided about words and pairs, at one spelling and one strictness."""

    def __init__(self, spelling: str, margin: float) -> None:
        lists = read_yaml("joiners.yaml")
        self.margin = margin
        self.prefixes = frozenset(lists["prefixes"])
        self.fixed = {word: word for word in lists["untouched"]} | lists["spellings"][spelling]
        self.words: dict[str, str] = {}
        self.pairs: dict[tuple[str, str], bool] = {}
        self.chunks: dict[str, str] = {}
        self.chunk_pairs: dict[tuple[str, str], bool] = {}

    def learn(self, texts: list[list[str]]) -> None:
        """Decide about all new words, and pairs of neighbours, of texts given as their words."""
        if len(self.words) > REMEMBERED or len(self.pairs) > REMEMBERED:
            self.words, self.pairs = {}, {}
        new = set(chain.from_iterable(texts)).difference(self.words)
        if new:
            self.words.update(self._join(list(new)))
        pairs = set(chain.from_iterable(map(pairwise, texts))).difference(self.pairs)
        if pairs:
            self.pairs.update(self._link(list(pairs)))

    def learn_chunks(self, texts: list[list[str]]) -> None:
        """Decide about all new chunks (what stands between two spaces), and pairs of them, of texts given as their chunks."""
        if len(self.chunks) > REMEMBERED or len(self.chunk_pairs) > REMEMBERED:
            self.chunks, self.chunk_pairs = {}, {}
        pairs = set(chain.from_iterable(map(pairwise, texts))).difference(self.chunk_pairs)
        new = set(chain.from_iterable(texts)).difference(self.chunks)
        parts = {chunk: _WORD.split(chunk) for chunk in new.union(chain.from_iterable(pairs))}
        ends = {pair: (parts[pair[0]][-2:-1], parts[pair[1]][1:2]) for pair in pairs if not parts[pair[0]][-1] and not parts[pair[1]][0]}
        touching = {pair: (one[0], two[0]) for pair, (one, two) in ends.items() if one and two}
        self.learn([parts[chunk][1::2] for chunk in new] + [list(words) for words in touching.values()])
        self.chunks.update((chunk, "".join(_decide(parts[chunk], self))) for chunk in new)
        self.chunk_pairs.update((pair, pair in touching and self.pairs[touching[pair]]) for pair in pairs)

    def _join(self, words: list[str]) -> dict[str, str]:
        found = {word: self.fixed.get(word, word) for word in words}
        letters = _fold_all([word.replace(ZWNJ, "") for word in words])
        bare = {word: part for word, part in zip(words, letters, strict=True) if word not in self.fixed and 2 <= len(part) <= LONGEST}
        if not bare:
            return found
        surfaces = list(bare)
        owner, gap, join, split = load_model().score_inner(list(bare.values()))
        chosen: dict[int, list[tuple[float, int, str]]] = {}
        for at in np.flatnonzero((join > JOIN_AT + self.margin) | (split > SPLIT_AT + self.margin)):
            surface, before = surfaces[owner[at]], int(gap[at])
            lost = split[at] > max(LOST_AT, join[at]) and bare[surface][:before] not in self.prefixes
            chosen.setdefault(int(owner[at]), []).append((float(max(join[at], split[at])), before, " " if lost else ZWNJ))
        for number, marks in chosen.items():
            found[surfaces[number]] = _insert(surfaces[number], bare[surfaces[number]], marks)
        return found

    def _link(self, pairs: list[tuple[str, str]]) -> dict[tuple[str, str], bool]:
        words = list(set(chain.from_iterable(pairs)))
        number = dict(zip(words, count()))
        at = np.fromiter(map(number.__getitem__, chain.from_iterable(pairs)), dtype=np.int64, count=2 * len(pairs))
        first, second = at[::2], at[1::2]
        bare = [word.strip(ZWNJ)[: LONGEST + 1] for word in _fold_all(words)]
        fit = np.array([0 < len(word) <= LONGEST for word in bare])
        score = load_model().score_outer(bare, first, second)
        return dict(zip(pairs, ((score > LINK_AT + self.margin) & fit[first] & fit[second]).tolist(), strict=True))


def _fold_all(words: list[str]) -> list[str]:
    return fold("\n".join(words)).split("\n")


def _insert(surface: str, letters: str, marks: list[tuple[float, int, str]]) -> str:
    """Put the marks (score, letters before, what) into *surface*, the best first, none within one letter of another save و."""
    place = [at for at, character in enumerate(surface) if character != ZWNJ and not _MARKS.match(character)] + [len(surface)]
    taken = {0, len(letters)}
    for at, character in enumerate(surface):
        if character == ZWNJ:
            taken.add(int(np.searchsorted(place, at)))
    out = list(surface)
    for _, gap, what in sorted(marks, reverse=True):
        lonely = (gap - 1 in taken and letters[gap - 1] != "و") or (gap + 1 in taken and letters[gap] != "و")
        if gap not in taken and not (lonely and 1 < gap < len(letters) - 1):
            taken.add(gap)
            out[place[gap]] = what + out[place[gap]]
    return "".join(out)


@lru_cache(maxsize=8)
def _memory(spelling: str, margin: float) -> _Memory:
    if spelling not in SPELLINGS:
        raise ValueError(f"spelling must be one of {SPELLINGS}, got {spelling!r}")
    return _Memory(spelling, margin)


def _decide(before: list[str], memory: _Memory) -> list[str]:
    """Return the parts (other, word, other, word ... other) as they should be."""
    words, gaps = before[1::2], range(2, len(before) - 1, 2)
    try:
        restored = list(map(memory.words.__getitem__, words))
        links = list(compress(gaps, map(memory.pairs.__getitem__, pairwise(words))))
    except KeyError:
        memory.learn([words])
        return _decide(before, memory)
    after = before[:]
    after[1::2] = restored
    for at in links:
        if before[at] == " ":
            after[at] = ZWNJ
    return after


def _split(text: str) -> list[str]:
    return _WORD.split(text) if _is_persian(text) else [text]


def _restore(before: list[str], spelling: str) -> list[str]:
    """Return the parts of a text with joiners restored, as many as before."""
    after = _decide(before, _memory(spelling, 0.0))
    kept = "".join(before).count(ZWNJ)
    if kept >= KEPT_LEAST:
        added = "".join(after).count(ZWNJ) - kept
        if 0 < added * KEPT_TIMES <= kept:
            return _decide(before, _memory(spelling, KEPT_MARGIN))
    return after


def _restore_chunks(text: str, memory: _Memory) -> str:
    """Do the same as `_decide`, without looking for words: the way for text whose changes nobody asks about."""
    chunks = text.split(" ")
    try:
        restored = list(map(memory.chunks.__getitem__, chunks))
        links = list(compress(range(1, 2 * len(chunks), 2), map(memory.chunk_pairs.__getitem__, pairwise(chunks))))
    except KeyError:
        memory.learn_chunks([chunks])
        return _restore_chunks(text, memory)
    out = [" "] * (2 * len(chunks) - 1)
    out[::2] = restored
    for at in links:
        out[at] = ZWNJ
    return "".join(out)


def _restore_text(text: str, spelling: str) -> str:
    fixed = _restore_chunks(text, _memory(spelling, 0.0))
    kept = text.count(ZWNJ)
    if kept >= KEPT_LEAST and 0 < (fixed.count(ZWNJ) - kept) * KEPT_TIMES <= kept:
        return _restore_chunks(text, _memory(spelling, KEPT_MARGIN))
    return fixed


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
    texts, memory = list(texts), _memory(spelling, 0.0)
    persian = [_is_persian(text) for text in texts]
    for first in range(0, len(texts), CHUNK):
        some = slice(first, first + CHUNK)
        memory.learn_chunks([text.split(" ") for text, own in zip(texts[some], persian[some], strict=True) if own])
    return [_restore_text(text, spelling) if own else text for text, own in zip(texts, persian, strict=True)]


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
    _memory(spelling, 0.0)  # an unknown spelling is refused even where nothing is to be done
    if not explain:
        return _restore_text(text, spelling) if _is_persian(text) else text
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
