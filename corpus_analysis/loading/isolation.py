"""Reading files in a process of its own, which is ended when one file takes too long."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from .problems import ReadError

_STARTING = 60.0  # seconds that a new process has to start, on top of those for its first file


class Worker:
    """A child process that calls one function again and again; `call` ends it where the answer takes too long.

    Parameters
    ----------
    function : a function of a module (it is sent by name); its arguments and results are sent by pickle between the two processes.
    seconds : how long one call may take by the clock.
    """

    def __init__(self, function: Callable[..., Any], seconds: float) -> None:
        self.function, self.seconds = function, seconds
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *error: object) -> None:
        self._end()

    def call(self, *arguments: Any) -> Any:
        """Return ``function(*arguments)``.

        Raises
        ------
        ReadError : the call took too long (code timeout), or the process broke down (code reader_failed).
        """
        allowed = self.seconds if self._process else self.seconds + _STARTING
        pipe = self._pipe or self._start()
        try:
            pipe.send(arguments)
            if not pipe.poll(allowed):
                self._end()
                message = f"not read within {self.seconds:g} seconds"
                raise ReadError("timeout", message, "Look at the file, or raise Limits(seconds_per_file=...).")
            done, answer = pipe.recv()
        except (EOFError, OSError) as error:
            self._end()
            raise ReadError("reader_failed", "the process that read it broke down", "Look at the file; it may be crafted.") from error
        if not done:
            raise ReadError("reader_failed", f"the reader failed ({answer})", "Look at the file, and report it with this message.")
        return answer

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self.function), daemon=True)
        self._process.start()
        theirs.close()
        return self._pipe

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: Connection, function: Callable[..., Any]) -> None:
    while True:
        try:
            arguments = pipe.recv()
        except EOFError:
            return
        try:
            answer = True, function(*arguments)
        except Exception as error:  # the reason is told to the parent, which makes an error row of it
            answer = False, f"{type(error).__name__}: {error}"[:300]
        pipe.send(answer)
