"""The volume at which the SLA is left, on queues whose answer is known."""

from __future__ import annotations

from collections.abc import Callable
from math import log

import pytest

from tests.workflows.engine.maps import chain, step
from workflows.definition.findings import DefinitionError
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.capacity import TOLERANCE, Capacity, Load, capacity_sweep, find_capacity
from workflows.sandbox.scenario import Scenario

HYBRID = OrchestrationModel.HYBRID
SERVICE_S = 0.1


def single_server(volume: float) -> Load:
    """M/M/1: the time in the system is exponential with rate mu - lambda."""
    used = volume / 3_600 * SERVICE_S
    p99 = log(100) / (1 / SERVICE_S - volume / 3_600) if used < 1 else None
    return Load(p99=p99, utilisation={"bank": min(used, 1.0), "shop": used / 3})


def found(
    measure: Callable[[float], Load] = single_server, *, sla: float = 1.0, start: float = 100.0
) -> Capacity:
    return find_capacity(measure, sla=sla, start=start, model=HYBRID)


# At the limit log(100) / (10 - lambda) = 1 s, so lambda = 10 - log(100) a second.
LIMIT = (10 - log(100)) * 3_600


@pytest.mark.parametrize("start", [1.0, 5_000.0, 1e6])
def test_the_limit_of_a_single_server_is_found_from_any_start(start: float) -> None:
    capacity = found(start=start)

    assert capacity.holds is not None
    assert capacity.breaks is not None
    assert capacity.holds <= LIMIT < capacity.breaks <= capacity.holds * (1 + TOLERANCE)


def test_the_busiest_resource_is_named_as_saturated() -> None:
    capacity = found()

    assert capacity.saturated == "bank"
    assert capacity.utilisation == pytest.approx(LIMIT / 36_000, rel=TOLERANCE)


def test_a_map_that_is_slow_even_when_idle_holds_at_no_volume() -> None:
    capacity = found(sla=0.1)

    assert capacity.holds is None
    assert capacity.breaks is not None


def test_a_resource_that_cannot_keep_up_leaves_the_sla_sooner_or_later() -> None:
    def too_short_to_show(volume: float) -> Load:
        return Load(p99=0.5, utilisation={"bank": volume / 36_000})

    capacity = found(too_short_to_show)
    assert capacity.breaks == pytest.approx(36_000, rel=TOLERANCE)
    assert capacity.utilisation >= 1.0


def test_a_map_that_no_volume_slows_down_breaks_at_none() -> None:
    capacity = found(lambda volume: Load(p99=0.5, utilisation={}))

    assert capacity.breaks is None
    assert (capacity.saturated, capacity.utilisation) == ("", 0.0)


def test_a_map_that_finishes_no_case_holds_at_no_volume() -> None:
    assert found(lambda volume: Load(p99=None, utilisation={})).holds is None


def test_a_map_without_an_sla_is_refused() -> None:
    with pytest.raises(DefinitionError, match="states no sla"):
        capacity_sweep(chain(step("pay")), Scenario())


def test_a_limit_is_data() -> None:
    data = found().as_json()

    assert data["model"] == "hybrid"
    assert data["saturated"] == "bank"
    assert data["holds_per_hour"] < data["breaks_per_hour"]
