"""Pages written for these tests, two a language: they look like nothing in the seeds.

Their roles were drafted by the loader and then checked line by line by hand, and its rules were tuned on them: they guard
against falling back, they do not measure accuracy on pages never seen.
"""

from pathlib import Path

import pandas as pd
import pytest

from corpus_analysis.loading import Limits, describe_documents, find_segments, read_documents
from corpus_analysis.loading.lines import split_lines

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.txt"))


@pytest.fixture(scope="module")
def corpus():
    documents, raw, _ = read_documents([PAGES / f"{name}.txt" for name in NAMES])
    segments = find_segments(documents, raw)
    return describe_documents(documents, segments, raw).set_index("doc_id"), segments, raw


def annotated(name):
    return [line.split("\t") for line in (PAGES / f"{name}.roles.tsv").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", NAMES)
def test_every_line_has_the_annotated_role(corpus, name):
    _, segments, raw = corpus
    own = segments[segments["doc_id"] == name]
    found = []
    for line in split_lines(raw[name]):
        row = own[(own["start"] <= line.start) & (own["end"] >= line.end)]
        found.append([row["role"].iloc[0], line.text])
    assert found == annotated(name)


@pytest.mark.parametrize(("name", "published"), [("en_harbour", "2025-03-14"), ("ar_menu", "2025-02-11"), ("fa_portal", "2024-08-11")])
def test_the_date_line_tells_the_day_of_publication(corpus, name, published):
    documents, _, _ = corpus
    assert documents.loc[name, "published"] == pd.Timestamp(published)
    assert documents.loc[name, "published_evidence"].startswith("date line: ")


def test_a_post_and_a_comment_bound_the_day_without_guessing_it(corpus):
    documents, _, _ = corpus
    assert pd.isna(documents.loc["ar_plain", "published"])
    assert documents.loc["ar_plain", "published_evidence"].startswith("between 2024-09-02 and 2024-09-04")


def test_an_outlet_that_is_not_known_stays_unknown(corpus):
    documents, _, _ = corpus
    assert set(documents["outlet"]) == {"unknown"}


def test_headlines_are_found_below_menus_and_breadcrumbs(corpus):
    documents, _, _ = corpus
    assert documents.loc["fa_portal", "headline"].startswith("کاهش ۳۰ درصدی")
    assert documents.loc["ar_menu", "headline"].startswith("السودان يستأنف")
    assert documents.loc["en_harbour", "headline"].startswith("Port workers")
    assert pd.isna(documents.loc["en_wire", "headline"])


def test_wrapped_paragraphs_are_joined_and_offsets_keep_their_line_breaks(corpus):
    _, segments, raw = corpus
    bodies = segments[(segments["doc_id"] == "fa_wrapped") & (segments["role"] == "body")]
    assert len(bodies) == 4
    assert all("\n" in raw["fa_wrapped"][start:end] for start, end in zip(bodies["start"], bodies["end"], strict=True))


def test_lines_that_stand_on_several_pages_are_furniture():
    page = (
        "Title number {0} of the day\n\nThe council of town {0} met on day {0} and voted {0} times on the plan.\n\nOur weekend magazine\n"
    )
    own = {f"a{number}": page.format(number) for number in range(4)}
    segments = find_segments(pd.DataFrame({"doc_id": list(own)}), own)
    last = segments.groupby("doc_id").tail(1)
    assert set(last["role"]) == {"boilerplate"}


def test_two_adjacent_posts_are_two_segments():
    text = (
        "قال الوزير في مؤتمر صحافي عقده اليوم في العاصمة إن المحادثات مستمرة مع الجميع.\n"
        "First post about the talks. pic.twitter.com/aaaa1111\n— Alpha (@alpha) November 23, 2023\n"
        "Second post, torn in two\n— Beta (@beta) November 24, 2023\nby its own signature. pic.twitter.com/bbbb2222\n"
        "وأضاف أن الجولة المقبلة ستعقد الأسبوع المقبل في المدينة نفسها بحضور الوسطاء.\n"
    )
    segments = find_segments(pd.DataFrame({"doc_id": ["d"]}), {"d": text})
    embeds = [text[s:e] for s, e, role in zip(segments["start"], segments["end"], segments["role"], strict=True) if role == "embed"]
    assert [embed.split()[0] for embed in embeds] == ["First", "Second"]
    assert embeds[1].endswith("bbbb2222")


def test_a_reporting_colon_does_not_join_the_paragraph_that_follows():
    text = (
        "عنوان الخبر الذي لا بد منه هنا\n\nوقال رئيس البلدية في بيان نشره على موقع البلدية صباح اليوم:\n\n"
        "لن نقبل بهذا المشروع أبدا مهما كانت الظروف والضغوط علينا.\n"
    )
    segments = find_segments(pd.DataFrame({"doc_id": ["d"]}), {"d": text})
    assert list(segments["role"]) == ["headline", "body", "body"]


def test_the_range_of_days_stands_in_columns_of_its_own(corpus):
    documents, _, _ = corpus
    exact, open_ended = documents.loc["en_harbour"], documents.loc["ar_plain"]
    assert exact["published_from"] == exact["published_to"] == exact["published"]
    assert (open_ended["published_from"], open_ended["published_to"]) == (pd.Timestamp("2024-09-02"), pd.Timestamp("2024-09-04"))


def test_a_page_of_which_all_was_read_is_told(tmp_path, monkeypatch):
    article = "".join(f"<p>The ministry said on day {day} that the road to the harbour would open again soon.</p>" for day in range(9))
    (tmp_path / "a.html").write_text(f"<html><body><article><h1>The road</h1>{article}</article></body></html>", encoding="utf-8")

    def told(limits: Limits | None = None) -> list[str]:
        _, raw, problems = read_documents(tmp_path, limits=limits)
        assert "on day 8" in raw["a"]
        return problems.loc[problems["code"] == "page_read_whole", "path"].tolist()

    assert told() == []
    assert told(Limits(page_elements=3)) == ["a.html"]
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: 1 / 0)
    assert told() == ["a.html"]


@pytest.mark.parametrize("joiner", ["\u200c", "&zwnj;", "&#8204;", "&#x200C;"], ids=["sign", "name", "decimal", "hexadecimal"])
@pytest.mark.parametrize("found", [True, False], ids=["the article", "all visible text"])
def test_the_half_spaces_of_a_saved_page_are_kept(tmp_path, monkeypatch, joiner, found):
    if not found:
        monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: None)
    text = f"نماینده{joiner}ها گفتند که نامه{joiner}ی شهردار را نخوانده{joiner}اند و به خانه برمی{joiner}گردند."
    page = f"<html lang='fa'><body><article><h1>خانه{joiner}های شهر</h1><p>{text}</p></article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    read = read_documents(tmp_path)[1]["a"]
    assert "خانه\u200cهای شهر" in read and "نامه\u200cی شهردار" in read and "برمی\u200cگردند" in read
