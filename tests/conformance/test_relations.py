"""What depends on what in a map."""

from __future__ import annotations

from tests.conformance.causality import Cause, Gathering
from tests.conformance.relations import relations
from tests.conformance.traces import Mark
from tests.workflows.formats.bpmn.sources import bpmn
from workflows.formats.bpmn import read


def relations_of(process: str) -> tuple[Cause | Gathering, ...]:
    return relations(read(bpmn(process)).definition)


def test_a_token_comes_to_a_node_by_any_flow() -> None:
    found = relations_of('<task id="a"/><task id="b"/><task id="c"/>\na > c\nb > c')
    ways = frozenset({Mark("exit", "a-c"), Mark("exit", "b-c")})

    assert Cause(ways, Mark("enter", "c")) in found


def test_a_join_waits_for_the_tokens_that_come_in() -> None:
    found = relations_of('<task id="a"/><task id="b"/><parallelGateway id="j"/>\na > j\nb > j')

    assert Gathering(frozenset({Mark("enter", "j")}), Mark("exit", "j")) in found


def test_a_scope_waits_for_what_stands_in_it() -> None:
    found = relations_of('<subProcess id="x"><task id="t"/></subProcess>')

    assert Gathering(frozenset({Mark("exit", "t")}), Mark("exit", "x")) in found


def test_a_signal_is_caught_after_it_was_thrown() -> None:
    trigger = '<signalEventDefinition signalRef="S"/>'
    found = relations_of(
        f'<endEvent id="throw">{trigger}</endEvent>'
        f'<intermediateCatchEvent id="catch">{trigger}</intermediateCatchEvent>'
    )

    assert Cause(frozenset({Mark("enter", "throw")}), Mark("exit", "catch")) in found


def test_only_what_was_done_is_undone() -> None:
    found = relations_of("""
        <task id="book"/><task id="cancel" isForCompensation="true"/>
        <boundaryEvent id="b" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>
        <association id="as" sourceRef="b" targetRef="cancel"/>""")

    assert Cause(frozenset({Mark("exit", "book")}), Mark("enter", "cancel")) in found
