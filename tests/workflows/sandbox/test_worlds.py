"""One case of a scenario, alone or among the others."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.engine.maps import order
from workflows.definition.model import OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict
from workflows.sandbox.fault_notation import parse_fault
from workflows.sandbox.scenario import Scenario
from workflows.sandbox.worlds import rest_of, world_of

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


def test_an_ending_is_data() -> None:
    data = rest_of(order(), LOSSY, CHOREOGRAPHY, case=17).as_json()

    assert (data["case"], data["verdict"], data["latency_s"]) == (17, "stuck", None)
    assert data["struck"] == {"message-lost": 1}
