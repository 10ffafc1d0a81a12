"""The simulation driver: runs many cases of one map under one model in virtual time.

What happens to a case is popped off one queue, ordered by time. Nearly all of it is ordinary: work
arrives, an answer comes, the next command goes out. ``_run`` takes that short cut in one loop
without calls; whatever is out of the ordinary for a case (``Happening.odd``) goes the long way,
through its ``Stage``, where owners, participants and the network do the same and more. Which cases
are odd is drawn for all cases of a chunk at once before they run (``Oddities``). Taking the long
way with every case gives the same figures; a test holds that.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from heapq import heappop, heappush, heapreplace

import numpy as np

from workflows.engine.core.ownership import ORCHESTRATOR
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.chunk import Chunk
from workflows.engine.drivers.conditions import Conditions
from workflows.engine.drivers.deployment import Deployment
from workflows.engine.drivers.faults import FaultKind
from workflows.engine.drivers.happenings import Happening, Kind
from workflows.engine.drivers.luck import arrivals, mean_gap
from workflows.engine.drivers.owners import Orchestrator
from workflows.engine.drivers.participants import Queues
from workflows.engine.drivers.settlement import close
from workflows.engine.drivers.stage import Stage
from workflows.engine.drivers.tally import Tally
from workflows.engine.drivers.transitions import Act, Deed, Transition, Transitions

__all__ = ["Simulation"]

_MOST_PER_CASE = 2_000
_STUCK = list(CaseVerdict).index(CaseVerdict.STUCK)

_WORK, _ANSWER, _CARRIED, _STARTED = (
    int(kind) for kind in (Kind.WORK, Kind.ANSWER, Kind.CARRIED, Kind.STARTED)
)
_COMMAND, _CARRY, _WORK_HERE, _SEVERAL, _END = (
    int(deed) for deed in (Deed.COMMAND, Deed.CARRY, Deed.WORK_HERE, Deed.SEVERAL, Deed.END)
)


class Simulation:
    """One world: an empty queue, idle servers and the cases that come in. ``careful`` sends every
    case the long way round."""

    def __init__(
        self,
        transitions: Transitions,
        conditions: Conditions,
        *,
        careful: bool = False,
        deployment: Deployment | None = None,
    ) -> None:
        self._transitions = transitions
        self._world = transitions.wiring.world
        self._conditions = conditions
        self._careful = careful or conditions.journal
        self._deployment = deployment
        widest = deployment.transitions if deployment else transitions
        self._queues = Queues(widest.compiled, self._world.partitions)
        self._orchestrator = Orchestrator(self._world.workers, self._world.shards)

    def run(self, first: int, count: int) -> Tally:
        """Run the cases ``first`` … ``first + count - 1`` until nothing more happens to any."""
        self._begin(first, count)
        if count > 0 and self._transitions.compiled.starts:
            with _without_garbage_collection():
                at = self._run()
            for stage in self._stages:
                stage.settlement.close(at)
            self._chunk.tally.span = at - self._chunk.started[0]
        close(self._chunk, [stage.transitions for stage in self._stages])
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
        crashing = any(f.kind is FaultKind.ORCHESTRATOR_CRASH for f in conditions.faults)
        self._chunk = Chunk(
            first, started, transitions.start, transitions.blank, remembered=crashing
        )
        self._stages = [self._stage(transitions)]
        self._switch = count
        if self._deployment is not None:
            self._stages.append(self._stage(self._deployment.transitions))
            self._switch = self._deployment.begin(self._chunk, self._stages)

    def _stage(self, transitions: Transitions) -> Stage:
        return Stage(
            transitions,
            self._conditions,
            chunk=self._chunk,
            queues=self._queues,
            orchestrator=self._orchestrator,
            careful=self._careful,
        )

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
        rare, carry_out, settle = self._happen, self._carry_out, self._settle
        switch = self._switch
        starters = [stage.transitions.catalogue.started for stage in self._stages]
        commanded = worked = answered = sent = heard = 0
        decisions = decided_us = durable = travelled = at = 0
        chunk.push(started[0], 0, starters[chunk.versions[0]])
        sequence, most = chunk.sequence, self._most()
        while heap:
            at, _, place, happening = heap[0]
            if sequence > most:
                self._give_up(at)
                break
            kind = happening.kind
            if kind == _STARTED and place < last:
                pending[place + 1] += 1
                sequence += 1
                starter = starters[0] if place + 1 < switch else starters[1]
                heappush(heap, (started[place + 1], sequence, place + 1, starter))
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
            if transition is not None and transition.question is not None:
                transition = self._answered(place, transition)
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
                    page = self._stage_of(place).entry(pages[place], happening)
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
            if single == _SEVERAL or place in target.odd:
                chunk.sequence = sequence - 1
                carry_out(done, place, transition)
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

    def _stage_of(self, place: int) -> Stage:
        return self._stages[self._chunk.versions[place]]

    def _happen(self, at: int, place: int, happening: Happening) -> None:
        """The long way round."""
        heappop(self._chunk.heap)
        self._stage_of(place).happen(at, place, happening)
        self._chunk.pending[place] -= 1
        if not self._chunk.pending[place]:
            self._settle(at, place)

    def _most(self) -> int:
        """How much may happen before the run is given up: many times what any sound case needs."""
        nodes = max(len(stage.transitions.compiled.ids) for stage in self._stages)
        return (self._chunk.count + 1) * (_MOST_PER_CASE + 50 * nodes)

    def _give_up(self, at: int) -> None:
        """End every case that still runs: some of them run in circles."""
        chunk = self._chunk
        for place in range(chunk.count):
            if chunk.pending[place]:
                transitions = self._stage_of(place).transitions
                halted = replace(chunk.rests[place].state.copy(), halted=True)
                chunk.rests[place] = transitions.rest_of(halted)
                chunk.note(at, place, "given up with its run, in which too much happened")
                self._settle(at, place)
        for place in range(chunk.count):
            if chunk.outcomes[place] < 0:
                chunk.outcomes[place] = _STUCK
        chunk.heap.clear()

    def _answered(self, place: int, transition: Transition) -> Transition | None:
        """Where the way goes on after what the machine asks; None where it has not been yet."""
        found: Transition | None = transition
        while found is not None and found.question is not None:
            answer = self._stage_of(place).owners.answer(place, found.question)
            found = found.answers.get(answer)
        return found

    def _carry_out(self, at: int, place: int, transition: Transition) -> None:
        """Decided the short way; carried out the short way too, where nothing is odd."""
        heappop(self._chunk.heap)
        owners = self._stage_of(place).owners
        for act in transition.acts:
            if place in act.happening.odd:
                owners.carry_out(at, place, (act,))
            else:
                self._go(at, place, act)

    def _go(self, at: int, place: int, act: Act) -> None:
        """As the loop does it."""
        target, tally, case = act.happening, self._chunk.tally, self._chunk.first + place
        if act.deed is Deed.WORK_HERE:
            end = self._queues.take(at, target, case, target.service[place], pooled=target.pooled)
            target.spans[place] = end - at
            self._chunk.push(end, place, target.answer)
            return
        tally.sent += 1
        tally.durable_writes += target.outbox
        tally.time["waiting"] += target.delay
        self._chunk.push(at + target.delay, place, target)

    def _settle(self, at: int, place: int) -> None:
        self._stage_of(place).settlement.settle(at, place)


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
