"""The smallest case that goes wrong, and the command that shows it again."""

from __future__ import annotations

from tests.workflows.engine.maps import order
from workflows.definition.model import OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict
from workflows.sandbox.counterexample import (
    Counterexample,
    find_counterexample,
    replay_command,
)
from workflows.sandbox.fault_notation import format_fault, parse_fault
from workflows.sandbox.pairing import BAD_ENDINGS
from workflows.sandbox.scenario import Scenario
from workflows.sandbox.worlds import rest_of

CHOREOGRAPHY = OrchestrationModel.CHOREOGRAPHY
STORM = Scenario(
    cases=300,
    faults=(
        parse_fault("step-slow share=10% factor=2"),
        parse_fault("message-lost share=2%"),
        parse_fault("step-error share=1%"),
    ),
    outbox=False,
    inbox=False,
)


def smallest(scenario: Scenario = STORM) -> Counterexample | None:
    return find_counterexample(order(), scenario, CHOREOGRAPHY, BAD_ENDINGS)


def test_out_of_many_faults_one_occasion_is_left() -> None:
    found = smallest()

    assert found is not None
    assert [format_fault(fault) for fault in found.scenario.faults] == ["message-lost nth=1 case=0"]
    assert (found.scenario.seed, found.rested.case) == (0, 0)


def test_what_is_left_goes_wrong_again() -> None:
    found = smallest()

    assert found is not None
    again = rest_of(order(), found.scenario, CHOREOGRAPHY, case=found.rested.case)
    assert again == found.rested
    assert again.verdict in BAD_ENDINGS


def test_where_nothing_goes_wrong_there_is_no_counterexample() -> None:
    assert smallest(Scenario(cases=50)) is None


def test_only_the_verdicts_asked_for_count() -> None:
    wanted = [CaseVerdict.DEAD_LETTERED]

    assert find_counterexample(order(), STORM, CHOREOGRAPHY, wanted) is None


def test_the_command_says_all_that_differs_from_the_file() -> None:
    found = smallest()

    assert found is not None
    assert replay_command("my order.yaml", found) == (
        "podium simulate 'my order.yaml' --models choreography --seed 0 --case 0 --no-faults "
        "--fault 'message-lost nth=1 case=0' --outbox off --inbox off"
    )


def test_a_counterexample_is_data() -> None:
    found = smallest()

    assert found is not None
    data = found.as_json()
    assert data["faults"] == ["message-lost nth=1 case=0"]
    assert (data["seed"], data["case"], data["alone"]) == (0, 0, True)
