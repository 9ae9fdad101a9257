"""The report: every notebook, outlet, referent and article of a corpus as pages that open from disk without a network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import pandas as pd

from .. import __version__
from ..corpus import Corpus, load_corpus
from ..framing import naming
from ..groups import suggest
from ..loading.files import keep_apart
from .evidence import Evidence, write_evidence
from .notebooks import PACKAGE, Page, ReportError, run_notebooks

USUAL = "israel"  # the notebook's own choice
EVIDENCE = re.compile(r"(outlet|referent|article)-[0-9]{2,}\.html")
CODE = {"all": "friendly", "screen and (prefers-color-scheme: dark)": "github-dark"}
STATED = ("pandas", "numpy", "scikit-learn", "matplotlib", "simplemma", "wordfreq", "rapidfuzz")


def write_report(
    path: str | Path, out: str | Path, *, referent: str | None = None, on_page: Callable[[str], None] = lambda name: None
) -> Path:
    """Run every notebook on the corpus at *path*; write ``index.html`` and a page a notebook, outlet, referent and article into *out*.

    Parameters
    ----------
    path : whatever `load_corpus` takes.
    out : the folder of the report; made if need be. The pages of an earlier report there are replaced or removed.
    referent : whose names the second page looks at; by default Israel's, or where nobody names it, those of whom the articles name most.
    on_page : called with the name of each notebook before it is run.

    Returns
    -------
    The path of ``index.html``. The pages hold no script and load nothing from a network.

    Raises
    ------
    FileNotFoundError, ValueError : as `load_corpus`, before any notebook is run; ValueError also for a referent not in the lexicon.
    ReportError : a notebook failed; the message names it, the cell and the error.
    """
    corpus = load_corpus(path)
    out = Path(out)
    if out.exists() and not out.is_dir():
        raise ReportError(f"{out} is a file. Name a folder for the report, for instance --out report.")
    keep_apart(out, path)
    pages = run_notebooks(str(Path(path).resolve()), _choose_referent(corpus, referent), on_page)
    evidence = write_evidence(corpus)
    out.mkdir(parents=True, exist_ok=True)
    for earlier in out.glob("*-[0-9]*.html"):  # of a larger corpus: nothing of this report would lead there, and it holds articles
        if EVIDENCE.fullmatch(earlier.name):
            earlier.unlink()
    for name, html in _render(corpus, Path(path).resolve().name, pages, evidence):
        (out / name).write_text(html, encoding="utf-8")
    return out / "index.html"


def _choose_referent(corpus: Corpus, asked: str | None) -> str:
    """Return whose names are looked at: those asked for; else Israel's, as in the notebook; of another subject the most named."""
    known = list(corpus.lexicon.data["referents"])
    if asked is not None:
        if asked not in known:
            meant = suggest(asked, known)
            raise ValueError(f"no referent {asked!r} in the lexicon {corpus.lexicon.name!r}.{meant} It has: {', '.join(known)}.")
        return asked
    counts = naming(corpus).groupby("referent")["count"].sum()
    return USUAL if USUAL in counts or (counts.empty and USUAL in known) else [*counts.sort_values(ascending=False).index, *known][0]


def _render(corpus: Corpus, name: str, pages: list[Page], evidence: Evidence) -> Iterator[tuple[str, str]]:
    import jinja2
    from pygments.formatters import HtmlFormatter

    from ..show import table

    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(PACKAGE / "templates"), autoescape=True, trim_blocks=True)
    codes = (f"@media {when} {{ {HtmlFormatter(style=look).get_style_defs('.highlight')} }}" for when, look in CODE.items())
    shared = {
        "corpus_name": name, "pages": pages, "evidence": evidence,
        "style": (PACKAGE / "templates" / "report.css").read_text(encoding="utf-8"),
        "code_style": "\n".join(codes),
    }  # fmt: skip
    documents = corpus.documents[["doc_id", "outlet", "language", "published", "headline", "n_tokens", "sha256"]]
    facts = {
        "documents": table(documents.assign(sha256=documents["sha256"].str[:12]), caption="The articles"),
        "problems": table(corpus.problems[["path", "severity", "message", "remedy"]], caption="What to look at")
        if len(corpus.problems)
        else None,
        "versions": pd.Series({"corpus-analysis": __version__, **{p: metadata.version(p) for p in STATED}}),
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
    for page in evidence.pages:
        yield f"{page.name}.html", environment.get_template("page.html.j2").render(**shared, page=page)
