"""The rows of an assessment, one file a stage."""

from assessment.models.costs import CostSheet
from assessment.models.decide import AnswerRow, BoundaryChoice
from assessment.models.discover import ContextFacts, Felt, SymptomMark, TeamRow
from assessment.models.knowledge import KnowledgeChoice, KnowledgeSetRow
from assessment.models.plan import PlanState, PlanTaskRow, TaskStatus
from assessment.models.records import Milestone, MilestoneStatus
from assessment.models.rounds import BallotRow, Invitee, Round, RoundState
from assessment.models.weights import WeightSet

__all__ = [
    "AnswerRow",
    "BallotRow",
    "BoundaryChoice",
    "ContextFacts",
    "CostSheet",
    "Felt",
    "Invitee",
    "KnowledgeChoice",
    "KnowledgeSetRow",
    "Milestone",
    "MilestoneStatus",
    "PlanState",
    "PlanTaskRow",
    "Round",
    "RoundState",
    "SymptomMark",
    "TaskStatus",
    "TeamRow",
    "WeightSet",
]
