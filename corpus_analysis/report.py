"""The notebooks, run on any corpus, as one static report that opens from disk without a network."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import nbformat
import pandas as pd

from .corpus import Corpus, load_corpus

PACKAGE = Path(__file__).parent
STATED = ("pandas", "numpy", "scikit-learn", "matplotlib", "simplemma", "wordfreq", "rapidfuzz")


class ReportError(RuntimeError):
    """A report that could not be made; the message says where and what to do."""


@dataclass(frozen=True)
class Page:
    """One notebook as a page: file name, title, its question, the findings it states, and its body as HTML."""

    name: str
    title: str
    question: str
    findings: list[str]
    body: str


def notebook_paths() -> list[Path]:
    """Return the numbered notebooks, from the source tree or from the installed package."""
    for folder in (PACKAGE.parent / "notebooks", PACKAGE / "notebooks"):
        found = sorted(folder.glob("0*.ipynb"))
        if found:
            return found
    raise ReportError("the notebooks are not installed beside the package. Install it again, or run from a clone of the repository.")


def run_notebook(path: Path, corpus: str | None, folder: Path) -> nbformat.NotebookNode:
    """Run one notebook in *folder* and return it with its outputs; *corpus* replaces the parameter ``CORPUS``."""
    import papermill

    target = folder / path.name
    parameters = {"CORPUS": corpus} if corpus else {}
    try:
        papermill.execute_notebook(
            path,
            target,
            parameters=parameters,
            kernel_name="python3",
            cwd=str(folder),
            progress_bar=False,
            extra_arguments=["--log-level=ERROR"],
        )
    except papermill.PapermillExecutionError as error:
        raise ReportError(f"{path.name}, cell {error.exec_count}: {error.ename}: {error.evalue}") from error
    return nbformat.read(target, as_version=4)


def write_report(path: str | Path, out: str | Path, *, on_page: Callable[[str], None] = lambda name: None) -> Path:
    """Run every notebook on the corpus at *path* and write ``index.html`` and one page a notebook into *out*.

    Parameters
    ----------
    path : whatever `load_corpus` takes.
    out : the folder of the report; made if need be. Files of an earlier report are replaced.
    on_page : called with the name of each notebook before it is run.

    Returns
    -------
    The path of ``index.html``. The pages hold no script and load nothing from a network.

    Raises
    ------
    FileNotFoundError, ValueError : as `load_corpus`, before any notebook is run.
    ReportError : a notebook failed; the message names it, the cell and the error.
    """
    corpus = load_corpus(path)
    out = Path(out)
    if out.exists() and not out.is_dir():
        raise ReportError(f"{out} is a file. Name a folder for the report, for instance --out report.")
    pages = []
    with _workplace() as folder:
        for notebook in notebook_paths():
            on_page(notebook.stem)
            pages.append(_page(notebook.stem, run_notebook(notebook, str(Path(path).resolve()), folder)))
    out.mkdir(parents=True, exist_ok=True)
    for name, html in _render(corpus, Path(path).resolve().name, pages):
        (out / name).write_text(html, encoding="utf-8")
    return out / "index.html"


@contextmanager
def _workplace() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="corpus-analysis-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _page(name: str, notebook: nbformat.NotebookNode) -> Page:
    opening = next(cell.source for cell in notebook.cells if cell.cell_type == "markdown").splitlines()
    question = next((line.strip("*_ ") for line in opening[1:] if line.strip()), "")
    findings = [
        output.data["text/html"]
        for cell in notebook.cells
        if "finding" in cell.metadata.get("tags", [])
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    return Page(name, opening[0].lstrip("# "), question, findings, _body(notebook))


def _body(notebook: nbformat.NotebookNode) -> str:
    """Return the notebook as HTML without a frame: prose, folded code, outputs; the injected parameters are left out."""
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    _describe_pictures(notebook)
    notebook.cells = [cell for cell in notebook.cells if not {"injected-parameters", "parameters"} & set(cell.metadata.get("tags", []))]
    config = Config({"HTMLExporter": {"template_name": "report", "extra_template_basedirs": [str(PACKAGE / "templates")]}})
    body, _ = HTMLExporter(config=config).from_notebook_node(notebook)
    return body


def _describe_pictures(notebook: nbformat.NotebookNode) -> None:
    """Give every picture a text for those who do not see it: the heading it stands under, and where its table is."""
    heading = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = next((line.strip("# ") for line in reversed(cell.source.splitlines()) if line.startswith("#")), heading)
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                output.metadata["image/png"] = {"alt": f"Figure: {heading}. The numbers stand in the table and the text beside it."}


def _render(corpus: Corpus, name: str, pages: list[Page]) -> Iterator[tuple[str, str]]:
    import jinja2
    from pygments.formatters import HtmlFormatter

    from .show import table

    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(PACKAGE / "templates"), autoescape=True, trim_blocks=True)
    shared = {
        "corpus_name": name, "pages": pages, "style": (PACKAGE / "templates" / "report.css").read_text(encoding="utf-8"),
        "code_style": HtmlFormatter(style="friendly").get_style_defs(".highlight"),
    }  # fmt: skip
    documents = corpus.documents[["doc_id", "outlet", "language", "published", "headline", "n_tokens", "sha256"]]
    facts = {
        "documents": table(documents.assign(sha256=documents["sha256"].str[:12]), caption="The articles"),
        "problems": table(corpus.problems[["path", "severity", "message", "remedy"]], caption="What to look at")
        if len(corpus.problems)
        else None,
        "versions": pd.Series({"corpus-analysis": _version("corpus-analysis"), **{p: _version(p) for p in STATED}}),
        "lexicon": corpus.lexicon,
        "summary": repr(corpus),
    }
    yield "index.html", environment.get_template("index.html.j2").render(**shared, **facts)
    for number, page in enumerate(pages):
        around = {
            "page": page,
            "before": pages[number - 1] if number else None,
            "after": pages[number + 1] if number + 1 < len(pages) else None,
        }
        yield f"{page.name}.html", environment.get_template("page.html.j2").render(**shared, **around)


def _version(package: str) -> str:
    return metadata.version(package)
