"""The file of judgements: rows that come back as they were, writers that do not mix, and a place of one's own."""

import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.actors.told import Named
from kg.errors import StoreError, UsageError
from kg.judging import file
from kg.judging.people import person
from kg.judging.rows import OF_NAMES, OF_PAIRS, Judgement

SAME = Judgement("same", "Jane", "2024-05-01T12:00:00Z", things=(Named("Acme"), Named("Bolt")))
TEXT = st.text(st.characters(exclude_categories=()), min_size=1)


@given(by=TEXT.filter(str.strip), because=TEXT, name=TEXT, verb=st.sampled_from((*OF_PAIRS, *OF_NAMES)))
def test_a_row_comes_back_as_it_was_in_one_line(by, because, name, verb):
    things = (Named(name, "Company", "Q1"), Named("Bolt", document="a.txt"))[: 2 if verb in OF_PAIRS else 1]
    one = Judgement(verb, by, "2024-05-01T12:00:00Z", because, things=things, value="X" if verb in OF_NAMES else "")
    assert b"\n" not in one.line().encode("utf-8")
    assert Judgement.parse(one.line()) == one


def test_a_claim_comes_back_with_what_the_person_set(claim_of):
    one = Judgement("edit", "Jane", "2024-05-01T12:00:00Z", claim=claim_of("Acme", "sued", "Bolt"), values={"when": None, "subject_mentions": ("Acme",)})  # fmt: skip
    assert Judgement.parse(one.line()) == one


@pytest.mark.parametrize(
    "line",
    [
        "", "{", "[]", "[" * 100_000, '{"judgement": "accept"}', '{"judgement": "same", "by": "J", "at": "2024-05-01T12:00:00Z"}',
        SAME.line().replace("2024-05-01T", "2024-02-31T"), SAME.line().replace('"Jane"', "7"),
        SAME.line().replace('"Acme"', "null"), SAME.line()[:-1] + ', "colour": "red"}',
        '{"judgement": "edit", "by": "J", "at": "2024-05-01T12:00:00Z", "claim": {"doc": "a"}}',
    ],
)  # fmt: skip
def test_a_line_that_is_no_judgement_is_refused_by_what_is_wrong(line):
    with pytest.raises(UsageError):
        Judgement.parse(line)


def test_writers_at_once_do_not_mix_their_lines(tmp_path):
    rows = [replace(SAME, by=f"Writer {number}", because="x" * 50_000) for number in range(16)]
    threads = [threading.Thread(target=file.append, args=(tmp_path, [row])) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.by for one in file.load(tmp_path)) == sorted(row.by for row in rows)


def test_a_row_is_not_glued_to_a_line_that_was_left_open(tmp_path):
    (tmp_path / file.FILE).write_text(SAME.line())
    file.append(tmp_path, [SAME])
    assert file.load(tmp_path) == [SAME, SAME]


def test_nothing_is_added_to_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / file.FILE).write_bytes(SAME.line().encode() + b"\n\xff\n")
    with pytest.raises(StoreError, match=r"judgements\.jsonl:2: "):
        file.append(tmp_path, [SAME])
    assert (tmp_path / file.FILE).read_bytes() == SAME.line().encode() + b"\n\xff\n"


def test_a_row_that_does_not_fit_on_the_disk_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    file.append(tmp_path, [SAME])
    before = (tmp_path / file.FILE).read_bytes()
    write = file.os.write

    def full(descriptor, content):
        if len(content) < 20:
            raise OSError(28, "No space left on device")
        return write(descriptor, content[:-10])

    monkeypatch.setattr(file.os, "write", full)
    with pytest.raises(StoreError, match="No space left"):
        file.append(tmp_path, [SAME])
    assert (tmp_path / file.FILE).read_bytes() == before


def test_judgements_are_kept_elsewhere_with_those_made_before_and_the_place_is_remembered(tmp_path):
    graph, place = tmp_path / "graph", tmp_path / "repository" / "decisions.jsonl"
    graph.mkdir()
    file.append(graph, [SAME])
    assert file.keep_in(graph, place) == 1
    file.append(graph, [replace(SAME, by="John")])
    assert [one.by for one in file.load(graph)] == ["Jane", "John"]
    assert len(place.read_text().splitlines()) == 2
    assert file.keep_in(graph, place) == 0
    tmp_path.joinpath("moved").mkdir()
    graph.rename(tmp_path / "moved" / "graph")
    place.parent.rename(tmp_path / "moved" / "repository")
    assert len(file.load(tmp_path / "moved" / "graph")) == 2
    (tmp_path / "moved" / "repository" / "decisions.jsonl").unlink()
    with pytest.raises(StoreError, match="which is not there"):
        file.load(tmp_path / "moved" / "graph")


def test_who_judges_is_the_person_named_else_the_one_in_the_environment(monkeypatch):
    monkeypatch.setenv("KG_JUDGE", " Jane  Doe\n")
    assert (person("John"), person()) == ("John", "Jane Doe")
    with pytest.raises(UsageError, match="empty"):
        person(" ")
