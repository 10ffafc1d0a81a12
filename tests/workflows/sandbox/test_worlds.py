"""One case of a scenario, alone or among the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.engine.maps import chain, order, step
from workflows.definition.model import OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict
from workflows.sandbox.fault_notation import parse_fault
from workflows.sandbox.scenario import NewVersion, Scenario
from workflows.sandbox.worlds import participants_of, rest_of, world_of

CENTRALIZED, CHOREOGRAPHY, _ = OrchestrationModel
LOSSY = Scenario(
    cases=50, faults=(parse_fault("message-lost nth=1 case=17"),), outbox=False, inbox=False
)


def test_a_case_that_goes_wrong_says_what_and_why() -> None:
    found = rest_of(order(), LOSSY, CHOREOGRAPHY, case=17)

    assert (found.verdict, found.latency) == (CaseVerdict.STUCK, None)
    assert found.what
    assert any("got lost" in line for line in found.because)
    assert found.struck == {"message-lost": 1}


def test_a_case_that_goes_well_has_a_latency_and_nothing_to_explain() -> None:
    found = rest_of(order(), LOSSY, CHOREOGRAPHY, case=18)

    assert found.verdict is CaseVerdict.COMPLETED
    assert found.latency is not None
    assert (found.what, found.because) == ("", ())


def test_a_followed_case_is_told_event_by_event() -> None:
    found = rest_of(order(), LOSSY, CENTRALIZED, case=18, follow=True)

    assert len(found.because) > 3


def test_following_a_case_changes_nothing_about_it() -> None:
    plain = rest_of(order(), LOSSY, CENTRALIZED, case=18, alone=False)
    followed = rest_of(order(), LOSSY, CENTRALIZED, case=18, alone=False, follow=True)

    assert replace(followed, because=()) == replace(plain, because=())


def test_a_case_among_others_ends_as_in_the_experiment() -> None:
    tally = world_of(order(), LOSSY, CHOREOGRAPHY).run(0, 50)

    for case in (0, 17, 49):
        found = rest_of(order(), LOSSY, CHOREOGRAPHY, case=case, alone=False)
        assert found.verdict is tuple(CaseVerdict)[tally.ended[case][0]]


def test_each_replication_has_a_seed_of_its_own() -> None:
    scenario = Scenario(cases=20)

    first, second = (world_of(order(), scenario, CENTRALIZED, number=n).run(0, 20) for n in (0, 1))
    next_seed = world_of(order(), replace(scenario, seed=8), CENTRALIZED).run(0, 20)
    assert second.ended == next_seed.ended != first.ended


def deployed(*, migrate: bool, at: float = 60.0) -> Scenario:
    """Half of some hundred cases come in before a new version with two steps of newcomers."""
    newer = chain(step("pack"), step("reserve"), step("charge"), step("ship"), step("tell"))
    new = NewVersion(definition=newer, at=at, migrate=migrate)
    return Scenario(cases=120, new_version=new)


@pytest.mark.parametrize("model", OrchestrationModel)
def test_cases_that_begin_after_a_deployment_follow_the_new_version(
    model: OrchestrationModel,
) -> None:
    tally = world_of(order(), deployed(migrate=False), model).run(0, 120)

    assert 0 < tally.step_ms["pack"].total() == tally.step_ms["tell"].total() < 120
    assert tally.verdicts[CaseVerdict.STUCK] == 0


def test_cases_under_way_go_over_where_they_are_told_to() -> None:
    slow = (parse_fault("step-slow factor=100"),)

    def told(*, migrate: bool) -> int:
        scenario = replace(deployed(migrate=migrate), faults=slow)
        return world_of(order(), scenario, CENTRALIZED).run(0, 120).step_ms["tell"].total()

    assert told(migrate=True) > told(migrate=False) > 0


def test_whoever_works_in_either_version_is_known() -> None:
    known = [one.id for one in participants_of(order(), deployed(migrate=False))]

    assert known == ["reserve", "charge", "ship", "pack", "tell"]


def test_an_ending_is_data() -> None:
    data = rest_of(order(), LOSSY, CHOREOGRAPHY, case=17).as_json()

    assert (data["case"], data["verdict"], data["latency_s"]) == (17, "stuck", None)
    assert data["struck"] == {"message-lost": 1}
