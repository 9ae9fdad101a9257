"""The cues of attribution, compiled from ``lexicons/cues.yaml`` and found through the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any

from ..lexicon import LexiconError, no_garbage, read_yaml
from ..text.normalize import match_form, match_forms
from .arabic.verbs import verb_forms
from .inflection import Form, inflect_arabic, inflect_english, persian_forms

SPEECH = ("speech", "judging", "demand", "topic")  # somebody says it in words of their own
KINDS = (*SPEECH, "relay", "event", "dependent", "nominal", "according", "credit", "adjunct", "noun")


@dataclass(frozen=True)
class Cue:
    """One way of announcing speech: what it is, how the writer stands to it, and where its content may be."""

    lemma: str
    kind: str
    stance: str = "neutral"
    frame: tuple[tuple[str, ...], ...] = ()  # prepositions before the content
    obj: bool = False
    strict: bool = False
    need: bool = False
    around: bool = False
    addressee: bool = False
    requires: frozenset[str] = frozenset()


@dataclass
class CueBook:
    """All forms of one language: first word → candidates, longest first."""

    heads: dict[str, dict[tuple[str, ...], tuple[Form, Cue]]] = field(default_factory=dict)
    sizes: dict[str, list[int]] = field(default_factory=dict)  # first word → the lengths of its forms, longest first
    seconds: dict[str, set[str]] = field(default_factory=dict)  # first word → what may follow in a longer form
    joined: set[str] = field(default_factory=set)  # cues only behind a joined و: alone they are prepositions (عبر)
    nouns: dict[str, Cue] = field(default_factory=dict)  # the noun part of a Persian light verb → its cue

    def add(self, form: Form, cue: Cue) -> None:
        self.heads.setdefault(form.words[0], {}).setdefault(form.words, (form, cue))
        sizes = self.sizes.setdefault(form.words[0], [])
        if len(form.words) not in sizes:
            sizes.append(len(form.words))
            sizes.sort(reverse=True)
        if len(form.words) > 1:
            self.seconds.setdefault(form.words[0], set()).add(form.words[1])

    def matches(self, words: list[str], at: int, first: str) -> Iterator[tuple[Form, Cue]]:
        """Yield every form that begins at *at*, longest first."""
        for size in self.sizes[first]:
            found = self.heads[first].get((first, *words[at + 1 : at + size]))
            if found:
                yield found

    def match(self, words: list[str], at: int, end: int, first: str) -> tuple[Form, Cue] | None:
        """Return the longest form that begins at *at* (whose bare word is *first*) and ends by *end*."""
        candidates = self.heads[first]
        if at + 1 < end and words[at + 1] in self.seconds.get(first, ()):
            for size in self.sizes[first]:
                if at + size <= end:
                    found = candidates.get((first, *words[at + 1 : at + size]))
                    if found:
                        return found
        return candidates.get((first,))


def _tuples(phrases: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in match_forms(list(phrases)))


def _cue(lemma: str, kind: str, entry: dict) -> Cue:
    if kind not in KINDS:
        raise LexiconError(f"cues.yaml: {lemma!r} has the kind {kind!r}. Use one of {', '.join(KINDS)}.")
    flags = {name: bool(entry.get(name)) for name in ("obj", "strict", "need", "around", "addressee")}
    requires = frozenset(match_form(word) for word in entry.get("requires", ()))
    frame = _tuples(entry.get("frame", entry.get("prep", ())))
    return Cue(lemma, kind, entry.get("stance", "neutral"), frame, requires=requires, **flags)


@lru_cache(maxsize=1)
@no_garbage()
def load_cues() -> dict[str, CueBook]:
    """Read cues.yaml and write out every form; one book a language."""
    data = read_yaml("cues.yaml")
    books = {"ar": CueBook(), "fa": CueBook(), "en": CueBook()}
    doubt = set(match_forms(data["distancing_words"]))
    for language, prefix in (("ar", "arabic"), ("fa", "persian"), ("en", "english")):
        for kind, phrases in data[f"{prefix}_phrases"].items():
            if kind != "nominal_links":
                _add_phrases(books[language], language, kind, phrases, doubt)
    _add_arabic_verbs(books["ar"], data)
    _add_persian_verbs(books["fa"], data)
    _add_english_verbs(books["en"], data["english_verbs"])
    return books


def _add_phrases(book: CueBook, language: str, kind: str, phrases: Any, doubt: set[str]) -> None:
    if kind in ("dependent_rule", "dependent_objects"):
        parted = product(phrases["openings"], phrases["nouns"], phrases.get("links", [""]))
        kind, phrases = "dependent", [" ".join(parts) for parts in parted]
    if kind == "nominal_rule":
        parted = product(phrases["openings"], phrases["verbs"], phrases["pronouns"])
        kind, phrases = "nominal", [f"{opening} {verb}{pronoun}" for opening, verb, pronoun in parted]
    strict = kind == "speech" and language == "ar"
    if kind == "noun" and language == "ar":  # بتصريحات، لقوله
        phrases = [preposition + noun for noun in phrases for preposition in ("", "ب", "ل")]
    if kind == "nominal" and language == "ar":  # تمسكها بما وصفته
        phrases = [*phrases, *(preposition + phrase for phrase in phrases for preposition in ("ب", "ل", "ع", "م"))]
    for words in _tuples(phrases):
        joined = tuple((word[1:],) for word in words if word.startswith("+"))  # a clitic the next word must carry
        words = tuple(word for word in words if not word.startswith("+"))
        if language == "fa" and words[0] == "به" and len(words) == 2:  # به‌گفته‌ی, the joiners lost
            for end in ("", "ی"):
                book.add(Form(("به" + words[1] + end,)), Cue(" ".join(words), kind))
        book.add(Form(words), Cue(" ".join(words), kind, "distancing" if doubt & set(words) else "neutral", frame=joined, strict=strict))


def _add_arabic_verbs(book: CueBook, data: dict) -> None:
    adverbs = set(match_forms(read_yaml("speakers.yaml")["stop"]["ar"]))  # ردا على: no two that replied
    verbs = verb_forms()
    for entry in data["arabic_verbs"]:
        cue = _cue(entry["v"], entry["kind"], entry)
        stating = _cue(entry["v"], entry["kind"], entry | {"strict": entry.get("strict") is True})
        for form in inflect_arabic(entry["v"], entry.get("pres"), entry.get("part")):
            word = form.words[0]
            noun = form.number == "p" and word[-1] == "ا" and word[-2] not in "وت" and word not in verbs  # أمرا: no two that ordered
            noun = noun and not (word[0] == "ا" and len(word) > 4) and word != "قالا"  # أضافا, اعتبرا
            if not (form.clitic and entry.get("plain")) and (form.participle or ((word not in adverbs or cue.requires) and not noun)):
                book.add(form, stating if form.participle else cue)
                book.joined.update({word} & adverbs if cue.requires and not form.participle else ())
    for words in _passing_forms(data["arabic_passing"]):
        book.add(Form(words), Cue(" ".join(words[:-1]), "according"))


def _add_persian_verbs(book: CueBook, data: dict) -> None:
    for kind, entries in data["persian_light"].items():
        for entry in entries:
            verb = entry["v"] if isinstance(entry["v"], str) else "/".join(entry["v"])
            cue = _cue(" ".join([*entry.get("n", [])[:1], verb]), kind, entry)
            for form in persian_forms(entry, data["persian_verbs"]):
                book.add(form, cue)
            for noun in entry.get("n", []) if cue.around else []:
                book.add(Form(tuple(match_form(noun).split())), cue)  # خواستار … شد, the verb behind the content
            for noun in match_forms(entry.get("n", [])):
                if cue.kind in ("speech", "judging") and " " not in noun:
                    book.nouns.setdefault(noun, cue)


def _add_english_verbs(book: CueBook, verbs: dict) -> None:
    stances = {word: stance for stance in ("distancing", "endorsing") for word in verbs[stance]}
    for kind, section in (("speech", "speech"), ("judging", "judging"), ("relay", "relays")):
        for entry in verbs[section]:
            lemma = entry.split("/")[0]
            obj, strict, need = (lemma in verbs[key] for key in ("objects", "strict", "marked"))
            requires = frozenset(verbs["requires"].get(lemma, ()))
            cue = Cue(lemma, kind, stances.get(lemma, "neutral"), obj=obj, strict=strict, need=need, requires=requires)
            for form in inflect_english(entry):
                book.add(form, cue)


def _passing_forms(data: dict) -> Iterator[tuple[str, ...]]:
    """Yield وفق ما ذكرت, حسبما أفاد, بحسب ما أعلنته …: every opening with every verb, both genders, with and without a pronoun."""
    for opening in _tuples(data["openings"]):
        for verb in match_forms(data["verbs"]):
            plain = " " not in verb
            if opening[0] != "علی":
                forms = (verb, verb + "ت", verb + "ه", verb + "ته", f"{verb} به", f"{verb}ت به") if plain else (verb,)
                yield from ((*opening, *form.split()) for form in forms)
            elif plain:  # على ما أفاد, but ردا على ما قاله, على ما جاء في
                yield from ((*opening, form) for form in (verb, verb + "ت"))


@lru_cache(maxsize=1)
def links() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return what joins a cue to its content: Arabic complementizers, the Persian links of nominal cues."""
    data = read_yaml("cues.yaml")
    return {"ar": _tuples(data["arabic_complementizers"]), "fa": _tuples(data["persian_phrases"]["nominal_links"])}


def bare_head(form: str, language: str, book: CueBook) -> tuple[str, int]:
    """Return the form under which a word heads a cue (an Arabic و or ف stripped) and how many letters were stripped; ``""``: none."""
    if form in book.heads:
        return form, 0
    if language == "ar" and len(form) > 2 and form[0] in "وف" and form[1:] in book.heads:
        return form[1:], 1
    return "", 0
