"""What people feel: perspectives against each other, against the verdict, and the map behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.decision.assessment import SymptomRating
from assessment.decision.evidence.facts import owner_of
from assessment.decision.findings.rules import Hit, Judged, Predicate, finding_rules
from assessment.decision.findings.words import feels, sentence_case
from assessment.decision.phrases import listed, quoted
from workflows.definition.findings import Finding

__all__ = ["PREDICATES"]

_BADLY = 3


def perspectives_contradict(judged: Judged) -> Iterator[Hit]:
    """One perspective feels clearly what another hardly does."""
    apart = finding_rules().thresholds.perspectives_apart
    for symptom in judged.knowledge.symptoms:
        ratings = _ratings(judged, symptom.id)
        if not ratings:
            continue
        least, most = ratings[0], ratings[-1]
        if most.severity - least.severity >= apart:
            words = {
                "most": sentence_case(most.perspective.value),
                "most_small": most.perspective.value,
                "how_most": feels(most.severity),
                "most_severity": most.severity,
                "least": least.perspective.value,
                "how_least": feels(least.severity),
                "least_severity": least.severity,
                "statement": quoted(symptom.statement),
            }
            yield Hit(where=f"symptoms.{symptom.id}", words=words)


def symptom_against_verdict(judged: Judged) -> Iterator[Hit]:
    """A symptom that is felt usually gets worse under the recommended model."""
    worth = finding_rules().thresholds.symptom_hint
    for symptom in judged.knowledge.symptoms:
        ratings = _ratings(judged, symptom.id)
        hint = symptom.hints.get(judged.recommended, 0.0)
        if ratings and -hint * ratings[-1].severity >= worth:
            words = {"model": judged.recommended.value, "statement": symptom.statement}
            yield Hit(where=f"symptoms.{symptom.id}", words=words)


def symptom_explained(judged: Judged) -> Iterator[Hit]:
    """A symptom is felt, and the map holds what usually causes it."""
    rules = finding_rules()
    for symptom, codes in rules.causes.items():
        ratings = _ratings(judged, symptom)
        found = [finding for finding in judged.map_findings if finding.code in codes]
        if found and ratings and ratings[-1].severity >= rules.thresholds.symptom_felt:
            worst = ratings[-1]
            words = {
                "who": sentence_case(worst.perspective.value),
                "who_small": worst.perspective.value,
                "how": feels(worst.severity),
                "statement": judged.knowledge.symptom_by_id[symptom].statement,
                "causes": listed(list(dict.fromkeys(_cause(finding) for finding in found))),
                "places": listed(list(dict.fromkeys(_place(judged, f) for f in found))),
            }
            yield Hit(where=f"symptoms.{symptom}", words=words, mild=worst.severity < _BADLY)


def participant_without_owner(judged: Judged) -> Iterator[Hit]:
    """Teams are named, and a participant that performs steps belongs to none of them."""
    assessment = judged.assessment
    if not assessment.context.teams:
        return
    alone = {
        step.participant: None
        for step in assessment.definition.forward_steps
        if step.participant and not owner_of(assessment, step)
    }
    names = [p.name for p in assessment.definition.participants if p.id in alone]
    if names:
        them = "it" if len(names) == 1 else "them"
        yield Hit(where="context.teams", words={"participants": listed(names), "them": them})


def _ratings(judged: Judged, symptom: str) -> list[SymptomRating]:
    """What is said about a symptom, the least felt first."""
    said = [rating for rating in judged.assessment.symptoms if rating.symptom == symptom]
    return sorted(said, key=lambda rating: rating.severity)


def _cause(finding: Finding) -> str:
    return finding.code.replace("-", " ")


def _place(judged: Judged, finding: Finding) -> str:
    node = judged.assessment.definition.by_id.get(finding.where)
    return quoted(node.name or node.id) if node else "the whole map"


PREDICATES: Mapping[str, Predicate] = {
    "perspectives-contradict": perspectives_contradict,
    "symptom-against-verdict": symptom_against_verdict,
    "symptom-explained": symptom_explained,
    "participant-without-owner": participant_without_owner,
}
