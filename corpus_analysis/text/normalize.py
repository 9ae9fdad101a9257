"""Two levels of normal form: *display* (what a reader should see) and *match* (what is compared)."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from .alignment import Aligned

_FOLD = str.maketrans({
    "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و",
    **{chr(0x660 + d): str(d) for d in range(10)}, **{chr(0x6F0 + d): str(d) for d in range(10)},
})  # fmt: skip
_DROP = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_DOTS = re.compile("(?<=\u0640)[.·…]{1,4}(?=\u0640)")


def match_form(word: str, language: str = "und") -> str:
    """Return the form under which *word* is compared: letters folded, marks, joiners and tatweel dropped, lower case."""
    word = _DROP.sub("", _DOTS.sub("", word))
    if any("\ufb50" <= c <= "\ufefc" for c in word):
        word = unicodedata.normalize("NFKC", word)
    return word.translate(_FOLD).lower()


def normalize(text: str, language: str = "und", level: str = "match") -> Aligned:
    """Return *text* normalised character by character, aligned to the raw text."""
    dropped = {at for hit in _DOTS.finditer(text) for at in range(*hit.span())}
    out, starts = [], []
    for at, character in enumerate(text):
        if at in dropped:
            continue
        form = match_form(character, language) if level == "match" else character
        out.append(form)
        starts.extend([at] * len(form))
    first = np.asarray(starts, dtype=np.int32)
    return Aligned("".join(out), first, first + 1, len(text))
