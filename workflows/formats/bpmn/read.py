"""Reads BPMN 2.0 XML: everything a definition can say, and a note on everything else."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workflows.definition.findings import DefinitionError, Finding, Problem
from workflows.definition.model import Definition
from workflows.definition.validation import problems
from workflows.formats.bpmn.document import line_of, parse
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.file import File
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.limits import refuse_unbounded
from workflows.formats.reading import Reading, refused

__all__ = ["Attempt", "attempt", "read"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a file says, as far as it can be read; ``definition`` is only to be relied upon where
    there are no ``problems``."""

    definition: Definition
    notes: tuple[Finding, ...]
    problems: tuple[Problem, ...]


def read(content: bytes) -> Reading:
    """The definition in a BPMN 2.0 file: all its pools as one map, and what call activities call.

    Raises ``DefinitionError`` with every problem found, each with its line.
    """
    tried_once = attempt(content)
    if tried_once.problems:
        raise DefinitionError(tried_once.problems)
    return Reading(
        definition=tried_once.definition,
        notes=tried_once.notes,
        original=content,
        format="bpmn",
    )


def attempt(content: bytes) -> Attempt:
    """The file read with its problems beside it, as a drawing is while somebody draws.

    Raises ``DefinitionError`` only for what is no BPMN at all.
    """
    root = parse(content)
    if root.find(bpmn("process")) is None:
        raise refused("has no <process>; export the process itself", line=line_of(root))
    refuse_unbounded(root)
    intake = Intake()
    definition = File(root, intake).definition()
    found = _located(problems(definition), intake)
    return Attempt(definition=definition, notes=intake.close(), problems=(*intake.problems, *found))


def _located(found: tuple[Problem, ...], intake: Intake) -> tuple[Problem, ...]:
    """The problems with the lines of the elements that they name."""
    return tuple(
        replace(problem, line=intake.lines.get(_quoted(problem.where))) for problem in found
    )


def _quoted(where: str) -> str:
    return where.split("'")[1] if where.count("'") >= 2 else ""
