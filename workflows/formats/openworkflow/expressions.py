"""Conditions as runtime expressions (jq, between ``${`` and ``}``; DSL, Runtime Expressions)."""

from __future__ import annotations

import json
import re

from workflows.definition.conditions import ConditionError, parse
from workflows.definition.conditions.tree import (
    BINDING,
    Binary,
    Literal,
    Membership,
    Name,
    Tree,
    Unary,
)
from workflows.definition.quantities import format_number

__all__ = ["condition_of", "expression_of", "quoted"]

_EXPRESSION = re.compile(r"\s*\$\{(.*)\}\s*", re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FIELD = re.compile(r'(?<![\w"\'.)\]])\.([A-Za-z_]\w*)(?![\w.(\[])')
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


def expression_of(condition: str) -> str:
    """The condition of a flow in jq; as it stands where it is a note for people."""
    try:
        tree = parse(condition).tree
    except ConditionError:
        return f"${{ {condition} }}"
    return f"${{ {_jq(tree)} }}"


def _jq(tree: Tree) -> str:
    match tree:
        case Literal(value=value):
            return format_number(value) if isinstance(value, float) else json.dumps(value)
        case Name(name=name):
            return f".{name}" if _PLAIN.fullmatch(name) else f".{quoted(name)}"
        case Unary(operator="not", operand=operand):
            return f"({_jq(operand)} | not)"
        case Unary(operand=operand):
            return f"-{_part(operand)}"
        case Binary(operator=operator, left=left, right=right):
            return f"{_part(left)} {'==' if operator == '=' else operator} {_part(right)}"
        case Membership(item=item, options=options):
            listed = ", ".join(map(_jq, options))
            return f"({_jq(item)} | IN({listed}))"


def _part(tree: Tree) -> str:
    text = _jq(tree)
    return f"({text})" if isinstance(tree, Binary) and tree.operator in BINDING else text


def quoted(text: str) -> str:
    """A text as jq writes it."""
    return json.dumps(text, ensure_ascii=False)


def condition_of(expression: str) -> str:
    """A runtime expression as a condition: in Podium's words where it is simple, else as it
    stands."""
    found = _EXPRESSION.fullmatch(expression)
    inner = " ".join((found[1] if found else expression).split())
    own = _FIELD.sub(r"\1", _TEXT.sub(lambda text: _single(text[0]), inner))
    own = own.replace("==", "=")
    try:
        parse(own)
    except ConditionError:
        return inner
    return own


def _single(text: str) -> str:
    try:
        plain = str(json.loads(text))
    except ValueError:
        return text
    return text if "'" in plain or "." in plain else f"'{plain}'"
