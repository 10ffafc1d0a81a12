"""Findings about compensation: handlers that nobody calls, calls that undo nothing."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.findings import Finding, Severity
from workflows.definition.lint.words import PITFALL_2, Rule, named
from workflows.definition.model import Definition, EventKind, Node, NodeKind

__all__ = ["RULES"]


def _handler_never_used(definition: Definition) -> Iterator[Finding]:
    used = {handler.id for node in definition.nodes if (handler := definition.handler_of(node))}
    for node in definition.nodes:
        if node.is_handler and node.id not in used:
            yield Finding(
                code="handler-never-used",
                severity=Severity.MEDIUM,
                where=node.id,
                message=f"{named(node)} is there to undo something, but nothing names it.",
                mend="Name it where the effect is that it undoes, or remove it.",
                source=PITFALL_2,
            )


def _nothing_to_undo(definition: Definition) -> Iterator[Finding]:
    for node in definition.nodes:
        asks = node.kind in (NodeKind.THROW, NodeKind.END)
        if asks and node.event is EventKind.COMPENSATION and not _undoes(definition, node):
            subject = named(definition.by_id[node.ref]) if node.ref else "anything here"
            yield Finding(
                code="nothing-to-undo",
                severity=Severity.MEDIUM,
                where=node.id,
                message=f"{named(node)} asks to undo {subject}, for which there is no way.",
                mend="Give what is to be undone a compensation, or remove the event.",
                source="BPMN 2.0, clause 13.5.5",
            )


def _undoes(definition: Definition, thrown: Node) -> bool:
    """Whether anything that the event can mean has a way to be undone."""
    if thrown.ref:
        return _can_be_undone(definition, definition.by_id[thrown.ref])
    # From an event sub-process, what stands around it is undone.
    around = definition.by_id.get(thrown.parent or "")
    beside = around is not None and around.kind is NodeKind.EVENT_SUB_PROCESS
    scope = around.parent if beside and around is not None else thrown.parent
    inside = definition.children.get(scope, ())
    return any(_can_be_undone(definition, node) for node in inside)


def _can_be_undone(definition: Definition, node: Node) -> bool:
    if definition.handler_of(node) or node.kind is NodeKind.CALL_ACTIVITY:
        return True
    inside = definition.children.get(node.id, ()) if node.is_scope else ()
    caught = any(i.kind is NodeKind.START and i.event is EventKind.COMPENSATION for i in inside)
    return caught or any(_can_be_undone(definition, inner) for inner in inside)


RULES: tuple[Rule, ...] = (_handler_never_used, _nothing_to_undo)
