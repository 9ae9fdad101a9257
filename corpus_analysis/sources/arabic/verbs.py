"""Which Arabic word forms are verbs more often than not: a list learned from how the forms of a verb occur beside one another."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

FORMS = Path(__file__).parents[2] / "text" / "data" / "arabic_verbs.txt.gz"
_JOINED = "وف"


@lru_cache(maxsize=1)
def verb_forms() -> frozenset[str]:
    """Read the list, in match form. A joined و or ف is not in it; behind a hyphen stand words that only look as if they had one (واسع)."""
    return frozenset(gzip.decompress(FORMS.read_bytes()).decode().split())


def find_verbs(words: Iterable[str]) -> set[str]:
    """Return those of the words, in match form, that are more often verbs than nouns (وسيطر, تؤكد; not كتاب).

    >>> from corpus_analysis.text.normalize import match_forms
    >>> len(find_verbs(match_forms(["وسيطر", "تؤكد", "الكتاب"])))
    2
    """
    known = verb_forms()
    return {
        word for word in words if word in known or (word[0] in _JOINED and len(word) > 3 and word[1:] in known and "-" + word not in known)
    }
