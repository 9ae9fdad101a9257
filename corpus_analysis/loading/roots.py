"""What a call names: one folder or file or several, the files in them, and the manifests that speak of these."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from .files import MANIFESTS, File, list_files, read_bytes
from .limits import Limits
from .manifest import Manifest, Metadata, parse_manifest, read_manifest
from .problems import Problem, ReadError


def find_files(
    path: str | Path | Sequence[str | Path], metadata: Metadata | None, limits: Limits
) -> tuple[list[File], dict[str | None, Manifest], list[Problem]]:
    """Return the files under *path*, what manifests say of them, and the problems met.

    A manifest in a folder speaks of the files of that folder alone: it stands under the folder's label. *metadata* speaks of all and
    stands under None. Files of several folders that have the same name are shown with the label of their folder before it.

    Raises
    ------
    FileNotFoundError : a path does not exist.
    ValueError : there is nothing to read, or *metadata* cannot be used. TypeError : what is given is no path.
    """
    found: dict[str, File] = {}
    manifests: dict[str | None, Manifest] = {}
    problems: list[Problem] = []
    labels: dict[str, str] = {}
    for root in _list_roots(path):
        files, listed = list_files(root, limits)
        problems += listed
        for file in files:
            label = labels.setdefault(file.root, _free(file.label, labels.values()))
            found.setdefault(file.full, replace(file, label=label))
        told = _folder_manifest(root, limits, problems)
        if told:
            manifests.setdefault(labels.get(os.path.realpath(root), ""), Manifest()).update(told)
    if metadata is not None:
        manifests[None] = read_manifest(metadata)
        problems += _tell_unused(manifests[None], "metadata")
    shown = Counter(file.shown for file in found.values())
    named = [replace(file, shown=f"{file.label}/{file.shown}") if shown[file.shown] > 1 else file for file in found.values()]
    return named, manifests, list(dict.fromkeys(problems))


def _list_roots(path: str | Path | Sequence[str | Path]) -> list[str | Path]:
    if isinstance(path, (str, os.PathLike)):
        return [path]
    roots = list(path) if isinstance(path, Iterable) and not isinstance(path, bytes) else [path]
    if wrong := [root for root in roots if not isinstance(root, (str, os.PathLike))]:
        raise TypeError(
            f'{str(wrong[0])[:80]!r} ({type(wrong[0]).__name__}) is no path. Give a folder, a file or a list: load_corpus("my_articles/").'
        )
    if not roots:
        raise ValueError("an empty list was given. Give a folder, a file or a list of these.")
    return roots


def _free(label: str, taken: Iterable[str]) -> str:
    """Return a label that no other folder has: that of the second one so called ends in ~2."""
    taken, free, number = set(taken), label, 2
    while free in taken:
        free, number = f"{label}~{number}", number + 1
    return free


def _folder_manifest(root: str | Path, limits: Limits, problems: list[Problem]) -> Manifest:
    """Return what the manifests in a folder say of its documents."""
    found = Manifest()
    folder = os.path.realpath(root)
    for name in MANIFESTS:
        full = os.path.join(folder, name)
        if not os.path.isdir(folder) or not os.path.lexists(full) or any(p.path == name and p.severity == "error" for p in problems):
            continue
        try:
            told = parse_manifest(read_bytes(File(full, folder, name), limits), name)
        except ReadError as error:
            problems.append(error.at(name))
        except ValueError as error:
            problems.append(Problem(name, "manifest_unusable", "error", str(error), "Correct it, or pass metadata=."))
        else:
            if not told:
                problems.append(Problem(name, "manifest_unusable", "warning", "the manifest names no document", "Add a row a document."))
            problems += _tell_unused(told, name)
            found.update(told)
    return found


def _tell_unused(manifest: Manifest, name: str) -> list[Problem]:
    if not manifest.unused:
        return []
    message = f"columns that cannot be kept: {', '.join(map(repr, manifest.unused))}"
    remedy = "Rename them: letters, digits and _, beginning with a letter, and not row or folder."
    return [Problem(name, "manifest_column", "warning", message, remedy)]
