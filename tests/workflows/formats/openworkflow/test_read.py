"""Workflow documents of other tools become maps, and what is wrong is told with line and mend."""

from __future__ import annotations

import json

import pytest

from tests.workflows.formats.openworkflow.documents import ALL, read, workflow
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition, EventKind, Jitter, LoopKind, NodeKind
from workflows.formats import openworkflow, registry
from workflows.formats.registry import format_of


def problems(content: bytes) -> list[tuple[int | None, str]]:
    with pytest.raises(DefinitionError) as caught:
        openworkflow.read(content)
    return [(one.line, str(one)) for one in caught.value.problems]


def ways(definition: Definition) -> set[tuple[str, str]]:
    return {(flow.source, flow.target) for flow in definition.flows}


def test_tasks_in_a_row_follow_each_other_from_start_to_end() -> None:
    found = read("  - a: {set: {x: 1}}\n  - b: {set: {x: 2}}\n")

    assert ways(found) == {("start", "a"), ("a", "b"), ("b", "end")}


def test_a_call_is_a_step_of_the_service_that_it_calls() -> None:
    found = read("  - a: {call: http, with: {method: get, endpoint: 'https://pay.test/x'}}\n")

    assert found.by_id["a"].kind is NodeKind.TASK
    assert found.by_id["a"].participant == "pay.test"


def test_a_function_is_called_where_use_says() -> None:
    head = (
        "use: {functions: {f: {call: http, with: {method: get, endpoint: 'https://pay.test'}}}}\n"
    )

    assert read("  - a: {call: f, with: {}}\n", head).by_id["a"].participant == "pay.test"


def test_a_count_of_retries_is_one_less_than_the_tries() -> None:
    retry = "{delay: {seconds: 2}, backoff: {exponential: {}}, limit: {attempt: {count: 4}}}"
    found = read(f"  - a: {{try: [{{b: {{set: {{x: 1}}}}}}], catch: {{retry: {retry}}}}}\n")

    needs = found.by_id["a"].requirements
    assert needs is not None
    assert (needs.retry.max_attempts, needs.retry.initial_interval) == (5, 2.0)
    assert (needs.retry.backoff, needs.retry.jitter) == (2.0, Jitter.NONE)


def test_a_task_without_a_retry_is_tried_once_and_waits_for_ever() -> None:
    needs = read("  - a: {set: {x: 1}}\n").by_id["a"].requirements

    assert needs is not None
    assert needs.retry.max_attempts == 1
    assert needs.timeout is None


def test_named_retries_and_timeouts_are_looked_up() -> None:
    needs = openworkflow.read(ALL).definition.by_id["pay"].requirements

    assert needs is not None
    assert needs.retry.max_attempts == 5
    assert needs.timeout == 3.0


def test_a_switch_is_a_decision_with_conditions_and_a_default() -> None:
    found = openworkflow.read(ALL).definition

    flows = {flow.target: flow for flow in found.outgoing["check"]}
    assert flows["approve"].condition == "total > 100"
    assert flows["pay"].condition == "region = 'eu'"
    assert flows["none-left"].default


def test_a_switch_without_a_default_goes_on_where_no_case_fits() -> None:
    found = read("  - a: {switch: [{x: {when: .y, then: end}}]}\n  - b: {set: {x: 1}}\n")

    assert {flow.target: flow.default for flow in found.outgoing["a"]} == {"end": False, "b": True}


def test_a_fork_is_a_parallel_gateway_and_its_join() -> None:
    found = openworkflow.read(ALL).definition

    assert {("both", "ship"), ("both", "mail"), ("ship", "both-join")} <= ways(found)
    assert found.by_id["mail"].kind is NodeKind.SUB_PROCESS


def test_a_loop_is_a_sub_process_for_each_item() -> None:
    loop = openworkflow.read(ALL).definition.by_id["each"].loop

    assert loop is not None
    assert loop.kind is LoopKind.SEQUENTIAL


def test_a_wait_is_a_timer_in_either_way_of_writing() -> None:
    found = read("  - a: {wait: {minutes: 1, seconds: 30}}\n  - b: {wait: PT2H}\n")

    assert (found.by_id["a"].timer, found.by_id["b"].timer) == (90.0, 7200.0)


def test_emit_throws_listen_catches_and_raise_ends() -> None:
    found = read(
        "  - a: {emit: {event: {with: {type: x}}}}\n"
        "  - b: {listen: {to: {one: {with: {type: y}}}}}\n"
        "  - c: {raise: {error: {type: 'https://t/sold-out', status: 409}}}\n"
    )

    kinds = {node.id: (node.kind, node.event, node.ref) for node in found.nodes}
    assert kinds["a"] == (NodeKind.THROW, EventKind.MESSAGE, "x")
    assert kinds["b"] == (NodeKind.CATCH, EventKind.MESSAGE, "y")
    assert kinds["c"] == (NodeKind.END, EventKind.ERROR, "sold-out")


def test_a_catch_leaves_the_step_by_an_error() -> None:
    found = openworkflow.read(ALL).definition

    assert found.by_id["pay-caught"].attached_to == "pay"
    assert found.by_id["pay-caught"].ref == "down"
    assert {("pay-caught", "tell"), ("tell", "both"), ("pay", "both")} <= ways(found)


def test_an_event_begins_the_case_and_a_timeout_is_the_sla() -> None:
    found = openworkflow.read(ALL).definition

    assert found.by_id["start"].ref == "shop.order.placed"
    assert found.sla == 3600.0


def test_then_jumps_to_a_task_of_the_same_list() -> None:
    found = read("  - a: {set: {x: 1}, then: c}\n  - b: {set: {x: 1}}\n  - c: {set: {x: 1}}\n")

    assert ("a", "c") in ways(found)
    assert ("a", "b") not in ways(found)


def test_exit_leaves_the_list_and_end_the_workflow() -> None:
    found = read(
        "  - a: {do: [{b: {set: {x: 1}, then: exit}}, {c: {set: {x: 1}, then: end}}]}\n"
        "  - d: {set: {x: 1}, then: end}\n"
    )

    assert found.by_id[next(t for s, t in ways(found) if s == "c")].event is EventKind.TERMINATE
    assert ("d", "end") in ways(found)


def test_json_is_read_like_yaml() -> None:
    text = json.dumps(
        {
            "document": {"dsl": "1.0.0", "namespace": "n", "name": "m", "version": "1.0.0"},
            "do": [{"a": {"wait": {"seconds": 1}}}],
        }
    )

    assert openworkflow.read(text.encode()).definition.by_id["a"].timer == 1.0


def test_a_workflow_document_is_known_by_its_mark_where_it_is_plain_yaml() -> None:
    assert format_of("x.yaml", ALL).name == "openworkflow"
    assert format_of("x.yaml", b"id: m\nnodes: [{id: a}]").name == "yaml"
    assert format_of("x.sw.json").name == "openworkflow"


def test_what_a_reader_assumes_is_noted_with_its_place() -> None:
    notes = {note.where: note.message for note in openworkflow.read(ALL).notes}

    assert "compete" in notes["both"]
    assert "condition (if)" in notes["two"]
    assert "three assumed" in notes["each"]


@pytest.mark.parametrize("other", ["yaml", "bpmn"])
def test_the_map_goes_through_other_formats_unharmed(other: str) -> None:
    definition = openworkflow.read(ALL).definition

    written = registry.write(other, definition).content
    assert registry.read(other, written).definition == definition


def test_an_unknown_goal_is_told_with_the_nearest_one() -> None:
    found = problems(workflow("  - pay: {set: {x: 1}, then: shipp}\n  - ship: {set: {x: 1}}\n"))

    assert found == [
        (3, "task 'pay': then leads to 'shipp', not in this list; did you mean 'ship'?")
    ]


def test_a_name_that_stands_twice_is_told_with_its_line() -> None:
    found = problems(workflow("  - a: {set: {x: 1}}\n  - a: {set: {x: 1}}\n"))

    assert found[0][0] == 4
    assert "twice" in found[0][1]


def test_tasks_nest_as_deep_as_scopes_may() -> None:
    tasks = "{do: [{a: " * 18 + "{wait: PT1S}" + "}]}" * 18

    assert len(read(f"  - a: {tasks}\n").children) == 19


def test_every_problem_is_told_at_once() -> None:
    found = problems(workflow("  - a: {sett: {x: 1}}\n  - b: 5\n  - {c: {}, d: {}}\n"))

    assert [line for line, _ in found] == [3, 4, 5]


def test_a_circle_that_no_case_can_leave_is_refused() -> None:
    found = problems(workflow("  - a: {set: {x: 1}, then: b}\n  - b: {set: {x: 1}, then: a}\n"))

    assert "has no exit" in found[0][1]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"id: x", "no 'document'"),
        (b"id: x\nspecVersion: '0.8'\nstates: []", "of version 0.8"),
        (b"document: {dsl: 0.8}\ndo: []", "version 1"),
        (b"document: {dsl: '1.0.0'}\ndo: 5", "a list of tasks"),
        (b"document: {dsl: '1.0.0'}\ndo: &a [*a]", "alias"),
        (workflow("  - a: {try: [], catch: 5}\n"), "needs a 'catch'"),
        (workflow("  - a: {switch: [{x: {when: .y}}]}\n"), "'when' and 'then'"),
        (workflow("  - a: {fork: {branches: {}}}\n"), "must be a list of tasks"),
        (workflow("  - a: " + "{do: [{a: " * 80 + "x" + "}]}" * 80), "nested deeper"),
        (workflow("  - a: {set: {x: '" + "y" * 6_000_000 + "'}}\n"), "5 MB"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_mend(content: bytes, told: str) -> None:
    assert told in problems(content)[0][1]
