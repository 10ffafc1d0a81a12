"""The costs as a chapter of the report."""

from __future__ import annotations

from assessment.decision.costs.chapter import cost_chapter
from assessment.decision.costs.figures import cost_figures
from assessment.decision.costs.formula import KINDS
from tests.assessment.decision.costs.cases import CUT, guide_team, project


def test_every_row_has_its_columns() -> None:
    found = cost_chapter(cost_figures(project(context=guide_team()), boundary=CUT))

    assert [row[0] for row in found.kinds] == [*(kind.value for kind in KINDS), "all"]
    assert {len(row) for row in found.kinds} == {1 + len(found.models)}
    assert {len(row) for row in found.carriers} == {4}
    assert {len(row) for row in found.tools} == {3}
    assert {len(row) for row in found.assumptions} == {4}


def test_the_guides_team_reads_what_debugging_costs() -> None:
    found = cost_chapter(cost_figures(project(context=guide_team()), boundary=CUT))

    assert found.notes[0].startswith("Finding coordination faults takes 30 %")


def test_what_was_stated_stands_before_what_is_assumed() -> None:
    found = cost_chapter(cost_figures(project(engineers=(1, 2, 3)), boundary=CUT))

    origins = [row[2] == "assumed" for row in found.assumptions]
    assert origins == sorted(origins)
