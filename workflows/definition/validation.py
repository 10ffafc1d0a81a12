"""What makes a definition impossible: problems of structure that stop a reader.

A definition without problems can be drawn, simulated and written in any format. What is possible
but unwise is a finding (``workflows.definition.lint``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain

from workflows.definition.findings import Problem
from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind
from workflows.definition.quantities import format_number

__all__ = ["ID_RULE", "in_map", "is_id", "place", "problems"]

ID_RULE = "must start with a letter or '_' and hold only letters, digits, '.', '-' and '_'"

_ID = re.compile(r"[^\W\d][\w.\-]*")

_EVENTS = {
    NodeKind.START: frozenset(EventKind) - {EventKind.TERMINATE, EventKind.LINK, EventKind.CANCEL},
    NodeKind.END: frozenset(EventKind) - {EventKind.TIMER, EventKind.LINK, EventKind.CONDITIONAL},
    NodeKind.CATCH: frozenset(
        {
            EventKind.NONE,
            EventKind.TIMER,
            EventKind.MESSAGE,
            EventKind.SIGNAL,
            EventKind.LINK,
            EventKind.CONDITIONAL,
        }
    ),
    NodeKind.THROW: frozenset(
        {
            EventKind.NONE,
            EventKind.MESSAGE,
            EventKind.SIGNAL,
            EventKind.ESCALATION,
            EventKind.LINK,
            EventKind.COMPENSATION,
        }
    ),
    NodeKind.BOUNDARY: frozenset(EventKind)
    - {EventKind.NONE, EventKind.TERMINATE, EventKind.LINK, EventKind.COMPENSATION},
}
_NO_EVENT = frozenset({EventKind.NONE})


def problems(definition: Definition) -> tuple[Problem, ...]:
    """Every structural problem, in the order of participants, nodes, flows and data flows."""
    return tuple(chain.from_iterable(rule(definition) for rule in _RULES))


def is_id(text: str) -> bool:
    """Whether the text can name a node, flow or participant in every format."""
    return _ID.fullmatch(text) is not None


def place(node: Node) -> str:
    """How messages name a node: ``step 'pay'``, ``decision 'enough?'``."""
    return f"{'step' if node.is_step else node.kind.value} {node.id!r}"


def in_map(where: str, called: str) -> str:
    """How messages name a place of a called map."""
    return f"map {called!r}" if where == "map" else f"{where} of map {called!r}"


def _whole(definition: Definition) -> Iterator[Problem]:
    if not definition.nodes:
        yield Problem(where="map", message="has no nodes; add at least a start, a step and an end")
    if definition.sla is not None and definition.sla <= 0:
        yield Problem(where="map", message="sla must be longer than 0")
    volume = definition.volume
    if volume.now < 0 or volume.expected < 0:
        yield Problem(where="map", message="volume must not be negative")
    if volume.peak < 1:
        shown = format_number(volume.peak)
        yield Problem(where="map", message=f"volume.peak must be at least 1, got {shown}")


def _ids(definition: Definition) -> Iterator[Problem]:
    things = [place(node) for node in definition.nodes]
    names = [node.id for node in definition.nodes]
    things += [f"flow {flow.id!r}" for flow in definition.flows]
    names += [flow.id for flow in definition.flows]
    yield from _duplicates(things, names)
    participants = [participant.id for participant in definition.participants]
    yield from _duplicates([f"participant {name!r}" for name in participants], participants)


def _duplicates(places: list[str], names: list[str]) -> Iterator[Problem]:
    counts = Counter(names)
    seen: set[str] = set()
    for where, name in zip(places, names, strict=True):
        if not is_id(name):
            yield Problem(where=where, message=f"id {ID_RULE}")
        if counts[name] > 1 and name in seen:
            yield Problem(where=where, message="the id is taken; give it another one")
        seen.add(name)


def _participants(definition: Definition) -> Iterator[Problem]:
    for participant in definition.participants:
        where = f"participant {participant.id!r}"
        if participant.concurrency < 1:
            yield Problem(where=where, message="concurrency must be at least 1")
        if participant.capacity is not None and participant.capacity <= 0:
            yield Problem(where=where, message="capacity must be above 0, or left out")


def _nodes(definition: Definition) -> Iterator[Problem]:
    for node in definition.nodes:
        for rule in _NODE_RULES:
            if message := rule(definition, node):
                yield Problem(where=place(node), message=message)


def _known_participant(definition: Definition, node: Node) -> str:
    if node.participant is None or node.participant in definition.participants_by_id:
        return ""
    return f"there is no participant {node.participant!r}; add it or name another"


def _fitting_event(definition: Definition, node: Node) -> str:
    allowed = _EVENTS.get(node.kind, _NO_EVENT)
    if node.event in allowed:
        return ""
    known = ", ".join(event.value for event in EventKind if event in allowed)
    return f"event must be one of {known}; got {node.event.value!r}"


def _fitting_timer(definition: Definition, node: Node) -> str:
    if node.timer is None:
        return ""
    if node.event is not EventKind.TIMER:
        return "has a timer but is no timer event; set event to timer or remove the timer"
    return "timer must not be negative" if node.timer < 0 else ""


def _attachment(definition: Definition, node: Node) -> str:
    if node.kind is not NodeKind.BOUNDARY:
        return "attached_to is for boundary nodes only" if node.attached_to else ""
    host = definition.by_id.get(node.attached_to or "")
    if host is None:
        return f"is attached to {node.attached_to!r}, which is not in the map; name a step"
    if host.is_step or (host.is_scope and host.kind is not NodeKind.EVENT_SUB_PROCESS):
        return ""
    return f"is attached to {host.id!r}, which is no step and no sub-process; name one"


def _only_steps_have_requirements(definition: Definition, node: Node) -> str:
    if node.is_step and node.requirements is None:
        return "has no requirements; give it the defaults of its kind"
    if not node.is_step and node.requirements is not None:
        return "has requirements but is no step; remove them"
    return ""


def _undo_exists(definition: Definition, node: Node) -> str:
    effect = node.requirements.effect if node.requirements else None
    if effect is None or effect.compensation is None:
        return ""
    undo = definition.by_id.get(effect.compensation)
    if undo is None:
        return f"effect.compensation names {effect.compensation!r}, which is not in the map"
    if undo.id == node.id or not undo.is_step:
        return f"effect.compensation names {undo.id!r}, which is no other step"
    return ""


def _times_fit(definition: Definition, node: Node) -> str:
    if node.requirements is None:
        return ""
    duration, retry = node.requirements.duration, node.requirements.retry
    times = [duration.mean, duration.p95, retry.initial_interval, retry.max_interval]
    times += [node.requirements.timeout or 0.0, node.requirements.deadline or 0.0]
    if any(time < 0 for time in times):
        return "no duration may be negative"
    if duration.p95 < duration.mean:
        return "duration.p95 must be at least the mean"
    return ""


def _shares_fit(definition: Definition, node: Node) -> str:
    if node.requirements is None:
        return ""
    failure = node.requirements.failure
    if not (0 <= failure.transient <= 1 and 0 <= failure.permanent <= 1):
        return "failure shares must be between 0% and 100%"
    both = failure.transient + failure.permanent
    return f"failure.transient and .permanent add up to {both:.6g}" if both > 1 + 1e-9 else ""


def _retry_fits(definition: Definition, node: Node) -> str:
    if node.requirements is None:
        return ""
    tries = node.requirements.retry.max_attempts
    if tries < 1:
        return f"retry.max_attempts must be at least 1, got {tries}"
    return "retry.backoff must be at least 1" if node.requirements.retry.backoff < 1 else ""


def _deadline_is_for_people(definition: Definition, node: Node) -> str:
    if node.requirements is None or node.kind is NodeKind.USER_TASK:
        return ""
    if node.requirements.deadline is not None:
        return "deadline is for human steps only; use timeout"
    return "escalation is for human steps only" if node.requirements.escalation else ""


_NODE_RULES: tuple[Callable[[Definition, Node], str], ...] = (
    _known_participant,
    _fitting_event,
    _fitting_timer,
    _attachment,
    _only_steps_have_requirements,
    _undo_exists,
    _times_fit,
    _shares_fit,
    _retry_fits,
    _deadline_is_for_people,
)


def _flows(definition: Definition) -> Iterator[Problem]:
    defaults = Counter(flow.source for flow in definition.flows if flow.default)
    for flow in definition.flows:
        for message in _flow_messages(definition, flow):
            yield Problem(where=f"flow {flow.id!r}", message=message)
        if flow.default and defaults[flow.source] > 1:
            message = f"is one of several defaults of {flow.source!r}; keep one"
            yield Problem(where=f"flow {flow.id!r}", message=message)
    yield from _probabilities(definition)


def _flow_messages(definition: Definition, flow: Flow) -> Iterator[str]:
    source, target = definition.by_id.get(flow.source), definition.by_id.get(flow.target)
    if source is None:
        yield f"comes from {flow.source!r}, which is not in the map"
    elif source.kind in (NodeKind.END, NodeKind.COMPENSATION):
        yield f"comes from {flow.source!r}; nothing may follow {_with_article(source.kind)}"
    if target is None:
        yield f"leads to {flow.target!r}, which is not in the map"
    elif target.kind in (NodeKind.START, NodeKind.BOUNDARY, NodeKind.COMPENSATION):
        yield f"leads to {flow.target!r}; no flow may enter {_with_article(target.kind)}"
    if flow.probability is not None and not 0 <= flow.probability <= 1:
        yield "probability must be between 0% and 100%"


def _with_article(kind: NodeKind) -> str:
    return f"{'an' if kind is NodeKind.END else 'a'} {kind.value}"


def _probabilities(definition: Definition) -> Iterator[Problem]:
    for node in definition.nodes:
        if node.kind is not NodeKind.DECISION or not definition.outgoing[node.id]:
            continue
        given = [flow.probability for flow in definition.outgoing[node.id]]
        total = sum(share for share in given if share is not None)
        if total > 1 + 1e-9 or (None not in given and abs(total - 1) > 1e-9):
            yield Problem(
                where=place(node),
                message=f"the probabilities of its flows add up to {total:.6g}, not to 1",
            )


def _data_flows(definition: Definition) -> Iterator[Problem]:
    for data_flow in definition.data_flows:
        for end in (data_flow.source, data_flow.target):
            if end and end not in definition.by_id:
                yield Problem(
                    where=f"data flow {data_flow.name!r}",
                    message=f"names {end!r}, which is not in the map",
                )


_RULES: tuple[Callable[[Definition], Iterator[Problem]], ...] = (
    _whole,
    _ids,
    _participants,
    _nodes,
    _flows,
    _data_flows,
)
