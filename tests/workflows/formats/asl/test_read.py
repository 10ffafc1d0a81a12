"""State machines as maps, and everything wrong with one at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workflows.formats.asl.machines import def_of, machine, task
from workflows.definition.findings import DefinitionError
from workflows.definition.model import EventKind, LoopKind, NodeKind
from workflows.formats.asl import read

_END = {"Type": "Succeed"}


def _problems(states: dict[str, Any], **more: Any) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        read(machine(states, **more))
    return [str(problem) for problem in caught.value.problems]


def _notes(states: dict[str, Any]) -> str:
    return " ".join(note.message for note in read(machine(states)).notes)


@pytest.mark.parametrize(
    ("state", "kind", "event"),
    [
        (task(), NodeKind.TASK, EventKind.NONE),
        ({"Type": "Pass", "End": True}, NodeKind.THROW, EventKind.NONE),
        ({"Type": "Wait", "Seconds": 5, "End": True}, NodeKind.CATCH, EventKind.TIMER),
        (_END, NodeKind.END, EventKind.NONE),
        ({"Type": "Fail", "Error": "Late"}, NodeKind.END, EventKind.ERROR),
    ],
)
def test_each_type_of_state_is_a_kind_of_node(
    state: dict[str, Any], kind: NodeKind, event: EventKind
) -> None:
    node = def_of({"Do it": state}).by_id["do-it"]

    assert (node.name, node.kind, node.event) == ("Do it", kind, event)


def test_a_choice_is_a_decision_with_its_rules_on_the_flows() -> None:
    rule = {"Variable": "$.total", "NumericGreaterThan": 9, "Next": "Big"}
    choice = {"Type": "Choice", "Choices": [rule], "Default": "Small"}

    flows = def_of({"Size": choice, "Big": _END, "Small": _END}).outgoing["size"]

    assert [(f.target, f.condition, f.default) for f in flows] == [
        ("big", "total > 9", False),
        ("small", "", True),
    ]


def test_the_branches_of_a_parallel_stand_between_a_fork_and_a_join() -> None:
    branch = {"StartAt": "A", "States": {"A": task()}}
    other = {"StartAt": "B", "States": {"B": _END}}

    found = def_of({"Both": {"Type": "Parallel", "Branches": [branch, other], "End": True}})

    assert found.by_id["both"].kind is NodeKind.SUB_PROCESS
    assert [flow.target for flow in found.outgoing["both-fork"]] == ["a", "b"]
    assert [flow.source for flow in found.incoming["both-join"]] == ["a", "b"]


def test_several_ends_of_a_branch_come_together_before_the_join() -> None:
    rule = {"Variable": "$.a", "BooleanEquals": True, "Next": "B"}
    states = {
        "A": {"Type": "Choice", "Choices": [rule], "Default": "C"},
        "B": task(),
        "C": _END,
    }
    branches = [{"StartAt": "A", "States": states}, {"StartAt": "D", "States": {"D": task()}}]

    found = def_of({"Both": {"Type": "Parallel", "Branches": branches, "End": True}})

    assert [flow.source for flow in found.incoming["both-join"]] == ["both-merge-1", "d"]


def test_one_branch_needs_no_gateways() -> None:
    branch = {"StartAt": "A", "States": {"A": task()}}

    found = def_of({"Try": {"Type": "Parallel", "Branches": [branch], "End": True}})

    assert [node.id for node in found.children["try"]] == ["try-start", "a", "try-end"]


@pytest.mark.parametrize(
    ("more", "kind"), [({}, LoopKind.PARALLEL), ({"MaxConcurrency": 1}, LoopKind.SEQUENTIAL)]
)
@pytest.mark.parametrize("key", ["ItemProcessor", "Iterator"])
def test_a_map_repeats_for_each_item(key: str, more: dict[str, Any], kind: LoopKind) -> None:
    inside = {"StartAt": "A", "States": {"A": task()}}

    node = def_of({"Each": {"Type": "Map", key: inside, "End": True, **more}}).by_id["each"]

    assert node.loop is not None
    assert node.loop.kind is kind


def test_a_catcher_is_an_event_for_each_of_its_errors() -> None:
    catch = [{"ErrorEquals": ["Declined", "Expired"], "Next": "No"}]
    catch += [{"ErrorEquals": ["States.ALL"], "Next": "No"}]

    found = def_of({"Pay": task(Catch=catch), "No": _END})

    assert [(n.id, n.ref) for n in found.boundaries["pay"]] == [
        ("pay-declined", "Declined"),
        ("pay-expired", "Expired"),
        ("pay-all", ""),
    ]


def test_a_caught_timeout_is_a_timer() -> None:
    catch = [{"ErrorEquals": ["States.Timeout"], "Next": "No"}]

    found = def_of({"Pay": task(TimeoutSeconds=60, Catch=catch), "No": _END})

    (event,) = found.boundaries["pay"]
    assert (event.event, event.timer) == (EventKind.TIMER, 60.0)


def test_a_timeout_that_is_tried_again_first_is_an_error() -> None:
    catch = [{"ErrorEquals": ["States.Timeout"], "Next": "No"}]
    retry = [{"ErrorEquals": ["States.ALL"]}]

    found = def_of({"Pay": task(TimeoutSeconds=60, Catch=catch, Retry=retry), "No": _END})

    (event,) = found.boundaries["pay"]
    assert (event.event, event.ref) == (EventKind.ERROR, "States.Timeout")


def test_a_step_without_retry_and_timeout_is_stated_to_have_none() -> None:
    needs = def_of({"Pay": task()}).by_id["pay"].requirements

    assert needs is not None
    assert (needs.retry.max_attempts, needs.timeout) == (1, None)
    assert not {"max_attempts", "timeout"} & needs.assumed


def test_waiting_for_a_state_and_asking_again_is_a_loop() -> None:
    rule = {"Variable": "$.done", "BooleanEquals": True, "Next": "Ready"}
    found = def_of(
        {
            "Look": task(Next="Ready?"),
            "Ready?": {"Type": "Choice", "Choices": [rule], "Default": "Wait"},
            "Wait": {"Type": "Wait", "Seconds": 9, "Next": "Look"},
            "Ready": _END,
        }
    )

    assert [flow.target for flow in found.outgoing["wait"]] == ["look"]


def test_names_that_are_no_ids_are_kept_as_names() -> None:
    states = {"Überprüfung ①.x": {"Type": "Pass", "Next": "7"}, "7": {"Type": "Pass", "Next": "…"}}

    found = def_of({**states, "…": _END})

    assert [node.id for node in found.nodes] == ["start", "uberprufung-1.x", "state-7", "state"]


@pytest.mark.parametrize(
    ("states", "note"),
    [
        ({"A": _END, "B": _END}, "No state leads to “B”"),
        ({"A": {"Type": "Wait", "SecondsPath": "$.s", "End": True}}, "as long as its input says"),
        ({"A": {"Type": "Wait", "Timestamp": "2030-01-01", "End": True}}, "until a fixed time"),
        ({"A": task(TimeoutSecondsPath="$.t")}, "known only while it runs"),
        ({"A" * 90: _END}, "has 90 characters"),
        ({"A": task(Retry=[{"ErrorEquals": ["a"], "MaxAttempts": 5000}])}, "is tried 5001 times"),
    ],
)
def test_what_is_assumed_or_not_read_is_told(states: dict[str, Any], note: str) -> None:
    assert note in _notes(states)


@pytest.mark.parametrize(
    ("states", "problem"),
    [
        ({}, "state machine: States is empty; add at least one state"),
        ({"A": {"Type": "Pass", "Next": "b"}}, "Next names 'b', which is no state here"),
        ({"A": {"Type": "Pass", "Next": None}}, "Next names '', which is no state here"),
        ({"A": task(Next="A", End=True)}, "has both Next and End; keep one"),
        ({"A": {"Type": "Pass"}}, "leads nowhere; give it a Next, or End: true"),
        ({"A": {"Type": "Pass", "End": "yes"}}, "End must be true, or left out"),
        ({"A": {"Type": "Pass", "Next": "A"}}, "the loop of a has no exit"),
        ({"A": {"Type": "Tusk"}}, "Type must be one of Task, Pass"),
        ({"A": {}}, "has no Type"),
        ({"A": []}, "must be an object with a Type"),
        ({"": _END}, "has a state without a name"),
        ({"A": {"Type": "Task", "End": True}}, "has no Resource"),
        ({"A": task(TimeoutSeconds="5")}, "TimeoutSeconds must be a number, got the text '5'"),
        ({"A": task(TimeoutSeconds=-1)}, "TimeoutSeconds must be between 0 and 99,999,999"),
        ({"A": task(Retry={})}, "Retry must be a list, got an object"),
        ({"A": task(Retry=[{}])}, "ErrorEquals must list one error name or more"),
        ({"A": task(Catch=[{"ErrorEquals": ["x"]}])}, "has a catcher without Next"),
        ({"A": {"Type": "Wait", "End": True}}, "says not how long"),
        ({"A": {"Type": "Choice"}}, "has no Choices"),
        ({"A": {"Type": "Choice", "Choices": [{"Next": "A"}]}}, "a rule that asks nothing"),
        ({"A": {"Type": "Map", "End": True}}, "has no ItemProcessor"),
        ({"A": {"Type": "Parallel", "End": True}}, "has no Branches"),
    ],
)
def test_what_is_wrong_is_told_with_its_mend(states: dict[str, Any], problem: str) -> None:
    assert problem in " | ".join(_problems(states))


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    content = b'{"StartAt": "C",\n"States": {\n"A": {"Type": "Pass"},\n"B": {}\n}}'

    with pytest.raises(DefinitionError) as caught:
        read(content)

    assert [problem.line for problem in caught.value.problems] == [1, 3, 4]


def test_a_near_name_is_offered() -> None:
    assert (
        "did you mean 'Charge card'?" in _problems({"Charge card": _END}, StartAt="Charge crad")[0]
    )


def test_more_scopes_than_a_map_can_hold_are_refused_by_name() -> None:
    inside: dict[str, Any] = {"StartAt": "S", "States": {"S": task()}}
    for number in range(30):
        state = {"Type": "Parallel", "Branches": [inside], "End": True}
        inside = {"StartAt": f"S{number}", "States": {f"S{number}": state}}

    found = _problems(inside["States"])

    assert "state 'S8': lies deeper than 20 sub-processes; call another map instead" in found


def test_a_template_is_told_what_to_give_instead() -> None:
    with pytest.raises(DefinitionError, match="give the Definition of one state machine"):
        read(b"Resources:\n  A: {Type: 'AWS::Serverless::StateMachine'}")
