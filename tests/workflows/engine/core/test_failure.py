"""What happens when a step fails for good, and when a case runs away."""

from __future__ import annotations

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import chain, draw, gateway, step
from tests.workflows.engine.shapes import at_boundary
from workflows.definition.model import EventKind, NodeKind, OnFailure, OrchestrationModel
from workflows.engine.core.commands import Carry
from workflows.engine.core.events import StepTimedOut, StopHeard

UNDO = OnFailure.COMPENSATE
CHOREOGRAPHY = OrchestrationModel.CHOREOGRAPHY


def times_out(case: ByHand, name: str) -> ByHand:
    for attempt in (1, 2, 3):
        case.receive(StepTimedOut(case.node(name), 1, attempt))
    return case


def test_continue_goes_on_as_if_the_step_were_done() -> None:
    case = ByHand(chain(step("a", on_failure=OnFailure.CONTINUE), step("b"))).start()

    assert case.fails("a").asked == ["PerformStep b"]


def test_dead_letter_puts_the_case_where_somebody_looks() -> None:
    case = ByHand(chain(step("a"))).start().fails("a")

    assert case.asked == ["ParkCase a"]
    assert case.machine.state.parked
    assert case.machine.state.live == 1


def test_escalate_asks_people() -> None:
    case = ByHand(chain(step("a", on_failure=OnFailure.ESCALATE))).start().fails("a")

    assert case.asked == ["AskPerson a"]
    assert case.machine.state.asked


def test_an_error_boundary_comes_before_the_on_failure_rule() -> None:
    nodes = [step("a"), at_boundary("caught", "a", EventKind.ERROR), step("b")]
    case = ByHand(draw(nodes, ["start > a", "caught > b"])).start()

    assert case.fails("a").asked == ["PerformStep b"]


def test_work_is_undone_in_reverse_order_of_completion() -> None:
    map_ = chain(step("a", undo=True), step("b", undo=True), step("c", on_failure=UNDO))
    case = ByHand(map_).start().done("a").done("b").fails("c")
    assert case.asked == ["PerformStep undo b"]

    assert case.done("undo b").asked == ["PerformStep undo a"]
    assert case.done("undo a").asked == ["EndCase"]


def test_a_step_of_unknown_outcome_is_undone_too() -> None:
    case = ByHand(chain(step("a", undo=True, on_failure=UNDO))).start()

    assert times_out(case, "a").asked == ["PerformStep undo a"]


def test_a_step_that_answered_with_errors_only_is_not_undone() -> None:
    case = ByHand(chain(step("a", undo=True, on_failure=UNDO))).start()

    assert case.fails("a").asked == ["EndCase"]


def test_a_step_that_went_on_after_errors_is_not_undone_later() -> None:
    first = step("a", undo=True, on_failure=OnFailure.CONTINUE)
    case = ByHand(chain(first, step("b", on_failure=UNDO))).start().fails("a")

    assert case.fails("b").asked == ["EndCase"]


def test_a_step_that_went_on_after_time_outs_is_undone_later() -> None:
    first = step("a", undo=True, on_failure=OnFailure.CONTINUE)
    case = times_out(ByHand(chain(first, step("b", on_failure=UNDO))).start(), "a")

    assert case.fails("b").asked == ["PerformStep undo a"]


def test_work_that_ends_after_the_failure_is_undone_as_well() -> None:
    map_ = draw(
        [step("a", undo=True), step("b", on_failure=UNDO)],
        ["start > a", "start > b", "a > end", "b > end"],
    )
    case = ByHand(map_).start().fails("b")
    assert case.asked == []

    assert case.done("a").asked == ["RejectAnswer a", "PerformStep undo a"]


def test_undoing_that_fails_for_good_parks_the_case_and_goes_on() -> None:
    map_ = chain(step("a", undo=True), step("b", undo=True), step("c", on_failure=UNDO))
    case = ByHand(map_).start().done("a").done("b").fails("c")

    assert case.fails("undo b").asked == ["ParkCase undo b", "PerformStep undo a"]


def test_other_owners_are_told_of_the_failure() -> None:
    map_ = chain(step("a", undo=True), step("b", on_failure=UNDO), step("c"))
    case = ByHand(map_, CHOREOGRAPHY).start().done("a").deliver().fails("b")

    told = [c.to for c in case.commands if isinstance(c, Carry)]
    assert [case.compiled.participants[owner] for owner in told] == ["a"]


def test_an_owner_that_hears_of_a_failure_undoes_its_own_work() -> None:
    map_ = chain(step("a", undo=True), step("b", on_failure=UNDO))
    case = ByHand(map_, CHOREOGRAPHY).start().done("a").deliver().fails("b")

    assert case.asked[-1] == "EndCase"
    assert case.deliver().asked[-1] == "PerformStep undo a"


def test_an_owner_that_has_not_heard_of_a_failure_goes_on() -> None:
    map_ = draw(
        [step("a", participant="shop"), step("b", participant="shop"), step("c", on_failure=UNDO)],
        ["start > a", "a > b", "start > c"],
    )
    case = ByHand(map_, CHOREOGRAPHY).start().fails("c")

    assert case.done("a").asked == ["PerformStep b"]


def test_word_of_a_failure_that_comes_twice_changes_nothing() -> None:
    map_ = chain(step("a", undo=True), step("b", on_failure=UNDO))
    case = ByHand(map_, CHOREOGRAPHY).start().done("a").deliver().fails("b").deliver()
    again = StopHeard(case.compiled.participants.index("a"), case.node("b"), undo=True)

    assert case.receive(again).asked == []


def test_a_loop_without_exit_is_given_up() -> None:
    nodes = [gateway("merge", NodeKind.DECISION), gateway("way", NodeKind.DECISION)]
    flows = ["start > merge", "merge > way", "way > merge 1", "way > end 0"]
    case = ByHand(draw(nodes, flows)).start()

    assert case.asked == ["HaltCase"]
    assert case.machine.state.halted


def test_a_step_that_comes_back_without_end_is_given_up() -> None:
    nodes = [step("a"), gateway("again", NodeKind.DECISION)]
    flows = ["start > a", "a > again", "again > a 1", "again > end 0"]
    case = ByHand(draw(nodes, flows)).start()
    for visit in range(1, case.compiled.limit + 1):
        case.done("a", visit=visit)

    assert "HaltCase" in case.asked
    assert case.done("a", visit=visit + 1).asked == []
