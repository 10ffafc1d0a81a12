"""`podium simulate`: the same cases under each model, and how they end, as text or JSON."""

from __future__ import annotations

import argparse
import json
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from assessment.decision.boundary import scenario_with_boundary
from config.commands import simulate_text
from config.commands.exits import FOUND_SOMETHING, OK, InputError
from config.commands.files import input_error, write_files
from config.commands.inputs import read_input
from config.commands.simulate_scenario import changed_scenario, wanted_verdicts
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition, OrchestrationModel
from workflows.engine.coordination.gaps import gaps
from workflows.formats.event_log.registry import LOG_FORMATS, write
from workflows.sandbox.capacity import capacity_sweep
from workflows.sandbox.case_log import case_log
from workflows.sandbox.counterexample import find_counterexample, replay_command
from workflows.sandbox.coupling import coupling
from workflows.sandbox.crash_sweep import crash_sweep, notable_cases
from workflows.sandbox.figures import experiment_figures
from workflows.sandbox.runner import run_experiment
from workflows.sandbox.scenario import Scenario, problems
from workflows.sandbox.worlds import rest_of

__all__ = ["run"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What is printed, as text or as JSON, and the exit code."""

    text: str
    data: dict[str, Any]
    code: int = OK


def run(options: argparse.Namespace) -> int:
    """Run what the options ask for and print what came out.

    Raises ``InputError`` where the file or an option cannot be used.
    """
    _refuse_contradictions(options)
    assessment = read_input(options.file).assessment
    scenario = changed_scenario(scenario_with_boundary(assessment), options, _map_in)
    with _told_as_input(options.file):
        answer = _answer(assessment.definition, scenario, options)
    print(json.dumps(answer.data, indent=2) if options.json else answer.text)
    return answer.code


def _map_in(path: Path) -> Definition:
    return read_input(path).assessment.definition


def _refuse_contradictions(options: argparse.Namespace) -> None:
    asked = {
        "--explain": options.explain is not None,
        "--sweep": options.sweep is not None,
        "--shrink": options.shrink,
        "--case": options.case is not None and options.sweep != "crash",
    }
    named = [name for name, is_asked in asked.items() if is_asked]
    wrong = [f"{' and '.join(named)}: ask for one of them at a time"] if len(named) > 1 else []
    if options.verdict is not None and not options.shrink:
        wrong.append("--verdict: says what --shrink looks for; add --shrink")
    if options.processes < 1:
        wrong.append(f"--processes: must be 1 or more, got {options.processes}")
    if wrong:
        raise InputError(*wrong)


@contextmanager
def _told_as_input(file: Path) -> Iterator[None]:
    """What keeps a scenario from running is told as what is wrong with the input."""
    try:
        yield
    except DefinitionError as error:
        raise input_error(file, error) from error
    except BrokenProcessPool as error:
        message = "--processes: one was killed, most likely for want of memory; ask for fewer"
        raise InputError(message) from error


def _answer(definition: Definition, scenario: Scenario, options: argparse.Namespace) -> _Answer:
    if wrong := problems(scenario, definition):
        raise DefinitionError(wrong)
    if options.sweep == "crash":
        return _crashes(definition, scenario, options.case)
    if options.sweep == "capacity":
        return _capacities(definition, scenario)
    if options.shrink:
        return _shrunk(definition, scenario, options)
    if options.explain is not None:
        return _story(definition, scenario, "--explain", options.explain, alone=False)
    if options.case is not None:
        return _story(definition, scenario, "--case", options.case, alone=True)
    answer = _experiment(definition, scenario, options.processes)
    if options.event_log is not None:
        _write_logs(definition, scenario, options.event_log)
    return answer


def _experiment(definition: Definition, scenario: Scenario, processes: int) -> _Answer:
    started = time.perf_counter()
    with _executor(processes) as executor:
        experiment = run_experiment(definition, scenario, executor=executor)
    elapsed = time.perf_counter() - started
    per_second = round(experiment.cases * len(scenario.models) / elapsed)
    known = [coupling(definition, model, scenario.boundary) for model in scenario.models]
    return _Answer(
        text=simulate_text.experiment(experiment, known, per_second),
        data={
            **experiment_figures(experiment),
            "coupling": [one.as_json() for one in known],
            "gaps": {model.value: _gaps(definition, scenario, model) for model in scenario.models},
            "sentence": experiment.sentence,
            "cases_per_second": per_second,
        },
    )


def _write_logs(definition: Definition, scenario: Scenario, out: Path) -> None:
    """The first cases under each model, a file each."""
    ending = out.suffix.lstrip(".").lower()
    if ending not in LOG_FORMATS:
        known = ", ".join(f".{name}" for name in LOG_FORMATS)
        raise InputError(f"--event-log: {out} has no known ending; known are {known}")
    write_files(
        out.parent,
        {
            f"{out.stem}-{model.value}.{ending}": write(
                ending, case_log(definition, scenario, model, cases=scenario.cases)
            )
            for model in scenario.models
        },
    )


def _gaps(
    definition: Definition, scenario: Scenario, model: OrchestrationModel
) -> list[dict[str, Any]]:
    """What the model cannot do on this map by itself, and what it costs to get it."""
    return [asdict(gap) for gap in gaps(definition, model, scenario.boundary)]


@contextmanager
def _executor(processes: int) -> Iterator[Executor | None]:
    if processes == 1:
        yield None
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as executor:
        _start_workers(executor, processes)
        yield executor


def _start_workers(executor: Executor, processes: int) -> None:
    """Ctrl-C reaches every process, but only this one may have something to say about it: the
    others inherit that it is ignored, from their first instruction on."""
    heeded = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for _ in range(processes):
            executor.submit(int)
    finally:
        signal.signal(signal.SIGINT, heeded)


def _crashes(definition: Definition, scenario: Scenario, case: int | None) -> _Answer:
    _check_case("--case", case, scenario)
    sweeps = [
        crash_sweep(definition, scenario, model, one)
        for model in scenario.models
        for one in ((case,) if case is not None else notable_cases(definition, scenario, model))
    ]
    return _Answer(
        text=simulate_text.crashes(sweeps),
        data={"sweep": "crash", "cases": [sweep.as_json() for sweep in sweeps]},
        code=FOUND_SOMETHING if any(sweep.failures for sweep in sweeps) else OK,
    )


def _capacities(definition: Definition, scenario: Scenario) -> _Answer:
    found = capacity_sweep(definition, scenario)
    return _Answer(
        text=simulate_text.capacities(found, definition),
        data={
            "sweep": "capacity",
            "sla_s": definition.sla,
            "models": [capacity.as_json() for capacity in found],
        },
    )


def _shrunk(definition: Definition, scenario: Scenario, options: argparse.Namespace) -> _Answer:
    verdicts = wanted_verdicts(options.verdict)
    found = [
        one
        for model in scenario.models
        if (one := find_counterexample(definition, scenario, model, verdicts)) is not None
    ]
    same_map = _new_version_again(options)
    commands = [replay_command(str(options.file), one, same_map) for one in found]
    return _Answer(
        text=simulate_text.shrunk(found, commands, verdicts),
        data={
            "counterexamples": [
                one.as_json() | {"command": command}
                for one, command in zip(found, commands, strict=True)
            ]
        },
        code=FOUND_SOMETHING if found else OK,
    )


def _new_version_again(options: argparse.Namespace) -> list[str]:
    """The options that name a new version, to be typed again."""
    if options.new_version is None:
        return []
    renamed = [part for pair in options.renamed for part in ("--renamed", pair)]
    migrate = ["--migrate"] if options.migrate else []
    return ["--new-version", str(options.new_version), "--at", options.at, *migrate, *renamed]


def _story(
    definition: Definition, scenario: Scenario, option: str, case: int, *, alone: bool
) -> _Answer:
    _check_case(option, case, scenario, alone=alone)
    found = {
        model: rest_of(definition, scenario, model, case=case, alone=alone, follow=True)
        for model in scenario.models
    }
    return _Answer(
        text=simulate_text.stories(found),
        data={
            "case": case,
            "seed": scenario.seed,
            "models": {model.value: rested.as_json() for model, rested in found.items()},
        },
    )


def _check_case(option: str, case: int | None, scenario: Scenario, *, alone: bool = True) -> None:
    """A case alone may have any number: its luck is that of the number."""
    most = 2**40 if alone else scenario.cases
    if case is not None and not 0 <= case < most:
        raise InputError(f"{option}: must be from 0 to {most - 1:,}, got {case:,}")
