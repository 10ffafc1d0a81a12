"""What holds for every case of every map under every model, whatever the faults."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workflows.engine.maps import draw, gateway, order, step
from tests.workflows.engine.runs import simulate
from workflows.definition.model import (
    Definition,
    Node,
    NodeKind,
    OnFailure,
    OrchestrationModel,
    Side,
)
from workflows.engine.core.streams import key_of
from workflows.engine.drivers.faults import FaultKind, FaultTable
from workflows.engine.drivers.tally import Case, Tally
from workflows.sandbox.outcome import CaseVerdict

MODELS = tuple(OrchestrationModel)
SEEDS = st.integers(0, 2**32)
SHARES = st.sampled_from((0.0, 0.02, 0.2))
FAULTS = st.fixed_dictionaries({}, optional=dict.fromkeys(FaultKind, SHARES))
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def maps(draw_: st.DrawFn) -> Definition:
    """A block-structured map: blocks in a row, each a step, a decision, or a fork with a join.
    Every effect is idempotent and can be undone."""
    nodes: list[Node] = []
    flows: list[str] = []
    last = "start"
    for number in range(draw_(st.integers(1, 4))):
        kind = draw_(st.sampled_from((None, NodeKind.DECISION, NodeKind.PARALLEL)))
        names = [f"s{number}{way}" for way in ("ab" if kind else "a")]
        nodes += [_step(draw_, name) for name in names]
        if kind is None:
            flows.append(f"{last} > {names[0]}")
            last = names[0]
            continue
        split, join = f"split{number}", f"join{number}"
        nodes += [gateway(split, kind), gateway(join, kind)]
        flows.append(f"{last} > {split}")
        flows += [f"{split} > {name}" for name in names] + [f"{name} > {join}" for name in names]
        last = join
    return draw(nodes, [*flows, f"{last} > end"])


def _step(draw_: st.DrawFn, name: str) -> Node:
    return step(
        name,
        undo=True,
        permanent=draw_(SHARES),
        transient=draw_(SHARES),
        on_failure=OnFailure.COMPENSATE,
        participant=draw_(st.sampled_from(("stock", "bank", "carrier"))),
    )


def run(
    map_: Definition,
    model: OrchestrationModel,
    *,
    seed: int,
    faults: Mapping[FaultKind, float] | None = None,
    outbox: bool = True,
    inbox: bool = True,
) -> Tally:
    sides = (Side.ORCHESTRATED, Side.EVENT_DRIVEN)
    boundary = {node.id: sides[place % 2] for place, node in enumerate(map_.forward_steps)}
    return simulate(
        map_,
        model,
        cases=60,
        seed=seed,
        faults=faults,
        boundary=boundary,
        outbox=outbox,
        inbox=inbox,
    )


@pytest.mark.parametrize("model", MODELS)
@FEW
@given(map_=maps(), seed=SEEDS)
def test_with_faults_off_every_case_comes_to_a_good_end(
    model: OrchestrationModel, map_: Definition, seed: int
) -> None:
    tally = run(map_, model, seed=seed)

    good = {CaseVerdict.COMPLETED, CaseVerdict.COMPENSATED}
    assert tally.cases == 60
    assert set(tally.verdicts) <= good


@pytest.mark.parametrize("model", MODELS)
@FEW
@given(map_=maps(), seed=SEEDS, faults=FAULTS)
def test_with_outbox_inbox_and_sound_effects_no_case_ends_inconsistent(
    model: OrchestrationModel, map_: Definition, seed: int, faults: Mapping[FaultKind, float]
) -> None:
    tally = run(map_, model, seed=seed, faults=faults)

    assert tally.verdicts[CaseVerdict.INCONSISTENT] == 0, tally.samples


@pytest.mark.parametrize("model", MODELS)
@FEW
@given(map_=maps(), seed=SEEDS, faults=FAULTS, outbox=st.booleans(), inbox=st.booleans())
def test_messages_sent_are_delivered_dead_lettered_or_lost(
    model: OrchestrationModel,
    map_: Definition,
    seed: int,
    faults: Mapping[FaultKind, float],
    outbox: bool,
    inbox: bool,
) -> None:
    tally = run(map_, model, seed=seed, faults=faults, outbox=outbox, inbox=inbox)

    assert tally.sent == tally.delivered + tally.dead_lettered + tally.lost
    assert tally.lost == tally.injected[FaultKind.MESSAGE_LOST.value]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """Every case of the next runs, as it came to rest."""
    cases: list[Case] = []
    settle = Tally.settle

    def keep(tally: Tally, case: Case, at: int, *rest: object) -> None:
        cases.append(case)
        settle(tally, case, at, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Tally, "settle", keep)
    return cases


@pytest.mark.parametrize("model", MODELS)
@FEW
@given(map_=maps(), seed=SEEDS, faults=FAULTS, outbox=st.booleans(), inbox=st.booleans())
def test_no_acknowledged_effect_is_lost_and_none_happens_twice_under_one_key(
    seen: list[Case],
    model: OrchestrationModel,
    map_: Definition,
    seed: int,
    faults: Mapping[FaultKind, float],
    outbox: bool,
    inbox: bool,
) -> None:
    seen.clear()
    run(map_, model, seed=seed, faults=faults, outbox=outbox, inbox=inbox)

    assert len(seen) == 60
    assert not any(case.ledger.lost for case in seen)
    assert all(count == 1 for case in seen for count in case.ledger.done.values())


@pytest.mark.parametrize("model", MODELS)
@FEW
@given(seed=SEEDS, faults=FAULTS)
def test_only_completed_or_unknown_steps_are_undone(
    seen: list[Case], model: OrchestrationModel, seed: int, faults: Mapping[FaultKind, float]
) -> None:
    seen.clear()
    run(order(), model, seed=seed, faults=faults)

    for case in seen:
        tried = case.ledger.tombs | case.ledger.undone.keys()
        assert tried <= case.ledger.done.keys() | case.machine.state.unknown


@pytest.mark.parametrize("model", MODELS)
@FEW
@given(map_=maps(), seed=SEEDS, faults=FAULTS)
def test_the_replayed_state_is_the_live_state(
    seen: list[Case],
    model: OrchestrationModel,
    map_: Definition,
    seed: int,
    faults: Mapping[FaultKind, float],
) -> None:
    seen.clear()
    run(map_, model, seed=seed, faults={**faults, FaultKind.ORCHESTRATOR_CRASH: 1e-9})

    for case in seen:
        assert case.machine.replayed(case.history).state == case.machine.state


@pytest.mark.parametrize("write", range(1, 8))
def test_a_crash_after_any_durable_write_changes_no_verdict(
    seen: list[Case], monkeypatch: pytest.MonkeyPatch, write: int
) -> None:
    simulate(order(), cases=30)
    undisturbed = {case.number: case.verdict()[0] for case in seen}
    seen.clear()

    def crash_once(_: FaultTable, kind: FaultKind, node: int, case: int, key: int) -> bool:
        return kind is FaultKind.ORCHESTRATOR_CRASH and key == key_of(node, write)

    monkeypatch.setattr(FaultTable, "strikes", crash_once)
    tally = simulate(order(), cases=30, faults={FaultKind.ORCHESTRATOR_CRASH: 0.5})

    assert tally.injected[FaultKind.ORCHESTRATOR_CRASH.value] > 0
    assert {case.number: case.verdict()[0] for case in seen} == undisturbed
