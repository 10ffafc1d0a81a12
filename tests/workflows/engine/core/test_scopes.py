"""Sub-processes, called maps, event sub-processes and several processes in one case."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import chain, draw, gateway, step
from tests.workflows.engine.shapes import catch, end, event_sub, scope, start, throw
from workflows.definition.model import (
    Definition,
    EventKind,
    MessageFlow,
    Node,
    NodeKind,
    OrchestrationModel,
)


def nested(*inside: Node, flows: tuple[str, ...] = ()) -> Definition:
    """start > sub > after > end, with these nodes in ``sub``."""
    nodes = [*scope("sub", [start("in"), *inside, end("out")]), step("after")]
    return draw(nodes, ["start > sub", "sub > after", "after > end", *flows])


def test_a_token_that_enters_a_sub_process_begins_at_its_start() -> None:
    case = ByHand(nested(step("a"), flows=("in > a", "a > out"))).start()

    assert case.asked == ["PerformStep a"]
    assert case.trace[-6:] == ["> sub", "! in", "< in", "> f3", "< f3", "> a"]


def test_a_sub_process_goes_on_when_its_last_token_has_ended() -> None:
    map_ = nested(step("a"), step("b"), flows=("in > a", "in > b", "a > out", "b > out"))
    case = ByHand(map_).start().done("a")
    assert case.asked == []

    assert case.done("b").asked == ["PerformStep after"]


def test_an_empty_sub_process_is_passed_through() -> None:
    map_ = draw([*scope("sub", []), step("after")], ["start > sub", "sub > after"])

    assert ByHand(map_).start().asked == ["PerformStep after"]


def test_activities_that_no_flow_leads_to_begin_with_their_scope() -> None:
    case = ByHand(nested(step("a"), step("alone"), flows=("in > a", "a > out"))).start()

    assert case.at_work == ["a", "alone"]


def test_a_join_counts_the_tokens_of_each_instance_of_its_scope_apart() -> None:
    inside = [start("in"), step("a"), step("b"), gateway("join", NodeKind.PARALLEL)]
    flows = ["in > a", "in > b", "a > join", "b > join"]
    twice = ["start > sub", "start > sub", "sub > after"]
    case = ByHand(draw([*scope("sub", inside), step("after")], [*twice, *flows])).start()

    case.done("a", visit=1).done("b", visit=2)
    assert case.asked == []

    assert case.done("b", visit=1).asked == ["PerformStep after"]


def test_a_called_map_is_done_inside_its_call() -> None:
    called = replace(chain(step("a")), id="part")
    call = Node(id="call", name="call", kind=NodeKind.CALL_ACTIVITY, calls="part")
    map_ = replace(draw([call, step("after")], ["start > call", "call > after"]), called=(called,))
    case = ByHand(map_).start()

    assert case.asked == ["PerformStep call.a"]
    assert case.done("call.a").asked == ["PerformStep after"]


def test_the_trace_of_a_called_map_uses_the_names_of_its_author() -> None:
    called = replace(chain(step("a")), id="part")
    call = Node(id="call", name="call", kind=NodeKind.CALL_ACTIVITY, calls="part")
    case = ByHand(replace(draw([call], ["start > call"]), called=(called,))).start()

    assert case.trace[-1] == "> a"


def test_an_event_sub_process_that_does_not_interrupt_runs_beside() -> None:
    begins = start("news", EventKind.SIGNAL, ref="x", interrupting=False)
    nodes = [step("a"), *event_sub("watch", begins, [step("note")])]
    case = ByHand(draw(nodes, ["start > a", "news > note"])).start()

    case.triggers("news")

    assert case.at_work == ["a", "note"]


def test_it_may_begin_more_than_once() -> None:
    begins = start("news", EventKind.SIGNAL, ref="x", interrupting=False)
    nodes = [step("a"), *event_sub("watch", begins, [step("note")])]
    case = ByHand(draw(nodes, ["start > a", "news > note"])).start()

    case.triggers("news").triggers("news")

    assert case.at_work == ["a", "note", "note"]


def test_an_interrupting_event_sub_process_takes_the_place_of_its_scope() -> None:
    begins = start("stop", EventKind.SIGNAL, ref="x")
    nodes = [step("a"), *event_sub("instead", begins, [step("clean")])]
    case = ByHand(draw(nodes, ["start > a", "stop > clean"])).start()
    case.triggers("stop")
    assert case.at_work == ["clean"]

    assert case.done("clean").asked == ["EndCase"]


def test_a_sub_process_waits_for_the_event_sub_process_in_it() -> None:
    begins = start("news", EventKind.SIGNAL, ref="x", interrupting=False)
    inside = [start("in"), step("a"), *event_sub("watch", begins, [step("note")])]
    nodes = [*scope("sub", inside), step("after")]
    case = ByHand(draw(nodes, ["start > sub", "sub > after", "in > a", "news > note"])).start()
    case.triggers("news").done("a")
    assert case.asked == []

    assert case.done("note").asked == ["PerformStep after"]


def test_an_event_sub_process_waits_no_more_once_its_scope_is_over() -> None:
    begins = start("news", EventKind.SIGNAL, ref="x", interrupting=False)
    inside = [start("in"), step("a"), *event_sub("watch", begins)]
    case = ByHand(draw(scope("sub", inside), ["start > sub", "in > a"])).start().done("a")

    assert case.machine.state.waits == {}


def test_a_message_begins_another_process_of_the_case() -> None:
    shop = [replace(n, process="shop") for n in (start("asked"), step("pack"))]
    customer = [replace(n, process="customer") for n in (start("begin"), throw("ask"))]
    base = draw([*customer, *shop], ["begin > ask", "asked > pack"])
    map_ = replace(
        base,
        nodes=tuple(n for n in base.nodes if n.process),
        message_flows=(MessageFlow(id="m", source="ask", target="asked"),),
    )

    case = ByHand(map_).start()

    assert case.at_work == ["pack"]
    assert [mark for mark in case.trace if "m" in mark.split() or "shop" in mark] == [
        "! m",
        "< m",
        "! shop",
    ]


def test_what_ends_with_another_owner_is_told_to_the_owner_of_the_scope() -> None:
    map_ = nested(step("a"), flows=("in > a", "a > out"))
    case = ByHand(map_, OrchestrationModel.CHOREOGRAPHY).start().deliver()
    assert case.at_work == ["a"]

    case.done("a")
    assert case.asked == ["Carry out"]
    assert case.deliver().asked == ["PerformStep after"]


def test_a_catch_in_a_scope_waits_in_that_scope() -> None:
    map_ = nested(catch("wait", EventKind.MESSAGE), flows=("in > wait", "wait > out"))
    case = ByHand(map_).start()
    assert case.asked == ["AwaitOutside wait"]

    assert case.triggers("wait").asked == ["PerformStep after"]


def test_a_scope_whose_handler_is_done_does_not_wait_for_owners_that_have_not_heard() -> None:
    """``b`` fails while it is with another owner; the handler has no work and is done at once."""
    handler = event_sub("wrong", start("failed", EventKind.ERROR))
    inside = [start("in"), step("a"), step("b"), *handler]
    flows = ["start > sub", "sub > after", "in > a", "a > b"]
    map_ = draw([*scope("sub", inside), step("after", participant="a")], flows)
    case = ByHand(map_, OrchestrationModel.CHOREOGRAPHY).start().done("a").deliver()

    assert "PerformStep after" in case.fails("b").deliver().asked
