"""A corpus in which there is nothing to find goes through every notebook, and every page says so instead of failing."""

import re

from typer.testing import CliRunner

import corpus_analysis as ca
from corpus_analysis.cli import app


def test_a_report_on_one_article_without_names_or_sources_is_made(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(
        "A quiet day\n\nThe baker opened his shop at six. Bread lasted until noon.\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["report", str(tmp_path / "corpus"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "Israel is not named in these articles." in index
    assert "No source is cited in these articles." in index
    assert not re.search(r"\bnan\b", index)


LEXICON = """
lexicon: harbour
version: "2.0"
languages: [en]
stances: {plain: a name most could use, delegitimising: a name that accuses}
sides: {port: the port}
referents:
  crane:
    label: The new crane
    names:
      crane: {stance: plain, en: [crane~]}
  dockers:
    label: Those who unload ships
    names:
      dockers: {stance: plain, en: [docker~]}
      idlers: {stance: delegitimising, sides: [port], en: [idler~]}
"""


def test_a_report_on_a_store_keeps_its_lexicon_and_manifest_looks_at_the_most_named_and_leaves_no_older_article(tmp_path):
    articles, out = tmp_path / "articles", tmp_path / "out"
    articles.mkdir()
    out.mkdir()
    (out / "article-007.html").write_text("an article of an earlier corpus", encoding="utf-8")
    (out / "notes-07.html").write_text("mine", encoding="utf-8")
    (articles / "a.txt").write_text(
        "Strike at the quay\n\nThe dockers left the crane at noon. The port called the dockers idlers.\n", encoding="utf-8"
    )
    (articles / "manifest.csv").write_text("doc_id,outlet\na,The Quay\n", encoding="utf-8")
    (tmp_path / "harbour.yaml").write_text(LEXICON, encoding="utf-8")
    run, store = CliRunner().invoke, str(tmp_path / "store")
    built = run(app, ["build", str(articles), "--out", store, "--lexicon", str(tmp_path / "harbour.yaml"), "--workers", "1"])
    assert built.exit_code == 0, built.output
    wrong = run(app, ["report", store, "--out", str(out), "--referent", "israel"])
    assert wrong.exit_code == 2
    result = run(app, ["report", store, "--out", str(out)])
    assert result.exit_code == 0, result.output
    pages = {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}
    assert "<b>harbour</b>, version 2.0" in pages["index.html"] and "The Quay" in pages["outlet-01.html"]
    assert "Dockers is named 3 times in 2 ways" in pages["index.html"]
    assert "article-007.html" not in pages and pages["notes-07.html"] == "mine"


def test_the_command_reads_a_table_by_the_columns_it_is_told(tmp_path):
    table, store = tmp_path / "export.csv", tmp_path / "store"
    table.write_text("Zeitung,Inhalt\nThe Quay,The harbour was closed on Friday because of the storm.\n", encoding="utf-8")
    command = ["build", str(table), "--out", str(store), "--workers", "1"]
    refused = CliRunner().invoke(app, [*command, "--column", "Inhalt"])
    assert refused.exit_code == 2 and "text=Story" in refused.output
    built = CliRunner().invoke(app, [*command, "--column", "text=Inhalt", "--column", "outlet=Zeitung"])
    assert built.exit_code == 0, built.output
    assert ca.open_corpus(store).documents["outlet"].tolist() == ["The Quay"]
