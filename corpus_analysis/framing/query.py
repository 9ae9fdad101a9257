"""Finds what a user asks for: words written like the forms of a lexicon, or the mentions of a referent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..groups import suggest
from ..lexicon import LANGUAGES, Lexicon
from ..text.lemmas import lemmatize, lemmatize_many
from .matching import Matcher

if TYPE_CHECKING:
    from ..corpus import Corpus

COLUMNS = ["doc_id", "start", "end", "first", "last"]


def find_query(corpus: Corpus, query: str) -> pd.DataFrame:
    """Return every match of *query*: doc_id, start, end and the tokens first, last (end-exclusive); of mentions also voice, quoted.

    A query is written like a form of the lexicon (``"وقف إطلاق النار"``, ``"cease_fire"``, ``"war|conflict"``, see
    `framing.patterns`), so that clitics, suffixes and spellings are found too; ``"@israel"`` stands for all mentions of a referent and
    ``"@israel/zionist_regime"`` for one of its names; ``"lemma:say"`` for every form of a word; ``"speaker:haniyeh"`` for the verbs (or
    else the names) by which a source is cited. Raises ValueError for an empty query, KeyError for an unknown referent or source.
    """
    query = query.strip()
    kind, _, rest = query.partition(":")
    if not query or (kind in ("lemma", "speaker") and not rest.strip()):
        raise ValueError('the query is empty: give words ("truce"), or a referent of the lexicon ("@ceasefire").')
    if query.startswith("@"):
        return _mentions(corpus, query[1:])
    if kind == "lemma":
        return _forms(corpus, rest.strip())
    return _citations(corpus, rest.strip()) if kind == "speaker" else _matches(corpus, query)


def _mentions(corpus: Corpus, query: str) -> pd.DataFrame:
    referent, _, name = query.partition("/")
    known = sorted({r for r, _, _ in corpus.lexicon.names()})
    if referent not in known:
        raise KeyError(f"the lexicon has no referent {referent!r}.{suggest(referent, known)} Referents: {known}")
    names = sorted({n for r, n, _ in corpus.lexicon.names() if r == referent})
    if name and name not in names:
        raise KeyError(f"the referent {referent!r} has no name {name!r}.{suggest(name, names)} Names: {names}")
    terms = corpus.terms[corpus.terms["referent"] == referent]
    terms = terms[terms["name"] == name] if name else terms
    return _with_tokens(corpus, terms[["doc_id", "start", "end", "voice", "quoted"]])


def _with_tokens(corpus: Corpus, spans: pd.DataFrame) -> pd.DataFrame:
    """Add to spans the first token that reaches into them and the one after the last."""
    tokens = corpus.tokens
    # One number a place in the corpus: the document's, then the place in it; in the order of the tokens.
    far = 1 + max(int(tokens.end.max(initial=0)), int(spans["end"].max() if len(spans) else 0))
    origin = tokens.doc * np.int64(far)
    here = pd.Index(tokens.doc_ids).get_indexer(spans["doc_id"]) * np.int64(far)
    first = np.searchsorted(origin + tokens.end, here + spans["start"].to_numpy(), side="right")
    last = np.searchsorted(origin + tokens.start, here + spans["end"].to_numpy(), side="left")
    return spans.assign(first=first, last=last).reset_index(drop=True)


def _forms(corpus: Corpus, word: str) -> pd.DataFrame:
    tokens, words = corpus.tokens, corpus.tokens.vocabulary
    meant = np.zeros(len(words), dtype=bool)
    for language, types in words[words["kind"] == "word"].groupby("language").indices.items():
        asked = {word, lemmatize(word, str(language))}
        meant[types] = [lemma in asked for lemma in lemmatize_many(words["surface"].iloc[types], str(language))]
    first = np.flatnonzero(meant[tokens.type])
    places = {"start": tokens.start[first], "end": tokens.end[first], "first": first, "last": first + 1}
    return pd.DataFrame({"doc_id": np.asarray(tokens.doc_ids, dtype=object)[tokens.doc[first]], **places})


def _citations(corpus: Corpus, source: str) -> pd.DataFrame:
    known = sorted(corpus.sources["source_id"].dropna().unique())
    if source not in known:
        raise KeyError(f"no source {source!r} speaks in this corpus.{suggest(source, known)} Sources: {known[:40]}")
    cited = corpus.sources[corpus.sources["source_id"] == source]
    start, end = (cited[f"cue_{side}"].fillna(cited[f"source_{side}"]).fillna(cited[side]).astype("int64") for side in ("start", "end"))
    spans = pd.DataFrame({"doc_id": cited["doc_id"], "start": start, "end": end})
    order = pd.Index(corpus.tokens.doc_ids).get_indexer(spans["doc_id"])
    spans = spans.assign(order=order).sort_values(["order", "start", "end"]).drop_duplicates(["doc_id", "start", "end"])
    return _with_tokens(corpus, spans.drop(columns="order"))


def _matches(corpus: Corpus, query: str) -> pd.DataFrame:
    name = {"stance": "plain", **{language: [query] for language in LANGUAGES}}
    data = {"languages": list(LANGUAGES), "words": corpus.lexicon.data.get("words", {}), "referents": {"query": {"names": {"query": name}}}}
    found = Matcher(Lexicon("query", "1", query, data, {})).find(corpus.tokens)
    places = {name: found[name] for name in COLUMNS[1:]}
    doc_ids = np.asarray(corpus.tokens.doc_ids, dtype=object)[found["doc"]]
    table = pd.DataFrame({"doc_id": doc_ids, **places}).drop_duplicates(["doc_id", "start", "end"])
    longest = table.sort_values(["doc_id", "start", "end"], ascending=[True, True, False]).drop_duplicates(["doc_id", "start"])
    return longest.sort_values("first", ignore_index=True)
