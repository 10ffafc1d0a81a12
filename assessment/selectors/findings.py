"""Findings, ready for a page: each with a title, its place and the way there."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.decision.findings.rules import finding_rules
from assessment.selectors.places import place_name, place_url
from assessment.selectors.verdicts import Judged
from projects.models import Project
from workflows.definition.findings import Finding, Severity

__all__ = ["FindingLine", "SeverityCount", "disagreement_of", "finding_lines", "severity_counts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """A finding as a row: ``title`` is its rule's, or its code in words; ``place`` leads to
    ``url``."""

    finding: Finding
    title: str
    place: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityCount:
    """How many findings of a severity there are."""

    severity: Severity
    count: int


def finding_lines(
    project: Project, judged: Judged, severity: Severity | None = None
) -> list[FindingLine]:
    """All findings, worst first, or those of one severity. No queries."""
    definition = judged.assessment.definition
    return [
        FindingLine(
            finding=finding,
            title=_title(finding.code),
            place=place_name(definition, finding.where),
            url=place_url(project, definition, finding.where),
        )
        for finding in judged.verdict.findings
        if severity in (None, finding.severity)
    ]


def _title(code: str) -> str:
    rule = finding_rules().by_code.get(code)
    return rule.title if rule else code.replace("-", " ").capitalize()


def severity_counts(judged: Judged) -> list[SeverityCount]:
    """How many findings there are of each severity, worst first."""
    found = [finding.severity for finding in judged.verdict.findings]
    return [SeverityCount(severity=s, count=found.count(s)) for s in Severity]


def disagreement_of(judged: Judged) -> Finding | None:
    """The finding that the three witnesses do not agree, where they do not. No queries."""
    found = judged.verdict.findings
    return next((finding for finding in found if finding.where == "witnesses"), None)
