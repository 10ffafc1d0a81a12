"""workflows/selectors/panel.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.workflows.drawings import DRAWN, lanes
from workflows.selectors.designer import Design, design_for
from workflows.selectors.panel import panel_for
from workflows.services.library import map_create
from workflows.services.matrix import matrix_cell_set


def fields(content: bytes, element: str, project: Project) -> list[str]:
    design = Design(content=content, draft=None, base=None)
    return [field.id for field in panel_for(project, design, element).fields]


def test_a_step_shows_its_row_group_by_group(mapped: Project, owner: User) -> None:
    panel = panel_for(mapped, design_for(mapped, owner), "pay")

    assert panel.what == "Step of a service"
    assert [group.title for group in panel.groups][:3] == ["Who", "Result", "Time"]
    assert sum(group.assumed_count for group in panel.groups) > 0


def test_a_step_tells_that_its_participant_comes_from_its_lane(
    mapped: Project, owner: User
) -> None:
    panel = panel_for(mapped, design_for(mapped, owner), "pay")

    assert panel.source == "From the drawing: it stands in “Bank”."


def test_a_stated_participant_that_contradicts_the_lane_names_both(
    mapped: Project, owner: User
) -> None:
    matrix_cell_set(
        project=mapped, actor=owner, step_id="pay", column_id="participant", text="shop", version=0
    )

    panel = panel_for(mapped, design_for(mapped, owner), "pay")

    assert panel.source == "Stated by Olive."
    assert panel.lane == "Bank"


def test_a_person_s_step_has_a_deadline_and_an_escalation(mapped: Project, owner: User) -> None:
    panel = panel_for(mapped, design_for(mapped, owner), "check")

    assert {"deadline", "escalation"} <= {c.column.id for g in panel.groups for c in g.cells}


def test_a_flow_asks_for_a_condition_only_behind_a_decision(project: Project) -> None:
    extra = """<bpmn:exclusiveGateway id="which"/>
    <bpmn:sequenceFlow id="one" sourceRef="which" targetRef="pay"/>"""

    assert fields(lanes(extra=extra), "f0", project) == ["name"]
    assert "condition" in fields(lanes(extra=extra), "one", project)


@pytest.mark.parametrize(
    ("event", "field"),
    [
        ("timerEventDefinition", "timer"),
        ("messageEventDefinition", "ref"),
        ("conditionalEventDefinition", "condition"),
    ],
)
def test_an_event_asks_for_what_it_waits_for(project: Project, event: str, field: str) -> None:
    extra = (
        f'<bpmn:intermediateCatchEvent id="wait"><bpmn:{event} id="e"/>'
        "</bpmn:intermediateCatchEvent>"
    )

    assert field in fields(lanes(extra=extra), "wait", project)


def test_a_lane_asks_what_kind_of_participant_it_is(project: Project) -> None:
    assert fields(DRAWN, "shop", project) == ["name", "kind", "team"]


def test_what_the_drawing_lacks_has_no_panel(project: Project) -> None:
    with pytest.raises(KeyError):
        fields(DRAWN, "nobody", project)


def test_a_call_is_offered_the_other_maps_of_the_library(mapped: Project, owner: User) -> None:
    map_create(project=mapped, actor=owner, name="Credit check")
    extra = '<bpmn:callActivity id="ask" name="Ask"/>'
    design = Design(content=lanes(extra=extra), draft=None, base=None)

    (calls,) = [one for one in panel_for(mapped, design, "ask").fields if one.id == "calls"]

    assert calls.choices == (("credit-check", "Credit check"),)
