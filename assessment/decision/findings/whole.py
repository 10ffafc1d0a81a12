"""What Podium noticed about the assessment as a whole: contradictions between what was stated, what
the map needs and what the sandbox showed. Each rule is one small function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from assessment.decision.assessment import Assessment
from assessment.decision.boundary import followers
from assessment.decision.evidence.facts import stated_volume, volume_is_stated
from assessment.decision.evidence.visits import expected_visits
from assessment.decision.knowledge import Knowledge, Symptom
from assessment.decision.phrases import count, listed, quoted
from assessment.decision.verdict_parts import AnsweredQuestion, Placement, Witness
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import (
    Definition,
    Node,
    OnFailure,
    OrchestrationModel,
    Participant,
    Side,
)
from workflows.sandbox.outcome import CaseVerdict, Experiment

__all__ = ["Judged", "assessment_findings", "in_order"]

_HINT_WORTH_A_WARNING = 3.0
_SHARE_WORTH_ALARM = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the rules look at: the assessment and what has been computed from it so far."""

    assessment: Assessment
    experiment: Experiment | None
    recommended: OrchestrationModel
    questions: tuple[AnsweredQuestion, ...]
    boundary: tuple[Placement, ...]
    witnesses: tuple[Witness, ...]
    knowledge: Knowledge


def assessment_findings(judged: Judged) -> tuple[Finding, ...]:
    """The findings of all rules, in the order of the rules."""
    return tuple(finding for rule in _RULES for finding in rule(judged))


def in_order(findings: Iterable[Finding], definition: Definition) -> tuple[Finding, ...]:
    """Findings by severity, then place (nodes in the order of the map, then facts), each once."""
    rank = {severity: place for place, severity in enumerate(Severity)}
    place = {node.id: number for number, node in enumerate(definition.nodes)}

    def key(finding: Finding) -> tuple[int, int, str, str, str]:
        position = place.get(finding.where, len(place))
        return rank[finding.severity], position, finding.where, finding.code, finding.message

    return tuple(sorted(dict.fromkeys(findings), key=key))


def _regulated_without_undo(judged: Judged) -> Iterator[Finding]:
    duties = [duty for duty in judged.assessment.context.regulation if duty != "none"]
    definition = judged.assessment.definition
    lasting = [step for step in definition.forward_steps if _lasts(definition, step)]
    if duties and lasting:
        labels = [judged.knowledge.label("regulation", duty) for duty in duties]
        yield Finding(
            code="regulated-without-undo",
            severity=Severity.HIGH,
            where="context.regulation",
            message=f"You answer for {listed([label.split(':')[0] for label in labels])}, "
            f"but nothing takes back {_names(lasting)} when a later step fails.",
            mend="Give each of these steps a compensation, or say why its effect may stay",
            source=judged.knowledge.cite("guide.failures"),
        )


def _over_capacity(judged: Judged) -> Iterator[Finding]:
    if not volume_is_stated(judged.assessment):
        return
    visits = expected_visits(judged.assessment.definition)
    for participant in judged.assessment.definition.participants:
        needed = _needed(judged.assessment, participant, visits)
        if participant.capacity is not None and needed > participant.capacity:
            yield Finding(
                code="volume-over-capacity",
                severity=Severity.HIGH,
                where=_first_step(judged.assessment.definition, participant),
                message=f"{participant.name} can take {participant.capacity:,.0f} steps an hour; "
                f"the busiest hour in two years brings {needed:,.0f}.",
                mend=f"Raise the capacity of {participant.name}, or take steps off it",
                source=judged.knowledge.cite("guide.scaling"),
            )


def _events_unseen(judged: Judged) -> Iterator[Finding]:
    stated = judged.assessment.context.observability
    unseen = stated is not None and not {"tracing", "correlation-ids"} & set(stated)
    if unseen and judged.recommended is not OrchestrationModel.CENTRALIZED:
        yield Finding(
            code="events-unseen",
            severity=Severity.HIGH,
            where="context.observability",
            message=f"{judged.recommended.value.capitalize()} is recommended, but there are "
            "neither correlation ids nor tracing: a lost event stays unnoticed.",
            mend="Put correlation ids and tracing in place before the first event carries work",
            source=judged.knowledge.cite("guide.observability"),
        )


def _perspectives_contradict(judged: Judged) -> Iterator[Finding]:
    for symptom in judged.knowledge.symptoms:
        ratings = [r for r in judged.assessment.symptoms if r.symptom == symptom.id]
        if not ratings:
            continue
        least = min(ratings, key=lambda rating: rating.severity)
        most = max(ratings, key=lambda rating: rating.severity)
        if most.severity - least.severity >= 2:
            yield Finding(
                code="perspectives-contradict",
                severity=Severity.LOW,
                where=f"symptoms.{symptom.id}",
                message=f"{most.perspective.value.capitalize()} feels it ({most.severity} of 3), "
                f"{least.perspective.value} hardly ({least.severity} of 3): {symptom.statement}",
                mend="Bring both to one table with the last case that went wrong",
                source=judged.knowledge.cite("guide.discovery"),
            )


def _symptom_against_verdict(judged: Judged) -> Iterator[Finding]:
    for symptom in judged.knowledge.symptoms:
        worst = _worst(judged.assessment, symptom)
        hint = symptom.hints.get(judged.recommended, 0.0)
        if -hint * worst >= _HINT_WORTH_A_WARNING:
            yield Finding(
                code="symptom-against-verdict",
                severity=Severity.MEDIUM,
                where=f"symptoms.{symptom.id}",
                message=f"A symptom you feel tends to get worse under "
                f"{judged.recommended.value}: {symptom.statement}",
                mend="Plan how you will notice and contain it before the roll-out",
                source=judged.knowledge.cite(symptom.source),
            )


def _override_against_rule(judged: Judged) -> Iterator[Finding]:
    for placement in judged.boundary:
        if placement.side is Side.EVENT_DRIVEN and placement.suggested is Side.ORCHESTRATED:
            yield Finding(
                code="override-against-rule",
                severity=Severity.MEDIUM,
                where=placement.step,
                message=f"{quoted(placement.name)} was put on the event-driven side, where "
                "nobody waits for its result or undoes it in order.",
                mend="Say how its failure is noticed and undone, or move it back",
                source=judged.knowledge.cite("guide.models"),
            )


def _answer_against_facts(judged: Judged) -> Iterator[Finding]:
    for question in judged.questions:
        suggestion = question.suggestion
        if abs(question.answer - suggestion.value) >= 2:
            yield Finding(
                code="answer-against-facts",
                severity=Severity.LOW,
                where=f"answers.{question.question}",
                message=f"{question.title} is answered {question.answer}; the facts suggest "
                f"{suggestion.value}.",
                mend="Check the reason with whoever knows the facts",
                source=judged.knowledge.cite("guide.framework"),
            )


def _assumed_requirements(judged: Judged) -> Iterator[Finding]:
    steps = judged.assessment.definition.forward_steps
    assumed = [
        step
        for step in steps
        if step.requirements and {"consistency", "effect"} & step.requirements.assumed
    ]
    if assumed:
        yield Finding(
            code="requirements-assumed",
            severity=Severity.MEDIUM if len(assumed) * 2 > len(steps) else Severity.LOW,
            where="matrix.consistency",
            message=f"{len(assumed)} of {count(len(steps), 'step')} have a consistency or an "
            "effect that is assumed; the boundary rests on them.",
            mend=f"Confirm or correct the rows of {_names(assumed)}",
            source=judged.knowledge.cite("guide.discovery"),
        )


def _sandbox_harm(judged: Judged) -> Iterator[Finding]:
    experiment = judged.experiment
    outcome = experiment and experiment.outcomes.get(judged.recommended)
    if not experiment or not outcome or not outcome.cases:
        return
    events = judged.recommended is not OrchestrationModel.CENTRALIZED
    no_outbox = events and not judged.assessment.scenario.outbox
    for verdict, mend in _HARM:
        hits = outcome.verdicts[verdict]
        if hits:
            share = hits / outcome.cases
            yield Finding(
                code=f"sandbox-{verdict.value.replace('_', '-')}",
                severity=Severity.HIGH if share >= _SHARE_WORTH_ALARM else Severity.MEDIUM,
                where="experiment",
                message=f"{hits:,} of {outcome.cases:,} cases ended {verdict.value} under "
                f"{judged.recommended.value} in the sandbox.",
                mend=_OUTBOX if no_outbox else mend,
                source=f"experiment with seed {judged.experiment.seed}"
                if judged.experiment
                else "",
            )


def _witnesses_disagree(judged: Judged) -> Iterator[Finding]:
    others = [w for w in judged.witnesses if w.says and w.says is not judged.recommended]
    if others:
        said = [
            f"the {witness.name} says {witness.says}"
            for witness in judged.witnesses
            if witness.says
        ]
        yield Finding(
            code="witnesses-disagree",
            severity=Severity.MEDIUM,
            where="witnesses",
            message=f"The witnesses disagree: {listed(said)}.",
            mend=_SETTLES[others[-1].name],
            source=judged.knowledge.cite("guide.framework"),
        )


_SETTLES = {
    "map": "Check consistency and compensation of each step: they say who needs a conductor",
    "sandbox": "Look at the cases that went wrong, mend map or scenario, and run it again",
}
_OUTBOX = "Give every participant that publishes events an outbox, then run the scenario again"
_HARM = (
    (CaseVerdict.INCONSISTENT, "Look at a sample case, then make its step idempotent or undoable"),
    (CaseVerdict.STUCK, "Set an alert on cases that stand still, and a timeout on each step"),
)

_RULES: tuple[Callable[[Judged], Iterator[Finding]], ...] = (
    _regulated_without_undo,
    _over_capacity,
    _events_unseen,
    _perspectives_contradict,
    _symptom_against_verdict,
    _override_against_rule,
    _answer_against_facts,
    _assumed_requirements,
    _sandbox_harm,
    _witnesses_disagree,
)


def _lasts(definition: Definition, step: Node) -> bool:
    """Whether the step's effect would stay although a later failure undoes the case."""
    effect = step.requirements.effect if step.requirements else None
    if effect is None or effect.compensation:
        return False
    return any(_compensates(later) for later in followers(definition, step))


def _compensates(step: Node) -> bool:
    return bool(step.requirements and step.requirements.on_failure is OnFailure.COMPENSATE)


def _needed(assessment: Assessment, participant: Participant, visits: Mapping[str, float]) -> float:
    """Steps that the participant must take in the busiest hour in two years."""
    volume = stated_volume(assessment.context, assessment.definition.volume)
    mine = [s for s in assessment.definition.forward_steps if s.participant == participant.id]
    return volume.expected * volume.peak * sum(visits[step.id] for step in mine)


def _first_step(definition: Definition, participant: Participant) -> str:
    mine = [step.id for step in definition.forward_steps if step.participant == participant.id]
    return mine[0] if mine else "map.participants"


def _worst(assessment: Assessment, symptom: Symptom) -> int:
    return max((r.severity for r in assessment.symptoms if r.symptom == symptom.id), default=0)


def _names(steps: list[Node]) -> str:
    return listed([quoted(step.name or step.id) for step in steps])
