"""The short cut through the ordinary gives the same figures as the long way round."""

from __future__ import annotations

import pytest

from tests.workflows.engine.maps import chain, draw, gateway, order, step
from tests.workflows.engine.worlds import simulate
from workflows.definition.model import (
    Definition,
    Duration,
    NodeKind,
    OnFailure,
    OrchestrationModel,
    Side,
)
from workflows.engine.drivers.faults import Fault, FaultKind

HALVES = {"a": Side.ORCHESTRATED, "b": Side.EVENT_DRIVEN, "charge": Side.EVENT_DRIVEN}
MAPS = {
    "order": order(),
    "forked": draw(
        [
            gateway("split", NodeKind.PARALLEL),
            step("a", effect=True, transient=0.05),
            step("b", effect=True, permanent=0.05, on_failure=OnFailure.COMPENSATE),
            gateway("join", NodeKind.PARALLEL),
        ],
        ["start > split", "split > a", "split > b", "a > join", "b > join", "join > end"],
    ),
    "people": chain(
        step("a", effect=True),
        step("person-b", deadline=5.0, duration=Duration(mean=3.0, p95=6.0), escalation="boss"),
    ),
    "crowded": chain(step("a", duration=Duration(mean=5.0, p95=10.0), timeout=None), step("b")),
}
FAULTS = {
    "none": (),
    "shares": tuple(Fault(kind=kind, share=0.02) for kind in FaultKind),
    "windows": tuple(Fault(kind=kind, share=0.2, window=(10.0, 60.0)) for kind in FaultKind),
    "nth": tuple(Fault(kind=kind, share=0.5, nth=2) for kind in FaultKind),
}


@pytest.mark.parametrize("model", OrchestrationModel)
@pytest.mark.parametrize("faults", FAULTS)
@pytest.mark.parametrize("map_", MAPS)
@pytest.mark.parametrize("wired", [True, False])
def test_every_case_the_long_way_round_counts_the_same(
    map_: str, faults: str, model: OrchestrationModel, wired: bool
) -> None:
    definition: Definition = MAPS[map_]

    def tally(*, careful: bool) -> object:
        return simulate(
            definition,
            model,
            faults=FAULTS[faults],
            boundary=HALVES,
            careful=careful,
            outbox=wired,
            inbox=wired,
            cases=150,
        )

    assert tally(careful=False) == tally(careful=True)
