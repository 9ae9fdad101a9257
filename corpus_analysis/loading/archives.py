"""Members of .zip and .gz files, unpacked in memory within limits; nothing is written to disk."""

from __future__ import annotations

import gzip
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator

from .files import ARCHIVES, MANIFESTS, READABLE, shown_name, too_large
from .limits import Limits
from .problems import Problem, ReadError

_CHUNK = 1 << 16
_SLACK = 1 << 20  # a short text repeated many times packs well: below a megabyte no ratio is asked for
_DRIVE = re.compile(r"^[A-Za-z]:")


def read_members(data: bytes, path: str, limits: Limits, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every readable member of an archive; *problems* receives what was left out.

    Raises
    ------
    ReadError : the archive is broken, or unpacks to more than the limits allow (then nothing of it is used).
    """
    if path.lower().endswith(".gz"):
        yield _inner_name(path), _gunzip(data, limits)
        return
    yield from _unzip(data, path, limits, problems)


def _inner_name(path: str) -> str:
    name = path.rsplit("/", 1)[-1][:-3]
    return name if name.lower().endswith(READABLE) else name + ".txt"


def most_unpacked(packed: int, limits: Limits) -> int:
    """Return how many bytes may come out of so many that are packed."""
    return min(limits.archive_bytes, max(_SLACK, limits.archive_ratio * packed))


def bomb(limits: Limits) -> ReadError:
    """Return the error of what unpacks to more."""
    message = f"unpacks to more than {limits.archive_bytes:,} bytes or {limits.archive_ratio} times its size"
    return ReadError("archive_too_large", message, "Unpack it yourself, or raise Limits(archive_bytes=..., archive_ratio=...).")


def _corrupt(reason: str) -> ReadError:
    return ReadError("archive_corrupt", f"the archive is damaged ({reason[:80]})", "Download it again.")


def _gunzip(data: bytes, limits: Limits) -> bytes:
    most = most_unpacked(len(data), limits)
    out, total = [], 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            while chunk := packed.read(_CHUNK):
                total += len(chunk)
                if total > most:
                    raise bomb(limits)
                out.append(chunk)
    except (OSError, EOFError, zlib.error) as error:
        raise _corrupt(str(error)) from error
    if total > limits.file_bytes:
        raise too_large(limits)
    return b"".join(out)


def _open_zip(data: bytes, limits: Limits) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = sorted(archive.infolist(), key=lambda member: member.filename)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError) as error:
        raise _corrupt(str(error)) from error
    if len(members) > limits.archive_members:
        raise ReadError("archive_too_large", f"more than {limits.archive_members:,} members", "Raise Limits(archive_members=...).")
    if sum(member.file_size for member in members) > most_unpacked(len(data), limits):
        raise bomb(limits)
    return archive, members


def check_unpacked(data: bytes, limits: Limits) -> None:
    """Unpack a file that is a .zip within, and drop what comes out.

    Raises
    ------
    ReadError : it is damaged, or unpacks to more than the limits allow.
    """
    archive, members = _open_zip(data, limits)
    total = 0
    for member in members:
        total += len(_unpack_member(archive, member, limits, total))


def _unzip(data: bytes, path: str, limits: Limits, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    archive, members = _open_zip(data, limits)
    total = 0
    seen: set[str] = set()
    for member in members:
        name = member.filename
        if name.endswith("/"):
            continue
        shown = f"{path}/{shown_name(name)}"
        if _is_unsafe(member) or name in seen:
            remedy = "Pack the archive anew with plain relative names."
            problems.append(
                Problem(shown, "archive_unsafe_path", "warning", "a member with an unsafe or doubled name was left out", remedy)
            )
            continue
        seen.add(name)
        base = name.rsplit("/", 1)[-1].lower()
        if base in MANIFESTS:
            message, remedy = "a manifest within an archive is not read", "Put it beside the archive, or pass metadata=."
            problems.append(Problem(shown, "not_selected", "warning", message, remedy))
            continue
        if not base.endswith(READABLE) or base.endswith(ARCHIVES) or base.startswith((".", "__macosx")):
            message = "a member that is not read: hidden, an archive within the archive, or of another kind"
            problems.append(Problem(shown, "not_selected", "info", message, "Unpack it yourself if it holds articles."))
            continue
        try:
            content = _unpack_member(archive, member, limits, total)
        except ReadError as error:
            if error.code == "archive_too_large":
                raise
            problems.append(error.at(shown))
            continue
        total += len(content)
        yield shown_name(name), content


def _is_unsafe(member: zipfile.ZipInfo) -> bool:
    name = member.filename
    parts = name.replace("\\", "/").split("/")
    link = stat.S_ISLNK(member.external_attr >> 16)
    return not name or link or name.startswith(("/", "\\")) or ".." in parts or bool(_DRIVE.match(name)) or "\x00" in name


def _unpack_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits, before: int) -> bytes:
    most = max(_SLACK, limits.archive_ratio * max(1, member.compress_size))
    out, total = [], 0
    if member.flag_bits & 1:
        raise ReadError("archive_corrupt", "locked with a password", "Unpack it yourself.")
    if member.file_size > most:
        raise bomb(limits)
    if member.file_size > limits.file_bytes:
        raise too_large(limits)
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > most or before + total > limits.archive_bytes:
                    raise bomb(limits)
                out.append(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, NotImplementedError, RuntimeError) as error:
        raise _corrupt(str(error) or type(error).__name__) from error
    return b"".join(out)
