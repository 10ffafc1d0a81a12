"""How often a case visits each node."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from assessment.decision.evidence.visits import expected_visits
from tests.workflows.definition.nested import nested_maps
from workflows.definition.model import Definition, Flow, Node, NodeKind

DECISION, PARALLEL = NodeKind.DECISION, NodeKind.PARALLEL


def mapped(kinds: dict[str, NodeKind], *flows: tuple[str, str, float | None]) -> Definition:
    return Definition(
        id="m",
        name="M",
        participants=(),
        nodes=tuple(Node(id=name, name=name, kind=kind) for name, kind in kinds.items()),
        flows=tuple(
            Flow(id=f"{n}", source=a, target=b, probability=p) for n, (a, b, p) in enumerate(flows)
        ),
    )


def tasks(names: str, **others: NodeKind) -> dict[str, NodeKind]:
    return {**dict.fromkeys(names, NodeKind.TASK), **others}


def test_a_decision_passes_on_its_shares() -> None:
    found = expected_visits(mapped(tasks("ab", d=DECISION), ("d", "a", 0.7), ("d", "b", 0.3)))

    assert (found["a"], found["b"]) == pytest.approx((0.7, 0.3))


def test_flows_without_a_share_divide_what_is_left() -> None:
    found = expected_visits(
        mapped(tasks("abc", d=DECISION), ("d", "a", 0.5), ("d", "b", None), ("d", "c", None))
    )

    assert (found["b"], found["c"]) == pytest.approx((0.25, 0.25))


def test_a_parallel_join_counts_its_branches_once() -> None:
    found = expected_visits(
        mapped(
            tasks("abz", fork=PARALLEL, join=PARALLEL),
            ("fork", "a", None),
            ("fork", "b", None),
            ("a", "join", None),
            ("b", "join", None),
            ("join", "z", None),
        )
    )

    assert found["z"] == pytest.approx(1)


def test_a_loop_counts_its_repetitions() -> None:
    found = expected_visits(
        mapped(
            tasks("saz", d=DECISION),
            ("s", "a", None),
            ("a", "d", None),
            ("d", "a", 0.5),
            ("d", "z", 0.5),
        )
    )

    assert found["a"] == pytest.approx(2)


def test_a_loop_without_a_way_out_counts_each_node_once() -> None:
    found = expected_visits(mapped(tasks("sa"), ("s", "a", None), ("a", "a", None)))

    assert found == {"s": 1, "a": 1}


def test_a_compensation_is_not_reached_without_a_fault() -> None:
    found = expected_visits(mapped(tasks("a", undo=NodeKind.COMPENSATION)))

    assert found["undo"] == 0


@given(nested_maps())
@settings(max_examples=30, deadline=None)
def test_every_step_of_a_nested_map_has_its_visits(definition: Definition) -> None:
    found = expected_visits(definition)

    assert all(found[step.id] >= 0 for step in definition.steps)


def test_a_step_inside_a_sub_process_is_visited_as_often_as_the_sub_process() -> None:
    around = mapped(
        tasks("ab", x=NodeKind.SUB_PROCESS, d=DECISION), ("d", "x", 0.7), ("d", "b", 0.3)
    )
    inside = tuple(replace(n, parent="x") if n.id == "a" else n for n in around.nodes)

    assert expected_visits(replace(around, nodes=inside))["a"] == pytest.approx(0.7)
