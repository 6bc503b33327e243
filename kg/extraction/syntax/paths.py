"""Paths through a clause graph: how one unit is joined to another."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from kg.extraction.syntax.clauses import Clauses


@dataclass(frozen=True, slots=True)
class Step:
    """An edge of the path; `forward` when its predicate lies on the subject's side."""

    role: str
    forward: bool


#: Units with the step that leads to each.
Path = list[tuple[int, Step | None]]

#: Units with the one that each was reached from and the step between; nothing for the first.
Reached = dict[int, tuple[int, Step] | None]


def shortest_path(clauses: Clauses, start: int, goal: int, *, longest: int | None = None) -> Path | None:
    """Units from start to goal with the step that leads to each; None when they are not joined.

    Args:
        clauses: the clause graph.
        start: the unit where the path begins.
        goal: the unit where it ends.
        longest: steps beyond which no path is looked for.
    """
    return path_to(reached(clauses, start, longest=longest, goal=goal), goal)


def reached(clauses: Clauses, start: int, *, longest: int | None = None, goal: int | None = None) -> Reached:
    """The units to which a path leads from a unit, the nearest first; all of them, or until the goal is found."""
    came: Reached = {start: None}
    depth = {start: 0}
    queue = deque([start])
    while queue and goal not in came:
        unit = queue.popleft()
        if depth[unit] == longest:
            break
        forward = [(e.argument, Step(e.role, forward=True)) for e in clauses.down.get(unit, ())]
        backward = [(e.predicate, Step(e.role, forward=False)) for e in clauses.up.get(unit, ())]
        for other, step in forward + backward:
            if other not in came:
                came[other] = (unit, step)
                depth[other] = depth[unit] + 1
                queue.append(other)
    return came


def path_to(came: Reached, goal: int) -> Path | None:
    """The path to a unit, as `shortest_path` gives it."""
    if goal not in came:
        return None
    path: Path = []
    unit = goal
    while (origin := came[unit]) is not None:
        path.append((unit, origin[1]))
        unit = origin[0]
    return [(unit, None), *reversed(path)]
