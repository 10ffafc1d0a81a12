"""What comes from outside the map: after the time that the map states, or by its share."""

from __future__ import annotations

from tests.workflows.engine.maps import draw, gateway, step
from tests.workflows.engine.shapes import catch
from tests.workflows.engine.worlds import simulate, try_out
from workflows.definition.model import Duration, EventKind, NodeKind, OrchestrationModel

DAY = Duration(mean=86_400.0, p95=86_400.0)


def test_a_case_waits_for_a_message_as_long_as_the_map_says() -> None:
    map_ = draw([catch("paid", EventKind.MESSAGE, wait=DAY)], ["start > paid", "paid > end"])

    tally = simulate(map_, cases=5)

    assert min(tally.latency_ms) >= 86_400_000


def test_what_states_no_time_has_come_already() -> None:
    map_ = draw([catch("paid", EventKind.MESSAGE)], ["start > paid", "paid > end"])

    assert max(simulate(map_, cases=5).latency_ms) < 1_000


def test_of_events_without_times_one_comes_first_by_its_share() -> None:
    map_ = draw(
        [
            gateway("race", NodeKind.EVENT_BASED),
            catch("paid", EventKind.MESSAGE),
            catch("cancelled", EventKind.MESSAGE),
            step("ship", effect=True),
        ],
        [
            "start > race",
            "race > paid 0.8",
            "race > cancelled 0.2",
            "paid > ship",
            "ship > end",
            "cancelled > end",
        ],
    )

    shipped = {
        model: [len(case.ledger.done) for case in try_out(map_, model, cases=400).cases]
        for model in OrchestrationModel
    }

    assert 290 < sum(shipped[OrchestrationModel.CENTRALIZED]) < 350
    assert len({tuple(done) for done in shipped.values()}) == 1
