"""`podium observe`: what an event log says of a map, and the map with it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from config.commands.exits import OK, InputError
from config.commands.files import input_error, read_file, write_files
from config.commands.inputs import read_input
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition
from workflows.definition.observation import Observation, StepFigures, observed, with_observation
from workflows.definition.quantities import format_duration, format_share
from workflows.formats import registry
from workflows.formats.event_log.registry import read

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Print what the log says; with ``--out``, write the map with its figures.

    Raises ``InputError`` where a file cannot be read or written, and where no case of the log has
    anything to do with the map.
    """
    definition = read_input(options.file).assessment.definition
    try:
        log = read(options.log.name, read_file(options.log))
    except DefinitionError as error:
        raise input_error(options.log, error) from error
    found = observed(definition, log)
    if not found.steps:
        names = ", ".join(name for name, _ in found.unmatched[:5]) or "none"
        raise InputError(
            f"{options.log}: none of its activities is a step of {options.file}; it names {names}"
        )
    print("\n".join(_lines(definition, found)))
    if options.out is not None:
        _write(options.out, with_observation(definition, found))
    return OK


def _write(out: Path, definition: Definition) -> None:
    try:
        writing = registry.write(out.name, definition)
    except DefinitionError as error:
        raise input_error(out, error) from error
    write_files(out.parent, {out.name: writing.content})


def _lines(definition: Definition, found: Observation) -> Iterator[str]:
    yield f"{found.cases} cases" + (
        f", {found.per_hour:.0f} an hour" if found.per_hour is not None else ""
    )
    for figures in found.steps:
        yield f"  {_name(definition, figures.step)}: {', '.join(_step(figures))}"
    for share in found.flows:
        flow = next(one for one in definition.flows if one.id == share.flow)
        ends = f"{_name(definition, flow.source)} -> {_name(definition, flow.target)}"
        yield f"  {ends}: {format_share(round(share.share, 4))} ({share.taken} of {share.decided})"
    if found.unseen:
        yield f"not in the log: {', '.join(_name(definition, step) for step in found.unseen)}"
    if found.unmatched:
        yield "no step of the map: " + ", ".join(f"{n} ({c})" for n, c in found.unmatched)


def _step(figures: StepFigures) -> Iterator[str]:
    yield f"done {figures.performances} times in {figures.attempts} attempts"
    if figures.duration is None:
        yield "no durations, since the log has no starts"
    else:
        mean, p95 = (
            format_duration(round(seconds, 3))
            for seconds in (figures.duration.mean, figures.duration.p95)
        )
        yield f"mean {mean}, p95 {p95} (n = {figures.timed})"
    if figures.failure is not None:
        yield f"transient {format_share(round(figures.failure.transient, 4))}"
        yield f"permanent {format_share(round(figures.failure.permanent, 4))}"


def _name(definition: Definition, node: str) -> str:
    return definition.by_id[node].name or node
