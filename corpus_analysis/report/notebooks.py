"""The notebooks, run on any corpus, as pieces of HTML."""

from __future__ import annotations

import base64
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat

from ..show.tables import escape

PACKAGE = Path(__file__).parents[1]


class ReportError(RuntimeError):
    """A report that could not be made; the message says where and what to do."""


@dataclass(frozen=True)
class Page:
    """One page: file name, title, the question it answers, the findings it states, its body as HTML, a picture of it for the index."""

    name: str
    title: str
    question: str
    findings: list[str]
    body: str
    cover: str = ""


def notebook_paths() -> list[Path]:
    """Return the numbered notebooks, from the source tree or from the installed package."""
    for folder in (PACKAGE.parent / "notebooks", PACKAGE / "notebooks"):
        found = sorted(folder.glob("0*.ipynb"))
        if found:
            return found
    raise ReportError("the notebooks are not installed beside the package. Install it again, or run from a clone of the repository.")


def run_notebook(path: Path, corpus: str | None, folder: Path, referent: str | None = None) -> nbformat.NotebookNode:
    """Run one notebook in *folder* and return it with its outputs; *corpus* and *referent* replace its parameters of these names."""
    import papermill

    target = folder / path.name
    given = {"CORPUS": corpus, "REFERENT": referent}
    parameters = {name: given[name] for name in papermill.inspect_notebook(path) if given.get(name)}
    try:
        papermill.execute_notebook(
            path,
            target,
            parameters=parameters,
            kernel_name="python3",
            cwd=str(folder),
            progress_bar=False,
            extra_arguments=["--log-level=CRITICAL"],  # what a kernel says while it is being shut down; errors of cells come another way
        )
    except papermill.PapermillExecutionError as error:
        hint = "If it is not about your corpus, report it with this message; to see more, run the notebook on the corpus in JupyterLab."
        raise ReportError(f"{path.name}, cell {error.exec_count}: {error.ename}: {error.evalue}\n{hint}") from error
    return nbformat.read(target, as_version=4)


def run_notebooks(corpus: str, referent: str, on_page: Callable[[str], None]) -> list[Page]:
    """Run every notebook on the corpus at that path and return them as pages; *on_page* is called with each name beforehand."""
    pages = []
    with _workplace() as folder:
        for notebook in notebook_paths():
            on_page(notebook.stem)
            pages.append(_page(notebook.stem, run_notebook(notebook, corpus, folder, referent)))
    return pages


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
    _describe_pictures(notebook)
    findings = [output.data["text/html"] for output in _tagged(notebook, "finding", "text/html")]
    covers = (show_picture(one.data["image/png"], one.metadata["image/png"]["alt"]) for one in _tagged(notebook, "cover", "image/png"))
    return Page(name, opening[0].lstrip("# "), question, findings, _body(notebook), next(covers, ""))


def _tagged(notebook: nbformat.NotebookNode, tag: str, kind: str) -> Iterator[nbformat.NotebookNode]:
    """Yield the outputs of one kind of the cells that bear a tag."""
    cells = (cell for cell in notebook.cells if tag in cell.metadata.get("tags", []))
    yield from (output for cell in cells for output in cell.get("outputs", []) if kind in output.get("data", {}))


def _body(notebook: nbformat.NotebookNode) -> str:
    """Return the notebook as HTML without a frame: prose, folded code, outputs; the injected parameters are left out."""
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    notebook.cells = _join_silent(
        [cell for cell in notebook.cells if not {"injected-parameters", "parameters"} & set(cell.metadata.get("tags", []))]
    )
    config = Config({"HTMLExporter": {"template_name": "report", "extra_template_basedirs": [str(PACKAGE / "templates")]}})
    body, _ = HTMLExporter(config=config).from_notebook_node(notebook)
    return body


def _join_silent(cells: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Join code that shows nothing to the code that follows it, so that a reader finds one fold and not two."""
    joined: list[nbformat.NotebookNode] = []
    for cell in cells:
        if joined and cell.cell_type == "code" == joined[-1].cell_type and not joined[-1].outputs:
            cell.source = f"{joined.pop().source}\n\n{cell.source}"
        joined.append(cell)
    return joined


def _describe_pictures(notebook: nbformat.NotebookNode) -> None:
    """Give every picture a text for those who do not see it: the heading it stands under, and where its table is; and make it small."""
    heading = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = next((line.strip("# ") for line in reversed(cell.source.splitlines()) if line.startswith("#")), heading)
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                output.data["image/png"] = shrink_picture(base64.b64decode(output.data["image/png"]))
                output.metadata["image/png"] = {"alt": f"Figure: {heading}. The numbers stand in the table and the text beside it."}


def shrink_picture(png: bytes) -> str:
    """Return a picture in base64 with at most 64 colours: our charts have few, and a report is passed on by mail."""
    from PIL import Image

    held = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(held, format="png", optimize=True)
    return base64.b64encode(held.getvalue()).decode("ascii")


def show_picture(png: str, alt: str) -> str:
    """Return a picture in base64 as HTML."""
    return f'<figure class="output"><img src="data:image/png;base64,{png.strip()}" alt="{escape(alt)}"></figure>'
