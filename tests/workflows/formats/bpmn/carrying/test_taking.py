"""What BPMN says and no field does: carried in the definition, through YAML, and given back."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.validators.judging import npm_judged, schema_judged
from tests.workflows.formats.bpmn.keeping.changes import changed
from tests.workflows.formats.bpmn.sources import bpmn
from tests.workflows.formats.corpus import FOLDER, bpmn_files
from workflows.definition.model import Definition, NodeKind
from workflows.formats import yaml
from workflows.formats.bpmn import read, write
from workflows.formats.bpmn.document import Element


def carried(process: str, own_id: str = "a") -> str:
    return dict(read(bpmn(process)).definition.by_id[own_id].foreign).get("bpmn", "")


def again(definition: Definition) -> Element:
    return etree.fromstring(write(definition).content)


@pytest.mark.parametrize(
    ("process", "fragment"),
    [
        ('<serviceTask id="a" name="A" startQuantity="1"/>', ""),
        ('<task id="a"/>', "<task/>"),
        (
            '<scriptTask id="a" scriptFormat="js"><script>go()</script></scriptTask>',
            '<scriptTask scriptFormat="js"><script>go()</script></scriptTask>',
        ),
        ('<exclusiveGateway id="a" gatewayDirection="Diverging"/>', ""),
        (
            '<serviceTask id="a" zeebe:x="1"><extensionElements><zeebe:y b="2" a="1"/>'
            "</extensionElements></serviceTask>",
            '<serviceTask xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" zeebe:x="1">'
            '<extensionElements><zeebe:y a="1" b="2"/></extensionElements></serviceTask>',
        ),
        (
            '<intermediateCatchEvent id="a"><timerEventDefinition><timeDate>2030-01-01</timeDate>'
            "</timerEventDefinition></intermediateCatchEvent>",
            "<intermediateCatchEvent><timerEventDefinition><timeDate>2030-01-01</timeDate>"
            "</timerEventDefinition></intermediateCatchEvent>",
        ),
        (
            '<serviceTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>n'
            "</loopCardinality></multiInstanceLoopCharacteristics></serviceTask>",
            "<serviceTask><multiInstanceLoopCharacteristics><loopCardinality>n"
            "</loopCardinality></multiInstanceLoopCharacteristics></serviceTask>",
        ),
        (
            '<userTask id="a"><potentialOwner><resourceRef>x</resourceRef></potentialOwner>'
            "</userTask>",
            "",
        ),
    ],
)
def test_an_element_carries_what_no_field_says_and_nothing_else(
    process: str, fragment: str
) -> None:
    assert carried(process) == fragment


def test_what_is_carried_is_given_back() -> None:
    definition = read(
        bpmn('<scriptTask id="a" scriptFormat="js"><script>go()</script></scriptTask>')
    ).definition
    task = again(definition).find(".//{*}scriptTask")

    assert task is not None
    assert task.findtext("{*}script") == "go()"


def test_a_step_of_another_kind_keeps_only_the_extensions_of_other_tools() -> None:
    definition = read(
        bpmn(
            '<scriptTask id="a" scriptFormat="js" zeebe:x="1"><extensionElements><zeebe:y/>'
            "</extensionElements><script>go()</script></scriptTask>"
        )
    ).definition
    task = again(changed(definition, "a", kind=NodeKind.USER_TASK)).find(".//{*}userTask")

    assert task is not None
    assert task.get("scriptFormat") is None
    assert task.get("{http://camunda.org/schema/zeebe/1.0}x") == "1"
    assert task.find(".//{http://camunda.org/schema/zeebe/1.0}y") is not None


def test_a_carried_timer_gives_way_to_a_new_one() -> None:
    definition = read(
        bpmn(
            '<intermediateCatchEvent id="a"><timerEventDefinition><timeCycle>R3/PT1M</timeCycle>'
            "</timerEventDefinition></intermediateCatchEvent>"
        )
    ).definition

    assert again(definition).findtext(".//{*}timeCycle") == "R3/PT1M"
    assert again(changed(definition, "a", timer=5.0)).findtext(".//{*}timeDuration") == "PT5S"


def test_messages_and_processes_carry_what_other_tools_wrote() -> None:
    beside = (
        '<message id="m" name="paid"><extensionElements><zeebe:subscription '
        'correlationKey="=id"/></extensionElements></message>'
    )
    content = bpmn('<receiveTask id="a" messageRef="m"/>', beside).replace(
        b'name="Order"', b'name="Order" isExecutable="true"'
    )
    root = again(read(content).definition)
    message = root.find(".//{*}message")

    assert message is not None
    assert message.find(".//{*}subscription") is not None
    assert root.find(".//{*}process[@isExecutable='true']") is not None


def test_a_text_that_is_no_fragment_is_left_out() -> None:
    definition = read(bpmn('<task id="a"/>')).definition
    broken = changed(definition, "a", foreign=(("bpmn", "<a"),))

    assert again(broken).find(".//{*}serviceTask") is not None


@pytest.mark.parametrize("path", bpmn_files())
def test_a_real_file_comes_back_from_yaml_with_all_that_it_carries(path: Path) -> None:
    definition = read(path.read_bytes()).definition
    content = write(yaml.read(yaml.write(definition).content).definition).content

    assert read(content).definition == definition
    assert schema_judged(content) == []


def test_bpmnlint_finds_nothing_in_real_files_that_it_did_not_find_before() -> None:
    before = [path.read_bytes() for path in sorted(FOLDER.glob("bpmn-miwg/*.bpmn"))]
    after = [write(read(content).definition).content for content in before]

    for was, now in zip(npm_judged("bpmnlint", before), npm_judged("bpmnlint", after), strict=True):
        assert len(now) <= len(was)
