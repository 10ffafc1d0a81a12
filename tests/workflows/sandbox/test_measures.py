"""From a run's counts to what an experiment keeps."""

from __future__ import annotations

from collections import Counter

from tests.workflows.engine.maps import chain, step
from workflows.definition.model import OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.samples import CaseSample
from workflows.engine.drivers.tally import Tally
from workflows.engine.drivers.world import World
from workflows.sandbox.measures import (
    ORCHESTRATOR_RESOURCE,
    STORE_RESOURCE,
    Part,
    capacities,
    outcomes,
)
from workflows.sandbox.outcome import ModelOutcome

CENTRALIZED, CHOREOGRAPHY, _ = OrchestrationModel
COMPLETED, COMPENSATED, STUCK = (
    list(CaseVerdict).index(verdict)
    for verdict in (CaseVerdict.COMPLETED, CaseVerdict.COMPENSATED, CaseVerdict.STUCK)
)
ENDED = [(COMPLETED, 5_000_400), (COMPENSATED, 7_000_600), (STUCK, -1), (COMPLETED, 12_345_678)]


def tally(ended: list[tuple[int, int]] = ENDED) -> Tally:
    sample = CaseSample(case=1_002, verdict=CaseVerdict.STUCK, what="silent", because=())
    return Tally(
        cases=len(ended),
        ended=ended,
        sent=40,
        durable_writes=12,
        decisions=3,
        busy=Counter({"pay": 600}),
        span=1_000,
        samples=[sample],
    )


def measured(*, warm_up: int = 0, replication: int = 0) -> ModelOutcome:
    part = Part(replication=replication, first=1_000, cases=5_000, warm_up=warm_up)
    servers = capacities(chain(step("pay")).participants, World())
    return outcomes({CENTRALIZED: tally()}, part=part, servers=servers)[CENTRALIZED]


def test_endings_are_counted_and_latencies_binned() -> None:
    found = measured()

    assert found.cases == 4
    assert found.verdicts == {
        CaseVerdict.COMPLETED: 2,
        CaseVerdict.COMPENSATED: 1,
        CaseVerdict.STUCK: 1,
    }
    assert found.latency_ms == Counter([5_000, 7_001, 12_340])
    assert found.compensated_ms == Counter([7_001])


def test_a_warm_up_is_in_no_ending_but_in_the_work_per_case() -> None:
    found = measured(warm_up=2)

    assert (found.cases, found.warm_up) == (2, 2)
    assert found.verdicts == {CaseVerdict.STUCK: 1, CaseVerdict.COMPLETED: 1}
    assert found.replications[0].cases == 2
    assert found.per_case(found.messages) == 10.0


def test_samples_of_the_warm_up_are_dropped() -> None:
    assert [sample.case for sample in measured(warm_up=2).samples] == [1_002]
    assert measured(warm_up=3).samples == ()


def test_samples_are_numbered_on_through_replications() -> None:
    found = measured(replication=3)

    assert [sample.case for sample in found.samples] == [16_002]
    assert list(found.replications) == [3]


def test_a_resource_could_have_worked_on_all_its_servers() -> None:
    found = measured()

    assert found.capacity_us["pay"] == 16 * 1_000
    assert found.utilisation("pay") == 600 / 16_000


def test_the_orchestrator_has_workers_and_a_store() -> None:
    world = World()
    servers = capacities((), world)

    assert servers == {ORCHESTRATOR_RESOURCE: world.workers, STORE_RESOURCE: world.shards}
    assert measured().busy_us[STORE_RESOURCE] == 3 * world.write


def test_each_model_is_paired_with_each_other() -> None:
    part = Part(replication=0, first=0, cases=4, warm_up=0)
    slower = [(verdict, us + 1_000 if us >= 0 else us) for verdict, us in ENDED]
    tallies = {CENTRALIZED: tally(), CHOREOGRAPHY: tally(slower)}

    found = outcomes(tallies, part=part, servers={})
    paired = found[CHOREOGRAPHY].against(CENTRALIZED)
    assert paired is not None
    assert (paired.finished, paired.longer_us) == (3, 3_000)
    assert CHOREOGRAPHY not in found[CHOREOGRAPHY].replications[0].against
