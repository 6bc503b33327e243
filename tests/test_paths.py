"""How two actors are connected: which paths are found, in which order, and what is said where there is none."""

import pytest
from graphs import DENIED, ONTOLOGY, PLANNED, claim, entity

from kg.analysis.paths import Limits
from kg.analysis.paths import paths as find
from kg.errors import UsageError


def between(claims, first="A", second="Z", **limits):
    if avoided := limits.pop("avoided", None):
        limits["avoided"] = frozenset(f"entity:{name}" for name in avoided)
    return find(claims, entity(first), entity(second), ONTOLOGY, Limits(**limits))


def names(found):
    return ["".join(path.names) for path in found]


ROUND = [claim("A", "bought", "B"), claim("Z", "blamed", "B"), claim("A", "bought", "C"), claim("C", "bought", "D"),
         claim("Z", "bought", "D")]  # fmt: skip


def test_paths_are_found_against_the_direction_too_and_told_in_their_own():
    found = between(ROUND)
    assert names(found) == ["ABZ", "ACDZ"]
    assert "   Z blamed B" in list(found.lines())


def test_the_order_of_claims_does_not_matter():
    both = [between(claims).to_json() for claims in (ROUND, ROUND[::-1])]
    assert both[0] == both[1]


def test_of_equal_length_paths_through_actors_and_with_more_sources_come_first():
    tool = entity("T", "Tool")
    claims = [claim("A", "bought", tool, doc=f"{n}.txt") for n in range(3)]
    claims += [claim("Z", "bought", tool, doc=f"{n}.txt") for n in range(3)]
    claims += [claim("A", "bought", "B"), claim("Z", "bought", "B")]
    claims += [claim(end, "bought", "C", doc=doc) for end in "AZ" for doc in ("a.txt", "b.txt")]
    assert names(between(claims)) == ["ACZ", "ABZ", "ATZ"]


def test_only_facts_connect_unless_others_are_asked_for():
    claims = [claim("A", "bought", "B"), claim("B", "bought", "Z", **PLANNED)]
    found = between(claims)
    assert not found
    assert found.remark == "no facts connect A and Z; claims of every status do, in 2 steps (--all)"
    assert "   B bought from Z (planned)" in list(between(claims, facts_only=False).lines())


def test_what_is_longer_than_asked_for_is_told():
    assert between(ROUND[2:], longest=2).remark == "the shortest path between A and Z has 3 steps (--longest 3)"
    assert names(between(ROUND, longest=2)) == ["ABZ"]


def test_what_nothing_connects_is_told():
    assert between([claim("A", "bought", "B")]).remark == "nothing connects A and Z"


def test_some_can_be_avoided():
    assert names(between(ROUND, avoided=["B"])) == ["ACDZ"]
    with pytest.raises(UsageError, match="cannot avoid Z"):
        between(ROUND, avoided=["Z"])


def test_no_more_paths_are_given_than_asked_for():
    assert len(between(ROUND, limit=1)) == 1
    with pytest.raises(UsageError, match="limit is 0"):
        between(ROUND, limit=0)


def test_one_actor_is_not_connected_with_itself():
    with pytest.raises(UsageError, match="both names mean A"):
        between(ROUND, "A", "A")


def test_a_step_shows_the_best_receipt_of_what_it_says_and_counts_the_others():
    claims = [
        claim("A", "bought", "Z", doc="a.txt"),
        claim("A", "bought", "Z", doc="b.txt", when="2020"),
        claim("A", "bought", "Z", doc="c.txt", **DENIED),
    ]
    (path,) = between(claims, facts_only=False)
    (step,) = path.steps
    assert [claim.document.name for claim in step.receipts] == ["b.txt", "c.txt"]
    assert step.rest == "and 1 more claim of the same"
    assert len(path.to_json()["steps"][0]["claims"]) == 3


def test_texts_are_escaped_in_markdown_and_in_notebooks():
    found = between([claim("A", "bought", "Z", quote="<b>*x*</b>")])
    assert any("&lt;b&gt;\\*x\\*&lt;/b&gt;" in line for line in found.markdown())
    assert "&lt;b&gt;*x*&lt;/b&gt;" in found._repr_html_()
