"""What is shown is read by those who see no colour, use no mouse, or hear the page: axe finds no serious fault, Tab reaches everything."""

from __future__ import annotations

import re

import pytest

import corpus_analysis as ca

pytestmark = pytest.mark.browser
CANARY = '<img src=x onerror="window.hijacked = true">'
MASHREGH = "001_53e90237db271b94"
DARK = "body { background: #111; color: #d8d8d8; }"
FRAME = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>'
    "<style>body{margin:24px;font:16px/1.6 system-ui} %s</style></head><body><main><h1>Page</h1><h2>Section</h2>%s</main></body></html>"
)


@pytest.fixture
def show(browser):
    """A function that opens a piece of HTML in a page of its own, without script."""
    pages = []

    def open_page(markup: str, width: int = 1200, style: str = ""):
        page = browser.new_page(viewport={"width": width, "height": 900})
        pages.append(page)
        page.set_content(FRAME % (style, markup))
        return page

    yield open_page
    for page in pages:
        page.close()


def test_axe_finds_no_serious_fault_in_what_is_shown(seeds, show, axe_faults):
    article = ca.show_article(seeds, MASHREGH)
    explorer = ca.explore(seeds, "@israel")
    shown = {
        "article": article.markup, "explorer": explorer.static().markup, "table": ca.table(seeds.documents, "Articles").markup,
        "differences": ca.show_differences(seeds, MASHREGH, "002_4458d8df9d782b8d").markup,
    }  # fmt: skip
    faults = {name: axe_faults(show(markup)) for name, markup in shown.items()}
    assert faults == {name: [] for name in shown}
    assert axe_faults(show(article.markup, style=DARK)) == []


def test_a_reader_without_a_mouse_reaches_every_name_and_every_speaker(seeds, show):
    page = show(ca.show_article(seeds, MASHREGH, twin=None).markup)
    reached = []
    for _ in range(400):
        page.keyboard.press("Tab")
        place = page.evaluate(
            "[document.activeElement.tagName, document.activeElement.id, document.activeElement.getAttribute('aria-label')]"
        )
        if place[0] == "BODY":
            break
        reached.append(place)
    terms = seeds.terms[(seeds.terms["doc_id"] == MASHREGH) & ~seeds.terms["nested"]]
    assert sum(tag == "MARK" for tag, *_ in reached) == len(terms)
    said = int((seeds.sources["doc_id"] == MASHREGH).sum())
    assert sum(tag == "A" and "words of" in (name or "") for tag, _, name in reached) == 2 * said  # the number and the way back


def test_focus_says_what_a_name_is_and_a_number_leads_to_its_speaker(seeds, show):
    page = show(ca.show_article(seeds, MASHREGH, twin=None).markup)
    name = page.locator("mark[tabindex]").first
    name.focus()
    tip = page.evaluate("getComputedStyle(document.activeElement, '::after').content")
    assert name.get_attribute("aria-description") in tip
    number = page.locator(".num").first
    number.focus()
    page.keyboard.press("Enter")
    target = number.get_attribute("href")
    assert page.evaluate("location.hash") == target
    assert page.evaluate("id => document.querySelector(id).matches(':target')", target)
    page.locator(f"{target} a").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == f"#{number.get_attribute('id')}"


def test_boxes_of_the_legend_switch_marks_off(seeds, show):
    page = show(ca.show_article(seeds, MASHREGH, twin=None).markup)
    letter = re.search(r"off-(\w+)", page.locator(".legend input").first.get_attribute("class"))[1]
    colour = f"getComputedStyle(document.querySelector('.words .{letter}')).backgroundColor"
    assert page.evaluate(colour) != "rgba(0, 0, 0, 0)"
    page.locator(".legend input").first.uncheck()
    assert page.evaluate(colour) == "rgba(0, 0, 0, 0)" and not page.locator(f".words .{letter} > sup").first.is_visible()
    assert page.locator(".notes").first.is_visible()
    page.locator(".off-said").uncheck()
    assert not page.locator(".notes").first.is_visible()


@pytest.mark.parametrize("width", [380, 1200])
def test_an_article_fits_the_page_and_reads_right_to_left(seeds, show, width):
    page = show(ca.show_article(seeds, MASHREGH).markup, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert set(page.evaluate("[...document.querySelectorAll('.words[lang=fa]')].map(one => getComputedStyle(one).direction)")) == {"rtl"}
    # The second word of the headline stands to the left of the first.
    marks = "[...document.querySelectorAll('.headline mark')].map(one => one.getBoundingClientRect()).map(box => [box.x, box.bottom])"
    places = page.evaluate(marks)
    assert len(places) > 2 and places == sorted(places, key=lambda place: (round(place[1] / 20), -place[0]))


def test_what_a_page_wrote_is_never_run(tmp_path, show):
    text = f'{CANARY} $x$ {{{{7*7}}}}\n\n{CANARY} قال وزير الخارجية: "إسرائيل {CANARY} العدو الصهيوني </script></style></article>".\n'
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpus = ca.load_corpus(tmp_path)
    for frame in (corpus.documents, corpus.terms, corpus.sources):
        for name in ("outlet", "stance", "voice", "source_name", "mode", "source_type"):
            if name in frame:
                frame[name] = CANARY
    explorer = ca.explore(corpus, "@israel")
    wide = corpus.documents.assign(**{CANARY: CANARY}).set_index(CANARY)
    for markup in (ca.show_article(corpus, "a").markup, explorer.static().markup, ca.table(wide, CANARY).markup):
        page = show(markup)
        page.wait_for_timeout(150)
        assert page.evaluate("window.hijacked") is None and page.locator("img").count() == 0
        assert page.locator("main").inner_text().count("<img src=x") >= 2


def test_axe_finds_no_serious_fault_in_the_explorer_on_a_narrow_page(open_explorer, seeds, axe_faults):
    page = open_explorer(ca.explore(seeds, "@israel"), width=400)
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
