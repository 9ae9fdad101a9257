"""A build gives what loading gives, whoever works and however it is divided; what goes wrong costs the document at fault."""

import os
import textwrap

import pyarrow.parquet as pq
import pytest

import corpus_analysis as ca
from corpus_analysis.store import StoreError, build, build_store, jobs

CLOCK = 10  # seconds; a process that is started anew reads the lexicons within them


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(build, "PART_BYTES", 6_000)
    monkeypatch.setattr(build, "PART_CHARACTERS", 3_000)


def names(store, kind):
    return {path.name: path.stat().st_mtime_ns for path in (store / kind).iterdir()}


def test_a_corpus_built_in_many_parts_is_the_corpus_loaded_at_once(folder, tmp_path, small_parts, assert_same):
    built = build_store(folder, tmp_path / "store", executor="inline")
    assert len(names(tmp_path / "store", "parts")) > 3
    assert_same(built, ca.load_corpus(folder))


def test_loading_in_two_processes_gives_the_same_corpus(folder, small_parts, assert_same):
    assert_same(ca.load_corpus(folder, executor="processes", workers=2), ca.load_corpus(folder))


def test_a_corpus_without_an_article_is_built_and_empty(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_text(" ")
    built = build_store(tmp_path / "in", tmp_path / "store", executor="inline")
    assert len(built) == 0
    assert list(built.problems["code"]) == ["empty"]


def test_only_what_was_added_or_changed_is_made_anew(folder, tmp_path, small_parts, assert_same, paragraphs):
    store = tmp_path / "store"
    build_store(folder, store, executor="inline")
    before = names(store, "parts")
    built = build_store(folder, store, executor="inline")
    assert names(store, "parts") == before
    (folder / "new.txt").write_text(paragraphs[50] + "\n\n" + paragraphs[51], encoding="utf-8")
    (folder / "2.txt").write_text(paragraphs[52] + "\n\n" + paragraphs[53], encoding="utf-8")
    built = build_store(folder, store, executor="inline")
    kept = {name: time for name, time in names(store, "parts").items() if before.get(name) == time}
    assert 0 < len(kept) < len(before)
    assert_same(built, ca.load_corpus(folder))


def test_a_line_that_becomes_furniture_by_new_pages_changes_the_pages_it_stands_on(tmp_path, small_parts, assert_same, paragraphs):
    root = tmp_path / "in"
    root.mkdir()
    line = "تابعوا آخر الأخبار على قناتنا في تطبيق الهاتف المحمول كل يوم"
    for number in range(4):
        text = f"{paragraphs[number]}\n\n{paragraphs[number + 8]}\n\n{line if number < 2 else ''}\n"
        (root / f"{number}.txt").write_text(text, encoding="utf-8")
    build_store(root, tmp_path / "store", executor="inline")
    for number in range(4, 7):
        (root / f"{number}.txt").write_text(f"{paragraphs[number]}\n\n{paragraphs[number + 8]}\n\n{line}\n", encoding="utf-8")
    assert_same(build_store(root, tmp_path / "store", executor="inline"), ca.load_corpus(root))


def test_another_lexicon_makes_the_terms_anew_but_reads_no_file_again(folder, tmp_path, assert_same):
    store, lexicon = tmp_path / "store", tmp_path / "own.yaml"
    build_store(folder, store, executor="inline")
    read, made = names(store, "texts"), names(store, "parts")
    lexicon.write_text(
        "lexicon: own\nversion: '1'\nlanguages: [ar]\nstances: {neutral: plain}\n"
        "referents: {gaza: {label: the strip, names: {Gaza: {stance: neutral, ar: [غزة]}}}}\n",
        encoding="utf-8",
    )
    built = build_store(folder, store, lexicon=lexicon, executor="inline")
    assert names(store, "texts") == read
    assert made.keys().isdisjoint(names(store, "parts"))
    assert set(built.terms["referent"]) == {"gaza"}
    assert_same(built, ca.load_corpus(folder, lexicon=lexicon))


def test_a_damaged_part_is_made_anew_and_no_other(folder, tmp_path, small_parts, assert_same):
    store = tmp_path / "store"
    build_store(folder, store, executor="inline")
    before = names(store, "parts")
    damaged = next((store / "parts").glob("*/terms.parquet"))
    damaged.write_bytes(b"PAR1")
    built = build_store(folder, store, executor="inline")
    assert_same(built, ca.load_corpus(folder))
    after = names(store, "parts")
    assert [name for name in before if after[name] != before[name]] == [damaged.parent.name]


def test_a_file_that_vanishes_while_others_are_read_is_a_problem_and_the_rest_is_built(folder, tmp_path, monkeypatch, assert_same):
    real = jobs.read_file

    def read(file, *rest):
        if file.shown == "2.txt":
            os.unlink(file.full)
        return real(file, *rest)

    monkeypatch.setattr(jobs, "read_file", read)
    built = build_store(folder, tmp_path / "store", executor="inline")
    assert list(built.problems.loc[built.problems["code"] == "vanished", "path"]) == ["2.txt"]
    monkeypatch.undo()
    assert_same(build_store(folder, tmp_path / "store", executor="inline"), ca.load_corpus(folder))


def test_a_hang_a_crash_and_a_raise_cost_one_document_each(folder, tmp_path, monkeypatch):
    for number, fault in ((1, "HANGS"), (2, "CRASHES"), (6, "RAISES")):
        with open(folder / f"{number}.txt", "a", encoding="utf-8") as stream:
            stream.write(f"\n{fault}\n")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(
        textwrap.dedent("""
            import os, time
            import corpus_analysis.engine as engine
            real = engine.describe_documents
            def describe(documents, segments, raw):
                text = "".join(raw[doc_id] for doc_id in documents["doc_id"])
                if "RAISES" in text:
                    raise RuntimeError("stumbled")
                if "CRASHES" in text:
                    os.abort()
                while "HANGS" in text:
                    time.sleep(1)
                return real(documents, segments, raw)
            engine.describe_documents = describe
        """)
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    built = build_store(folder, tmp_path / "store", workers=1, limits=ca.Limits(seconds_per_file=CLOCK))
    problems = built.problems[built.problems["stage"] == "analysing"].set_index("doc_id")
    assert problems["code"].to_dict() == {"1": "timeout", "2": "process_lost", "6": "stage_failed"}
    assert f"{CLOCK} seconds" in problems.loc["1", "message"]
    assert "stumbled" in problems.loc["6", "message"]
    others = [doc_id for doc_id in built.documents["doc_id"] if doc_id not in problems.index]
    loaded = ca.load_corpus(folder)
    assert list(built.documents["doc_id"]) == list(loaded.documents["doc_id"])
    assert built.select(others).terms.equals(loaded.select(others).terms)
    assert set(built.segments["doc_id"]) == set(others)
    monkeypatch.undo()  # what was wrong is mended; with more time, they are tried again
    again = build_store(folder, tmp_path / "store", executor="inline", limits=ca.Limits(seconds_per_file=CLOCK + 1))
    assert "analysing" not in set(again.problems["stage"])
    assert set(again.segments["doc_id"]) == set(again.documents["doc_id"])


def test_a_disk_that_is_full_is_said_and_what_is_done_is_kept(folder, tmp_path, small_parts, monkeypatch, assert_same):
    real, written = pq.write_table, []

    def write(table, path, **settings):
        written.append(path)
        if len(written) > 30:
            raise OSError(28, "No space left on device")
        real(table, path, **settings)

    monkeypatch.setattr("corpus_analysis.store.format.pq.write_table", write)
    with pytest.raises(StoreError, match=r"No space left.*what is done is kept"):
        build_store(folder, tmp_path / "store", executor="inline")
    monkeypatch.setattr("corpus_analysis.store.format.pq.write_table", real)
    done = names(tmp_path / "store", "texts")
    assert done
    with pytest.raises(StoreError, match="not finished"):
        ca.open_corpus(tmp_path / "store")
    assert_same(build_store(folder, tmp_path / "store", executor="inline"), ca.load_corpus(folder))
    assert done.items() <= names(tmp_path / "store", "texts").items()


def test_an_unknown_executor_is_answered_with_those_there_are(folder, tmp_path):
    with pytest.raises(ValueError, match="processes"):
        build_store(folder, tmp_path / "store", executor="magic")
