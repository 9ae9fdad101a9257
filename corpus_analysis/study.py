"""The folder of a new study: where articles, what is known of them, a lexicon and the analysis go."""

from __future__ import annotations

from pathlib import Path

import nbformat

PACKAGE = Path(__file__).parent
TEMPLATES = PACKAGE / "templates" / "study"
MANIFEST = "doc_id,outlet,language,published\n"


def new_study(path: str | Path) -> Path:
    """Lay out a folder for a corpus of one's own: ``articles/`` with an empty manifest, an example lexicon, a notebook, a README.

    Parameters
    ----------
    path : the folder; it must not exist yet, or be empty.

    Returns
    -------
    The path of its README, which says what to do next.

    Raises
    ------
    FileExistsError : if there is something at *path* already; nothing is overwritten.
    """
    from . import __version__
    from .report import notebook_paths

    path = Path(path)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise FileExistsError(f"{path} exists and is not empty. Nothing was written; name a folder that does not exist yet.")
    (path / "articles").mkdir(parents=True)
    (path / "articles" / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    (path / "lexicon.yaml").write_bytes((TEMPLATES / "lexicon.yaml").read_bytes())
    own = next(notebook for notebook in notebook_paths() if notebook.stem.endswith("your_own_corpus"))
    nbformat.write(_emptied(nbformat.read(own, as_version=4)), path / "analysis.ipynb")
    readme = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    (path / "README.md").write_text(readme.format(name=path.resolve().name, version=__version__), encoding="utf-8")
    return path / "README.md"


def _emptied(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook without outputs, pointed at the folder of articles beside it."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            if "parameters" in cell.metadata.get("tags", []):
                cell.source = 'CORPUS = "articles"'
    return notebook
