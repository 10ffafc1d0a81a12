"""Findings about single steps: effects, repeats, times, people, owners, what is assumed."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.columns import applicable, requirements_of
from workflows.definition.findings import Finding, Severity
from workflows.definition.lint.words import DISCOVERY, HUMANS, PITFALL_2, Rule, named
from workflows.definition.model import (
    Definition,
    EventKind,
    Node,
    NodeKind,
    OnFailure,
    Requirements,
)
from workflows.definition.quantities import format_duration

__all__ = ["RULES"]

_FEW = 3


def _effect_without_undo(definition: Definition) -> Iterator[Finding]:
    for step, needs in _forward(definition):
        last = not _steps_after(definition.flat, step)
        if needs.effect and not needs.effect.compensation and not last:
            assumed = "compensation" in needs.assumed
            yield Finding(
                code="effect-without-undo",
                severity=Severity.MEDIUM if assumed else Severity.HIGH,
                where=step.id,
                message=f"{named(step)} has an effect that nothing undoes if a later step fails.",
                mend="Add a compensation step, or move it behind the last step that can fail.",
                source=PITFALL_2,
            )


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


def _retry_without_idempotency(definition: Definition) -> Iterator[Finding]:
    for step, needs in _forward(definition):
        tries = needs.retry.max_attempts
        if needs.effect and not needs.effect.idempotent and tries > 1:
            yield Finding(
                code="retry-without-idempotency",
                severity=Severity.HIGH,
                where=step.id,
                message=(
                    f"{named(step)} is tried up to {tries} times and is not idempotent: "
                    "a repeat after a timeout has its effect twice."
                ),
                mend="Give it an idempotency key, or set its tries to 1.",
                source=PITFALL_2,
            )


def _no_timeout(definition: Definition) -> Iterator[Finding]:
    for step, needs in _forward(definition):
        if needs.timeout is None and step.kind is not NodeKind.USER_TASK:
            yield Finding(
                code="no-timeout",
                severity=Severity.MEDIUM,
                where=step.id,
                message=f"{named(step)} has no timeout: a lost answer holds the case for ever.",
                mend="Set a timeout a little above its 95th percentile.",
                source=PITFALL_2,
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
                    f"{named(step)} times out after {format_duration(needs.timeout)}, but 1 in 20 "
                    f"tries takes longer than {format_duration(p95)}."
                ),
                mend="Raise the timeout above the 95th percentile, or make the step faster.",
                source=PITFALL_2,
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
            source=HUMANS,
        )


def _waits_for_ever(definition: Definition, step: Node) -> bool:
    if step.kind is not NodeKind.USER_TASK or requirements_of(step).deadline is not None:
        return False
    return not _watched_for(definition, step, EventKind.TIMER)


def _watched_for(definition: Definition, step: Node, event: EventKind) -> bool:
    """Whether an event of this kind is caught on the step, on a scope around it, or by an event
    sub-process beside."""
    node: Node | None = step
    while node is not None:
        if any(boundary.event is event for boundary in definition.boundaries[node.id]):
            return True
        beside = (one for one in definition.children.get(node.parent, ()) if one is not node)
        if any(_starts_on(definition, other, event) for other in beside):
            return True
        node = definition.by_id.get(node.parent or "")
    return False


def _starts_on(definition: Definition, scope: Node, event: EventKind) -> bool:
    inside = definition.children.get(scope.id, ())
    waits = scope.kind is NodeKind.EVENT_SUB_PROCESS
    return waits and any(one.kind is NodeKind.START and one.event is event for one in inside)


def _together(steps: list[Node]) -> Iterator[tuple[str, str]]:
    """Place and subject per step; many steps that nobody has looked at yet make one subject."""
    stated = [step for step in steps if _stated(requirements_of(step), "deadline")]
    assumed = [step for step in steps if step not in stated]
    if len(assumed) > _FEW:
        names = ", ".join(named(step) for step in assumed[:_FEW])
        yield "", f"{len(assumed)} human steps have no deadline ({names}, …)"
        steps = stated
    for step in steps:
        yield step.id, f"{named(step)} has no deadline"


def _deadline_without_escalation(definition: Definition) -> Iterator[Finding]:
    for step, needs in _forward(definition):
        if needs.deadline is not None and not needs.escalation:
            yield Finding(
                code="deadline-without-escalation",
                severity=Severity.MEDIUM,
                where=step.id,
                message=f"{named(step)} has a deadline, but nobody is told when it passes.",
                mend="Name who takes over.",
                source=HUMANS,
            )


def _escalation_to_nobody(definition: Definition) -> Iterator[Finding]:
    for step, needs in _forward(definition):
        if needs.on_failure is not OnFailure.ESCALATE or needs.escalation:
            continue
        if not _watched_for(definition, step, EventKind.ESCALATION):
            yield Finding(
                code="escalation-to-nobody",
                severity=Severity.LOW,
                where=step.id,
                message=f"{named(step)} escalates when it fails; the map does not say to whom.",
                mend="Draw an escalation event to a human step, or choose another way to fail.",
                source=PITFALL_2,
            )


def _step_without_participant(definition: Definition) -> Iterator[Finding]:
    missing = [step for step in definition.steps if step.participant is None]
    subjects = [(step.id, f"{named(step)} has") for step in missing]
    if len(missing) == len(definition.steps) > 1:
        subjects = [("", f"The {len(missing)} steps have")]
    for where, subject in subjects:
        yield Finding(
            code="no-participant",
            severity=Severity.MEDIUM,
            where=where,
            message=f"{subject} no participant, so nobody owns their failures.",
            mend="Draw lanes, or name the participant in the requirement matrix.",
            source=DISCOVERY,
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
            source=DISCOVERY,
        )


def _forward(definition: Definition) -> Iterator[tuple[Node, Requirements]]:
    for step in definition.forward_steps:
        yield step, requirements_of(step)


def _stated(needs: Requirements, column: str) -> bool:
    return column not in needs.assumed


RULES: tuple[Rule, ...] = (
    _effect_without_undo,
    _retry_without_idempotency,
    _no_timeout,
    _timeout_below_usual_time,
    _human_without_deadline,
    _deadline_without_escalation,
    _escalation_to_nobody,
    _step_without_participant,
    _mostly_assumed,
)
