"""Problems of maps that call each other: one id twice, a call of nothing, a call without end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from workflows.definition.findings import Problem
from workflows.definition.model import Definition, NodeKind
from workflows.definition.validation.places import in_map, place

__all__ = ["call_problems"]

_MAY_CALL = frozenset({NodeKind.TASK, NodeKind.COMPENSATION})
"""A step may name a map that the file lacks; the project's library may have it."""

type Library = Mapping[str, Definition]
"""The maps that can be called from somewhere, by id."""


def call_problems(definition: Definition) -> Iterator[Problem]:
    """What is wrong with the calls of a map and of all that it calls."""
    everything = list(_all(definition))
    for name, number in Counter(one.id for one in everything).items():
        if number > 1:
            mend = f"{number} maps have this id; give each its own"
            yield Problem(where=in_map("map", name), message=mend)
    library = {one.id: one for one in reversed(everything)}
    for one in everything:
        for problem in _of_one(one, library):
            own = one is definition
            where = problem.where if own else in_map(problem.where, one.id)
            yield Problem(where=where, message=problem.message)


def _all(definition: Definition) -> Iterator[Definition]:
    yield definition
    for called in definition.called:
        yield from _all(called)


def _of_one(definition: Definition, library: Library) -> Iterator[Problem]:
    for node in definition.nodes:
        if node.kind is NodeKind.CALL_ACTIVITY:
            if message := _call(definition, node.calls, library):
                yield Problem(where=place(node), message=message)
        elif node.calls and node.kind not in _MAY_CALL:
            yield Problem(where=place(node), message="calls is for call activities and steps only")


def _call(definition: Definition, wanted: str, library: Library) -> str:
    if not wanted:
        return "names no map to call; set calls"
    if wanted not in library:
        known = ", ".join(name for name in library if name != definition.id)
        return f"calls {wanted!r}, which is not among the called maps; {_known(known)}"
    if definition.id in _reached(wanted, library):
        return f"calls {wanted!r}, which leads back to {definition.id!r} without an end"
    return ""


def _known(names: str) -> str:
    return f"known are {names}" if names else "add it under called"


def _reached(first: str, library: Library) -> set[str]:
    """The maps that a call of ``first`` leads to, itself among them."""
    reached, waiting = {first}, [first]
    while waiting:
        called = {node.calls for node in library[waiting.pop()].nodes if node.calls in library}
        waiting += called - reached
        reached |= called
    return reached
