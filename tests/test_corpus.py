"""The whole road on the seeds: every table, every offset."""

import re

import pandas as pd
import pytest

import corpus_analysis as ca
from corpus_analysis import findings
from corpus_analysis.groups import RESERVED
from corpus_analysis.show import credit_chains
from corpus_analysis.sources import speakers_about
from corpus_analysis.spans import check_spans, slice_text

SPANS = {
    "segments": [("start", "end")],
    "terms": [("start", "end")],
    "sources": [("start", "end"), ("cue_start", "cue_end"), ("source_start", "source_end")],
}


@pytest.mark.parametrize("table", SPANS)
def test_every_offset_of_a_table_slices_the_raw_text(seeds, table):
    frame = getattr(seeds, table)
    assert len(frame) > 50
    for start, end in SPANS[table]:
        assert check_spans(frame, seeds.raw, start, end).empty


def test_cue_and_source_columns_hold_the_text_at_their_offsets(seeds):
    for name in ("cue", "source"):
        held = seeds.sources.dropna(subset=[f"{name}_start"])
        assert list(held[name]) == slice_text(held, seeds.raw, f"{name}_start", f"{name}_end")


def test_tokens_slice_the_raw_text_and_lie_in_their_segment(seeds):
    tokens = seeds.tokens.to_frame()
    assert check_spans(tokens, seeds.raw).empty
    held = seeds.segments.iloc[tokens["segment"]].reset_index(drop=True)
    assert (tokens["segment"] >= 0).all()
    assert (held["doc_id"] == tokens["doc_id"]).all()
    assert ((held["start"] <= tokens["start"]) & (tokens["end"] <= held["end"])).all()


def test_segments_and_the_white_space_between_them_cover_every_file(seeds):
    for doc_id, text in seeds.raw.items():
        at = 0
        for start, end in seeds.segments.loc[seeds.segments["doc_id"] == doc_id, ["start", "end"]].to_numpy():
            assert text[at:start].strip() == ""
            assert start >= at
            at = end
        assert text[at:].strip() == ""


def test_raw_text_is_the_file_itself(seeds, seeds_path):
    for doc_id, text in seeds.raw.items():
        assert text.encode() == (seeds_path / f"{doc_id}.txt").read_bytes()


def test_the_article_that_names_no_outlet_stays_unknown(seeds):
    assert seeds.documents.set_index("doc_id").loc["000_f2637de0095fdcd7", "outlet"] == "unknown"


def test_a_document_that_a_stage_cannot_digest_is_named_and_the_others_are_kept(seeds, monkeypatch):
    from corpus_analysis import engine

    real = engine.find_terms

    def stumble(documents, *rest):
        if (documents["doc_id"] == "003_841333b7fafb0b94").any():
            raise RuntimeError("stumbled")
        return real(documents, *rest)

    monkeypatch.setattr(engine, "find_terms", stumble)
    made = engine.process_partition(seeds.documents.drop(columns="n_tokens"), seeds.raw, seeds.lexicon)
    assert list(made.problems["doc_id"]) == ["003_841333b7fafb0b94"]
    assert "stumbled" in made.problems["message"].iloc[0]
    kept = seeds.terms[seeds.terms["doc_id"] != "003_841333b7fafb0b94"].reset_index(drop=True)
    pd.testing.assert_frame_equal(made.terms.reset_index(drop=True), kept)


@pytest.mark.parametrize("stage", ["describe_documents", "index_tokens"])
def test_a_document_that_cannot_be_described_or_cut_into_words_costs_no_other(seeds, monkeypatch, stage):
    from corpus_analysis import engine

    bad, real = "003_841333b7fafb0b94", getattr(engine, stage)

    def stumble(documents, segments, raw):
        if raw.get(bad) and (documents["doc_id"] == bad).any():
            raise RuntimeError("stumbled")
        return real(documents, segments, raw)

    monkeypatch.setattr(engine, stage, stumble)
    made = engine.process_partition(seeds.documents.drop(columns="n_tokens"), seeds.raw, seeds.lexicon)
    assert made.problems[["doc_id", "code", "stage"]].to_numpy().tolist() == [[bad, "stage_failed", "analysing"]]
    assert "stumbled" in made.problems["message"].iloc[0]
    assert made.documents["doc_id"].tolist() == seeds.documents["doc_id"].tolist()
    assert made.documents.set_index("doc_id").loc[bad, "n_tokens"] == 0
    for name in ("segments", "sources", "terms"):
        kept = getattr(seeds, name)
        pd.testing.assert_frame_equal(getattr(made, name), kept[kept["doc_id"] != bad].reset_index(drop=True))
    tokens = seeds.tokens.to_frame().drop(columns="segment")  # segments are counted without those of the failing article
    pd.testing.assert_frame_equal(made.tokens.to_frame().drop(columns="segment"), tokens[tokens["doc_id"] != bad].reset_index(drop=True))


def test_articles_worked_on_a_few_at_a_time_give_the_same_tables(seeds, monkeypatch):
    from corpus_analysis import engine

    monkeypatch.setattr(engine, "BATCH", 5_000)
    made = engine.process_partition(seeds.documents.drop(columns="n_tokens"), seeds.raw, seeds.lexicon)
    for name in ("documents", "segments", "sources", "terms"):
        pd.testing.assert_frame_equal(getattr(made, name), getattr(seeds, name))
    assert made.terms.attrs == seeds.terms.attrs
    pd.testing.assert_frame_equal(made.tokens.to_frame(), seeds.tokens.to_frame())


def test_selecting_articles_gives_their_rows_alone(seeds):
    two = seeds.select(["001_53e90237db271b94", "002_4458d8df9d782b8d"])
    assert set(two.terms["doc_id"]) == set(two.documents["doc_id"]) == {"001_53e90237db271b94", "002_4458d8df9d782b8d"}
    with pytest.raises(KeyError, match="nowhere"):
        seeds.select(["nowhere"])


def test_a_store_is_opened_and_not_read_as_a_folder_of_articles(seeds, seeds_path, tmp_path):
    seeds.save(tmp_path / "store")
    opened = ca.load_corpus(tmp_path / "store")
    assert repr(opened).startswith("Corpus of 5 articles in 1 part of the store store: ")
    assert opened.documents["doc_id"].tolist() == seeds.documents["doc_id"].tolist() and opened.lexicon.name == seeds.lexicon.name
    with pytest.raises(ValueError, match="settled when it was built"):
        ca.load_corpus(tmp_path / "store", metadata=seeds_path / "manifest.csv")


def test_two_columns_to_compare_by_are_refused_in_a_sentence(seeds):
    with pytest.raises(TypeError, match="`by` is one column"):
        ca.naming(seeds, by=["outlet", "language"])


def test_no_column_of_a_result_can_be_taken_for_a_group(seeds):
    compare = (ca.naming, ca.keyness, ca.dispersion, ca.source_counts, ca.source_diversity, speakers_about, credit_chains)
    tables = [*(function(seeds, by="outlet") for function in compare), ca.collocations(seeds, "رژیم", by="outlet")]
    columns = {name for table in tables for name in table.columns} - set(seeds.documents.columns)
    assert columns and columns <= RESERVED


def test_a_missing_path_names_the_path_and_the_remedy(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        ca.load_corpus(tmp_path / "nowhere")


def test_a_corpus_of_which_a_file_was_not_read_says_which_and_what_to_do(tmp_path):
    table = tmp_path / "export.csv"
    table.write_text("Nr.,Zeitung,Inhalt\n1,The Quay,The harbour was closed on Friday because of the storm.\n", encoding="utf-8")
    told = repr(ca.load_corpus(tmp_path))
    assert told.startswith("Corpus of 0 articles") and "export.csv" in told and 'columns={"text": "Inhalt"}' in told
    (tmp_path / "a.txt").write_text("The harbour opens again\n\nThe harbour opens again on Monday, the mayor said.\n", encoding="utf-8")
    corpus = ca.load_corpus(tmp_path)
    assert "Corpus of 1 article" in repr(corpus) and "export.csv" in repr(corpus)
    assert any("export.csv" in sentence for sentence in findings.about_corpus(corpus))
    assert (
        "noted" in repr(ca.load_corpus(tmp_path, columns={"text": "Inhalt"}))
        and len(ca.load_corpus(table, columns={"text": "Inhalt"})) == 1
    )


@pytest.mark.parametrize(
    ("ask", "error", "told"),
    [
        (lambda _: ca.load_corpus(None), TypeError, 'load_corpus("my_articles/")'),
        (lambda _: ca.load_corpus("seeds", columns="Inhalt"), TypeError, 'columns={"text": "my column"}'),
        (lambda corpus: ca.naming(corpus, by="outlets"), KeyError, "Did you mean 'outlet'"),
        (lambda corpus: ca.table([1, 2]), TypeError, "pd.DataFrame"),
        (lambda corpus: ca.show_article(corpus, "gate.txt"), KeyError, "Did you mean '2024/gate'"),
        (lambda corpus: ca.compare_texts(corpus, "2024/gate", "gate"), KeyError, "Did you mean '2024/gate'"),
        (lambda corpus: corpus.select(["gate"]), KeyError, "Did you mean '2024/gate'"),
    ],
)
def test_a_wrong_use_is_told_with_what_was_meant(tmp_path, ask, error, told):
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "gate.txt").write_text("The harbour opens\n\nThe harbour opens on Monday, the mayor said.\n", encoding="utf-8")
    with pytest.raises(error, match=re.escape(told)):
        ask(ca.load_corpus(tmp_path))


def test_an_empty_folder_says_what_belongs_in_it(tmp_path):
    with pytest.raises(ValueError, match=r"\.txt"):
        ca.load_corpus(tmp_path)


def test_a_file_that_is_not_text_is_a_problem_and_the_rest_is_loaded(tmp_path, seeds_path):
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "article.txt").write_bytes((seeds_path / "003_841333b7fafb0b94.txt").read_bytes())
    corpus = ca.load_corpus(tmp_path)
    assert list(corpus.documents["doc_id"]) == ["article"]
    row = corpus.problems[corpus.problems["severity"] == "error"].iloc[0]
    assert row["path"] == "picture.txt"
    assert row["remedy"]


def test_public_names_are_all_there():
    assert all(getattr(ca, name) is not None for name in ca.__all__)
    with pytest.raises(AttributeError, match="load_corpus"):
        ca.no_such_name  # noqa: B018


def test_a_selection_has_the_problems_of_its_articles_alone(tmp_path):
    for name, data in (("a.txt", b"The road is shut.\n\xed\xa0\x80"), ("b.txt", b"The harbour is open.\n"), ("c.jpg", b"x")):
        (tmp_path / name).write_bytes(data)
    corpus = ca.load_corpus(tmp_path)
    chosen = corpus.select(["b"]).problems
    assert corpus.select(["a"]).problems["path"].tolist().count("a.txt") == 1 and "a.txt" not in set(chosen["path"])
    assert [message[:6] for message in chosen.loc[chosen["code"] == "unknown_outlet", "message"]] == ["1 of 1"]
    assert "c.jpg" in set(corpus.problems["path"]) and "c.jpg" not in set(chosen["path"])
