"""Copy that several documents of a group share is counted once; what an editor changed is still counted."""

from __future__ import annotations

import pytest

import corpus_analysis as ca
from corpus_analysis.groups import read_groups
from corpus_analysis.reuse import collapse_copy

WIRE = (
    "The ministry said on Monday that Israel had agreed to open the northern crossing for two days. "
    "Officials in Doha said talks with Hamas would go on through the week under guard of both mediators. "
)
OWN = "Our reporter in the harbour saw thirty trucks waiting while drivers slept in the shade of the wall. "


@pytest.fixture(scope="module")
def seeds():
    return ca.load_corpus("seeds")


@pytest.fixture(scope="module")
def retold(tmp_path_factory):
    """Three articles: a wire story, the same with one name changed and a sentence added, and the wire story in another outlet."""
    folder = tmp_path_factory.mktemp("retold")
    changed = WIRE.replace("Israel", "the Zionist regime") + OWN
    rows = [("a", "one", "2024-05-01", WIRE), ("b", "one", "2024-05-02", changed), ("c", "two", "2024-06-03", WIRE)]
    table = "doc_id,outlet,published,text\n" + "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    (folder / "articles.csv").write_text(table, encoding="utf-8")
    return ca.load_corpus(folder / "articles.csv")


def counts(table, referent):
    rows = table[table["referent"] == referent]
    return rows.groupby(["outlet", "name"])["count"].sum().to_dict()


def test_a_story_told_twice_by_one_outlet_counts_once_but_for_the_changed_name(retold):
    plain, collapsed = ca.naming(retold), ca.naming(retold, collapse=True)
    assert counts(plain, "hamas") == {("one", "hamas_plain"): 2, ("two", "hamas_plain"): 1}
    assert counts(collapsed, "hamas") == {("one", "hamas_plain"): 1, ("two", "hamas_plain"): 1}
    assert counts(collapsed, "israel") == {("one", "israel_plain"): 1, ("one", "zionist_regime"): 1, ("two", "israel_plain"): 1}
    assert collapsed["of_documents"].max() == 1


def test_words_of_copied_sentences_count_once_in_their_group(retold):
    def target(word, **options):
        table = ca.keyness(retold, least=1, **options)
        return table[(table["word"] == word) & (table["outlet"] == "one")]["count_target"].item()

    assert (target("crossing"), target("crossing", collapse=True)) == (2, 1)
    assert (target("trucks"), target("trucks", collapse=True)) == (1, 1)


def test_the_two_retellings_of_one_wire_story_collapse_in_their_language_not_between_outlets(seeds):
    first, second = seeds.documents["doc_id"].tolist()[1:3]
    in_language = collapse_copy(seeds, read_groups(seeds, "language"))
    assert in_language.unit[second] == first
    assert collapse_copy(seeds, read_groups(seeds, "outlet")).passages.empty
    repeated = in_language.repeats(seeds.terms, ["referent", "name", "voice"])
    assert set(seeds.terms.loc[repeated, "doc_id"]) == {second}
    assert seeds.terms.loc[repeated, "name"].isin(["zionist_regime", "israel_regime"]).sum() >= 4


def test_the_spread_over_stories_has_fewer_parts(seeds):
    arabic = {collapse: ca.dispersion(seeds, by="language", collapse=collapse).query("language == 'ar'") for collapse in (False, True)}
    assert arabic[False]["documents"].tolist() == arabic[True]["documents"].tolist()
    assert set(ca.dispersion(seeds, by="language", collapse=True)["language"]) == {"ar"}


def test_names_are_counted_period_by_period(retold):
    table = ca.naming(retold, over="month", referents=["hamas"])
    assert table["period"].dt.strftime("%Y-%m").tolist() == ["2024-05", "2024-06"]
    assert "too few to speak of a trend" in table.attrs["note"]


def test_articles_without_a_date_are_left_out_and_counted(seeds):
    table = ca.naming(seeds, over="week")
    assert "3 of 5 documents have no date" in table.attrs["note"]
    with pytest.raises(ValueError, match="manifest"):
        ca.naming(seeds.select(seeds.documents["doc_id"].tolist()[:3]), over="week")
    with pytest.raises(ValueError, match="`over` must be one of"):
        ca.naming(seeds, over="fortnight")
