"""The explorer in a real browser: search, filter, read, save, with the mouse and with the keyboard alone."""

from __future__ import annotations

import os
import shutil

import pytest

import corpus_analysis as ca

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("SHOTS")
CANARY = '<img src=x onerror="window.hijacked = true">'


def shoot(page, name: str) -> None:
    """Keep a picture where the environment variable SHOTS names a folder, for those who want to look."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, seeds_path):
    """The seeds and one article that tries to run a script in every place where a page can."""
    folder = tmp_path_factory.mktemp("corpus")
    for path in sorted(seeds_path.glob("*.txt")):
        shutil.copy(path, folder)
    (folder / "005_canary.txt").write_text(
        f"{CANARY} $x$ {{{{7*7}}}}\n\nقال هنية إنّ {CANARY} المقاومة الفلسطينية </script> مستمرة.\n", encoding="utf-8"
    )
    corpus = ca.load_corpus(folder)
    corpus.documents.loc[corpus.documents["doc_id"] == "005_canary", "outlet"] = CANARY
    corpus.sources["source_name"] = [f"{name} {CANARY}" for name in corpus.sources["source_name"]]
    return corpus


@pytest.fixture
def explorer(open_explorer, corpus):
    return open_explorer(ca.explore(corpus, "@israel"))


def total(page) -> int:
    return int(page.locator(".cx-total").inner_text().split()[0].replace(",", ""))


def settle(page) -> None:
    page.wait_for_function("!document.querySelector('.cx').hasAttribute('aria-busy')")


def test_a_reader_searches_filters_reads_and_saves(explorer, tmp_path, axe_faults):
    page = explorer
    page.wait_for_function("document.querySelector('.ca-static').hidden")
    every = total(page)
    shoot(page, "widget")
    page.get_by_role("checkbox", name="Mashregh News").check()
    settle(page)
    assert 0 < total(page) < every and "outlet=['Mashregh News']" in page.locator(".cx pre").text_content()
    assert page.locator(".cx-lines .cx-about").all_inner_texts() and all(
        "Mashregh" in text for text in page.locator(".cx-about").all_inner_texts()
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.cx-words')).direction") == "rtl"
    before, after = (page.locator(f".cx-lines li .cx-{part}").first.bounding_box() for part in ("before", "after"))
    assert before["x"] > after["x"]
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    saved = tmp_path / "lines.csv"
    download.value.save_as(saved)
    assert len(saved.read_text(encoding="utf-8-sig").splitlines()) == total(page) + 1
    page.locator(".cx-keyword").first.click()
    page.locator(".cx-reader .here").wait_for()
    shoot(page, "widget-article")
    assert page.locator(".cx-reader .here").inner_text().split()[0] in page.locator(".cx-keyword").first.inner_text()
    assert axe_faults(page, ".cx") == []
    assert page.evaluate("window.hijacked") is None and page.locator("img[src=x]").count() == 0


def test_the_explorer_is_used_with_the_keyboard_alone(explorer):
    page = explorer
    page.locator(".cx-query input").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("@hamas")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.cx-lines .cx-keyword')?.textContent.includes('حماس')")
    every = total(page)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.facet") == "outlet":
            break
    page.keyboard.press("Space")
    settle(page)
    page.wait_for_function(f"!document.querySelector('.cx-total').textContent.startsWith('{every} ')")
    assert page.evaluate("document.activeElement.dataset.facet") == "outlet"
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.row") == "0":
            break
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.row") == "1"
    page.keyboard.press("Enter")
    page.locator(".cx-reader .here").wait_for()
    assert page.evaluate("document.activeElement.className") == "cx-reader"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.row") == "1"
    page.locator(".cx-query input").fill("@atlantis")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="atlantis").wait_for()
    assert total(page) > 0


def test_markup_typed_or_written_is_shown_and_never_run(explorer):
    page = explorer
    page.locator(".cx-query input").fill(CANARY)
    page.keyboard.press("Enter")
    settle(page)
    page.locator(".cx-query input").fill("المقاومة")
    page.keyboard.press("Enter")
    page.locator(".cx-facets", has_text="<img src=x").wait_for()
    page.get_by_role("checkbox", name="<img src=x").first.check()
    settle(page)
    assert (
        total(page) == 1
        and "<img src=x" in page.locator(".cx-about").inner_text()
        and "<img src=x" in page.locator(".cx pre").text_content()
    )
    page.locator(".cx-keyword").click()
    page.locator(".cx-reader article").wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate("window.hijacked") is None and page.locator("img[src=x]").count() == 0 and page.title() == "Explorer"


def test_the_explorer_runs_in_lab_and_takes_the_place_of_its_static_form(run_notebook):
    page, cells = run_notebook("explore.ipynb")
    assert [cell["errors"] for cell in cells if cell["errors"]] == []
    page.locator(".cx-lines li").first.wait_for()
    page.wait_for_function("document.querySelector('.ca-static').hidden")
    every = total(page)
    page.evaluate("window.jupyterapp.commands.execute('notebook:enter-command-mode')")
    for _ in range(40):  # from the cell to the explorer under it
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.cx-query input')"):
            break
    assert page.evaluate("document.activeElement.matches('.cx-query input')")
    # The keys of the notebook (a: a cell above, dd: delete the cell, Enter: edit) must not answer to what is pressed here.
    page.keyboard.press("Control+A")
    page.keyboard.type("@hamas")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.cx-lines .cx-keyword')?.textContent.includes('حماس')")
    page.locator(".cx-facets input").first.focus()
    for key in ("Space", "a", "d", "d"):
        page.keyboard.press(key)
    page.wait_for_function("document.querySelector('.cx-facets input').checked")
    settle(page)
    assert 0 < total(page) < every and page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length") == 1
    page.locator(".cx-keyword").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.row") == "1"
    shoot(page, "widget-lab")
    page.keyboard.press("Enter")
    page.locator(".cx-reader .here").wait_for()
    assert page.evaluate("window.hijacked") is None
