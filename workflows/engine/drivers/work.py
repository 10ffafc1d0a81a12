"""The participants at work: queues, working times, errors, silent people and effects."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from workflows.engine.core.commands import PerformStep
from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.events import StepFailed, StepSucceeded
from workflows.engine.core.streams import Purpose, draw, key_of, stream_of
from workflows.engine.drivers.faults import FaultKind
from workflows.engine.drivers.strikes import FaultTable
from workflows.engine.drivers.tally import Case, Tally
from workflows.engine.drivers.world import Servers

__all__ = ["Answer", "Result", "Work"]

type Result = StepSucceeded | StepFailed

# Events are values: one object per kind of success serves every case.
_success = lru_cache(maxsize=1 << 14)(StepSucceeded)


class Answer(NamedTuple):
    """How an attempt went: when its work began and ended, and with what result."""

    begun: int
    end: int
    result: Result


class Work:
    """All participants of one world. Each works on as many steps at a time as its concurrency
    says, first come, first served."""

    __slots__ = (
        "_errs",
        "_faults",
        "_map",
        "_permanent",
        "_servers",
        "_service",
        "_tally",
        "_transient",
    )

    def __init__(self, compiled: CompiledMap, faults: FaultTable, tally: Tally, seed: int) -> None:
        self._map = compiled
        self._faults = faults
        self._errs = faults.active[FaultKind.STEP_ERROR]
        self._tally = tally
        self._service = stream_of(seed, Purpose.SERVICE)
        self._permanent = stream_of(seed, Purpose.PERMANENT)
        self._transient = stream_of(seed, Purpose.TRANSIENT)
        known = compiled.definition.participants_by_id
        self._servers = [
            Servers(known[name].concurrency if name in known else 16)
            for name in compiled.participants
        ]

    def answer(self, at: int, case: Case, command: PerformStep) -> Answer | None:
        """When and how an attempt that arrives ``at`` will be answered; None for a person who
        stays silent or answers after the deadline."""
        rules = self._map.rules[command.node]
        key = key_of(command.node, command.visit, command.attempt)
        if rules.human and self._faults.strikes(
            FaultKind.HUMAN_SILENT, command.node, case.number, key
        ):
            self._tally.injected[FaultKind.HUMAN_SILENT.value] += 1
            case.note(at, f"nobody answers '{self._map.names[command.node]}'")
            return None
        service = rules.service[draw(self._service, case.number, key) & 4095]
        end = self._servers[rules.participant].serve(at, service)
        if rules.deadline is not None and end > at + rules.deadline:
            case.note(at, f"'{self._map.names[command.node]}' is answered after its deadline")
            return None
        return Answer(end - service, end, self._result(at, case, command, key))

    def take_effect(self, case: Case, event: Result) -> None:
        """Write what a finished attempt did, or undid, into the ledger. A failed one did
        nothing."""
        if not isinstance(event, StepSucceeded):
            return
        rules = self._map.rules[event.node]
        if rules.undoes >= 0:
            case.ledger.undo((rules.undoes, event.visit), idempotent=rules.idempotent)
        elif rules.effect:
            key = (event.node, event.visit)
            case.ledger.do(key, idempotent=rules.idempotent)
            if case.machine.expects(*key):
                case.ledger.acknowledged.add(key)

    def _result(self, at: int, case: Case, command: PerformStep, key: int) -> Result:
        node, visit, attempt = command.node, command.visit, command.attempt
        rules = self._map.rules[node]
        always = key_of(node, visit)
        if rules.permanent and draw(self._permanent, case.number, always) < rules.permanent:
            case.note(at, f"'{self._map.names[node]}' answered with a permanent error")
            return StepFailed(node, visit, attempt, permanent=True)
        if rules.transient and draw(self._transient, case.number, key) < rules.transient:
            case.note(at, f"'{self._map.names[node]}' answered with an error")
            return StepFailed(node, visit, attempt, permanent=False)
        if self._errs and self._faults.strikes(FaultKind.STEP_ERROR, node, case.number, key):
            self._tally.injected[FaultKind.STEP_ERROR.value] += 1
            case.note(at, f"'{self._map.names[node]}' answered 500")
            return StepFailed(node, visit, attempt, permanent=False)
        return _success(node, visit, attempt)
