"""Two retellings of one story side by side, marked up as by an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from .markup import Mark, mark_up
from .rtl import is_right_to_left
from .tables import Html, escape, language_of

if TYPE_CHECKING:
    from ..corpus import Corpus

_OWN = ("headline", "deck", "summary", "body")
_NOTE = "font-size:.78em;line-height:1.5;opacity:.85"
_LINE = "border-bottom:1px solid rgba(128,128,128,.35)"
_PAD = "padding:.3em .7em;vertical-align:top"
# Which side has it shows as colour and as line: dotted on the first side, solid on the second.
_LOOK = {
    "a": "text-decoration:none;background:#D55E0022;border-bottom:2px dotted #D55E00",
    "b": "text-decoration:none;background:#0072B222;border-bottom:2px solid #0072B2",
}
_TAG = {"a": "del", "b": "ins"}


def show_differences(corpus: Corpus, doc_a: str, doc_b: str, *, formal: bool = False) -> Html:
    """Show two retellings of one story as an editor would mark them up: both texts side by side, then each difference with its kind.

    Parameters
    ----------
    corpus : a Corpus. doc_a, doc_b : two of its articles.
    formal : mark also differences of spelling, spacing and punctuation.

    Returns
    -------
    Html without script. A difference carries the same number in both texts and in the table under them.
    """
    from ..reuse import compare_texts

    found = compare_texts(corpus, doc_a, doc_b, formal=formal).to_dict("records")
    outlets = corpus.documents.set_index("doc_id")["outlet"]
    heads = {side: f"{outlets[doc]} · {doc}" for side, doc in (("a", doc_a), ("b", doc_b))}
    columns = "".join(
        f'<section aria-label="{escape(heads[side])}" style="flex:1 1 22em;min-width:0">'
        f'<p style="font-weight:600;margin:.3em 0"><bdi>{escape(heads[side])}</bdi></p>{_text(corpus, doc, side, found)}</section>'
        for side, doc in (("a", doc_a), ("b", doc_b))
    )
    legend = (
        f'<p style="{_NOTE};margin:.2em 0"><del style="{_LOOK["a"]}">dotted</del>: so only in the first. '
        f'<ins style="{_LOOK["b"]}">solid</ins>: so only in the second. Not marked: the same in both. The numbers lead to the table.</p>'
    )
    markup = (
        f'<article aria-label="differences">{legend}<div style="display:flex;flex-wrap:wrap;gap:1.5em;max-width:76em">{columns}</div>'
        f"{_table(found, heads)}</article>"
    )
    lines = [f"{at}. {row['kind']}: {_told(row['text_a'])} | {_told(row['text_b'])}" for at, row in enumerate(found, start=1)]
    return Html(markup, "\n".join(" ".join(line.split()) for line in lines))


def _text(corpus: Corpus, doc_id: str, side: str, found: list[dict[str, Any]]) -> str:
    """Return the article's own paragraphs with the differences of one side marked."""
    spans: dict[tuple[int, int], list[int]] = {}  # a passage that several sentences retell is marked once, with all their numbers
    for at, row in enumerate(found, start=1):
        if pd.notna(row[f"start_{side}"]):
            spans.setdefault((int(row[f"start_{side}"]), int(row[f"end_{side}"])), []).append(at)
    marks = [_mark({at: found[at - 1] for at in numbers}, *span, side) for span, numbers in spans.items()]
    own = corpus.segments[(corpus.segments["doc_id"] == doc_id) & corpus.segments["role"].isin(_OWN)]
    text = corpus.raw[doc_id]
    paragraphs = []
    for segment in own.itertuples():
        low, high = int(segment.start), int(segment.end)
        weight = ";font-weight:700" if segment.role == "headline" else ""
        style = f"margin:.5em 0;line-height:1.9;text-align:start;unicode-bidi:plaintext{weight}"
        paragraphs.append(f'<p{_way(text[low:high])} style="{style}">{mark_up(text, low, high, marks)}</p>')
    return "".join(paragraphs)


def _mark(rows: dict[int, dict[str, Any]], start: int, end: int, side: str) -> Mark:
    tips = []
    for number, row in rows.items():
        other = row["text_b" if side == "a" else "text_a"]
        instead = " ".join(other.split()) if isinstance(other, str) else "nothing"
        tips.append(f"{number}: {row['kind'].replace('_', ' ')}; the other has: {instead}")
    tip = "\n".join(tips)
    count = f'<sup style="font-size:.65em">{", ".join(map(str, rows))}</sup>'
    # Of two differences over the same words the narrower is drawn inside.
    return Mark(start, end, _TAG[side], f' title="{escape(tip)}" style="{_LOOK[side]}"', start - end, head=count, first=' tabindex="0"')


def _table(found: list[dict[str, Any]], heads: dict[str, str]) -> str:
    titles = "".join(f'<th scope="col" style="{_PAD};text-align:start"><bdi>{escape(heads[side])}</bdi></th>' for side in "ab")
    rows = []
    for at, row in enumerate(found, start=1):
        kind = f'<th scope="row" style="{_PAD};{_LINE};text-align:start;font-weight:500">{at}. {escape(row["kind"].replace("_", " "))}</th>'
        rows.append(f"<tr>{kind}{_side(row['text_a'], 'a')}{_side(row['text_b'], 'b')}</tr>")
    return (
        '<div role="region" tabindex="0" aria-label="table of differences" style="overflow-x:auto">'
        '<table style="border-collapse:collapse;max-width:76em;line-height:1.8">'
        f'<thead><tr><th scope="col" style="{_PAD};text-align:start">what changed</th>{titles}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _side(text: object, side: str) -> str:
    if not isinstance(text, str) or not text.strip():
        return f'<td style="{_PAD};{_LINE};width:42%;opacity:.7">–</td>'
    align = "right" if is_right_to_left(text) else "left"
    style = f"{_PAD};{_LINE};width:42%;text-align:{align};unicode-bidi:plaintext"
    shown = escape(" ".join(text.split()))
    return f'<td{_way(text)} style="{style}"><{_TAG[side]} style="{_LOOK[side]}">{shown}</{_TAG[side]}></td>'


def _told(text: object) -> str:
    return text if isinstance(text, str) and text.strip() else "–"


def _way(text: str) -> str:
    return f' dir="rtl" lang="{language_of(text)}"' if is_right_to_left(text) else ' dir="ltr"'
