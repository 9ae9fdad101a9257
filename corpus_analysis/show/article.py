"""The raw article with everything that was found in it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pandas as pd

from .colours import OKABE_ITO
from .rtl import is_right_to_left
from .tables import Html, escape, language_of

if TYPE_CHECKING:
    from ..corpus import Corpus

# A stance shows twice: as a sign and as the kind of line under the name. A referent shows as a colour and in the tip.
_SIGNS = {"plain": ("", "solid"), "technical": ("°", "solid"), "legitimising": ("▲", "double"), "delegitimising": ("▼", "dotted"),
          "victimising": ("◇", "dashed"), "heroising": ("★", "double")}  # fmt: skip
_BOX = "border:1px solid rgba(128,128,128,.4);border-radius:6px;padding:.6em 1em;margin:.5em 0;line-height:1.9;max-width:60em"
_DIM = "opacity:.62;font-size:.88em"
_NOTE = "font-size:.78em;line-height:1.5;opacity:.85"
_OWN = ("headline", "deck", "body")


def show_article(corpus: Corpus, doc_id: str) -> Html:
    """Show one raw article: names coloured by what they name and marked by stance, attributed words underlined, the page around it dimmed.

    Parameters
    ----------
    corpus : a Corpus. doc_id : which article.

    Returns
    -------
    Html without script. Every name and every attribution can be reached with the Tab key and says what it is; stances and voices show
    in grey as well, by sign and line.

    Raises
    ------
    KeyError : no such article; the message lists those there are.
    """
    documents = corpus.documents.set_index("doc_id")
    if doc_id not in documents.index:
        raise KeyError(f"no article {doc_id!r} in this corpus. There are: {list(documents.index)[:20]}")
    text = corpus.raw[doc_id]
    segments, terms, sources = (frame[frame["doc_id"] == doc_id] for frame in (corpus.segments, corpus.terms, corpus.sources))
    terms = terms[~terms["nested"]].sort_values(["start", "end"])
    referents = list(dict.fromkeys(terms["referent"]))
    colours = {referent: OKABE_ITO[at % len(OKABE_ITO)] for at, referent in enumerate(referents)}
    numbers = {index: at + 1 for at, index in enumerate(sources.index)}
    blocks = [_segment(text, segment, terms, sources, colours, numbers) for segment in segments.to_dict("records")]
    head = documents.loc[doc_id]
    published = head["published"].strftime("%Y-%m-%d") if pd.notna(head["published"]) else "day unknown"
    title = f"{doc_id} · {head['outlet']} · {published}"
    heading = f'<p style="font-weight:600;margin:.3em 0"><bdi>{escape(title)}</bdi></p>'
    markup = f'<article aria-label="{escape(title)}">{heading}{_legend(colours)}{"".join(blocks)}</article>'
    return Html(markup, f"{title}\n\n{text}")


def _segment(text: str, segment: dict, terms: pd.DataFrame, sources: pd.DataFrame, colours: dict[str, str], numbers: dict[int, int]) -> str:
    start, end = int(segment["start"]), int(segment["end"])
    inside_terms = [row for row in terms.to_dict("records") if start <= row["start"] and row["end"] <= end]
    inside = [
        {**row, "number": numbers[index]} for index, row in sources.to_dict("index").items() if row["start"] < end and start < row["end"]
    ]
    cuts = {start, end}
    for row in (*inside_terms, *inside):
        cuts |= {min(max(int(row["start"]), start), end), min(max(int(row["end"]), start), end)}
    edges = sorted(cuts)
    pieces = [_piece(text, a, b, inside_terms, inside, colours) for a, b in itertools.pairwise(edges)]
    notes = "".join(f"<li value={row['number']}>{_note(row)}</li>" for row in inside if start <= row["start"])
    margin = f'<ol dir="ltr" style="{_NOTE};margin:.4em 0 0;padding-inline-start:2em">{notes}</ol>' if notes else ""
    content = text[start:end]
    language = language_of(content, segment["language"])
    way = f'dir="rtl" lang="{language}"' if is_right_to_left(content) else 'dir="ltr"'
    body = f'<div {way} style="unicode-bidi:plaintext;white-space:pre-line;text-align:start">{"".join(pieces)}</div>'
    role = "" if segment["role"] == "body" else f'<span dir="ltr" style="{_NOTE}">{escape(segment["role"])}</span>'
    dimmed = "" if segment["role"] in _OWN else f";{_DIM}"
    weight = ";font-weight:700" if segment["role"] == "headline" else ""
    return f'<section aria-label="{escape(segment["role"])}" style="{_BOX}{dimmed}{weight}">{role}{body}{margin}</section>'


def _piece(text: str, start: int, end: int, terms: list[dict], sources: list[dict], colours: dict[str, str]) -> str:
    shown = escape(text[start:end])
    term = next((row for row in terms if row["start"] <= start and end <= row["end"]), None)
    if term:
        sign, line = _SIGNS.get(term["stance"], ("", "solid"))
        voice = "in the outlet's own voice" if term["voice"] == "outlet" else f"in the voice of {term['voice']}"
        tip = f"{term['referent']}: {term['name'].replace('_', ' ')} ({term['stance']}), {voice}" + (", negated" if term["negated"] else "")
        colour = colours[term["referent"]]
        mark = f"<sup aria-hidden=true>{sign}</sup>" if sign and end == term["end"] else ""
        shown = (f'<mark tabindex="0" role="note" aria-label="{escape(tip)}" title="{escape(tip)}" '
                 f'style="background:{colour}22;color:inherit;border-bottom:3px {line} {colour};'
                 f'padding:0 .1em">{shown}{mark}</mark>')  # fmt: skip
    speakers = [row for row in sources if row["start"] <= start and end <= row["end"]]
    if speakers:
        inner = max(speakers, key=lambda row: (row["level"], row["start"]))
        count = f'<sup style="font-size:.65em">{inner["number"]}</sup>' if start == inner["start"] else ""
        tip = f"{inner['number']}: {inner['source_id']} ({inner['mode']})"
        line = "solid" if inner["mode"] == "direct" else "dashed"
        style = f"text-decoration:underline {line} 1px rgba(128,128,128,.9);text-underline-offset:.45em"
        shown = f'<span title="{escape(tip)}" style="{style}">{count}{shown}</span>'
    return shown


def _note(row: dict) -> str:
    cue = f" · <bdi>{escape(row['cue'])}</bdi>" if isinstance(row["cue"], str) else ""
    via = f" · via {escape(row['via'])}" if isinstance(row["via"], str) else ""
    return f"<b>{escape(row['source_id'])}</b> ({escape(row['source_type'])}, {escape(row['mode'])}){cue}{via}"


def _legend(colours: dict[str, str]) -> str:
    names = " ".join(
        f'<span style="border-bottom:3px solid {colour};background:{colour}22;padding:0 .3em">{escape(referent)}</span>'
        for referent, colour in colours.items()
    )
    signs = " · ".join(f"{sign} {stance}" for stance, (sign, _) in _SIGNS.items() if sign)
    return (f'<p style="{_NOTE};margin:.2em 0"><b>Names:</b> {names}</p>'
            f'<p style="{_NOTE};margin:.2em 0"><b>Stance:</b> {signs} · no sign: plain. '
            "<b>Underlined:</b> attributed words, solid if quoted, dashed if reported; "
            "the number leads to the speaker under the paragraph. "
            "<b>Dimmed:</b> not the article's own text.</p>")  # fmt: skip
