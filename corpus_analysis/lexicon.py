"""Reads the YAML data files: no tags, no anchors, no aliases, duplicate keys refused, errors name file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LEXICONS = Path(__file__).parent / "lexicons"


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
                mark = event.start_mark
                raise LexiconError(f"{path.name}, line {mark.line + 1}: anchors, aliases and tags are not allowed; write the value out.")
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        _refuse_duplicates(root, path.name)
        return yaml.load(text, Loader=yaml.CSafeLoader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise LexiconError(f"{path.name}, line {line}: not valid YAML ({error.problem}). Check indentation, colons and brackets.") from error


def _refuse_duplicates(node: yaml.Node | None, name: str) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            if key.value in seen:
                raise LexiconError(f"{name}, line {key.start_mark.line + 1}: the key {key.value!r} stands already in line {seen[key.value]}.")
            seen[key.value] = key.start_mark.line + 1
            _refuse_duplicates(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_duplicates(value, name)
