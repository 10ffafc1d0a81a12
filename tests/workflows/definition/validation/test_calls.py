"""Maps that call each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.definition.steps import chain, node
from tests.workflows.definition.validation.maps import texts
from workflows.definition.model import Definition, NodeKind


def calling(own_id: str, *wanted: str, called: tuple[Definition, ...] = ()) -> Definition:
    """A map with one call for each id wanted: c0, c1, …"""
    calls = (
        replace(node(f"c{number}", NodeKind.CALL_ACTIVITY), calls=name)
        for number, name in enumerate(wanted)
    )
    return replace(chain(node("a"), *calls), id=own_id, called=called)


def test_a_call_of_a_called_map_is_fine() -> None:
    assert texts(calling("outer", "inner", "inner", called=(calling("inner"),))) == []


def test_a_called_map_may_call_one_beside_it() -> None:
    assert texts(calling("outer", "one", called=(calling("one", "two"), calling("two")))) == []


@pytest.mark.parametrize(
    ("definition", "problem"),
    [
        (calling("outer", ""), "call-activity 'c0': names no map to call; set calls"),
        (
            calling("outer", "moon"),
            "call-activity 'c0': calls 'moon', which is not among the called maps; "
            "add it under called",
        ),
        (
            calling("outer", "iner", called=(calling("inner"),)),
            "call-activity 'c0': calls 'iner', which is not among the called maps; known are inner",
        ),
        (
            calling("outer", "outer"),
            "call-activity 'c0': calls 'outer', which leads back to 'outer' without an end",
        ),
        (
            calling("outer", called=(calling("inner"), calling("inner"))),
            "map 'inner': 2 maps have this id; give each its own",
        ),
        (
            calling("outer", called=(calling("outer"),)),
            "map 'outer': 2 maps have this id; give each its own",
        ),
        (
            replace(chain(replace(node("x", NodeKind.SUB_PROCESS), calls="y"))),
            "sub-process 'x': calls is for call activities and steps only",
        ),
    ],
)
def test_a_problem_names_its_place(definition: Definition, problem: str) -> None:
    assert texts(definition) == [problem]


def test_maps_that_call_each_other_in_a_ring_are_told_at_every_call() -> None:
    definition = calling("outer", "one", called=(calling("one", "two"), calling("two", "one")))

    assert texts(definition) == [
        "call-activity 'c0' of map 'one': calls 'two', which leads back to 'one' without an end",
        "call-activity 'c0' of map 'two': calls 'one', which leads back to 'two' without an end",
    ]


def test_what_is_wrong_inside_a_called_map_is_told_with_its_name() -> None:
    broken = replace(calling("inner"), sla=-1.0)
    definition = calling("outer", "inner", called=(replace(broken, nodes=(), flows=()),))

    assert texts(definition) == [
        "map 'inner': has no nodes; add at least a start, a step and an end",
        "map 'inner': sla must be longer than 0",
    ]
