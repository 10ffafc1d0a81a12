"""Activities that repeat: BPMN's loop characteristics (BPMN 2.0, 10.2.8), read and written."""

from __future__ import annotations

from workflows.definition.model import Loop, LoopKind
from workflows.formats.bpmn.child_order import new_child
from workflows.formats.bpmn.document import Element, children, text_of
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.expressions import add_expression
from workflows.formats.bpmn.intake import Intake

__all__ = ["add_loop", "loop_of"]


def loop_of(element: Element, intake: Intake) -> Loop | None:
    """How often the activity is done; None: once."""
    for standard in children(element, "standardLoopCharacteristics"):
        return _standard(standard)
    for several in children(element, "multiInstanceLoopCharacteristics"):
        return _multi_instance(element, several, intake)
    return None


def _standard(own: Element) -> Loop:
    blank = Loop(kind=LoopKind.STANDARD)
    return Loop(
        kind=LoopKind.STANDARD,
        condition=text_of(own.find(bpmn("loopCondition"))),
        maximum=_number(own.get("loopMaximum") or "") or blank.maximum,
        test_before=own.get("testBefore") == "true",
    )


def _multi_instance(element: Element, own: Element, intake: Intake) -> Loop:
    kind = LoopKind.SEQUENTIAL if own.get("isSequential") == "true" else LoopKind.PARALLEL
    count = _number(text_of(own.find(bpmn("loopCardinality"))))
    if count is None:
        count = Loop(kind=kind).count
        intake.assumed(element, f"is done once per item; {count} items are assumed")
    condition = text_of(own.find(bpmn("completionCondition")))
    return Loop(kind=kind, condition=condition, count=count)


def _number(text: str) -> int | None:
    """The whole number that the text is; None where it is an expression."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def add_loop(element: Element, loop: Loop) -> None:
    """Writes a loop as ``loop_of`` reads it; a share of repetitions has no place in BPMN."""
    if loop.kind is LoopKind.STANDARD:
        attributes = {
            "testBefore": "true" if loop.test_before else "false",
            "loopMaximum": str(loop.maximum),
        }
        own = new_child(element, "standardLoopCharacteristics", attributes)
        _add(own, "loopCondition", loop.condition)
        return
    sequential = "true" if loop.kind is LoopKind.SEQUENTIAL else "false"
    own = new_child(element, "multiInstanceLoopCharacteristics", {"isSequential": sequential})
    _add(own, "loopCardinality", str(loop.count))
    _add(own, "completionCondition", loop.condition)


def _add(own: Element, tag: str, text: str) -> None:
    if text:
        add_expression(own, tag, text)
