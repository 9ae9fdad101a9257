"""What the tables say, in sentences. Every number is taken from a table; a sentence that the corpus does not bear out is not said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from .framing import naming, wordings
from .framing.counting import FEW_DOCUMENTS
from .groups import UNKNOWN
from .reuse import compare_texts, shared_text
from .sources import source_counts

if TYPE_CHECKING:
    from .corpus import Corpus
    from .topics import Topics

LANGUAGES = {"ar": "Arabic", "fa": "Persian", "en": "English", "ur": "Urdu", "ckb": "Kurdish", "ps": "Pashto", "und": "no known language"}
OWN_ROLES = ("headline", "deck", "body")
SHOWN = 5  # pairs of articles, and numbers that differ, which are written out
FEW = 10  # articles below which nothing is said of outlets; items of a list that are written out


def about_corpus(corpus: Corpus) -> list[str]:
    """Say what was loaded, how much of it is article, and what is not known."""
    documents, segments = corpus.documents, corpus.segments
    languages = [f"{count} in {LANGUAGES.get(language, language)}" for language, count in documents["language"].value_counts().items()]
    lengths = (segments["end"] - segments["start"]).groupby(segments["role"]).sum().sort_values(ascending=False)
    own = int(lengths.reindex(OWN_ROLES).sum())
    page = [f"{role} {_percent(size, lengths.sum())}" for role, size in lengths.items() if role not in OWN_ROLES][:4]
    said = [f"{_count(len(documents), 'article')}: {', '.join(languages)}."]
    if len(lengths):
        rest = f"; the rest of the pages is {', '.join(page)}" if page else ""
        said.append(f"{_percent(own, lengths.sum())} of the characters are the articles' own words (headline, deck, body){rest}.")
    unknown = documents.loc[documents["outlet"] == UNKNOWN, "doc_id"]
    if len(unknown):
        said.append(f"The outlet of {_count(len(unknown), 'article')} is not known ({_some(unknown)}) and is not guessed.")
    undated = documents.loc[documents["published"].isna(), "doc_id"]
    if len(undated):
        said.append(f"The day of publication of {_count(len(undated), 'article')} is not known ({_some(undated)}).")
    lost = corpus.problems.loc[corpus.problems["severity"] == "error", "path"].drop_duplicates()
    if len(lost):
        said.append(f"{_count(len(lost), 'file')} could not be read, or not as a whole, and is not counted here: {_some(lost)}.")
    if number := int((corpus.problems["severity"] != "info").sum()):
        said.append(f"{_count(number, 'problem')} noted while loading: see the table of problems.")
    return said


def about_naming(corpus: Corpus, referent: str = "israel") -> list[str]:
    """Say which names a referent gets, how many of them judge, and in whose voice those stand."""
    table = naming(corpus, referents=[referent])
    if table.empty:
        inside = int((corpus.terms["referent"] == referent).sum())
        rest = f" but for {_count(inside, 'mention')} inside longer names or outside the articles' own words" if inside else ""
        return [f"{_words(referent).capitalize()} is not named in these articles{rest}."]
    total = int(table["count"].sum())
    ranked = table.groupby("name")["count"].sum().sort_values(ascending=False, kind="stable")
    written = wordings(corpus, referent)
    first = ", ".join(f"{written[name]} ({count})" for name, count in ranked.head(3).items())
    said = [f"{_words(referent).capitalize()} is named {_times(total)} in {_count(len(ranked), 'way')}, most often: {first}."]
    judging = table[table["stance"] == "delegitimising"]
    if len(judging):
        cited = int(judging.loc[judging["voice"] == "cited", "count"].sum())
        every = int(judging["count"].sum())
        said.append(
            f"{every} of these {total} are delegitimising names; {cited} of the {every} stand in words that the outlet attributes "
            "to someone else."
        )
        own = judging[judging["voice"] == "outlet"].groupby("outlet")["count"].sum().sort_values(ascending=False, kind="stable")
        unknown = int(own.pop(UNKNOWN)) if UNKNOWN in own else 0
        if len(own):
            said.append("In an outlet's own voice they stand at: " + _list(f"{outlet} ({count})" for outlet, count in own.items()) + ".")
        if unknown:
            said.append(f"In the own voice of articles whose outlet is not known they stand {_times(unknown)}.")
    return said


def about_sources(corpus: Corpus) -> list[str]:
    """Say who speaks, in what capacity, and through which agencies."""
    counts = source_counts(corpus)
    mentions = int(counts["mentions"].sum())
    if not mentions:
        return ["No source is cited in these articles."]
    types = counts.groupby("source_type")["mentions"].sum().sort_values(ascending=False, kind="stable")
    shares = ", ".join(f"{name} {_percent(count, mentions)}" for name, count in types.items() if count)
    top = counts.groupby("source_name")["mentions"].sum().sort_values(ascending=False, kind="stable").head(3)
    said = [
        f"{_count(mentions, 'source mention')} by {_count(counts.loc[counts['mentions'] > 0, 'source_id'].nunique(), 'source')}: {shares}.",
        "Heard most often: " + ", ".join(f"{name} ({count})" for name, count in top.items()) + ".",
    ]
    credits = counts[counts["credits"] > 0].groupby("source_name")["credits"].sum()
    if len(credits):
        credits = credits.sort_values(ascending=False, kind="stable")
        said.append("Agencies and outlets credited: " + _list(f"{name} ({_times(count)})" for name, count in credits.items()) + ".")
    return said


def about_topics(topics: Topics) -> list[str]:
    """Say how far groups of passages can be trusted."""
    return [topics.verdict]


def about_shared_text(corpus: Corpus) -> list[str]:
    """Say which articles share copy, and what differs between the closest two."""
    pairs = shared_text(corpus)
    copies = pairs[pairs["label"] != "shared background"]
    if copies.empty:
        return ["No two of these articles share copy."]
    outlets = corpus.documents.set_index("doc_id")["outlet"]
    said = [
        f"{outlets[row.doc_a]} ({row.doc_a}) and {outlets[row.doc_b]} ({row.doc_b}) share copy: {_percent(row.containment_a, 1)} of "
        f"the first stands in the second, {_percent(row.containment_b, 1)} of the second in the first. Direction: {row.direction}."
        for row in copies.head(SHOWN).itertuples()
    ]
    if len(copies) > SHOWN:
        said.append(f"So do {_count(len(copies) - SHOWN, 'pair')} more.")
    closest = copies.iloc[0]
    changed = compare_texts(corpus, closest["doc_a"], closest["doc_b"])
    meant = changed.loc[changed["meaningful"].astype(bool), "kind"]
    kinds = meant.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    two = "the two" if len(copies) == 1 else "the closest two"
    said.append(f"What differs in meaning between {two}: " + ", ".join(f"{_words(kind)} {count}" for kind, count in kinds.items()) + ".")
    numbers = changed[(changed["kind"] == "number") & changed["text_a"].notna() & changed["text_b"].notna()]
    said += [
        f"A number differs: {' '.join(row.text_a.split())} or {' '.join(row.text_b.split())}." for row in numbers.head(SHOWN).itertuples()
    ]
    if len(numbers) > SHOWN:
        said.append(f"Numbers that differ besides: {len(numbers) - SHOWN}.")
    return said


def about_size(corpus: Corpus) -> list[str]:
    """Say what a corpus of this size can and cannot show."""
    known = corpus.documents[corpus.documents["outlet"] != UNKNOWN]
    each = known["outlet"].value_counts()
    said = []
    if len(corpus) < FEW or each.empty or each.max() < FEW_DOCUMENTS:
        most = f"at most {_count(int(each.max()), 'article')} of one outlet" if len(each) else "no article whose outlet is known"
        said.append(
            f"With {_count(len(corpus), 'article')}, and {most}, every count here describes these articles. "
            "None of them describes an outlet, a country or a language."
        )
    else:
        said.append(
            f"{_count(len(corpus), 'article')} of {_count(each.size, 'known outlet')}; the largest has {each.max()}, "
            f"the smallest {each.min()}."
        )
    return said


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "0 %"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _list(items: Iterable[str]) -> str:
    """Return the first items as a list in words, and how many more there are."""
    every = list(items)
    return ", ".join(every[:FEW]) + (f" and {len(every) - FEW} more" if len(every) > FEW else "")


def _some(names: pd.Series) -> str:
    shown = ", ".join(names.head(3))
    return shown + (f" and {len(names) - 3} more" if len(names) > 3 else "")
