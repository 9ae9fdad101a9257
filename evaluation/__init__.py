"""Accuracy against gold and development data: one module an area, each with a function ``rows()``."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
SEEDS = ROOT / "seeds"
DEVDATA = Path(os.environ.get("CORPUS_ANALYSIS_DEVDATA", ROOT.parent / "shared" / "bench"))


@dataclass(frozen=True)
class Row:
    """One line of the accuracy table: what was measured on which data, the value, its counts, and the aim."""

    area: str
    measure: str
    data: str
    value: float | None
    counts: str = ""
    aim: str = ""


def read_jsonl(path: Path) -> list[dict]:
    """Read a file with one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def prf(found: int, expected: int, right: int) -> tuple[float, float, float]:
    """Return precision, recall and F1 from counts."""
    precision = right / found if found else 0.0
    recall = right / expected if expected else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0
