"""Owners: those who hear what happens, let the machine decide, and carry out what it asks for.

- The *orchestrator* takes an event in with the CPU of one of its workers and one durable write, and
  then sends commands; a command it hears nothing of times out. After a crash it rebuilds the case
  from its history and sends again what it cannot know to have gone out. Others wait until it is
  back.
- A *participant* decides where its work is done, and publishes what comes next: through an outbox,
  which sends until the message is acknowledged, or without one, once.

A copy of a message is held back by the inbox of an event-driven participant, where it has one, and
by the history of the orchestrator.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from workflows.engine.core.commands import (
    AskPerson,
    Carry,
    Command,
    HaltCase,
    ParkCase,
    PerformStep,
    RejectAnswer,
)
from workflows.engine.core.events import StepTimedOut, TimerFired
from workflows.engine.core.ownership import ORCHESTRATOR
from workflows.engine.core.questions import Question
from workflows.engine.core.streams import FULL, Purpose, draw, key_of, stream_of
from workflows.engine.drivers.chronicle import told
from workflows.engine.drivers.chunk import Chunk
from workflows.engine.drivers.conditions import Conditions
from workflows.engine.drivers.crashes import Crashes
from workflows.engine.drivers.delivery import Delivery
from workflows.engine.drivers.happenings import Happening, Kind
from workflows.engine.drivers.luck import Luck
from workflows.engine.drivers.participants import Participants
from workflows.engine.drivers.transitions import Act, Deed, Transition, Transitions
from workflows.engine.drivers.world import serve

__all__ = ["Orchestrator", "Owners"]


class Orchestrator:
    """The orchestrator's resources: its workers, and the shards of its durable store, one of which
    a case keeps to."""

    __slots__ = ("shards", "workers")

    def __init__(self, workers: int, shards: int) -> None:
        self.workers = [0] * max(1, workers)
        self.shards = [0] * max(1, shards)

    def decide(self, at: int, case: int, cpu: int, write: int) -> int:
        """When a decision about this case that comes up ``at`` is taken and written down."""
        decided = serve(self.workers, at, cpu)
        shard = case % len(self.shards)
        written = max(decided, self.shards[shard]) + write
        self.shards[shard] = written
        return written

    def close(self, until: int) -> None:
        """It is down ``until`` then."""
        # Raising all to at least one bound keeps the heap in order.
        self.workers[:] = [max(free, until) for free in self.workers]


class Owners:
    """Everybody who decides, in one run."""

    def __init__(
        self,
        *,
        transitions: Transitions,
        chunk: Chunk,
        luck: Luck,
        orchestrator: Orchestrator,
        participants: Participants,
        delivery: Delivery,
        crashes: Crashes,
        conditions: Conditions,
        lay: Callable[[], None],
    ) -> None:
        self._transitions = transitions
        self._map = transitions.compiled
        self._world = transitions.wiring.world
        self._inbox = transitions.wiring.inbox
        self._chunk = chunk
        self._tally = chunk.tally
        self._luck = luck
        self._orchestrator = orchestrator
        self._participants = participants
        self._delivery = delivery
        self._crashes = crashes
        self._follow = conditions.follow
        self._jitter = stream_of(conditions.seed, Purpose.JITTER)
        self._outside = stream_of(conditions.seed, Purpose.OUTSIDE)
        self._lay = lay
        self._carriers: dict[Deed, Callable[[int, int, Act], None]] = {
            Deed.COMMAND: self._command,
            Deed.CARRY: self._carry,
            Deed.WORK_HERE: self._work_here,
            Deed.END: self._end,
            Deed.LATER: self._later,
            Deed.TIMER: self._timer,
            Deed.AWAIT: self._await,
            Deed.NOTE: self._note,
        }
        participants.book = self._book
        participants.hear_again = partial(self.hear, fresh=False)
        delivery.again = self._copy

    # Hearing

    def hear(self, at: int, place: int, happening: Happening, *, fresh: bool = True) -> None:
        """Something reached its owner. Not ``fresh``: it was counted and booked before."""
        if fresh:
            self._count_arrival(happening)
        if self._chunk.first + place == self._follow:
            self._chunk.note(at, place, told(happening, self._map))
        transition = self._step(place, happening)
        if fresh and happening.effect:
            self._enter(place, happening, heard=_is_accepted(transition))
        if transition.idle:
            # What does not matter any more costs nobody a decision.
            return
        self._account(happening)
        if happening.owner == ORCHESTRATOR:
            at = self._decide(at, place)
            if self._crashes.strike(at, place, happening):
                self._come_back(at, place, happening, transition)
                return
        self._move(place, happening, transition)
        self.carry_out(at, place, transition.acts)

    def answer(self, place: int, question: Question) -> int:
        """The answer to what the machine asks about this case."""
        return self._luck.answer(self._chunk.first + place, question)

    def _step(self, place: int, happening: Happening) -> Transition:
        answer = partial(self.answer, place)
        transition = self._transitions.step(self._chunk.rests[place], happening, answer)
        if self._transitions.catalogue.fresh:
            self._lay()
        return transition

    def _move(self, place: int, happening: Happening, transition: Transition) -> None:
        self._chunk.rests[place] = transition.rest
        if self._chunk.remembered:
            self._chunk.history[place].append(happening)

    def _count_arrival(self, happening: Happening) -> None:
        carried = happening.kind == Kind.CARRIED
        if carried or (happening.kind == Kind.ANSWER and happening.remote):
            self._tally.delivered += 1
        if carried:
            self._tally.durable_writes += happening.inbox

    def _account(self, happening: Happening) -> None:
        event = happening.event
        if isinstance(event, StepTimedOut):
            timeout = self._map.rules[event.node].timeout
            self._tally.time["retrying"] += timeout or 0
        elif isinstance(event, TimerFired):
            self._tally.time["waiting"] += happening.delay

    def _book(self, at: int, place: int, answer: Happening) -> None:
        self._enter(place, answer, heard=False)

    def _enter(self, place: int, answer: Happening, *, heard: bool) -> None:
        pages = self._chunk.pages
        pages[place] = self._transitions.entry(pages[place], answer, heard=heard)

    def _copy(self, at: int, place: int, message: Happening) -> None:
        """A message arrived once more."""
        if message.kind == Kind.WORK:
            self._participants.arrive_again(at, place, message)
            return
        self._tally.delivered += 1
        if message.owner != ORCHESTRATOR and not self._inbox:
            repeated = self._transitions.catalogue.repeated(message)
            if repeated is not None:
                self.hear(at, place, repeated)

    # The orchestrator

    def _decide(self, at: int, place: int) -> int:
        world = self._world
        case = self._chunk.first + place
        done = self._orchestrator.decide(at, case, world.decision, world.write)
        self._tally.durable_writes += 1
        self._tally.decisions += 1
        self._tally.decided_us += done - at
        return done

    def _come_back(self, at: int, place: int, happening: Happening, transition: Transition) -> None:
        """The orchestrator crashed at this decision; what it finds when it is back."""
        history = self._chunk.history
        crash = self._crashes.last
        self._orchestrator.close(crash.back)
        if crash.written:
            history[place].append(happening)
        else:
            self._tally.durable_writes -= 1
        self._rebuild(place, history[place])
        if not crash.written:
            self._chunk.call(crash.back, place, partial(self._redelivered, happening=happening))
            return
        if crash.sent:
            self.carry_out(at, place, transition.acts)
        resend = partial(self._resend, acts=transition.acts, sent=crash.sent)
        self._chunk.call(crash.back, place, resend)

    def _rebuild(self, place: int, history: list[Happening]) -> None:
        """Replay the history: nothing else survived."""
        self._chunk.rests[place] = self._chunk.bases[place]
        for happening in history:
            self._chunk.rests[place] = self._step(place, happening).rest

    def _redelivered(self, at: int, place: int, *, happening: Happening) -> None:
        """Nothing was written, so the event was not acknowledged, and comes again."""
        if happening.kind in {Kind.CARRIED, Kind.ANSWER}:
            self._tally.sent += 1
            self._tally.delivered += 1
        self.hear(at, place, happening, fresh=False)

    def _resend(self, at: int, place: int, *, acts: tuple[Act, ...], sent: bool) -> None:
        """It does not know what went out before the crash; the receivers do. Timers are in its
        store and need no second start."""
        for act in acts:
            if not sent:
                self.carry_out(at, place, (act,))
            elif act.deed in {Deed.COMMAND, Deed.CARRY}:
                durable = act.happening.durable
                self._delivery.send(at, place, act.happening, durable=durable, copy=True)

    # Carrying out

    def carry_out(self, at: int, place: int, acts: tuple[Act, ...]) -> None:
        """Do what the machine asked for."""
        for act in acts:
            if isinstance(act.command, PerformStep):
                self._count_attempt(at, place, act.command)
            self._carriers[act.deed](at, place, act)

    def _count_attempt(self, at: int, place: int, command: PerformStep) -> None:
        if command.attempt > 1:
            self._tally.retries += 1
            name = self._map.names[command.node]
            self._chunk.note(at, place, f"attempt {command.attempt} at '{name}'")
        elif self._map.rules[command.node].undoes >= 0 and not command.again:
            self._tally.compensations += 1

    def _command(self, at: int, place: int, act: Act) -> None:
        work = act.happening
        if not self._delivery.send(at, place, work, durable=False):
            self._participants.expect(at, place, work)

    def _carry(self, at: int, place: int, act: Act) -> None:
        message = act.happening
        self._tally.durable_writes += message.outbox
        copy = isinstance(act.command, Carry) and act.command.again
        self._delivery.send(at, place, message, durable=message.durable, copy=copy)

    def _work_here(self, at: int, place: int, act: Act) -> None:
        self._participants.do(at, place, act.happening)

    def _later(self, at: int, place: int, act: Act) -> None:
        wait = act.delay
        if isinstance(act.command, PerformStep) and act.command.spread:
            case = self._chunk.first + place
            wait = wait * draw(self._jitter, case, act.happening.key) // FULL
        self._tally.time["retrying"] += wait
        self._chunk.call(at + wait, place, partial(self._due, work=act.happening))

    def _due(self, at: int, place: int, *, work: Happening) -> None:
        """The wait before a further attempt is over. A participant of its own took the message
        from its retry topic; a person or an orchestrator needs none."""
        awaited = self._chunk.rests[place].state.open
        if awaited.get((work.node, work.visit)) != work.attempt:
            return
        if work.remote:
            if not self._delivery.send(at, place, work, durable=False):
                self._participants.expect(at, place, work)
            return
        if not self._map.rules[work.node].human:
            self._tally.sent += 1
            self._tally.delivered += 1
        self._participants.do(at, place, work)

    def _timer(self, at: int, place: int, act: Act) -> None:
        act.happening.delay = act.delay
        self._chunk.push(at + act.delay, place, act.happening)

    def _await(self, at: int, place: int, act: Act) -> None:
        """What comes from outside comes after the time that the map states, or has come before."""
        trigger = act.happening
        waits = self._transitions.catalogue.outside.get(trigger.node)
        case = self._chunk.first + place
        wait = 0
        if waits is not None:
            wait = waits[draw(self._outside, case, key_of(trigger.node, trigger.visit)) & 4095]
        self._tally.time["waiting"] += wait
        self._chunk.push(at + wait, place, trigger)

    def _note(self, at: int, place: int, act: Act) -> None:
        text = _told(act.command, self._map.names)
        self._chunk.note(at, place, text)
        if isinstance(act.command, RejectAnswer):
            self._tally.rejected += 1
        elif isinstance(act.command, ParkCase) and act.happening.owner != ORCHESTRATOR:
            self._delivery.park(place)

    def _end(self, at: int, place: int, act: Act) -> None:
        self._chunk.ended[place] = at


def _is_accepted(answered: Transition) -> bool:
    """Whether whoever answered was told that the answer counts."""
    return not answered.idle and not any(
        isinstance(act.command, RejectAnswer) for act in answered.acts
    )


def _told(command: Command, names: tuple[str, ...]) -> str:
    """What the chain of events says about this command."""
    match command:
        case ParkCase(node):
            return f"'{names[node]}' failed for good and was parked"
        case AskPerson(node):
            return f"'{names[node]}' failed for good; people were asked"
        case RejectAnswer(node, _):
            return f"an answer to '{names[node]}' came too late and was rejected"
        case HaltCase(moves):
            return f"given up after {moves} moves: it runs in circles"
    raise LookupError(command)
