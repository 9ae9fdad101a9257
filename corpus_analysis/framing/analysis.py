"""Which words of a lexicon a token type can stand for: clitics, elided articles, suffixes, capitals. Runs over the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

import numpy as np

from ..text.normalize import normalize

_PROCLITICS = frozenset(("و", "ف", "ب", "ک", "ل", "وب", "ول", "وک", "فب", "فل", "فک", "ا", "او", "اف"))
_BEFORE_ARTICLE = ("", "و", "ف", "ا", "اف", "او")
_PRONOUNS_AR = frozenset(("هما", "کما", "ها", "هم", "هن", "کم", "کن", "نا", "ه", "ک", "ی"))
_SUFFIXES_FA = frozenset((
    "ها", "های", "هایی", "هایش", "هایشان", "هایمان", "هایم", "هایت", "هایتان", "ان", "ی", "ای", "یی",
    "ش", "اش", "شان", "شون", "مان", "م", "ام", "ت", "تان", "ست", "اند", "را", "رو",
))  # fmt: skip
_RUN_ON_FA = ("و", "با", "از", "به", "در", "بر")  # where the blank behind a small word was lost
_CLUNG = _PROCLITICS.union(_RUN_ON_FA)
_ELIDED = tuple(clitics + "لل" for clitics in _BEFORE_ARTICLE)
_PLURALS_FA = frozenset(s for s in _SUFFIXES_FA if s.startswith("ها"))
_KURDISH_HEH = "\u06d5"
_PLAIN = re.compile("[\u0621-\u063a\u0641-\u064aپچژکگی]+")  # letters that neither marks nor stretches are among
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")

# A type read as a word of the lexicon: the word's number, and how many raw characters at either end do not belong to the name.
Reading = tuple[int, int, int]


class Words:
    """The words of a lexicon (``language:word`` → number) in every form they take, prepared for looking up token types."""

    def __init__(self, keys: Mapping[str, int]) -> None:
        self.arabic: dict[str, list[int]] = {}
        self.persian: dict[str, list[int]] = {}
        self.english: dict[str, list[tuple[str, int, int]]] = {}  # by the form in small letters: word, number, letters after it
        self.other: dict[str, list[int]] = {}  # words of Arabic and Persian in other scripts
        self.begins: dict[str, list[tuple[str, str, int]]] = {}  # by the beginning in small letters: language, word, number
        for key, number in keys.items():
            language, word = key.split(":", 1)
            stem, inflects = (word[:-1], True) if word.endswith("~") else (word, False)
            if language == "en":
                for form in (stem + "s", stem + "es") if inflects else (stem,):
                    self.english.setdefault(form.lower(), []).append((stem, number, 0))
                    self.english.setdefault(form.lower() + "'s", []).append((stem, number, 2))
                continue
            taken, forms = (self.arabic, _arabic_forms) if language == "ar" else (self.persian, _persian_forms)
            for form in forms(stem, inflects):
                taken.setdefault(form, []).append(number)
            if not inflects and not _ARABIC.search(word):
                self.other.setdefault(word, []).append(number)
        for key, number in keys.items():
            language, word = key.split(":", 1)
            if len(word) > 1 and word.endswith("*"):
                self.begins.setdefault(word[:-1].lower(), []).append((language, word[:-1], number))
        self.known = {*self.arabic, *self.persian, *self.english, *self.other}
        self.lengths = sorted({len(beginning) for beginning in self.begins})

    def may_stand_for(self, forms: list[str]) -> list[int]:
        """Return the places of the forms that could stand for a word at all; the others need not be read."""
        known, clung = self.known, _CLUNG
        may = [
            number
            for number, form in enumerate(forms)
            if form in known
            or (form[1:] in known and form[:1] in clung)
            or (form[2:] in known and form[:2] in clung)
            or ("لل" in form[:4] and form.startswith(_ELIDED))
            or "’" in form
        ]
        for length in self.lengths:
            may += [number for number, form in enumerate(forms) if form[:length] in self.begins]
        return sorted(set(may)) if self.lengths else may

    def read(self, surface: str, form: str, language: str) -> tuple[list[Reading], list[Reading]]:
        """Return the readings of a type at the start of a name (clitics allowed) and inside one."""
        if surface.isascii() or not _ARABIC.search(surface):
            start = inside = self._read_latin(surface, form)
        else:
            start, inside = self._read_arabic(surface, form, language)
        for length in self.lengths:
            for one, beginning, number in self.begins.get(form[:length], ()):
                if (one == "en") == surface.isascii() and _cased_alike(beginning, surface):
                    start, inside = [*start, (number, 0, 0)], [*inside, (number, 0, 0)]
        return start, inside

    def _read_latin(self, surface: str, form: str) -> list[Reading]:
        found = [(number, 0, 0) for number in self.other.get(form, ())]
        if surface.isascii() or "’" in surface:
            form = form.replace("’", "'")
            for word, number, right in self.english.get(form, ()):
                if _cased_alike(word, surface[: len(form) - right]):
                    found.append((number, 0, right))
        return found

    def _read_arabic(self, surface: str, form: str, language: str) -> tuple[list[Reading], list[Reading]]:
        inside: list[int] = []
        behind: list[tuple[int, int]] = []  # number, letters of clitics before it
        if language != "fa":
            inside += self.arabic.get(form, ())
            for size in (1, 2):
                if form[size:] in self.arabic and form[:size] in _PROCLITICS and len(form) - size >= 3:
                    behind += [(number, size) for number in self.arabic[form[size:]]]
            if "لل" in form[:4]:
                behind += self._elided(form)
        if language != "ar":
            inside += self.persian.get(form, ())
            for before in _RUN_ON_FA:
                size = len(before)
                if form[size:] in self.persian and form.startswith(before) and len(form) - size >= 4:
                    behind += [(number, size) for number in self.persian[form[size:]]]
        within = [(number, 0, 0) for number in inside]
        return within + [(number, _raw_length(surface, size), 0) for number, size in behind], within

    def _elided(self, form: str) -> Iterator[tuple[int, int]]:
        """Yield the readings of a word whose article lost its alef after the preposition li-."""
        for clitics in _BEFORE_ARTICLE:
            if form.startswith(clitics + "لل") and len(form) >= len(clitics) + 4:
                rest = form[len(clitics) + 2 :]
                for word in ("ال" + rest, "الل" + rest):
                    yield from ((number, len(clitics) + 1) for number in self.arabic.get(word, ()))


def _arabic_forms(word: str, inflects: bool) -> set[str]:
    """Return an Arabic word as it stands, or with each pronoun: before it ة becomes ت, ى becomes ا (both folded in the match form)."""
    if not inflects:
        return {word}
    stems = {word, word[:-1] + "ت" if word.endswith("ه") else word, word[:-1] + "ا" if word.endswith("ی") else word}
    return {stem + pronoun for stem in stems for pronoun in _PRONOUNS_AR if len(stem) >= 2}


def _persian_forms(word: str, inflects: bool) -> set[str]:
    """Return a Persian word as it stands (behind a vowel also with a linking ya or "is") or with each suffix; the plural may be apart."""
    if not inflects:
        return {word, word + "ی", word + "ست"} if word.endswith(("ا", "و", "ه", "ی")) else {word}
    return set(_PLURALS_FA) if word == "ها" else {word + suffix for suffix in _SUFFIXES_FA if len(word) >= 2}


def _cased_alike(key: str, written: str) -> bool:
    if key.isupper() and len(key) > 1:
        return written.isupper()
    return not key[:1].isupper() or written[:1].isupper()


def _raw_length(surface: str, letters: int) -> int:
    """Return how many raw characters the first *letters* of the match form take (marks and stretches count as raw)."""
    return letters if _PLAIN.fullmatch(surface, 0, letters + 1) else int(normalize(surface).starts[letters])


class Readings:
    """The readings of all types of a vocabulary as arrays: those of type t are the *count*[t] ones from *first*[t] on."""

    def __init__(self, types: list[int], readings: list[list[Reading]], size: int) -> None:
        self.count = np.zeros(size, dtype=np.int64)
        self.count[types] = [len(some) for some in readings]
        self.first = np.cumsum(self.count) - self.count
        self.key, self.left, self.right = np.array(list(chain.from_iterable(readings)), dtype=np.int64).reshape(-1, 3).T


def read_vocabulary(words: Words, surfaces: list[str], forms: list[str], languages: list[str]) -> tuple[Readings, Readings]:
    """Return the readings of every type of a vocabulary at the start of a name, and inside one."""
    forms = [form.replace(_KURDISH_HEH, "ه") for form in forms]  # Persian typed on a Kurdish keyboard is read as Kurdish
    types = words.may_stand_for(forms)
    found = [words.read(surfaces[number], forms[number], languages[number]) for number in types]
    return Readings(types, [start for start, _ in found], len(forms)), Readings(types, [inside for _, inside in found], len(forms))
