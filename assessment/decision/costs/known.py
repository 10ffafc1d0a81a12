"""The range of each input in one project: what the team stated, else what the experiment counted,
else what follows from a fact, else the default."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from assessment.decision.assessment import Assessment
from assessment.decision.costs.inputs import (
    DEFAULT_CURRENCY,
    CostKnowledge,
    Input,
    KnownInput,
    Money,
    Origin,
    Range,
    input_id,
)
from assessment.decision.costs.shape import Shape
from assessment.decision.evidence.facts import volume_is_stated
from assessment.decision.phrases import count, figure
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import CaseVerdict, Experiment, ModelOutcome

__all__ = ["Circumstances", "currency_of", "known_inputs"]

_TODAYS_MODELS = {model.value: model for model in OrchestrationModel}
_STRONGEST_PULL = 3.0
"""A share of debugging stated for one model moves the others threefold at most."""

_HIDDEN_FOR_DOLLARS = "exchange-rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the ranges of a project depend on."""

    assessment: Assessment
    experiment: Experiment | None
    shapes: Mapping[OrchestrationModel, Shape]
    knowledge: CostKnowledge

    def outcome(self, model: OrchestrationModel | None) -> ModelOutcome | None:
        """What the experiment counted of a model."""
        return self.experiment.outcomes.get(model) if self.experiment and model else None


@dataclass(frozen=True, slots=True)
class _Found:
    range: Range
    origin: Origin
    because: str
    fact: str


def currency_of(assessment: Assessment, knowledge: CostKnowledge) -> str:
    """The project's currency; the default where it chose none that is known."""
    chosen = assessment.costs.currency
    return chosen if chosen in knowledge.currency_by_code else DEFAULT_CURRENCY


def known_inputs(around: Circumstances) -> tuple[KnownInput, ...]:
    """Every input with its range, in the order of the knowledge base. The exchange rate is left
    out where there is nothing to exchange."""
    return tuple(_known_inputs(around))


def _known_inputs(around: Circumstances) -> Iterator[KnownInput]:
    code = currency_of(around.assessment, around.knowledge)
    rate = around.knowledge.currency_by_code[code].rate
    stated = around.assessment.costs.inputs
    exchange = stated.get(_HIDDEN_FOR_DOLLARS, rate.values)[1]
    for one in around.knowledge.inputs:
        if one.id == _HIDDEN_FOR_DOLLARS and rate.low == rate.high:
            continue
        meant = _standing_in(one, around)
        default = _default(meant, around, rate, exchange)
        found = default
        if one.id in stated:
            mine = Range(*stated[one.id])
            found = _Found(mine, Origin.STATED, "Stated for this project.", default.fact)
        yield KnownInput(
            input=one,
            range=found.range,
            default=default.range,
            origin=found.origin,
            because=found.because,
            unit=_unit(one, code),
            fact=found.fact,
            stream=meant.id,
        )


def _standing_in(one: Input, around: Circumstances) -> Input:
    """The input whose default holds: a hybrid without a cut is the model that it amounts to."""
    if one.model is not OrchestrationModel.HYBRID:
        return one
    model = around.shapes[one.model].stands_for
    return around.knowledge.input_by_id[input_id(one.base, model)]


def _unit(one: Input, code: str) -> str:
    names = {Money.PROJECT: code, Money.USD: "USD", Money.NONE: code}
    return one.unit.replace("money", names[one.money])


def _default(one: Input, around: Circumstances, rate: Range, exchange: float) -> _Found:
    """What holds until somebody states it, in the unit in which it is shown."""
    if one.id == _HIDDEN_FOR_DOLLARS:
        return _Found(rate, Origin.ASSUMED, "", "")
    rule = _RULES.get(one.base)
    found = rule(one, around) if rule else None
    found = found or _assumed(one)
    found = replace(found, range=found.range.within(one.least, one.largest))
    return replace(found, range=found.range.scaled(exchange)) if _converts(one) else found


def _converts(one: Input) -> bool:
    return one.money is Money.PROJECT


def _cases_now(one: Input, around: Circumstances) -> _Found | None:
    volume = around.assessment.definition.volume
    return _volume(one, around, volume.now, "now", "context.cases_now")


def _cases_expected(one: Input, around: Circumstances) -> _Found | None:
    volume = around.assessment.definition.volume
    return _volume(one, around, volume.expected, "in two years", "context.cases_expected")


def _volume(one: Input, around: Circumstances, cases: float, when: str, fact: str) -> _Found | None:
    if not volume_is_stated(around.assessment):
        return None
    text = f"{figure(cases)} cases an hour {when}."
    return _Found(Range(cases, cases, cases).times(one.factors), Origin.FACT, text, fact)


def _people(one: Input, around: Circumstances) -> _Found | None:
    teams = [team for team in around.assessment.context.teams if team.people]
    people = sum(team.people or 0 for team in teams)
    if not people:
        return None
    text = f"{count(len(teams), 'team')} with {count(people, 'person', 'people')}."
    return _Found(
        Range(people, people, people).times(one.factors), Origin.FACT, text, "context.teams"
    )


def _orchestrator_training(one: Input, around: Circumstances) -> _Found | None:
    context = around.assessment.context
    if context.current_model in ("centralized", "hybrid"):
        text = f"The process runs under {context.current_model} today."
        return _Found(one.variants["known"], Origin.FACT, text, "context.current_model")
    return None


def _by_experience(one: Input, around: Circumstances) -> _Found | None:
    experience = around.assessment.context.event_experience
    if experience is None or experience.value not in one.variants:
        return None
    text = f"Experience with events: {experience.value.replace('-', ' ')}."
    return _Found(one.variants[experience.value], Origin.FACT, text, "context.event_experience")


def _by_budget(one: Input, around: Circumstances) -> _Found | None:
    budget = around.assessment.context.operations_budget
    if budget not in one.variants:
        return None
    text = f"The budget for operations is {budget}."
    return _Found(one.variants[budget], Origin.FACT, text, "context.operations_budget")


def _retention(one: Input, around: Circumstances) -> _Found | None:
    duties = {"audit", "financial-supervision"}.intersection(around.assessment.context.regulation)
    if not duties:
        return None
    text = f"The process answers for {' and '.join(sorted(duties)).replace('-', ' ')}."
    return _Found(one.variants["audit"], Origin.FACT, text, "context.regulation")


def _debugging(one: Input, around: Circumstances) -> _Found | None:
    """Today's share, stated, for today's model. The others keep their proportion to choreography,
    as in the one published case; from another model half of the deviation is taken to lie in the
    team, which is the square root of a proportion."""
    context = around.assessment.context
    today, share = _TODAYS_MODELS.get(context.current_model), context.debugging_share
    if today is None or share is None:
        return _usual_debugging(one, around)
    text = f"{share:.0%} of the time under {today.value} today."
    if one.model is today:
        near = Range(0.8 * share, share, min(1.2 * share, one.largest))
        return _Found(near, Origin.FACT, text, "context.debugging_share")
    todays = around.knowledge.input_by_id[input_id(one.base, today)]
    usual = (_usual_debugging(todays, around) or _assumed(todays)).range.likely
    pull = min(max(share / usual, 1 / _STRONGEST_PULL), _STRONGEST_PULL)
    if today is not OrchestrationModel.CHOREOGRAPHY:
        pull **= 0.5
    mine = (_usual_debugging(one, around) or _assumed(one)).range
    return _Found(mine.scaled(pull), Origin.FACT, text, "context.debugging_share")


def _usual_debugging(one: Input, around: Circumstances) -> _Found | None:
    # The variants are those of choreography, which stands or falls with experience.
    return _by_experience(one, around) if one.model is OrchestrationModel.CHOREOGRAPHY else None


def _assumed(one: Input) -> _Found:
    return _Found(one.default, Origin.ASSUMED, "", "")


def _messages(one: Input, around: Circumstances) -> _Found | None:
    return _per_case(one, around, "messages", lambda outcome: outcome.messages)


def _writes(one: Input, around: Circumstances) -> _Found | None:
    return _per_case(one, around, "writes", lambda outcome: outcome.durable_writes)


def _per_case(
    one: Input, around: Circumstances, what: str, counted: Callable[[ModelOutcome], int]
) -> _Found | None:
    outcome = around.outcome(one.model)
    if outcome is not None and outcome.cases:
        mean = outcome.per_case(counted(outcome))
        text = f"The experiment counted {figure(mean)} in {count(outcome.cases, 'case')}."
        return _Found(
            Range(mean, mean, mean).times(one.factors), Origin.MEASURED, text, "experiment"
        )
    shape = around.shapes[one.model] if one.model else None
    if shape is None or not shape.steps:
        return None
    mean = shape.messages if what == "messages" else shape.writes
    text = f"Estimated from the map: {figure(mean)}. An experiment would count them."
    return _Found(Range(0.7 * mean, mean, 1.5 * mean), Origin.ASSUMED, text, "map")


def _bad_share(verdict: CaseVerdict) -> Callable[[Input, Circumstances], _Found | None]:
    def rule(one: Input, around: Circumstances) -> _Found | None:
        outcome = around.outcome(one.model)
        if outcome is None or not outcome.cases:
            return None
        bad = outcome.verdicts[verdict]
        text = f"{bad:,} of {count(outcome.cases, 'case')} in the experiment."
        return _Found(_interval(bad, outcome.cases), Origin.MEASURED, text, "experiment")

    return rule


def _interval(bad: int, cases: int) -> Range:
    """The share with its 95 % interval by the normal approximation, which is centred on what was
    counted (Agresti and Coull 1998 call it Wald's). None stays none."""
    share = bad / cases
    error = 1.96 * (share * (1 - share) / cases) ** 0.5
    return Range(max(0.0, share - error), share, min(1.0, share + error))


def _everyday(one: Input, around: Circumstances) -> _Found | None:
    if around.experiment is None:
        return None
    return _Found(one.variants["experiment"], Origin.ASSUMED, "", "")


_RULES: Mapping[str, Callable[[Input, Circumstances], _Found | None]] = {
    "cases-now": _cases_now,
    "cases-expected": _cases_expected,
    "engineers": _people,
    "people-trained": _people,
    "event-training": _by_experience,
    "broker-new-share": _by_experience,
    "orchestrator-training": _orchestrator_training,
    "orchestrator-hours": _by_budget,
    "broker-hours": _by_budget,
    "retention-days": _retention,
    "debugging-share": _debugging,
    "messages": _messages,
    "writes": _writes,
    "inconsistent-share": _bad_share(CaseVerdict.INCONSISTENT),
    "stuck-share": _bad_share(CaseVerdict.STUCK),
    "dead-lettered-share": _bad_share(CaseVerdict.DEAD_LETTERED),
    "everyday-share": _everyday,
}
