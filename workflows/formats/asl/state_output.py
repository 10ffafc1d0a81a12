"""What every written state has: the fields it had before, its comment, its retriers, its limits."""

from __future__ import annotations

import math

from workflows.definition.model import EventKind, Node, NodeKind
from workflows.formats.asl.foreign import STATE_NAME, foreign_data
from workflows.formats.asl.machines import Writer
from workflows.formats.asl.region import State
from workflows.formats.asl.requirements import seconds
from workflows.formats.asl.retrying import retriers_from
from workflows.formats.asl.states import documentation_of
from workflows.formats.features import Feature

__all__ = ["commented", "kept_state", "limit_of", "limited", "retried"]


def kept_state(writer: Writer, node: Node, *types: str) -> State:
    """The fields that the node had in the file it came from, where it still is such a state."""
    data = foreign_data(node)
    if data and data.get("Type") not in types:
        message = f"“{node.name or node.id}” was a {data.get('Type')} and is none any more"
        writer.lose(node.id, f"{message}; its own fields are left out.", Feature.FOREIGN)
        return {}
    return {key: value for key, value in data.items() if key != STATE_NAME}


def commented(node: Node, state: State) -> State:
    """The state with the node's documentation as its Comment, unless it says that already."""
    if documentation_of(state) == node.documentation:
        return state
    rest = {key: value for key, value in state.items() if key != "Comment"}
    if not node.documentation:
        return rest
    # Behind the Type, so that the rest keeps the order that it had.
    found: State = {}
    for key, value in rest.items():
        found[key] = value
        if key == "Type":
            found["Comment"] = node.documentation
    return found


def retried(writer: Writer, node: Node, state: State) -> State:
    """The state with the retriers that say the step's rule."""
    needs = node.requirements
    if needs is None:
        return state
    before = state.get("Retry")
    after = retriers_from(needs.retry, needs.failure, before)
    if after == (before or []):
        return state
    _told_of_retry(writer, node)
    rest = {key: value for key, value in state.items() if key != "Retry"}
    return {**rest, "Retry": after} if after else rest


def _told_of_retry(writer: Writer, node: Node) -> None:
    retry = node.requirements.retry if node.requirements else None
    if retry is None or retry.max_attempts < 2:
        return
    first = retry.initial_interval
    if first != max(1, round(first)):
        message = f"ASL waits whole seconds, one at least: “{node.name or node.id}” is tried again"
        told = f"{message} after {max(1, round(first))} s, not {first:g} s."
        writer.lose(node.id, told, Feature.RETRY, low=True)


def limit_of(writer: Writer, node: Node) -> float | None:
    """How long a step may take: until a timer at its border fires, the deadline of a person, or
    its timeout."""
    timers = [
        one.timer
        for one in writer.definition.boundaries[node.id]
        if one.event is EventKind.TIMER and one.interrupting and one.timer is not None
    ]
    if timers:
        return min(timers)
    needs = node.requirements
    if needs is None:
        return None
    return needs.deadline or needs.timeout if node.kind is NodeKind.USER_TASK else needs.timeout


def limited(writer: Writer, node: Node, state: State) -> State:
    """The state with its timeout: whole seconds, one at least."""
    limit, told = limit_of(writer, node), seconds(state, "TimeoutSeconds")
    if limit == told:
        return state
    found = {key: value for key, value in state.items() if key != "TimeoutSeconds"}
    if limit is None:
        return found
    whole = max(1, math.ceil(limit))
    if whole != limit:
        message = f"ASL has whole seconds: “{node.name or node.id}” may take {whole} s"
        writer.lose(node.id, f"{message}, not {limit:g} s.", Feature.TIMEOUT, low=True)
    found.pop("TimeoutSecondsPath", None)
    return {**found, "TimeoutSeconds": whole}
