"""What befalls a store between and during builds: two at once, files lost or moved, a full disk, names and clocks out of the ordinary."""

import json
import os
import shutil
import subprocess
import sys
from typing import NamedTuple

import pytest

import corpus_analysis as ca
from corpus_analysis.store import StoreError, build_store, executors, format
from corpus_analysis.store.format import read_part, write_folder


@pytest.fixture
def articles(tmp_path, paragraphs):
    """Few files, so that a build is quick."""
    root = tmp_path / "in"
    root.mkdir()
    for number in range(4):
        (root / f"{number}.txt").write_text(f"{paragraphs[number]}\n\n{paragraphs[number + 8]}\n", encoding="utf-8")
    return root


@pytest.fixture
def store(articles, tmp_path):
    build_store(articles, tmp_path / "store", executor="inline")
    return tmp_path / "store"


def build(root, store):
    return build_store(root, store, executor="inline")


def test_a_second_build_into_the_same_store_is_refused_while_the_first_is_at_work(articles, store, assert_same):
    code = "import sys; from pathlib import Path; from corpus_analysis.store.format import hold_store\n"
    code += "with hold_store(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code, str(store)], env=environment, text=True, **pipes) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="another process builds"):
            build(articles, store)
        other.kill()
    assert_same(build(articles, store), ca.load_corpus(articles))


def test_a_file_system_that_knows_no_locks_is_used_without(articles, tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def flock(number, how):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", flock)
    assert len(build(articles, tmp_path / "store")) == 4


def test_a_part_that_a_process_left_behind_has_made_meanwhile_is_taken(tmp_path):
    folder = tmp_path / "texts" / ("0" * 32)
    made = write_folder(folder, {}, {"content": "the same"})
    assert write_folder(folder, {}, {"content": "the same"}) == made == read_part(folder)
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_build_does_not_touch_what_is_of_others(articles, tmp_path):
    own = tmp_path / "mine" / "texts" / "thesis.txt"
    own.parent.mkdir(parents=True)
    own.write_text("mine")
    with pytest.raises(StoreError, match=r"holds other files \(thesis\.txt"):
        build(articles, tmp_path / "mine")
    assert own.read_text() == "mine"
    saved = ca.load_corpus(articles).save(tmp_path / "saved")
    with pytest.raises(StoreError, match=r"corpus\.save"):
        build(articles, saved)
    assert len(ca.open_corpus(saved).raw) == 4


def test_a_store_of_a_newer_version_is_not_built_over(articles, store):
    manifest = (store / "store.json").read_text()
    (store / "store.json").write_text(json.dumps(json.loads(manifest) | {"schema": 99}))
    parts = sorted((store / "parts").iterdir())
    with pytest.raises(StoreError, match=r"schema 99 by a newer version.*Update"):
        build(articles, store)
    assert sorted((store / "parts").iterdir()) == parts


@pytest.mark.parametrize("lost", ["texts", "parts", "texts/*/lines.parquet", "parts/*/part.json", "lexicon-*", "problems-*", "store.json"])
def test_a_store_of_which_something_was_deleted_is_made_whole_again(articles, store, lost, assert_same):
    for path in store.glob(lost):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert_same(build(articles, store), ca.load_corpus(articles))


@pytest.mark.parametrize("content", ["", "[]", '{"parts": []}'])
def test_a_damaged_manifest_is_said_and_made_anew(articles, store, content, assert_same):
    (store / "store.json").write_text(content)
    with pytest.raises(StoreError, match=r"damaged.*Build the store again"):
        ca.open_corpus(store)
    assert_same(build(articles, store), ca.load_corpus(articles))


@pytest.mark.parametrize("lost", ["texts/*/texts.*", "parts/*/tokens.*", "parts/*/documents.*", "lexicon-*", "problems-*"])
def test_an_opened_store_says_which_file_of_it_is_lost_and_what_to_do(store, lost):
    (path,) = store.glob(lost)
    path.unlink()
    format.read_lexicon.cache_clear()
    with pytest.raises(StoreError, match=rf"{path.name}.*Build the store again"):
        ca.open_corpus(store).load()


def test_a_place_that_cannot_be_written_is_said(articles, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        build(articles, tmp_path / "file" / "store")


def test_documents_that_are_removed_are_gone_and_what_is_left_is_as_it_would_have_been(articles, store, assert_same):
    (articles / "1.txt").unlink()
    (articles / "3.txt").rename(articles / "4.txt")
    assert_same(build(articles, store), ca.load_corpus(articles))
    assert len(list((store / "texts").iterdir())) == len(list((store / "parts").iterdir())) == 1


@pytest.mark.parametrize("full", ["store.json", "problems-", "lexicon-"])
def test_a_disk_that_is_full_at_the_end_leaves_the_store_as_it_was(articles, store, full, monkeypatch, assert_same):
    before, real = ca.open_corpus(store).load(), os.replace

    def replace(source, target):
        if os.path.basename(target).startswith(full):
            raise OSError(28, "No space left on device")
        real(source, target)

    (articles / "1.txt").write_text("Another text, said the minister, in the place of the one that was here.\n")
    monkeypatch.setattr(format.os, "replace", replace)
    with pytest.raises(StoreError, match=r"No space left.*what is done is kept"):
        build(articles, store)
    monkeypatch.undo()
    assert_same(ca.open_corpus(store), before)
    assert not [path for path in store.iterdir() if full in path.name and path.name.startswith(".")]
    assert_same(build(articles, store), ca.load_corpus(articles))


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text are there on Linux alone")
def test_names_long_and_of_any_bytes_are_kept_apart_and_a_second_build_reads_none_again(articles, tmp_path, paragraphs, assert_same):
    folder = os.fsencode(articles) + b"/\xe9dition"
    os.mkdir(folder)
    for number, name in enumerate((b"\xff\xfe", "خبر\u200c".encode() * 25, "\u202eتقرير".encode(), b"two\nlines", b"a" * 251)):
        with open(folder + b"/" + name + b".txt", "w", encoding="utf-8") as stream:
            stream.write(f"{paragraphs[number + 20]}\n\n{paragraphs[number + 30]}\n")
    store = tmp_path / ("ن" * 120)
    for root in (articles, os.fsdecode(folder)):
        shutil.rmtree(store, ignore_errors=True)
        assert_same(build(root, store), ca.load_corpus(root))
        made = {path: path.stat().st_mtime_ns for path in store.glob("*/*")}
        build(root, store)
        assert {path: path.stat().st_mtime_ns for path in store.glob("*/*")} == made


@pytest.mark.parametrize("time", [0, -86_400, 4_000_000_000], ids=["1970", "1969", "2096"])
def test_a_change_is_seen_whatever_the_clock_says(articles, store, time, assert_same):
    path = articles / "2.txt"
    path.write_text(path.read_text(encoding="utf-8").swapcase(), encoding="utf-8")
    os.utime(path, (time, time))
    assert_same(build(articles, store), ca.load_corpus(articles))


@pytest.mark.parametrize(("raised", "status"), [("CancelledError", "running"), ("ClosedClientError", "closed"), ("Gone", "closed")])
def test_whatever_a_lost_scheduler_makes_the_client_raise_is_told_as_one_error(raised, status):
    client = pytest.importorskip("distributed.client")
    error = getattr(client, raised, AttributeError)
    with pytest.raises(StoreError, match=r"cluster was lost\. What is done is kept"), executors._saying_that_it_is_lost(Client(status)):
        raise error("as distributed does it")


def test_what_has_nothing_to_do_with_the_scheduler_is_told_as_it_is():
    pytest.importorskip("distributed")
    for error in (StoreError("the disk is full"), KeyError("a fault of ours")):
        with pytest.raises(type(error)) as told, executors._saying_that_it_is_lost(Client("running")):
            raise error
        assert told.value is error


class Client(NamedTuple):
    """Stands for that of Dask."""

    status: str
