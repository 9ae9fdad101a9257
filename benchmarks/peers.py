"""Environments of their own for the tools that are compared, made in the first run under ``build/`` (remove the folder to renew one)."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

BUILD = Path(__file__).resolve().parents[1] / "build"


def set_up_peers(area: str, requirements: Sequence[str]) -> str:
    """Return the interpreter of an area's peers. One that cannot be installed here does not cost the others."""
    folder = BUILD / f"peers-{area}"
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        for requirement in requirements:
            subprocess.run([python, "-m", "pip", "install", "-qq", requirement], check=False)
        (folder / "ready").touch()
    return str(python)
