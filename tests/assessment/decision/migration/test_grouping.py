"""What moves together, and how groups fall into waves."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.migration.grouping import Group, groups_of, waves_of
from assessment.decision.migration.knowledge import load_migration
from tests.assessment.decision.maps import line, step
from tests.assessment.decision.migration.paths import ways_of
from workflows.definition.model import Definition, NodeKind, OnFailure

KNOWN = load_migration()


def test_a_compensation_moves_with_its_step() -> None:
    back = step("back", kind=NodeKind.COMPENSATION)

    assert ("pay", "back") in _grouped(line(step("look"), step("pay", undo="back"), back))


def test_a_step_whose_failure_undoes_others_moves_with_them() -> None:
    steps = (
        step("reserve", undo="release"),
        step("look"),
        step("charge", on_failure=OnFailure.COMPENSATE),
    )
    release = step("release", kind=NodeKind.COMPENSATION)

    assert _grouped(line(*steps, release)) == [("look",), ("reserve", "charge", "release")]


def test_a_failure_that_undoes_nothing_binds_nobody() -> None:
    steps = (step("look"), step("charge", on_failure=OnFailure.COMPENSATE))

    assert _grouped(line(*steps)) == [("look",), ("charge",)]


def test_the_steps_of_a_transaction_move_together() -> None:
    inside = [replace(step(name), parent="t") for name in ("a", "b")]
    scope = replace(step("t", kind=NodeKind.TRANSACTION), participant=None, requirements=None)
    definition = line(step("c"), *inside)

    groups = _grouped(replace(definition, nodes=(*definition.nodes, scope)))

    assert groups == [("c",), ("a", "b")]


def test_groups_as_critical_keep_the_order_of_the_map() -> None:
    assert _grouped(line(step("b"), step("a"))) == [("b",), ("a",)]


def test_only_steps_that_move_are_grouped() -> None:
    ways = ways_of(line(step("a"), step("b")))

    groups = groups_of(ways, frozenset({"b"}), {"a": 1.0, "b": 2.0})

    assert [group.steps for group in groups] == [("b",)]


def test_a_wide_gap_begins_a_new_wave() -> None:
    assert _sizes(0, 1, 2, 60, 61) == [3, 2]


def test_steps_alike_are_still_not_moved_all_at_once() -> None:
    assert len(_sizes(*[10] * 8)) >= 2


def test_a_few_steps_alike_move_in_one_wave() -> None:
    assert _sizes(10, 11, 12) == [3]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 100), max_size=40))
def test_waves_are_few_and_lose_no_group(points: list[float]) -> None:
    groups = _groups(sorted(points))

    waves = waves_of(groups, KNOWN)

    assert tuple(group for wave in waves for group in wave) == groups
    assert len(waves) <= KNOWN.most_waves
    assert all(waves)


def _grouped(definition: Definition) -> list[tuple[str, ...]]:
    ways = ways_of(definition)
    figures = {step: 10.0 if step in ways.undone_by else 1.0 for step in ways.place}
    return [group.steps for group in groups_of(ways, frozenset(ways.place), figures)]


def _groups(points: list[float]) -> tuple[Group, ...]:
    return tuple(Group(steps=(f"s{n}",), criticality=p) for n, p in enumerate(points))


def _sizes(*points: float) -> list[int]:
    return [len(wave) for wave in waves_of(_groups(list(points)), KNOWN)]
