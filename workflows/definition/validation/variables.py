"""Problems of variables, and of the conditions that ask about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import isfinite

from workflows.definition.conditions import ConditionError, is_name, parse
from workflows.definition.conditions import problems as doubts
from workflows.definition.conditions.checking import type_of_value
from workflows.definition.findings import Problem
from workflows.definition.model import Definition, Variable, VariableType
from workflows.definition.validation.places import place

__all__ = ["condition_problems", "variable_problems"]


def variable_problems(definition: Definition) -> Iterator[Problem]:
    """What is wrong with the variables themselves."""
    counts = Counter(variable.name for variable in definition.variables)
    for variable in definition.variables:
        where = f"variable {variable.name!r}"
        for message in _variable(definition, variable):
            yield Problem(where=where, message=message)
    for name, number in counts.items():
        if number > 1:
            mend = f"stands {number} times; keep one, or rename the others"
            yield Problem(where=f"variable {name!r}", message=mend)


def _variable(definition: Definition, variable: Variable) -> Iterator[str]:
    if not is_name(variable.name):
        yield "name must be a word of letters, digits, '_' and '.', which conditions can hold"
    source = definition.by_id.get(variable.source)
    if variable.source and (source is None or not source.is_step):
        yield f"source names {variable.source!r}, which is no step of the map"
    yield from _choices(variable)
    yield from _bounds(variable)


def _choices(variable: Variable) -> Iterator[str]:
    values = [choice.value for choice in variable.choices]
    for value in values:
        if type_of_value(value) is not variable.type:
            yield f"choices hold {value!r}, which is no {variable.type.value}"
    if len(set(map(str, values))) < len(values):
        yield "choices hold a value twice; add the shares up"
    total = sum(choice.share for choice in variable.choices)
    if any(choice.share < 0 for choice in variable.choices):
        yield "choices must not have negative shares"
    elif values and abs(total - 1) > 1e-9:
        yield f"the shares of its choices add up to {total:.6g}, not to 1"


def _bounds(variable: Variable) -> Iterator[str]:
    bounds = [bound for bound in (variable.low, variable.high) if bound is not None]
    if bounds and (variable.choices or variable.type is not VariableType.NUMBER):
        yield "low and high are for numbers without choices; remove them"
    elif not variable.choices and variable.type is not VariableType.NUMBER:
        yield "has no choices; say which values it takes, each with its share"
    elif not variable.choices and len(bounds) < 2:
        yield "has no values; state low and high, or choices"
    elif not all(map(isfinite, bounds)):
        yield "low and high must be finite"
    elif len(bounds) == 2 and bounds[0] > bounds[1]:
        yield f"low ({bounds[0]:g}) is above high ({bounds[1]:g}); swap them"


def condition_problems(definition: Definition) -> Iterator[Problem]:
    """What is wrong with conditions, where the map has variables that decide them. Without any,
    conditions are notes for people, and the sandbox decides by probability."""
    if not definition.variables:
        return
    for where, name, text in _conditions(definition):
        for message in _condition(definition, text):
            yield Problem(where=where, message=f"{name} {message}")


def _conditions(definition: Definition) -> Iterator[tuple[str, str, str]]:
    """Place, key and text of each condition."""
    for node in definition.nodes:
        if node.condition:
            yield place(node), "condition", node.condition
        if node.loop is not None and node.loop.condition:
            yield place(node), "loop.condition", node.loop.condition
    for flow in definition.flows:
        if flow.condition:
            yield f"flow {flow.id!r}", "condition", flow.condition


def _condition(definition: Definition, text: str) -> tuple[str, ...]:
    try:
        return doubts(parse(text), definition.variables)
    except ConditionError as error:
        return (str(error),)
