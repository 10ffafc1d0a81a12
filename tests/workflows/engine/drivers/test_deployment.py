"""A new version that goes live while cases run."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.workflows.engine.maps import chain, step
from workflows.definition.model import Definition, Duration, OrchestrationModel
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.core.compiled import compile_map
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.chunk import Chunk
from workflows.engine.drivers.conditions import Conditions, Wiring
from workflows.engine.drivers.deployment import Deployment
from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.engine.drivers.simulation import Simulation
from workflows.engine.drivers.transitions import Transitions

SLOW = Duration(mean=60.0, p95=60.0)
OLD = chain(step("a", effect=True, duration=SLOW, timeout=100.0), step("b", participant="a"))
RENAMED = chain(
    step("x", effect=True, duration=SLOW, timeout=100.0, participant="a"),
    step("b", participant="a"),
    step("c", participant="a"),
)
WITHOUT = chain(step("b", participant="a"))


def prepared(definition: Definition, model: OrchestrationModel) -> Transitions:
    compiled = compile_map(definition)
    return Transitions(compiled, COORDINATIONS[model](compiled, {}), Wiring())


def deploy(
    new: Definition,
    *,
    model: OrchestrationModel = OrchestrationModel.CENTRALIZED,
    migrate: bool = False,
    mapping: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
) -> Chunk:
    """30 cases, about 30 s apart; the new version goes live after 5 minutes."""
    before = prepared(OLD, model)
    deployment = Deployment(
        transitions=prepared(new, model),
        before=before,
        at=300.0,
        migrate=migrate,
        mapping=mapping or {},
    )
    conditions = Conditions(seed=7, cases_per_hour=120.0, faults=faults)
    simulation = Simulation(before, conditions, deployment=deployment)
    tally = simulation.run(0, 30)
    assert tally.sent == tally.delivered + tally.dead_lettered + tally.lost
    return simulation.chunk


def done(chunk: Chunk) -> list[int]:
    """How many effects each case has in its ledger."""
    return [len(page.ledger.done) for page in chunk.pages]


@pytest.mark.parametrize("model", OrchestrationModel)
def test_cases_under_way_stay_on_their_version(model: OrchestrationModel) -> None:
    chunk = deploy(WITHOUT, model=model)

    began_before = sum(at < 300_000_000 for at in chunk.started)
    assert chunk.versions == [0] * began_before + [1] * (30 - began_before)
    assert done(chunk) == [1] * began_before + [0] * (30 - began_before)
    assert chunk.tally.verdicts == {CaseVerdict.COMPLETED: 30}


@pytest.mark.parametrize("model", OrchestrationModel)
def test_cases_go_over_by_a_mapping_and_lose_nothing(model: OrchestrationModel) -> None:
    chunk = deploy(RENAMED, model=model, migrate=True, mapping={"a": "x", "undo-a": "undo-x"})

    gone = [place for place, notes in chunk.notes.items() if "goes over" in notes[-1]]
    assert gone
    assert all(chunk.versions[place] == 1 for place in gone)
    assert done(chunk) == [1] * 30
    assert chunk.tally.verdicts == {CaseVerdict.COMPLETED: 30}


def test_a_case_without_counterpart_stays_and_says_where() -> None:
    chunk = deploy(WITHOUT, migrate=True)

    stayed = [notes[-1] for notes in chunk.notes.values()]
    assert stayed
    assert all("stays on its version: 'a'" in note for note in stayed)
    assert chunk.tally.verdicts == {CaseVerdict.COMPLETED: 30}


@pytest.mark.parametrize("model", OrchestrationModel)
def test_what_goes_wrong_on_the_way_is_mended_under_the_new_version(
    model: OrchestrationModel,
) -> None:
    kinds = (
        FaultKind.STEP_ERROR,
        FaultKind.MESSAGE_LOST,
        FaultKind.MESSAGE_DUPLICATED,
        FaultKind.ORCHESTRATOR_CRASH,
        FaultKind.PARTICIPANT_CRASH,
    )
    faults = tuple(Fault(kind=kind, share=0.2) for kind in kinds)

    chunk = deploy(RENAMED, model=model, migrate=True, mapping={"a": "x"}, faults=faults)

    assert chunk.tally.verdicts[CaseVerdict.INCONSISTENT] == 0
    assert chunk.tally.verdicts[CaseVerdict.COMPLETED] >= 20
