"""Every finding of a map."""

from __future__ import annotations

from itertools import chain

from workflows.definition.findings import Finding, Severity
from workflows.definition.lint import data, retries, steps, structure, undoing
from workflows.definition.model import Definition

__all__ = ["lint"]

_RULES = (*steps.RULES, *retries.RULES, *structure.RULES, *undoing.RULES, *data.RULES)
_SEVERITIES = list(Severity)


def lint(definition: Definition) -> tuple[Finding, ...]:
    """Every finding, worst first; those of one severity stay in the order of the rules."""
    found = list(chain.from_iterable(rule(definition) for rule in _RULES))
    return tuple(sorted(found, key=lambda finding: _SEVERITIES.index(finding.severity)))
