"""Who speaks, in what capacity, how much and through whom."""

from .attribution import find_sources
from .coding import agreement, export_coding_sheet, import_codings, krippendorff_alpha
from .counts import compare_outlets, cues_by_stance, source_counts, source_diversity, source_names, speakers_about

__all__ = [
    "agreement", "compare_outlets", "cues_by_stance", "export_coding_sheet", "find_sources", "import_codings", "krippendorff_alpha",
    "source_counts", "source_diversity", "source_names", "speakers_about",
]  # fmt: skip
