"""The report as one HTML document with its pictures beside it, ready to print.

Pictures, letters and the stylesheet are named by addresses of the report's own scheme
(``report:scores.svg``); ``reports.pdf`` hands out these and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from assessment.decision.knowledge_sets import knowledge_in
from reports.chapters.decision import decision_chapter
from reports.chapters.map import map_chapter
from reports.chapters.matrix import matrix_chapter
from reports.chapters.origin import origin, sources
from reports.chapters.proof import proof_chapter
from reports.chapters.situation import situation
from reports.chapters.summary import summary
from reports.chapters.work import work_chapter
from reports.charts import latency_chart, lead_chart, score_chart, verdict_chart
from reports.content import ReportContent
from reports.figures import day, hash_groups
from reports.sheet import sheet_for
from workflows.formats.svg import draw_rows

__all__ = ["Document", "document_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """``files`` holds SVG and CSS text by file name; the HTML names them ``report:<name>``."""

    html: str
    files: Mapping[str, str]


def document_for(content: ReportContent) -> Document:
    """The whole report of this content."""
    sides = {placement.step: placement.side for placement in content.verdict.boundary}
    rows = draw_rows(content.assessment.definition, sides=sides)
    drawings = {f"map-{number}.svg": row.svg for number, row in enumerate(rows, start=1)}
    sheet = sheet_for(max(row.width for row in rows), max(row.height for row in rows))
    context = _context(content) | {"drawings": tuple(drawings), "sheet": sheet}
    html = render_to_string("reports/print/report.html", context)
    return Document(html=html, files={**drawings, "map.css": sheet.css, **_charts(content)})


def _context(content: ReportContent) -> dict[str, Any]:
    knowledge = knowledge_in(content.assessment.knowledge)
    return {
        "content": content,
        "footer": _footer(content),
        "summary": summary(content),
        "situation": situation(content, knowledge=knowledge),
        "map": map_chapter(content),
        "matrix": matrix_chapter(content),
        "decision": decision_chapter(content),
        "proof": proof_chapter(content),
        "work": work_chapter(content),
        "origin": origin(content),
        "sources": sources(content, knowledge=knowledge),
    }


def _footer(content: ReportContent) -> str:
    facts, groups = day(content.made_on), hash_groups(content.input_sha256)
    return f"{content.assessment.name} · facts of {facts} · input {groups}"


def _charts(content: ReportContent) -> dict[str, str]:
    verdict, sla = content.verdict, content.assessment.definition.sla
    charts = {"lead.svg": lead_chart(verdict), "scores.svg": score_chart(verdict)}
    if content.evidence:
        experiment = content.evidence.experiment
        charts["endings.svg"] = verdict_chart(experiment)
        charts["times.svg"] = latency_chart(experiment, sla=sla)
    return charts
