"""Transitions: what the machine would do, looked up instead of worked out again.

The machine is a pure function of a case's state, of what happens and of the answers to what it
asks. Cases are alike: thousands of them stand in the same state and meet the same thing. So each
state is kept once, as a ``Rest``, and what follows from it is worked out by the machine the first
time it is met and looked up from then on, like the states of a lazily built automaton (Aho,
Sethi and Ullman, *Compilers*, 3.7; RE2). Where the machine asks, the way forks by the answers.

Ledgers are kept the same way, as ``Page`` objects.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from workflows.engine.core.commands import (
    AskPerson,
    AwaitOutside,
    Carry,
    Command,
    EndCase,
    HaltCase,
    ParkCase,
    PerformStep,
    RejectAnswer,
    StartTimer,
    Withdraw,
)
from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.ledger import Ledger
from workflows.engine.core.machine import Machine
from workflows.engine.core.ownership import Ownership
from workflows.engine.core.questions import Question
from workflows.engine.core.state import CaseState
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.catalogue import Catalogue
from workflows.engine.drivers.conditions import Wiring
from workflows.engine.drivers.happenings import Happening, Kind

__all__ = ["Act", "Deed", "Page", "Rest", "Transition", "Transitions"]

_MOST_STATES = 200_000
_NOBODY = Happening(Kind.OTHER)


class Deed(IntEnum):
    """What the driver does about one command. The first ones are worth a short cut."""

    MIXED = 0
    """Several things, or one that is rare."""
    COMMAND = 1
    """Send the work to the participant."""
    CARRY = 2
    """Send what one owner tells another."""
    WORK_HERE = 3
    """The owner does the work itself."""
    SEVERAL = 4
    """More than one of the above."""
    END = 5
    """The case is over."""
    NOTHING = 6
    """The case waits."""
    LATER = 7
    """Have the work done after a while."""
    TIMER = 8
    AWAIT = 9
    NOTE = 10
    """Something to be remembered about the case: parked, escalated, rejected, given up."""


class Act(NamedTuple):
    """A command as the driver carries it out; ``delay`` in microseconds."""

    deed: Deed
    happening: Happening
    delay: int
    command: Command


class Rest:
    """A state in which cases rest, and where what happens to them leads from there."""

    __slots__ = ("next", "state", "verdicts")

    def __init__(self, state: CaseState) -> None:
        self.state = state
        self.next: dict[Happening, Transition] = {}
        self.verdicts: dict[Hashable, tuple[CaseVerdict, str]] = {}


class Transition:
    """Where a case comes to rest next and what has to be done.

    ``single`` is the one ``Deed`` as a plain integer where there is only one, and it is a frequent
    one, with its ``target``. ``idle`` says that nothing came of it. Where the machine asked a
    ``question``, the rest stands under its ``answers``.
    """

    __slots__ = ("acts", "answers", "idle", "question", "rest", "single", "target")

    def __init__(
        self,
        rest: Rest,
        acts: tuple[Act, ...] = (),
        *,
        idle: bool = False,
        question: Question | None = None,
    ) -> None:
        self.rest = rest
        self.acts = acts
        self.idle = idle
        self.question = question
        self.answers: dict[int, Transition] = {}
        plain = not idle and question is None
        self.single = int(_single(acts)) if plain else int(Deed.MIXED)
        self.target = acts[0].happening if acts else _NOBODY


class Page:
    """A ledger as some cases have it, and how it reads after the next entry."""

    __slots__ = ("ledger", "next")

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.next: dict[tuple[Happening, bool], Page] = {}


class Transitions:
    """All that was ever worked out for one map under one ownership. Grows with what is met and may
    be kept for as many runs as one likes: it holds nothing about any single case."""

    def __init__(self, compiled: CompiledMap, ownership: Ownership, wiring: Wiring) -> None:
        self.compiled = compiled
        self.ownership = ownership
        self.wiring = wiring
        self.catalogue = Catalogue(compiled, ownership, wiring)
        self._rests: dict[Hashable, Rest] = {}
        self._pages: dict[Hashable, Page] = {}
        self.start = self.rest_of(self._machine(CaseState(), _unasked).state)
        self.blank = self.page_of(Ledger())

    def step(
        self, rest: Rest, happening: Happening, answer: Callable[[Question], int]
    ) -> Transition:
        """What follows when this happens to a case that rests there; ``answer`` answers the
        machine's questions about it."""
        found = rest.next.get(happening)
        while found is not None and found.question is not None:
            found = found.answers.get(answer(found.question))
        return self._learn(rest, happening, answer) if found is None else found

    def entry(self, page: Page, answer: Happening, *, heard: bool) -> Page:
        """The ledger after a step was done (or undone); ``heard``: whoever waits was told."""
        found = page.next.get((answer, heard))
        if found is None:
            found = page.next[answer, heard] = self.page_of(self._written(page, answer, heard))
        return found

    def _written(self, page: Page, answer: Happening, heard: bool) -> Ledger:
        ledger = page.ledger.copy()
        rules = self.compiled.rules[answer.node]
        if rules.undoes >= 0:
            ledger.undo((rules.undoes, answer.visit), idempotent=rules.idempotent)
        else:
            key = (answer.node, answer.visit)
            ledger.do(key, idempotent=rules.idempotent)
            if heard:
                ledger.acknowledged.add(key)
        return ledger

    def _learn(
        self, rest: Rest, happening: Happening, answer: Callable[[Question], int]
    ) -> Transition:
        asked: list[tuple[Question, int]] = []

        def ask(question: Question) -> int:
            asked.append((question, answer(question)))
            return asked[-1][1]

        machine = self._machine(rest.state.copy(), ask)
        commands = machine.receive(happening.event)
        after = self.rest_of(machine.state)
        acts = tuple(
            act for command in commands if (act := self._act(command, happening)) is not None
        )
        learned = Transition(after, acts, idle=after is rest and not acts)
        _remember(rest, happening, asked, learned)
        return learned

    def _machine(self, state: CaseState, ask: Callable[[Question], int]) -> Machine:
        return Machine(self.compiled, self.ownership, ask, state)

    def rest_of(self, state: CaseState) -> Rest:
        """The one ``Rest`` for this state."""
        if len(self._rests) >= _MOST_STATES:
            # Cases under way keep their states; what is met again is worked out again.
            self._rests.clear()
        return self._rests.setdefault(state.frozen(), Rest(state))

    def page_of(self, ledger: Ledger) -> Page:
        """The one ``Page`` for this ledger."""
        if len(self._pages) >= _MOST_STATES:
            self._pages.clear()
        return self._pages.setdefault(ledger.frozen(), Page(ledger))

    def _act(self, command: Command, cause: Happening) -> Act | None:
        known = self.catalogue
        match command:
            case PerformStep():
                work = known.work(command.node, command.visit, command.attempt, command.again)
                deed = Deed.COMMAND if work.remote else Deed.WORK_HERE
                later = command.delay > 0
                return Act(Deed.LATER if later else deed, work, command.delay, command)
            case Carry():
                return Act(Deed.CARRY, known.carried(command), 0, command)
            case StartTimer(node, visit, delay):
                return Act(Deed.TIMER, known.timer(node, visit), delay, command)
            case AwaitOutside(node, visit):
                return Act(Deed.AWAIT, known.trigger(node, visit), 0, command)
            case EndCase():
                return Act(Deed.END, cause, 0, command)
            case ParkCase() | AskPerson() | RejectAnswer() | HaltCase():
                return Act(Deed.NOTE, cause, 0, command)
            case Withdraw():
                return None


def _unasked(question: Question) -> int:
    raise LookupError(f"nothing has happened yet, but {question} is asked")


def _single(acts: tuple[Act, ...]) -> Deed:
    if not acts:
        return Deed.NOTHING
    if not all(_is_plain(act) for act in acts):
        return Deed.MIXED
    if len(acts) == 1:
        return acts[0].deed
    return Deed.SEVERAL if all(act.deed < Deed.SEVERAL for act in acts) else Deed.MIXED


def _is_plain(act: Act) -> bool:
    copied = isinstance(act.command, Carry) and act.command.again
    return act.deed <= Deed.END and act.happening.plain and not copied


def _remember(
    rest: Rest, happening: Happening, asked: list[tuple[Question, int]], learned: Transition
) -> None:
    """File the transition under the answers that led to it."""
    if not asked:
        rest.next[happening] = learned
        return
    fork = rest.next.setdefault(happening, Transition(rest, question=asked[0][0]))
    for (_, answer), (question, _) in pairwise(asked):
        fork = fork.answers.setdefault(answer, Transition(rest, question=question))
    fork.answers[asked[-1][1]] = learned
