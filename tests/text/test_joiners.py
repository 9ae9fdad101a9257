"""Persian joiners: what is restored, what is left alone, and where every change stands."""

from __future__ import annotations

import re
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_analysis.text.joiners import ZWNJ, restore_joiners, restore_joiners_aligned, restore_joiners_many
from evaluation import SEEDS


def shown(text: str) -> str:
    """Show joiners as underscores, so that a failing test can be read."""
    return text.replace(ZWNJ, "_")


@pytest.mark.parametrize(
    "lost, right",
    [
        ("آتشبس", "آتش_بس"), ("حمایتهای", "حمایت_های"), ("گفتوگو", "گفت_وگو"), ("نتوانستهاند", "نتوانسته_اند"),
        ("نظامیکسب", "نظامی کسب"), ("میدهد", "می_دهد"), ("بینالمللی", "بین_المللی"), ("بهویژه", "به_ویژه"), ("بیاثر", "بی_اثر"),
        ("برچسبها", "برچسب_ها"), ("می دهد", "می_دهد"), ("گفته اند", "گفته_اند"), ("کتاب های", "کتاب_های"),
    ],
)  # fmt: skip
def test_a_lost_joiner_is_restored(lost: str, right: str) -> None:
    assert shown(restore_joiners(lost)) == right


ORDINARY = "تنها آنها بها میدان میلیون میراث میلاد تهران همه همین بهمن بیروت نتانیاهو محمدرضا علیرضا میقاتی"


@pytest.mark.parametrize("word", re.findall(r"\w+", ORDINARY))
def test_an_ordinary_word_or_name_is_left_alone(word: str) -> None:
    assert restore_joiners(word) == word


@pytest.mark.parametrize("text", ["قال الرئيس إن الوزارة لم تعلن عن الهدنة", "The minister said so.", "", " \n ", "۱۴۰۲/۰۹/۰۳"])
def test_other_languages_are_left_alone(text: str) -> None:
    assert restore_joiners(text) == text


def test_arabic_seeds_are_not_touched() -> None:
    for path in SEEDS.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        if "ال" in text and "گ" not in text:
            assert restore_joiners(text) == text


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="آتشبسمیدهنکاروگفها\u200c ،.\nًك", max_size=60))
def test_only_joiners_and_spaces_are_added_and_none_is_lost(text: str) -> None:
    fixed = restore_joiners_aligned(text)
    kept = "".join(text[a:b] for a, b in zip(fixed.starts, fixed.ends, strict=True))
    assert kept == text
    assert fixed.text == restore_joiners(text)
    inserted = fixed.starts == fixed.ends
    assert {fixed.text[at] for at in np.flatnonzero(inserted)} <= {ZWNJ, " "}
    replaced = [at for at in np.flatnonzero(~inserted) if fixed.text[at] != text[fixed.starts[at]]]
    assert all(text[fixed.starts[at]] == " " and fixed.text[at] == ZWNJ for at in replaced)


def test_many_texts_at_once_give_the_same_as_one_by_one() -> None:
    seeds = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    lost = [seed.replace(ZWNJ, mark) for seed in seeds for mark in ("", " ")]
    texts = [*seeds, *lost, "", " ", "می", "دهد", "می ", "\n", "\ud800 می دهد"]
    assert restore_joiners_many(texts) == [restore_joiners(text) for text in texts]


def test_every_change_is_explained_with_its_place_rule_and_score() -> None:
    text = "حمایتهای ایران را نشان می دهد"
    fixed, changes = restore_joiners(text, explain=True)
    assert shown(fixed) == "حمایت_های ایران را نشان می_دهد"
    assert changes["start"].tolist() == [5, 25]
    assert changes["end"].tolist() == [5, 26]
    assert changes["rule"].tolist() == ["suffix های", "prefix می"]
    assert changes["score"].between(0.5, 1).all()


def test_a_text_that_kept_its_joiners_is_trusted_more() -> None:
    lost = "ارزشهایی"
    kept = f"می{ZWNJ}شود، می{ZWNJ}رود، می{ZWNJ}کند و خانه{ZWNJ}ها را می{ZWNJ}بیند"
    assert restore_joiners(kept) == kept
    assert restore_joiners(f"{kept} {lost}").startswith(kept)


def test_the_separate_spelling_parts_what_the_standard_writes_together() -> None:
    assert shown(restore_joiners("آنها همچنین", spelling="separate")) == "آن_ها هم_چنین"
    with pytest.raises(ValueError, match="spelling must be one of"):
        restore_joiners("آنها", spelling="other")


@pytest.mark.parametrize("unit", ["ب", " ", "ب ", f"ب{ZWNJ}", "\u064b", "کتابها ", "می "])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * size
        restore_joiners(text)
        started = time.process_time()
        restore_joiners(text)
        return time.process_time() - started

    small, large = (min(seconds(size) for _ in range(2)) for size in (20_000, 80_000))
    assert large < 10 * small + 0.1
