"""Gaps: what a map asks for that a model cannot do by itself, and at what price it can.

Every rule is one small function; each file holds those of one subject. A gap is a finding: what is
missing and why, and in its mend what it costs to get it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from workflows.definition.findings import Finding, Severity
from workflows.definition.model import Definition, OrchestrationModel, Side
from workflows.engine.coordination.gaps import (
    centre,
    interrupting,
    knowing,
    timing,
    undoing,
    waiting,
)
from workflows.engine.coordination.gaps.ground import Ground
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.core.compiled import compile_map

__all__ = ["gaps"]

_RULES = (
    *interrupting.RULES,
    *undoing.RULES,
    *knowing.RULES,
    *timing.RULES,
    *waiting.RULES,
    *centre.RULES,
)
_SEVERITIES = list(Severity)


def gaps(
    definition: Definition, model: OrchestrationModel, boundary: Mapping[str, Side]
) -> tuple[Finding, ...]:
    """What ``model`` cannot do on this map by itself, worst first; ``boundary`` says which side
    each step is on under the hybrid model."""
    compiled = compile_map(definition)
    ground = Ground(compiled, COORDINATIONS[model](compiled, boundary), model)
    found = chain.from_iterable(rule(ground) for rule in _RULES)
    return tuple(sorted(found, key=lambda finding: _SEVERITIES.index(finding.severity)))
