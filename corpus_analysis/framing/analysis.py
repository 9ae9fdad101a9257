"""Which words of a lexicon a token type can stand for: clitics, elided articles, suffixes, capitals. Runs over the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from ..text.normalize import normalize

_PROCLITICS = ("و", "ف", "ب", "ک", "ل", "وب", "ول", "وک", "فب", "فل", "فک", "ا", "او", "اف")
_PROCLITIC_STARTS = frozenset("وفبکلا")
_PRONOUN_ENDS = frozenset("اهمنکی")
_BEFORE_ARTICLE = ("", "و", "ف", "ا", "اف", "او")
_PRONOUNS_AR = ("هما", "کما", "ها", "هم", "هن", "کم", "کن", "نا", "ه", "ک", "ی")
_SUFFIXES_FA = (
    "ها", "های", "هایی", "هایش", "هایشان", "هایمان", "هایم", "هایت", "هایتان", "ان", "ی", "ای", "یی",
    "ش", "اش", "شان", "شون", "مان", "م", "ام", "ت", "تان", "ست", "اند", "را", "رو",
)  # fmt: skip
_PLURALS_FA = frozenset(s for s in _SUFFIXES_FA if s.startswith("ها"))
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True)
class Reading:
    """A type read as a word of the lexicon: its trie key, and how many raw characters at either end do not belong to the name."""

    key: str
    left: int = 0
    right: int = 0


class Words:
    """The words of a lexicon, prepared for looking up token types."""

    def __init__(self, keys: dict[str, Iterable[str]]) -> None:
        self.plain = {language: {key for key in words if not key.endswith("~")} for language, words in keys.items()}
        self.inflecting = {language: {key[:-1] for key in words if key.endswith("~")} for language, words in keys.items()}
        self.owned = {language: {stem: word for word in words for stem in _stems(word)} for language, words in self.inflecting.items()}
        self.begins = {
            language: {key[:-1].lower(): key for key in words if len(key) > 1 and key[-1] == "*"} for language, words in keys.items()
        }
        self.cased: dict[str, list[str]] = {}
        for word in self.plain.get("en", ()):
            self.cased.setdefault(word.lower(), []).append(word)
        self.cased_inflecting: dict[str, list[str]] = {}
        for word in self.inflecting.get("en", ()):
            self.cased_inflecting.setdefault(word.lower(), []).append(word)

    def read(self, surface: str, form: str, language: str) -> tuple[list[Reading], list[Reading]]:
        """Return the readings of a type at the start of a name (clitics allowed) and inside one."""
        start, inside = self._read(surface, form, language)
        if not any(self.begins.values()):
            return start, inside
        beginnings = [
            Reading(f"{one}:{known[form[:length]]}")
            for one, known in self.begins.items()
            if known
            for length in range(2, len(form) + 1)
            if form[:length] in known and (one == "en") == surface.isascii() and _cased_alike(known[form[:length]][:-1], surface)
        ]
        return start + beginnings, inside + beginnings

    def _read(self, surface: str, form: str, language: str) -> tuple[list[Reading], list[Reading]]:
        if not _ARABIC.search(surface):
            readings = list(self._english(surface, form.replace("’", "'"))) if surface.isascii() or "’" in surface else []
            for other in ("ar", "fa"):
                readings += [Reading(f"{other}:{form}")] if form in self.plain.get(other, ()) else []
            return readings, readings
        languages = [language] if language in ("ar", "fa") else ["ar", "fa"]
        start: list[Reading] = []
        inside: list[Reading] = []
        for one in languages:
            if one in self.plain:
                inner, outer = (self._arabic if one == "ar" else self._persian)(surface, form)
                inside += inner
                start += inner + outer
        return start, inside

    def _arabic(self, surface: str, form: str) -> tuple[list[Reading], list[Reading]]:
        plain, owned = self.plain["ar"], self.owned["ar"]
        inside = [Reading(f"ar:{form}")] if form in plain else []
        suffixed = form[-1:] in _PRONOUN_ENDS
        if suffixed:
            inside += [Reading(f"ar:{owned[stem]}~") for stem in _without(form, _PRONOUNS_AR) if stem in owned]
        start: list[Reading] = []
        for clitics in _PROCLITICS if form[:1] in _PROCLITIC_STARTS else ():
            rest = form[len(clitics) :]
            if form.startswith(clitics) and len(rest) >= 3:
                if rest in plain:
                    start.append(Reading(f"ar:{rest}", _raw_length(surface, len(clitics))))
                if suffixed:
                    stems = [stem for stem in _without(rest, _PRONOUNS_AR) if stem in owned]
                    start += [Reading(f"ar:{owned[stem]}~", _raw_length(surface, len(clitics))) for stem in stems]
        if "لل" in form[:4]:
            start += self._elided(surface, form)
        return inside, start

    def _elided(self, surface: str, form: str) -> list[Reading]:
        """Return the readings of a word whose article lost its alef after the preposition li-."""
        found = []
        for clitics in _BEFORE_ARTICLE:
            if form.startswith(clitics + "لل") and len(form) >= len(clitics) + 4:
                rest = form[len(clitics) + 2 :]
                words = [word for word in ("ال" + rest, "الل" + rest) if word in self.plain["ar"]]
                found += [Reading(f"ar:{word}", _raw_length(surface, len(clitics) + 1)) for word in words]
        return found

    def _persian(self, surface: str, form: str) -> tuple[list[Reading], list[Reading]]:
        inside = self._persian_word(form)
        start = []
        if form.startswith("و") and len(form) >= 5:
            start = [Reading(r.key, _raw_length(surface, 1)) for r in self._persian_word(form[1:])]
        return inside, start

    def _persian_word(self, form: str) -> list[Reading]:
        plain, inflecting = self.plain["fa"], self.inflecting["fa"]
        found = [Reading(f"fa:{form}")] if form in plain else []
        if form.endswith("ی") and form[-2:-1] in ("ا", "و", "ه", "ی") and form[:-1] in plain:
            found.append(Reading(f"fa:{form[:-1]}"))
        if form in _PLURALS_FA and "ها" in inflecting:
            found.append(Reading("fa:ها~"))
        return found + [Reading(f"fa:{stem}~") for stem in _without(form, _SUFFIXES_FA) if stem in inflecting and stem != "ها"]

    def _english(self, surface: str, form: str) -> Iterable[Reading]:
        trims = [(form, 0)]
        if form.endswith("'s"):
            trims.append((form[:-2], 2))
        for word, right in trims:
            written = surface[: len(word)]
            for key in self.cased.get(word, ()):
                if _cased_alike(key, written):
                    yield Reading(f"en:{key}", 0, right)
            for stem in {word[:-1], word[:-2]} if word.endswith("s") else ():
                for key in self.cased_inflecting.get(stem, ()):
                    if _cased_alike(key, written) and word in (stem + "s", stem + "es"):
                        yield Reading(f"en:{key}~", 0, right)


def _stems(word: str) -> set[str]:
    """Return what stands before an Arabic pronoun: ة becomes ت, ى becomes ا (both folded in the match form)."""
    return {word, word[:-1] + "ت" if word.endswith("ه") else word, word[:-1] + "ا" if word.endswith("ی") else word}


def _without(form: str, suffixes: Iterable[str]) -> list[str]:
    return [form[: -len(suffix)] for suffix in suffixes if form.endswith(suffix) and len(form) - len(suffix) >= 2]


def _cased_alike(key: str, written: str) -> bool:
    if key.isupper() and len(key) > 1:
        return written.isupper()
    return not key[:1].isupper() or written[:1].isupper()


def _raw_length(surface: str, letters: int) -> int:
    """Return how many raw characters the first *letters* of the match form take (marks and stretches count as raw)."""
    return int(normalize(surface).starts[letters])


def read_vocabulary(words: Words, vocabulary: pd.DataFrame) -> tuple[dict[int, list[Reading]], dict[int, list[Reading]]]:
    """Return the readings of every type that has some: at the start of a name, and inside one."""
    starts: dict[int, list[Reading]] = {}
    insides: dict[int, list[Reading]] = {}
    columns = (vocabulary[name].tolist() for name in ("surface", "form", "language"))
    for number, (surface, form, language) in enumerate(zip(*columns, strict=True)):
        start, inside = words.read(surface, form, language)
        if start:
            starts[number] = start
        if inside:
            insides[number] = inside
    return starts, insides
