"""Every finding about the assessment as a whole: contradictions between what was stated, what the
map needs and what the sandbox showed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessment.decision.findings import (
    answers,
    duties,
    load,
    means,
    people,
    sandbox,
    schemas,
    sides,
    sight,
)
from assessment.decision.findings.rules import Judged, Predicate, finding_rules
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import Definition

__all__ = ["PREDICATES", "assessment_findings", "in_order"]

PREDICATES: Mapping[str, Predicate] = {
    **duties.PREDICATES,
    **load.PREDICATES,
    **people.PREDICATES,
    **sight.PREDICATES,
    **means.PREDICATES,
    **sides.PREDICATES,
    **schemas.PREDICATES,
    **answers.PREDICATES,
    **sandbox.PREDICATES,
}
"""What looks for each rule of ``knowledge/findings.toml``, by its code."""


def assessment_findings(judged: Judged) -> tuple[Finding, ...]:
    """The findings of all rules, in the order of the rules."""
    return tuple(
        rule.finding(hit, judged.knowledge.cite(rule.source))
        for code, rule in finding_rules().by_code.items()
        for hit in PREDICATES[code](judged)
    )


def in_order(findings: Iterable[Finding], definition: Definition) -> tuple[Finding, ...]:
    """Findings by severity, then place (nodes in the order of the map, then facts), each once."""
    rank = {severity: place for place, severity in enumerate(Severity)}
    place = {node.id: number for number, node in enumerate(definition.nodes)}

    def key(finding: Finding) -> tuple[int, int, str, str, str]:
        position = place.get(finding.where, len(place))
        return rank[finding.severity], position, finding.where, finding.code, finding.message

    return tuple(sorted(dict.fromkeys(findings), key=key))
