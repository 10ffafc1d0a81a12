"""workflows/definition/editing/moving.py"""

from __future__ import annotations

import pytest

from tests.workflows.definition.steps import shop
from workflows.definition.editing import move
from workflows.definition.findings import DefinitionError


def test_a_step_trades_places_with_the_one_before() -> None:
    definition = move(shop(), "approve", earlier=True)

    ways = [(flow.source, flow.target) for flow in definition.flows]
    assert ways == [("start", "approve"), ("approve", "charge"), ("charge", "end")]


def test_up_and_down_again_is_the_same_map() -> None:
    assert move(move(shop(), "charge", earlier=False), "charge", earlier=True) == shop()


@pytest.mark.parametrize(("step", "earlier"), [("charge", True), ("approve", False)])
def test_a_step_stays_between_start_and_end(step: str, earlier: bool) -> None:
    with pytest.raises(DefinitionError, match="of its sequence already"):
        move(shop(), step, earlier=earlier)
