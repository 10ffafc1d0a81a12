"""Catchers as events at the border of a step or sub-process (States Language, "Fallback states").

A catcher for several errors is as many events, each with its code, which lead to the same node.
"""

from __future__ import annotations

from workflows.definition.model import EventKind, NodeKind
from workflows.formats.asl.intake import Part
from workflows.formats.asl.machine import goto, remainder
from workflows.formats.asl.naming import id_from, label
from workflows.formats.asl.requirements import has_timer, seconds
from workflows.formats.asl.retrying import ALL, TASK_FAILED, TIMEOUT
from workflows.formats.asl.scope import Scope

__all__ = ["ANY_ERROR", "add_catchers", "check_retriers"]

ANY_ERROR = frozenset({ALL, TASK_FAILED})
"""Codes that an error event without a code stands for."""


def add_catchers(part: Part, host: str, scope: Scope) -> None:
    """The events at the border of a state, and where they lead."""
    for catcher in part.parts("Catch", "catcher"):
        catcher.codes("ErrorEquals")
        if "Next" not in catcher.data:
            catcher.problem("", "has a catcher without Next; name the state that it leads to")
        target = goto(catcher, "Next", scope)
        codes = catcher.data.get("ErrorEquals")
        for code in codes if isinstance(codes, list) and target else ():
            if isinstance(code, str):
                scope.flow(_event(part, catcher, host, code, scope), target)


def _event(part: Part, catcher: Part, host: str, code: str, scope: Scope) -> str:
    kept = remainder(catcher.data)
    if comment := catcher.data.get("Comment"):
        kept["Comment"] = comment
    own_id = scope.map.ids.new(f"{host}-{id_from(code.removeprefix('States.'), 'error')}")
    scope.map.intake.places[own_id] = catcher.path
    if code == TIMEOUT and has_timer(part.data):
        return scope.add(
            own_id,
            "",
            NodeKind.BOUNDARY,
            event=EventKind.TIMER,
            timer=seconds(part.data, "TimeoutSeconds"),
            attached_to=host,
            foreign=kept,
        )
    ref = "" if code in ANY_ERROR else label(code)
    return scope.add(
        own_id,
        ref,
        NodeKind.BOUNDARY,
        event=EventKind.ERROR,
        ref=ref,
        attached_to=host,
        foreign=kept,
    )


def check_retriers(part: Part) -> None:
    """Notes what is wrong with the retriers of a state."""
    for retrier in part.parts("Retry", "retrier"):
        retrier.codes("ErrorEquals")
        retrier.number("IntervalSeconds")
        retrier.number("MaxAttempts")
        retrier.number("MaxDelaySeconds")
        retrier.number("BackoffRate")
