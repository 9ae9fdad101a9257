"""Two levels of normal form: *display* (what a reader sees) and *match* (what is compared).

Both run over one array of code points, so that a text of a hundred characters and a joined partition of ten million are
treated by the same code, and both say for every character where it came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache, partial

import numpy as np

from .alignment import Aligned, Spans
from .characters import DROP, DROP_MARK, EXPAND, classes, letter_forms, letter_map, look_up, settings, to_codes, to_text

LEVELS = ("match", "display")
MOST_REPLACED = 64  # kinds of letters that are replaced one after the other; beyond it arrays are faster
FEW = 100  # words that are folded as a text; more hold nearly all kinds of letters, and arrays are faster
_TATWEEL, _HAMZA, _UNDERSCORE, _ZWNJ, _NOT_SIGN = 0x640, 0x621, 0x5F, 0x200C, 0xAC
_PERSIAN_YEH, _ARABIC_YEH, _ALEF_MAKSURA = 0x6CC, 0x64A, 0x649
_HALF_SPACES = (_NOT_SIGN, 0xAD, 0x200B, _ZWNJ)  # all of them stand for it in Persian texts that were converted
_WORDLIKE = np.array([False, True, False, False, True, True])  # by class: marks, digits and letters

_LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06fc\u0750-\u077f"
_MARKS = "\u064b-\u065f\u0670"
_HIDDEN = re.compile(rf"(?<=[{_LETTERS}{_MARKS}])\u0640++(?:[.·…•*×_ ]{{1,4}}+\u0640++)++(?=[{_LETTERS}])")
_STRETCHED = re.compile(rf"(?<=[{_LETTERS}{_MARKS}])(\u0640++)[{_MARKS}]*+(?=[{_LETTERS}\u0640])")
_JOINERS = re.compile("\u200c++")
_LOOSE = re.compile(f"\u200c(?:(?![{_LETTERS}])|(?<![{_LETTERS}]\u200c))")  # a joiner that may have to go
_BREAKS = "\n\x85\u2028\u2029"
_HASHTAG = re.compile(r"#[^\W_]*+_\w*+")
_ARABIC_WORD = re.compile(rf"[{_LETTERS}{_MARKS}\u0640]++")
_VOWELS = re.compile(rf"[{_MARKS}\u0640]+")
_PREFIXES = ("", "و", "ف", "ال", "وال", "فال", "بال", "لل", "وبال", "ولل", "ل", "ب")


def normalize(text: str, language: str = "und", level: str = "match") -> Aligned:
    """Return *text* in normal form, every character aligned to the raw text.

    Parameters
    ----------
    text : any string; a whole partition joined to one is welcome.
    language : ISO code. At the display level it decides which encoding of a letter is kept (ي in Arabic, ی in Persian).
    level : "match" folds what writers do not keep apart: letter variants, seats of hamza, ة and ه, vowel signs, tatweel,
        joiners, digits of all scripts, quotation marks, case. "display" keeps all that is seen (vowel signs, half-spaces, ى and
        ة) and expands presentation forms, removes directional controls, stretching and dots that hide a word (حمـ..ـاس).

    Returns
    -------
    Aligned : normal form and offsets. ``normalize(x).text`` is a fixed point. A dropped vowel sign belongs to the span of the
        letter that bears it.

    Examples
    --------
    >>> normalize("حمـ..ـاس", "ar").text, normalize("كِتابي", "fa", level="display").text
    ('حماس', 'کِتابی')
    """
    if level not in LEVELS:
        raise ValueError(f"level must be one of {LEVELS}, got: {level!r}")
    clean = _replace(text, language, level)
    if clean is not None:
        return Aligned(clean, len(text), partial(_find_spans, text, language, level))
    out, starts, ends = _fold_codes(text, language, level)
    return Aligned(to_text(out), len(text), lambda: (starts, ends))


@lru_cache(maxsize=65536)
def match_form(word: str, language: str = "und") -> str:
    """Return the form under which *word* is compared: ``normalize(word, language).text``."""
    return normalize(word, language).text


def match_forms(words: Sequence[str], language: str = "und") -> list[str]:
    """Return the match form of every word of a vocabulary at once; a line break inside a word becomes a space."""
    if not len(words):
        return []
    joined = "\n".join(words)
    if sum(map(joined.count, _BREAKS)) != len(words) - 1:
        joined = "\n".join(word.translate(dict.fromkeys(map(ord, _BREAKS), " ")) for word in words)
    clean = to_text(_fold_codes(joined, language, "match")[0]) if len(words) > FEW else normalize(joined, language).text
    return clean.split("\n")


def _replace(text: str, language: str, level: str) -> str | None:
    """Return the normal form where replacing letters one kind after the other yields it, which is much faster; else None."""
    changing, forms, contextual = _replacements(language, level)
    if changing.search(text):
        found = set(changing.findall(text))
        if len(found) > MOST_REPLACED:
            return None
        for letter in found:
            text = text.replace(letter, forms.get(letter, letter))
    if contextual.search(text):
        return None
    return _JOINERS.sub(_settle_joiners, text) if level == "display" and _LOOSE.search(text) else text


def _settle_joiners(hit: re.Match[str]) -> str:
    """Return one ZWNJ for a row of them between two letters or digits, nothing elsewhere."""
    around = hit.string[hit.start() - 1 : hit.start()] + hit.string[hit.end() : hit.end() + 1]
    return "\u200c" if len(around) == 2 and all(map(_is_wordlike, around)) else ""


@lru_cache(maxsize=1024)
def _is_wordlike(letter: str) -> bool:
    return bool(_WORDLIKE[classes()[ord(letter)]])


@cache
def _replacements(language: str, level: str) -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str]]:
    """Return a pattern of the letters that change (and all beyond the first plane), their forms, and a pattern of what needs context."""
    forms = letter_forms(language, level)
    letters = "".join(rf"\u{ord(letter):04x}" for letter in forms if ord(letter) < 0x10000)
    return re.compile(rf"[{letters}\U00010000-\U0010ffff]"), forms, re.compile(_contextual(language, level))


def _contextual(language: str, level: str) -> str:
    """Return the pattern of what the rules of `_rules` look for, except rows of ZWNJ alone."""
    if level == "match":
        return "[\u0640_]|اء" if language == "fa" else "[\u0640_]"
    return "[\u0640\u00ac\u00ad\u200b]" if language == "fa" else "[\u0640ی]" if language == "ar" else "\u0640"


def _find_spans(text: str, language: str, level: str) -> Spans:
    return _fold_codes(text, language, level)[1:]


def _fold_codes(text: str, language: str, level: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the code points of the normal form, and the start and end of what each stands for."""
    out, starts, ends = _map_codes(to_codes(text), language, level)
    out = _apply_context(out, language, level)
    kept = out != DROP
    return (out, starts, ends) if kept.all() else (out[kept], starts[kept], ends[kept])


def _map_codes(codes: np.ndarray, language: str, level: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Apply the map of letters; return new codes and the raw span of each."""
    table, expansions = letter_map(language, level)
    mapped = look_up(table, codes)
    bearers = np.flatnonzero(mapped != DROP_MARK).astype(np.int32)
    ends = np.append(bearers, np.int32(len(codes)))[1:]
    forms = mapped[bearers] if len(bearers) < len(codes) else mapped
    dropped = forms == DROP
    wide = np.flatnonzero((forms >= EXPAND) & ~dropped)
    if len(wide):
        texts = [expansions[number] for number in forms[wide] - EXPAND]
        lengths = np.where(dropped, 0, 1)
        lengths[wide] = [len(text) for text in texts]
        origin = np.repeat(np.arange(len(forms)), lengths)
        out = forms[origin]
        out[out >= EXPAND] = to_codes("".join(texts))
        return out, bearers[origin], ends[origin]
    if dropped.any():
        kept = ~dropped
        return forms[kept], bearers[kept], ends[kept]
    return forms, bearers, ends


def _apply_context(codes: np.ndarray, language: str, level: str) -> np.ndarray:
    """Apply what depends on the neighbours; each rule runs only where its character occurs. DROP marks what goes."""
    rules = [rule for triggers, rule in _rules(language, level) if any((codes == trigger).any() for trigger in triggers)]
    if not rules:
        return codes
    text, codes = to_text(codes), codes.copy()
    for rule in rules:
        rule(text, codes)
    return codes


@cache
def _rules(language: str, level: str) -> list[tuple[tuple[int, ...], Callable[[str, np.ndarray], None]]]:
    if level == "match":
        persian = [((_HAMZA,), _drop_final_hamza)] if language == "fa" else []
        return [((_TATWEEL,), _drop_tatweel), ((_UNDERSCORE,), _split_hashtags), *persian]
    arabic = [((_PERSIAN_YEH,), _choose_yeh)] if language == "ar" else []
    half_spaces = _HALF_SPACES if language == "fa" else (_ZWNJ,)
    return [((_TATWEEL,), _join_stretched), (half_spaces, partial(_settle_half_spaces, half_spaces)), *arabic]


def _drop_tatweel(text: str, codes: np.ndarray) -> None:
    _drop_spans(codes, find_hidden(text, codes))
    codes[codes == _TATWEEL] = DROP


def _join_stretched(text: str, codes: np.ndarray) -> None:
    hidden = find_hidden(text, codes)
    joined: set[int] = set()  # where stretching begins that joins two letters, over vowel signs and further stretching
    for hit in reversed(_match_stretches(_STRETCHED, text, codes)):
        if text[hit.end()] != "\u0640" or hit.end() in joined:
            joined.add(hit.start())
            codes[hit.start() : hit.end(1)] = DROP
    _drop_spans(codes, hidden)


def find_hidden(text: str, codes: np.ndarray) -> list[tuple[int, int]]:
    """Return the spans of the dots that hide a word and the stretching around them: ـ..ـ in حمـ..ـاس."""
    return [hit.span() for hit in _match_stretches(_HIDDEN, text, codes)]


def _match_stretches(pattern: re.Pattern[str], text: str, codes: np.ndarray) -> list[re.Match[str]]:
    """Match *pattern* where a row of tatweel begins; a search through the whole text would cost more than all the rest."""
    at = np.flatnonzero(codes == _TATWEEL)
    rows = at[np.diff(at, prepend=-2) > 1].tolist()
    return [hit for hit in (pattern.match(text, row) for row in rows) if hit]


def _drop_spans(codes: np.ndarray, spans: Iterable[tuple[int, int]]) -> None:
    for start, end in spans:
        codes[start:end] = DROP


def _split_hashtags(text: str, codes: np.ndarray) -> None:
    for hit in _HASHTAG.finditer(text):
        inside = codes[hit.start() : hit.end()]
        inside[inside == _UNDERSCORE] = 0x20


def _drop_final_hamza(text: str, codes: np.ndarray) -> None:
    """In Persian علماء and علما are one word, whatever stretching (ـ) went before."""
    kept = np.flatnonzero(codes != DROP)
    left = codes[kept]
    at = np.flatnonzero(left == _HAMZA)
    at = at[at > 0]
    following = np.append(left, 0)[at + 1]
    final = (left[at - 1] == 0x627) & (classes().take(following, mode="clip") < 4)
    codes[kept[at[final]]] = DROP


def _settle_half_spaces(half_spaces: tuple[int, ...], text: str, codes: np.ndarray) -> None:
    """Keep one ZWNJ between two letters or digits; elsewhere it draws nothing. A visible ¬ goes between Persian letters only."""
    at = np.flatnonzero(np.logical_or.reduce([codes == code for code in half_spaces]))
    new = np.append(True, np.diff(at) > 1)
    first, last = at[new], at[np.append(new[1:], True)]
    padded = np.concatenate([[0x20], codes, [0x20]]).astype(np.int64)
    before, after = padded[first], padded[last + 2]
    inside = _WORDLIKE[classes().take(before, mode="clip")] & _WORDLIKE[classes().take(after, mode="clip")]
    persian = inside & (before >> 8 == 6) & (after >> 8 == 6)
    visible = codes[at] == _NOT_SIGN
    run = np.cumsum(new) - 1
    shown = np.bincount(run, weights=visible) > 0
    joined = np.where(shown, persian, inside)
    codes[at[~visible | joined[run]]] = DROP
    codes[first[joined]] = _ZWNJ


def _choose_yeh(text: str, codes: np.ndarray) -> None:
    """In Arabic a Persian ی is ي, but ى at the end of words that are known to end so."""
    for hit in _ARABIC_WORD.finditer(text):
        if "ی" not in hit.group():
            continue
        inside = codes[hit.start() : hit.end()]
        inside[inside == _PERSIAN_YEH] = _ARABIC_YEH
        if _ends_in_maksura(_VOWELS.sub("", hit.group())):
            inside[-1] = _ALEF_MAKSURA


def _ends_in_maksura(word: str) -> bool:
    known = _maksura_words()
    return word.endswith("ی") and any(word.startswith(p) and word[len(p) : -1] in known for p in _PREFIXES)


@cache
def _maksura_words() -> frozenset[str]:
    return frozenset(word[:-1].replace("ي", "ی") for word in settings()["final_alef_maksura"].split())
