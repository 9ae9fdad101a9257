"""The stored notebooks: small, described, deterministic. That they run is tested by nbval."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("[0-9]*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestNotebook:
    def test_opens_with_a_title_and_one_question(self, path):
        first = nbformat.read(path, as_version=4).cells[0]
        lines = [line for line in first.source.splitlines() if line.strip()]
        assert first.cell_type == "markdown"
        assert lines[0].startswith("# ")
        assert lines[1].startswith("*") and lines[1].rstrip("*").endswith("?")

    def test_has_few_and_short_cells_with_stored_outputs(self, path):
        code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        assert len(code) <= 25
        assert max(len(cell.source.splitlines()) for cell in code) <= 12
        assert all(cell.execution_count for cell in code)
        assert not any(output.output_type == "error" for cell in code for output in cell.outputs)

    def test_stores_no_paths_no_addresses_and_no_times(self, path):
        stored = path.read_text(encoding="utf-8")
        assert not re.search(r"/(home|root|tmp|work|Users)/|at 0x[0-9a-f]{6,}|iopub\.execute", stored)

    def test_every_figure_has_words_after_it(self, path):
        cells = nbformat.read(path, as_version=4).cells
        for at, cell in enumerate(cells):
            if cell.cell_type == "code" and any("image/png" in output.get("data", {}) for output in cell.outputs):
                following = cells[at + 1 : at + 3]
                assert any(other.cell_type == "markdown" or "finding" in other.metadata.get("tags", []) for other in following)


def test_running_the_notebooks_again_gives_the_same_bytes(tmp_path):
    for folder in ("notebooks", "seeds", "tools"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    subprocess.run([sys.executable, str(tmp_path / "tools" / "store_notebooks.py")], check=True, timeout=600)
    assert NOTEBOOKS
    for path in NOTEBOOKS:
        assert (tmp_path / path.relative_to(ROOT)).read_bytes() == path.read_bytes()
    assert (tmp_path / "docs" / "naming.png").read_bytes() == (ROOT / "docs" / "naming.png").read_bytes()
