"""States for what no AWS resource is known of yet: texts in ``${…}`` that a deployment fills in.

Who performs the step and which one it is stand in the payload, so that one function can do them
all, and so that reading the file back gives the same participants.
"""

from __future__ import annotations

import re
from typing import Any

from workflows.definition.model import Definition, Node, NodeKind, ParticipantKind
from workflows.formats.asl.naming import label

__all__ = [
    "called_state",
    "escalation_state",
    "key_of",
    "task_state",
    "thrown_state",
    "wait_state",
]

type State = dict[str, Any]

_LAMBDA = "arn:aws:states:::lambda:invoke"
_EVENTS = "arn:aws:states:::events:putEvents"
_QUEUE = "arn:aws:states:::sqs:sendMessage"
_CALL = "arn:aws:states:::states:startExecution.sync:2"


def key_of(node_id: str) -> str:
    """The key of a node's result in the data of a case."""
    return re.sub(r"\W", "_", node_id)


def task_state(definition: Definition, node: Node, *, jsonata: bool) -> State:
    """The Task of a step, in one of the two query languages."""
    performer = definition.participants_by_id.get(node.participant or "")
    who, step = performer.name if performer else "", label(node.name) or node.id
    human = node.kind is NodeKind.USER_TASK
    waits = human or node.kind is NodeKind.RECEIVE_TASK
    payload: State = {("person" if human else "participant"): who}
    if performer and performer.kind is ParticipantKind.EXTERNAL:
        payload["external"] = True
    payload |= {"step": step, **_input(jsonata)}
    if waits:
        payload |= _token(jsonata)
    if node.kind in (NodeKind.SEND_TASK, NodeKind.RECEIVE_TASK):
        resource, told = _QUEUE, {"QueueUrl": _named(who, step, "Queue"), "MessageBody": payload}
    else:
        told = {"FunctionName": _named(who, step, ""), "Payload": payload}
        resource = _LAMBDA
    return _task(f"{resource}.waitForTaskToken" if waits else resource, told, node, jsonata)


def wait_state(definition: Definition, node: Node, *, jsonata: bool) -> State:
    """A state that goes on once somebody outside hands the task token back."""
    payload = {"awaits": label(node.ref or node.name) or node.id, **_token(jsonata)}
    told = {"QueueUrl": _named(node.ref or node.id, "", "Queue"), "MessageBody": payload}
    return _task(f"{_QUEUE}.waitForTaskToken", told, node, jsonata)


def escalation_state(name: str, to: str, *, jsonata: bool) -> State:
    """A state that publishes an event, such as that somebody is asked."""
    detail = {"to": to, "about": name, **_input(jsonata)}
    entry = {
        "Detail": detail,
        "DetailType": name,
        "EventBusName": "${EventBusName}",
        "Source": "${EventSource}",
    }
    state = {"Type": "Task", "Resource": _EVENTS, _arguments(jsonata): {"Entries": [entry]}}
    return state | ({"Output": "{% $states.input %}"} if jsonata else {"ResultPath": None})


def thrown_state(node: Node, *, jsonata: bool) -> State:
    """A state that publishes what an event throws."""
    return escalation_state(label(node.ref or node.name) or node.id, "", jsonata=jsonata)


def called_state(node: Node, *, jsonata: bool) -> State:
    """A state that runs another state machine and waits for it."""
    told = {"StateMachineArn": f"${{{_camel(node.calls or node.id)}}}", "Input": _input(jsonata)}
    return _task(_CALL, told, node, jsonata)


def _task(resource: str, told: State, node: Node, jsonata: bool) -> State:
    state = {"Type": "Task", "Resource": resource, _arguments(jsonata): told}
    if jsonata:
        mine = f"{{'{key_of(node.id)}': $states.result}}"
        merged = f"$merge([$states.input, {{'steps': $merge([$states.input.steps, {mine}])}}])"
        return state | {"Output": f"{{% {merged} %}}"}
    return state | {"ResultPath": f"$.steps.{key_of(node.id)}"}


def _arguments(jsonata: bool) -> str:
    return "Arguments" if jsonata else "Parameters"


def _input(jsonata: bool) -> State:
    return {"input": "{% $states.input %}"} if jsonata else {"input.$": "$"}


def _token(jsonata: bool) -> State:
    if jsonata:
        return {"token": "{% $states.context.Task.Token %}"}
    return {"token.$": "$$.Task.Token"}


def _named(who: str, step: str, what: str) -> str:
    return f"${{{_camel(f'{who} {step}')}{what}}}"


def _camel(text: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", text)
    return "".join(word[:1].upper() + word[1:] for word in words)[:60] or "Step"
