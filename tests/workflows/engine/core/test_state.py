"""What a state tells about a case."""

from __future__ import annotations

from workflows.engine.core.lifecycle import Phase
from workflows.engine.core.state import CASE, Activity, CaseState, Scope, Token


def nested() -> CaseState:
    """A process (10) with a sub-process (20) and an event sub-process (30) in it."""
    scopes = {10: Scope(1, 1, CASE), 20: Scope(2, 1, 10), 30: Scope(3, 1, 20)}
    return CaseState(scopes=scopes)


def test_scopes_are_known_from_the_inside_out() -> None:
    assert list(nested().around(30)) == [30, 20, 10, CASE]
    assert nested().inside(30, 10)
    assert not nested().inside(10, 30)


def test_what_runs_in_a_stopped_scope_is_over_for_those_who_know() -> None:
    state = nested()
    state.scopes[20].stopped = {1}

    assert state.is_over(30, 1)
    assert not state.is_over(30, 2)
    assert not state.is_over(10, 1)


def test_what_took_the_place_of_a_scope_is_not_over() -> None:
    state = nested()
    state.scopes[20].stopped = {1}
    state.scopes[20].handler = 30

    assert not state.is_over(30, 1)
    assert state.is_over(20, 1)


def test_undoing_goes_on_in_a_case_that_is_over() -> None:
    state = nested()
    state.stopped = {1}
    state.scopes[30].undoes = True

    assert state.is_over(20, 1)
    assert not state.is_over(30, 1)


def test_tokens_that_are_over_do_not_count_as_live() -> None:
    state = nested()
    state.tokens = {(4, 1): Token(10), (5, 1): Token(20)}
    state.scopes[20].stopped = {1}

    assert state.live == 1


def test_open_are_the_performances_whose_answer_is_awaited() -> None:
    phases = {1: Phase.ACTIVE, 2: Phase.TERMINATING, 3: Phase.COMPLETED, 4: Phase.FAILED}
    activities = {(n, 1): Activity(CASE, phase, attempt=2) for n, phase in phases.items()}

    assert CaseState(activities=activities).open == {(1, 1): 2, (2, 1): 2}


def test_a_copy_shares_nothing() -> None:
    state = nested()
    copy = state.copy()

    copy.scopes[10].stopped.add(1)
    copy.done.append((1, 1))

    assert state == nested()
