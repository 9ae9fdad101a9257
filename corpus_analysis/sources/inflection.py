"""Writes out every inflected form of a reporting verb, so that finding cues is a look-up in the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..text.normalize import match_form

VOWELS = set("aeiou")
_DOUBLING = re.compile("[^aeiou]*[aeiou][^aeiouwxy]|admit|quip|refer|concur|extol")  # English verbs that double the last letter: slammed


class Form(NamedTuple):
    """One inflected form: its words in match form, what it agrees with, and whether an object pronoun hangs on it."""

    words: tuple[str, ...]
    gender: str | None = None  # m | f
    number: str | None = None  # s | p
    clitic: bool = False
    participle: bool = False


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(match_form(word) for word in phrase.split())


def inflect_arabic(past: str, present: str | None = None, participle: str | None = None) -> Iterator[Form]:
    """Yield the third person of both tenses in every gender and number, with object pronouns, and the accusative participle.

    *past* and *present* are third person masculine singular (قال, يقول); *participle* lacks its final alif (قائل).
    """
    past, weak = match_form(past), past[-1] in "ىا" and past[-1:] != "أ"
    stem = past[:-1] if weak else past
    dual = {"ى": "یا", "ا": "وا"}.get(past[-1], "ا") if weak else "ا"
    forms = [
        (past, "m", "s"),
        (stem + "ت", "f", "s"),
        (stem + "وا", "m", "p"),
        (stem + dual, "m", "p"),
        (stem + "تا", "f", "p"),
        (stem + "ن", "f", "p"),
    ]
    if present:
        rest = match_form(present)[1:]
        bare = rest[:-1] if rest[-1] in "یو" and present[-1] in "ىيو" else rest
        for future in ("", "س"):
            forms += [(future + "ی" + rest, "m", "s"), (future + "ت" + rest, "f", "s"), (future + "ی" + bare + "ون", "m", "p")]
            forms += [(future + "ی" + rest + "ان", "m", "p"), (future + "ت" + rest + "ان", "f", "p")]
    for form, gender, number in forms:
        yield Form((form,), gender, number)
        base = form[:-1] + "ا" if form == past and weak else form[:-1] if form.endswith("وا") and not weak else form
        for pronoun in ("ه", "ها", "هم", "هما"):
            yield Form((base + pronoun,), gender, number, clitic=True)
    if participle:
        base = match_form(participle)
        several = base[:-1] if base[-1] == "ی" else base  # داعين
        for form, gender, number in ((base + "ا", "m", "s"), (base + "ه", "f", "s"), (several + "ین", "m", "p"), (base + "ان", "m", "p")):
            yield Form((form,), gender, number, participle=True)
        yield Form((base + "تین",), "f", "p", participle=True)


def inflect_persian(noun: str, past: str, present: str) -> Iterator[Form]:
    """Yield the third person of the news tenses of a (light) verb: گفت، می‌گوید، گفته است، گفته بود، خواهد گفت; joiners spaced or not."""
    lead, past, present = _words(noun), match_form(past), match_form(present)
    presents = {present, present.removesuffix("ی")}
    for suffix, number in (("", "s"), ("ند", "p")):
        yield Form((*lead, past + suffix), None, number)
        for prefix in ("می", "نمی"):
            yield Form((*lead, prefix + past + suffix), None, number)
            yield Form((*lead, prefix, past + suffix), None, number)
    for suffix, number in (("د", "s"), ("ند", "p")):
        for stem in presents:
            for prefix in ("می", "نمی"):
                yield Form((*lead, prefix + stem + suffix), None, number)
                yield Form((*lead, prefix, stem + suffix), None, number)
        yield Form((*lead, "خواه" + suffix, past), None, number)
    for helper, number in (("است", "s"), ("اند", "p"), ("بود", "s"), ("بودند", "p")):
        yield Form((*lead, past + "ه", helper), None, number)
        if helper in ("است", "اند"):
            yield Form((*lead, past + "ه" + helper), None, number)
    if lead:
        yield Form((*lead, past + "ه"), None, "s", participle=True)
    else:
        yield Form((past + "ه",), None, "s", participle=True)


def inflect_english(entry: str) -> Iterator[Form]:
    """Yield say, says, said, saying for an entry ``"say/said"`` or ``"point out"`` (irregular past after a slash)."""
    base, _, past = entry.partition("/")
    verb, *rest = base.split()
    doubled = verb + verb[-1] if _DOUBLING.fullmatch(verb) else verb
    root = verb[:-1] if verb.endswith("e") else doubled
    irregular = {"think": "thought", "say": "said", "tell": "told", "write": "wrote"}
    if verb.endswith("y") and verb[-2] not in VOWELS:
        third, regular = verb[:-1] + "ies", verb[:-1] + "ied"
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
        regular = root + "ed"
    for form, number in ((verb, "p"), (third, "s"), (past or irregular.get(verb, regular), None)):
        yield Form((form, *rest), None, number)
    if verb == "write":
        yield Form(("written", *rest))
    yield Form((root + "ing", *rest), participle=True)
    if verb.endswith(("el", "nal")):  # labelled, signalled
        yield Form((verb + "led", *rest))
        yield Form((verb + "ling", *rest), participle=True)


def persian_forms(entry: Mapping, verbs: Mapping[str, str]) -> Iterator[Form]:
    """Yield the forms of one entry of `persian_light`: every noun with every verb, and with what stands in `with`."""
    given = entry.get("v", [])
    for noun in entry.get("n", [""]):
        for verb in [given] if isinstance(given, str) else given:
            yield from inflect_persian(noun, verb, verbs.get(verb, verb))
            if noun and " " not in noun:
                yield Form((match_form(noun) + match_form(verb),))  # اظهارداشت
        for helper in entry.get("with", ()):
            yield Form((*_words(noun), *_words(helper)), None, "p" if helper == "هستند" else "s", participle=not helper)
