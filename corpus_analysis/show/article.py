"""The raw article with everything that was found in it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..groups import check_article
from ..sources import source_names
from .colours import OKABE_ITO, SIGNS
from .markup import Mark, mark_up
from .rtl import is_right_to_left
from .tables import Html, escape, format_value, language_of

if TYPE_CHECKING:
    from ..corpus import Corpus

_OWN = ("headline", "deck", "body")
_LONG = 60  # characters; a longer difference is not lined, only numbered
_SAID, _CHANGED, _NAMED, _SHOWN = range(4)


def show_article(corpus: Corpus, doc_id: str, *, twin: str | None = "auto", at: tuple[int, int] | None = None) -> Html:
    """Show one raw article: names coloured by what they name and marked by stance, attributed words underlined, the page around it dimmed.

    Parameters
    ----------
    corpus : a Corpus. doc_id : which article.
    twin : another article that tells the same story; what it tells otherwise is marked and listed. "auto" takes the one that shares
        most copy with this one (the whole corpus is searched), None none.
    at : a span of the raw text to point out, with the sentence it stands in.

    Returns
    -------
    Html without script. A referent has a letter and, if it is one of the seven most frequent of the corpus, a colour; a stance is a sign
    and a kind of line. Every attribution has a number that leads to its speaker in the margin and back. Names and attributions can be
    reached with the Tab key and say what they are; boxes in the legend switch them off.

    Raises
    ------
    KeyError : no such article; the message says which was meant.
    """
    documents = corpus.documents.set_index("doc_id")
    for one in filter(None, [doc_id, None if twin == "auto" else twin]):
        check_article(corpus, one)
    key = _key(doc_id, twin, at)
    twin = _find_twin(corpus, doc_id) if twin == "auto" else twin
    text = corpus.raw[doc_id]
    segments, terms, sources = (frame[frame["doc_id"] == doc_id] for frame in (corpus.segments, corpus.terms, corpus.sources))
    terms, said = terms[~terms["nested"]], sources.sort_values(["start", "end"]).to_dict("records")
    looks = _looks(corpus, terms)
    changes = _changes(corpus, doc_id, twin)
    names = source_names(corpus)
    marks = [
        *_name_marks(text, terms, looks, names, key),
        *_speech_marks(said, key),
        *_change_marks(changes, key),
        *_pointer(text, segments, at),
    ]
    published = documents.at[doc_id, "published"]
    told = [str(documents.at[doc_id, "outlet"]), format_value(published) if pd.notna(published) else "day unknown", doc_id]
    title, heading = " · ".join(told), " · ".join(f"<bdi>{escape(one)}</bdi>" for one in told)  # apart, or a day turns round
    rtl = sum(map(is_right_to_left, (text[a:b] for a, b in zip(segments["start"], segments["end"], strict=True)))) * 2 > len(segments)
    body = _segments(text, segments, marks, said, names, key)
    markup = (
        f'<article class="ca" id="{key}" lang="en" aria-labelledby="{key}-title"><style>{_style()}{_rules(key, looks, said)}</style>'
        f'<h3 id="{key}-title">{heading}</h3><a class="skip" href="#{key}-text">Skip to the text</a>'
        f'{_legend(terms, looks, said, bool(changes))}<div id="{key}-text" dir="{"rtl" if rtl else "ltr"}">{body}</div>'
        f"{_list_changes(changes, documents, twin, key)}</article>"
    )
    return Html(markup, f"{title}\n\n{text}")


def anchor(doc_id: str, start: int) -> str:
    """Return the id that the name at *start* has in ``show_article(corpus, doc_id)``, so that other pages can lead to it."""
    return f"{_key(doc_id, 'auto', None)}-t{start}"


def _key(doc_id: str, twin: str | None, at: tuple[int, int] | None) -> str:
    return "a" + hashlib.sha256(f"{doc_id}\n{twin}\n{at}".encode()).hexdigest()[:7]


@cache
def _style() -> str:
    return (Path(__file__).parent / "article.css").read_text(encoding="utf-8")


def _find_twin(corpus: Corpus, doc_id: str) -> str | None:
    from ..reuse import shared_text

    pairs = shared_text(corpus)
    pairs = pairs[((pairs["doc_a"] == doc_id) | (pairs["doc_b"] == doc_id)) & (pairs["label"] != "shared background")]
    if pairs.empty:
        return None
    closest = pairs.loc[pairs["jaccard"].idxmax()]
    return str(closest["doc_b"] if closest["doc_a"] == doc_id else closest["doc_a"])


def _looks(corpus: Corpus, terms: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Return letter and colour of each referent of the article; both are the same in all articles of a corpus."""
    ranked = corpus.terms["referent"].value_counts().sort_index().sort_values(ascending=False, kind="stable").index
    present = set(terms["referent"])
    return {name: (_letter(at), OKABE_ITO[min(at, len(OKABE_ITO) - 1)]) for at, name in enumerate(ranked) if name in present}


def _letter(number: int) -> str:
    """Return A, B, … Z, AA, AB, … as spreadsheets count."""
    before, last = divmod(number, 26)
    return (_letter(before - 1) if before else "") + chr(65 + last)


def _words(name: object) -> str:
    return str(name).replace("_", " ")


def _name_marks(text: str, terms: pd.DataFrame, looks: dict[str, tuple[str, str]], names: dict[str, str], key: str) -> Iterator[Mark]:
    for row in terms.to_dict("records"):
        letter, colour = looks[row["referent"]]
        voice = "in the outlet’s own voice" if row["voice"] == "outlet" else f"in the words of {names.get(row['voice'], row['voice'])}"
        tip = f"{_words(row['referent'])}: {_words(row['name'])} ({row['stance']}), {voice}" + (", negated" if row["negated"] else "")
        start, end = int(row["start"]), int(row["end"])
        # A letter set inside a word would tear its joined letters.
        sign = f'<sup aria-hidden="true">{letter}{SIGNS.get(row["stance"], "")}</sup>' if not text[end : end + 1].isalpha() else ""
        attributes = f' class="{letter} {escape(row["stance"])}" style="--hue:{colour};--tint:{colour}26"'
        says = f' id="{key}-t{start}" tabindex="0" aria-description="{escape(tip)}" data-tip="{escape(tip)}"'
        yield Mark(start, end, "mark", attributes, _NAMED, tail=sign, first=says)


def _speaker(row: dict[str, Any]) -> str:
    return str(row["source_name"] if isinstance(row["source_name"], str) else row["source_id"])


def _speech_marks(said: list[dict[str, Any]], key: str) -> Iterator[Mark]:
    for number, row in enumerate(said, start=1):
        tip = escape(f"{_speaker(row)}: {_words(row['mode'])}")
        link = (
            f'<a class="num" lang="en" id="{key}-s{number}" href="#{key}-n{number}" data-tip="{tip}" '
            f'aria-label="{number}, words of {escape(_speaker(row))}">{number}</a>'
        )
        attributes = f' class="said {escape(row["mode"])}" title="{tip}"'
        yield Mark(int(row["start"]), int(row["end"]), "span", attributes, _SAID, head=link, first=f' id="{key}-w{number}"')


def _note(row: dict[str, Any], number: int, names: dict[str, str], key: str) -> str:
    cue = f" · <bdi>{escape(' '.join(row['cue'].split()))}</bdi>" if isinstance(row["cue"], str) else ""
    via = f" · via <bdi>{escape(names.get(row['via'], row['via']))}</bdi>" if isinstance(row["via"], str) else ""
    back = f'<a href="#{key}-s{number}" aria-label="{number}, back to the words of {escape(_speaker(row))}">{number}</a>'
    kind = f"{escape(row['source_type'])}, {escape(_words(row['mode']))}"
    return f'<li id="{key}-n{number}" value="{number}">{back} <b><bdi>{escape(_speaker(row))}</bdi></b><br>{kind}{cue}{via}</li>'


def _segments(text: str, segments: pd.DataFrame, marks: list[Mark], said: list[dict[str, Any]], names: dict[str, str], key: str) -> str:
    parts, last = [], "body"
    for segment in segments.to_dict("records"):
        start, end, role = int(segment["start"]), int(segment["end"]), str(segment["role"])
        here = [_note(row, number, names, key) for number, row in enumerate(said, start=1) if start <= row["start"] < end]
        notes = f'<ol class="notes" dir="ltr" lang="en" aria-label="Who speaks here">{"".join(here)}</ol>' if here else ""
        content = text[start:end]
        language = language_of(content, segment["language"])
        way = f' dir="{"rtl" if is_right_to_left(content) else "ltr"}"' + (f' lang="{language}"' if language else "")
        heading = f'<p class="role" lang="en">{escape(role)}</p>' if role not in ("body", last) else ""
        tag = "h4" if role == "headline" else "p"
        words = f'<{tag} class="words"{way}>{mark_up(text, start, end, marks)}</{tag}>'
        parts.append(f'<div class="seg {"own" if role in _OWN else "page"} {escape(role)}">{heading}{words}{notes}</div>')
        last = role
    return "".join(parts)


def _pointer(text: str, segments: pd.DataFrame, at: tuple[int, int] | None) -> Iterator[Mark]:
    from ..text.sentences import sentence_spans

    if at is None:
        return
    yield Mark(*at, "b", ' class="here"', _SHOWN)
    for low, high in zip(segments["start"], segments["end"], strict=True):
        for start, end in sentence_spans(text[low:high]):
            if low + start <= at[0] < low + end:
                yield Mark(low + start, low + end, "span", ' class="sentence"', -1)


def _changes(corpus: Corpus, doc_id: str, twin: str | None) -> list[dict[str, Any]]:
    from ..reuse import compare_texts

    if twin is None:
        return []
    found = compare_texts(corpus, doc_id, twin)
    return found[found["meaningful"].astype(bool)].to_dict("records")


def _change_marks(changes: list[dict[str, Any]], key: str) -> Iterator[Mark]:
    for number, row in enumerate(changes, start=1):
        if pd.notna(row["start_a"]):
            link = f'<a class="num" lang="en" id="{key}-c{number}" href="#{key}-d{number}" aria-label="difference {number}">Δ{number}</a>'
            start, end = int(row["start_a"]), int(row["end_a"])
            yield Mark(start, end, "span", f' class="diff {"long" if end - start > _LONG else ""}"', _CHANGED, head=link)


def _list_changes(changes: list[dict[str, Any]], documents: pd.DataFrame, twin: str | None, key: str) -> str:
    if twin is None:
        return ""
    items = "".join(
        f'<li id="{key}-d{number}">{_back(row, number, key)}: {_quote(row["text_a"])} · there: {_quote(row["text_b"])}</li>'
        for number, row in enumerate(changes, start=1)
    )
    there = f"<bdi>{escape(documents.at[twin, 'outlet'])}</bdi> (<bdi>{escape(twin)}</bdi>)"
    return f'<section class="others"><h4>What {there} tells otherwise</h4><ol>{items}</ol></section>'


def _back(row: dict[str, Any], number: int, key: str) -> str:
    kind = escape(_words(row["kind"]))
    return f'<a href="#{key}-c{number}">{kind}</a>' if pd.notna(row["start_a"]) else kind


def _quote(text: object) -> str:
    if not isinstance(text, str) or not text.strip():
        return "nothing"
    language = language_of(text)
    return f"<bdi{f' lang={language!r}' if language else ''}>{escape(' '.join(text.split()))}</bdi>"


def _rules(key: str, looks: dict[str, tuple[str, str]], said: list[dict[str, Any]]) -> str:
    """Return the rules that need the names of this article: boxes that switch marks off, speakers lit up with their words."""
    off = [
        f"#{key}:has(.off-{letter}:not(:checked)) .{letter}{{background:none;border-color:transparent}}"
        f"#{key}:has(.off-{letter}:not(:checked)) .{letter}>sup{{display:none}}"
        for letter, _ in looks.values()
    ]
    unsaid = f"#{key}:has(.off-said:not(:checked))"
    off.append(f"{unsaid} .said{{text-decoration:none}}{unsaid} :is(.num,.notes){{display:none}}")
    off.append(f"#{key}:has(.off-page:not(:checked)) .page{{display:none}}")
    lit = [f"#{key}:has(#{key}-w{n}:is(:hover,:focus-within)) #{key}-n{n}" for n in range(1, len(said) + 1)]
    lit += [f"#{key}:has(#{key}-n{n}:is(:hover,:focus-within)) #{key}-w{n}" for n in range(1, len(said) + 1)]
    return "".join(off) + (",".join(lit) + "{background:#E69F0040}" if lit else "")


def _legend(terms: pd.DataFrame, looks: dict[str, tuple[str, str]], said: list[dict[str, Any]], changed: bool) -> str:
    counts = terms["referent"].value_counts()
    names = "".join(
        f'<li>{_box(letter)}<mark class="plain" style="--hue:{colour};--tint:{colour}26">{escape(_words(name))}'
        f"<sup>{letter}</sup></mark> {counts[name]}</label></li>"
        for name, (letter, colour) in looks.items()
    )
    stances = " · ".join(f"{SIGNS.get(one, '')} {escape(one)}" for one in SIGNS if SIGNS[one] and one in set(terms["stance"]))
    speakers = Counter(_speaker(row) for row in said if row["counted"]).most_common()
    rest = sum(not row["counted"] for row in said)
    heard = ", ".join(f"<bdi>{escape(name)}</bdi> {count}" for name, count in speakers) or "nobody is cited"
    return (
        f'<details class="legend" open><summary>What the marks mean</summary><ul aria-label="What is named, how often">{names}</ul>'
        f"<p><b>Stance of a name:</b> {stances or 'all plain'}{' · no sign: plain' if stances else ''}</p>"
        f"<p>{_box('said')}<b>Underlined:</b> attributed words, solid if quoted, dashed if not; the number leads to the speaker "
        f"in the margin.</label></p><p>{_box('page')}<b>Small and dimmed:</b> not the article’s own text.</label></p>"
        f"{'<p><b>Δ and dotted above:</b> told otherwise elsewhere; the number leads to the list at the end.</p>' if changed else ''}"
        f"<p><b>Who speaks, how often:</b> {heard}{f' · marked but not counted: {rest}' if rest else ''}</p></details>"
    )


def _box(name: str) -> str:
    return f'<label><input type="checkbox" checked class="off-{name}">'
