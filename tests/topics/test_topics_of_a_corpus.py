"""The Topics object: what it says, and what it refuses to say."""

from __future__ import annotations

import os
import subprocess
import sys
import types
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

import corpus_analysis.topics as topics_package
from corpus_analysis.lexicon import LexiconError
from corpus_analysis.topics import Topics, anchor_texts, cluster_texts, passages, read_anchors, space, topics
from corpus_analysis.topics.clusters import group_vectors
from corpus_analysis.topics.passages import content_order
from corpus_analysis.topics.prevalence import count_prevalence, find_names, mutual_information
from corpus_analysis.topics.space import find_moves, map_texts, move_vectors
from corpus_analysis.topics.stability import agreement, choose_k, make_strata

SEEDS = Path(__file__).parents[2] / "seeds"
LANGUAGES = {"000": "ar", "001": "fa", "002": "fa", "003": "ar", "004": "ar"}


def make_corpus(raw: dict[str, str], languages: dict[str, str]) -> types.SimpleNamespace:
    """Return what `topics` needs of a corpus; every line is a paragraph."""
    rows = []
    for doc_id, text in raw.items():
        at = 0
        for number, line in enumerate(text.split("\n")):
            if line.strip():
                rows.append((doc_id, number, "body", languages[doc_id], at, at + len(line)))
            at += len(line) + 1
    segments = pd.DataFrame(rows, columns=["doc_id", "segment", "role", "language", "start", "end"])
    documents = pd.DataFrame({"doc_id": list(raw), "outlet": [f"outlet {doc_id[-1]}" for doc_id in raw]})
    corpus = types.SimpleNamespace(documents=documents, segments=segments, raw=raw)
    corpus.parts = lambda: [corpus]
    return corpus


def seed_corpus(count: int = 5) -> types.SimpleNamespace:
    paths = sorted(SEEDS.glob("*.txt"))[:count]
    return make_corpus({path.stem[:3]: path.read_bytes().decode("utf-8") for path in paths}, LANGUAGES)


@pytest.fixture(scope="module")
def seeds() -> Topics:
    return topics(seed_corpus(), method="spelling")


def test_the_five_articles_hold_no_stable_topics(seeds: Topics) -> None:
    assert seeds.verdict.startswith("No stable topics beyond language")
    assert seeds.kind == "anchored" and seeds.k is None
    assert seeds.verdict in repr(seeds)
    assert "(1 passage)" in repr(seeds) and "(1 passages)" not in repr(seeds)


def test_every_passage_and_link_points_into_the_raw_text(seeds: Topics) -> None:
    raw = seed_corpus().raw
    assert all(raw[row.doc_id][row.start : row.end] == row.text for row in seeds.passages.itertuples())
    known = set(zip(seeds.passages["doc_id"], seeds.passages["start"], seeds.passages["end"], strict=True))
    assert set(zip(seeds.links["doc_a"], seeds.links["start_a"], seeds.links["end_a"], strict=True)) <= known


def test_links_have_probabilities_in_the_order_of_their_rank(seeds: Topics) -> None:
    assert seeds.links["probability"].between(0, 1).all() and seeds.links["probability"].is_monotonic_decreasing
    assert set(seeds.links["language_a"]) == {"ar"} and set(seeds.links["language_b"]) == {"fa"}


def test_shared_copy_of_two_outlets_stands_for_itself_once(seeds: Topics) -> None:
    copies = seeds.passages[seeds.passages["copy_of"] >= 0]
    leaders = seeds.passages.iloc[copies["copy_of"]]
    assert set(copies["doc_id"]) | set(leaders["doc_id"]) == {"001", "002"}
    assert copies["topic"].tolist() == leaders["topic"].tolist()


def test_confounds_name_language_outlet_and_document(seeds: Topics) -> None:
    assert seeds.confounds["confound"].tolist() == ["language", "outlet", "document"]
    assert seeds.confounds["nmi"].between(0, 1).all()


def test_the_share_of_a_topic_is_of_all_passages_of_an_outlet(seeds: Topics) -> None:
    with_topic = seeds.passages.groupby("outlet")["topic"].apply(lambda topic: topic.notna().mean())
    shares = seeds.prevalence.groupby("group")["share"].sum()
    assert 0 < with_topic.max() < 1 and np.allclose(with_topic[with_topic > 0], shares)


def test_a_share_has_an_interval_of_whole_stories() -> None:
    table = pd.DataFrame({"doc_id": list("aabbccddee"), "topic": ["x", "x", "y", None, "x", None, "x", "y", None, "x"], "copy_of": -1})
    found = count_prevalence(table, table["doc_id"].map(lambda _: "one")).set_index("topic")
    assert found["share"].to_dict() == {"x": 0.5, "y": 0.2}
    assert (found["low"] < found["share"]).all() and (found["share"] < found["high"]).all()
    four = count_prevalence(table.iloc[:8], table["doc_id"].map(lambda _: "one"))
    assert four["stories"].tolist() == [4, 4] and four[["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_articles_get_a_refusal_and_no_crash(count: int) -> None:
    found = topics(seed_corpus(count), method="spelling")
    assert "too few" in found.verdict and found.kind != "clusters"


def test_forty_nine_articles_get_a_refusal() -> None:
    oil = "ارتفعت أسعار النفط والغاز في الأسواق العالمية بعد قرار أوبك"
    sport = "فاز الفريق في مباراة كرة القدم ضمن بطولة الدوري أمام جمهور كبير"
    lines = [oil, sport]
    raw = {f"d{number:02}": f"{lines[number % 2]} رقم {number} خبر {number * 7}" for number in range(49)}
    assert "too few" in topics(make_corpus(raw, dict.fromkeys(raw, "ar")), method="spelling").verdict


def test_an_empty_corpus_has_no_topics() -> None:
    found = topics(make_corpus({"a": ""}, {"a": "ar"}), method="spelling")
    assert found.kind == "none" and len(found.passages) == 0 and len(found.links) == 0


def test_the_order_of_documents_changes_nothing(seeds: Topics) -> None:
    corpus = seed_corpus()
    turned = make_corpus(dict(reversed(corpus.raw.items())), LANGUAGES)
    again = topics(turned, method="spelling")
    key = ["doc_id", "start"]
    a, b = (found.passages.sort_values(key).reset_index(drop=True) for found in (seeds, again))
    pd.testing.assert_frame_equal(a.drop(columns="copy_of"), b.drop(columns="copy_of"))
    pd.testing.assert_frame_equal(seeds.stability, again.stability)


def test_a_corpus_in_parts_gives_the_topics_of_the_whole_but_keeps_its_texts(seeds: Topics) -> None:
    whole = seed_corpus()
    first, second = (make_corpus({name: whole.raw[name] for name in names}, LANGUAGES) for names in (["000", "002"], ["001", "003", "004"]))
    whole.raw, whole.parts = types.MappingProxyType(whole.raw), lambda: [first, second]
    found = topics(whole, method="spelling")
    pd.testing.assert_frame_equal(found.passages, seeds.passages.drop(columns="text"))
    pd.testing.assert_frame_equal(found.words, seeds.words)
    pd.testing.assert_frame_equal(found.links, seeds.links)


@pytest.mark.parametrize("k", [2, None])
def test_passages_beyond_the_sample_are_placed_among_it(monkeypatch: pytest.MonkeyPatch, k: int | None) -> None:
    lines = [
        "ارتفعت أسعار النفط والغاز في الأسواق العالمية بعد قرار أوبك",
        "فاز الفريق في مباراة كرة القدم ضمن بطولة الدوري أمام جمهور كبير",
    ]
    raw = {f"d{number:02}": f"{lines[number % 2]} رقم {number} خبر {number * 7}" for number in range(45)}
    monkeypatch.setattr("corpus_analysis.topics.model.LARGE", 24)
    monkeypatch.setattr("corpus_analysis.topics.model.BATCH", 8)
    found = topics(make_corpus(raw, dict.fromkeys(raw, "ar")), k=k, method="spelling").passages.sort_values("doc_id")
    assert found["topic"].iloc[::2].nunique() == found["topic"].iloc[1::2].nunique() == 1 and found["topic"].nunique() == 2
    assert np.isfinite(found[["lead", "x", "y"]].to_numpy()).all()


@pytest.mark.parametrize("by", ["topic", "segment", "lead"])
def test_groups_may_bear_the_name_of_a_column_of_the_passages(by: str, seeds: Topics) -> None:
    corpus = seed_corpus()
    corpus.documents[by] = corpus.documents["outlet"]
    found = topics(corpus, by=by, method="spelling")
    pd.testing.assert_frame_equal(found.prevalence, seeds.prevalence)
    pd.testing.assert_frame_equal(found.passages, seeds.passages)


def test_the_subpackage_can_be_called_like_the_function() -> None:
    with pytest.raises(KeyError, match="there is no column"):
        topics_package(seed_corpus(1), by="mood")


def test_a_short_paragraph_is_joined_to_its_neighbour() -> None:
    corpus = make_corpus({"a": "وی گفت:\n" + "این یک بند بلند است که بیش از شصت نویسه دارد و ادامه پیدا می‌کند تا پایان.\n"}, {"a": "fa"})
    table = passages(corpus.segments, corpus.raw, corpus.documents)
    assert len(table) == 1 and table["text"].iloc[0].startswith("وی گفت:\n")


def test_groups_follow_the_subject_and_the_biggest_comes_first() -> None:
    texts = ["مباراة كرة القدم", "كرة القدم مباراة", "مباراة كرة قدم", "سعر النفط والغاز", "النفط والغاز سعر"]
    assert cluster_texts(texts, ["ar"] * 5, 2, method="spelling").tolist() == [0, 0, 0, 1, 1]


def test_groups_do_not_depend_on_the_order_of_texts() -> None:
    texts = [f"خبر {word} {number}" for number, word in enumerate(["نفط", "غاز", "حرب", "سلم"] * 10)]
    order = np.random.default_rng(0).permutation(len(texts))
    straight = cluster_texts(texts, ["ar"] * 40, 4, method="spelling")
    assert cluster_texts([texts[at] for at in order], ["ar"] * 40, 4, method="spelling").tolist() == straight[order].tolist()


def test_wrong_calls_name_the_remedy() -> None:
    with pytest.raises(ValueError, match="k must be at least 1"):
        cluster_texts(["a"], ["en"], 0)
    with pytest.raises(ValueError, match="one language a text"):
        cluster_texts(["a"], [], 1)


def test_the_offset_of_a_language_is_read_off_its_nearest_texts() -> None:
    rng = np.random.default_rng(0)
    meaning = np.repeat(rng.normal(size=(4, 30)), [20, 20, 20, 40], axis=0) + 0.6 * rng.normal(size=(100, 30))
    languages = np.array(["ar"] * 100 + ["fa"] * 40)
    vectors = np.vstack([meaning, meaning[:40] + 0.1 * rng.normal(size=(40, 30)) + 3])
    moved = move_vectors(vectors, languages, find_moves(vectors, languages))
    means = np.where(languages[:, None] == "ar", vectors[:100].mean(axis=0), vectors[100:].mean(axis=0))
    centred = (vectors - means) / np.linalg.norm(vectors - means, axis=1, keepdims=True)
    assert (moved[:40] * moved[100:]).sum(axis=1).mean() > (centred[:40] * centred[100:]).sum(axis=1).mean() + 0.1


def test_a_grouping_by_stratum_agrees_with_itself_to_no_end() -> None:
    strata = np.repeat([0, 1], 50)
    assert agreement(strata, strata, strata) == 0
    inside = np.tile([0, 1], 50)
    assert agreement(inside, inside, strata) == 1
    assert agreement(strata, strata, np.zeros(100, dtype=int)) == 1


def test_strata_never_mix_languages() -> None:
    languages = ["ar"] * 40 + ["fa"] * 20
    strata = make_strata(languages, list(range(60)))
    assert not set(strata[:40]) & set(strata[40:])


def test_no_k_is_chosen_where_halves_of_passages_disagree() -> None:
    curve = pd.DataFrame({"k": [2, 3], "stability": 0.9, "null_high": 0.2, "excess": [0.7, 0.6], "p": 0.05, "p_halves": [0.5, 0.01]})
    assert choose_k(curve) == 3
    assert choose_k(curve.assign(p_halves=0.5)) is None


def test_two_dimensions_of_groups_are_found_again() -> None:
    rng = np.random.default_rng(1)
    vectors = np.repeat(np.eye(3), [30, 20, 10], axis=0) + 0.05 * rng.normal(size=(60, 3))
    assert group_vectors(vectors, 3).tolist() == [0] * 30 + [1] * 20 + [2] * 10


def test_seed_words_give_a_topic_only_where_they_say_something() -> None:
    anchors = {"oil": {"ar": ["نفط"]}, "war": {"ar": ["حرب"]}}
    assert anchor_texts(["ارتفع سعر النفط", "اندلعت الحرب", "???"], ["ar"] * 3, anchors, method="spelling")[0] == ["oil", "war", None]


@pytest.mark.parametrize(
    ("language", "name", "word"),
    [
        ("fa", "پس از طوفان‌الاقصی سخن گفت", "توفان و طوفان آمد"),
        ("ar", "قال عن عاصفة الحزم", "هبت عاصفة اليوم"),
        ("en", "He spoke of Al-Aqsa Flood", "The floods came"),
    ],
)
def test_a_seed_word_inside_a_proper_name_is_no_evidence(language: str, name: str, word: str) -> None:
    anchors = {"weather": {"ar": ["طوفان", "عاصفة"], "fa": ["طوفان"], "en": ["floods"]}, "oil": {"ar": ["نفط"]}}
    inside, outside = anchor_texts([name, word], [language] * 2, anchors, method="spelling")[0]
    assert inside != "weather" and outside == "weather"


def test_a_particle_before_a_proper_name_leaves_it_one() -> None:
    anchors = {"politics": {"ar": ["حزب"]}, "oil": {"ar": ["نفط"]}}
    assert anchor_texts(["رحب بحزب الله", "رحب بحزب آخر"], ["ar"] * 2, anchors, method="spelling")[0] == [None, "politics"]


def test_a_proper_name_that_is_itself_a_seed_counts() -> None:
    anchors = {"7 October": {"fa": ["عملیات طوفان الاقصی"]}, "weather": {"fa": ["طوفان", "سیل"]}}
    assert anchor_texts(["سالگرد طوفان الاقصی"], ["fa"], anchors, method="spelling")[0] == ["7 October"]


def test_every_anchored_topic_has_words_in_three_languages() -> None:
    assert all(set(seeds) == {"ar", "fa", "en"} for seeds in read_anchors().values())


def test_a_seed_file_without_languages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("oil: [نفط]\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="oil"):
        read_anchors(tmp_path / "mine.yaml")


def test_documents_that_share_copy_are_drawn_as_one_story() -> None:
    table = pd.DataFrame({"doc_id": ["a", "b", "c"], "topic": ["x", "x", "y"], "copy_of": [-1, 0, -1], "outlet": ["one"] * 3})
    assert count_prevalence(table, table["outlet"])["stories"].tolist() == [2, 2]


def test_the_order_by_content_is_the_same_for_any_order_of_input() -> None:
    texts = ["ب", "ا", "ج"]
    assert [texts[at] for at in content_order(texts)] == [texts[::-1][at] for at in content_order(texts[::-1])]


def test_groups_of_two_languages_follow_the_subject_not_the_language() -> None:
    oil = {"ar": "ارتفع سعر النفط والغاز في السوق", "fa": "قیمت نفت و گاز در بازار بالا رفت"}
    sport = {"ar": "فاز الفريق في مباراة كرة القدم", "fa": "تیم در مسابقه فوتبال پیروز شد"}
    texts = [f"{subject[language]} {number}" for number in range(8) for language in ("ar", "fa") for subject in (oil, sport)]
    languages = [language for _ in range(8) for language in ("ar", "ar", "fa", "fa")]
    labels = cluster_texts(texts, languages, 2, method="spelling")
    assert len(set(labels[::2])) == len(set(labels[1::2])) == 1 and labels[0] != labels[1]


def test_a_sample_stands_for_a_large_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["نفط غاز سعر سوق", "كرة فريق مباراة هدف"]
    texts = [f"{words[number % 2]} {number}" for number in range(120)]
    monkeypatch.setattr("corpus_analysis.topics.space.LARGE", 60)
    points = map_texts(texts, ["ar"] * 120, "spelling")
    assert np.allclose(np.linalg.norm(points, axis=1), 1)
    assert (points[0] @ points[2:40:2].T).mean() > (points[0] @ points[1:40:2].T).mean() + 0.5


def test_texts_of_a_large_corpus_hear_their_neighbours_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    subjects = [["ارتفع سعر النفط في السوق", "ارتفع السعر في السوق"], ["فاز الفريق في المباراة اليوم", "فاز الفريق اليوم"]]
    texts = [f"{subjects[number % 2][number < 2]} {number}" for number in range(360)]
    monkeypatch.setattr("corpus_analysis.topics.space.LARGE", 130)
    found, lead = anchor_texts(texts, ["ar"] * 360, {"oil": {"ar": ["نفط"]}, "sport": {"ar": ["مباراة"]}}, method="spelling")
    assert found == ["oil", "sport"] * 180 and (lead > 0).all()


def test_a_graph_in_parts_has_all_its_axes_however_they_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    part = sparse.csr_matrix(np.random.default_rng(0).random((60, 60)) < 0.15, dtype=float)
    graph = sparse.csr_matrix(sparse.block_diag([part + part.T] * 7))  # every value seven times: one search finds some of them only
    exact = space._diffuse(graph)
    monkeypatch.setattr(space, "EXACT", 0)
    found = space._diffuse(graph)
    assert np.allclose(found @ found.T, exact @ exact.T, atol=1e-3)


@pytest.mark.parametrize("count", [5, 49])
def test_the_order_of_many_short_documents_changes_no_label(count: int) -> None:
    lines = [
        "ارتفعت أسعار النفط والغاز في الأسواق العالمية بعد قرار أوبك",
        "فاز الفريق في مباراة كرة القدم ضمن بطولة الدوري أمام جمهور كبير",
    ]
    raw = {f"d{number:02}": f"{lines[number % 2]} رقم {number} خبر {number * 7}" for number in range(count)}
    order = np.random.default_rng(0).permutation(count)
    mixed = {list(raw)[at]: raw[list(raw)[at]] for at in order}
    straight, turned = (topics(make_corpus(one, dict.fromkeys(raw, "ar")), k=2, method="spelling") for one in (raw, mixed))
    assert straight.kind == "clusters" and "too few" in straight.verdict and "prove nothing" in straight.verdict
    labels, again = (found.passages.set_index("doc_id")["topic"] for found in (straight, turned))
    assert labels.to_dict() == again.to_dict() and labels.nunique() == 2


def test_the_numbers_do_not_depend_on_the_number_of_threads() -> None:
    code = (
        "from corpus_analysis.topics import cluster_texts; from corpus_analysis.topics.space import map_texts\n"
        "texts = [f'{word} خبر {number}' for number, word in enumerate(['نفط غاز', 'كرة هدف', 'حرب سلم'] * 15)]\n"
        "print(map_texts(texts, ['ar'] * 45, 'spelling').round(6).tolist(), cluster_texts(texts, ['ar'] * 45, 3, method='spelling'))"
    )
    started = []
    for threads in ("1", "2"):
        environment = os.environ | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), threads)
        started.append(subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"))
    printed = [process.communicate()[0] for process in started]
    assert printed[0] == printed[1] != ""


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_few_texts_get_points_and_groups(count: int) -> None:
    texts = ["حرب", "", "نفط غاز", "!!", "حرب غزة"][:count]
    assert np.isfinite(map_texts(texts, ["ar"] * count, "spelling")).all()
    assert len(cluster_texts(texts, ["ar"] * count, 3, method="spelling")) == count


def test_a_text_hears_its_neighbours_on_a_topic_it_does_not_name() -> None:
    texts = [f"ارتفع سعر النفط في السوق {number}" for number in range(12)] + [f"فاز الفريق في المباراة {number}" for number in range(12)]
    texts[0], texts[12] = "ارتفع السعر في السوق", "فاز الفريق"
    found, _ = anchor_texts(texts, ["ar"] * 24, {"oil": {"ar": ["نفط"]}, "sport": {"ar": ["مباراة"]}}, method="spelling")
    assert found == ["oil"] * 12 + ["sport"] * 12


def test_texts_that_all_say_the_same_keep_the_topic_they_name() -> None:
    texts = ["ارتفع سعر النفط في السوق"] * 30
    assert anchor_texts(texts, ["ar"] * 30, {"oil": {"ar": ["نفط"]}, "war": {"ar": ["حرب"]}}, method="spelling")[0] == ["oil"] * 30


def test_mutual_information_is_one_for_the_same_grouping_and_nought_for_unrelated_ones() -> None:
    halves, quarters = np.repeat([0, 1], 20), np.tile([0, 1, 2, 3], 10)
    assert np.isclose(mutual_information(halves, 1 - halves), 1) and np.isclose(mutual_information(halves, quarters), 0)
    assert np.isclose(mutual_information(quarters % 2, quarters), 2 / 3)


def test_who_is_cited_counts_for_the_passage_the_quotation_begins_in() -> None:
    table = pd.DataFrame(
        [("b", 0, 50, "oil"), ("a", 100, 150, "sport"), ("a", 0, 90, "oil"), ("a", 200, 250, None)],
        columns=["doc_id", "start", "end", "topic"],
    )
    cited = [
        ("a", 0, "x"),
        ("a", 89, "x"),
        ("a", 90, "lost"),
        ("a", 149, "y"),
        ("a", 210, "lost"),
        ("b", 3, "y"),
        ("c", 3, "lost"),
        ("b", 9, None),
    ]
    parts = [types.SimpleNamespace(sources=pd.DataFrame(some, columns=["doc_id", "start", "source_id"])) for some in (cited[:3], cited[3:])]
    found = find_names(table, [*parts, types.SimpleNamespace(sources=None)])
    assert list(found.itertuples(index=False, name=None)) == [("oil", "x", 2), ("oil", "y", 1), ("sport", "y", 1)]
    assert find_names(table.assign(topic=None), parts).empty
