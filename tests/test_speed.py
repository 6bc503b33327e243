"""The time that a build takes, measured from outside."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from kg.errors import UsageError
from kg.evaluation import __main__ as program
from kg.evaluation.speed import Run, time_build

RUN = Run(documents=2, words=9000, seconds=3.0, cpu_seconds=5.5, memory=450_000_000, load=0.2)


def test_a_build_is_measured(tmp_path):
    (tmp_path / "a.txt").write_text("The union sued Clearview AI.", "utf-8")
    run = time_build([str(tmp_path)], processes=1)
    assert (run.documents, run.words) == (1, 5)
    assert 0 < run.words_per_second < run.words
    assert run.memory > 10_000_000


def test_nothing_is_measured_where_nothing_is(tmp_path):
    with pytest.raises(UsageError, match="there is no file or folder"):
        time_build([str(tmp_path / "b.txt")])


@pytest.mark.parametrize(("wanted", "status"), [("3000", 0), ("3001", 1)])
def test_too_few_words_a_second_are_an_error(monkeypatch, wanted, status):
    monkeypatch.setattr(program, "time_build", lambda paths, processes: RUN)
    result = CliRunner().invoke(program.main, ["speed", "a", "--at-least", wanted])
    assert result.exit_code == status
    assert "words/s         3,000" in result.output
    assert "largest process 0.45 GB" in result.output
