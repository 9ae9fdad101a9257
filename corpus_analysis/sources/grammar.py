"""The words by which a phrase that names a speaker is recognised and ended (``lexicons/speakers.yaml``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..lexicon import no_garbage, read_yaml
from ..text.normalize import match_form, match_forms
from .people import Directory, load_directory


@dataclass(frozen=True)
class Grammar:
    """Word sets of one language, all in match form."""

    stop: frozenset[str]
    heads: dict[str, str]  # word → capacity
    pronouns: frozenset[str]
    particles: frozenset[str]
    names: frozenset[str]  # given names, and every word of a known person's name
    given: frozenset[str]
    common: frozenset[str]  # family names that many bear
    spokesperson: frozenset[str]
    bare_spokesperson: frozenset[str]  # without the article
    anonymous: frozenset[str]
    document: frozenset[str]
    same: frozenset[str]
    anaphors: dict[str, str]
    honorifics: frozenset[str]
    determiners: frozenset[str]
    crowd: frozenset[str]  # plurals that take no institution into their phrase
    dates: frozenset[str]
    persons: frozenset[str]  # titles of one person
    experts: frozenset[str]  # titles of who speaks for nobody
    former: frozenset[str]
    deputies: frozenset[str]  # who stands below the office named behind
    envoys: frozenset[str]  # who speaks for a state at an organisation
    definite: frozenset[str]  # determiners of somebody known
    groups: frozenset[str]  # heads that name a body, not a person of it
    fillers: dict[str, list[tuple[str, ...]]]  # first word → phrases before a speaker, longest first
    nations: frozenset[str]
    not_names: frozenset[str]  # what stands where a name may stand and is none
    definite_persons: frozenset[str]  # Arabic titles with the article
    directory: Directory

    def filler(self, words: list[str], at: int) -> tuple[str, ...] | None:
        """Return the longest filler that begins at *at*."""
        phrases = self.fillers.get(words[at])
        return next((phrase for phrase in phrases if tuple(words[at : at + len(phrase)]) == phrase), None) if phrases else None


@lru_cache(maxsize=4)
def function_words(language: str) -> dict[str, frozenset[str]]:
    """Read the classes of function words of one language from ``function_words.yaml``, in match form."""
    return {name: _set(words) for name, words in read_yaml("function_words.yaml")[language].items()}


def _set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(match_forms(list(words)))


@lru_cache(maxsize=4)
@no_garbage()
def load_grammar(language: str) -> Grammar:
    """Read the grammar of one language (ar, fa, en)."""
    data, directory = read_yaml("speakers.yaml"), load_directory()
    heads = {match_form(word): type_ for type_, by in data["heads"].items() for word in by[language]}
    if language == "ar":  # حركتا, وزيرا: the duals
        heads |= {w + "و": heads[w] for w in _set(data["persons"]["ar"]) if w in heads and not w.startswith("ال")}  # مديرو
        duals = {w[:-1] + "تا" if w[-1] == "ه" else w + "ا": type_ for w, type_ in heads.items() if len(w) > 2 and not w.startswith("ال")}
        heads |= duals | {w + "ن": type_ for w, type_ in duals.items() if w + "ن" not in heads}  # مصدران
    anaphors = {match_form(phrase): type_ for type_, by in data["anaphors"].items() for phrase in by[language]}
    fillers = [tuple(match_form(word) for word in phrase.split()) for phrase in data["fillers"].get(language, ())]
    fillers.sort(key=len, reverse=True)
    nations = {words for words, entity in directory.names[language].items() if entity.kind == "country"}
    return Grammar(
        stop=_set(data["stop"][language]),
        heads=heads,
        pronouns=_set(data["pronouns"][language]),
        particles=_set(data["particles"].get(language, ())),
        names=(_set(data["given"].get(language, ())) | frozenset(word for word in directory.words[language] if len(word) > 2))
        - _set(data["not_given"].get(language, ())),
        given=_set(data["given"].get(language, ())),
        common=_set(data["common"].get(language, ())) | _set(data["given"].get(language, ())),
        spokesperson=_set(data["spokesperson"][language]),
        bare_spokesperson=frozenset(word.removeprefix("ال") for word in _set(data["spokesperson"][language])),
        anonymous=_set(data["anonymous"][language]),
        document=_set(data["document"][language]),
        same=_set(data["same"][language]),
        anaphors=anaphors,
        honorifics=_set(data["honorifics"][language]),
        determiners=_set(data["determiners"][language]),
        crowd=_set(data["crowd"][language]),
        dates=_set(data["dates"].get(language, ())),
        persons=_set(data["persons"][language]),
        experts=_set(data["experts"][language]),
        former=_set(data["former"][language]),
        deputies=_set(data["deputies"][language]),
        envoys=_set(data["envoys"][language]),
        definite=_set(data["definite"][language]),
        groups=_set(data["groups"][language]),
        fillers={phrase[0]: [other for other in fillers if other[0] == phrase[0]] for phrase in fillers},
        nations=frozenset(nations),
        not_names=_set(data["stop"][language])
        | frozenset(heads)
        | _set(data["pronouns"][language])
        | _set(data["persons"][language])
        | {phrase[0] for phrase in fillers}
        | nations,
        definite_persons=frozenset(word for word in _set(data["persons"][language]) if word.startswith("ال")),
        directory=directory,
    )
