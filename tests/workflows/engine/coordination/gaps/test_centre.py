"""What the one in the middle costs those that it drives."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.engine.coordination.gaps.told import CENTRALIZED, CHOREOGRAPHY, codes, one
from tests.workflows.engine.maps import chain, step
from workflows.definition.model import Definition


def of_teams(*teams: str) -> Definition:
    """A step for each team."""
    map_ = chain(*(step(f"step-{place}") for place, _ in enumerate(teams)))
    owned = zip(map_.participants, teams, strict=True)
    return replace(map_, participants=tuple(replace(p, team=team) for p, team in owned))


def test_an_orchestrator_is_a_single_point() -> None:
    gap = one(chain(step("a"), step("b")), "single-point", CENTRALIZED)

    assert "4 messages and 3 durable writes a case" in gap.mend


def test_choreography_has_none() -> None:
    assert "single-point" not in codes(chain(step("a"), step("b")), CHOREOGRAPHY)


def test_teams_that_own_their_participants_are_commanded() -> None:
    gap = one(of_teams("Sales", "Stock"), "commanded-teams", CENTRALIZED)

    assert gap.message.startswith("Sales and Stock own their participants")


def test_one_team_commands_itself() -> None:
    assert "commanded-teams" not in codes(of_teams("Sales", "Sales"), CENTRALIZED)
