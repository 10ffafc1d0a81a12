"""Problems of events: triggers that a node cannot have, and what they must name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workflows.definition.model import Definition, EventKind, Node, NodeKind

__all__ = ["allowed_events", "event_problem"]

_ALL = frozenset(EventKind)
_ALLOWED = {
    NodeKind.START: _ALL - {EventKind.TERMINATE, EventKind.LINK, EventKind.CANCEL},
    NodeKind.END: _ALL - {EventKind.TIMER, EventKind.LINK, EventKind.CONDITIONAL},
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
    NodeKind.BOUNDARY: _ALL
    - {EventKind.NONE, EventKind.TERMINATE, EventKind.LINK, EventKind.COMPENSATION},
}
_NO_EVENT = frozenset({EventKind.NONE})


def allowed_events(kind: NodeKind) -> tuple[EventKind, ...]:
    """The triggers that a node of a kind may have."""
    allowed = _ALLOWED.get(kind, _NO_EVENT)
    return tuple(event for event in EventKind if event in allowed)


def event_problem(definition: Definition, node: Node) -> Iterator[str]:
    """What is wrong with a node's event."""
    return (message for rule in _RULES if (message := rule(definition, node)))


def _fitting_event(definition: Definition, node: Node) -> str:
    allowed = _ALLOWED.get(node.kind, _NO_EVENT)
    if node.event in allowed:
        return ""
    if (node.kind, node.event) == (NodeKind.BOUNDARY, EventKind.COMPENSATION):
        return "is a compensation event; name what undoes the step in its effect.compensation"
    known = ", ".join(event.value for event in EventKind if event in allowed)
    return f"event must be one of {known}; got {node.event.value!r}"


def _fitting_timer(definition: Definition, node: Node) -> str:
    if node.timer is None:
        return ""
    if node.event is not EventKind.TIMER:
        return "has a timer but is no timer event; set event to timer or remove the timer"
    return "timer must not be negative" if node.timer < 0 else ""


def _fitting_wait(definition: Definition, node: Node) -> str:
    if node.wait is None:
        return ""
    if node.wait.mean < 0 or node.wait.p95 < 0:
        return "wait must not be negative"
    return "wait.p95 must be at least the mean" if node.wait.p95 < node.wait.mean else ""


def _fitting_condition(definition: Definition, node: Node) -> str:
    if node.condition and node.event is not EventKind.CONDITIONAL:
        return "has a condition but is no conditional event; set event or remove the condition"
    return ""


def _cancel(definition: Definition, node: Node) -> str:
    if node.event is not EventKind.CANCEL:
        return ""
    if node.kind is NodeKind.BOUNDARY:
        host = definition.by_id.get(node.attached_to or "")
        fits = host is not None and host.kind is NodeKind.TRANSACTION
        return "" if fits else "is a cancel event, which only a transaction has; use an error"
    if any(scope.kind is NodeKind.TRANSACTION for scope in _around(definition, node)):
        return ""
    return "cancels a transaction but stands in none; use an error, or put it into one"


def _compensating_start(definition: Definition, node: Node) -> str:
    if (node.kind, node.event) != (NodeKind.START, EventKind.COMPENSATION):
        return ""
    around = definition.by_id.get(node.parent or "")
    if around is not None and around.kind is NodeKind.EVENT_SUB_PROCESS:
        return ""
    return "starts on a compensation, which only an event sub-process does; put it into one"


def _compensated(definition: Definition, node: Node) -> str:
    if node.event is not EventKind.COMPENSATION or not node.ref:
        return ""
    wanted = definition.by_id.get(node.ref)
    if wanted is None:
        return f"asks to undo {node.ref!r}, which is not in the map; name an activity"
    if not (wanted.is_step or wanted.is_scope) or wanted.is_handler:
        return f"asks to undo {wanted.id!r}, which is no step and no sub-process; name one"
    return ""


def _linked(definition: Definition, node: Node) -> str:
    if node.event is not EventKind.LINK:
        return ""
    beside = [
        other
        for other in definition.nodes
        if other.event is EventKind.LINK and (other.parent, other.ref) == (node.parent, node.ref)
    ]
    goals = [other for other in beside if other.kind is NodeKind.CATCH]
    if node.kind is NodeKind.THROW and not goals:
        return f"leads to the link {node.ref!r}, which no event beside it catches; add one"
    if node.kind is NodeKind.CATCH and len(goals) > 1:
        return f"is one of several goals of the link {node.ref!r}; keep one"
    return ""


def _around(definition: Definition, node: Node) -> Iterator[Node]:
    """The scopes around a node, innermost first."""
    seen = {node.id}
    scope = definition.by_id.get(node.parent or "")
    while scope is not None and scope.id not in seen:
        yield scope
        seen.add(scope.id)
        scope = definition.by_id.get(scope.parent or "")


_RULES: tuple[Callable[[Definition, Node], str], ...] = (
    _fitting_event,
    _fitting_timer,
    _fitting_wait,
    _fitting_condition,
    _cancel,
    _compensating_start,
    _compensated,
    _linked,
)
