"""The command ``corpus-analysis``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from pandas import DataFrame

app = typer.Typer(help="Compare how news outlets frame the same events in Arabic, Persian and English.", no_args_is_help=True)
lexicon_app = typer.Typer(help="Work on the naming lexicons.", no_args_is_help=True)
app.add_typer(lexicon_app, name="lexicon")
console = Console(stderr=True)


@app.command()
def report(
    path: Annotated[Path, typer.Argument(help="A folder of articles, a table (.csv, .jsonl, .xlsx, .parquet), an archive or a store.")],
    out: Annotated[Path, typer.Option(help="The folder to write the report into.")] = Path("report"),
    referent: Annotated[
        str | None, typer.Option(help="Whose names to look at; by default Israel's, or where nobody names it, the most named.")
    ] = None,
) -> None:
    """Run every notebook on a corpus and write one static report."""
    from .report import ReportError, notebook_paths, write_report

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=len(notebook_paths()))

        def show(name: str) -> None:
            progress.update(task, description=name, completed=[p.stem for p in notebook_paths()].index(name))

        try:
            index = write_report(path, out, referent=referent, on_page=show)
        except (ReportError, OSError, ValueError) as error:
            _stop(str(error))
        progress.update(task, description="done", completed=len(notebook_paths()))
    typer.echo(f"The report is at {index}")


@app.command()
def build(
    path: Annotated[list[Path], typer.Argument(help="Folders of articles, tables or archives.")],
    out: Annotated[Path, typer.Option(help="The folder of the store; an earlier build there is gone on with.")],
    metadata: Annotated[Path | None, typer.Option(help="A manifest (.csv or .toml) of what is known of the articles.")] = None,
    lexicon: Annotated[Path | None, typer.Option(help="A naming lexicon (.yaml) instead of the package's own.")] = None,
    column: Annotated[list[str] | None, typer.Option(help="What a column of a table is, as in text=Story; may be repeated.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="How many processes; by default one a processor.")] = None,
    dask: Annotated[str | None, typer.Option(help="The address of a Dask scheduler (tcp://...) to work on instead.")] = None,
) -> None:
    """Read a corpus of any size and keep all that is found in it, part by part, in a store that `open_corpus` opens."""
    from .store import build_store

    named = dict(one.partition("=")[::2] for one in column or [])
    if not all(named.values()):
        _stop(f"--column {' '.join(column or [])}: say what the column is and its name, as in --column text=Story.")
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total} parts"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what)
            progress.update(tasks[what], completed=done, total=total)

        try:
            corpus = build_store(
                path,
                out,
                metadata=metadata,
                columns=named or None,
                lexicon=lexicon,
                executor=dask or "processes",
                workers=workers,
                progress=show,
            )
        except (OSError, ValueError) as error:
            _stop(str(error))
        except KeyboardInterrupt:
            console.print("[bold]corpus-analysis:[/bold] broken off. The same command goes on from here.", highlight=False)
            raise typer.Exit(code=130) from None
    typer.echo(f"The store is at {out}: {len(corpus)} articles")


@app.command()
def problems(path: Annotated[Path, typer.Argument(help="A corpus, as for report.")]) -> None:
    """List what loading found doubtful, one line a problem."""
    from .corpus import load_corpus

    try:
        found = load_corpus(path).problems
    except (OSError, ValueError) as error:
        _stop(str(error))
    _list(found[["severity", "path", "message", "remedy"]], "problem")


@app.command()
def new(path: Annotated[Path, typer.Argument(help="The folder to make; it must not exist yet.")]) -> None:
    """Lay out a folder for a corpus of your own: articles, manifest, lexicon, notebook."""
    from .study import new_study

    try:
        typer.echo(f"The study is laid out; read {new_study(path)}")
    except OSError as error:
        _stop(str(error))


@app.command()
def lessons(path: Annotated[Path, typer.Argument(help="The folder to make; it must not exist yet.")]) -> None:
    """Write the four lessons for students: without solutions, with the articles they need."""
    from .study import copy_lessons

    try:
        written = copy_lessons(path)
    except OSError as error:
        _stop(str(error))
    typer.echo(f"{len(written)} lessons are in {path}; begin with: jupyter lab {written[0]}")


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="A study: a folder with articles, notebooks and record.json.")] = Path("."),
    record: Annotated[bool, typer.Option("--record", help="Write record.json instead of checking against it.")] = False,
    corpus: Annotated[str | None, typer.Option(help="With --record: the folder of the articles inside the study.")] = None,
    rerun: Annotated[bool, typer.Option(help="Run the notebooks again and compare their outputs.")] = True,
    reviewer: Annotated[str | None, typer.Option(help="Your name; the summary then ends with it and the day.")] = None,
) -> None:
    """Check corpus, lexicons, lock and notebooks against their record, run the notebooks again, and print a summary to sign."""
    from .verify import RecordError, check_study, summarise, write_record

    try:
        if record:
            typer.echo(f"The record is at {write_record(folder, corpus)}")
            return
        checks = check_study(folder, rerun=rerun)
    except (RecordError, OSError) as error:
        _stop(str(error))
    typer.echo(summarise(checks, reviewer))
    raise typer.Exit(code=0 if checks.attrs["matches"] else 1)


@lexicon_app.command("check")
def check(
    path: Annotated[Path, typer.Argument(help="A naming lexicon (.yaml).")],
    corpus: Annotated[Path | None, typer.Option(help="Articles: names that stand nowhere in them are reported, too.")] = None,
) -> None:
    """Report forms that are unused, overlapping or unreachable, and sides that are unbalanced."""
    from .corpus import load_corpus
    from .lexicon import check_lexicon

    try:
        found = check_lexicon(path, corpus and load_corpus(corpus, lexicon=path))
    except (OSError, ValueError) as error:
        _stop(str(error))
    _list(found, "remark")


def _list(rows: DataFrame, what: str) -> None:
    """Print one line a row: names of files and columns may hold anything."""
    from .loading.problems import escape_controls

    for row in rows.to_dict("records"):
        typer.echo("\t".join(escape_controls(str(value)) for value in row.values()))
    typer.echo(f"{len(rows)} {what}" + ("" if len(rows) == 1 else "s"))


def _stop(message: str) -> None:
    console.print(f"[bold]corpus-analysis:[/bold] {escape(message)}", highlight=False)
    raise typer.Exit(code=2)


if __name__ == "__main__":
    app()
