"""Ten times of a text made to strain the search for sources takes less than fifteen times the time."""

import time

import pandas as pd
import pytest

from corpus_analysis.loading import find_segments
from corpus_analysis.sources import find_sources
from corpus_analysis.text import index_tokens
from evaluation.sources import read_text

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


LETTERS = {"ar": "بتثجحخدرسشصطعفقكلمنه", "fa": "بپتجچخدرسشصطعفقکگلمن", "en": "abcdefghijklmnopqrst"}
SAID = {"ar": "وقال {} إن الطريق مغلق.", "fa": "{} گفت که راه بسته است.", "en": '"The road is shut," said {} Holt. "It is late," he added.'}


def name_many(language, number):
    """Return as many speakers, each of another name, a line each."""
    digits = LETTERS[language]
    names = ("".join(digits[at // len(digits) ** place % len(digits)] for place in range(5)) for at in range(54_321, 54_321 + number))
    return "\n\n".join(SAID[language].format(name.title()) for name in names)


@pytest.mark.parametrize("language", SAID)
def test_ten_times_the_speakers_take_less_than_fifteen_times_the_time(language):
    few, many = name_many(language, 600), name_many(language, 6_000)
    spent(language, few)
    assert any(spent(language, many) < 15 * max(0.02, spent(language, few)) for _ in range(3))


@pytest.mark.parametrize("language", SAID)
def test_a_long_page_names_who_speaks_as_a_short_one_does(language):
    filler = {"ar": "الطريق طويل جدا. ", "fa": "راه دراز است. ", "en": "The road is long. "}[language]
    short, long = (read_text(f"Harbour\n\n{filler * times}\n\n{name_many(language, 3)}", language) for times in (5, 1_500))
    assert long["source"].tolist() == short["source"].tolist() and long["source_id"].tolist() == short["source_id"].tolist()
    assert long["source_name"].tolist() == short["source_name"].tolist() and short["source_id"].str.startswith("name:").any()
