"""Clean, split and read Arabic, Persian and English strings without losing a character of the raw text."""

from __future__ import annotations

import importlib

from .alignment import Aligned
from .language import identify_language
from .normalize import match_form, normalize
from .sentences import sentence_spans, sentences
from .tokens import TokenIndex, index_tokens, tokenize

# Looked up on first use: these read word lists, which a reader of tokens alone need not pay for.
_WHERE = {"restore_joiners": "joiners", "split_clitics": "clitics", "lemmatize": "lemmas", "parse_date": "dates"}

__all__ = [
    "Aligned",
    "TokenIndex",
    "identify_language",
    "index_tokens",
    "lemmatize",
    "match_form",
    "normalize",
    "parse_date",
    "restore_joiners",
    "sentence_spans",
    "sentences",
    "split_clitics",
    "tokenize",
]


def __getattr__(name: str):  # noqa: ANN202
    if name not in _WHERE:
        raise AttributeError(f"corpus_analysis.text has no {name!r}. It has: {', '.join(__all__)}")
    value = getattr(importlib.import_module(f".{_WHERE[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
