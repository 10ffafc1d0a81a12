"""The guide's rules: which of them speak about an assessment, and whether Podium follows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.decision.assessment import Assessment
from assessment.decision.cases.facts import facts_of
from assessment.decision.cases.model import CaseBook, GuideCase
from assessment.decision.cases.sketch import Sketch, assessment_of
from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.verdict import Verdict, verdict_for
from workflows.definition.model import OrchestrationModel, Side

__all__ = ["FiredRule", "RuleFact", "broken", "guide_says"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFact:
    """A fact for which a rule speaks: in words, and the key of where it was stated."""

    text: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiredRule:
    """A rule whose conditions all hold, the facts for which they do, and whether the recommended
    model is one that it favours (True), one that it speaks against (False) or neither (None)."""

    case: GuideCase
    facts: tuple[RuleFact, ...]
    followed: bool | None


def guide_says(
    assessment: Assessment,
    recommended: OrchestrationModel,
    book: CaseBook,
    *,
    knowledge: Knowledge | None = None,
) -> tuple[FiredRule, ...]:
    """The rules that apply to an assessment, in the order of the file."""
    knowledge = knowledge or load_knowledge()
    facts = facts_of(assessment)
    return tuple(
        FiredRule(
            case=case,
            facts=tuple(
                RuleFact(text=fact.say(facts[fact.id], knowledge), where=fact.where)
                for fact in (book.fact_by_id[condition.fact] for condition in case.when)
            ),
            followed=_followed(case, recommended),
        )
        for case in book.guide
        if all(
            condition.fact in facts and condition.holds(facts[condition.fact])
            for condition in case.when
        )
    )


def broken(
    case: GuideCase, sketch: Sketch | None = None, *, knowledge: Knowledge | None = None
) -> tuple[str, ...]:
    """What does not follow from a case's facts although the guide says so; empty where it holds.

    ``sketch`` stands in for the case's own; a change is then made to it as well.
    """
    sketch = sketch or case.sketch
    verdict = _judged(sketch, case, knowledge)
    return (
        *_wrong_model(case, verdict),
        *_wrong_sides(case, sketch, verdict),
        *_unlost(case, sketch, verdict, knowledge),
    )


def _judged(sketch: Sketch, case: GuideCase, knowledge: Knowledge | None) -> Verdict:
    return verdict_for(assessment_of(sketch, case.title), knowledge=knowledge)


def _followed(case: GuideCase, recommended: OrchestrationModel) -> bool | None:
    if recommended in case.favours:
        return True
    return False if recommended in case.against or case.favours else None


def _wrong_model(case: GuideCase, verdict: Verdict) -> Iterator[str]:
    wanted, found = case.expect.recommended, verdict.recommended
    if wanted is not None and found is not wanted:
        yield f"{found} instead of {wanted}, by {verdict.margin:.1f} points"
    if found in case.expect.never:
        yield f"{found}, which it should not be"


def _wrong_sides(case: GuideCase, sketch: Sketch, verdict: Verdict) -> Iterator[str]:
    wanted = dict.fromkeys(case.expect.orchestrated, Side.ORCHESTRATED)
    wanted |= dict.fromkeys(case.expect.event_driven, Side.EVENT_DRIVEN)
    groups = {place: group for place, group in enumerate(case.sketch.steps) if group.name in wanted}
    sides = {placement.name: placement.side for placement in verdict.boundary}
    for place, group in groups.items():
        for name in sketch.steps[place].step_names:
            if sides[name] is not wanted[group.name]:
                yield f"{name} is {sides[name]}"


def _unlost(
    case: GuideCase, sketch: Sketch, before: Verdict, knowledge: Knowledge | None
) -> Iterator[str]:
    if case.change is None:
        return
    after = _judged(case.change(sketch), case, knowledge)
    for model in case.expect.loses:
        if after.scores[model] >= before.scores[model]:
            yield f"{model} does not lose points: {after.scores[model]:.1f} then"
