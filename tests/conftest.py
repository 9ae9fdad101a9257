"""What all tests share: the seeds, loaded once, and a browser that is found or asked for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import matplotlib
import pytest

matplotlib.use("Agg")
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def seeds_path() -> Path:
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def seeds(seeds_path):
    import corpus_analysis as ca

    return ca.load_corpus(seeds_path)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    import matplotlib.pyplot as plt

    plt.close("all")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; without one, browser tests are skipped with a word, or fail where a browser is required."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path:
        return path
    how = "no Chromium found: install one (Debian: apt-get install chromium) or name it: CHROMIUM=/path/to/chromium"
    if os.environ.get("CORPUS_ANALYSIS_REQUIRE_BROWSER"):
        pytest.fail(how)
    pytest.skip(how)


@pytest.fixture(scope="session")
def browser(chromium):
    """A headless Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=quiet)
        yield running
        running.close()


@pytest.fixture(scope="session")
def axe_faults():
    """A function that returns the serious and critical faults that axe finds in a page (axe.min.js comes with the test package)."""
    import axe_playwright_python

    script = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

    def judge(page, within: str = "html") -> list[str]:
        page.evaluate(script)
        found = page.evaluate("within => axe.run(within, {resultTypes: ['violations']})", within)
        serious = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
        return [f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for one in serious for node in one["nodes"][:3]]

    return judge
