"""Executable BPMN for Camunda 8: deployable by its own rules, and every loss is told."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.validators.judging import npm_judged, schema_judged
from tests.workflows.formats.bpmn.nested_maps import NESTED, POOLS
from tests.workflows.formats.bpmn.sources import bpmn
from tests.workflows.formats.corpus import FOLDER
from tests.workflows.formats.maps import ORDER, TRIP
from workflows.definition.model import Definition
from workflows.formats import camunda8, yaml
from workflows.formats.bpmn import read
from workflows.formats.bpmn.document import Element
from workflows.formats.camunda8.feel import feel, variable

ORDER_MAP, TRIP_MAP = (yaml.read(one).definition for one in (ORDER, TRIP))
MAPS = [ORDER_MAP, TRIP_MAP, NESTED, POOLS]


def root_of(definition: Definition) -> Element:
    return etree.fromstring(camunda8.write(definition).content)


def of_process(process: str) -> Element:
    return root_of(read(bpmn(process)).definition)


def losses_of(process: str) -> list[str]:
    return [one.message for one in camunda8.write(read(bpmn(process)).definition).losses]


def test_our_maps_are_deployable() -> None:
    written = [camunda8.write(one).content for one in MAPS]

    assert npm_judged("camunda8", written) == [[]] * len(MAPS)
    assert [schema_judged(one) for one in written] == [[]] * len(MAPS)


def test_real_files_are_deployable() -> None:
    paths = sorted(FOLDER.glob("bpmn-miwg/*.bpmn"))
    if not paths:
        pytest.skip(f"no corpus of real BPMN files at {FOLDER}")
    written = [camunda8.write(read(path.read_bytes()).definition).content for path in paths]

    assert npm_judged("camunda8", written) == [[]] * len(paths)
    assert [schema_judged(one) for one in written] == [[]] * len(paths)


@pytest.mark.parametrize("definition", MAPS, ids=lambda one: one.id)
def test_podium_reads_what_it_wrote(definition: Definition) -> None:
    again = read(camunda8.write(definition).content).definition

    assert {step.id for step in definition.steps} <= again.by_id.keys()


def test_every_process_is_executable_on_camunda_8() -> None:
    root = root_of(NESTED)

    assert {one.get("isExecutable") for one in root.findall("{*}process")} == {"true"}
    assert "Camunda Cloud" in root.attrib.values()


def test_tries_are_retries_and_the_job_type_names_participant_and_step() -> None:
    job = root_of(ORDER_MAP).find(".//{*}serviceTask[@id='pay']//{*}taskDefinition")
    step = ORDER_MAP.by_id["pay"]

    assert job is not None
    assert step.requirements is not None
    assert job.get("retries") == str(step.requirements.retry.max_attempts)
    assert job.get("type") == f"{step.participant}.pay"


def test_a_plain_task_becomes_a_job() -> None:
    assert of_process('<task id="a"/>').find(".//{*}serviceTask[@id='a']") is not None


def test_a_person_gets_a_user_task_with_a_form() -> None:
    task = of_process('<manualTask id="a"/>').find(".//{*}userTask[@id='a']")

    assert task is not None
    assert task.find(".//{*}userTask") is not None
    assert task.find(".//{*}formDefinition[@formId='form-a']") is not None


def test_a_condition_that_is_none_becomes_a_variable_and_is_told() -> None:
    process = """
        <startEvent id="s"/><exclusiveGateway id="g"/><task id="a"/><task id="b"/>
        s > g
        <sequenceFlow id="f1" name="good" sourceRef="g" targetRef="a"/>
        <sequenceFlow id="f2" sourceRef="g" targetRef="b"/>
        """
    flow = of_process(process).find(".//{*}sequenceFlow[@id='f1']/{*}conditionExpression")

    assert flow is not None
    assert flow.text == "=g_good"
    assert any("reads the variable 'g_good'" in loss for loss in losses_of(process))


def test_a_cancelled_transaction_undoes_and_leaves_as_an_error() -> None:
    root = of_process("""
        <startEvent id="s"/><transaction id="t"><startEvent id="i"/><endEvent id="e">
        <cancelEventDefinition/></endEvent><sequenceFlow id="x" sourceRef="i" targetRef="e"/>
        </transaction><boundaryEvent id="b" attachedToRef="t"><cancelEventDefinition/>
        </boundaryEvent><endEvent id="z"/>
        s > t
        b > z
        """)

    assert root.find(".//{*}transaction") is None
    assert root.find(".//{*}intermediateThrowEvent/{*}compensateEventDefinition") is not None
    assert len(root.findall(".//{*}errorEventDefinition")) == 2


def test_a_standard_loop_becomes_a_gateway_that_leads_back() -> None:
    root = of_process(
        '<startEvent id="s"/><task id="a"><standardLoopCharacteristics><loopCondition>n &lt; 3'
        "</loopCondition></standardLoopCharacteristics></task>\ns > a"
    )
    back = root.find(".//{*}sequenceFlow[@targetRef='a'][@sourceRef='a_again']")

    assert back is not None
    assert (back.findtext("{*}conditionExpression") or "") == "=n < 3"


def test_a_message_is_matched_by_a_key_that_people_have_to_name() -> None:
    process = '<startEvent id="s"/><receiveTask id="a" name="Paid"/>\ns > a'

    assert of_process(process).find(".//{*}message//{*}subscription") is not None
    assert any("correlationKey" in loss for loss in losses_of(process))


def test_instances_are_numbers_up_to_their_count() -> None:
    root = of_process(
        '<startEvent id="s"/><task id="a"><multiInstanceLoopCharacteristics><loopCardinality>4'
        "</loopCardinality></multiInstanceLoopCharacteristics></task>\ns > a"
    )
    loop = root.find(".//{*}loopCharacteristics")

    assert loop is not None
    assert loop.get("inputCollection") == "=for i in 1..4 return i"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("total > 100 and region in ('eu', 'us')", '=(total > 100) and (region in ["eu", "us"])'),
        ("not paid", "=not(paid)"),
        ("${total == 5}", "=total = 5"),
        ("= x > 1", "= x > 1"),
        ("Order is fine", ""),
    ],
)
def test_conditions_are_feel(condition: str, expected: str) -> None:
    assert feel(condition) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("order total", "order_total"), ("3 days", "v_3_days"), ("ok", "ok")]
)
def test_any_text_gives_a_variable(text: str, expected: str) -> None:
    assert variable(text) == expected


def test_a_complex_gateway_is_deployed_as_the_inclusive_one_it_is_run_as() -> None:
    steps = '<startEvent id="s"/><complexGateway id="x" name="Two of"/><endEvent id="e"/>'
    writing = camunda8.write(read(bpmn(f"{steps}\ns > x\nx > e")).definition)

    assert b"complexGateway" not in writing.content
    assert any("no complex gateway" in loss.message for loss in writing.losses)


def test_an_event_based_gateway_with_one_way_is_no_race() -> None:
    steps = '<startEvent id="s"/><eventBasedGateway id="x"/><receiveTask id="r"/><endEvent id="e"/>'
    writing = camunda8.write(read(bpmn(f"{steps}\ns > x\nx > r\nr > e")).definition)

    assert b"eventBasedGateway" not in writing.content
    assert any("lets events race only" in loss.message for loss in writing.losses)
