"""Who performs a task, from its Resource."""

from __future__ import annotations

from typing import Any

import pytest

from workflows.definition.model import NodeKind, ParticipantKind
from workflows.formats.asl.resources import performer_of

_STATES = "arn:aws:states:::"


@pytest.mark.parametrize(
    ("resource", "parameters", "name"),
    [
        (f"{_STATES}dynamodb:putItem", {}, "DynamoDB"),
        (f"{_STATES}aws-sdk:s3:getObject", {}, "S3"),
        (f"{_STATES}ecs:runTask.sync", {}, "ECS"),
        ("arn:aws-cn:states:::glue:startJobRun.sync", {}, "Glue"),
        ("arn:${AWS::Partition}:states:::athena:startQueryExecution", {}, "Athena"),
        (f"{_STATES}lambda:invoke", {"FunctionName": "${ShipFunction}"}, "ShipFunction"),
        (f"{_STATES}lambda:invoke", {"FunctionName": "${Ship.Arn}"}, "Ship"),
        (f"{_STATES}lambda:invoke", {"FunctionName.$": "$.function"}, "Lambda"),
        (f"{_STATES}lambda:invoke", {"FunctionName": "{% $f %}"}, "Lambda"),
        (
            f"{_STATES}lambda:invoke",
            {"FunctionName": "arn:aws:lambda:eu-west-1:123456789012:function:pay:$LATEST"},
            "pay",
        ),
        ("arn:aws:lambda:eu-west-1:123456789012:function:pay:7", {}, "pay"),
        ("arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:pay", {}, "pay"),
        ("arn:aws:states:eu-west-1:123456789012:activity:pack", {}, "pack"),
        ("${ChargeFunctionArn}", {}, "ChargeFunction"),
        ("Charge.Arn", {}, "Charge"),
        (f"{_STATES}http:invoke", {"ApiEndpoint": "https://api.example.com/v1"}, "api.example.com"),
        ("", {}, "Unknown"),
    ],
)
def test_a_participant_is_named_after_what_the_resource_names(
    resource: str, parameters: dict[str, Any], name: str
) -> None:
    found = performer_of({"Resource": resource, "Parameters": parameters}, "Step")

    assert found.name == name


def test_a_function_of_cloudformation_names_it_as_well() -> None:
    assert performer_of({"Resource": {"Fn::GetAtt": ["Pay", "Arn"]}}, "Step").name == "Pay"


@pytest.mark.parametrize(
    ("action", "state_name", "kind"),
    [
        ("sqs:sendMessage", "Tell", NodeKind.SEND_TASK),
        ("events:putEvents", "Tell", NodeKind.SEND_TASK),
        ("sqs:sendMessage.waitForTaskToken", "Ship", NodeKind.RECEIVE_TASK),
        ("lambda:invoke.waitForTaskToken", "Manual approval", NodeKind.USER_TASK),
        ("glue:startJobRun.sync", "Review the data", NodeKind.TASK),
    ],
)
def test_the_integration_pattern_tells_what_kind_of_step_it_is(
    action: str, state_name: str, kind: NodeKind
) -> None:
    assert performer_of({"Resource": _STATES + action}, state_name).kind is kind


def test_who_asks_a_person_is_people() -> None:
    found = performer_of({"Resource": f"{_STATES}sns:publish.waitForTaskToken"}, "Approve refund")

    assert (found.name, found.type) == ("People", ParticipantKind.HUMAN)


def test_an_endpoint_outside_is_external() -> None:
    assert performer_of({"Resource": f"{_STATES}http:invoke"}, "Ask").type is (
        ParticipantKind.EXTERNAL
    )


@pytest.mark.parametrize(
    "action", ["states:startExecution.sync:2", "aws-sdk:sfn:startSyncExecution"]
)
def test_starting_another_state_machine_calls_it(action: str) -> None:
    state = {"Resource": _STATES + action, "Parameters": {"StateMachineArn": "${Lock}"}}

    assert performer_of(state, "Lock").calls == "Lock"


def test_our_own_placeholder_says_who_performs_it() -> None:
    payload = {"participant": "Money desk", "external": True, "step": "Pay"}
    state = {"Resource": f"{_STATES}lambda:invoke", "Parameters": {"Payload": payload}}

    found = performer_of(state, "Pay")

    assert (found.name, found.type) == ("Money desk", ParticipantKind.EXTERNAL)
