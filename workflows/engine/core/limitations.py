"""Where the engine runs a map more simply than BPMN says, told as findings.

Any map can be run. What the engine approximates is named here, so that nobody takes a figure of
the sandbox for more than it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workflows.definition.findings import Finding, Severity
from workflows.definition.model import Definition, EventKind, Node, NodeKind

__all__ = ["limitations"]


def limitations(definition: Definition) -> tuple[Finding, ...]:
    """What the sandbox approximates on this map, in the order of its nodes; empty for a map that
    runs exactly as drawn."""
    definition = definition.flat
    by_node = (
        finding
        for node in definition.nodes
        for rule in _RULES
        for finding in rule(definition, node)
    )
    return (*_starts(definition), *by_node)


def _finding(node: Node, code: str, message: str, mend: str, source: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.LOW,
        where=node.id,
        message=f"'{node.name or node.id}' {message}",
        mend=mend,
        source=source,
    )


def _starts(definition: Definition) -> Iterator[Finding]:
    starts = [node for node in definition.nodes if node.kind is NodeKind.START]
    plain = [node for node in starts if node.event is EventKind.NONE]
    for node in starts:
        used = plain or starts[:1]
        if node not in used:
            yield _finding(
                node,
                "start-not-used",
                "is not used in the sandbox: cases begin at the plain start.",
                "Keep one map per process where both starts matter.",
                "BPMN 2.0, 10.4.2",
            )


def _inclusive(definition: Definition, node: Node) -> Iterator[Finding]:
    if node.kind is NodeKind.INCLUSIVE and len(definition.outgoing[node.id]) > 1:
        yield _finding(
            node,
            "inclusive-by-chance",
            "takes each flow by its own probability (half, where none is stated), at least one.",
            "State a probability on each outgoing flow.",
            "BPMN 2.0, 13.4.3",
        )


def _event_based(definition: Definition, node: Node) -> Iterator[Finding]:
    if node.kind is NodeKind.EVENT_BASED:
        yield _finding(
            node,
            "event-gateway-by-chance",
            "takes one event by probability instead of waiting for the first.",
            "State on each outgoing flow in which share of cases its event comes first.",
            "BPMN 2.0, 13.4.4",
        )


def _undecided(definition: Definition, node: Node) -> Iterator[Finding]:
    flows = definition.outgoing[node.id]
    silent = [flow for flow in flows if flow.probability is None]
    if node.kind is NodeKind.DECISION and len(flows) > 1 and len(silent) == len(flows):
        yield _finding(
            node,
            "decision-by-equal-chance",
            "states no probabilities, so each way is taken equally often.",
            "State the share of cases that take each outgoing flow.",
            "BPMN 2.0, 13.4.2",
        )


def _passes(definition: Definition, node: Node) -> Iterator[Finding]:
    timed = node.event is EventKind.TIMER and node.timer
    if node.kind is NodeKind.CATCH and node.event is not EventKind.NONE and not timed:
        waits_for = "a time" if node.event is EventKind.TIMER else f"a {node.event.value}"
        yield _finding(
            node,
            "catch-does-not-wait",
            f"waits for {waits_for} that the map does not tell more about; cases pass at once.",
            "Model the wait as a timer or as a step of whoever sends.",
            "BPMN 2.0, 10.4.4",
        )


def _never_fires(definition: Definition, node: Node) -> Iterator[Finding]:
    if node.kind is NodeKind.BOUNDARY and not _can_fire(node):
        yield _finding(
            node,
            "boundary-never-fires",
            f"never fires in the sandbox: nothing there sends its {node.event.value}.",
            "Use a timer or an error boundary where the sandbox is to show this way.",
            "BPMN 2.0, 10.4.4",
        )


def _can_fire(node: Node) -> bool:
    timed = node.event is EventKind.TIMER and node.timer is not None
    return timed or node.event is EventKind.ERROR


def _any_error(definition: Definition, node: Node) -> Iterator[Finding]:
    if node.kind is NodeKind.BOUNDARY and node.event is EventKind.ERROR and node.ref:
        yield _finding(
            node,
            "boundary-catches-any-error",
            f"catches any final failure of its step, not only '{node.ref}'.",
            "Nothing to mend; read its share of cases as an upper bound.",
            "BPMN 2.0, 10.4.4",
        )


def _plain_end(definition: Definition, node: Node) -> Iterator[Finding]:
    exact = {EventKind.NONE, EventKind.TERMINATE, EventKind.MESSAGE}
    if node.kind is NodeKind.END and node.event not in exact:
        yield _finding(
            node,
            "end-is-plain",
            f"ends its token; nothing in the sandbox reacts to its {node.event.value}.",
            "Draw a flow to the reaction where it matters.",
            "BPMN 2.0, 10.4.3",
        )


_RULES: tuple[Callable[[Definition, Node], Iterator[Finding]], ...] = (
    _inclusive,
    _event_based,
    _undecided,
    _passes,
    _never_fires,
    _any_error,
    _plain_end,
)
