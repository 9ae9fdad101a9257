"""Where the time goes when a folder of clean articles is loaded: reading, segments, metadata, and beside them the text stage.

    python -m benchmarks.loading [FOLDER] [--megabytes 50]

FOLDER holds .txt files; without it articles are made from the seeds: their sentences in random order in paragraphs under a
headline, one word in eight replaced by a word that wordfreq lists. The floor is a loop that reads and decodes every file and
does nothing else. Saved pages are made of the same articles, a tenth as many; their floor is trafilatura called on each of
them. Times are CPU seconds: of one run after a short one that warms everything up; for pages the better of two,
both with empty caches.
"""

from __future__ import annotations

import argparse
import html
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from corpus_analysis.loading import describe_documents, find_segments, read_documents, repeated_lines
from corpus_analysis.text import index_tokens

from .text import make_articles

T = TypeVar("T")
LANGUAGES = ("ar", "fa", "en")
PARAGRAPH, HEADLINE = 40, 9  # words
WARMED, PAGES = 0.3, 0.1  # megabytes of the first run, and the share of the articles that are made pages
MENU = "".join(f"<li><a href='/{name}'>{name.title()}</a></li>" for name in ("home", "world", "business", "sport", "culture", "opinion"))
PAGE = "<html><head><title>{0}</title></head><body><ul>{1}</ul><article><h1>{0}</h1>{2}</article><footer>© 2024</footer></body></html>"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--megabytes", type=float, default=50.0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        warm, folder, pages = (Path(made) / name for name in ("warm", "clean", "pages"))
        write_articles(warm, WARMED)
        profile(warm, quiet=True)
        if arguments.folder is None:
            write_articles(folder, arguments.megabytes)
        profile(arguments.folder or folder)
        write_articles(pages, PAGES * arguments.megabytes, as_pages=True)
        compare_pages(pages)


def write_articles(folder: Path, megabytes: float, as_pages: bool = False) -> None:
    """Write articles with a headline and paragraphs, as text or as saved pages."""
    folder.mkdir()
    for number, article in enumerate(make_articles(megabytes, LANGUAGES)):
        words = article.split()
        headline = " ".join(words[:HEADLINE]).rstrip(".،:؛ ")
        parts = [" ".join(words[at : at + PARAGRAPH]).rstrip(".،:؛ ") + "." for at in range(HEADLINE, len(words), PARAGRAPH)]
        if as_pages:
            text = PAGE.format(html.escape(headline), MENU, "".join(f"<p>{html.escape(part)}</p>" for part in parts))
        else:
            text = "\n\n".join([headline, *parts]) + "\n"
        (folder / f"{number:06d}{'.html' if as_pages else '.txt'}").write_text(text, encoding="utf-8")


def profile(folder: Path, quiet: bool = False) -> None:
    """Print the CPU seconds of every stage of loading, and of the text stage."""
    files = sorted(folder.rglob("*.txt"))
    size = sum(path.stat().st_size for path in files) / 1e6
    spent: dict[str, float] = {}

    def timed(name: str, work: Callable[[], T]) -> T:
        begin = time.process_time()
        made = work()
        spent[name] = time.process_time() - begin
        return made

    timed("read and decode alone (floor)", lambda: [path.read_bytes().decode("utf-8", "replace") for path in files])
    documents, raw, _ = timed("read_documents", lambda: read_documents(folder))
    repeated = timed("repeated_lines", lambda: repeated_lines(raw))
    segments = timed("find_segments", lambda: find_segments(documents, raw, repeated))
    described = timed("describe_documents", lambda: describe_documents(documents, segments, raw))
    tokens = timed("index_tokens (text stage)", lambda: index_tokens(described, segments, raw))
    if quiet:
        return
    print(f"{size:.1f} MB in {len(files):,} clean articles, {len(segments):,} segments, {len(tokens):,} tokens")
    for name, seconds in spent.items():
        print(f"{name:32} {seconds:7.1f} s {size / seconds:8.1f} MB/s")


def compare_pages(folder: Path) -> None:
    """Print the CPU seconds of reading saved pages, and of trafilatura on the same pages."""
    import trafilatura
    from trafilatura.meta import reset_caches

    pages = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))]
    size = sum(len(page.encode("utf-8")) for page in pages) / 1e6
    print(f"{size:.1f} MB in {len(pages):,} saved pages")
    for name, work in (
        (
            "trafilatura alone (floor)",
            lambda: [trafilatura.bare_extraction(page, include_comments=False, with_metadata=True) for page in pages],
        ),
        ("read_documents", lambda: read_documents(folder)),
    ):
        seconds = float("inf")
        for _ in range(2):
            reset_caches()
            begin = time.process_time()
            work()
            seconds = min(seconds, time.process_time() - begin)
        print(f"{name:32} {seconds:7.1f} s {size / seconds:8.1f} MB/s")


if __name__ == "__main__":
    main()
