"""Gaps in knowledge: decisions by what the one who decides does not know."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.findings import Finding, Severity
from workflows.engine.coordination.gaps.ground import Ground
from workflows.engine.core.ownership import ORCHESTRATOR

__all__ = ["RULES"]


def _decided_without_data(ground: Ground) -> Iterator[Finding]:
    """A condition on what a step of somebody else finds out, where no data flow carries it."""
    for node, test, owner in _tests(ground):
        condition = ground.map.tests[test]
        for variable, source in zip(condition.condition.variables, condition.sources, strict=True):
            if source < 0 or ground.owners[source] == owner:
                continue
            if not _is_carried(ground, variable, source, owner):
                yield _finding(ground, node, owner, variable, source)


def _finding(ground: Ground, node: int, owner: int, variable: str, source: int) -> Finding:
    return ground.finding(
        "decision-without-data",
        Severity.HIGH,
        node,
        message=(
            f"{ground.name(node)} is decided by {ground.who(owner)} from '{variable}', which "
            f"{ground.name(source)} of {ground.who(ground.owners[source])} finds out; no data flow "
            "carries it there. The sandbox decides as if it were known."
        ),
        mend=(
            f"Draw the data flow '{variable}', so that the event carries it: a field in the schema "
            "that both sides agree on."
        ),
        source="guide, Phase 2: events, topics and schemas",
    )


def _tests(ground: Ground) -> Iterator[tuple[int, int, int]]:
    """Each condition with the node that asks for it and who decides there."""
    compiled = ground.map
    for node, owners in ground.paths.acting:
        for flow, _ in compiled.outgoing[node]:
            if compiled.flow_tests[flow] >= 0:
                yield from ((node, compiled.flow_tests[flow], owner) for owner in sorted(owners))
    for node, test in enumerate(compiled.node_tests):
        if test >= 0:
            yield node, test, ground.owners[node]
    for node, loop in compiled.loops.items():
        if loop.test >= 0:
            yield node, loop.test, ground.owners[node]


def _is_carried(ground: Ground, variable: str, source: int, owner: int) -> bool:
    """Whether a data flow takes the variable to a step of this owner."""
    number = {name: node for node, name in enumerate(ground.map.ids)}
    return any(
        flow.name == variable
        and number.get(flow.source) == source
        and flow.target in number
        and ground.owners[number[flow.target]] == owner
        for flow in ground.map.definition.data_flows
    )


def _never_comes_back(ground: Ground) -> Iterator[Finding]:
    """Under hybrid: steps after which no way leads back to the orchestrator."""
    if ORCHESTRATOR not in ground.performers or len(ground.performers) == 1:
        return
    back = _leading_to_orchestrator(ground)
    for step in ground.steps:
        if ground.owners[step] != ORCHESTRATOR and step not in back:
            yield ground.finding(
                "never-comes-back",
                Severity.MEDIUM,
                step,
                message=(
                    f"The orchestrator does not learn whether {ground.name(step)} was done: "
                    "nothing leads back to it from there."
                ),
                mend=(
                    "Have an event sent back, 1 message and 1 durable write a case, or let "
                    f"{ground.who(ground.owners[step])} watch over it."
                ),
                source="guide, core models: hybrid",
            )


def _leading_to_orchestrator(ground: Ground) -> frozenset[int]:
    """Nodes from which something told in the ordinary course reaches the orchestrator."""
    before: dict[int, set[int]] = {}
    todo: list[int] = []
    for notice in ground.notices:
        if notice.kind.is_ordinary:
            before.setdefault(notice.target, set()).add(notice.node)
            if notice.receiver == ORCHESTRATOR:
                todo.append(notice.node)
    found: set[int] = set()
    while todo:
        node = todo.pop()
        if node not in found:
            found.add(node)
            todo.extend(before.get(node, ()))
    return frozenset(found)


RULES = (_decided_without_data, _never_comes_back)
