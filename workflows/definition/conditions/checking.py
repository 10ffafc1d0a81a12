"""What is wrong with a condition before any case runs: unknown variables, types that do not fit."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from workflows.definition.conditions.condition import Condition
from workflows.definition.conditions.tree import (
    Binary,
    Literal,
    Membership,
    Name,
    Tree,
    Unary,
    Value,
    printed,
)
from workflows.definition.model import Variable, VariableType

__all__ = ["problems", "type_of_value"]

_KINDS = {
    VariableType.NUMBER: "a number",
    VariableType.TEXT: "a text",
    VariableType.BOOLEAN: "true or false",
}


def problems(condition: Condition, variables: Iterable[Variable]) -> tuple[str, ...]:
    """Everything wrong with it in a map of these variables, each with its mend."""
    check = _Check({variable.name: variable.type for variable in variables})
    check.expect(condition.tree, VariableType.BOOLEAN)
    return tuple(dict.fromkeys(check.found))


def type_of_value(value: Value) -> VariableType:
    """What type a value has."""
    if isinstance(value, bool):
        return VariableType.BOOLEAN
    return VariableType.TEXT if isinstance(value, str) else VariableType.NUMBER


class _Check:
    """Goes through a tree and gathers what is wrong; a type that is unknown fits everything."""

    def __init__(self, types: dict[str, VariableType]) -> None:
        self.types = types
        self.found: list[str] = []

    def expect(self, tree: Tree, wanted: VariableType) -> None:
        kind = self.type_of(tree)
        if kind not in (None, wanted):
            told = f"`{printed(tree)}` is {_KINDS[kind]}, but {_KINDS[wanted]} is needed here"
            compare = wanted is VariableType.BOOLEAN
            self.found.append(f"{told}; compare it with something" if compare else told)

    def type_of(self, tree: Tree) -> VariableType | None:
        match tree:
            case Literal(value):
                return type_of_value(value)
            case Name(name):
                return self._known(name)
            case Unary("not", operand):
                self.expect(operand, VariableType.BOOLEAN)
                return VariableType.BOOLEAN
            case Unary(_, operand):
                self.expect(operand, VariableType.NUMBER)
                return VariableType.NUMBER
            case Binary():
                return self._binary(tree)
            case Membership(item, options):
                for option in options:
                    self._alike(item, option, tree)
                return VariableType.BOOLEAN

    def _known(self, name: str) -> VariableType | None:
        if name not in self.types:
            near = get_close_matches(name, self.types, n=1)
            mend = f"did you mean {near[0]!r}?" if near else self._known_names()
            self.found.append(f"asks about {name!r}, which is no variable of the map; {mend}")
        return self.types.get(name)

    def _known_names(self) -> str:
        listed = ", ".join(sorted(self.types))
        return f"known are {listed}" if listed else "add it to the variables"

    def _binary(self, tree: Binary) -> VariableType:
        match tree.operator:
            case "and" | "or":
                self.expect(tree.left, VariableType.BOOLEAN)
                self.expect(tree.right, VariableType.BOOLEAN)
                return VariableType.BOOLEAN
            case "+" | "-" | "*" | "/":
                self._arithmetic(tree)
                return VariableType.NUMBER
            case "=" | "!=":
                self._alike(tree.left, tree.right, tree)
            case _:
                self._ordered(tree)
        return VariableType.BOOLEAN

    def _arithmetic(self, tree: Binary) -> None:
        self.expect(tree.left, VariableType.NUMBER)
        self.expect(tree.right, VariableType.NUMBER)
        if tree.operator == "/" and tree.right == Literal(0.0):
            self.found.append(f"`{printed(tree)}` divides by zero; divide by something else")

    def _alike(self, left: Tree, right: Tree, whole: Tree) -> VariableType | None:
        """The type of both sides; None where one is unknown or they differ."""
        first, second = self.type_of(left), self.type_of(right)
        if first is None or second is None:
            return None
        if first is second:
            return first
        told = f"`{printed(whole)}` compares {_KINDS[first]} with {_KINDS[second]}"
        self.found.append(f"{told}; compare values of one type")
        return None

    def _ordered(self, tree: Binary) -> None:
        if self._alike(tree.left, tree.right, tree) is VariableType.BOOLEAN:
            self.found.append(f"`{printed(tree)}` orders true and false; use = or !=")
