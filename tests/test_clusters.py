"""Sets of names: how they are joined, when they are not, and by which name and order they are known."""

import pytest

from kg.actors.clusters import Cluster, Link, Listed, Merge, join
from kg.claims import Entity


def cluster(name, document="a.txt", **fields):
    return Cluster.of([Listed(Entity(name, "Company", **fields), (document,))])


def linked(*pairs):
    return [Link(first, second, Merge(str(first), str(second), "rule", "why")) for first, second in pairs]


def always(first, second):
    return True


def test_what_is_linked_through_others_is_joined():
    names = [cluster(name) for name in "abcd"]
    joined = join(names, linked((0, 1), (2, 1)), always)
    assert [set(one.names) for one in joined] == [{"a", "b", "c"}, {"d"}]
    assert [len(one.merges) for one in joined] == [2, 0]


def test_nothing_is_joined_where_two_of_the_linked_do_not_fit():
    names = [cluster(name) for name in "abcd"]
    joined = join(names, linked((0, 1), (1, 2)), lambda first, second: {*first.names, *second.names} != {"a", "c"})
    assert joined == names


def test_other_links_are_followed_all_the_same():
    names = [cluster(name) for name in "abcd"]
    joined = join(names, linked((0, 1), (2, 3)), lambda first, second: "a" not in first.names)
    assert [set(one.names) for one in joined] == [{"a"}, {"b"}, {"c", "d"}]


def test_joining_keeps_counts_aliases_places_and_the_wikidata_id():
    one, other = cluster("Acme", aliases=("A",)), cluster("Acme", "b.txt", aliases=("B",), wikidata="Q1")
    joined = Cluster.joined([one, other], [])
    assert (joined.names, joined.aliases, joined.wikidata) == ({"Acme": 2}, {"A", "B"}, "Q1")
    assert joined.documents == {"a.txt", "b.txt"}


@pytest.mark.parametrize(
    ("names", "fullest"),
    [
        (["ICE", "Immigration and Customs Enforcement"], "Immigration and Customs Enforcement"),
        (["Clearview AI", "Clearview AI", "Clearview AI, Inc."], "Clearview AI"),
        (["CLEARVIEW AI", "Clearview AI"], "Clearview AI"),
        (["The Verge", "Verge"], "The Verge"),
    ],
)
def test_the_fullest_name_has_most_words_then_letters_then_documents(names, fullest):
    parts = [cluster(name, f"{number}.txt") for number, name in enumerate(names)]
    assert Cluster.joined(parts, []).name == fullest
    assert Cluster.joined(parts[::-1], []).name == fullest
