"""The forms of Decide."""

from assessment.decision.verdict import Placement
from assessment.forms.decide import SideForm
from workflows.definition.model import Side

PAY = Placement(
    step="pay",
    name="Pay",
    side=Side.ORCHESTRATED,
    reason="",
    suggested=Side.ORCHESTRATED,
    overridden=False,
)


def test_a_step_that_left_the_map_is_refused() -> None:
    data = {"version": "0", "step": "gone", "side": "event-driven", "reason": "Because"}

    assert "no longer on the map" in SideForm(data, placements={"pay": PAY}).errors["step"][0]


def test_moving_a_step_needs_a_reason() -> None:
    data = {"version": "0", "step": "pay", "side": "event-driven", "reason": " "}

    assert "Say why" in SideForm(data, placements={"pay": PAY}).errors["reason"][0]
