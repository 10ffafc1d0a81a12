"""Ids made of the names of states."""

from __future__ import annotations

import pytest

from workflows.formats.asl.naming import id_from


@pytest.mark.parametrize(
    ("name", "own_id"),
    [
        ("Get Customer Status", "get-customer-status"),
        ("ShipOrder", "ship-order"),
        ("Prüfe Straße", "prufe-strasse"),
        ("2nd try", "state-2nd-try"),
        ("発注", "state"),
    ],
)
def test_an_id_is_one_that_bpmn_tools_take(name: str, own_id: str) -> None:
    assert id_from(name, "state") == own_id
