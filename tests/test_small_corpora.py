"""A corpus in which there is nothing to find goes through every notebook, and every page says so instead of failing."""

import re

from typer.testing import CliRunner

from corpus_analysis.cli import app


def test_a_report_on_one_article_without_names_or_sources_is_made(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(
        "A quiet day\n\nThe baker opened his shop at six. Bread lasted until noon.\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["report", str(tmp_path / "corpus"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "No name of israel stands in these articles." in index
    assert "No source is cited in these articles." in index
    assert not re.search(r"\bnan\b", index)
