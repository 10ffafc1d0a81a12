"""Conditions as Choice rules: comparisons where they can say it, else JSONata."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from workflows.definition.conditions import ConditionError, parse
from workflows.definition.conditions.tree import (
    Binary,
    Literal,
    Membership,
    Name,
    Tree,
    Unary,
    printed,
)
from workflows.definition.model import VariableType

__all__ = ["Variables", "condition_rule", "jsonata_rule", "path_of"]

type Rule = dict[str, Any]
type Variables = Mapping[str, tuple[VariableType, bool]]
"""The type of each variable, and whether a step finds it out (else the input brings it)."""

_COMPARED = {
    "=": "Equals",
    "<": "LessThan",
    "<=": "LessThanEquals",
    ">": "GreaterThan",
    ">=": "GreaterThanEquals",
}
_MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_TYPES = {
    VariableType.NUMBER: "Numeric",
    VariableType.TEXT: "String",
    VariableType.BOOLEAN: "Boolean",
}


def condition_rule(condition: str, variables: Variables) -> Rule | None:
    """The rule in JSONPath; None where it has no such comparison (arithmetic, two values)."""
    try:
        return _rule(parse(condition).tree, variables)
    except ConditionError:
        return None


def jsonata_rule(condition: str, variables: Variables) -> Rule | None:
    """The rule in JSONata, which knows everything that conditions do; None where the text is no
    condition."""
    try:
        text = _expression(parse(condition).tree, variables)
    except ConditionError:
        return None
    return {"Condition": f"{{% {text} %}}"}


def path_of(name: str, variables: Variables) -> str:
    """Where a state machine holds a variable: ``$name`` where a step assigns it, else in the
    input."""
    return f"${name}" if name in variables and variables[name][1] else f"$.{name}"


def _rule(tree: Tree, variables: Variables) -> Rule | None:
    match tree:
        case Name(name):
            return {"Variable": path_of(name, variables), "BooleanEquals": True}
        case Unary("not", operand):
            inner = _rule(operand, variables)
            return {"Not": inner} if inner else None
        case Binary("and" | "or" as operator, _, _):
            rules = [_rule(part, variables) for part in _parts(tree, operator)]
            return {operator.title(): rules} if all(rules) else None
        case Binary(operator, left, right) if operator in _MIRRORED:
            return _comparison(operator, left, right, variables)
        case Membership(item, options):
            rules = [_comparison("=", item, option, variables) for option in options]
            if len(rules) == 1:
                return rules[0]
            return {"Or": rules} if all(rules) else None
    return None


def _parts(tree: Tree, operator: str) -> list[Tree]:
    match tree:
        case Binary(found, left, right) if found == operator:
            return [*_parts(left, operator), right]
    return [tree]


def _comparison(operator: str, left: Tree, right: Tree, variables: Variables) -> Rule | None:
    if not isinstance(left, Name):
        left, right, operator = right, left, _MIRRORED[operator]
    if not isinstance(left, Name):
        return None
    if operator == "!=":
        inner = _comparison("=", left, right, variables)
        return {"Not": inner} if inner else None
    path = path_of(left.name, variables)
    how = _COMPARED[operator]
    if isinstance(right, Name):
        known = variables.get(left.name) or variables.get(right.name)
        if known is None:
            return None
        return {"Variable": path, f"{_TYPES[known[0]]}{how}Path": path_of(right.name, variables)}
    value = _value(right)
    if value is None or (isinstance(value, bool) and operator != "="):
        return None
    kind = "Boolean" if isinstance(value, bool) else "String" if isinstance(value, str) else None
    return {"Variable": path, f"{kind or 'Numeric'}{how}": value}


def _value(tree: Tree) -> str | float | bool | None:
    match tree:
        case Literal(bool() | str() as value):
            return value
        case Literal(float() | int() as number):
            return int(number) if number == int(number) else number
        case Unary("-", Literal(float() | int() as number)):
            return int(-number) if number == int(number) else -number
    return None


def _expression(tree: Tree, variables: Variables) -> str:
    match tree:
        case Name(name):
            return f"${name}" if path_of(name, variables)[1] != "." else f"$states.input.{name}"
        case Literal(str() as text):
            return json.dumps(text, ensure_ascii=False) if "'" in text else f"'{text}'"
        case Literal():
            return printed(tree)
        case Unary("not", operand):
            return f"$not({_expression(operand, variables)})"
        case Unary(_, operand):
            return f"-({_expression(operand, variables)})"
        case Binary(operator, left, right):
            first = _grouped(left, variables)
            return f"{first} {operator} {_grouped(right, variables)}"
        case Membership(item, options):
            listed = ", ".join(_expression(option, variables) for option in options)
            return f"{_grouped(item, variables)} in [{listed}]"


def _grouped(tree: Tree, variables: Variables) -> str:
    text = _expression(tree, variables)
    return f"({text})" if isinstance(tree, Binary | Membership) else text
