"""Documents read by a cluster: workers that are lost, documents that end them, and clusters that cannot be used."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from kg.building import companion, pipeline, workers
from kg.building.cluster import LOCAL, outcomes
from kg.building.companion import Companion
from kg.building.jobs import Job
from kg.building.parcels import Parcel, stamp
from kg.errors import ClusterError, UsageError
from kg.graph.store import Store
from kg.reading.sources import Source, discover
from kg.settings import shipped
from kg.teaching.materials import SHIPPED, Teaching

QUIET = ("--host", "127.0.0.1", "--no-dashboard")


class Killer(Source):
    """A source that ends the process that reads it."""

    def __reduce__(self):
        return os._exit, (9,)


@pytest.fixture
def jobs(tmp_path) -> list[Job]:
    """Documents that are refused before a language model is needed, so that processes start fast."""
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_bytes(b" ")
    (tmp_path / "99.png").write_bytes(b"picture")
    return [Job(source) for source in discover([tmp_path])]


@contextmanager
def cluster(count: int) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """The address of a scheduler on this machine, its workers, and behind them itself."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    started = [_run("dask_scheduler", "--port", port, *QUIET)]
    started += [_run("dask_worker", address, *QUIET, "--nthreads", "1", "--no-nanny") for _ in range(count)]
    try:
        yield address, [*started[1:], started[0]]
    finally:
        for process in started:
            process.kill()
            process.wait()


def _run(name: str, *arguments: str) -> subprocess.Popen:
    command = [sys.executable, "-m", f"distributed.cli.{name}", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def parcel(teaching: Teaching) -> bytes:
    return pickle.dumps(Parcel.of(teaching))


def test_a_build_that_loses_one_of_two_workers_equals_one_of_a_single_machine(
    sample_documents, sample_graph, tmp_path, monkeypatch
):
    monkeypatch.setattr(workers, "BATCH", 1)
    with cluster(2) as (address, (victim, *_)):
        pipeline.build([sample_documents], tmp_path, scheduler=address, progress=lambda _: victim.kill())
        assert victim.wait() == -signal.SIGKILL
    assert Store.open(tmp_path).dump("nq") == Store.open(sample_graph).dump("nq")


def test_outcomes_come_in_the_order_of_the_jobs_with_the_refusals_of_a_single_machine(jobs):
    here = list(workers.outcomes(jobs, Teaching(), processes=1))
    there = list(outcomes(jobs, Teaching(), LOCAL, processes=2))
    assert [outcome.job for outcome in there] == jobs
    assert [str(outcome.refusal) for outcome in there] == [str(outcome.refusal) for outcome in here]


def test_a_document_that_ends_who_reads_it_is_refused_and_the_others_are_read(jobs):
    jobs.insert(3, Job(Killer("killer.txt", "killer.txt", data=b"a")))
    done = list(outcomes(jobs, Teaching(), LOCAL, processes=2))
    assert [outcome.job for outcome in done] == jobs
    ended = [outcome.job.place for outcome in done if "ended the process" in str(outcome.refusal)]
    assert ended == ["killer.txt"]


def test_a_companion_is_started_again_when_a_document_has_ended_it(jobs):
    asked = Companion()
    try:
        assert asked.ask(parcel(Teaching()), pickle.dumps([Job(Killer("killer.txt", "", data=b"a"))])) is None
        ((_, _, refusal),) = pickle.loads(asked.ask(parcel(Teaching()), pickle.dumps(jobs[:1])))
        assert "is empty" in str(refusal)
    finally:
        asked.close()


def test_own_files_are_sent_and_read_as_where_they_came_from(tmp_path):
    (tmp_path / "mine.ttl").write_bytes(shipped("ontology", "vocabulary.ttl").read_bytes())
    (tmp_path / "mine.csv").write_bytes(shipped("data", "actors.csv").read_bytes())
    teaching = Teaching((SHIPPED, str(tmp_path / "mine.ttl")), (str(tmp_path / "mine.csv"),))
    sent = pickle.loads(parcel(teaching))
    (tmp_path / "there").mkdir()
    unpacked = sent.unpacked(tmp_path / "there")
    assert unpacked.ontology[0] == SHIPPED
    assert not set(unpacked.ontology + unpacked.actors) & set(teaching.ontology[1:] + teaching.actors)
    assert unpacked.fingerprint == teaching.fingerprint


def test_a_worker_with_other_files_of_the_program_is_not_used(tmp_path):
    with pytest.raises(ClusterError, match="other ontology files"):
        replace(Parcel.of(Teaching()), fingerprint="of another version").unpacked(tmp_path)


def test_a_worker_with_another_version_of_the_program_is_not_used(jobs, monkeypatch):
    said = pickle.loads(companion.understood("another", b"", b"") or b"")
    assert "another version" in str(said)
    monkeypatch.setattr("kg.building.cluster.stamp", lambda: "another")
    with pytest.raises(ClusterError, match=f"has the program another: .*it has {stamp()}.*install the same version"):
        list(outcomes(jobs, Teaching(), LOCAL, processes=1))


@pytest.mark.parametrize("address", ["localhost:8786", "http://localhost:8786", "tcp://", "tcp://localhost:x"])
def test_what_is_no_address_is_told(jobs, address):
    with pytest.raises(UsageError, match=r"is no address of a scheduler; write tcp://host:8786, or 'local'"):
        next(outcomes(jobs, Teaching(), address))


def test_a_scheduler_that_is_not_there_or_has_no_workers_is_told(jobs, monkeypatch):
    with cluster(0) as (address, _):
        with pytest.raises(ClusterError, match="has no workers; start some"):
            next(outcomes(jobs, Teaching(), address))
        monkeypatch.setattr("kg.building.cluster.CONNECTING", 1)
    with pytest.raises(ClusterError, match=f"no Dask scheduler answers at {address}"):
        next(outcomes(jobs, Teaching(), address))


def test_a_build_whose_workers_or_scheduler_are_lost_for_good_ends(jobs, monkeypatch):
    def killing(process: subprocess.Popen) -> Iterator[Job]:
        yield from jobs[:3]
        process.kill()
        process.wait()
        yield from jobs[3:]

    monkeypatch.setattr("kg.building.cluster.LONELY", 1)
    with cluster(1) as (address, (worker, scheduler)):
        with pytest.raises(ClusterError, match="has had no workers for 1 seconds"):
            list(outcomes(killing(worker), Teaching(), address))
        worker = _run("dask_worker", address, *QUIET, "--nthreads", "1", "--no-nanny")
        try:
            with pytest.raises(ClusterError, match="was lost"):
                list(outcomes(killing(scheduler), Teaching(), address))
        finally:
            worker.kill()
            worker.wait()


def test_without_documents_no_scheduler_is_needed():
    assert list(outcomes([], Teaching(), "tcp://127.0.0.1:1")) == []


def test_without_dask_the_extra_is_named(jobs, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"kg-receipts\[dask\]"):
        next(outcomes(jobs, Teaching(), LOCAL))
