"""Who asks whom in a map of several processes, and who begins whom."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import draw, gateway, step
from tests.workflows.engine.shapes import end, start
from tests.workflows.engine.worlds import try_out
from workflows.definition.model import (
    Definition,
    EventKind,
    MessageFlow,
    Node,
    NodeKind,
    OrchestrationModel,
)
from workflows.engine.core.compiled import compile_map
from workflows.engine.core.verdicts import CaseVerdict


def two_processes(
    ours: list[Node], theirs: list[Node], flows: list[str], messages: list[str]
) -> Definition:
    """Our process has the start and the end that every drawn map has."""
    drawn = draw([*ours, *theirs], flows)
    named = {node.id for node in theirs}
    nodes = tuple(
        replace(node, process="theirs" if node.id in named else "ours") for node in drawn.nodes
    )
    flows_between = tuple(
        MessageFlow(id=f"m{number}", source=source, target=target)
        for number, (source, _, target) in enumerate(text.partition(" > ") for text in messages)
    )
    return replace(drawn, nodes=nodes, message_flows=flows_between)


def asking() -> Definition:
    """``ask`` begins the other process and waits until its ``answer`` is done."""
    return two_processes(
        [step("ask")],
        [start("asked", EventKind.MESSAGE), step("answer"), end("over")],
        ["start > ask", "ask > end", "asked > answer", "answer > over"],
        ["ask > asked", "answer > ask"],
    )


def test_a_step_that_asks_does_its_work_first_and_then_waits_for_the_answer() -> None:
    case = ByHand(asking()).start()

    assert case.asked == ["PerformStep ask"]
    assert case.done("ask").asked == ["PerformStep answer"]
    assert case.done("answer").asked == ["EndCase"]


def test_a_step_that_is_told_waits_for_the_message_before_its_work() -> None:
    map_ = two_processes(
        [step("tell"), step("later")],
        [start("begun", EventKind.MESSAGE), step("do"), end("over")],
        ["start > tell", "tell > later", "later > end", "begun > do", "do > over"],
        ["tell > begun", "later > do"],
    )
    case = ByHand(map_).start().done("tell")

    assert case.asked == ["PerformStep later"]
    assert case.done("later").asked == ["PerformStep do"]


def test_of_two_steps_that_send_to_each_other_the_first_of_the_case_asks() -> None:
    map_ = two_processes(
        [step("question")],
        [start("begun", EventKind.NONE), step("reply"), end("over")],
        ["start > question", "question > end", "begun > reply", "reply > over"],
        ["question > reply", "reply > question"],
    )
    compiled = compile_map(map_)

    assert {compiled.ids[step] for step in compiled.asking} >= {"question"}


def test_a_step_asks_again_when_it_comes_round_again() -> None:
    map_ = two_processes(
        [step("ask"), gateway("enough", NodeKind.DECISION)],
        [start("asked", EventKind.MESSAGE), step("answer"), end("over")],
        [
            "start > ask",
            "ask > enough",
            "enough > ask 0.5",
            "enough > end 0.5",
            "asked > answer",
            "answer > over",
        ],
        ["ask > asked", "answer > ask"],
    )

    for model in OrchestrationModel:
        assert try_out(map_, model, cases=50).tally.verdicts == {CaseVerdict.COMPLETED: 50}


def test_processes_that_begin_each_other_do_so_from_case_to_case() -> None:
    map_ = two_processes(
        [step("order")],
        [start("ordered", EventKind.MESSAGE), step("bill"), end("billed", EventKind.MESSAGE)],
        ["start > order", "order > end", "ordered > bill", "bill > billed"],
        ["order > ordered", "billed > start"],
    )
    told = replace(
        map_,
        nodes=tuple(
            replace(node, event=EventKind.MESSAGE) if node.id == "start" else node
            for node in map_.nodes
        ),
    )

    assert try_out(told, cases=20).tally.verdicts == {CaseVerdict.COMPLETED: 20}
