"""The simulation driver: runs many cases of one map under one model in virtual time.

Each case has a machine; the driver brings the clock, the queue, the servers, the network and the
faults. Who owns a node decides how its events are handled:

- the *orchestrator* takes an event in with one durable write, by one of its workers, and then
  sends commands; a command it hears nothing of times out. After a crash it rebuilds the case that
  it was working on from that case's history and sends the commands of the unfinished decision
  again, because it cannot know which went out. Other cases wait until it is back.
- a *participant* works where the token arrives and publishes what comes next: through an outbox,
  which sends until the message is acknowledged, or without one, once.

A duplicate is held back by the inbox of an event-driven participant, where it has one, and by the
history of the orchestrator. A commanded step has no inbox: that it happens once is the job of its
idempotency key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from math import log
from typing import Any

from workflows.engine.core.commands import (
    AskPerson,
    Command,
    EndCase,
    HaltCase,
    MoveToken,
    ParkCase,
    PerformStep,
    StartTimer,
    TellStop,
)
from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.events import (
    CaseStarted,
    DeadlinePassed,
    Event,
    StepRepeated,
    StepSucceeded,
    StepTimedOut,
    StopHeard,
    TimerFired,
    TokenArrived,
    TokenRepeated,
)
from workflows.engine.core.machine import Machine
from workflows.engine.core.ownership import ORCHESTRATOR, Ownership
from workflows.engine.core.rules import SECOND
from workflows.engine.core.streams import Purpose, draw, key_of, stream_of
from workflows.engine.drivers.conditions import Conditions
from workflows.engine.drivers.faults import FaultKind
from workflows.engine.drivers.network import Message, Network, Queue
from workflows.engine.drivers.strikes import FaultTable
from workflows.engine.drivers.tally import Case, Tally
from workflows.engine.drivers.work import Result, Work
from workflows.engine.drivers.world import Servers

__all__ = ["Simulation"]

_CASE_STARTED = CaseStarted()
_REPLY, _MOVE, _STOP = 1, 2, 3


class Simulation:
    """One world: an empty queue, idle servers and the cases that come in."""

    def __init__(self, compiled: CompiledMap, ownership: Ownership, conditions: Conditions) -> None:
        self._map = compiled
        self._ownership = ownership
        self._owners = ownership.owners
        self._conditions = conditions
        self._world = conditions.world
        self._faults = FaultTable(conditions.faults, compiled, conditions.seed)
        self._tally = Tally()
        self._queue = Queue()
        self._network = Network(
            queue=self._queue,
            faults=self._faults,
            tally=self._tally,
            world=self._world,
            names=compiled.names,
        )
        self._orchestrator = Servers(self._world.workers)
        self._luck = (
            stream_of(conditions.seed, Purpose.PATH),
            stream_of(conditions.seed, Purpose.JITTER),
        )
        self._arrivals = stream_of(conditions.seed, Purpose.ARRIVAL)
        self._crash_points = stream_of(conditions.seed, Purpose.CRASH_POINT)
        self._work = Work(compiled, self._faults, self._tally, conditions.seed)
        self._last = 0
        self._crashes = self._faults.active[FaultKind.ORCHESTRATOR_CRASH]
        self._carriers: dict[type, Callable[[int, Case, Any], None]] = {
            PerformStep: self._perform,
            MoveToken: self._move,
            TellStop: self._tell,
            StartTimer: self._set_timer,
            ParkCase: self._park,
            AskPerson: self._ask,
            HaltCase: self._halt,
            EndCase: self._end,
        }

    def run(self, first: int, count: int) -> Tally:
        """Run the cases ``first`` … ``first + count - 1`` until nothing more happens to any."""
        self._last = first + count
        if count > 0:
            self._admit(0, first)
        self._tally.close(self._queue.run(self._at_rest))
        return self._tally

    def _at_rest(self, at: int, case: Case) -> None:
        self._tally.settle(case, at, self._map)

    # Arrivals

    def _admit(self, at: int, number: int) -> None:
        slot = draw(self._arrivals, number, 0) & 4095
        gap = round(_gaps()[slot] * 3600 * SECOND / max(self._conditions.cases_per_hour, 1e-9))
        machine = Machine(self._map, self._ownership, self._luck, number)
        self._queue.push(at + gap, self._started, Case(number, machine, at + gap), None)

    def _started(self, at: int, case: Case, _: None) -> None:
        if case.number + 1 < self._last:
            self._admit(at, case.number + 1)
        starts = self._map.starts
        if starts:
            self._advance(at, case, self._owners[starts[0]], _CASE_STARTED, starts[0])

    # Decisions

    def _advance(self, at: int, case: Case, owner: int, event: Event, node: int) -> None:
        """Give the event to the machine and carry out what it asks for."""
        if self._crashes:
            case.history.append(event)
        commands = case.machine.receive(event)
        if owner == ORCHESTRATOR:
            at = self._orchestrator.serve(at, self._world.decision + self._world.write)
            self._tally.durable_writes += 1
            if self._crashes:
                commands = self._survive(at, case, event, node, commands)
        for command in commands:
            self._carriers[type(command)](at, case, command)

    def _survive(
        self, at: int, case: Case, event: Event, node: int, commands: tuple[Command, ...]
    ) -> tuple[Command, ...]:
        """The commands that go out now, after the crash at this write where there is one."""
        case.decisions += 1
        key = key_of(node, case.decisions)
        if not self._faults.strikes(FaultKind.ORCHESTRATOR_CRASH, node, case.number, key):
            return commands
        self._tally.injected[FaultKind.ORCHESTRATOR_CRASH.value] += 1
        back = at + self._faults.downtime
        self._orchestrator.close_until(back)
        point = draw(self._crash_points, case.number, key) % 3
        case.note(at, f"the orchestrator crashed {_CRASH_POINTS[point]}")
        if point == _BEFORE_WRITE:
            self._tally.durable_writes -= 1
            case.history.pop()
            self._queue.push(back, self._redeliver, case, (event, node))
        else:
            self._queue.push(back, self._resend, case, (commands, point == _AFTER_SEND))
        case.machine = case.machine.replayed(case.history)
        return commands if point == _AFTER_SEND else ()

    def _redeliver(self, at: int, case: Case, about: tuple[Event, int]) -> None:
        """Nothing was written, so the event was not acknowledged, and comes again."""
        event, node = about
        self._advance(at, case, ORCHESTRATOR, event, node)

    def _resend(self, at: int, case: Case, about: tuple[tuple[Command, ...], bool]) -> None:
        """The orchestrator does not know what went out before the crash; the receivers do."""
        commands, went_out = about
        for command in commands:
            if went_out and isinstance(command, MoveToken):
                self._move(at, case, replace(command, again=True))
            else:
                self._carriers[type(command)](at, case, command)

    # Steps

    def _perform(self, at: int, case: Case, command: PerformStep) -> None:
        if command.attempt > 1:
            self._tally.retries += 1
            case.note(at, f"attempt {command.attempt} at '{self._map.names[command.node]}'")
        elif self._map.rules[command.node].undoes >= 0:
            self._tally.compensations += 1
        if command.delay:
            self._queue.push(at + command.delay, self._try_again, case, command)
        else:
            self._try(at, case, command)

    def _try_again(self, at: int, case: Case, command: PerformStep) -> None:
        if case.machine.waits_for(command.node, command.visit, command.attempt):
            self._try(at, case, command)

    def _try(self, at: int, case: Case, command: PerformStep) -> None:
        if self._owners[command.node] == ORCHESTRATOR:
            self._command(at, case, command)
        else:
            self._work_here(at, case, command)

    def _command(self, at: int, case: Case, command: PerformStep) -> None:
        key = key_of(command.node, command.visit, command.attempt)
        message = Message(command, self._commanded, self._commanded_again, command.node, key)
        if not self._network.send(at, case, message):
            self._expect_by(at, self._map.rules[command.node].timeout, case, command)

    def _expect_by(self, at: int, timeout: int | None, case: Case, command: PerformStep) -> None:
        if timeout is not None:
            event = StepTimedOut(command.node, command.visit, command.attempt)
            self._queue.push(at + timeout, self._timed_out, case, event)

    def _commanded(self, at: int, case: Case, command: PerformStep) -> None:
        """A command reached its participant: work, then reply. The time-out counts from the
        beginning of the work, which waits in the participant's task queue until it has time.
        Whether the reply will be in time is known now, so that a time-out is planned only where
        there will be one."""
        self._tally.delivered += 1
        answer = self._work.answer(at, case, command)
        if answer is None:
            self._wait_for_person(at, case, command)
            return
        begun, end, event = answer
        timeout = self._map.rules[command.node].timeout
        replied = self._reply(end, event, case)
        if not replied or (timeout is not None and end + self._world.hop > begun + timeout):
            self._expect_by(begun, timeout, case, command)

    def _commanded_again(self, at: int, case: Case, command: PerformStep) -> None:
        self._tally.delivered += 1
        answer = self._work.answer(at, case, command)
        if answer is not None:
            self._reply(answer.end, answer.result, case)

    def _reply(self, end: int, event: Result, case: Case) -> bool:
        """Send the answer; its effect happens whether the reply arrives or not."""
        key = key_of(event.node, event.visit, event.attempt, _REPLY)
        message = Message(event, self._replied, self._replied_again, event.node, key)
        if self._network.send(end, case, message):
            return True
        self._queue.push(end, self._unheard, case, event)
        return False

    def _replied(self, at: int, case: Case, event: Result) -> None:
        self._tally.delivered += 1
        self._work.take_effect(case, event)
        self._advance(at, case, ORCHESTRATOR, event, event.node)

    def _replied_again(self, at: int, case: Case, event: Result) -> None:
        self._tally.delivered += 1

    def _unheard(self, at: int, case: Case, event: Result) -> None:
        self._work.take_effect(case, event)

    def _work_here(self, at: int, case: Case, command: PerformStep) -> None:
        """A participant works on a step of its own; its time-out is about the work alone."""
        answer = self._work.answer(at, case, command)
        if answer is None:
            self._wait_for_person(at, case, command)
            return
        begun, end, event = answer
        if command.again:
            self._queue.push(end, self._repeated, case, event)
            return
        timeout = self._map.rules[command.node].timeout
        if timeout is not None and end - begun > timeout:
            self._expect_by(begun, timeout, case, command)
        self._queue.push(end, self._finished, case, event)

    def _finished(self, at: int, case: Case, event: Result) -> None:
        self._work.take_effect(case, event)
        self._advance(at, case, self._owners[event.node], event, event.node)

    def _repeated(self, at: int, case: Case, event: Result) -> None:
        self._work.take_effect(case, event)
        if isinstance(event, StepSucceeded):
            repeated = StepRepeated(event.node, event.visit)
            self._advance(at, case, self._owners[event.node], repeated, event.node)

    # Waiting

    def _wait_for_person(self, at: int, case: Case, command: PerformStep) -> None:
        """Nobody answers, or not before the deadline; a late answer is rejected."""
        case.silent_person = True
        deadline = self._map.rules[command.node].deadline
        if deadline is not None:
            event = DeadlinePassed(command.node, command.visit, command.attempt)
            self._queue.push(at + deadline, self._timed_out, case, event)

    def _timed_out(self, at: int, case: Case, event: StepTimedOut | DeadlinePassed) -> None:
        if case.machine.waits_for(event.node, event.visit, event.attempt):
            case.note(at, f"no answer from '{self._map.names[event.node]}' in time")
            self._advance(at, case, self._owners[event.node], event, event.node)

    def _set_timer(self, at: int, case: Case, command: StartTimer) -> None:
        event = TimerFired(command.node, command.visit)
        self._queue.push(at + command.delay, self._fired, case, event)

    def _fired(self, at: int, case: Case, event: TimerFired) -> None:
        if case.machine.heeds_timer(event.node, event.visit):
            self._advance(at, case, self._owners[event.node], event, event.node)

    # Events between owners

    def _move(self, at: int, case: Case, command: MoveToken) -> None:
        key = key_of(command.node, command.visit, kind=command.flow % 4096 * 4 + _MOVE)
        arrive = self._arrived_again if command.again else self._arrived
        self._publish(
            at,
            case,
            command.owner,
            Message(command, arrive, self._arrived_again, command.node, key),
        )

    def _tell(self, at: int, case: Case, command: TellStop) -> None:
        key = key_of(command.node, command.listener + 2, kind=_STOP)
        self._publish(
            at,
            case,
            command.owner,
            Message(command, self._told, self._told_again, command.node, key),
        )

    def _publish(self, at: int, case: Case, owner: int, message: Message) -> None:
        """The orchestrator sends out of its history; a participant through its outbox, if any."""
        if owner == ORCHESTRATOR:
            self._network.send(at, case, message._replace(durable=True))
        elif self._conditions.outbox:
            self._tally.durable_writes += 1
            self._network.send(at + self._world.relay, case, message._replace(durable=True))
        else:
            self._network.send(at, case, message)

    def _take_in(self, owner: int) -> None:
        self._tally.delivered += 1
        if owner != ORCHESTRATOR and self._conditions.inbox:
            self._tally.durable_writes += 1

    def _arrived(self, at: int, case: Case, command: MoveToken) -> None:
        owner = self._owners[command.node]
        self._take_in(owner)
        event = TokenArrived(command.node, command.flow, command.visit)
        self._advance(at, case, owner, event, command.node)

    def _arrived_again(self, at: int, case: Case, command: MoveToken) -> None:
        self._tally.delivered += 1
        owner = self._owners[command.node]
        if owner != ORCHESTRATOR and not self._conditions.inbox:
            event = TokenRepeated(command.node, command.flow, command.visit)
            self._advance(at, case, owner, event, command.node)

    def _told(self, at: int, case: Case, command: TellStop) -> None:
        self._take_in(command.listener)
        event = StopHeard(command.listener, command.node, command.undo)
        self._advance(at, case, command.listener, event, command.node)

    def _told_again(self, at: int, case: Case, command: TellStop) -> None:
        self._tally.delivered += 1

    # Ends

    def _park(self, at: int, case: Case, command: ParkCase) -> None:
        case.note(at, f"'{self._map.names[command.node]}' failed for good and was parked")
        if self._owners[command.node] != ORCHESTRATOR:
            self._network.park()

    def _ask(self, at: int, case: Case, command: AskPerson) -> None:
        case.note(at, f"'{self._map.names[command.node]}' failed for good; people were asked")

    def _halt(self, at: int, case: Case, command: HaltCase) -> None:
        case.note(at, f"given up after {command.moves} moves: a loop without exit")

    def _end(self, at: int, case: Case, _: EndCase) -> None:
        case.ended = at


_BEFORE_WRITE, _AFTER_SEND = 0, 2
_CRASH_POINTS = ("before its write", "after its write", "after sending its commands")


@lru_cache(maxsize=1)
def _gaps() -> tuple[float, ...]:
    """4,096 equally likely gaps between Poisson arrivals, in units of their mean."""
    gaps = [-log(1 - (slot + 0.5) / 4096) for slot in range(4096)]
    mean = sum(gaps) / len(gaps)
    return tuple(round(gap / mean, 9) for gap in gaps)
