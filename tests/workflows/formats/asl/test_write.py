"""Maps as state machines: what becomes what, and what is told of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.validators.judging import npm_judged
from tests.workflows.formats.asl.machines import LAMBDA, def_of, machine, mapped, states_of, task
from tests.workflows.formats.bpmn.nested_maps import NESTED, POOLS
from tests.workflows.formats.maps import ORDER, TRIP
from workflows.formats import yaml
from workflows.formats.asl import read, read_yaml, write, write_yaml

_FORK = """
id: m
nodes: [{id: a}, {id: f, kind: parallel}, {id: b}, {id: c}, {id: j, kind: parallel}, {id: e}]
flows: [a -> f -> b -> j -> e, f -> c -> j]
"""
_MAPS = {
    "order": yaml.read(ORDER).definition,
    "trip": yaml.read(TRIP).definition,
    "nested": NESTED,
    "pools": POOLS,
}
_SHORT = '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}'
_WIDE = """{
    "StartAt": "A",
    "States": {
        "A": {
            "Type": "Succeed"
        }
    }
}
"""


def _losses(text: str) -> str:
    return " ".join(loss.message for loss in write(mapped(text)).losses)


@pytest.mark.parametrize("name", _MAPS)
def test_the_validator_takes_what_is_written(name: str) -> None:
    content = write(_MAPS[name]).content

    assert npm_judged("asl", [content]) == [[]]


def test_a_fork_becomes_a_parallel_that_goes_on_behind_its_join() -> None:
    states = states_of(_FORK)

    assert [list(branch["States"]) for branch in states["f"]["Branches"]] == [["b"], ["c"]]
    assert states["f"]["Next"] == "e"


def test_branches_that_meet_before_the_others_share_one() -> None:
    text = """
id: m
nodes: [{id: f, kind: parallel}, {id: b}, {id: c}, {id: d}, {id: x, kind: parallel},
  {id: j, kind: parallel}]
flows: [f -> b -> j, f -> c -> x -> j, f -> d -> x]
"""
    alone, together = states_of(text)["f"]["Branches"]

    (inner,) = together["States"].values()
    assert list(alone["States"]) == ["b"]
    assert [list(branch["States"]) for branch in inner["Branches"]] == [["c"], ["d"]]


def test_a_join_that_cannot_be_nested_is_told() -> None:
    text = """
id: m
nodes: [{id: f, kind: parallel}, {id: b}, {id: c}, {id: x, kind: parallel}, {id: y, kind: parallel},
  {id: g, kind: parallel}, {id: h, kind: parallel}, {id: j, kind: parallel}]
flows: [f -> b -> g -> x -> j, g -> y, f -> c -> h -> x, h -> y -> j]
"""

    assert "ASL cannot nest the join" in _losses(text)


def test_a_branch_that_fails_does_not_keep_the_others_from_their_join() -> None:
    failing = {"StartAt": "Late", "States": {"Late": {"Type": "Fail", "Error": "Late"}}}
    branches = [{"StartAt": name, "States": {name: task()}} for name in ("A", "B")]
    states = {"Race": {"Type": "Parallel", "Branches": [*branches, failing], "Next": "C"}}

    writing = write(def_of({**states, "C": task()}))

    assert json.loads(writing.content)["States"]["Race"]["Branches"][2] == failing
    assert "cannot nest" not in " ".join(loss.message for loss in writing.losses)


def test_what_several_branches_run_into_is_copied() -> None:
    text = """
id: m
nodes: [{id: f, kind: parallel}, {id: b}, {id: c}, {id: d}]
flows: [f -> b -> d, f -> c -> d]
"""
    names = [list(branch["States"]) for branch in states_of(text)["f"]["Branches"]]

    assert names == [["b", "d"], ["c", "d 2"]]
    assert "each branch has a copy" in _losses(text)


def test_an_inclusive_gateway_asks_in_each_branch() -> None:
    text = """
id: m
nodes: [{id: o, kind: inclusive}, {id: b}, {id: c}, {id: j, kind: inclusive}]
flows:
  - {from: o, to: b, condition: total > 5}
  - {from: o, to: c, default: true}
  - b -> j
  - c -> j
"""
    first, other = states_of(text)["o"]["Branches"]

    assert first["States"]["Is b wanted"]["Choices"] == [
        {"Variable": "$.total", "NumericGreaterThan": 5, "Next": "b"}
    ]
    assert "Not" in other["States"]["Is c wanted"]["Choices"][0]


def test_a_race_of_events_is_a_task_with_the_timer_as_its_timeout() -> None:
    text = """
id: m
nodes: [{id: which, kind: event-based}, {id: paid, kind: catch, event: message},
  {id: late, kind: catch, timer: 1h}, {id: ship}, {id: cancel}]
flows: [which -> paid -> ship, which -> late -> cancel]
"""
    state = states_of(text)["which"]

    assert state["TimeoutSeconds"] == 3600
    assert state["Catch"][0]["ErrorEquals"] == ["States.Timeout"]
    assert (state["Catch"][0]["Next"], state["Next"]) == ("cancel", "ship")
    assert "ASL has no event-based gateway: `which` became a Task that waits" in _losses(text)


def test_a_person_is_asked_until_the_deadline() -> None:
    text = "{id: m, nodes: [{id: approve, kind: user-task, deadline: 2d}], flows: []}"

    state = states_of(text)["approve"]

    assert state["Resource"] == f"{LAMBDA}.waitForTaskToken"
    assert state["TimeoutSeconds"] == 172_800


def test_a_timer_at_the_border_of_a_step_is_its_timeout() -> None:
    text = """
id: m
nodes: [{id: pay}, {id: late, kind: boundary, attached_to: pay, timer: 90s}, {id: tell}]
flows: [late -> tell]
"""
    state = states_of(text)["pay"]

    assert state["TimeoutSeconds"] == 90
    assert state["Catch"][0]["Next"] == "tell"


def test_a_decision_asks_arithmetic_in_jsonata() -> None:
    text = """
id: m
nodes: [{id: d, kind: decision}, {id: a}, {id: b}]
flows: [{from: d, to: a, condition: total * 2 > 10}, {from: d, to: b, default: true}]
"""
    state = states_of(text)["d"]

    assert state["QueryLanguage"] == "JSONata"
    assert state["Choices"][0]["Condition"] == "{% ($states.input.total * 2) > 10 %}"


def test_a_flow_without_condition_is_asked_of_the_input_and_told() -> None:
    text = """
id: m
nodes: [{id: d, kind: decision}, {id: a}, {id: b}]
flows: [{from: d, to: a, probability: 90%}, {from: d, to: b, probability: 10%}]
"""

    (rule,) = states_of(text)["d"]["Choices"]
    assert (rule["Variable"], rule["StringEquals"]) == ("$.choices.d", "a")
    assert "has no condition; the Choice asks" in _losses(text)


def test_several_ways_to_start_are_chosen_from() -> None:
    text = """
id: m
nodes: [{id: s, kind: start}, {id: t, kind: start, event: message, ref: order}, {id: a}, {id: b}]
flows: [s -> a, t -> b]
"""
    state = states_of(text)["How it starts"]

    assert [rule["Next"] for rule in state["Choices"]] == ["b"]
    assert state["Default"] == "a"


def test_a_changed_step_changes_only_what_changed() -> None:
    retry = [{"ErrorEquals": ["A", "B"], "MaxAttempts": 2, "IntervalSeconds": 5}]
    definition = def_of({"Pay": task(Retry=retry, ResultPath="$.paid", TimeoutSeconds=9)})
    (pay,) = definition.steps
    assert pay.requirements is not None
    slower = replace(pay, name="Charge", requirements=replace(pay.requirements, timeout=20.0))
    nodes = tuple(slower if node is pay else node for node in definition.nodes)

    written = json.loads(write(replace(definition, nodes=nodes)).content)

    assert written["States"] == {
        "Charge": task(Retry=retry, ResultPath="$.paid", TimeoutSeconds=20)
    }


def test_a_step_added_to_a_machine_in_jsonata_speaks_it() -> None:
    definition = def_of({"Pay": task()}, QueryLanguage="JSONata")
    (pay,) = definition.steps
    added = replace(pay, foreign=())
    nodes = tuple(added if node is pay else node for node in definition.nodes)

    content = write(replace(definition, nodes=nodes)).content

    assert "Arguments" in json.loads(content)["States"]["Pay"]
    assert npm_judged("asl", [content]) == [[]]


def test_the_name_and_the_limit_of_the_map_are_the_files() -> None:
    definition = def_of({"A": task()}, Comment="Before", TimeoutSeconds=60, Version="1.0")

    written = json.loads(write(replace(definition, name="After", sla=90.0)).content)

    told = (written["Comment"], written["TimeoutSeconds"], written["Version"])
    assert told == ("After", 90, "1.0")


@pytest.mark.parametrize("text", [_SHORT, _WIDE])
def test_the_indentation_of_the_file_stays(text: str) -> None:
    content = write(read(text.encode()).definition, base=text.encode()).content.decode()

    assert content.count("\n") == max(1, text.count("\n"))


def test_what_stands_at_the_top_of_the_file_stays() -> None:
    base = machine({"A": {"Type": "Succeed"}}, Version="1.0", Owner="me")
    definition = replace(read(base).definition, foreign=())

    assert json.loads(write(definition, base=base).content)["Owner"] == "me"


def test_yaml_says_the_same_as_json() -> None:
    definition = yaml.read(ORDER).definition

    content = write_yaml(definition).content

    assert read_yaml(content).definition == read(write(definition).content).definition


@pytest.mark.parametrize("text", ["yes", "010", "1:30", "2026-01-01", "<<"])
def test_yaml_quotes_what_an_older_reader_takes_for_something_else(text: str) -> None:
    definition = def_of({"Say": task(Parameters={"Answer": text})})

    assert f"Answer: '{text}'" in write_yaml(definition).content.decode()
