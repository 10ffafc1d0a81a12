"""What two people made of one version, in one file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.formats.bpmn.merging.edits import (
    BASE,
    Edit,
    add_step,
    dangling,
    delete,
    edge_points,
    edited,
    edits,
    flow,
    left,
    line,
    move,
    nodes,
    reassign,
    rename,
    rename_lane,
    require,
    says,
)
from tests.workflows.formats.corpus import bpmn_files
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition
from workflows.formats.bpmn import read as read_bpmn
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.merging import Choice, Merge, merged


def merge(mine: Edit | None = None, theirs: Edit | None = None, **choices: Choice) -> Merge:
    one, other = (edited(BASE, *([edit] if edit else [])) for edit in (mine, theirs))
    return merged(BASE, one, other, choices)


def read(merge: Merge) -> Definition:
    return read_bpmn(merge.content).definition


def test_edits_of_different_steps_both_hold() -> None:
    found = merge(rename("pay", "Take money"), rename("ship", "Send"))

    assert found.conflicts == ()
    assert [read(found).by_id[n].name for n in ("pay", "ship")] == ["Take money", "Send"]


def test_different_cells_of_one_step_both_hold() -> None:
    found = merge(require("pay", timeout="9s"), require("pay", max_attempts="7"))

    needs = read(found).by_id["pay"].requirements
    assert found.conflicts == ()
    assert needs is not None
    assert (needs.timeout, needs.retry.max_attempts) == (9.0, 7)


def test_one_cell_stated_twice_is_a_conflict_in_words() -> None:
    [conflict] = merge(require("pay", timeout="9s"), require("pay", timeout="7s")).conflicts

    assert (conflict.element, conflict.where) == ("pay", "Service task “Charge card”")
    assert (conflict.field, conflict.before, conflict.mine, conflict.theirs) == (
        "Timeout",
        "5s",
        "9s",
        "7s",
    )


def test_mine_holds_until_theirs_is_chosen() -> None:
    mine, theirs = rename("pay", "Mine"), rename("pay", "Theirs")

    found = merge(mine, theirs)
    chosen = merge(mine, theirs, **{found.conflicts[0].key: Choice.THEIRS})

    assert (read(found).by_id["pay"].name, len(found.open)) == ("Mine", 1)
    assert (read(chosen).by_id["pay"].name, len(chosen.open)) == ("Theirs", 0)


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    assert merge(rename("pay", "Pay"), rename("pay", "Pay")).conflicts == ()


def test_a_step_of_theirs_comes_with_its_flow_and_its_place() -> None:
    found = merge(rename("pay", "Pay"), add_step("extra", "pay"))

    assert "extra" in read(found).by_id
    assert b'bpmnElement="extra"' in found.content
    assert dangling(found.content) == []


def test_what_they_took_away_goes() -> None:
    found = merge(rename("pay", "Pay"), delete("wait"))

    assert "wait" not in read(found).by_id
    assert dangling(found.content) == []


def test_an_edit_of_what_they_took_away_is_a_conflict() -> None:
    found = merge(rename("wait", "Hold on"), delete("wait"))

    [conflict] = found.conflicts
    assert (conflict.mine, conflict.theirs) == ("changed (name)", "taken away")
    assert "wait" in read(found).by_id


def test_what_is_kept_keeps_its_flows() -> None:
    found = merge(rename("wait", "Hold on"), delete("wait"))

    kept = read(found)
    assert [f.source for f in kept.incoming["wait"]] == ["ship"]
    assert [f.target for f in kept.outgoing["wait"]] == ["end"]


def test_what_i_took_away_can_come_back_with_its_flows() -> None:
    key = merge(delete("wait"), rename("wait", "Hold on")).conflicts[0].key

    gone = merge(delete("wait"), rename("wait", "Hold on"))
    kept = merge(delete("wait"), rename("wait", "Hold on"), **{key: Choice.THEIRS})

    assert "wait" not in read(gone).by_id
    assert read(kept).by_id["wait"].name == "Hold on"
    assert [f.source for f in read(kept).incoming["wait"]] == ["ship"]
    assert dangling(kept.content) == []


def test_a_new_flow_to_what_they_took_away_is_a_conflict_and_never_dangles() -> None:
    mine, theirs = flow("pay", "wait"), delete("wait")

    found = merge(mine, theirs)
    chosen = merge(mine, theirs, **{found.conflicts[0].key: Choice.THEIRS})

    assert found.conflicts[0].mine.startswith("used by Sequence flow")
    assert "wait" in read(found).by_id
    assert "wait" not in read(chosen).by_id
    assert dangling(found.content) == dangling(chosen.content) == []


def test_two_moves_of_one_shape_are_no_conflict_and_mine_holds() -> None:
    found = merge(move("pay", 11), move("pay", 22))

    assert found.conflicts == ()
    assert says(found.content) == says(edited(BASE, move("pay", 11)))


def test_a_step_in_two_lanes_is_a_conflict() -> None:
    [conflict] = merge(reassign("pay", "Lane_clerk"), reassign("pay", "Lane_idle")).conflicts

    assert (conflict.field, conflict.mine, conflict.theirs) == (
        "Lane",
        "“Clerk”",
        "“Nobody yet”",
    )


def test_a_step_that_they_put_into_another_lane_follows() -> None:
    there = reassign("pay", "Lane_clerk")

    found = merge(rename("pay", "Pay"), there)

    assert says(found.content) == says(edited(BASE, there, rename("pay", "Pay")))
    assert found.content.count(b"flowNodeRef>pay<") == 1


def test_a_row_that_they_took_away_and_i_changed_is_one_conflict() -> None:
    def strip(root: Element) -> None:
        for task in root.iter(bpmn("serviceTask")):
            for own in task.findall(bpmn("extensionElements")):
                task.remove(own)

    found = merge(require("pay", timeout="9s"), strip)
    chosen = merge(require("pay", timeout="9s"), strip, **{found.conflicts[0].key: Choice.THEIRS})

    assert len(found.conflicts) == 1
    assert b'timeout="9s"' in found.content
    assert b'timeout="9s"' not in chosen.content


def test_an_edge_follows_the_shape_that_the_other_side_moved() -> None:
    def bend(root: Element) -> None:
        for point in edge_points(root, "pay-to-enough"):
            point.set("y", "42")

    [(was, _), *_] = line(BASE, "pay-to-enough")

    found = merge(bend, move("pay", 1000))

    [(x, y), *_] = line(found.content, "pay-to-enough")
    assert (x - was, y) == (1000 - left(BASE, "pay"), 42)


def test_what_is_no_bpmn_is_refused() -> None:
    with pytest.raises(DefinitionError):
        merged(BASE, BASE, b"<no/>")


@settings(max_examples=40, deadline=None)
@given(edits())
def test_one_side_alone_holds_as_it_is(mine: list[Edit]) -> None:
    content = edited(BASE, *mine)

    assert merged(BASE, content, BASE) == Merge(content=content)
    assert merged(BASE, content, content) == Merge(content=content)
    other = merged(BASE, BASE, content)
    assert other.conflicts == ()
    assert says(other.content) == says(content)


@settings(max_examples=80, deadline=None)
@given(edits(), edits(), st.sampled_from(Choice))
def test_nothing_dangles_whatever_is_chosen(
    mine: list[Edit], theirs: list[Edit], choice: Choice
) -> None:
    one, other = (edited(BASE, *side) for side in (mine, theirs))
    found = merged(BASE, one, other)

    chosen = merged(BASE, one, other, {conflict.key: choice for conflict in found.conflicts})

    assert dangling(found.content) == []
    assert dangling(chosen.content) == []
    assert [c.key for c in chosen.conflicts] == [c.key for c in found.conflicts]
    assert chosen.open == ()


@settings(max_examples=40, deadline=None)
@given(edits(), edits())
def test_the_sides_swapped_are_in_conflict_about_the_same(
    mine: list[Edit], theirs: list[Edit]
) -> None:
    one, other = (edited(BASE, *side) for side in (mine, theirs))

    there, back = merged(BASE, one, other), merged(BASE, other, one)

    assert {c.key for c in there.conflicts} == {c.key for c in back.conflicts}


@pytest.mark.parametrize("path", bpmn_files())
def test_real_files_merge(path: Path) -> None:
    base = path.read_bytes()
    first, *_, last = nodes(base)
    mine, theirs = edited(base, rename(first, "Mine")), edited(base, delete(last))

    there, back = merged(base, mine, theirs), merged(base, theirs, mine)

    assert set(dangling(there.content)) <= set(dangling(base))
    assert says(there.content).keys() == says(back.content).keys()


def test_a_lane_renamed_with_its_participant_is_asked_about_once() -> None:
    mine, theirs = rename_lane("Lane_pay", "Treasury"), rename_lane("Lane_pay", "Billing")
    [conflict] = merge(mine, theirs).conflicts

    chosen = merge(mine, theirs, **{conflict.key: Choice.THEIRS})

    assert chosen.content.count(b'"Billing"') == 2
    assert b"Treasury" not in chosen.content
