"""What owners may have to tell each other, read off the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

import pytest

from tests.proof.choices import Seeded
from tests.proof.maps import grow_map
from tests.workflows.engine.maps import chain, draw, order, step, timer
from tests.workflows.engine.shapes import at_boundary, end, event_sub, scope, start
from tests.workflows.engine.worlds import Trial, try_out
from workflows.definition.model import Definition, EventKind, OrchestrationModel, Side
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.coordination.notices import Notice, NoticeKind, notices
from workflows.engine.core.commands import Carry
from workflows.engine.core.compiled import compile_map
from workflows.engine.core.events import (
    EndHeard,
    NewsHeard,
    StopHeard,
    ThrowHeard,
    TokenArrived,
    UndoAsked,
    UndoFinished,
)
from workflows.engine.core.state import CASE
from workflows.engine.drivers.faults import FaultKind

CHOREOGRAPHY, HYBRID = OrchestrationModel.CHOREOGRAPHY, OrchestrationModel.HYBRID
KINDS = {
    TokenArrived: NoticeKind.WENT_ON,
    EndHeard: NoticeKind.ENDED,
    ThrowHeard: NoticeKind.THROWN,
    NewsHeard: NoticeKind.NEWS,
    UndoAsked: NoticeKind.UNDO_ASKED,
    UndoFinished: NoticeKind.UNDO_FINISHED,
}

type Told = tuple[NoticeKind, int, int, int]
"""Kind, sender, receiver and the node at the end that is known: see ``expected``."""


def told(
    definition: Definition,
    kind: NoticeKind,
    model: OrchestrationModel = CHOREOGRAPHY,
    by_events: Iterable[str] = (),
) -> set[tuple[str, str, str]]:
    """The notices of one kind that need a message, as node, sender and receiver."""
    compiled = compile_map(definition)
    boundary = dict.fromkeys(by_events, Side.EVENT_DRIVEN)
    found = notices(compiled, COORDINATIONS[model](compiled, boundary))
    names = (*compiled.participants, "orchestrator")
    return {
        (compiled.ids[notice.node], names[notice.sender], names[notice.receiver])
        for notice in found
        if notice.kind is kind and not notice.is_local
    }


def expected(notice: Notice) -> Told:
    """A token and an interruption are told apart by what they concern, the rest by its cause."""
    by_target = notice.kind in {NoticeKind.WENT_ON, NoticeKind.STOPPED}
    known = notice.target if by_target else notice.node
    return (notice.kind, notice.sender, notice.receiver, known)


def carried(command: Carry) -> Told:
    event = command.event
    if isinstance(event, StopHeard):
        kind = NoticeKind.FAILED if event.scope == CASE else NoticeKind.STOPPED
        return (kind, command.owner, command.to, event.node)
    return (KINDS[type(event)], command.owner, command.to, command.node)


def carries(trial: Trial) -> Iterator[Carry]:
    """Everything that the machine wanted carried in any state that a case came through."""
    rests, seen = [trial.transitions.start], set[int]()
    while rests:
        rest = rests.pop()
        if id(rest) in seen:
            continue
        seen.add(id(rest))
        ways = list(rest.next.values())
        for way in ways:
            ways += way.answers.values()
            rests.append(way.rest)
            yield from (act.command for act in way.acts if isinstance(act.command, Carry))


@pytest.mark.parametrize("model", [CHOREOGRAPHY, HYBRID])
@pytest.mark.parametrize("seed", range(12))
def test_the_engine_carries_nothing_that_is_not_among_the_notices(
    seed: int, model: OrchestrationModel
) -> None:
    definition, luck = grow_map(Seeded(seed)), Random(seed)
    boundary = {one.id: luck.choice(list(Side)) for one in definition.steps}
    faults = {FaultKind.STEP_ERROR: 0.2, FaultKind.MESSAGE_LOST: 0.1}
    trial = try_out(definition, model, cases=15, seed=seed, boundary=boundary, faults=faults)

    known = notices(trial.transitions.compiled, trial.transitions.ownership)
    unforeseen = {carried(one) for one in carries(trial)} - {expected(one) for one in known}
    assert unforeseen == set()


def test_with_one_owner_nothing_needs_a_message() -> None:
    compiled = compile_map(order())
    ownership = COORDINATIONS[OrchestrationModel.CENTRALIZED](compiled, {})

    assert all(notice.is_local for notice in notices(compiled, ownership))


def test_a_token_that_stays_with_its_owner_is_local() -> None:
    map_ = chain(step("a", participant="p"), step("b", participant="p"))

    assert told(map_, NoticeKind.WENT_ON) == set()


def test_a_failure_is_told_to_those_who_may_have_begun() -> None:
    assert told(order(), NoticeKind.FAILED) == {
        ("charge", "charge", "reserve"),
        ("ship", "ship", "reserve"),
        ("ship", "ship", "charge"),
    }


def test_an_interruption_is_told_to_all_that_may_have_work_in_the_scope() -> None:
    inside = scope("sub", [step("a"), step("b")])
    map_ = draw([*inside, timer("late", "sub", 5.0)], ["start > sub", "a > b"])

    assert told(map_, NoticeKind.STOPPED) == {("late", "a", "b")}


def test_an_end_that_ends_everything_is_told_to_everybody() -> None:
    nodes = [step("a"), step("b"), end("all", EventKind.TERMINATE)]
    map_ = draw(nodes, ["start > a", "start > b", "a > all", "b > end"])

    assert told(map_, NoticeKind.STOPPED) == {("all", "a", "b")}


def test_an_event_sub_process_does_not_catch_what_is_thrown_inside_it() -> None:
    begins = start("on", EventKind.ERROR)
    sub = event_sub("mend", begins, [step("b"), end("again", EventKind.ERROR)])
    inside = scope("sub", [step("a"), end("oops", EventKind.ERROR), *sub])
    caught = at_boundary("caught", "sub", EventKind.ERROR)
    flows = ["start > sub", "a > oops", "on > b", "b > again", "caught > c"]
    compiled = compile_map(draw([*inside, caught, step("c")], flows))

    found = notices(compiled, COORDINATIONS[CHOREOGRAPHY](compiled, {}))
    ids = compiled.ids
    thrown = {(ids[n.node], ids[n.target]) for n in found if n.kind is NoticeKind.THROWN}
    assert {("oops", "on"), ("again", "caught")} <= thrown
    assert ("again", "on") not in thrown


def test_under_hybrid_only_the_hand_over_and_the_return_need_a_message() -> None:
    map_ = chain(step("a"), step("b"), step("c"), step("d"))

    assert told(map_, NoticeKind.WENT_ON, HYBRID, ["c"]) == {
        ("b", "orchestrator", "c"),
        ("c", "c", "orchestrator"),
    }
