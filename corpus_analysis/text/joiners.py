"""Persian joiners: puts back the zero-width non-joiner that scraping deleted or turned into a space."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pandas as pd

from .alignment import Aligned

ZWNJ = "\u200c"
SPELLINGS = ("standard",)
_WORD = re.compile(r"[^\W\d_]+")
_SIMPLE = re.compile(r"^(ن?می)(?=\w{2,}[دمی]$)|(?<=\w{3})(?=(?:های|ها|هایی|هایش|ترین|هاند)$)")


@lru_cache(maxsize=1 << 16)
def _restore_word(word: str) -> str:
    return _SIMPLE.sub(lambda hit: hit.group() + ZWNJ, word)


def restore_joiners_aligned(text: str, *, spelling: str = "standard") -> Aligned:
    """Return *text* with joiners restored, aligned to *text*."""
    out, starts, ends, last = [], [], [], 0
    for hit in _WORD.finditer(text):
        word = hit.group()
        fixed = _restore_word(word)
        out.append(text[last : hit.start()])
        starts += range(last, hit.start())
        ends += range(last + 1, hit.start() + 1)
        at = hit.start()
        for character in fixed:
            starts.append(at)
            at += character != ZWNJ
            ends.append(at)
        out.append(fixed)
        last = hit.end()
    out.append(text[last:])
    starts += range(last, len(text))
    ends += range(last + 1, len(text) + 1)
    return Aligned("".join(out), np.asarray(starts, dtype=np.int32), np.asarray(ends, dtype=np.int32), len(text))


def restore_joiners(text: str, *, spelling: str = "standard", explain: bool = False) -> str | tuple[str, pd.DataFrame]:
    """Return *text* with joiners restored; with *explain* also a table of the changes."""
    fixed = _WORD.sub(lambda hit: _restore_word(hit.group()), text)
    if not explain:
        return fixed
    rows = [(h.start(), h.end(), h.group(), _restore_word(h.group()), "suffix", 1.0) for h in _WORD.finditer(text)]
    changes = pd.DataFrame([row for row in rows if row[2] != row[3]], columns=["start", "end", "before", "after", "rule", "score"])
    return fixed, changes
