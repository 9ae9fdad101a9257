"""Differences between groups are counted, ranked and certified, and what cannot be certified is not."""

from __future__ import annotations

from math import comb

import numpy as np
import pandas as pd
import pytest
from marking import NO_SOURCES
from scipy import sparse

from corpus_analysis import framing
from corpus_analysis.corpus import Corpus
from corpus_analysis.framing.counting import count_words
from corpus_analysis.framing.keyness import compare_groups, permute_documents
from corpus_analysis.framing.measures import KEYNESS
from corpus_analysis.framing.naming import MIN_DOCUMENTS
from corpus_analysis.lexicon import load_lexicon
from corpus_analysis.text.tokens import index_tokens

NAMES = {"axis": "رژیم صهیونیستی به غزه حمله کرد و مقاومت پاسخ داد", "agency": "دیروز اسرائیل به غزه حمله کرد و حماس پاسخ داد"}


def make_corpus(texts, outlets, languages=None, published=None):
    ids = [f"d{n:03d}" for n in range(len(texts))]
    languages = languages or ["fa"] * len(texts)
    documents = pd.DataFrame({"doc_id": ids, "outlet": outlets, "language": languages})
    raw = dict(zip(ids, texts, strict=True))
    segments = pd.DataFrame({"doc_id": ids, "start": 0, "end": [len(t) for t in texts], "role": "body", "language": languages})
    tokens = index_tokens(documents, segments, raw)
    terms = framing.find_terms(documents, segments, tokens, NO_SOURCES, raw)
    parts = {"documents": documents, "segments": segments, "tokens": tokens, "terms": terms, "sources": NO_SOURCES, "raw": raw}
    return Corpus(**parts, problems=NO_SOURCES, lexicon=load_lexicon())


@pytest.fixture(scope="module")
def corpus():
    rng = np.random.default_rng(0)
    outlets = ["axis", "agency"] * 12
    filler = ["دیروز", "امروز", "شهر", "کشور", "مردم", "گزارش", "سخن", "راه", "روز", "سال"]
    texts = [f"{NAMES[o]} {' '.join(rng.choice(filler, 8))}. {NAMES[o]}" for o in outlets]
    return make_corpus(texts, outlets)


def test_naming_gives_shares_within_referent_group_and_voice(corpus):
    table = framing.naming(corpus)
    israel = table[table["referent"] == "israel"].set_index(["outlet", "name"])
    assert israel.loc[("axis", "zionist_regime"), ["count", "share", "documents"]].tolist() == [24, 1.0, 12]
    assert israel.loc[("agency", "israel_plain"), "share"] == 1.0
    assert table.groupby(["referent", "outlet", "voice", "language"])["share"].sum().to_numpy() == pytest.approx(1)


def test_an_interval_needs_enough_documents(corpus):
    few = framing.naming(make_corpus([NAMES["axis"]] * (MIN_DOCUMENTS - 1), ["axis"] * (MIN_DOCUMENTS - 1)))
    assert few["low"].isna().all()
    assert str(MIN_DOCUMENTS) in few.attrs["note"]
    many = framing.naming(corpus)
    assert (many["low"] <= many["share"]).all()
    assert (many["share"] <= many["high"]).all()


def test_the_interval_of_a_share_holds_it_and_is_the_same_each_time():
    texts = [NAMES["axis"] if n % 3 else NAMES["agency"] for n in range(30)]
    mixed = make_corpus(texts, ["one"] * 30)
    first, again = framing.naming(mixed), framing.naming(mixed)
    row = first[(first["name"] == "zionist_regime")].iloc[0]
    assert row["share"] == pytest.approx(2 / 3)
    assert 0.4 < row["low"] < row["share"] < row["high"] < 0.9
    pd.testing.assert_frame_equal(first, again)


def test_keyness_certifies_what_every_document_of_a_group_does(corpus):
    table = framing.keyness(corpus)
    axis = table[(table["outlet"] == "axis") & table["key"]]
    assert {"صهیونیستی", "رژیم", "مقاومت"} <= set(axis[axis["score"] > 0]["word"])
    assert not table.set_index(["outlet", "word"]).loc[("axis", "غزه"), "key"]


def test_the_two_sides_of_two_groups_mirror_each_other(corpus):
    table = framing.keyness(corpus).set_index(["outlet", "word"])
    axis, agency = table.loc["axis"], table.loc["agency"].reindex(table.loc["axis"].index)
    assert axis["score"].to_numpy() == pytest.approx(-agency["score"].to_numpy())
    assert axis["p"].to_numpy() == pytest.approx(agency["p"].to_numpy())


def test_one_of_three_groups_is_compared_as_against_the_other_two_as_one(corpus):
    outlets = ["a", "b", "c"] * 8
    three = make_corpus(list(corpus.raw.values()), outlets)
    two = make_corpus(list(corpus.raw.values()), ["a" if o == "a" else "rest" for o in outlets])
    left, right = (framing.keyness(c)[lambda t: t["outlet"] == "a"].reset_index(drop=True) for c in (three, two))
    pd.testing.assert_frame_equal(left, right, check_like=True)


def test_articles_of_unknown_outlets_are_no_outlet_to_compare():
    texts = [f"{NAMES['axis']} {NAMES['agency']}"] * 5
    told = keyness_of(texts, ["axis", "axis", "agency", "agency", None])
    pd.testing.assert_frame_equal(told, keyness_of(texts[:4], ["axis", "axis", "agency", "agency"]))
    assert set(told["outlet"]) == {"axis", "agency"} and "not known are left out: 1 of 5" in told.attrs["note"]
    assert keyness_of(texts, ["unknown"] * 4 + ["axis"]).empty


def keyness_of(texts, outlets):
    return framing.keyness(make_corpus(texts, outlets), by="outlet")


def test_the_mentions_that_naming_counts_can_be_had_one_by_one():
    found = make_corpus(["Israel and the Israeli army met the Israeli press. " * 2] * 2, ["a", "b"], ["en", "en"])
    mentions = framing.counted_terms(found, "israel")
    assert len(mentions) == framing.naming(found, referents="israel")["count"].sum() < (found.terms["referent"] == "israel").sum()
    with pytest.raises(KeyError, match="isreal"):
        framing.counted_terms(found, "isreal")


def test_under_five_documents_there_are_counts_but_no_verdict():
    table = framing.keyness(make_corpus([NAMES["axis"]] * 4 + [NAMES["agency"]] * 9, ["axis"] * 4 + ["agency"] * 9))
    assert table["p"].isna().all()
    assert not table["key"].any()
    assert table["count_target"].sum() > 0
    assert "fewer than 5" in table.attrs["note"]


def test_languages_are_kept_apart_or_the_comparison_is_refused():
    mixed = make_corpus(
        [NAMES["axis"], "the war in Gaza", NAMES["agency"], "Israel and Hamas"] * 2, ["a", "a", "b", "b"] * 2, ["fa", "en"] * 4
    )
    assert set(framing.keyness(mixed, least=1)["language"]) == {"fa", "en"}
    with pytest.raises(ValueError, match="several languages"):
        framing.keyness(mixed, within=None)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "texts", [["one two two one", "three four four three"], ["one two two", "..."], ["one one one", "one one"], [".", "!"]]
)
def test_words_of_one_side_sides_without_words_and_a_single_word_are_compared_without_a_warning(texts):
    corpus = make_corpus(texts * 6, ["a", "b"] * 6, ["en"] * 12)
    for measure in ("monroe_z", *KEYNESS):
        table = framing.keyness(corpus, measure=measure, least=1)
        assert (table["p"].dropna() >= 2 / comb(12, 6)).all()
        assert table["log_ratio"].notna().all()
    assert np.isfinite(framing.collocations(corpus, "one", least=1)["log_ratio"]).all()


def test_unknown_columns_and_measures_name_the_known_ones(corpus):
    with pytest.raises(KeyError, match="'outlet'"):
        framing.naming(corpus, by="paper")
    with pytest.raises(ValueError, match="log_ratio"):
        framing.keyness(corpus, measure="magic")
    with pytest.raises(ValueError, match="nothing to compare"):
        framing.keyness(corpus, by="language")


@pytest.mark.parametrize("documents", [10, 14, 24, 60, 160])
def test_random_halves_of_one_corpus_rarely_differ(documents):
    rng = np.random.default_rng(documents)
    base = rng.dirichlet(1 / np.arange(1, 601))
    topics = [rng.dirichlet(base * 60) for _ in range(6)]
    rows = [rng.multinomial(rng.integers(80, 600), 0.5 * base + 0.5 * topics[rng.integers(6)]) for _ in range(documents)]
    matrix = sparse.csr_matrix(np.array(rows))
    matrix = matrix[:, np.flatnonzero(np.asarray(matrix.sum(axis=0)).ravel() >= 3)]
    sizes = np.asarray(matrix.sum(axis=1)).ravel().astype(float)
    alarms = [compare_groups(matrix, sizes, rng.permutation(documents) < documents // 2)["key"].any() for _ in range(20)]
    assert np.mean(alarms) <= 0.05


def test_exact_permutation_is_what_counting_gives():
    matrix = sparse.csr_matrix(np.array([[3], [3], [3], [3], [3], [0], [0], [0], [0], [0]]))
    p = permute_documents(matrix, np.full(10, 100.0), np.arange(10) < 5)
    assert p[0] == pytest.approx(2 / 252)


def test_self_check_reports_false_alarms(corpus):
    table = framing.self_check(make_corpus(list(corpus.raw.values()), ["one"] * 24), splits=20)
    assert table["documents"].tolist() == [24]
    assert table["false_words"].iloc[0] <= 0.05


def test_words_are_counted_without_a_dense_table():
    rng = np.random.default_rng(0)
    places = rng.integers(10_000, size=200_000), rng.integers(100_000, size=200_000)
    matrix = sparse.coo_matrix((np.ones(200_000, np.int32), places), shape=(10_000, 100_000)).tocsr()
    sizes = np.asarray(matrix.sum(axis=1)).ravel() + 1.0
    table = compare_groups(matrix, sizes, np.arange(10_000) % 2 == 0)
    assert len(table) == 100_000
    assert table["key"].mean() < 0.001


def test_spellings_of_one_word_are_counted_together():
    words = count_words(make_corpus(["كتاب کتاب كتاب", "كِتاب"], ["a", "b"], ["ar", "ar"]))
    assert words.matrix.toarray().tolist() == [[3], [1]]
    assert words.words.tolist() == ["كتاب"]


def test_concordance_reads_in_context_and_can_be_filtered(corpus):
    lines = framing.concordance(corpus, "@israel/zionist_regime", window=3, outlet="axis")
    assert len(lines) == 24
    assert set(lines["keyword"]) == {"رژیم صهیونیستی"}
    for row in lines.head(3).to_dict("records"):
        assert corpus.raw[row["doc_id"]][row["start"] : row["end"]] == row["keyword"]
        assert row["after"] == "به غزه حمله"
    assert len(framing.concordance(corpus, "@israel", voice="cited")) == 0


def test_a_concordance_is_sorted_by_its_context(corpus):
    after = framing.concordance(corpus, "غزه", sort="after")["after"].tolist()
    assert after == sorted(after)
    before = framing.concordance(corpus, "گزارش|سخن", sort="before")["before"]
    assert [b.split()[-1] for b in before] == sorted(b.split()[-1] for b in before)


def test_a_query_is_written_like_a_form(corpus):
    assert len(framing.find_query(corpus, "رژیم ... صهیونیستی")) == 24
    with pytest.raises(KeyError, match="israel"):
        framing.find_query(corpus, "@atlantis")
    with pytest.raises(ValueError, match="empty"):
        framing.find_query(corpus, " ")


def test_a_lemma_stands_for_its_forms_and_a_speaker_for_the_verbs_that_cite_him(seeds):
    war = framing.concordance(seeds, "lemma:حرب")
    assert {"الحرب", "والحرب"} <= set(war["keyword"])
    cited = framing.concordance(seeds, "speaker:haniyeh")
    spans = seeds.sources[seeds.sources["source_id"] == "haniyeh"]
    assert len(cited) == len(spans.drop_duplicates(["doc_id", "cue_start", "source_start"])) > 5
    assert set(cited["keyword"]) >= {" ".join(cue.split()) for cue in spans["cue"].dropna()}
    with pytest.raises(KeyError, match="haniyeh"):
        framing.find_query(seeds, "speaker:nobody")
    with pytest.raises(ValueError, match="empty"):
        framing.find_query(seeds, "lemma: ")


def test_a_mention_has_in_a_concordance_the_voice_it_has_in_the_terms(seeds):
    for referent in ("israel", "hamas"):
        table, terms = framing.concordance(seeds, f"@{referent}"), seeds.terms[seeds.terms["referent"] == referent]
        assert table[["start", "voice", "quoted"]].to_numpy().tolist() == terms[["start", "voice", "quoted"]].to_numpy().tolist()


def test_collocates_are_the_words_that_keep_company(corpus):
    table = framing.collocations(corpus, "رژیم", window=2)
    assert table.iloc[0]["word"] == "صهیونیستی"
    row = table.set_index("word").loc["صهیونیستی"]
    assert (row["count"], row["after"], row["frequency"], row["documents"]) == (24, 24, 24, 12)


def test_dispersion_of_what_every_document_does_alike_is_even(corpus):
    table = framing.dispersion(corpus).set_index(["outlet", "name"])
    assert table.loc[("axis", "zionist_regime"), "dp"] < 0.05
    words = framing.dispersion(corpus, of="words").set_index(["outlet", "word"])
    assert words.loc[("axis", "صهیونیستی"), "range"] == 12


def test_results_say_how_they_were_made(corpus):
    for table in (framing.naming(corpus), framing.keyness(corpus), framing.concordance(corpus, "غزه"), framing.dispersion(corpus)):
        assert table.attrs["method"]
        assert table.attrs["lexicon_sha256"] == corpus.lexicon.sha256


def test_comparisons_can_be_made_article_by_article(seeds):
    assert set(framing.naming(seeds, by="doc_id")["doc_id"]) == set(seeds.documents["doc_id"])
    assert framing.collocations(seeds, "@israel", by="doc_id")["doc_id"].nunique() > 1


def test_a_word_that_never_stands_near_is_no_collocate_whatever_the_least(corpus):
    assert framing.collocations(corpus, "رژیم", least=0).equals(framing.collocations(corpus, "رژیم", least=1))


def test_a_misspelt_referent_outlet_or_voice_is_told_with_what_was_meant(corpus):
    for call, meant in [
        (lambda: framing.naming(corpus, referents="isreal"), "Did you mean 'israel'"),
        (lambda: framing.concordance(corpus, "@isreal"), "Did you mean 'israel'"),
        (lambda: framing.concordance(corpus, "@israel/zionist_regim"), "Did you mean 'zionist_regime'"),
        (lambda: framing.concordance(corpus, "@israel", outlet="agancy"), "Did you mean 'agency'"),
        (lambda: framing.concordance(corpus, "@israel", voice=["cited", "outlets"]), "Did you mean 'outlet'"),
        (lambda: framing.concordance(corpus, "@israel", outlet="qqq"), "There are: .'agency', 'axis'"),
    ]:
        with pytest.raises(KeyError, match=meant):
            call()
