"""What is not known of the documents, once a manifest, their pages and their texts have been asked."""

from __future__ import annotations

import pandas as pd

from .metadata import UNKNOWN
from .problems import Problem, to_frame

NEEDED = ("doc_id", "path", "outlet", "published", "published_from", "published_to", "headline")
_NAMED = 5  # documents in a row
_LONGEST_ID = 80
_REMEDY = "Say it in a manifest (column {}) where you know it; nothing is guessed."


def find_gaps(documents: pd.DataFrame) -> pd.DataFrame:
    """Return one row of problems (severity info) for the documents without an outlet, a day of publication or a headline.

    *documents* has the columns NEEDED.

    Their evidence columns say why: the documents are read all the same, and nothing is guessed.
    """
    undated = documents["published"].isna()
    ranged = int((undated & documents[["published_from", "published_to"]].notna().any(axis=1)).sum())
    days = "day of publication" + (f" (of {ranged} a range of days is known)" if ranged else "")
    gaps = (
        ("unknown_outlet", "outlet", "outlet", documents["outlet"].isna() | (documents["outlet"] == UNKNOWN)),
        ("unknown_date", "published", days, undated),
        ("no_headline", "headline", "headline", documents["headline"].isna()),
    )
    return to_frame([_tell(code, column, what, documents["doc_id"], missing) for code, column, what, missing in gaps if missing.any()])


def _tell(code: str, column: str, what: str, doc_ids: pd.Series, missing: pd.Series) -> Problem:
    names = [name[:_LONGEST_ID] for name in doc_ids[missing]]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    message = f"{len(names)} of {len(doc_ids)} documents have no known {what}: {', '.join(names[:_NAMED])}{more}"
    return Problem("documents", code, "info", message, _REMEDY.format(column))
