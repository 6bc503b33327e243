"""Documents spread over processes: the order of their outcomes, and documents that break something."""

from __future__ import annotations

import os
from concurrent.futures import Future

import pytest

from kg.building import workers
from kg.building.jobs import Job
from kg.building.workers import outcomes
from kg.reading.sources import Source, discover
from kg.teaching.materials import Teaching


class Killer(Source):
    """A source that ends the process to which it is sent."""

    def __reduce__(self):
        return os._exit, (9,)


@pytest.fixture
def jobs(tmp_path) -> list[Job]:
    """Documents that are refused before a language model is needed, so that processes start fast."""
    for number in range(20):
        (tmp_path / f"{number:02}.png").write_bytes(b"picture")
    return [Job(source) for source in discover([tmp_path])]


def test_outcomes_come_in_the_order_of_the_jobs(jobs):
    done = list(outcomes(jobs, Teaching(), processes=2))
    assert [outcome.job.place for outcome in done] == [job.place for job in jobs]
    assert all("files of type .png are not read" in str(outcome.refusal) for outcome in done)


def test_a_job_that_ends_its_process_is_refused_and_the_others_are_done(jobs):
    jobs.insert(3, Job(Killer("killer.txt", "killer.txt")))
    done = list(outcomes(jobs, Teaching(), processes=2))
    assert [outcome.job.place for outcome in done] == [job.place for job in jobs]
    broken = [outcome.refusal for outcome in done if "ended the process" in str(outcome.refusal)]
    assert [error.source for error in broken if error] == ["killer.txt"]


def test_the_caller_is_not_run_again_in_the_processes(jobs, tmp_path, monkeypatch):
    """A script without `if __name__ == "__main__"` may build a graph."""
    script = tmp_path / "script.py"
    script.write_text(f"open({str(tmp_path / 'runs')!r}, 'a').write('run ')\n")
    monkeypatch.setattr("__main__.__file__", str(script), raising=False)
    monkeypatch.setattr("__main__.__spec__", None)
    list(outcomes(jobs, Teaching(), processes=2))
    assert not (tmp_path / "runs").exists()


def test_little_text_is_read_by_one_process(jobs, monkeypatch):
    def fail(count):
        raise AssertionError("a second process was started")

    monkeypatch.setattr(workers, "_pool", fail)
    assert len(list(outcomes(jobs, Teaching()))) == len(jobs)


def test_batches_hold_about_equal_work(tmp_path):
    sizes = [10] * 9 + [workers.BATCH_BYTES, 10]
    jobs = [Job(Source("all.jsonl", str(number), number, 0, size)) for number, size in enumerate(sizes, start=1)]
    assert [len(batch) for batch in workers.batched(jobs)] == [8, 2, 1]


def test_no_more_is_sent_ahead_than_there_is_room_for():
    sent: list[Future] = []

    def submit(batch):
        sent.append(Future())
        if len(sent) == 2:  # the first is done last
            for future in reversed(sent):
                future.set_result(None)
        elif len(sent) > 2:
            sent[-1].set_result(None)
        return sent[-1]

    most = []

    def has_room(unfinished):
        most.append(len(unfinished))
        return len(unfinished) < 2

    batches = [(Job(Source("a", str(number))),) for number in range(5)]
    taken = iter(batches)
    done = workers.in_order(taken, submit, has_room)
    assert next(done)[0] == batches[0]
    assert [batch for batch, _ in done] == batches[1:]
    assert max(most) == 1
