"""Accuracy of the text functions on development data: treebanks, snippets in six languages, dates."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise

from corpus_analysis import text

from . import DEVDATA, Row, prf, read_jsonl

DATA = DEVDATA / "data"
ABSENT = "development data absent"
ZWNJ = "\u200c"
SENTENCES_JOINED = 8  # so many sentences of a treebank make the running text in which their ends are looked for

_GAP = re.compile(r"[\s\u200c]+")
_ARABIC = re.compile("[\u0621-\u065f\u0670-\u06d3]+")
_CONTENT = {"fa": {"NOUN", "VERB", "ADJ", "PROPN", "ADV", "AUX"}, "ar": {"NOUN", "VERB", "ADJ", "PROPN"}}


def rows() -> Iterator[Row]:
    """Yield one row a target: joiners, tokens, sentences, clitics, lemmas, language, dates."""
    yield from _joiner_rows()
    for name, language, aim in (("fa_perdt", "fa", ">= 0.999"), ("fa_seraji", "fa", ">= 0.999"), ("ar_pud", "ar", ">= 0.9985")):
        yield _row("tokens, F1", name, aim, lambda sentences, language=language: _span_f1(sentences, language, _tokens_of, _surface_gold))
    for name in ("fa_perdt", "fa_seraji", "ar_pud", "en_pud"):
        yield _row("sentences, F1", name, ">= 0.997", _sentence_f1)
    yield _row("clitic segments, F1", "ar_pud", ">= 0.955", lambda sentences: _span_f1(sentences, "ar", _segments_of, _word_gold))
    for name, language, aim in (("fa_perdt", "fa", ">= 0.95"), ("fa_seraji", "fa", ">= 0.96"), ("ar_pud", "ar", ">= 0.85")):
        yield _row("lemmas, accuracy", name, aim, lambda sentences, language=language: _lemma_accuracy(sentences, language))
    yield from _language_rows()
    yield from _date_rows()


def _row(measure: str, name: str, aim: str, measured: Callable[[list[dict]], tuple[float, str]]) -> Row:
    """Measure on one treebank; without the data the row has no value."""
    path = DATA / f"{name}_dev.jsonl"
    if not path.exists():
        return Row("text", measure, name, None, ABSENT, aim)
    value, counts = measured(read_jsonl(path))
    return Row("text", measure, name, value, counts, aim)


# ---- joiners


def _joiner_rows() -> Iterator[Row]:
    for name, aim in (("fa_perdt", ">= 0.96"), ("fa_seraji", ">= 0.86")):
        yield _row("joiners deleted: restored, F1", name, aim, lambda sentences: _restored_f1(sentences, ""))
    yield _row("joiners turned into spaces: restored, F1", "fa_perdt", ">= 0.95", lambda sentences: _restored_f1(sentences, " "))
    for name in ("fa_perdt", "fa_seraji"):
        yield _row("joiners deleted: words damaged per 1,000", name, "<= 3", _damaged_words)
        yield _row("joiners that stand: kept", name, "1", _kept_joiners)


def _gaps(string: str) -> tuple[str, dict[int, str]]:
    """Return a text without blanks and joiners, and what stood in each gap: a joiner or a blank."""
    letters, gaps, at = [], {}, 0
    for hit in re.finditer(rf"([^\s{ZWNJ}]+)([\s{ZWNJ}]*)", string.strip(ZWNJ + " \n")):
        letters.append(hit.group(1))
        at += len(hit.group(1))
        if hit.group(2):
            gaps[at] = "joiner" if hit.group(2).strip() and not hit.group(2).strip(ZWNJ) else "blank"
    return "".join(letters), gaps


def _restore(gold: str, replacement: str) -> tuple[dict[int, str], dict[int, str], str]:
    """Return the gaps of the gold text, those of the restored one, and the letters of the gold text."""
    letters, expected = _gaps(gold)
    restored, found = _gaps(text.restore_joiners(gold.replace(ZWNJ, replacement)))
    if restored != letters:
        raise ValueError(f"restoring joiners changed letters: {gold[:60]!r}")
    return expected, found, letters


def _restored_f1(sentences: list[dict], replacement: str) -> tuple[float, str]:
    found = expected = right = 0
    for sentence in sentences:
        gold, ours, _ = _restore(sentence["text"], replacement)
        places = {at for at, kind in gold.items() if kind == "joiner"}
        restored = {at for at, kind in ours.items() if kind == "joiner"}
        found, expected, right = found + len(restored), expected + len(places), right + len(places & restored)
    return _f1(found, expected, right)


def _damaged_words(sentences: list[dict]) -> tuple[float, str]:
    damaged = total = 0
    for sentence in sentences:
        gold, ours, letters = _restore(sentence["text"], "")
        edges = [0, *(at for at, kind in sorted(gold.items()) if kind == "blank"), len(letters)]
        joined = {at for at, kind in gold.items() if kind == "joiner"}
        for start, end in pairwise(edges):
            inside = range(start + 1, end)
            if joined.isdisjoint(inside):
                total += 1
                whole = all(at in (0, len(letters)) or ours.get(at) == "blank" for at in (start, end))
                damaged += not whole or any(at in ours for at in inside)
    return 1000 * damaged / total, f"{damaged} of {total} words"


def _kept_joiners(sentences: list[dict]) -> tuple[float, str]:
    kept = total = 0
    for sentence in sentences:
        gold, ours, _ = _restore(sentence["text"], ZWNJ)
        places = [at for at, kind in gold.items() if kind == "joiner"]
        total += len(places)
        kept += sum(ours.get(at) == "joiner" for at in places)
    return kept / total, f"{kept} of {total}"


# ---- tokens, clitics


def _tokens_of(string: str, language: str) -> list[str]:
    return text.tokenize(string, language)


def _segments_of(string: str, language: str) -> list[str]:
    return [part for token in text.tokenize(string, language) for part in text.split_clitics(token, language)]


def _surface_gold(sentence: dict, language: str) -> Iterable[tuple[int, int]]:
    """Spans of tokens as written. In the Arabic treebank clitics are words of their own: adjacent Arabic words are one token."""
    if language != "ar":
        return [(start, end) for start, end, _ in sentence["surface"]]
    spans: list[list] = []
    for form, _, _, start, end, *_ in sentence["words"]:
        if spans and spans[-1][1] == start and _ARABIC.fullmatch(form) and _ARABIC.fullmatch(spans[-1][2]):
            spans[-1][1:] = [end, form]
        else:
            spans.append([start, end, form])
    return [(start, end) for start, end, _ in spans]


def _word_gold(sentence: dict, language: str) -> Iterable[tuple[int, int]]:
    return [(word[3], word[4]) for word in sentence["words"]]


def _span_f1(sentences: list[dict], language: str, split: Callable, gold: Callable) -> tuple[float, str]:
    """Compare spans on the text without blanks and joiners."""
    found = expected = right = 0
    for sentence in sentences:
        string = sentence["text"]
        position = [0]
        for character in string:
            position.append(position[-1] + (not _GAP.fullmatch(character)))
        theirs = {(position[start], position[end]) for start, end in gold(sentence, language) if position[start] < position[end]}
        ours, at = set(), 0
        for token in split(string, language):
            length = len(_GAP.sub("", token))
            ours.add((at, at + length))
            at += length
        found, expected, right = found + len(ours), expected + len(theirs), right + len(ours & theirs)
    return _f1(found, expected, right)


# ---- sentences, lemmas


def _sentence_f1(sentences: list[dict]) -> tuple[float, str]:
    found = expected = right = 0
    for first in range(0, len(sentences), SENTENCES_JOINED):
        parts = [sentence["text"].strip() for sentence in sentences[first : first + SENTENCES_JOINED]]
        gold, at = set(), -1
        for part in parts[:-1]:
            at += len(part) + 1
            gold.add(at)
        whole = " ".join(parts)
        ours = {end for _, end in text.sentence_spans(whole)} - {len(whole)}
        found, expected, right = found + len(ours), expected + len(gold), right + len(ours & gold)
    return _f1(found, expected, right)


def _lemma_accuracy(sentences: list[dict], language: str) -> tuple[float, str]:
    right = total = 0
    for sentence in sentences:
        for surface, lemmas in _lemma_gold(sentence, language):
            total += 1
            right += text.match_form(text.lemmatize(surface, language), language) in {text.match_form(each, language) for each in lemmas}
    return right / total, f"{right} of {total}"


def _lemma_gold(sentence: dict, language: str) -> Iterator[tuple[str, list[str]]]:
    """Yield content words and their lemmas; in Arabic a word with its clitics, where one part alone has content."""
    if language == "fa":
        for form, lemma, part_of_speech, _, _, joined, *_ in sentence["words"]:
            if part_of_speech in _CONTENT["fa"] and lemma not in ("", "_") and not joined:
                yield form, [lemma.split("#")[0]]
        return
    group: list[list] = []
    for word in [*sentence["words"], ["", "", "", -1, -1]]:
        if group and group[-1][4] == word[3] and _ARABIC.fullmatch(word[0]) and _ARABIC.fullmatch(group[-1][0]):
            group.append(word)
            continue
        content = [part for part in group if part[2] in _CONTENT["ar"] and part[1] not in ("", "_")]
        if len(content) == 1:
            yield sentence["text"][group[0][3] : group[-1][4]], [content[0][1]]
        group = [word]


# ---- language, dates


def _language_rows() -> Iterator[Row]:
    path = DATA / "lid_dev.json"
    for kind, measure in (("snip", "language of 3-5 words, macro accuracy"), ("sent", "language of a sentence, macro accuracy")):
        if not path.exists():
            yield Row("text", measure, "lid", None, ABSENT, ">= 0.98")
            continue
        totals: dict[str, list[int]] = {}
        for language, its_kind, string in json.loads(path.read_text(encoding="utf-8")):
            if its_kind == kind:
                right_total = totals.setdefault(language, [0, 0])
                right_total[0] += text.identify_language(string) == language
                right_total[1] += 1
        value = sum(right / total for right, total in totals.values()) / len(totals)
        yield Row("text", measure, "lid", value, ", ".join(f"{name} {r}/{n}" for name, (r, n) in sorted(totals.items())), ">= 0.98")


def _date_rows() -> Iterator[Row]:
    path = DATA / "dates_dev.json"
    if not path.exists():
        yield Row("text", "dates, right", "dates", None, ABSENT, ">= 0.97")
        yield Row("text", "dates, silently wrong", "dates", None, ABSENT, "0")
        return
    right = wrong = 0
    cases = json.loads(path.read_text(encoding="utf-8"))
    for case in cases:
        answer = text.parse_date(case["text"], case["lang"], date.fromisoformat(case["ref"]))
        right += answer is not None and answer.isoformat() == case["gold"]
        wrong += answer is not None and answer.isoformat() != case["gold"]
    yield Row("text", "dates, right", "dates", right / len(cases), f"{right} of {len(cases)}", ">= 0.97")
    yield Row("text", "dates, silently wrong", "dates", wrong / len(cases), f"{wrong} of {len(cases)}", "0")


def _f1(found: int, expected: int, right: int) -> tuple[float, str]:
    return prf(found, expected, right)[2], f"found {found}, expected {expected}, right {right}"
