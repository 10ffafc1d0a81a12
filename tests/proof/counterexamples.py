"""Counterexamples: a world that breaks an invariant, made as small as it gets, with the command
that replays it."""

from __future__ import annotations

import re
import shlex
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.proof.choices import Choices, Given, Seeded
from tests.proof.invariants import INVARIANTS, Invariant
from tests.proof.maps import grow_map
from tests.proof.runs import Runs
from tests.proof.scenarios import grow_scenario
from workflows.definition.model import Definition
from workflows.definition.quantities import format_duration
from workflows.formats.yaml import write
from workflows.sandbox.fault_notation import format_fault
from workflows.sandbox.scenario import Scenario

__all__ = ["ERROR", "Counterexample", "examined", "shrunk", "smallest"]

ERROR = "no error"
"""The name of the rule that the engine raises no error, whatever the map."""

_PLACE = re.compile(r"(centralized|choreography|hybrid)(?:, case (\d+))?")


@dataclass(frozen=True, slots=True)
class Counterexample:
    """What one seed brought to light, and which rule was ``asked`` about. ``drawing`` are the
    choices that grow the map again, ``weather`` those for the scenario."""

    seed: int
    invariant: str
    text: str
    drawing: tuple[int, ...]
    weather: tuple[int, ...]
    asked: str = ""

    def written(self, folder: Path) -> str:
        """The story, once the map is written to ``folder``."""
        definition, scenario = _grown(Given(self.drawing), Given(self.weather))
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"seed-{self.seed}-{self.invariant.replace(' ', '-')}.yaml"
        file.write_bytes(write(definition).content)
        command = shlex.join(("podium", "simulate", str(file), *self._options(scenario)))
        again = f"python -m tests.proof.soak --first {self.seed} --seeds 1"
        return (
            f"seed {self.seed}: {self.invariant}\n  {self.text}\n"
            f"  {len(definition.nodes)} nodes; the smallest map found: {file}\n"
            f"  {command}\n  {again}"
        )

    def _options(self, scenario: Scenario) -> Iterator[str]:
        place = _PLACE.search(self.text)
        if place:
            yield from ("--models", place[1])
        yield from ("--cases", str(scenario.cases), "--seed", str(scenario.seed))
        yield from ("--cases-per-hour", f"{scenario.cases_per_hour:g}", "--no-faults")
        for fault in scenario.faults:
            yield from ("--fault", format_fault(fault))
        for name in ("outbox", "inbox"):
            yield from (f"--{name}", "on" if getattr(scenario, name) else "off")
        for name in ("watchdog", "redrive", "standby"):
            if (seconds := getattr(scenario, name)) is not None:
                yield from (f"--{name}", format_duration(seconds))
        if place and place[2]:
            yield from ("--explain", place[2])


def examined(seed: int) -> tuple[Counterexample, ...]:
    """Every invariant that the world of this seed breaks, unshrunk."""
    drawing, weather = Seeded(2 * seed), Seeded(2 * seed + 1)
    runs = Runs(*_grown(drawing, weather))
    taken = (tuple(drawing.taken), tuple(weather.taken))
    found = []
    for rule in INVARIANTS:
        name, text = _broken(rule, runs)
        if text:
            found.append(Counterexample(seed, name, text, *taken, asked=rule.name))
        if name == ERROR:
            break
    return tuple(found)


def shrunk(found: Counterexample, *, seconds: float = 60.0) -> Counterexample:
    """The same violation in a world as small as it gets in this time."""
    rule = next(rule for rule in INVARIANTS if rule.name == found.asked)

    def told(drawing: Sequence[int], weather: Sequence[int]) -> str:
        name, text = _broken(rule, Runs(*_grown(Given(drawing), Given(weather))))
        return text if name == found.invariant else ""

    until = time.monotonic() + seconds
    drawing, weather = found.drawing, found.weather
    weather = smallest(weather, lambda some: bool(told(drawing, some)), until=until)
    drawing = smallest(drawing, lambda some: bool(told(some, weather)), until=until)
    return replace(found, text=told(drawing, weather), drawing=drawing, weather=weather)


def smallest(
    choices: Sequence[int], fails: Callable[[Sequence[int]], bool], *, until: float
) -> tuple[int, ...]:
    """Fewer and lower choices that still fail: long stretches are left out first, then what is
    left is lowered one by one, as long as anything helps, and ``until`` this time."""
    kept, before = list(choices), [-1]
    while kept != before:
        before = list(kept)
        for candidate_of in (*_cuts(len(kept)), *_lowerings(len(kept))):
            candidate = candidate_of(kept)
            if time.monotonic() > until:
                return tuple(kept)
            if candidate != kept and fails(candidate):
                kept = candidate
    return tuple(kept)


type _Change = Callable[[list[int]], list[int]]


def _cuts(length: int) -> Iterator[_Change]:
    size = length // 2
    while size:
        for at in reversed(range(0, length, size)):
            yield partial(_without, at=at, size=size)
        size //= 2


def _without(kept: list[int], *, at: int, size: int) -> list[int]:
    return kept[:at] + kept[at + size :]


def _lowerings(length: int) -> Iterator[_Change]:
    for at in range(length):
        for value in (0, 1):
            yield partial(_lowered, at=at, value=value)


def _lowered(kept: list[int], *, at: int, value: int) -> list[int]:
    return [min(n, value) if place == at else n for place, n in enumerate(kept)]


def _broken(rule: Invariant, runs: Runs) -> tuple[str, str]:
    """The name of what is broken, and the first violation; no text where all is well."""
    try:
        return rule.name, next(rule.broken(runs), "")
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return ERROR, f"{type(error).__name__}: {error} in {where.name}, {where.filename}"


def _grown(drawing: Choices, weather: Choices) -> tuple[Definition, Scenario]:
    definition = grow_map(drawing)
    return definition, grow_scenario(weather, definition)
