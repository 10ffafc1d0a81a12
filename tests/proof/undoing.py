"""Invariants about undoing: what is undone, in which order, and what is left standing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.proof.runs import Moment, Runs, Story
from tests.proof.traits import tidy, undoes_by_throw
from workflows.definition.model import OnFailure
from workflows.engine.core.commands import PerformStep, RejectAnswer
from workflows.engine.core.events import StepSucceeded, StepTimedOut, TimerFired
from workflows.engine.core.verdicts import CaseVerdict

__all__ = ["ROWS"]

type _Key = tuple[int, int]


def undone_before_done(runs: Runs) -> Iterator[str]:
    """After a time-out or a missed deadline it is unknown whether a step was done."""
    for story in runs.every_story():
        possible: set[_Key] = set()
        for moment in story.moments:
            if isinstance(moment.event, StepSucceeded | StepTimedOut | TimerFired):
                possible.add((moment.event.node, moment.event.visit))
            for key in _undone_by(story, moment.commands):
                if key not in possible:
                    yield f"{story}: {key} is undone, but was neither done nor unknown"


def _undone_by(story: Story, commands: tuple[object, ...]) -> Iterator[_Key]:
    """The performances that these commands begin to undo."""
    for command in commands:
        if isinstance(command, PerformStep) and command.attempt == 1 and not command.again:
            undoes = story.compiled.rules[command.node].undoes
            if undoes >= 0:
                yield undoes, command.visit


def undone_twice(runs: Runs) -> Iterator[str]:
    for model in runs.models:
        for case in runs.trial(model).cases:
            for key, count in case.ledger.undone.items():
                if count > 1 and tidy(runs.definition):
                    yield f"{model.value}, case {case.number}: {key} undone {count} times"


def undone_in_the_wrong_order(runs: Runs) -> Iterator[str]:
    """Per owner: whatever was done before an undoing began is undone latest first."""
    if undoes_by_throw(runs.definition):
        return
    for model in runs.models:
        owners = runs.trial(model).transitions.ownership.owners
        for story in runs.stories(model):
            done, begun = _times(story)
            mine = [(at, owners[key[0]], key) for at, key in begun]
            yield from (f"{story}: {text}" for text in _disorder(mine, done))


def _times(story: Story) -> tuple[dict[_Key, int], list[tuple[int, _Key]]]:
    """At which event each step was first done, and at which each undoing began."""
    done: dict[_Key, int] = {}
    begun: list[tuple[int, _Key]] = []
    for at, moment in enumerate(story.moments):
        if isinstance(moment.event, StepSucceeded) and _counts(moment):
            done.setdefault((moment.event.node, moment.event.visit), at)
        begun += [(at, key) for key in _undone_by(story, moment.commands)]
    return done, begun


def _disorder(begun: list[tuple[int, int, _Key]], done: dict[_Key, int]) -> Iterator[str]:
    for place, (at, owner, key) in enumerate(begun):
        for _, other_owner, later in begun[place + 1 :]:
            if other_owner != owner or key not in done or later not in done:
                continue
            if done[key] < done[later] <= at:
                yield f"{key} is undone before {later}, which was done after it"


def left_standing(runs: Runs) -> Iterator[str]:
    """An effect of work that nobody waited for any more must not stand, once all is quiet."""
    scenario = runs.scenario
    if not (scenario.outbox and scenario.inbox and tidy(runs.definition)):
        return
    for story in runs.every_story():
        if story.case.verdict in {CaseVerdict.COMPLETED, CaseVerdict.COMPENSATED}:
            for node, visit in story.case.ledger.standing:
                if (node, visit) not in _accepted(story) and not _goes_on(story, node):
                    yield f"{story}: {story.compiled.ids[node]} {visit} stands, for nobody"


def _accepted(story: Story) -> set[_Key]:
    events = [moment.event for moment in story.moments if _counts(moment)]
    return {(event.node, event.visit) for event in events if isinstance(event, StepSucceeded)}


def _counts(moment: Moment) -> bool:
    """Whether this is an answer that came in time."""
    rejected = any(isinstance(command, RejectAnswer) for command in moment.commands)
    return isinstance(moment.event, StepSucceeded) and not rejected


def _goes_on(story: Story, node: int) -> bool:
    """Whether the map says to go on without knowing if the step was done."""
    return story.compiled.rules[node].on_failure is OnFailure.CONTINUE


ROWS: tuple[tuple[str, str, Callable[[Runs], Iterator[str]]], ...] = (
    ("undone once done", "only completed or unknown steps are undone", undone_before_done),
    ("undone once", "nothing is undone twice", undone_twice),
    (
        "undo order",
        "what an owner has done is undone in reverse order of completion",
        undone_in_the_wrong_order,
    ),
    ("no orphans", "work that nobody waited for any more leaves no effect", left_standing),
)
