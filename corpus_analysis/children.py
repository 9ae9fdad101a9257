"""Processes that work for this one, so that a file or document on which one hangs or breaks down costs that one and no other.

A job is a number of items (files, or documents) that are worked on together, because that is fast. Only where it fails are its
items tried one by one, each with a clock and a sign of life before it, to learn which of them must be left out.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import signal
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import IO, Any, Protocol

_HEAD = struct.Struct("<Q")
_FRUGAL = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_MMAP_THRESHOLD_": "262144", "MALLOC_TRIM_THRESHOLD_": "262144"}
"""What glibc and Arrow are asked, to give back at once what is no longer used; elsewhere nobody reads it."""
_STARTS = 3  # times a process is started that is killed before it is ready
_CLOCK_RAN_OUT = 1  # the exit code of a process that faulthandler ends


class WorkError(ValueError):
    """No work can go on at all, whatever the document; the message names the place and the remedy."""


class Job(Protocol):
    """Work on some items, numbered 0, 1, ...

    Attributes
    ----------
    seconds : the clock for all items together, and for one.
    """

    @property
    def seconds(self) -> tuple[float, float]: ...
    def __len__(self) -> int: ...
    def run(self, skip: Mapping[int, Failure]) -> Any: ...  # work on all items but those, keep the result, tell of it
    def check(self, number: int) -> None: ...  # work on one item alone, keep nothing


Failure = tuple[str, str]  # code and message, as they stand in the table of problems


class Sealed:
    """A job on its way through a process that hands it on to a child: it need not import what the job is made of."""

    def __init__(self, job: Job) -> None:
        self.seconds, self._length, self._sealed = job.seconds, len(job), pickle.dumps(job)

    def __len__(self) -> int:
        return self._length

    @cached_property
    def _job(self) -> Job:
        return pickle.loads(self._sealed)  # noqa: S301 - from our own parent

    def run(self, skip: Mapping[int, Failure]) -> Any:
        return self._job.run(skip)

    def check(self, number: int) -> None:
        self._job.check(number)


class JobLost(Exception):
    """A job came to no end: it raised, took too long, or its process broke down."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Here:
    """Work in this very process: what raises is left out; nothing helps against a hang or a crash."""

    def run(self, job: Job, skip: Mapping[int, Failure] | None = None) -> Any:
        try:
            return job.run(skip or {})
        except WorkError:
            raise
        except Exception as error:
            raise JobLost("stage_failed", f"{type(error).__name__}: {error}") from error

    def check(self, job: Job) -> dict[int, Failure]:
        return dict(_check_each(job, range(len(job))))


def _check_each(job: Job, numbers: Sequence[int]) -> Any:
    for number in numbers:
        try:
            job.check(number)
        except WorkError:
            raise
        except Exception as error:
            yield number, ("stage_failed", f"{type(error).__name__}: {error}"[:300])


class Child:
    """A process of its own that takes one job after the other; it is started anew where it was lost."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._ended = self._preparing = False

    def run(self, job: Job, skip: Mapping[int, Failure] | None = None) -> Any:
        """Return the result of a job; *skip* is given once its items were checked: then all of them may take what each may take.

        Raises
        ------
        JobLost : it raised, took longer than ``job.seconds`` allows, or its process broke down.
        WorkError : its result cannot be written.
        """
        self._send(("run", job, skip))
        kind, answer = self._receive(_clock(job, skip))
        if kind == "raised":
            raise JobLost("stage_failed", answer)
        return answer

    def check(self, job: Job) -> dict[int, Failure]:
        """Work on the items one by one; return those on which it fails, and how."""
        failures: dict[int, Failure] = {}
        numbers = list(range(len(job)))
        while numbers:
            self._send(("check", job, numbers))
            at = numbers[0]
            try:
                while True:
                    kind, answer = self._receive(job.seconds[1])
                    if kind == "done":
                        return failures | answer
                    at, failures = answer[0], failures | answer[1]
            except JobLost as lost:
                failures[at] = (lost.code, str(lost))
                numbers = numbers[numbers.index(at) + 1 :]
        return failures

    def prepare(self, job: Job) -> None:
        """Have the process, where it runs, do a job for the sake of what it will need for others; do not wait for it."""
        if self._process is not None and not self._preparing:
            with suppress(OSError):  # it was lost since its last job: the next one starts another
                _write(self._process.stdin, ("prepare", job, None))
                self._preparing = True

    def end(self) -> None:
        """End the process at once and start no other; may be called while another thread waits for an answer."""
        self._ended = True
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process at once."""
        process, self._process, self._preparing = self._process, None, False
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout, self._errors):
                if stream is not None:
                    stream.close()

    def _start(self) -> subprocess.Popen[bytes]:
        told = ""
        for _ in range(_STARTS):
            if self._ended:
                raise JobLost("process_lost", "the work was broken off")
            if self._process is None and (told := self._open()):
                break
            if self._process is not None:
                return self._process
        told = told or f"it was killed {_STARTS} times"
        raise WorkError(f'a process for the work cannot be started with {sys.executable}: {told}. Work without: executor="inline".')

    def _open(self) -> str:
        """Start the process; where it breaks down at once return its last words: none, if it was killed from outside."""
        code = "from corpus_analysis.children import serve; serve()"
        environment = _FRUGAL | os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process lives
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, and code that stands three lines above
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, env=environment
        )
        if _read(self._process.stdout) == "ready":
            return ""
        self._errors.seek(0)
        told = self._errors.read()[-500:].decode("utf-8", "replace").strip()
        self.close()
        return told

    def _send(self, message: Any) -> None:
        if self._preparing and self._process is not None and _read(self._process.stdout) is None:
            self.close()  # what it was lost on is none of the next job's fault
        self._preparing = False
        try:
            _write(self._start().stdin, message)
        except OSError:  # it was lost since its last job
            self.close()
            _write(self._start().stdin, message)

    def _receive(self, seconds: float) -> tuple[str, Any]:
        process = self._start()
        answer = _read(process.stdout)
        if answer is None:
            code = process.wait()
            self.close()
            if code == _CLOCK_RAN_OUT:
                raise JobLost("timeout", f"not done within {seconds:g} seconds")
            raise JobLost("process_lost", f"the process that worked on it broke down (exit code {code})")
        if answer[0] == "fatal":
            raise answer[1]
        return answer


def _clock(job: Job, skip: Mapping[int, Failure] | None) -> float:
    return job.seconds[0] if skip is None else job.seconds[0] + job.seconds[1] * len(job)


def _write(stream: IO[bytes] | None, message: Any) -> None:
    if stream is None:
        raise BrokenPipeError
    data = pickle.dumps(message)
    stream.write(_HEAD.pack(len(data)) + data)
    stream.flush()


def _read(stream: IO[bytes] | None) -> Any:
    """Return the next message, or None where the other side is gone."""
    try:
        head = stream.read(_HEAD.size) if stream is not None else b""
        data = stream.read(_HEAD.unpack(head)[0]) if stream is not None and len(head) == _HEAD.size else b""
        return pickle.loads(data) if data else None  # noqa: S301 - from our own child, or our own parent
    except (OSError, ValueError, EOFError, pickle.UnpicklingError):
        return None


def complete(job: Job, worker: Here | Child) -> dict[str, Any]:
    """Return the result of a job, without the items that cannot be worked on; it notes them among its problems.

    Raises
    ------
    WorkError : its result cannot be written, or the job fails as a whole though each of its items does not.
    """
    try:
        return worker.run(job)
    except JobLost as lost:
        if lost.code == "process_lost":  # killed from outside, perhaps: once more
            try:
                return worker.run(job)
            except JobLost:
                pass
    try:
        return worker.run(job, worker.check(job))
    except JobLost as lost:
        raise WorkError(f"{lost}, though every document by itself can be worked on. Is the memory too small? Try fewer workers.") from lost


def serve() -> None:
    """Take jobs from standard input until it is closed: the other end of `Child`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what any library prints must not get among the answers
    _write(answers, "ready")
    with open(os.devnull, "w") as nowhere:
        while (message := _read(sys.stdin.buffer)) is not None:
            asked, job, given = message
            try:
                if asked == "run":
                    faulthandler.dump_traceback_later(_clock(job, given), exit=True, file=nowhere)
                    answer = "done", job.run(given or {})
                elif asked == "check":
                    failures: dict[int, Failure] = {}
                    for number in given:
                        _write(answers, ("beat", (number, failures)))
                        faulthandler.dump_traceback_later(job.seconds[1], exit=True, file=nowhere)
                        failures |= dict(_check_each(job, [number]))
                    answer = "done", failures
                else:
                    faulthandler.dump_traceback_later(job.seconds[1], exit=True, file=nowhere)
                    answer = "done", job.run({})
                    gc.collect()
                    gc.freeze()  # what was read for all jobs is not looked through again and again for garbage
            except WorkError as error:
                answer = "fatal", error
            except Exception as error:  # the parent decides what becomes of it
                answer = "raised", f"{type(error).__name__}: {error}"[:300]
            faulthandler.cancel_dump_traceback_later()
            _write(answers, answer)


_own = threading.local()


def complete_there(job: Job) -> dict[str, Any]:
    """Work on a job in a thread of another program, a worker of Dask: it keeps one process for that."""
    if not hasattr(_own, "child"):
        _own.child = Child()
    return complete(job, _own.child)


def prepare_there(job: Job) -> None:
    """Have the process of this thread, where it has one, read what it will need; see `Child.prepare`."""
    if hasattr(_own, "child"):
        _own.child.prepare(job)
