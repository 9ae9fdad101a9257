"""The explorer without a browser: what it shows is a concordance, its code makes the same table, its files hold what it shows."""

from __future__ import annotations

import pandas as pd
import pytest

import corpus_analysis as ca
from corpus_analysis.show.widget import ExplorerWidget

CANARY = "<img src=x onerror=\"alert('boo')\">{{7*7}}$x$</script>"
STATES = [
    {},
    {"query": "@israel", "voice": "cited", "language": "fa"},
    {"query": "حماس", "outlet": ["Sputnik Arabic"], "sort": "after"},
    {"query": "lemma:حرب", "role": ["body", "headline"]},
    {"query": "speaker:haniyeh", "since": "2023-11-01", "until": "2023-12-31"},
    {"query": "@hamas", "since": "2023-12-08"},
    {"query": "@hamas", "voice": ["haniyeh", "outlet"]},
]


def run(code: str, corpus) -> pd.DataFrame:
    names: dict = {"ca": ca, "corpus": corpus}
    exec(code, names)
    return names["view"].reset_index(drop=True)


@pytest.mark.parametrize("state", STATES)
def test_the_code_makes_the_table_that_is_shown(seeds, state):
    explorer = ca.explore(seeds, **state)
    assert len(explorer.view) > 0
    pd.testing.assert_frame_equal(run(explorer.code, seeds), explorer.view)


def test_counts_of_a_facet_follow_the_other_filters_and_not_its_own(seeds):
    explorer = ca.explore(seeds, "@israel", outlet="Mashregh News")
    assert explorer.counts("outlet").index.size > 1
    assert explorer.counts("language").to_dict() == {"fa": len(explorer.view)}
    assert explorer.counts("voice")["cited"] == (explorer.view["voice"] != "outlet").sum()
    assert explorer.search(outlet=None).counts("outlet").sum() == len(explorer.view)


def test_articles_without_a_day_fall_under_no_day(seeds):
    dated = ca.explore(seeds, "@hamas", since="1900-01-01").view["doc_id"]
    assert set(dated) == set(seeds.documents.loc[seeds.documents["published"].notna(), "doc_id"]) & set(
        ca.explore(seeds, "@hamas").view["doc_id"]
    )


def test_files_hold_what_is_shown(seeds, tmp_path):
    explorer = ca.explore(seeds, "@israel", voice="outlet")
    read = pd.read_csv(explorer.export(tmp_path / "lines.csv"), encoding="utf-8-sig")
    assert read["keyword"].tolist() == explorer.view["keyword"].tolist()
    assert len(pd.read_excel(explorer.export(tmp_path / "lines.xlsx"))) == len(explorer.view)
    assert explorer.export(tmp_path / "lines.png").read_bytes()[:4] == b"\x89PNG"
    assert explorer.code in explorer.export(tmp_path / "lines.py").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"\.xlsx"):
        explorer.export(tmp_path / "lines.doc")


def test_a_wrong_word_is_named_and_changes_nothing(seeds):
    explorer = ca.explore(seeds, "@hamas")
    with pytest.raises(KeyError, match="israel"):
        explorer.search(query="@atlantis", voice="outlet")
    with pytest.raises(TypeError, match="colour"):
        explorer.search(colour="red")
    with pytest.raises(ValueError, match="day"):
        explorer.search(since="no day")
    assert (explorer.query, explorer.voice, explorer.since) == ("@hamas", [], "")


def test_a_line_opens_its_article_at_its_sentence(seeds):
    explorer = ca.explore(seeds, "@israel")
    assert 'class="here"' in explorer.article(3).markup


def test_the_static_form_says_what_the_widget_says(seeds):
    explorer = ca.explore(seeds, "@israel", language="fa")
    shown = explorer.static()
    assert explorer.summary in shown.markup and explorer.summary in shown.text and explorer.code in shown.text
    assert "<script" not in shown.markup and "<details" in shown.markup and 'dir="rtl"' in shown.markup
    assert ca.explore(seeds, "@israel", language="fa").static() == shown


def test_a_corpus_without_a_line_is_shown_as_empty(seeds):
    explorer = ca.explore(seeds, "قططططط")
    assert (
        explorer.describe()["total"] == 0
        and explorer.static().markup
        and explorer.view.columns.tolist() == ca.concordance(seeds, "حماس").columns.tolist()
    )


def test_the_widget_answers_what_the_page_asks(seeds):
    sent: list = []
    widget = ExplorerWidget(ca.explore(seeds, "@israel"))
    widget.send = lambda content, buffers=None: sent.append((content, buffers))
    total = widget.shown["total"]
    widget._answer(widget, {"kind": "more"}, [])
    assert len(widget.shown["lines"]) == min(total, 50)
    widget._answer(widget, {"kind": "search", "state": {"voice": ["outlet"]}}, [])
    assert 0 < widget.shown["total"] < total and len(widget.shown["lines"]) <= 25
    widget._answer(widget, {"kind": "search", "state": {"query": "@atlantis"}}, [])
    assert "atlantis" in widget.shown["error"] and widget.shown["query"] == "@israel"
    widget._answer(widget, {"kind": "open", "row": 0}, [])
    assert "<article" in widget.article["markup"]
    widget._answer(widget, {"kind": "export", "format": "csv"}, [])
    assert sent[-1][0]["name"] == "lines.csv" and b"zionist" not in sent[-1][1][0]
    widget._answer(widget, {"kind": "hello"}, [])
    assert sent[-1][0] == {"kind": "hello"}


def test_markup_of_a_corpus_is_text_in_the_static_form(tmp_path):
    (tmp_path / "a.txt").write_text(f'{CANARY}\n\n{CANARY} قال وزير الخارجية: "إسرائيل {CANARY} العدو الصهيوني".\n', encoding="utf-8")
    (tmp_path / "manifest.csv").write_text('path,outlet\na.txt,"<img src=x onerror=alert(1)>"\n', encoding="utf-8")
    explorer = ca.explore(ca.load_corpus(tmp_path), "@israel")
    assert len(explorer.view)
    for markup in (explorer.static().markup, explorer.article(0).markup):
        assert "<img" not in markup and "</script" not in markup and "&lt;img" in markup


def test_a_misspelt_outlet_is_told_and_changes_nothing(seeds):
    explorer = ca.explore(seeds, "@israel")
    with pytest.raises(KeyError, match="Did you mean 'Mashregh News'"):
        explorer.search(outlet="Mashreg News", query="@hamas")
    assert explorer.query == "@israel" and not explorer.outlet
