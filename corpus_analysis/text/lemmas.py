"""Lemmas: the dictionary form of a word; of a Persian verb the past stem (می‌گوید: گفت), of an Arabic verb the past (يقول: قال).

Rules and dictionaries propose lemmas; what speaks for each proposal is counted and weighed, and the best one wins. The weights
stand in lexicons/lemmas.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from ..lexicon import read_yaml
from .clitics import level_of, split_clitics, word_lists
from .joiners import ZWNJ, fold

_LONGEST = 40
_ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_PAST = ("", "م", "ی", "یم", "ید", "ند")
_PRESENT = ("م", "ی", "د", "یم", "ید", "ند")
_PERFECT = ("", "ام", "ای", "است", "ایم", "اید", "اند")
_PARTICLES = ("بر", "در", "باز", "فرا", "فرو", "وا", "ور", "پس", "پیش")
Evidence = dict[str, float]


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    lists = read_yaml("lemmas.yaml")
    return lists | {"arabic_endings": [tuple(pair.split("+")) for pair in lists["arabic_endings"]]}


@lru_cache(maxsize=1)
def persian_verbs() -> dict[str, dict[str, str]]:
    """Return every form of the listed verbs, without joiners: form to lemmas, and of each lemma the kind of form."""
    forms: dict[str, dict[str, str]] = {}

    def add(form: str, lemma: str, kind: str) -> None:
        forms.setdefault(form, {}).setdefault(lemma, kind)

    for entry in _lists()["persian_verbs"].split(","):
        past, *presents = entry.split()
        for no in ("", "ن"):
            for ending in _PAST:
                add(_join(no, past) + ending, past, f"past{no}" if ending or no else "past stem")
                add(f"{no}می{past}{ending}", past, "imperfect")
            for ending in _PERFECT:
                add(f"{_join(no, past)}ه{ending}", past, "perfect" if ending or no else "participle")
                add(f"{no}می{past}ه{ending}", past, "perfect")
            for present in presents:
                _add_present(add, no, past, present)
        for ending in ("م", "ی", "", "یم", "ید", "ند"):
            add(f"خواه{ending}{past}", past, "future")
        add(past + "ن", past, "infinitive")
    return forms


def _join(prefix: str, stem: str) -> str:
    """Return a prefix of one letter and a stem as they are written together (ن + آمد: نیامد, ب + افت: بیفت)."""
    if prefix and stem[0] in "آا":
        return f"{prefix}یا{stem[1:]}" if stem[0] == "آ" else f"{prefix}ی{stem[1:]}"
    return prefix + stem


def _add_present(add: Callable[[str, str, str], None], no: str, past: str, present: str) -> None:
    glide = present + "ی" if present[-1] in "او" and present not in ("شو", "رو", "شنو", "دو", "درو", "گرو") else present
    for ending in _PRESENT:
        stem = glide if ending[0] in "مین" or ending == "د" else present
        for form in {stem + ending, present + ending}:
            add(f"{no}می{form}", past, "present")
            add(_join(no or "ب", form), past, "subjunctive")
            if not no:
                add(form, past, "bare present")
    add(_join(no or "ب", present), past, "imperative")
    if not no:
        add(present, past, "present stem")


@lru_cache(maxsize=1 << 17)
def _bucket(word: str, language: str) -> str:
    dictionary, shares = word_lists(language)
    level = level_of(word, shares)
    return f"{int(level)}" if level else "d" if dictionary.get(word) else "0"


def _persian_candidates(word: str) -> dict[str, Evidence]:
    dictionary, _ = word_lists("fa")
    bare = fold(word).strip(ZWNJ)
    glued, here = bare.replace(ZWNJ, ""), _bucket(bare, "fa")
    if glued in _lists()["persian_irregular"]:
        return {_lists()["persian_irregular"][glued]: {"irregular": 1.0}}
    found: dict[str, Evidence] = {}

    def propose(lemma: str, *names: str) -> None:
        if lemma:
            found.setdefault(lemma, {}).update(dict.fromkeys(names, 1.0))

    propose(bare, "same", f"same, ends {bare[-2:]}", f"same, ends {bare[-1:]}", f"same, level {here}", f"same, joiner {ZWNJ in bare}")
    verbs = persian_verbs()
    for lemma, kind in verbs.get(glued, {}).items():
        propose(lemma, f"verb {kind}", f"verb {kind}, level {here}", f"verb, common {_bucket(lemma, 'fa')}")
    for particle in _PARTICLES:
        if glued.startswith(particle) and len(glued) > len(particle) + 2:
            for lemma, kind in verbs.get(glued[len(particle) :].removeprefix(ZWNJ), {}).items():
                propose(lemma, f"particle verb {kind}", f"particle verb, level {here}")
    listed = dictionary.get(bare) or dictionary.get(glued)
    if listed:
        lemma = fold(listed)
        for past in set(verbs.get(lemma, {})) & set(verbs.get(glued, verbs.get(lemma, {}))):
            propose(past, "dictionary verb")
        cut = bare.removeprefix(lemma) if bare.startswith(lemma) else "other"
        if glued not in verbs or lemma not in verbs or lemma in verbs[glued]:
            kind = f"dictionary, cut {cut[:6]}"
            levels = f"{kind}, level {here}", f"{kind}, level {_bucket(lemma, 'fa')} of {here}"
            propose(lemma, "dictionary", kind, *levels, f"dictionary {lemma == bare}")
    for ending in _lists()["persian_endings"]:
        if bare.endswith(ending) and len(bare) - len(ending) >= 2:
            _propose_noun(propose, bare, ending, here)
    return found


def _propose_noun(propose: Callable[..., None], bare: str, ending: str, here: str) -> None:
    base = bare[: -len(ending)]
    joined = base.endswith(ZWNJ)
    base = base.strip(ZWNJ)
    bases = [(base, "")]
    if ending in ("گان", "ات", "جات", "گانی"):
        bases.append((base + "ه", "+ه"))
    for lemma, restored in bases:
        kind = f"cut {ending}{restored}{' joiner' if joined else ''}"
        known = _bucket(lemma, "fa")
        propose(lemma, kind, f"{kind}, level {known}", f"cut, level {known} of {here}")
        if (deeper := word_lists("fa")[0].get(lemma)) and deeper != lemma:
            propose(fold(deeper), "cut, then dictionary", f"cut {ending}, then dictionary")


def _arabic_candidates(word: str) -> dict[str, Evidence]:
    dictionary, _ = word_lists("ar")
    parts = split_clitics(_ARABIC_MARKS.sub("", word), "ar")
    whole = "".join(parts)
    stem = max(parts, key=len)
    before, after = parts[: parts.index(stem)], parts[parts.index(stem) + 1 :]
    article = "ال" if stem.startswith("ال") and len(stem) > 4 else ""
    if before[-1:] == ["ل"] and stem.startswith("ل") and len(stem) > 3:
        article = "ل"
    base = stem[len(article) :]
    found: dict[str, Evidence] = {}

    def propose(lemma: str, *names: str) -> None:
        if len(lemma) > 1:
            kind = f"known {_bucket(lemma, 'ar')}"
            found.setdefault(lemma, {}).update(dict.fromkeys((*names, f"{names[0]}, {kind}"), 1.0))

    place = ("article" if article else "") + (" before" if before else "") + (" after" if after else "")
    propose(base, "same", f"same {place}", f"same, ends {base[-1:]}", f"same, ends {base[-2:]}", f"same, starts {base[:1]}")
    forms = {"whole": whole, "stem": stem, "base": base, "defined": "ال" + base, "feminine": base[:-1] + "ة"}
    for name, form in forms.items():
        if (lemma := dictionary.get(form)) and (name != "feminine" or (after and base.endswith("ت"))):
            lemma = _ARABIC_MARKS.sub("", lemma)
            change = "same" if lemma == base else "shorter" if lemma in base else "other"
            kind = f"dictionary {change}"
            propose(lemma, "dictionary", f"dictionary {name}", kind, f"{kind} {place}", f"{kind}, ends {base[-1:]}")
    for cut, restored in _lists()["arabic_endings"]:
        if base.endswith(cut) and len(base) - len(cut) >= 2:
            lemma = base[: len(base) - len(cut)] + restored
            propose(lemma, "cut", f"cut {cut}{'+' + restored if restored else ''}", f"cut {cut} {bool(article)} {bool(after)}")
    if base[:1] in tuple("يتنأ") and not article:
        _propose_verb(propose, base)
    return found


_SHAPES = ("plain", "fourth", "eighth", "hollow", "weak", "weak eighth", "weak fourth")


def _propose_verb(propose: Callable[..., None], base: str) -> None:
    rest = base[1:]
    for ending in ("", "ون", "ين", "وا", "ان", "ن", "ا"):
        if rest.endswith(ending) and len(rest) - len(ending) >= 2:
            root = rest[: len(rest) - len(ending)]
            middle = root[:-2] + "ا" + root[-1] if len(root) == 3 and root[1] in "وي" else ""
            last = root[:-1] + "ى" if root[-1] in "يو" else ""
            lemmas = (root, "أ" + root, "ا" + root, middle, last, "ا" + last, "أ" + last)
            for lemma, shape in zip(lemmas, _SHAPES, strict=True):
                if len(lemma) > 2 or (shape == "plain" and len(lemma) == 2):
                    kind = f"verb {shape}"
                    propose(
                        lemma,
                        kind,
                        f"{kind} {min(len(lemma), 6)}",
                        f"{kind}, ending {ending}",
                        f"verb, starts {base[0]}",
                        f"{kind} {root[0]}",
                    )


_WEIGHTS = {"fa": "persian", "ar": "arabic"}
_CANDIDATES = {"fa": _persian_candidates, "ar": _arabic_candidates}


def candidates(word: str, language: str) -> dict[str, Evidence]:
    """Return the lemmas that rules and dictionaries propose for a Persian or Arabic word, each with its evidence."""
    return _CANDIDATES[language](word)


@lru_cache(maxsize=1 << 18)
def lemmatize(word: str, language: str) -> str:
    """Return the dictionary form of one word.

    Parameters
    ----------
    word : a token; clitics may hang on an Arabic one (وكتبهم), joiners may be missing in a Persian one (کتابهایی).
    language : ``"ar"``, ``"fa"`` or ``"en"``; a word of another language is returned as it is.

    Returns
    -------
    The lemma without vowel marks: of nouns the singular, of adjectives the masculine singular, of Persian verbs the past stem
    (می‌گویند: گفت), of Arabic verbs the third person past (يقولون: قال).

    Examples
    --------
    >>> lemmatize("حمایت‌هایی", "fa"), lemmatize("talks", "en")
    ('حمایت', 'talk')
    """
    if language == "en" and word:
        from simplemma import lemmatize as look_up

        return look_up(word, lang="en")
    if language not in _CANDIDATES or not 2 <= len(word) <= _LONGEST or not "\u0620" <= word[0] <= "\u06d3":
        return word
    weights: Mapping[str, float] = _lists()[_WEIGHTS[language]]
    proposed = candidates(word, language)
    return max(proposed, key=lambda lemma: sum(weights.get(name, 0.0) for name in proposed[lemma]), default=word)


def lemmatize_many(words: Iterable[str], language: str) -> list[str]:
    """Return `lemmatize` of every word (say, of a vocabulary); answers are remembered."""
    return [lemmatize(word, language) for word in words]
