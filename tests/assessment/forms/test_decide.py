"""The forms of Decide."""

from assessment.decision.verdict import Placement, Suggestion
from assessment.forms.decide import AnswerForm, SideForm
from workflows.definition.model import Side

MEANINGS = ("none", "little", "some", "much", "all")
THREE = Suggestion(question="scale", value=3, low=2, high=4, evidence=())
PAY = Placement(
    step="pay",
    name="Pay",
    side=Side.ORCHESTRATED,
    reason="",
    suggested=Side.ORCHESTRATED,
    overridden=False,
)


def _answer(value: int, reason: str = "") -> AnswerForm:
    data = {"version": "0", "value": str(value), "reason": reason}
    return AnswerForm(data, suggestion=THREE, meanings=MEANINGS)


def test_an_answer_near_the_suggestion_needs_no_reason() -> None:
    assert _answer(4).is_valid()


def test_an_answer_far_from_the_suggestion_needs_a_reason() -> None:
    assert "suggested" in _answer(5).errors["reason"][0]
    assert _answer(5, reason="Black Friday").is_valid()


def test_a_sixth_answer_is_refused() -> None:
    assert "value" in _answer(6).errors


def test_a_step_that_left_the_map_is_refused() -> None:
    data = {"version": "0", "step": "gone", "side": "event-driven", "reason": "Because"}

    assert "no longer on the map" in SideForm(data, placements={"pay": PAY}).errors["step"][0]


def test_moving_a_step_needs_a_reason() -> None:
    data = {"version": "0", "step": "pay", "side": "event-driven", "reason": " "}

    assert "Say why" in SideForm(data, placements={"pay": PAY}).errors["reason"][0]
