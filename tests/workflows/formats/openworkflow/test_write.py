"""Maps as workflow documents: what stands where, what its schema says, what comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.validators.judging import npm_judged
from tests.workflows.formats.asyncapi.maps import any_map
from tests.workflows.formats.corpus import real_bpmn
from tests.workflows.formats.maps import ORDER, TRIP, chains
from tests.workflows.formats.openworkflow.documents import ALL, drawn, workflow
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition
from workflows.examples import examples
from workflows.formats import bpmn, openworkflow, yaml
from workflows.formats.features import Feature


def document(text: str) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(openworkflow.write(drawn(text)).content)
    return found


def tasks(text: str) -> dict[str, Any]:
    """The tasks at the top, inside the try that undoes, by name."""
    items = document(text)["do"]
    inside = items[0].get("all-or-undo", {}).get("try", items)
    return {name: task for item in inside for name, task in item.items()}


def losses(text: str) -> str:
    return "\n".join(loss.message for loss in openworkflow.write(drawn(text)).losses)


def judged(definitions: list[Definition]) -> list[str]:
    contents = [openworkflow.write(one).content for one in definitions]
    return [problem for found in npm_judged("openworkflow", contents) for problem in found]


def test_a_step_is_a_call_that_is_tried_again() -> None:
    text = "nodes: [{id: pay, retry: {max_attempts: 4, initial_interval: 2s}}]\nflows: []"

    retry = document(text)["use"]["retries"][tasks(text)["pay"]["catch"]["retry"]]
    assert retry["limit"]["attempt"]["count"] == 3
    assert retry["delay"] == {"seconds": 2}


def test_a_step_that_is_tried_once_is_the_call_itself() -> None:
    found = tasks("nodes: [{id: pay, retry: 1, timeout: 5s}]\nflows: []")

    assert found["pay"]["call"] == "pay"
    assert found["pay"]["timeout"] == {"after": {"seconds": 5}}


def test_a_step_that_goes_on_when_it_fails_catches_and_goes_on() -> None:
    found = tasks("nodes: [{id: pay, retry: 1, on_failure: continue}]\nflows: []")

    assert found["pay"]["catch"]["do"] == [
        {"go-on": {"switch": [{"default": {"then": "continue"}}]}}
    ]


def test_a_decision_is_a_switch_with_jumps() -> None:
    found = tasks(
        "nodes: [{id: ask, kind: decision}, {id: a}, {id: b}]\n"
        "flows:\n"
        "  - {from: ask, to: b, condition: \"total > 5 and region in ('eu', 'us')\"}\n"
        "  - {from: ask, to: a, default: yes}\n"
    )

    assert found["ask"]["switch"] == [
        {"b": {"when": '${ (.total > 5) and (.region | IN("eu", "us")) }', "then": "b"}},
        {"default": {"then": "a"}},
    ]


def test_branches_that_nest_are_a_fork() -> None:
    found = tasks(
        "nodes: [{id: s, kind: parallel}, {id: a}, {id: b}, {id: j, kind: parallel}, {id: e}]\n"
        "flows: [s -> a -> j, s -> b -> j, j -> e]\n"
    )

    branches = found["s"]["fork"]["branches"]
    assert [name for branch in branches for name in branch] == ["a-branch", "b-branch"]
    assert list(found) == ["s", "j", "e"]


def test_branches_that_do_not_nest_are_told_by_name() -> None:
    text = (
        "nodes: [{id: s, kind: parallel}, {id: d, kind: decision}, {id: b}, {id: x},"
        " {id: j, kind: parallel}]\n"
        "flows: [s -> d, s -> b, d -> x, d -> j, b -> x, x -> j]\n"
    )

    assert "The branches behind “s” do not nest, as “x” is reached by two branches" in losses(text)


def test_forks_that_lie_too_deep_are_told_and_the_file_can_be_read() -> None:
    rows = [f"s{number} -> s{number + 1}, s{number} -> t{number}" for number in range(30)]
    nodes = [f"{{id: {kind}{number}, retry: 1}}" for number in range(31) for kind in "st"]
    text = f"nodes: [{', '.join(nodes)}]\nflows: [{', '.join(rows)}]"

    assert "lies deeper than 12 forks" in losses(text)
    assert openworkflow.read(openworkflow.write(drawn(text)).content).definition == drawn(text)


def test_a_loop_of_flows_jumps_back() -> None:
    found = tasks(
        "nodes: [{id: a, retry: 1}, {id: again, kind: decision}, {id: e, kind: end}]\n"
        "flows: [a -> again, {from: again, to: a, condition: n < 3}, again -> e]\n"
    )

    assert found["again"]["switch"] == [
        {"a": {"when": "${ .n < 3 }", "then": "a"}},
        {"default": {"then": "end"}},
    ]


def test_compensation_is_a_catch_round_all_that_undoes_the_latest_first() -> None:
    text = (
        "nodes: [{id: a, effect: {compensation: ua}}, {id: b, effect: {compensation: ub}},"
        " {id: ua, kind: compensation}, {id: ub, kind: compensation}]\nflows: [a -> b]\n"
    )
    caught = document(text)["do"][0]["all-or-undo"]["catch"]["do"]

    assert [name for item in caught for name in item] == ["ub", "ua", "fail"]
    assert 'index("b")' in caught[0]["ub"]["if"]
    assert 'done: (($context.done // []) + ["a"])' in tasks(text)["a"]["export"]["as"]


def test_a_person_is_asked_by_an_event_and_the_answer_has_a_deadline() -> None:
    found = tasks("nodes: [{id: ok, kind: user-task, deadline: 2d, escalation: head}]\nflows: []")[
        "ok"
    ]["do"]

    assert list(found[0]["ask"]) == ["emit"]
    answer = found[1]["answer"]
    assert answer["try"][0]["in-time"]["timeout"] == {"after": {"days": 2}}
    assert answer["catch"]["do"][0]["escalate"]["emit"]["event"]["with"]["type"] == "escalated.head"


def test_an_event_based_gateway_is_a_listen_to_any_with_a_timeout() -> None:
    text = (
        "nodes: [{id: w, kind: event-based}, {id: yes, kind: catch, event: message, ref: paid},"
        " {id: late, kind: catch, timer: 1d}, {id: a}, {id: b}]\n"
        "flows: [w -> yes -> a, w -> late -> b]\n"
    )
    found = tasks(text)

    assert found["w"]["try"][0]["w-listen"]["timeout"] == {"after": {"days": 1}}
    assert "became a listen to any" in losses(text)


def test_an_error_boundary_is_a_catch_and_a_way_out() -> None:
    found = tasks(
        "nodes: [{id: a, retry: 1}, {id: off, kind: boundary, attached_to: a, event: error,"
        " ref: declined}, {id: b}, {id: c}]\nflows: [a -> b, off -> c]\n"
    )

    assert found["a"]["catch"]["errors"] == {"with": {"type": "podium://errors/declined"}}
    assert found["a-exits"]["switch"][0]["off"]["then"] == "c"


def test_an_event_that_does_not_interrupt_is_told() -> None:
    text = (
        "nodes: [{id: a}, {id: late, kind: boundary, attached_to: a, timer: 5s,"
        " interrupting: no}]\nflows: []\n"
    )

    assert "Nothing listens for the boundary event “late” (does not interrupt)" in losses(text)


def test_a_map_that_does_nothing_is_a_task_that_leads_on() -> None:
    found = tasks("nodes: [{id: a, kind: start}, {id: b, kind: end}]\nflows: [a -> b]")

    assert found == {"nothing": {"switch": [{"default": {"then": "continue"}}]}}


def test_a_second_start_is_told() -> None:
    text = "nodes: [{id: a}, {id: b}]\nflows: []"

    assert "A workflow begins at its first task; nothing leads to “b”" in losses(text)


def test_a_flow_by_chance_asks_for_a_choice_and_is_told() -> None:
    text = "nodes: [{id: d, kind: decision}, {id: a}, {id: b}]\nflows: [d -> a, d -> b]"

    assert "The flow “d-to-a” has no condition" in losses(text)


def test_made_up_addresses_are_told() -> None:
    assert "A map knows no addresses: “a”" in losses("nodes: [{id: a}]\nflows: []")


def test_the_table_knows_every_feature() -> None:
    assert set(openworkflow.SUPPORTS) == set(Feature)


# Its own schema


def test_the_schema_takes_the_examples_and_nested_maps() -> None:
    given = [yaml.read(TRIP).definition, yaml.read(ORDER).definition]

    assert judged([*(one.definition for one in examples()), *given]) == []


def test_the_schema_takes_generated_maps_and_names() -> None:
    found: list[Definition] = []

    @given(st.one_of(any_map(), chains()))
    @settings(max_examples=40, deadline=None, database=None)
    def collect(definition: Definition) -> None:
        found.append(definition)

    collect()

    assert judged(found) == []


def test_the_schema_takes_every_real_map() -> None:
    definitions = list(_real())

    assert judged(definitions) == []


def _real() -> Iterator[Definition]:
    for path in real_bpmn():
        try:
            yield bpmn.read(path.read_bytes()).definition
        except DefinitionError:
            continue


# There and back


@pytest.mark.parametrize("content", [ORDER, TRIP])
def test_a_map_comes_back_as_it_was(content: bytes) -> None:
    definition = yaml.read(content).definition

    assert openworkflow.read(openworkflow.write(definition).content).definition == definition


@given(st.one_of(any_map(), chains()))
@settings(max_examples=40, deadline=None)
def test_any_map_comes_back_as_it_was(definition: Definition) -> None:
    assert openworkflow.read(openworkflow.write(definition).content).definition == definition


def test_every_real_map_comes_back_as_it_was() -> None:
    changed = [
        one.name
        for one in _real()
        if openworkflow.read(openworkflow.write(one).content).definition != one
    ]

    assert changed == []


def test_a_file_of_another_tool_keeps_what_a_map_cannot_say() -> None:
    first = openworkflow.read(ALL).definition
    content = openworkflow.write(first).content
    text = YAML(typ="safe").load(content)
    found = {name: task for item in text["do"] for name, task in item.items()}

    assert text["input"] == {"from": ".order"}
    assert found["pay"]["output"] == {"as": ".receipt"}
    assert found["each"]["while"] == ".vet != null"
    assert found["both"]["fork"]["compete"] is True
    assert openworkflow.read(content).definition == first


def test_a_file_of_another_tool_passes_its_schema_when_it_comes_back() -> None:
    assert judged([openworkflow.read(ALL).definition]) == []


def test_a_map_that_came_from_json_goes_back_to_json() -> None:
    base = b'{"document": {}}'

    assert openworkflow.write(drawn("nodes: [{id: a}]"), base=base).content.startswith(b"{")


def test_a_change_in_another_tool_has_the_last_word() -> None:
    content = openworkflow.write(
        drawn("name: Old\nnodes: [{id: a, name: First, retry: 5}]\nflows: []")
    ).content
    reading = openworkflow.read(content.replace(b"count: 4", b"count: 1"))

    step = reading.definition.by_id["a"]
    assert step.name == "First"
    assert step.requirements is not None
    assert step.requirements.retry.max_attempts == 2
    assert "changed outside of Podium" in reading.notes[0].message


@pytest.mark.parametrize("content", [ORDER, TRIP])
def test_a_changed_file_is_read_from_its_tasks(content: bytes) -> None:
    written = openworkflow.write(yaml.read(content).definition).content
    found = openworkflow.read(written.replace(b"fingerprint: ", b"fingerprint: x")).definition

    steps = {step.id for step in yaml.read(content).definition.forward_steps}
    assert steps & found.by_id.keys()


def test_what_is_said_in_full_comes_back_from_the_tasks_alone() -> None:
    definition = drawn(SAID)
    text = YAML(typ="safe").load(openworkflow.write(definition).content)
    found = openworkflow.read(json.dumps(_without_metadata(text)).encode()).definition

    assert _ways(found) >= _ways(definition)
    for node in definition.nodes:
        same = found.by_id[node.id]
        told = (same.kind, same.event, same.timer, same.ref, same.parent)
        assert told == (node.kind, node.event, node.timer, node.ref, node.parent)


SAID = """\
id: m
nodes:
  - {id: start, kind: start, event: message, ref: go}
  - {id: d, kind: decision}
  - {id: ask, kind: catch, timer: 90s}
  - {id: tell, kind: throw, event: message, ref: told}
  - id: in
    kind: sub-process
    nodes: [{id: hear, kind: receive-task, ref: heard, retry: 1, timeout: 5s}]
  - {id: 'no', kind: end, event: error, ref: sold-out}
  - {id: end, kind: end}
flows:
  - start -> d
  - {from: d, to: ask, name: ask, condition: n > 3}
  - {from: d, to: 'no', default: yes}
  - ask -> tell -> in -> end
"""


def _without_metadata(data: Any) -> Any:
    if isinstance(data, dict):
        return {k: _without_metadata(v) for k, v in data.items() if k != "metadata"}
    return [_without_metadata(item) for item in data] if isinstance(data, list) else data


def _ways(definition: Definition) -> set[tuple[str, str, str, bool]]:
    return {(one.source, one.target, one.condition, one.default) for one in definition.flows}


def test_a_changed_retry_in_the_map_replaces_that_of_the_other_tool() -> None:
    retry = "{delay: PT1S, limit: {attempt: {count: 2}}}"
    source = workflow(f"  - a: {{try: [{{b: {{set: {{x: 1}}}}}}], catch: {{retry: {retry}}}}}\n")
    text = yaml.write(openworkflow.read(source).definition).content.decode()
    changed = yaml.read(text.replace("max_attempts: 3", "max_attempts: 7").encode()).definition

    found = YAML(typ="safe").load(openworkflow.write(changed).content)["do"][0]["a"]
    assert found["catch"]["retry"]["limit"]["attempt"]["count"] == 6
    assert found["try"][0]["b"]["set"] == {"x": 1}
