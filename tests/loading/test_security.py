"""What SECURITY.md promises of reading and no other test shows: its limits are the defaults, nothing is fetched, nothing is run."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import zipfile
from dataclasses import fields
from pathlib import Path

import pytest

import corpus_analysis as ca
from corpus_analysis.loading import Limits
from corpus_analysis.loading.files import list_files, read_bytes
from corpus_analysis.loading.problems import ReadError

SECURITY = (Path(__file__).resolve().parents[2] / "SECURITY.md").read_text(encoding="utf-8")
PAGE = """<!DOCTYPE html SYSTEM "http://192.0.2.1/page.dtd" [<!ENTITY out SYSTEM "http://192.0.2.1/entity">]>
<html><head><title>Rain</title><link rel="stylesheet" href="http://192.0.2.1/style.css"><base href="http://192.0.2.1/">
<script src="http://192.0.2.1/script.js"></script><meta http-equiv="refresh" content="0; url=http://192.0.2.1/"></head><body>
<article><h1>Rain in the hills</h1><img src="http://192.0.2.1/picture.png"><iframe src="http://192.0.2.1/frame"></iframe>
<p>It rained for nine days in the hills, said the mayor. &out; The bridge is closed, she added, and will be for weeks.</p></article>
"""
CALL = "__import__('os').system('true')"
WATCHED = ("socket.", "urllib.", "subprocess.", "pickle.", "exec", "os.system", "os.exec", "os.fork", "os.posix_spawn")


class Watch:
    """Notes what Python tells its auditors of connections, processes, pickles and code that is run, while it is open."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.open, self.thread = False, threading.get_ident()  # threads that other tests left are none of ours
        sys.addaudithook(self.note)  # which cannot be taken away again

    def note(self, event: str, arguments: tuple) -> None:
        if self.open and event.startswith(WATCHED) and threading.get_ident() == self.thread:
            self.seen.append(f"{event} {arguments}"[:200])

    def __enter__(self) -> Watch:
        self.open = True
        return self

    def __exit__(self, *error: object) -> None:
        self.open = False


def test_the_limits_that_are_listed_are_the_defaults():
    table = SECURITY[SECURITY.index("| limit | default |") :].split("\n\n")[0]
    listed = {}
    for line in table.splitlines()[2:]:
        names, values = line.strip("| ").split(" | ")
        numbers = re.findall(r"(\d[\d,]*)( MB| GB)?", values)
        size = {"": 1, " MB": 10**6, " GB": 10**9}
        listed |= {
            name: int(number.replace(",", "")) * size[unit]
            for name, (number, unit) in zip(re.findall(r"`(\w+)`", names), numbers, strict=True)
        }
    given = {field.name: field.default for field in fields(Limits)}
    assert listed == {name: value for name, value in given.items() if value is not None}


def test_nothing_is_fetched_unpickled_or_run_while_a_corpus_is_loaded(tmp_path):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "text.txt").write_text(
        f"{CALL}\n\nThe mayor said: {{{{ {CALL} }}}} ${{{CALL}}}. See http://192.0.2.1/more.\n", encoding="utf-8"
    )
    (tmp_path / "rows.csv").write_text(f'text,outlet\n"=cmd|\'/C calc\'!A0 said the mayor","{CALL}"\n', encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text(json.dumps({"text": "The mayor spoke.", "url": "http://192.0.2.1/"}) + "\n", encoding="utf-8")
    (tmp_path / "dump.txt").write_bytes(b"\x80\x04cposix\nsystem\n(S'true'\ntR.")
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as archive:
        archive.writestr("inner.html", PAGE)
    (tmp_path / "manifest.csv").write_text(f"doc_id,outlet\npage,{CALL}\n", encoding="utf-8")
    ca.load_corpus(tmp_path)  # what is imported on first use is imported
    with Watch() as watch:
        corpus = ca.load_corpus(tmp_path)
    assert watch.seen == []
    assert "It rained for nine days" in corpus.raw["page"]
    with watch:
        exec("pass")
    assert len(watch.seen) == 1, "it is on the watch"


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
def test_a_file_that_becomes_a_link_to_the_outside_after_it_was_listed_is_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("not for this corpus", encoding="utf-8")
    article = tmp_path / "corpus" / "article.txt"
    article.parent.mkdir()
    article.write_text("An article.", encoding="utf-8")
    files, _ = list_files(article.parent, Limits())
    article.unlink()
    article.symlink_to("../secret.txt")
    with pytest.raises(ReadError, match="outside"):
        read_bytes(files[0], Limits())
