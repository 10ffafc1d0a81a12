"""Participants at work: their queues, working times, errors, crashes, silent people, effects."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.events import StepFailed
from workflows.engine.core.rules import SECOND, StepRules
from workflows.engine.core.streams import Purpose, draw, key_of, stream_of
from workflows.engine.drivers.catalogue import Catalogue
from workflows.engine.drivers.chronicle import told
from workflows.engine.drivers.chunk import Chunk
from workflows.engine.drivers.conditions import Conditions, Wiring
from workflows.engine.drivers.delivery import Delivery
from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.engine.drivers.happenings import Happening
from workflows.engine.drivers.journal import Attempted
from workflows.engine.drivers.strikes import Strikes
from workflows.engine.drivers.world import serve

__all__ = ["PERSON_FAULTS", "WORK_FAULTS", "Participants", "Queues"]

WORK_FAULTS = (
    FaultKind.STEP_ERROR,
    FaultKind.STEP_SLOW,
    FaultKind.OUTCOME_UNKNOWN,
    FaultKind.PARTICIPANT_CRASH,
)
PERSON_FAULTS = (FaultKind.HUMAN_SILENT, FaultKind.HUMAN_ANSWERS_TWICE, FaultKind.HUMAN_LATE)


class Queues:
    """Who works when. A participant has a pool of ``concurrency`` workers for what it is asked to
    do, first come, first served; and as many consumers of its topics, each of which keeps to its
    own partitions and reads them in order. People are always a pool."""

    __slots__ = ("_partitions", "consumers", "pools")

    def __init__(self, compiled: CompiledMap, partitions: int) -> None:
        known = compiled.definition.participants_by_id
        sizes = [
            max(1, known[name].concurrency) if name in known else 16
            for name in compiled.participants
        ]
        self._partitions = partitions
        self.pools = [[0] * size for size in sizes]
        self.consumers = [[0] * min(size, partitions) for size in sizes]

    def take(self, at: int, work: Happening, case: int, service: int, *, pooled: bool) -> int:
        """When this work ends if it arrives ``at`` and takes ``service``."""
        if pooled:
            return serve(self.pools[work.participant], at, service)
        readers = self.consumers[work.participant]
        mine = case % self._partitions % len(readers)
        end = max(at, readers[mine]) + service
        readers[mine] = end
        return end

    def close(self, participant: int, until: int) -> None:
        """Nobody there begins anything new before ``until``."""
        # Raising all to at least one bound keeps a heap in order.
        for queue in (self.pools[participant], self.consumers[participant]):
            queue[:] = [max(free, until) for free in queue]


class Participants:
    """All participants of one run. ``hear`` is told of finished work."""

    def __init__(
        self,
        *,
        compiled: CompiledMap,
        catalogue: Catalogue,
        chunk: Chunk,
        queues: Queues,
        delivery: Delivery,
        strikes: Strikes,
        conditions: Conditions,
        wiring: Wiring,
    ) -> None:
        self._map = compiled
        self._catalogue = catalogue
        self._chunk = chunk
        self._tally = chunk.tally
        self._queues = queues
        self._delivery = delivery
        self._strikes = strikes
        self._wiring = wiring
        self._follow = conditions.follow
        self._keeps_journal = conditions.journal
        self._crashed: set[tuple[int, int]] = set()
        self._service = stream_of(conditions.seed, Purpose.SERVICE)
        self._business = stream_of(conditions.seed, Purpose.BUSINESS)
        self._permanent = stream_of(conditions.seed, Purpose.PERMANENT)
        self._transient = stream_of(conditions.seed, Purpose.TRANSIENT)
        self.book: Callable[[int, int, Happening], None] = _nobody
        self.hear_again: Callable[[int, int, Happening], None] = _nobody

    def arrive(self, at: int, place: int, work: Happening) -> None:
        """A command to do this reached its participant."""
        self._tally.delivered += int(work.remote)
        self.do(at, place, work)

    def arrive_again(self, at: int, place: int, work: Happening) -> None:
        """A copy of the command arrived: only an idempotency key can tell that it is one."""
        self._tally.delivered += 1
        copy = self._catalogue.work(work.node, work.visit, work.attempt, again=True)
        self.do(at, place, copy)

    def do(self, at: int, place: int, work: Happening) -> None:
        """Work on it, when its turn comes, and answer."""
        rules = self._map.rules[work.node]
        if self._chunk.first + place == self._follow:
            self._chunk.note(at, place, told(work, self._map))
        if rules.human and self._silent(at, place, work):
            return
        service = self._service_of(at, place, work, rules)
        case = self._chunk.first + place
        pooled = work.remote or rules.human
        end = self._queues.take(at, work, case, service, pooled=pooled)
        answer = self._result(at, place, work, rules)
        self._account(work, rules, end - at, service, failed=isinstance(answer.event, StepFailed))
        begun = end - service
        if self._keeps_journal:
            self._enter(place, work, answer, begun=begun, end=end)
        if self._crash(end, place, work, answer, begun=begun) or self._unheard(
            end, place, work, answer, begun=begun
        ):
            return
        self._answer(end, place, work, answer, begun=begun)

    # Times

    def _service_of(self, at: int, place: int, work: Happening, rules: StepRules) -> int:
        case = self._chunk.first + place
        service = rules.service[draw(self._service, case, work.key) & 4095]
        slow = self._fault(FaultKind.STEP_SLOW, at, place, work)
        if slow is not None:
            self._say(at, place, work, "takes longer than usual")
            service = round(service * slow.factor)
        late = self._fault(FaultKind.HUMAN_LATE, at, place, work) if rules.human else None
        if late is not None:
            self._say(at, place, work, "is answered late")
            service = max(service, (rules.deadline or 0) + round(late.duration * SECOND))
        return service

    def _account(
        self, work: Happening, rules: StepRules, span: int, service: int, *, failed: bool
    ) -> None:
        """Where the time of this attempt went."""
        time = self._tally.time
        if failed:
            time["retrying"] += span
        else:
            time["waiting" if rules.human else "working"] += service
            time["queueing"] += span - service
        self._tally.busy[self._map.participants[work.participant]] += service
        self._tally.step_ms[self._map.ids[work.node]][(span + 500) // 1000] += 1

    def _enter(
        self, place: int, work: Happening, answer: Happening, *, begun: int, end: int
    ) -> None:
        """Write the attempt into the journal."""
        event = answer.event
        attempt = Attempted(
            case=self._chunk.first + place,
            step=self._map.ids[work.node],
            participant=self._map.participants[work.participant],
            begun=begun,
            ended=end,
            error=event.error if isinstance(event, StepFailed) else None,
        )
        self._chunk.journal.append(attempt)

    # Answers

    def _answer(
        self, end: int, place: int, work: Happening, answer: Happening, *, begun: int
    ) -> None:
        timeout = self._map.rules[work.node].timeout
        hop = work.delay
        heard = True
        if work.remote:
            heard = self._delivery.send(end, place, answer, durable=False)
            if not heard:
                self._effect_only(end, place, answer)
        else:
            self._chunk.push(end, place, answer)
        late = timeout is not None and end + hop > begun + timeout
        if not work.again and (late or not heard):
            self.expect(begun, place, work)
        if self._map.rules[work.node].human and not work.again:
            self._maybe_twice(end, place, work, answer)

    def expect(self, since: int, place: int, work: Happening) -> None:
        """Plan the time-out of an attempt of which nothing will be heard in time."""
        timeout = self._map.rules[work.node].timeout
        if timeout is not None:
            self._chunk.push(since + timeout, place, self._catalogue.timed_out(work))

    def _effect_only(self, end: int, place: int, answer: Happening) -> None:
        """The answer goes astray; what was done is done."""
        if answer.effect:
            self._chunk.call(end + answer.delay, place, partial(self._booked, answer=answer))

    def _booked(self, at: int, place: int, *, answer: Happening) -> None:
        self.book(at, place, answer)

    def _maybe_twice(self, end: int, place: int, work: Happening, answer: Happening) -> None:
        if self._fault(FaultKind.HUMAN_ANSWERS_TWICE, end, place, work) is None:
            return
        self._say(end, place, work, "is answered twice")
        at = end + answer.delay + self._wiring.world.echo
        self._chunk.call(at, place, partial(self._second, answer=answer))

    def _second(self, at: int, place: int, *, answer: Happening) -> None:
        self._tally.sent += int(answer.remote)
        self._tally.delivered += int(answer.remote)
        self.hear_again(at, place, answer)

    def _result(self, at: int, place: int, work: Happening, rules: StepRules) -> Happening:
        case = self._chunk.first + place
        always = key_of(work.node, work.visit)
        if rules.permanent and draw(self._permanent, case, always) < rules.permanent:
            self._say(at, place, work, "answered with a permanent error")
            return self._catalogue.failure(work, permanent=True)
        if rules.errors:
            luck = draw(self._business, case, always)
            error = next((code for code, bound in rules.errors if luck < bound), None)
            if error is not None:
                self._say(at, place, work, f"answered '{error}'")
                return self._catalogue.failure(work, permanent=True, error=error)
        if rules.transient and draw(self._transient, case, work.key) < rules.transient:
            self._say(at, place, work, "answered with an error")
            return self._catalogue.failure(work, permanent=False)
        if self._fault(FaultKind.STEP_ERROR, at, place, work) is not None:
            self._say(at, place, work, "answered 500")
            return self._catalogue.failure(work, permanent=False)
        return work.answer

    # Faults

    def _fault(self, kind: FaultKind, at: int, place: int, work: Happening) -> Fault | None:
        if kind not in self._strikes.kinds:
            return None
        found = self._strikes.at(kind, work.node, self._chunk.first + place, work.key, at)
        if found is not None:
            self._tally.injected[kind.value] += 1
        return found

    def _say(self, at: int, place: int, work: Happening, text: str) -> None:
        self._chunk.note(at, place, f"'{self._map.names[work.node]}' {text}")

    def _silent(self, at: int, place: int, work: Happening) -> bool:
        if self._fault(FaultKind.HUMAN_SILENT, at, place, work) is None:
            return False
        self._chunk.note(at, place, f"nobody answers '{self._map.names[work.node]}'")
        self._chunk.silent.add(place)
        return True

    def _unheard(
        self, end: int, place: int, work: Happening, answer: Happening, *, begun: int
    ) -> bool:
        """Whether the step was done and its answer never comes."""
        if isinstance(answer.event, StepFailed) or work.again:
            return False
        if self._fault(FaultKind.OUTCOME_UNKNOWN, end, place, work) is None:
            return False
        self._say(end, place, work, "was done, and its answer never comes")
        self._effect_only(end, place, answer)
        self.expect(begun, place, work)
        return True

    def _crash(
        self, end: int, place: int, work: Happening, answer: Happening, *, begun: int
    ) -> bool:
        """Whether the participant crashed once its own write was done, before it told anybody."""
        key = (place, work.key)
        if isinstance(answer.event, StepFailed) or work.again or key in self._crashed:
            return False
        fault = self._fault(FaultKind.PARTICIPANT_CRASH, end, place, work)
        if fault is None:
            return False
        self._crashed.add(key)
        back = end + round(fault.duration * SECOND)
        self._queues.close(work.participant, back)
        self._tally.time["recovering"] += back - end
        self._tally.recoveries += 1
        self._tally.recovery_us += back - end
        self._say(end, place, work, "was done, and its participant crashed before telling anybody")
        self._effect_only(end, place, answer)
        if work.remote:
            self._miss_heartbeats(end, back, place, work, begun=begun)
        self._come_back(back, place, work, answer)
        return True

    def _miss_heartbeats(
        self, end: int, back: int, place: int, work: Happening, *, begun: int
    ) -> None:
        """How the orchestrator notices: a long step sends heartbeats, which stop; of a short one it
        hears nothing in time."""
        timeout, heartbeat = self._map.rules[work.node].timeout, self._wiring.world.heartbeat
        if timeout is None:
            return
        long_step = end - begun > heartbeat
        noticed = min(end + heartbeat, begun + timeout) if long_step else begun + timeout
        if noticed < back + end - begun:
            self._chunk.push(max(end, noticed), place, self._catalogue.timed_out(work))

    def _come_back(self, back: int, place: int, work: Happening, answer: Happening) -> None:
        """What the participant finds after its restart: the command or event, not acknowledged; or
        in its outbox, what it had to tell."""
        if work.remote:
            self._tally.sent += 1
            self._chunk.call(back, place, partial(self._redelivered, work=work))
        elif self._wiring.outbox:
            self._chunk.call(back, place, partial(self._told_late, answer=answer))
        elif not self._wiring.inbox:
            self._chunk.call(back, place, partial(self._reread, work=work))
        else:
            self._say(back, place, work, "is not done again: its inbox has the event")

    def _redelivered(self, at: int, place: int, *, work: Happening) -> None:
        self.arrive_again(at, place, work)

    def _reread(self, at: int, place: int, *, work: Happening) -> None:
        self.do(at, place, work)

    def _told_late(self, at: int, place: int, *, answer: Happening) -> None:
        self.hear_again(at, place, answer)


def _nobody(at: int, place: int, happening: Happening) -> None:
    raise LookupError("the participants were not connected")
