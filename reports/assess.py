"""From what a team has stated to everything that Podium says about it, in one pure step.

The command line comes this way with a file, the browser with a project's snapshot.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

from assessment.decision.boundary import scenario_with_boundary
from assessment.decision.plan import plan_for
from assessment.decision.verdict import verdict_for
from assessment.decision.verdict_json import verdict_json
from assessment.file.read import AssessmentFile
from reports.content import Evidence, ReportContent, tasks_from_plan
from workflows.sandbox.runner import run_experiment

__all__ = ["Assessed", "assess"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The content of the report, and the verdict as ``verdict.json`` says it."""

    content: ReportContent
    verdict_json: dict[str, Any]


def assess(given: AssessmentFile, *, made_on: dt.date, author: str) -> Assessed:
    """Run the file's scenario in the sandbox and decide.

    Raises ``DefinitionError`` where the scenario cannot run on the map.
    """
    scenario = scenario_with_boundary(given.assessment)
    assessment = replace(given.assessment, scenario=scenario)
    experiment = run_experiment(assessment.definition, scenario)
    verdict = verdict_for(assessment, experiment, notes=given.notes)
    plan = plan_for(assessment, verdict)
    content = ReportContent(
        assessment=assessment,
        verdict=verdict,
        tasks=tasks_from_plan(plan, start=assessment.plan_start),
        evidence=Evidence(experiment=experiment, scenario=scenario),
        number=1,
        made_on=made_on,
        author=author,
        input_sha256=given.sha256,
        software=version("podium"),
        notes=given.notes,
    )
    as_json = verdict_json(assessment, verdict, experiment, plan, given.sha256)
    return Assessed(content=content, verdict_json=as_json)
