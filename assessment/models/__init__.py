"""The rows of an assessment, one file a stage."""

from assessment.models.decide import AnswerRow, BoundaryChoice
from assessment.models.discover import ContextFacts, Felt, SymptomMark, TeamRow
from assessment.models.knowledge import KnowledgeChoice, KnowledgeSetRow
from assessment.models.plan import PlanState, PlanTaskRow, TaskStatus
from assessment.models.records import Milestone, MilestoneStatus
from assessment.models.weights import WeightSet

__all__ = [
    "AnswerRow",
    "BoundaryChoice",
    "ContextFacts",
    "Felt",
    "KnowledgeChoice",
    "KnowledgeSetRow",
    "Milestone",
    "MilestoneStatus",
    "PlanState",
    "PlanTaskRow",
    "SymptomMark",
    "TaskStatus",
    "TeamRow",
    "WeightSet",
]
