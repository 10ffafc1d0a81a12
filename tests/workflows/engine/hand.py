"""One case of a small map, driven by hand: a test gives events and reads what the machine asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflows.definition.model import Definition, OrchestrationModel, Side
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.core.commands import Carry, Command
from workflows.engine.core.compiled import compile_map
from workflows.engine.core.events import (
    CaseStarted,
    Event,
    StepFailed,
    StepSucceeded,
    TimerFired,
    Triggered,
)
from workflows.engine.core.machine import Machine
from workflows.engine.core.questions import Question, QuestionKind
from workflows.engine.core.streams import FULL

__all__ = ["ByHand"]


class ByHand:
    """One case, told about by the names of nodes.

    Questions are answered as the median case would: the way that most take, a condition by
    ``values``. Every event is checked on the way: a stored state, restored, is the same state.
    """

    def __init__(
        self,
        definition: Definition,
        model: OrchestrationModel = OrchestrationModel.CENTRALIZED,
        *,
        boundary: Mapping[str, Side] | None = None,
        values: Mapping[str, str | float | bool] | None = None,
    ) -> None:
        self.compiled = compile_map(definition)
        ownership = COORDINATIONS[model](self.compiled, boundary or {})
        self.machine = Machine(self.compiled, ownership, self._answer)
        self.values = dict(values or {})
        self.history: list[Event] = []
        self.commands: list[Command] = []
        self.questions: list[Question] = []

    def _answer(self, question: Question) -> int:
        self.questions.append(question)
        middle = FULL // 2
        match question.kind:
            case QuestionKind.HOLDS:
                test = self.compiled.tests[question.place]
                return int(test.condition.holds(self.values))
            case QuestionKind.PICK:
                chances = self.compiled.chances[question.node]
                return next(place for place, bound in enumerate(chances) if middle < bound)
            case QuestionKind.TAKE:
                return int(self.compiled.chances[question.node][question.place] > middle)
            case QuestionKind.AGAIN:
                return int(self.compiled.loops[question.node].again > middle)

    # Events

    def node(self, name: str) -> int:
        """The number of a node."""
        return self.compiled.ids.index(name)

    def start(self, name: str = "") -> ByHand:
        """Begin the case, by this start event or as any case does."""
        return self.receive(CaseStarted(self.node(name)) if name else CaseStarted())

    def receive(self, event: Event) -> ByHand:
        """Give the machine an event and keep what it asks for."""
        self.history.append(event)
        self.commands = list(self.machine.receive(event))
        state = self.machine.state
        assert type(state).from_json(state.as_json()).frozen() == state.frozen()
        return self

    def done(self, name: str, attempt: int = 1, visit: int = 1) -> ByHand:
        """A step (or ``undo x``) succeeded."""
        return self.receive(StepSucceeded(self.node(name), visit, attempt))

    def fails(self, name: str, error: str = "", *, visit: int = 1) -> ByHand:
        """A step fails for good: by a business error, or by failing on every attempt."""
        node = self.node(name)
        while (attempt := self.machine.state.open.get((node, visit))) is not None:
            self.receive(StepFailed(node, visit, attempt, permanent=False, error=error))
            if error:
                break
        return self

    def fires(self, name: str, visit: int = 1) -> ByHand:
        """A timer runs out."""
        return self.receive(TimerFired(self.node(name), visit))

    def triggers(self, name: str) -> ByHand:
        """What this node waits for happens outside."""
        node = self.node(name)
        waiting = {**self.machine.state.waits, **self.machine.state.open}
        visit = min(visit for waiter, visit in waiting if waiter == node)
        return self.receive(Triggered(node, visit))

    def deliver(self) -> ByHand:
        """The network delivers all that is carried, one after another, until nothing is."""
        pending = [c for c in self.commands if isinstance(c, Carry)]
        rest: list[Command] = [c for c in self.commands if not isinstance(c, Carry)]
        while pending:
            self.receive(pending.pop(0).event)
            pending += [c for c in self.commands if isinstance(c, Carry)]
            rest += [c for c in self.commands if not isinstance(c, Carry)]
        self.commands = rest
        return self

    # What it looks like

    @property
    def asked(self) -> list[str]:
        """The commands as words, ``PerformStep a``, in order."""
        return [
            " ".join([type(command).__name__, *self._about(command)]) for command in self.commands
        ]

    def _about(self, command: Command) -> Sequence[str]:
        node = getattr(command, "node", None)
        return [] if node is None else [self.compiled.ids[node]]

    @property
    def at_work(self) -> list[str]:
        """The steps that somebody works on."""
        return sorted(self.compiled.ids[node] for node, _ in self.machine.state.open)

    @property
    def trace(self) -> list[str]:
        """The marks of the last event: ``> a`` entered, ``< a`` left, ``! a`` happened."""
        signs = {"enter": ">", "exit": "<", "signal": "!"}
        return [f"{signs[mark.kind.value]} {mark.element}" for mark in self.machine.trace]
