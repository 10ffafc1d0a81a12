"""When a fault strikes: the faults of an experiment, looked up by node and drawn.

Each kind has a stream of its own and each draw is keyed by what it strikes, so that adding one
fault moves nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.rules import SECOND
from workflows.engine.core.streams import Purpose, draw, stream_of, threshold_of
from workflows.engine.drivers.faults import Fault, FaultKind

__all__ = ["FaultTable"]

_PURPOSES = {
    FaultKind.STEP_ERROR: Purpose.STEP_ERROR,
    FaultKind.ORCHESTRATOR_CRASH: Purpose.CRASH,
    FaultKind.MESSAGE_LOST: Purpose.LOSS,
    FaultKind.MESSAGE_DUPLICATED: Purpose.DUPLICATE,
    FaultKind.HUMAN_SILENT: Purpose.SILENCE,
}


class FaultTable:
    """The faults of one experiment, looked up by node.

    Two faults of a kind on one step add their shares. A message strikes the step it is for, or
    the step it answers; the undoing of a step counts as that step. An orchestrator crash that
    names a step strikes at writes about that step only.
    """

    __slots__ = ("_streams", "_thresholds", "active", "downtime")

    def __init__(self, faults: Sequence[Fault], compiled: CompiledMap, seed: int) -> None:
        self._streams = {kind: stream_of(seed, purpose) for kind, purpose in _PURPOSES.items()}
        self._thresholds = {kind: _thresholds(faults, kind, compiled) for kind in FaultKind}
        self.active = {kind: any(self._thresholds[kind]) for kind in FaultKind}
        crashes = [f for f in faults if f.kind is FaultKind.ORCHESTRATOR_CRASH]
        self.downtime = round(max((f.duration for f in crashes), default=0.0) * SECOND)

    def strikes(self, kind: FaultKind, node: int, case: int, key: int) -> bool:
        """Whether the fault strikes at this occasion of this node."""
        threshold = self._thresholds[kind][node]
        return threshold > 0 and draw(self._streams[kind], case, key) < threshold


def _thresholds(faults: Sequence[Fault], kind: FaultKind, compiled: CompiledMap) -> tuple[int, ...]:
    shares = [0.0] * len(compiled.ids)
    for fault in faults:
        if fault.kind is kind:
            for node in range(len(shares)):
                if fault.step is None or _concerns(compiled, node) == fault.step:
                    shares[node] += fault.share
    return tuple(threshold_of(share) for share in shares)


def _concerns(compiled: CompiledMap, node: int) -> str:
    rules = compiled.rules.get(node)
    return compiled.ids[rules.undoes if rules is not None and rules.undoes >= 0 else node]
