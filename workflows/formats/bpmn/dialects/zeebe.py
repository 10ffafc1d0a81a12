"""Camunda 8: what Zeebe's extension elements say of a step.

``zeebe:taskDefinition retries`` counts all tries: a worker that fails a job hands back what is left
of them, one less each time, and none left makes an incident (docs.camunda.io, Concepts, Job
workers). Zeebe states no waits between tries, since each worker chooses its own back-off. A due
date counts from the moment it is computed: ``=now() + duration("PT4H")`` is a deadline of four
hours (docs.camunda.io, Modeler, User tasks, Scheduling).
"""

from __future__ import annotations

import re

from workflows.definition.model import Node
from workflows.formats.bpmn.dialects.names import extensions, zeebe
from workflows.formats.bpmn.dialects.statements import stated
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.timers import parse_iso

__all__ = ["with_zeebe"]


def with_zeebe(node: Node, element: Element, intake: Intake) -> Node:
    """The step with its tries and deadline."""
    for job in extensions(element, zeebe("taskDefinition")):
        node = _with_tries(node, element, job.get("retries") or "", intake)
    for schedule in extensions(element, zeebe("taskSchedule")):
        node = _with_deadline(node, element, schedule.get("dueDate") or "", intake)
    for decision in extensions(element, zeebe("calledDecision")):
        asked = decision.get("decisionId") or ""
        intake.assumed(element, f"asks the decision {asked!r}, which is read as one step")
    return node


def _with_tries(node: Node, element: Element, text: str, intake: Intake) -> Node:
    found = re.fullmatch(r"=?\s*(\d{1,6})\s*", text)
    if found:
        return stated(node, max_attempts=str(max(1, int(found[1]))))
    if text:
        intake.not_read(element, f"is tried {text!r} times, which only a run knows")
    return node


def _with_deadline(node: Node, element: Element, text: str, intake: Intake) -> Node:
    if not text:
        return node
    # Only what is added to now has a length; a date has none.
    adds = re.search(r'duration\(\s*"([^"]+)"', text)
    seconds = parse_iso(adds[1] if adds else text if text.strip().startswith("P") else "")
    if seconds is None:
        intake.not_read(element, f"is due at {text!r}, whose distance only a run knows")
        return node
    intake.assumed(element, f"is due at {text!r}, which is read as a deadline")
    return stated(node, deadline=f"{seconds:.3f}s")
