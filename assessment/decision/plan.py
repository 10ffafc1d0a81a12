"""The 30-day plan: tasks generated from the verdict, the steps and the findings.

The texts stand in ``knowledge/plan.toml``; braces in them are filled in here: ``{process}``,
``{count}``, ``{sentence}``, ``{model}``, ``{orchestrated}``, ``{event_driven}``, and for the tasks
of steps ``{steps}``, ``{is}`` and ``{undo}``. At most ``MOST_TASKS`` come out: tasks of the same
kind are put together first, then the least severe findings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from assessment.decision.assessment import Assessment
from assessment.decision.boundary import crossings, sides
from assessment.decision.knowledge import Knowledge, StepTask
from assessment.decision.knowledge_sets import knowledge_in
from assessment.decision.phrases import count, listed, quoted
from assessment.decision.verdict_parts import Verdict
from workflows.definition.findings import Finding
from workflows.definition.model import Node, NodeKind, OrchestrationModel, ParticipantKind, Side

__all__ = ["LAST_START", "MOST_TASKS", "STEP_KINDS", "PlanTask", "plan_for"]

MOST_TASKS = 25

LAST_START = dt.date.max - dt.timedelta(days=29)
"""The latest day 1: day 30 must still be in the calendar."""

_MOST_SINGLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTask:
    """One task. ``key`` stays the same when the plan is generated again from the same fact, so
    that people's edits stay with it. ``day`` counts from 1 to 30, ``week`` from 1 to 4 (day 30
    belongs to week 5: present and decide). ``because`` says which finding, step or stage of the
    guide it comes from, ``finding`` and ``step`` name them where there is one."""

    key: str
    day: int
    week: int
    title: str
    because: str
    finding: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What every task is made from."""

    assessment: Assessment
    verdict: Verdict
    knowledge: Knowledge

    @property
    def texts(self) -> Mapping[str, str]:
        """What braces stand for in every text."""
        steps = self.assessment.definition.forward_steps
        return {
            "process": quoted(self.assessment.definition.name or self.assessment.name),
            "count": count(len(steps), "step"),
            "sentence": self.verdict.sentence,
            "model": self.verdict.recommended.value,
            "orchestrated": self._on(Side.ORCHESTRATED),
            "event_driven": self._on(Side.EVENT_DRIVEN),
        }

    def task(self, key: str, day: int, title: str, because: str, **more: str) -> PlanTask:
        """A task on its day, in that day's week."""
        week = self.knowledge.plan.week(day)
        return PlanTask(key=key, day=day, week=week, title=title, because=because, **more)

    def _on(self, side: Side) -> str:
        names = [quoted(p.name) for p in self.verdict.boundary if p.side is side]
        return listed(names) or "none"


def plan_for(
    assessment: Assessment, verdict: Verdict, *, knowledge: Knowledge | None = None
) -> tuple[PlanTask, ...]:
    """The plan's tasks by day, 12 to 25 of them; the same input gives the same plan.
    ``knowledge`` None takes the assessment's own."""
    knowledge = knowledge or knowledge_in(assessment.knowledge)
    ground = _Ground(assessment=assessment, verdict=verdict, knowledge=knowledge)
    always = [*_process_tasks(ground), *_model_tasks(ground)]
    found = list(_finding_tasks(ground))
    room = MOST_TASKS - len(always) - len(found)
    steps = _step_tasks(ground, room)
    found = _put_together(ground, found, MOST_TASKS - len(always) - len(steps))
    return tuple(sorted([*always, *steps, *found], key=lambda task: (task.day, task.key)))


def _process_tasks(ground: _Ground) -> Iterator[PlanTask]:
    for template in ground.knowledge.plan.tasks:
        title, because = _filled(ground.texts, template.title, template.because)
        because = _cited(ground, because, template.source)
        yield ground.task(template.key, template.day, title, because)


def _model_tasks(ground: _Ground) -> Iterator[PlanTask]:
    for template in ground.knowledge.plan.models:
        if ground.verdict.recommended in template.models:
            title, because = _filled(ground.texts, template.title, template.because)
            because = _cited(ground, because, template.source)
            yield ground.task(template.key, template.day, title, because)


def _step_tasks(ground: _Ground, room: int) -> list[PlanTask]:
    """One task per step where a kind has few steps, one for all of them where it has many or
    where the plan would grow too long."""
    groups = [
        (template, steps)
        for template in ground.knowledge.plan.steps
        if (steps := STEP_KINDS[template.kind](ground.assessment, ground.verdict))
    ]
    spare = room - len(groups)
    tasks: list[PlanTask] = []
    for template, steps in groups:
        single = len(steps) <= _MOST_SINGLE and len(steps) - 1 <= spare
        spare -= len(steps) - 1 if single else 0
        parts = [[step] for step in steps] if single else [steps]
        tasks += [_step_task(ground, template, part) for part in parts]
    return tasks


def _step_task(ground: _Ground, template: StepTask, steps: list[Node]) -> PlanTask:
    undo = [_undo(ground.assessment, step) for step in steps]
    texts = {
        **ground.texts,
        "steps": listed([_name(step) for step in steps]),
        "is": "is" if len(steps) == 1 else "are",
        "undo": listed([quoted(name) for name in undo if name]),
    }
    title, because = _filled(texts, template.title, template.because)
    only = steps[0].id if len(steps) == 1 else ""
    key = f"{template.key}:{only}" if only else template.key
    because = _cited(ground, because, template.source)
    return ground.task(key, template.day, title, because, step=only)


def _finding_tasks(ground: _Ground) -> Iterator[PlanTask]:
    """One task per code, the most severe code first: findings come sorted by severity."""
    by_code: dict[str, list[Finding]] = {}
    for finding in ground.verdict.findings:
        if finding.mend and not ground.knowledge.plan.for_finding(finding.code).covered:
            by_code.setdefault(finding.code, []).append(finding)
    for code, findings in by_code.items():
        yield _finding_task(ground, code, findings)


def _finding_task(ground: _Ground, code: str, findings: list[Finding]) -> PlanTask:
    first, nodes = findings[0], ground.assessment.definition.by_id
    places = [_name(nodes[finding.where]) for finding in findings if finding.where in nodes]
    title = first.mend.rstrip(".")
    because = first.message
    if len(findings) > 1:
        title = f"{title}; likewise in {count(len(findings) - 1, 'other place')}"
        because = f"{count(len(findings), 'finding')}, at {listed(places)}. The first: {because}"
    day = ground.knowledge.plan.for_finding(code).day
    return ground.task(
        f"finding:{code}",
        day,
        title,
        f"{because} ({first.source})" if first.source else because,
        finding=code,
        step=first.where if len(findings) == 1 and first.where in nodes else "",
    )


def _put_together(ground: _Ground, found: list[PlanTask], room: int) -> list[PlanTask]:
    """The first tasks as they are, the rest as one where there is no room for all."""
    if len(found) <= room:
        return found
    kept, rest = found[: room - 1], found[room - 1 :]
    titles = "; ".join(task.title for task in rest)
    day = max(task.day for task in rest)
    title = f"Settle the {len(rest)} less severe kinds of finding"
    return [*kept, ground.task("finding:rest", day, title, f"They ask for: {titles}.")]


def _filled(texts: Mapping[str, str], *templates: str) -> tuple[str, ...]:
    return tuple(template.format_map(texts) for template in templates)


def _cited(ground: _Ground, because: str, source: str) -> str:
    return f"{because} ({ground.knowledge.cite(source)})"


def _name(step: Node) -> str:
    return quoted(step.name or step.id)


def _undo(assessment: Assessment, step: Node) -> str:
    effect = step.requirements.effect if step.requirements else None
    undo = assessment.definition.by_id.get(effect.compensation or "") if effect else None
    return (undo.name or undo.id) if undo else ""


def _assumed(assessment: Assessment, _: Verdict) -> list[Node]:
    return _steps(
        assessment,
        lambda s: bool(s.requirements and {"consistency", "effect"} & s.requirements.assumed),
    )


def _before_a_crossing(assessment: Assessment, verdict: Verdict) -> list[Node]:
    if verdict.recommended is not OrchestrationModel.HYBRID:
        return []
    cut = crossings(assessment.definition, sides(verdict.boundary))
    sources = {crossing.source for crossing in cut}
    return _steps(assessment, lambda step: step.id in sources)


def _repeatable(assessment: Assessment, _: Verdict) -> list[Node]:
    return _steps(assessment, lambda step: _idempotent(step) is True)


def _not_repeatable(assessment: Assessment, _: Verdict) -> list[Node]:
    return _steps(assessment, lambda step: _idempotent(step) is False)


def _compensable(assessment: Assessment, _: Verdict) -> list[Node]:
    return _steps(assessment, lambda step: bool(_undo(assessment, step)))


def _human(assessment: Assessment, _: Verdict) -> list[Node]:
    return _steps(
        assessment,
        lambda s: s.kind is NodeKind.USER_TASK or _kind(assessment, s) is ParticipantKind.HUMAN,
    )


def _external(assessment: Assessment, _: Verdict) -> list[Node]:
    return _steps(assessment, lambda step: _kind(assessment, step) is ParticipantKind.EXTERNAL)


STEP_KINDS: Mapping[str, Callable[[Assessment, Verdict], list[Node]]] = {
    "assumed": _assumed,
    "crossing": _before_a_crossing,
    "effect-not-idempotent": _not_repeatable,
    "effect-idempotent": _repeatable,
    "compensable": _compensable,
    "human": _human,
    "external": _external,
}


def _steps(assessment: Assessment, wanted: Callable[[Node], bool]) -> list[Node]:
    steps: Iterable[Node] = assessment.definition.forward_steps
    return [step for step in steps if wanted(step)]


def _idempotent(step: Node) -> bool | None:
    effect = step.requirements.effect if step.requirements else None
    return effect.idempotent if effect else None


def _kind(assessment: Assessment, step: Node) -> ParticipantKind | None:
    participant = assessment.definition.participants_by_id.get(step.participant or "")
    return participant.kind if participant else None
