"""``python -m evaluation [AREA ...]``: print the accuracy table."""

import importlib
import sys
from pathlib import Path

from . import Row


def main(areas: list[str]) -> None:
    """Print the rows of all areas, or of those named."""
    known = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    unknown = set(areas) - set(known)
    if unknown:
        sys.exit(f"unknown area {sorted(unknown)}; there are: {', '.join(known)}")
    print(f"{'area':<10} {'measure':<46} {'data':<28} {'value':>8}  {'aim':<10} counts")
    for area in areas or known:
        for row in importlib.import_module(f"evaluation.{area}").rows():
            print(_line(row), flush=True)


def _line(row: Row) -> str:
    value = "—" if row.value is None else f"{row.value:.4f}"
    return f"{row.area:<10} {row.measure:<46} {row.data:<28} {value:>8}  {row.aim:<10} {row.counts}"


if __name__ == "__main__":
    main(sys.argv[1:])
