"""Camunda 7: what its extension attributes and elements say of a step.

``camunda:failedJobRetryTimeCycle`` counts all tries: the engine sets the retries of a job to ``n``
of ``Rn/PT10M`` when it fails for the first time and takes one off for that failure
(``DefaultJobRetryCmd`` of camunda-bpm-platform), so ``R3/PT10M`` is three tries ten minutes apart.
A list of intervals (``PT1M,PT5M``) is one try more than it has intervals (docs.camunda.org, User
Guide, The Job Executor, Retry Time Cycle Configuration).
"""

from __future__ import annotations

import re

from workflows.definition.model import Node
from workflows.definition.quantities import format_number
from workflows.formats.bpmn.dialects.names import CAMUNDA7, attribute7, extensions
from workflows.formats.bpmn.dialects.statements import stated
from workflows.formats.bpmn.document import Element, text_of
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.timers import parse_iso

__all__ = ["with_camunda7"]

_CYCLE = re.compile(r"R(\d{1,6})/(P\S+)")


def with_camunda7(node: Node, element: Element, intake: Intake) -> Node:
    """The step with its retries and deadline."""
    tags = tuple(f"{{{uri}}}failedJobRetryTimeCycle" for uri in CAMUNDA7)
    for cycle in extensions(element, *tags):
        node = _with_retries(node, element, text_of(cycle), intake)
    due = attribute7(element, "dueDate")
    return _with_deadline(node, element, due, intake) if due else node


def _with_retries(node: Node, element: Element, text: str, intake: Intake) -> Node:
    tries, waits = _plan(text)
    if not waits:
        intake.not_read(element, f"is retried {text!r}, which only a run knows")
        return node
    first, last = waits[0], max(waits)
    factor = max(1.0, waits[1] / first) if len(waits) > 1 and first else 1.0
    if len(set(waits)) > 1:
        intake.assumed(element, f"waits {text!r} between tries; read as a steady growth")
    return stated(
        node,
        max_attempts=str(tries),
        initial_interval=f"{format_number(first)}s",
        backoff=format_number(factor),
        max_interval=f"{format_number(last)}s",
        jitter="none",
    )


def _plan(text: str) -> tuple[int, tuple[float, ...]]:
    """All tries, and the waits between them in seconds; no waits where it cannot be known."""
    cycle = _CYCLE.fullmatch(text.strip())
    if cycle:
        seconds = parse_iso(cycle[2])
        return max(1, int(cycle[1])), () if seconds is None else (seconds,)
    parts = [part.strip() for part in text.split(",")]
    lengths = [parse_iso(part) if part.startswith("P") else None for part in parts]
    waits = tuple(length for length in lengths if length is not None)
    return len(waits) + 1, waits if len(waits) == len(parts) else ()


def _with_deadline(node: Node, element: Element, text: str, intake: Intake) -> Node:
    seconds = parse_iso(text) if text.startswith("P") else None
    if seconds is None:
        intake.not_read(element, f"is due at {text!r}, whose distance only a run knows")
        return node
    return stated(node, deadline=f"{format_number(seconds)}s")
