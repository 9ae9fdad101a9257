"""The report and the command that makes it."""

import re
import shutil

import pytest
from typer.testing import CliRunner

from corpus_analysis.cli import app
from corpus_analysis.report import notebook_paths

CANARY = '<img src=x onerror="alert(1)"><script>alert(2)</script>'


@pytest.fixture(scope="module")
def report(tmp_path_factory, seeds_path):
    """A report on the seeds and one article that tries to run a script, made by the command."""
    folder = tmp_path_factory.mktemp("report")
    shutil.copytree(seeds_path, folder / "corpus")
    article = (
        f"{CANARY} هنية يلتقي وزير الخارجية الإيراني\n\nقال هنية إنّ {CANARY} المقاومة الفلسطينية مستمرة في مواجهة الاحتلال الإسرائيلي.\n"
    )
    (folder / "corpus" / "005_canary.txt").write_text(article, encoding="utf-8")
    result = CliRunner().invoke(app, ["report", str(folder / "corpus"), "--out", str(folder / "out")])
    assert result.exit_code == 0, result.output
    return {path.name: path.read_text(encoding="utf-8") for path in (folder / "out").iterdir()}


def test_report_has_an_index_and_a_page_a_notebook_outlet_referent_and_article(report):
    assert {"index.html", *(f"{path.stem}.html" for path in notebook_paths())} < set(report)
    kinds = ("outlet-", "referent-", "article-")
    assert [sum(name.startswith(kind) for name in report) for kind in kinds][::2] == [5, 6]
    assert sum(name.startswith("referent-") for name in report) > 20
    assert all(f'href="{name}"' in report["index.html"] for name in report)


def test_every_link_of_the_report_leads_to_a_place_that_is_there(report):
    for page in report.values():
        for file, place in re.findall(r'<a [^>]*?href="([^"#:]*)(?:#([^"]+))?"', page):
            target = report[file] if file else page
            assert not place or f'id="{place}"' in target


def test_every_figure_beyond_the_notebooks_has_its_table_and_its_sentences(report):
    for name, page in report.items():
        if name.startswith("referent-"):
            assert page.count("<table") >= 3
            assert re.search(r'href="article-\d+\.html#a[0-9a-f]{7}-t\d+"', page)


def test_report_loads_nothing_and_runs_nothing(report):
    for page in report.values():
        loading = r"<(?:img|script|link|iframe|object|embed|video)\b[^>]*?\s(?:src|href|data)\s*=\s*[\"']?([^\"'\s>]{1,30})"
        loaded = re.findall(loading, page)
        assert all(address.startswith("data:image/png;base64,") for address in loaded)
        assert "<script" not in page
        assert not re.search(r"<img[^>]*onerror", page)
        assert "&lt;img src=x" in report["index.html"]


def test_report_names_no_folder_of_this_machine(report, tmp_path_factory):
    for page in report.values():
        assert str(tmp_path_factory.getbasetemp()) not in page


def test_report_states_its_findings_in_words_on_the_index(report):
    cards = re.findall(r"<article>(.*?)</article>", report["index.html"], flags=re.S)
    assert len(cards) == len(notebook_paths())
    assert all(re.search(r"</p>\s*<(p|ul)>", card) for card in cards)


def test_index_opens_with_the_picture_of_the_names_and_it_leads_to_its_page(report):
    before = report["index.html"].split('<section class="cards"')[0]
    shown = re.findall(r'<a href="([^"]+)"><figure class="output"><img src="data:image/png;base64,[^"]+" alt="[^"]+">', before)
    assert shown == ["02_framing_terms.html"]


def test_an_article_without_a_headline_goes_by_its_first_words(report):
    assert re.search(r'<h1 dir="auto">رئیس دفتر سیاسی جنبش حماس [^<]{10,60} …</h1>', report["article-003.html"])


def test_code_that_shows_nothing_is_folded_with_the_code_it_prepares(report):
    folds = r'</details>\s*</div>\s*<div class="cell">\s*<details class="code">'
    assert not [path.stem for path in notebook_paths() if re.search(folds, report[f"{path.stem}.html"])]


def test_report_is_small(report):
    assert sum(len(page.encode()) for page in report.values()) < 5_000_000


@pytest.mark.browser
def test_report_reads_right_to_left_in_a_browser_has_no_serious_fault_and_nothing_is_hijacked(report, browser, axe_faults, tmp_path):
    for name, text in report.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for name in report:
        page.goto((tmp_path / name).as_uri())
        assert page.locator("h1").count() >= 1
        assert (
            page.evaluate("""[...document.querySelectorAll('td')].filter(cell =>
            /^[\\s\\u0600-\\u06ff]+$/.test(cell.textContent) &&
            cell.textContent.trim() && getComputedStyle(cell).direction !== 'rtl').length""")
            == 0
        )
        if name in {"index.html", "01_corpus.html", "02_framing_terms.html", "referent-01.html", "article-001.html"}:
            assert axe_faults(page) == []
    assert all(url.startswith(("file:", "data:")) for url in asked)
    page.close()


@pytest.mark.browser
def test_report_is_dark_where_the_reader_has_chosen_so_and_has_no_serious_fault_there(report, browser, axe_faults, tmp_path):
    page = browser.new_page(color_scheme="dark")
    for name in ("index.html", "02_framing_terms.html", "article-001.html"):
        (tmp_path / name).write_text(report[name], encoding="utf-8")
        page.goto((tmp_path / name).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 29)"
        assert axe_faults(page) == []
    page.close()


@pytest.mark.browser
def test_on_a_telephone_nothing_of_the_report_is_cut_or_covered_and_pictures_keep_their_letters(report, browser, tmp_path):
    page = browser.new_page(viewport={"width": 400, "height": 800})
    for name in ("index.html", *(f"{path.stem}.html" for path in notebook_paths())):
        (tmp_path / name).write_text(report[name], encoding="utf-8")
        page.goto((tmp_path / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 400, name
        wider = "[...document.querySelectorAll('%s')].filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"
        assert page.evaluate(wider % "td, th, caption, pre.output") == [], name
        assert page.evaluate("[...document.querySelectorAll('caption')].every(one => one.getBoundingClientRect().right <= 400)"), name
        assert page.evaluate("[...document.querySelectorAll('figure img')].every(one => one.width > 600)"), name
    page.close()


@pytest.mark.parametrize(("arguments", "words"), [
    (["report", "no/such/folder"], "no/such/folder"),
    (["problems", "no/such/folder"], "no/such/folder"),
])  # fmt: skip
def test_a_missing_folder_is_named_without_a_traceback(arguments, words):
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert words in result.output.replace("\n", "")
    assert "Traceback" not in result.output


def test_whoever_is_heard_goes_by_name_and_not_by_id(report, seeds):
    from corpus_analysis.sources import source_names

    names = source_names(seeds)  # an id of one word may be the name of a referent too
    ids = {one for one in names if not one.isalpha() and f">{names[one]}<" in report["03_sources.html"]}
    assert len(ids) > 3
    for name, page in report.items():
        if name.startswith(("referent-", "outlet-", "03")):
            assert not [one for one in ids if f">{one}<" in page], name
