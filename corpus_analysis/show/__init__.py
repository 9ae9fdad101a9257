"""What a reader sees: safe tables, the article with its marks, pictures that read right to left."""

from ..sheets import to_csv
from .article import show_article
from .colours import STANCES
from .differences import show_differences
from .explorer import Explorer, explore
from .export import to_xlsx
from .naming import name_labels, name_shares, plot_heatmap, plot_naming
from .networks import credit_chains, plot_chains, plot_stories
from .plots import (
    plot_contrast,
    plot_curve,
    plot_intervals,
    plot_map,
    plot_matrix,
    plot_roles,
    plot_source_types,
    stacked_bars,
)
from .rtl import label
from .strips import count_places, plot_places
from .tables import Html, kwic, say, table

__all__ = [
    "STANCES",
    "Explorer",
    "Html",
    "count_places",
    "credit_chains",
    "explore",
    "kwic",
    "label",
    "name_labels",
    "name_shares",
    "plot_chains",
    "plot_contrast",
    "plot_curve",
    "plot_heatmap",
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
