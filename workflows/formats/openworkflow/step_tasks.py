"""Steps as tasks: the call itself, how often it is tried, how long it may take, what follows the
last try."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from workflows.definition.columns import requirements_of
from workflows.definition.model import Jitter, Loop, LoopKind, Node, NodeKind, OnFailure, Retry
from workflows.formats.openworkflow.expressions import expression_of, quoted
from workflows.formats.openworkflow.policies import policy_of
from workflows.formats.openworkflow.times import duration_of
from workflows.formats.safe_names import slug
from workflows.formats.yaml_plain import Plain

__all__ = [
    "FORMAT",
    "Reusable",
    "Task",
    "error",
    "event",
    "foreign_of",
    "looped",
    "retry_of",
    "step_task",
    "type_of",
]

type Task = dict[str, Plain]

FORMAT = "openworkflow"
"""The name of the format, under which nodes keep what other tools wrote."""


def foreign_of(pairs: tuple[tuple[str, str], ...]) -> Task:
    """What another tool wrote in this format; empty where nobody did, or not in JSON."""
    try:
        found = json.loads(dict(pairs).get(FORMAT, "{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@dataclass(slots=True)
class Reusable:
    """What tasks name under ``use``: functions, retries; ``before`` is what another tool had put
    there."""

    before: Mapping[str, Plain]
    functions: dict[str, Plain] = field(default_factory=dict)
    retries: dict[str, Plain] = field(default_factory=dict)

    def retry(self, retry: Retry) -> str:
        """The name of a retry policy, the same for the same policy."""
        policy = retry_of(retry)
        known = self.before.get("retries")
        taken = {**(known if isinstance(known, Mapping) else {}), **self.retries}
        name, number = f"{retry.max_attempts}-tries", 1
        while taken.get(name, policy) != policy:
            number += 1
            name = f"{retry.max_attempts}-tries-{number}"
        self.retries[name] = policy
        return name


def event(kind: str, name: str) -> Task:
    """The event by which a workflow tells something of a node."""
    return {"with": {"source": "podium://map", "type": f"{kind}.{slug(name) or 'event'}"}}


def type_of(node: Node) -> str:
    """The type of the event that a node emits or listens to: its own name, if it has one."""
    kind = "message" if node.is_step else node.event.value
    return node.ref or f"{kind}.{slug(node.id) or 'event'}"


def error(name: str) -> Task:
    """The error of that code; of any, where there is none."""
    return {"type": f"podium://errors/{slug(name) or 'any'}", "status": 500, "title": name or "any"}


def step_task(node: Node, named: Reusable) -> Task:
    """The task of a step; what it names is added to ``named``."""
    kept = foreign_of(node.foreign)
    if kept:
        return _patched(kept, node, named.before)
    once = looped(_once(node, named.functions), node)
    return _tried(once, node, named)


def _once(node: Node, functions: dict[str, Plain]) -> Task:
    match node.kind:
        case NodeKind.USER_TASK:
            return _asked(node)
        case NodeKind.SEND_TASK:
            told: Task = {"with": {"source": "podium://map", "type": type_of(node)}}
            task: Task = {"emit": {"event": told}}
        case NodeKind.RECEIVE_TASK:
            task = {"listen": {"to": {"one": {"with": {"type": type_of(node)}}}}}
        case _:
            task = {"call": node.id, "with": {}}
            host = slug(node.participant or "service").lower() or "service"
            endpoint = f"https://{host}.example/{slug(node.id) or 'step'}"
            functions[node.id] = {"call": "http", "with": {"method": "post", "endpoint": endpoint}}
    timeout = requirements_of(node).timeout
    return task | ({"timeout": {"after": duration_of(timeout)}} if timeout else {})


def _asked(node: Node) -> Task:
    """A person is asked by an event and answers by one; who is late is told to somebody else."""
    needs = requirements_of(node)
    answer = {"type": f"answered.{slug(node.id)}"}
    listen: Task = {"listen": {"to": {"one": {"with": dict(answer)}}}}
    ask: Task = {"emit": {"event": event("asked", node.id)}}
    if needs.deadline is None:
        return {"do": [{"ask": ask}, {"answer": listen}]}
    late = listen | {"timeout": {"after": duration_of(needs.deadline)}}
    escalated = event("escalated", needs.escalation or node.id)
    again: list[Plain] = [{"escalate": {"emit": {"event": escalated}}}, {"late-answer": listen}]
    caught: Task = {"errors": {"with": {"type": _TIMEOUT}}, "do": again}
    return {"do": [{"ask": ask}, {"answer": {"try": [{"in-time": late}], "catch": caught}}]}


_TIMEOUT = "https://serverlessworkflow.io/spec/1.0.0/errors/timeout"


def looped(task: Task, node: Node) -> Task:
    """The task as often as the node's loop says."""
    loop = node.loop
    if loop is None:
        return task
    inside: list[Plain] = [{f"{node.id}-once": task}]
    if loop.kind is not LoopKind.STANDARD:
        items = f"${{ [range(0; {loop.count})] }}"
        stop: Task = {"while": f"${{ ({_bare(loop)}) | not }}"} if loop.condition else {}
        return {"for": {"each": "item", "in": items}} | stop | {"do": inside}
    rounds = f"${{ [range(0; {loop.maximum})] }}"
    asked = _bare(loop) if loop.condition else f"$context.again == {quoted(node.id)}"
    first = "" if loop.test_before else "$index == 0 or "
    return {"for": {"each": "round", "in": rounds}, "while": f"${{ {first}{asked} }}", "do": inside}


def _bare(loop: Loop) -> str:
    return expression_of(loop.condition).removeprefix("${ ").removesuffix(" }")


def _tried(once: Task, node: Node, named: Reusable) -> Task:
    needs = requirements_of(node)
    usual = needs.on_failure in (OnFailure.DEAD_LETTER, OnFailure.COMPENSATE)
    if needs.retry.max_attempts < 2 and (usual or node.kind is NodeKind.USER_TASK):
        return once
    caught: Task = {"as": "error"}
    if needs.retry.max_attempts > 1:
        caught["retry"] = named.retry(needs.retry)
    caught["do"] = _afterwards(node, needs.on_failure)
    return {"try": [{f"{node.id}-try": once}], "catch": caught}


def _afterwards(node: Node, on_failure: OnFailure) -> list[Plain]:
    if on_failure is OnFailure.CONTINUE:
        return [{"go-on": {"switch": [{"default": {"then": "continue"}}]}}]
    raised: Task = {"raise": {"error": {"type": "${ $error.type }", "status": 500}}}
    told = {OnFailure.DEAD_LETTER: "dead-letter", OnFailure.ESCALATE: "escalated"}
    if on_failure not in told:
        return [{"fail": raised}]
    emitted: Task = {"emit": {"event": event(told[on_failure], node.id)}}
    return [{on_failure.value: emitted}, {"fail": raised}]


def retry_of(retry: Retry) -> Task:
    """The retry policy: ``limit.attempt.count`` counts the tries after the first one (DSL,
    Retries: a count of 5 retries five times)."""
    policy: Task = {"delay": duration_of(retry.initial_interval)}
    policy["backoff"] = {"constant": {}} if retry.backoff == 1 else {"exponential": {}}
    policy["limit"] = {"attempt": {"count": retry.max_attempts - 1}}
    if retry.jitter is Jitter.FULL:
        policy["jitter"] = {"from": "PT0S", "to": duration_of(retry.initial_interval)}
    return policy


def _patched(kept: Task, node: Node, use: Mapping[str, Plain]) -> Task:
    """The task as another tool wrote it, with what has since been changed in the map."""
    needs, was = requirements_of(node), policy_of(kept, use)
    task = dict(kept)
    if _tries(needs.retry) != _tries(was.retry):
        caught = task.get("catch")
        if "try" in task and isinstance(caught, Mapping):
            task["catch"] = {**caught, "retry": retry_of(needs.retry)}
        elif needs.retry.max_attempts > 1:
            task = {"try": [{f"{node.id}-try": task}], "catch": {"retry": retry_of(needs.retry)}}
    if needs.timeout != was.timeout:
        task.pop("timeout", None)
        if needs.timeout:
            task["timeout"] = {"after": duration_of(needs.timeout)}
    return task


def _tries(retry: Retry) -> tuple[object, ...]:
    """What a retry policy says: pauses matter only where there is a second try."""
    pauses = (retry.initial_interval, retry.backoff, retry.jitter)
    return (retry.max_attempts, *(pauses if retry.max_attempts > 1 else ()))
