"""What Podium says about the published cases, from their facts alone, and where it disagrees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assessment.decision.cases.loading import load_cases
from assessment.decision.cases.model import CaseBook, KnownCase
from assessment.decision.cases.sketch import assessment_of
from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.verdict import AnsweredQuestion, Verdict, verdict_for
from workflows.definition.model import OrchestrationModel

__all__ = ["Judgement", "judge", "shipped_judgements"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A published case with Podium's verdict on it. ``why`` says where they part; empty where
    they agree."""

    case: KnownCase
    recommended: OrchestrationModel
    margin: float
    close_call: bool
    why: str

    @property
    def agrees(self) -> bool:
        """Whether Podium recommends what was chosen."""
        return self.recommended is self.case.chose


@cache
def shipped_judgements() -> tuple[Judgement, ...]:
    """The judgements on the cases that ship with Podium, worked out once."""
    return judge(load_cases(), load_knowledge())


def judge(book: CaseBook, knowledge: Knowledge) -> tuple[Judgement, ...]:
    """Podium's verdict on every case of which enough is told, in the order of the file."""
    return tuple(_judgement(case, knowledge) for case in book.known if case.runs)


def _judgement(case: KnownCase, knowledge: Knowledge) -> Judgement:
    verdict = verdict_for(assessment_of(case.sketch, case.who), knowledge=knowledge)
    return Judgement(
        case=case,
        recommended=verdict.recommended,
        margin=verdict.margin,
        close_call=verdict.close_call,
        why=_why(case, verdict),
    )


def _why(case: KnownCase, verdict: Verdict) -> str:
    """The question that does most for Podium's model against the one chosen, and its fact."""
    if case.chose is None or case.chose is verdict.recommended:
        return ""
    lead = verdict.scores[verdict.recommended] - verdict.scores[case.chose]
    most = max(verdict.questions, key=lambda asked: _gain(asked, case.chose, verdict))
    strongest = max(most.suggestion.evidence, key=lambda fact: abs(fact.pull), default=None)
    fact = f" {strongest.text.rstrip('.')}." if strongest else ""
    return (
        f"{verdict.recommended.value.capitalize()} is {lead:.1f} points ahead of "
        f"{case.chose.value}, most by {most.title.lower()} (answer {most.answer}).{fact}"
    )


def _gain(asked: AnsweredQuestion, chose: OrchestrationModel | None, verdict: Verdict) -> float:
    return asked.points[verdict.recommended] - (asked.points[chose] if chose else 0.0)
