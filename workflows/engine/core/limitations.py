"""Where the engine runs a map more simply than it is drawn, told as findings.

Any map can be run. What luck decides because the map does not say more, and what can never happen
because nothing in the map makes it happen, is named here, so that nobody takes a figure of the
sandbox for more than it is. What a coordination model cannot do is told by
``workflows.engine.coordination``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workflows.definition.findings import Finding, Severity
from workflows.definition.model import Definition, EventKind, LoopKind, NodeKind
from workflows.engine.core.compiled import CompiledMap, Role, compile_map

__all__ = ["limitations"]


def limitations(definition: Definition) -> tuple[Finding, ...]:
    """What the sandbox approximates on this map, in the order of its nodes; empty for a map that
    runs exactly as drawn."""
    compiled = compile_map(definition)
    return tuple(
        finding
        for node in range(len(compiled.ids))
        if node not in compiled.processes and not compiled.is_undo(node)
        for rule in _RULES
        for finding in rule(compiled, node)
    )


def _finding(
    compiled: CompiledMap, node: int, code: str, message: str, mend: str, source: str
) -> Finding:
    return Finding(
        code=code,
        severity=Severity.LOW,
        where=compiled.ids[node],
        message=f"'{compiled.names[node]}' {message}",
        mend=mend,
        source=f"BPMN 2.0.2, {source}",
    )


def _start(compiled: CompiledMap, node: int) -> Iterator[Finding]:
    outermost = compiled.parents[node] in compiled.processes
    if compiled.kinds[node] is not NodeKind.START or not outermost or node in compiled.starts:
        return
    signalled = compiled.events[node] is EventKind.SIGNAL and _is_thrown(compiled, node)
    if node not in compiled.senders and not signalled:
        yield _finding(
            compiled,
            node,
            "start-not-used",
            "is not used in the sandbox: cases begin elsewhere and nothing in the map triggers it.",
            "Keep one map per process where both starts matter.",
            "10.5.2",
        )


def _decided_by_chance(compiled: CompiledMap, node: int) -> bool:
    flows = [flow for flow, _ in compiled.outgoing[node] if flow != compiled.defaults[node]]
    return len(compiled.outgoing[node]) > 1 and any(compiled.flow_tests[f] < 0 for f in flows)


def _inclusive(compiled: CompiledMap, node: int) -> Iterator[Finding]:
    if compiled.kinds[node] is NodeKind.INCLUSIVE and _decided_by_chance(compiled, node):
        yield _finding(
            compiled,
            node,
            "inclusive-by-chance",
            "takes each flow by its own probability (half, where none is stated), at least one.",
            "State a probability on each outgoing flow, or conditions over the map's variables.",
            "13.4.3",
        )


def _undecided(compiled: CompiledMap, node: int) -> Iterator[Finding]:
    if compiled.roles[node] is not Role.CHOOSE or not _decided_by_chance(compiled, node):
        return
    flows = compiled.definition.outgoing.get(compiled.ids[node], ())
    if all(flow.probability is None for flow in flows):
        yield _finding(
            compiled,
            node,
            "decision-by-equal-chance",
            "states no probabilities, so each way is taken equally often.",
            "State the share of cases that take each flow, or conditions over the map's variables.",
            "13.4.2",
        )


def _race(compiled: CompiledMap, node: int) -> Iterator[Finding]:
    targets = [target for _, target in compiled.outgoing[node]]
    vague = compiled.roles[node] is Role.RACE and any(_is_vague(compiled, t) for t in targets)
    if vague and len(targets) > 1:
        yield _finding(
            compiled,
            node,
            "event-gateway-by-chance",
            "takes one event by probability, because the map does not tell how long they take.",
            "State how long each event is waited for, or in which share of cases it comes first.",
            "13.4.4",
        )


def _is_vague(compiled: CompiledMap, node: int) -> bool:
    """Whether only the world outside can tell when it happens, and the map does not say how
    long that takes."""
    return node in compiled.untimed and _comes_from_outside(compiled, node)


def _comes_from_outside(compiled: CompiledMap, node: int) -> bool:
    match compiled.events[node]:
        case EventKind.TIMER:
            return compiled.waits[node] < 0
        case EventKind.SIGNAL:
            return not _is_thrown(compiled, node)
        case EventKind.CONDITIONAL:
            return compiled.node_tests[node] < 0
        case EventKind.MESSAGE | EventKind.NONE:
            return node not in compiled.senders
        case _:
            return False


def _is_thrown(compiled: CompiledMap, catch: int) -> bool:
    """Whether something in the map throws what this catches."""
    event, ref = compiled.events[catch], compiled.refs[catch]
    return any(
        compiled.kinds[node] in {NodeKind.THROW, NodeKind.END}
        and compiled.events[node] is event
        and ref in {"", compiled.refs[node]}
        for node in range(len(compiled.ids))
    )


def _passes(compiled: CompiledMap, node: int) -> Iterator[Finding]:
    raced = any(compiled.roles[gate] is Role.RACE for gate in _before(compiled, node))
    if compiled.roles[node] is Role.CATCH and _is_vague(compiled, node) and not raced:
        event = compiled.events[node]
        waits_for = "a time" if event is EventKind.TIMER else f"a {event.value}"
        yield _finding(
            compiled,
            node,
            "catch-does-not-wait",
            f"waits for {waits_for} that the map does not tell more about; cases pass at once.",
            "State how long it is waited for, or draw whoever sends it.",
            "10.5.4",
        )


def _before(compiled: CompiledMap, node: int) -> list[int]:
    return [
        source
        for source, routes in enumerate(compiled.outgoing)
        if any(target == node for _, target in routes)
    ]


def _never_happens(compiled: CompiledMap, node: int) -> Iterator[Finding]:
    in_sub = any(node in starts for starts in compiled.sub_starts.values())
    edge = compiled.kinds[node] is NodeKind.BOUNDARY
    if (edge or in_sub) and not _can_happen(compiled, node):
        yield _finding(
            compiled,
            node,
            "boundary-never-fires" if edge else "event-sub-process-never-begins",
            f"never happens in the sandbox: nothing there makes its {compiled.events[node].value}.",
            "Draw what throws it, or state how long it is waited for.",
            "10.5.4",
        )


def _can_happen(compiled: CompiledMap, node: int) -> bool:
    match compiled.events[node]:
        case EventKind.ERROR:
            return _has_error(compiled, node)
        case EventKind.ESCALATION | EventKind.CANCEL:
            return _is_thrown(compiled, node)
        case _:
            return not _is_vague(compiled, node)


def _has_error(compiled: CompiledMap, node: int) -> bool:
    """A catch-all takes technical failures too, which any step may have."""
    ref = compiled.refs[node]
    coded = any(ref == code for rules in compiled.rules.values() for code, _ in rules.errors)
    return coded or _is_thrown(compiled, node) or (not ref and bool(compiled.rules))


def _uncaught(compiled: CompiledMap, node: int) -> Iterator[Finding]:
    event = compiled.events[node]
    throws = compiled.kinds[node] in {NodeKind.THROW, NodeKind.END} and event is EventKind.ERROR
    if throws and not compiled.has_catcher(node, event, compiled.refs[node]):
        yield _finding(
            compiled,
            node,
            "error-not-caught",
            "throws an error that nothing catches; the case counts as failed.",
            "Draw an error event on a scope around it, or use a plain end.",
            "10.5.1",
        )


def _repeats(compiled: CompiledMap, node: int) -> Iterator[Finding]:
    loop = compiled.loops.get(node)
    if loop is not None and loop.kind is LoopKind.STANDARD and loop.test < 0:
        yield _finding(
            compiled,
            node,
            "loop-by-chance",
            "repeats by the stated share of rounds, not by a condition.",
            "State a condition over the map's variables.",
            "13.3.6",
        )


def _call(compiled: CompiledMap, node: int) -> Iterator[Finding]:
    if compiled.kinds[node] is NodeKind.CALL_ACTIVITY and node not in compiled.parents:
        yield _finding(
            compiled,
            node,
            "call-is-empty",
            "calls a map that is not known here, or calls itself; cases pass at once.",
            "Add the called map, or draw the call as a step with its duration.",
            "13.3.4",
        )


_RULES: tuple[Callable[[CompiledMap, int], Iterator[Finding]], ...] = (
    _start,
    _inclusive,
    _race,
    _undecided,
    _passes,
    _never_happens,
    _uncaught,
    _repeats,
    _call,
)
