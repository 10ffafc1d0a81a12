"""The sections of a decision record, as Markdown, written once when a milestone is frozen.

The layout is that of MADR 4.0.0, adr-template.md (2024-09-17,
https://github.com/adr/madr/tree/4.0.0/template). ``record`` puts the sections together with the
head, which may still change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessment.decision.assessment import Assessment
from assessment.decision.boundary import sides
from assessment.decision.costs.estimate import costs_for
from assessment.decision.knowledge import Knowledge
from assessment.decision.phrases import count, figure, points
from assessment.decision.plan import PlanTask
from assessment.decision.records.markdown import bullets, escaped
from assessment.decision.sentence import percent_of_draws
from assessment.decision.tools import tool_advice
from assessment.decision.verdict_parts import AnsweredQuestion, Verdict
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import OrchestrationModel, Side
from workflows.sandbox.outcome import Experiment, ModelOutcome

__all__ = ["Ground", "record_sections", "title_for"]

_MOST_FACTS = 3
_MOST_FINDINGS = 6
_GOOD_FROM = 70
_BAD_TO = 40
_FIRST_DAY, _LAST_DAY = 1, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a record is written from. ``sha256`` is the hash of the assessment file, ``note`` what
    the people wrote beside it, ``map_name`` which map it is about ("map version 3")."""

    assessment: Assessment
    verdict: Verdict
    knowledge: Knowledge
    plan: tuple[PlanTask, ...]
    experiment: Experiment | None
    software: str
    sha256: str
    note: str = ""
    map_name: str = ""

    @property
    def process(self) -> str:
        """The name of the process."""
        return self.assessment.name or self.assessment.definition.name


def title_for(assessment: Assessment, verdict: Verdict) -> str:
    """The problem and its solution in a few words: "Hybrid orchestration for Online order"."""
    process = assessment.name or assessment.definition.name or "the process"
    return f"{_option(verdict.recommended)} for {process}"


def record_sections(ground: Ground) -> dict[str, str]:
    """The frozen sections by the keys that ``record.record_markdown`` knows."""
    return {
        "context": _context(ground),
        "drivers": "\n".join(_drivers(ground)),
        "options": bullets(_options(ground)),
        "outcome": _outcome(ground),
        "consequences": bullets(_consequences(ground)),
        "confirmation": _confirmation(ground),
        "pros_and_cons": "\n\n".join(_pros_and_cons(ground)),
        "information": bullets(_information(ground)),
    }


def _option(model: OrchestrationModel) -> str:
    known = {OrchestrationModel.CHOREOGRAPHY: "Choreography"}
    return known.get(model, f"{model.value.capitalize()} orchestration")


def _context(ground: Ground) -> str:
    context, definition = ground.assessment.context, ground.assessment.definition
    said = [escaped(context.summary)] if context.summary else []
    steps = count(len(definition.forward_steps), "step")
    people = count(len(definition.participants), "participant")
    said.append(f"The process {escaped(ground.process)} has {steps} and {people}{_volume(ground)}.")
    said.append(
        "Who should conduct it: a central orchestrator, the services themselves through events, or "
        "a hybrid of the two?"
    )
    return "\n\n".join([" ".join(said), *([escaped(ground.note)] if ground.note else [])])


def _volume(ground: Ground) -> str:
    context = ground.assessment.context
    parts = []
    if context.cases_now is not None:
        parts.append(f"{context.cases_now:,g} cases an hour now")
    if context.cases_expected is not None:
        parts.append(f"{context.cases_expected:,g} expected in two years")
    return f"; {' and '.join(parts)}" if parts else ""


def _drivers(ground: Ground) -> Iterator[str]:
    """The questions, the heaviest first, each with its answer and the facts behind it."""
    for asked in sorted(ground.verdict.questions, key=lambda one: -one.weight):
        origin = "stated" if asked.stated else "suggested"
        answer = f"answer {asked.answer} of 5 ({origin}): {escaped(asked.meaning)}."
        reason = f" {escaped(asked.reason)}" if asked.reason else ""
        yield f"* **{escaped(asked.title)}**, weight {asked.weight:.3g} of 100, {answer}{reason}"
        yield from (f"  * {fact}" for fact in _facts(asked))


def _facts(asked: AnsweredQuestion) -> Iterator[str]:
    strongest = sorted(asked.suggestion.evidence, key=lambda fact: -abs(fact.pull))
    for fact in strongest[:_MOST_FACTS]:
        pull = f" ({fact.pull:+.3g})" if fact.pull else ""
        yield f"{escaped(fact.text)}{pull}"


def _options(ground: Ground) -> Iterator[str]:
    for model, score in ground.verdict.scores.items():
        yield f"{_option(model)} ({score:.1f} of 100)"


def _outcome(ground: Ground) -> str:
    verdict = ground.verdict
    chosen = f'Chosen option: "{_option(verdict.recommended)}", because it leads on the weighted'
    parts = [
        f"{chosen} questions by {points(verdict.margin)}.",
        f"> {escaped(verdict.sentence)}",
        _robustness(verdict),
        _witnesses(verdict),
        _boundary(ground),
    ]
    return "\n\n".join(part for part in parts if part)


def _robustness(verdict: Verdict) -> str:
    found = verdict.robustness
    shares = ", ".join(
        f"{model.value} {percent_of_draws(firsts, found.draws)} ({firsts:,})"
        for model, firsts in found.firsts.items()
    )
    lead = f"In nine of ten the lead lies between {found.lead_low:.1f} and {found.lead_high:.1f}"
    close = (
        " This is a close call: the figures alone should not decide." if verdict.close_call else ""
    )
    return f"First in {found.draws:,} draws of weights and answers: {shares}. {lead} points.{close}"


def _witnesses(verdict: Verdict) -> str:
    said = [
        f"the {one.name} says {one.says.value if one.says else 'nothing'}"
        for one in verdict.witnesses
    ]
    return f"Three witnesses: {', '.join(said)}." if said else ""


def _boundary(ground: Ground) -> str:
    placed = ground.verdict.boundary
    if not placed:
        return ""
    lines = [
        f"{side.value.capitalize()}: {_names(ground, side)}"
        for side in (Side.ORCHESTRATED, Side.EVENT_DRIVEN)
    ]
    return f"The boundary under hybrid:\n\n{bullets(lines)}"


def _names(ground: Ground, side: Side) -> str:
    names = [escaped(one.name) for one in ground.verdict.boundary if one.side is side]
    return ", ".join(names) or "no step"


def _consequences(ground: Ground) -> Iterator[str]:
    model = ground.verdict.recommended
    outcome = ground.experiment.outcomes.get(model) if ground.experiment else None
    for asked in _ranked(ground.verdict, model)[:_MOST_FACTS]:
        if asked.suitability[model] >= _GOOD_FROM:
            yield f"Good, because {_argument(asked, model)}"
    if outcome and outcome.cases:
        yield f"{_ran(outcome)}, because {_endings(outcome)}"
    worrying = [f for f in ground.verdict.findings if f.severity is not Severity.LOW]
    for finding in worrying[:_MOST_FINDINGS]:
        yield f"Bad, because {_finding(finding)}"
    if len(worrying) > _MOST_FINDINGS:
        rest = count(len(worrying) - _MOST_FINDINGS, "further finding")
        yield f"Neutral, because {rest} of high or medium severity stand in the assessment"
    yield from _costs_and_tools(ground)


def _costs_and_tools(ground: Ground) -> Iterator[str]:
    """What it costs and is built with, each in the sentence that its own page begins with."""
    boundary, model = sides(ground.verdict.boundary), ground.verdict.recommended
    costs = costs_for(ground.assessment, ground.experiment, boundary=boundary, recommended=model)
    worth = "Good" if costs.cheapest.model is model else "Bad"
    yield f"{worth}, because {_in_a_sentence(costs.sentence)}"
    tools = tool_advice(ground.assessment, model, boundary=boundary).sentence.removesuffix(".")
    yield f"Neutral, because it has to be built with something. {escaped(tools)}"


def _in_a_sentence(text: str) -> str:
    return escaped(text[:1].lower() + text[1:].removesuffix("."))


def _ranked(verdict: Verdict, model: OrchestrationModel) -> list[AnsweredQuestion]:
    return sorted(verdict.questions, key=lambda one: -one.points[model])


def _argument(asked: AnsweredQuestion, model: OrchestrationModel) -> str:
    suits = f"{asked.suitability[model]:.3g} of 100"
    return f"{escaped(asked.title.lower())} (weight {asked.weight:.3g}) suits it {suits}"


def _finding(finding: Finding) -> str:
    mend = f" Mend: {escaped(finding.mend)}" if finding.mend else ""
    return f"{escaped(finding.message)}{mend}"


def _ran(outcome: ModelOutcome) -> str:
    return "Bad" if outcome.badly else "Good"


def _endings(outcome: ModelOutcome) -> str:
    cases = f"{outcome.cases:,}"
    if not outcome.badly:
        return f"none of {cases} cases in the sandbox ended inconsistent or stuck"
    return f"{outcome.badly:,} of {cases} cases in the sandbox ended inconsistent or stuck"


def _confirmation(ground: Ground) -> str:
    if not ground.plan:
        return "No plan was made."
    start = ground.assessment.plan_start
    days = f"from {start.isoformat()} on" if start else "over 30 days"
    last = max(ground.plan, key=lambda task: task.day)
    when = f"day {last.day}{_date(start, last.day)}"
    tasks = count(len(ground.plan), "task")
    return f"A plan of {tasks} {days} confirms it. On {when}: {escaped(last.title)}."


def _date(start: dt.date | None, day: int) -> str:
    return f", {(start + dt.timedelta(days=day - 1)).isoformat()}" if start else ""


def _pros_and_cons(ground: Ground) -> Iterator[str]:
    for model in ground.verdict.scores:
        yield f"### {_option(model)}\n\n{bullets(_arguments(ground, model))}"


def _arguments(ground: Ground, model: OrchestrationModel) -> Iterator[str]:
    """What speaks for and against a model, question by question, then what the sandbox saw."""
    for asked in _ranked(ground.verdict, model):
        suits = asked.suitability[model]
        word = "Good" if suits >= _GOOD_FROM else "Bad" if suits <= _BAD_TO else "Neutral"
        reason = ground.knowledge.suitability.reasons[asked.question][asked.answer - 1]
        yield f"{word}, because {_argument(asked, model)}. {escaped(reason)}"
    outcome = ground.experiment.outcomes.get(model) if ground.experiment else None
    if outcome and outcome.cases:
        p99 = outcome.quantile(0.99)
        late = f"; 99 of 100 finished within {figure(p99)} s" if p99 is not None else ""
        yield f"{_ran(outcome)}, because {_endings(outcome)}{late}"


def _information(ground: Ground) -> Iterator[str]:
    own = ground.assessment.knowledge.name
    named = f" ({escaped(own)})" if own else ""
    yield f"Knowledge base {escaped(ground.knowledge.suitability.version)}{named}"
    yield f"Podium {escaped(ground.software)}"
    if ground.map_name:
        yield escaped(ground.map_name).capitalize()
    yield f"Assessment file: SHA-256 `{ground.sha256}`"
    found = ground.verdict.findings
    severe: Mapping[str, int] = {s.value: sum(f.severity is s for f in found) for s in Severity}
    listed = ", ".join(f"{number} {name}" for name, number in severe.items())
    yield f"Findings: {listed}"
