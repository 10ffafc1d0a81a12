"""Who knows whom, and who changes when a step is added."""

from __future__ import annotations

import pytest

from tests.workflows.engine.maps import chain, order, step
from workflows.definition.model import Definition, OnFailure, OrchestrationModel, Side
from workflows.sandbox.coupling import ORCHESTRATOR, Coupling, coupling

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel
THREE = chain(step("a"), step("b"), step("c"))


def of(model: OrchestrationModel, definition: Definition = THREE, **boundary: Side) -> Coupling:
    return coupling(definition, model, boundary)


def test_centralized_only_the_orchestrator_knows_anybody() -> None:
    assert of(CENTRALIZED).edges == tuple((ORCHESTRATOR, who) for who in "abc")


def test_centralized_only_the_orchestrator_changes() -> None:
    assert of(CENTRALIZED).changes == {"a": 1, "b": 1, "c": 1}


def test_choreography_each_participant_knows_whose_event_it_waits_for() -> None:
    assert of(CHOREOGRAPHY).edges == (("b", "a"), ("c", "b"))


def test_choreography_whoever_comes_next_must_listen_to_the_newcomer() -> None:
    assert of(CHOREOGRAPHY).changes == {"a": 1, "b": 1, "c": 0}
    assert of(CHOREOGRAPHY).mean_changes == pytest.approx(2 / 3)


def test_choreography_whoever_may_have_to_undo_must_know_everybody_who_can_fail() -> None:
    saga = chain(
        step("a", undo=True),
        step("b", undo=True),
        step("c", on_failure=OnFailure.COMPENSATE),
    )

    found = of(CHOREOGRAPHY, saga)
    assert ("a", "c") in found.edges
    assert found.changes["c"] == 2


def test_hybrid_the_orchestrator_knows_its_steps_and_the_events_that_come_back() -> None:
    found = of(HYBRID, b=Side.EVENT_DRIVEN)

    assert found.edges == (
        ("b", ORCHESTRATOR),
        (ORCHESTRATOR, "a"),
        (ORCHESTRATOR, "b"),
        (ORCHESTRATOR, "c"),
    )


def test_hybrid_a_step_left_out_of_the_boundary_is_orchestrated() -> None:
    assert of(HYBRID).edges == of(CENTRALIZED).edges


def test_two_steps_of_one_participant_need_not_know_each_other() -> None:
    shared = chain(step("a", participant="shop"), step("b", participant="shop"))

    assert of(CHOREOGRAPHY, shared).edges == ()


@pytest.mark.parametrize("model", OrchestrationModel)
def test_every_forward_step_is_a_place_to_add_one(model: OrchestrationModel) -> None:
    found = of(model, order())

    assert list(found.changes) == [node.id for node in order().forward_steps]
    assert all(count <= len(order().participants) for count in found.changes.values())


def test_a_map_without_steps_has_no_coupling() -> None:
    empty = of(CHOREOGRAPHY, chain())

    assert (empty.edges, empty.mean_changes) == ((), 0.0)


def test_the_figures_are_data() -> None:
    assert of(CHOREOGRAPHY).as_json() == {
        "model": "choreography",
        "edges": [["b", "a"], ["c", "b"]],
        "changes": {"a": 1, "b": 1, "c": 0},
        "mean_changes": pytest.approx(2 / 3),
    }
