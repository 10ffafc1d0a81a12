"""workflows/outline.py"""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings

from tests.workflows.definition.nested import nested_maps
from tests.workflows.stage import ORDER
from workflows.definition.model import Definition, Flow, Node, NodeKind
from workflows.formats import yaml
from workflows.outline import Entry, outline


def _map(*nodes: Node, flows: tuple[tuple[str, str, str], ...]) -> Definition:
    drawn = tuple(
        Flow(id=f"f{number}", source=source, target=target, name=name)
        for number, (source, target, name) in enumerate(flows)
    )
    return Definition(id="m", name="Map", participants=(), nodes=nodes, flows=drawn)


def _node(name: str, kind: NodeKind = NodeKind.TASK, path: tuple[str, ...] = ()) -> Node:
    return Node(id=name, name=name, kind=kind, path=path)


def _entries(definition: Definition) -> list[Entry]:
    return [entry for section in outline(definition) for entry in section.entries]


def test_steps_follow_the_flow_not_the_file() -> None:
    nodes = (_node("last"), _node("first"), _node("middle"))
    definition = _map(*nodes, flows=(("first", "middle", ""), ("middle", "last", "")))

    assert [entry.name for entry in _entries(definition)] == ["first", "middle", "last"]


def test_an_entry_says_what_it_is_and_who_performs_it() -> None:
    entries = {entry.id: entry for entry in _entries(yaml.read(ORDER).definition)}

    assert (entries["pay"].what, entries["pay"].participant) == ("Step", "Bank")
    assert entries["check"].what == "Step for a person"


def test_a_decision_lists_its_branches_by_name() -> None:
    nodes = (_node("enough?", NodeKind.DECISION), _node("pay"), _node("wait"))
    definition = _map(*nodes, flows=(("enough?", "pay", "yes"), ("enough?", "wait", "no")))

    branches = _entries(definition)[0].branches

    assert [(branch.label, branch.target) for branch in branches] == [
        ("yes", "pay"),
        ("no", "wait"),
    ]


def test_a_sub_process_is_a_section_of_its_own() -> None:
    nodes = (_node("a"), _node("b", path=("Billing",)), _node("c"))
    definition = _map(*nodes, flows=(("a", "b", ""), ("b", "c", "")))

    assert [section.title for section in outline(definition)] == ["", "Billing", ""]


def test_what_no_flow_reaches_is_not_left_out() -> None:
    definition = _map(_node("a"), _node("island"), flows=())

    assert {entry.name for entry in _entries(definition)} == {"a", "island"}


def test_a_loop_ends() -> None:
    definition = _map(_node("a"), _node("b"), flows=(("a", "b", ""), ("b", "a", "again")))

    assert {entry.name for entry in _entries(definition)} == {"a", "b"}


def test_a_map_of_a_thousand_steps_has_an_outline() -> None:
    names = [f"step-{number}" for number in range(1_000)]
    flows = tuple((source, target, "") for source, target in pairwise(names))

    entries = _entries(_map(*map(_node, names), flows=flows))

    assert [entry.name for entry in entries] == names


@given(nested_maps())
@settings(max_examples=30, deadline=None)
def test_a_nested_map_is_listed_whole(definition: Definition) -> None:
    listed = {entry.id for entry in _entries(definition)}

    assert listed == definition.flat.by_id.keys()
