"""Short ways to run small maps in tests: one machine by hand, or many cases in a world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflows.definition.model import Definition, OrchestrationModel, Side
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.core.commands import Command
from workflows.engine.core.compiled import compile_map
from workflows.engine.core.events import CaseStarted, Event, StepSucceeded
from workflows.engine.core.machine import Machine
from workflows.engine.drivers.conditions import Conditions
from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.engine.drivers.simulation import Simulation
from workflows.engine.drivers.tally import Tally

__all__ = ["ByHand", "simulate"]


class ByHand:
    """One case of a map, driven event by event and told about by the names of nodes."""

    def __init__(
        self,
        definition: Definition,
        model: OrchestrationModel = OrchestrationModel.CENTRALIZED,
        *,
        case: int = 0,
    ) -> None:
        self.compiled = compile_map(definition)
        ownership = COORDINATIONS[model](self.compiled, {})
        self.machine = Machine(self.compiled, ownership, (1, 2), case)
        self.commands: list[Command] = []

    def node(self, name: str) -> int:
        """The number of a node."""
        return self.compiled.ids.index(name)

    def start(self) -> ByHand:
        """Begin the case."""
        return self.receive(CaseStarted())

    def receive(self, event: Event) -> ByHand:
        """Give the machine an event and keep what it asks for."""
        self.commands = list(self.machine.receive(event))
        return self

    def done(self, name: str, attempt: int = 1, visit: int = 1) -> ByHand:
        """A step (or ``undo x``) succeeded."""
        return self.receive(StepSucceeded(self.node(name), visit, attempt))

    @property
    def asked(self) -> list[str]:
        """The commands as words, ``PerformStep a``, in order."""
        return [
            " ".join([type(command).__name__, *self._about(command)]) for command in self.commands
        ]

    def _about(self, command: Command) -> Sequence[str]:
        node = getattr(command, "node", None)
        return [] if node is None else [self.compiled.ids[node]]


def simulate(
    definition: Definition,
    model: OrchestrationModel = OrchestrationModel.CENTRALIZED,
    *,
    cases: int = 200,
    seed: int = 7,
    faults: Mapping[FaultKind, float] | None = None,
    boundary: Mapping[str, Side] | None = None,
    outbox: bool = True,
    inbox: bool = True,
    cases_per_hour: float = 3_600.0,
) -> Tally:
    """Run cases with these shares of faults."""
    compiled = compile_map(definition)
    conditions = Conditions(
        seed=seed,
        cases_per_hour=cases_per_hour,
        faults=tuple(Fault(kind=kind, share=share) for kind, share in (faults or {}).items()),
        outbox=outbox,
        inbox=inbox,
    )
    ownership = COORDINATIONS[model](compiled, boundary or {})
    return Simulation(compiled, ownership, conditions).run(0, cases)
