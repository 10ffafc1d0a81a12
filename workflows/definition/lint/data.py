"""Findings about data: what nobody reads, and what decisions ask but nobody brings."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.conditions import ConditionError, parse
from workflows.definition.findings import Finding, Severity
from workflows.definition.lint.words import STRUCTURE, Rule, named
from workflows.definition.model import Definition, Node, NodeKind, Variable

__all__ = ["RULES"]

_EVENTS = "guide, Phase 2: events, topics and schemas"
_DECIDING = frozenset({NodeKind.DECISION, NodeKind.INCLUSIVE})


def _data_nobody_reads(definition: Definition) -> Iterator[Finding]:
    unread = {d.name: d.source for d in definition.data_flows if d.source and not d.target}
    for name, source in unread.items():
        yield Finding(
            code="data-nobody-reads",
            severity=Severity.LOW,
            where=source,
            message=f"Nobody in the map reads {name!r}.",
            mend="Draw who reads it, or stop publishing it.",
            source=_EVENTS,
        )


def _decided_evenly(definition: Definition) -> Iterator[Finding]:
    """Conditions that neither variables nor shares decide."""
    for node in definition.nodes if not definition.variables else ():
        flows = definition.outgoing[node.id]
        open_ones = [flow for flow in flows if flow.condition and flow.probability is None]
        stated = [flow for flow in flows if flow.probability is not None]
        if node.kind in _DECIDING and open_ones and len(stated) < len(flows) - 1:
            yield Finding(
                code="decided-evenly",
                severity=Severity.LOW,
                where=node.id,
                message=(
                    f"{named(node)} has conditions, but the map has neither variables nor shares "
                    "for them: the sandbox takes each way equally often."
                ),
                mend="State the probability of each flow, or the variables that they ask about.",
                source=STRUCTURE,
            )


def _decides_without_data(definition: Definition) -> Iterator[Finding]:
    """Without a conductor, who decides must have been told what it decides by."""
    variables = {variable.name: variable for variable in definition.variables}
    for node in definition.nodes:
        asked = {name for flow in definition.outgoing[node.id] for name in _asked(flow.condition)}
        for name in sorted(asked & variables.keys()):
            for decider in _uninformed(definition, node, variables[name]):
                yield Finding(
                    code="decides-without-data",
                    severity=Severity.MEDIUM,
                    where=node.id,
                    message=(
                        f"{named(node)} asks about {name!r}, which nobody tells {decider}: "
                        "without a conductor it cannot decide."
                    ),
                    mend=f"Draw the data flow that brings {name!r} there.",
                    source=_EVENTS,
                )


def _asked(condition: str) -> tuple[str, ...]:
    try:
        return parse(condition).variables if condition else ()
    except ConditionError:
        return ()


def _uninformed(definition: Definition, node: Node, variable: Variable) -> Iterator[str]:
    """The names of participants that settle the decision and are not told the variable."""
    source = definition.by_id.get(variable.source)
    if source is None or source.participant is None:
        return
    told = {source.participant} | {
        definition.by_id[data.target].participant
        for data in definition.data_flows
        if data.name == variable.name and data.target in definition.by_id
    }
    deciding = dict.fromkeys(step.participant for step in _steps_before(definition.flat, node))
    for participant in deciding:
        if participant is not None and participant not in told:
            yield definition.participants_by_id[participant].name


def _steps_before(definition: Definition, node: Node) -> Iterator[Node]:
    """The steps that come last before a node, looking through whatever stands between."""
    seen, waiting = {node.id}, [node.id]
    while waiting:
        for flow in definition.incoming.get(waiting.pop(), ()):
            before = definition.by_id[flow.source]
            if before.is_step:
                yield before
            elif before.id not in seen:
                seen.add(before.id)
                waiting.append(before.id)


RULES: tuple[Rule, ...] = (_data_nobody_reads, _decided_evenly, _decides_without_data)
