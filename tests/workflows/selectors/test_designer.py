"""workflows/selectors/designer.py"""

from __future__ import annotations

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from projects.models import Project, User
from tests.workflows.drawings import BROKEN, DRAWN, lanes
from workflows.selectors.designer import Design, design_for, marks_for
from workflows.services.drafts import draft_keep
from workflows.services.matrix import matrix_cell_set


def drawn(content: bytes) -> Design:
    return Design(content=content, draft=None, base=None)


def test_a_project_without_a_map_begins_with_a_start_and_its_own_name(
    project: Project, owner: User
) -> None:
    design = design_for(project, owner)

    assert (design.revision, design.base) == (0, None)
    assert design.definition.name == "Online order"
    assert [node.id for node in design.definition.nodes] == ["start"]


def test_a_name_that_xml_cannot_hold_does_not_break_the_drawing(
    project: Project, owner: User
) -> None:
    project.name = 'A <b> & \x01"c"'

    assert design_for(project, owner).definition.name == 'A <b> & "c"'


def test_without_a_draft_the_current_version_is_drawn(mapped: Project, owner: User) -> None:
    design = design_for(mapped, owner)

    assert design.base is not None
    assert design.definition.by_id["pay"].participant == "bank"
    assert b'participant="bank"' not in design.content


def test_a_draft_comes_before_the_version(mapped: Project, owner: User) -> None:
    draft_keep(project=mapped, actor=owner, content=DRAWN, revision=0, base=1)

    assert design_for(mapped, owner).content == DRAWN


def test_a_problem_is_marked_on_the_element_it_names(project: Project) -> None:
    marks = marks_for(project, drawn(BROKEN))

    assert ("astray", "problem") in {(mark.element, mark.severity) for mark in marks}


def test_findings_are_marked_worst_first_with_the_field_that_mends_them(
    mapped: Project, owner: User
) -> None:
    matrix_cell_set(
        project=mapped, actor=owner, step_id="pay", column_id="effect", text="yes", version=0
    )

    marks = marks_for(mapped, design_for(mapped, owner))

    assert ("pay", "idempotent") in {(mark.element, mark.field) for mark in marks}
    severities = [mark.severity for mark in marks]
    assert severities == sorted(severities, key=["high", "medium", "low"].index)


def test_an_unnamed_step_is_called_so_in_place_of_its_id(project: Project) -> None:
    content = DRAWN.replace(b' name="Step pay"', b"").replace(
        b"<bpmn:flowNodeRef>pay</bpmn:flowNodeRef>", b""
    )

    marks = marks_for(project, drawn(content))

    assert any(mark.message.startswith("This step has no participant") for mark in marks)


@pytest.mark.parametrize("steps", [3, 30])
def test_the_marks_of_a_larger_map_take_no_more_queries(
    mapped: Project, steps: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    design = drawn(lanes(shop=" ".join(f"s{number}" for number in range(steps))))

    with django_assert_num_queries(3):
        marks_for(mapped, design)
