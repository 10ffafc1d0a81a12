"""What answers mean: in time, too late, twice, never."""

from __future__ import annotations

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import chain, draw, step, timer
from workflows.definition.model import Definition, Jitter, OnFailure, Retry
from workflows.engine.core.commands import PerformStep, StartTimer
from workflows.engine.core.events import StepFailed, StepTimedOut


def asked_person(*, escalation: str = "boss", undo: bool = False) -> Definition:
    person = step("ask", participant="person", deadline=60.0, escalation=escalation, undo=undo)
    return chain(person, step("b"))


def failed(case: ByHand, attempt: int) -> ByHand:
    return case.receive(StepFailed(case.node("a"), 1, attempt, permanent=False))


def test_a_failed_attempt_is_tried_again_after_the_interval() -> None:
    case = failed(ByHand(chain(step("a"))).start(), 1)

    assert case.commands == [PerformStep(case.node("a"), 1, 2, delay=500_000)]


def test_the_interval_grows_with_each_attempt() -> None:
    case = failed(failed(ByHand(chain(step("a"))).start(), 1), 2)

    assert case.commands == [PerformStep(case.node("a"), 1, 3, delay=1_000_000)]


def test_full_jitter_asks_for_a_spread_interval() -> None:
    retry = Retry(initial_interval=0.5, jitter=Jitter.FULL)
    case = failed(ByHand(chain(step("a", retry=retry))).start(), 1)

    assert case.commands == [PerformStep(case.node("a"), 1, 2, delay=500_000, spread=True)]


def test_max_attempts_counts_all_tries() -> None:
    case = ByHand(chain(step("a"))).start()

    assert failed(failed(failed(case, 1), 2), 3).asked == ["ParkCase a"]


def test_a_permanent_error_is_retried_where_nobody_knows_it_as_one() -> None:
    case = ByHand(chain(step("a"))).start()

    case.receive(StepFailed(case.node("a"), 1, 1, permanent=True))

    assert case.asked == ["PerformStep a"]


def test_a_permanent_error_that_is_listed_is_not_retried() -> None:
    case = ByHand(chain(step("a", retry=Retry(non_retryable=("permanent",))))).start()

    case.receive(StepFailed(case.node("a"), 1, 1, permanent=True))

    assert case.asked == ["ParkCase a"]


def test_a_business_error_is_never_retried() -> None:
    case = ByHand(chain(step("a"))).start()

    assert case.fails("a", "declined").asked == ["ParkCase a"]


def test_a_late_answer_of_an_earlier_attempt_settles_the_step() -> None:
    case = ByHand(chain(step("a"), step("b"))).start()
    case.receive(StepTimedOut(case.node("a"), 1, 1))
    assert case.asked == ["PerformStep a"]

    assert case.done("a", attempt=1).asked == ["PerformStep b"]


def test_a_second_answer_is_rejected() -> None:
    case = ByHand(chain(step("a"), step("b"))).start().done("a").done("a")

    assert case.asked == ["RejectAnswer a"]


def test_a_failure_of_an_earlier_attempt_changes_nothing() -> None:
    case = ByHand(chain(step("a"))).start()
    case.receive(StepTimedOut(case.node("a"), 1, 1))

    assert failed(case, 1).asked == []


def test_a_person_is_given_a_deadline() -> None:
    case = ByHand(asked_person()).start()

    ask = case.node("ask")
    assert case.commands == [PerformStep(ask, 1, 1), StartTimer(ask, 1, 60_000_000)]


def test_a_missed_deadline_goes_to_the_escalation_first() -> None:
    case = ByHand(asked_person()).start().fires("ask")
    assert case.asked == ["PerformStep ask", "StartTimer ask"]

    assert case.fires("ask").asked == ["ParkCase ask"]


def test_without_an_escalation_a_missed_deadline_fails_the_step() -> None:
    assert ByHand(asked_person(escalation="")).start().fires("ask").asked == ["ParkCase ask"]


def test_an_answer_in_time_takes_the_deadline_away() -> None:
    case = ByHand(asked_person()).start().done("ask")

    assert case.fires("ask").asked == []


def test_an_answer_after_the_last_deadline_is_rejected() -> None:
    case = ByHand(asked_person(escalation="")).start().fires("ask")

    assert case.done("ask").asked == ["RejectAnswer ask"]


def overdue(*, idempotent: bool) -> ByHand:
    """A person has missed the deadline of a step that can be undone, and the case has failed."""
    person = step(
        "ask",
        participant="person",
        deadline=60.0,
        undo=True,
        idempotent=idempotent,
        on_failure=OnFailure.COMPENSATE,
    )
    return ByHand(chain(person)).start().fires("ask")


def test_what_a_person_may_have_done_by_the_deadline_is_undone() -> None:
    assert overdue(idempotent=True).asked == ["PerformStep undo ask"]


def test_where_undoing_first_would_not_keep_it_from_happening_a_late_answer_is_taken_back() -> None:
    case = overdue(idempotent=False)
    assert case.asked == ["EndCase"]

    assert case.done("ask").asked == ["RejectAnswer ask", "PerformStep undo ask"]


def interrupted(*, undo: bool, participant: str = "") -> ByHand:
    """A step that a timer has interrupted."""
    work = step("a", undo=undo, effect=True, participant=participant)
    map_ = draw([work, timer("late", "a", 1.0), step("c")], ["start > a", "late > c"])
    return ByHand(map_).start().fires("late")


def test_what_an_interrupted_step_does_too_late_is_taken_back() -> None:
    case = interrupted(undo=True)
    assert case.asked == ["PerformStep c"]

    assert case.done("a").asked == ["RejectAnswer a", "PerformStep undo a"]


def test_an_interrupted_step_that_times_out_may_have_been_done_and_is_taken_back() -> None:
    case = interrupted(undo=True)

    case.receive(StepTimedOut(case.node("a"), 1, 1))

    assert case.asked == ["PerformStep undo a"]


def test_an_interrupted_step_that_fails_is_not_tried_again() -> None:
    assert failed(interrupted(undo=True), 1).asked == []


def test_an_interrupted_step_that_cannot_be_undone_is_withdrawn() -> None:
    assert interrupted(undo=False).asked == ["Withdraw a", "PerformStep c"]


def withdrawn(*, idempotent: bool = True, deadline: float | None = 60.0) -> ByHand:
    """A timer has taken the work away from a person."""
    work = step("a", undo=True, participant="person", deadline=deadline, idempotent=idempotent)
    map_ = draw([work, timer("late", "a", 1.0), step("c")], ["start > a", "late > c"])
    return ByHand(map_).start().fires("late")


def test_a_person_whose_work_is_withdrawn_may_answer_late_all_the_same() -> None:
    case = withdrawn()
    assert case.asked == ["Withdraw a", "PerformStep c"]

    assert case.done("a").asked == ["RejectAnswer a", "PerformStep undo a"]
    assert case.fires("a").asked == []


def test_what_a_person_may_have_done_is_undone_when_the_deadline_is_over() -> None:
    assert withdrawn().fires("a").asked == ["PerformStep undo a"]


def test_without_a_deadline_it_is_undone_at_once() -> None:
    assert withdrawn(deadline=None).asked == ["Withdraw a", "PerformStep undo a", "PerformStep c"]


def test_what_is_not_idempotent_is_undone_only_when_it_is_known_to_be_done() -> None:
    case = withdrawn(idempotent=False, deadline=None)
    assert case.asked == ["Withdraw a", "PerformStep c"]

    assert case.done("a").asked == ["RejectAnswer a", "PerformStep undo a"]
