"""The article view: marks nest and cross, everything leads to its place and back, and it says in words what it says in colour."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_analysis import load_corpus
from corpus_analysis.show import show_article
from corpus_analysis.show.colours import OKABE_ITO
from corpus_analysis.show.markup import Mark, mark_up

MASHREGH, ESPADANA = "001_53e90237db271b94", "002_4458d8df9d782b8d"


class Balance(HTMLParser):
    """Fails where a tag is closed that is not the last one opened."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.feed(markup)
        assert self.stack == []

    def handle_starttag(self, tag, attrs):
        if tag not in {"br", "input"}:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag


@pytest.fixture(scope="module")
def shown(seeds):
    return show_article(seeds, MASHREGH).markup


def test_marks_that_cross_are_cut_and_every_letter_stays():
    marks = [Mark(0, 4, "i"), Mark(2, 6, "b", rank=-1, head="[", tail="]", first=" id=x"), Mark(5, 5, "u"), Mark(8, 9, "s")]
    markup = mark_up("a<cdefgh", 0, 8, marks)
    assert markup == "<i>a&lt;</i><b id=x>[<i>cd</i>ef]</b>gh"


SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(-1, 2)).map(lambda one: (min(one[:2]), max(one[:2]), one[2])), max_size=8
)


@given(st.text(st.sampled_from("ab<&س\u200c\n"), min_size=20, max_size=20), SPANS, st.integers(0, 10), st.integers(10, 20))
def test_whatever_is_marked_the_elements_nest_and_the_text_is_whole(text, spans, low, high):
    markup = mark_up(text, low, high, [Mark(start, end, "i", rank=rank, head="(", tail=")") for start, end, rank in spans])
    Balance(markup)
    bare = html.unescape(re.sub("</?i>|[()]", "", markup))
    assert bare == text[low:high]
    inside = [(start, end) for start, end, _ in spans if start < end and start < high and low < end]
    assert markup.count(")") == sum(end <= high for _, end in inside) and markup.count("(") == sum(start >= low for start, _ in inside)


def test_a_mark_that_is_cut_in_two_has_its_number_and_sign_once():
    markup = mark_up("abcdef", 0, 6, [Mark(0, 4, "b", head="1", tail="!", first=" id=x"), Mark(2, 6, "i", rank=-1)])
    assert markup == "<b id=x>1ab</b><i><b>cd!</b>ef</i>"


def test_the_elements_of_an_article_are_nested_well(seeds):
    for doc_id in seeds.raw:
        Balance(show_article(seeds, doc_id).markup)


def test_every_number_leads_to_its_speaker_and_back_and_no_place_is_named_twice(seeds, shown):
    places = re.findall(r' id="([^"]+)"', shown)
    assert len(places) == len(set(places))
    assert set(re.findall(r'href="#([^"]+)"', shown)) <= set(places)
    said = int((seeds.sources["doc_id"] == MASHREGH).sum())
    assert sum(bool(re.search(r"-s\d+$", place)) for place in places) == said == sum(bool(re.search(r"-n\d+$", p)) for p in places)


def test_every_referent_has_a_letter_of_its_own_and_only_seven_a_colour(seeds):
    looks: dict[str, tuple[str, str]] = {}
    for doc_id in seeds.raw:
        for colour, name, letter in re.findall(
            r"--hue:(#\w+);[^>]+>([^<]+)<sup>(\w+)</sup></mark> \d", show_article(seeds, doc_id, twin=None).markup
        ):
            assert looks.setdefault(name, (letter, colour)) == (letter, colour)
    assert len({letter for letter, _ in looks.values()}) == len(looks) == seeds.terms.loc[~seeds.terms["nested"], "referent"].nunique()
    coloured = [colour for _, colour in looks.values() if colour != OKABE_ITO[-1]]
    assert len(coloured) == len(set(coloured)) == 7


def test_a_twin_is_found_and_what_it_tells_otherwise_is_listed(shown):
    assert ESPADANA in shown and re.search(r"۱۲۱[^<]*</bdi> · there: <bdi[^>]*>[^<]*۱۲۰", shown)


def test_an_article_without_a_twin_lists_no_differences(seeds):
    assert "· there:" not in show_article(seeds, "004_e1d003cca7f14586").markup
    assert "· there:" not in show_article(seeds, MASHREGH, twin=None).markup


def test_a_place_is_pointed_out_with_its_sentence(seeds):
    row = seeds.terms[seeds.terms["doc_id"] == MASHREGH].iloc[5]
    markup = show_article(seeds, MASHREGH, twin=None, at=(row["start"], row["end"])).markup
    inside = re.findall(r'<b class="here">(.*?)</b>', markup)
    assert [re.sub("<sup.*?</sup>|<[^>]+>", "", one) for one in inside] == [row["surface"]]
    assert 'class="sentence"' in markup


def test_the_reader_hears_in_which_language_each_run_is(shown):
    assert '<article class="ca"' in shown and 'lang="en"' in shown
    runs = re.findall(r'<(?:p|h4) class="words"([^>]*)>', shown)
    assert len(runs) > 10 and all('dir="rtl" lang="fa"' in run for run in runs if "rtl" in run)


def test_a_wrong_twin_is_named_with_the_articles_there_are(seeds):
    with pytest.raises(KeyError, match=r"nothing.*000_f2637de0095fdcd7"):
        show_article(seeds, MASHREGH, twin="nothing")


def test_who_is_heard_through_whom_is_told_by_names_and_the_day_of_an_arabic_outlet_is_not_turned_round(tmp_path):
    (tmp_path / "manifest.csv").write_text("doc_id,outlet\na,صحيفة الميناء\n", encoding="utf-8")
    text = "هدنة قريبة في المدينة\n\n14 مايو 2024\n\nونقلت وكالة رويترز عن وزير الزراعة قوله إن الحصاد يبدأ غدا في ثلاث محافظات.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    markup = show_article(load_corpus(tmp_path), "a").markup
    assert "via <bdi>Reuters</bdi>" in markup
    assert "<bdi>صحيفة الميناء</bdi> · <bdi>2024-05-14</bdi> · <bdi>a</bdi></h3>" in markup
