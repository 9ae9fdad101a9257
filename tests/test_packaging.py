"""The files that say what to install agree with each other and lead nowhere but to package names."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_environment_names_the_packages_and_ranges_of_pyproject():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    conda = {line for line in listed if isinstance(line, str)} - {"pip"}
    pip = set(next(line for line in listed if isinstance(line, dict))["pip"]) - {"-e ."}
    pins = {line for line in conda if line.startswith("python=")}  # Binder reads the version from a pin and from nothing else
    assert len(pins) == 1
    assert pins <= {f"python={line.rsplit(' ', 1)[-1]}" for line in project()["classifiers"] if re.search(r"Python :: \d", line)}
    conda -= pins
    wanted = set(project()["dependencies"])
    assert conda | pip == wanted
    assert not conda & pip


def test_every_package_that_is_imported_is_declared():
    called = {
        "yaml": "pyyaml", "sklearn": "scikit-learn", "bidi": "python-bidi", "traitlets": "nbconvert", "pygments": "nbconvert",
        "PIL": "matplotlib", "IPython": "anywidget",
    }  # fmt: skip
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "corpus_analysis").rglob("*.py"))
    imported = set(re.findall(r"^ *(?:import|from) ([a-zA-Z_]\w*)", code, flags=re.M)) - sys.stdlib_module_names
    lines = [*project()["dependencies"], *project()["optional-dependencies"]["dask"], *project()["optional-dependencies"]["crosslingual"]]
    declared = {re.split(r"[><=\[]", line)[0].lower().replace("-", "_") for line in lines}
    assert {called.get(name, name).replace("-", "_") for name in imported} <= declared


def test_lock_pins_every_dependency_with_hashes_and_without_addresses():
    lock = (ROOT / "requirements.lock").read_text()
    pinned = {name.lower() for name in re.findall(r"^([\w.-]+)==", lock, flags=re.M)}
    names = {re.split(r"[><=\[]", line)[0].lower() for line in project()["dependencies"]}
    assert names <= pinned
    blocks = re.split(r"\n(?=\S)", lock.strip())
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in lock


def test_no_dependency_is_under_a_licence_that_users_could_not_keep():
    """By the metadata of what is installed: the GPL only where another licence may be chosen, nothing for some purposes only."""
    chosen = {"docutils", "tld"}  # docutils: public domain and BSD but for a mode of Emacs; tld: MPL, GPL or LGPL, as one likes
    looked = set()
    for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), flags=re.M):
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:  # of another system
            continue
        told = [
            about.get("License-Expression"),
            about.get("License"),
            *(one for one in about.get_all("Classifier", []) if "License ::" in one),
        ]
        licence = " ".join(text.strip().splitlines()[0] for text in told if text)
        looked.add(name)
        assert name in chosen or not re.search(r"(?<!L)GPL|(?<!Lesser )General Public License|non.?commercial", licence, flags=re.I), name
    assert len(looked) > 100


def test_the_wheel_holds_all_data_and_nothing_of_the_tests(tmp_path):
    command = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, timeout=120)
    held = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    package = ROOT / "corpus_analysis"
    here = {
        f"corpus_analysis/{path.relative_to(package)}" for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    assert here <= held
    assert {f"corpus_analysis/notebooks/{path.name}" for path in (ROOT / "notebooks").glob("0*.ipynb")} <= held
    assert not any(name.startswith(("tests", "seeds", "evaluation")) for name in held)


def test_version_is_the_same_everywhere():
    import corpus_analysis

    assert f"version: {corpus_analysis.__version__}\n" in (ROOT / "CITATION.cff").read_text()
    assert f"## {corpus_analysis.__version__} " in (ROOT / "CHANGELOG.md").read_text()


def test_every_file_is_shorter_than_400_lines():
    code = [path for folder in ("corpus_analysis", "tests", "tools", "evaluation", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    assert {path.name: n for path in code if (n := len(path.read_text(encoding="utf-8").splitlines())) > 400} == {}


def test_seeds_manifest_hashes_are_those_of_the_files():
    import hashlib

    import pandas as pd

    manifest = pd.read_csv(ROOT / "seeds" / "manifest.csv").set_index("doc_id")
    files = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "seeds").glob("*.txt")}
    assert manifest["sha256"].to_dict() == files
    assert manifest.loc["000_f2637de0095fdcd7", "outlet"] == "unknown"
