"""How gaps name what they are about."""

from __future__ import annotations

from tests.workflows.engine.maps import chain, step
from workflows.definition.model import OrchestrationModel, Side
from workflows.engine.coordination.gaps.ground import Ground, listed, plural
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.core.compiled import compile_map
from workflows.engine.core.ownership import ORCHESTRATOR


def hybrid() -> Ground:
    compiled = compile_map(chain(step("a", undo=True), step("b")))
    model = OrchestrationModel.HYBRID
    return Ground(compiled, COORDINATIONS[model](compiled, {"b": Side.EVENT_DRIVEN}), model)


def test_several_things_are_listed_once_each() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "a", "c"]) == "a, b and c"


def test_one_message_is_no_messages() -> None:
    assert (plural(1, "message"), plural(2, "message")) == ("1 message", "2 messages")


def test_owners_have_names() -> None:
    assert hybrid().all_of([1, ORCHESTRATOR]) == "the orchestrator and b"


def test_steps_that_only_undo_are_not_among_the_steps() -> None:
    ground = hybrid()

    assert [ground.map.ids[step] for step in ground.steps] == ["a", "b"]
    assert ground.performers == {ORCHESTRATOR, 1}
