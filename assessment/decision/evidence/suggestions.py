"""Suggested answers: the facts, put through the rules of ``knowledge/suggestions.toml``.

answer = 3 + sum of pulls, cut to 1..5 and rounded half up. The range holds every answer that the
cut sum may round to when it is off by the doubt: a base doubt, more by each rule's doubt where its
fact is missing and by half of it where the fact rests on assumptions.
"""

from __future__ import annotations

import math

from assessment.decision.assessment import Assessment, SymptomRating
from assessment.decision.evidence.facts import Measure
from assessment.decision.evidence.measures import MEASURES
from assessment.decision.knowledge import Knowledge, Rule, Symptom
from assessment.decision.verdict_parts import Evidence, Suggestion
from workflows.sandbox.outcome import Experiment

__all__ = ["suggest"]

_MIDDLE = 3.0
_HALF = 0.5
_WORST = 3
_FELT = {1: "a little", 2: "clearly", 3: "badly"}


def suggest(
    assessment: Assessment, experiment: Experiment | None, *, knowledge: Knowledge
) -> tuple[Suggestion, ...]:
    """The suggested answer to each question, in the order of the questions."""
    measured = {
        rule.measure: MEASURES[rule.measure](assessment, experiment) for rule in knowledge.rules
    }
    return tuple(
        _suggestion(question, assessment, measured, knowledge)
        for question in knowledge.question_ids
    )


def _suggestion(
    question: str,
    assessment: Assessment,
    measured: dict[str, Measure | None],
    knowledge: Knowledge,
) -> Suggestion:
    found = [
        (rule, measure)
        for rule in knowledge.rules
        if rule.question == question and (measure := measured[rule.measure])
    ]
    evidence = tuple(_evidence(rule, measure, knowledge) for rule, measure in found)
    evidence += _felt(question, assessment, knowledge)
    total = min(5.0, max(1.0, _MIDDLE + sum(item.pull for item in evidence)))
    doubt = knowledge.base_doubt + sum(_doubt(rule, measure) for rule, measure in found)
    return Suggestion(
        question=question,
        value=math.floor(total + _HALF),
        low=max(1, math.ceil(total - doubt - _HALF)),
        high=min(5, math.floor(total + doubt + _HALF)),
        evidence=evidence,
    )


def _evidence(rule: Rule, measure: Measure, knowledge: Knowledge) -> Evidence:
    return Evidence(
        text=measure.text[:1].upper() + measure.text[1:],
        fact=measure.fact,
        pull=0.0 if measure.value is None else rule.pull(measure.value),
        why=rule.why,
        key=rule.measure,
        source=knowledge.cite(rule.source),
        known=measure.value is not None,
    )


def _doubt(rule: Rule, measure: Measure) -> float:
    if measure.value is None:
        return rule.doubt
    return rule.doubt / 2 if measure.assumed else 0.0


def _felt(question: str, assessment: Assessment, knowledge: Knowledge) -> tuple[Evidence, ...]:
    """Evidence from symptoms: each counts once, as badly as the perspective that feels it most."""
    return tuple(
        _symptom_evidence(symptom, worst, symptom.pulls[question], knowledge)
        for symptom in knowledge.symptoms
        if question in symptom.pulls and (worst := _worst(assessment, symptom))
    )


def _worst(assessment: Assessment, symptom: Symptom) -> SymptomRating | None:
    felt = [r for r in assessment.symptoms if r.symptom == symptom.id and r.severity > 0]
    return max(felt, key=lambda rating: rating.severity, default=None)


def _symptom_evidence(
    symptom: Symptom, rating: SymptomRating, pull: float, knowledge: Knowledge
) -> Evidence:
    who, how = rating.perspective.value.capitalize(), _FELT[rating.severity]
    return Evidence(
        text=f"{who} feels {how}: {symptom.statement}",
        fact=f"symptoms.{symptom.id}",
        pull=pull * rating.severity / _WORST,
        key=f"symptoms.{symptom.id}",
        source=knowledge.cite(symptom.source),
    )
