"""Shared text: which articles share copy, and what each outlet changed."""

from .differences import compare_texts
from .pairs import find_pairs

__all__ = ["compare_texts", "find_pairs"]
