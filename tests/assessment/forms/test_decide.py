"""The forms of Decide."""

from django.http import QueryDict

from assessment.decision.verdict import Placement
from assessment.forms.decide import SideForm, WeightsForm
from workflows.definition.model import Side

TITLES = {"consistency": "Consistency", "scale": "Scale"}
PAY = Placement(
    step="pay",
    name="Pay",
    side=Side.ORCHESTRATED,
    reason="",
    suggested=Side.ORCHESTRATED,
    overridden=False,
)


def _weights(query: str) -> WeightsForm:
    return WeightsForm(QueryDict(f"version=0&{query}"), titles=TITLES)


def test_weights_of_a_hundred_are_taken() -> None:
    form = _weights("consistency=60&scale=40")

    assert form.is_valid()
    assert form.to_points() == {"consistency": 60, "scale": 40}


def test_weights_over_a_hundred_say_what_to_take_away() -> None:
    form = _weights("consistency=60&scale=45")

    assert form.non_field_errors() == ["The weights add up to 105, not 100: take 5 away."]


def test_weights_under_a_hundred_say_what_is_left() -> None:
    form = _weights("consistency=60&scale=32.5")

    assert form.non_field_errors() == ["The weights add up to 92.5, not 100: give out 7.5 more."]


def test_no_number_is_refused_beside_its_field() -> None:
    assert "scale" in _weights("consistency=60&scale=NaN").errors


def test_the_equal_button_needs_no_numbers() -> None:
    form = _weights("consistency=&scale=&equal=on")

    assert form.is_valid()
    assert form.to_points() == {"consistency": 50, "scale": 50}


def test_a_step_that_left_the_map_is_refused() -> None:
    data = {"version": "0", "step": "gone", "side": "event-driven", "reason": "Because"}

    assert "no longer on the map" in SideForm(data, placements={"pay": PAY}).errors["step"][0]


def test_moving_a_step_needs_a_reason() -> None:
    data = {"version": "0", "step": "pay", "side": "event-driven", "reason": " "}

    assert "Say why" in SideForm(data, placements={"pay": PAY}).errors["reason"][0]
