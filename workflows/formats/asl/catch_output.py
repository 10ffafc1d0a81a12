"""Boundary events as catchers, and what happens where nothing catches a failure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workflows.definition.model import EventKind, Node, NodeKind, OnFailure
from workflows.formats.asl.catching import ANY_ERROR
from workflows.formats.asl.foreign import foreign_data
from workflows.formats.asl.machines import Writer
from workflows.formats.asl.naming import label
from workflows.formats.asl.placeholders import escalation_state
from workflows.formats.asl.region import Failing, Region, State
from workflows.formats.asl.retrying import ALL, TIMEOUT
from workflows.formats.features import Feature

__all__ = ["CANCELLED", "catcher", "caught", "with_catchers"]

CANCELLED = "Cancelled"
"""The error with which a cancelled transaction ends."""

_FEATURES = {
    EventKind.MESSAGE: Feature.MESSAGE,
    EventKind.SIGNAL: Feature.SIGNAL,
    EventKind.CONDITIONAL: Feature.CONDITIONAL,
    EventKind.TIMER: Feature.TIMER,
}


@dataclass(slots=True)
class _Group:
    """Boundary events that were one catcher."""

    original: dict[str, Any]
    target: str
    codes: list[str]
    refs: list[str]


def with_catchers(writer: Writer, region: Region, node: Node, name: str, state: State) -> State:
    """The state with a catcher for everything that is caught at its border, and, for a step, for
    what its row of the matrix says of failures."""
    groups = _groups(writer, region, node)
    found = [_rendered(writer, group) for group in groups]
    found.sort(key=lambda one: one["ErrorEquals"] == [ALL] and not _kept(one, groups))
    if not any(ALL in one["ErrorEquals"] for one in found) and node.is_step:
        found += _unless_caught(writer, region, node, name)
    rest = {key: value for key, value in state.items() if key != "Catch"}
    return {**rest, "Catch": found} if found else rest


def _kept(entry: State, groups: list[_Group]) -> bool:
    return any(group.original and group.target == entry["Next"] for group in groups)


def _groups(writer: Writer, region: Region, node: Node) -> list[_Group]:
    groups: list[_Group] = []
    for event in writer.definition.boundaries[node.id]:
        code = _code(writer, node, event)
        if not code:
            continue
        target = writer.needed(region, writer.follow(region, event))
        original = foreign_data(event)
        last = groups[-1] if groups else None
        if last and original and (last.original, last.target) == (original, target):
            last.codes.append(code)
            last.refs.append(_ref(event))
        else:
            groups.append(_Group(original, target, [code], [_ref(event)]))
    return groups


def _ref(event: Node) -> str:
    return TIMEOUT if event.event is EventKind.TIMER else event.ref


def _rendered(writer: Writer, group: _Group) -> State:
    told = group.original.get("ErrorEquals", [])
    before = ["" if code in ANY_ERROR else label(str(code)) for code in told]
    codes = told if before == group.refs else group.codes
    if ALL in codes and codes is not told:
        codes = [ALL]
    if group.original:
        return {**group.original, "ErrorEquals": codes, "Next": group.target}
    return catcher(codes, group.target, jsonata=writer.jsonata)


def catcher(codes: list[str], target: str, *, jsonata: bool) -> State:
    """A catcher that keeps what the case knows and adds the error to it."""
    kept: State = {"ResultPath": "$.error"}
    if jsonata:
        kept = {"Output": "{% $merge([$states.input, {'error': $states.errorOutput}]) %}"}
    return {"ErrorEquals": codes, **kept, "Next": target}


def _code(writer: Writer, host: Node, event: Node) -> str:
    """The error that stands for a boundary event; empty where none can, which is told."""
    shown, at = event.name or event.id, host.name or host.id
    if not event.interrupting:
        message = f"ASL has no event that does not interrupt: `{shown}` at “{at}” is left out"
        writer.lose(event.id, f"{message}, with what only it leads to.", Feature.NON_INTERRUPTING)
        return ""
    if event.event in (EventKind.ERROR, EventKind.ESCALATION):
        return event.ref or ALL
    if event.event is EventKind.CANCEL:
        return CANCELLED
    if event.event is EventKind.TIMER and host.is_step:
        return TIMEOUT
    if event.event is EventKind.TIMER:
        message = f"ASL cannot limit the time of several states: the timer `{shown}` at “{at}”"
        mend = "run them as a state machine of their own to limit it"
        writer.lose(event.id, f"{message} is left out; {mend}.", Feature.TIMER)
        return ""
    if host.kind in (NodeKind.USER_TASK, NodeKind.RECEIVE_TASK):
        code = label(event.ref or event.name) or event.id
        message = f"`{shown}` at “{at}” became the error `{code}`, which whoever holds the task "
        feature = _FEATURES.get(event.event)
        features = (feature,) if feature else ()
        writer.lose(event.id, f"{message}token reports with SendTaskFailure.", *features)
        return code
    message = f"ASL cannot interrupt “{at}” by a {event.event.value}: `{shown}` is left out"
    writer.lose(event.id, f"{message}, with what only it leads to.")
    return ""


def caught(writer: Writer, node: Node) -> bool:
    """Whether every failure of a step leads somewhere by an event at its border."""
    return any(
        event.event is EventKind.ERROR and not event.ref and event.interrupting
        for event in writer.definition.boundaries[node.id]
    )


def _unless_caught(writer: Writer, region: Region, node: Node, name: str) -> list[State]:
    needs = node.requirements
    if needs is None or node.is_handler:
        return []
    shown = node.name or node.id
    match needs.on_failure:
        case OnFailure.CONTINUE:
            target = writer.needed(region, writer.follow(region, node))
            return [catcher([ALL], target, jsonata=writer.jsonata)]
        case OnFailure.ESCALATE:
            target = _escalated(writer, region, node)
            message = f"“{shown}” escalates: an event is published, then the execution fails."
            writer.lose(node.id, message, Feature.ON_FAILURE, low=True)
            return [catcher([ALL], target, jsonata=writer.jsonata)]
        case OnFailure.COMPENSATE:
            # Its catchers follow once it is known what the region has done before it.
            region.failing.append(Failing(name, node))
    return []


def _escalated(writer: Writer, region: Region, node: Node) -> str:
    shown = node.name or node.id
    told = writer.names.new(f"Escalate {shown}"[:80])
    failed = writer.names.new(f"{shown} failed"[:80])
    to = node.requirements.escalation if node.requirements else ""
    state = escalation_state(f"{shown} failed", to, jsonata=writer.jsonata)
    region.states[told] = {**state, "Next": failed}
    region.states[failed] = {"Type": "Fail", "Error": "Escalated"}
    return told
