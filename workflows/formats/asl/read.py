"""A state machine in Amazon States Language as a definition."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from workflows.definition.findings import DefinitionError, Problem
from workflows.definition.model import Definition
from workflows.definition.reach import unreachable
from workflows.definition.validation import problems
from workflows.formats.asl.foreign import foreign_data, foreign_pairs
from workflows.formats.asl.intake import Intake, Part
from workflows.formats.asl.loading import load
from workflows.formats.asl.naming import label
from workflows.formats.asl.remarks import summed_up
from workflows.formats.asl.requirements import seconds
from workflows.formats.asl.scope import Map, Scope
from workflows.formats.asl.states import whole
from workflows.formats.reading import Reading, refused

__all__ = ["MARK", "name_of_machine", "read", "read_yaml"]

# In JSON a key is never escaped; the text of a map of ours that came from here is.
MARK = re.compile(
    r"^(?:StartAt|States)[ \t]*:"
    r"|\A[\s\ufeff]*\{(?:[^\"]|\"(?:[^\"\\]|\\.)*\")*?\"(?:StartAt|States)\"\s*:",
    re.MULTILINE,
)
"""What stands in the text of a state machine and in no other file."""

_MOST_PLACES = 5_000
_LONGEST_NAME = 80
_NAMELESS = "State machine"


def read(content: bytes) -> Reading:
    """The definition in a file of JSON (or YAML, which is told by its text).

    Raises ``DefinitionError`` with every problem found, each with its line.
    """
    return _read(content, "asl")


def read_yaml(content: bytes) -> Reading:
    """The same, as a reading of the YAML format."""
    return _read(content, "asl-yaml")


def _read(content: bytes, format_name: str) -> Reading:
    document = load(content)
    intake = Intake(document)
    machine = Part(document.data, "state machine", (), intake)
    _refuse_others(document.data)
    found = Map(intake)
    whole(machine, Scope(found, None, ()))
    definition = _definition(found, machine)
    _refuse(intake, definition)
    _unreached(intake, definition)
    summed_up(intake, ((node.id, foreign_data(node)) for node in definition.nodes))
    return Reading(
        definition=definition, notes=tuple(intake.notes), original=content, format=format_name
    )


def _unreached(intake: Intake, definition: Definition) -> None:
    for node in unreachable(definition):
        if node.id in intake.places and not node.attached_to:
            message = f"No state leads to “{node.name}”; it never runs."
            intake.assumed(node.id, message, "Lead a state to it, or delete it.")


def _refuse_others(data: dict[str, Any]) -> None:
    if "StartAt" in data or "States" in data:
        return
    if "Resources" in data:
        raise refused(
            "is a CloudFormation template; give the Definition of one state machine as a file"
        )
    raise refused("has no StartAt and no States, so it is no state machine", line=1)


def _definition(found: Map, machine: Part) -> Definition:
    machine.number("TimeoutSeconds")
    data = machine.data
    kept = {key: value for key, value in data.items() if key not in ("StartAt", "States")}
    if kept.get("Comment") == name_of_machine(data):
        del kept["Comment"]
    limit = seconds(data, "TimeoutSeconds")
    if limit:
        message = f"The state machine stops after {limit:g} s; that is read as the SLA."
        machine.intake.assumed("", message)
    return Definition(
        id="state-machine",
        name=name_of_machine(data),
        participants=tuple(found.participants.values()),
        nodes=tuple(found.nodes),
        flows=tuple(found.flows),
        sla=limit or None,
        foreign=foreign_pairs(kept),
    )


def name_of_machine(data: dict[str, Any]) -> str:
    """What a map is called: the file's Comment, which is all that it says about itself."""
    comment = data.get("Comment")
    text = label(comment) if isinstance(comment, str) else ""
    if len(text) > _LONGEST_NAME:
        text = f"{text[: _LONGEST_NAME - 1].rsplit(' ', 1)[0]}…"
    return text or _NAMELESS


def _refuse(intake: Intake, definition: Definition) -> None:
    """Raises every problem, of the file and of the map that it makes."""
    found = list(intake.problems)
    if len(intake.places) > _MOST_PLACES:
        message = f"holds more than {_MOST_PLACES:,} states and catchers; split the state machine"
        found = [Problem(where="state machine", message=message, line=1)]
    if not found:
        found = [_located(problem, intake) for problem in problems(definition)]
    if found:
        found.sort(key=lambda one: one.line or 0)
        raise DefinitionError(tuple(dict.fromkeys(found)))


def _located(problem: Problem, intake: Intake) -> Problem:
    """A problem with its line, in the words of the file: states have names, not ids."""
    own_id = problem.where.split("'")[1] if problem.where.count("'") >= 2 else ""
    path = intake.places.get(own_id)
    if path is None:
        return problem
    name = next((part for part in reversed(path) if isinstance(part, str)), own_id)
    return replace(problem, where=f"state {name!r}", line=intake.document.line(path))
