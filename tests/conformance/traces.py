"""A recorded run of bpmn-js-token-simulation: marks and, by the way, which flows gateways chose.

A trace is a list of lines ``kind:element:scope``. ``enter`` and ``exit`` are tokens coming to an
element and going on from it, ``signal`` is what starts an element or what it waited for. A token
that came into being on an element is told by ``createScope``, one that was taken away without
going on by ``destroyScope`` alone. The scope letters name instances and are not compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["ENTER", "EXIT", "SIGNAL", "Mark", "Trace", "trace_of"]

ENTER = "enter"
EXIT = "exit"
SIGNAL = "signal"
_CREATE = "createScope"


class Mark(NamedTuple):
    """One line of a trace without its scope letter."""

    kind: str
    element: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.element}"


@dataclass(frozen=True, slots=True)
class Trace:
    """``marks`` in their order; ``chosen`` gives, for each element that was left, the elements
    on which its tokens went on, once per time."""

    marks: tuple[Mark, ...]
    chosen: Mapping[str, tuple[frozenset[str], ...]]


def trace_of(content: str, name: Callable[[str], str]) -> Trace:
    """The trace in a JSON list of lines; ``name`` says how the map calls an element.

    Raises ``ValueError`` for anything else.
    """
    lines = json.loads(content)
    if not isinstance(lines, list) or not all(_is_line(line) for line in lines):
        raise ValueError("is no list of lines kind:element:scope")
    parts = [line.split(":") for line in lines]
    steps = [Mark(kind, name(element)) for kind, element, *_ in parts]
    marks = tuple(step for step in steps if step.kind in (ENTER, EXIT, SIGNAL))
    return Trace(marks, _chosen(steps))


def _is_line(line: object) -> bool:
    return isinstance(line, str) and line.count(":") >= 1


def _chosen(steps: list[Mark]) -> dict[str, tuple[frozenset[str], ...]]:
    """A simulator that leaves an element makes the tokens behind it in the very next lines."""
    found: dict[str, list[frozenset[str]]] = {}
    for place, step in enumerate(steps):
        if step.kind == EXIT:
            created: set[str] = set()
            for following in steps[place + 1 :]:
                if following.kind != _CREATE:
                    break
                created.add(following.element)
            found.setdefault(step.element, []).append(frozenset(created))
    return {element: tuple(times) for element, times in found.items()}
