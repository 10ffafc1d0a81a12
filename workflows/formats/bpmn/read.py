"""Reads BPMN 2.0 XML: everything a definition can say, and a note on everything else."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.findings import DefinitionError, Problem
from workflows.definition.validation import problems
from workflows.formats.bpmn.document import line_of, parse
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.file import File
from workflows.formats.bpmn.intake import Intake
from workflows.formats.reading import Reading, refused

__all__ = ["read"]


def read(content: bytes) -> Reading:
    """The definition in a BPMN 2.0 file: all its pools as one map, and what call activities call.

    Raises ``DefinitionError`` with every problem found, each with its line.
    """
    root = parse(content)
    if root.find(bpmn("process")) is None:
        raise refused("has no <process>; export the process itself", line=line_of(root))
    intake = Intake()
    definition = File(root, intake).definition()
    found = _located(problems(definition), intake)
    if intake.problems or found:
        raise DefinitionError((*intake.problems, *found))
    return Reading(definition=definition, notes=intake.close(), original=content, format="bpmn")


def _located(found: tuple[Problem, ...], intake: Intake) -> tuple[Problem, ...]:
    """The problems with the lines of the elements that they name."""
    return tuple(
        replace(problem, line=intake.lines.get(_quoted(problem.where))) for problem in found
    )


def _quoted(where: str) -> str:
    return where.split("'")[1] if where.count("'") >= 2 else ""
