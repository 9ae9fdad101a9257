"""Reads the YAML data files: no tags, no anchors, no aliases, duplicate keys refused, errors name file and line.

A naming lexicon (``framing.yaml``, or one of your own) holds referent → name → stance, sides and forms per language:

- ``version``, ``languages``, ``stances``, ``sides``: what may be used below, each with a word of explanation;
- ``words``: classes of words that forms may use as ``<class>``; the class ``gap`` holds the adjectives that ``...`` may span;
- ``cues``: phrases that conditions refer to; a cue may also hold ``@referent`` entries under ``mentions``;
- ``conditions``: named conditions; a condition is a mapping whose keys must all hold, see `CONDITION_KEYS`;
- ``referents``: each with ``label``, ``names`` and optionally ``not`` (phrases in which its names do not count) and ``compose``;
  a name that is also that of a place says so (``place: city`` or ``country``): it does not count in the dateline of a report;
- ``offices``: roles held by one person after another, each with ``names``, ``holders`` and optionally ``not``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

LEXICONS = Path(__file__).parent / "lexicons"
LANGUAGES = ("ar", "fa", "en")
CONDITION_KEYS = ("before", "after", "near", "document", "antecedent", "otherwise", "any", "within",
                  "not_before", "not_after", "not_near", "not_document")  # fmt: skip
_TOP_KEYS = (
    "lexicon",
    "version",
    "about",
    "languages",
    "stances",
    "sides",
    "words",
    "cues",
    "conditions",
    "negation",
    "referents",
    "offices",
)
_NAME_KEYS = ("stance", "sides", "when", "not", "note", "proper", "negation", "attributive", "place", *LANGUAGES)
_PLACES = ("city", "country")
_REFERENT_KEYS = ("label", "names", "not", "over", "compose", "note")
_OFFICE_KEYS = (*_REFERENT_KEYS, "holders")


class LexiconError(ValueError):
    """A lexicon file that cannot be used; the message names the file, the line and the remedy."""


def read_yaml(path: str | Path) -> Any:
    """Read one YAML data file; a bare name such as ``"cues.yaml"`` is looked up among the package's own lexicons."""
    path = Path(path)
    if not path.exists() and len(path.parts) == 1:
        path = LEXICONS / path
    if not path.is_file():
        raise LexiconError(f"{path.name}: there is no such lexicon file. Known ones: {sorted(p.name for p in LEXICONS.glob('*.yaml'))}")
    text = path.read_text(encoding="utf-8")
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or (getattr(event, "tag", None) or "").startswith("!"):
                line = event.start_mark.line + 1 if event.start_mark else "?"
                raise LexiconError(f"{path.name}, line {line}: anchors, aliases and tags are not allowed; write the value out.")
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        _refuse_duplicates(root, path.name)
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise LexiconError(
            f"{path.name}, line {line}: not valid YAML ({error.problem}). Check indentation, colons and brackets."
        ) from error


def _refuse_duplicates(node: yaml.Node | None, name: str) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            if key.value in seen:
                raise LexiconError(
                    f"{name}, line {key.start_mark.line + 1}: the key {key.value!r} stands already in line {seen[key.value]}. Keep one."
                )
            seen[key.value] = key.start_mark.line + 1
            _refuse_duplicates(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_duplicates(value, name)


@dataclass(frozen=True)
class Lexicon:
    """A checked naming lexicon.

    Attributes
    ----------
    name, version : as the file says. sha256 : of the file's bytes; it goes into every result's ``.attrs``.
    data : the content. lines : for every path of keys, the line where it stands.
    """

    name: str
    version: str
    sha256: str
    data: dict[str, Any]
    lines: dict[tuple, int]

    @property
    def attrs(self) -> dict[str, str]:
        """What a result says about the lexicon it was made with."""
        return {"lexicon": self.name, "lexicon_version": self.version, "lexicon_sha256": self.sha256}

    def names(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Yield referent (or office), name and the name's entry, in the order of the file."""
        for part in ("referents", "offices"):
            for referent, entry in self.data.get(part, {}).items():
                for name, content in entry["names"].items():
                    yield referent, name, content


def load_lexicon(source: str | Path | Lexicon | None = None) -> Lexicon:
    """Read and check a naming lexicon; by default the package's own ``framing.yaml``.

    Raises `LexiconError` with file, line and remedy for every fault found (up to twenty).
    """
    if isinstance(source, Lexicon):
        return source
    path = Path(source or "framing.yaml")
    if not path.exists() and len(path.parts) == 1:
        path = LEXICONS / path
    return _load(str(path), path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=8)
def _load(path: str, _modified: int) -> Lexicon:
    data = read_yaml(path)
    blob = Path(path).read_bytes()
    lines = dict(_lines(yaml.compose(blob.decode("utf-8"), Loader=yaml.CSafeLoader), ()))
    faults = list(_check(data))
    if faults:
        where = [f"{Path(path).name}, line {_line(lines, at)}: {message}" for at, message in faults[:20]]
        raise LexiconError("\n".join(where))
    return Lexicon(data.get("lexicon", Path(path).stem), str(data["version"]), hashlib.sha256(blob).hexdigest(), data, lines)


def _lines(node: yaml.Node | None, at: tuple) -> Iterator[tuple[tuple, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*at, key.value), key.start_mark.line + 1
            yield from _lines(value, (*at, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield (*at, number), value.start_mark.line + 1
            yield from _lines(value, (*at, number))


def _line(lines: dict[tuple, int], at: tuple) -> int:
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 1)


Fault = tuple[tuple, str]


def _check(data: Any) -> Iterator[Fault]:
    if not isinstance(data, dict):
        yield (), "a lexicon is a mapping with the keys version, languages, stances, referents."
        return
    for key in ("version", "languages", "stances", "referents"):
        if key not in data:
            yield (), f"the key {key!r} is missing."
    yield from _known(data, _TOP_KEYS, ())
    if any(key not in data for key in ("stances", "referents")):
        return
    for language in data.get("languages", []):
        if language not in LANGUAGES:
            yield ("languages",), f"the language {language!r} is not known. Known ones: {list(LANGUAGES)}"
    yield from _check_forms(data.get("negation", {}), ("negation",))
    for part in ("words", "cues"):
        for name, entry in (data.get(part) or {}).items():
            yield from _known(entry, (*LANGUAGES, "mentions"), (part, name))
            yield from _check_forms(entry, (part, name))
            for referent in entry.get("mentions", ()) if isinstance(entry, dict) else ():
                yield from _member(referent, _targets(data), (part, name, "mentions"), "referent")
    for name, condition in (data.get("conditions") or {}).items():
        yield from _check_condition(condition, data, ("conditions", name))
    for part, keys in (("referents", _REFERENT_KEYS), ("offices", _OFFICE_KEYS)):
        for referent, entry in (data.get(part) or {}).items():
            yield from _check_referent(entry, keys, data, (part, referent))


def _targets(data: dict) -> set[str]:
    found = {*data["referents"], *(data.get("offices") or {})}
    return found | {f"{r}/{n}" for r, entry in data["referents"].items() if isinstance(entry, dict) for n in entry.get("names") or ()}


def _check_referent(entry: Any, keys: tuple[str, ...], data: dict, at: tuple) -> Iterator[Fault]:
    yield from _known(entry, keys, at)
    if not isinstance(entry, dict) or not isinstance(entry.get("names"), dict):
        yield at, "a referent needs a mapping `names`."
        return
    if "label" not in entry:
        yield at, "a referent needs a `label` that says in a line whom or what it stands for."
    yield from _check_forms(entry.get("not", {}), (*at, "not"))
    for name, content in entry["names"].items():
        yield from _check_name(content, data, (*at, "names", name))
    for key, value in (entry.get("compose") or {}).items():
        yield from _member(key, ("names", "as"), (*at, "compose"), "key")
        for name in value:
            yield from _member(name, entry["names"], (*at, "compose", key), "name")
    for referent in entry.get("over", ()):
        yield from _member(referent, data["referents"], (*at, "over"), "referent")
    for number, holder in enumerate(entry.get("holders", ())):
        yield from _check_holder(holder, data, (*at, "holders", number))


def _check_holder(holder: Any, data: dict, at: tuple) -> Iterator[Fault]:
    yield from _known(holder, ("referent", "from", "to"), at)
    yield from _member(holder.get("referent"), data["referents"], at, "referent")
    for key in ("from", "to"):
        if key in holder and not isinstance(holder[key], date):
            yield (*at, key), f"{holder[key]!r} is not a date: write year-month-day."


def _check_name(content: Any, data: dict, at: tuple) -> Iterator[Fault]:
    yield from _known(content, _NAME_KEYS, at)
    if not isinstance(content, dict):
        return
    yield from _member(content.get("stance"), data["stances"], at, "stance")
    if "place" in content:
        yield from _member(content["place"], _PLACES, (*at, "place"), "kind of place")
    for side in content.get("sides", ()):
        yield from _member(side, data.get("sides", {}), (*at, "sides"), "side")
    yield from _check_forms(content, at)
    yield from _check_forms(content.get("not", {}), (*at, "not"))
    yield from _check_condition(content.get("when", {}), data, (*at, "when"))


def _check_forms(entry: Any, at: tuple) -> Iterator[Fault]:
    for language in LANGUAGES:
        forms = entry.get(language, []) if isinstance(entry, dict) else []
        if not isinstance(forms, list):
            yield (*at, language), "forms are a list: [first, second]."
            continue
        for number, form in enumerate(forms):
            if not isinstance(form, str) or not form.strip():
                yield (
                    (*at, language, number),
                    f"{form!r} is not a form: write it as text, in quotation marks if it holds brackets or digits.",
                )


def _check_condition(condition: Any, data: dict, at: tuple) -> Iterator[Fault]:
    if isinstance(condition, str):
        yield from _member(condition, data.get("conditions") or {}, at, "condition")
    elif not isinstance(condition, dict):
        yield at, "a condition is a mapping, or the name of one under `conditions`."
    elif set(condition) & set(LANGUAGES):
        yield from _known(condition, LANGUAGES, at)
        for language, one in condition.items():
            yield from _check_condition(one, data, (*at, language))
    else:
        yield from _known(condition, CONDITION_KEYS, at)
        for key, value in condition.items():
            if key == "any":
                for number, one in enumerate(value):
                    yield from _check_condition(one, data, (*at, "any", number))
            elif key not in ("within", "otherwise"):
                for cue in value if isinstance(value, list) else [value]:
                    known = _targets(data) if str(cue).startswith("@") else data.get("cues") or {}
                    yield from _member(str(cue).removeprefix("@"), known, (*at, key), "cue or @referent")


def _known(entry: Any, keys: tuple[str, ...], at: tuple) -> Iterator[Fault]:
    if not isinstance(entry, dict):
        yield at, f"expected a mapping with some of the keys {list(keys)}."
        return
    for key in entry:
        if key not in keys:
            yield (*at, key), f"the key {key!r} is not known here. Known ones: {list(keys)}"


def _member(value: Any, known: Any, at: tuple, kind: str) -> Iterator[Fault]:
    if value not in known:
        yield at, f"the {kind} {value!r} is not known. Known ones: {sorted(map(str, known))[:40]}"


def check_lexicon(path: str | Path, corpus: Any = None) -> Any:
    """Report what is odd in a naming lexicon; see `framing.checking.check_forms` (columns line, kind, referent, name, form, message)."""
    from .framing.checking import check_forms

    return check_forms(load_lexicon(path), corpus)
