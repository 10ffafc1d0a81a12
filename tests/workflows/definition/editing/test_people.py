"""workflows/definition/editing/people.py"""

from __future__ import annotations

import pytest

from tests.workflows.definition.steps import shop
from workflows.definition.editing import add_participant, rename_participant
from workflows.definition.findings import DefinitionError
from workflows.definition.model import ParticipantKind


def test_somebody_new_comes_last() -> None:
    definition = add_participant(shop(), "Lagerhaus Süd", ParticipantKind.EXTERNAL, "Logistics")

    assert definition.participants[-1].id == "lagerhaus-süd"
    assert definition.participants[-1].team == "Logistics"


@pytest.mark.parametrize("name", [" ", "payments"])
def test_a_name_is_needed_and_belongs_to_one(name: str) -> None:
    with pytest.raises(DefinitionError):
        add_participant(shop(), name)


def test_a_renamed_participant_keeps_the_id() -> None:
    definition = rename_participant(shop(), "clerk", "Back office")

    assert definition.participants_by_id["clerk"].name == "Back office"


def test_who_has_gone_is_told() -> None:
    with pytest.raises(DefinitionError, match="reload the outline"):
        rename_participant(shop(), "nobody", "x")
