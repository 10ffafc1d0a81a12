"""Who performs a task, from its Resource: a Lambda function, an activity, a service.

AWS Step Functions Developer Guide, "Integrating services" (service integration patterns
``.sync`` and ``.waitForTaskToken``, optimised integrations, ``aws-sdk`` integrations).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from workflows.definition.kinds import NodeKind, ParticipantKind
from workflows.formats.asl.intake import is_filled_in_later
from workflows.formats.asl.naming import label

__all__ = ["PEOPLE", "TOKEN", "Performer", "performer_of"]

TOKEN = ".waitForTaskToken"  # noqa: S105 - the name of an integration pattern
PEOPLE = "People"

_LABELS = {
    "apigateway": "API Gateway",
    "athena": "Athena",
    "batch": "AWS Batch",
    "bedrock": "Bedrock",
    "codebuild": "CodeBuild",
    "comprehend": "Comprehend",
    "databrew": "DataBrew",
    "dynamodb": "DynamoDB",
    "ecs": "ECS",
    "eks": "EKS",
    "elasticmapreduce": "EMR",
    "emr-containers": "EMR on EKS",
    "emr-serverless": "EMR Serverless",
    "events": "EventBridge",
    "eventbridge": "EventBridge",
    "fis": "Fault Injection Service",
    "glue": "Glue",
    "http": "HTTP endpoint",
    "lambda": "Lambda",
    "mediaconvert": "MediaConvert",
    "rdsdata": "RDS Data API",
    "redshiftdata": "Redshift Data API",
    "rekognition": "Rekognition",
    "s3": "S3",
    "sagemaker": "SageMaker",
    "scheduler": "EventBridge Scheduler",
    "secretsmanager": "Secrets Manager",
    "ses": "SES",
    "sesv2": "SES",
    "sfn": "Step Functions",
    "sns": "SNS",
    "sqs": "SQS",
    "ssm": "Systems Manager",
    "states": "Step Functions",
    "textract": "Textract",
    "transcribe": "Transcribe",
    "translate": "Translate",
}
_SENDS = re.compile(
    r"(?:sns:publish\w*|sqs:sendMessage\w*|(?:events|eventbridge):putEvents|kinesis:putRecords?)",
    re.IGNORECASE,
)
_STARTS = re.compile(r"states:startExecution|sfn:start(?:Sync)?Execution", re.IGNORECASE)
_HUMAN = re.compile(r"approv|manual|human|review|sign[- ]?off|\buser\b|\bask\b", re.IGNORECASE)
_SUBSTITUTION = re.compile(r"\$\{\s*([^}]*?)\s*\}")
_PATTERN = re.compile(r"\.(sync(?::2)?|waitForTaskToken)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Performer:
    """Who performs a task, and how: ``kind`` is the node's, ``calls`` the state machine that it
    starts, ``waits`` whether somebody outside hands a task token back."""

    name: str
    kind: NodeKind
    type: ParticipantKind = ParticipantKind.SERVICE
    calls: str = ""
    waits: bool = False


def performer_of(state: dict[str, Any], state_name: str) -> Performer:
    """Who performs a Task state; ``name`` is empty where nobody is named."""
    found = _performer(state, state_name)
    return _as_written(found, _arguments(state)) if not found.calls else found


def _as_written(found: Performer, arguments: dict[str, Any]) -> Performer:
    """The same, with who performs it as a placeholder of ours says."""
    payload = arguments.get("Payload", arguments.get("MessageBody"))
    if not isinstance(payload, dict) or not isinstance(payload.get("step"), str):
        return found
    if isinstance(person := payload.get("person"), str) and found.waits:
        kind, human = NodeKind.USER_TASK, ParticipantKind.HUMAN
        return replace(found, name=label(person), kind=kind, type=human)
    if isinstance(participant := payload.get("participant"), str):
        outside = payload.get("external") is True
        type_ = ParticipantKind.EXTERNAL if outside else ParticipantKind.SERVICE
        kind = NodeKind.TASK if found.kind is NodeKind.USER_TASK else found.kind
        kind = NodeKind.RECEIVE_TASK if found.waits else kind
        return replace(found, name=label(participant), kind=kind, type=type_)
    return found


def _arguments(state: dict[str, Any]) -> dict[str, Any]:
    told = state.get("Parameters", state.get("Arguments"))
    return told if isinstance(told, dict) else {}


def _performer(state: dict[str, Any], state_name: str) -> Performer:
    resource = _resource(state)
    # Colons inside a substitution part nothing.
    plain = _SUBSTITUTION.sub(lambda match: f"${{{match[1].replace(':', '.')}}}", resource)
    pattern = _PATTERN.search(plain)
    waits = pattern is not None and pattern[1].lower() == "waitfortasktoken"
    action = plain[: pattern.start()] if pattern else plain
    parts = action.split(":")
    if len(parts) >= 7 and parts[2] == "states" and parts[5] == "activity":
        return _activity(parts[6], state_name)
    if len(parts) >= 7 and parts[2] == "lambda":
        return Performer(_function(resource), NodeKind.TASK)
    if len(parts) >= 7 and parts[2] == "states":
        service = ":".join(parts[5:]).removeprefix("aws-sdk:")
        return _integration(service, state, state_name, waits)
    name = _named(resource)
    return Performer(name or "Unknown", NodeKind.TASK)


def _resource(state: dict[str, Any]) -> str:
    """The Resource as text; CloudFormation's functions are mappings in JSON."""
    value = state.get("Resource")
    if isinstance(value, dict) and len(value) == 1:
        (value,) = value.values()
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), "")
    return value if isinstance(value, str) else ""


def _activity(name: str, state_name: str) -> Performer:
    """An activity's worker asks for work; where the name says so, it is a person."""
    if _HUMAN.search(f"{name} {state_name}"):
        return Performer(_named(name) or PEOPLE, NodeKind.USER_TASK, ParticipantKind.HUMAN)
    return Performer(_named(name) or "Activity worker", NodeKind.TASK)


def _integration(service: str, state: dict[str, Any], state_name: str, waits: bool) -> Performer:
    own, _, _ = service.partition(":")
    arguments = _arguments(state)
    name = _LABELS.get(own.lower(), own.replace("-", " ").capitalize()) or "Unknown"
    if _STARTS.fullmatch(service) and not waits:
        machine = _value(arguments, "StateMachineArn")
        return Performer(name, NodeKind.TASK, calls=_function(machine) if machine else "?")
    if own.lower() == "lambda":
        name = _function(_value(arguments, "FunctionName")) or name
    if own.lower() == "http":
        endpoint = _value(arguments, "ApiEndpoint")
        host = re.match(r"https?://([^/:]+)", endpoint)
        name = label(host[1]) if host and "${" not in host[1] else name
        return _waiting(name, ParticipantKind.EXTERNAL, state_name, waits, NodeKind.TASK)
    kind = NodeKind.SEND_TASK if _SENDS.fullmatch(service) else NodeKind.TASK
    return _waiting(name, ParticipantKind.SERVICE, state_name, waits, kind)


def _waiting(
    name: str, of: ParticipantKind, state_name: str, waits: bool, kind: NodeKind
) -> Performer:
    """With a task token the state goes on only when somebody outside sends the token back."""
    if not waits:
        return Performer(name, kind, of)
    if _HUMAN.search(state_name):
        return Performer(PEOPLE, NodeKind.USER_TASK, ParticipantKind.HUMAN, waits=True)
    return Performer(name, NodeKind.RECEIVE_TASK, of, waits=True)


def _value(arguments: dict[str, Any], key: str) -> str:
    value = arguments.get(key)
    if isinstance(value, dict) and len(value) == 1:
        (value,) = value.values()
    return value if isinstance(value, str) else ""


def _function(text: str) -> str:
    """The name of a function or a state machine: its ARN without region, account and version."""
    if is_filled_in_later(text) and not _SUBSTITUTION.search(text):
        return ""
    parts = re.split(r":(?![^{]*\})", text)
    if len(parts) >= 7 and parts[0] == "arn":
        return _named(parts[6])
    return _named(parts[0])


def _named(text: str) -> str:
    """A name that people read: of ``${Shipping.Arn}`` it is ``Shipping``."""
    plain = _SUBSTITUTION.sub(lambda match: match[1].split("::")[-1], text)
    plain = re.sub(r"(?:\.Arn|_arn|Arn)$", "", plain.strip())
    return label(plain)[:80]
