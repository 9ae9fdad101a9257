"""What a word of an article is, as far as it tells what kind of a difference its change makes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..lexicon import read_yaml
from ..sources.cues import SPEECH, bare_head, load_cues
from ..sources.people import load_directory
from ..text.normalize import match_form
from .formal import load_differences
from .units import Article

VERBS = (*SPEECH, "relay")


@dataclass(frozen=True)
class Span:
    """Words ``first:last`` of an article that are one thing: its value (a cue's kind, an entity's id, a referent and its name)."""

    first: int
    last: int
    value: str
    detail: str = ""


@dataclass(frozen=True)
class Marks:
    """The marked spans of one article, and one flag a word for the classes of single words."""

    verbs: list[Span]
    nouns: list[Span]
    credits: list[Span]
    according: list[Span]
    subordinate: list[Span]
    names: list[Span]
    terms: list[Span]
    function: list[bool]
    pronoun: list[bool]
    given: list[bool]
    number: list[bool]
    month: list[bool]
    capital: list[bool]


@lru_cache(maxsize=1)
def load_classes() -> dict[str, Any]:
    """Read the word classes in match form: sets by language, synonyms as a list of sets of phrases."""
    data, speakers = load_differences(), read_yaml("speakers.yaml")
    classes: dict[str, Any] = {
        name: {language: _forms(words) for language, words in data[name].items()}
        for name in ("function_words", "complementizers", "numerals")
    }
    classes["pronouns"] = {language: _forms(words) for language, words in speakers["pronouns"].items()}
    classes["given"] = {language: _forms(words) for language, words in speakers["given"].items()}
    classes["stops"] = {language: _forms(words) | classes["complementizers"][language] for language, words in speakers["stop"].items()}
    classes["place_heads"] = {language: _forms(words) for language, words in data["place_heads"].items()}
    classes["synonyms"] = [{" ".join(match_form(word) for word in phrase.split()) for phrase in line} for line in data["synonyms"]]
    months = read_yaml("months.yaml")
    listed = [name for part in ("gregorian", "solar", "hijri", "weekdays", "relative") for names in months[part].values() for name in names]
    # Of a name of two words the first is enough (تشرين الأول); the second is an ordinary number.
    classes["months"] = {form for name in listed for form in _forms(name.split()[:1]) if len(form) > 2} - _forms(data["doubtful_days"])
    return classes


def _forms(words: Iterable[str]) -> set[str]:
    return {match_form(str(word)) for word in words}


def mark_words(article: Article, terms: Any) -> Marks:
    """Mark the words of an article; *terms* are the corpus' naming rows of this document."""
    classes, forms, language = load_classes(), article.forms, article.language
    cues = _find_cues(article)
    names = [Span(first, last, entity.id, entity.kind) for first, last, entity in load_directory().find(forms, language)]
    according = [_extend_credit(article, span, cues) for span in cues if span.value == "according"]
    number = [kind == "number" or form in classes["numerals"].get(language, ()) for kind, form in zip(article.kinds, forms, strict=True)]
    function = classes["function_words"].get(language, set())
    pronouns, given = classes["pronouns"].get(language, set()), classes["given"].get(language, set())
    return Marks(
        verbs=[span for span in cues if span.value in VERBS],
        nouns=[span for span in cues if span.value == "noun"],
        credits=[_extend_credit(article, span, cues) for span in cues if span.value == "credit"],
        according=according,
        subordinate=[span for span in cues if span.value in ("dependent", "adjunct")],
        names=names,
        terms=_find_terms(article, terms),
        function=[form in function for form in forms],
        pronoun=[form in pronouns for form in forms],
        given=[form in given for form in forms],
        number=number,
        capital=[article.raw[start].isupper() for start in article.starts],
        month=[form in classes["months"] for form in forms],
    )


def _find_cues(article: Article) -> list[Span]:
    book = load_cues().get(article.language)
    if book is None:
        return []
    spans, at, size = [], 0, len(article.forms)
    while at < size:
        head, _ = bare_head(article.forms[at], article.language, book)
        found = book.match(article.forms, at, size, head) if head else None
        if found is None:
            at += 1
            continue
        form, cue = found
        spans.append(Span(at, at + len(form.words), cue.kind, cue.lemma))
        at += len(form.words)
    return spans


def _extend_credit(article: Article, span: Span, cues: list[Span]) -> Span:
    """A credit reaches over the name of who is credited: to punctuation or a word that ends such a name; a second credit is part of it."""
    stops = load_classes()["stops"].get(article.language, set())
    again = {cue.first: cue.last for cue in cues if cue.value in ("credit", "according")}
    other = {cue.first for cue in cues if cue.value in VERBS}
    last = span.last
    while last < len(article.forms) and last - span.last < 10 and not breaks(article, last):
        if last in again:
            last = again[last]
        elif last in other or (article.forms[last] in stops and last > span.last):
            break
        else:
            last += 1
    return Span(span.first, last, span.value, span.detail)


def _find_terms(article: Article, terms: Any) -> list[Span]:
    if terms is None or not len(terms):
        return []
    spans = []
    for start, end, referent, name in zip(terms["start"], terms["end"], terms["referent"], terms["name"], strict=True):
        # A term may begin within a word, after a joined particle.
        first, last = bisect_right(article.ends, int(start)), bisect_left(article.starts, int(end))
        if first < last:
            spans.append(Span(first, last, str(referent), str(name)))
    return spans


def breaks(article: Article, at: int) -> bool:
    """Tell whether punctuation stands between word *at* and the word before it (or nothing does)."""
    if at <= 0 or at >= len(article.starts):
        return True
    return any(not (c.isspace() or c in "\u200b\u200c\u200d\u200e\u200f") for c in article.raw[article.ends[at - 1] : article.starts[at]])


def within(spans: Iterable[Span], first: int, last: int) -> list[Span]:
    """Return the spans that lie wholly in ``first:last``."""
    return [span for span in spans if first <= span.first and span.last <= last]


def touching(spans: Iterable[Span], first: int, last: int) -> list[Span]:
    """Return the spans that share a word with ``first:last``."""
    return [span for span in spans if span.first < last and first < span.last]
