"""What kind of change a differing stretch is: what stands at its edges is peeled off first, the rest is typed as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..text.lemmas import lemmatize
from .align import CLAUSE
from .formal import load_differences
from .marks import Marks, Span, breaks, load_classes, touching, within
from .units import Article


@dataclass(frozen=True)
class Change:
    """One difference: raw spans on both sides (None: nothing there), and the naming table's referent where there is one."""

    kind: str
    meaningful: bool
    a: tuple[int, int] | None
    b: tuple[int, int] | None
    note: str = ""
    referent: str = ""


@dataclass(frozen=True)
class Region:
    """Words ``a0:a1`` of one article that stand where the other one has ``b0:b1``."""

    a0: int
    a1: int
    b0: int
    b1: int


@dataclass(frozen=True)
class Pair:
    """Both articles with the keys and marks of their words."""

    a: Article
    b: Article
    keys_a: list[str]
    keys_b: list[str]
    marks_a: Marks
    marks_b: Marks


def type_region(pair: Pair, region: Region) -> Iterator[Change]:
    """Type one differing region: what stands at its edges is peeled off first, the rest is typed as a whole."""
    if _same_letters(pair, region):
        yield Change("spelling", False, side_span(pair.a, region.a0, region.a1), side_span(pair.b, region.b0, region.b1))
        return
    region = _without_credits(pair, region)
    sourced, region = _peel_sources(pair, region)
    yield from sourced
    whole = _whole_attribution(pair, region)
    if whole:
        yield whole
        return
    changes, region = _peel_verbs(pair, region)
    yield from changes
    region = _without_common(pair, region)
    changes, region = _peel_numbers(pair, region)
    yield from changes
    changes, region = _peel_names(pair, region)
    yield from changes
    yield from _type_rest(pair, _without_common(pair, region))


def _without_common(pair: Pair, region: Region) -> Region:
    """What was peeled off may leave the same words at the edges of both sides."""
    a0, a1, b0, b1 = region.a0, region.a1, region.b0, region.b1
    while a0 < a1 and b0 < b1 and pair.keys_a[a0] == pair.keys_b[b0]:
        a0, b0 = a0 + 1, b0 + 1
    while a0 < a1 and b0 < b1 and pair.keys_a[a1 - 1] == pair.keys_b[b1 - 1]:
        a1, b1 = a1 - 1, b1 - 1
    return Region(a0, a1, b0, b1)


def _same_letters(pair: Pair, region: Region) -> bool:
    """Do both sides have the same letters, but for spaces and the way a preposition is joined?"""
    one, other = "".join(pair.keys_a[region.a0 : region.a1]), "".join(pair.keys_b[region.b0 : region.b1])
    full, short = load_differences()["joined_preposition"].values()
    bare = [{text, text.removeprefix(full), text.removeprefix(short)} for text in (one, other)]
    return bool(one and other and bare[0] & bare[1])


def _without_credits(pair: Pair, region: Region) -> Region:
    """Credits are compared apart, since outlets put them in different places."""
    a0, a1 = _trim(pair.marks_a.credits, region.a0, region.a1)
    b0, b1 = _trim(pair.marks_b.credits, region.b0, region.b1)
    return Region(a0, a1, b0, b1)


def _trim(spans: list[Span], first: int, last: int) -> tuple[int, int]:
    for span in touching(spans, first, last):
        if span.first <= first < span.last:
            first = min(span.last, last)
        elif span.first < last <= span.last:
            last = max(span.first, first)
    return first, last


def _peel_sources(pair: Pair, region: Region) -> tuple[list[Change], Region]:
    """The source of a statement ("according to ..."): another one, or one that only one side names."""
    one = touching(pair.marks_a.according, region.a0, region.a1)[:1]
    other = touching(pair.marks_b.according, region.b0, region.b1)[:1]
    if not one and not other:
        return [], region
    (a0, a1), left = _peel(region.a0, region.a1, one)
    (b0, b1), right = _peel(region.b0, region.b1, other)
    note = (
        "another source" if one and other else "the statement stands without its source" if one else "a source is named for the statement"
    )
    return [Change("attribution", True, side_span(pair.a, a0, a1), side_span(pair.b, b0, b1), note)], Region(*left, *right)


def _peel(first: int, last: int, spans: list[Span]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Divide ``first:last`` into the part a span covers, and the longer rest beside it."""
    if not spans:
        return (first, first), (first, last)
    covered = max(first, spans[0].first), min(last, spans[0].last)
    before, after = (first, covered[0]), (covered[1], last)
    return covered, max(before, after, key=lambda rest: rest[1] - rest[0])


def _whole_attribution(pair: Pair, region: Region) -> Change | None:
    """A source taken from (or given to) a statement that itself stays: "the minister noted that ..."."""
    sided = _one_sided(pair, region)
    if sided is None:
        return None
    article, marks, first, last, dropped = sided
    cues = within([*marks.verbs, *marks.subordinate], first, last)
    if not cues:
        return None
    ends = load_classes()["complementizers"].get(article.language, set())
    covered = sum(span.last - span.first for span in cues)
    rest = last - first - covered - sum(marks.function[first:last])
    names = touching(marks.names, first, last) or any(marks.pronoun[first:last])
    introduces = article.forms[last - 1] in ends and cues[-1].last >= last - 1
    if introduces or (names and cues[-1].value in ("speech", "judging") and rest <= 8 and cues[-1].last == last):
        note = "the statement stands without its source" if dropped else "a source is named for the statement"
        return _sided_change("attribution", True, article, first, last, dropped, note)
    return None


def _one_sided(pair: Pair, region: Region) -> tuple[Article, Marks, int, int, bool] | None:
    if region.a1 > region.a0 and region.b0 >= region.b1:
        return pair.a, pair.marks_a, region.a0, region.a1, True
    if region.b1 > region.b0 and region.a0 >= region.a1:
        return pair.b, pair.marks_b, region.b0, region.b1, False
    return None


def _sided_change(kind: str, meaningful: bool, article: Article, first: int, last: int, dropped: bool, note: str) -> Change:
    span = (article.starts[first], article.ends[last - 1])
    return Change(kind, meaningful, span, None, note) if dropped else Change(kind, meaningful, None, span, note)


def _peel_verbs(pair: Pair, region: Region) -> tuple[list[Change], Region]:
    """Reporting verbs: the one verb put for the other, or one that only one side has."""
    verbs_a, verbs_b = within(pair.marks_a.verbs, region.a0, region.a1), within(pair.marks_b.verbs, region.b0, region.b1)
    if not verbs_a and not verbs_b:
        return [], region
    # Some forms are a verb as well as a noun (زعم): where the other side has a verb, a verb it is.
    verbs_a = verbs_a or within(pair.marks_a.nouns, region.a0, region.a1)
    verbs_b = verbs_b or within(pair.marks_b.nouns, region.b0, region.b1)
    if verbs_a and verbs_b:
        one, other = verbs_a[-1], verbs_b[-1]
        change = Change("reporting_verb", True, _words(pair.a, one), _words(pair.b, other), f"{one.detail} → {other.detail}")
        a0, a1 = _cut(region.a0, region.a1, one)
        b0, b1 = _cut(region.b0, region.b1, other)
        return [change], Region(a0, a1, b0, b1)
    article, marks, span, first, last = (
        (pair.a, pair.marks_a, verbs_a[-1], region.a0, region.a1) if verbs_a else (pair.b, pair.marks_b, verbs_b[-1], region.b0, region.b1)
    )
    rest = sum(not marks.function[at] for at in range(first, last) if not span.first <= at < span.last)
    if rest > 1 or (span.value == "topic" and rest):
        return [], region
    a, b = (
        (_words(article, span), side_span(pair.b, region.b0, region.b1))
        if verbs_a
        else (side_span(pair.a, region.a0, region.a1), _words(article, span))
    )
    change = Change("reporting_verb", True, a, b, f"{span.detail} dropped" if verbs_a else f"{span.detail} added")
    edge = _cut(first, last, span)
    left = Region(*edge, region.b1, region.b1) if verbs_a else Region(region.a1, region.a1, *edge)
    return [change], left


def _cut(first: int, last: int, span: Span) -> tuple[int, int]:
    """Take a span off the edge of ``first:last`` it is nearer to."""
    return (span.last, last) if span.first - first < last - span.last else (first, span.first)


def _words(article: Article, span: Span) -> tuple[int, int]:
    return article.starts[span.first], article.ends[span.last - 1]


def side_span(article: Article, first: int, last: int) -> tuple[int, int] | None:
    return (article.starts[first], article.ends[last - 1]) if last > first else None


def _peel_names(pair: Pair, region: Region) -> tuple[list[Change], Region]:
    """One person or thing under two names, or two persons or places."""
    if region.a1 <= region.a0 or region.b1 <= region.b0:
        return [], region
    for kind, spans_a, spans_b in (("term", pair.marks_a.terms, pair.marks_b.terms), ("name", pair.marks_a.names, pair.marks_b.names)):
        for one in touching(spans_a, region.a0, region.a1):
            for other in touching(spans_b, region.b0, region.b1):
                if one.value == other.value and (kind == "name" or one.detail != other.detail):
                    note = f"{one.detail} → {other.detail}" if kind == "term" else "one and the same under another name"
                    return _named(pair, region, one, other, note, one.value)
    left, right = _designation(pair.a, pair.marks_a, region.a0, region.a1), _designation(pair.b, pair.marks_b, region.b0, region.b1)
    if left is None or right is None:
        return _unlisted_names(pair, region)
    one, other = left, right
    if {one.detail, other.detail} <= {"person"} or {one.detail, other.detail} <= {"country"}:
        change = Change("name", True, _words(pair.a, one), _words(pair.b, other), f"{one.value} → {other.value}")
        return [change], Region(*_cut(region.a0, region.a1, one), *_cut(region.b0, region.b1, other))
    return _named(pair, region, one, other, f"{one.detail} → {other.detail}", "")


def _unlisted_names(pair: Pair, region: Region) -> tuple[list[Change], Region]:
    """Names that no list has: capitals on both sides, or what stands behind the word for a kind of place."""
    heads = load_classes()["place_heads"].get(pair.a.language, set())
    short = max(region.a1 - region.a0, region.b1 - region.b0) < CLAUSE
    capital = all(pair.marks_a.capital[region.a0 : region.a1]) and all(pair.marks_b.capital[region.b0 : region.b1])
    opening = _opens(pair.a, region.a0) or _opens(pair.b, region.b0)
    behind = region.a0 > 0 and pair.keys_a[region.a0 - 1] in heads
    if not short or not (behind or (capital and not opening)):
        return [], region
    change = Change("name", True, side_span(pair.a, region.a0, region.a1), side_span(pair.b, region.b0, region.b1), "another name")
    return [change], Region(region.a1, region.a1, region.b1, region.b1)


def _opens(article: Article, at: int) -> bool:
    return any(unit.first == at for unit in article.units)


def _named(pair: Pair, region: Region, one: Span, other: Span, note: str, referent: str) -> tuple[list[Change], Region]:
    one = _with_what_follows(pair.marks_a, Span(max(one.first, region.a0), min(one.last, region.a1), one.value), region.a1)
    other = _with_what_follows(pair.marks_b, Span(max(other.first, region.b0), min(other.last, region.b1), other.value), region.b1)
    change = Change("naming", True, _words(pair.a, one), _words(pair.b, other), note, referent)
    return [change], Region(*_cut(region.a0, region.a1, one), *_cut(region.b0, region.b1, other))


def _with_what_follows(marks: Marks, span: Span, end: int) -> Span:
    """An office goes on with its country, a title with its bearer."""
    for following in sorted([*marks.names, *marks.terms], key=lambda name: name.first):
        if span.first < following.first <= span.last < following.last <= end:
            span = Span(span.first, following.last, span.value)
    return span


def _designation(article: Article, marks: Marks, first: int, last: int) -> Span | None:
    """The expression at the head of a region that stands for somebody: a pronoun, a name, or an office."""
    at = first
    while at < last and marks.function[at] and not marks.pronoun[at]:
        at += 1
    if at < last and marks.pronoun[at]:
        return Span(at, at + 1, article.forms[at], "pronoun")
    found = [span for span in touching(marks.names, first, last) if span.first <= at + 1]
    return found[0] if found else None


def _type_rest(pair: Pair, region: Region) -> Iterator[Change]:
    a, b = side_span(pair.a, region.a0, region.a1), side_span(pair.b, region.b0, region.b1)
    if a is None and b is None:
        return
    sided = _one_sided(pair, region)
    if sided is not None:
        yield _type_sided(*sided)
        return
    words_a, words_b = pair.keys_a[region.a0 : region.a1], pair.keys_b[region.b0 : region.b1]
    if _synonymous(words_a, words_b):
        yield Change("lexical_synonym", False, a, b, "says the same")
    elif all(pair.marks_a.function[region.a0 : region.a1]) and all(pair.marks_b.function[region.b0 : region.b1]):
        yield Change("function_word", False, a, b)
    elif max(len(words_a), len(words_b)) < CLAUSE and (terms := _framing_terms(pair, region)):
        yield Change("naming", True, a, b, " → ".join(terms[:2]), terms[2])
    elif len(words_a) == len(words_b) == 1 and _one_lemma(words_a[0], words_b[0], pair.a.language):
        yield Change("inflection", False, a, b, "another form of the word")
    elif len(words_a) >= len(words_b) + CLAUSE:
        yield Change("dropped_clause", True, a, b)
    elif len(words_b) >= len(words_a) + CLAUSE:
        yield Change("added_clause", True, a, b)
    else:
        yield Change("wording", True, a, b)


def _type_sided(article: Article, marks: Marks, first: int, last: int, dropped: bool) -> Change:
    side = "dropped" if dropped else "added"
    name = next((span for span in touching(marks.names, first, last) if span.detail == "person"), None)
    if name is not None and (name.first < first or name.last > last):
        return _sided_change("naming", False, article, first, last, dropped, "part of a name")
    titled = _before_name(article, marks, first, last)
    if titled is not None:
        return _sided_change("naming", titled, article, first, last, dropped, "title" if titled else "given name")
    if all(marks.function[first:last]):
        return _sided_change("function_word", False, article, first, last, dropped, "")
    if last - first >= CLAUSE:
        return _sided_change(f"{side}_clause", True, article, first, last, dropped, "")
    return _sided_change(f"{side}_word", True, article, first, last, dropped, "")


def _before_name(article: Article, marks: Marks, first: int, last: int) -> bool | None:
    """Do these words stand before a name that stays? True: with a title or office, False: a given name, None: they do not."""
    if last - first > CLAUSE or last >= len(article.forms) or breaks(article, last):
        return None
    titled = bool(touching([span for span in marks.names if span.detail == "role"], first, last))
    listed = any(span.first == last and span.detail == "person" for span in marks.names)
    capital = all(marks.capital[first : last + 1])
    if all(marks.given[first:last]) and (listed or capital):
        return False
    return titled if (listed and titled) or capital else None


def _peel_numbers(pair: Pair, region: Region) -> tuple[list[Change], Region]:
    """A number or a date that differs, with the word it counts."""
    one = [at for at in range(region.a0, region.a1) if pair.marks_a.number[at] or pair.marks_a.month[at]]
    other = [at for at in range(region.b0, region.b1) if pair.marks_b.number[at] or pair.marks_b.month[at]]
    if not one or not other or [pair.keys_a[at] for at in one] == [pair.keys_b[at] for at in other]:
        return [], region
    (a0, a1), left = _peel(region.a0, region.a1, [Span(one[0], one[-1] + 1, "number")])
    (b0, b1), right = _peel(region.b0, region.b1, [Span(other[0], other[-1] + 1, "number")])
    if a1 - a0 > 2 * len(one) + 2 or b1 - b0 > 2 * len(other) + 2:
        return [], region
    dated = any(any(marks.month[max(0, first - 1) : last + 1]) for marks, first, last in ((pair.marks_a, a0, a1), (pair.marks_b, b0, b1)))
    counted = a1 < len(pair.keys_a) and b1 < len(pair.keys_b) and pair.keys_a[a1] == pair.keys_b[b1] and not pair.marks_a.function[a1]
    reach = int(counted and not dated and not breaks(pair.a, a1) and not breaks(pair.b, b1))
    note = " ".join(pair.keys_a[at] for at in one) + " → " + " ".join(pair.keys_b[at] for at in other)
    change = Change("date" if dated else "number", True, side_span(pair.a, a0, a1 + reach), side_span(pair.b, b0, b1 + reach), note)
    return [change], Region(*left, *right)


def _synonymous(words_a: list[str], words_b: list[str]) -> bool:
    one, other = " ".join(words_a), " ".join(words_b)
    return any(one in line and other in line for line in load_classes()["synonyms"])


def _framing_terms(pair: Pair, region: Region) -> tuple[str, str, str] | None:
    """A term of the naming lexicon put for a plain word, or for a term of something else: its name on each side, and the referent."""
    one = touching(pair.marks_a.terms, region.a0, region.a1)[:1]
    other = touching(pair.marks_b.terms, region.b0, region.b1)[:1]
    if not one and not other:
        return None
    names = [found[0].detail if found else "a word not in the lexicon" for found in (one, other)]
    return names[0], names[1], (one or other)[0].value


def _one_lemma(one: str, other: str, language: str) -> bool:
    """Are two words forms of one lemma, or one word with and without an Arabic conjunction joined to it?"""
    if language == "ar" and (one.removeprefix("و").removeprefix("ف") == other.removeprefix("و").removeprefix("ف")):
        return True
    return lemmatize(one, language) == lemmatize(other, language)
