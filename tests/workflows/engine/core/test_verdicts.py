"""The verdict table, row by row."""

from __future__ import annotations

from workflows.engine.core.ledger import Ledger
from workflows.engine.core.state import CASE, CaseState, Token
from workflows.engine.core.verdicts import CaseVerdict, Rest, verdict_of

DONE = Ledger(done={(1, 1): 1})


def moving(*, halted: bool = False) -> CaseState:
    """A case with one token left."""
    return CaseState(tokens={(2, 1): Token(CASE)}, halted=halted)


def test_a_case_without_tokens_is_completed() -> None:
    assert verdict_of(Rest(CaseState(), DONE))[0] is CaseVerdict.COMPLETED


def test_a_case_with_tokens_that_nothing_moves_is_stuck() -> None:
    assert verdict_of(Rest(moving(), DONE))[0] is CaseVerdict.STUCK


def test_a_double_effect_is_inconsistent_however_the_case_ended() -> None:
    twice = Ledger(done={(1, 1): 2})

    assert verdict_of(Rest(CaseState(), twice))[0] is CaseVerdict.INCONSISTENT
    assert verdict_of(Rest(CaseState(parked=True), twice))[0] is CaseVerdict.INCONSISTENT


def test_a_failed_case_whose_effects_stand_is_inconsistent() -> None:
    assert verdict_of(Rest(CaseState(failed=True), DONE))[0] is CaseVerdict.INCONSISTENT


def test_a_failed_case_whose_effects_are_undone_is_compensated() -> None:
    undone = Ledger(done={(1, 1): 1}, undone={(1, 1): 1})

    assert verdict_of(Rest(CaseState(failed=True), undone))[0] is CaseVerdict.COMPENSATED


def test_a_parked_case_is_dead_lettered_even_while_effects_stand() -> None:
    state = CaseState(failed=True, parked=True)

    assert verdict_of(Rest(state, DONE))[0] is CaseVerdict.DEAD_LETTERED


def test_an_undelivered_message_makes_a_case_dead_lettered() -> None:
    rest = Rest(moving(), DONE, undelivered=True)

    assert verdict_of(rest)[0] is CaseVerdict.DEAD_LETTERED


def test_a_case_that_waits_for_a_silent_person_is_waiting() -> None:
    rest = Rest(moving(), DONE, silent_person=True)

    assert verdict_of(rest)[0] is CaseVerdict.WAITING


def test_a_person_who_was_silent_once_does_not_matter_to_a_finished_case() -> None:
    rest = Rest(CaseState(), DONE, silent_person=True)

    assert verdict_of(rest)[0] is CaseVerdict.COMPLETED


def test_a_runaway_case_is_stuck() -> None:
    assert verdict_of(Rest(moving(halted=True), DONE))[0] is CaseVerdict.STUCK
