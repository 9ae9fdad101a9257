"""Compare how news outlets frame the same events in Arabic, Persian and English."""

from __future__ import annotations

import importlib

__version__ = "0.1.0"

# Public name -> module that defines it. Names are looked up on first use, so that `import corpus_analysis` stays light.
_WHERE = {
    "Corpus": "corpus", "load_corpus": "corpus", "open_corpus": "store",
    "Lexicon": "lexicon", "load_lexicon": "lexicon", "Limits": "loading",
    "naming": "framing", "keyness": "framing", "concordance": "framing", "collocations": "framing", "dispersion": "framing",
    "self_check": "framing",
    "source_counts": "sources", "source_diversity": "sources",
    "topics": "topics", "shared_text": "reuse", "compare_texts": "reuse",
    "explore": "show", "show_article": "show", "show_differences": "show", "table": "show",
}  # fmt: skip
__all__ = [*sorted(_WHERE), "text"]


def __getattr__(name: str):  # noqa: ANN202
    if name == "text":
        return importlib.import_module(".text", __name__)
    if name not in _WHERE:
        raise AttributeError(f"corpus_analysis has no {name!r}. It has: {', '.join(__all__)}")
    value = getattr(importlib.import_module(f".{_WHERE[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
