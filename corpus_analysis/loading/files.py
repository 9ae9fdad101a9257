"""Finds the files of a corpus folder and reads their bytes; nothing outside the folder is ever opened."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .limits import Limits
from .problems import Problem, ReadError, escape_controls

TEXTS, PAGES = (".txt", ".text", ".md"), (".html", ".htm", ".xhtml", ".mhtml", ".mht")
TABLES, ARCHIVES = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".xlsx"), (".zip", ".gz")
READABLE = TEXTS + PAGES + TABLES + ARCHIVES
MANIFESTS = ("manifest.csv", "manifest.toml")
_ESCAPE = re.compile(r"\\(?=[nrt]|x[0-9a-f]{2}|u[0-9a-f]{4})")  # in a name: what would be taken for an escape of ours
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]|^[-=+@]")


@dataclass(frozen=True)
class File:
    """A file that is to be read: where it is, the folder it must stay in, the name shown in tables, and that of the folder."""

    full: str
    root: str
    shown: str
    link: bool = False
    label: str = ""


def shown_name(path: str) -> str:
    """Return a relative path as it is shown: '/' between parts, bytes that are not UTF-8 and controls written as escapes."""
    text = path.replace(os.sep, "/") if os.sep != "/" else path
    text = _ESCAPE.sub(r"\\\\", text)
    if text.isprintable():
        return text
    text = os.fsencode(text).decode("utf-8", "backslashreplace")
    return escape_controls(text)


def keep_apart(out: str | Path, paths: str | Path | Sequence[str | Path]) -> None:
    """Refuse to write where articles lie: what is written there would be read as articles the next time, or take their place.

    Raises
    ------
    ValueError : *out* is a folder of articles, lies in one, or holds one.
    """
    target = os.path.realpath(out)
    for path in [paths] if isinstance(paths, (str, os.PathLike)) else paths:
        source = os.path.realpath(path)
        if _is_inside(source, target) or (os.path.isdir(source) and _is_inside(target, source)):
            raise ValueError(f"{os.fspath(out)} and the articles in {os.fspath(path)} lie in one another. Name a folder beside them.")


def list_files(path: str | Path, limits: Limits) -> tuple[list[File], list[Problem]]:
    """List what is to be read under *path* (a folder or one file), in the order of the names.

    Raises
    ------
    FileNotFoundError : there is nothing at *path*.
    ValueError : the folder holds nothing at all.
    """
    path = os.fspath(path)
    if not os.path.lexists(path):
        raise FileNotFoundError(f"{path}: there is no such file or folder that you may see. Check the spelling, or give the full path.")
    if os.path.isfile(path):
        folder, name = os.path.split(os.path.abspath(path))
        root = os.path.realpath(folder)
        return [File(os.path.join(folder, name), root, shown_name(name), label=shown_name(os.path.basename(root)))], []
    if not os.path.isdir(path):
        raise ValueError(f"{path}: is neither a file nor a folder that can be opened. Give a folder of articles or a table.")
    root = os.path.realpath(path)
    files: list[File] = []
    problems: list[Problem] = []
    _walk(root, root, 0, limits, files, problems)
    if not files and not problems:
        raise ValueError(
            f"{path}: the folder is empty. Put the articles there as .txt, .html, .csv, .jsonl, .xlsx, .parquet, .zip or .gz files."
        )
    return sorted(files, key=lambda file: os.fsencode(file.shown)), problems


def _walk(folder: str, root: str, depth: int, limits: Limits, files: list[File], problems: list[Problem]) -> None:
    shown = shown_name(os.path.relpath(folder, root)) if folder != root else ""
    if depth > limits.folder_depth:
        problems.append(
            Problem(shown, "too_deep", "error", f"more than {limits.folder_depth} folders in one another", "Move the files up.")
        )
        return
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        remedy = "Give yourself the right to open the folder."
        problems.append(Problem(shown or ".", "unreadable", "error", f"the folder cannot be opened ({error.strerror})", remedy))
        return
    pages = {os.path.splitext(entry.name)[0] for entry in entries if entry.name.lower().endswith(PAGES)}
    for entry in entries:
        shown = shown_name(entry.path[len(root) :].lstrip(os.sep))
        if len(files) >= limits.files:
            problems.append(Problem(shown, "too_many_files", "error", f"more than {limits.files} files", "Raise Limits(files=...)."))
            return
        if entry.is_symlink():
            _add_link(entry.path, shown, root, files, problems)
        elif entry.is_dir(follow_symlinks=False):
            if entry.name.endswith("_files") and entry.name[:-6] in pages:
                message, remedy = "pictures and frames of the saved page beside it are not read", "Rename it if it holds articles."
                problems.append(Problem(shown, "not_selected", "info", message, remedy))
            elif entry.name.startswith("."):
                problems.append(Problem(shown, "not_selected", "info", "a hidden folder is not read", "Rename it if it holds articles."))
            else:
                _walk(entry.path, root, depth + 1, limits, files, problems)
        elif not entry.is_file(follow_symlinks=False):
            problems.append(Problem(shown, "not_regular_file", "error", "a pipe, socket or device, not a file", "Remove it."))
        else:
            _select(entry.path, shown, root, False, files, problems)


def _select(full: str, shown: str, root: str, link: bool, files: list[File], problems: list[Problem]) -> None:
    base = os.path.basename(full)
    lower = base.lower()
    if lower in MANIFESTS or os.path.splitext(lower)[0] in ("readme", "license", "licence"):
        if lower in MANIFESTS and shown not in MANIFESTS:
            message = "a manifest is read where it lies in the corpus folder itself and is called manifest.csv or manifest.toml"
            remedy = "Join its rows to the manifest of the corpus folder, with paths from there, or pass metadata=."
            problems.append(Problem(shown, "not_selected", "warning", message, remedy))
        elif lower not in (*MANIFESTS, "readme.md"):
            problems.append(Problem(shown, "not_selected", "info", "a note about the folder is not read as an article", "Rename it."))
    elif base.startswith((".", "~")) or not lower.endswith(READABLE):
        remedy = "Rename or save it as .txt, .html, .csv, .jsonl, .xlsx, .parquet, .zip or .gz if it holds articles."
        problems.append(Problem(shown, "not_selected", "info", "hidden, or not of a kind that is read", remedy))
    else:
        files.append(File(full, root, shown, link, shown_name(os.path.basename(root))))


def _add_link(full: str, shown: str, root: str, files: list[File], problems: list[Problem]) -> None:
    """A link is followed only to a file within the folder."""

    def refuse(code: str, message: str, remedy: str = "Put a copy of the file in its place.") -> None:
        problems.append(Problem(shown, code, "error", message, remedy))

    try:
        kind = os.stat(full).st_mode
    except FileNotFoundError:
        return refuse("vanished", "a link to a file that is not there")
    except PermissionError:
        return refuse("unreadable", "a link to a file in a folder that you may not open")
    except OSError as error:
        return refuse("symlink_loop", f"a link that cannot be followed ({error.strerror})")
    target = os.path.realpath(full)
    if not _is_inside(target, root):
        return refuse("symlink_outside", "a link to something outside the corpus folder; it was not read")
    if stat.S_ISDIR(kind):
        loops = _is_inside(os.path.dirname(full), target)
        return refuse("symlink_loop" if loops else "symlink", "a link to a folder is not followed", "Remove the link.")
    if not stat.S_ISREG(kind):
        return refuse("not_regular_file", "a link to a pipe, socket or device")
    _select(full, shown, root, True, files, problems)
    return None


def _is_inside(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def read_bytes(file: File, limits: Limits) -> bytes:
    """Read a file whole, once; refuses what is too large, not a regular file, or has come to lie outside its folder.

    Raises
    ------
    ReadError : with the code and the remedy of the problem row.
    """
    target = os.path.realpath(file.full)
    if not _is_inside(target, file.root):
        raise ReadError("symlink_outside", "a link to something outside the corpus folder; it was not read", "Put a copy in its place.")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(target, flags)
    except FileNotFoundError as error:
        raise ReadError("vanished", "the file was there when the folder was listed and is gone", "Load the folder again.") from error
    except OSError as error:
        raise ReadError("unreadable", f"the file cannot be opened ({error.strerror})", "Give yourself the right to read it.") from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise ReadError("not_regular_file", "a folder, pipe, socket or device, not a file", "Remove it.")
    with os.fdopen(descriptor, "rb") as stream:
        if status.st_size > limits.file_bytes:
            raise too_large(limits)
        try:
            data = stream.read(status.st_size + 1)
            if len(data) > status.st_size:  # it has grown, or does not tell its size
                data += stream.read(limits.file_bytes + 1 - len(data))
        except OSError as error:
            raise ReadError("unreadable", f"the file cannot be read ({error.strerror})", "Check the disk.") from error
    if len(data) > limits.file_bytes:
        raise too_large(limits)
    return data


def too_large(limits: Limits) -> ReadError:
    """Return the error of a file, or a member of an archive, that is larger than one may be."""
    return ReadError("too_large", f"larger than {limits.file_bytes:,} bytes", "Split it, or raise Limits(file_bytes=...).")


def name_problems(file: File) -> list[Problem]:
    """Return what is odd about a file's name or its being a link."""
    found = []
    base = os.path.basename(file.full)
    try:
        base.encode("utf-8")
    except UnicodeEncodeError:
        found.append(Problem(file.shown, "filename_undecodable", "warning", "the file name is not UTF-8; shown with escapes", "Rename it."))
    else:
        if _ODD.search(base):
            remedy = "Rename it if it gets in the way."
            found.append(
                Problem(file.shown, "filename_odd", "warning", "the file name has control characters or opens like a formula", remedy)
            )
    if file.link:
        found.append(
            Problem(file.shown, "symlink", "warning", "a link to another file of the folder; its text may count twice", "Remove it.")
        )
    return found
