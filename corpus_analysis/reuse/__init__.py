"""Shared text: which articles share copy, and what each outlet changed."""

from .pairs import find_pairs

__all__ = ["find_pairs"]
