"""The tools in the report."""

from __future__ import annotations

from assessment.decision.assessment import Context
from reports.chapters.tools import ToolsChapter, tools_chapter
from tests.reports.builders import assessment, content, verdict
from workflows.definition.model import OrchestrationModel


def test_the_advice_can_be_quoted() -> None:
    assert _chapter(cloud="aws").sentence.startswith("For the hybrid: ")


def test_hybrid_is_built_from_an_orchestrator_and_a_broker() -> None:
    combinations = _chapter(cloud="aws").combinations

    assert combinations is not None
    assert all(" with " in row[0].text for row in combinations.rows)


def test_a_tool_that_is_ruled_out_says_by_what() -> None:
    out = _chapter(cloud="aws").out

    assert out is not None
    assert all(row[1].text for row in out.rows)
    assert any("Azure" in row[0].text for row in out.rows)


def test_no_tool_both_fits_and_is_ruled_out() -> None:
    chapter = _chapter(cloud="aws")

    assert chapter.fitting is not None
    assert chapter.out is not None
    fitting = {row[0].text for row in chapter.fitting.rows}
    assert not fitting & {row[0].text for row in chapter.out.rows}


def test_what_nobody_has_said_is_asked_for() -> None:
    assert any("Nobody has said" in text for text in _chapter().unknown)


def test_choreography_needs_a_broker_alone() -> None:
    combinations = _chapter(OrchestrationModel.CHOREOGRAPHY, cloud="aws").combinations

    assert combinations is not None
    assert not any(" with " in row[0].text for row in combinations.rows)


def _chapter(
    model: OrchestrationModel = OrchestrationModel.HYBRID, cloud: str = ""
) -> ToolsChapter:
    given = assessment(context=Context(cloud=cloud))
    return tools_chapter(content(assessment=given, verdict=verdict(recommended=model)))
