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
    assert findings.about_naming(corpus, "israel") == ["Israel is not named in these articles."]
    assert findings.about_sources(corpus) == ["No source is cited in these articles."]
    assert findings.about_shared_text(corpus) == ["No two of these articles share copy."]
    assert "None of them describes an outlet" in findings.about_size(corpus)[0]


def test_a_name_that_stands_only_inside_a_longer_one_is_told_apart_from_none(tmp_path):
    (tmp_path / "a.txt").write_text(
        "A quiet week\n\nThe ministers spoke of the Israeli aggression in Lebanon on Friday.\n", encoding="utf-8"
    )
    assert findings.about_naming(ca.load_corpus(tmp_path)) == [
        "Israel is not named in these articles but for 1 mention inside longer names or outside the articles' own words."
    ]


def test_of_many_pairs_the_closest_come_first_and_are_compared(tmp_path):
    lead = "The harbour of the old town will be closed for nine weeks from Monday, the mayor told the council in the evening."
    rest = " Fishermen are to land their catch at the northern quay, which was repaired last summer after the storm."
    other = " Critics in the council asked who would pay for the lorries, and left the hall before a vote could be taken on it."
    for name, text in {"a": lead + other, "b": lead + rest, "c": lead + rest + " It opens again in May."}.items():
        (tmp_path / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    corpus = ca.load_corpus(tmp_path)
    assert ca.shared_text(corpus)[["doc_a", "doc_b"]].iloc[0].tolist() == ["b", "c"]
    said = findings.about_shared_text(corpus)
    assert "(b) and unknown (c)" in said[0] and any("between the closest two" in one for one in said)


def test_unknown_outlets_and_days_are_said_to_be_unknown(seeds):
    said = " ".join(findings.about_corpus(seeds))
    assert "000_f2637de0095fdcd7" in said
    assert "not guessed" in said


def test_names_in_articles_of_unknown_outlets_are_not_laid_at_the_door_of_an_outlet(tmp_path):
    (tmp_path / "manifest.csv").write_text("doc_id,outlet\na,Harbour Post\n", encoding="utf-8")
    for name in "ab":
        text = f"Letter {name}\n\nThe Zionist regime closed the crossing to lorries today.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    said = findings.about_naming(ca.load_corpus(tmp_path))
    assert "In an outlet's own voice they stand at: Harbour Post (1)." in said
    assert "In the own voice of articles whose outlet is not known they stand once." in said


def test_of_many_numbers_that_differ_five_are_written_out_and_the_others_counted(tmp_path):
    places = ("harbour", "market", "bridge", "hospital", "airport", "railway", "customs", "water")
    for name, more in (("a", 0), ("b", 1)):
        lines = [
            f"At the {place} gate {20 + 3 * at + more} lorries loaded with flour and medicine waited." for at, place in enumerate(places)
        ]
        (tmp_path / f"{name}.txt").write_text("Lorries wait\n\n" + "\n\n".join(lines) + "\n", encoding="utf-8")
    said = findings.about_shared_text(ca.load_corpus(tmp_path))
    assert sum(line.startswith("A number differs:") for line in said) == 5
    assert said[-1] == "Numbers that differ besides: 3."
