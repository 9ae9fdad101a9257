"""What a mention is made from: an occurrence of a cue, and what has been found around it so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .cues import Cue, Form
from .phrases import Phrase


@dataclass(slots=True, eq=False)
class Hit:
    """An occurrence of a cue: tokens ``at:end``; `strip` letters before it belong to a joined conjunction."""

    at: int
    end: int
    form: Form
    cue: Cue
    strip: int = 0


@dataclass(slots=True, eq=False)
class Draft:
    """A mention in the making; positions are tokens until `start`, `stop` fix the content in characters."""

    hit: Hit | None
    kind: str
    content: tuple[int, int] | None = None
    subject: tuple[int, int] | None = None
    subject_strip: int = 0  # letters of a preposition joined to the source (لوكالة)
    subject_of: Draft | None = None  # the draft whose verb carries the shared subject
    coref: str = ""
    quoted: bool = False
    mode: str = "indirect"
    colon: bool = False
    peripheral: bool = False
    named: bool = False  # the content is a noun phrase, no clause
    bridges: bool = False  # a relative clause stands between speaker and content
    passing: bool = False  # a credit between a speaker and its verb; a verb with one
    inside: bool = False  # the cue stands inside a quotation
    floor: int = 0  # where the verb's own clause begins, if behind a relative
    outer: Draft | None = None  # an attribution the syntax puts around this one
    more: Sequence[tuple[int, int]] = ()
    source: Phrase | None = None  # the subject as read
