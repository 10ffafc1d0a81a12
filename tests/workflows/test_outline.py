"""workflows/outline.py"""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings

from tests.workflows.definition.nested import nested_maps
from tests.workflows.stage import ORDER
from workflows.definition.editing import add_boundary, add_compensation
from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind
from workflows.formats import yaml
from workflows.outline import Entry, outline


def _map(*nodes: Node, flows: tuple[tuple[str, str, str], ...]) -> Definition:
    drawn = tuple(
        Flow(id=f"f{number}", source=source, target=target, name=name)
        for number, (source, target, name) in enumerate(flows)
    )
    return Definition(id="m", name="Map", participants=(), nodes=nodes, flows=drawn)


def _node(name: str, kind: NodeKind = NodeKind.TASK, parent: str | None = None) -> Node:
    return Node(id=name, name=name, kind=kind, parent=parent)


def _top(definition: Definition) -> list[Entry]:
    return [entry for section in outline(definition) for entry in section.entries]


def _all(definition: Definition) -> list[Entry]:
    return [entry for top in _top(definition) for entry in top.everything()]


def test_steps_follow_the_flow_not_the_file() -> None:
    nodes = (_node("last"), _node("first"), _node("middle"))
    definition = _map(*nodes, flows=(("first", "middle", ""), ("middle", "last", "")))

    assert [entry.name for entry in _top(definition)] == ["first", "middle", "last"]


def test_an_entry_says_what_it_is_and_who_performs_it() -> None:
    entries = {entry.id: entry for entry in _top(yaml.read(ORDER).definition)}

    assert (entries["pay"].what, entries["pay"].participant) == ("Step", "Bank")
    assert entries["check"].what == "Step for a person"


def test_a_decision_holds_its_branches_and_goes_on_where_they_meet() -> None:
    nodes = (_node("enough?", NodeKind.DECISION), _node("pay"), _node("wait"), _node("end"))
    flows = (("enough?", "pay", "yes"), ("enough?", "wait", "no"), ("pay", "end", ""))
    definition = _map(*nodes, flows=(*flows, ("wait", "end", "")))

    decision, end = _top(definition)

    held = [(branch.label, [one.id for one in branch.entries]) for branch in decision.branches]
    assert held == [("yes", ["pay"]), ("no", ["wait"])]
    assert end.id == "end"
    assert all(branch.meets for branch in decision.branches)


def test_a_branch_that_leads_back_says_where_to() -> None:
    nodes = (_node("ask"), _node("fine?", NodeKind.DECISION), _node("end", NodeKind.END))
    flows = (("ask", "fine?", ""), ("fine?", "end", "yes"), ("fine?", "ask", "no"))

    again = _top(_map(*nodes, flows=flows))[1].branches[1]

    assert (again.target_id, again.entries, again.meets) == ("ask", (), False)


def test_a_sub_process_holds_what_is_inside() -> None:
    nodes = (_node("a"), _node("box", NodeKind.SUB_PROCESS), _node("b", parent="box"))

    entries = _top(_map(*nodes, flows=(("a", "box", ""),)))

    assert [entry.id for entry in entries] == ["a", "box"]
    assert [entry.id for entry in entries[1].inside] == ["b"]


def test_events_on_the_border_and_what_undoes_are_listed_with_the_step() -> None:
    definition = add_boundary(
        yaml.read(ORDER).definition, "pay", "Too late", EventKind.TIMER, timer=60
    )
    definition = add_compensation(definition, "pay", "Pay back")

    pay = next(entry for entry in _all(definition) if entry.id == "pay")

    assert [entry.what for entry in pay.events] == ["Interrupts Charge card: after 1m", "End"]
    assert [entry.what for entry in pay.undo] == ["Undoes Charge card"]


def test_what_no_flow_reaches_is_not_left_out() -> None:
    definition = _map(_node("a"), _node("island"), flows=())

    assert {entry.name for entry in _top(definition)} == {"a", "island"}


def test_a_loop_ends_and_says_where_it_leads() -> None:
    definition = _map(_node("a"), _node("b"), flows=(("a", "b", ""), ("b", "a", "again")))

    last = _top(definition)[-1]

    assert last.loops_to is not None
    assert (last.loops_to.label, last.loops_to.target_id) == ("again", "a")


def test_a_map_of_a_thousand_steps_has_an_outline() -> None:
    names = [f"step-{number}" for number in range(1_000)]
    flows = tuple((source, target, "") for source, target in pairwise(names))

    entries = _top(_map(*map(_node, names), flows=flows))

    assert [entry.name for entry in entries] == names


def test_decisions_within_decisions_end_at_a_depth_that_can_be_drawn() -> None:
    names = [f"d{number}" for number in range(200)]
    nodes = [_node(name, NodeKind.DECISION) for name in names]
    ends = [_node(f"end-{name}", NodeKind.END) for name in names]
    flows = [(source, target, "") for source, target in pairwise(names)]
    flows += [(name, f"end-{name}", "") for name in names]

    entries = _all(_map(*nodes, *ends, flows=tuple(flows)))

    assert len(entries) == 400


@given(nested_maps())
@settings(max_examples=60, deadline=None)
def test_a_nested_map_is_listed_whole_and_nothing_twice(definition: Definition) -> None:
    listed = [entry.id for entry in _all(definition)]

    assert sorted(listed) == sorted(definition.by_id)
