"""Runs the engine's core along a recorded trace.

The machine decides for itself what follows from what. From the trace it learns only what it cannot
know: by which start the case began, which events came from outside, how long the steps took, and
which flows the gateways took.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from tests.conformance.traces import ENTER, EXIT, SIGNAL, Mark, Trace
from workflows.definition.model import Definition, EventKind, NodeKind
from workflows.engine.coordination.ownership import assign
from workflows.engine.core.compiled import compile_map
from workflows.engine.core.events import CaseStarted, Event, StepSucceeded, TimerFired, Triggered
from workflows.engine.core.machine import Machine
from workflows.engine.core.questions import Question, QuestionKind
from workflows.engine.core.state import CaseState, Key
from workflows.engine.core.steps import Steps
from workflows.engine.core.tables import CompiledMap, Role

__all__ = ["replayed"]

_FROM_OUTSIDE = frozenset(
    {EventKind.NONE, EventKind.TIMER, EventKind.MESSAGE, EventKind.SIGNAL, EventKind.CONDITIONAL}
)


def replayed(definition: Definition, trace: Trace) -> list[Mark]:
    """The marks that the machine makes, all decisions taken by one owner."""
    return _Replay(definition, trace).run()


class _Replay:
    """One case on its way along a trace."""

    def __init__(self, definition: Definition, trace: Trace) -> None:
        self.definition = definition
        self.trace = trace
        self.compiled = compile_map(definition)
        ownership = assign(self.compiled, lambda _: True)
        choices = _Choices(self.compiled, trace)
        self.machine = Machine(self.compiled, ownership, choices.answer, CaseState())
        self.machine.steps = _Steps(self.machine, self._is_done_at_once)
        self.made: list[Mark] = []
        self.begun = False

    def run(self) -> list[Mark]:
        """Follow the trace: what the machine has not done by itself when the trace has it came
        from outside."""
        seen: Counter[Mark] = Counter()
        for mark in self.trace.marks:
            seen[mark] += 1
            if not self.begun:
                self._begin()
            if self.made.count(mark) < seen[mark]:
                self._cause(mark)
        return self.made

    def _begin(self) -> None:
        """Start the case by the start event that the trace has first, else without one."""
        self.begun = True
        signalled = (mark.element for mark in self.trace.marks if mark.kind == SIGNAL)
        starts = (start for element in signalled if (start := self._start(element)) >= 0)
        self._receive(CaseStarted(next(starts, -1)))

    def _start(self, element: str) -> int:
        """The start event of a process; -1 for anything else."""
        node = self.definition.by_id.get(element)
        is_start = node is not None and node.kind is NodeKind.START and node.parent is None
        return self.compiled.ids.index(element) if is_start else -1

    def _cause(self, mark: Mark) -> None:
        """Let what the mark tells of happen, if it is something that happens outside."""
        if mark.kind == SIGNAL:
            self._trigger(mark.element)
        elif mark.kind == EXIT:
            self._finish(mark.element)

    def _trigger(self, element: str) -> None:
        for message in self.definition.message_flows:
            if message.id == element:
                if message.source in self.definition.by_id:
                    self._finish(message.source)
                else:
                    self._trigger(message.target)
                return
        key = self._key(element, self._listening())
        if key is None and self._start(element) >= 0:
            self._receive(CaseStarted(self._start(element)))
        elif key is None:
            self._finish(element)
        elif self.compiled.events[key[0]] is EventKind.TIMER:
            self._receive(TimerFired(*key))
        elif self.compiled.events[key[0]] in _FROM_OUTSIDE:
            self._receive(Triggered(*key))

    def _listening(self) -> list[Key]:
        """What an event from outside could be meant for."""
        state, kinds = self.machine.state, self.compiled.kinds
        receiving = [key for key in state.open if kinds[key[0]] is NodeKind.RECEIVE_TASK]
        return [*state.waits, *receiving]

    def _finish(self, element: str) -> None:
        """The oldest open performance of a step succeeds."""
        performances = self.machine.state.open
        key = self._key(element, list(performances))
        if key is not None:
            self._receive(StepSucceeded(*key, performances[key]))

    def _key(self, element: str, keys: Sequence[Key]) -> Key | None:
        return next((key for key in keys if self.compiled.elements[key[0]] == element), None)

    def _receive(self, event: Event) -> None:
        self.machine.receive(event)
        self.made += self._latest()

    def _latest(self) -> list[Mark]:
        return [Mark(mark.kind.value, mark.element) for mark in self.machine.trace]

    def _is_done_at_once(self, node: int) -> bool:
        """Whether the step that has just been entered takes no time: the trace leaves it without
        a signal to it or to its boundary."""
        element = self.compiled.elements[node]
        entered = Mark(ENTER, element)
        time = [*self.made, *self._latest()].count(entered)
        begin = _place(self.trace.marks, entered, time)
        end = _place(self.trace.marks, Mark(EXIT, element), time)
        signals = {Mark(SIGNAL, element)}
        signals |= {Mark(SIGNAL, self.compiled.elements[n]) for n in self.compiled.boundaries[node]}
        return 0 <= begin < end and signals.isdisjoint(self.trace.marks[begin:end])


def _place(marks: Sequence[Mark], mark: Mark, time: int) -> int:
    """Where a mark stands for the ``time``-th time, -1 for nowhere."""
    places = [place for place, found in enumerate(marks) if found == mark]
    return places[time - 1] if 0 < time <= len(places) else -1


class _Steps(Steps):
    """Steps of which some are done at once, before anything else moves: the simulator has no
    working time, and what its steps do at once races with the other branches."""

    def __init__(self, machine: Machine, at_once: Callable[[int], bool]) -> None:
        super().__init__(machine)
        self.at_once = at_once

    def begin(self, key: Key, scope: int, loop: int = 0) -> None:
        """Have a step done, and hear of it at once where it takes no time."""
        super().begin(key, scope, loop)
        if key in self.state.open and self.at_once(key[0]):
            self.succeeded(StepSucceeded(*key, self.state.open[key]))


class _Choices:
    """Answers the machine's questions as the gateways of a trace did, time after time."""

    def __init__(self, compiled: CompiledMap, trace: Trace) -> None:
        self.compiled = compiled
        self.trace = trace
        self.time: dict[int, int] = {}
        self.place: dict[int, int] = {}

    def answer(self, question: Question) -> int:
        """The place of the flow taken, or whether the flow in question was."""
        node, place = question.node, question.place
        if question.kind is QuestionKind.PICK or place <= self.place.get(node, place):
            self.time[node] = self.time.get(node, -1) + 1
        if self.compiled.roles[node] is Role.RACE:
            return self._winner(node)
        flows = [self.compiled.flow_ids[flow] for flow, _ in self.compiled.outgoing[node]]
        taken = self._nth(self.trace.chosen.get(self._element(node), ()), node, frozenset())
        if question.kind is QuestionKind.PICK:
            return next((i for i, flow in enumerate(flows) if flow in taken), 0)
        self.place[node] = place
        return int(flows[place] in taken)

    def _winner(self, gateway: int) -> int:
        """Which event behind an event-based gateway happens."""
        events = [self._element(target) for _, target in self.compiled.outgoing[gateway]]
        happened = [m.element for m in self.trace.marks if m.kind == SIGNAL and m.element in events]
        return events.index(self._nth(happened, gateway, events[0]))

    def _nth[Thing](self, times: Sequence[Thing], node: int, otherwise: Thing) -> Thing:
        time = self.time[node]
        return times[time] if time < len(times) else otherwise

    def _element(self, node: int) -> str:
        return self.compiled.elements[node]
