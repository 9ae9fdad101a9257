"""Hostile input of further kinds; each row is a case that was once read wrongly, lost or raised."""

import io

import pandas as pd
import pytest

from corpus_analysis.loading import Limits, read_documents, repair_text
from corpus_analysis.loading.encoding import decode

AR = "أعلنت الحركة اليوم الخميس أن رئيس مكتبها السياسي بحث مع الوزير آخر التطورات في غزة وأكد ضرورة وقف إطلاق النار.\n"
FA = "به گزارش خبرگزاری، وزیر امور خارجه گفت که مذاکرات درباره آتش‌بس در دوحه ادامه دارد و پیامدهای آن روشن نیست.\n"
EN = "The minister said the ceasefire must hold, and that the talks in Doha would go on.\n"


@pytest.mark.parametrize(
    "data, encoding, held, code",
    [
        ("Café in Doha: the minister said naïve talks go on.\n".encode("latin-1"), "cp1252", "Café in Doha", "encoding_guessed"),
        (b"\xfe\xff" + AR.encode("utf-16-le"), "utf-16-le", "أعلنت الحركة", "encoding_guessed"),
        (b"\xff\xfe" + EN.encode("utf-16-be"), "utf-16-be", "The minister", "encoding_guessed"),
        ("Министр заявил, что переговоры продолжаются в Дохе.\n".encode("cp1251"), "mac_arabic", "", "encoding_unsure"),
        ((EN + "\ufffd\ufffd").encode(), "utf-8", "The minister", "encoding_invalid_bytes"),
    ],
    ids=["Latin-1 with few accents", "wrong byte-order mark", "wrong mark, English", "Russian", "letters lost before"],
)
def test_bytes_are_read_as_what_they_are_or_the_doubt_is_told(data, encoding, held, code):
    decoded = decode(data)
    assert decoded.encoding == encoding and held in decoded.text
    assert [finding[0] for finding in decoded.findings] == [code]


@pytest.mark.parametrize(
    "damaged, meant",
    [
        (AR.encode().decode("mac_roman"), AR),
        (AR.encode().decode("cp437"), AR),
        (AR.encode().decode("latin-1").encode().decode("latin-1"), AR),
        ("The ministerâ€™s â€œplanâ€\x9d was good.", "The minister’s “plan” was good."),
        ("Café naïve déjà vu – “x” €", None),
    ],
    ids=["Mac Roman", "cp437", "twice over", "English quotation marks", "plain French"],
)
def test_texts_that_were_once_read_wrongly_are_found(damaged, meant):
    assert repair_text(damaged) == meant


@pytest.mark.parametrize(
    "manifest, outlet, told",
    [
        ("doc_id,outlet\n,\na,Gate\n,,\n\n", "Gate", None),
        ("sep=;\ndoc_id;outlet\na;Gate\n", "Gate", None),
        ("doc_id,outlet\na,Gate, London\n", "unknown", "row 1: 3 cells"),
        ("doc_id,outlet,outlet\na,Gate,Wall\n", "unknown", "'outlet' stands twice"),
        ("doc_id,outlet,language\na,Gate,None\n", "Gate", "'None' is not understood as a language"),
    ],
    ids=["empty rows", "separator told", "comma without quotation marks", "doubled column", "no language"],
)
def test_a_manifest_from_a_spreadsheet_counts_or_says_why_not(tmp_path, manifest, outlet, told):
    (tmp_path / "a.txt").write_text(EN, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text(manifest, encoding="utf-8")
    documents, _, problems = read_documents(tmp_path)
    assert documents["outlet"].fillna("unknown").tolist() == [outlet]
    assert any(told in message for message in problems["message"]) if told else problems.empty


def test_a_folder_named_manifest_is_told(tmp_path):
    (tmp_path / "manifest.csv").mkdir()
    (tmp_path / "a.txt").write_text(EN, encoding="utf-8")
    documents, _, problems = read_documents(tmp_path)
    assert len(documents) == 1 and problems[["path", "code"]].to_numpy().tolist() == [["manifest.csv", "not_regular_file"]]


def test_a_hidden_folder_is_accounted_for(tmp_path):
    (tmp_path / ".old").mkdir()
    (tmp_path / ".old" / "b.txt").write_text(EN, encoding="utf-8")
    (tmp_path / "a.txt").write_text(EN, encoding="utf-8")
    assert read_documents(tmp_path)[2][["path", "code"]].to_numpy().tolist() == [[".old", "not_selected"]]


def test_a_name_that_looks_like_an_escape_is_not_that_of_another_file(tmp_path):
    try:
        (tmp_path / "x\udcff.txt").write_text(AR, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    (tmp_path / "x\\xff.txt").write_text(EN, encoding="utf-8")
    assert sorted(read_documents(tmp_path)[0]["path"]) == ["x\\\\xff.txt", "x\\xff.txt"]


def test_a_locked_archive_says_that_it_is_locked(tmp_path):
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", EN)
    data = bytearray(held.getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    problems = read_documents(tmp_path / "a.zip")[2]
    assert any("password" in message for message in problems["message"])


def test_a_parquet_table_that_unpacks_to_far_more_than_it_holds_is_refused(tmp_path):
    pd.DataFrame({"text": ["a" * 100_000] * 300}).to_parquet(tmp_path / "a.parquet")
    documents, _, problems = read_documents(tmp_path / "a.parquet")
    assert documents.empty and problems["code"].tolist() == ["archive_too_large"]
    assert len(read_documents(tmp_path / "a.parquet", limits=Limits(archive_ratio=100_000))[0]) == 300


@pytest.mark.parametrize("head", ["\u200ftext\u200f,id", "\u202btext\u202c,id", "\ufeff\u00a0Text ,id"])
def test_names_of_columns_are_found_behind_what_is_not_seen(tmp_path, head):
    (tmp_path / "a.csv").write_text(f"{head}\n{EN.replace(',', '')},1\n".replace("\n,1", ",1"), encoding="utf-8")
    assert len(read_documents(tmp_path / "a.csv")[0]) == 1


def test_a_persian_table_may_give_its_days_in_the_persian_calendar(tmp_path):
    (tmp_path / "a.csv").write_text(f'متن,تاریخ\n"{FA}",۱۴۰۲/۰۹/۰۳\n', encoding="utf-8")
    documents, _, problems = read_documents(tmp_path / "a.csv")
    assert [f"{day:%Y-%m-%d}" for day in documents["published"]] == ["2023-11-24"] and "bad_date" not in set(problems["code"])


def test_nothing_is_built_or_reported_into_the_folder_of_the_articles(tmp_path):
    from corpus_analysis.report import write_report
    from corpus_analysis.store import build_store

    articles = tmp_path / "study" / "texts"
    (articles / "gate").mkdir(parents=True)
    (articles / "gate" / "a.txt").write_text(EN, encoding="utf-8")
    for out in (articles, articles / "store", tmp_path / "study"):
        with pytest.raises(ValueError, match="lie in one another"):
            build_store(articles, out, executor="inline")
        with pytest.raises(ValueError, match="lie in one another"):
            write_report(articles, out)
    with pytest.raises(ValueError, match="lie in one another"):
        write_report(articles / "gate" / "a.txt", articles)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match="holds other files"):
        build_store(articles, tmp_path / "full", executor="inline")
    assert [path.name for path in (tmp_path / "study").rglob("*") if path.is_file()] == ["a.txt"]


def read_one(folder, name, data):
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return read_documents(folder / name)


def tar(text):
    import tarfile

    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(text.encode())
        archive.addfile(member, io.BytesIO(text.encode()))
    return held.getvalue()


@pytest.mark.parametrize(
    "name, data, held, code",
    [
        ("a.html", f"<html><body><p>{EN}</p></body></html><div><p>And this stood behind its end.</p></div>", "behind its end", None),
        ("a.html", f"</div></html><html><body></body></html><p>{EN}</p>", "The minister", None),
        ("a.txt", EN.encode() + b"\xe2\x80", "The minister", "encoding_invalid_bytes"),
        ("a.txt", AR.encode("iso8859_6").decode("latin-1"), "", "mojibake_suspected"),
        ("a.txt", EN + "ש" + "\u05b0" * 99, "The minister", "combining_run"),
        ("a.txt", EN + "a" + "\u20dd" * 99, "The minister", "combining_run"),
        ("a.jsonl", f'{{"text": "\u200b \u2028"}}\n{{"text": "{EN.strip()}"}}\n', "The minister", "bad_record"),
    ],
    ids=[
        "text behind the end of a page",
        "a page that ends first",
        "a letter cut",
        "ISO-8859-6 as Latin-1",
        "Hebrew points",
        "circles",
        "blank row",
    ],
)
def test_what_a_reader_sees_is_read_and_the_doubt_is_told(tmp_path, name, data, held, code):
    documents, raw, problems = read_one(tmp_path, name, data)
    assert [held in text for text in raw.values()] == [True]
    told = problems.loc[problems["severity"] != "info", ["path", "code"]].to_numpy().tolist()
    assert [name, code] in told if code else not told
    assert set(documents["path"]).isdisjoint(problems.loc[problems["severity"] == "error", "path"])


def test_a_packed_tape_archive_is_no_article(tmp_path):
    assert read_one(tmp_path, "a.tar.gz", tar(EN))[2]["code"].tolist() == ["binary"]


def test_names_of_keys_that_are_no_characters_are_told_with_escapes(tmp_path):
    message = read_one(tmp_path, "a.jsonl", b'{"\\ud800\\u001b[2J\\u202e": 1}\n')[2]["message"].item()
    assert "\\ud800" in message and message.isprintable()


def test_a_column_of_times_in_a_zone_that_nobody_knows_costs_the_times_and_not_the_run(tmp_path):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"date": pa.array([0], pa.timestamp("us", "Nowhere/City")), "text": [EN]}), tmp_path / "a.parquet")
    documents, _, _ = read_documents(tmp_path / "a.parquet")
    assert len(documents) == 1 and documents["published"].isna().all()


def test_a_reader_that_fails_in_a_way_nobody_foresaw_costs_one_file(tmp_path, monkeypatch):
    def fail(markup, limits):
        raise KeyError("no such entity \ud800\n")

    monkeypatch.setattr("corpus_analysis.loading.documents.read_page", fail)
    (tmp_path / "a.txt").write_text(EN, encoding="utf-8")
    (tmp_path / "b.html").write_text(f"<p>{EN}</p>", encoding="utf-8")
    documents, _, problems = read_documents(tmp_path)
    assert documents["doc_id"].tolist() == ["a"] and problems[["path", "code"]].to_numpy().tolist() == [["b.html", "reader_failed"]]


def test_ids_and_outlets_from_a_table_stay_on_one_line_and_bounded(tmp_path):
    table = f'id,outlet,text\n"a\n\x1b[2J","Gate\n\u202eNews","{EN.strip()}"\n{"x" * 9_000},{"y" * 9_000},"{FA.strip()}"\n'
    documents, _, _ = read_one(tmp_path, "a.csv", table)
    assert documents["doc_id"].tolist() == ["a/a \\x1b[2J", "a/" + "x" * 300]
    assert documents["outlet"].tolist() == ["Gate \\u202eNews", "y" * 300]


def test_a_line_break_in_a_name_is_not_taken_for_the_letters_that_escape_it(tmp_path):
    for name in ("a\nb.txt", "a\\nb.txt"):
        try:
            (tmp_path / name).write_text(EN + repr(name), encoding="utf-8")
        except OSError:
            pytest.skip("this file system takes no such names")
    assert read_documents(tmp_path)[0]["path"].tolist() == ["a\\\\nb.txt", "a\\nb.txt"]
