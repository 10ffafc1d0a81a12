"""The report as one HTML document with its pictures beside it, ready to print.

Pictures, letters and the stylesheet are named by addresses of the report's own scheme
(``report:scores.svg``); ``reports.pdf`` hands out these and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.template.loader import render_to_string

from assessment.decision.costs.figures import CostFigures
from assessment.decision.costs.result import CostEstimate
from assessment.decision.knowledge_sets import knowledge_in
from reports.chapters.boundary import boundary_chapter
from reports.chapters.costs import costs_chapter, costs_of
from reports.chapters.decision import decision_chapter
from reports.chapters.evidence import answers
from reports.chapters.known import known_chapter
from reports.chapters.map import map_chapter
from reports.chapters.matrix import matrix_chapter
from reports.chapters.migration import migration_chapter
from reports.chapters.origin import origin, sources
from reports.chapters.proof import proof_chapter
from reports.chapters.robustness import robustness_chapter
from reports.chapters.situation import situation
from reports.chapters.summary import summary
from reports.chapters.tools import tools_chapter
from reports.chapters.work import work_chapter
from reports.charts import latency_chart, lead_chart, score_chart, verdict_chart
from reports.content import ReportContent
from reports.cost_chart import cost_chart
from reports.figures import day, hash_groups
from reports.sheet import sheet_for
from reports.tornado import tornado_chart
from workflows.formats.svg import draw_rows

__all__ = ["Document", "document_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """``files`` holds SVG and CSS text by file name; the HTML names them ``report:<name>``."""

    html: str
    files: Mapping[str, str]


class Chapter(NamedTuple):
    """A chapter as the contents list it."""

    id: str
    title: str


_CHAPTERS = (
    Chapter("situation", "Where the team stands"),
    Chapter("map", "The workflow map"),
    Chapter("matrix", "The requirement matrix"),
    Chapter("answers", "Five questions, and the evidence"),
    Chapter("scorecard", "The scorecard"),
    Chapter("robustness", "How far the verdict stands"),
    Chapter("boundary", "The hybrid boundary"),
    Chapter("known", "What the guide says, and what others chose"),
    Chapter("proof", "What the sandbox showed"),
    Chapter("tools", "Tools for the recommended model"),
    Chapter("costs", "What it costs over three years"),
    Chapter("migration", "The migration"),
    Chapter("findings", "Risks and findings"),
    Chapter("plan", "The 30-day plan"),
    Chapter("origin", "Sources, and how it was computed"),
    Chapter("signing", "Sign-off"),
)


def document_for(content: ReportContent) -> Document:
    """The whole report of this content."""
    sides = {placement.step: placement.side for placement in content.verdict.boundary}
    rows = draw_rows(content.assessment.definition, sides=sides)
    drawings = {f"map-{number}.svg": row.svg for number, row in enumerate(rows, start=1)}
    sheet = sheet_for(max(row.width for row in rows), max(row.height for row in rows))
    costs = costs_of(content)
    context = _context(content, costs) | {"drawings": tuple(drawings), "sheet": sheet}
    html = render_to_string("reports/print/report.html", context)
    return Document(
        html=html, files={**drawings, "map.css": sheet.css, **_charts(content, costs.estimate)}
    )


def _context(content: ReportContent, costs: CostFigures) -> dict[str, Any]:
    knowledge = knowledge_in(content.assessment.knowledge)
    boundary = boundary_chapter(content)
    known = known_chapter(content, knowledge=knowledge)
    migration = migration_chapter(content)
    return {
        "content": content,
        "verdict": content.verdict,
        "chapters": [one for one in _CHAPTERS if boundary or one.id != "boundary"],
        "footer": _footer(content),
        "summary": summary(content, costs=costs),
        "situation": situation(content, knowledge=knowledge),
        "map": map_chapter(content),
        "matrix": matrix_chapter(content),
        "answers": answers(content, knowledge=knowledge),
        "decision": decision_chapter(content),
        "robustness": robustness_chapter(content),
        "boundary": boundary,
        "known": known,
        "proof": proof_chapter(content),
        "tools": tools_chapter(content),
        "costs": costs_chapter(costs),
        "migration": migration,
        "work": work_chapter(content),
        "origin": origin(content),
        "sources": (
            *sources(content, knowledge=knowledge, also=migration.cited),
            *known.sources,
        ),
    }


def _footer(content: ReportContent) -> str:
    facts, groups = day(content.made_on), hash_groups(content.input_sha256)
    return f"{content.assessment.name} · facts of {facts} · input {groups}"


def _charts(content: ReportContent, costs: CostEstimate) -> dict[str, str]:
    verdict, sla = content.verdict, content.assessment.definition.sla
    charts = {
        "lead.svg": lead_chart(verdict),
        "scores.svg": score_chart(verdict),
        "costs.svg": cost_chart(costs),
    }
    if verdict.robustness.tornado:
        charts["tornado.svg"] = tornado_chart(verdict)
    if content.evidence:
        experiment = content.evidence.experiment
        charts["endings.svg"] = verdict_chart(experiment)
        charts["times.svg"] = latency_chart(experiment, sla=sla)
    return charts
