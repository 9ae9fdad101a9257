"""Which name, in whose voice, and is the difference real: terms, naming, keyness, collocation, dispersion, concordance."""

from .collocation import collocations
from .concordance import concordance
from .dispersion import dispersion, measure_dispersion
from .keyness import compare_groups, keyness, self_check
from .naming import counted_terms, naming, wordings
from .query import find_query
from .terms import find_terms

__all__ = [
    "collocations", "compare_groups", "concordance", "counted_terms", "dispersion", "find_query", "find_terms", "keyness",
    "measure_dispersion", "naming", "self_check", "wordings",
]  # fmt: skip
