"""Versions: taking a case from one version of a map to another while it is under way.

Every active element needs a counterpart: a node of the same kind, in the counterpart of its scope.
What is new in the new version (an event on the boundary of a step that runs already) does not
begin for what has begun before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from workflows.definition.findings import Problem
from workflows.engine.core.state import CASE, CaseState, Key, Reversal, Scope
from workflows.engine.core.tables import CompiledMap, Role

__all__ = ["Migration", "MigrationError", "migrate"]

GONE = -2
"""The number of an owner that has no counterpart; it holds nothing."""


class MigrationError(ValueError):
    """A case cannot go on under the new version; ``problems`` name every element in the way."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.where}: {p.message}" for p in problems))
        self.problems = problems


def migrate(
    state: CaseState, old: CompiledMap, new: CompiledMap, mapping: Mapping[str, str]
) -> CaseState:
    """The state as it stands under ``new``; ``mapping`` gives the new id of elements whose id has
    changed. ``MigrationError`` where an active element has no counterpart."""
    return Migration(state, old, new, mapping).state()


class Migration:
    """One case on its way from one version to another: the counterparts of its elements."""

    def __init__(
        self, state: CaseState, old: CompiledMap, new: CompiledMap, mapping: Mapping[str, str]
    ) -> None:
        self._state = state
        self._old = old
        self._new = new
        self._mapping = mapping
        self._number = {name: node for node, name in enumerate(new.ids)}
        self._flows = {
            (new.flow_ids[flow], target): flow for routes in new.outgoing for flow, target in routes
        }

    # Counterparts

    def node(self, node: int) -> int:
        """The counterpart of a node, -1 for none."""
        old, new = self._old, self._new
        if node in old.processes:
            place = old.processes.index(node)
            return new.processes[place] if place < len(new.processes) else -1
        if old.is_undo(node):
            undone = self.node(old.rules[node].undoes)
            return new.undo[undone] if undone >= 0 else -1
        name = old.ids[node]
        return self._number.get(self._mapping.get(name, name), -1)

    def flow(self, flow: int, node: int) -> int:
        """The counterpart of a flow into ``node``, -1 for none."""
        name = self._old.flow_ids[flow] if flow >= 0 else ""
        return self._flows.get((self._mapping.get(name, name), self.node(node)), -1)

    def _key(self, key: Key) -> Key:
        return (self.node(key[0]), key[1])

    def _owner(self, owner: int) -> int:
        """The number of the same owner; below -1 for one who does not take part any more."""
        if owner < 0:
            return owner
        name = self._old.participants[owner]
        known = self._new.participants
        return known.index(name) if name in known else GONE

    def scope(self, number: int) -> int:
        """The counterpart of a scope instance. Scopes are numbered by node and visit, as in
        ``Scopes.number``."""
        scope = self._state.scopes.get(number)
        if number == CASE or scope is None:
            return number
        return scope.visit * len(self._new.ids) + self.node(scope.node)

    # Problems

    def problems(self) -> Iterator[Problem]:
        """What stands in the way, by active element."""
        for node in sorted(self._active()):
            message = self._problem(node)
            if message:
                yield Problem(where=f"'{self._old.names[node]}'", message=message)
        for (node, _), token in sorted(self._state.tokens.items(), key=lambda item: item[0]):
            if self._is_join(node) and self.node(node) >= 0 and self.flow(token.flow, node) < 0:
                yield Problem(
                    where=f"'{self._old.names[node]}'",
                    message=f"holds a token from flow '{self._old.flow_ids[token.flow]}', "
                    "which the new version does not have; map the flow to another into it",
                )

        for owner, _ in sorted(self._state.reversals):
            if self._owner(owner) == GONE:
                yield Problem(
                    where=f"participant '{self._old.participants[owner]}'",
                    message="is taking back its work and does not take part in the new version",
                )

    def _is_join(self, node: int) -> bool:
        return self._old.roles[node] in {Role.JOIN, Role.INCLUSIVE_JOIN}

    def _active(self) -> set[int]:
        state = self._state
        keys = (*state.tokens, *state.activities, *state.waits, *state.done)
        scopes = (scope.node for scope in state.scopes.values())
        return {node for node, _ in keys} | set(scopes) | set(state.mail)

    def _problem(self, node: int) -> str:
        old, new = self._old, self._new
        then = self.node(node)
        if then < 0:
            return "is active and has no counterpart in the new version; map it to a node"
        if (old.kinds[node], old.events[node]) != (new.kinds[then], new.events[then]):
            return f"is a {old.kinds[node].value}, but its counterpart is no such node"
        if old.roles[node] is not new.roles[then]:
            return "has a token that waits, but its counterpart waits for nothing"
        if old.parents[node] >= 0 and self.node(old.parents[node]) != new.parents[then]:
            return "stands in another scope in the new version"
        return ""

    # The new state

    def state(self) -> CaseState:
        """The state under the new version. ``MigrationError`` where there are problems."""
        if problems := tuple(self.problems()):
            raise MigrationError(problems)
        state = self._state
        return replace(
            state.copy(),
            visits=self._counted(state.visits),
            tokens={
                self._key(key): replace(
                    token, scope=self.scope(token.scope), flow=self.flow(token.flow, key[0])
                )
                for key, token in state.tokens.items()
            },
            activities={
                self._key(key): replace(activity, scope=self.scope(activity.scope))
                for key, activity in state.activities.items()
            },
            scopes={self.scope(n): self._moved(scope) for n, scope in state.scopes.items()},
            waits={
                self._key(key): replace(
                    wait, scope=self.scope(wait.scope), host=self._optional(wait.host)
                )
                for key, wait in state.waits.items()
            },
            done=[self._key(key) for key in state.done],
            reversals={
                (self._owner(owner), self._cause(cause)): self._reversed(reversal)
                for (owner, cause), reversal in state.reversals.items()
            },
            mail=self._counted(state.mail),
            learnt=self._counted(state.learnt),
            stopped={self._owner(owner) for owner in state.stopped},
        )

    def _counted(self, counts: Mapping[int, int]) -> dict[int, int]:
        """Counts by node; what has no counterpart is not active and may be forgotten."""
        return {then: n for node, n in counts.items() if (then := self.node(node)) >= 0}

    def _moved(self, scope: Scope) -> Scope:
        return replace(
            scope,
            node=self.node(scope.node),
            stopped={self._owner(owner) for owner in scope.stopped},
            parent=self.scope(scope.parent),
            handler=self.scope(scope.handler) if scope.handler >= 0 else -1,
        )

    def _optional(self, key: Key | None) -> Key | None:
        return None if key is None else self._key(key)

    def _cause(self, cause: Key) -> Key:
        return self._key(cause) if cause[0] >= 0 else cause

    def _reversed(self, reversal: Reversal) -> Reversal:
        return Reversal(
            todo=[self._key(key) for key in reversal.todo],
            undoing=self._optional(reversal.undoing),
            busy=self._optional(reversal.busy),
        )
