"""A headline that a table tells is the headline, however short it is."""

import corpus_analysis as ca


def test_a_short_headline_from_a_table_is_a_headline(tmp_path):
    (tmp_path / "export.csv").write_text(
        "title,text\nIran warns,The minister warned on Friday that the war could spread.\n", encoding="utf-8"
    )
    corpus = ca.load_corpus(tmp_path / "export.csv")
    assert list(corpus.segments["role"]) == ["headline", "body"]
    assert corpus.documents["headline"].tolist() == ["Iran warns"]
