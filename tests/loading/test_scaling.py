"""Ten times of a hostile page, table, archive, manifest or line takes less than fifteen times the time."""

import gzip
import io
import time
import zipfile

import pytest

from corpus_analysis.loading import Limits, read_documents, repair_text
from corpus_analysis.loading.checks import check_text
from corpus_analysis.loading.documents import read_file
from corpus_analysis.loading.files import File
from corpus_analysis.loading.manifest import match_manifest, parse_manifest
from corpus_analysis.loading.metadata import find_outlet
from corpus_analysis.loading.publication import find_publication

EN = "The minister said on Friday that the talks would go on and that they had met twice."
AR = "قال الوزير يوم الجمعة إن المحادثات مستمرة رغم كل شيء. "
META = '<meta property="article:published_time" content="2023-11-24">'
LINKED_DATA = '<script type="application/ld+json">{}</script>'


def archive(members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return held.getvalue()


def nested(depth):
    data = b"x"
    for _ in range(depth):
        data = archive([("in.zip", data)])
    return data


# The name of a page, how many times its hostile part stands in the shorter one, head and body.
PAGES = {
    "nested blocks": (10_000, lambda n: ("", "<div>" * n + EN)),
    "tags never closed": (10_000, lambda n: ("", EN + "<b>x" * n)),
    "paragraphs never closed": (100, lambda n: ("", "<p>x" * n)),
    "tags closed crosswise": (80, lambda n: ("", EN + "<b><i><p>x</b></i>" * n)),
    "tags only closed": (10_000, lambda n: ("", EN + "</div></p></table>" * n)),
    "all kinds never closed": (3_000, lambda n: ("", EN + "<a><table><tr><td><ul><li>x" * n)),
    "paragraphs in deep blocks": (300, lambda n: ("", "<div>" * 1_000 + f"<p>{EN}</p>" * n)),
    "one huge attribute": (5_000, lambda n: ("", EN + '<p class="{}">x</p>'.format("x " * n))),
    "many attributes": (4_000, lambda n: ("", EN + "<p {}>x</p>".format(" ".join(f"a{at}=x" for at in range(n))))),
    "attributes behind a quoted tag end": (4_000, lambda n: ("", EN + '<p a=">" {}>x</p>'.format(" ".join(f"a{at}" for at in range(n))))),
    "attributes never closed": (10_000, lambda n: ("", EN + '<p a="' * n)),
    "quotes without a name": (5_000, lambda n: ("", EN + '<p "' * n)),
    "a tag name without end": (60_000, lambda n: ("", EN + "<" + "x" * n)),
    "entities": (1_000, lambda n: ("", EN + "&amp;&#1601;&nbsp;" * n)),
    "entities that are none": (1_000, lambda n: ("", EN + "&x;&#9999999999;&" * n)),
    "a table of many rows": (25, lambda n: ("", "<table>" + f"<tr><td>{EN}</td><td>2</td></tr>" * n)),
    "a table of many cells": (450, lambda n: ("", "<table><tr>" + "<td>x y</td>" * n)),
    "tables in tables": (3_000, lambda n: ("", "<table><tr><td>" * n + EN)),
    "marked sections": (15_000, lambda n: ("", EN + "<![CDATA[ x ]]>" * n)),
    "marked sections never closed": (3_000, lambda n: ("", EN + "<![CDATA[" * n)),
    "comments": (10_000, lambda n: ("", EN + "<!-- x -->y" * n)),
    "comments never closed": (3_000, lambda n: ("", EN + "<!--" * n)),
    "processing instructions": (30_000, lambda n: ("", EN + "<?x y?>" * n)),
    "metadata": (150, lambda n: (META * n, f"<p>{EN}</p>" * 3)),
    "titles": (100, lambda n: ("<title>x - y</title>" * n, f"<p>{EN}</p>" * 3)),
    "a long title": (2_000, lambda n: (f"<title>{'x - ' * n}</title>", f"<p>{EN}</p>" * 3)),
    "linked data in itself": (1_000, lambda n: (LINKED_DATA.format('{"@type":"NewsArticle",' * n), f"<p>{EN}</p>" * 3)),
    "linked data of many authors": (
        500,
        lambda n: (LINKED_DATA.format('{"@type":"NewsArticle","author":[' + '{"name":"a b"},' * n + "{}]}"), f"<p>{EN}</p>" * 3),
    ),
    "bylines": (50, lambda n: ("", f"<p>{EN}</p>" * 3 + '<span class="author">By A B and C D</span>' * n)),
    "dates": (50, lambda n: ("", f"<p>{EN}</p>" * 3 + "<p>24 November 2023 2023-11-24</p>" * n)),
    "a run of digits": (1_000, lambda n: ("", f"<p>{EN}</p>" * 3 + "<p>" + "20231124" * n)),
    "an address of dates": (1_000, lambda n: (f'<link rel="canonical" href="http://a.b/{"2023/11/" * n}">', f"<p>{EN}</p>" * 3)),
    "angle brackets": (1_000, lambda n: ("", EN + "<" * n)),
    "white space": (5_000, lambda n: ("", EN + " \n" * n)),
}  # fmt: skip

FILES = {
    "a huge cell": (".csv", 20_000, lambda n: b'text\n"' + b"word " * n + b'"\n'),
    "a cell of quotes": (".csv", 50_000, lambda n: b'text\n"' + b'""' * n + b'"\n'),
    "cells never closed": (".csv", 3_000, lambda n: b"text,b\n" + b'"x,\n' * n),
    "letters behind quotes": (".csv", 3_000, lambda n: b"text,b\n" + b'"x"y,z\n' * n),
    "rows of too many cells": (".csv", 3_000, lambda n: b"text,b\n" + b"x,y,z\n" * n),
    "columns": (".csv", 10_000, lambda n: ",".join(f"c{at}" for at in range(n)).encode() + b",text\n" + b"," * n + b"hello you\n"),
    "rows": (".csv", 200, lambda n: b"id,text\n" + b"".join(b"%d,hello %d\n" % (at, at) for at in range(n))),
    "rows of one name": (".csv", 200, lambda n: b"id,text\n" + b"".join(b"1,hello %d\n" % at for at in range(n))),
    "empty rows": (".csv", 1_500, lambda n: b"text,b\n" + b",\n" * n + b"x,y\n"),
    "a cell of dates": (".csv", 500, lambda n: b'date,text\n"' + b"1/1/2020 " * n + b'",x\n'),
    "a long line": (".jsonl", 30_000, lambda n: b'{"text": "' + b"x " * n + b'"}\n'),
    "lone surrogates": (".jsonl", 10_000, lambda n: b'{"text": "' + b"\\ud800" * n + b'"}\n'),
    "records never closed": (".jsonl", 1_000, lambda n: b'{"text": "x\n' * n),
    "records in records": (".jsonl", 30_000, lambda n: b'{"text": ' * n + b'\n{"text":"hello you"}'),
    "records of other keys": (".jsonl", 500, lambda n: "".join(f'{{"k{at}":1}}\n' for at in range(n)).encode() + b'{"text":"x"}'),
    "numbers of many digits": (".jsonl", 10, lambda n: (b'{"text": ' + b"1" * 4_000 + b"}\n") * n),
    "arrays in arrays": (".json", 50_000, lambda n: b"[" * n),
    "an array of numbers": (".json", 2_000, lambda n: b"[" + b"1," * n + b"1]"),
    "members": (".zip", 100, lambda n: archive((f"{at}.txt", f"hello {at}") for at in range(n))),
    "members with unsafe names": (".zip", 300, lambda n: archive((f"../{at}.txt", "hello") for at in range(n))),
    "members with long names": (".zip", 3_000, lambda n: archive((f"{at}/{'a/' * n}x.txt", f"hello {at}") for at in range(9))),
    "archives in archives": (".zip", 25, nested),
    "a member that unpacks to a lot": (".zip", 30_000, lambda n: archive([("a.txt", "hello you " * n)])),
    "gzip in many members": (".txt.gz", 5_000, lambda n: gzip.compress(b"hello you ") * n),
    "zeros behind gzip": (".txt.gz", 5_000, lambda n: (gzip.compress(b"hello you ") + b"\0\0") * n),
    "bytes of no encoding": (".txt", 15_000, lambda n: EN.encode() * 20 + b"\xff" * n),
    "damaged UTF-8": (".txt", 1_000, lambda n: AR.encode() * n + b"\xd9 \xff" * n),
    "overlong UTF-8": (".txt", 5_000, lambda n: b"\xc0\xaf" * n),
    "half a UTF-16": (".txt", 10_000, lambda n: b"\xff\xfe" + b"\x00\xd8" * n),
    "two code pages": (".txt", 500, lambda n: (AR.encode("cp1256") + AR.encode("iso8859_6", "ignore")) * n),
    "mojibake beside what is right": (".txt", 500, lambda n: (AR.encode().decode("latin-1") + AR).encode() * n),
    "entities in a text": (".txt", 5_000, lambda n: b"&#1601;&#" * n),
    "UTF-7": (".txt", 20_000, lambda n: b"+ADw" * n),
    "marks": (".txt", 20_000, lambda n: ("a" + "\u064e" * n).encode()),
    "joiners": (".txt", 20_000, lambda n: b"hello " + "\u200d".encode() * n),
    "controls of direction": (".txt", 10_000, lambda n: "a\u202e\u2066".encode() * n),
    "one word": (".txt", 50_000, lambda n: b"x" * n),
    "paragraphs that stand twice": (".txt", 500, lambda n: (EN.encode() + b"\n") * n),
}  # fmt: skip


def read(folder, name, data):
    """Prepare the reading of one file; a table or an archive is read as a folder, since its documents are named and compared."""
    (folder / name).write_bytes(data)
    if name.endswith((".txt", ".html")):
        file = File(str(folder / name), str(folder), name)
        return lambda: [check_text(article.text, name, name, Limits()) for article in read_file(file, None, Limits())[0]]
    return lambda: read_documents(folder)


def compare(work, times):
    """Whether ten times as much takes less than fifteen times the time; a measurement that another process spoilt is taken again."""

    def spent(count):
        prepared = work(count)
        begin = time.process_time()
        prepared()
        return time.process_time() - begin

    return any(spent(10 * times) < 15 * max(0.01, spent(times)) for _ in range(3))


@pytest.mark.parametrize("kind", PAGES)
def test_a_hostile_page(tmp_path, kind):
    times, make = PAGES[kind]

    def work(count):
        head, body = make(count)
        return read(tmp_path, "a.html", f"<html><head>{head}</head><body>{body}</body></html>".encode())

    assert compare(work, times)


@pytest.mark.parametrize("kind", FILES)
def test_a_hostile_file(tmp_path, kind):
    suffix, times, make = FILES[kind]

    def work(count):
        return read(tmp_path, f"a{suffix}", make(count))

    assert compare(work, times)


PARTS = {
    "dates": "24 November 2023 ", "numeric dates": "2023/11/24 ", "days of two calendars": "1402/09/03 ", "digits": "20231124",
    "addresses": "www.bbc.com/arabic ", "an address without end": "a.b.", "a path without end": "bbc.com/a-", "signs": "@reuters ",
    "names": "Reuters ", "credits": "(Reuters) - ", "dashes": "- BBC ", "words for today": "اليوم الجمعة ", "months": "تشرين الثاني ",
    "comment times": "علي 10:20 - 2024/01/02\n", "copyright": "© 2024 ", "zeros": "0", "slashes": "/", "weekdays": "Friday, ",
}  # fmt: skip


@pytest.mark.parametrize("kind", PARTS)
def test_hostile_lines_in_which_outlet_and_day_are_sought(kind):
    def work(count):
        roles = ("date", "headline", "byline", "boilerplate", "embed", "caption", "comment", "body")
        long = [(role, PARTS[kind] * count) for role in roles]
        many = [(role, PARTS[kind]) for role in roles for _ in range(count // 4)]
        return lambda: [find(parts, "ar") for parts in (long, many) for find in (find_outlet, find_publication)]

    assert compare(work, 120)


MANIFESTS = {
    "rows": ("manifest.csv", 300, lambda n: b"doc_id,outlet\n" + b"".join(b"d%d,o\n" % at for at in range(n))),
    "columns": ("manifest.csv", 1_000, lambda n: ",".join(f"c{at}" for at in range(n)).encode() + b",doc_id\n" + b"x," * n + b"d\n"),
    "a huge cell": ("manifest.csv", 10_000, lambda n: b'doc_id,note\nd,"' + b"x " * min(n, 60_000) + b'"\n'),
    "documents": ("manifest.toml", 200, lambda n: b"".join(b'["d%d"]\noutlet = "o"\n' % at for at in range(n))),
    "a list of documents": ("manifest.toml", 200, lambda n: b"".join(b'[[document]]\ndoc_id = "d%d"\n' % at for at in range(n))),
    "a huge text": ("manifest.toml", 10_000, lambda n: b'["d"]\nnote = "' + b"x " * n + b'"\n'),
}


@pytest.mark.parametrize("kind", MANIFESTS)
def test_a_hostile_manifest(kind):
    name, times, make = MANIFESTS[kind]

    def work(count):
        data, ids = make(count), [f"d{at}" for at in range(min(count, 5_000))]
        return lambda: match_manifest(parse_manifest(data, name), ids, [f"{own}.txt" for own in ids])

    assert compare(work, times)


@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "cp1256"])
def test_texts_that_were_read_with_the_wrong_code_page(codec):
    damaged = AR.encode().decode(codec, "ignore")
    assert compare(lambda count: lambda: repair_text(damaged * count), 300)
