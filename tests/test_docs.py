"""The documentation builds without a warning, reads nothing from a network, is readable by all, and its code blocks run."""

from __future__ import annotations

import doctest
import importlib
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", flags=re.M | re.S)
FILE = re.compile(r"# ([\w./]+\.\w+)\n")
GUIDES = sorted(path.name for path in DOCS.glob("*.md") if re.search(r"^```(python|pycon)$", path.read_text(encoding="utf-8"), flags=re.M))


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The built site; building it with warnings as errors is the first of the tests."""
    out = tmp_path_factory.mktemp("docs") / "html"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", str(DOCS), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def pages(site: Path) -> dict[str, html.HtmlElement]:
    return {path.relative_to(site).as_posix(): html.parse(str(path)).getroot() for path in sorted(site.rglob("*.html"))}


def test_every_page_is_built_and_every_public_name_is_in_the_reference(site):
    import corpus_analysis as ca

    built = pages(site)
    assert {f"{path.stem}.html" for path in DOCS.glob("*.md")} <= set(built)
    described = {anchor for page in built.values() for anchor in page.xpath("//dt/@id")}
    described = {anchor.rsplit(".", 1)[-1] for anchor in described}
    assert set(ca.__all__) - {"text", "topics"} <= described
    assert "topics" in described


def test_pages_load_nothing_from_a_network(site):
    loaded = []
    for name, page in pages(site).items():
        loaded += [(name, url) for url in page.xpath("//@src | //link/@href | //@data | //@srcset") if re.match(r"(?:[a-z]+:)?//", url)]
    for style in site.rglob("*.css"):
        found = re.findall(r"(?:@import|url\()[^;)]{0,200}", style.read_text(encoding="utf-8"))
        loaded += [(style.name, url) for url in found if re.search(r"[\"'(](?:https?:)?//", url)]
    assert loaded == []


def test_headings_are_in_order_and_pictures_are_described(site):
    for name, page in pages(site).items():
        levels = [int(heading.tag[1]) for heading in page.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")]
        assert levels.count(1) <= 1, name
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps, default=0) <= 1, f"{name}: {levels}"
        assert all(picture.get("alt", "").strip() for picture in page.xpath("//article//img")), name
        assert page.get("lang") == "en", name


def test_formulas_are_markup_that_a_screen_reader_can_read(site):
    methods = pages(site)["methods.html"]
    assert len(methods.xpath("//math")) > 20
    assert not methods.xpath("//math//*[local-name()='merror']")


@pytest.mark.parametrize("name", GUIDES)
def test_the_code_of_the_guides_runs(name, tmp_path, monkeypatch, seeds_path):
    """Blocks run in order in one session; a block whose first line names a file becomes that file, in order too."""
    shutil.copytree(seeds_path, tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    text = (DOCS / name).read_text(encoding="utf-8")
    ran = 0
    for number, (kind, code) in enumerate(BLOCK.findall(text)):
        if kind == "python":
            exec(compile(code, f"{name}, block {number}", "exec"), names)
        elif kind == "pycon":
            test = doctest.DocTestParser().get_doctest(code, names, f"{name}, block {number}", name, 0)
            runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
            said: list[str] = []
            failed, _ = runner.run(test, out=said.append, clear_globs=False)
            names.update(test.globs)
            assert not failed, "".join(said)
        elif hit := FILE.match(code):
            Path(hit.group(1)).write_text(code[hit.end() :], encoding="utf-8")
            continue
        else:
            continue
        ran += 1
    assert ran


def test_guides_name_only_commands_that_exist():
    from corpus_analysis.cli import app

    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    known |= {group.name for group in app.registered_groups}
    for path in DOCS.glob("*.md"):
        for command in re.findall(r"(?<!\w)corpus-analysis ([a-z]+)\b", path.read_text(encoding="utf-8")):
            assert command in known, f"{path.name}: corpus-analysis {command}"


def test_the_map_of_the_package_has_every_module_and_folder():
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    places = [path.name for path in (ROOT / "corpus_analysis").iterdir() if not path.name.startswith("__")]
    assert [name for name in places if not re.search(rf"[`/]{re.escape(name)}[`/]", text)] == []
    modules = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "corpus_analysis").rglob("*.py")}
    assert [name for name, code in modules.items() if not re.match(r'"""\S.{10,}', code)] == []


def test_the_figures_of_methods_and_comparison_are_those_of_the_code():
    def code(module: str):
        return importlib.import_module(f"corpus_analysis.{module}")  # `from framing import naming` would give the function

    naming, keyness, counting = code("framing.naming"), code("framing.keyness"), code("framing.counting")
    counts, pairs = code("sources.counts"), code("reuse.pairs")
    model, prevalence, stability = code("topics.model"), code("topics.prevalence"), code("topics.stability")
    text = " ".join((DOCS / "methods.md").read_text(encoding="utf-8").split())
    few = {5: "five", 10: "ten"}
    told = [
        f"with replacement, {naming.RESAMPLES:,} times", f"fewer than {few[naming.MIN_DOCUMENTS]} documents mention the referent",
        f"count in the stratum plus {keyness.PRIOR_FLOOR}", f"Up to {keyness.MOST_SPLITS:,} splits are all tried",
        f"fewer than {few[counting.FEW_DOCUMENTS]} documents on a side", f"bootstrap over articles (1,000), none below {few[counts.LEAST]}",
        f"it must exceed {stability.NULLS} groupings", f"than in {stability.PERMUTATIONS} permutations",
        f"below {model.FEWEST_DOCUMENTS} documents or {model.FEWEST_PASSAGES} passages", f"none below {few[prevalence.FEWEST_STORIES]}.",
        f"from {pairs.COPY:.1f} of the shorter text".replace("0.", "."), f'from {pairs.PARTIAL:.1f} "partial copy"'.replace("0.", "."),
    ]  # fmt: skip
    assert [figure for figure in told if figure not in text] == []
    compared = (DOCS / "compare.md").read_text(encoding="utf-8")
    collocation, dispersion, measures = code("framing.collocation"), code("framing.dispersion"), code("framing.measures")
    numbers = {8: "eight", 10: "ten", 11: "eleven"}
    rows = [
        f"| collocations | {len(collocation.MEASURES)} measures |", f"| keyness | {numbers[1 + len(measures.KEYNESS)]} rankings |",
        f"| dispersion | {numbers[len(dispersion.MEASURES)]} measures |", f"yes, {numbers[len(code('show.colours').ROLES)]} roles |",
    ]  # fmt: skip
    assert [row for row in rows if row not in compared] == []


def test_every_row_of_the_comparison_says_how_it_was_checked():
    text = (DOCS / "compare.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|") and not line.startswith(("|---", "| feature"))]
    assert len(rows) > 25
    told = text.split("## What was read")[1]
    for *_, how in rows:
        assert re.search(r"tried|read|tests/", how), rows
        assert all(re.search(rf"\b{letter}\b", told) for letter in re.findall(r"\b[A-Z]\d?\b", how)), how


@pytest.mark.browser
def test_pages_in_a_browser_ask_the_network_for_nothing_and_have_no_serious_fault(site, browser):
    from axe_playwright_python.sync_playwright import Axe

    asked, faults = [], []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    for name in ("index.html", "methods.html", "your-corpus.html", "api/framing.html"):
        page.goto((site / name).as_uri())
        found = Axe().run(page).response["violations"]
        faults += [(name, fault["id"]) for fault in found if fault["impact"] in ("serious", "critical")]
    page.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert faults == []
