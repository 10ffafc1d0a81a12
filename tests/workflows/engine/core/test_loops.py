"""Activities that are done more than once."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import chain, draw, step
from tests.workflows.engine.shapes import at_boundary, looped, scope, start, throw
from workflows.definition.model import (
    Choice,
    Definition,
    EventKind,
    Loop,
    LoopKind,
    OnFailure,
    Variable,
    VariableType,
)
from workflows.engine.core.commands import PerformStep


def with_enough(map_: Definition) -> Definition:
    """The map with a variable ``enough`` that the step ``a`` finds out."""
    found = Variable(
        name="enough",
        type=VariableType.BOOLEAN,
        choices=(Choice(value=True, share=1.0),),
        source="a",
    )
    return replace(map_, variables=(found,))


def keys(case: ByHand) -> set[tuple[int, int]]:
    """The performances that the last event has asked for."""
    return {(c.node, c.visit) for c in case.commands if isinstance(c, PerformStep)}


def test_parallel_instances_begin_together_and_end_together() -> None:
    case = ByHand(chain(looped(step("a"), LoopKind.PARALLEL, count=3), step("b"))).start()
    assert case.at_work == ["a", "a", "a"]

    case.done("a", visit=2).done("a", visit=4)
    assert case.asked == []
    assert case.done("a", visit=3).asked == ["PerformStep b"]


def test_sequential_instances_begin_one_after_another() -> None:
    case = ByHand(chain(looped(step("a"), LoopKind.SEQUENTIAL, count=2), step("b"))).start()
    assert case.at_work == ["a"]

    assert case.done("a", visit=2).asked == ["PerformStep a"]
    assert case.done("a", visit=3).asked == ["PerformStep b"]


def test_each_instance_has_an_idempotency_key_of_its_own() -> None:
    case = ByHand(chain(looped(step("a"), LoopKind.PARALLEL, count=2))).start()

    assert len(keys(case)) == 2


def test_a_completion_condition_withdraws_the_rest() -> None:
    some = looped(step("a"), LoopKind.PARALLEL, count=3, condition="enough")
    case = ByHand(with_enough(chain(some, step("b"))), values={"enough": True}).start()

    case.done("a", visit=2)

    assert case.asked == ["Withdraw a", "Withdraw a", "PerformStep b"]


def test_a_completion_condition_ends_a_sequence_early() -> None:
    some = looped(step("a"), LoopKind.SEQUENTIAL, count=3, condition="enough")
    case = ByHand(with_enough(chain(some, step("b"))), values={"enough": True}).start()

    assert case.done("a", visit=2).asked == ["PerformStep b"]


def test_a_standard_loop_goes_on_while_its_condition_holds() -> None:
    again = looped(step("a"), LoopKind.STANDARD, condition="not enough")
    case = ByHand(with_enough(chain(again, step("b"))), values={"enough": False}).start()
    assert case.done("a", visit=2).asked == ["PerformStep a"]

    case.values["enough"] = True
    assert case.done("a", visit=3).asked == ["PerformStep b"]


def test_a_standard_loop_may_test_before_its_first_round() -> None:
    again = looped(step("a"), LoopKind.STANDARD, condition="not enough", test_before=True)
    case = ByHand(with_enough(chain(again, step("b"))), values={"enough": True}).start()

    assert case.asked == ["PerformStep b"]


def test_a_standard_loop_has_a_most_of_rounds() -> None:
    again = looped(step("a"), LoopKind.STANDARD, again=1.0, maximum=2)
    case = ByHand(chain(again, step("b"))).start().done("a", visit=2)
    assert case.asked == ["PerformStep a"]

    assert case.done("a", visit=3).asked == ["PerformStep b"]


def test_no_instances_at_all_are_done_at_once() -> None:
    case = ByHand(chain(looped(step("a"), LoopKind.PARALLEL, count=0), step("b"))).start()

    assert case.asked == ["PerformStep b"]


def test_scopes_repeat_as_steps_do() -> None:
    whole, *inside = scope("sub", [start("in"), step("a")])
    several = replace(whole, loop=Loop(kind=LoopKind.PARALLEL, count=2))
    map_ = draw([several, *inside, step("b")], ["start > sub", "sub > b", "in > a"])
    case = ByHand(map_).start().done("a", visit=1)
    assert case.asked == []

    assert case.done("a", visit=2).asked == ["PerformStep b"]


def test_a_boundary_event_interrupts_all_instances() -> None:
    several = looped(step("a"), LoopKind.PARALLEL, count=2)
    edge = at_boundary("stop", "a", EventKind.SIGNAL, ref="x")
    map_ = draw([several, edge, step("b")], ["start > a", "stop > b"])
    case = ByHand(map_).start().triggers("stop")

    assert case.asked == ["Withdraw a", "Withdraw a", "PerformStep b"]


def test_an_error_of_one_instance_ends_the_others() -> None:
    several = looped(step("a"), LoopKind.PARALLEL, count=2)
    map_ = draw(
        [several, at_boundary("edge", "a", EventKind.ERROR), step("b")], ["start > a", "edge > b"]
    )
    case = ByHand(map_).start().fails("a", "no", visit=2)

    assert case.at_work == ["b"]


def test_an_instance_that_may_fail_counts_as_done() -> None:
    several = looped(step("a", on_failure=OnFailure.CONTINUE), LoopKind.PARALLEL, count=2)
    case = ByHand(chain(several, step("b"))).start().fails("a", visit=2)

    assert case.done("a", visit=3).asked == ["PerformStep b"]


def test_every_instance_is_undone() -> None:
    several = looped(step("a", undo=True), LoopKind.SEQUENTIAL, count=2)
    map_ = draw([several, throw("back", EventKind.COMPENSATION)], ["start > a", "a > back"])
    case = ByHand(map_).start().done("a", visit=2).done("a", visit=3)
    assert keys(case) == {(case.node("undo a"), 3)}

    assert case.done("undo a", visit=3).asked == ["PerformStep undo a"]
