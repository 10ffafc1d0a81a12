"""The crash-point sweep: what becomes of a case if somebody crashes at each of its durable writes.

The same case runs again and again: once undisturbed, then with a crash of the orchestrator right
after its first durable write, after its second, and so on through all, and likewise with a crash
of each participant. A sound design ends the case the same way every time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from workflows.definition.model import Definition, OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.faults import CrashPoint, Fault, FaultKind
from workflows.sandbox.pairing import FINISHED
from workflows.sandbox.scenario import Scenario
from workflows.sandbox.worlds import Rested, participants_of, rest_of

__all__ = ["CrashSweep", "Mark", "Strip", "crash_sweep", "notable_cases", "sweep_case"]

_MOST_WRITES = 2_000
"""More than any sound case needs; ends the sweep of one that runs in circles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One crash, at the ``nth`` write: how the case ended, whether that is how it ends undisturbed,
    and what is wrong where it is not well."""

    nth: int
    verdict: CaseVerdict
    passed: bool
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The crashes of one component: the orchestrator at a point of handling an event, or a
    participant, named by its id."""

    who: str
    point: CrashPoint | None
    marks: tuple[Mark, ...]

    def __str__(self) -> str:
        where = f" {self.point.value}" if self.point else ""
        return f"{self.who}{where}: {''.join('✓' if mark.passed else '✗' for mark in self.marks)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashSweep:
    """All strips of one case under one model."""

    model: OrchestrationModel
    case: int
    undisturbed: CaseVerdict
    strips: tuple[Strip, ...]

    @property
    def crashes(self) -> int:
        """How many crashes were tried."""
        return sum(len(strip.marks) for strip in self.strips)

    @property
    def failures(self) -> tuple[tuple[Strip, Mark], ...]:
        """The crashes after which the case ended otherwise."""
        return tuple(
            (strip, mark) for strip in self.strips for mark in strip.marks if not mark.passed
        )

    def as_json(self) -> dict[str, Any]:
        """The sweep as data."""
        return {
            "model": self.model.value,
            "case": self.case,
            "undisturbed": self.undisturbed.value,
            "strips": [_strip_json(strip) for strip in self.strips],
        }


def _strip_json(strip: Strip) -> dict[str, Any]:
    return {
        "who": strip.who,
        "point": strip.point and strip.point.value,
        "crashes": [
            {"nth": m.nth, "verdict": m.verdict.value, "passed": m.passed, "what": m.what}
            for m in strip.marks
        ],
    }


type RunWith = Callable[[Fault | None], Rested]
"""Runs the case with this crash on top of the scenario's faults, or without one."""


def crash_sweep(
    definition: Definition, scenario: Scenario, model: OrchestrationModel, case: int
) -> CrashSweep:
    """Sweep one case of the scenario."""

    def run(crash: Fault | None) -> Rested:
        faults = scenario.faults if crash is None else (*scenario.faults, crash)
        return rest_of(definition, replace(scenario, faults=faults), model, case=case)

    participants = tuple(participant.id for participant in participants_of(definition, scenario))
    return sweep_case(run, model=model, case=case, participants=participants)


def sweep_case(
    run: RunWith, *, model: OrchestrationModel, case: int, participants: tuple[str, ...]
) -> CrashSweep:
    """Sweep whatever ``run`` runs; who never writes anything has no strip."""
    undisturbed = run(None).verdict
    crashes: list[tuple[str, Fault]] = [
        ("orchestrator", Fault(kind=FaultKind.ORCHESTRATOR_CRASH, case=case, point=point))
        for point in CrashPoint
    ]
    crashes += [
        (who, Fault(kind=FaultKind.PARTICIPANT_CRASH, case=case, participant=who))
        for who in participants
    ]
    strips = (
        Strip(who=who, point=crash.point, marks=tuple(_marks(run, crash, undisturbed)))
        for who, crash in crashes
    )
    return CrashSweep(
        model=model,
        case=case,
        undisturbed=undisturbed,
        strips=tuple(strip for strip in strips if strip.marks),
    )


def _marks(run: RunWith, crash: Fault, undisturbed: CaseVerdict) -> Iterator[Mark]:
    """A mark per write, until there is no further one to crash at."""
    for nth in range(1, _MOST_WRITES + 1):
        found = run(replace(crash, nth=nth))
        if not found.struck.get(crash.kind.value):
            return
        passed = found.verdict is undisturbed
        yield Mark(nth=nth, verdict=found.verdict, passed=passed, what=found.what)


def notable_cases(
    definition: Definition, scenario: Scenario, model: OrchestrationModel, among: int = 200
) -> tuple[int, ...]:
    """The first case that completes and the first that is compensated among the first so many, run
    one by one; the very first where none of them ends well."""
    first: dict[CaseVerdict, int] = {}
    for case in range(min(among, scenario.cases)):
        first.setdefault(rest_of(definition, scenario, model, case=case).verdict, case)
    return tuple(sorted(first[verdict] for verdict in FINISHED if verdict in first)) or (0,)
