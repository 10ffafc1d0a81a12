"""Problems of steps: who performs them, and what the requirement matrix says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workflows.definition.model import Definition, Failure, Node, NodeKind

__all__ = ["step_problem"]


def step_problem(definition: Definition, node: Node) -> Iterator[str]:
    """What is wrong with a node's participant and requirements."""
    return (message for rule in _RULES if (message := rule(definition, node)))


def _known_participant(definition: Definition, node: Node) -> str:
    if node.participant is None or node.participant in definition.participants_by_id:
        return ""
    return f"there is no participant {node.participant!r}; add it or name another"


def _only_steps_have_requirements(definition: Definition, node: Node) -> str:
    if node.is_step and node.requirements is None:
        return "has no requirements; give it the defaults of its kind"
    if not node.is_step and node.requirements is not None:
        return "has requirements but is no step; remove them"
    return ""


def _undo_exists(definition: Definition, node: Node) -> str:
    effect = node.requirements.effect if node.requirements else None
    if effect is None or effect.compensation is None:
        return ""
    undo = definition.by_id.get(effect.compensation)
    if undo is None:
        return f"effect.compensation names {effect.compensation!r}, which is not in the map"
    if undo.id == node.id or not (undo.is_step or undo.is_handler):
        return f"effect.compensation names {undo.id!r}, which is no other step"
    return ""


def _times_fit(definition: Definition, node: Node) -> str:
    if node.requirements is None:
        return ""
    duration, retry = node.requirements.duration, node.requirements.retry
    times = [duration.mean, duration.p95, retry.initial_interval, retry.max_interval]
    times += [node.requirements.timeout or 0.0, node.requirements.deadline or 0.0]
    if any(time < 0 for time in times):
        return "no duration may be negative"
    if duration.p95 < duration.mean:
        return "duration.p95 must be at least the mean"
    return ""


def _shares_fit(definition: Definition, node: Node) -> str:
    if node.requirements is None:
        return ""
    failure = node.requirements.failure
    if not (0 <= failure.transient <= 1 and 0 <= failure.permanent <= 1):
        return "failure shares must be between 0% and 100%"
    both = failure.transient + failure.permanent
    if both > 1 + 1e-9:
        return f"failure.transient and .permanent add up to {both:.6g}"
    return _errors_fit(failure)


def _errors_fit(failure: Failure) -> str:
    """Business errors exclude each other, so that their shares add up to no more than all."""
    codes = [code for code, _ in failure.errors]
    total = sum(share for _, share in failure.errors)
    if any(share < 0 for _, share in failure.errors):
        return "failure.errors must not be negative"
    if total > 1 + 1e-9:
        return f"failure.errors add up to {total:.6g}, more than 100%"
    twice = sorted({code for code in codes if codes.count(code) > 1})
    return f"failure.errors names {twice[0]!r} twice; add the shares up" if twice else ""


def _retry_fits(definition: Definition, node: Node) -> str:
    if node.requirements is None:
        return ""
    tries = node.requirements.retry.max_attempts
    if tries < 1:
        return f"retry.max_attempts must be at least 1, got {tries}"
    return "retry.backoff must be at least 1" if node.requirements.retry.backoff < 1 else ""


def _deadline_is_for_people(definition: Definition, node: Node) -> str:
    if node.requirements is None or node.kind is NodeKind.USER_TASK:
        return ""
    if node.requirements.deadline is not None:
        return "deadline is for human steps only; use timeout"
    return "escalation is for human steps only" if node.requirements.escalation else ""


_RULES: tuple[Callable[[Definition, Node], str], ...] = (
    _known_participant,
    _only_steps_have_requirements,
    _undo_exists,
    _times_fit,
    _shares_fit,
    _retry_fits,
    _deadline_is_for_people,
)
