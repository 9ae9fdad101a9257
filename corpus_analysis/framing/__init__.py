"""Which name, in whose voice, and is the difference real: terms, naming, keyness, collocation, dispersion, concordance."""

from .terms import find_terms

__all__ = ["find_terms"]
