"""What all comparisons need: environments for the peers, made in the first run under ``build/`` (remove one to renew it), and sizes."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

BUILD = Path(__file__).resolve().parents[1] / "build"


def set_up_peers(area: str, requirements: Sequence[str]) -> str:
    """Return the interpreter of an area's peers. One that cannot be installed here does not cost the others.

    A requirement may carry options of pip, as in "--no-deps bertopic". Where uv is installed it is used: it is much faster.
    """
    folder = BUILD / f"peers-{area}"
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not (folder / "ready").exists():
        quick = importlib.util.find_spec("uv") is not None
        venv.create(folder, with_pip=not quick, clear=True)
        install = [sys.executable, "-m", "uv", "pip", "install", "--python", python] if quick else [python, "-m", "pip", "install"]
        for requirement in requirements:
            subprocess.run([*install, "-qq", *requirement.split()], check=False)
        (folder / "ready").touch()
    return str(python)


def size(texts: Sequence[str]) -> float:
    """Return megabytes of UTF-8."""
    return sum(len(text.encode("utf-8")) for text in texts) / 1e6
