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
    cues_by_stance,
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


def with_speakers(corpus: SimpleNamespace, name) -> SimpleNamespace:
    """The same speech by others: *name* gives the speaker of each mention from its article and place."""
    ids = [name(doc_id, start) for doc_id, start in zip(corpus.sources["doc_id"], corpus.sources["start"], strict=True)]
    corpus.sources = corpus.sources.assign(source_id=ids)
    return corpus


def test_an_interval_holds_the_value_also_where_every_article_has_speakers_of_its_own():
    table = source_diversity(with_speakers(make_corpus(), "{}-{}".format), repeats=200).set_index(["outlet", "measure"])
    shannon_of_a = table.loc[("A", "shannon")]
    assert shannon_of_a["value"] == pytest.approx(math.log(24))
    assert shannon_of_a["low"] < shannon_of_a["value"] < shannon_of_a["high"]
    assert table["low"].min() >= 0 and table.drop("shannon", level="measure")["high"].max() <= 1


def test_a_share_of_none_is_no_certainty_and_articles_without_sources_have_no_share_of_speech():
    corpus = make_corpus()
    share = source_diversity(corpus, repeats=50).set_index(["outlet", "measure"]).loc[("B", "official_share")]
    assert share[["value", "low"]].tolist() == [0, 0] and share["high"] == pytest.approx(1 - 0.025 ** (1 / 6))
    corpus.sources = corpus.sources[corpus.sources["doc_id"].str.startswith("A")]
    silent = source_diversity(corpus, repeats=50).set_index(["outlet", "measure"]).loc["B"]
    assert silent.loc["attributed_share", "value"] == 0
    assert silent.loc["shannon", "note"] == "too few sources" and math.isnan(silent.loc["shannon", "high"])


def test_a_measure_that_one_side_does_not_have_is_not_called_different():
    corpus = with_speakers(make_corpus(), lambda doc_id, start: doc_id + str(start) if doc_id.startswith("A") else "one")
    result = compare_outlets(corpus, "A", "B", "evenness", repeats=50)
    assert math.isnan(result["p"]) and result["note"] == "too few sources"


def test_a_deal_that_leaves_a_side_without_the_measure_counts_against_a_finding():
    corpus = make_corpus()
    corpus.sources = corpus.sources[corpus.sources["doc_id"].isin(("A0", "B0")) & (corpus.sources["mode"] == "direct")]
    skewed = with_speakers(corpus, lambda doc_id, start: "one" if doc_id == "A0" and start < 600 else doc_id + str(start))
    result = compare_outlets(skewed, "A", "B", "evenness", repeats=100)
    assert result["difference"] < 0 and result["p"] == 1  # both who speak on one side: the other has no evenness


def test_a_real_difference_is_certified_and_few_articles_are_refused():
    result = compare_outlets(make_corpus(), "A", "B", repeats=400)
    assert result["difference"] == 0.75 and result["p"] < 0.02
    assert np.isnan(compare_outlets(make_corpus(2), "A", "B")["p"])
    with pytest.raises(KeyError, match="Known"):
        compare_outlets(make_corpus(), "A", "C")


def test_an_unknown_column_is_named_with_the_known_ones():
    for count in (
        source_counts,
        source_diversity,
        cues_by_stance,
        speakers_about,
        lambda corpus, by: compare_outlets(corpus, "A", "B", by=by),
    ):
        with pytest.raises(KeyError, match="Columns: "):
            count(make_corpus(1), by="colour")


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


def test_a_sheet_runs_no_formula_of_a_page_and_is_read_back_as_it_was(tmp_path):
    corpus = make_corpus(1)
    hostile = "=HYPERLINK(0)"
    corpus.sources = corpus.sources.assign(surface=hostile, source="@someone", source_id="@someone")
    export_coding_sheet(corpus, tmp_path / "sheet.csv")
    written = pd.read_csv(tmp_path / "sheet.csv", encoding="utf-8-sig")
    assert set(written["surface"]) == {"'" + hostile} and set(written["source"]) == set(written["source_id"]) == {"'@someone"}
    read = import_codings({"coder": tmp_path / "sheet.csv"}, corpus)
    assert set(read["surface"]) == {hostile} and set(read["source_id"]) == {"@someone"}


def coded(sheet: pd.DataFrame, path, separator: str = ",") -> dict:
    sheet.to_csv(path, index=False, sep=separator)
    return {path.stem: path}


def test_what_a_coder_left_empty_is_missing_and_no_disagreement(tmp_path):
    corpus = make_corpus(1)
    sheet = export_coding_sheet(corpus, tmp_path / "sheet.csv", prefilled=False)
    sheet.loc[0, "source_type"] = "intl-org"
    result = agreement(import_codings(coded(sheet, tmp_path / "blind.csv"), corpus)).set_index("field")
    assert result["units"].to_dict() == {"span": 10, "source_id": 0, "source_type": 1, "mode": 0}
    assert result.loc["source_type", "agreement"] == 0 and math.isnan(result.loc["mode", "agreement"])


def test_coders_are_compared_in_the_articles_both_coded_and_an_article_without_mentions_is_one(tmp_path):
    corpus = make_corpus(1)
    first, second = corpus.documents["doc_id"].tolist()[:2]
    sheet = export_coding_sheet(corpus, tmp_path / "sheet.csv", [first, second])
    here = len(sheet[sheet["doc_id"] == first])
    result = agreement(import_codings(coded(sheet[sheet["doc_id"] == first], tmp_path / "one.csv"), corpus)).set_index("field")
    assert result.loc["span", ["articles", "units", "agreement"]].tolist() == [1, here, 1]
    none = sheet.drop_duplicates("doc_id").assign(start=None, end=None)
    result = agreement(import_codings(coded(none, tmp_path / "none.csv"), corpus)).set_index("field")
    assert result.loc["span", ["articles", "agreement"]].tolist() == [2, 0]


def test_a_sheet_is_read_as_a_spreadsheet_saves_it_with_semicolons(tmp_path):
    corpus = make_corpus(1)
    sheet = export_coding_sheet(corpus, tmp_path / "sheet.csv")
    result = agreement(import_codings(coded(sheet, tmp_path / "saved.csv", ";"), corpus))
    assert result["agreement"].tolist() == [1, 1, 1, 1]


def test_a_sheet_holds_every_article(tmp_path):
    corpus = make_corpus(1)
    corpus.sources = corpus.sources[corpus.sources["doc_id"] != corpus.documents["doc_id"].iloc[0]]
    assert set(export_coding_sheet(corpus, tmp_path / "sheet.csv")["doc_id"]) == set(corpus.documents["doc_id"])


@pytest.mark.parametrize(("path", "articles", "told"), [("sheet.xlsx", None, "written as .csv"), ("sheet.csv", ["zz"], "no article")])
def test_a_sheet_of_another_kind_or_of_other_articles_is_refused(tmp_path, path, articles, told):
    with pytest.raises(ValueError, match=told):
        export_coding_sheet(make_corpus(1), tmp_path / path, articles)


def test_a_broken_sheet_names_the_line(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("doc_id,start,end,source_id,source_type,mode\na,1,2,x,other,direct\na,one,2,x,other,direct\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 3"):
        import_codings({"coder": path})
    path.write_bytes("doc_id,start,end,source_id,source_type,mode\na,1,2,قال,other,direct\n".encode("cp1256"))
    with pytest.raises(ValueError, match="CSV UTF-8"):
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
    with pytest.raises(KeyError, match="Columns: "):
        call(make_corpus(1), by="outlets")


@pytest.mark.parametrize("name", ["mode", "share", "source_type"])
def test_a_column_called_like_one_of_a_result_is_refused(name):
    corpus = make_corpus(3)
    corpus.documents[name] = "a"
    with pytest.raises(ValueError, match=f"my_{name}"):
        source_counts(corpus, by=name)


def test_a_column_called_like_one_of_the_sources_groups_articles():
    corpus = make_corpus(3)
    corpus.sources["region"], corpus.documents["region"] = "body", "north"
    table = source_counts(corpus, by="region")
    assert set(table["region"]) == {"north"} and table["mentions"].sum() == source_counts(corpus)["mentions"].sum()
