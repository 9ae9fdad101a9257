"""A file that takes too long, or breaks the reader down, is given up; the others are read as ever."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import pytest

from corpus_analysis.children import Child, JobLost
from corpus_analysis.loading import Limits, read_documents


@dataclass
class Call:
    """A job that calls a function of a module."""

    function: Callable
    argument: float
    seconds: tuple = (0.3, 0.3)

    def __len__(self):
        return 1

    def run(self, skip):
        return self.function(self.argument)


@pytest.fixture
def child():
    child = Child()
    yield child
    child.close()


def test_a_job_that_takes_too_long_is_ended_and_the_next_one_answered(child):
    child.run(Call(time.sleep, 0))
    begin = time.monotonic()
    with pytest.raises(JobLost) as error:
        child.run(Call(time.sleep, 60))
    assert error.value.code == "timeout" and time.monotonic() - begin < 10
    assert child.run(Call(abs, -3)) == 3


def test_a_process_that_breaks_down_is_an_error_and_the_next_job_is_answered(child):
    for _ in range(2):
        with pytest.raises(JobLost) as error:
            child.run(Call(os._exit, 3))
        assert error.value.code == "process_lost"


def test_what_a_process_was_lost_on_while_it_was_prepared_is_none_of_the_next_jobs_fault(child):
    child.run(Call(abs, -1))
    for function, argument in ((os._exit, 1), (time.sleep, 60), (int, "no number")):
        child.prepare(Call(function, argument))
        assert child.run(Call(abs, -3)) == 3


@pytest.mark.parametrize(
    ("file", "reader", "code"), [("a.txt", "time.sleep(60)", "timeout"), ("b.txt", "os.abort()", "reader_failed")], ids=["hang", "crash"]
)
def test_a_file_on_which_the_reader_hangs_or_crashes_is_a_problem_and_the_others_are_read(tmp_path, monkeypatch, file, reader, code):
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / "in" / name).write_text("The minister said that the talks go on.", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(
        "import os, time\nimport corpus_analysis.loading.documents as documents\nreal = documents.read_bytes\n"
        f"def read(file, limits):\n    if file.shown == {file!r}:\n        {reader}\n    return real(file, limits)\n"
        "documents.read_bytes = read\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    documents, _, problems = read_documents(tmp_path / "in", limits=Limits(seconds_per_file=2))
    assert list(documents["doc_id"]) == [name for name in ("a", "b", "c") if f"{name}.txt" != file]
    assert problems.loc[problems["path"] == file, "code"].tolist() == [code]


def test_a_folder_read_in_a_process_of_its_own_gives_the_same_tables(tmp_path):
    (tmp_path / "a.txt").write_text("The minister said that the talks go on.", encoding="utf-8")
    (tmp_path / "b.html").write_text("<p>The union said that the strike goes on and on.</p>", encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"")
    plain, isolated = read_documents(tmp_path), read_documents(tmp_path, limits=Limits(seconds_per_file=30))
    pd.testing.assert_frame_equal(plain[0], isolated[0])
    assert plain[1] == isolated[1]
    pd.testing.assert_frame_equal(plain[2], isolated[2])
