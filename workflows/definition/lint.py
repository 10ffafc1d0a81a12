"""What is possible but unwise: the pitfalls of the guide, looked for in a map.

Each rule is one small function; ``lint`` runs them all. A rule speaks about what somebody stated
or drew, and keeps quiet about defaults, so that a map fresh from a drawing tool is not scolded for
a matrix that nobody has filled in yet. One finding says how much of it is still assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from workflows.definition.columns import applicable, requirements_of
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import (
    Consistency,
    Definition,
    EventKind,
    Node,
    NodeKind,
    OnFailure,
    Requirements,
)
from workflows.definition.quantities import format_duration
from workflows.definition.reach import dead_ends, unreachable
from workflows.definition.validation import place

__all__ = ["MANY_STEPS", "lint"]

MANY_STEPS = 12
"""More steps than this in one map ask for sub-workflows: about what a page shows at a glance."""

_FEW = 3
_PITFALL_1 = "guide, Pitfall 1: over-centralizing"
_PITFALL_2 = "guide, Pitfall 2: ignoring failure modes"
_DISCOVERY = "guide, Phase 1: discovery"
_HUMANS = "guide, FAQ: human tasks"
_STRUCTURE = "BPMN 2.0, clause 13"
_SEVERITIES = list(Severity)


def lint(definition: Definition) -> tuple[Finding, ...]:
    """Every finding, worst first; those of one severity stay in the order of the rules."""
    found = list(chain.from_iterable(rule(definition) for rule in RULES))
    return tuple(sorted(found, key=lambda finding: _SEVERITIES.index(finding.severity)))


def _effect_without_undo(definition: Definition) -> Iterator[Finding]:
    for step, needs in _forward(definition):
        last = not _steps_after(definition.flat, step)
        if needs.effect and not needs.effect.compensation and not last:
            assumed = "compensation" in needs.assumed
            yield Finding(
                code="effect-without-undo",
                severity=Severity.MEDIUM if assumed else Severity.HIGH,
                where=step.id,
                message=f"{_named(step)} has an effect that nothing undoes if a later step fails.",
                mend="Add a compensation step, or move it behind the last step that can fail.",
                source=_PITFALL_2,
            )


def _retry_without_idempotency(definition: Definition) -> Iterator[Finding]:
    for step, needs in _forward(definition):
        tries = needs.retry.max_attempts
        if needs.effect and not needs.effect.idempotent and tries > 1:
            yield Finding(
                code="retry-without-idempotency",
                severity=Severity.HIGH,
                where=step.id,
                message=(
                    f"{_named(step)} is tried up to {tries} times and is not idempotent: "
                    "a repeat after a timeout has its effect twice."
                ),
                mend="Give it an idempotency key, or set its tries to 1.",
                source=_PITFALL_2,
            )


def _no_timeout(definition: Definition) -> Iterator[Finding]:
    for step, needs in _forward(definition):
        if needs.timeout is None and step.kind is not NodeKind.USER_TASK:
            yield Finding(
                code="no-timeout",
                severity=Severity.MEDIUM,
                where=step.id,
                message=f"{_named(step)} has no timeout: a lost answer holds the case for ever.",
                mend="Set a timeout a little above its 95th percentile.",
                source=_PITFALL_2,
            )


def _timeout_below_usual_time(definition: Definition) -> Iterator[Finding]:
    for step, needs in _forward(definition):
        p95 = needs.duration.p95
        if needs.timeout is not None and needs.timeout < p95 and _stated(needs, "timeout"):
            yield Finding(
                code="timeout-too-short",
                severity=Severity.MEDIUM,
                where=step.id,
                message=(
                    f"{_named(step)} times out after {format_duration(needs.timeout)}, but 1 in 20 "
                    f"tries takes longer than {format_duration(p95)}."
                ),
                mend="Raise the timeout above the 95th percentile, or make the step faster.",
                source=_PITFALL_2,
            )


def _human_without_deadline(definition: Definition) -> Iterator[Finding]:
    patient = [step for step, needs in _forward(definition) if _waits_for_ever(definition, step)]
    for where, subject in _together(patient):
        yield Finding(
            code="human-without-deadline",
            severity=Severity.MEDIUM,
            where=where,
            message=f"{subject}: the case waits for ever if nobody answers.",
            mend="Set a deadline and who is told when it passes.",
            source=_HUMANS,
        )


def _waits_for_ever(definition: Definition, step: Node) -> bool:
    timer = any(b.event is EventKind.TIMER for b in definition.boundaries[step.id])
    human = step.kind is NodeKind.USER_TASK
    return human and requirements_of(step).deadline is None and not timer


def _together(steps: list[Node]) -> Iterator[tuple[str, str]]:
    """Place and subject per step; many steps that nobody has looked at yet make one subject."""
    stated = [step for step in steps if _stated(requirements_of(step), "deadline")]
    assumed = [step for step in steps if step not in stated]
    if len(assumed) > _FEW:
        names = ", ".join(_named(step) for step in assumed[:_FEW])
        yield "", f"{len(assumed)} human steps have no deadline ({names}, …)"
        steps = stated
    for step in steps:
        yield step.id, f"{_named(step)} has no deadline"


def _deadline_without_escalation(definition: Definition) -> Iterator[Finding]:
    for step, needs in _forward(definition):
        if needs.deadline is not None and not needs.escalation:
            yield Finding(
                code="deadline-without-escalation",
                severity=Severity.MEDIUM,
                where=step.id,
                message=f"{_named(step)} has a deadline, but nobody is told when it passes.",
                mend="Name who takes over.",
                source=_HUMANS,
            )


def _escalation_to_nobody(definition: Definition) -> Iterator[Finding]:
    for step, needs in _forward(definition):
        caught = any(b.event is EventKind.ESCALATION for b in definition.boundaries[step.id])
        if needs.on_failure is OnFailure.ESCALATE and not needs.escalation and not caught:
            yield Finding(
                code="escalation-to-nobody",
                severity=Severity.LOW,
                where=step.id,
                message=f"{_named(step)} escalates when it fails; the map does not say to whom.",
                mend="Draw an escalation event to a human step, or choose another way to fail.",
                source=_PITFALL_2,
            )


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
                message=f"{_named(node)} has no default: a case that fits no flow stops there.",
                mend="Mark one of its flows as the default.",
                source=_STRUCTURE,
            )


def _unreachable(definition: Definition) -> Iterator[Finding]:
    for node in unreachable(definition):
        yield Finding(
            code="unreachable",
            severity=Severity.HIGH if node.is_step else Severity.MEDIUM,
            where=node.id,
            message=f"No case ever reaches {_named(node)}.",
            mend="Draw the flow that leads there, or remove it.",
            source=_STRUCTURE,
        )


def _dead_end(definition: Definition) -> Iterator[Finding]:
    for node in dead_ends(definition):
        yield Finding(
            code="dead-end",
            severity=Severity.LOW,
            where=node.id,
            message=f"{_named(node)} leads nowhere and is no end event.",
            mend="Draw the flow that goes on, or an end event that says how the case ended.",
            source=_STRUCTURE,
        )


def _data_nobody_reads(definition: Definition) -> Iterator[Finding]:
    unread = {d.name: d.source for d in definition.data_flows if d.source and not d.target}
    for name, source in unread.items():
        yield Finding(
            code="data-nobody-reads",
            severity=Severity.LOW,
            where=source,
            message=f"Nobody in the map reads {name!r}.",
            mend="Draw who reads it, or stop publishing it.",
            source="guide, Phase 2: events, topics and schemas",
        )


def _step_without_participant(definition: Definition) -> Iterator[Finding]:
    missing = [step for step in definition.steps if step.participant is None]
    subjects = [(step.id, f"{_named(step)} has") for step in missing]
    if len(missing) == len(definition.steps) > 1:
        subjects = [("", f"The {len(missing)} steps have")]
    for where, subject in subjects:
        yield Finding(
            code="no-participant",
            severity=Severity.MEDIUM,
            where=where,
            message=f"{subject} no participant, so nobody owns their failures.",
            mend="Draw lanes, or name the participant in the requirement matrix.",
            source=_DISCOVERY,
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
            source=_PITFALL_1,
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
                    f"{_named(source)} of {teams[0]} must be certain before "
                    f"{_named(target)} of {teams[1]} begins: neither team can change alone."
                ),
                mend="Keep both under the orchestrator, or accept eventual consistency.",
                source="guide, decision framework, question 1",
            )


def _retries_that_multiply(definition: Definition) -> Iterator[Finding]:
    for node in definition.nodes:
        needs = node.requirements
        loops = [b for b in definition.boundaries[node.id] if _leads_back(definition, b, node)]
        if needs and loops and needs.retry.max_attempts > 1 and _stated(needs, "max_attempts"):
            yield Finding(
                code="retries-multiply",
                severity=Severity.MEDIUM,
                where=node.id,
                message=(
                    f"{_named(node)} is tried {needs.retry.max_attempts} times, and the map leads "
                    "its failure back to it: the tries multiply without a limit."
                ),
                mend="Retry in one place: lower its tries to 1, or remove the loop.",
                source=_PITFALL_2,
            )


def _leads_back(definition: Definition, boundary: Node, step: Node) -> bool:
    return any(
        flow.target == step.id or any(f.target == step.id for f in definition.outgoing[flow.target])
        for flow in definition.outgoing[boundary.id]
    )


def _mostly_assumed(definition: Definition) -> Iterator[Finding]:
    cells = sum(len(applicable(step)) for step in definition.steps)
    assumed = sum(len(requirements_of(step).assumed) for step in definition.steps)
    if assumed * 2 > cells:
        yield Finding(
            code="mostly-assumed",
            severity=Severity.LOW,
            where="",
            message=f"{assumed} of {cells} cells of the requirement matrix are assumed.",
            mend="Confirm or correct them, effects and consistency first.",
            source=_DISCOVERY,
        )


RULES: tuple[Callable[[Definition], Iterator[Finding]], ...] = (
    _effect_without_undo,
    _retry_without_idempotency,
    _no_timeout,
    _timeout_below_usual_time,
    _human_without_deadline,
    _deadline_without_escalation,
    _escalation_to_nobody,
    _decision_without_default,
    _unreachable,
    _dead_end,
    _data_nobody_reads,
    _step_without_participant,
    _many_steps,
    _immediate_across_teams,
    _retries_that_multiply,
    _mostly_assumed,
)


def _forward(definition: Definition) -> Iterator[tuple[Node, Requirements]]:
    for step in definition.forward_steps:
        yield step, requirements_of(step)


def _named(node: Node) -> str:
    """A node by its name as people see it, else by kind and id."""
    if not node.name:
        return place(node)
    return repr(node.name) if node.is_step else f"{node.kind.value} {node.name!r}"


def _stated(needs: Requirements, column: str) -> bool:
    return column not in needs.assumed


def _team(definition: Definition, node: Node) -> str:
    participant = definition.participants_by_id.get(node.participant or "")
    return participant.team if participant else ""


def _steps_after(definition: Definition, step: Node) -> bool:
    seen, queue = {step.id}, [step.id]
    while queue:
        for flow in definition.outgoing.get(queue.pop(), ()):
            if definition.by_id[flow.target].is_step and flow.target != step.id:
                return True
            if flow.target not in seen:
                seen.add(flow.target)
                queue.append(flow.target)
    return False
