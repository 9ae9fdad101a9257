"""Hostile input: the generated cases, where the generator is at hand, and more of the same kinds."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_analysis.loading import describe_documents, find_segments, read_documents
from corpus_analysis.loading.files import shown_name

ROOT = Path(__file__).resolve().parents[2]
GENERATOR = Path(os.environ.get("CORPUS_ANALYSIS_BADINPUT", ROOT.parent / "shared" / "badinput")) / "make.py"
needs_generator = pytest.mark.skipif(not GENERATOR.is_file(), reason="the generator of bad input is absent (CORPUS_ANALYSIS_BADINPUT)")


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad") / "out"
    subprocess.run([sys.executable, str(GENERATOR), str(folder), "--small"], check=True, capture_output=True)
    documents, raw, problems = read_documents(folder / "corpus")
    return folder, json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["cases"], documents, raw, problems


def corpus_cases(cases):
    for case in cases:
        if case["path"].startswith("corpus/") and not case.get("runtime") and not (case.get("requires_non_root") and os.geteuid() == 0):
            yield case, shown(case)


def shown(case):
    import base64

    path = base64.b64decode(case["path_b64"]) if "path_b64" in case else case["path"].encode()
    return shown_name(os.fsdecode(path[len(b"corpus/") :]))


@needs_generator
def test_every_generated_case_ends_as_expected(bad):
    _, cases, documents, _, problems = bad
    loaded, wrong = set(documents["path"]), []
    for case, path in corpus_cases(cases):
        rows = problems[problems["path"] == path]
        codes, expect = set(rows["code"]), case["expect"]
        if case["expected"] == "clear-error":
            right = (path in loaded and expect.get("loaded_optional")) or (
                path not in loaded and (bool(codes & set(case["problem_codes"])) or expect.get("warning_optional"))
            )
        elif case["expected"] == "load-with-warning":
            right = path in loaded and (bool(codes & set(case["problem_codes"])) or expect.get("warning_optional"))
        else:
            right = path in loaded and (codes <= set(case["problem_codes"]) | {"duplicate_content"} or expect.get("warning_optional"))
        if not right:
            wrong.append((case["id"], path in loaded, codes))
    assert wrong == []


@needs_generator
def test_every_path_is_a_document_or_an_error_and_never_both(bad):
    _, _, documents, _, problems = bad
    failed = set(problems.loc[problems["severity"] == "error", "path"])
    assert not failed & set(documents["path"])
    assert documents["doc_id"].is_unique and documents["path"].is_unique


@needs_generator
def test_texts_and_hashes_are_exact_and_nothing_from_outside_is_read(bad):
    import hashlib

    _, cases, documents, raw, _ = bad
    rows = documents.set_index("path")
    for case, path in corpus_cases(cases):
        if path in rows.index:
            row, expect = rows.loc[path], case["expect"]
            text = raw[row["doc_id"]]
            assert row["sha256"] == expect.get("raw_sha256", row["sha256"])
            if "text_sha256" in expect:
                assert hashlib.sha256(text.encode()).hexdigest() == expect["text_sha256"], case["id"]
            assert all(part in text for part in expect.get("contains", []))
    assert not any("SECRET-OUTSIDE" in text or "root:" in text for text in raw.values())


@needs_generator
def test_segments_tile_every_bad_text_and_all_strings_are_utf8(bad):
    _, _, documents, raw, problems = bad
    segments = find_segments(documents, raw)
    described = describe_documents(documents, segments, raw)
    for frame in (described, segments, problems):
        for name in frame.select_dtypes("str"):
            frame[name].dropna().map(lambda value: value.encode("utf-8"))
    for doc_id, rows in segments.groupby("doc_id"):
        at = 0
        for start, end in zip(rows["start"], rows["end"], strict=True):
            assert at <= start < end and not raw[doc_id][at:start].strip() and raw[doc_id][start:end].strip() == raw[doc_id][start:end]
            at = end
        assert not raw[doc_id][at:].strip()


@needs_generator
@pytest.mark.parametrize("area", ["tables", "archives"])
def test_tables_and_archives_end_as_expected(bad, area):
    folder, cases, *_ = bad
    for case in cases:
        if not case["path"].startswith(area + "/"):
            continue
        documents, _, problems = read_documents(folder / case["path"])
        codes, expect = set(problems.loc[problems["severity"] != "info", "code"]), case["expect"]
        if case["expected"] == "clear-error":
            assert documents.empty and codes & set(case["problem_codes"]), (case["id"], codes)
            assert (problems["severity"] == "error").sum() == 1, case["id"]
        elif case["expected"] == "load-with-warning" and not expect.get("warning_optional"):
            assert codes & set(case["problem_codes"]), (case["id"], codes)
        assert len(documents) >= expect.get("n_rows", expect.get("n_docs", expect.get("n_rows_min", 0))), case["id"]


HOSTILE = {
    "quotes": '"', "guillemets": "«قال ", "signatures": "— x (@y) ", "hashtags": "#a ", "links": "http://", "bullets": "• \n",
    "dates": "1/1/2020 ", "short lines": "ا\n", "colons": "قال:\n", "lead": "به گزارش ", "spaces": " \n", "parens": "(رويترز ",
    "copyright": "© ", "domains": "a.b.", "dashes": "- ", "months": "كانون الأول ", "headers": "اقرأ أيضا\n",
    "tweets": "text pic.twitter.com/x\n— A (@a) November 1, 2023\n", "comments": "علي 10:20 - 2024/01/02\nنعم\n",
    "open lines": "وزير الخارجية يبحث مع نظيره تطورات الأوضاع في المنطقة\n",
    "announced comments": "Comments\nA sentence that is long enough to be a paragraph stands here for a while.\n",
    "untimed comments": "Comments\nMona K\nMy aunt lives down there and nobody called.\n", "counts": "34 comments\n",
    "other stories": "Most read\nA sentence that is long enough to be a paragraph stands here for a while, they said.\n",
    "photographers": "Getty\nA sentence which is long enough to be a paragraph stands here, it said.\n", "credits": "photo - reuters / ",
    "torn lines": "the minister of the\n\n", "UTF-8 as cp1256": "ط§ظ„", "breadcrumbs": "Home > World > ",
    "pictures": "Photo: a man (Reuters)\n", "read more": "Read more: x\n", "today": "اليوم الجمعة 24 نوفمبر 2023 ",
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_ten_times_the_hostile_text_takes_less_than_fifteen_times_the_time(kind):
    def spent(times):
        text = "عنوان الخبر هنا لا غير\n\nقال الوزير في بيان اليوم إن المحادثات مستمرة مع جميع الأطراف.\n" + HOSTILE[kind] * times
        none = {name: [None] for name in ("language", "outlet", "outlet_evidence", "published_evidence", "headline")}
        documents = pd.DataFrame({"doc_id": ["d"], "published": pd.array([None], "datetime64[s]"), **none})
        start = time.process_time()
        segments = find_segments(documents, {"d": text})
        describe_documents(documents, segments, {"d": text})
        return time.process_time() - start

    spent(10)
    small = max(0.02, spent(150))
    assert spent(1_500) < 15 * small or spent(1_500) < 15 * small


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_segments_tile_any_text(text, blank_lines):
    text = text.replace("a", "\n" * blank_lines).replace("b", "— x (@y) November 1, 2023\n")
    documents = pd.DataFrame({"doc_id": ["d"]})
    at = 0
    for start, end in find_segments(documents, {"d": text})[["start", "end"]].itertuples(index=False):
        assert at <= start < end <= len(text) and not text[at:start].strip()
        assert text[start:end].strip() == text[start:end]
        at = end
    assert not text[at:].strip()


@given(st.binary(max_size=400), st.sampled_from([".txt", ".html", ".csv", ".jsonl", ".json", ".parquet", ".zip", ".gz"]))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_a_document_or_an_error(tmp_path_factory, data, suffix):
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / f"a{suffix}").write_bytes(data)
    documents, raw, problems = read_documents(folder)
    assert len(documents) == len(raw)
    assert documents.empty == (problems["severity"] == "error").any() or suffix in (".csv", ".jsonl", ".json", ".zip")


def test_a_few_seconds_of_random_folders_bring_no_finding():
    from importlib.util import module_from_spec, spec_from_file_location

    place = spec_from_file_location("loading_fuzz", Path(__file__).with_name("fuzz.py"))
    fuzz = module_from_spec(place)
    place.loader.exec_module(fuzz)
    assert fuzz.run(8.0) > 5


def test_the_fuzz_script_runs_from_any_folder_and_tries_the_package_beside_it(tmp_path):
    (tmp_path / "corpus_analysis.py").write_text("raise ImportError('not this one')", encoding="utf-8")
    script = Path(__file__).with_name("fuzz.py")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, script, "0"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert "no finding" in done.stdout, done.stderr


def test_a_page_with_control_characters_is_read(tmp_path):
    (tmp_path / "a.html").write_bytes(b"Minister says talks go on\n</div><script>x</script>\n\x1f &#31; and on")
    documents, raw, _ = read_documents(tmp_path)
    assert len(documents) == 1 and raw["a"].startswith("Minister says")


@pytest.mark.parametrize("at, value", [(0x5C, 1), (0x2E, 0)])
def test_an_archive_with_a_wrong_offset_or_a_nameless_member_is_an_error_row(tmp_path, at, value):
    import io
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "")
    data = bytearray(held.getvalue())
    offset = data.index(b"PK\x05\x06") + 17 if value else data.index(b"PK\x01\x02") + at
    data[offset] = value
    (tmp_path / "bad.zip").write_bytes(data)
    (tmp_path / "good.txt").write_text("The talks went on for a day.", encoding="utf-8")
    documents, _, problems = read_documents(tmp_path)
    assert list(documents["doc_id"]) == ["good"]
    assert problems.loc[problems["path"].str.startswith("bad.zip"), "severity"].eq("error").any()
