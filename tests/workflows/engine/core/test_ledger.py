"""The ledger counts effects under their idempotency key."""

from __future__ import annotations

from workflows.engine.core.ledger import Ledger

KEY = (3, 1)


def test_an_idempotent_effect_happens_once_however_often_it_is_asked_for() -> None:
    ledger = Ledger()

    assert [ledger.do(KEY, idempotent=True) for _ in range(3)] == [True, False, False]
    assert ledger.done == {KEY: 1}


def test_an_effect_without_idempotency_happens_each_time() -> None:
    ledger = Ledger()

    for _ in range(2):
        ledger.do(KEY, idempotent=False)

    assert ledger.doubled == [KEY]


def test_an_undone_effect_no_longer_stands() -> None:
    ledger = Ledger()
    ledger.do(KEY, idempotent=True)
    assert ledger.standing == [KEY]

    ledger.undo(KEY, idempotent=True)
    assert ledger.standing == []


def test_an_idempotent_undoing_happens_once() -> None:
    ledger = Ledger()
    ledger.do(KEY, idempotent=True)

    assert [ledger.undo(KEY, idempotent=True) for _ in range(2)] == [True, False]


def test_undoing_twice_without_idempotency_is_noticed() -> None:
    ledger = Ledger()
    ledger.do(KEY, idempotent=True)

    for _ in range(2):
        ledger.undo(KEY, idempotent=False)

    assert ledger.doubled == [KEY]


def test_an_undoing_that_comes_first_keeps_an_idempotent_effect_from_happening() -> None:
    ledger = Ledger()
    ledger.undo(KEY, idempotent=True)

    assert not ledger.do(KEY, idempotent=True)
    assert ledger.standing == []


def test_an_acknowledged_effect_that_never_happened_is_lost() -> None:
    ledger = Ledger(acknowledged={KEY})

    assert ledger.lost == [KEY]
