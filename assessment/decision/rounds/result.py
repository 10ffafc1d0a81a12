"""The result of a closed round: the group's answers and weights, and who differs by how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assessment.decision.assessment import Answer, Assessment, Weighting, WeightingMethod
from assessment.decision.evidence.staleness import seen_facts
from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.phrases import count, points
from assessment.decision.rounds.aggregation import (
    distance,
    group_answer,
    group_weights,
    mean_distance,
)
from assessment.decision.rounds.agreement import (
    answer_agreement,
    kendalls_w,
    weights_consensus,
)
from assessment.decision.rounds.ballot import Ballot
from assessment.decision.rounds.settling import SettlingFact, settling_fact
from assessment.decision.verdict_parts import Suggestion, Verdict
from assessment.decision.weights.comparison import Outcome, outcome
from assessment.decision.weights.confidence import comparison_of
from assessment.decision.weights.loading import weighting_rules
from workflows.sandbox.outcome import Experiment

__all__ = [
    "Consensus",
    "PersonResult",
    "QuestionResult",
    "RoundResult",
    "changed_answers",
    "round_result",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consensus:
    """How far the weights agree, 0 to 1: ``figure`` is ``S*`` (Goepel) or, for orders, ``W``
    (Kendall); ``words`` what such a value is called."""

    figure: str
    value: float
    words: str

    @property
    def percent(self) -> str:
        """The share as a whole per cent."""
        return f"{100 * self.value:.0f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """One question. ``group`` is the median with its range and names the round as its reason,
    ``given`` each person's answer, lowest first, ``agreement`` 0 to 1 (None for one person);
    ``settles`` is the fact that would settle a question that ``is_contested``."""

    question: str
    title: str
    group: Answer
    given: tuple[tuple[str, Answer], ...]
    agreement: float | None
    weight: float
    weights: tuple[float, float]
    is_contested: bool
    settles: SettlingFact | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonResult:
    """One person: what their ballot alone comes to, how many points their weights and how many
    steps their answers lie from the group's, and the consistency ratio of their judgements."""

    person: str
    outcome: Outcome
    points_off: float
    steps_off: int
    ratio: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundResult:
    """Everything a closed round says. ``consensus`` is None for a round of one."""

    sentence: str
    method: WeightingMethod
    weights: Mapping[str, float]
    weighting: Weighting
    consensus: Consensus | None
    outcome: Outcome
    questions: tuple[QuestionResult, ...]
    people: tuple[PersonResult, ...]

    @property
    def contested(self) -> tuple[QuestionResult, ...]:
        """Questions whose answers lie far apart, the least agreement first."""
        found = [question for question in self.questions if question.is_contested]
        return tuple(sorted(found, key=lambda question: question.agreement or 0.0))


def round_result(
    ballots: Sequence[Ballot],
    method: WeightingMethod,
    assessment: Assessment,
    verdict: Verdict,
    experiment: Experiment | None = None,
    *,
    name: str,
    knowledge: Knowledge | None = None,
) -> RoundResult | None:
    """The result of the ballots of the round called ``name``; None where nobody gave one.

    ``verdict`` is the one on ``assessment`` with ``experiment``: every ballot is scored on its
    table.
    """
    if not ballots:
        return None
    knowledge = knowledge or load_knowledge()
    weights = group_weights(ballots, method, knowledge.question_ids)
    spread = mean_distance([ballot.weights for ballot in ballots], weights)
    suggested = {one.question: one.suggestion for one in verdict.questions}
    questions = tuple(
        _question(suggested[question], ballots, weights, assessment, experiment, name, knowledge)
        for question in knowledge.question_ids
    )
    answers = {one.question: one.group.value for one in questions}
    together = outcome(verdict, weights=weights, answers=answers, knowledge=knowledge)
    people = tuple(
        _person(ballot, method, weights, answers, verdict, knowledge) for ballot in ballots
    )
    consensus = _consensus(ballots, method) if len(ballots) > 1 else None
    result = RoundResult(
        sentence="",
        method=method,
        weights=weights,
        weighting=Weighting(method=WeightingMethod.GROUP, spread=spread),
        consensus=consensus,
        outcome=together,
        questions=questions,
        people=people,
    )
    return replace(result, sentence=_sentence(result))


def changed_answers(before: RoundResult, after: RoundResult) -> dict[str, int]:
    """How many answers each person gave otherwise than in the round before; only those who gave a
    ballot in both."""
    earlier, later = _values(before), _values(after)
    return {
        person: sum(earlier[person][question] != value for question, value in answers.items())
        for person, answers in later.items()
        if person in earlier
    }


def _values(result: RoundResult) -> dict[str, dict[str, int]]:
    """Each person's answers by question id."""
    found: dict[str, dict[str, int]] = {person.person: {} for person in result.people}
    for question in result.questions:
        for person, answer in question.given:
            found[person][question.question] = answer.value
    return found


def _consensus(ballots: Sequence[Ballot], method: WeightingMethod) -> Consensus:
    if method is WeightingMethod.RANKING:
        figure, value = "W", kendalls_w([ballot.weighting.ranking for ballot in ballots])
    else:
        figure, value = "S*", weights_consensus([ballot.weights for ballot in ballots], method)
    return Consensus(figure=figure, value=value, words=weighting_rules().words(figure, value))


def _question(
    suggestion: Suggestion,
    ballots: Sequence[Ballot],
    weights: Mapping[str, float],
    assessment: Assessment,
    experiment: Experiment | None,
    name: str,
    knowledge: Knowledge,
) -> QuestionResult:
    question = suggestion.question
    given = [(ballot.person, ballot.answers[question]) for ballot in ballots]
    given.sort(key=lambda one: one[1].value)
    values = [answer.value for _, answer in given]
    own = [ballot.weights[question] for ballot in ballots]
    group = group_answer([answer for _, answer in given])
    contested = values[-1] - values[0] >= weighting_rules().contested_from
    return QuestionResult(
        question=question,
        title=knowledge.question_by_id[question].title,
        group=replace(group, reason=_reason(name, values), seen=seen_facts(suggestion)),
        given=tuple(given),
        agreement=answer_agreement(values) if len(values) > 1 else None,
        weight=weights[question],
        weights=(min(own), max(own)),
        is_contested=contested,
        settles=settling_fact(question, assessment, experiment, knowledge=knowledge)
        if contested
        else None,
    )


def _reason(name: str, values: Sequence[int]) -> str:
    listed = ", ".join(map(str, values))
    return f"{name}: the median of {count(len(values), 'answer')} ({listed})."


def _person(
    ballot: Ballot,
    method: WeightingMethod,
    weights: Mapping[str, float],
    answers: Mapping[str, int],
    verdict: Verdict,
    knowledge: Knowledge,
) -> PersonResult:
    own = {question: answer.value for question, answer in ballot.answers.items()}
    judged = method is WeightingMethod.PAIRWISE
    return PersonResult(
        person=ballot.person,
        outcome=outcome(verdict, weights=ballot.weights, answers=own, knowledge=knowledge),
        points_off=distance(ballot.weights, weights),
        steps_off=sum(abs(own[question] - value) for question, value in answers.items()),
        ratio=comparison_of(ballot.weighting).ratio if judged else None,
    )


def _sentence(result: RoundResult) -> str:
    leader = result.outcome.recommended
    chosen = f"{leader.value} by {points(result.outcome.margin)}"
    if result.consensus is None:
        return f"One person answered and comes to {chosen}; a round needs others to agree with."
    people = len(result.people)
    alike = sum(person.outcome.recommended is leader for person in result.people)
    told = f"Together {people} people come to {chosen}, {_how_many(alike, people)} on their own; "
    told += f"they agree on the weights to {result.consensus.percent} % ({result.consensus.words})"
    if not result.contested:
        return f"{told} and on no question lie far apart."
    worst = result.contested[0]
    low, high = worst.given[0][1].value, worst.given[-1][1].value
    return f"{told} and least on {worst.title.lower()}, answered from {low} to {high}."


def _how_many(alike: int, people: int) -> str:
    return "all of them" if alike == people else f"{alike} of them" if alike else "none of them"
