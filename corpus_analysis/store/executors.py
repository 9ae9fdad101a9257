"""Where jobs are worked on: in this process, in several processes of this machine, or on a Dask cluster."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterator
from itertools import islice
from typing import Any

from .children import Child, Here, Job, complete
from .format import StoreError

_AHEAD = 2  # jobs given to each thread of a cluster beyond the one it works on


def run_jobs(jobs: Iterator[Job], executor: Any = "processes", workers: int | None = None) -> Iterator[dict[str, Any]]:
    """Work on jobs and yield their results as they come, in any order.

    Parameters
    ----------
    jobs : an iterator; a job is taken from it only when a worker is free.
    executor : "inline" (this process), "processes", the address of a Dask scheduler ("tcp://..."), or a `distributed.Client`.
    workers : how many processes; by default as many as there are processors.

    Raises
    ------
    StoreError : a result cannot be written, or the cluster is lost. ValueError : an unknown executor.
    """
    if executor == "inline":
        return (complete(job, Here()) for job in jobs)
    if executor == "processes":
        return _run_in_processes(jobs, workers or _processors())
    if isinstance(executor, str) and "://" not in executor:
        raise ValueError(
            f'executor={executor!r}: give "inline", "processes", the address of a Dask scheduler ("tcp://...") or a Dask client.'
        )
    return _run_on_dask(jobs, executor)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run_in_processes(jobs: Iterator[Job], workers: int) -> Iterator[dict[str, Any]]:
    results: queue.Queue[Any] = queue.Queue()
    children = [Child() for _ in range(workers)]
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
            child.close()
            results.put(None)

    threads = [threading.Thread(target=work, args=(child,), daemon=True) for child in children]
    try:
        for thread in threads:
            thread.start()
        ended = 0
        while ended < workers:
            try:
                result = results.get(timeout=1.0)  # a time limit, so that Ctrl-C is heard on every system
            except queue.Empty:
                continue
            if isinstance(result, Exception):
                raise result
            if result is None:
                ended += 1
            else:
                yield result
    finally:
        stopped.set()
        for child in children:
            child.end()
        for thread in threads:
            thread.join()


def _run_on_dask(jobs: Iterator[Job], where: Any) -> Iterator[dict[str, Any]]:
    try:
        from distributed import Client, as_completed
        from distributed.comm.core import CommClosedError
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise StoreError('Dask is not installed. Install it: pip install "corpus-analysis[dask]"') from error
    try:
        client = Client(where, timeout=30) if isinstance(where, str) else where
    except OSError as error:
        told = "Check the address, and that this machine may reach it. What is done is kept: the same command goes on"
        raise StoreError(f"no Dask scheduler answers at {where}. {told}") from error
    waiting: Any = None
    try:
        threads = max(1, sum(client.nthreads().values()))
        waiting = as_completed([client.submit(_complete_there, job, pure=False) for job in islice(jobs, threads * (1 + _AHEAD))])
        for future in waiting:
            if future.cancelled() or client.status != "running":
                raise StoreError(_LOST)
            yield future.result()
            for job in islice(jobs, 1):
                waiting.add(client.submit(_complete_there, job, pure=False))
    except (CommClosedError, KilledWorker, TimeoutError, OSError) as error:
        raise StoreError(f"{_LOST} ({error})") from error
    finally:
        if waiting is not None:
            client.cancel(list(waiting.futures))
        if isinstance(where, str):
            client.close()


_LOST = "the Dask cluster was lost. What is done is kept: start the cluster and run the same command again, it goes on there"
_own = threading.local()


def _complete_there(job: Job) -> dict[str, Any]:
    """Work on a job in a Dask worker, which keeps one process a thread for it."""
    if not hasattr(_own, "child"):
        _own.child = Child()
    return complete(job, _own.child)
