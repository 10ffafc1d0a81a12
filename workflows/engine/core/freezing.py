"""A case's state as a value: hashable and canonical, to be compared, stored and restored.

Equal states give equal values, whatever the order in which things came about; where order matters
(what was done, what is to be undone) it is kept.
"""

from __future__ import annotations

from typing import Any

from workflows.engine.core.lifecycle import Phase
from workflows.engine.core.state import (
    Activity,
    CaseState,
    Reversal,
    Scope,
    Token,
    Wait,
)

__all__ = ["Frozen", "as_json", "freeze", "from_json", "thaw"]

type Frozen = tuple[Any, ...]
"""Nested tuples of integers, booleans and None."""


def freeze(state: CaseState) -> Frozen:
    """The state as a value."""
    return (
        tuple(sorted(state.visits.items())),
        tuple((key, *_token(token)) for key, token in sorted(state.tokens.items(), key=_key)),
        tuple((key, *_activity(one)) for key, one in sorted(state.activities.items(), key=_key)),
        tuple((number, *_scope(one)) for number, one in sorted(state.scopes.items(), key=_key)),
        tuple((key, one.scope, one.host) for key, one in sorted(state.waits.items(), key=_key)),
        tuple(state.done),
        tuple(
            (owner, cause, tuple(one.todo), one.undoing, one.busy)
            for (owner, cause), one in sorted(state.reversals.items(), key=_key)
        ),
        tuple(sorted(state.mail.items())),
        tuple(sorted(state.learnt.items())),
        tuple(sorted(state.stopped)),
        (state.failed, state.parked, state.asked, state.halted, state.ended),
    )


def _key(item: tuple[Any, object]) -> Any:
    return item[0]


def _token(token: Token) -> Frozen:
    return (token.scope, token.flow, token.on_the_way)


def _activity(one: Activity) -> Frozen:
    return (
        one.scope,
        int(one.phase),
        one.attempt,
        one.unknown,
        one.escalated,
        one.loop,
        one.rounds,
    )


def _scope(one: Scope) -> Frozen:
    return (
        one.node,
        one.visit,
        one.parent,
        int(one.phase),
        tuple(sorted(one.stopped)),
        one.handler,
        one.loop,
        one.undoes,
    )


def thaw(frozen: Frozen) -> CaseState:
    """The state that a value stands for."""
    visits, tokens, activities, scopes, waits, done, reversals, mail, learnt, stopped, flags = (
        frozen
    )
    failed, parked, asked, halted, ended = flags
    return CaseState(
        visits=dict(visits),
        tokens={key: Token(*rest) for key, *rest in tokens},
        activities={
            key: Activity(scope, Phase(phase), *rest) for key, scope, phase, *rest in activities
        },
        scopes={number: _thawed_scope(*rest) for number, *rest in scopes},
        waits={key: Wait(*rest) for key, *rest in waits},
        done=list(done),
        reversals={
            (owner, cause): Reversal(list(todo), undoing, busy)
            for owner, cause, todo, undoing, busy in reversals
        },
        mail=dict(mail),
        learnt=dict(learnt),
        stopped=set(stopped),
        failed=failed,
        parked=parked,
        asked=asked,
        halted=halted,
        ended=ended,
    )


def _thawed_scope(
    node: int, visit: int, parent: int, phase: int, stopped: tuple[int, ...], *rest: Any
) -> Scope:
    return Scope(node, visit, parent, Phase(phase), set(stopped), *rest)


def as_json(state: CaseState) -> list[Any]:
    """The state as lists, for a store."""
    return _listed(freeze(state))


def _listed(value: Frozen) -> list[Any]:
    return [_listed(item) if isinstance(item, tuple) else item for item in value]


def from_json(data: list[Any]) -> CaseState:
    """The state that ``as_json`` has written."""
    return thaw(_tupled(data))


def _tupled(value: list[Any]) -> Frozen:
    return tuple(_tupled(item) if isinstance(item, list) else item for item in value)
