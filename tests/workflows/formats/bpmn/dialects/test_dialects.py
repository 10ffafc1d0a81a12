"""What Camunda 7 and 8 wrote into BPMN becomes requirements, participants, calls and data flows."""

from __future__ import annotations

import pytest

from tests.workflows.formats.bpmn.sources import bpmn
from workflows.definition.columns import requirements_of
from workflows.definition.model import (
    DataFlow,
    Definition,
    Jitter,
    NodeKind,
    ParticipantKind,
    Requirements,
    Retry,
)
from workflows.formats.bpmn import read, write

CAMUNDA = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'


def definition_of(process: str, beside: str = "") -> Definition:
    content = bpmn(process, beside).replace(b"xmlns:zeebe", CAMUNDA.encode() + b" xmlns:zeebe")
    return read(content).definition


def step(extensions: str, tag: str = "serviceTask", attributes: str = "") -> Requirements:
    process = (
        f'<{tag} id="a" {attributes}><extensionElements>{extensions}</extensionElements></{tag}>'
    )
    return requirements_of(definition_of(process).by_id["a"])


def test_zeebes_retries_are_all_tries() -> None:
    needs = step('<zeebe:taskDefinition type="charge" retries="5"/>')

    assert needs.retry.max_attempts == 5
    assert "max_attempts" not in needs.assumed
    assert "initial_interval" in needs.assumed


def test_retries_that_only_a_run_knows_stay_assumed() -> None:
    needs = step('<zeebe:taskDefinition type="charge" retries="=tries"/>')

    assert needs.retry.max_attempts == Retry().max_attempts
    assert "max_attempts" in needs.assumed


@pytest.mark.parametrize(
    ("cycle", "tries", "first", "factor", "longest"),
    [
        ("R3/PT10M", 3, 600, 1, 600),
        ("PT1M,PT5M", 3, 60, 5, 300),
        ("PT30S", 2, 30, 1, 30),
    ],
)
def test_camunda_7s_retry_cycle_is_tries_and_waits(
    cycle: str, tries: int, first: float, factor: float, longest: float
) -> None:
    retry = step(
        f"<camunda:failedJobRetryTimeCycle>{cycle}</camunda:failedJobRetryTimeCycle>"
    ).retry

    assert retry == Retry(
        max_attempts=tries,
        initial_interval=first,
        backoff=factor,
        max_interval=longest,
        jitter=Jitter.NONE,
    )


def test_what_is_added_to_now_is_a_deadline() -> None:
    schedule = '<zeebe:taskSchedule dueDate="=now() + duration(&quot;PT4H&quot;)"/>'

    assert step(schedule, "userTask").deadline == 4 * 3600


def test_a_due_date_that_is_a_date_is_noted() -> None:
    content = bpmn(
        '<userTask id="a"><extensionElements><zeebe:taskSchedule dueDate="=order.due"/>'
        "</extensionElements></userTask>"
    )

    assert any("only a run knows" in note.message for note in read(content).notes)


def test_camunda_7s_due_date_is_a_deadline() -> None:
    assert step("", "userTask", 'camunda:dueDate="P2D"').deadline == 2 * 86_400


def test_a_job_type_performs_what_is_in_no_lane() -> None:
    definition = definition_of(
        '<serviceTask id="a"><extensionElements><zeebe:taskDefinition type="charge card"/>'
        '</extensionElements></serviceTask><userTask id="b" camunda:candidateGroups="clerks"/>'
    )

    assert [(one.id, one.kind) for one in definition.participants] == [
        ("by-charge-card", ParticipantKind.SERVICE),
        ("by-clerks", ParticipantKind.HUMAN),
    ]
    assert [node.participant for node in definition.nodes] == ["by-charge-card", "by-clerks"]


def test_a_lane_wins_over_a_job_type() -> None:
    definition = definition_of(
        '<laneSet id="s"><lane id="l" name="Shop"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
        '<serviceTask id="a" camunda:type="external" camunda:topic="charge"/>'
    )

    assert [one.id for one in definition.participants] == ["l"]


def test_mappings_are_data_flows() -> None:
    definition = definition_of(
        '<serviceTask id="a"><extensionElements><zeebe:ioMapping><zeebe:output '
        'source="=body.total" target="total"/></zeebe:ioMapping></extensionElements></serviceTask>'
        '<serviceTask id="b"><extensionElements><camunda:inputOutput><camunda:inputParameter '
        'name="sum">${total}</camunda:inputParameter></camunda:inputOutput></extensionElements>'
        "</serviceTask>"
    )

    assert definition.data_flows == (DataFlow(name="total", source="a", target="b"),)


def test_a_called_process_named_by_zeebe_is_a_call() -> None:
    definition = definition_of(
        '<callActivity id="a"><extensionElements><zeebe:calledElement processId="ship"/>'
        "</extensionElements></callActivity>",
        '<process id="ship"><task id="pack"/></process>',
    )

    assert definition.by_id["a"].kind is NodeKind.CALL_ACTIVITY
    assert definition.by_id["a"].calls == "ship"


def test_everything_survives_without_the_file() -> None:
    definition = definition_of(
        '<serviceTask id="a" camunda:asyncBefore="true"><extensionElements>'
        '<zeebe:taskDefinition type="charge" retries="5"/></extensionElements></serviceTask>'
    )

    assert read(write(definition).content).definition == definition
