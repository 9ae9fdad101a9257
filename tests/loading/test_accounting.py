"""A folder of which a fifth is bad: every file is accounted for, and the good ones are read as if the bad ones were not there."""

import gzip
import hashlib
import io
import os
import random
import zipfile

import pandas as pd
import pytest

from corpus_analysis.loading import describe_documents, find_segments, read_documents

OPENINGS = {
    "en": ("Harbour talks enter day {}", "The port union said on Monday that {} crews would stay away until the talks were over."),
    "ar": ("محادثات الميناء تدخل يومها {}", "قالت نقابة الميناء يوم الاثنين إن {} من العمال لن يعودوا قبل أن تنتهي المحادثات مع الإدارة."),
    "fa": ("گفت‌وگوهای بندر وارد روز {} شد", "اتحادیه بندر روز دوشنبه گفت که {} کارگر تا پایان گفت‌وگوها به سر کار بازنمی‌گردند."),
}
GOOD = 40


def article(number):
    title, sentence = OPENINGS[("en", "ar", "fa")[number % 3]]
    lines = [title.format(number), "", *(sentence.format(number * 100 + at) + "\n" for at in range(3))]
    return "\n".join(lines)


def archive(*members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, content in members:
            packed.writestr(name, content)
    return held.getvalue()


BAD = {
    "deep.html": b"<table><tr><td>" * 9_000 + b"x", "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(99), "blank.html": "<p>\u200b</p>".encode(),
    "noise.txt": random.Random(4).randbytes(2_000), "cut.zip": archive(("a.txt", "x"))[:-5], "twice.csv": b"text,text\nx,y\n",
    "none.jsonl": b"[1]\n2\nnull\n", "cut.txt.gz": gzip.compress(b"x" * 999)[:-9], "not.parquet": b"PAR1" + bytes(40) + b"PAR1",
    "old.txt": "قال الوزير إن المحادثات مستمرة في الميناء وإن الجميع ينتظر.".encode("cp1256"),
}  # fmt: skip


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root = tmp_path_factory.mktemp("accounts")
    (root / "secret.txt").write_text("SECRET of the folder outside.", encoding="utf-8")
    clean, mixed = root / "clean", root / "mixed"
    for folder in (clean, mixed):
        (folder / "desk").mkdir(parents=True)
        for number in range(GOOD):
            (folder / "desk" / f"{number:02d}.txt").write_text(article(number), encoding="utf-8")
    for name, data in BAD.items():
        (mixed / "desk" / name).write_bytes(data)
    try:
        (mixed / "desk" / "out.txt").symlink_to(root / "secret.txt")
    except OSError:
        pytest.skip("this system lets no links be made")
    return clean, mixed


def stages(folder):
    documents, raw, problems = read_documents(folder)
    segments = find_segments(documents, raw)
    return describe_documents(documents, segments, raw), segments, problems, raw


def test_the_good_four_fifths_are_the_same_with_and_without_the_bad(folders):
    (own, segments, problems, raw), (all_, all_segments, all_problems, all_raw) = map(stages, folders)
    keep = list(own["doc_id"])
    assert len(keep) == GOOD
    pd.testing.assert_frame_equal(own, all_[all_["doc_id"].isin(keep)].reset_index(drop=True))
    pd.testing.assert_frame_equal(segments, all_segments[all_segments["doc_id"].isin(keep)].reset_index(drop=True))
    pd.testing.assert_frame_equal(problems, all_problems[all_problems["path"].isin(own["path"])].reset_index(drop=True))
    assert raw == {doc_id: all_raw[doc_id] for doc_id in keep}


def test_every_file_is_a_document_or_one_error_with_a_remedy(folders):
    documents, _, problems, raw = stages(folders[1])
    errors = problems[problems["severity"] == "error"]
    failed = set(errors["path"])
    listed = {f"desk/{name}" for name in os.listdir(folders[1] / "desk")}
    assert failed | set(documents["path"]) == listed and not failed & set(documents["path"])
    assert errors["path"].is_unique and errors["remedy"].str.len().gt(0).all()
    assert failed == {f"desk/{name}" for name in BAD if name != "old.txt"} | {"desk/out.txt"}
    assert not any("SECRET" in text for text in raw.values())


def test_hashes_are_those_of_the_bytes_and_segments_tile_the_texts(folders):
    documents, segments, _, raw = stages(folders[1])
    for path, sha256 in zip(documents["path"], documents["sha256"], strict=True):
        assert hashlib.sha256((folders[1] / path).read_bytes()).hexdigest() == sha256
    for doc_id, text in raw.items():
        rest, end = "", 0
        for row in segments[segments["doc_id"] == doc_id].itertuples():
            rest, end = rest + text[end : row.start], row.end
        assert not (rest + text[end:]).strip()


def test_the_order_of_the_listing_changes_nothing(folders, monkeypatch):
    expected = stages(folders[1])
    listing = os.scandir

    class Shuffled(list):
        def __enter__(self):
            return self

        def __exit__(self, *error):
            return None

    def shuffled(folder):
        with listing(folder) as entries:
            return Shuffled(random.Random(7).sample(held := list(entries), len(held)))

    monkeypatch.setattr(os, "scandir", shuffled)
    found = stages(folders[1])
    for one, other in zip(expected[:3], found[:3], strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert expected[3] == found[3]
