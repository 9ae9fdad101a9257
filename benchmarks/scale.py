"""Speed and memory of the whole road from files to a store, beside named peers on the same text in the same run.

    python -m benchmarks.scale [--quick]

Writes docs/performance.md. Takes about half an hour on two processors, a few minutes with --quick (a tenth of the text). The
articles are the seeds with words replaced (see `benchmarks.sources.make_articles`), so they are denser in names and speakers than
news at large: what is measured is the heavy case. Times are CPU seconds of one process, but for the comparison of executors, which
is by the clock: run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

from .peers import BUILD, set_up_peers, size
from .sources import make_articles, seconds

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
PLACE = BUILD / "scale"
FULL = {
    "tokens": 10.0, "stages": 8.0, "hazm": 0.3, "documents": 50_000, "steps": 200_000_000,
    "part": 1.0, "parts": 40, "growth": (1_000, 2_000, 4_000, 8_000),
}  # fmt: skip
QUICK = {
    "tokens": 2.0, "stages": 1.0, "hazm": 0.1, "documents": 2_000, "steps": 20_000_000,
    "part": 0.1, "parts": 20, "growth": (100, 200, 400),
}  # fmt: skip
SHORT = 400  # characters of a short document
ROUNDS = 2  # one process and two are timed in turn: other work on the machine lengthens now the one, now the other
ARTICLES = {"1 million articles": 1e6, "50 million articles": 5e7}

HAZM = """
import json, sys, time
import hazm
texts = json.load(open(sys.argv[1], encoding="utf-8"))
normalizer, tokenizer = hazm.Normalizer(), hazm.WordTokenizer()
tokenizer.tokenize(normalizer.normalize(texts[0]))
begin = time.process_time()
for text in texts:
    tokenizer.tokenize(normalizer.normalize(text))
json.dump(time.process_time() - begin, sys.stdout)
"""
COLD = """
import json, sys, time
import corpus_analysis as ca
corpus = ca.load_corpus(sys.argv[1])
for compare in (ca.naming, ca.keyness, ca.source_counts, ca.source_diversity, ca.dispersion, ca.shared_text):
    compare(corpus)
ca.compare_texts(corpus, *list(corpus.raw)[1:3])
before = time.process_time()
ca.topics(corpus, method=sys.argv[2])
json.dump([before, time.process_time()], sys.stdout)
"""
LIBRARIES = "import json, sys, time\nimport pandas, sklearn, matplotlib\njson.dump([time.process_time()], sys.stdout)"
COUNTING = "import sys\ntotal = 0\nfor number in range(int(sys.argv[1])):\n    total += number * number % 7"
BUILDING = """
import json, resource, sys, time
from corpus_analysis.store import build
folder, out, executor, workers, part = sys.argv[1:]
build.PART_BYTES = int(float(part) * 1e6)
begin = time.monotonic()
build.build_store(folder, out, executor=executor, workers=int(workers))
taken = time.monotonic() - begin
peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
json.dump([taken, *peaks], sys.stdout)
"""


def environment() -> dict[str, str]:
    """Return what a process is started with: one thread, and compiled code kept on disk, as everywhere after the first start."""
    return os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": ""}


def run(code: str, *arguments: object, python: str = sys.executable) -> Any:
    """Run a program and return what it printed as JSON."""
    done = subprocess.run([python, "-c", code, *map(str, arguments)], capture_output=True, text=True, env=environment(), check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def fresh(name: str) -> Path:
    """Return a folder that is empty."""
    shutil.rmtree(PLACE / name, ignore_errors=True)
    (PLACE / name).mkdir(parents=True)
    return PLACE / name


def write_files(folder: Path, texts: Sequence[str], in_file: int = 200) -> Path:
    """Write texts as .jsonl files of some hundred articles each."""
    for first in range(0, len(texts), in_file):
        rows = [{"id": str(number), "text": text} for number, text in enumerate(texts[first : first + in_file], first)]
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{first:07}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in (head, ["---"] * len(head), *rows)) + "\n"


def compare_speed(sizes: dict[str, Any]) -> Iterator[str]:
    """Tokens and the whole road beside CountVectorizer and hazm, stage by stage."""
    import pandas as pd
    from sklearn.feature_extraction.text import CountVectorizer

    from corpus_analysis.text import index_tokens

    from .text import make_articles as make_sentences

    texts = make_sentences(sizes["tokens"], ("ar", "fa"))
    raw = {str(number): text for number, text in enumerate(texts)}
    whole = pd.DataFrame({"doc_id": list(raw), "language": "und", "start": 0, "end": [len(text) for text in texts]})
    ours, peer = seconds(lambda: index_tokens(whole, whole, raw)), seconds(lambda: CountVectorizer().fit_transform(texts))
    yield "## Beside its peers\n"
    rows = [
        ["tokens with offsets", f"{size(texts) / ours:.2f}", "CountVectorizer", f"{size(texts) / peer:.2f}", f"{peer / ours:.1f}x", "3x"]
    ]

    articles, _ = make_articles(sizes["stages"])
    folder = write_files(fresh("stages"), articles)
    _walk(folder)  # lexicons are compiled once a process
    road, n_tokens = _walk(folder)
    megabytes, total = size(articles), sum(road.values())
    peer = seconds(lambda: CountVectorizer().fit_transform(articles))
    rows.append(["whole road", f"{megabytes / total:.2f}", "CountVectorizer", f"{megabytes / peer:.2f}", f"{peer / total:.2f}x", "1x"])
    part = articles[: max(5, int(len(articles) * sizes["hazm"] / megabytes))]
    file = PLACE / "hazm.json"
    file.write_text(json.dumps(part), encoding="utf-8")
    try:
        hazm = size(part) / run(HAZM, file, python=set_up_peers("text", ["hazm", "rishe"]))
        rows.append(
            [
                "whole road",
                f"{megabytes / total:.2f}",
                "hazm, normaliser and tokeniser",
                f"{hazm:.3f}",
                f"{megabytes / total / hazm:.1f}x",
                "15x",
            ]
        )
    except RuntimeError as error:
        rows.append(["whole road", f"{megabytes / total:.2f}", "hazm", "not available", str(error).splitlines()[-1], "15x"])
    yield table(["what", "MB/s", "peer", "its MB/s", "ratio", "asked for"], rows)
    yield f"The whole road, {len(articles)} articles, {megabytes:.1f} MB, {n_tokens:,} tokens, CPU seconds:\n"
    yield table(list(road), [[f"{taken:.2f}" for taken in road.values()]])


def _walk(folder: Path) -> tuple[dict[str, float], int]:
    """Return the CPU seconds of each stage, and how many tokens there are."""
    from corpus_analysis.framing import find_terms
    from corpus_analysis.loading import describe_documents, find_segments, read_documents, repeated_lines
    from corpus_analysis.sources import find_sources
    from corpus_analysis.text import index_tokens

    clock = [time.process_time()]

    def lap(made: Any) -> Any:
        clock.append(time.process_time())
        return made

    documents, raw, _ = lap(read_documents(folder))
    repeated = lap(repeated_lines(raw))
    segments = lap(find_segments(documents, raw, repeated))
    documents = lap(describe_documents(documents, segments, raw))
    tokens = lap(index_tokens(documents, segments, raw))
    sources = lap(find_sources(documents, segments, tokens, raw))
    lap(find_terms(documents, segments, tokens, sources, raw))
    names = ("read", "repeated lines", "segments", "metadata", "tokens", "sources", "terms")
    return {name: end - begin for name, (begin, end) in zip(names, pairwise(clock), strict=True)}, len(tokens)


def compare_start() -> Iterator[str]:
    """The five seeds from a cold start, beside the import of three libraries."""
    runs = {method: [run(COLD, ROOT / "seeds", method) for _ in range(3)] for method in ("meaning", "spelling")}
    plain, topics = ([min(taken[at] for taken in runs[method]) for method in runs] for at in (0, 1))
    libraries = min(run(LIBRARIES)[0] for _ in range(3))
    yield "## Cold start on the five seeds\n"
    rows = [
        ["import, load, all comparisons but topics", f"{min(plain):.2f}", f"{min(plain) / libraries:.1f}x", "3x"],
        ["the same, and topics by spelling", f"{topics[1]:.2f}", f"{topics[1] / libraries:.1f}x", "3x"],
        ["the same, and topics by meaning (the optional extra)", f"{topics[0]:.2f}", f"{topics[0] / libraries:.1f}x", "3x"],
        ["import pandas, sklearn, matplotlib", f"{libraries:.2f}", "1x", ""],
    ]
    yield table(["what", "CPU seconds", "ratio", "asked for"], rows)


def compare_executors(sizes: dict[str, Any]) -> Iterator[str]:
    """One process, two, and a Dask cluster of two workers, by the clock, and what two processors can do at best.

    At best: of a loop of arithmetic, which needs no memory; and of this very work, where two builds that know nothing of each other make
    a store of one half each.
    """
    articles, _ = make_articles(sizes["documents"] * SHORT * 1.9 / 1e6)
    pieces = [text[at : at + SHORT] for text in articles for at in range(0, len(text) - SHORT, SHORT)][: sizes["documents"]]
    folder = write_files(fresh("short"), pieces, 500)
    halves = [write_files(fresh(f"half{at}"), pieces[at::2], 500) for at in range(2)]
    part = size(pieces) / 20
    taken = {}
    alone, both = (_count(processes, sizes["steps"]) for processes in (1, 2))
    for name, workers in [("1 process", 1), ("2 processes", 2)] * ROUNDS:
        clock = run(BUILDING, folder, fresh("store") / name, "processes", workers, part)[0]
        taken[name] = min(clock, taken.get(name, clock))
    for name, settings in (("Dask, 2 workers, as it comes", None), ("Dask, 2 workers, with docs/dask.yaml", ROOT / "docs" / "dask.yaml")):
        with _cluster(settings) as address:
            taken[name] = run(BUILDING, folder, fresh("store") / "dask", address, 2, part)[0]
    stores = fresh("store")
    with ThreadPoolExecutor() as pool:
        apart = [pool.submit(run, BUILDING, half, stores / half.name, "processes", 1, part) for half in halves]
        taken["the limit: two builds of one half each, side by side"] = max(build.result()[0] for build in apart)
    yield "## One process, two, a cluster\n"
    how = f"by the clock, with the starting of the processes (one and two in turn, {ROUNDS} times each: the shorter)"
    yield f"{len(pieces):,} short documents ({size(pieces):.1f} MB) in 20 parts, {how}:\n"
    one = taken["1 process"]
    rows = [[name, f"{clock:.1f}", f"{len(pieces) / clock:.0f}", f"{one / clock:.2f}x"] for name, clock in taken.items()]
    rows.append(["the limit: a loop of arithmetic, 2 processes", f"{both:.1f}", "", f"{alone / both:.2f}x"])
    yield table(["where", "seconds", "documents a second", "beside one process"], rows)
    speedup, (plain, tuned) = one / taken["2 processes"], [taken["2 processes"] / taken[name] for name in taken if "Dask" in name]
    limit = one / taken["the limit: two builds of one half each, side by side"]
    yield f"Two processes are {speedup:.2f}x as fast as one (asked for: 1.8x); what they could be at best is {limit:.2f}x.\n"
    yield f"Dask with two workers is {tuned:.2f}x as fast as two processes (asked for: 0.9x), {plain:.2f}x without the settings.\n"


def _count(processes: int, steps: int) -> float:
    """Return the seconds in which a number of processes together count so far: what the processors allow where nothing is shared."""
    begin = time.monotonic()
    command = [sys.executable, "-c", COUNTING, str(steps // processes)]
    for process in [subprocess.Popen(command, env=environment()) for _ in range(processes)]:
        process.wait()
    return time.monotonic() - begin


class _cluster:
    """A Dask scheduler and two workers, each a process of its own, with a file of settings or without."""

    def __init__(self, settings: Path | None) -> None:
        self.settings = {"DASK_CONFIG": str(settings)} if settings else {}

    def __enter__(self) -> str:
        folder = fresh("dask")
        file, quiet = folder / "scheduler.json", {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        start = [sys.executable, "-m"]
        places = ["--scheduler-file", str(file), "--no-dashboard"]
        commands = (
            [*start, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *places],
            [*start, "distributed.cli.dask_worker", "--nworkers", "2", "--nthreads", "1", "--local-directory", str(folder), *places],
        )
        self.processes = [subprocess.Popen(command, env=environment() | self.settings, **quiet) for command in commands]
        while not file.exists():
            time.sleep(0.1)
        time.sleep(5)  # until the workers have come
        return json.loads(file.read_text())["address"]

    def __exit__(self, *error: object) -> None:
        for process in reversed(self.processes):
            process.terminate()
            process.wait()


def measure_memory(sizes: dict[str, Any]) -> Iterator[str]:
    """Peak memory with ten times the partitions, and that of one partition beside its raw bytes."""
    articles, _ = make_articles(sizes["part"] * sizes["parts"])
    rows, peaks = [], []
    for parts in (sizes["parts"] // 10, sizes["parts"]):
        folder = write_files(fresh("memory"), articles[: len(articles) * parts // sizes["parts"]], 20)
        driver, child = run(BUILDING, folder, fresh("store") / "memory", "processes", 1, sizes["part"])[1:]
        peaks.append(driver + child)
        rows.append([parts, f"{sizes['part'] * parts:.0f}", f"{driver:.0f}", f"{child:.0f}", f"{driver + child:.0f}"])
    yield "## Memory\n"
    yield table(["partitions", "MB raw", "driver, MB at most", "worker, MB at most", "together"], rows)
    yield f"Ten times the partitions take {peaks[1] / peaks[0]:.2f}x the memory (asked for: at most 1.2x).\n"
    small, large = (fresh("memory"), 0.1), (PLACE / "large", 8.0)
    child = []
    for folder, megabytes in (small, large):
        if folder.name == "large":
            fresh("large")
        write_files(folder, make_articles(megabytes)[0], 20)
        child.append(run(BUILDING, folder, fresh("store") / "part", "processes", 1, 100)[2])
    ratio = (child[1] - child[0]) / (large[1] - small[1])
    yield f"A partition of 8 MB takes {child[1]:.0f} MB in its worker, one of 0.1 MB {child[0]:.0f} MB:\n"
    yield f"{ratio:.1f}x its raw bytes (asked for: at most 20x).\n"


def measure_growth(sizes: dict[str, Any]) -> Iterator[str]:
    """CPU seconds and size of stores of growing corpora, and of comparisons on them; what a million articles would take."""
    import corpus_analysis as ca
    from corpus_analysis.store import build_store

    rows = []
    for number in (5, *sizes["growth"]):  # the first compiles the lexicons, once a process
        articles, _ = make_articles(number * 0.0062)
        articles = articles[:number]
        folder = write_files(fresh("growth"), articles)
        store = fresh("store") / "growth"
        begin = time.process_time()
        build_store(folder, store, executor="inline")
        built = time.process_time() - begin
        taken = []
        for compare in (ca.naming, ca.keyness, ca.source_counts, ca.dispersion, ca.shared_text):
            begin = time.process_time()
            compare(ca.open_corpus(store))
            taken.append(time.process_time() - begin)
        disk = sum(path.stat().st_size for path in store.rglob("*") if path.is_file()) / 1e6
        rows.append((len(articles), size(articles), built, disk, *taken))
    yield "## Growth\n"
    head = ["articles", "MB raw", "build", "MB store", "naming", "keyness", "source_counts", "dispersion", "shared_text"]
    yield "CPU seconds of one process, opened from the store:\n"
    yield table(head, [[count, *(f"{value:.1f}" for value in rest)] for count, *rest in rows[1:]])
    count, megabytes, built, disk = rows[-1][:4]
    each = (1000 * value / count for value in (built, disk, megabytes))
    yield "From the last row, for an article: {:.0f} ms, {:.1f} kB of store, {:.1f} kB raw.\n".format(*each)
    yield "## What many articles take\n"
    yield "The last row of the table above, multiplied; memory is that of each worker, whatever the size (see Memory), plus the driver's.\n"
    costs = [
        [name, f"{number * built / count / 3600:.0f}", f"{number * megabytes / count / 1e3:.0f}", f"{number * disk / count / 1e3:.0f}"]
        for name, number in ARTICLES.items()
    ]
    yield table(["", "core-hours", "GB raw", "GB store"], costs)


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the text")
    quick = parser.parse_args().quick
    os.environ["OMP_NUM_THREADS"] = "1"
    sizes = QUICK if quick else FULL
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "pandas", "pyarrow", "scikit-learn", "distributed"))
    parts = [
        "# Performance\n",
        f"Written by `python -m benchmarks.scale{' --quick' if quick else ''}`, not by hand. {platform.machine()}, "
        f"{os.cpu_count()} processors, Python {platform.python_version()}, {versions}; load of the machine at the start {load:.1f}.\n",
    ]
    sections = (compare_speed(sizes), compare_start(), compare_executors(sizes), measure_memory(sizes), measure_growth(sizes))
    for section in sections:
        for text in section:
            parts.append(text)
            print(text, flush=True)
    PAGE.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
