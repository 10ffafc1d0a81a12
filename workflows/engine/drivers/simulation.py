"""The simulation driver: runs many cases of one map under one model in virtual time.

What happens to a case is popped off one queue, ordered by time. Nearly all of it is ordinary: work
arrives, an answer comes, the next command goes out. ``_run`` takes that short cut in one loop
without calls; whatever is out of the ordinary for a case (``Happening.odd``) goes the long way,
through ``Owners``, ``Participants`` and ``Delivery``, which do the same and more. Which cases are
odd is drawn for all cases of a chunk at once before they run. Taking the long way with every case
gives the same figures; a test holds that.
"""

from __future__ import annotations

import gc
from collections.abc import Container, Iterator
from contextlib import contextmanager
from heapq import heappop, heappush, heapreplace

import numpy as np

from workflows.engine.core.ownership import ORCHESTRATOR
from workflows.engine.core.streams import Purpose, key_of, stream_of
from workflows.engine.drivers.chunk import Chunk
from workflows.engine.drivers.conditions import Conditions
from workflows.engine.drivers.crashes import Crashes
from workflows.engine.drivers.delivery import MESSAGE_FAULTS, Delivery
from workflows.engine.drivers.faults import FaultKind
from workflows.engine.drivers.happenings import EVERY, Happening, Kind
from workflows.engine.drivers.luck import Luck, arrivals, below, draws, mean_gap
from workflows.engine.drivers.owners import Orchestrator, Owners
from workflows.engine.drivers.participants import (
    PERSON_FAULTS,
    WORK_FAULTS,
    Participants,
    Queues,
)
from workflows.engine.drivers.settlement import Settlement, close
from workflows.engine.drivers.strikes import Strikes
from workflows.engine.drivers.tally import Tally
from workflows.engine.drivers.transitions import Deed, Transitions

__all__ = ["Simulation"]

_WORK, _ANSWER, _CARRIED, _FIRED, _STARTED, _OTHER = (int(kind) for kind in Kind)
_COMMAND, _CARRY, _WORK_HERE, _END, _NOTHING = (
    int(deed) for deed in (Deed.COMMAND, Deed.CARRY, Deed.WORK_HERE, Deed.END, Deed.NOTHING)
)


class Simulation:
    """One world: an empty queue, idle servers and the cases that come in. ``careful`` sends every
    case the long way round."""

    def __init__(
        self, transitions: Transitions, conditions: Conditions, *, careful: bool = False
    ) -> None:
        self._transitions = transitions
        self._catalogue = transitions.catalogue
        self._map = transitions.compiled
        self._world = transitions.wiring.world
        self._conditions = conditions
        self._careful = careful
        self._strikes = Strikes(conditions.faults, self._map, conditions.seed)
        self._luck = Luck(self._map, conditions.seed)
        self._queues = Queues(self._map, self._world.partitions)
        self._orchestrator = Orchestrator(self._world.workers, self._world.shards)

    def run(self, first: int, count: int) -> Tally:
        """Run the cases ``first`` … ``first + count - 1`` until nothing more happens to any."""
        self._begin(first, count)
        if count > 0 and self._map.starts:
            with _without_garbage_collection():
                at = self._run()
            self._settlement.close(at)
            self._chunk.tally.span = at - self._chunk.started[0]
        close(self._chunk, self._catalogue, self._map, self._world)
        return self._chunk.tally

    @property
    def chunk(self) -> Chunk:
        """The cases as they stand after the run."""
        return self._chunk

    def _begin(self, first: int, count: int) -> None:
        conditions, transitions = self._conditions, self._transitions
        gap = mean_gap(conditions.cases_per_hour)
        numbers = np.arange(first, first + count, dtype=np.uint64)
        started = arrivals(conditions.seed, numbers, gap, round(first * gap))
        chunk = self._chunk = Chunk(
            first,
            started,
            transitions.start,
            transitions.blank,
            remembered=FaultKind.ORCHESTRATOR_CRASH in self._strikes.kinds,
        )
        self._settlement = Settlement(chunk, self._map, conditions)
        delivery = Delivery(
            chunk=chunk,
            strikes=self._strikes,
            world=self._world,
            conditions=conditions,
            names=self._map.names,
        )
        self._participants = Participants(
            compiled=self._map,
            catalogue=self._catalogue,
            chunk=chunk,
            queues=self._queues,
            delivery=delivery,
            strikes=self._strikes,
            conditions=conditions,
            wiring=transitions.wiring,
        )
        crashes = Crashes(
            chunk=chunk, strikes=self._strikes, conditions=conditions, world=self._world
        )
        self._owners = Owners(
            transitions=transitions,
            chunk=chunk,
            luck=self._luck,
            orchestrator=self._orchestrator,
            participants=self._participants,
            delivery=delivery,
            crashes=crashes,
            conditions=conditions,
            lay=self._lay_fresh,
        )
        for happening in self._catalogue:
            self._lay(happening)
        self._catalogue.fresh.clear()

    # The queue

    def _run(self) -> int:  # noqa: C901 (see below)
        """Let everything happen; the time of the last happening.

        One long function on purpose: at millions of happenings, calls are what costs.
        """
        chunk, tally = self._chunk, self._chunk.tally
        heap, rests, pages, pending = chunk.heap, chunk.rests, chunk.pages, chunk.pending
        started, ended = chunk.started, chunk.ended
        history, remembered = chunk.history, chunk.remembered
        partitions, hop = self._world.partitions, self._world.hop
        workers, shards = self._orchestrator.workers, self._orchestrator.shards
        cpu, write, shard_count = self._world.decision, self._world.write, len(shards)
        first, last = chunk.first, chunk.count - 1
        rare, carry_out, settle = self._happen, self._owners.carry_out, self._settlement.settle
        commanded = worked = answered = sent = heard = 0
        decisions = decided_us = durable = travelled = at = 0
        chunk.push(started[0], 0, self._catalogue.started)
        sequence = chunk.sequence
        while heap:
            at, _, place, happening = heap[0]
            kind = happening.kind
            if kind == _STARTED and place < last:
                pending[place + 1] += 1
                sequence += 1
                heappush(heap, (started[place + 1], sequence, place + 1, happening))
            if place in happening.odd:
                chunk.sequence = sequence
                rare(at, place, happening)
                sequence = chunk.sequence
                continue
            sequence += 1
            if kind == _WORK:
                # A command reaches its participant, who works on it and replies.
                pool = happening.queue
                begin = pool[0]
                end = (at if at > begin else begin) + happening.service[place]
                heapreplace(pool, end)
                happening.spans[place] = end - at
                worked += 1
                heapreplace(heap, (end + hop, sequence, place, happening.answer))
                continue
            # Somebody hears of something and decides.
            transition = rests[place].next.get(happening)
            if transition is None or not transition.single:
                chunk.sequence = sequence - 1
                rare(at, place, happening)
                sequence = chunk.sequence
                continue
            if kind == _CARRIED:
                heard += 1
                durable += happening.inbox
            elif happening.effect:
                page = pages[place].next.get((happening, True))
                if page is None:
                    page = self._transitions.entry(pages[place], happening, heard=True)
                pages[place] = page
            if happening.owner == ORCHESTRATOR:
                if kind == _ANSWER:
                    answered += 1
                begin = workers[0]
                done = (at if at > begin else begin) + cpu
                heapreplace(workers, done)
                shard = (first + place) % shard_count
                begin = shards[shard]
                done = shards[shard] = (done if done > begin else begin) + write
                decisions += 1
                decided_us += done - at
            else:
                done = at
            rests[place] = transition.rest
            if remembered:
                history[place].append(happening)
            single, target = transition.single, transition.target
            if single >= _END:
                if single == _END:
                    ended[place] = done
                sequence -= 1
                heappop(heap)
                pending[place] -= 1
                if not pending[place]:
                    settle(at, place)
                continue
            if place in target.odd:
                chunk.sequence = sequence - 1
                heappop(heap)
                carry_out(done, place, transition.acts)
                sequence = chunk.sequence
                pending[place] -= 1
                if not pending[place]:
                    settle(at, place)
                continue
            if single == _COMMAND:
                commanded += 1
                heapreplace(heap, (done + hop, sequence, place, target))
            elif single == _CARRY:
                sent += 1
                travelled += target.delay
                durable += target.outbox
                heapreplace(heap, (done + target.delay, sequence, place, target))
            else:
                service, queue = target.service[place], target.queue
                if target.pooled:
                    begin = queue[0]
                    end = (done if done > begin else begin) + service
                    heapreplace(queue, end)
                else:
                    mine = (first + place) % partitions % len(queue)
                    begin = queue[mine]
                    end = queue[mine] = (done if done > begin else begin) + service
                target.spans[place] = end - done
                heapreplace(heap, (end, sequence, place, target.answer))
        tally.sent += commanded + worked + sent
        tally.delivered += worked + answered + heard
        tally.durable_writes += durable + decisions
        tally.decisions += decisions
        tally.decided_us += decided_us
        tally.time["waiting"] += travelled + (commanded + worked) * hop
        return at

    def _happen(self, at: int, place: int, happening: Happening) -> None:
        """The long way round."""
        heappop(self._chunk.heap)
        kind = happening.kind
        if kind == _WORK:
            self._participants.arrive(at, place, happening)
        elif kind == _OTHER:
            happening.act(at, place)
        else:
            self._owners.hear(at, place, happening)
        self._chunk.pending[place] -= 1
        if not self._chunk.pending[place]:
            self._settlement.settle(at, place)

    # What is out of the ordinary

    def _lay_fresh(self) -> None:
        for happening in self._catalogue.fresh:
            self._lay(happening)
        self._catalogue.fresh.clear()

    def _lay(self, happening: Happening) -> None:
        """Lay out for this chunk what a happening is to each case."""
        happening.odd, happening.spans, happening.service = EVERY, [], []
        if self._careful or not happening.plain:
            return
        odd = np.zeros(self._chunk.count, dtype=bool)
        if happening.kind == Kind.WORK:
            odd |= self._odd_work(happening)
        elif happening.kind == Kind.CARRIED:
            odd |= self._struck(MESSAGE_FAULTS, happening.node, happening.key)
        if happening.kind != Kind.WORK and happening.owner == ORCHESTRATOR:
            crash = (FaultKind.ORCHESTRATOR_CRASH,)
            odd |= self._struck(crash, happening.node, happening.key)
        happening.odd = self._places(odd)

    def _places(self, odd: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Container[int]:
        follow = self._conditions.follow
        if follow is not None and 0 <= follow - self._chunk.first < self._chunk.count:
            odd[follow - self._chunk.first] = True
        return EVERY if odd.all() else frozenset(np.flatnonzero(odd).tolist())

    def _odd_work(self, work: Happening) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Work that fails, that a fault strikes, or of which nothing is heard in time."""
        rules, numbers, seed = (
            self._map.rules[work.node],
            self._chunk.numbers,
            self._conditions.seed,
        )
        table = np.array(rules.service)
        slots = draws(stream_of(seed, Purpose.SERVICE), numbers, work.key) & np.uint64(4095)
        service = table[slots.astype(np.int64)]
        work.service = service.tolist()
        work.spans = [-1] * self._chunk.count
        queues = self._queues.pools if work.pooled else self._queues.consumers
        work.queue = queues[work.participant]
        odd = np.zeros(self._chunk.count, dtype=bool)
        always = key_of(work.node, work.visit)
        if rules.permanent:
            odd |= below(stream_of(seed, Purpose.PERMANENT), numbers, always, rules.permanent)
        if rules.errors:
            odd |= below(stream_of(seed, Purpose.BUSINESS), numbers, always, rules.errors[-1][1])
        if rules.transient:
            odd |= below(stream_of(seed, Purpose.TRANSIENT), numbers, work.key, rules.transient)
        odd |= self._struck(WORK_FAULTS, work.node, work.key)
        if rules.human:
            odd |= self._struck(PERSON_FAULTS, work.node, work.key)
        if work.remote:
            odd |= self._struck(MESSAGE_FAULTS, work.node, work.key)
            odd |= self._struck(MESSAGE_FAULTS, work.node, work.answer.key)
        if rules.timeout is not None:
            odd |= service + work.answer.delay > rules.timeout
        return odd

    def _struck(
        self, kinds: tuple[FaultKind, ...], node: int, key: int
    ) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        if kinds is MESSAGE_FAULTS and FaultKind.BROKER_OUTAGE in self._strikes.kinds:
            # While the broker is away, no message of any case gets through.
            return np.ones(self._chunk.count, dtype=bool)
        found = np.zeros(self._chunk.count, dtype=bool)
        for kind in kinds:
            if kind in self._strikes.kinds:
                found |= self._strikes.likely(kind, node, self._chunk.numbers, key)
        return found


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """The loop makes no cycles, and half of its time would go into looking for them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
