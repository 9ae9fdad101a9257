"""The lessons: solutions that the checks accept, a student copy that runs without them, checks that refuse what is wrong."""

import re
from itertools import cycle
from pathlib import Path

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from typer.testing import CliRunner

from corpus_analysis.cli import app
from corpus_analysis.study import check_answer, copy_lessons

LESSONS = sorted((Path(__file__).resolve().parents[1] / "notebooks" / "teaching").glob("*.ipynb"))
NAMES = [path.stem for path in LESSONS]
ORDER = ["## Aim", "## Contents", "## Background", "## Practice", "## Discussion", "## Quiz"]


def read(path):
    return nbformat.read(path, as_version=4)


def tagged(notebook, tag, kind="code"):
    return [cell for cell in notebook.cells if cell.cell_type == kind and tag in cell.metadata.get("tags", [])]


def prose(notebook):
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def said(cell):
    return "".join(output.get("data", {}).get("text/plain", "") for output in cell.outputs)


def run(notebook):
    """Run the code cells in a fresh IPython and return what the check cells say."""
    shell, answers = InteractiveShell(), []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            done = shell.run_cell(cell.source, store_history=False)
            done.raise_error()
            if "check" in cell.metadata.get("tags", []):
                answers.append(repr(done.result))
    return answers


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    return {path.stem: path for path in copy_lessons(tmp_path_factory.mktemp("class") / "lessons")}


def test_there_are_four_lessons():
    assert len(LESSONS) == 4


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
class TestLesson:
    def test_follows_the_fixed_order_and_opens_with_what_to_expect(self, path):
        notebook = read(path)
        headings = re.findall(r"^## .*$", prose(notebook), flags=re.M)
        assert headings == ORDER
        assert all(f"**What you'll {verb}.**" in notebook.cells[0].source for verb in ("do", "learn", "need"))

    def test_every_exercise_has_a_folded_solution_and_a_check_that_accepts_it(self, path):
        notebook = read(path)
        exercises, solutions, checks = (tagged(notebook, tag) for tag in ("exercise", "solution", "check"))
        assert len(exercises) == len(solutions) == len(checks) >= 4
        assert all(cell.metadata["jupyter"]["source_hidden"] for cell in solutions + checks)
        assert all(cell.metadata["jupyter"]["outputs_hidden"] for cell in solutions)
        assert all(cell.source.startswith("# ") for cell in solutions + checks)  # JupyterLab shows the first line of what is folded
        assert {said(cell) for cell in checks} == {"Yes, that is right."}

    def test_an_exercise_asks_for_what_its_solution_gives_and_its_check_looks_at(self, path):
        notebook = read(path)
        for exercise, solution, check in zip(*(tagged(notebook, tag) for tag in ("exercise", "solution", "check")), strict=True):
            answer = exercise.source.split(" = None")[0]
            assert re.search(rf"^{answer} = ", solution.source, flags=re.M)
            assert f"check_answer({answer}," in check.source

    def test_takes_arabic_and_persian_from_the_articles(self, path):
        assert not re.search(r"[\u0621-\u064a\u067e-\u06cc]", "".join(cell.source for cell in read(path).cells))


@pytest.mark.parametrize("name", NAMES)
class TestStudentCopy:
    def test_holds_every_prompt_and_no_solution(self, copies, name):
        lesson, copy = read(next(path for path in LESSONS if path.stem == name)), read(copies[name])
        kept = "\n".join(cell.source for cell in copy.cells)
        solutions = tagged(lesson, "solution") + tagged(lesson, "solution", "markdown")
        assert not [line for cell in solutions for line in cell.source.splitlines() if len(line) > 20 and line.strip() in kept]
        assert not any(cell.outputs or cell.execution_count for cell in copy.cells if cell.cell_type == "code")
        assert [cell.source for cell in tagged(copy, "exercise")] == [cell.source for cell in tagged(lesson, "exercise")]

    def test_runs_to_the_end_and_says_what_is_not_answered(self, copies, name, monkeypatch):
        monkeypatch.chdir(copies[name].parent)
        answers = run(read(copies[name]))
        assert answers and all(answer.startswith("Not answered yet") for answer in answers)

    def test_gives_a_hint_for_a_wrong_answer(self, copies, name, monkeypatch):
        monkeypatch.chdir(copies[name].parent)
        notebook = read(copies[name])
        for cell, wrong in zip(tagged(notebook, "exercise"), cycle(["{-1}", "'nobody'"]), strict=False):
            cell.source = cell.source.replace("None", wrong, 1)
        answers = run(notebook)
        assert answers and all(answer.startswith("Not yet. ") for answer in answers)


def test_the_command_writes_all_lessons_with_the_articles_and_overwrites_nothing(tmp_path):
    done = CliRunner().invoke(app, ["lessons", str(tmp_path / "class")])
    assert done.exit_code == 0
    assert f"4 lessons are in {tmp_path / 'class'}" in done.output
    assert len(list((tmp_path / "class" / "seeds").glob("*.txt"))) == 5
    again = CliRunner().invoke(app, ["lessons", str(tmp_path / "class")])
    assert again.exit_code == 2
    assert "is not empty" in again.output


def test_without_the_articles_the_command_says_where_to_run_it(tmp_path, monkeypatch):
    monkeypatch.setattr("corpus_analysis.study.SEEDS", tmp_path / "seeds")
    with pytest.raises(FileNotFoundError, match="from a clone of the repository"):
        copy_lessons(tmp_path / "class")


def test_an_answer_of_another_kind_is_not_right():
    assert check_answer("a word", lambda number: abs(number - 1) < 0.1, "Give a number.") == ["Not yet. Give a number."]
    assert check_answer(1.05, lambda number: abs(number - 1) < 0.1, "Give a number.") == ["Yes, that is right."]
