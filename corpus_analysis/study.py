"""Folders to work in: a new study with places for articles, lexicon and analysis; the lessons, without their solutions."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

PACKAGE = Path(__file__).parent
TEMPLATES = PACKAGE / "templates" / "study"
SEEDS = PACKAGE.parent / "seeds"
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

    path = _free_folder(path)
    (path / "articles").mkdir(parents=True)
    (path / "articles" / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    (path / "lexicon.yaml").write_bytes((TEMPLATES / "lexicon.yaml").read_bytes())
    own = next(notebook for notebook in notebook_paths() if notebook.stem.endswith("your_own_corpus"))
    nbformat.write(_emptied(nbformat.read(own, as_version=4), "articles"), path / "analysis.ipynb")
    readme = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    (path / "README.md").write_text(readme.format(name=path.resolve().name, version=__version__), encoding="utf-8")
    return path / "README.md"


def copy_lessons(path: str | Path) -> list[Path]:
    """Write the lessons as students get them: without solutions and outputs, the seed articles beside them.

    Parameters
    ----------
    path : the folder; it must not exist yet, or be empty.

    Returns
    -------
    The paths of the lessons, in the order they are taught.

    Raises
    ------
    FileExistsError : if there is something at *path* already; nothing is overwritten.
    FileNotFoundError : if the package was installed without the seed articles.
    """
    from .report import notebook_paths

    if not SEEDS.is_dir():
        raise FileNotFoundError(f"the lessons need the seed articles, and {SEEDS} does not exist. Run this from a clone of the repository.")
    path = _free_folder(path)
    shutil.copytree(SEEDS, path / "seeds")
    written = []
    for lesson in sorted((notebook_paths()[0].parent / "teaching").glob("*.ipynb")):
        notebook = nbformat.read(lesson, as_version=4)
        notebook.cells = [cell for cell in notebook.cells if "solution" not in cell.metadata.get("tags", [])]
        nbformat.write(_emptied(notebook, "seeds"), path / lesson.name)
        written.append(path / lesson.name)
    return written


def check_answer(answer: Any, right: Callable[[Any], bool], hint: str) -> list[str]:
    """Say whether the answer to an exercise is right; a wrong one gets *hint*.

    Parameters
    ----------
    answer : what the student put in place of None. right : called with it; an answer of a kind that it cannot judge is not right.

    Returns
    -------
    One sentence, as `show.say` shows it.
    """
    if answer is None:
        return ["Not answered yet: put your answer in the place of None, and run both cells again."]
    try:
        reached = bool(right(answer))
    except (TypeError, ValueError, KeyError):  # a word where a number is asked for, a table where a set is
        reached = False
    return ["Yes, that is right."] if reached else [f"Not yet. {hint}"]


def _free_folder(path: str | Path) -> Path:
    path = Path(path)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise FileExistsError(f"{path} exists and is not empty. Nothing was written; name a folder that does not exist yet.")
    return path


def _emptied(notebook: nbformat.NotebookNode, corpus: str) -> nbformat.NotebookNode:
    """Return the notebook without outputs, pointed at the folder *corpus* beside it."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            if "parameters" in cell.metadata.get("tags", []):
                cell.source = f'CORPUS = "{corpus}"'
    return notebook
