"""Findings of a whole map: their order, and quiet where nothing is stated."""

from __future__ import annotations

from hypothesis import given, settings

from tests.workflows.definition.lint.maps import codes, healthy
from tests.workflows.definition.nested import nested_maps
from tests.workflows.definition.steps import chain, node, stated
from workflows.definition.findings import Severity
from workflows.definition.lint import lint
from workflows.definition.model import Definition, NodeKind


def test_a_healthy_map_is_only_told_what_is_assumed() -> None:
    assert codes(healthy()) == ["mostly-assumed"]


def test_a_map_fresh_from_a_drawing_tool_is_not_scolded_for_defaults() -> None:
    found = codes(chain(node("start", NodeKind.START), node("a"), node("end", NodeKind.END)))

    assert found == ["no-participant", "mostly-assumed"]


def test_findings_come_worst_first_and_name_a_mend() -> None:
    found = lint(stated(healthy(), "charge", idempotent="no", compensation="none"))
    order = [list(Severity).index(finding.severity) for finding in found]

    assert order == sorted(order)
    assert all(finding.mend and finding.source for finding in found)


@given(nested_maps())
@settings(max_examples=40, deadline=None)
def test_a_finding_on_a_nested_map_names_something_that_is_drawn(definition: Definition) -> None:
    places = {finding.where for finding in lint(definition)}

    assert places <= definition.by_id.keys() | {""}
