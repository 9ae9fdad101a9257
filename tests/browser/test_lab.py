"""JupyterLab in a real browser: notebooks run, tables read right to left, and no headline takes over the page."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["01_corpus", "02_framing_terms"])
def test_notebook_runs_in_lab_reads_right_to_left_and_is_not_hijacked(run_notebook, name):
    page, cells = run_notebook(f"{name}.ipynb")
    assert len(cells) > 3
    assert [cell["errors"] for cell in cells if cell["errors"]] == []
    assert all(cell["count"] for cell in cells)
    # Lab draws only the cells in view: scroll through all of them, so that whatever could run has run.
    right_to_left = 0
    for index in range(page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length")):
        page.evaluate("i => window.jupyterapp.shell.currentWidget.content.scrollToItem(i, 'center')", index)
        page.wait_for_timeout(80)
        right_to_left += page.evaluate("""[...document.querySelectorAll('.jp-OutputArea td, .jp-OutputArea th')].filter(cell =>
            /[\\u0600-\\u06ff]/.test(cell.textContent) && getComputedStyle(cell).direction === 'rtl').length""")
    assert right_to_left > 0
    assert page.evaluate("window.hijacked") is None
    assert page.title() != "hijacked"
    assert page.locator("img[src=x]").count() == 0
