"""The rows of an assessment, one file a stage."""

from assessment.models.decide import AnswerRow, BoundaryChoice
from assessment.models.discover import ContextFacts, Felt, SymptomMark, TeamRow
from assessment.models.plan import PlanState, PlanTaskRow, TaskStatus
from assessment.models.weights import WeightSet

__all__ = [
    "AnswerRow",
    "BoundaryChoice",
    "ContextFacts",
    "Felt",
    "PlanState",
    "PlanTaskRow",
    "SymptomMark",
    "TaskStatus",
    "TeamRow",
    "WeightSet",
]
