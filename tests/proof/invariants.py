"""What holds for every case of every map under every model, whatever the faults.

Each invariant is a plain function over ``Runs`` that tells every violation in one line; the table
at the end names them all. The same functions serve the test suite, the planted bugs and the soak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.proof import laws, recovery, undoing
from tests.proof.runs import Runs, Story
from tests.proof.traits import calm, may_be_left_to_people, noticed, tidy
from workflows.engine.core.commands import Command, PerformStep, StartTimer
from workflows.engine.core.events import Event, StepFailed, TimerFired, TokenRepeated
from workflows.engine.core.questions import Question
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.faults import FaultKind

__all__ = ["INVARIANTS", "Invariant", "violations"]

type _Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Invariant:
    """A rule, in a sentence, and how to find where it is broken."""

    name: str
    sentence: str
    broken: Callable[[Runs], Iterator[str]]


def violations(runs: Runs) -> Iterator[tuple[Invariant, str]]:
    """Every violation of every invariant."""
    for invariant in INVARIANTS:
        for text in invariant.broken(runs):
            yield invariant, text


# Effects


def acknowledged_is_lost(runs: Runs) -> Iterator[str]:
    for model in runs.models:
        for case in runs.trial(model).cases:
            if case.ledger.lost:
                yield f"{model.value}, case {case.number}: lost {case.ledger.lost}"


def doubled_under_one_key(runs: Runs) -> Iterator[str]:
    for model in runs.models:
        trial = runs.trial(model)
        rules = trial.transitions.compiled.rules
        for case in trial.cases:
            for (node, visit), count in case.ledger.done.items():
                if count > 1 and rules[node].idempotent:
                    yield f"{model.value}, case {case.number}: {node, visit} done {count} times"


def inconsistent_in_a_sound_world(runs: Runs) -> Iterator[str]:
    scenario = runs.scenario
    if scenario.outbox and scenario.inbox and tidy(runs.definition):
        yield from _ended_as(runs, CaseVerdict.INCONSISTENT)


def silent_in_a_watched_world(runs: Runs) -> Iterator[str]:
    scenario = runs.scenario
    if scenario.outbox and scenario.inbox and noticed(runs.definition):
        yield from _ended_as(runs, CaseVerdict.STUCK)


def _ended_as(runs: Runs, verdict: CaseVerdict) -> Iterator[str]:
    for model in runs.models:
        for case in runs.trial(model).cases:
            if case.verdict is verdict:
                chain = "; ".join(case.notes)
                yield f"{model.value}, case {case.number} ended {verdict.value}: {chain}"


# Ends


def unfinished_without_faults(runs: Runs) -> Iterator[str]:
    good = {CaseVerdict.COMPLETED, CaseVerdict.COMPENSATED}
    if may_be_left_to_people(runs.definition):
        good |= {CaseVerdict.DEAD_LETTERED, CaseVerdict.WAITING}
    if not tidy(runs.definition):
        good.add(CaseVerdict.INCONSISTENT)
    for model in runs.models:
        for case in runs.trial(model, faults=()).cases:
            if case.verdict not in good:
                yield f"{model.value}, case {case.number} ended {case.verdict.value}"


# Messages


def messages_unaccounted(runs: Runs) -> Iterator[str]:
    for model in runs.models:
        tally = runs.trial(model).tally
        if tally.sent != tally.delivered + tally.dead_lettered + tally.lost:
            yield (
                f"{model.value}: {tally.sent} sent, {tally.delivered} delivered, "
                f"{tally.dead_lettered} dead letters, {tally.lost} lost"
            )


def more_lost_than_injected(runs: Runs) -> Iterator[str]:
    kinds = {fault.kind for fault in runs.scenario.faults}
    if FaultKind.BROKER_OUTAGE in kinds:
        return
    for model in runs.models:
        tally = runs.trial(model).tally
        injected = tally.injected[FaultKind.MESSAGE_LOST.value]
        if tally.lost != injected:
            yield f"{model.value}: {tally.lost} lost, {injected} injected"


def copy_let_through(runs: Runs) -> Iterator[str]:
    if not runs.scenario.inbox:
        return
    for story in runs.every_story():
        for moment in story.moments:
            if isinstance(moment.event, TokenRepeated):
                yield f"{story}: {moment.event}"


# Ways


def answered_differently(runs: Runs) -> Iterator[str]:
    known: dict[tuple[int, Question], int] = {}
    for story in runs.every_story():
        for moment in story.moments:
            for question, answer in moment.asked:
                if known.setdefault((story.case.number, question), answer) != answer:
                    yield f"{story}: {question} answered {answer}, elsewhere not"


def taken_differently(runs: Runs) -> Iterator[str]:
    if not calm(runs.definition):
        return
    first, *others = (runs.stories(model, faults=()) for model in runs.models)
    for stories in others:
        for one, other in zip(first, stories, strict=True):
            if _performed(one) != _performed(other):
                yield f"{one} performs {_performed(one)}, {other} {_performed(other)}"


def _performed(story: Story) -> list[tuple[int, int]]:
    commands = (command for moment in story.moments for command in moment.commands)
    return sorted({(c.node, c.visit) for c in commands if isinstance(c, PerformStep)})


# Requests


def asked_twice(runs: Runs) -> Iterator[str]:
    for story in runs.every_story():
        seen: set[Command] = set()
        running: set[_Key] = set()
        for moment in story.moments:
            if isinstance(moment.event, TimerFired):
                running.discard((moment.event.node, moment.event.visit))
            for command in moment.commands:
                if _is_repeated(command, seen, running):
                    yield f"{story}: {command} once more"


def _is_repeated(command: Command, seen: set[Command], running: set[_Key]) -> bool:
    """Whether this was asked for before; a timer may be set again once it has run out."""
    if isinstance(command, StartTimer):
        key = (command.node, command.visit)
        repeated = key in running
        running.add(key)
        return repeated
    if isinstance(command, PerformStep) and not command.again:
        repeated = command in seen
        seen.add(command)
        return repeated
    return False


def _tries(story: Story) -> Iterator[tuple[Event, PerformStep]]:
    """Every attempt asked for, with the event that led to it."""
    for moment in story.moments:
        for command in moment.commands:
            if isinstance(command, PerformStep):
                yield moment.event, command


def tried_too_often(runs: Runs) -> Iterator[str]:
    for story in runs.every_story():
        for _, command in _tries(story):
            rules = story.compiled.rules[command.node]
            if command.attempt > rules.retry.max_attempts + int(rules.escalates):
                yield f"{story}: {command}"


def business_error_retried(runs: Runs) -> Iterator[str]:
    for story in runs.every_story():
        for event, command in _tries(story):
            if not isinstance(event, StepFailed) or not event.error:
                continue
            if (command.node, command.visit) == (event.node, event.visit):
                yield f"{story}: {command} after '{event.error}'"


# Two ways to the same


def short_cut_differs(runs: Runs) -> Iterator[str]:
    for model in runs.models:
        short, long = (runs.trial(model, careful=careful).tally for careful in (False, True))
        if short != long:
            yield f"{model.value}: {_difference(short, long)}"


def _difference(short: object, long: object) -> str:
    fields = (name for name in dir(short) if not name.startswith("_"))
    return "; ".join(
        f"{name}: {getattr(short, name)} by the short cut, {getattr(long, name)} the long way"
        for name in fields
        if getattr(short, name) != getattr(long, name)
    )


INVARIANTS: tuple[Invariant, ...] = (
    Invariant("acknowledged", "no acknowledged effect is lost", acknowledged_is_lost),
    Invariant("one per key", "at most one effect per idempotency key", doubled_under_one_key),
    Invariant(
        "consistent",
        "with outbox and inbox, and every effect idempotent and compensable, no case ends"
        " inconsistent under any fault",
        inconsistent_in_a_sound_world,
    ),
    Invariant(
        "not silent",
        "with outbox and inbox, and a time-out or deadline on every step, no case falls silent",
        silent_in_a_watched_world,
    ),
    Invariant("ends", "with faults off every case ends", unfinished_without_faults),
    Invariant(
        "accounted", "messages sent are delivered, dead-lettered or lost", messages_unaccounted
    ),
    Invariant("lost by fault", "only faults lose messages", more_lost_than_injected),
    Invariant("inbox", "an inbox holds every copy back", copy_let_through),
    Invariant("same luck", "the same question has one answer", answered_differently),
    Invariant("same path", "the same case takes the same path under all models", taken_differently),
    Invariant("asked once", "nothing is asked for twice", asked_twice),
    Invariant("tries", "no step is tried more often than it says", tried_too_often),
    Invariant("business errors", "a business error is not retried", business_error_retried),
    Invariant("short cut", "the short cut equals the long way", short_cut_differs),
    *(Invariant(*row) for row in undoing.ROWS),
    *(Invariant(*row) for row in recovery.ROWS),
    *(Invariant(*row) for row in laws.ROWS),
)
