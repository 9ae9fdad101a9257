"""Sentences say what the tables say, and nothing where there is nothing to say."""

import re

import corpus_analysis as ca
from corpus_analysis import findings


def test_the_numbers_in_the_sentences_are_those_of_the_tables(seeds):
    said = " ".join(findings.about_naming(seeds, "israel"))
    table = ca.naming(seeds, referents=["israel"])
    first = table.groupby("name")["count"].sum().idxmax()
    wording = seeds.terms.loc[(seeds.terms["referent"] == "israel") & (seeds.terms["name"] == first), "surface"].mode()[0]
    assert f"most often: {wording} (" in said
    judging = table[table["stance"] == "delegitimising"]
    assert f"{table['count'].sum()} times" in said
    cited = judging.loc[judging["voice"] == "cited", "count"].sum()
    assert f"{cited} of the {judging['count'].sum()} stand in words" in said


def test_the_share_of_own_words_is_that_of_the_segments(seeds):
    size = seeds.segments["end"] - seeds.segments["start"]
    own = size[seeds.segments["role"].isin(findings.OWN_ROLES)].sum() / size.sum()
    assert f"{100 * own:.0f} % of the characters" in " ".join(findings.about_corpus(seeds))


def test_the_number_that_differs_between_the_retellings_is_said(seeds):
    said = findings.about_shared_text(seeds)
    assert any(re.search("۱۲۱.* or .*۱۲۰", sentence) for sentence in said)


def test_articles_without_sources_copies_or_names_give_plain_sentences(tmp_path):
    (tmp_path / "a.txt").write_text("The weather was fine all week in the valley, and nobody had much to do.\n", encoding="utf-8")
    corpus = ca.load_corpus(tmp_path)
    assert findings.about_naming(corpus, "israel") == ["No name of israel stands in these articles."]
    assert findings.about_sources(corpus) == ["No source is cited in these articles."]
    assert findings.about_shared_text(corpus) == ["No two of these articles share copy."]
    assert "None of them describes an outlet" in findings.about_size(corpus)[0]


def test_unknown_outlets_and_days_are_said_to_be_unknown(seeds):
    said = " ".join(findings.about_corpus(seeds))
    assert "000_f2637de0095fdcd7" in said
    assert "not guessed" in said
