"""Who owns which node, once it is said which steps are orchestrated."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.engine.maps import chain, draw, gateway, order, step
from tests.workflows.engine.shapes import at_boundary, catch, event_sub, scope, start
from workflows.definition.model import (
    Definition,
    EventKind,
    Node,
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


def nested() -> Definition:
    """start > sub[in > a > b] > after, with an event sub-process in it that does ``c``."""
    watch = event_sub("watch", start("news", EventKind.MESSAGE), [step("c")])
    inside = scope("sub", [start("in"), step("a"), step("b"), *watch])
    flows = ["start > sub", "sub > after", "in > a", "a > b", "news > c"]
    return draw([*inside, step("after")], flows)


def test_a_scope_is_held_by_whoever_performs_the_first_step_after_it() -> None:
    assert owners(nested(), OrchestrationModel.CHOREOGRAPHY)["sub"] == "after"


def test_a_scope_that_nothing_follows_is_held_by_its_first_step() -> None:
    map_ = draw(scope("sub", [start("in"), step("a")]), ["start > sub", "in > a"])

    assert owners(map_, OrchestrationModel.CHOREOGRAPHY)["sub"] == "a"


def test_an_event_sub_process_is_held_with_its_scope() -> None:
    owned = owners(nested(), OrchestrationModel.CHOREOGRAPHY)

    assert owned["watch"] == owned["news"] == owned["sub"]
    assert owned["c"] == "c"


def test_a_boundary_event_is_held_with_its_host() -> None:
    map_ = draw([step("a"), at_boundary("edge", "a", EventKind.ERROR), step("b")], ["edge > b"])

    assert owners(map_, OrchestrationModel.CHOREOGRAPHY)["edge"] == "a"


def test_events_behind_an_event_based_gateway_are_held_with_it() -> None:
    nodes = [gateway("race", NodeKind.EVENT_BASED), catch("x", EventKind.MESSAGE), step("b")]
    other = [catch("y", EventKind.MESSAGE), step("c")]
    flows = ["start > race", "race > x", "race > y", "x > b", "y > c"]
    owned = owners(draw([*nodes, *other], flows), OrchestrationModel.CHOREOGRAPHY)

    assert owned["x"] == owned["y"] == owned["race"]


def test_what_stands_in_a_called_map_goes_with_the_call() -> None:
    call = Node(id="call", name="call", kind=NodeKind.CALL_ACTIVITY, calls="part")
    called = replace(chain(step("a")), id="part")
    map_ = replace(draw([call], ["start > call"]), called=(called,))

    owned = owners(map_, OrchestrationModel.HYBRID, {"call": Side.EVENT_DRIVEN})

    assert owned["call.a"] == "a"


def test_the_holders_of_a_scope_are_all_that_may_hold_a_token_in_it() -> None:
    compiled = compile_map(nested())
    ownership = COORDINATIONS[OrchestrationModel.CHOREOGRAPHY](compiled, {})
    holders = ownership.holders[compiled.ids.index("sub")]

    assert {compiled.participants[owner] for owner in holders} >= {"a", "b", "c"}


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
