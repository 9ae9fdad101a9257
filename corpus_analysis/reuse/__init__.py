"""Shared text: which articles share copy, and what each outlet changed."""

from .across_languages import link_passages
from .collapse import Collapsed, collapse_copy
from .differences import compare_texts
from .pairs import find_pairs
from .stories import shared_passages, shared_text, story_of

__all__ = [
    "Collapsed", "collapse_copy", "compare_texts", "find_pairs", "link_passages", "shared_passages", "shared_text", "story_of",
]  # fmt: skip
