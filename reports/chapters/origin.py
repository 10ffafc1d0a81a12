"""Where every figure comes from, and how to get the same report again."""

from __future__ import annotations

from assessment.decision.knowledge import Knowledge
from reports.chapters.table import Table, cell, table, words
from reports.content import ReportContent
from reports.figures import day

__all__ = ["origin", "sources"]


def origin(content: ReportContent) -> Table:
    """The versions, the seed and the hash that pin this report down."""
    evidence = content.evidence
    ran = (
        f"{evidence.experiment.cases:,} cases, seed {evidence.experiment.seed}"
        if evidence
        else "no experiment"
    )
    facts = (
        ("Report", f"version {content.number}, {day(content.made_on)}, by {content.author}"),
        ("Inputs", content.input_sha256),
        ("Software", f"Podium {content.software}"),
        ("Suitability table", f"version {content.verdict.knowledge_version}"),
        ("Sandbox", ran),
    )
    rows = [(cell(label), cell(text)) for label, text in facts]
    return table("How it was computed", (words("What", 24), words("Which")), rows)


def sources(content: ReportContent, *, knowledge: Knowledge) -> tuple[str, ...]:
    """The sources that the findings of this report cite, in the knowledge base's order."""
    cited = {finding.source for finding in content.verdict.findings}
    known = [f"{s.label}: {s.title}." for s in knowledge.sources if s.label in cited]
    others = sorted(cited - {s.label for s in knowledge.sources} - {""})
    return (*known, *others)
