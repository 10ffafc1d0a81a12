"""The 30-day plan: what its tasks come from, how many there are, and that their keys last."""

from __future__ import annotations

import datetime as dt
from string import Formatter
from typing import Any

import pytest

from assessment.decision.assessment import Assessment, Context
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.plan import MOST_TASKS, STEP_KINDS, PlanTask, plan_for
from assessment.decision.verdict import verdict_for
from tests.assessment.decision.maps import ASSUMED, answered, assessed, line, order, step
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import (
    Effect,
    Node,
    NodeKind,
    OrchestrationModel,
    Participant,
    ParticipantKind,
)

FILLED = {
    "process",
    "count",
    "sentence",
    "model",
    "orchestrated",
    "event_driven",
    "steps",
    "is",
    "undo",
}


def plan(assessment: Assessment, **more: Any) -> tuple[PlanTask, ...]:
    return plan_for(assessment, verdict_for(assessment, **more))


def titles(tasks: tuple[PlanTask, ...]) -> str:
    return "\n".join(task.title for task in tasks)


def charging(idempotent: bool) -> Node:
    node = step("charge card")
    effect = Effect(idempotent=idempotent)
    assert node.requirements
    return Node(
        id="charge",
        name="Charge card",
        kind=NodeKind.TASK,
        participant="shop",
        requirements=type(node.requirements)(effect=effect),
    )


def test_a_stated_idempotency_is_to_be_proved() -> None:
    tasks = plan(assessed(line(charging(idempotent=True))))

    assert "Prove that “Charge card” is idempotent" in titles(tasks)


def test_a_missing_idempotency_is_to_be_built_first() -> None:
    tasks = plan(assessed(line(charging(idempotent=False))))

    assert "Make “Charge card” idempotent" in titles(tasks)


def test_a_compensable_step_is_to_be_undone_on_purpose() -> None:
    tasks = plan(assessed(order()))

    assert "Fail the case after “Reserve” and show that the effect is undone" in titles(tasks)


def test_a_human_step_is_to_be_left_unanswered() -> None:
    tasks = plan(assessed(line(step("approve", kind=NodeKind.USER_TASK))))

    assert "Leave “Approve” unanswered, then answer twice" in titles(tasks)


def test_a_hybrid_plans_the_contract_at_its_crossing() -> None:
    tasks = plan(assessed(order(), answers=answered(3, 4, 4, 3, 4)))

    crossing = next(task for task in tasks if task.key == "crossing:charge")
    assert crossing.step == "charge"


def test_a_conductor_plans_its_crash_and_no_lost_event() -> None:
    tasks = plan(assessed(order(), answers=answered(5, 1, 1, 1, 1)))

    keys = {task.key for task in tasks}
    assert "crash" in keys
    assert "lost-message" not in keys


def test_choreography_plans_the_lost_event_and_no_crash_of_a_conductor() -> None:
    tasks = plan(assessed(order(), answers=answered(1, 5, 5, 5, 5)))

    keys = {task.key for task in tasks}
    assert "lost-message" in keys
    assert "crash" not in keys


def test_a_finding_becomes_a_task_that_says_why() -> None:
    blind = assessed(
        order(), answers=answered(1, 5, 5, 5, 5), context=Context(observability=("logs",))
    )

    task = next(task for task in plan(blind) if task.finding == "events-unseen")
    assert task.title.startswith("Put correlation ids and tracing in place")
    assert "stays unnoticed" in task.because


def many_findings() -> Assessment:
    bank = Participant(id="bank", name="Bank", kind=ParticipantKind.EXTERNAL)
    steps = [step(f"pay-{n}", effect=True, by="bank", assumed=ASSUMED) for n in range(30)]
    steps += [step(f"ask-{n}", kind=NodeKind.USER_TASK) for n in range(30)]
    return assessed(line(*steps, participants=(bank, Participant(id="shop", name="Shop"))))


def notes(count: int) -> tuple[Finding, ...]:
    return tuple(
        Finding(code=f"note-{n}", severity=Severity.LOW, where="", message="M.", mend=f"Mend {n}")
        for n in range(count)
    )


@pytest.mark.parametrize("findings", [0, 5, 40])
def test_a_map_with_many_findings_keeps_the_plan_readable(findings: int) -> None:
    tasks = plan(many_findings(), notes=notes(findings))

    assert 12 <= len(tasks) <= MOST_TASKS


def test_findings_that_find_no_room_are_named_together() -> None:
    rest = next(t for t in plan(many_findings(), notes=notes(40)) if t.key == "finding:rest")

    assert "Mend 39" in rest.because


@pytest.mark.parametrize("model", OrchestrationModel)
def test_the_smallest_map_gets_twelve_tasks_at_least(model: OrchestrationModel) -> None:
    values = {
        "centralized": (5, 1, 1, 1, 1),
        "choreography": (1, 5, 5, 5, 5),
        "hybrid": (3, 4, 4, 3, 4),
    }[model.value]
    # A single step leaves nothing to divide, so that a hybrid needs a rim beside its core.
    rim = (step("rim"), step("edge")) if model is OrchestrationModel.HYBRID else ()
    smallest = line(step("only", immediate=bool(rim)), *rim)
    assessment = assessed(smallest, answers=answered(*values))

    verdict = verdict_for(assessment)

    assert verdict.recommended is model
    assert 12 <= len(plan_for(assessment, verdict)) <= MOST_TASKS


def test_keys_are_unique_and_last() -> None:
    first, second = plan(assessed(order())), plan(assessed(order()))

    keys = [task.key for task in first]
    assert len(set(keys)) == len(keys)
    assert first == second


def test_a_step_added_elsewhere_keeps_the_keys_of_the_others() -> None:
    before = {task.key for task in plan(assessed(line(charging(idempotent=True))))}
    after = {task.key for task in plan(assessed(line(charging(idempotent=True), step("mail"))))}

    assert before <= after


def test_tasks_come_by_day_and_day_30_decides() -> None:
    tasks = plan(assessed(order()))

    days = [task.day for task in tasks]
    assert days == sorted(days)
    assert (tasks[-1].key, tasks[-1].day, tasks[-1].week) == ("decide", 30, 5)


def test_every_task_lies_in_the_week_of_its_day() -> None:
    stages = {stage.week: stage for stage in load_knowledge().plan.stages}

    for task in plan(assessed(order())):
        assert stages[task.week].first_day <= task.day <= stages[task.week].last_day


def test_day_one_is_due_on_the_start_day() -> None:
    rules = load_knowledge().plan

    assert rules.due(dt.date(2026, 12, 1), 1) == dt.date(2026, 12, 1)
    assert rules.due(dt.date(2026, 12, 1), 30) == dt.date(2026, 12, 30)


def test_names_with_braces_are_taken_as_they_are() -> None:
    tasks = plan(assessed(line(step("pay {count}", undo="u"), step("u"))))

    assert "“Pay {Count}”" in titles(tasks)


def test_the_texts_of_the_plan_only_ask_for_what_can_be_filled_in() -> None:
    rules = load_knowledge().plan
    texts = [text for task in rules.tasks for text in (task.title, task.because)]
    texts += [text for task in rules.models for text in (task.title, task.because)]
    texts += [text for task in rules.steps for text in (task.title, task.because)]

    fields = {field for text in texts for _, field, _, _ in Formatter().parse(text) if field}

    assert fields <= FILLED


def test_every_kind_of_step_in_the_plan_is_known() -> None:
    assert {task.kind for task in load_knowledge().plan.steps} <= STEP_KINDS.keys()
