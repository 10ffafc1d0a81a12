"""A counterexample: the smallest case that ends as no case should, and the command that replays
it."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workflows.definition.model import Definition, OrchestrationModel
from workflows.definition.quantities import format_duration
from workflows.engine.core.verdicts import CaseVerdict
from workflows.sandbox.fault_notation import format_fault
from workflows.sandbox.runner import chunks
from workflows.sandbox.scenario import Scenario
from workflows.sandbox.shrinking import Attempt, Run, Shrunk, shrink
from workflows.sandbox.worlds import Rested, rest_of, world_of

__all__ = ["Counterexample", "find_counterexample", "replay_command"]

_VERDICTS = tuple(CaseVerdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterexample:
    """The case under ``scenario``, which holds its seed and the faults that are left. ``alone``:
    it goes wrong without other cases around it. ``runs`` is what the search took."""

    model: OrchestrationModel
    scenario: Scenario
    rested: Rested
    alone: bool
    runs: int

    def as_json(self) -> dict[str, Any]:
        """The counterexample as data."""
        return {
            "model": self.model.value,
            "seed": self.scenario.seed,
            "case": self.rested.case,
            "alone": self.alone,
            "verdict": self.rested.verdict.value,
            "what": self.rested.what,
            "because": list(self.rested.because),
            "faults": [format_fault(fault) for fault in self.scenario.faults],
            "runs": self.runs,
        }


def find_counterexample(
    definition: Definition,
    scenario: Scenario,
    model: OrchestrationModel,
    verdicts: Collection[CaseVerdict],
) -> Counterexample | None:
    """The first case of the scenario that ends in one of these verdicts, shrunk; None where no
    case does."""
    failing = next(_failing(definition, scenario, model, verdicts), None)
    if failing is None:
        return None

    def rested(attempt: Attempt, *, alone: bool) -> Rested:
        tried = replace(scenario, seed=attempt.seed, faults=attempt.faults)
        return rest_of(definition, tried, model, case=attempt.case, alone=alone)

    def run(attempt: Attempt) -> Run:
        found = rested(attempt, alone=alone)
        return Run(fails=found.verdict in verdicts, struck=found.struck)

    alone = rested(failing, alone=True).verdict in verdicts
    shrunk: Shrunk = shrink(failing, run, lower=alone)
    smallest = shrunk.attempt
    return Counterexample(
        model=model,
        scenario=replace(scenario, seed=smallest.seed, faults=smallest.faults, replications=1),
        rested=rested(smallest, alone=alone),
        alone=alone,
        runs=shrunk.runs,
    )


def _failing(
    definition: Definition,
    scenario: Scenario,
    model: OrchestrationModel,
    verdicts: Collection[CaseVerdict],
) -> Iterator[Attempt]:
    """The cases with such an ending, in their order."""
    for chunk in chunks(scenario):
        number, first = divmod(chunk.first, scenario.cases)
        tally = world_of(definition, scenario, model, number=number).run(first, chunk.count)
        for place, (ordinal, _) in enumerate(tally.ended):
            if _VERDICTS[ordinal] in verdicts:
                seed = scenario.seed + number
                yield Attempt(seed=seed, case=first + place, faults=scenario.faults)


def replay_command(file: str, found: Counterexample, more: Sequence[str] = ()) -> str:
    """What to type to see it again; ``more`` are options that the scenario alone cannot tell."""
    return shlex.join(("podium", "simulate", file, *_options(found), *more))


def _options(found: Counterexample) -> Iterator[str]:
    scenario = found.scenario
    yield from ("--models", found.model.value, "--seed", str(scenario.seed))
    if found.alone:
        yield from ("--case", str(found.rested.case))
    else:
        yield from ("--cases", str(scenario.cases), "--explain", str(found.rested.case))
    yield "--no-faults"
    for fault in scenario.faults:
        yield from ("--fault", format_fault(fault))
    for name in ("outbox", "inbox"):
        yield from (f"--{name}", "on" if getattr(scenario, name) else "off")
    for name in ("watchdog", "redrive", "standby"):
        if (seconds := getattr(scenario, name)) is not None:
            yield from (f"--{name}", format_duration(seconds))
