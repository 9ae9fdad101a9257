"""Reads the YAML data files: no tags, no anchors, no aliases, duplicate keys refused, errors name file and line.

A naming lexicon (``framing.yaml``, or one of your own) holds referent → name → stance, sides and forms per language:

- ``version``, ``languages``, ``stances``, ``sides``: what may be used below, each with a word of explanation;
- ``words``: classes of words that forms may use as ``<class>``; the class ``gap`` holds the adjectives that ``...`` may span;
- ``cues``: phrases that conditions refer to; a cue may also hold ``@referent`` entries under ``mentions``;
- ``conditions``: named conditions; a condition is a mapping whose keys must all hold, see `lexicon_schema`;
- ``referents``: each with ``label``, ``names`` and optionally ``not`` (phrases in which its names do not count) and ``compose``;
  a name that is also that of a place says so (``place: city`` or ``country``): it does not count in the dateline of a report;
- ``offices``: roles held by one person after another, each with ``names``, ``holders`` and optionally ``not``.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from .lexicon_schema import LANGUAGES as LANGUAGES
from .lexicon_schema import check

LEXICONS = Path(__file__).parent / "lexicons"
_DEEPEST = 40  # levels of nesting; what is read here is walked by functions that call themselves
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_YAML = yaml.SafeLoader("")
_TEXT = "tag:yaml.org,2002:str"
_NODES = {yaml.ScalarEvent: yaml.ScalarNode, yaml.MappingStartEvent: yaml.MappingNode, yaml.SequenceStartEvent: yaml.SequenceNode}
_PLAIN_KEYS = (_TEXT, "tag:yaml.org,2002:int")


class LexiconError(ValueError):
    """A lexicon file that cannot be used; the message names the file, the line and the remedy."""


@contextmanager
def no_garbage() -> Iterator[None]:
    """Let the collector of garbage rest while a hundred thousand small objects are made that stay or go by themselves."""
    works = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if works:
            gc.enable()


def read_yaml(path: str | Path) -> Any:
    """Read one YAML data file; a bare name such as ``"cues.yaml"`` is looked up among the package's own lexicons.

    A file is read once as long as it stays as it is: what is returned is shared, and not to be changed.
    """
    path = Path(path)
    if not path.exists() and len(path.parts) == 1:
        path = LEXICONS / path
    if not path.is_file():
        raise LexiconError(f"{path.name}: there is no such lexicon file. Known ones: {sorted(p.name for p in LEXICONS.glob('*.yaml'))}")
    return _read(path, path.stat().st_mtime_ns)


def read_rows(path: str | Path, section: str, texts: Sequence[str], lists: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Read the entries of one section of a data file, each a mapping; *texts* names the keys whose value is a text, *lists* those
    whose value is a list of texts. The first of *texts* tells the entries apart; those that may be missing end in ``?``.
    """
    file, data = Path(path).name, read_yaml(path)
    rows = data.get(section) if isinstance(data, dict) else None
    if not isinstance(rows, list) or not rows:
        raise LexiconError(f"{file}: there is no list {section!r}. Write its entries under a line '{section}:', each behind a dash.")
    for number, row in enumerate(rows, 1):
        place = f"{file}, entry {number} of {section}"
        if not isinstance(row, dict):
            raise LexiconError(f"{place}: expected a mapping such as {{{texts[0]}: ...}}, found {row!r:.60}. Check braces and colons.")
        place += f" ({row.get(texts[0])!r:.60})"
        for key in (*texts, *lists):
            name, wanted = key.removesuffix("?"), "a text" if key in texts else "a list of texts such as [first, second]"
            value = row.get(name)
            if (name in row or name == key) and not (_is_text(value) if key in texts else _are_texts(value)):
                raise LexiconError(f"{place}: {name!r} has to be {wanted}, found {value!r:.60}. Put texts in quotation marks.")
    return rows


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


@lru_cache(maxsize=32)
@no_garbage()
def _read(path: Path, _modified: int) -> Any:
    return _to_value(_compose(path.read_bytes(), path.name), path.name)


def _compose(blob: bytes, name: str) -> yaml.Node | None:
    """Return the content of a YAML file as a tree that knows its lines."""
    try:
        text = blob.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = blob.count(b"\n", 0, error.start) + 1
        raise LexiconError(f"{name}, line {line}: the file is not UTF-8. Save it as UTF-8 in your editor.") from error
    try:
        return _tree(text, name)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        remedy = "Check indentation (spaces, no tabs), colons and brackets; put texts that begin with a sign in quotation marks."
        raise LexiconError(f"{name}, line {line}: not valid YAML ({error.problem}). {remedy}") from error
    except yaml.YAMLError as error:
        odd = _ODD.search(text)
        line = text.count("\n", 0, odd.start()) + 1 if odd else 1
        told = f"a character that is not allowed, U+{ord(odd.group()):04X}" if odd else str(error)
        raise LexiconError(f"{name}, line {line}: not valid YAML ({told}). Take it out; save the file as UTF-8.") from error


def _tree(text: str, name: str) -> yaml.Node | None:
    """Build the tree of a YAML text from its events, in one pass; refuse on the way what a data file has no use for."""
    root: yaml.Node | None = None
    levels: list[yaml.CollectionNode] = []
    documents = 0
    event: Any
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        kind, told = type(event), None
        done: yaml.Node | None = None
        if kind is yaml.AliasEvent or (kind in _NODES and (event.anchor or event.tag)):
            told = "anchors, aliases and tags are not allowed; write the value out."
        elif kind is yaml.ScalarEvent:
            done = yaml.ScalarNode(_tag(event.value) if event.implicit[0] else _TEXT, event.value, event.start_mark)
        elif kind in _NODES:
            levels.append(_NODES[kind]("", [], event.start_mark))
            if len(levels) > _DEEPEST:
                told = f"lists and mappings stand more than {_DEEPEST} deep in one another. Check the brackets."
        elif levels:
            done = levels.pop()
            if kind is yaml.MappingEndEvent:
                done.value = list(zip(done.value[::2], done.value[1::2], strict=True))
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1 or event.tags:
                told = "a second document, or a directive, is not allowed; write one document, without --- and %."
        if told:
            raise LexiconError(f"{name}, line {event.start_mark.line + 1 if event.start_mark else 1}: {told}")
        if done and levels:
            levels[-1].value.append(done)
        elif done:
            root = done
    return root


def _tag(value: str) -> str:
    """Return what YAML reads an unquoted word as: a text, a number, a date …"""
    return _YAML.resolve(yaml.ScalarNode, value, (True, False)) if value[:1] in _YAML.yaml_implicit_resolvers else _TEXT


def _to_value(node: yaml.Node | None, name: str) -> Any:
    """Return what a node stands for; keys that stand twice, are merged in, or that YAML reads as no text are refused."""
    if isinstance(node, yaml.SequenceNode):
        return [_to_value(one, name) for one in node.value]
    if isinstance(node, yaml.ScalarNode):
        return _to_scalar(node, name)
    if not isinstance(node, yaml.MappingNode):
        return None
    found: dict[Any, Any] = {}
    for key, value in node.value:
        said = repr(key.value[:60]) if isinstance(key, yaml.ScalarNode) else "that is a list or a mapping"
        place = f"{name}, line {key.start_mark.line + 1}"
        if key.tag not in _PLAIN_KEYS:
            remedy = "Write it out." if key.tag.endswith(":merge") else "Put it in quotation marks."
            raise LexiconError(f"{place}: the key {said} is not read as a text (YAML has uses of its own for it). {remedy}")
        plain = _to_scalar(key, name)
        if plain in found:
            first = next(other.start_mark.line + 1 for other, _ in node.value if other.value == key.value)
            raise LexiconError(f"{place}: the key {said} stands already in line {first}. Keep one.")
        found[plain] = _to_value(value, name)
    return found


def _to_scalar(node: yaml.ScalarNode, name: str) -> Any:
    if node.tag.endswith(":str"):
        return node.value
    try:
        return _YAML.construct_object(node)
    except (ValueError, OverflowError, yaml.YAMLError) as error:
        place = f"{name}, line {node.start_mark.line + 1}"
        told = f"{node.value[:60]!r} looks like a number or a date, and is none"
        raise LexiconError(f"{place}: {told}. Put it in quotation marks.") from error


@dataclass(frozen=True)
class Lexicon:
    """A checked naming lexicon.

    Attributes
    ----------
    name, version : as the file says. sha256 : of the file's bytes; it goes into every result's ``.attrs``.
    data : the content. lines : for every path of keys, the line where it stands. file : the name of the file, for messages.
    """

    name: str
    version: str
    sha256: str
    data: dict[str, Any]
    lines: dict[tuple, int]
    file: str = ""

    def __repr__(self) -> str:
        """Say what it is, and not the thousands of lines it holds."""
        held = [f"{len(self.data.get(part, {})):,} {part}" for part in ("referents", "offices") if self.data.get(part)]
        return f"Lexicon {self.name!r} {self.version}: {', '.join(held)}, {sum(1 for _ in self.names()):,} names"

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
@no_garbage()
def _load(path: str, _modified: int) -> Lexicon:
    if not Path(path).is_file():
        read_yaml(path)
    blob, file = Path(path).read_bytes(), Path(path).name
    root = _compose(blob, file)
    data, lines = _to_value(root, file), dict(_lines(root, ()))
    faults = list(check(data))
    if faults:
        where = [f"{file}, line {_line(lines, at)}: {_keys(at)}{message}" for at, message in faults]
        raise LexiconError("\n".join(where))
    return Lexicon(data.get("lexicon", Path(path).stem), str(data["version"]), hashlib.sha256(blob).hexdigest(), data, lines, file)


def _lines(node: yaml.Node | None, at: tuple) -> Iterator[tuple[tuple, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            plain = int(key.value) if key.tag.endswith(":int") and key.value.isdecimal() else key.value
            yield (*at, plain), key.start_mark.line + 1
            yield from _lines(value, (*at, plain))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield (*at, number), value.start_mark.line + 1
            yield from _lines(value, (*at, number))


def _keys(at: tuple) -> str:
    names = "/".join(key[:60] if key.isprintable() else repr(key[:60])[1:-1] for key in at if isinstance(key, str))
    return f"{names}: " if names else ""


def _line(lines: dict[tuple, int], at: tuple) -> int:
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 1)


def check_lexicon(path: str | Path, corpus: Any = None) -> Any:
    """Report what is odd in a naming lexicon; see `framing.checking.check_forms` (columns line, kind, referent, name, form, message)."""
    from .framing.checking import check_forms

    return check_forms(load_lexicon(path), corpus)
