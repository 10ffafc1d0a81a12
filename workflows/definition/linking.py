"""Sub-workflows as maps of their own: a call of something that a map does not define itself is
linked to the map of the project's library that has this key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from workflows.definition.findings import Finding, Severity
from workflows.definition.model import Definition, Node, NodeKind
from workflows.definition.phrases import quoted

__all__ = ["Linked", "calls_of", "linked"]

MOST_LEVELS = 8
"""How deep maps of the library may call each other; deeper calls stay single steps."""

_CALLING = frozenset({NodeKind.TASK, NodeKind.COMPENSATION, NodeKind.CALL_ACTIVITY})


@dataclass(frozen=True, slots=True)
class Linked:
    """The map with what it calls, and a finding for each call that could not be linked."""

    definition: Definition
    findings: tuple[Finding, ...] = ()


def calls_of(definition: Definition) -> tuple[str, ...]:
    """The keys that a map calls and does not define itself, in the order of the map."""
    own = {called.id for called in definition.called}
    wanted = (node.calls for node in definition.nodes if node.kind in _CALLING and node.calls)
    inner = (key for called in definition.called for key in calls_of(called))
    return tuple(dict.fromkeys(key for key in (*wanted, *inner) if key not in own))


def linked(definition: Definition, library: Mapping[str, Definition], *, key: str = "") -> Linked:
    """The map with the maps of the ``library`` (by key) that it calls, directly or through others,
    under ``called``; a step that calls one becomes a call activity.

    ``key`` is the map's own in the library. A call that leads back to its caller, or lies deeper
    than eight levels, stays a step, with a finding. A key that the library lacks stays a step too:
    its map is not drawn yet.
    """
    reached = _reached(definition, library, key)
    known = {called.id for called in definition.called} | reached.keys()
    called = tuple(_opened(replace(one, id=name), known) for name, one in reached.items())
    whole = replace(_opened(definition, known), called=(*definition.called, *called))
    return Linked(whole if reached else definition, tuple(_findings(definition, library, key)))


def _reached(
    definition: Definition, library: Mapping[str, Definition], key: str
) -> dict[str, Definition]:
    """The maps to add, by key, the nearest first."""
    found: dict[str, Definition] = {}
    level = [definition]
    for _ in range(MOST_LEVELS):
        wanted = [name for one in level for name in calls_of(one)]
        news = dict.fromkeys(
            name
            for name in wanted
            if name in library and name not in found and not _leads_back(name, key, library)
        )
        if not news:
            break
        found |= {name: library[name] for name in news}
        level = [library[name] for name in news]
    return found


def _leads_back(first: str, key: str, library: Mapping[str, Definition]) -> bool:
    """Whether a call of that map comes, through others, to itself or to the map of ``key``."""
    seen: set[str] = set()
    waiting = [first]
    while waiting:
        one = waiting.pop()
        if one == key:
            return True
        calls = calls_of(library[one]) if one in library else ()
        if first in calls:
            return True
        waiting += [name for name in calls if name not in seen]
        seen |= set(calls)
    return False


def _opened(definition: Definition, known: set[str]) -> Definition:
    nodes = tuple(_call(node) if node.calls in known else node for node in definition.nodes)
    return replace(definition, nodes=nodes) if nodes != definition.nodes else definition


def _call(node: Node) -> Node:
    """A step that calls a known map, as a call activity: the map says what is done."""
    if node.kind is NodeKind.CALL_ACTIVITY:
        return node
    undoes = node.kind is NodeKind.COMPENSATION
    return replace(node, kind=NodeKind.CALL_ACTIVITY, requirements=None, for_compensation=undoes)


def _findings(
    definition: Definition, library: Mapping[str, Definition], key: str
) -> Iterator[Finding]:
    for node in definition.nodes:
        if node.calls in library and _leads_back(node.calls, key, library):
            yield Finding(
                code="call-without-end",
                severity=Severity.MEDIUM,
                where=node.id,
                message=f"{quoted(node.name or node.id)} calls the map {quoted(node.calls)}, "
                "which leads back to where it came from; it is taken as one step.",
                mend="Take the step that both need into a map of its own, and call that.",
                source="BPMN 2.0, 10.2.5: a call activity starts another process",
            )
