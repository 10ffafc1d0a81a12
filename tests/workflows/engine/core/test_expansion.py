"""Called maps, taken into the map that calls them."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.engine.maps import chain, draw, step
from workflows.definition.model import Definition, Node, NodeKind, Variable, VariableType
from workflows.engine.core.expansion import expanded


def calling(*called: Definition, calls: str = "part", name: str = "call") -> Definition:
    call = Node(id=name, name=name, kind=NodeKind.CALL_ACTIVITY, calls=calls)
    return replace(draw([call], [f"start > {name}", f"{name} > end"]), called=called)


def part(*steps: Node, name: str = "part") -> Definition:
    return replace(chain(*steps), id=name)


def test_a_map_that_calls_nothing_stays_itself() -> None:
    map_ = chain(step("a"))

    assert expanded(map_).definition is map_


def test_a_called_map_stands_inside_its_call() -> None:
    opened = expanded(calling(part(step("a")))).definition

    assert opened.by_id["call.a"].parent == "call"


def test_what_undoes_a_step_of_a_called_map_comes_with_it() -> None:
    opened = expanded(calling(part(step("a", undo=True)))).definition

    handler = opened.handler_of(opened.by_id["call.a"])
    assert handler is not None
    assert handler.id == "call.undo-a"


def test_participants_and_variables_come_with_it() -> None:
    sum_ = Variable(name="sum", type=VariableType.NUMBER, low=0, high=9, source="a")
    opened = expanded(calling(replace(part(step("a")), variables=(sum_,)))).definition

    assert [p.id for p in opened.participants] == ["a"]
    assert [v.source for v in opened.variables] == ["call.a"]


def test_the_same_map_may_be_called_twice() -> None:
    calls = [Node(id=n, name=n, kind=NodeKind.CALL_ACTIVITY, calls="part") for n in "xy"]
    map_ = replace(draw(calls, ["start > x", "x > y"]), called=(part(step("a")),))

    assert {"x.a", "y.a"} <= expanded(map_).definition.by_id.keys()


def test_calls_of_calls_are_opened_too() -> None:
    middle = replace(calling(calls="inner", name="deeper"), id="part")
    opened = expanded(calling(middle, part(step("a"), name="inner")))

    assert opened.definition.by_id["call.deeper.a"].parent == "call.deeper"
    assert opened.elements["call.deeper.a"] == "a"


def test_a_map_that_calls_itself_stays_empty() -> None:
    itself = replace(calling(calls="map"), id="map")

    assert len(expanded(replace(itself, called=(itself,))).definition.nodes) == 3


def test_a_call_of_nothing_known_stays_empty() -> None:
    assert len(expanded(calling()).definition.nodes) == 3
