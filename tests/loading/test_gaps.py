"""What is not known of the documents is told once a corpus, and is no warning."""

import pandas as pd
import pytest

from corpus_analysis import load_corpus, open_corpus
from corpus_analysis.findings import about_corpus
from corpus_analysis.loading import find_gaps

TEXT = "The minister said on the quay that the talks would go on, and that number {} of the ships must wait.\n"


@pytest.fixture
def folder(tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(7):
        (articles / f"{number}.txt").write_text(TEXT.format(number), encoding="utf-8")
    manifest = "doc_id,outlet,published,headline\n0,The Gate,2024-05-03,Talks on the quay\n"
    (articles / "manifest.csv").write_text(manifest, encoding="utf-8")
    return articles


def told(corpus):
    rows = corpus.problems[corpus.problems["path"] == "documents"]
    return rows[["code", "severity"]].to_numpy().tolist(), rows["message"].tolist()


def test_documents_without_outlet_day_or_headline_are_one_row_each(folder):
    corpus = load_corpus(folder)
    codes, messages = told(corpus)
    assert codes == [["no_headline", "info"], ["unknown_date", "info"], ["unknown_outlet", "info"]]
    assert messages[2] == "6 of 7 documents have no known outlet: 1, 2, 3, 4, 5 and 1 more"
    assert corpus.problems["remedy"].str.contains("manifest").all()
    assert "0 problems noted" in repr(corpus) and not any("noted while loading" in line for line in about_corpus(corpus))


def test_a_range_of_days_is_told_as_one(folder):
    documents = load_corpus(folder).documents
    documents.loc[3, "published_from"] = pd.Timestamp("2024-05-12")
    assert "(of 1 a range of days is known)" in find_gaps(documents)["message"][1]


def test_nothing_is_told_where_everything_is_known(folder):
    assert told(load_corpus(folder / "0.txt", metadata=folder / "manifest.csv")) == ([], [])


def test_the_rows_are_the_same_with_workers_and_in_a_store(folder, tmp_path):
    corpus = load_corpus(folder)
    pd.testing.assert_frame_equal(corpus.problems, load_corpus(folder, executor="processes", workers=1).problems)
    pd.testing.assert_frame_equal(corpus.problems, open_corpus(corpus.save(tmp_path / "saved")).problems)
