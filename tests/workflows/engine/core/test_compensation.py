"""Taking back what is done: in which order, whose work, and who waits for it."""

from __future__ import annotations

import itertools

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import draw, gateway, step
from tests.workflows.engine.shapes import (
    end,
    event_sub,
    handler,
    scope,
    start,
    throw,
    undone_by,
)
from workflows.definition.model import (
    Definition,
    EventKind,
    Node,
    NodeKind,
    OnFailure,
    OrchestrationModel,
)

UNDO = EventKind.COMPENSATION


def in_a_row(*nodes: Node) -> Definition:
    names = ["start", *(node.id for node in nodes if node.parent is None), "end"]
    return draw(nodes, [f"{a} > {b}" for a, b in itertools.pairwise(names)])


def test_a_throw_undoes_the_activity_that_it_names() -> None:
    map_ = in_a_row(step("a", undo=True), step("b", undo=True), throw("back", UNDO, ref="a"))
    case = ByHand(map_).start().done("a").done("b")

    assert case.asked == ["PerformStep undo a"]
    assert case.done("undo a").asked == ["EndCase"]


def test_a_throw_without_a_name_undoes_its_scope_in_reverse_order() -> None:
    map_ = in_a_row(step("a", undo=True), step("b", undo=True), throw("back", UNDO), step("c"))
    case = ByHand(map_).start().done("a").done("b")
    assert case.asked == ["PerformStep undo b"]

    assert case.done("undo b").asked == ["PerformStep undo a"]
    assert case.done("undo a").asked == ["PerformStep c"]


def test_where_nothing_is_done_a_throw_goes_on_at_once() -> None:
    case = ByHand(in_a_row(throw("back", UNDO), step("a", undo=True))).start()

    assert case.asked == ["PerformStep a"]


def test_nothing_is_undone_twice() -> None:
    map_ = in_a_row(step("a", undo=True), throw("back", UNDO), throw("again", UNDO), step("c"))
    case = ByHand(map_).start().done("a").done("undo a")

    assert case.asked == ["PerformStep c"]


def test_an_undoing_that_fails_parks_the_case_and_goes_on() -> None:
    map_ = in_a_row(step("a", undo=True), step("b", undo=True), throw("back", UNDO))
    case = ByHand(map_).start().done("a").done("b").fails("undo b")

    assert case.asked == ["ParkCase undo b", "PerformStep undo a"]


def test_a_finished_sub_process_is_undone_piece_by_piece() -> None:
    inside = [start("in"), step("a", undo=True), step("b", undo=True)]
    nodes = [*scope("sub", inside), throw("back", UNDO, ref="sub")]
    map_ = draw(nodes, ["start > sub", "sub > back", "back > end", "in > a", "a > b"])
    case = ByHand(map_).start().done("a").done("b")
    assert case.asked == ["PerformStep undo b"]

    assert case.done("undo b").asked == ["PerformStep undo a"]
    assert case.done("undo a").asked == ["EndCase"]


def test_a_handler_of_a_sub_process_takes_the_place_of_those_inside() -> None:
    whole, *inside = scope("sub", [start("in"), step("a", undo=True)])
    nodes = [undone_by(whole, "refund"), *inside, handler("refund"), throw("back", UNDO)]
    map_ = draw(nodes, ["start > sub", "sub > back", "back > end", "in > a"])
    case = ByHand(map_).start().done("a")

    assert case.asked == ["PerformStep undo sub"]
    assert case.done("undo sub").asked == ["EndCase"]


def test_a_compensation_event_sub_process_says_what_is_undone() -> None:
    again = event_sub("how", start("asked", UNDO), [throw("only", UNDO, ref="b")])
    inside = [start("in"), step("a", undo=True), step("b", undo=True), *again]
    nodes = [*scope("sub", inside), throw("back", UNDO, ref="sub")]
    flows = ["start > sub", "sub > back", "back > end", "in > a", "a > b", "asked > only"]
    case = ByHand(draw(nodes, flows)).start().done("a").done("b")

    assert case.asked == ["PerformStep undo b"]
    assert case.done("undo b").asked == ["EndCase"]


def test_a_handler_may_be_a_scope() -> None:
    back = scope("refund", [start("begin"), step("pay-back")], for_compensation=True)
    whole, *inside = scope("sub", [start("in"), step("a")])
    nodes = [undone_by(whole, "refund"), *inside, *back, throw("undo", UNDO)]
    flows = ["start > sub", "sub > undo", "undo > end", "in > a", "begin > pay-back"]
    case = ByHand(draw(nodes, flows)).start().done("a")

    assert case.asked == ["PerformStep pay-back"]
    assert case.done("pay-back").asked == ["EndCase"]


def test_a_throw_in_an_event_sub_process_speaks_for_the_scope_around_it() -> None:
    begins = start("stop", EventKind.SIGNAL, ref="x")
    nodes = [
        step("a", undo=True),
        step("b"),
        *event_sub("instead", begins, [end("back", UNDO)]),
    ]
    map_ = draw(nodes, ["start > a", "a > b", "stop > back"])
    case = ByHand(map_).start().done("a").triggers("stop")

    assert case.asked == ["Withdraw b", "PerformStep undo a"]


def test_other_owners_are_asked_to_undo_and_answer() -> None:
    map_ = in_a_row(step("a", undo=True), step("b", undo=True), throw("back", UNDO), step("c"))
    case = ByHand(map_, OrchestrationModel.CHOREOGRAPHY).start()
    case.done("a").deliver().done("b").deliver()
    assert sorted(case.asked) == ["PerformStep undo a", "PerformStep undo b"]

    case.done("undo b").deliver()
    assert case.asked == []
    assert case.done("undo a").deliver().asked == ["PerformStep c"]


def test_each_owner_undoes_its_own_work_in_reverse_order() -> None:
    nodes = (
        step("a", undo=True, participant="shop"),
        step("b", undo=True, participant="shop"),
        throw("back", UNDO),
        step("c"),
    )
    case = ByHand(in_a_row(*nodes), OrchestrationModel.CHOREOGRAPHY).start()
    case.done("a").done("b").deliver()
    assert case.asked == ["PerformStep undo b"]

    assert case.done("undo b").asked == ["PerformStep undo a"]


def test_a_handler_that_fails_is_not_undone_in_its_turn_but_looked_at() -> None:
    wanted = step("pay-back", on_failure=OnFailure.COMPENSATE)
    back = scope("refund", [start("begin"), wanted], for_compensation=True)
    whole, *inside = scope("sub", [start("in"), step("a")])
    nodes = [undone_by(whole, "refund"), *inside, *back, throw("undo", UNDO)]
    flows = ["start > sub", "sub > undo", "undo > end", "in > a", "begin > pay-back"]

    case = ByHand(draw(nodes, flows)).start().done("a").fails("pay-back")

    assert case.asked == ["ParkCase pay-back"]
    assert not case.machine.state.failed


def reversible(*inside: Node) -> list[Node]:
    """``sub``, in which ``a`` is done, and ``back``, which undoes it as a whole."""
    whole, *nodes = scope("sub", [start("in"), step("a")])
    undoing = scope("back", [start("how"), *inside], for_compensation=True)
    return [undone_by(whole, "back"), *nodes, *undoing]


def test_a_scope_that_undoes_again_and_again_has_visits_of_its_own() -> None:
    nodes = [*reversible(step("r")), throw("undo", UNDO), gateway("again", NodeKind.DECISION)]
    flows = ["start > sub", "in > a", "how > r", "sub > undo", "undo > again"]
    case = ByHand(draw(nodes, [*flows, "again > sub 1", "again > end 0"])).start()

    for visit in (1, 2):
        assert case.done("a", visit=visit).asked == ["PerformStep r"]
        assert case.done("r", visit=visit).asked == ["PerformStep a"]
