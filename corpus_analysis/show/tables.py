"""Tables for people: escaped, right-to-left where the text is, rounded, the same every time."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .rtl import is_right_to_left

_PERSIAN = re.compile("[پچژگیکۀ۰-۹]")
_SCROLL = "overflow-x:auto;max-width:100%;margin:.5em 0"
_TABLE = "border-collapse:collapse;font-size:.9em;line-height:1.5;margin:0"
_CELL = "padding:.25em .7em;border-bottom:1px solid rgba(128,128,128,.35);vertical-align:top"
_RTL = "text-align:right;unicode-bidi:plaintext"


@dataclass(frozen=True)
class Html:
    """A piece of safe HTML that Jupyter shows, with a plain text twin for everything else."""

    markup: str
    text: str

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return self.text


def language_of(text: str, known: str | None = None) -> str:
    """Return the `lang` of a cell: *known* if given, else ``fa`` or ``ar`` by the letters, else an empty string."""
    if known in {"ar", "fa", "en", "ur", "ckb", "ps"}:
        return known
    if not is_right_to_left(text):
        return ""
    return "fa" if _PERSIAN.search(text) else "ar"


def direction(text: str) -> str:
    """Return the attributes that make an element read in the direction of its text."""
    language = language_of(text)
    return f' dir="rtl" lang="{language}"' if is_right_to_left(text) else ' dir="auto"'


def escape(value: object) -> str:
    """Return *value* as text that HTML shows and never runs."""
    return html.escape(str(value), quote=True).replace("\x00", "\ufffd")


def format_value(value: Any, digits: int = 2) -> str:
    """Return a value as a reader wants it: rounded numbers, days without hours, a dash for what is missing."""
    if isinstance(value, (list, tuple, dict, set)):
        return str(value)
    if value is None or value is pd.NaT or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return "–"
    if pd.api.types.is_bool(value):
        return "yes" if value else "no"
    if pd.api.types.is_integer(value):
        return f"{value:,}"
    if pd.api.types.is_float(value):
        return f"{value:,.{digits}f}"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d") if value == value.normalize() else value.strftime("%Y-%m-%d %H:%M")
    return str(value)


def table(frame: pd.DataFrame | pd.Series, caption: str = "", *, rows: int = 30, digits: int = 2, index: bool | None = None) -> Html:
    """Show a DataFrame safely: nothing in it is run, Arabic and Persian cells read right to left, numbers are rounded.

    Parameters
    ----------
    frame : any DataFrame or Series.
    caption : a line above it. rows : at most so many rows; a last line says how many more there are. digits : of fractions.
    index : show the index (by default: if it has a name or holds something other than row numbers).

    Returns
    -------
    Html, shown by Jupyter as a table and printed as text elsewhere.
    """
    frame = frame.to_frame() if isinstance(frame, pd.Series) else frame
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"table shows a DataFrame or a Series, not {frame!r:.80}. Make one of it first: pd.DataFrame(...).")
    named = any(name is not None for name in frame.index.names) or not pd.api.types.is_integer_dtype(frame.index)
    if index if index is not None else named and not frame.empty:
        frame = frame.reset_index(allow_duplicates=True)
    shown = frame.head(rows)
    names = [" · ".join(map(str, name)) if isinstance(name, tuple) else str(name) for name in frame.columns]
    columns = [[format_value(value, digits) for value in shown.iloc[:, at]] for at in range(len(names))]
    numeric = [
        pd.api.types.is_numeric_dtype(frame.dtypes.iloc[at]) and not pd.api.types.is_bool_dtype(frame.dtypes.iloc[at])
        for at in range(len(names))
    ]
    head = "".join(
        f'<th scope="col" style="{_CELL};text-align:{"right" if n else "start"}"{direction(name)}>{escape(name)}</th>'
        for name, n in zip(names, numeric, strict=True)
    )
    body = "".join(
        "<tr>" + "".join(_cell(text, n) for text, n in zip(row, numeric, strict=True)) + "</tr>" for row in zip(*columns, strict=True)
    )
    more = len(frame) - len(shown)
    told = f"… and {more:,} more rows" if more else "no rows" if frame.empty else ""
    note = f'<p style="margin:.2em 0;font-size:.85em">{told}</p>' if told else ""
    title = (
        f'<caption style="text-align:start;font-weight:600;padding:.2em 0"{direction(caption)}>{escape(caption)}</caption>'
        if caption
        else ""
    )
    markup = (
        f'<div role="region" tabindex="0" aria-label="{escape(caption or "table")}" style="{_SCROLL}">'
        f'<table style="{_TABLE}">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}</div>'
    )
    plain = pd.DataFrame(dict(enumerate(columns)))
    plain.columns = pd.Index(names)
    text = "\n".join(filter(None, [caption, "" if frame.empty else plain.to_string(index=False), told]))
    return Html(markup, text)


def _cell(text: str, numeric: bool) -> str:
    if numeric:
        return f'<td style="{_CELL};text-align:right;font-variant-numeric:tabular-nums">{escape(text)}</td>'
    style = f"{_CELL};{_RTL}" if is_right_to_left(text) else f"{_CELL};text-align:start"
    return f'<td style="{style}"{direction(text)}>{escape(text)}</td>'


def say(sentences: list[str]) -> Html:
    """Show sentences as a list; words of another direction keep their own."""
    runs = re.compile(
        "[\u0590-\u08ff\ufb1d-\ufefc][\u0590-\u08ff\ufb1d-\ufefc\u200c\\s«»()،]*[\u0590-\u08ff\ufb1d-\ufefc»]|[\u0590-\u08ff\ufb1d-\ufefc]"
    )
    items = [
        runs.sub(lambda hit: f'<bdi lang="{language_of(hit.group())}">{hit.group()}</bdi>', escape(sentence)) for sentence in sentences
    ]
    return Html("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>", "\n".join(sentences))


def kwic(frame: pd.DataFrame, caption: str = "", *, rows: int = 30, width: int = 48) -> Html:
    """Show a concordance, keyword in the middle, each language in its own direction.

    Parameters
    ----------
    frame : as `concordance` returns it: before, keyword, after, and optionally outlet, voice, doc_id; href, where a line leads to.
    rows : at most so many lines. width : so many characters on each side, cut between words.
    """
    parts, shown = [], frame.head(rows)
    shown = shown.assign(
        before=[_shorten(text, -width) for text in shown["before"]], after=[_shorten(text, width) for text in shown["after"]]
    )
    for rtl in (True, False):
        lines = shown[[is_right_to_left(text) == rtl for text in shown["keyword"]]]
        if len(lines):
            parts.append(_kwic_block(lines, rtl, caption or "concordance"))
    more = len(frame) - len(shown)
    note = f'<p style="margin:.2em 0;font-size:.85em">… and {more:,} more lines</p>' if more else ""
    title = f'<p style="font-weight:600;margin:.2em 0"{direction(caption)}>{escape(caption)}</p>' if caption else ""
    markup = f'<div style="margin:.5em 0">{title}{"".join(parts)}{note}</div>'
    plain = [f"{row.before} [{row.keyword}] {row.after}".replace("\n", " ") for row in shown.itertuples()]
    return Html(markup, "\n".join(filter(None, [caption, *plain, f"… and {more:,} more lines" if more else ""])))


def _shorten(text: object, width: int) -> str:
    """Return *text* on one line, cut after *width* characters (before the last ones, if negative) between two words."""
    words = " ".join(str(text).split())
    if len(words) <= abs(width):
        return words
    return "… " + words[width:].partition(" ")[2] if width < 0 else words[:width].rpartition(" ")[0] + " …"


def _kwic_block(lines: pd.DataFrame, rtl: bool, name: str) -> str:
    # In the direction of the script: before | keyword | after | where. Inside a right-to-left table "end" is the left side.
    # Each direction scrolls by itself: one that reads from the left cannot be scrolled to what lies beyond its left edge.
    aside = [name for name in ("voice", "outlet") if name in lines.columns]
    names = ("before", "keyword", "after", *aside)
    sides = {"before": "end", "keyword": "center"}
    head = "".join(f'<th scope="col" style="{_CELL};font-weight:400;text-align:{sides.get(name, "start")}">{name}</th>' for name in names)
    rows = []
    for row in lines.to_dict("records"):
        language = language_of(str(row["keyword"]), row.get("language"))
        way = f' dir="rtl" lang="{language}"' if rtl else ' dir="ltr"'
        cells = [("before", "text-align:end;white-space:nowrap"), ("keyword", "text-align:center;font-weight:700;white-space:nowrap"),
                 ("after", "text-align:start;white-space:nowrap")]  # fmt: skip
        texts = {name: escape(" ".join(str(row[name]).split())) for name, _ in cells}
        if row.get("href"):
            texts["keyword"] = f'<a href="{escape(row["href"])}">{texts["keyword"]}</a>'
        found = "".join(f'<td{way} style="{_CELL};{style}">{texts[name]}</td>' for name, style in cells)
        small = f"{_CELL};font-size:.85em;text-align:{'right' if rtl else 'left'}"  # under its heading, whatever its own direction
        rest = "".join(f'<td style="{small}"{direction(str(row[name]))}>{escape(format_value(row[name]))}</td>' for name in aside)
        rows.append(f"<tr>{found}{rest}</tr>")
    way = ' dir="rtl"' if rtl else ' dir="ltr"'
    table = f'<table{way} style="{_TABLE}"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    label = escape(f"{name}, from the {'right' if rtl else 'left'}")
    return f'<div{way} role="region" tabindex="0" aria-label="{label}" style="{_SCROLL}">{table}</div>'
