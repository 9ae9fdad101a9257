"""What a page says about itself: its outlet, the day it was published, its language and its headline, each with the evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

import pandas as pd
from ahocorasick_rs import AhoCorasick, Implementation

from ..lexicon import read_rows, read_yaml
from .glance import find_phrases, fold_lines
from .publication import find_publication
from .rules import fold, letters

UNKNOWN = "unknown"
_DOMAIN = re.compile(r"(?<![\w@.-])(?:https?://)?(?:www\.|m\.)?([a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,30}){1,3}(?:/[a-z-]{2,12})?)")
_Segment = tuple[str, str, int, int]  # role, language, start, end
_LEAD = 240  # characters of a paragraph that are folded to look for a credit at its beginning
_PAGE_ROLES = ("headline", "date", "byline", "boilerplate")


@dataclass(frozen=True)
class _Outlet:
    name: str
    agency: bool
    domains: tuple[str, ...]
    fingerprints: tuple[frozenset[str], ...]
    pages_signed: frozenset[str]
    language: str | None


@dataclass(frozen=True)
class _Credit:
    at: str
    strength: int
    pattern: re.Pattern[str]
    says: str


def _outlet_rows() -> list[dict[str, Any]]:
    return read_rows("outlets.yaml", "outlets", ("name", "language?"), ("names", "domains", "pages_signed?"))


@lru_cache(maxsize=1)
def _openings() -> AhoCorasick:
    """The words with which outlets' names begin, also run together: most lines hold none, and need not be looked at closer."""
    words: set[str] = set()
    for row in _outlet_rows():
        for name in (*row["names"], row["name"]):
            parts = fold(name).split()
            words |= {_WORD.findall("".join(parts[:count]))[0] for count in range(1, len(parts) + 1)}
    return AhoCorasick(sorted(words), implementation=Implementation.DFA)


@lru_cache(maxsize=1)
def _load() -> tuple[dict[str, _Outlet], dict[str, list[str]], tuple[_Credit, ...]]:
    """Return the outlets by name, {folded name without spaces: outlets so called}, and the ways in which outlets name themselves."""
    rows = _outlet_rows()
    outlets: dict[str, _Outlet] = {}
    called: dict[str, list[str]] = {}
    for row in rows:
        prints = tuple(frozenset(letters(line) for line in lines) for lines in row.get("fingerprints", ()))
        signed = frozenset(letters(line) for line in row.get("pages_signed", ()))
        outlet = _Outlet(row["name"], bool(row.get("agency")), tuple(row["domains"]), prints, signed, row.get("language"))
        outlets[outlet.name] = outlet
        for name in (*row["names"], row["name"]):
            if outlet.name not in called.setdefault(_key(name), []):
                called[_key(name)].append(outlet.name)
    names = sorted({_SPACE.sub(r"\\s?", re.escape(fold(n)).replace(r"\ ", " ")) for row in rows for n in (*row["names"], row["name"])})
    either = rf"(?<!\w)(?P<name>{'|'.join(sorted(names, key=lambda n: (-len(n), n)))})(?!\w)"
    credits = tuple(
        _Credit(rule["at"], rule["strength"], re.compile(_fill(rule["pattern"], either)), rule["says"])
        for rule in read_yaml("outlets.yaml")["self_credits"]
    )
    return outlets, called, credits


_SPACE, _WORD = re.compile(r"\s+"), re.compile(r"\w+")


def _fill(pattern: str, either: str) -> str:
    """Put the names into a pattern; where it has two places for them, the second group gets a name of its own."""
    parts = fold(pattern).split("{}")
    filled = parts[0]
    for number, part in enumerate(parts[1:]):
        filled += either.replace("?P<name>", f"?P<name{number}>") + part
    return filled


def _key(name: str) -> str:
    return _SPACE.sub("", fold(name))


def describe_documents(documents: pd.DataFrame, segments: pd.DataFrame, raw: Mapping[str, str]) -> pd.DataFrame:
    """Fill language, outlet, published and headline where `read_documents` (a manifest, a page's metadata) left them open.

    Parameters
    ----------
    documents : DataFrame of `read_documents`.
    segments : DataFrame of `find_segments`.
    raw : decoded text of each document.

    Returns
    -------
    A copy of documents. outlet is "unknown" where nothing tells it, outlet_evidence then says what was found; published is
    missing where only a range can be told: published_from and published_to hold it (one of them missing where it is open; both are
    the day itself where that is certain), published_evidence gives the reason.
    """
    rows: dict[str, list[_Segment]] = {}
    columns = [segments[name].tolist() for name in ("doc_id", "role", "language", "start", "end")]
    for doc_id, *segment in zip(*columns, strict=True):
        rows.setdefault(doc_id, []).append(tuple(segment))
    described = [_describe(row, rows.get(row["doc_id"], []), raw[row["doc_id"]]) for row in documents.to_dict("records")]
    frame = pd.DataFrame(described, columns=list(documents.columns), index=documents.index)
    return frame.astype({name: documents[name].dtype for name in documents.columns})


def _describe(row: dict[Any, Any], segments: list[_Segment], text: str) -> dict[str, Any]:
    parts = [(role, text[start:end]) for role, _, start, end in segments]
    if _missing(row["language"]):
        row["language"] = _main_language(segments)
    if _missing(row["headline"]):
        row["headline"] = next((" ".join(part.split()) for role, part in parts if role == "headline"), None)
    if _missing(row["outlet"]):
        address = None if _missing(row["outlet_evidence"]) else str(row["outlet_evidence"])
        row["outlet"], row["outlet_evidence"] = find_outlet(parts, row["language"], address)
    if _missing(row["published"]):
        given = None if _missing(row["published_evidence"]) else str(row["published_evidence"])
        told = find_publication(parts, row["language"])
        row["published"], row["published_evidence"] = _stamp(told.day), given or told.evidence
        row["published_from"], row["published_to"] = _stamp(told.earliest), _stamp(told.latest)
    return row


def _stamp(day: date | None) -> Any:
    return pd.NaT if day is None else pd.Timestamp(day)


def _main_language(segments: list[_Segment]) -> str:
    """The language in which most of the article is written; of the page, where no article was found."""
    own: Counter[str] = Counter()
    page: Counter[str] = Counter()
    for role, language, start, end in segments:
        page[language] += end - start
        if role in ("headline", "deck", "body"):
            own[language] += end - start
    return max(own or page, key=lambda name: ((own or page)[name], name), default="und")


def _missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value)) or value == ""


def find_outlet(parts: list[tuple[str, str]], language: str, address: str | None = None) -> tuple[str, str]:
    """Return the outlet of a page, or "unknown", and the evidence.

    Parameters
    ----------
    parts : (role, text) of each segment, in order.
    language : of the document.
    address : the page's own address, if it is known.
    """
    points: dict[str, int] = {}
    reasons: dict[str, list[str]] = {}

    def add(name: str, strength: int, reason: str) -> None:
        if reason not in reasons.setdefault(name, []):
            points[name] = points.get(name, 0) + strength
            reasons[name].append(reason)

    outlets, called, credits = _load()
    if address:
        for name in _by_domain(address, language):
            add(name, 3, address)
    page_lines = [text for role, text in parts if role in _PAGE_ROLES and len(text) <= 400]
    for text in page_lines:
        for hit in _DOMAIN.finditer(text.lower()) if "." in text else ():
            for name in _by_domain(hit.group(1), language):
                add(name, 2, f"its address {hit.group(1)} on the page")
    keys = {letters(text) for text in page_lines}
    for outlet in outlets.values():
        if not (outlet.fingerprints or outlet.pages_signed) or outlet.language not in (None, language):
            continue
        if any(lines <= keys for lines in outlet.fingerprints):
            add(outlet.name, 2, "lines that only its pages have together")
        if outlet.pages_signed & keys:
            add(outlet.name, 2, "a line that is its signature")
    _read_credits(parts, language, outlets, called, credits, add)
    return _decide(points, reasons)


def _decide(points: dict[str, int], reasons: dict[str, list[str]]) -> tuple[str, str]:
    if not points:
        return UNKNOWN, "nothing on the page names its outlet"
    ranked = sorted(points, key=lambda name: (-points[name], name))
    best = ranked[0]
    said = "; ".join(reasons[best])
    if points[best] < 2:
        return UNKNOWN, f"perhaps {best}: {said}; not enough, since others pass on its reports"
    rival = next((name for name in ranked[1:] if points[name] >= 2), None)
    if rival is not None and points[rival] == points[best]:
        return UNKNOWN, f"{best} ({said}) or {rival} ({'; '.join(reasons[rival])})"
    return best, said


def _by_domain(address: str, language: str) -> list[str]:
    """The outlets at an address; of those that share a domain the one whose path is named, else none of them is sure."""
    lower = address.lower()
    hits = []
    for outlet in _load()[0].values():
        for domain in outlet.domains:
            at = lower.find(domain)
            if at >= 0 and (at == 0 or lower[at - 1] in "/.") and lower[at + len(domain) :][:1] in ("", "/", "?", "#", " ", ":"):
                hits.append((len(domain), outlet.name))
    longest = max(hits, default=(0, ""))[0]
    return sorted({name for length, name in hits if length == longest})


def _read_credits(parts, language, outlets, called, credits, add) -> None:  # noqa: ANN001 - the closure of find_outlet
    places: dict[str, list[str]] = {
        "lead": [text[:_LEAD] for text in islice((text for role, text in parts if role == "body"), 6)],
        "line": [text for role, text in parts if role in _PAGE_ROLES and len(text) <= 80],
        "end": [text for role, text in parts[:6] if role in ("headline", "boilerplate") and len(text) <= 250],
        "inside": [text for role, text in parts if role == "boilerplate" and len(text) <= 400],
        "picture": [text for role, text in parts if role == "caption" and len(text) <= 400],
    }
    where = [at for at, texts in places.items() for _ in texts]
    folded = fold_lines([text.replace("\n", " ") for texts in places.values() for text in texts])
    named: dict[str, list[str]] = {at: [] for at in places}
    for number in sorted({at for at, _ in find_phrases(_openings(), folded)}):
        named[where[number]].append(folded[number][:160] if where[number] == "lead" else folded[number])
    for credit in credits:
        for text in named[credit.at]:
            hit = _match(credit, text)
            if hit is None:
                continue
            name = next(value for value in hit.groupdict().values() if value)
            owners = _owners(called[_key(name)], language, outlets)
            for owner in owners:
                agency = outlets[owner].agency
                add(owner, min(credit.strength, 1) if agency and credit.at != "inside" else credit.strength, f"{credit.says} ({name})")


def _match(credit: _Credit, text: str) -> re.Match[str] | None:
    if credit.at == "line":
        return credit.pattern.fullmatch(text.strip())
    if credit.at == "lead":
        return credit.pattern.match(text)
    if credit.at in ("inside", "picture"):
        return credit.pattern.search(text)
    last = max(text.rfind(mark) for mark in "-–|")
    return credit.pattern.fullmatch(text[last:].strip()) if last > 0 else None


def _owners(names: list[str], language: str, outlets: Mapping[str, _Outlet]) -> list[str]:
    fitting = [name for name in names if outlets[name].language in (None, language)]
    return fitting if len(fitting) == 1 else []
