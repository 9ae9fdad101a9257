"""A saved corpus comes back the same, whole or in part; a store that is not whole, or not of this version, says so."""

import json

import pandas as pd
import pytest

import corpus_analysis as ca
from corpus_analysis.store import StoreError, build_store, opened
from corpus_analysis.store.format import read_part


@pytest.fixture(scope="module", params=[8_000_000, 6_000], ids=["one part", "several parts"])
def store(request, seeds, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opened, "PART_CHARACTERS", request.param)
        return seeds.save(tmp_path_factory.mktemp("store") / "seeds")


def test_a_saved_corpus_is_the_same_when_it_is_opened(seeds, store, assert_same):
    assert_same(ca.open_corpus(store), seeds)


def test_only_the_documents_asked_for_are_there_and_as_they_were(seeds, store, assert_same):
    opened = ca.open_corpus(store, languages=["ar"])
    wanted = list(seeds.documents.loc[seeds.documents["language"] == "ar", "doc_id"])
    assert 0 < len(wanted) < len(seeds)
    assert_same(opened, seeds.select(wanted))
    assert_same(ca.open_corpus(store).select(wanted), opened)


def test_documents_are_chosen_by_day_and_those_without_one_left_out(seeds, store):
    days = seeds.documents.set_index("doc_id")["published"]
    first = days.dropna().max()
    opened = ca.open_corpus(store, dates=(first, None))
    assert list(opened.documents["doc_id"]) == list(days.index[days >= first])


def test_some_columns_are_read_alone(seeds, store):
    pd.testing.assert_frame_equal(ca.open_corpus(store).read("terms", ["name", "voice"]), seeds.terms[["name", "voice"]], check_like=False)
    with pytest.raises(StoreError, match="referent"):
        ca.open_corpus(store).read("terms", ["nowhere"])


def test_an_opened_corpus_tells_its_size_without_reading_its_tokens(seeds, store):
    opened = ca.open_corpus(store)
    assert f"{len(seeds)} articles" in repr(opened)
    assert f"{len(seeds.tokens):,} tokens" in repr(opened)
    assert "tokens" not in vars(opened)


def test_what_is_not_there_is_answered_with_what_is(store):
    with pytest.raises(StoreError, match="'ar', 'fa'"):
        ca.open_corpus(store, languages=["sw"])
    with pytest.raises(TypeError, match=r"\['ar'\]"):
        ca.open_corpus(store, languages="ar")


def test_the_comparisons_are_the_same_on_a_store(seeds, store):
    opened = ca.open_corpus(store)
    for compare in (ca.naming, ca.keyness, ca.source_counts, ca.dispersion, ca.shared_text):
        pd.testing.assert_frame_equal(compare(opened), compare(seeds))
    for compare in (ca.naming, ca.keyness, ca.source_counts):
        pd.testing.assert_frame_equal(compare(opened, collapse=True), compare(seeds, collapse=True))


def test_a_corpus_is_not_saved_over_something_else(seeds, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ValueError, match="there already"):
        seeds.save(tmp_path)


def test_a_store_of_a_newer_version_is_refused_with_the_remedy(seeds, tmp_path):
    path = seeds.save(tmp_path / "new")
    manifest = json.loads((path / "store.json").read_text())
    (path / "store.json").write_text(json.dumps(manifest | {"schema": 99}))
    with pytest.raises(StoreError, match=r"schema 99 by a newer version.*Update"):
        ca.open_corpus(path)


def test_a_store_of_schema_0_is_read(seeds, tmp_path, assert_same):
    path = seeds.save(tmp_path / "old")
    manifest = json.loads((path / "store.json").read_text())
    (path / "store.json").write_text(
        json.dumps(manifest | {"schema": 0, "parts": [{name: part[name] for name in ("name", "texts")} for part in manifest["parts"]]})
    )
    assert_same(ca.open_corpus(path, languages=["fa", "ar", "en"]), seeds)


def test_a_damaged_part_is_named_and_does_not_count(seeds, tmp_path):
    path = seeds.save(tmp_path / "damaged")
    terms = next((path / "parts").glob("*/terms.parquet"))
    terms.write_bytes(terms.read_bytes()[:100])
    assert read_part(terms.parent) is None
    with pytest.raises(StoreError, match=r"terms\.parquet"):
        _ = ca.open_corpus(path).terms


def test_a_folder_that_is_no_store_says_what_makes_one(tmp_path):
    with pytest.raises(StoreError, match=r"corpus\.save"):
        ca.open_corpus(tmp_path)
    with pytest.raises(FileNotFoundError, match="nowhere"):
        ca.open_corpus(tmp_path / "nowhere")


@pytest.fixture
def saved(seeds, tmp_path):
    return seeds.save(tmp_path / "store")


@pytest.mark.parametrize(
    "change",
    [
        {"parts": [{"name": "../../../outside", "texts": "a" * 32}]}, {"parts": [{"name": "/etc", "texts": "a" * 32}]}, {"parts": 5},
        {"parts": [None]}, {"parts": [{}]}, {"lexicon": None}, {"lexicon": {"lexicon_sha256": "../x"}}, {"problems": "../../problems"},
        {"problems": ["problems"]},
    ],
    ids=str,
)  # fmt: skip
def test_a_manifest_that_was_edited_opens_nothing_elsewhere_and_is_told_as_damaged(saved, change):
    manifest = json.loads((saved / "store.json").read_text(encoding="utf-8"))
    (saved / "store.json").write_text(json.dumps(manifest | change), encoding="utf-8")
    with pytest.raises(StoreError, match=r"store\.json: damaged"):
        ca.open_corpus(saved)


@pytest.mark.parametrize("table", ["documents", "segments", "sources", "tokens", "vocabulary"])
def test_a_table_of_which_one_byte_was_changed_is_not_read_as_if_nothing_were(saved, table):
    (file,) = saved.glob(f"parts/*/{table}.parquet")
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 0xFF
    file.write_bytes(data)
    with pytest.raises(StoreError, match=rf"{table}\.parquet cannot be read.*Remove it"):
        ca.open_corpus(saved).load()


def test_a_folder_in_the_place_of_a_table_is_told(saved):
    (file,) = saved.glob("parts/*/terms.parquet")
    file.unlink()
    file.mkdir()
    with pytest.raises(StoreError, match=r"terms\.parquet cannot be read"):
        ca.open_corpus(saved).load()


@pytest.mark.parametrize("content", ["[]", "5", '"x"', '{"files": [], "schema": 1}', '{"files": {}, "schema": "1"}', '{"files": {"a": 5}}'])
def test_a_part_with_an_odd_description_is_none(tmp_path, content):
    (tmp_path / "part.json").write_text(content, encoding="utf-8")
    assert read_part(tmp_path) is None


@pytest.mark.parametrize("workers", [-1, 10**20])
def test_a_number_of_processes_that_no_machine_has_is_refused(seeds_path, tmp_path, workers):
    with pytest.raises(ValueError, match="from 1 to"):
        build_store(seeds_path, tmp_path / "store", workers=workers)
