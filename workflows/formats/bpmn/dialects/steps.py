"""Everything that the dialects say of one step: requirements, who performs it, what it calls."""

from __future__ import annotations

import re

from workflows.definition.model import Node, NodeKind, Participant, ParticipantKind
from workflows.formats.bpmn.dialects.camunda7 import with_camunda7
from workflows.formats.bpmn.dialects.names import attribute7, extensions, fixed_text, zeebe
from workflows.formats.bpmn.dialects.zeebe import with_zeebe
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.intake import Intake

__all__ = ["called_by", "performer_of", "with_dialect"]


def with_dialect(node: Node, element: Element, intake: Intake) -> Node:
    """The step with what the dialects state of it."""
    return with_camunda7(with_zeebe(node, element, intake), element, intake)


def performer_of(node: Node, element: Element) -> Participant | None:
    """Who performs the step by its job type, topic, group or person; none for an expression."""
    human = node.kind is NodeKind.USER_TASK
    group, worker = fixed_text(_group(element)), fixed_text(_worker(element))
    found = (group or worker) if human else (worker or group)
    own_id = re.sub(r"[^A-Za-z0-9_.-]+", "-", found.split(",")[0]).strip("-.")
    if not own_id:
        return None
    kind = ParticipantKind.HUMAN if human else ParticipantKind.SERVICE
    return Participant(id=f"by-{own_id}", name=found, kind=kind)


def _worker(element: Element) -> str:
    types = (one.get("type") or "" for one in extensions(element, zeebe("taskDefinition")))
    return next((one for one in types if one), "") or attribute7(element, "topic")


def _group(element: Element) -> str:
    for one in extensions(element, zeebe("assignmentDefinition")):
        named = one.get("candidateGroups") or one.get("assignee") or one.get("candidateUsers")
        if named:
            return named
    names = ("candidateGroups", "assignee", "candidateUsers")
    return next((found for name in names if (found := attribute7(element, name))), "")


def called_by(element: Element) -> str:
    """The process that a call activity calls; empty where it names none."""
    standard = (element.get("calledElement") or "").split(":")[-1]
    others = (one.get("processId") or "" for one in extensions(element, zeebe("calledElement")))
    return standard or fixed_text(next(others, ""))
