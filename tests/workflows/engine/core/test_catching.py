"""What waits for a time, for news from outside or for a condition, and what happens then."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import draw, gateway, step, timer
from tests.workflows.engine.shapes import at_boundary, catch, event_sub, receive, start
from workflows.definition.model import (
    Choice,
    Definition,
    Duration,
    EventKind,
    NodeKind,
    Variable,
    VariableType,
)
from workflows.engine.core.commands import StartTimer

SOON = Duration(mean=1.0, p95=2.0)


def known_after(map_: Definition, source: str) -> Definition:
    """The map with a variable ``rich`` that this step finds out; none: the case brings it."""
    rich = Variable(
        name="rich",
        type=VariableType.BOOLEAN,
        choices=(Choice(value=True, share=1.0),),
        source=source,
    )
    return replace(map_, variables=(rich,))


def test_a_timer_holds_its_token() -> None:
    wait = catch("wait", EventKind.TIMER, timer=60.0)
    case = ByHand(draw([wait, step("a")], ["start > wait", "wait > a"])).start()
    assert case.commands == [StartTimer(case.node("wait"), 1, 60_000_000)]

    assert case.fires("wait").asked == ["PerformStep a"]


def test_a_timer_that_fires_twice_moves_one_token() -> None:
    wait = catch("wait", EventKind.TIMER, timer=60.0)
    case = ByHand(draw([wait, step("a")], ["start > wait", "wait > a"])).start()

    assert case.fires("wait").fires("wait").asked == []


def test_news_from_outside_is_awaited() -> None:
    case = ByHand(draw([catch("c", EventKind.MESSAGE), step("a")], ["start > c", "c > a"])).start()
    assert case.asked == ["AwaitOutside c"]

    assert case.triggers("c").asked == ["PerformStep a"]


def test_an_interrupting_timer_takes_the_token_from_its_step() -> None:
    nodes = [step("a"), timer("late", "a", 1.0), step("b"), step("c")]
    case = ByHand(draw(nodes, ["start > a", "a > b", "late > c"])).start().fires("late")
    assert case.asked == ["Withdraw a", "PerformStep c"]

    assert case.done("a").asked == ["RejectAnswer a"]


def test_a_timer_that_does_not_interrupt_adds_a_token() -> None:
    nodes = [step("a"), timer("late", "a", 1.0, interrupting=False), step("b"), step("c")]
    case = ByHand(draw(nodes, ["start > a", "a > b", "late > c"])).start().fires("late")
    assert case.asked == ["PerformStep c"]

    assert case.done("a").asked == ["PerformStep b"]


def test_a_boundary_timer_that_does_not_interrupt_fires_once() -> None:
    nodes = [step("a"), timer("late", "a", 1.0, interrupting=False), step("c")]
    case = ByHand(draw(nodes, ["start > a", "late > c"])).start().fires("late")

    assert case.fires("late").asked == []


def test_a_timer_of_a_finished_step_does_not_matter_any_more() -> None:
    nodes = [step("a"), timer("late", "a", 1.0), step("b"), step("c")]
    case = ByHand(draw(nodes, ["start > a", "a > b", "late > c"])).start().done("a")

    assert (case.node("late"), 1) not in case.machine.state.waits
    assert case.fires("late").asked == []


def test_a_message_at_a_boundary_may_come_again_and_again() -> None:
    edge = at_boundary("news", "a", EventKind.MESSAGE, interrupting=False)
    case = ByHand(draw([step("a"), edge, step("b")], ["start > a", "news > b"])).start()

    case.triggers("news").triggers("news")

    assert case.at_work == ["a", "b", "b"]


def test_an_exception_that_the_map_does_not_time_is_not_awaited() -> None:
    edge = at_boundary("news", "a", EventKind.MESSAGE)
    timed = replace(at_boundary("later", "a", EventKind.MESSAGE), wait=SOON)
    case = ByHand(draw([step("a"), edge, timed], ["start > a"])).start()

    assert case.asked == ["AwaitOutside later", "PerformStep a"]


def test_the_first_event_wins_a_race() -> None:
    options = [catch("x", EventKind.MESSAGE, wait=SOON), catch("y", EventKind.TIMER, timer=9.0)]
    nodes = [gateway("race", NodeKind.EVENT_BASED), *options, step("a"), step("b")]
    flows = ["start > race", "race > x", "race > y", "x > a", "y > b"]
    case = ByHand(draw(nodes, flows)).start()
    assert case.asked == ["AwaitOutside x", "StartTimer y"]

    assert case.fires("y").asked == ["PerformStep b"]
    assert case.machine.state.waits == {}


def test_of_events_without_times_luck_picks_the_one_that_comes() -> None:
    options = [catch("x", EventKind.MESSAGE), catch("y", EventKind.MESSAGE)]
    nodes = [gateway("race", NodeKind.EVENT_BASED), *options]
    case = ByHand(draw(nodes, ["start > race", "race > x 0.1", "race > y 0.9"])).start()

    assert case.asked == ["AwaitOutside y"]


def test_a_receive_task_may_take_part_in_a_race() -> None:
    nodes = [gateway("race", NodeKind.EVENT_BASED), receive("get"), step("a")]
    late = catch("late", EventKind.TIMER, timer=9.0)
    flows = ["start > race", "race > get", "race > late", "get > a"]
    case = ByHand(draw([*nodes, late], flows)).start()

    assert case.triggers("get").asked == ["PerformStep a"]


def test_a_condition_that_holds_does_not_wait() -> None:
    wait = catch("wait", EventKind.CONDITIONAL, condition="rich")
    map_ = known_after(draw([wait, step("a")], ["start > wait", "wait > a"]), "")

    assert ByHand(map_, values={"rich": True}).start().asked == ["PerformStep a"]


def test_about_what_nobody_has_found_out_yet_nothing_holds() -> None:
    wait = catch("wait", EventKind.CONDITIONAL, condition="rich")
    map_ = draw([wait, step("a"), step("b")], ["start > wait", "start > a", "wait > b"])
    case = ByHand(known_after(map_, "a"), values={"rich": True}).start()
    assert case.asked == ["PerformStep a"]

    assert case.done("a").asked == ["PerformStep b"]


def test_a_condition_is_looked_at_again_when_a_step_finds_something_out() -> None:
    wait = catch("wait", EventKind.CONDITIONAL, condition="rich")
    map_ = draw([wait, step("a"), step("b")], ["start > wait", "start > a", "wait > b"])
    case = ByHand(known_after(map_, "a"), values={"rich": False}).start()
    assert case.asked == ["PerformStep a"]

    case.values["rich"] = True
    assert case.done("a").asked == ["PerformStep b"]


def test_a_condition_that_cannot_be_decided_is_asked_of_the_world() -> None:
    wait = catch("wait", EventKind.CONDITIONAL, condition="the moon is full")

    assert ByHand(draw([wait], ["start > wait"])).start().asked == ["AwaitOutside wait"]


def test_an_event_sub_process_may_wait_for_a_timer() -> None:
    sub = event_sub("remind", start("due", EventKind.TIMER, timer=5.0, interrupting=False))
    case = ByHand(draw([step("a"), *sub, step("b")], ["start > a"])).start()

    assert case.asked == ["StartTimer due", "PerformStep b", "PerformStep a"]
