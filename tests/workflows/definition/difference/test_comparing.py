"""What differs between two versions, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.definition.difference.maps import changed, renumbered, sentences, shuffled
from tests.workflows.definition.nested import nested_maps
from tests.workflows.definition.steps import chain, node, shop, stated
from tests.workflows.formats.maps import ORDER, TRIP, chains
from workflows.definition.difference import ChangeKind, Subject, difference
from workflows.definition.model import (
    DataFlow,
    Definition,
    EventKind,
    Flow,
    Loop,
    LoopKind,
    NodeKind,
    Variable,
    VariableType,
    Volume,
)
from workflows.formats import registry

_MIRRORED = {
    ChangeKind.ADDED: ChangeKind.REMOVED,
    ChangeKind.REMOVED: ChangeKind.ADDED,
    ChangeKind.CHANGED: ChangeKind.CHANGED,
}


def _read(text: bytes) -> Definition:
    return registry.read("map.yaml", text).definition


@pytest.mark.parametrize("text", [ORDER, TRIP])
def test_a_map_does_not_differ_from_itself(text: bytes) -> None:
    assert not difference(_read(text), _read(text))


@pytest.mark.parametrize("text", [ORDER, TRIP])
def test_the_order_of_a_file_is_no_change(text: bytes) -> None:
    assert sentences(difference(_read(text), shuffled(_read(text)))) == []


def test_a_changed_cell_is_told_with_both_values() -> None:
    before = stated(shop(), "charge", max_attempts="3")

    after = stated(before, "charge", max_attempts="5")

    assert sentences(difference(before, after)) == [
        "“Charge card” is now tried 5 times in all instead of 3."
    ]


def test_a_changed_cell_names_its_column_and_step() -> None:
    change = difference(shop(), stated(shop(), "charge", timeout="5s")).changes[0]

    assert (change.subject, change.field, change.after_id) == (
        Subject.REQUIREMENT,
        "timeout",
        "charge",
    )
    assert (change.label, change.before, change.after) == ("Timeout", "30s", "5s")


def test_people_read_names_where_a_cell_holds_an_id() -> None:
    before = stated(shop(), "charge", effect="yes", participant="payments")

    after = stated(before, "charge", compensation="refund", participant="clerk")

    assert sentences(difference(before, after)) == [
        "“Charge card” is now done by “Clerk” instead of “Payments”.",
        "“Charge card” is now undone by “Refund” instead of nothing.",
    ]


def test_a_new_name_is_a_change_of_name() -> None:
    after = changed(shop(), "charge", name="Take money")

    assert sentences(difference(shop(), after)) == ["“Charge card” is now called “Take money”."]


def test_steps_that_come_and_go_are_told_with_their_flows() -> None:
    before = chain(node("a", name="Ask"), node("b", name="Buy"))
    after = chain(node("a", name="Ask"), node("c", name="Choose"))

    assert sentences(difference(before, after)) == [
        "Step “Choose” is new.",
        "Step “Buy” is gone.",
        "The flow from “Ask” to “Choose” is new.",
        "The flow from “Ask” to “Buy” is gone.",
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": NodeKind.USER_TASK}, "now a task for a person instead of a task."),
        ({"loop": Loop(kind=LoopKind.PARALLEL)}, "now done 3 times at the same time instead of"),
        ({"documentation": "New words"}, "The notes on “Charge card” have changed."),
        ({"path": ("Money",)}, "now stands in the group Money instead of nothing."),
        ({"foreign": (("asl", "{}"),)}, "What other tools say about “Charge card” has changed."),
    ],
)
def test_each_field_of_a_step_has_its_sentence(fields: dict[str, object], sentence: str) -> None:
    told = sentences(difference(shop(), changed(shop(), "charge", **fields)))

    assert len(told) == 1
    assert sentence in told[0]


def test_a_timer_that_changes_is_told_with_its_time() -> None:
    before = chain(replace(node("w", NodeKind.CATCH, "Wait"), event=EventKind.TIMER, timer=60.0))

    after = changed(before, "w", timer=3600.0)

    assert sentences(difference(before, after)) == [
        "“Wait” is now about a timer of 1h instead of a timer of 1m."
    ]


def test_a_flow_that_leads_elsewhere_is_one_change() -> None:
    before = replace(shop(), flows=(Flow(id="f", source="start", target="charge"),))
    after = replace(shop(), flows=(Flow(id="f", source="start", target="approve"),))

    assert sentences(difference(before, after)) == [
        "The flow from “start” to “Charge card” now leads to “Approve”."
    ]


def test_a_condition_that_changes_is_told() -> None:
    flow = Flow(id="f", source="start", target="charge", condition="total > 5")
    before = replace(shop(), flows=(flow,))
    after = replace(shop(), flows=(replace(flow, condition="total > 9"),))

    assert (
        "condition is now “total > 9” instead of “total > 5”"
        in sentences(difference(before, after))[0]
    )


def test_participants_data_and_variables_are_told() -> None:
    after = replace(
        shop(),
        participants=(replace(shop().participants[0], team="Cash"),),
        data_flows=(DataFlow(name="order", source="charge", target="approve"),),
        variables=(Variable(name="total", type=VariableType.NUMBER, low=1, high=2),),
        sla=60.0,
        volume=Volume(now=5),
    )

    assert sentences(difference(shop(), after)) == [
        "The map: longest time of a case is now 1m instead of no limit.",
        "The map: cases an hour now is now 5 instead of 100.",
        "Participant “Payments”: team is now “Cash” instead of “Money”.",
        "Participant “Clerk” is gone.",
        "The data “order” from “Charge card” to “Approve” is new.",
        "Variable “total” is new.",
    ]


def test_ids_that_another_tool_has_given_anew_are_no_change() -> None:
    before, after = shop(), renumbered(shop())

    found = difference(before, after)

    assert sentences(found) == []
    assert found.renumbered["charge"] == "x-charge"


def test_what_shares_its_name_is_told_apart_by_its_neighbours() -> None:
    one = chain(node("a", name="Check"), node("b", name="Ship"), node("c", name="Check"))
    other = chain(node("q", name="Check"), node("b", name="Ship"), node("p", name="Check"))

    assert difference(one, other).counterparts == {"a": "q", "b": "b", "c": "p"}


def test_a_gateway_without_a_name_is_found_by_its_neighbours() -> None:
    before = chain(node("a"), replace(node("g", NodeKind.DECISION), name=""), node("b"))
    after = chain(node("a"), replace(node("h", NodeKind.DECISION), name=""), node("b"))

    assert sentences(difference(before, after)) == []


def test_what_changes_in_a_called_map_says_where() -> None:
    called = replace(shop(), id="pay", name="Pay")
    before = replace(chain(node("a")), called=(called,))
    after = replace(before, called=(changed(called, "charge", name="Take"),))

    found = difference(before, after)

    assert sentences(found) == ["In “Pay”: “Charge card” is now called “Take”."]
    assert not found.after_marks


def test_marks_name_what_to_colour_in_either_drawing() -> None:
    before = chain(node("a"), node("b"))
    after = changed(chain(node("a"), node("c")), "a", name="A")

    found = difference(before, after)

    assert found.before_marks == {"a": "changed", "b": "removed", "a-to-b": "removed"}
    assert found.after_marks == {"a": "changed", "c": "added", "a-to-c": "added"}


def test_the_size_counts_elements_not_lines() -> None:
    after = stated(shop(), "charge", max_attempts="5", timeout="9s")

    assert difference(shop(), after).size == "1 changed"
    assert difference(shop(), shop()).size == "no change"


def test_another_participant_is_recognised_by_its_name() -> None:
    before = stated(shop(), "charge", participant="payments")
    people = (replace(before.participants[0], id="p1"), *before.participants[1:])
    after = changed(replace(before, participants=people), "charge", participant="p1")

    assert sentences(difference(before, after)) == []


@settings(max_examples=40, deadline=None)
@given(st.one_of(nested_maps(), chains()), st.one_of(nested_maps(), chains()))
def test_the_way_back_tells_the_same_changes_mirrored(one: Definition, other: Definition) -> None:
    there, back = difference(one, other), difference(other, one)

    assert {new: old for old, new in there.counterparts.items()} == back.counterparts
    assert sorted(
        (_MIRRORED[c.kind], c.subject, c.after_id, c.before_id, c.field, c.after, c.before)
        for c in there
    ) == sorted(
        (c.kind, c.subject, c.before_id, c.after_id, c.field, c.before, c.after) for c in back
    )


@settings(max_examples=40, deadline=None)
@given(nested_maps())
def test_no_map_differs_from_itself_however_it_is_listed(one: Definition) -> None:
    assert sentences(difference(one, shuffled(one))) == []
