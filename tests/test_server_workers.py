"""The processes of the site: what becomes of questions that take too long, break something, or are too many."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest
import served
from starlette.requests import ClientDisconnect

from kg.errors import BusyError, KgError, LimitError, UsageError
from kg.server import workers
from kg.server.results import table
from kg.server.workers import Workers, unless_gone


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("asked")
    served.write(place)
    return place


@asynccontextmanager
async def asked(folder, count=1, seconds=20.0):
    pool = Workers(folder, count, seconds=seconds)
    pool.start()
    try:
        yield pool
    finally:
        await pool.close()


@pytest.mark.parametrize(
    ("question", "given", "error", "reason"),
    [
        (served.die, (), LimitError, "has ended"),
        (served.fail, (), KgError, "ZeroDivisionError: three by nothing"),
        (served.memory, (), LimitError, "more memory"),
        (served.sleep, (60,), LimitError, "longer than 5 s"),
    ],
)
def test_a_question_that_fails_is_told_and_the_next_is_answered(folder, question, given, error, reason):
    async def ask():
        async with asked(folder, seconds=5.0) as pool:
            with pytest.raises(error, match=reason):
                await pool.ask(question, *given)
            return await pool.ask(served.size)

    assert asyncio.run(ask()) > 100


def test_an_error_of_ours_reaches_who_asked(tmp_path):
    async def ask():
        async with asked(tmp_path) as pool:
            await pool.ask(table, "ASK {}")

    with pytest.raises(KgError, match="there is no graph"):
        asyncio.run(ask())


def test_a_question_is_given_up_when_nobody_waits_for_it(folder):
    async def ask():
        async with asked(folder) as pool:
            await pool.ask(served.size)
            gone = asyncio.sleep(0.05)
            with pytest.raises(ClientDisconnect):
                await unless_gone(pool.ask(served.sleep, 60), gone)
            return await pool.ask(served.size)

    assert asyncio.run(ask()) > 100


def test_more_than_can_be_answered_is_refused(folder, monkeypatch):
    monkeypatch.setattr(workers, "WAIT", 0.1)
    monkeypatch.setattr(workers, "WAITING", 2)

    async def ask():
        async with asked(folder) as pool:
            await asyncio.sleep(0)
            return await asyncio.gather(*(pool.ask(served.sleep, 60) for _ in range(3)), return_exceptions=True)

    refused = asyncio.run(ask())
    assert all(isinstance(error, BusyError) for error in refused)
    assert {"at once" in str(error) for error in refused} == {True, False}
    assert not isinstance(refused[0], UsageError)


@pytest.mark.parametrize("is_closed", [False, True])
def test_what_has_to_be_ended_is_ended_though_nobody_waits_for_it(folder, tmp_path, is_closed):
    async def ask():
        async with asked(folder) as pool:
            asking = asyncio.ensure_future(pool.settle(served.sleep_and_write, 0.5, str(tmp_path / "done")))
            await asyncio.sleep(0)
            asking.cancel()
            if not is_closed:
                return await pool.ask(served.size)  # of the same process, after what it does now
        return 0

    asyncio.run(ask())
    assert (tmp_path / "done").exists()


def test_a_decision_may_take_longer_than_an_answer(folder, tmp_path):
    async def ask():
        async with asked(folder, seconds=0.1) as pool:
            await pool.settle(served.sleep_and_write, 0.5, str(tmp_path / "done"))

    asyncio.run(ask())
    assert (tmp_path / "done").exists()
