"""Random scenarios: few cases, any faults with any schedule, every switch."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from tests.proof.choices import Choices, Drawn, chance, pick
from workflows.definition.model import Definition
from workflows.engine.drivers.faults import CrashPoint, Fault, FaultKind
from workflows.sandbox.scenario import Scenario, problems

__all__ = ["grow_scenario", "scenarios"]

_KINDS = tuple(kind for kind in FaultKind if kind is not FaultKind.NEW_VERSION)
_SHARES = (1.0, 0.3, 0.1)
_CASES = 6


@st.composite
def scenarios(draw: st.DrawFn, definition: Definition) -> Scenario:
    """Any scenario that can run on this map."""
    return grow_scenario(Drawn(draw), definition)


def grow_scenario(choices: Choices, definition: Definition) -> Scenario:
    """A scenario that can run on this map, of a handful of cases."""
    grown = Scenario(
        cases=_CASES,
        seed=choices.below(1 << 31),
        cases_per_hour=pick(choices, (60.0, 36_000.0)),
        faults=tuple(_fault(choices, definition) for _ in range(choices.below(4))),
        outbox=not chance(choices, 4),
        inbox=not chance(choices, 4),
        boundary={
            step.id: step.requirements.side
            for step in definition.forward_steps
            if step.requirements and step.requirements.side
        },
        watchdog=pick(choices, (None, 30.0)),
        redrive=pick(choices, (None, 60.0)),
        standby=pick(choices, (None, 2.0)),
    )
    assert problems(grown, definition) == ()
    return grown


def _fault(choices: Choices, definition: Definition) -> Fault:
    kind = pick(choices, _KINDS)
    fault = Fault(
        kind=kind,
        share=pick(choices, _SHARES),
        case=choices.below(_CASES) if chance(choices, 4) else None,
        nth=1 + choices.below(6) if chance(choices, 3) else None,
        window=pick(choices, ((0.0, 5.0), (2.0, 60.0))) if chance(choices, 4) else None,
        step=_some_step(choices, definition),
    )
    if kind is FaultKind.BROKER_OUTAGE and fault.share == 1.0 and not fault.nth:
        fault = replace(fault, window=(1.0, 20.0))
    if kind is FaultKind.ORCHESTRATOR_CRASH:
        fault = replace(fault, point=pick(choices, (None, *CrashPoint)))
    elif chance(choices, 3):
        names = [one.id for one in definition.participants]
        fault = replace(fault, participant=pick(choices, names))
    if kind is FaultKind.STEP_SLOW:
        fault = replace(fault, factor=pick(choices, (10.0, 100.0)))
    return fault


def _some_step(choices: Choices, definition: Definition) -> str | None:
    if not definition.steps or not chance(choices, 3):
        return None
    return pick(choices, definition.steps).id
