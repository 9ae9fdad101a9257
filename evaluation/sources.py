"""Accuracy of attribution: spans, speakers, types and modes against the gold of the seeds and any further gold file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from corpus_analysis.corpus import load_corpus
from corpus_analysis.loading import find_segments
from corpus_analysis.sources import find_sources
from corpus_analysis.spans import intersection_over_union
from corpus_analysis.text.tokens import index_tokens

from . import GOLD, SEEDS, Row, prf, read_jsonl

AREA = "sources"
SEED_FACTS = {  # outlet-independent facts an analyst would put into a manifest
    "000_f2637de0095fdcd7": ("ar", "2023-11-24"),
    "001_53e90237db271b94": ("fa", "2023-11-24"),
    "002_4458d8df9d782b8d": ("fa", "2023-11-24"),
    "003_841333b7fafb0b94": ("ar", "2024-06-20"),
    "004_e1d003cca7f14586": ("ar", "2023-12-08"),
}


def read_text(text: str, language: str, day: str | None = "2024-06-20") -> pd.DataFrame:
    """Return the sources found in one text of a language and, if it is known, a day."""
    return read_texts({"text": (language, day, text)})


def read_texts(texts: Mapping[str, tuple[str, str | None, str]]) -> pd.DataFrame:
    """Run the stages up to sources over ``{doc_id: (language, ISO day or None, raw text)}``."""
    documents = pd.DataFrame(
        {
            "doc_id": list(texts),
            "language": [t[0] for t in texts.values()],
            "published": pd.to_datetime(pd.Series([t[1] for t in texts.values()], dtype=object)).to_numpy(),
        }
    )
    raw = {doc_id: text for doc_id, (_, _, text) in texts.items()}
    segments = find_segments(documents, raw)
    return find_sources(documents, segments, index_tokens(documents, segments, raw), raw)


def align(gold: Sequence[Mapping], found: pd.DataFrame, least: float) -> list[tuple[int, int]]:
    """Pair gold rows with found rows of the same document one to one, best overlap first; equal cues break ties."""
    offers = []
    places: dict[str, list[int]] = {}
    for index, doc_id in zip(found.index.tolist(), found["doc_id"].tolist(), strict=True):
        places.setdefault(doc_id, []).append(index)
    starts, ends, cues = (dict(zip(found.index.tolist(), found[name].tolist(), strict=True)) for name in ("start", "end", "cue_start"))
    for at, row in enumerate(gold):
        for index in places.get(row["doc_id"], ()):
            same_cue = row.get("cue_start") is not None and not pd.isna(cues[index]) and abs(cues[index] - row["cue_start"]) <= 3
            score = intersection_over_union((row["start"], row["end"]), (int(starts[index]), int(ends[index])))
            if score >= least:
                offers.append((same_cue, score, -at, -index))
    pairs, used_gold, used_found = [], set(), set()
    for _, _, at, index in sorted(offers, reverse=True):
        if at not in used_gold and index not in used_found:
            used_gold.add(at)
            used_found.add(index)
            pairs.append((-at, -index))
    return pairs


def score(
    gold: Sequence[Mapping],
    found: pd.DataFrame,
    data: str,
    aims: tuple[str, str] = (">= .80", ">= .90"),
    area: str = AREA,
    same_speaker: Callable[[Mapping, str], bool] = lambda mention, source_id: mention["source_canonical"] == source_id,
) -> Iterator[Row]:
    """Yield span, speaker, type and mode figures; peripheral gold is neither rewarded nor punished."""
    core = [row for row in gold if row["counted"]]
    spare = [row for row in gold if not row["counted"]]
    counted = found[found["counted"]]
    for least, aim in ((0.8, aims[0]), (0.3, aims[1])):
        pairs = align(core, counted, least)
        rest = counted.drop(index=[index for _, index in pairs])
        excused = len(align([row for row in spare if row["region"] in ("lead", "body")], rest, 0.3))
        precision, recall, f1 = prf(len(counted) - excused, len(core), len(pairs))
        counts = f"P {precision:.3f} R {recall:.3f}, {len(pairs)} of {len(core)} gold, {len(counted) - excused} found"
        yield Row(area, f"span F1 at IoU {least}", data, f1, counts, aim)
        if least == 0.8:
            tests = {
                "speaker": lambda said, row: same_speaker(said, row["source_id"]),
                "type": lambda said, row: said["source_type"] == row["source_type"],
                "mode": lambda said, row: said["mode"] == row["mode"],
            }
            for name, test in tests.items():
                right = sum(test(core[at], counted.loc[index]) for at, index in pairs)
                counts, value = f"{right} of {len(pairs)}", right / len(pairs) if pairs else 0.0
                yield Row(area, f"{name} on matched spans", data, value, counts, ">= .97" if aims[0] == ">= .95" else ">= .90")
    outside = [row for row in gold if row["region"] not in ("lead", "body")]
    leaks = len(align(outside, counted, 0.3))
    yield Row(area, "region leak", data, float(leaks), f"{leaks} counted rows outside lead and body", "0")


def seeds() -> tuple[list[dict], pd.DataFrame]:
    """Return the gold of the five seeds and what is found in them."""
    texts = {
        doc_id: (language, day, (SEEDS / f"{doc_id}.txt").read_text(encoding="utf-8")) for doc_id, (language, day) in SEED_FACTS.items()
    }
    return read_jsonl(GOLD / "sources.jsonl"), read_texts(texts)


def whole_road(manifest: bool) -> pd.DataFrame:
    """Return the sources of the seeds as `load_corpus` finds them, with the folder's manifest or from the texts alone."""
    if manifest:
        return load_corpus(SEEDS).sources
    with tempfile.TemporaryDirectory() as folder:
        for path in SEEDS.glob("*.txt"):
            shutil.copy(path, folder)
        return load_corpus(folder).sources


def details(gold: Sequence[Mapping], found: pd.DataFrame, data: str) -> Iterator[Row]:
    """Yield how often level, the source next outward and the way of naming are right on matched spans."""
    core, counted = [row for row in gold if row["counted"]], found[found["counted"]]
    pairs = align(core, counted, 0.8)
    for name in ("coref", "level", "via"):
        right = sum(bool(_same(core[at][name], found.at[index, name])) for at, index in pairs)
        yield Row(AREA, f"{name} on matched spans", data, right / len(pairs) if pairs else 0.0, f"{right} of {len(pairs)}", ">= .90")


def _same(said: object, found: object) -> bool:
    return (said is None and pd.isna(found)) or said == found


def rows() -> Iterator[Row]:
    """Yield the accuracy table of this area: the stage alone with the facts given, then the whole road of `load_corpus`."""
    gold, found = seeds()
    yield from score(gold, found, "seeds", (">= .95", ">= .95"))
    yield from details(gold, found, "seeds")
    for manifest in (True, False):
        yield from score(
            gold, whole_road(manifest), f"seeds, load_corpus {'with' if manifest else 'without'} manifest", (">= .95", ">= .95")
        )
