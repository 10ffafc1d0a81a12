"""`podium lint`: the pitfalls of a map, worst first, one per line."""

from __future__ import annotations

import argparse
from pathlib import Path

from config.commands.exits import FOUND_SOMETHING, OK
from config.commands.inputs import read_input
from workflows.definition.findings import Finding, Severity
from workflows.definition.lint import lint
from workflows.definition.model import Definition

__all__ = ["run"]

_ORDER = list(Severity)


def run(options: argparse.Namespace) -> int:
    """Print the findings; 1 where one of them is high.

    Raises ``InputError`` where the file cannot be read.
    """
    given = read_input(options.file)
    definition = given.assessment.definition
    found = sorted(
        dict.fromkeys((*lint(definition), *given.notes)), key=lambda f: _ORDER.index(f.severity)
    )
    for finding in found:
        print(_line(options.file, finding, definition))
    print(_summary(found))
    return FOUND_SOMETHING if any(f.severity is Severity.HIGH for f in found) else OK


def _line(path: Path, finding: Finding, definition: Definition) -> str:
    node = definition.by_id.get(finding.where)
    place = f"{node.kind} '{node.id}'" if node else finding.where
    parts = (f"{path}: {finding.severity}", finding.code, place, finding.message)
    return ": ".join(filter(None, parts)) + (f" {finding.mend}" if finding.mend else "")


def _summary(found: list[Finding]) -> str:
    counts = [(severity, sum(f.severity is severity for f in found)) for severity in Severity]
    named = ", ".join(f"{number} {severity}" for severity, number in counts if number)
    return f"{len(found)} findings: {named}" if found else "no findings"
