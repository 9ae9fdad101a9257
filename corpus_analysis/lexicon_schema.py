"""What a naming lexicon must look like: the kinds of its values, and that what it refers to is there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import islice
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

LANGUAGES = ("ar", "fa", "en")
MOST_TOLD = 20  # faults
LONGEST_FORM = 1_000  # characters; a name is a few words, some with a list of words beside it
_PLACES = ("city", "country")
_CUES = ("before", "after", "near", "document", "antecedent")
_JOINERS = "\u200c\u200d"
_LETTER = re.compile(r"[^\W_\u0640]")

Fault = tuple[tuple, str]  # keys that lead to the place, message
_Kind = Callable[[Any, tuple], Iterator[Fault]]


def check(data: Any) -> Iterator[Fault]:
    """Yield the first faults of a naming lexicon: those of kind; where there is none, references to what is not there."""
    shape = list(islice(_LEXICON(data, ()), MOST_TOLD))
    yield from shape or islice(_check_references(data), MOST_TOLD)


# -- kinds of values: functions that yield the faults of a value at a place -----------------------------------------------


def _is_text(value: Any, at: tuple) -> Iterator[Fault]:
    if not isinstance(value, str) or not value.strip():
        yield at, f"expected a text, found {_show(value)}. Put it in quotation marks{_read_otherwise(value)}."


def _is_number(value: Any, at: tuple) -> Iterator[Fault]:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1_000:
        yield at, f"expected a number of words from 1 to 1000, found {_show(value)}."


def _is_switch(value: Any, at: tuple) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield at, f"expected true or false, found {_show(value)}."


def _is_day(value: Any, at: tuple) -> Iterator[Fault]:
    if type(value) is not date:
        yield at, f"{_show(value)} is not a date: write year-month-day, without quotation marks and without a time."


def _is_version(value: Any, at: tuple) -> Iterator[Fault]:
    if isinstance(value, (bool, list, dict)) or value is None:
        yield at, f'expected a version such as "1.0", found {_show(value)}.'


def _is_form(value: Any, at: tuple) -> Iterator[Fault]:
    if not isinstance(value, str) or not value.strip():
        remedy = f"write it as text, in quotation marks if it holds brackets or digits{_read_otherwise(value)}."
        yield at, f"{_show(value)} is not a form: {remedy}"
        return
    hidden = next((c for c in value if c not in _JOINERS and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn")), None)
    if hidden is not None:
        yield at, f"the form {value[:60]!r} holds a character that is not seen (U+{ord(hidden):04X}). Type the form anew."
    elif not _LETTER.search(value):
        yield at, f"the form {value[:60]!r} holds no letter: it would stand for nothing, or for everything. Write a word."
    elif len(value) > LONGEST_FORM:
        yield at, f"the form {value[:30]!r}... has {len(value):,} characters (most: {LONGEST_FORM:,}). Write it as several forms."


def _list(kind: _Kind) -> _Kind:
    def is_list(value: Any, at: tuple) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield at, f"expected a list: [first, second], found {_show(value)}."
            return
        for number, one in enumerate(value):
            yield from kind(one, (*at, number))

    return is_list


def _each(kind: _Kind) -> _Kind:
    """A mapping from names that the lexicon chooses."""

    def is_mapping(value: Any, at: tuple) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield at, f"expected a mapping of names, found {_show(value)}."
            return
        for key, one in value.items():
            if not isinstance(key, str) or not key.strip():
                yield (*at, key), f"the name {key!r} is not a text: put it in quotation marks."
            else:
                yield from kind(one, (*at, key))

    return is_mapping


def _record(kinds: Mapping[str, _Kind], needed: tuple[str, ...] = ()) -> _Kind:
    """A mapping with keys that are known here."""

    def is_record(value: Any, at: tuple) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield at, f"expected a mapping with some of the keys {list(kinds)}, found {_show(value)}."
            return
        for key in needed:
            if key not in value:
                yield at, f"the key {key!r} is missing. Write it here, with its value."
        for key, one in value.items():
            if key in kinds:
                yield from kinds[key](one, (*at, key))
            else:
                yield (*at, key), f"the key {key!r} is not known here.{_guess(key, kinds)} Known ones: {list(kinds)}"

    return is_record


def _one_or_more(kind: _Kind) -> _Kind:
    several = _list(kind)
    return lambda value, at: (several if isinstance(value, list) else kind)(value, at)


def _is_condition(value: Any, at: tuple) -> Iterator[Fault]:
    if isinstance(value, str):
        yield from _is_text(value, at)
    elif not isinstance(value, dict) or not value:
        yield at, f"a condition is a mapping, or the name of one under `conditions`; found {_show(value)}."
    else:
        yield from (_BY_LANGUAGE if set(value) & set(LANGUAGES) else _CONDITION)(value, at)


def _show(value: Any) -> str:
    return "nothing" if value is None else repr(value) if len(repr(value)) <= 60 else f"{repr(value)[:60]}..."


def _read_otherwise(value: Any) -> str:
    return " (YAML reads yes, no, on and off as true and false)" if isinstance(value, bool) else ""


def _guess(value: Any, known: Iterable[Any]) -> str:
    close = get_close_matches(str(value)[:80], [str(one) for one in known], 1, 0.7)
    return f" Did you mean {close[0]!r}?" if close else ""


_TEXTS = _list(_is_text)
_FORMS: dict[str, _Kind] = dict.fromkeys(LANGUAGES, _list(_is_form))
_BY_LANGUAGE = _record(dict.fromkeys(LANGUAGES, _is_condition))
_CONDITION = _record(
    {
        **dict.fromkeys((*_CUES, "otherwise"), _one_or_more(_is_text)), "any": _list(_is_condition), "within": _is_number,
        **dict.fromkeys([f"not_{key}" for key in _CUES if key != "antecedent"], _one_or_more(_is_text)),
    }
)  # fmt: skip
_NAME = _record(
    {
        "stance": _is_text, "sides": _TEXTS, "when": _is_condition, "not": _record(_FORMS), "note": _is_text, "proper": _is_switch,
        "negation": _is_number, "attributive": _is_switch, "place": _is_text, **_FORMS,
    },
    ("stance",),
)  # fmt: skip
_REFERENT = {
    "label": _is_text, "names": _each(_NAME), "not": _record(_FORMS), "over": _TEXTS, "note": _is_text,
    "compose": _record({"names": _TEXTS, "as": _each(_is_text)}),
}  # fmt: skip
_HOLDER = _record({"referent": _is_text, "from": _is_day, "to": _is_day}, ("referent",))
_LEXICON = _record(
    {
        "lexicon": _is_text, "version": _is_version, "about": _is_text, "languages": _TEXTS, "stances": _each(_is_text),
        "sides": _each(_is_text), "words": _each(_record(_FORMS)), "cues": _each(_record({**_FORMS, "mentions": _TEXTS})),
        "conditions": _each(_is_condition), "negation": _record(_FORMS),
        "referents": _each(_record(_REFERENT, ("label", "names"))),
        "offices": _each(_record({**_REFERENT, "holders": _list(_HOLDER)}, ("label", "names"))),
    },
    ("version", "languages", "stances", "referents"),
)  # fmt: skip


# -- references -----------------------------------------------------------------------------------------------------------


def _check_references(data: dict[str, Any]) -> Iterator[Fault]:
    for number, language in enumerate(data["languages"]):
        yield from _member(language, LANGUAGES, ("languages", number), "language")
    if not data["languages"]:
        yield ("languages",), f"the list of languages is empty. Known ones: {list(LANGUAGES)}"
    for name, entry in data.get("words", {}).items():
        for language in LANGUAGES:
            for number, form in enumerate(entry.get(language, ())):
                if "<" in form:
                    yield ("words", name, language, number), f"{form!r}: a class of words holds words, not other classes."
    if not data["referents"] and not data.get("offices"):
        yield ("referents",), "there is no referent, so nothing would be found. Write one, with its names."
    for name in data["referents"].keys() & data.get("offices", {}).keys():
        yield ("offices", name), f"{name!r} stands under `referents`, too: give the office a name of its own."
    targets = _targets(data)
    for name, entry in data.get("cues", {}).items():
        for number, referent in enumerate(entry.get("mentions", ())):
            yield from _member(referent, targets, ("cues", name, "mentions", number), "referent")
    for name, condition in data.get("conditions", {}).items():
        yield from _check_condition(condition, data, targets, ("conditions", name))
    named = {name: list(_named(condition)) for name, condition in data.get("conditions", {}).items()}
    yield from _circles(named, "conditions", "are conditions of one another without end")
    above = {name: entry.get("over", ()) for name, entry in data["referents"].items()}
    yield from _circles(above, "referents", "stand `over` one another without end")
    for part in ("referents", "offices"):
        for referent, entry in data.get(part, {}).items():
            yield from _check_referent(entry, data, targets, (part, referent))


def _targets(data: dict[str, Any]) -> set[str]:
    names = {f"{referent}/{name}" for referent, entry in data["referents"].items() for name in entry["names"]}
    return {*data["referents"], *data.get("offices", {}), *names}


def _check_referent(entry: dict[str, Any], data: dict[str, Any], targets: set[str], at: tuple) -> Iterator[Fault]:
    for name, content in entry["names"].items():
        place = (*at, "names", name)
        yield from _member(content["stance"], data["stances"], (*place, "stance"), "stance")
        if "place" in content:
            yield from _member(content["place"], _PLACES, (*place, "place"), "kind of place")
        for number, side in enumerate(content.get("sides", ())):
            yield from _member(side, data.get("sides", {}), (*place, "sides", number), "side")
        if "when" in content:
            yield from _check_condition(content["when"], data, targets, (*place, "when"))
    compose = entry.get("compose", {})
    for name in (*compose.get("names", ()), *compose.get("as", {})):
        yield from _member(name, entry["names"], (*at, "compose"), "name")
    for number, referent in enumerate(entry.get("over", ())):
        yield from _member(referent, data["referents"], (*at, "over", number), "referent")
    for number, holder in enumerate(entry.get("holders", ())):
        yield from _member(holder["referent"], data["referents"], (*at, "holders", number, "referent"), "referent")
        if holder.get("from", date.min) > holder.get("to", date.max):
            yield (*at, "holders", number, "to"), f"the office ends ({holder['to']}) before it begins ({holder['from']})."


def _check_condition(condition: Any, data: dict[str, Any], targets: set[str], at: tuple) -> Iterator[Fault]:
    if isinstance(condition, str):
        yield from _member(condition, data.get("conditions", {}), at, "condition")
        return
    for key, value in condition.items():
        if key in LANGUAGES:
            yield from _check_condition(value, data, targets, (*at, key))
        elif key == "any":
            for number, one in enumerate(value):
                yield from _check_condition(one, data, targets, (*at, "any", number))
        elif key != "within":
            for cue in value if isinstance(value, list) else [value]:
                known = targets if cue.startswith("@") else data.get("cues", {})
                yield from _member(cue.removeprefix("@"), known, (*at, key), "cue or @referent")


def _named(condition: Any) -> Iterator[str]:
    """Yield the names of the conditions that a condition refers to."""
    if isinstance(condition, str):
        yield condition
    else:
        for key, value in condition.items():
            for one in [value] if key in LANGUAGES else value if key == "any" else ():
                yield from _named(one)


def _circles(leads: Mapping[str, Iterable[str]], part: str, what: str) -> Iterator[Fault]:
    """Yield one fault for every name from which references lead back to it, in time linear in the references."""
    number = {name: at for at, name in enumerate(leads)}
    pairs = {(number[name], number[one]) for name in leads for one in leads[name] if one in number}
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    graph = csr_array((np.ones(len(pairs), dtype=bool), (rows, columns)), shape=(len(number), len(number)))
    rings = connected_components(graph, connection="strong")[1] if number else np.zeros(0, dtype=int)
    sizes = np.bincount(rings)
    for name, at in number.items():
        if sizes[rings[at]] > 1 or (at, at) in pairs:
            yield (part, name), f"{name!r} and what it refers to {what}. Take one reference out."


def _member(value: Any, known: Iterable[Any], at: tuple, kind: str) -> Iterator[Fault]:
    if value not in known:
        yield at, f"the {kind} {value!r} is not known.{_guess(value, known)} Known ones: {sorted(map(str, known))[:40]}"
