"""What two retellings of a story tell differently."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

import corpus_analysis as ca
from corpus_analysis.framing import find_terms
from corpus_analysis.reuse import compare_texts, link_passages
from corpus_analysis.sources import find_sources
from corpus_analysis.text import index_tokens

ROOT = Path(__file__).resolve().parents[2]
A, B = "001_53e90237db271b94", "002_4458d8df9d782b8d"


@pytest.fixture(scope="module")
def corpus():
    return ca.load_corpus(ROOT / "seeds")


@pytest.fixture(scope="module")
def gold() -> dict:
    return json.loads((ROOT / "tests" / "gold" / "reuse.json").read_text(encoding="utf-8"))


def compare(first: str, second: str, language: str, formal: bool = False) -> pd.DataFrame:
    """Compare two one-paragraph articles."""
    raw = {"a": first, "b": second}
    documents = pd.DataFrame({"doc_id": ["a", "b"], "language": [language] * 2})
    segments = pd.DataFrame({"doc_id": ["a", "b"], "segment": [0, 0], "role": "body", "language": language, "start": 0})
    segments["end"] = [len(first), len(second)]
    tokens = index_tokens(documents, segments, raw)
    terms = find_terms(documents, segments, tokens, find_sources(documents, segments, tokens, raw), raw)
    made = SimpleNamespace(documents=documents, segments=segments, tokens=tokens, raw=raw, terms=terms)
    return compare_texts(made, "a", "b", formal=formal)


def test_every_meaningful_difference_of_the_gold_is_found_with_its_kind(corpus, gold):
    found = compare_texts(corpus, A, B)
    missed = []
    for one in (one for one in gold["diffs"] if one["meaningful"]):
        rows = found[found["kind"] == one["category"]]
        hit = any(
            (rows[f"start_{side}"].lt(one[side]["end"]) & rows[f"end_{side}"].gt(one[side]["start"])).fillna(False).any()
            for side in "ab"
            if one[side]
        )
        if not hit:
            missed.append((one["id"], one["category"]))
    assert not missed


def test_the_contradicting_number_is_found(corpus):
    numbers = compare_texts(corpus, A, B).query("kind == 'number'")
    assert numbers[["text_a", "text_b"]].values.tolist() == [["۱۲۱ کشور", "۱۲۰ کشور"]]


def test_formal_differences_are_shown_only_when_asked_for(corpus):
    formal = {"punctuation", "zwnj_space", "spelling", "digits"}
    shown, all_rows = compare_texts(corpus, A, B), compare_texts(corpus, A, B, formal=True)
    assert not formal & set(shown["kind"])
    assert (all_rows["kind"].isin(formal)).sum() >= 16
    assert not all_rows.loc[all_rows["kind"].isin(formal), "meaningful"].any()


def test_offsets_are_exact_on_both_sides(corpus):
    found = compare_texts(corpus, A, B, formal=True)
    for doc_id, side in ((A, "a"), (B, "b")):
        rows = found[found[f"start_{side}"].notna()]
        assert (rows[f"start_{side}"] < rows[f"end_{side}"]).all()
        sliced = [corpus.raw[doc_id][s:e] for s, e in zip(rows[f"start_{side}"], rows[f"end_{side}"], strict=True)]
        assert sliced == rows[f"text_{side}"].tolist()
    assert (found["start_a"].notna() | found["start_b"].notna()).all()


def test_an_article_differs_in_nothing_from_itself(corpus):
    found = compare_texts(corpus, A, A, formal=True)
    assert set(found["kind"]) <= {"boilerplate"}
    assert found.attrs["verdict"]["share_a"] == 1


def test_swapping_the_articles_swaps_what_is_dropped_and_added(corpus):
    there, back = compare_texts(corpus, A, B), compare_texts(corpus, B, A)
    dropped = there.query("kind == 'dropped_passage'")[["start_a", "end_a"]].values.tolist()
    assert dropped == back.query("kind == 'added_passage'")[["start_b", "end_b"]].values.tolist()


def test_an_unknown_article_is_named_with_those_that_are_known(corpus):
    with pytest.raises(KeyError, match=r"no article 'x'.*001_53e9"):
        compare_texts(corpus, "x", B)


@pytest.mark.parametrize(
    ("language", "first", "second", "kinds"),
    [
        (
            "en",
            "The minister said on Monday that at least 12 people were killed in the strike on the hospital.",
            "The minister claimed on Tuesday that at least 14 people were killed in the strike on the hospital.",
            {"reporting_verb", "date", "number"},
        ),
        (
            "en",
            "Three soldiers were wounded in an attack near the border, according to the army. The attack took place at dawn.",
            "Three soldiers were wounded in an attack near the border. The attack took place at dawn.",
            {"attribution"},
        ),
        (
            "en",
            "Officials said that the talks in Doha had ended without any agreement between the two sides.",
            "The talks in Doha had ended without any agreement between the two sides.",
            {"attribution"},
        ),
        (
            "en",
            "The convoy, which carried food and medicine for thousands of displaced families, entered the strip on Friday.",
            "The convoy entered the strip on Friday.",
            {"dropped_clause"},
        ),
        (
            "en",
            "Netanyahu said the war would continue until all of them are released and the group is destroyed.",
            "He said the war would continue until all of them are released and the group is destroyed.",
            {"naming"},
        ),
        (
            "en",
            "The organisation urged the court to act in spite of threats against two of its judges.",
            "The organization urged the court to act despite threats against two of its judges.",
            {"lexical_synonym"},
        ),
        (
            "ar",
            "ذكرت وكالة رويترز نقلا عن مصادر أن القوات قصفت مستشفى في مدينة رفح مساء الأحد.",
            "ذكرت وكالة رويترز أن القوات قصفت مستشفى في مدينة خان يونس مساء الاثنين.",
            {"attribution", "name", "date"},
        ),
        (
            "ar",
            "وأضاف نتنياهو أن العملية ستستمر حتى تحرير جميع الرهائن والقضاء على الحركة في القطاع.",
            "وزعم نتنياهو أن العملية ستستمر حتى تحرير جميع الأسرى والقضاء على الحركة في القطاع.",
            {"reporting_verb", "naming"},
        ),
        (
            "fa",
            "نتانیاهو مدعی شد که ارتش اسرائیل ۳۰۰ هدف را در نوار غزه بمباران کرده است.",
            "نتانیاهو گفت که ارتش رژیم صهیونیستی ۲۸۰ هدف را در نوار غزه بمباران کرده است.",
            {"reporting_verb", "naming", "number"},
        ),
        (
            "fa",
            "به گزارش خبرگزاری مهر، سخنگوی وزارت خارجه این اقدام را نقض آشکار قوانین بین‌المللی خواند.",
            "به گزارش ایسنا، سخنگوی وزارت خارجه این اقدام را نقض قوانین بین المللی دانست.",
            {"attribution", "reporting_verb", "dropped_word"},
        ),
    ],
)
def test_kinds_of_change_in_three_languages(language, first, second, kinds):
    assert set(compare(first, second, language)["kind"]) == kinds


def test_a_naming_choice_carries_its_referent():
    found = compare("گفت که ارتش اسرائیل دو هدف را در غزه بمباران کرد.", "گفت که ارتش رژیم صهیونیستی دو هدف را در غزه بمباران کرد.", "fa")
    assert found.query("kind == 'naming'")["referent"].tolist() == ["israel"]


def test_a_passage_told_at_another_place_is_reordered_not_dropped():
    one, two = "The talks resumed in Cairo late on Friday.", "Egypt is mediating between the two sides of the long conflict."
    three = "Rockets were fired at the coastal city on Saturday evening."
    found = compare(f"{one} {two} {three}", f"{three} {one} {two}", "en")
    assert found[["kind", "text_a"]].values.tolist() == [["reordered", three]]


def test_joiners_letters_and_digits_are_formal():
    first, second = "او می‌گوید كتابهاي ۲۵ نویسنده را خوانده است، اما نه همه.", "او می گوید کتاب‌های 25 نویسنده را خوانده است اما نه همه."
    found = compare(first, second, "fa", formal=True)
    assert set(found["kind"]) == {"zwnj_space", "spelling", "digits", "punctuation"}


def test_across_languages_names_of_one_referent_are_lined_up(corpus):
    found = compare_texts(corpus, "000_f2637de0095fdcd7", A)
    pairs = set(found.query("kind == 'naming' and referent == 'israel'")[["text_a", "text_b"]].itertuples(index=False, name=None))
    assert ("الكيان الصهيوني", "رژیم اسرائیل") in pairs
    assert found.query("kind == 'retold'").shape[0] >= 6


def test_across_languages_a_sentence_that_nothing_retells_is_not_called_retold(corpus):
    links = link_passages(corpus, "004_e1d003cca7f14586", A)
    retold = compare_texts(corpus, "004_e1d003cca7f14586", A).query("kind == 'retold'")
    assert set(retold["start_a"]) == set(links.loc[links["score"] >= 0.5, "start_a"])
    assert 0 < len(retold) < len(links) / 2


def test_what_opens_one_article_and_stands_further_down_in_the_other_is_not_told_as_missing_there(tmp_path):
    opening = "The dockers of the old harbour agreed on Monday to go back to work for a week while the talks go on."
    before = "Winter has come early this year, and the first snow fell on the roofs of the upper town at night."
    rest = "The port said that it would pay the wages of the two weeks that were lost."
    for name, paragraphs in {"a": (opening, rest), "b": (before, opening, rest)}.items():
        (tmp_path / f"{name}.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    found = compare_texts(ca.load_corpus(tmp_path), "a", "b")
    leads = found[found["kind"] == "lead"]
    assert leads["text_a"].isna().tolist() == [True] and leads["text_b"].tolist() == [before]
    assert opening not in set(found["text_a"].dropna()) | set(found["text_b"].dropna())
