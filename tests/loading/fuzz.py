"""Hostile input at random for readers and segmentation: ``python tests/loading/fuzz.py 600`` runs for 600 seconds.

Pages are put together from pieces that have roles, encodings or escapes of their own, then damaged byte by byte. A finding is an
exception, or a promise of the loader that does not hold; hypothesis makes it small and prints it.
"""

from __future__ import annotations

import gzip
import io
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script, Python looks beside it only

from corpus_analysis.loading import Limits, describe_documents, find_segments, read_documents

PIECES = (
    "Minister says talks go on", "Read more:", "Comments", "Reply", "12:40 - 03/11/2023", "Ali | 2023/11/24 - 10:20", "+3 -1",
    "* * *", "By A. Writer", "The minister said on Friday, 24 November 2023, that the talks would go on for as long as it takes.",
    "— A (@b) November 3, 2023", "https://t.co/aBc1",
    "قال الوزير يوم الجمعة 24 نوفمبر/تشرين الثاني 2023 إن المحادثات مستمرة رغم كل شيء.", "اقرأ أيضا", "التعليقات", "شارك",
    "به گزارش خبرگزاری مهر، وزیر خارجه گفت: «ادامه دارد».", "بیشتر بخوانید", "نظرات", "کد خبر: 123456", "۱۴۰۲/۰۹/۰۳ - ۱۰:۲۰",
    "می‌گوید؛", "الرئيسية > أخبار > العالم", "Photo: X/Reuters", "«»", "((((((", "\u202e", "\u200c" * 9, "a" * 300, "é" * 40,
    "\ud7ff", "ﷺ", "İ" * 20, "\x00", "\x85", "\u2028", "\r", "\r\n", "\t", "🇮🇷" * 3, "=1+1", "<p>", "</div><script>x</script>",
    "<!--", "&#0;", "\"", ",", "text,title\n", '{"text": "', "[1, 2", "}", "---\n", "\ufeff", "م", "\u064e" * 30,
)  # fmt: skip
SUFFIXES = (".txt", ".html", ".csv", ".tsv", ".jsonl", ".json", ".parquet", ".zip", ".gz", ".txt.gz", ".csv.gz")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1256", "iso8859-6", "mac_arabic")
SMALL = Limits(file_bytes=200_000, page_bytes=100_000, archive_bytes=400_000, archive_members=20, table_rows=50, cell_chars=5_000)

pages = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=30).flatmap(
    lambda parts: st.sampled_from(("\n", "\n\n", " ", "\r\n", "")).map(lambda joint: joint.join(parts))
)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw the name and the bytes of a file: a page in some encoding, a table or an archive, sometimes damaged."""
    text, suffix = draw(pages), draw(st.sampled_from(SUFFIXES))
    data = text.encode(draw(st.sampled_from(ENCODINGS)), "ignore")
    if suffix.endswith(".gz"):
        data = gzip.compress(data, mtime=0)
    elif suffix == ".zip":
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr(draw(st.sampled_from(("a.txt", "../b.txt", "/c.html", "d.csv", "e\n.txt", ""))) or "x", data)
        data = held.getvalue()
    for at, value in draw(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), max_size=4)):
        if data:
            data = data[: at % len(data)] + bytes([value]) + data[at % len(data) + 1 :]
    return draw(st.sampled_from(("a", "b", "manifest", "ع", "-x", " y"))) + suffix, data[: draw(st.integers(0, 20_000))]


def check_folder(held: list[tuple[str, bytes]]) -> None:
    """Load a folder of such files and check what the loader promises of any folder."""
    with tempfile.TemporaryDirectory() as name:
        for file, data in held:
            (Path(name) / file).write_bytes(data)
        (Path(name) / "kept.txt").write_text("A folder with nothing to read is refused as a whole.", encoding="utf-8")
        documents, raw, problems = read_documents(name, limits=SMALL)
        segments = find_segments(documents, raw)
        described = describe_documents(documents, segments, raw)
    named = [*documents["path"], *problems["path"]]
    lost = [file for file, _ in held if not file.startswith("manifest") and not any(path.startswith(file) for path in named)]
    assert not lost, f"files that are nowhere: {lost}"
    assert list(described["doc_id"]) == list(documents["doc_id"]) == sorted(raw)
    for doc_id, own in segments.groupby("doc_id"):
        check_tiling(raw[doc_id], list(zip(own["start"], own["end"], strict=True)))
    for frame in (described, segments, problems):
        for column in frame.select_dtypes(["str", "object"]):
            "".join(value for value in frame[column] if isinstance(value, str)).encode("utf-8")


def check_tiling(text: str, spans: list[tuple[int, int]]) -> None:
    """Check that only white space lies outside the segments, and that these neither overlap nor begin or end with white space."""
    end = 0
    for start, stop in spans:
        assert end <= start < stop and not text[end:start].strip(), (start, stop, text[end:start])
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert not text[end:].strip(), text[end:][:80]


def run(seconds: float, first_seed: int = 0) -> int:
    """Run rounds of examples for so many seconds; return the number of folders that were loaded."""
    count, stop, number = 0, time.monotonic() + seconds, first_seed

    def one(held: list[tuple[str, bytes]]) -> None:
        nonlocal count
        if time.monotonic() < stop:
            count += 1
            check_folder(held)

    while time.monotonic() < stop:
        checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
        options = settings(
            max_examples=200, deadline=None, database=None, phases=(Phase.generate, Phase.shrink), suppress_health_check=checks
        )
        folders = st.lists(files(), min_size=1, max_size=4, unique_by=lambda held: held[0])
        seed(number)(options(given(folders)(one)))()
        number += 1
    return count


if __name__ == "__main__":
    allowed = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    print(f"{run(allowed):,} folders in {allowed:.0f} s, no finding")
