"""What the browser tests share: a JupyterLab beside a corpus that tries to run a script, and the judgement of axe."""

from __future__ import annotations

import base64
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
EXPLORE = "import corpus_analysis as ca\n\ncorpus = ca.load_corpus('corpus')\nca.explore(corpus, '@israel')"


@pytest.fixture(scope="session")
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
    explore = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(EXPLORE)])
    explore.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}  # else Lab asks for one
    nbformat.write(explore, folder / "explore.ipynb")
    return folder


@pytest.fixture(scope="session")
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


@pytest.fixture
def run_notebook(browser, lab):
    """Open a notebook of the workplace in Lab, run it, and return the page and its cells."""
    pages = []

    def run(name: str):
        page = browser.new_page(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
        pages.append(page)
        page.set_default_timeout(60_000)
        page.goto(f"{lab}/lab?reset")
        page.wait_for_function("window.jupyterapp && window.jupyterapp.restored")
        page.evaluate("window.jupyterapp.restored")
        return page, page.evaluate(RUN_ALL, name)

    yield run
    for page in pages:
        page.close()


MODEL = """async ({data, style}) => {
    document.head.append(Object.assign(document.createElement('style'), {textContent: style}));
    const heard = {};
    const tell = (name, ...rest) => (heard[name] ?? []).forEach(one => one(...rest));
    const model = {
        get: name => data[name],
        on: (name, call) => (heard[name] ??= []).push(call),
        send: async message => {
            const {changed, sent} = await window.toPython(message);
            for (const [name, value] of Object.entries(changed)) { data[name] = value; tell('change:' + name); }
            for (const [content, buffer] of sent) tell('msg:custom', content, [Uint8Array.from(atob(buffer ?? ''), c => c.charCodeAt(0))]);
        },
    };
    window.explorer.render({model, el: document.querySelector('#here')});
}"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Explorer</title></head>
<body style="margin:24px;font:16px system-ui"><main><h1>Explorer</h1>%s<div id="here"></div></main></body></html>"""


@pytest.fixture
def open_explorer(browser):
    """A function that draws an `Explorer` in a page: explorer.js on one side, the Python widget on the other, no Lab between."""
    from corpus_analysis.show.widget import ExplorerWidget

    pages = []

    def draw(explorer, width: int = 1200):
        widget = ExplorerWidget(explorer, "x")
        sent: list = []
        widget.send = lambda content, buffers=None: sent.append([content, base64.b64encode(buffers[0]).decode() if buffers else None])

        def answer(message: dict) -> dict:
            before = {name: getattr(widget, name) for name in ("shown", "article")}
            widget._answer(widget, message, [])
            told = [sent.pop() for _ in range(len(sent))]
            return {
                "changed": {name: getattr(widget, name) for name, old in before.items() if getattr(widget, name) is not old},
                "sent": told,
            }

        page = browser.new_page(viewport={"width": width, "height": 1000}, accept_downloads=True)
        pages.append(page)
        page.set_default_timeout(15_000)
        page.expose_function("toPython", answer)
        page.set_content(PAGE % '<section class="ca-static" data-explorer="x">static</section>')
        page.add_script_tag(type="module", content=f"{widget._esm}\nwindow.explorer = {{ render }};")
        page.wait_for_function("window.explorer")
        data = {name: getattr(widget, name) for name in ("shown", "article", "suggestions", "static")}
        page.evaluate(MODEL, {"data": data, "style": str(widget._css)})
        page.locator(".cx-total").wait_for()
        return page

    yield draw
    for page in pages:
        page.close()
