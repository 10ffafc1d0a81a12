"""workflows/definition/editing/changing.py"""

from __future__ import annotations

import pytest

from tests.workflows.definition.steps import chain, node, shop
from workflows.definition.editing import assign, change_event, change_kind, rename
from workflows.definition.findings import DefinitionError
from workflows.definition.model import EventKind, NodeKind


def test_a_renamed_node_keeps_its_id() -> None:
    assert rename(shop(), "charge", " Take the money ").by_id["charge"].name == "Take the money"


def test_a_step_without_a_name_is_refused() -> None:
    with pytest.raises(DefinitionError, match="step 'charge': needs a name"):
        rename(shop(), "charge", " ")


def test_what_has_gone_is_told() -> None:
    with pytest.raises(DefinitionError, match="reload the outline"):
        rename(shop(), "gone", "x")


def test_a_step_can_become_one_for_a_person() -> None:
    assert change_kind(shop(), "charge", NodeKind.USER_TASK).by_id["charge"].is_step


def test_a_step_cannot_become_a_decision() -> None:
    with pytest.raises(DefinitionError, match="may be task"):
        change_kind(shop(), "charge", NodeKind.DECISION)


def test_a_timer_says_after_how_long() -> None:
    with pytest.raises(DefinitionError, match="after how long"):
        change_event(shop(), "start", EventKind.TIMER)


def test_what_does_not_belong_to_the_event_goes() -> None:
    definition = chain(node("start", NodeKind.START), node("a"))

    changed = change_event(definition, "start", EventKind.TIMER, timer=60, ref="x", condition="y")

    start = changed.by_id["start"]
    assert (start.timer, start.ref, start.condition) == (60, "", "")


def test_nobody_unknown_performs_a_step() -> None:
    assert assign(shop(), "charge", "clerk").by_id["charge"].participant == "clerk"
    with pytest.raises(DefinitionError, match="no participant"):
        assign(shop(), "charge", "nobody")
