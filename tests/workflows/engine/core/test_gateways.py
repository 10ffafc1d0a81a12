"""Which flows tokens take, and what they wait for before they go on as one."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import draw, gateway, step
from tests.workflows.engine.shapes import at_boundary
from workflows.definition.model import (
    Definition,
    EventKind,
    Flow,
    NodeKind,
    OrchestrationModel,
    Variable,
    VariableType,
)
from workflows.engine.core.questions import Question, QuestionKind

EXCLUSIVE, PARALLEL, INCLUSIVE = NodeKind.DECISION, NodeKind.PARALLEL, NodeKind.INCLUSIVE


def two_ways(share: float) -> Definition:
    nodes = [gateway("way", EXCLUSIVE), step("a"), step("b")]
    return draw(nodes, ["start > way", f"way > a {share}", "way > b", "a > end", "b > end"])


def guarded(kind: NodeKind, *conditions: str, default: bool = True) -> Definition:
    """A split with a flow to ``a``, ``b`` … for each condition, and one to ``else`` by default."""
    names = "abc"[: len(conditions)]
    map_ = draw([gateway("way", kind), *(step(n) for n in names), step("else")], ["start > way"])
    flows = [
        Flow(id=f"to-{name}", source="way", target=name, condition=condition)
        for name, condition in zip(names, conditions, strict=True)
    ]
    if default:
        flows.append(Flow(id="to-else", source="way", target="else", default=True))
    sum_ = Variable(name="sum", type=VariableType.NUMBER, low=0, high=9)
    nodes = tuple(n for n in map_.nodes if default or n.id != "else")
    return replace(map_, nodes=nodes, flows=(*map_.flows, *flows), variables=(sum_,))


def test_a_fork_starts_every_branch() -> None:
    map_ = draw([gateway("fork", PARALLEL), step("a"), step("b")], [
        "start > fork", "fork > a", "fork > b",
    ])  # fmt: skip

    assert ByHand(map_).start().at_work == ["a", "b"]


def test_a_join_waits_for_the_slower_branch() -> None:
    nodes = [step("a"), step("b"), gateway("join", PARALLEL), step("last")]
    flows = ["start > a", "start > b", "a > join", "b > join", "join > last"]
    case = ByHand(draw(nodes, flows)).start().done("b")
    assert case.asked == []

    assert case.done("a").asked == ["PerformStep last"]


def test_two_tokens_from_one_branch_do_not_open_a_join() -> None:
    nodes = [step("a"), step("b"), gateway("join", PARALLEL), step("last")]
    flows = ["start > a", "start > a", "start > b", "a > join", "b > join", "join > last"]
    case = ByHand(draw(nodes, flows)).start().done("a", visit=1).done("a", visit=2)
    assert case.asked == []

    assert case.done("b").asked == ["PerformStep last"]


def test_a_decision_takes_exactly_one_way() -> None:
    assert ByHand(two_ways(0.9)).start().asked == ["PerformStep a"]
    assert ByHand(two_ways(0.1)).start().asked == ["PerformStep b"]


def test_what_a_decision_asks_tells_where_its_token_comes_from() -> None:
    case = ByHand(two_ways(0.9)).start()

    way, origin = case.node("way"), case.node("start")
    assert case.questions == [Question(QuestionKind.PICK, way, 1, origin)]


def test_a_token_that_comes_round_again_without_resting_asks_anew() -> None:
    nodes = [gateway("merge", EXCLUSIVE), gateway("way", EXCLUSIVE)]
    map_ = draw(nodes, ["start > merge", "merge > way", "way > merge 0.9", "way > end 0.1"])
    case = ByHand(map_).start()

    assert len(set(case.questions)) == len(case.questions) > 1


def test_a_decision_takes_the_first_way_whose_condition_holds() -> None:
    map_ = guarded(EXCLUSIVE, "sum > 5", "sum > 1")

    assert ByHand(map_, values={"sum": 3.0}).start().asked == ["PerformStep b"]
    assert ByHand(map_, values={"sum": 7.0}).start().asked == ["PerformStep a"]


def test_a_decision_takes_its_default_where_no_condition_holds() -> None:
    case = ByHand(guarded(EXCLUSIVE, "sum > 5"), values={"sum": 3.0}).start()

    assert case.asked == ["PerformStep else"]


def test_a_decision_without_a_way_is_put_where_somebody_looks() -> None:
    map_ = guarded(EXCLUSIVE, "sum > 5", "sum > 8", default=False)
    case = ByHand(map_, values={"sum": 3.0}).start()

    assert case.asked == ["ParkCase way"]
    assert case.machine.state.live == 1


def test_a_condition_on_an_unknown_variable_leaves_the_decision_to_luck() -> None:
    case = ByHand(guarded(EXCLUSIVE, "colour = 'red'")).start()

    assert [question.kind for question in case.questions] == [QuestionKind.PICK]


def test_an_inclusive_split_takes_every_way_whose_condition_holds() -> None:
    case = ByHand(guarded(INCLUSIVE, "sum > 1", "sum > 2", "sum > 5"), values={"sum": 3.0})

    assert case.start().at_work == ["a", "b"]


def test_an_inclusive_split_takes_its_default_only_where_nothing_else_holds() -> None:
    case = ByHand(guarded(INCLUSIVE, "sum > 5"), values={"sum": 3.0}).start()

    assert case.at_work == ["else"]


def test_an_inclusive_split_takes_at_least_one_way() -> None:
    nodes = [gateway("some", INCLUSIVE), step("a"), step("b")]
    case = ByHand(draw(nodes, ["start > some", "some > a 0.1", "some > b 0.2"])).start()

    assert case.at_work == ["b"]


def test_conditions_guard_the_flows_out_of_a_step_too() -> None:
    map_ = draw([step("first"), step("a")], ["start > first"])
    flow = Flow(id="to-a", source="first", target="a", condition="sum > 5")
    sum_ = Variable(name="sum", type=VariableType.NUMBER, low=0, high=9)
    guarded_step = replace(map_, flows=(*map_.flows, flow), variables=(sum_,))

    case = ByHand(guarded_step, values={"sum": 7.0}).start().done("first")

    assert case.asked == ["PerformStep a"]


def some_of(a: float, b: float, *more: str) -> Definition:
    nodes = [
        gateway("some", INCLUSIVE),
        step("a"),
        step("b"),
        gateway("meet", INCLUSIVE),
        step("last"),
    ]
    flows = ["start > some", f"some > a {a}", f"some > b {b}", "a > meet", "b > meet"]
    return draw(nodes, [*flows, "meet > last", *more])


def test_an_inclusive_join_waits_only_for_branches_that_were_taken() -> None:
    assert ByHand(some_of(0.9, 0.1)).start().done("a").asked == ["PerformStep last"]


def test_an_inclusive_join_waits_for_all_branches_that_were_taken() -> None:
    case = ByHand(some_of(0.9, 0.9)).start().done("a")
    assert case.asked == []

    assert case.done("b").asked == ["PerformStep last"]


def test_it_opens_when_the_other_token_takes_a_way_that_does_not_lead_to_it() -> None:
    nodes = [
        step("a"),
        step("b"),
        gateway("way", EXCLUSIVE),
        gateway("meet", INCLUSIVE),
        step("last"),
        step("other"),
    ]
    flows = ["start > a", "start > b", "a > meet", "b > way", "way > meet 0.1"]
    map_ = draw(nodes, [*flows, "way > other 0.9", "meet > last"])
    case = ByHand(map_).start().done("a")
    assert case.asked == []

    assert case.done("b").at_work == ["last", "other"]


def test_it_does_not_wait_for_a_token_that_comes_by_a_flow_which_has_one() -> None:
    nodes = [step("a"), step("b"), gateway("way", EXCLUSIVE), gateway("meet", INCLUSIVE)]
    flows = ["start > a", "start > b", "a > way", "b > way", "way > meet 0.9", "way > meet 0.1"]
    case = ByHand(draw([*nodes, step("last")], [*flows, "meet > last"])).start()

    assert case.done("a").asked == ["PerformStep last"]


def test_an_exception_may_make_a_token_come() -> None:
    nodes = [step("a"), step("b"), gateway("meet", INCLUSIVE), step("last")]
    edge = at_boundary("edge", "b", EventKind.ERROR)
    flows = ["start > a", "start > b", "a > meet", "edge > meet", "meet > last"]
    case = ByHand(draw([*nodes, edge], flows)).start().done("a")
    assert case.asked == []

    assert case.done("b").asked == ["PerformStep last"]


def test_a_token_on_the_network_is_waited_for() -> None:
    map_ = draw(
        [step("a"), step("b"), gateway("meet", INCLUSIVE), step("last")],
        ["start > a", "start > b", "a > meet", "b > meet", "meet > last"],
    )
    case = ByHand(map_, OrchestrationModel.CHOREOGRAPHY).start().deliver()
    case.done("a").deliver()
    assert case.asked == []

    assert case.done("b").deliver().asked == ["PerformStep last"]
