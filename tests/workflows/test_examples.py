"""workflows/examples.py"""

from __future__ import annotations

import pytest

from workflows.examples import example, examples


def test_all_three_examples_are_offered_with_what_they_show() -> None:
    assert [one.key for one in examples()] == ["loan-approval", "online-order", "parcel-carriers"]
    assert all(one.name and one.summary for one in examples())


def test_an_example_has_its_steps() -> None:
    assert "Charge card" in [step.name for step in example("online-order").definition.steps]


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        example("no-such")
