"""Run the notebooks on the seeds and store their outputs, then renew record.json: ``python tools/store_notebooks.py [NAME ...]``.

Running it twice gives the same bytes: no times, no versions, no random ids are kept.
"""

import base64
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from corpus_analysis.verify import write_record

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"


def store(path: Path) -> None:
    """Run one notebook where it lies and write it back."""
    notebook = nbformat.read(path, as_version=4)
    os.environ["OMP_NUM_THREADS"] = "1"
    place = {"metadata": {"path": str(path.parent)}}
    quiet = ["--log-level=ERROR"]
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False, extra_arguments=quiet, resources=place)
    client.execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook.cells):
        _drop_widgets(cell)
        cell.id = f"{path.stem[:2]}-{number:02d}"
    nbformat.validate(notebook)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    if path.stem == "02_framing_terms":
        _keep_picture(notebook, NOTEBOOKS.parent / "docs" / "naming.png")


def _drop_widgets(cell: nbformat.NotebookNode) -> None:
    """Leave out what only a running kernel can show, and its random names; the static form beside it stays."""
    for output in cell.get("outputs", []):
        output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    cell.update({"outputs": [one for one in cell.outputs if one.get("data", True)]} if cell.cell_type == "code" else {})


def _keep_picture(notebook: nbformat.NotebookNode, target: Path) -> None:
    """Write the notebook's first picture where the README shows it."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    picture = next(output.data["image/png"] for output in outputs if "image/png" in output.get("data", {}))
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(base64.b64decode(picture))


if __name__ == "__main__":
    chosen = sys.argv[1:]
    for notebook_path in sorted(NOTEBOOKS.rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in notebook_path.parts and (not chosen or any(name in notebook_path.name for name in chosen)):
            store(notebook_path)
    write_record(NOTEBOOKS.parent, "seeds")
