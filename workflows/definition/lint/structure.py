"""Findings about how steps hang together: ways out and in, size, borders, loops round retries."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.columns import requirements_of
from workflows.definition.findings import Finding, Severity
from workflows.definition.lint.words import PITFALL_1, PITFALL_2, STRUCTURE, Rule, named
from workflows.definition.model import Consistency, Definition, Node, NodeKind
from workflows.definition.reach import dead_ends, unreachable

__all__ = ["MANY_STEPS", "RULES"]

MANY_STEPS = 12
"""More steps than this in one map ask for sub-workflows: about what a page shows at a glance."""


def _decision_without_default(definition: Definition) -> Iterator[Finding]:
    for node in definition.nodes:
        flows = definition.outgoing[node.id]
        sure = any(flow.default or not (flow.condition or flow.name) for flow in flows)
        weighed = all(flow.probability is not None for flow in flows)
        if node.kind is NodeKind.DECISION and len(flows) > 1 and not sure and not weighed:
            yield Finding(
                code="decision-without-default",
                severity=Severity.MEDIUM,
                where=node.id,
                message=f"{named(node)} has no default: a case that fits no flow stops there.",
                mend="Mark one of its flows as the default.",
                source=STRUCTURE,
            )


def _unreachable(definition: Definition) -> Iterator[Finding]:
    for node in unreachable(definition):
        yield Finding(
            code="unreachable",
            severity=Severity.HIGH if node.is_step else Severity.MEDIUM,
            where=node.id,
            message=f"No case ever reaches {named(node)}.",
            mend="Draw the flow that leads there, or remove it.",
            source=STRUCTURE,
        )


def _dead_end(definition: Definition) -> Iterator[Finding]:
    for node in dead_ends(definition):
        yield Finding(
            code="dead-end",
            severity=Severity.LOW,
            where=node.id,
            message=f"{named(node)} leads nowhere and is no end event.",
            mend="Draw the flow that goes on, or an end event that says how the case ended.",
            source=STRUCTURE,
        )


def _many_steps(definition: Definition) -> Iterator[Finding]:
    count = len(definition.forward_steps)
    if count > MANY_STEPS:
        yield Finding(
            code="too-much-in-one",
            severity=Severity.MEDIUM,
            where="",
            message=f"One orchestrator holds {count} steps; above {MANY_STEPS} it is hard to test.",
            mend="Split it into sub-workflows that one team each can own.",
            source=PITFALL_1,
        )


def _immediate_across_teams(definition: Definition) -> Iterator[Finding]:
    flat = definition.flat
    for flow in flat.flows:
        source, target = flat.by_id[flow.source], flat.by_id[flow.target]
        if not (source.is_step and target.is_step):
            continue
        teams = _team(definition, source), _team(definition, target)
        immediate = requirements_of(source).consistency is Consistency.IMMEDIATE
        if immediate and all(teams) and teams[0] != teams[1]:
            yield Finding(
                code="immediate-across-teams",
                severity=Severity.MEDIUM,
                where=source.id,
                message=(
                    f"{named(source)} of {teams[0]} must be certain before "
                    f"{named(target)} of {teams[1]} begins: neither team can change alone."
                ),
                mend="Keep both under the orchestrator, or accept eventual consistency.",
                source="guide, decision framework, question 1",
            )


def _team(definition: Definition, node: Node) -> str:
    participant = definition.participants_by_id.get(node.participant or "")
    return participant.team if participant else ""


def _retries_that_multiply(definition: Definition) -> Iterator[Finding]:
    for node in definition.nodes:
        needs = node.requirements
        loops = [b for b in definition.boundaries[node.id] if _leads_back(definition, b, node)]
        if needs and loops and needs.retry.max_attempts > 1 and "max_attempts" not in needs.assumed:
            yield Finding(
                code="retries-multiply",
                severity=Severity.MEDIUM,
                where=node.id,
                message=(
                    f"{named(node)} is tried {needs.retry.max_attempts} times, and the map leads "
                    "its failure back to it: the tries multiply without a limit."
                ),
                mend="Retry in one place: lower its tries to 1, or remove the loop.",
                source=PITFALL_2,
            )


def _leads_back(definition: Definition, boundary: Node, step: Node) -> bool:
    return any(
        flow.target == step.id or any(f.target == step.id for f in definition.outgoing[flow.target])
        for flow in definition.outgoing[boundary.id]
    )


RULES: tuple[Rule, ...] = (
    _decision_without_default,
    _unreachable,
    _dead_end,
    _many_steps,
    _immediate_across_teams,
    _retries_that_multiply,
)
