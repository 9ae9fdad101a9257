"""Where jobs are worked on: in this process, in several processes of this machine, or on a Dask cluster."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from itertools import islice
from typing import Any, NamedTuple

from ..children import Child, Here, Job, Sealed, WorkError, complete, complete_there, prepare_there
from .format import StoreError

MOST_WORKERS = 1_000
_AHEAD = 2  # jobs given to each thread of a cluster beyond the one it works on


class Workers(NamedTuple):
    """Those who work.

    Attributes
    ----------
    run : takes an iterator of jobs, of which one is taken only when a worker is free; yields their results as they come, in any order.
    prepare : takes a job; has every worker read what it will need, while this process does something else.
    """

    run: Callable[[Iterator[Job]], Iterator[dict[str, Any]]]
    prepare: Callable[[Job], None]


def open_workers(executor: Any = "processes", workers: int | None = None) -> AbstractContextManager[Workers]:
    """Return the workers of an executor, which are let go at the end of the context.

    Parameters
    ----------
    executor : "inline" (this process), "processes", the address of a Dask scheduler ("tcp://..."), or a `distributed.Client`.
    workers : how many processes; by default as many as there are processors.

    Raises
    ------
    StoreError : a result cannot be written, or the cluster is lost. ValueError : an unknown executor, or no number of processes.
    """
    if workers is not None and not 1 <= workers <= MOST_WORKERS:
        raise ValueError(f"workers={workers}: give a number from 1 to {MOST_WORKERS}, or none, for one a processor.")
    if executor == "inline":
        return nullcontext(Workers(lambda jobs: (complete(job, Here()) for job in jobs), lambda job: None))
    if executor == "processes":
        return _open_processes(workers or _processors())
    if isinstance(executor, str) and "://" not in executor:
        raise ValueError(
            f'executor={executor!r}: give "inline", "processes", the address of a Dask scheduler ("tcp://...") or a Dask client.'
        )
    return _open_dask(executor)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _open_processes(number: int) -> Iterator[Workers]:
    children = [Child() for _ in range(number)]

    def prepare(job: Job) -> None:
        for child in children:
            child.prepare(job)

    try:
        yield Workers(lambda jobs: _run_in_processes(jobs, children), prepare)
    finally:
        for child in children:
            child.close()


def _run_in_processes(jobs: Iterator[Job], children: list[Child]) -> Iterator[dict[str, Any]]:
    results: queue.Queue[Any] = queue.Queue()
    taking, stopped = threading.Lock(), threading.Event()

    def work(child: Child) -> None:
        try:
            while not stopped.is_set():
                with taking:
                    job = next(jobs, None)
                if job is None:
                    break
                results.put(complete(job, child))
        except Exception as error:  # is raised where the results are taken
            results.put(error)
        finally:
            results.put(None)

    threads = [threading.Thread(target=work, args=(child,), daemon=True) for child in children]
    working = len(threads)
    try:
        for thread in threads:
            thread.start()
        while working:
            try:
                result = results.get(timeout=1.0)  # a time limit, so that Ctrl-C is heard on every system
            except queue.Empty:
                continue
            if isinstance(result, Exception):
                raise result
            if result is None:
                working -= 1
            else:
                yield result
    finally:
        stopped.set()
        if working:  # broken off
            for child in children:
                child.end()
        for thread in threads:
            thread.join()


@contextmanager
def _open_dask(where: Any) -> Iterator[Workers]:
    try:
        from distributed import Client
    except ImportError as error:
        raise StoreError('Dask is not installed. Install it: pip install "corpus-analysis[dask]"') from error
    try:
        client = Client(where, timeout=30) if isinstance(where, str) else where
    except OSError as error:
        told = "Check the address, and that this machine may reach it. What is done is kept: the same command goes on"
        raise StoreError(f"no Dask scheduler answers at {where}. {told}") from error
    begun: list[Any] = []  # what nobody waits for; it would be given up were it not kept

    def prepare(job: Job) -> None:
        with _saying_that_it_is_lost(client):
            for address, threads in client.nthreads().items():
                own = {"workers": address, "allow_other_workers": True, "pure": False}
                begun.extend(client.submit(prepare_there, Sealed(job), **own) for _ in range(threads))

    try:
        yield Workers(lambda jobs: _run_on_dask(jobs, client), prepare)
    finally:
        if isinstance(where, str):
            with suppress(OSError):  # it is gone: there is nobody to take leave of
                client.close()


def _run_on_dask(jobs: Iterator[Job], client: Any) -> Iterator[dict[str, Any]]:
    from distributed import as_completed

    waiting: Any = None
    try:
        with _saying_that_it_is_lost(client):
            threads = max(1, sum(client.nthreads().values()))
            waiting = as_completed([client.submit(complete_there, Sealed(job), pure=False) for job in islice(jobs, threads * (1 + _AHEAD))])
            for future in waiting:
                yield future.result()
                for job in islice(jobs, 1):
                    waiting.add(client.submit(complete_there, Sealed(job), pure=False))
    finally:
        if waiting is not None and client.status == "running":
            client.cancel(list(waiting.futures))


@contextmanager
def _saying_that_it_is_lost(client: Any) -> Iterator[None]:
    """Tell as one error what is raised, of many kinds, when a scheduler goes, whatever the client was about."""
    from distributed import CancelledError
    from distributed.scheduler import KilledWorker

    try:
        yield
    except WorkError:
        raise
    except Exception as error:
        if client.status == "running" and not isinstance(error, (CancelledError, KilledWorker, OSError)):
            raise
        raise StoreError(f"{_LOST} ({type(error).__name__})") from error


_LOST = "the Dask cluster was lost. What is done is kept: start the cluster and run the same command again, it goes on there"
