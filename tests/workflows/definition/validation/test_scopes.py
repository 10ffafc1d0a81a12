"""Where a node stands, how it repeats, what undoes a scope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from tests.workflows.definition.nested import nested_maps
from tests.workflows.definition.steps import chain, node
from tests.workflows.definition.validation.maps import changed, inside, texts, with_nodes
from workflows.definition.model import Definition, EventKind, Loop, LoopKind, Node, NodeKind


def looped(**values: Any) -> Definition:
    loop = replace(Loop(kind=LoopKind.STANDARD), **values)
    return changed(chain(node("a")), "a", loop=loop)


def watched(host: str) -> Definition:
    late = replace(node("late", NodeKind.BOUNDARY), event=EventKind.TIMER, attached_to=host)
    return with_nodes(inside(node("a")), late)


def deep(levels: int) -> Definition:
    nodes = [node("n0", NodeKind.SUB_PROCESS)]
    nodes += [
        replace(node(f"n{number}", NodeKind.SUB_PROCESS), parent=f"n{number - 1}")
        for number in range(1, levels + 1)
    ]
    return replace(chain(), nodes=tuple(nodes))


def beside(*starts: Node) -> Definition:
    holder = node("x", NodeKind.EVENT_SUB_PROCESS)
    return with_nodes(chain(node("a")), holder, *(replace(one, parent="x") for one in starts))


@given(nested_maps())
@settings(max_examples=60, deadline=None)
def test_a_sound_nested_map_has_no_problems(definition: Definition) -> None:
    assert texts(definition) == []


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (
            lambda: changed(chain(node("a")), "a", parent="moon"),
            "step 'a': stands in 'moon', which is not in the map; name a sub-process",
        ),
        (
            lambda: changed(chain(node("a"), node("b")), "b", parent="a"),
            "step 'b': stands in 'a', which can hold no nodes; name a sub-process",
        ),
        (
            lambda: changed(inside(), "x", parent="x"),
            "sub-process 'x': stands inside itself; name another parent",
        ),
        (
            lambda: deep(21),
            "sub-process 'n21': lies deeper than 20 sub-processes; call another map instead",
        ),
        (
            lambda: watched("a"),
            "boundary 'late': is attached to 'a' of another sub-process; "
            "put both into the same one",
        ),
        (
            lambda: watched("s"),
            "boundary 'late': is attached to 's', which is no step and no sub-process; name one",
        ),
        (
            lambda: beside(node("begin", NodeKind.START)),
            "event-sub-process 'x': has no start event with a trigger "
            "(message, timer, error, …); add one",
        ),
        (
            lambda: looped(count=0),
            "step 'a': loop.count must be between 1 and 10,000, got 0",
        ),
        (
            lambda: looped(maximum=10**9),
            "step 'a': loop.maximum must be between 1 and 10,000, got 1000000000",
        ),
        (
            lambda: looped(again=1.0),
            "step 'a': loop.again of 100% leaves no way out of the loop; lower it",
        ),
        (
            lambda: looped(condition="1 < 2"),
            "step 'a': loop.condition '1 < 2' always holds, so the loop has no exit; "
            "ask a variable",
        ),
        (
            lambda: changed(inside(), "s", loop=Loop(kind=LoopKind.PARALLEL)),
            "start 's': has a loop, which only steps and sub-processes can have; remove it",
        ),
        (
            lambda: changed(inside(), "x", compensation="moon"),
            "sub-process 'x': compensation names 'moon', which is not in the map",
        ),
        (
            lambda: changed(inside(), "x", compensation="s"),
            "sub-process 'x': compensation names 's', which undoes nothing; make it a compensation",
        ),
        (
            lambda: changed(chain(node("a"), node("b")), "a", compensation="b"),
            "step 'a': compensation is for sub-processes; a step says it in effect.compensation",
        ),
    ],
)
def test_a_problem_names_its_place(make: Callable[[], Definition], problem: str) -> None:
    assert texts(make())[0] == problem


def test_a_scope_may_be_watched() -> None:
    assert texts(watched("x")) == []


def test_twenty_levels_are_not_too_deep() -> None:
    assert texts(deep(20)) == []


def test_a_loop_by_chance_or_by_a_condition_has_an_exit() -> None:
    assert texts(looped(again=0.9)) == texts(looped(condition="left > 0")) == []


def test_one_start_with_a_trigger_is_enough() -> None:
    asked = replace(node("asked", NodeKind.START), event=EventKind.MESSAGE)

    assert texts(beside(asked, node("begin", NodeKind.START))) == []
