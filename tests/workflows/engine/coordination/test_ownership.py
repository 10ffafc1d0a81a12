"""Who owns which node, once it is said which steps are orchestrated."""

from __future__ import annotations

from tests.workflows.engine.maps import chain, draw, gateway, order, step
from workflows.definition.model import (
    Definition,
    NodeKind,
    OnFailure,
    OrchestrationModel,
    Side,
)
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.core.compiled import compile_map
from workflows.engine.core.ownership import ORCHESTRATOR


def owners(
    definition: Definition, model: OrchestrationModel, boundary: dict[str, Side] | None = None
) -> dict[str, str]:
    compiled = compile_map(definition)
    ownership = COORDINATIONS[model](compiled, boundary or {})
    names = (*compiled.participants, "orchestrator")
    return {node: names[owner] for node, owner in zip(compiled.ids, ownership.owners, strict=True)}


def listeners(definition: Definition, step_id: str) -> list[str]:
    compiled = compile_map(definition)
    ownership = COORDINATIONS[OrchestrationModel.CHOREOGRAPHY](compiled, {})
    heard = ownership.listeners[compiled.ids.index(step_id)]
    return [compiled.participants[owner] for owner in heard]


def test_under_centralized_the_orchestrator_owns_every_node() -> None:
    assert set(owners(order(), OrchestrationModel.CENTRALIZED).values()) == {"orchestrator"}


def test_under_choreography_each_step_belongs_to_its_participant() -> None:
    owned = owners(order(), OrchestrationModel.CHOREOGRAPHY)

    assert (owned["reserve"], owned["charge"]) == ("reserve", "charge")


def test_under_choreography_there_is_no_orchestrator() -> None:
    compiled = compile_map(order())
    ownership = COORDINATIONS[OrchestrationModel.CHOREOGRAPHY](compiled, {})

    assert not ownership.orchestrated
    assert ORCHESTRATOR not in ownership.owners


def test_under_hybrid_the_boundary_decides_and_silence_means_orchestrated() -> None:
    owned = owners(order(), OrchestrationModel.HYBRID, {"ship": Side.EVENT_DRIVEN})

    assert (owned["charge"], owned["ship"]) == ("orchestrator", "ship")


def test_undoing_a_step_belongs_to_the_owner_of_the_step() -> None:
    owned = owners(order(), OrchestrationModel.HYBRID, {"ship": Side.EVENT_DRIVEN})

    assert (owned["undo charge"], owned["undo ship"]) == ("orchestrator", "ship")


def test_a_join_is_held_by_the_participant_that_waits() -> None:
    map_ = draw(
        [step("a"), step("b"), gateway("join", NodeKind.PARALLEL), step("last")],
        ["start > a", "start > b", "a > join", "b > join", "join > last", "last > end"],
    )

    assert owners(map_, OrchestrationModel.CHOREOGRAPHY)["join"] == "last"


def test_a_failure_is_told_to_those_who_may_have_begun() -> None:
    map_ = chain(step("a", undo=True), step("b", on_failure=OnFailure.COMPENSATE), step("c"))

    assert listeners(map_, "b") == ["a"]


def test_a_failure_is_not_told_to_those_who_would_only_undo_what_cannot_have_begun() -> None:
    assert listeners(order(), "reserve") == []
    assert listeners(order(), "charge") == ["reserve"]


def test_a_failure_is_told_to_a_parallel_branch() -> None:
    map_ = draw(
        [step("a", undo=True), step("b", on_failure=OnFailure.COMPENSATE)],
        ["start > a", "start > b", "a > end", "b > end"],
    )

    assert listeners(map_, "b") == ["a"]


def test_a_failure_in_a_loop_is_told_to_what_an_earlier_round_did() -> None:
    map_ = draw(
        [step("a"), step("b"), gateway("again", NodeKind.DECISION)],
        ["start > a", "a > b", "b > again", "again > a", "again > end"],
    )

    assert listeners(map_, "a") == ["b"]
