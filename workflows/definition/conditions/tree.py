"""What a condition is made of, how it is printed and which variables it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflows.definition.quantities import format_number

__all__ = [
    "BINDING",
    "COMPARISONS",
    "NEGATION",
    "NOT",
    "Binary",
    "Literal",
    "Membership",
    "Name",
    "Tree",
    "Unary",
    "Value",
    "names",
    "printed",
]

type Value = str | float | bool
type Tree = Literal | Name | Unary | Binary | Membership

COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
NOT, _COMPARING, NEGATION, _ATOM = 3, 4, 7, 8
BINDING = {
    "or": 1,
    "and": 2,
    "in": _COMPARING,
    **dict.fromkeys(COMPARISONS, _COMPARING),
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
}
"""How tightly an operator between two parts binds; those with higher numbers go first."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written out. Numbers are never negative: a minus is an operator."""

    value: Value


@dataclass(frozen=True, slots=True)
class Name:
    """A variable of the case."""

    name: str


@dataclass(frozen=True, slots=True)
class Unary:
    """``not`` or ``-`` before its operand."""

    operator: str
    operand: Tree


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator of ``BINDING`` between two operands."""

    operator: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether the item equals one of the options."""

    item: Tree
    options: tuple[Tree, ...]


def printed(tree: Tree) -> str:
    """The shortest text that reads back to this tree."""
    match tree:
        case Literal(value):
            return _literal(value)
        case Name(name):
            return name
        case Unary("not", operand):
            return f"not {_inside(operand, NOT)}"
        case Unary(operator, operand):
            return f"{operator}{_inside(operand, NEGATION)}"
        case Binary(operator, left, right):
            binding = BINDING[operator]
            # Equal operators group to the left; of comparisons only one stands without brackets.
            first = binding + (operator in COMPARISONS)
            return f"{_inside(left, first)} {operator} {_inside(right, binding + 1)}"
        case Membership(item, options):
            listed = ", ".join(printed(option) for option in options)
            return f"{_inside(item, _COMPARING + 1)} in ({listed})"


def _inside(tree: Tree, binding: int) -> str:
    text = printed(tree)
    return text if _binding(tree) >= binding else f"({text})"


def _binding(tree: Tree) -> int:
    match tree:
        case Literal() | Name():
            return _ATOM
        case Unary(operator, _):
            return NOT if operator == "not" else NEGATION
        case Binary(operator, _, _):
            return BINDING[operator]
        case Membership():
            return _COMPARING


def _literal(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return format_number(value)


def names(tree: Tree) -> Iterator[str]:
    """Every variable that the tree names, from left to right, as often as it does."""
    match tree:
        case Name(name):
            yield name
        case Unary(_, operand):
            yield from names(operand)
        case Binary(_, left, right):
            yield from names(left)
            yield from names(right)
        case Membership(item, options):
            for part in (item, *options):
                yield from names(part)
