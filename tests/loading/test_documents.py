"""Reading: encodings, pages, tables, archives, manifests, names, duplicates; what cannot be read becomes a problem."""

import gzip
import hashlib
import io
import json
import os
import random
import zipfile

import pandas as pd
import pytest

from corpus_analysis.loading import Limits, describe_documents, find_segments, read_documents, repair_text
from corpus_analysis.loading.rules import fold

AR = "اتفاق في الدوحة على هدنة جديدة\n\nقال المتحدث باسم الوزارة إن المحادثات مستمرة في الدوحة، وأضاف أن الوسطاء على اتصال مع الجميع.\n"
FA = "توافق تازه در دوحه\n\nسخنگوی وزارت خارجه گفت که گفت‌وگوها ادامه دارد و این توافق برای همه مهم است.\n"
EN = "Talks go on in Doha\n\nThe spokesman said the talks were still going on and that the mediators had met twice.\n"


def codes(problems, severity=("warning", "error")):
    return sorted(problems[problems["severity"].isin(severity)]["code"])


def read(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_documents(folder)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_its_mark_is_read_without_a_word(tmp_path, codec):
    _, raw, problems = read(tmp_path, a_DOT_txt=FA.encode(codec))
    assert raw == {"a": FA}
    assert codes(problems) == []


@pytest.mark.parametrize("codec", ["cp1256", "iso8859_6", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_an_encoding_without_a_mark_is_found_and_reported(tmp_path, codec):
    _, raw, problems = read(tmp_path, a_DOT_txt=AR.encode(codec))
    assert raw == {"a": AR}
    assert codes(problems) == ["encoding_guessed"]


def test_english_in_cp1252_is_not_taken_for_arabic(tmp_path):
    text = EN.replace("The spokesman", "The “café” spokesman’s aide")
    documents, raw, _ = read(tmp_path, a_DOT_txt=text.encode("cp1252"))
    assert raw["a"] == text
    assert documents["encoding"].iloc[0] == "cp1252"


@pytest.mark.parametrize(
    "damaged",
    [AR.encode().decode("latin-1"), AR.encode("cp1256").decode("latin-1"), AR.encode("cp1256").decode("cp1252", "ignore")],
    ids=["utf-8 as latin-1", "cp1256 as latin-1", "cp1256 as cp1252"],
)
def test_mojibake_is_reported_kept_and_can_be_repaired(tmp_path, damaged):
    _, raw, problems = read(tmp_path, a_DOT_txt=damaged)
    assert raw["a"] == damaged
    assert "mojibake_suspected" in codes(problems)
    assert sum(a != b for a, b in zip(repair_text(damaged), AR, strict=False)) <= 2


@pytest.mark.parametrize("text", [AR, FA, EN, "Un café à Paris — déjà vu, même à Noël, où l'été a été très gai.", ""])
def test_sound_texts_are_not_repaired(text):
    assert repair_text(text) is None


def test_newlines_are_not_translated(tmp_path):
    text = AR.replace("\n", "\r\n")
    documents, raw, _ = read(tmp_path, a_DOT_txt=text)
    assert raw["a"] == text
    segments = find_segments(documents, raw)
    assert raw["a"][segments["start"].iloc[0] : segments["end"].iloc[0]] == "اتفاق في الدوحة على هدنة جديدة"


def test_sha256_and_size_are_those_of_the_bytes(tmp_path):
    data = b"\xef\xbb\xbf" + FA.encode()
    documents, _, _ = read(tmp_path, a_DOT_txt=data)
    assert documents["sha256"].iloc[0] == hashlib.sha256(data).hexdigest()
    assert documents["bytes"].iloc[0] == len(data)


def test_a_missing_path_and_an_empty_folder_say_so(tmp_path):
    with pytest.raises(FileNotFoundError, match="no such file or folder"):
        read_documents(tmp_path / "nowhere")
    with pytest.raises(ValueError, match="the folder is empty"):
        read_documents(tmp_path)


def test_a_bad_file_becomes_a_problem_and_the_others_load_the_same(tmp_path):
    good, _, _ = read(tmp_path / "good", a_DOT_txt=AR, b_DOT_txt=FA)
    mixed, _, problems = read(tmp_path / "mixed", a_DOT_txt=AR, b_DOT_txt=FA, c_DOT_txt=b"\x89PNG\r\n\x1a\n" + bytes(99), d_DOT_txt=b"")
    pd.testing.assert_frame_equal(good, mixed)
    assert dict(zip(problems["path"], problems["code"], strict=True)) == {"c.txt": "binary", "d.txt": "empty"}
    assert problems["remedy"].str.len().min() > 5


def test_names_that_would_collide_keep_their_suffix(tmp_path):
    documents, raw, _ = read(tmp_path, x__a_DOT_txt=AR, x__a_DOT_text=FA, b_DOT_txt=EN)
    assert list(documents["doc_id"]) == ["b", "x/a.text", "x/a.txt"]
    assert set(raw) == set(documents["doc_id"])


def test_several_paths_in_any_order_give_the_same_tables(tmp_path):
    for number in range(6):
        read(tmp_path / f"f{number}", a_DOT_txt=AR + str(number), b_DOT_txt=FA + str(number))
    paths = [tmp_path / f"f{number}" for number in range(6)]
    first = read_documents(paths)
    random.Random(3).shuffle(paths)
    second = read_documents(paths)
    pd.testing.assert_frame_equal(first[0], second[0])
    pd.testing.assert_frame_equal(first[2], second[2])
    assert first[1] == second[1]


def test_a_manifest_goes_before_what_is_detected(tmp_path):
    manifest = "doc_id,outlet,published,country,outlet_basis\na,Example Daily,2023-11-24,Qatar,told by its editor\nzzz,X,,,\n"
    documents, raw, problems = read(tmp_path, a_DOT_txt="20 يونيو 2024\n" + AR, b_DOT_txt=FA, manifest_DOT_csv=manifest)
    row = describe_documents(documents, find_segments(documents, raw), raw).set_index("doc_id").loc["a"]
    assert (row["outlet"], row["published"], row["country"]) == ("Example Daily", pd.Timestamp("2023-11-24"), "Qatar")
    assert row["outlet_evidence"] == "manifest: told by its editor"
    assert codes(problems) == ["manifest_unmatched"]


def test_a_toml_manifest_and_a_table_say_the_same(tmp_path):
    read(tmp_path, a_DOT_txt=AR)
    toml = tmp_path.parent / "about.toml"
    toml.write_text('[a]\noutlet = "Example Daily"\npublished = 2023-11-24\n', encoding="utf-8")
    table = pd.DataFrame({"path": ["a.txt"], "outlet": ["Example Daily"], "date": ["۱۴۰۲/۰۹/۰۳"], "language": ["fa"]})
    for metadata in (toml, table):
        documents, _, _ = read_documents(tmp_path, metadata=metadata)
        assert documents["outlet"].iloc[0] == "Example Daily"
        assert documents["published"].iloc[0] == pd.Timestamp("2023-11-24")


def test_a_manifest_with_another_hash_is_reported(tmp_path):
    _, _, problems = read(tmp_path, a_DOT_txt=AR, manifest_DOT_csv="doc_id,sha256\na,00\n")
    assert codes(problems) == ["manifest_hash_differs"]


def test_a_saved_page_gives_its_article_and_what_it_says_of_itself(tmp_path):
    body = "".join(f"<p>{sentence}</p>" for sentence in (EN.split("\n\n")[1] * 3).splitlines())
    page = (
        '<html lang="en"><head><title>Talks go on in Doha</title><meta property="og:site_name" content="Example Daily">'
        '<meta property="article:published_time" content="2023-11-24T08:00:00Z"><script>fetch("http://127.0.0.1:9")</script></head>'
        f"<body><nav><a>Menu</a></nav><article><h1>Talks go on in Doha</h1>{body}</article></body></html>"
    )
    documents, raw, problems = read(tmp_path, a_DOT_html=page)
    assert raw["a"].startswith("Talks go on in Doha\n\n") and "fetch" not in raw["a"]
    assert (documents["outlet"].iloc[0], documents["published"].iloc[0]) == ("Example Daily", pd.Timestamp("2023-11-24"))
    assert documents["sha256"].iloc[0] == hashlib.sha256(page.encode()).hexdigest()
    assert codes(problems, ("error",)) == []


ROWS = [{"id": k, "source": "Example Daily", "date": f"2023-11-2{k}", "title": f"Title {k}", "body": EN + str(k)} for k in range(3)]


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "json", "parquet", "xlsx"])
def test_a_table_gives_one_document_a_row(tmp_path, suffix):
    frame, path = pd.DataFrame(ROWS), tmp_path / f"t.{suffix}"
    if suffix in ("csv", "tsv"):
        frame.to_csv(path, index=False, sep="," if suffix == "csv" else "\t")
    elif suffix in ("parquet", "xlsx"):
        frame.to_parquet(path) if suffix == "parquet" else frame.to_excel(path, index=False)
    else:
        lines = [json.dumps(row) for row in ROWS]
        path.write_text("[" + ",".join(lines) + "]" if suffix == "json" else "\n".join(lines), encoding="utf-8")
    documents, raw, problems = read_documents(path)
    assert list(documents["doc_id"]) == ["t/0", "t/1", "t/2"]
    assert raw["t/1"] == "Title 1\n\n" + EN + "1"
    assert documents["published"].dt.day.tolist() == [20, 21, 22]
    assert "text = body" in problems[problems["code"] == "columns_read"]["message"].iloc[0]


def test_columns_can_be_named_and_a_wrong_name_lists_those_there_are(tmp_path):
    pd.DataFrame({"a": ["x"], "b": [EN]}).to_csv(tmp_path / "t.csv", index=False)
    _, raw, _ = read_documents(tmp_path / "t.csv", columns={"text": "b"})
    assert raw == {"t/1": EN}
    _, _, problems = read_documents(tmp_path / "t.csv", columns={"text": "c"})
    assert "a, b" in problems["message"].iloc[0]


def test_archives_are_read_in_memory(tmp_path):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("in/a.txt", AR)
        archive.writestr("b.jsonl", json.dumps({"text": EN}))
        archive.writestr("../evil.txt", "x")
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(FA.encode()))
    documents, raw, problems = read_documents(tmp_path)
    assert list(documents["doc_id"]) == ["c", "z/b/1", "z/in/a"]
    assert raw["c"] == FA
    assert codes(problems) == ["archive_unsafe_path"]


def test_limits_refuse_and_name_themselves(tmp_path):
    (tmp_path / "a.txt").write_text(EN * 50, encoding="utf-8")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"a" * 5_000_000))
    _, raw, problems = read_documents(tmp_path, limits=Limits(file_bytes=2000 * 3))
    assert raw == {"a": EN * 50}
    assert codes(problems) == ["archive_too_large"]
    _, _, problems = read_documents(tmp_path, limits=Limits(file_bytes=100))
    assert codes(problems) == ["too_large", "too_large"]
    assert "Limits(file_bytes=...)" in problems["remedy"].iloc[0]
    with pytest.raises(ValueError, match="Limits"):
        Limits(files=0)


def test_the_same_text_and_nearly_the_same_text_are_reported(tmp_path):
    paragraphs = "\n\n".join(f"Paragraph {k}: the spokesman said the talks were still going on and would not end soon." for k in range(10))
    _, _, problems = read(
        tmp_path, a_DOT_txt=paragraphs, b_DOT_txt=paragraphs + "\n\nAdded by the desk.", c_DOT_txt=paragraphs.encode("utf-16")
    )
    rows = problems[problems["code"] == "duplicate_content"].set_index("doc_id")
    assert rows.loc["b", "severity"] == "info" and "stand in a too" in rows.loc["b", "message"]
    assert rows.loc["c", "message"] == "the same text as a"


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
def test_links_never_lead_out_of_the_folder(tmp_path):
    (tmp_path / "secret.txt").write_text("SECRET " * 20, encoding="utf-8")
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(AR, encoding="utf-8")
    (folder / "out.txt").symlink_to("../secret.txt")
    (folder / "loop").symlink_to(".")
    (folder / "gone.txt").symlink_to("nothing.txt")
    _, raw, problems = read_documents(folder)
    assert raw == {"a": AR}
    assert codes(problems) == ["symlink_loop", "symlink_outside", "vanished"]


def test_a_file_that_vanishes_between_listing_and_reading_is_reported(tmp_path, monkeypatch):
    from corpus_analysis.loading import roots as module

    (tmp_path / "a.txt").write_text(AR, encoding="utf-8")
    (tmp_path / "b.txt").write_text(FA, encoding="utf-8")
    listed = module.list_files

    def list_then_remove(*arguments):
        found = listed(*arguments)
        (tmp_path / "b.txt").unlink()
        return found

    monkeypatch.setattr(module, "list_files", list_then_remove)
    _, raw, problems = read_documents(tmp_path)
    assert list(raw) == ["a"]
    assert codes(problems) == ["vanished"]


def test_strange_names_are_shown_with_escapes(tmp_path):
    (tmp_path / "a\nb\u202e.txt").write_text(AR, encoding="utf-8")
    documents, _, problems = read_documents(tmp_path)
    assert documents["doc_id"].iloc[0] == "a\\nb\\u202e"
    assert codes(problems) == ["filename_odd"]


def test_a_zip_in_a_zip_is_not_followed(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", AR)
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("in.zip", inner.getvalue())
    _, raw, problems = read_documents(tmp_path)
    assert raw == {}
    assert codes(problems) == ["not_selected"]


def test_a_file_that_does_not_tell_its_size_is_read_whole(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(FA, encoding="utf-8")
    (tmp_path / "b.txt").write_text(EN * 9, encoding="utf-8")
    told = os.fstat

    def untold(descriptor):
        status = list(told(descriptor))
        status[6] = 0
        return os.stat_result(status)

    monkeypatch.setattr(os, "fstat", untold)
    _, raw, problems = read_documents(tmp_path, limits=Limits(file_bytes=len(EN) * 8))
    assert raw == {"a": FA}
    assert codes(problems) == ["too_large"]


def test_letters_stored_as_they_are_drawn_are_read_alike_in_short_and_in_long_texts():
    assert fold("ﺳﻼم") == "سلام"
    assert fold("سلام " * 200 + "ﺳﻼم") == "سلام " * 200 + "سلام"
