"""Who should own what."""

from __future__ import annotations

from assessment.decision.assessment import EventExperience, Team
from assessment.decision.migration.parts import Advice
from tests.assessment.decision.maps import line, order, step
from tests.assessment.decision.migration.paths import TEAMS, path_of
from workflows.definition.model import Definition, Participant, Side


def test_without_teams_the_advice_asks_for_them() -> None:
    shop = Participant(id="shop", name="Shop")

    assert list(_advice("hybrid", line(step("a"), participants=(shop,)))) == [
        "teams-unknown",
        "unowned",
    ]


def test_the_team_with_more_than_half_of_the_orchestrated_steps_owns_the_orchestrator() -> None:
    advice = _advice("centralized", _owned("a", "a", "b"), teams=_teams("a", "b"))

    assert advice["orchestrator-team"].text == "A should own the orchestrator."


def test_many_teams_ask_for_a_platform_team() -> None:
    advice = _advice("centralized", _owned("a", "b", "c", "d"), teams=_teams("a", "b", "c", "d"))

    assert "A platform team should run the orchestrator" in advice["orchestrator-platform"].text


def test_a_platform_team_that_exists_runs_the_orchestrator() -> None:
    teams = (*_teams("a", "b", "c", "d"), Team(name="Platform", people=5))

    advice = _advice("centralized", _owned("a", "b", "c", "d"), teams=teams)

    assert advice["orchestrator-existing-platform"].text.startswith("Platform should run")


def test_of_two_owners_alike_the_one_with_more_hand_overs_leads() -> None:
    advice = _advice("hybrid", order(), teams=TEAMS)

    assert advice["orchestrator-split"].text.startswith("Warehouse should own the orchestrator")


def test_a_choreography_needs_no_owner_of_an_orchestrator() -> None:
    advice = _advice("choreography", order(), teams=TEAMS)

    assert not any(key.startswith("orchestrator") for key in advice)


def test_one_publisher_keeps_the_registry() -> None:
    advice = _advice("choreography", _owned("a", "b"), teams=_teams("a", "b"))

    assert advice["registry-one"].text == "A should keep the schema registry."


def test_several_publishers_share_a_registry() -> None:
    advice = _advice("choreography", _owned("a", "b", "c"), teams=_teams("a", "b", "c"))

    assert "A and B each own the schemas" in advice["registry-shared"].text


def test_an_enablement_team_is_due_where_many_must_learn_events() -> None:
    advice = _advice(
        "choreography",
        _owned("a", "b", "c"),
        teams=_teams("a", "b", "c"),
        event_experience=EventExperience.TRIED,
    )

    assert "enablement-team" in advice


def test_a_small_organisation_lends_two_people() -> None:
    advice = _advice(
        "choreography",
        _owned("a", "b", "c"),
        teams=_teams("a", "b", "c", people=4),
        event_experience=EventExperience.TRIED,
    )

    assert "enablement-loan" in advice


def test_experienced_teams_need_no_enablement() -> None:
    advice = _advice(
        "choreography",
        _owned("a", "b", "c"),
        teams=_teams("a", "b", "c"),
        event_experience=EventExperience.EVERYDAY,
    )

    assert "enablement-none" in advice


def test_a_participant_of_nobody_is_named() -> None:
    advice = _advice("centralized", _owned("a", "b"), teams=_teams("a"))

    assert advice["unowned"].text == "Name an owner for “B”."


def test_a_team_in_most_hand_overs_is_the_bottleneck() -> None:
    advice = _advice("centralized", _owned("b", "a", "c"), teams=_teams("a", "b", "c"))

    assert advice["bottleneck"].text.startswith("A would be the bottleneck")


def test_a_team_of_two_is_too_small_to_run_both_ways() -> None:
    assert _advice("hybrid", order(), teams=TEAMS)["small-team"].text.startswith(
        "Care is too small"
    )


def test_a_boundary_through_one_team_is_told() -> None:
    advice = _advice("hybrid", _cut(by=("x", "x")), teams=_teams("x"))

    assert advice["line-cuts"].text.startswith("The boundary runs through X: 1 of 1 crossings")


def test_a_boundary_between_two_teams_is_praised() -> None:
    advice = _advice("hybrid", _cut(by=("x", "y")), teams=_teams("x", "y"))

    assert advice["line-follows"].text.startswith("The boundary follows the teams: 1 of 1")


def test_every_piece_of_advice_has_a_reason_and_a_source() -> None:
    for advice in _advice("hybrid", order(), teams=TEAMS).values():
        assert advice.because
        assert advice.source


def _cut(by: tuple[str, str]) -> Definition:
    """Two steps that the matrix pins to different sides."""
    steps = zip(("a", "b"), by, Side, strict=True)
    participants = tuple(Participant(id=owner, name=owner.title()) for owner in dict.fromkeys(by))
    made = (step(name, by=owner, side=side) for name, owner, side in steps)
    return line(*made, participants=participants)


def _owned(*owners: str) -> Definition:
    steps = [step(f"s{number}", by=owner) for number, owner in enumerate(owners)]
    participants = tuple(Participant(id=o, name=o.title()) for o in dict.fromkeys(owners))
    return line(*steps, participants=participants)


def _teams(*names: str, people: int = 8) -> tuple[Team, ...]:
    return tuple(Team(name=name.upper(), people=people, owns=(name,)) for name in names)


def _advice(target: str, definition: Definition, **context: object) -> dict[str, Advice]:
    path = path_of("manual", target, definition, **context)
    return {advice.id: advice for advice in path.organisation}
