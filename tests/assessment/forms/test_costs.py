"""The form of the cost inputs: what counts as stated, and what is refused beside its field."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assessment.decision.costs.loading import load_costs
from assessment.forms.costs import CostInputsForm, CurrencyForm, Spread
from tests.assessment.decision.costs.cases import estimated, project

ENDS = ("low", "likely", "high")


def shown(stated: Mapping[str, Spread] | None = None) -> CostInputsForm:
    """The form as a page shows it."""
    inputs = estimated(project(inputs=stated)).inputs
    return CostInputsForm(initial={"version": 1}, inputs=inputs, stated=stated or {})


def sent(changes: Mapping[str, str], stated: Mapping[str, Spread] | None = None) -> CostInputsForm:
    """The same form, sent back with changes; an empty text empties a field."""
    page = shown(stated)
    data = {"version": "1"}
    for row in page.rows:
        for field in (row.low, row.likely, row.high, row.seen):
            data[field.name] = str(field.value())
        if row.ours.value():
            data[row.ours.name] = "on"
    data |= changes
    return CostInputsForm(data, inputs=page.inputs, stated=stated or {})


def typed(name: str, *numbers: str) -> dict[str, str]:
    return {f"{end}-{name}": number for end, number in zip(ENDS, numbers, strict=True)}


def test_a_page_that_is_sent_back_as_it_came_states_nothing() -> None:
    form = sent({})

    assert form.is_valid(), form.errors
    assert form.to_inputs() == {}


def test_a_changed_figure_is_stated() -> None:
    form = sent(typed("engineer-hour", "70", "95", "120"))

    assert form.is_valid()
    assert form.to_inputs() == {"engineer-hour": (70, 95, 120)}


def test_a_ticked_box_confirms_a_default() -> None:
    form = sent({"ours-hours-a-day": "on"})

    assert form.is_valid()
    assert form.to_inputs() == {"hours-a-day": (8, 12, 16)}


def test_what_was_stated_stays_stated() -> None:
    form = sent({}, {"engineers": (1.2345678, 2, 3)})

    assert form.is_valid()
    assert form.to_inputs() == {"engineers": (1.2345678, 2, 3)}


def test_a_box_that_is_unticked_takes_the_default_again() -> None:
    stated = {"engineers": (1.0, 2.0, 3.0)}
    form = sent({"ours-engineers": ""}, stated)

    assert form.is_valid()
    assert form.to_inputs() == {}


def test_three_empty_figures_take_the_default_again() -> None:
    form = sent(typed("engineers", "", "", ""), {"engineers": (1.0, 2.0, 3.0)})

    assert form.is_valid()
    assert form.to_inputs() == {}


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        (("5", "4", "6"), "The lowest, 5, is above the likeliest, 4."),
        (("1", "4", "3"), "The highest, 3, is below the likeliest, 4."),
        (("1", "", "3"), "Give all three figures"),
        (("-1", "4", "6"), "greater than or equal to 0"),
        (("1", "4", "1e300"), "less than or equal to"),
        (("nan", "4", "6"), "Enter a number."),
        (("1", "inf", "6"), "Enter a number."),
        (("one", "4", "6"), "Enter a number."),
    ],
)
def test_a_bad_figure_is_refused_in_its_row(numbers: tuple[str, str, str], message: str) -> None:
    form = sent(typed("engineers", *numbers))

    assert not form.is_valid()
    row = next(row for row in form.rows if row.known.input.id == "engineers")
    assert message in " ".join(row.errors)
    assert row.low.value() == numbers[0]


def test_a_small_share_is_shown_without_exponent() -> None:
    texts = [str(row.low.value()) for row in shown().rows]

    assert not [text for text in texts if "e" in text]


def test_an_unknown_currency_is_refused() -> None:
    form = CurrencyForm({"version": "0", "currency": "DM"}, knowledge=load_costs())

    assert "currency" in form.errors
