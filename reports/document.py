"""The report as one HTML document with its pictures beside it, ready to print.

Pictures, letters and the stylesheet are named by addresses of the report's own scheme
(``report:scores.svg``); ``reports.pdf`` hands out these and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from assessment.decision.knowledge_loading import load_knowledge
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
from workflows.formats.svg import draw

__all__ = ["Document", "document_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """``pictures`` holds SVG text by file name; the HTML names them ``report:<file name>``."""

    html: str
    pictures: Mapping[str, str]


def document_for(content: ReportContent) -> Document:
    """The whole report of this content."""
    html = render_to_string("reports/print/report.html", _context(content))
    return Document(html=html, pictures=_pictures(content))


def _context(content: ReportContent) -> dict[str, Any]:
    knowledge = load_knowledge()
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


def _pictures(content: ReportContent) -> dict[str, str]:
    definition, verdict = content.assessment.definition, content.verdict
    sides = {placement.step: placement.side for placement in verdict.boundary}
    pictures = {
        "lead.svg": lead_chart(verdict),
        "scores.svg": score_chart(verdict),
        "map.svg": draw(definition, sides=sides),
    }
    if content.evidence:
        experiment = content.evidence.experiment
        pictures["endings.svg"] = verdict_chart(experiment)
        pictures["times.svg"] = latency_chart(experiment, sla=definition.sla)
    return pictures
