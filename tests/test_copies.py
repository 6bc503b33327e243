"""Copies are found however they were changed, and texts that only resemble each other stay apart."""

from __future__ import annotations

import random
import subprocess
import sys
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.reading import copies as comparing
from kg.reading import leads
from kg.reading.copies import PART, copies
from kg.reading.documents import Copy, Document
from kg.reading.leads import SHARE
from kg.reading.readers import read
from kg.reading.shelf import RUN
from kg.reading.sorting import Sorter
from kg.settings import shipped

ROOT = Path(__file__).resolve().parent.parent
SAMPLES, _ = read([shipped("data", "documents")])
(STORY,) = (document.text for document in SAMPLES if document.name == "2019-07-09-licence-photos.md")
TITLE, *BODY = STORY.split("\n\n")
OWN = (
    "Our own reporter spoke with drivers in Springfield last week. Most of them had never heard that their photographs"
    " might be searched, and several said that they would have liked to be asked. One of them, Ann Lee, has since"
    " written to the governor. The office of the governor did not answer our questions before this page was printed."
)
EDITED = {"documents": "papers", "known": "reported", "darker": "dark", "recently": "lately", "searches": "looks at"}
CHANGES = {
    "as it was": STORY,
    "other headline": "\n\n".join(["Your Face, Their Files: What Agents See", *BODY]),
    "no headline": "\n\n".join(BODY),
    "byline": f"By Jane Roe, Example Wire\n\n{STORY}",
    "cut": "\n\n".join(STORY.split("\n\n")[:4]),
    "a paragraph less": "\n\n".join([TITLE, *BODY[:1], *BODY[2:]]),
    "a paragraph of its own": "\n\n".join([TITLE, BODY[0], OWN, *BODY[1:]]),
    "other line breaks": "\n".join(STORY.split()),
    "typewriter marks": STORY.replace("’", "'").replace("“", '"').replace("”", '"').replace("'", "’"),
    "capitals": STORY.upper(),
    "another page round it": f"Front page\n\n{OWN}\n\n{STORY}\n\n{OWN.replace('Springfield', 'Shelbyville')}",
    "edited": " ".join(EDITED.get(word, word) for word in STORY.split()),
    "a figure corrected": STORY.replace("Twenty states", "19 states"),
}
TEMPLATE = (
    "The {0} Police Department has had a contract with {1} for body-worn cameras since {2}. The cameras are switched on"
    " when an officer answers a call, and recordings are kept for ninety days or for as long as a case goes on."
)


def document(name: str, text: str, date: str | None = None) -> Document:
    return Document(name, text, name, "ab", date=date)


def named(*texts: str) -> list[Document]:
    return [document(f"{number}.txt", text) for number, text in enumerate(texts)]


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_is_a_copy(change):
    assert set(copies([document("a.txt", STORY, "2019"), document("b.txt", CHANGES[change])])) == {"b.txt"}


def test_two_reposts_under_different_bylines_are_copies_unless_they_are_short():
    bylines = "By Jane Roe, Example Wire\n\n", "By John Poe, Daily Example\n\n"
    assert copies(named(*(byline + STORY for byline in bylines)))
    assert not copies(named(*(byline + BODY[1] for byline in bylines)))


def test_the_sample_documents_are_no_copies_of_each_other():
    assert copies(SAMPLES) == {}


@pytest.mark.parametrize("other", [("Shelbyville", "Axon", 2017), ("Springfield", "Motorola", 2017)])
def test_a_template_filled_with_other_names_is_no_copy(other):
    texts = [TEMPLATE.format("Springfield", "Axon", 2017), TEMPLATE.format(*other)]
    assert copies(named(*texts)) == {}


def test_two_that_stand_in_one_list_are_copies_of_the_list_and_not_of_each_other():
    items = [TEMPLATE.format("Springfield", "Axon", 2017), TEMPLATE.format("Shelbyville", "Motorola", 2018)]
    found = copies([document("list", "\n\n".join(items), "2020"), *(document(text, text, "2019") for text in items)])
    assert {name: copy.of for name, copy in found.items()} == dict.fromkeys(items, "list")


def test_short_texts_are_copies_only_of_the_same_words():
    short = "Waymo’s cars blocked an official in Austin."
    texts = [
        short,
        short.replace("’", "'").replace("fi", "\ufb01"),
        short.replace("Austin", "Boston"),
        f"{short} {OWN}",
        "Read on.",
        "Read on.",
    ]
    assert copies(named(*texts)) == {"1.txt": Copy("0.txt", 1.0)}


def test_a_quotation_of_a_paragraph_makes_no_copy():
    quoting = "\n\n".join([OWN, BODY[1], OWN.replace("Ann Lee", "Bob Ray").replace("drivers", "officials")])
    assert copies(named(STORY, quoting)) == {}


def test_the_first_of_a_family_is_the_earliest_by_date_and_then_by_name():
    dates = {"wire": "2019-07-09", "blog": "2019-07-09", "year": "2019", "undated": None, "later": "2020-01-01"}
    found = copies([document(name, STORY, date) for name, date in dates.items()])
    assert {copy.of for copy in found.values()} == {"blog"}


def test_an_early_excerpt_is_a_copy_of_the_text_that_holds_it():
    """Most of the long text is not in the excerpt, so that it would be wrong to call it the copy."""
    found = copies([document("excerpt.txt", BODY[0], "2019-01"), document("whole.txt", STORY, "2020-01")])
    assert found == {"excerpt.txt": Copy("whole.txt", 1.0)}


def test_a_chain_of_likenesses_is_no_family():
    """Each text has three quarters of the one before it, and the last nothing of the first."""
    words = " ".join(one.text for one in SAMPLES).split()
    chain = named(*(" ".join(words[start : start + 200]) for start in range(0, 400, 50)))
    found = copies(chain)
    assert all(copies([a, b]) for a, b in pairwise(chain))
    assert 0 < len(found) < len(chain) - 1
    by_name = {one.name: one for one in chain}
    assert all(copies([by_name[name], by_name[copy.of]]) for name, copy in found.items())


def test_the_similarity_is_the_share_of_the_copy_that_stands_in_the_first():
    longer = f"{STORY}\n\n{OWN}"
    share = 1 - len(OWN.split()) / len(longer.split())
    found = copies([document("a.txt", STORY, "2019"), document("b.txt", longer)])
    assert found["b.txt"].similarity == pytest.approx(share, abs=0.02)


def test_a_long_table_of_one_figure_is_compared_too():
    zeros = "0 " * 100_000
    assert set(copies(named(f"Begin {zeros} {STORY}", f"Start {zeros} {STORY} End"))) == {"1.txt"}


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_matter(chance: random.Random):
    documents = [*SAMPLES, *(document(change, text) for change, text in CHANGES.items())]
    shuffled = chance.sample(documents, len(documents))
    assert copies(shuffled) == copies(documents)


@given(st.lists(st.text("ab \n.é\ud800", max_size=200), max_size=6))
def test_any_text_can_be_compared_and_no_first_is_a_copy(texts):
    found = copies(named(*texts))
    assert not {copy.of for copy in found.values()} & set(found)
    assert all(0 < copy.similarity <= 1 for copy in found.values())


def test_every_process_finds_the_same():
    program = "from test_copies import *; print(copies([document(*each) for each in CHANGES.items()]))"
    run = partial(subprocess.run, [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    first, second = (run(env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}) for seed in "12")
    assert first.stdout == second.stdout


#: Of small letters, so that nothing is a name and only the runs decide.
PARAGRAPHS = [
    " ".join(f"w{'abcdefgh'[paragraph]}{'abcdefghijkl'[place]}" for place in range(12)) for paragraph in range(8)
]


def by_comparing_all(documents: list[Document]) -> dict[str, Copy]:
    """The copies among texts without names that have no words twice in a row, each compared with each."""
    words = {one.name: one.text.split() for one in documents}
    runs = {
        name: {tuple(each[place : place + RUN]) for place in range(len(each) - RUN + 1)} for name, each in words.items()
    }
    age = {one.name: (one.date is None, one.date or "", one.name) for one in documents}

    def share(name: str, other: str) -> float:
        return len(runs[name] & runs[other]) / len(runs[name])

    families: dict[str, list[str]] = {}
    for name in sorted(words, key=lambda name: (-len(words[name]), age[name])):
        near = [head for head in families if share(name, head) >= SHARE]
        families.setdefault(min(near, key=lambda head: (-share(name, head), age[head]), default=name), []).append(name)
    found = {}
    for longest, *others in families.values():
        fitting = [one for one in others if all(share(name, one) >= PART for name in (longest, *others) if name != one)]
        first = min((longest, *fitting), key=age.__getitem__)
        found |= {
            name: Copy(first, int(share(name, first) * 100) / 100) for name in (longest, *others) if name != first
        }
    return found


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(PARAGRAPHS), min_size=3, max_size=9), max_size=12),
    st.lists(st.sampled_from(["2019-01-01", "2020-01-01", None]), min_size=12, max_size=12),
    st.sampled_from([(1 << 18, 1 << 21), (40, 30), (7, 1)]),
)
def test_the_copies_are_those_that_comparing_each_with_each_finds(texts, dates, sizes):
    """However few runs are sorted, or asked for, at once."""
    documents = [document(f"{number}.txt", " ".join(text), dates[number]) for number, text in enumerate(texts)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "Sorter", partial(Sorter, part=sizes[0]))
        patch.setattr(leads, "ROUND", sizes[1])
        assert copies(documents) == by_comparing_all(documents)


def test_set_phrases_lead_nowhere_however_few_runs_are_sorted_at_once(monkeypatch):
    forms = [TEMPLATE.format(f"Place{number}", f"Maker{number}", 1900 + number) for number in range(60)]
    documents = named(*forms, *forms[::7])
    expected = copies(documents)
    assert len(expected) == len(forms[::7])
    monkeypatch.setattr(comparing, "Sorter", partial(Sorter, part=50))
    monkeypatch.setattr(leads, "ROUND", 10)
    assert copies(documents) == expected


def test_no_room_for_temporary_files_is_told(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile", refuse)
    with pytest.raises(StoreError, match=r"temporary files have to be written: .*No space left"):
        copies(named(STORY, STORY))
