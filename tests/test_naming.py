"""Names of documents."""

from hypothesis import given
from hypothesis import strategies as st

from kg.reading.naming import LONGEST_IDENTIFIER, Place, distinct, printable


def test_short_where_unambiguous():
    """A file is called by its name, a record by its id."""
    assert distinct([Place("/a/b/minutes.txt"), Place("/a/rows.jsonl", 1, "r1")]) == ["minutes.txt", "r1"]


def test_folders_tell_files_of_the_same_name_apart():
    """As many folders as it takes, for those that clash and no others."""
    places = [Place("/a/x/2019/m.txt"), Place("/a/y/2019/m.txt"), Place("/a/y/2020/m.txt"), Place("/a/y/n.txt")]
    assert distinct(places) == ["x/2019/m.txt", "y/2019/m.txt", "2020/m.txt", "n.txt"]


def test_order_does_not_matter():
    """The same files have the same names in whatever order they are given."""
    places = [Place("/a/m.txt"), Place("/a/b/m.txt"), Place("/c/m.txt", 3, "m.txt")]
    assert distinct(places[::-1]) == distinct(places)[::-1]


def test_file_at_the_root():
    """A path that runs out of folders keeps its slash."""
    assert distinct([Place("/m.txt"), Place("/a/m.txt")]) == ["/m.txt", "a/m.txt"]


def test_records_without_a_usable_id_are_called_by_their_line():
    """An id that is missing, given twice in one file, or absurdly long is no name."""
    ids = [None, "twice", "twice", "x" * (LONGEST_IDENTIFIER + 1), "once"]
    places = [Place("/a/rows.jsonl", line, name) for line, name in enumerate(ids, start=1)]
    assert distinct(places) == ["rows.jsonl:1", "rows.jsonl:2", "rows.jsonl:3", "rows.jsonl:4", "once"]


def test_the_same_id_in_two_files():
    """The file's name goes before the id."""
    assert distinct([Place("/a/m.jsonl", 1, "7"), Place("/a/n.jsonl", 1, "7")]) == ["m.jsonl/7", "n.jsonl/7"]


def test_a_record_called_like_a_file():
    """Records and files share one set of names."""
    assert distinct([Place("/a/m.txt"), Place("/b/r.jsonl", 1, "m.txt")]) == ["a/m.txt", "r.jsonl/m.txt"]


def test_names_are_printable():
    """A name cannot hide or reverse what a reader sees, and can be stored."""
    assert printable("re\u202eport\n\udcff.txt") == "re\\u202eport\\n\\udcff.txt"


FOLDERS = st.lists(st.sampled_from(["a", "b"]), max_size=3).map(lambda parts: "".join(f"/{part}" for part in parts))
IDS = st.sampled_from(["m.txt", "a/m.txt", "r.jsonl/m.txt", "/a/r.jsonl/m.txt", "r.jsonl:1"])
FILES = st.builds(Place, FOLDERS.map(lambda folders: folders + "/m.txt"))
ROWS = st.builds(Place, FOLDERS.map(lambda folders: folders + "/r.jsonl"), st.integers(1, 3), st.none() | IDS)


@given(st.lists(FILES | ROWS, unique_by=lambda place: (place.path, place.position)))
def test_names_are_distinct(places):
    """Whatever is read together, no two documents share a name."""
    names = distinct(places)
    assert len(set(names)) == len(places)
