"""What a decoded text holds that a reader does not see, or that strains what comes after."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from ..lexicon import read_yaml
from .encoding import MARKS, count_classes, find_text_problems
from .limits import Limits
from .problems import Problem, ReadError
from .rules import letters

_INVISIBLE = re.compile("[\u200b\u2060-\u2064\ufeff\u00ad\u180e\U000e0000-\U000e007f]|\u200d(?<=\\w\u200d)(?=\\w)")
_BIDI = re.compile("[\u202d\u202e]")
_BIDI_PAIRS = (("[\u202a\u202b\u202d\u202e]", "\u202c"), ("[\u2066-\u2068]", "\u2069"))
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")  # and what is no character
_FORMS = re.compile("[\ufb50-\ufdcf\ufe70-\ufefc]")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdcf\ufe70-\ufefc]")
_MARKS = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in MARKS)}]{{2,}}")
_LONGEST_ERROR_PAGE = 1_500  # characters
_LETTER = re.compile(r"[^\W\d_]")
_BLANK = " \n\t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u3000\u2060\ufeff"
_SUBSTANCE = re.compile(f"[^{_BLANK}]")


@lru_cache(maxsize=1)
def _error_lines() -> frozenset[str]:
    return frozenset(letters(line) for lines in read_yaml("encodings.yaml")["error_pages"].values() for line in lines)


def has_substance(text: str) -> bool:
    """Tell whether a text holds anything but white space and invisible characters."""
    return bool(_SUBSTANCE.search(text))


def check_text(text: str, path: str, doc_id: str, limits: Limits) -> list[Problem]:
    """Return one problem a kind of oddity, with the place of the first.

    Raises
    ------
    ReadError : the text holds nothing but white space and invisible characters.
    """
    if not has_substance(text):
        raise ReadError("empty", "white space and invisible characters only", "Scrape the article again.")
    found: list[Problem] = []

    def add(code: str, message: str, remedy: str, at: re.Match[str] | None = None, severity: str = "warning") -> None:
        start, end = (at.start(), at.end()) if at else (None, None)
        found.append(Problem(path, code, severity, message, remedy, doc_id, start, end))

    for code, message, remedy, severity in find_text_problems(text):
        add(code, message, remedy, None, severity)
    if len(list(islice(_LETTER.finditer(text), 8))) < 8:
        add("too_short", "fewer than 8 letters: hardly an article", "Check what was scraped.")
    if len(text) <= _LONGEST_ERROR_PAGE and not _error_lines().isdisjoint(letters(line) for line in text.splitlines()):
        add("error_page", "what a server sends in place of an article", "Scrape the article again, or remove the file.")
    count = count_classes(text)
    if count["odd"]:
        _check_invisible(text, add)
    runs = _MARKS.finditer(text) if count["mark"] > limits.mark_run else ()
    run = max(runs, key=lambda hit: hit.end() - hit.start(), default=None)
    if run and run.end() - run.start() > limits.mark_run:
        add("combining_run", f"{run.end() - run.start()} marks on one letter", "Clean the text; the marks are ignored in comparisons.", run)
    longest = max(text.splitlines(), key=len, default="")
    for code, most, what in (
        ("long_line", limits.line_chars, "characters in one line"),
        ("long_token", limits.token_chars, "characters without a space"),
    ):
        if code == "long_token" and len(longest) > most:  # in a shorter line no word is longer
            longest = max(text.split(), key=len, default="")
        if len(longest) > most:
            start = text.index(longest)
            place = (start, start + len(longest))
            found.append(Problem(path, code, "warning", f"{len(longest):,} {what}", "Check what was scraped.", doc_id, *place))
    return found


def _check_invisible(text: str, add) -> None:  # noqa: ANN001 - the closure of check_text
    hit = _INVISIBLE.search(text)
    if hit:
        count = sum(1 for _ in _INVISIBLE.finditer(text))
        add("invisible_chars", f"{count} characters that are not seen stand within the text", "They are ignored in comparisons.", hit)
    hit = _BIDI.search(text)
    unbalanced = any(len(re.findall(opener, text)) != text.count(closer) for opener, closer in _BIDI_PAIRS)
    if hit or unbalanced:
        add(
            "bidi_controls",
            "controls of writing direction that may turn what is shown around",
            "They are escaped where text is shown.",
            hit,
        )
    hit = _CONTROLS.search(text)
    if hit:
        add("control_chars", "terminal control characters within the text", "They are escaped where text is shown.", hit)
    forms = sum(1 for _ in _FORMS.finditer(text))
    if forms > 20 and forms > 0.05 * sum(1 for _ in _ARABIC.finditer(text)):
        add(
            "presentation_forms",
            f"{forms} letters are stored as drawn shapes, as PDFs do",
            "They are folded in comparisons.",
            _FORMS.search(text),
        )
