"""Counts, diversity, comparison of groups and agreement of coders."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from corpus_analysis import load_corpus
from corpus_analysis.show import credit_chains
from corpus_analysis.sources import (
    agreement,
    compare_outlets,
    export_coding_sheet,
    import_codings,
    krippendorff_alpha,
    source_counts,
    source_diversity,
    source_names,
    speakers_about,
)
from corpus_analysis.sources.counts import evenness, hhi, shannon


def make_corpus(articles: int = 6) -> SimpleNamespace:
    """Two outlets, *articles* each: in A officials speak three times in four, in B never; every article has one agency credit."""
    rows, documents, segments, raw = [], [], [], {}
    for outlet in "AB":
        for number in range(articles):
            doc_id = f"{outlet}{number}"
            raw[doc_id] = "x" * 1000
            documents.append({"doc_id": doc_id, "outlet": outlet, "language": "ar", "n_chars": 1000})
            segments.append({"doc_id": doc_id, "role": "body", "start": 0, "end": 1000})
            official = outlet == "A"
            for at in range(4):
                kind = "official-state" if official and at else "other"
                rows.append({
                    "doc_id": doc_id, "start": 200 * at, "end": 200 * at + 100, "source_id": f"{kind}-{at}", "source_name": "n",
                    "source_type": kind, "mode": "direct", "stance": "distancing" if at == 1 else "neutral", "cue": "قال",
                    "cue_lemma": "قال", "counted": True, "more_spans": [],
                })  # fmt: skip
            rows.append({**rows[-1], "start": 0, "end": 900, "source_id": "irna", "source_type": "agency/outlet", "mode": "agency_credit"})
            rows.append({**rows[-1], "source_id": "ignored", "counted": False})
    terms = pd.DataFrame(
        {"doc_id": ["A0", "A0", "B0"], "voice": ["outlet", "hamas", "hamas"], "referent": ["israel"] * 3, "stance": ["n", "d", "d"]}
    )
    return SimpleNamespace(
        documents=pd.DataFrame(documents), segments=pd.DataFrame(segments), sources=pd.DataFrame(rows), terms=terms, raw=raw
    )


def test_agency_credits_are_counted_apart_and_uncounted_rows_not_at_all():
    table = source_counts(make_corpus())
    assert "ignored" not in set(table["source_id"])
    irna = table[table["source_id"] == "irna"]
    assert irna["mentions"].tolist() == [0, 0] and irna["credits"].tolist() == [6, 6] and irna["characters"].tolist() == [0, 0]
    assert table.groupby("outlet")["mentions"].sum().tolist() == [24, 24]
    assert table.groupby("outlet")["share"].sum().tolist() == pytest.approx([1, 1])
    assert table["distancing"].sum() == 12


def test_nested_speech_counts_no_character_twice():
    corpus = make_corpus(1)
    inner = {**corpus.sources.iloc[0].to_dict(), "start": 10, "end": 50, "source_id": "inner"}
    corpus.sources = pd.concat([corpus.sources, pd.DataFrame([inner])], ignore_index=True)
    table = source_counts(corpus).set_index(["outlet", "source_id"])
    assert table.loc[("A", "inner"), "characters"] == 0 and table.loc[("A", "inner"), "mentions"] == 1


def test_the_indices_have_their_textbook_values():
    assert shannon([1, 1, 1, 1]) == pytest.approx(math.log(4)) and evenness([5, 5]) == pytest.approx(1)
    assert hhi([3, 1]) == pytest.approx(0.625) and math.isnan(evenness([7]))


def test_intervals_hold_the_value_and_are_missing_with_a_word_where_articles_are_few():
    wide = source_diversity(make_corpus(), repeats=200)
    shares = wide[wide["measure"] == "official_share"].set_index("outlet")
    assert shares["value"].to_dict() == {"A": 0.75, "B": 0.0}
    assert (wide["low"] <= wide["value"] + 1e-9).all() and (wide["value"] <= wide["high"] + 1e-9).all()
    few = source_diversity(make_corpus(2))
    assert few["low"].isna().all() and set(few["note"]) == {"fewer than 5 articles"}
    pd.testing.assert_frame_equal(wide, source_diversity(make_corpus(), repeats=200))


def test_a_real_difference_is_certified_and_few_articles_are_refused():
    result = compare_outlets(make_corpus(), "A", "B", repeats=400)
    assert result["difference"] == 0.75 and result["p"] < 0.02
    assert np.isnan(compare_outlets(make_corpus(2), "A", "B")["p"])
    with pytest.raises(KeyError, match="Known"):
        compare_outlets(make_corpus(), "A", "C")


def test_an_unknown_column_is_named_with_the_known_ones():
    with pytest.raises(KeyError, match="Group by one of"):
        source_counts(make_corpus(1), by="colour")


def test_who_is_quoted_about_whom():
    table = speakers_about(make_corpus(1), by="outlet")
    assert table[["outlet", "speaker", "mentions"]].to_numpy().tolist() == [["A", "hamas", 1], ["A", "outlet", 1], ["B", "hamas", 1]]


def test_alpha_follows_krippendorffs_coincidence_matrix():
    assert krippendorff_alpha([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]) == pytest.approx(0.5333, abs=1e-4)
    assert krippendorff_alpha([("a", "a"), ("b", "b")]) == 1
    assert math.isnan(krippendorff_alpha([("a", "a")]))


def test_a_sheet_survives_the_round_and_is_scored_against_the_machine(tmp_path):
    corpus = make_corpus(1)
    sheet = export_coding_sheet(corpus, tmp_path / "sheet.csv")
    changed = sheet.copy()
    changed.loc[0, "source_type"] = "intl-org"
    changed.to_csv(tmp_path / "coder.csv", index=False)
    result = agreement(import_codings({"coder": tmp_path / "coder.csv"}, corpus)).set_index("field")
    assert result.loc["span", "agreement"] == 1 and result.loc["source_id", "agreement"] == 1
    assert result.loc["source_type", "agreement"] == pytest.approx(9 / 10)
    assert result.loc["source_type", "alpha"] < 1


def test_a_broken_sheet_names_the_line(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("doc_id,start,end,source_id,source_type,mode\na,1,2,x,other,direct\na,one,2,x,other,direct\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 3"):
        import_codings({"coder": path})


def test_shared_copy_of_one_group_is_counted_once(seeds):
    plain = source_counts(seeds, by="language").set_index(["language", "source_id"])["mentions"]
    collapsed = source_counts(seeds, by="language", collapse=True).set_index(["language", "source_id"])["mentions"]
    assert collapsed["ar"].sum() == plain["ar"].sum(), "the Arabic articles share no copy"
    assert collapsed["fa"].sum() < plain["fa"].sum(), "the Persian ones retell one story"
    assert source_counts(seeds, by="outlet", collapse=True)["mentions"].sum() == plain.sum(), "two outlets that print it both chose to"


def test_speakers_and_chains_bear_the_names_that_are_shown(tmp_path):
    text = "Harvest begins early\n\nReuters quoted the mayor, Norman Quill, as saying that Israel had lifted the ban on Monday.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpus = load_corpus(tmp_path)
    quill = corpus.sources.loc[corpus.sources["via"] == "reuters"].iloc[0]
    assert source_names(corpus)["reuters"] == "Reuters" and quill["source_id"] != quill["source_name"]
    chain = credit_chains(corpus).query("via == 'reuters'").iloc[0]
    assert (chain["via_name"], chain["source_name"]) == ("Reuters", quill["source_name"])
    about = speakers_about(corpus).query("speaker != 'outlet'")
    assert about[["speaker", "speaker_name"]].to_numpy().tolist() == [[quill["source_id"], quill["source_name"]]]


@pytest.mark.parametrize("call", [speakers_about, credit_chains, source_counts])
def test_a_column_that_is_not_there_is_told_with_those_there_are(call):
    with pytest.raises(KeyError, match="Group by one of"):
        call(make_corpus(1), by="outlets")
