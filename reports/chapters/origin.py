"""Where every figure comes from, and how to get the same report again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assessment.decision.knowledge import Knowledge
from assessment.decision.migration.knowledge import load_migration
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
        ("Knowledge base", _knowledge(content)),
        ("Sandbox", ran),
    )
    rows = [(cell(label), cell(text)) for label, text in facts]
    return table("How it was computed", (words("What", 24), words("Which")), rows)


def _knowledge(content: ReportContent) -> str:
    own, version = content.assessment.knowledge, content.verdict.knowledge_version
    if own.is_shipped:
        return f"version {version}, as it ships with Podium"
    return (
        f"“{own.name or 'without a name'}”, version {version}, in place of what ships with Podium"
    )


def sources(
    content: ReportContent, *, knowledge: Knowledge, also: Iterable[str] = ()
) -> tuple[str, ...]:
    """The sources that findings, evidence and migration (``also``: its labels) cite: the knowledge
    base's in its order, then those from elsewhere, then what is known by its label alone."""
    cited = {*also, *_cited(content)} - {""}
    known = {s.label: f"{s.label}: {s.title}." for s in knowledge.sources}
    outside = {source.label: source.text for source in load_migration().outside.values()}
    told = known | outside
    return (
        *(text for label, text in told.items() if label in cited),
        *sorted(cited - told.keys()),
    )


def _cited(content: ReportContent) -> Iterator[str]:
    yield from (finding.source for finding in content.verdict.findings)
    for question in content.verdict.questions:
        yield from (item.source for item in question.suggestion.evidence)
