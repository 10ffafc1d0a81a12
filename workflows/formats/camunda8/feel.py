"""Podium's conditions as FEEL (docs.camunda.io, Components, Modeler, FEEL, Language guide).

Both compare and calculate alike. What differs: FEEL writes texts in double quotes, ``in`` with a
list in brackets, ``not`` as a function.
"""

from __future__ import annotations

import json
import re

from workflows.definition.conditions import ConditionError, parse
from workflows.definition.conditions.tree import (
    Binary,
    Literal,
    Membership,
    Name,
    Tree,
    Unary,
)
from workflows.definition.quantities import format_number

__all__ = ["feel", "variable"]


def feel(condition: str) -> str:
    """The condition as a FEEL expression, ``=`` in front; empty where it is no condition. One that
    is FEEL already stays."""
    if condition.lstrip().startswith("="):
        return condition.strip()
    try:
        return f"={_expression(parse(condition).tree)}"
    except ConditionError:
        return ""


def _expression(tree: Tree) -> str:
    match tree:
        case Literal(value):
            return _literal(value)
        case Name(name):
            return name
        case Unary("not", operand):
            return f"not({_expression(operand)})"
        case Unary(_, operand):
            return f"-{_inside(operand)}"
        case Binary(operator, left, right):
            return f"{_inside(left)} {operator} {_inside(right)}"
        case Membership(item, options):
            listed = ", ".join(_expression(option) for option in options)
            return f"{_inside(item)} in [{listed}]"


def _literal(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else format_number(value)


def _inside(tree: Tree) -> str:
    text = _expression(tree)
    return text if isinstance(tree, Literal | Name) else f"({text})"


def variable(text: str) -> str:
    """A name that FEEL takes for a variable, as close to the text as can be."""
    words = re.sub(r"\W+", "_", text, flags=re.ASCII).strip("_")
    return words if words and not words[0].isdigit() else f"v_{words}"
