"""How a map is drawn: all actors in one picture, or, of a large one, its communities, each of which can be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.errors import UsageError, suggestion
from kg.views import layout, wording
from kg.views.communities import Community, communities
from kg.views.layout import Label, Layout
from kg.views.stress import Points

FORCE, COMMUNITIES, FOLDED = LAYOUTS = ("force", "communities", "folded")

# Actors up to which lines alone say where they stand. Placed by communities, made-up networks of 60 and 120 actors have
# twice as many crossings (28 and 203 instead of 12 and 117); of 300 they have a fifth fewer (1,948 instead of 2,480),
# and half as many actors lie under the lines of others.
ONE_CROWD = 200
# Actors up to which a map is not folded. Not for its speed: 1,200 actors open in a second. Of 300 names in a window of
# 1400 by 900 one in four finds room, of 500 one in eight, most of them around the rim.
UNFOLDED = 400
NAMED = 3  # members that a community is named by, in full
FEW = 30  # communities; of so many, two members are named on the map, of more only one
STRONGEST = 3  # bundles of a community by which it is placed; all of them would draw all communities to one spot
SMALL, GROWTH = 8.0, 2.4  # radius of a community in pixels: of none, and the growth with the root of its members


@dataclass(frozen=True, slots=True)
class CommunityMark:
    """A community as the map draws it."""

    id: int  # goes on after those of the actors
    title: str
    members: tuple[int, ...]
    label: Label
    radius: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Where all marks stand: the actors, and behind them the communities of a folded map.

    In a folded map the actors of each community stand around an origin of their own.
    """

    points: Points
    font: float
    communities: tuple[CommunityMark, ...] = ()


def picture(
    names: Sequence[str],
    labels: Sequence[Label],
    radii: Sequence[float],
    links: Sequence[tuple[int, int]],
    *,
    form: str | None = None,
) -> Picture:
    """The picture of a map.

    Args:
        names: of the actors.
        labels: what is written under each.
        radii: of their marks, in pixels.
        links: pairs of actors, one for each line.
        form: "force" places all actors by their lines alone, "communities" each community by itself, and "folded"
            draws one mark for each community; if not given, the one that suits the number of actors.

    Raises:
        UsageError: there is no such layout.
    """
    chosen = form or _fitting(len(names))
    if chosen not in LAYOUTS:
        raise UsageError(f"there is no layout '{chosen}'.{suggestion(chosen, LAYOUTS)} There are: {', '.join(LAYOUTS)}")
    if chosen == FORCE:
        return _flat(layout.arrange(labels, radii, links))
    found = communities(len(names), links)
    if chosen == COMMUNITIES:
        return _flat(layout.arrange(labels, radii, links, communities=[one.members for one in found]))
    return _folded(names, labels, radii, links, found)


def _fitting(actors: int) -> str:
    """The layout that suits so many actors."""
    if actors <= ONE_CROWD:
        return FORCE
    return COMMUNITIES if actors <= UNFOLDED else FOLDED


def _flat(arranged: Layout) -> Picture:
    return Picture(arranged.points, arranged.font)


def _folded(
    names: Sequence[str],
    labels: Sequence[Label],
    radii: Sequence[float],
    links: Sequence[tuple[int, int]],
    found: Sequence[Community],
) -> Picture:
    homes = {node: number for number, one in enumerate(found) for node in one.members}
    marks = tuple(_mark(len(names) + number, one, names, len(found)) for number, one in enumerate(found))
    tries = max(1, layout.TRIES * layout.FAIR // max(1, len(names)))
    points = np.zeros((len(names) + len(found), 2))
    fonts = []
    for one, own in zip(found, _within(links, homes, found), strict=True):
        members = list(one.members)
        arranged = layout.arrange(
            [labels[node] for node in members], [radii[node] for node in members], own, tries=tries
        )
        points[members] = arranged.points
        fonts.append(arranged.font)
    around = layout.arrange([mark.label for mark in marks], [mark.radius for mark in marks], _strongest(links, homes))
    points[len(names) :] = around.points
    return Picture(points, min([around.font, *fonts]), marks)


def _within(
    links: Sequence[tuple[int, int]], homes: dict[int, int], found: Sequence[Community]
) -> list[list[tuple[int, int]]]:
    """For each community the links between its members, by their places in it."""
    places = {node: place for one in found for place, node in enumerate(one.members)}
    own: list[list[tuple[int, int]]] = [[] for _ in found]
    for start, end in links:
        if homes[start] == homes[end]:
            own[homes[start]].append((places[start], places[end]))
    return own


def _strongest(links: Sequence[tuple[int, int]], homes: dict[int, int]) -> list[tuple[int, int]]:
    """The pairs of communities between which most lines run: a few for each community."""
    ends = ((homes[start], homes[end]) for start, end in links)
    bundles = Counter((min(pair), max(pair)) for pair in ends if pair[0] != pair[1])
    taken: Counter[int] = Counter()
    kept = []
    for pair in sorted(bundles, key=lambda pair: (-bundles[pair], pair)):
        if min(taken[pair[0]], taken[pair[1]]) < STRONGEST:
            kept.append(pair)
            taken.update(pair)
    return sorted(kept)


def _mark(number: int, community: Community, names: Sequence[str], count: int) -> CommunityMark:
    size = len(community.members)
    if community.scattered:
        lines: tuple[str, ...] = (wording.count(size, "actor"), "in small groups")
        title = " ".join(lines)
    else:
        called = [names[node] for node in community.members[:NAMED]]
        lines = tuple(map(_short, called[: 2 if count <= FEW else 1]))
        title = ", ".join(called) + _more(size - len(called))
        lines = (*lines, _more(size - len(lines)).strip()) if size > len(lines) else lines
    return CommunityMark(number, title, community.members, Label(lines), round(SMALL + GROWTH * size**0.5, 1))


def _short(name: str) -> str:
    """A name on one line."""
    return wording.plain(name, layout.LINE_LETTERS + 1)


def _more(number: int) -> str:
    return f" and {number:,} more" if number else ""
