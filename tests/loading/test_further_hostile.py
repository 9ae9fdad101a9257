"""Hostile input of yet further kinds: pages saved in other ways, exports that are not quite tables, texts in disguise."""

import base64
import gzip
import io
import json
import quopri
import urllib.parse
import zipfile

import pandas as pd
import pytest

from corpus_analysis import load_corpus
from corpus_analysis.loading import Limits, read_documents, repair_text

AR = "أعلنت حركة حماس اليوم الخميس أن رئيس مكتبها السياسي بحث مع الوزير آخر التطورات في غزة وأكد ضرورة وقف إطلاق النار.\n"
FA = "به گزارش خبرگزاری، وزیر امور خارجه گفت که مذاکرات درباره آتش‌بس در دوحه ادامه دارد و پیامدهای آن روشن نیست.\n"
EN = "The minister said the ceasefire must hold, and that the talks in Doha would go on.\n"
ROW = json.dumps({"text": EN.strip()})


def read(folder, limits=None, **files):
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name.replace("_DOT_", ".")).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    documents, raw, problems = read_documents(folder, limits=limits)
    return documents, raw, dict(zip(problems["code"], problems["message"], strict=True))


def archive(*members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return held.getvalue()


def mail(page):
    head = 'From: <Saved by Browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
    part = "--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return (head + part).encode() + quopri.encodestring(page.encode()) + b"\r\n--B\r\nContent-Type: image/png\r\n\r\nx\r\n--B--\r\n"


@pytest.mark.parametrize("name", ["a.html", "a.mhtml", "a.mht"])
def test_a_page_stored_in_one_file_with_its_pictures_is_read(tmp_path, name):
    (tmp_path / name).write_bytes(mail(f"<html><body><article><p>{AR}</p><p>{FA}</p></article></body></html>"))
    raw = read_documents(tmp_path)[1]["a"]
    assert AR.strip() in raw and "=D8" not in raw and "Saved by" not in raw


def test_a_mail_without_a_page_is_refused(tmp_path):
    documents, _, told = read(tmp_path, a_DOT_html="MIME-Version: 1.0\nContent-Type: text/plain\n\nhello\n")
    assert documents.empty and "holds no page" in told["page_broken"]


def test_the_folder_that_a_browser_saves_beside_a_page_holds_no_articles(tmp_path):
    read(tmp_path / "page_files", ad_DOT_html=f"<p>{FA}</p>")
    documents, _, told = read(tmp_path, page_DOT_html=f"<p>{EN}</p>")
    assert documents["path"].tolist() == ["page.html"] and "beside it" in told["not_selected"]


@pytest.mark.parametrize(
    "disguised, code",
    [
        ("".join(c if c.isascii() else f"\\u{ord(c):04x}" for c in AR), "entities_suspected"),
        (urllib.parse.quote(AR, safe=" \n"), "entities_suspected"),
        (quopri.encodestring(AR.encode()).decode(), "entities_suspected"),
        (base64.encodebytes(AR.encode() * 3).decode(), "encoding_unsure"),
        (f"<p>{EN}</p><p>{AR}</p><br><a href=x>{FA}</a>", "looks_like_markup"),
        (mail("<p>x</p>").decode(), "looks_like_markup"),
        ("ï»¿" + EN, "mojibake_suspected"),
        ("403 Forbidden\nnginx/1.1\n", "error_page"),
        ("خبرگزاری\nصفحه مورد نظر یافت نشد.\n", "error_page"),
        ("الصفحة غير موجودة!\nعودة إلى الرئيسية\n", "error_page"),
    ],
    ids=["escapes", "percent", "quoted-printable", "Base64", "tags", "mail", "mark", "server", "server, Persian", "server, Arabic"],
)
def test_a_text_in_disguise_is_told(tmp_path, disguised, code):
    documents, _, told = read(tmp_path, a_DOT_txt=disguised)
    assert len(documents) == 1 and code in told


@pytest.mark.parametrize("text", [EN + "Profits rose 12% = 3% more than in 2023, 5%.\n", f"Access to the port was denied\n\n{EN}", AR, FA])
def test_an_article_is_not_taken_for_a_disguise(tmp_path, text):
    assert not read(tmp_path, a_DOT_txt=text)[2]


def test_a_mark_that_was_read_as_letters_is_taken_off():
    assert repair_text("ï»¿" + EN) == EN and repair_text("ï»؟" + AR) == AR


def test_a_pointer_to_a_file_kept_elsewhere_is_no_article(tmp_path):
    assert set(read(tmp_path, a_DOT_txt=f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\n")[2]) == {"binary"}


@pytest.mark.parametrize(
    "name, data, held",
    [
        ("a.csv", f'id,text\n1,"{EN.strip()}",\n2,"{FA.strip()}",\n', 2),
        ("a.jsonl", f"\ufeff{ROW}\n\ufeff{ROW}\n", 2),
        ("a.json", f'{{"status": "ok", "articles": [{ROW}, {ROW}]}}', 2),
        ("a.json", f'{{"text": {json.dumps(EN)}, "comments": [{{"by": "x"}}]}}', 1),
        ("a.jsonl", json.dumps({"text": [EN, FA]}) + "\n", 1),
    ],
    ids=["separator at the end", "marks within", "answer of a service", "one article with comments", "paragraphs"],
)
def test_exports_that_are_not_quite_tables_are_read(tmp_path, name, data, held):
    (tmp_path / name).write_text(data, encoding="utf-8")
    _, raw, problems = read_documents(tmp_path)
    assert len(raw) == held and "bad_record" not in set(problems["code"])
    assert all("ceasefire" in text or "آتش" in text for text in raw.values())


@pytest.mark.parametrize(
    "name, data, told",
    [
        ("a.csv", f"id,outlet,text\n1,Gate,{EN}", "record 1 (line 2) has 4 cells, not 3"),
        ("a.jsonl", '{"text": {"p": "x"}}\n', "the text is an object"),
        ("a.jsonl", '{"text": [1]}\n', "the text is a list of what is no text"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(tmp_path, name, data, told):
    (tmp_path / name).write_text(data, encoding="utf-8")
    assert told in read_documents(tmp_path)[2]["message"].item()


def test_texts_of_a_parquet_table_that_are_not_utf_8_are_told_as_such(tmp_path):
    pd.DataFrame({"text": [AR.encode("cp1256"), FA.encode()]}).to_parquet(tmp_path / "a.parquet")
    _, raw, told = read(tmp_path)
    assert list(raw) == ["a/2"] and "record 1: the text is not UTF-8" in told["bad_record"]


def test_an_id_that_comes_again_is_told(tmp_path):
    documents, _, told = read(tmp_path, a_DOT_csv=f'id,text\nx,"{EN.strip()}"\nx,"{FA.strip()}"\n')
    assert documents["doc_id"].tolist() == ["a/x", "a/x~2"] and "1 records" in told["doubled_id"]


def test_the_zero_of_computers_is_no_day_of_publication(tmp_path):
    documents, _, told = read(tmp_path, a_DOT_csv=f'date,text\n1970-01-01,"{EN.strip()}"\n', manifest_DOT_csv="doc_id,camp\na/1,x\n")
    assert documents["published"].isna().all() and "bad_date" in told
    told = read(tmp_path, manifest_DOT_csv="doc_id,published\na/1,1970-01-01\n")[0]["published"]
    assert told.notna().all()


@pytest.mark.parametrize("name, data", [("big.txt", b"a word " * 2_000), ("big.txt.gz", gzip.compress(bytes(range(32, 127)) * 200))])
def test_one_large_member_costs_itself_and_names_the_limit(tmp_path, name, data):
    packed = data if name.endswith(".gz") else archive((name, data), ("ok.txt", EN))
    (tmp_path / ("a.txt.gz" if name.endswith(".gz") else "a.zip")).write_bytes(packed)
    _, raw, problems = read_documents(tmp_path, limits=Limits(file_bytes=10_000))
    assert problems["code"].tolist() == ["too_large"] and "file_bytes" in problems["remedy"].item()
    assert list(raw) == ([] if name.endswith(".gz") else ["a/ok"])


def test_names_in_an_archive_are_shown_with_escapes_and_its_manifest_is_told(tmp_path):
    packed = archive(("a\nb.txt", EN), ("\u202etxt.exe.txt", FA), ("manifest.csv", "doc_id,outlet\nx,Gate\n"))
    documents, _, told = read(tmp_path, a_DOT_zip=packed)
    assert documents["doc_id"].tolist() == ["a/\\u202etxt.exe", "a/a\\nb"]
    assert "within an archive" in told["not_selected"] and "schema_missing_column" not in told


def test_columns_of_a_manifest_are_the_same_with_workers_and_those_left_out_are_told(tmp_path):
    read(tmp_path, a_DOT_txt=EN, b_DOT_txt=FA, manifest_DOT_csv="doc_id,row,folder,press group,camp\na,1,x,g,state\nb,2,y,h,private\n")
    one, other = load_corpus(tmp_path), load_corpus(tmp_path, executor="processes", workers=2)
    pd.testing.assert_frame_equal(one.documents, other.documents)
    assert one.documents["camp"].tolist() == ["state", "private"] and "row" not in one.documents
    assert "'folder', 'press group', 'row'" in one.problems.set_index("code")["message"]["manifest_column"]


def test_a_headline_from_a_manifest_stays_on_one_line(tmp_path):
    assert read(tmp_path, a_DOT_txt=EN, manifest_DOT_csv='doc_id,headline\na,"One\ntwo"\n')[0]["headline"].tolist() == ["One two"]
