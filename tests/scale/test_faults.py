"""Kill -9 at random moments, of a worker, of the driver, of the scheduler: no document is lost or doubled, and a rerun resumes.

CORPUS_ANALYSIS_FAULT_RUNS=50 kills so many times; by default once each.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress

import psutil
import pytest

import corpus_analysis as ca
from corpus_analysis.children import WorkError
from corpus_analysis.store import StoreError, build_store

RUNS = int(os.environ.get("CORPUS_ANALYSIS_FAULT_RUNS", "1"))
PATIENCE = 240  # seconds until a process that should have done something is given up
DRIVER = """
import sys
from corpus_analysis import Limits
from corpus_analysis.store import build
build.PART_BYTES, build.PART_CHARACTERS = 4_000, 2_000
patient = Limits(seconds_per_file=600)  # on a machine that does much else, a document is not left out
build.build_store(
    *sys.argv[1:3], executor=sys.argv[3], workers=2, limits=patient, progress=lambda *told: print(*told, flush=True)
)
"""


@pytest.fixture
def loaded(folder):
    return ca.load_corpus(folder)


def start(*command, prefix=(), **settings):
    """Start a Python of its own; its compiled code is kept, since there are many of them."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.Popen([*prefix, sys.executable, *map(str, command)], env=environment, text=True, **settings)


def kill(*processes):
    """Kill processes; they may have come to their end by themselves since they were listed."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def kill_with_its_own(process):
    """Kill what was started, where it still runs, and all that it has started."""
    if process.poll() is None:
        kill(*psutil.Process(process.pid).children(recursive=True), process)


@contextmanager
def driver(folder, store, executor="processes", prefix=()):
    process = start("-c", DRIVER, folder, store, executor, prefix=prefix, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        kill_with_its_own(process)
        process.communicate()


def wait_until(process, what, done):
    """Read the driver's progress up to a point."""
    for line in process.stdout:
        told = line.split()
        if told[0] == what and int(told[1]) >= done:
            return
    pytest.fail(process.stderr.read())


def moment(run):
    """Return at which point of its progress, and how long after it, a build is struck: a different one each run."""
    chance = random.Random(run)
    return (*chance.choice([("reading", 0), ("reading", 2), ("analysing", 0), ("analysing", 1), ("analysing", 4)]), chance.random())


@pytest.mark.parametrize("run", range(RUNS))
def test_a_driver_that_is_killed_leaves_a_store_that_the_same_call_completes(folder, tmp_path, loaded, assert_same, run):
    store = tmp_path / "store"
    what, done, delay = moment(run + 3)
    with driver(folder, store) as process:
        wait_until(process, what, done)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
    assert_same(build_store(folder, store, executor="inline"), loaded)


@pytest.mark.parametrize("run", range(RUNS))
def test_a_worker_that_is_killed_costs_no_document(folder, tmp_path, loaded, assert_same, run):
    what, done, delay = moment(run)
    with driver(folder, tmp_path / "store") as process:
        wait_until(process, what, done)
        time.sleep(delay)
        working = psutil.Process(process.pid).children()
        if working:
            kill(random.Random(run).choice(working))
        _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    assert_same(ca.open_corpus(tmp_path / "store"), loaded)


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the interpreter")
@pytest.mark.parametrize(("deaths", "finished"), [(2, True), (3, False)])
def test_a_worker_that_is_killed_before_it_is_ready_is_started_again(folder, tmp_path, loaded, assert_same, monkeypatch, deaths, finished):
    python = tmp_path / "python"
    starts = tmp_path / "starts"
    dies = f'echo >> "{starts}"\n[ $(wc -l < "{starts}") -le {deaths} ] && kill -9 $$'
    python.write_text(f'#!/bin/sh\n{dies}\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(python))
    if finished:
        assert_same(build_store(folder, tmp_path / "store", workers=1, executor="processes"), loaded)
    else:
        with pytest.raises(WorkError, match="killed 3 times"):
            build_store(folder, tmp_path / "store", workers=1, executor="processes")


def test_ctrl_c_ends_the_command_with_130_and_its_processes_and_the_same_command_goes_on(folder, tmp_path, loaded, assert_same):
    store = tmp_path / "store"
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell tells what it starts behind itself to ignore Ctrl-C
    process = start(
        "-m", "corpus_analysis", "build", folder, "--out", store, "--workers", 2, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )
    signal.signal(signal.SIGINT, before)
    deadline = time.monotonic() + PATIENCE
    while not (children := psutil.Process(process.pid).children()) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "same command goes on" in " ".join(errors.split())
    assert not any(child.is_running() for child in children)
    assert_same(build_store(folder, store, executor="inline"), loaded)


def test_a_limit_on_what_may_be_written_is_said_and_nothing_half_counts(folder, tmp_path, loaded, assert_same):
    code = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n" + DRIVER
    full = start("-c", code, folder, tmp_path / "store", "processes", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _, errors = full.communicate(timeout=PATIENCE)
    assert full.returncode == 1
    assert "StoreError" in errors
    assert "what is done is kept" in errors
    with pytest.raises(StoreError, match="not finished"):
        ca.open_corpus(tmp_path / "store")
    assert_same(build_store(folder, tmp_path / "store", executor="inline"), loaded)


@contextmanager
def cluster(folder, address="127.0.0.1", scheduler_in=(), workers_in=()):
    """A scheduler and two workers, each a process of its own."""
    pytest.importorskip("distributed")
    file = folder / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    places = ("--host", address, "--port", "0", "--scheduler-file", file, "--no-dashboard")
    scheduler = start("-m", "distributed.cli.dask_scheduler", *places, prefix=scheduler_in, **quiet)
    deadline = time.monotonic() + PATIENCE
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    told = ("--scheduler-file", file, "--nthreads", "1", "--nworkers", "2", "--no-dashboard", "--local-directory", folder)
    workers = start("-m", "distributed.cli.dask_worker", *told, prefix=workers_in, **quiet)
    try:
        yield json.loads(file.read_text())["address"], scheduler, workers
    finally:
        for process in (workers, scheduler):
            kill_with_its_own(process)
            process.wait()


def test_a_cluster_gives_the_same_corpus_though_a_worker_is_killed(folder, tmp_path, loaded, assert_same):
    with cluster(tmp_path) as (address, _, workers), driver(folder, tmp_path / "store", address) as process:
        wait_until(process, "analysing", 1)
        psutil.Process(workers.pid).children()[-1].kill()
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, errors
    assert_same(ca.open_corpus(tmp_path / "store"), loaded)


@pytest.mark.parametrize("run", range(RUNS))
def test_a_scheduler_that_is_killed_is_said_and_the_same_call_goes_on_elsewhere(folder, tmp_path, loaded, assert_same, run):
    what, done, delay = moment(run)
    with cluster(tmp_path) as (address, scheduler, _), driver(folder, tmp_path / "store", address) as process:
        wait_until(process, what, done)
        time.sleep(delay)
        scheduler.kill()
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0 or "What is done is kept" in errors, errors
    assert_same(build_store(folder, tmp_path / "store", executor="inline"), loaded)


@pytest.fixture
def two_networks():
    """Two network namespaces joined by a cable, as two machines are that share a file system."""
    if shutil.which("ip") is None or os.geteuid() != 0:
        pytest.skip("network namespaces need Linux, iproute2 and root")
    first, second = (f"ca{os.getpid()}{side}" for side in "ab")
    made = [
        f"ip netns add {first}",
        f"ip netns add {second}",
        f"ip link add {first} netns {first} type veth peer name {second} netns {second}",
        f"ip -n {first} addr add 10.203.0.1/24 dev {first}",
        f"ip -n {second} addr add 10.203.0.2/24 dev {second}",
        *(f"ip -n {name} link set {link} up" for name in (first, second) for link in (name, "lo")),
    ]
    try:
        for command in made:
            done = subprocess.run(command.split(), capture_output=True, text=True)
            if done.returncode:
                pytest.skip(f"no network namespaces here: {done.stderr.strip()}")
        yield ("ip", "netns", "exec", first), ("ip", "netns", "exec", second)
    finally:
        for name in (first, second):
            subprocess.run(["ip", "netns", "del", name], capture_output=True)


def test_scheduler_and_workers_on_two_networks_give_the_same_corpus(folder, tmp_path, loaded, assert_same, two_networks):
    first, second = two_networks
    with (
        cluster(tmp_path, "10.203.0.1", first, second) as (address, _, _),
        driver(folder, tmp_path / "store", address, prefix=first) as process,
    ):
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, errors
    assert_same(ca.open_corpus(tmp_path / "store"), loaded)
