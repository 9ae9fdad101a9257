"""Persian joiners: puts back the zero-width non-joiner (ZWNJ) that scraping deleted or turned into a space.

Decisions are made once for every word and every pair of neighbouring words, and remembered; restoring a text is then a
matter of looking them up. Joiners that stand in the text are never taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Literal, overload

import numpy as np
import pandas as pd

from ..lexicon import read_yaml
from .alignment import Aligned
from .joiner_model import load_model

ZWNJ = "\u200c"
SPELLINGS = ("standard", "separate")
# Log-odds above which a joiner is put into a word, a space becomes a joiner, a lost space is put back.
JOIN_AT, LINK_AT, SPLIT_AT = 0.0, 0.7, 3.5
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

    def learn(self, words: list[str], pairs: list[tuple[str, str]]) -> None:
        """Decide about all words and pairs that are new."""
        if len(self.words) > REMEMBERED or len(self.pairs) > REMEMBERED:
            self.words, self.pairs = {}, {}
            self.learn(words, pairs)
        new = [word for word in set(words) if word not in self.words]
        if new:
            self.words.update(self._join(new))
        fresh = [pair for pair in set(pairs) if pair not in self.pairs]
        if fresh:
            self.pairs.update(zip(fresh, self._link(fresh), strict=True))

    def _join(self, words: list[str]) -> dict[str, str]:
        found = {word: self.fixed.get(word, word) for word in words}
        bare = {word: fold(word.replace(ZWNJ, "")) for word in words if word not in self.fixed}
        bare = {word: letters for word, letters in bare.items() if 2 <= len(letters) <= LONGEST}
        if not bare:
            return found
        surfaces = list(bare)
        owner, gap, join, split = load_model().score_inner(list(bare.values()))
        chosen: dict[int, list[tuple[float, int, str]]] = {}
        for at in np.flatnonzero((join > JOIN_AT + self.margin) | (split > SPLIT_AT + self.margin)):
            surface, letters = surfaces[owner[at]], int(gap[at])
            lost = split[at] > max(LOST_AT, join[at]) and bare[surface][:letters] not in self.prefixes
            chosen.setdefault(int(owner[at]), []).append((float(max(join[at], split[at])), letters, " " if lost else ZWNJ))
        for number, marks in chosen.items():
            found[surfaces[number]] = _insert(surfaces[number], bare[surfaces[number]], marks)
        return found

    def _link(self, pairs: list[tuple[str, str]]) -> list[bool]:
        bare = {word: fold(word).strip(ZWNJ) for pair in pairs for word in pair}
        number = {word: at for at, word in enumerate(bare)}
        first = np.array([number[one] for one, _ in pairs])
        second = np.array([number[two] for _, two in pairs])
        size = np.array([len(word) for word in bare.values()])
        fit = (size > 0) & (size <= LONGEST)
        score = load_model().score_outer([word[:LONGEST] for word in bare.values()], first, second)
        return list((score > LINK_AT + self.margin) & fit[first] & fit[second])


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


def _places(parts: list[str]) -> list[int]:
    return [at for at in range(2, len(parts) - 1, 2) if parts[at] == " "]


def _decide(before: list[str], memory: _Memory) -> list[str]:
    """Return the parts (other, word, other, word ... other) as they should be."""
    after, places = before[:], _places(before)
    try:
        after[1::2] = [memory.words[word] for word in before[1::2]]
        links = [at for at in places if memory.pairs[before[at - 1], before[at + 1]]]
    except KeyError:
        memory.learn(before[1::2], [(before[at - 1], before[at + 1]) for at in places])
        return _decide(before, memory)
    for at in links:
        after[at] = ZWNJ
    return after


def _restore(text: str, spelling: str) -> tuple[list[str], list[str]]:
    """Return the parts of the text before and after; the lists are equally long."""
    memory = _memory(spelling, 0.0)
    if not _is_persian(text):
        return [text], [text]
    before = _WORD.split(text)
    after = _decide(before, memory)
    kept = text.count(ZWNJ)
    if kept >= KEPT_LEAST:
        added = sum(new.count(ZWNJ) for new in after) - kept
        if 0 < added * KEPT_TIMES <= kept:
            after = _decide(before, _memory(spelling, KEPT_MARGIN))
    return before, after


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
    before, after = _restore(text, spelling)
    changed = [(at, old, new) for at, old, new in zip(_offsets(before), before, after, strict=False) if len(old) != len(new)]
    inserted = np.array([at + step for at, old, new in changed for step in _insertions(old, new)], dtype=np.int64)
    whole = np.arange(len(text) + 1, dtype=np.int32)
    return Aligned("".join(after), np.insert(whole[:-1], inserted, inserted), np.insert(whole[1:], inserted, inserted), len(text))


def restore_joiners_many(texts: Iterable[str], *, spelling: str = "standard") -> list[str]:
    """Return `restore_joiners` of every text; the new words of all texts are judged together, which is faster."""
    texts = list(texts)
    memory = _memory(spelling, 0.0)
    for first in range(0, len(texts), CHUNK):
        parts = [_WORD.split(text) for text in texts[first : first + CHUNK] if _is_persian(text)]
        words = [word for part in parts for word in part[1::2]]
        memory.learn(words, [(part[at - 1], part[at + 1]) for part in parts for at in _places(part)])
    return ["".join(_restore(text, spelling)[1]) for text in texts]


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
    before, after = _restore(text, spelling)
    return ("".join(after), _explain(before, after)) if explain else "".join(after)


def _explain(before: list[str], after: list[str]) -> pd.DataFrame:
    lists, model, rows = read_yaml("joiners.yaml"), load_model(), []
    for number, (at, old, new) in enumerate(zip(_offsets(before), before, after, strict=False)):
        if len(old) != len(new):
            letters = fold(old.replace(ZWNJ, ""))
            _, _, join, split = model.score_inner([letters])
            for count, step in enumerate(_insertions(old, new)):
                mark = new[step + count]
                gap = len(fold(old[:step].replace(ZWNJ, "")))
                score = (join if mark == ZWNJ else split)[gap - 1]
                rows.append((at + step, at + step, old, new, _name(new[: step + count], mark, new[step + count + 1 :], lists), score))
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
