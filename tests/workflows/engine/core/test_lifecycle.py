"""The life of an activity instance: one table, and the diagram drawn from it."""

from __future__ import annotations

import pytest

from workflows.engine.core.lifecycle import TRANSITIONS, Change, Phase, after, diagram


def test_a_step_begins_is_done_and_is_undone() -> None:
    phase = Phase.READY
    for change in (Change.BEGIN, Change.FINISH, Change.LEAVE, Change.UNDO, Change.UNDONE):
        phase = after(phase, change)

    assert phase is Phase.COMPENSATED


def test_an_impossible_change_is_refused() -> None:
    with pytest.raises(ValueError, match="an activity that is ready cannot undo"):
        after(Phase.READY, Change.UNDO)


def test_every_phase_can_be_reached() -> None:
    assert {Phase.READY, *TRANSITIONS.values()} == set(Phase)


def test_the_diagram_has_an_arrow_for_each_transition() -> None:
    arrows = [line for line in diagram().splitlines() if "-->" in line and "[*]" not in line]

    assert len(arrows) == len(TRANSITIONS)
    assert "    active --> completing: finish" in arrows
