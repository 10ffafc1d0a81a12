"""A state as a value: equal for equal states, and the same state when read again."""

from __future__ import annotations

import json

from workflows.engine.core.freezing import as_json, freeze, from_json, thaw
from workflows.engine.core.lifecycle import Phase
from workflows.engine.core.state import (
    Activity,
    CaseState,
    Reversal,
    Scope,
    Token,
    Wait,
)


def full_state() -> CaseState:
    """A state with something everywhere."""
    return CaseState(
        visits={1: 2, 0: 1},
        tokens={(2, 1): Token(9, 3), (1, 1): Token(9, on_the_way=True)},
        activities={(2, 1): Activity(9, Phase.ACTIVE, 2, unknown=True, loop=1)},
        scopes={9: Scope(4, 1, 0, Phase.ACTIVE, {2, 1}, handler=11)},
        waits={(5, 1): Wait(9), (3, 1): Wait(9, (2, 1))},
        done=[(7, 1), (6, 1)],
        reversals={(1, (8, 1)): Reversal([(6, 1)], (7, 1), (10, 1))},
        mail={3: 1},
        learnt={2: 1},
        stopped={1},
        failed=True,
    )


def test_a_thawed_state_is_the_state() -> None:
    assert thaw(freeze(full_state())) == full_state()


def test_the_order_in_which_things_came_about_does_not_matter() -> None:
    one, other = full_state(), full_state()
    other.tokens = dict(reversed(other.tokens.items()))
    other.visits = dict(reversed(other.visits.items()))

    assert freeze(one) == freeze(other)
    assert hash(freeze(one)) == hash(freeze(other))


def test_the_order_in_which_work_was_done_matters() -> None:
    other = full_state()
    other.done.reverse()

    assert freeze(other) != freeze(full_state())


def test_a_state_goes_through_a_store_as_json() -> None:
    stored = json.dumps(as_json(full_state()))

    assert from_json(json.loads(stored)) == full_state()
