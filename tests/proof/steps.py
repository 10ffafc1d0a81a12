"""Random steps: what they do to the world, how they fail, how often they repeat."""

from __future__ import annotations

from dataclasses import replace

from tests.proof.choices import Choices, chance, pick
from tests.proof.ground import Ground
from workflows.definition.model import (
    Duration,
    Effect,
    Failure,
    Jitter,
    Loop,
    LoopKind,
    Node,
    NodeKind,
    OnFailure,
    Participant,
    ParticipantKind,
    Requirements,
    Retry,
    Side,
)

__all__ = ["ERROR", "PARTICIPANTS", "grow_loop", "grow_step", "undo_of"]

ERROR = "declined"

PARTICIPANTS = (
    Participant(id="stock", name="stock", concurrency=2),
    Participant(id="bank", name="bank"),
    Participant(id="carrier", name="carrier", kind=ParticipantKind.EXTERNAL),
    Participant(id="clerk", name="clerk", kind=ParticipantKind.HUMAN),
)
_SERVICES = tuple(one.id for one in PARTICIPANTS if one.kind is not ParticipantKind.HUMAN)
_TIDY = (OnFailure.COMPENSATE, OnFailure.CONTINUE)


def grow_step(ground: Ground, scope: str | None, *, tidy: bool, loop: Loop | None = None) -> Node:
    """A step, in the map already, with its undoing where it has one. On a ``tidy`` map every
    effect is idempotent and can be undone, and no failure is left to people."""
    choices = ground.choices
    name = ground.fresh("s")
    effect = _effect(choices, name, tidy=tidy)
    needs = Requirements(
        effect=effect,
        duration=pick(choices, (Duration(mean=0.1, p95=0.2), Duration(mean=0.6, p95=2.0))),
        failure=_failure(choices),
        retry=_retry(choices),
        timeout=pick(choices, (5.0, 1.0)) if tidy else pick(choices, (5.0, 1.0, None)),
        on_failure=pick(choices, _TIDY if tidy else tuple(OnFailure)),
        side=pick(choices, tuple(Side)),
    )
    human = chance(choices, 8)
    if human:
        needs = _for_a_person(needs, choices)
    step = Node(
        id=name,
        name=name,
        kind=NodeKind.USER_TASK if human else NodeKind.TASK,
        participant="clerk" if human else pick(choices, _SERVICES),
        requirements=needs,
        parent=scope,
        loop=loop,
    )
    ground.room -= 1
    ground.add(step)
    if effect is not None and effect.compensation:
        ground.add(undo_of(step, scope))
    return step


def undo_of(step: Node, scope: str | None) -> Node:
    """What undoes ``step``: never fails by itself, and does nothing the second time."""
    name = f"undo-{step.id}"
    return Node(
        id=name,
        name=name,
        kind=NodeKind.COMPENSATION,
        participant="bank" if step.participant == "clerk" else step.participant,
        parent=scope,
        requirements=Requirements(
            effect=Effect(idempotent=True),
            duration=Duration(mean=0.1, p95=0.2),
            retry=Retry(max_attempts=5, initial_interval=0.5),
            timeout=5.0,
        ),
    )


def grow_loop(choices: Choices) -> Loop:
    """One of the three ways to repeat an activity."""
    kind = pick(choices, (LoopKind.PARALLEL, LoopKind.SEQUENTIAL, LoopKind.STANDARD))
    if kind is LoopKind.STANDARD:
        condition = pick(choices, ("", "amount > 50"))
        before = chance(choices, 3)
        return Loop(kind=kind, condition=condition, maximum=3, test_before=before, again=0.5)
    condition = pick(choices, ("", "amount > 50", "true"))
    return Loop(kind=kind, condition=condition, count=1 + choices.below(3))


def _effect(choices: Choices, name: str, *, tidy: bool) -> Effect | None:
    if not chance(choices, 4):
        undone = f"undo-{name}"
        sound = Effect(idempotent=True, compensation=undone)
        if tidy:
            return sound
        return pick(choices, (sound, Effect(compensation=undone), Effect(idempotent=True)))
    return None


def _failure(choices: Choices) -> Failure:
    return Failure(
        transient=pick(choices, (0.0, 0.1, 0.4)),
        permanent=pick(choices, (0.0, 0.0, 0.2)),
        errors=((ERROR, 0.3),) if chance(choices, 6) else (),
    )


def _retry(choices: Choices) -> Retry:
    return Retry(
        max_attempts=pick(choices, (3, 1, 2)),
        initial_interval=0.5,
        backoff=pick(choices, (1.0, 2.0)),
        jitter=pick(choices, (Jitter.NONE, Jitter.FULL)),
        non_retryable=pick(choices, ((), ("permanent",))),
    )


def _for_a_person(needs: Requirements, choices: Choices) -> Requirements:
    return replace(
        needs,
        duration=Duration(mean=60.0, p95=180.0),
        timeout=None,
        deadline=pick(choices, (600.0, 120.0)),
        escalation=pick(choices, ("", "boss")),
    )
