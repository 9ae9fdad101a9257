"""What a reader sees: safe tables, the article with its marks, pictures that read right to left."""

from .article import show_article
from .colours import STANCES
from .differences import show_differences
from .export import to_csv, to_xlsx
from .networks import credit_chains, plot_chains, plot_stories
from .plots import (
    name_labels,
    plot_contrast,
    plot_curve,
    plot_intervals,
    plot_map,
    plot_matrix,
    plot_naming,
    plot_places,
    plot_roles,
    plot_source_types,
    stacked_bars,
)
from .rtl import label
from .tables import Html, kwic, say, table

__all__ = [
    "STANCES",
    "Html",
    "credit_chains",
    "kwic",
    "label",
    "name_labels",
    "plot_chains",
    "plot_contrast",
    "plot_curve",
    "plot_intervals",
    "plot_map",
    "plot_matrix",
    "plot_naming",
    "plot_places",
    "plot_roles",
    "plot_source_types",
    "plot_stories",
    "say",
    "show_article",
    "show_differences",
    "stacked_bars",
    "table",
    "to_csv",
    "to_xlsx",
]  # fmt: skip
