"""What happens when a step fails: retries, the map's way out, and taking back what was done."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.engine.maps import QUICK, chain, draw, step
from tests.workflows.engine.runs import ByHand
from workflows.definition.model import (
    EventKind,
    Jitter,
    Node,
    NodeKind,
    OnFailure,
    OrchestrationModel,
    Retry,
)
from workflows.engine.core.commands import PerformStep
from workflows.engine.core.events import (
    DeadlinePassed,
    StepFailed,
    StepTimedOut,
    StopHeard,
)

UNDO = OnFailure.COMPENSATE


def fail(case: ByHand, name: str, *, attempts: int = 3, first: int = 1) -> ByHand:
    for attempt in range(first, attempts + 1):
        case.receive(StepFailed(case.node(name), 1, attempt, permanent=False))
    return case


def test_a_failed_attempt_is_tried_again_after_the_interval() -> None:
    case = fail(ByHand(chain(step("a"))).start(), "a", attempts=1)

    assert case.commands == [PerformStep(case.node("a"), 1, 2, delay=500_000)]


def test_the_interval_grows_with_each_attempt() -> None:
    case = fail(ByHand(chain(step("a"))).start(), "a", attempts=2)

    assert case.commands == [PerformStep(case.node("a"), 1, 3, delay=1_000_000)]


def test_max_attempts_counts_all_tries() -> None:
    case = fail(ByHand(chain(step("a"))).start(), "a", attempts=3)

    assert case.asked == ["ParkCase a"]


def test_a_permanent_error_is_retried_where_nobody_knows_it_as_one() -> None:
    case = ByHand(chain(step("a"))).start()

    case.receive(StepFailed(case.node("a"), 1, 1, permanent=True))

    assert case.asked == ["PerformStep a"]


def test_a_permanent_error_that_is_listed_is_not_retried() -> None:
    case = ByHand(chain(step("a", retry=Retry(non_retryable=("declined",))))).start()

    case.receive(StepFailed(case.node("a"), 1, 1, permanent=True))

    assert case.asked == ["ParkCase a"]


def test_continue_goes_on_as_if_the_step_were_done() -> None:
    case = ByHand(chain(step("a", on_failure=OnFailure.CONTINUE), step("b"))).start()

    assert fail(case, "a").asked == ["PerformStep b"]


def test_escalate_asks_people() -> None:
    case = ByHand(chain(step("a", on_failure=OnFailure.ESCALATE))).start()

    assert fail(case, "a").asked == ["AskPerson a"]


def test_an_error_boundary_comes_before_the_on_failure_rule() -> None:
    caught = Node(
        id="caught", name="caught", kind=NodeKind.BOUNDARY, event=EventKind.ERROR, attached_to="a"
    )
    case = ByHand(draw([step("a"), caught, step("b")], ["start > a", "caught > b"])).start()

    assert fail(case, "a").asked == ["PerformStep b"]


def test_work_is_undone_in_reverse_order_of_completion() -> None:
    map_ = chain(step("a", undo=True), step("b", undo=True), step("c", on_failure=UNDO))
    case = fail(ByHand(map_).start().done("a").done("b"), "c")
    assert case.asked == ["PerformStep undo b"]

    case.done("undo b")
    assert case.asked == ["PerformStep undo a"]
    case.done("undo a")
    assert case.asked == ["EndCase"]


def test_a_step_of_unknown_outcome_is_undone_too() -> None:
    case = ByHand(chain(step("a", undo=True, on_failure=UNDO))).start()

    for attempt in (1, 2, 3):
        case.receive(StepTimedOut(case.node("a"), 1, attempt))

    assert case.asked == ["PerformStep undo a"]


def test_a_step_that_answered_with_errors_only_is_not_undone() -> None:
    case = ByHand(chain(step("a", undo=True, on_failure=UNDO))).start()

    assert fail(case, "a").asked == ["EndCase"]


def test_work_that_ends_after_the_failure_is_undone_as_well() -> None:
    map_ = draw(
        [step("a", undo=True), step("b", on_failure=UNDO)],
        ["start > a", "start > b", "a > end", "b > end"],
    )
    case = fail(ByHand(map_).start(), "b")
    assert case.asked == []

    case.done("a")
    assert case.asked == ["PerformStep undo a"]


def test_undoing_that_fails_for_good_parks_the_case_and_goes_on() -> None:
    map_ = chain(step("a", undo=True), step("b", undo=True), step("c", on_failure=UNDO))
    case = fail(ByHand(map_).start().done("a").done("b"), "c")

    fail(case, "undo b")

    assert case.asked == ["ParkCase undo b", "PerformStep undo a"]


def test_other_owners_are_told_of_the_failure() -> None:
    map_ = chain(step("a", undo=True), step("b", on_failure=UNDO), step("c"))
    case = ByHand(map_, OrchestrationModel.CHOREOGRAPHY).start()
    case.machine.state.open[(case.node("b"), 1)] = 1

    fail(case, "b")

    listeners = [c.listener for c in case.commands if hasattr(c, "listener")]
    assert [case.compiled.participants[owner] for owner in listeners] == ["a"]


def test_an_owner_that_hears_of_a_failure_undoes_its_own_work() -> None:
    map_ = chain(step("a", undo=True), step("b", on_failure=UNDO))
    case = ByHand(map_, OrchestrationModel.CHOREOGRAPHY).start().done("a")

    case.receive(StopHeard(case.compiled.participants.index("a"), case.node("b"), undo=True))

    assert case.asked == ["PerformStep undo a"]


def test_a_missed_deadline_goes_to_the_escalation_first() -> None:
    person = step("ask", participant="person", deadline=60.0, escalation="boss")
    case = ByHand(chain(person)).start()
    case.receive(DeadlinePassed(case.node("ask"), 1, 1))
    assert case.commands == [PerformStep(case.node("ask"), 1, 2)]

    case.receive(DeadlinePassed(case.node("ask"), 1, 2))
    assert case.asked == ["ParkCase ask"]


def test_full_jitter_stays_within_the_interval_and_differs_between_cases() -> None:
    retry = replace(QUICK.retry, jitter=Jitter.FULL)
    delays: set[int] = set()
    for number in range(50):
        case = fail(ByHand(chain(step("a", retry=retry)), case=number).start(), "a", attempts=1)
        delays.update(c.delay for c in case.commands if isinstance(c, PerformStep))

    assert len(delays) > 40
    assert 0 <= min(delays) <= max(delays) < 500_000
