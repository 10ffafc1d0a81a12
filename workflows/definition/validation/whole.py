"""Every problem of a map and of those that it calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

from workflows.definition.findings import Problem
from workflows.definition.model import Definition
from workflows.definition.quantities import format_number
from workflows.definition.validation.calls import call_problems
from workflows.definition.validation.events import event_problem
from workflows.definition.validation.exits import exit_problems
from workflows.definition.validation.flows import flow_problems
from workflows.definition.validation.messages import data_flow_problems, message_flow_problems
from workflows.definition.validation.places import ID_RULE, in_map, is_id, place
from workflows.definition.validation.scopes import scope_problem
from workflows.definition.validation.steps import step_problem
from workflows.definition.validation.variables import condition_problems, variable_problems

__all__ = ["problems"]

# Ten times the largest map that is ever drawn; all rules together take some seconds over so many.
_MOST = 20_000


def problems(definition: Definition) -> tuple[Problem, ...]:
    """Every structural problem, in the order of participants, variables, nodes, flows and data
    flows; those of called maps come last. A map too large to be looked through has this one."""
    if (size := _size(definition)) > _MOST:
        message = f"has {size:,} nodes and flows, at most {_MOST:,} are read; split it by calls"
        return (Problem(where="map", message=message),)
    return (*_own(definition), *call_problems(definition), *_of_called(definition))


def _size(definition: Definition) -> int:
    return len(definition.nodes) + len(definition.flows) + sum(map(_size, definition.called))


def _own(definition: Definition) -> Iterator[Problem]:
    return chain.from_iterable(rule(definition) for rule in _RULES)


def _of_called(definition: Definition) -> Iterator[Problem]:
    for called in definition.called:
        for problem in (*_own(called), *_of_called(called)):
            yield replace(problem, where=in_map(problem.where, called.id))


def _whole(definition: Definition) -> Iterator[Problem]:
    if not definition.nodes:
        yield Problem(where="map", message="has no nodes; add at least a start, a step and an end")
    if definition.sla is not None and definition.sla <= 0:
        yield Problem(where="map", message="sla must be longer than 0")
    volume = definition.volume
    if volume.now < 0 or volume.expected < 0:
        yield Problem(where="map", message="volume must not be negative")
    if volume.peak < 1:
        shown = format_number(volume.peak)
        yield Problem(where="map", message=f"volume.peak must be at least 1, got {shown}")


def _ids(definition: Definition) -> Iterator[Problem]:
    things = [(place(node), node.id) for node in definition.nodes]
    things += [(f"flow {flow.id!r}", flow.id) for flow in definition.flows]
    things += [(f"message flow {flow.id!r}", flow.id) for flow in definition.message_flows]
    yield from _duplicates(things)
    people = definition.participants
    yield from _duplicates([(f"participant {person.id!r}", person.id) for person in people])


def _duplicates(things: list[tuple[str, str]]) -> Iterator[Problem]:
    counts = Counter(name for _, name in things)
    seen: set[str] = set()
    for where, name in things:
        if not is_id(name):
            yield Problem(where=where, message=f"id {ID_RULE}")
        if counts[name] > 1 and name in seen:
            yield Problem(where=where, message="the id is taken; give it another one")
        seen.add(name)


def _participants(definition: Definition) -> Iterator[Problem]:
    for participant in definition.participants:
        where = f"participant {participant.id!r}"
        if participant.concurrency < 1:
            yield Problem(where=where, message="concurrency must be at least 1")
        if participant.capacity is not None and participant.capacity <= 0:
            yield Problem(where=where, message="capacity must be above 0, or left out")


def _nodes(definition: Definition) -> Iterator[Problem]:
    for node in definition.nodes:
        for rule in (scope_problem, event_problem, step_problem):
            for message in rule(definition, node):
                yield Problem(where=place(node), message=message)


_RULES: tuple[Callable[[Definition], Iterator[Problem]], ...] = (
    _whole,
    _ids,
    _participants,
    variable_problems,
    _nodes,
    flow_problems,
    exit_problems,
    condition_problems,
    message_flow_problems,
    data_flow_problems,
)
