"""A file that takes too long, or breaks the reader down, is given up; the others are read as ever."""

import os
import time

import pandas as pd
import pytest

from corpus_analysis.loading import Limits, read_documents
from corpus_analysis.loading.isolation import Worker
from corpus_analysis.loading.problems import ReadError


def test_a_call_that_takes_too_long_is_ended_and_the_next_one_answered():
    with Worker(time.sleep, 0.3) as worker:
        worker.call(0)
        begin = time.monotonic()
        with pytest.raises(ReadError) as error:
            worker.call(60)
        assert error.value.code == "timeout" and time.monotonic() - begin < 10
        assert worker.call(0) is None


def test_a_process_that_breaks_down_is_an_error_and_the_next_call_is_answered():
    with Worker(os._exit, 5) as worker:
        for _ in range(2):
            with pytest.raises(ReadError) as error:
                worker.call(3)
            assert error.value.code == "reader_failed"


def test_a_folder_read_in_a_process_of_its_own_gives_the_same_tables(tmp_path):
    (tmp_path / "a.txt").write_text("The minister said that the talks go on.", encoding="utf-8")
    (tmp_path / "b.html").write_text("<p>The union said that the strike goes on and on.</p>", encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"")
    plain, isolated = read_documents(tmp_path), read_documents(tmp_path, limits=Limits(seconds_per_file=30))
    pd.testing.assert_frame_equal(plain[0], isolated[0])
    assert plain[1] == isolated[1]
    pd.testing.assert_frame_equal(plain[2], isolated[2])
