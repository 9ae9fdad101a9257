"""JupyterLab in a real browser: notebooks run, tables read right to left, and no headline takes over the page."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest

pytestmark = pytest.mark.browser
CANARY = "<img src=x onerror=\"window.hijacked = true; document.title = 'hijacked'\">"
QUIET = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}}
RUN_ALL = """async path => {
    const app = window.jupyterapp;
    const panel = await app.commands.execute('docmanager:open', {path, factory: 'Notebook'});
    await panel.context.ready;
    await panel.sessionContext.ready;
    await app.commands.execute('notebook:run-all-cells');
    const outputs = [...panel.content.model.cells].filter(cell => cell.type === 'code').map(cell => cell.toJSON());
    return outputs.map(cell => ({count: cell.execution_count, errors: cell.outputs.filter(o => o.output_type === 'error')}));
}"""


@pytest.fixture(scope="module")
def workplace(tmp_path_factory, seeds_path):
    """The notebooks beside a corpus of the seeds and one article that tries to run a script."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(seeds_path, folder / "corpus", ignore=shutil.ignore_patterns("manifest.csv"))
    article = (
        f"{CANARY} هنية يلتقي وزير الخارجية الإيراني\n\nقال هنية إنّ {CANARY} المقاومة الفلسطينية مستمرة في مواجهة الاحتلال الإسرائيلي.\n"
    )
    (folder / "corpus" / "005_canary.txt").write_text(article, encoding="utf-8")
    for name in ("01_corpus", "02_framing_terms"):
        notebook = nbformat.read(seeds_path.parent / "notebooks" / f"{name}.ipynb", as_version=4)
        for cell in notebook.cells:
            cell.pop("outputs", None) if cell.cell_type != "code" else cell.update(outputs=[], execution_count=None)
            if "parameters" in cell.metadata.get("tags", []):
                cell.source = cell.source.replace('CORPUS = "../seeds"', 'CORPUS = "corpus"')
        nbformat.write(notebook, folder / f"{name}.ipynb")
    return folder


@pytest.fixture(scope="module")
def lab(workplace, tmp_path_factory):
    """The address of a JupyterLab that serves the workplace."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("jupyter")
    (home / "config" / "labconfig").mkdir(parents=True)
    (home / "config" / "labconfig" / "default_setting_overrides.json").write_text(json.dumps(QUIET))
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ServerApp.port_retries=0",
               "--IdentityProvider.token=", f"--ServerApp.root_dir={workplace}", "--LabApp.expose_app_in_browser=True"]  # fmt: skip
    places = {"JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_DATA_DIR": str(home / "data"), "JUPYTER_RUNTIME_DIR": str(home / "run"),
              "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}  # fmt: skip
    with open(home / "log", "w") as log:
        server = subprocess.Popen(command, env={**os.environ, **places}, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api/status", timeout=2).read()
                break
            except OSError:
                assert server.poll() is None, (home / "log").read_text()
                time.sleep(0.5)
        else:
            pytest.fail("JupyterLab did not answer: " + (home / "log").read_text())
        yield address
    finally:
        server.terminate()
        server.wait(20)


@pytest.mark.parametrize("name", ["01_corpus", "02_framing_terms"])
def test_notebook_runs_in_lab_reads_right_to_left_and_is_not_hijacked(browser, lab, name):
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(120_000)
    page.goto(f"{lab}/lab?reset")
    page.wait_for_function("window.jupyterapp && window.jupyterapp.restored")
    page.evaluate("window.jupyterapp.restored")
    cells = page.evaluate(RUN_ALL, f"{name}.ipynb")
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
    page.close()
