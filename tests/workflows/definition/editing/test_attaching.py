"""workflows/definition/editing/attaching.py"""

from __future__ import annotations

import pytest

from tests.workflows.definition.steps import shop
from workflows.definition.editing import add_boundary, add_compensation
from workflows.definition.findings import DefinitionError
from workflows.definition.model import EventKind


def test_an_event_hangs_on_its_step_and_leads_to_an_end() -> None:
    definition = add_boundary(shop(), "charge", "Too late", EventKind.TIMER, timer=3600)

    (boundary,) = definition.boundaries["charge"]
    assert (boundary.event, boundary.timer) == (EventKind.TIMER, 3600)
    assert len(definition.outgoing[boundary.id]) == 1


def test_an_event_hangs_on_no_gateway_and_no_end() -> None:
    with pytest.raises(DefinitionError, match="is no step"):
        add_boundary(shop(), "end", "x", EventKind.ERROR)


def test_what_undoes_a_step_is_stated_as_its_effect() -> None:
    definition = add_compensation(shop(), "charge", "Pay back")

    handler = definition.handler_of(definition.by_id["charge"])
    assert handler is not None
    assert handler.name == "Pay back"


def test_a_step_is_undone_by_one_thing() -> None:
    definition = add_compensation(shop(), "charge", "Pay back")

    with pytest.raises(DefinitionError, match="already"):
        add_compensation(definition, "charge", "Again")
