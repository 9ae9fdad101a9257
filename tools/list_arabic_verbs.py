"""List the Arabic word forms that are verbs more often than not, for `corpus_analysis.sources.arabic.verbs`.

    CORPUS_ANALYSIS_DEVDATA=... python tools/list_arabic_verbs.py

A form is judged by the company its spelling keeps in wordfreq's list (Apache 2.0, data CC BY-SA 4.0): how common the other
forms of its verb would be (سيفعل, تفعل, ليفعل, فعلت, فعلوا; hollow, defective and derived stems by rule), and how common it is
as a noun (with the article, with ب or ل, with tanwin, with the endings of nouns). A logistic regression fitted to 511 sentences
of UD Arabic-PUD (CC BY-SA 3.0) weighs this. Prints what five folds over sentences say of it.
"""

from __future__ import annotations

import gzip
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
from sklearn.linear_model import LogisticRegression
from wordfreq import get_frequency_dict

from corpus_analysis.sources.arabic.verbs import FORMS
from corpus_analysis.text.normalize import match_form, match_forms
from evaluation import DEVDATA, read_jsonl

FOLDS, BLOCK, STRENGTH = 5, 50, 0.1
SEEN, LISTED, LONGEST = 20, 40, 12  # occurrences in a thousand million words a form needs; letters
_WORD = re.compile("[ء-یکی]+")
_PRONOUNS = ("ها", "هم", "ه")
_BATCH = 20000


class Company:
    """How common spellings are, and what that says of a form."""

    def __init__(self) -> None:
        self.counts: dict[str, float] = defaultdict(float)
        shares = get_frequency_dict("ar")
        for form, share in zip(match_forms(list(shares)), shares.values(), strict=True):
            self.counts[form] += share * 1e9

    def level(self, form: str) -> float:
        """Return how common a form is, in powers of ten; 0 if it is rare or absent."""
        count = self.counts.get(form, 0.0)
        return math.log10(count / 10) + 1 if count > 1 else 0.0

    def _present(self, rest: str, level: float) -> dict[str, float]:
        """Return how common a verb is in its present: he, she, we, I, will, to, they."""
        of = [self.level(prefix + rest) for prefix in "یتنا"]
        future = max(self.level("سی" + rest), self.level("ست" + rest))
        return {
            "he": of[0] - level, "she": of[1] - level, "we": of[2] - level, "I": of[3] - level, "persons": float(sum(x > 0 for x in of)),
            "will": future - level, "never will": float(not future), "to": self.level("لی" + rest) - level,
            "they": self.level(f"ی{rest}ون") - level, "they, cut": self.level(f"ی{rest}وا") - level,
        }  # fmt: skip

    def _noun(self, form: str, level: float) -> dict[str, float]:
        """Return how common a form is with what only nouns have."""
        joined = max(self.level(prefix + form) for prefix in ("بال", "وال", "لل"))
        endings = {"tanwin": "ا", "feminine": "ه", "plural": "ات", "people": "ین"}
        found = {name: self.level(form + ending) - level for name, ending in endings.items()}
        nisba = max(self.level(form + "ی"), self.level(f"ال{form}ی"))
        article = self.level("ال" + form)
        return found | {
            "the": article - level, "and the": joined - level, "with": self.level("ب" + form) - level, "nisba": nisba - level,
            "no article": float(not article),
        }  # fmt: skip

    def _rest(self, past: str) -> str:
        """Return the likeliest present stem of a past (قال: قول, أشار: شیر, التقی: لتقی, استقبل: ستقبل)."""
        return max(present_stems(past), key=lambda rest: (self.level("ی" + rest) + self.level("ت" + rest) + self.level("سی" + rest), rest))

    def _past(self, rest: str) -> str:
        """Return the likeliest past of a present stem."""
        return max(
            pasts(rest),
            key=lambda past: (self.level(past) + self.level(past + "ت") + self.level(past[:-1] + "ت") * (past[-1] in "یا"), past),
        )

    def _stem(self, cut: str) -> str:
        """Return the likeliest past whose last letter may have gone before an ending (التقت: التقی, not التق)."""
        stems = (cut, cut + "ی", cut + "ا")
        return max(stems, key=lambda p: (sum(self.level(prefix + self._rest(p)) for prefix in ("ی", "سی", "لی")) + self.level(p), p))

    def describe(self, word: str) -> tuple[str, dict[str, float]]:
        """Return the shape of a form and what is known of it."""
        level = self.level(word)
        found = {"level": level, "letters": float(min(len(word), 7))} | self._noun(word, level)
        first = word[0]
        for mark, shape in (("س", "will"), ("ل", "to")):
            if first == mark and len(word) > 4 and word[1] in "یتن":
                return shape, found | self._present(word[2:], level) | {"bare": self.level(word[1:]) - level}
        for pronoun in _PRONOUNS:
            base = word[: -len(pronoun)]
            feminine = base.endswith("ت")
            if word.endswith(pronoun) and len(base) > 2 and first != "ی" and (pronoun != "ه" or feminine or not self.level(base + "ات")):
                return self._with_pronoun(word, base, feminine, level, found)
        if len(word) > 3 and word[-2:] in ("ون", "وا", "ان") and (first == "ی" or (first == "ت" and word[-1] == "ن")):
            past = self._past(word[1:-2])
            found |= self._present(word[1:-2], level) | {"past": self.level(past) - level, "past she": self.level(she(past)) - level}
            return f"present {first}{word[-2:]}", found
        if len(word) > 2 and (first in "ین" or (first == "ت" and not word.endswith("ت"))):
            past = self._past(word[1:])
            found |= self._present(word[1:], level) | {"past": self.level(past) - level, "past she": self.level(she(past)) - level}
            found["past they"] = self.level(they(past)) - level
            if first == "ت":  # of a verb that begins with ت, too
                of_past = self._present(word, level)
                found |= {f"past: {name}": of_past[name] for name in ("he", "she", "persons", "will")}
                found |= {"past: she did": self.level(she(word)) - level, "past: they did": self.level(they(word)) - level}
            return "present " + first, found
        if word.endswith("ت") and len(word) > 3:
            past = self._stem(word[:-1])
            the = max(self.level("ال" + past), self.level("ال" + word[:-1])) - level
            found |= self._present(self._rest(past), level) | {
                "past": self.level(past) - level,
                "past they": self.level(they(past)) - level,
            }
            return "she", found | {
                "plural noun": float(word.endswith("ات")),
                "feminine noun": self.level(word[:-1] + "ه") - level,
                "the stem": the,
            }
        if word.endswith("وا") and len(word) > 3:
            past = self._stem(word[:-2])
            return "they", found | self._present(self._rest(past), level) | {"past": self.level(past) - level}
        found |= self._present(self._rest(word), level)
        found |= {"past she": self.level(she(word)) - level, "past they": self.level(they(word)) - level}
        found |= {"never she": float(not self.level(she(word))), "never they": float(not self.level(they(word)))}
        return {2: "past, two", 3: "past, three"}.get(len(word), "past, with alif" if first == "ا" else "past"), found

    def _with_pronoun(self, word: str, base: str, feminine: bool, level: float, found: dict) -> tuple[str, dict[str, float]]:
        """Describe a form with an object or possessor (أعلنته, بيانه)."""
        shape, of_base = self.describe(base)
        kept = {f"base: {name}": strength for name, strength in of_base.items() if name not in ("level", "letters")}
        return "with pronoun" + ("ت" if feminine else shape[:7] if shape.startswith("present") else ""), found | kept | {
            "base": self.level(base) - level, "base nisba": self.level(base + "ی") - level, "the base": self.level("ال" + base) - level,
            "the feminine": self.level(f"ال{base[:-1]}ه") - level, "joined": max(self.level("ب" + word), self.level("ل" + word)) - level,
            "feminine base": self.level(base[:-1] + "ه") - level if feminine else 0.0,
        }  # fmt: skip


def present_stems(past: str) -> set[str]:
    """Return the stems a present may have, by the pattern of its past."""
    bare = past[1:] if past[0] == "ا" and len(past) > 3 else past
    stems = {bare}
    if len(bare) > 2 and bare[-2] == "ا":
        stems |= {f"{bare[:-2]}{vowel}{bare[-1]}" for vowel in "وی"}
    if bare[-1] in "یا":
        stems |= {bare[:-1] + "ی", bare[:-1] + "و"}
    if past[0] == "و" and len(past) == 3:
        stems.add(past[1:])
    if past[0] == "ا" and len(past) == 3:
        stems.add("و" + past[1:])
    return stems


def pasts(rest: str) -> set[str]:
    """Return the pasts a present stem may have."""
    found = {rest, "ا" + rest}
    if len(rest) > 1 and rest[-2] in "وی":
        found |= {f"{lead}{rest[:-2]}ا{rest[-1]}" for lead in ("", "ا")}
    if rest and rest[-1] in "یو":
        found |= {rest[:-1] + "ی", rest[:-1] + "ا", "ا" + rest[:-1] + "ی"}
    if len(rest) == 2:
        found.add("و" + rest)
    if rest and rest[0] == "و":
        found.add("ا" + rest[1:])
    return found


def she(past: str) -> str:
    return (past[:-1] if past[-1] in "یا" else past) + "ت"


def they(past: str) -> str:
    return (past[:-1] if past[-1] in "یا" else past) + "وا"


def judged(word: str) -> bool:
    """Say whether a form is left to the regression: no article, no single letter."""
    return len(word) > 1 and bool(_WORD.fullmatch(word)) and not word.startswith(("ال", "لل", "بال", "کال"))


def tagged_words() -> Iterator[tuple[int, str, bool]]:
    """Yield every written word of PUD without a joined و or ف, in match form: sentence, word, whether it is a verb."""
    for number, row in enumerate(read_jsonl(DEVDATA / "data" / "ar_pud_dev.jsonl")):
        group: list[list] = []
        for word in [*row["words"], ["", "", "PUNCT", -1, -1, 0]]:
            if group and (word[3] != group[-1][4] or "PUNCT" in (word[2], group[-1][2])):
                if len(group) > 1 and group[0][2] == "CCONJ" and group[0][0] in "وف":
                    group = group[1:]
                form = match_form("".join(part[0] for part in group))
                if judged(form):
                    yield number, form, any(part[2] in ("VERB", "AUX") for part in group)
                group = []
            group.append(word)


def main() -> None:
    company = Company()
    cases = Counter((number // BLOCK % FOLDS, word, verb) for number, word, verb in tagged_words())
    described = {word: company.describe(word) for _, word, _ in cases}
    names = sorted({part for shape, found in described.values() for name in found for part in (shape, name, f"{shape} {name}")})
    place = {name: at for at, name in enumerate(names)}

    def table(words: list[str]) -> np.ndarray:
        rows = np.zeros((len(words), len(place)), dtype=np.float32)
        for row, word in zip(rows, words, strict=True):
            shape, found = company.describe(word)
            for name, strength in {shape: 1.0, **found, **{f"{shape} {name}": strength for name, strength in found.items()}}.items():
                if name in place:
                    row[place[name]] = strength
        return rows

    def fit(chosen: list[tuple[int, str, bool]]) -> LogisticRegression:
        weight = [cases[case] ** 0.6 for case in chosen]
        model = LogisticRegression(C=STRENGTH, max_iter=3000)
        return model.fit(table([word for _, word, _ in chosen]), [verb for *_, verb in chosen], sample_weight=weight)

    right = found = verbs = 0
    for fold in range(FOLDS):
        model, held = fit([case for case in cases if case[0] != fold]), [case for case in cases if case[0] == fold]
        for case, says in zip(held, model.predict(table([word for _, word, _ in held])), strict=True):
            right, found, verbs = right + cases[case] * (says and case[2]), found + cases[case] * says, verbs + cases[case] * case[2]
    print(f"verbs by folds: precision {right / found:.3f}, recall {right / verbs:.3f} of {verbs}")
    model = fit(list(cases))
    words = [word for word, count in company.counts.items() if count >= SEEN and len(word) <= LONGEST and judged(word)]
    likely: set[str] = set()
    for at in range(0, len(words), _BATCH):
        likely.update(
            word for word, says in zip(words[at : at + _BATCH], model.predict(table(words[at : at + _BATCH])), strict=True) if says
        )
    listed = {word for word in likely if company.counts[word] >= LISTED}
    listed -= {word for word in listed if word[0] in "وف" and len(word) > 3 and word[1:] in listed}
    joined = [word for word in words if word[0] in "وف" and len(word) > 3 and word[1:] in listed and word not in listed]
    whole = {
        "-" + word for word in joined if company.counts.get("ال" + word, 0) >= company.counts[word] / 10 and company.counts[word] >= LISTED
    }
    with gzip.GzipFile(FORMS, "wb", 9, mtime=0) as file:
        file.write("\n".join([*sorted(listed), *sorted(whole), ""]).encode())
    print(f"{len(listed)} forms and {len(whole)} words that only look joined")


if __name__ == "__main__":
    main()
