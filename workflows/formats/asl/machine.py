"""A state machine, or a branch of one, as the nodes and flows of a scope."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from workflows.definition.model import NodeKind
from workflows.formats.asl.intake import Part
from workflows.formats.asl.naming import LONGEST_STATE_NAME, id_from, label
from workflows.formats.asl.scope import Scope

__all__ = ["goto", "leave", "opened", "remainder", "start_of", "states_of"]

_KNOWN = 8


def opened(machine: Part, scope: Scope) -> str:
    """Gives each state of a machine its node's id, and the id of the one that it starts with;
    empty where the file does not say, which is a problem."""
    states = machine.mapping("States")
    if states is None:
        if machine.data.get("States") is None:
            machine.problem("", "has no States; add at least one state")
        return ""
    if not states.data:
        machine.problem("States", "is empty; add at least one state")
    for name in states.data:
        _named(machine, states, name, scope)
    return _start(machine, scope)


def _named(machine: Part, states: Part, name: str, scope: Scope) -> None:
    if not name:
        states.problem("", "has a state without a name; give it one")
    counted = scope.map.state_names.get(name, 0) + 1
    scope.map.state_names[name] = counted
    own_id = scope.map.ids.new(id_from(name, "state"))
    scope.ids[name] = own_id
    scope.map.intake.places[own_id] = (*states.path, name)
    if counted == 2:
        message = f"several states are called “{name}”; AWS wants each name once in a machine"
        scope.map.intake.assumed(own_id, f"{message}, so written files number them.", "Rename one.")
    elif len(name) > LONGEST_STATE_NAME:
        message = (
            f"“{label(name)[:20]}…” has {len(name)} characters; AWS takes {LONGEST_STATE_NAME}."
        )
        scope.map.intake.assumed(own_id, message, "Shorten the name.")


def _start(machine: Part, scope: Scope) -> str:
    if machine.data.get("StartAt") is None:
        machine.problem("", f"has no StartAt; name the first state{_known(scope)}")
        return ""
    name = machine.text("StartAt")
    if name and scope.ids and name not in scope.ids:
        machine.problem("StartAt", f"names {name!r}, which is no state here{_nearest(name, scope)}")
    return scope.ids.get(name, "")


def states_of(machine: Part) -> Iterator[tuple[str, Part]]:
    """The states that are objects, by name; anything else is a problem."""
    states = machine.data.get("States")
    for name, data in (states if isinstance(states, dict) else {}).items():
        path = (*machine.path, "States", name)
        part = Part(data, f"state {name!r}", path, machine.intake)
        if isinstance(data, dict):
            yield name, part
        else:
            part.problem("", "must be an object with a Type")


def goto(part: Part, key: str, scope: Scope) -> str:
    """The node that a field such as Next leads to; empty where none, which is a problem."""
    name = part.text(key)
    if name in scope.ids:
        return scope.ids[name]
    if name or part.data.get(key) is None or isinstance(part.data[key], str):
        part.problem(key, f"names {name!r}, which is no state here{_nearest(name, scope)}")
    return ""


def leave(part: Part, node_id: str, scope: Scope) -> None:
    """The flow that leaves a state by its Next or its End."""
    ends = part.data.get("End")
    if ends is not None and not isinstance(ends, bool):
        part.problem("End", "must be true, or left out")
        return
    if ends and "Next" in part.data:
        part.problem("", "has both Next and End; keep one")
    elif ends:
        scope.ending(node_id)
    elif "Next" not in part.data:
        part.problem("", "leads nowhere; give it a Next, or End: true")
    elif target := goto(part, "Next", scope):
        scope.flow(node_id, target)


def remainder(data: dict[str, Any], *taken: str) -> dict[str, Any]:
    """What of an object the map does not say by itself."""
    gone = {"Next", "End", "Comment", *taken}
    return {key: value for key, value in data.items() if key not in gone}


def _nearest(name: str, scope: Scope) -> str:
    near = get_close_matches(name, scope.ids, n=1)
    return f"; did you mean {near[0]!r}?" if near else _known(scope)


def _known(scope: Scope) -> str:
    names = list(scope.ids)
    more = ", …" if len(names) > _KNOWN else ""
    return f"; known are {', '.join(names[:_KNOWN])}{more}" if names else ""


def start_of(scope: Scope) -> str:
    """The start node of a scope."""
    return scope.helper(
        "start" if scope.parent is None else f"{scope.parent}-start", NodeKind.START
    )
