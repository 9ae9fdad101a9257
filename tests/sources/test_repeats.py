"""Ten times of a text made to strain the search for sources takes less than fifteen times the time."""

import time

import pandas as pd
import pytest

from corpus_analysis.loading import find_segments
from corpus_analysis.sources import find_sources
from corpus_analysis.text import index_tokens

# Language, what is repeated and how often: each once took time that grew with the square of the length, or faster.
STRAINING = {
    "a family name nobody bears in full": ("ar", "يبدي عبد الذي بيان: ", 300),
    "bodies of states where no state is named": ("fa", "خواند, کنسولگری, آذر, ", 300),
    "a verb before each of many quotations": ("fa", "افزود با “a”, ", 1_000),
    "verbs": ("ar", "قال ", 1_000), "verbs with quotations never closed": ("en", 'he told "', 500), "clauses": ("fa", "گفت که ", 1_000),
    "agencies": ("en", "Reuters (AFP) - ", 500), "titles": ("ar", "وزير الخارجية ", 500), "according to": ("en", "according to ", 500),
}  # fmt: skip


def spent(language, text):
    missing = dict.fromkeys(("outlet", "outlet_evidence", "published_evidence", "headline"))
    documents = pd.DataFrame([{"doc_id": "d", "language": language, "published": pd.NaT, **missing}])
    segments = find_segments(documents, {"d": text})
    tokens = index_tokens(documents, segments, {"d": text})
    begin = time.process_time()
    find_sources(documents, segments, tokens, {"d": text})
    return time.process_time() - begin


@pytest.mark.parametrize("kind", STRAINING)
def test_ten_times_the_text_takes_less_than_fifteen_times_the_time(kind):
    language, part, times = STRAINING[kind]
    spent(language, part)
    assert any(spent(language, 10 * times * part) < 15 * max(0.02, spent(language, times * part)) for _ in range(3))
