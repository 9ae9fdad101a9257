"""What a page wrote is shown and never run: the list of issue 4, over the places that the other tests of show leave out."""

import matplotlib
import pandas as pd
import pytest

from corpus_analysis.lexicon import load_lexicon
from corpus_analysis.show import to_csv, to_xlsx
from corpus_analysis.show.tables import kwic, say, table

matplotlib.use("Agg")
MARKUP = "<img src=x onerror=alert(1)>\"'&"


def test_markup_in_a_multi_index_its_names_and_a_series_name_is_escaped():
    index = pd.MultiIndex.from_tuples([(MARKUP, "b")], names=[MARKUP, "second"])
    frame = pd.DataFrame({(MARKUP, "x"): [1]}, index=index)
    series = pd.Series([MARKUP], name=MARKUP)
    for shown in (table(frame, MARKUP, index=True), table(series, MARKUP), table(pd.DataFrame({"a": [[MARKUP], {"k": MARKUP}]}))):
        assert "<img" not in shown.markup and "&lt;img" in shown.markup


def test_markup_in_the_outlet_of_a_concordance_and_in_a_sentence_is_escaped():
    row = {"before": MARKUP, "keyword": MARKUP, "after": MARKUP, "outlet": MARKUP, "voice": MARKUP, "language": MARKUP, "doc_id": MARKUP}
    shown = kwic(pd.DataFrame([row, row | {"keyword": f"الحرب {MARKUP}"}]), MARKUP)
    assert "<img" not in shown.markup and shown.markup.count("&lt;img") >= 10
    assert "<img" not in say([MARKUP, f"قال {MARKUP}"]).markup


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\n=", "＝"])
def test_a_formula_is_neutralised_in_a_csv_and_a_text_in_a_sheet(tmp_path, start):
    import zipfile

    frame = pd.DataFrame({f"{start}cmd": [f"{start}HYPERLINK(0)"], "count": [-3]})
    to_csv(frame, tmp_path / "a.csv")
    read = pd.read_csv(tmp_path / "a.csv", encoding="utf-8-sig", keep_default_na=False)
    assert read.columns[0].startswith("'") and read.iloc[0, 0].startswith("'") and read.loc[0, "count"] == -3
    to_xlsx(frame, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
    assert "<f>" not in sheet and sheet.count('t="inlineStr"') == 3


@pytest.mark.parametrize(
    "text, named",
    [
        ("a: !!python/object/apply:os.system [true]\n", "line 1"),
        ("a: &x [1]\nb: *x\n", "line"),
        ("a: [\n", "line"),
    ],
)
def test_a_lexicon_with_a_tag_an_alias_or_broken_syntax_is_refused_with_its_line(tmp_path, text, named):
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=named) as error:
        load_lexicon(tmp_path / "mine.yaml")
    assert "mine.yaml" in str(error.value)


def test_a_dollar_in_the_name_of_an_outlet_is_drawn_and_not_read_as_mathematics():
    from matplotlib import pyplot as plt

    from corpus_analysis.show import rtl

    figure = plt.figure()
    drawn, mathematics = (figure.text(0.1, 0.5, text) for text in (rtl.label("$x$ and $\\frac{1}{$"), "$x$ and"))
    figure.canvas.draw()  # the brace left open would be an error in mathematics
    assert drawn.get_window_extent().width > 1.2 * mathematics.get_window_extent().width
    plt.close(figure)
