"""Pairs of texts that share copy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_analysis.reuse import find_pairs
from corpus_analysis.reuse.pairs import index_trigrams, merge_postings, pair_up
from corpus_analysis.reuse.words import hash_words

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
VERSE = "بسم الله الرحمن الرحيم قل هو الله أحد الله الصمد لم يلد ولم يولد ولم يكن له كفوا أحد"
FOOTER = "جميع الحقوق محفوظة لا يجوز إعادة نشر هذه المادة دون إذن خطي مسبق من الناشر"


@pytest.fixture(scope="module")
def seeds() -> list[str]:
    return [path.read_bytes().decode("utf-8") for path in sorted(SEEDS.glob("*.txt"))]


@pytest.fixture(scope="module")
def paragraphs(seeds) -> list[str]:
    """Long paragraphs of different articles: texts that have nothing in common but their subject."""
    return [part for text in (seeds[3], seeds[4]) for part in text.split("\n") if len(part) > 250]


def test_of_the_five_seeds_only_the_two_retellings_share_copy(seeds):
    found = find_pairs(seeds)
    assert found[["a", "b"]].values.tolist() == [[1, 2]]
    assert found["containment_b"].item() > 0.8 > found["containment_a"].item() > 0.5
    assert found["jaccard"].item() < found["containment_a"].item()


def test_spelling_spacing_and_joiners_do_not_hide_a_copy(seeds):
    text = seeds[1]
    other = text.replace("ی", "ي").replace("ک", "ك").replace("می", "می\u200c").replace("،", " , ").replace("\n\n", " ")
    found = find_pairs([text, other])
    assert found["containment_a"].item() > 0.9


def test_a_persian_ending_is_one_word_with_its_noun_however_it_is_joined():
    words = hash_words(["موازنه های", "موازنه\u200cهای", "موازنههای", "می شود", "می\u200cشود"])
    assert len(words) == 5
    assert len(set(words.hash[:3].tolist())) == 1
    assert words.hash[3] == words.hash[4]


def test_an_excerpt_is_found_though_its_jaccard_index_is_low(seeds):
    excerpt = seeds[4][600:1000]
    found = find_pairs([seeds[4], excerpt])
    assert found["containment_b"].item() > 0.9
    assert found["jaccard"].item() < 0.3


def test_a_holy_text_that_two_articles_quote_does_not_make_a_copy(paragraphs):
    one, other = " ".join(paragraphs[:3]), " ".join(paragraphs[3:7])
    assert find_pairs([f"{one} {VERSE} {one[:0]}", f"{other} {VERSE}"]).empty


def test_a_footer_does_not_make_a_copy(paragraphs):
    texts = [f"{part}\n{FOOTER}" for part in paragraphs]
    found = find_pairs(texts)
    assert (found[["containment_a", "containment_b"]].max(axis=1) < 0.5).all()
    assert find_pairs([f"{' '.join(paragraphs[:3])}\n{FOOTER}", f"{' '.join(paragraphs[3:6])}\n{FOOTER}"]).empty


def test_partitions_indexed_apart_give_the_same_pairs(seeds):
    texts = [*seeds, seeds[4][200:], seeds[2]]
    parts = [index_trigrams(hash_words(texts[at]), np.arange(len(texts))[at]) for at in (slice(3), slice(3, None))]
    assert pair_up(merge_postings(parts)).equals(pair_up(index_trigrams(hash_words(texts), np.arange(len(texts)))))


def test_a_story_of_many_outlets_is_found_whole(seeds):
    """More copies than a trigram links at once: every copy is still tied to the story."""
    rng = np.random.default_rng(0)
    words = seeds[1].split()
    copies = [" ".join(word for word in words if rng.random() > 0.03) for _ in range(150)]
    found = find_pairs(copies)
    assert set(found["a"]) | set(found["b"]) == set(range(150))


@pytest.mark.parametrize("texts", [[], [""], ["", "  "], ["one two", "one two"], ["\u200c\u200c", "،"]])
def test_texts_with_nothing_to_compare_give_no_pairs(texts):
    assert find_pairs(texts).empty


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5))
def test_words_point_into_their_text_in_order(texts):
    words = hash_words(texts)
    for number in range(len(texts)):
        mine = words.doc == number
        starts, ends = words.start[mine], words.end[mine]
        assert (starts < ends).all() and (ends[:-1] <= starts[1:]).all() and (ends <= len(texts[number])).all()
        assert all(texts[number][start:end].strip() for start, end in zip(starts, ends, strict=True))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=3, max_size=60), min_size=2, max_size=4))
def test_containment_is_that_of_the_sets_of_trigrams(lists):
    found = find_pairs([" ".join(words) for words in lists], at_least=0.0)
    sets = [set(zip(words, words[1:], words[2:], strict=False)) for words in lists]
    for row in found.itertuples():
        common = len(sets[row.a] & sets[row.b])
        assert row.shared == common
        assert row.containment_a == pytest.approx(common / len(sets[row.a]))
        assert row.containment_b == pytest.approx(common / len(sets[row.b]))
