"""What is out of the ordinary: drawn for all cases of a chunk before they run."""

from __future__ import annotations

from array import array
from collections.abc import Container

import numpy as np
from numpy.typing import NDArray

from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.ownership import ORCHESTRATOR
from workflows.engine.core.streams import Purpose, key_of, stream_of
from workflows.engine.drivers.catalogue import Catalogue
from workflows.engine.drivers.chunk import Chunk
from workflows.engine.drivers.conditions import Conditions
from workflows.engine.drivers.delivery import MESSAGE_FAULTS
from workflows.engine.drivers.faults import FaultKind
from workflows.engine.drivers.happenings import EVERY, Happening, Kind
from workflows.engine.drivers.luck import below, draws
from workflows.engine.drivers.participants import PERSON_FAULTS, WORK_FAULTS, Queues
from workflows.engine.drivers.strikes import Strikes

__all__ = ["Oddities"]

_NONE = array("q")

type Places = NDArray[np.bool_]
"""A mark for each case of the chunk."""


class Oddities:
    """Lays out, for one chunk, what a happening is to each case. With ``careful``, everything is
    out of the ordinary."""

    __slots__ = (
        "_careful",
        "_catalogue",
        "_chunk",
        "_follow",
        "_map",
        "_queues",
        "_seed",
        "_strikes",
    )

    def __init__(
        self,
        *,
        compiled: CompiledMap,
        catalogue: Catalogue,
        chunk: Chunk,
        strikes: Strikes,
        queues: Queues,
        conditions: Conditions,
        careful: bool,
    ) -> None:
        self._map = compiled
        self._catalogue = catalogue
        self._chunk = chunk
        self._strikes = strikes
        self._queues = queues
        self._seed = conditions.seed
        self._follow = conditions.follow
        self._careful = careful

    def lay_all(self) -> None:
        """Lay out every happening that is known so far."""
        for happening in self._catalogue:
            self._lay(happening)
        self._catalogue.fresh.clear()

    def lay_fresh(self) -> None:
        """Lay out those that came up since."""
        for happening in self._catalogue.fresh:
            self._lay(happening)
        self._catalogue.fresh.clear()

    def _lay(self, happening: Happening) -> None:
        happening.odd, happening.spans, happening.service = EVERY, _NONE, _NONE
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

    def _places(self, odd: Places) -> Container[int]:
        follow = self._follow
        if follow is not None and 0 <= follow - self._chunk.first < self._chunk.count:
            odd[follow - self._chunk.first] = True
        return EVERY if odd.all() else frozenset(np.flatnonzero(odd).tolist())

    def _odd_work(self, work: Happening) -> Places:
        """Work that fails, that a fault strikes, or of which nothing is heard in time."""
        rules, numbers = self._map.rules[work.node], self._chunk.numbers
        slots = draws(stream_of(self._seed, Purpose.SERVICE), numbers, work.key) & np.uint64(4095)
        service = self._catalogue.times(work.node)[slots.astype(np.int64)]
        # Arrays instead of lists: those of a long map would not fit into a processor's cache.
        work.service = array("q", service.tobytes())
        work.spans = array("q", [-1]) * self._chunk.count
        queues = self._queues.pools if work.pooled else self._queues.consumers
        work.queue = queues[work.participant]
        odd = self._failing(work) | self._struck(WORK_FAULTS, work.node, work.key)
        if rules.human:
            odd |= self._struck(PERSON_FAULTS, work.node, work.key)
        if work.remote:
            odd |= self._struck(MESSAGE_FAULTS, work.node, work.key)
            odd |= self._struck(MESSAGE_FAULTS, work.node, work.answer.key)
        if rules.timeout is not None:
            odd |= service + work.answer.delay > rules.timeout
        return odd

    def _failing(self, work: Happening) -> Places:
        rules = self._map.rules[work.node]
        bound = rules.errors[-1][1] if rules.errors else 0
        always = key_of(work.node, work.visit)
        return (
            self._drawn(Purpose.PERMANENT, always, rules.permanent)
            | self._drawn(Purpose.BUSINESS, always, bound)
            | self._drawn(Purpose.TRANSIENT, work.key, rules.transient)
        )

    def _drawn(self, purpose: Purpose, key: int, threshold: int) -> Places:
        if not threshold:
            return np.zeros(self._chunk.count, dtype=bool)
        return below(stream_of(self._seed, purpose), self._chunk.numbers, key, threshold)

    def _struck(self, kinds: tuple[FaultKind, ...], node: int, key: int) -> Places:
        if kinds is MESSAGE_FAULTS and FaultKind.BROKER_OUTAGE in self._strikes.kinds:
            # While the broker is away, no message of any case gets through.
            return np.ones(self._chunk.count, dtype=bool)
        found = np.zeros(self._chunk.count, dtype=bool)
        for kind in kinds:
            if kind in self._strikes.kinds:
                found |= self._strikes.likely(kind, node, self._chunk.numbers, key)
        return found
