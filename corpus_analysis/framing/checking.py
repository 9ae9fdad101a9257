"""Reads a lexicon for what an editor overlooks: forms nothing can reach, forms claimed twice, names seen from one side only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..lexicon import Lexicon
from ..text.tokens import index_tokens
from .matching import Entry, Matcher, compile_lexicon

if TYPE_CHECKING:
    from ..corpus import Corpus

COLUMNS = ["line", "kind", "referent", "name", "form", "message"]
_FEW_NAMES = 3


def check_forms(lexicon: Lexicon, corpus: Corpus | None = None) -> pd.DataFrame:
    """Report what is odd in *lexicon*, one row a remark, by line.

    Kinds: "overlapping" (one form under two names of one referent: only the first can ever be found), "unreachable" (the form, written
    out by itself, is not found as what it is listed for, though its name has no condition), "unused" (a cue, class or condition nothing
    refers to; with a *corpus* also every name it never uses), "unbalanced" (a referent whose evaluating names all have the same stance,
    or a language without names). An empty frame means that nothing was found.
    """
    matcher = compile_lexicon(lexicon)
    remarks = [*_overlapping(lexicon, matcher), *_unreachable(lexicon, matcher), *_unused(lexicon), *_unbalanced(lexicon)]
    if corpus is not None:
        remarks += _never_found(lexicon, corpus)
    return pd.DataFrame(remarks, columns=COLUMNS).sort_values(["line", "kind", "form"], ignore_index=True)


def _spellings(matcher: Matcher, entry: Entry) -> set[tuple[str, ...]]:
    return {s.words for s in matcher.spellers[entry.language].expand(entry.form) if not s.before and not s.after}


def _names(matcher: Matcher) -> list[Entry]:
    return [entry for entry in matcher.entries if entry.kind == "name"]


def _line(lexicon: Lexicon, entry: Entry) -> int:
    for part in ("referents", "offices"):
        at = (part, entry.target, "names", entry.name)
        if at in lexicon.lines:
            return lexicon.lines.get((*at, entry.language, _position(lexicon, part, entry)), lexicon.lines[at])
    return 1


def _position(lexicon: Lexicon, part: str, entry: Entry) -> int:
    return lexicon.data[part][entry.target]["names"][entry.name][entry.language].index(entry.form)


def _overlapping(lexicon: Lexicon, matcher: Matcher) -> Iterator[tuple]:
    first: dict[tuple, Entry] = {}
    for entry in _names(matcher):
        told: set[str] = set()
        for words in _spellings(matcher, entry):
            other = first.setdefault((entry.target, entry.language, words), entry)
            conditional = any("when" in _content(lexicon, one) for one in (entry, other))
            if other is not entry and other.name != entry.name and not conditional and other.name not in told:
                told.add(other.name)
                message = f"stands already under {other.name!r} as {other.form!r}, which is found first"
                yield (_line(lexicon, entry), "overlapping", entry.target, entry.name, entry.form, message)


def _content(lexicon: Lexicon, entry: Entry) -> dict[str, Any]:
    for part in ("referents", "offices"):
        if entry.target in lexicon.data.get(part, {}):
            return lexicon.data[part][entry.target]["names"][entry.name]
    return {}


def _unreachable(lexicon: Lexicon, matcher: Matcher) -> Iterator[tuple]:
    """Write every form of a name without condition out as a document of its own and see whether it is found there."""
    asked = [entry for entry in _names(matcher) if "when" not in _content(lexicon, entry) and not set("[]*.<") & set(entry.form)]
    texts = {f"{n}": " ".join(_written(entry)) for n, entry in enumerate(asked)}
    documents = pd.DataFrame({"doc_id": list(texts), "language": [entry.language for entry in asked]})
    segments = pd.DataFrame({"doc_id": list(texts), "start": 0, "end": [len(t) for t in texts.values()], "language": documents["language"]})
    tokens = index_tokens(documents, segments, texts)
    places = matcher.find(tokens)[["doc", "entry", "start", "end"]].tolist()
    hits = [(doc, matcher.entries[entry], end - start) for doc, entry, start, end in places]
    found = {(number, entry.target, entry.name, length) for number, entry, length in hits}
    blocked = {(number, entry.target) for number, entry, _ in hits if entry.kind == "block" and not entry.name}
    for number, entry in enumerate(asked):
        whole = (number, entry.target, entry.name, len(texts[str(number)]))
        if whole not in found:
            yield (
                _line(lexicon, entry),
                "unreachable",
                entry.target,
                entry.name,
                entry.form,
                "the form is not found even where it stands alone",
            )
        elif (number, entry.target) in blocked and " " not in texts[str(number)]:
            yield (_line(lexicon, entry), "unreachable", entry.target, entry.name, entry.form, "`not` of its referent holds the same form")


def _written(entry: Entry) -> Iterator[str]:
    """Write a form in its first, fullest spelling."""
    for element in entry.form.split():
        bare = element[1:-1] if element.startswith("(") and element.endswith(")") else element.replace("(", "").replace(")", "")
        yield bare.split("|")[0].rstrip("~").replace("_", "\u200c" if entry.language == "fa" else " ")


def _unused(lexicon: Lexicon) -> Iterator[tuple]:
    data = lexicon.data
    said = repr([data.get("conditions"), data["referents"], data.get("offices"), data.get("cues")])
    for part, sign in (("cues", "'{}'"), ("conditions", "'{}'"), ("words", "<{}>")):
        for name in data.get(part, {}):
            if name != "gap" and sign.format(name) not in said.replace(f"'{name}': ", "", 1):
                yield (lexicon.lines.get((part, name), 1), "unused", part, name, "", f"nothing refers to {name!r}")


def _unbalanced(lexicon: Lexicon) -> Iterator[tuple]:
    for referent, entry in lexicon.data["referents"].items():
        names, line = entry["names"], lexicon.lines[("referents", referent)]
        judging = {content["stance"] for content in names.values()} - {"plain", "technical"}
        if len(names) >= _FEW_NAMES and len(judging) == 1:
            message = f"all evaluating names are {judging.pop()!r}: is there none of another side?"
            yield (line, "unbalanced", referent, "", "", message)
        for language in lexicon.data["languages"]:
            if (
                names
                and any(set(content) & {"ar", "fa", "en"} for content in names.values())
                and not any(c.get(language) for c in names.values())
            ):
                yield (line, "unbalanced", referent, "", "", f"no form in {language!r}")


def _never_found(lexicon: Lexicon, corpus: Corpus) -> list[tuple]:
    used = set(zip(corpus.terms["referent"], corpus.terms["name"], strict=True))
    rows = []
    for referent, name, content in lexicon.names():
        part = "referents" if referent in lexicon.data["referents"] else "offices"
        if part == "referents" and (referent, name) not in used and set(content) & {"ar", "fa", "en"}:
            line = lexicon.lines.get((part, referent, "names", name), 1)
            rows.append((line, "unused", referent, name, "", "never found in this corpus"))
    return rows
