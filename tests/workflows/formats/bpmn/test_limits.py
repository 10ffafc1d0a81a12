"""BPMN that is too much, too deep, wrongly encoded or refers to nothing: refused, in words."""

from __future__ import annotations

import pytest

from tests.workflows.formats.bpmn.sources import bpmn
from workflows.definition.findings import DefinitionError
from workflows.formats.bpmn import read, with_drawing, write

NESTED_ENTITIES = b"".join(
    b'<!ENTITY a%d "%s">' % (place, b"&a%d;" % (place - 1) * 10) for place in range(1, 12)
)
BOMB = b'<!DOCTYPE a [<!ENTITY a0 "ha">' + NESTED_ENTITIES + b']><a b="&a11;"/>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + bpmn("<task/>")


def refused(content: bytes) -> str:
    with pytest.raises(DefinitionError) as caught:
        read(content)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (bpmn('<task id="a"/>' * 10_001), "10,001 steps, gateways and events, at most 10,000"),
        (bpmn('<sequenceFlow id="a"/>' * 30_001), "30,001 flows, at most 30,000"),
        (bpmn("", '<process id="q"/>' * 500), "501 processes, at most 500"),
        (bpmn(f"<task {' '.join(f'a{n}=""' for n in range(501))}/>"), "501 attributes"),
        (bpmn("<subProcess>" * 10_000 + "</subProcess>" * 10_000), "Excessive depth"),
        (BOMB, "is not well-formed XML: Maximum entity amplification"),
        (OUTSIDE, "has a DOCTYPE"),
        (b'<?xml version="1.0" encoding="klingon"?>' + bpmn(""), "Unsupported encoding"),
        (b'<?xml version="1.0" encoding="UTF-16"?>' + bpmn(""), "is not well-formed XML"),
        (bpmn('<task id="a" name="\xe9"/>').decode().encode("latin-1"), "is not well-formed XML"),
    ],
)
def test_what_cannot_be_read_safely_is_refused(content: bytes, message: str) -> None:
    assert message in refused(content)


@pytest.mark.parametrize(
    ("process", "message"),
    [
        ('<task id="a"/><task id="a"/>', "the id is taken"),
        ('<task id="a"/>\na > gone', "leads to 'gone', which is not in the map"),
        ('<boundaryEvent id="b" attachedToRef="b"/>', "is attached to 'b'"),
        ('<callActivity id="c" calledElement="p"/>', "leads back to 'p' without an end"),
    ],
)
def test_what_refers_to_nothing_or_to_itself_is_refused(process: str, message: str) -> None:
    assert message in refused(bpmn(process))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_every_declared_encoding_is_read(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = (
        f'<?xml version="1.0" encoding="{declared}"?>' + bpmn('<task id="a" name="Été"/>').decode()
    )

    assert read(text.encode(encoding)).definition.by_id["a"].name == "Été"


def test_references_that_only_decorate_are_left_out() -> None:
    content = bpmn(
        '<laneSet id="s"><lane id="l"><flowNodeRef>gone</flowNodeRef></lane></laneSet>'
        '<task id="a" default="gone"/><association id="x" sourceRef="gone" targetRef="a"/>'
    )

    assert read(content).definition.by_id["a"].participant is None


def test_included_files_are_never_opened() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'

    assert b"root:" not in write(read(bpmn(f'<task id="a"/>{include}')).definition).content


def test_extensions_beyond_measure_stay_in_the_file_only() -> None:
    many = bpmn(
        f'<task id="a"><extensionElements>{"<zeebe:x/>" * 2_001}</extensionElements></task>'
    )
    reading = read(many)

    assert "zeebe" not in str(reading.definition.by_id["a"].foreign)
    assert any("kept in the original only" in note.message for note in reading.notes)


def test_a_drawing_that_refers_to_nothing_changes_nothing() -> None:
    content = bpmn('<task id="a"/>').replace(
        b"</definitions>",
        b'<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"><d:BPMNPlane>'
        b'<d:BPMNShape bpmnElement="gone"/></d:BPMNPlane></d:BPMNDiagram></definitions>',
    )

    assert with_drawing(content) == content
    assert read(content).definition.nodes
