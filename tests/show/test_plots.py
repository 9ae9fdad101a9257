"""Pictures: every one is drawn without a warning, says the same in grey, and keeps to its Axes."""

from __future__ import annotations

import itertools
import warnings
from typing import ClassVar

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from corpus_analysis import load_corpus
from corpus_analysis.show import (
    count_places,
    name_labels,
    name_shares,
    plot_chains,
    plot_contrast,
    plot_curve,
    plot_heatmap,
    plot_intervals,
    plot_map,
    plot_matrix,
    plot_naming,
    plot_places,
    plot_source_types,
    plot_stories,
    stacked_bars,
)
from corpus_analysis.show.colours import ROLES, SOURCE_TYPES, STANCES, VOICES
from corpus_analysis.show.plots import palette_of
from corpus_analysis.show.rtl import label


class Corpus:
    """What the pictures ask of a corpus."""

    documents = pd.DataFrame({"doc_id": ["a", "b", "c"], "outlet": ["مشرق", "BBC فارسی", "$x_1$"]})
    raw: ClassVar = {"a": "x" * 100, "b": "x" * 50, "c": ""}


NAMING = pd.DataFrame({
    "name": ["zionist_regime", "israel_plain", "israel_plain"], "stance": ["delegitimising", "plain", "plain"],
    "voice": ["cited", "outlet", "cited"],
    "outlet": ["مشرق", "BBC فارسی", "مشرق"], "count": [4, 3, 1],
})  # fmt: skip
KEYNESS = pd.DataFrame({
    "outlet": ["مشرق"] * 3, "word": ["رژیم", "جنگ", "$x$"], "score": [3.0, 2.0, 1.0], "log_ratio": [2.5, 1.5, -0.5],
    "low": [1.0, np.nan, -2],
    "high": [4.0, np.nan, 1], "key": pd.array([True, None, False], "boolean"), "count_target": [9, 5, 2], "documents_target": [6, 2, 1],
})  # fmt: skip
SHARES = pd.DataFrame({"topic": ["جنگ", "اقتصاد"], "share": [0.6, 0.4], "low": [0.5, np.nan], "high": [0.7, np.nan], "outlet": ["x", "y"]})
CHAINS = pd.DataFrame({
    "outlet": ["مشرق", "مشرق", "y"], "via": ["isna", "(no one between)", "isna"], "source_id": ["amir-abdollahian", "haniyeh", "name:hny"],
    "mentions": [2, 9, 1], "via_name": ["ISNA", "(no one between)", "ISNA"],
    "source_name": ["Hossein Amir-Abdollahian", "Ismail Haniyeh", "هنية"],
})  # fmt: skip
SHARED = pd.DataFrame({
    "doc_a": ["a", "a"], "doc_b": ["b", "c"], "containment_a": [0.8, 0.2], "containment_b": [0.7, 0.1],
    "label": ["copy", "shared background"],
    "story": ["a", "a"],
})  # fmt: skip
PLACES = pd.DataFrame({"doc_id": ["a", "a", "b"], "start": [0, 99, 20], "voice": ["outlet", "haniyeh", "cited"]})
POINTS = pd.DataFrame({"x": [0.0, 1.0], "y": [1.0, 0.0], "outlet": ["مشرق", "y"], "language": ["fa", "ar"]})
COUNTS = pd.DataFrame({"outlet": ["مشرق", "y"], "source_type": ["official-state", "new type"], "mentions": [3, 2]})
PICTURES = {
    "naming": lambda: plot_naming(NAMING, {"zionist_regime": "رژیم صهیونیستی"}, title="اسرائیل")[0],
    "heatmap": lambda: plot_heatmap(NAMING, {"zionist_regime": "رژیم صهیونیستی"}, title="$x$"),
    "places": lambda: plot_places(PLACES, Corpus()),
    "contrast": lambda: plot_contrast(KEYNESS, "مشرق"),
    "intervals": lambda: plot_intervals(SHARES, "topic", hue="outlet"),
    "chains": lambda: plot_chains(CHAINS),
    "stories": lambda: plot_stories(SHARED, Corpus()),
    "map": lambda: plot_map(POINTS),
    "matrix": lambda: plot_matrix(pd.DataFrame([[1, 0], [0, 3]], index=["هنية", "$a$"], columns=["إسرائيل", "_x"]), "جنگ"),
    "source types": lambda: plot_source_types(COUNTS),
    "curve": lambda: plot_curve(pd.DataFrame({"k": [2, 3], "ثبات": [0.5, 0.7]}), "k", ["ثبات"]),
    "bars": lambda: stacked_bars(COUNTS, "outlet", "source_type", "mentions", share=True),
}


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def grey(colour: str) -> float:
    return float(np.dot(to_rgb(colour), (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_drawn_without_a_warning_and_with_the_shipped_font(name):
    before = plt.rcParams.copy()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = PICTURES[name]()
        ax.figure.canvas.draw()
    assert ax.title.get_fontname() == "Vazirmatn" and plt.rcParams == before


@pytest.mark.parametrize("palette", [ROLES, SOURCE_TYPES, STANCES, VOICES])
def test_any_two_colours_differ_in_grey_or_in_hatch(palette):
    for (one, (colour, hatch)), (other, (second, mark)) in itertools.combinations(palette.items(), 2):
        assert hatch != mark or abs(grey(colour) - grey(second)) > 0.15, (one, other)


def test_of_sixty_values_no_two_share_colour_and_hatch_and_of_twelve_no_two_colour_and_marker():
    assert len(set(palette_of([str(at) for at in range(60)]).values())) == 60
    many = pd.DataFrame({"y": "a", "share": 0.5, "low": 0.4, "high": 0.6, "outlet": [str(at) for at in range(12)]})
    drawn = [one for one in plot_intervals(many, "y", hue="outlet").collections if type(one).__name__ == "PathCollection"]
    assert len({(tuple(one.get_edgecolor()[0]), one.get_paths()[0].vertices.tobytes()) for one in drawn}) == 12


def test_on_a_map_of_eighteen_outlets_no_two_named_ones_look_alike_and_the_rest_is_told():
    at = np.arange(18)
    many = pd.DataFrame({"x": at, "y": at, "outlet": [f"o{n:02}" for n in at], "language": "en"})
    ax = plot_map(pd.concat([many, many[many["outlet"] < "o16"]]))
    points = [one for one in ax.collections if one.get_label() != "2 more"]
    assert len({(tuple(one.get_facecolor()[0]), tuple(one.get_edgecolor()[0])) for one in points}) == len(points) == 16
    assert "2 more" in [text.get_text() for text in ax.get_legend().get_texts()]


def test_what_is_unknown_has_no_bar_no_panel_and_no_column_beside_what_is_known():
    unknown = pd.concat([NAMING, NAMING.head(1).assign(outlet="unknown", count=7)])
    assert [ax.get_title(loc="left") for ax in plot_naming(unknown)] == [label("BBC فارسی"), label("مشرق")]
    assert list(name_shares(unknown)) == list(name_shares(NAMING))
    counts = pd.concat([COUNTS, COUNTS.head(1).assign(outlet="unknown")])
    assert [tick.get_text() for tick in plot_source_types(counts).get_yticklabels()] == [label("مشرق"), "y"]
    alone = COUNTS.assign(outlet="unknown")
    assert [tick.get_text() for tick in plot_source_types(alone).get_yticklabels()] == ["unknown"]


def test_a_kind_that_never_occurs_is_not_in_the_legend():
    counts = pd.concat([COUNTS, pd.DataFrame({"outlet": ["y"], "source_type": ["agency/outlet"], "mentions": [0]})])
    assert [text.get_text() for text in plot_source_types(counts).get_legend().get_texts()] == ["official-state", "new type"]


def test_a_long_wording_beside_a_bar_is_cut_and_not_left_out(tmp_path):
    line = "وزير الخارجية الإيراني حسين أمير عبد اللهيان في الدوحة"
    (tmp_path / "a.txt").write_text(f"خبر\n\nوصل {line} صباحا.\n", encoding="utf-8")
    corpus = load_corpus(tmp_path)
    corpus.terms["surface"] = corpus.terms["surface"].astype(str) + " " + line
    assert all(len(text.split("  (")[0]) <= 40 and "…" in text for text in name_labels(corpus, "iran_fm_abdollahian").values())
    assert name_labels(corpus, "iran_fm_abdollahian")


def test_a_curve_of_nine_lines_is_drawn():
    frame = pd.DataFrame({"x": [1, 2], **{str(at): [at, at] for at in range(9)}})
    assert len(plot_curve(frame, "x", [str(at) for at in range(9)]).lines) == 9


def test_of_twelve_outlets_no_two_look_alike_on_a_map():
    points = pd.DataFrame({"x": range(12), "y": range(12), "outlet": [f"{at:02}" for at in range(12)], "language": "ar"})
    drawn = {(*one.get_facecolors()[0], *one.get_edgecolors()[0]) for one in plot_map(points).collections}
    assert len(drawn) == 12


def test_names_in_a_picture_are_given_as_the_library_needs_them():
    ticks = [tick.get_text() for tick in PICTURES["contrast"]().get_yticklabels()]
    assert ticks == [label("رژیم  (9/6)"), label("جنگ  (5/2)"), label("$x$  (2/1)")]


def test_an_uncertain_word_is_a_hollow_point_and_has_an_interval_only_where_one_is_known():
    ax = plot_contrast(KEYNESS, "مشرق")
    points, lines = (next(one for one in ax.collections if type(one).__name__ == kind) for kind in ("PathCollection", "LineCollection"))
    assert [tuple(face[:3]) == (1, 1, 1) for face in points.get_facecolors()] == [False, True, True]
    assert [segment[:, 0].tolist() for segment in lines.get_segments()] == [[1.0, 4.0], [-2.0, 1.0]]


def test_a_wrong_group_is_named_with_those_there_are():
    with pytest.raises(ValueError, match="مشرق"):
        plot_contrast(KEYNESS, "nobody")


def test_own_voice_goes_to_the_left_and_cited_voice_to_the_right():
    first, second = plot_naming(NAMING)
    widths = {ax.get_title(loc="left"): sorted(patch.get_width() for patch in ax.patches) for ax in (first, second)}
    assert widths == {label("BBC فارسی"): [-3.0], label("مشرق"): [1.0, 4.0]}


def test_a_heat_map_prints_in_its_cells_what_its_text_twin_says():
    twin = name_shares(NAMING)
    assert twin.loc["zionist_regime"].to_dict() == {"BBC فارسی (of 3)": "", "مشرق (of 5)": "4 (80 %)"}
    drawn = {text.get_text().replace("\n", " ") for text in PICTURES["heatmap"]().texts}
    assert drawn == set(twin.to_numpy().ravel()) - {""}


def test_shares_are_of_all_names_also_of_those_not_shown():
    assert name_shares(NAMING, most=1).to_numpy().tolist() == [["3 (100 %)", "1 (20 %)"]]


def test_a_strip_shows_every_mention_where_its_text_twin_counts_it():
    twin = count_places(PLACES, Corpus())
    assert twin[["doc_id", "own", "cited", "first fifth", "third", "last fifth"]].to_numpy().tolist() == [
        ["a", 1, 1, 1, 0, 1], ["b", 0, 1, 0, 1, 0],
    ]  # fmt: skip
    _, own, cited = plot_places(PLACES, Corpus()).collections
    assert [line[0, 0] for line in own.get_segments()] == [0.0] and [line[0, 0] for line in cited.get_segments()] == [99.0, 40.0]


@pytest.mark.parametrize(("voice", "ticks"), [("outlet", (1, 0)), ("haniyeh", (0, 1))])
def test_strips_are_drawn_also_where_only_one_voice_names_it(voice, ticks):
    _, own, cited = plot_places(PLACES[PLACES["voice"] == voice], Corpus()).collections
    assert (len(own.get_segments()), len(cited.get_segments())) == ticks


def test_of_many_articles_those_with_the_most_mentions_get_a_strip():
    assert [tick.get_text() for tick in plot_places(PLACES, Corpus(), most=1).get_yticklabels()] == [label("مشرق · a")]


def test_chains_through_somebody_come_first_and_bear_the_names_that_are_shown():
    written = {text.get_text() for text in plot_chains(CHAINS, most=2).texts}
    assert written == {label(name) for name in ("مشرق", "y", "ISNA", "Hossein Amir-Abdollahian", "هنية")}


def test_a_picture_keeps_to_the_axes_it_is_given():
    ax = plt.subplots()[1]
    assert plot_matrix(pd.DataFrame([[1]]), ax=ax) is ax and len(plt.get_fignums()) == 1


def test_long_names_of_outlets_stand_above_their_own_panel_and_beside_high_cells():
    outlets = [
        "Metro Now",
        "The Very Long Named International Gazette of Foreign Affairs",
        "خبرگزاری بین‌المللی مطالعات منطقه‌ای و تحولات سیاسی",
    ]
    table = pd.DataFrame([
        {"outlet": outlet, "name": "zionist_regime", "stance": "delegitimising", "voice": "outlet", "count": 3} for outlet in outlets
    ])  # fmt: skip
    axes = plot_naming(table)
    axes[0].figure.canvas.draw()
    spans = sorted((box.x0, box.x1) for box in (ax._left_title.get_window_extent() for ax in axes))
    assert all(end < begin for (_, end), (begin, _) in itertools.pairwise(spans))
    ax = plot_heatmap(table)
    ax.figure.canvas.draw()
    assert ax.get_window_extent().height > 0.3 * ax.figure.dpi  # the only row
