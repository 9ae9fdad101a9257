"""A study is checked against its record: what matched, what differs, where."""

import json
import os
import shutil
import sys
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from corpus_analysis.cli import app
from corpus_analysis.study import new_study
from corpus_analysis.verify import RECORD, RecordError, check_record, check_study, summarise, write_record

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def study(tmp_path, seeds_path):
    """A new study with one real article and a short notebook that was run."""
    folder = tmp_path / "my study"
    new_study(folder)
    shutil.copy(seeds_path / "002_4458d8df9d782b8d.txt", folder / "articles")
    cell = nbformat.v4.new_code_cell("1 + 1", execution_count=1)
    cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "2"}, execution_count=1)]
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "analysis.ipynb")
    write_record(folder)
    return folder


def test_a_study_that_did_not_change_matches_and_is_signed(study):
    checks = check_study(study)
    assert checks.attrs["matches"]
    assert set(checks["part"]) == {"corpus", "lexicons", "notebooks", "versions", "rerun"}
    told = summarise(checks, "A. Reviewer")
    assert f"Everything matches: {len(checks)} of {len(checks)} checks." in told
    assert "Reviewed by A. Reviewer" in told


def test_a_study_is_found_by_a_relative_path_as_its_guide_names_it(study, monkeypatch):
    monkeypatch.chdir(study.parent)
    assert check_study(study.name).attrs["matches"]


def test_every_change_is_named_with_its_place(study):
    article = study / "articles" / "002_4458d8df9d782b8d.txt"
    article.write_text(article.read_text(encoding="utf-8") + "x", encoding="utf-8")
    (study / "articles" / "manifest.csv").unlink()
    (study / "articles" / "later.txt").write_text("new", encoding="utf-8")
    found = check_record(study).set_index("place")["status"]
    assert found["articles/002_4458d8df9d782b8d.txt"] == "changed"
    assert found["articles/manifest.csv"] == "missing"
    assert found["articles/later.txt"] == "new"
    assert (found == "same").sum() == len(found) - 3


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text are there on Linux alone")
def test_names_that_would_steer_a_terminal_or_are_no_utf8_are_told_with_escapes(study):
    (study / "articles" / "a\x1b[2J.txt").write_text("new", encoding="utf-8")
    (study / "articles" / os.fsdecode(b"b\xff.txt")).write_text("new", encoding="utf-8")
    record = json.loads((study / RECORD).read_text(encoding="utf-8"))
    record["sha256"]["corpus"]["articles/gone\u202e.txt"] = "0"
    (study / RECORD).write_text(json.dumps(record), encoding="utf-8")
    result = CliRunner().invoke(app, ["verify", str(study), "--no-rerun"])
    assert result.exit_code == 1
    assert all(name in result.output for name in ("a\\x1b[2J.txt", "b\\xff.txt", "gone\\u202e.txt"))
    assert not set("\x1b\u202e") & set(result.output)
    write_record(study)
    assert check_study(study, rerun=False).attrs["matches"]


def test_an_output_that_differs_is_found_by_running_again(study):
    notebook = nbformat.read(study / "analysis.ipynb", as_version=4)
    notebook.cells[0].source = "1 + 2"
    nbformat.write(notebook, study / "analysis.ipynb")
    write_record(study)
    checks = check_study(study)
    failed = checks[checks["part"] == "rerun"]
    assert failed["status"].tolist() == ["failed"]
    assert "analysis" in failed["place"].item()
    assert not checks.attrs["matches"]


def test_a_notebook_saved_without_being_run_does_not_pass(study):
    notebook = nbformat.read(study / "analysis.ipynb", as_version=4)
    notebook.cells[0].outputs, notebook.cells[0].execution_count = [], None
    nbformat.write(notebook, study / "analysis.ipynb")
    write_record(study)
    assert "not stored" in check_study(study)["status"].tolist()


def test_another_version_of_a_package_is_told(study):
    record = json.loads((study / RECORD).read_text(encoding="utf-8"))
    record["versions"]["pandas"] = "0.1"
    (study / RECORD).write_text(json.dumps(record), encoding="utf-8")
    told = summarise(check_study(study, rerun=False))
    assert "pandas (versions): changed. recorded 0.1" in told
    assert "the notebooks were not run again" in told


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"corpus": 1, "versions": {}, "sha256": {}}', '{"corpus": "a", "versions": [], "sha256": 3}']
)
def test_a_damaged_record_is_named_with_a_remedy(study, text):
    (study / RECORD).write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match=r"record\.json is damaged.*Take the copy"):
        check_record(study)


def test_a_folder_without_record_or_articles_says_what_to_do(tmp_path):
    with pytest.raises(RecordError, match="--record"):
        check_record(tmp_path)
    with pytest.raises(RecordError, match="--corpus"):
        write_record(tmp_path)


def test_the_record_of_this_repository_is_up_to_date():
    checks = check_record(ROOT)
    own = checks[checks["part"] != "versions"]
    assert own[own["status"] != "same"].empty, "renew it with make notebooks: " + str(own[own["status"] != "same"]["place"].tolist())


def test_the_command_ends_with_1_where_something_differs(study):
    assert CliRunner().invoke(app, ["verify", str(study), "--no-rerun"]).exit_code == 0
    (study / "lexicon.yaml").write_text("changed", encoding="utf-8")
    result = CliRunner().invoke(app, ["verify", str(study), "--no-rerun"])
    assert result.exit_code == 1
    assert "lexicon.yaml (lexicons): changed" in result.output


def test_a_new_study_loads_its_articles_by_its_manifest_and_lexicon(study):
    import corpus_analysis as ca

    (study / "articles" / "manifest.csv").write_text(
        "doc_id,outlet,language,published\n002_4458d8df9d782b8d,My Daily,fa,2023-11-24\n", encoding="utf-8"
    )
    corpus = ca.load_corpus(study / "articles", lexicon=study / "lexicon.yaml")
    assert corpus.documents["outlet"].tolist() == ["My Daily"]
    assert corpus.lexicon.name == "example"


def test_a_new_study_overwrites_nothing(study):
    result = CliRunner().invoke(app, ["new", str(study)])
    assert result.exit_code == 2
    assert "not empty" in result.output


@pytest.mark.parametrize("command", [["verify", "--no-rerun"], ["problems"], ["build", "--out", "store"], ["report", "--out", "report"]])
def test_a_place_that_the_system_refuses_is_told_in_a_sentence(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    for place in ("corpus_analysis.verify.check_study", "corpus_analysis.corpus.load_corpus", "corpus_analysis.store.build_store",
                  "corpus_analysis.report.write_report"):  # fmt: skip
        monkeypatch.setattr(place, refuse)
    result = CliRunner().invoke(app, [*command, str(tmp_path)])
    assert result.exit_code == 2 and "Permission denied" in result.output


def refuse(*arguments, **settings):
    raise PermissionError(13, "Permission denied")
