"""Tables and concordances: nothing in them is run, every cell reads in its own direction."""

from __future__ import annotations

from html.parser import HTMLParser

import pandas as pd
import pytest

import corpus_analysis as ca
from corpus_analysis.show import kwic, say, show_article, show_differences, table
from corpus_analysis.show.rtl import is_right_to_left

CANARY = "<img src=x onerror=\"alert('boo')\">'\"&</td></table><script>1</script>"
ALLOWED = {
    "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "p", "bdi", "span", "b", "br", "sup", "mark", "ol", "ul", "li",
    "article", "section", "ins", "del", "details", "summary", "style", "h3", "h4", "a", "label", "input",
}  # fmt: skip


class Reader(HTMLParser):
    """Collects the elements, attributes and text of a page."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.notes: list[str] = []  # numbers and signs set above the line
        self.in_note = False
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.in_note = tag in {"sup", "style"} or (tag, "num") == (tag, dict(attrs).get("class"))

    def handle_endtag(self, tag):
        self.in_note = False

    def handle_data(self, data):
        (self.notes if self.in_note else self.words).append(data)


def read_safe(html) -> Reader:
    page = Reader(html._repr_html_())
    for tag, attributes in page.tags:
        assert tag in ALLOWED, tag
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "srcset"}], attributes
        assert attributes.get("href", "#").startswith("#"), attributes
    return page


@pytest.fixture
def corpus(seeds):
    return seeds


def test_markup_in_any_cell_header_index_or_caption_is_shown_and_never_run():
    frame = pd.DataFrame({CANARY: [CANARY, [CANARY], {CANARY: CANARY}], ("a", CANARY): CANARY}, index=pd.Index([CANARY] * 3, name=CANARY))
    frame["category"] = pd.Categorical([CANARY] * 3)
    page = read_safe(table(frame, caption=CANARY))
    assert "".join(page.words).count("<script>1</script>") >= 14


def test_markup_in_a_concordance_or_a_sentence_is_shown_and_never_run():
    columns = ("before", "keyword", "after", "outlet", "voice", "doc_id", "language")
    for extra in ("", "سلام "):
        read_safe(kwic(pd.DataFrame({name: [extra + CANARY] for name in columns}), caption=CANARY))
        read_safe(say([extra + CANARY]))


def test_markup_in_an_article_and_its_tables_is_shown_and_never_run(tmp_path):
    for name in ("a", "b"):
        text = f'{CANARY} قال وزير الخارجية الإيراني: "إسرائيل {CANARY} العدو الصهيوني".\n\n{CANARY} وأضاف الوزير أن حركة حماس {name}.\n'
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = ca.load_corpus(tmp_path)
    for frame in (corpus.documents, corpus.terms, corpus.sources):
        for name in frame.columns:
            if pd.api.types.is_string_dtype(frame[name]) and name not in {"doc_id", "role", "language", "region"}:
                frame[name] = frame[name].astype(object).where(frame[name].isna(), CANARY)
    read_safe(show_article(corpus, "a"))
    assert len(read_safe(show_differences(corpus, "a", "b")).tags) > 5


def test_arabic_and_persian_cells_say_their_direction_and_language():
    cells = [attributes for tag, attributes in read_safe(table(pd.DataFrame({"a": ["جنگ گروه", "الحرب", "war"]}))).tags if tag == "td"]
    assert [(cell["dir"], cell.get("lang")) for cell in cells] == [("rtl", "fa"), ("rtl", "ar"), ("auto", None)]
    assert "text-align:right" in cells[0]["style"] and "unicode-bidi:plaintext" in cells[0]["style"]


def test_numbers_are_rounded_and_what_is_missing_is_a_dash():
    shown = table(pd.DataFrame({"x": [1 / 3, None], "n": pd.array([1234, None], "Int64"), "yes": [True, None], "t": ["a", None]}))
    assert [word for word in read_safe(shown).words[4:] if word.strip()] == ["0.33", "1,234", "yes", "a", "–", "–", "–", "–"]


def test_a_table_is_the_same_every_time_and_has_a_text_twin():
    frame = pd.DataFrame({"a": range(50)})
    assert table(frame)._repr_html_() == table(frame.copy())._repr_html_()
    assert "20 more rows" in repr(table(frame)) and "20 more rows" in table(frame)._repr_html_()


def test_a_table_can_be_scrolled_with_the_keyboard():
    _, attributes = read_safe(table(pd.DataFrame({"a": [1]}), caption="What was found")).tags[0]
    assert (attributes["role"], attributes["tabindex"], attributes["aria-label"]) == ("region", "0", "What was found")


@pytest.mark.parametrize(
    "frame", [pd.DataFrame(), pd.DataFrame({"a": []}), pd.Series([1, 2], name="n"), pd.DataFrame([[1, 2]], columns=["a", "a"])]
)
def test_odd_tables_are_shown_too(frame):
    read_safe(table(frame, caption="x"))


def test_a_right_to_left_concordance_has_the_words_before_on_the_right(corpus):
    page = read_safe(kwic(ca.concordance(corpus, "حماس"), rows=5))
    tables = [attributes["dir"] for tag, attributes in page.tags if tag == "table"]
    heads = [word for word in page.words if word in {"before", "keyword", "after"}]
    assert tables == ["rtl"] and heads == ["before", "keyword", "after"]


def test_an_article_is_shown_whole_and_to_the_letter(corpus):
    for doc_id, text in corpus.raw.items():
        shown = "".join("".join(read_safe(show_article(corpus, doc_id)).words).split())
        for segment in corpus.segments[corpus.segments["doc_id"] == doc_id].itertuples():
            assert "".join(text[segment.start : segment.end].split()) in shown


def test_every_name_in_an_article_can_be_reached_with_the_keyboard_and_says_what_it_is(corpus):
    doc_id = corpus.documents["doc_id"].iloc[0]
    marks = [attributes for tag, attributes in read_safe(show_article(corpus, doc_id)).tags if tag == "mark" and "tabindex" in attributes]
    terms = corpus.terms[(corpus.terms["doc_id"] == doc_id) & ~corpus.terms["nested"]]
    assert len(marks) == len(terms) > 20
    assert all("voice" in mark["aria-description"] or "in the words of" in mark["aria-description"] for mark in marks)


def test_a_wrong_article_is_named_with_those_there_are(corpus):
    with pytest.raises(KeyError, match="000_f2637de0095fdcd7"):
        show_article(corpus, "nothing")


def test_differences_show_what_each_article_has(corpus):
    one, other = corpus.documents["doc_id"].iloc[1:3]
    page = read_safe(show_differences(corpus, one, other))
    shown = "".join(page.words)
    assert "۱۲۱" in shown and "۱۲۰" in shown and {"ins", "del"} <= {tag for tag, _ in page.tags}


def test_a_side_that_has_nothing_is_a_dash_in_the_text_of_the_differences_too(tmp_path):
    told = "Boats left the harbour at dawn.\n\nThe ministry closed the road to the north.\n\nNobody was hurt, a driver said.\n"
    (tmp_path / "a.txt").write_text(told + "\nPrices of bread rose again in the market of the old town.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(told, encoding="utf-8")
    lines = repr(show_differences(ca.load_corpus(tmp_path), "a", "b")).splitlines()
    assert lines and lines[-1].endswith("| –") and "bread" in lines[-1]


def test_a_text_reads_in_the_direction_of_most_of_its_letters():
    assert is_right_to_left("CNN بالعربية تنقل الخبر")
    assert not is_right_to_left("What a search for إسرائيل finds")
    assert not is_right_to_left("2024-06-20")


def test_an_empty_table_says_so():
    shown = table(pd.DataFrame({"path": [], "message": []}), caption="Problems")
    assert "no rows</p>" in shown.markup and shown.text == "Problems\nno rows"
