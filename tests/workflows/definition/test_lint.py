"""The guide's pitfalls, found in a map and not found where there are none."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from tests.workflows.definition.nested import nested_maps
from tests.workflows.definition.steps import chain, node, shop, stated
from workflows.definition.findings import Severity
from workflows.definition.lint import MANY_STEPS, lint
from workflows.definition.model import DataFlow, Definition, EventKind, Flow, NodeKind


def codes(definition: Definition) -> list[str]:
    return [finding.code for finding in lint(definition)]


def healthy() -> Definition:
    definition = stated(
        shop(),
        "charge",
        participant="payments",
        effect="yes",
        idempotent="yes",
        compensation="refund",
        timeout="5s",
    )
    definition = stated(definition, "refund", participant="payments")
    return stated(definition, "approve", participant="clerk", deadline="2d", escalation="head")


def test_a_healthy_map_is_only_told_what_is_assumed() -> None:
    assert codes(healthy()) == ["mostly-assumed"]


def test_a_map_fresh_from_a_drawing_tool_is_not_scolded_for_defaults() -> None:
    found = codes(chain(node("start", NodeKind.START), node("a"), node("end", NodeKind.END)))

    assert found == ["no-participant", "mostly-assumed"]


def test_an_effect_that_nothing_undoes_is_high() -> None:
    definition = stated(healthy(), "charge", compensation="none")

    found = next(f for f in lint(definition) if f.code == "effect-without-undo")

    assert (found.where, found.severity) == ("charge", Severity.HIGH)


def test_the_last_effect_needs_no_undo() -> None:
    definition = chain(node("ship"), node("end", NodeKind.END))

    assert "effect-without-undo" not in codes(stated(definition, "ship", effect="yes"))


def test_retrying_what_is_not_idempotent_is_found() -> None:
    assert "retry-without-idempotency" in codes(stated(healthy(), "charge", idempotent="no"))


def test_one_try_needs_no_idempotency() -> None:
    definition = stated(healthy(), "charge", idempotent="no", max_attempts="1")

    assert "retry-without-idempotency" not in codes(definition)


def test_a_service_step_without_timeout_is_found() -> None:
    assert "no-timeout" in codes(stated(healthy(), "charge", timeout="none"))


def test_a_timeout_below_the_usual_time_is_found() -> None:
    assert "timeout-too-short" in codes(stated(healthy(), "charge", timeout="100ms"))


def test_a_human_step_without_deadline_is_found() -> None:
    assert "human-without-deadline" in codes(stated(healthy(), "approve", deadline="none"))


def test_a_boundary_timer_is_a_deadline() -> None:
    definition = stated(healthy(), "approve", deadline="none")
    late = replace(
        node("late", NodeKind.BOUNDARY), event=EventKind.TIMER, timer=60.0, attached_to="approve"
    )
    timed = replace(
        definition,
        nodes=(*definition.nodes, late),
        flows=(*definition.flows, Flow(id="f", source="late", target="end")),
    )

    assert "human-without-deadline" not in codes(timed)


def test_many_human_steps_that_nobody_looked_at_make_one_finding() -> None:
    people = [node(f"p{number}", NodeKind.USER_TASK) for number in range(6)]

    found = [f for f in lint(chain(*people)) if f.code == "human-without-deadline"]

    assert [f.message[:13] for f in found] == ["6 human steps"]


def test_a_deadline_without_escalation_is_found() -> None:
    assert "deadline-without-escalation" in codes(stated(healthy(), "approve", escalation=""))


def test_escalating_to_nobody_is_found() -> None:
    assert "escalation-to-nobody" in codes(stated(healthy(), "charge", on_failure="escalate"))


def decision(**second: object) -> Definition:
    nodes = (node("ok", NodeKind.DECISION), node("a"), node("b"))
    flows = (
        Flow(id="fa", source="ok", target="a", condition="big"),
        replace(Flow(id="fb", source="ok", target="b", condition="small"), **second),  # type: ignore[arg-type]
    )
    return replace(chain(*nodes), flows=flows)


def test_a_decision_without_default_is_found() -> None:
    assert "decision-without-default" in codes(decision())


def test_a_decision_with_a_default_is_fine() -> None:
    assert "decision-without-default" not in codes(decision(default=True))


def test_what_no_case_reaches_is_found() -> None:
    definition = replace(healthy(), nodes=(*healthy().nodes, node("island")))

    found = [f.where for f in lint(definition) if f.code == "unreachable"]

    assert found == ["island"]


def test_a_dead_end_is_found_where_the_map_has_ends() -> None:
    definition = replace(
        healthy(),
        nodes=(*healthy().nodes, node("stop")),
        flows=(*healthy().flows, Flow(id="f", source="charge", target="stop")),
    )

    assert "dead-end" in codes(definition)


def test_data_that_nobody_reads_is_told_once() -> None:
    unread = (DataFlow(name="receipt", source="charge"), DataFlow(name="receipt", source="approve"))

    assert codes(replace(healthy(), data_flows=unread)).count("data-nobody-reads") == 1


def test_too_much_in_one_orchestrator_is_found() -> None:
    steps = [node(f"s{number}") for number in range(MANY_STEPS + 1)]

    assert "too-much-in-one" in codes(chain(*steps))


def test_immediate_consistency_across_teams_is_found() -> None:
    assert "immediate-across-teams" in codes(stated(healthy(), "charge", consistency="immediate"))


def test_a_loop_around_retries_is_found() -> None:
    failed = replace(node("failed", NodeKind.BOUNDARY), event=EventKind.ERROR, attached_to="charge")
    definition = stated(healthy(), "charge", max_attempts="5")
    looped = replace(
        definition,
        nodes=(*definition.nodes, failed),
        flows=(*definition.flows, Flow(id="f", source="failed", target="charge")),
    )

    assert "retries-multiply" in codes(looped)


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


def test_the_last_effect_of_a_sub_process_is_followed_by_what_comes_behind_it() -> None:
    inner = replace(node("ship"), parent="x")
    definition = chain(node("x", NodeKind.SUB_PROCESS), node("bill"))
    nested = stated(replace(definition, nodes=(*definition.nodes, inner)), "ship", effect="yes")

    assert "effect-without-undo" in codes(nested)
