"""Odd files of the kinds that folders of scraped news hold: each ends as a text that is right, or as a row that says what is wrong."""

import codecs
import gzip
import io
import json
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpus_analysis.loading import read_documents, repair_text

AR = "اتفاق في الدوحة على هدنة جديدة\n\nقال المتحدث باسم الوزارة إن المحادثات مستمرة في الدوحة، وأضاف أن الوسطاء على اتصال مع الجميع.\n"
EN = "Talks go on in Doha\n\nThe spokesman said the talks were still going on and that the mediators had met twice.\n"
LINE = EN.replace("\n", " ")


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode("utf-8", "surrogatepass")


def parquet(**columns) -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.table(columns), held)
    return held.getvalue()


def archive(*members) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return held.getvalue()


def read(folder, name, data):
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    _, raw, problems = read_documents(folder)
    return list(raw.values()), set(problems.loc[problems["severity"] != "info", "code"])


LOADED = {
    "a mark of UTF-16 before ASCII": ("a.txt", codecs.BOM_UTF16_LE + EN.encode(), EN, {"encoding_guessed"}),
    "a mark of UTF-8 before cp1256": ("a.txt", codecs.BOM_UTF8 + AR.encode("cp1256"), AR, {"encoding_guessed"}),
    "a lone surrogate in UTF-8": ("a.txt", EN.encode() + b"\xed\xa0\x80", EN + "\ufffd" * 3, {"encoding_invalid_bytes"}),
    "no characters": ("a.txt", EN + "\uffff", EN + "\uffff", {"control_chars"}),
    "UTF-7": ("a.txt", AR.encode("utf-7"), AR.encode("utf-7").decode(), {"encoding_unsure"}),
    "the separator told as spreadsheets do": ("a.csv", f'sep=;\nid;text\n1;"{EN}"\n', EN, set()),
    "blank lines above the header": ("a.csv", f'\n\ntext\n"{EN}"\n', EN, set()),
    "one object a file": ("a.json", json.dumps({"title": "News", "text": LINE}, indent=1), f"News\n\n{LINE}", set()),
    "a key that stands twice": ("a.jsonl", json.dumps({"text": "x"})[:-1] + f', "text": "{LINE}"}}', LINE, {"schema_duplicate_column"}),
    "paragraphs in a list": ("a.parquet", parquet(text=[[EN, LINE]]), f"{EN}\n\n{LINE}", set()),
    "texts stored as bytes": ("a.parquet", parquet(text=[EN.encode()]), EN, set()),
    "a day beyond the calendar": ("a.parquet", parquet(text=[EN], date=pa.array([-(2**62)], pa.timestamp("us"))), EN, set()),
    "gzip in several members": ("a.txt.gz", gzip.compress(EN.encode()) + gzip.compress(AR.encode()), EN + AR, set()),
}  # fmt: skip


@pytest.mark.parametrize("kind", LOADED)
def test_a_variant_is_loaded_with_its_warning(tmp_path, kind):
    name, data, text, codes = LOADED[kind]
    assert read(tmp_path, name, data) == ([text], codes)


REFUSED = {
    "a text column of lists of numbers": ("a.parquet", parquet(text=[[1]]), {"bad_record"}),
    "a Parquet file cut short": ("a.parquet", parquet(text=[EN])[:-9], {"binary"}),
    "arrays without end": ("a.json", "[" * 100_000, {"bad_record"}),
    "gzip within gzip": ("a.txt.gz", gzip.compress(gzip.compress(EN.encode())), {"binary"}),
    "something behind the gzip": ("a.txt.gz", gzip.compress(EN.encode()) + b"behind", {"archive_corrupt"}),
    "names that lead out of the folder": ("a.zip", archive(("C:\\x.txt", EN), ("..\\y.txt", EN), ("/z.txt", EN)), {"archive_unsafe_path"}),
    "many members that unpack to a lot": ("a.zip", archive(*((f"{at}.txt", b"a" * 1_000_000) for at in range(60))), {"archive_too_large"}),
    "elements in elements without end": ("a.html", "<div>" * 100_000 + EN, {"page_too_deep"}),
    "an empty page": ("a.html", b" \n", {"empty"}),
    "a mark and nothing else": ("a.txt", codecs.BOM_UTF32_BE, {"empty"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_variant_is_refused_with_a_reason(tmp_path, kind):
    name, data, codes = REFUSED[kind]
    found, told = read(tmp_path, name, data)
    assert (found, codes <= told) == ([], True)


@pytest.mark.parametrize("charset", ["undefined", "punycode", "idna", "unicode_escape", "utf-7", "rot13", "hex", "iso-8859-1", "utf-16"])
def test_no_declared_charset_turns_a_utf8_page_into_something_else(tmp_path, charset):
    found, _ = read(tmp_path, "a.html", page(f"<p>{AR * 3}</p>", f"<meta charset={charset}>"))
    assert "المتحدث باسم الوزارة" in found[0]


@pytest.mark.parametrize(
    "markup",
    [
        "<svg><foreignObject>{}</foreignObject></svg>", "<p>" * 60_000 + "{}", '<p a="' + "x" * 99_999 + '">{}', "<b>x" * 999 + "{}",
        "<table><tr>" + "<td>x" * 9_999 + "<td>{}", "<p " + " ".join(f"a{at}=x" for at in range(60_000)) + ">{}",
    ],
)  # fmt: skip
def test_a_page_that_defeats_the_search_for_its_article_gives_its_visible_text(tmp_path, markup):
    found, _ = read(tmp_path, "a.html", markup.format(EN).encode())
    assert "The spokesman said the talks" in found[0]


def test_a_page_names_no_file_and_no_entity_of_its_own(tmp_path):
    (tmp_path.parent / "secret.txt").write_text("SECRET", encoding="utf-8")
    doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "../secret.txt"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    found, _ = read(tmp_path, "a.html", doctype.encode() + page(f"<p>&e;&b;{EN * 3}</p>"))
    assert "SECRET" not in found[0] and "aaaa" not in found[0]


def test_utf8_read_as_cp1256_is_reported_and_can_be_repaired(tmp_path):
    damaged = AR.encode().decode("cp1256")
    assert read(tmp_path, "a.txt", damaged)[1] >= {"mojibake_suspected"}
    assert repair_text(damaged) == AR
    assert repair_text(AR.replace("ا", "ط")) is None
