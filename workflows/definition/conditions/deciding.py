"""Decides a condition for the values of one case.

What has no answer (a missing value, a division by zero, a text compared with a number) is
unknown, here ``None``. As in SQL, ``and`` and ``or`` decide without the unknown part where the
other suffices.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from typing import TypeGuard

from workflows.definition.conditions.tree import (
    Binary,
    Literal,
    Membership,
    Name,
    Tree,
    Unary,
    Value,
)

__all__ = ["value_of"]

type Values = Mapping[str, Value]

_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_ORDER: dict[str, Callable[[str | float, str | float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def value_of(tree: Tree, values: Values) -> Value | None:
    """What the tree comes to; None where it has no answer."""
    match tree:
        case Literal(value):
            return value
        case Name(name):
            return values.get(name)
        case Unary("not", operand):
            return _negated(value_of(operand, values))
        case Unary(_, operand):
            return _calculated("-", 0.0, value_of(operand, values))
        case Binary("and" | "or" as word, left, right):
            return _either(value_of(left, values), value_of(right, values), decisive=word == "or")
        case Binary(sign, left, right):
            return _compared(sign, value_of(left, values), value_of(right, values))
        case Membership(item, options):
            return _among(value_of(item, values), [value_of(one, values) for one in options])


def _negated(value: Value | None) -> bool | None:
    return not value if isinstance(value, bool) else None


def _either(left: Value | None, right: Value | None, *, decisive: bool) -> bool | None:
    """The decisive value where one of both has it, its opposite where both have that."""
    if left is decisive or right is decisive:
        return decisive
    return not decisive if left is right is (not decisive) else None


def _compared(sign: str, left: Value | None, right: Value | None) -> Value | None:
    if sign in _ARITHMETIC:
        return _calculated(sign, left, right)
    if left is None or right is None or not _alike(left, right):
        return None
    if sign in ("=", "!="):
        return (left == right) == (sign == "=")
    return None if isinstance(left, bool) else _ORDER[sign](left, right)


def _alike(left: Value, right: Value) -> bool:
    return _type(left) is _type(right)


def _type(value: Value) -> type:
    return type(value) if isinstance(value, bool | str) else float


def _calculated(sign: str, left: Value | None, right: Value | None) -> float | None:
    if not (_is_number(left) and _is_number(right)):
        return None
    if sign == "/" and right == 0:
        return None
    found = _ARITHMETIC[sign](float(left), float(right))
    return found if math.isfinite(found) else None


def _is_number(value: Value | None) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _among(item: Value | None, options: list[Value | None]) -> bool | None:
    answers = [_compared("=", item, option) for option in options]
    if True in answers:
        return True
    return None if None in answers else False
