"""Read Discover: the context, what each perspective feels, how far the stage is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.decision.assessment import Context, Perspective, SymptomRating
from assessment.decision.knowledge import Knowledge, Symptom
from assessment.models import ContextFacts, SymptomMark, TeamRow
from projects.models import Project
from projects.selectors.progress import Progress
from workflows.selectors.matrix import Matrix, matrix_for

__all__ = [
    "Part",
    "SymptomLine",
    "context_of",
    "context_row",
    "discover_parts",
    "progress",
    "ratings_of",
    "symptom_lines",
]

CONTRADICTION_FROM = 2
"""Two perspectives that far apart on one symptom contradict each other."""


def context_row(project: Project) -> ContextFacts | None:
    """The stored context, with who saved it; None before the first save. One query."""
    return ContextFacts.objects.filter(project=project).select_related("updated_by").first()


def context_of(project: Project) -> Context:
    """The context with its teams; all empty before the first save. Two queries."""
    row = context_row(project) or ContextFacts(project=project)
    return row.to_domain(
        tuple(team.to_domain() for team in TeamRow.objects.filter(project=project))
    )


def ratings_of(project: Project) -> tuple[SymptomRating, ...]:
    """Every mark of every perspective. One query."""
    return tuple(mark.to_domain() for mark in SymptomMark.objects.filter(project=project))


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomLine:
    """One symptom and what each perspective said; a perspective that said nothing is absent."""

    symptom: Symptom
    marks: dict[Perspective, SymptomMark]

    @property
    def side_by_side(self) -> list[SymptomMark | None]:
        """The marks in the order of the perspectives, None where nobody said anything."""
        return [self.marks.get(perspective) for perspective in Perspective]

    @property
    def is_contradiction(self) -> bool:
        """Whether one perspective feels clearly what another does not."""
        severities = [mark.severity for mark in self.marks.values()]
        return bool(severities) and max(severities) - min(severities) >= CONTRADICTION_FROM


def symptom_lines(project: Project, knowledge: Knowledge) -> list[SymptomLine]:
    """Every symptom of the knowledge base with its marks. One query."""
    marks: dict[str, dict[Perspective, SymptomMark]] = {s.id: {} for s in knowledge.symptoms}
    for mark in SymptomMark.objects.filter(project=project).select_related("updated_by"):
        marks.setdefault(mark.symptom, {})[Perspective(mark.perspective)] = mark
    return [SymptomLine(symptom=s, marks=marks[s.id]) for s in knowledge.symptoms]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a stage: what is missing while it is not done, and the page that mends it."""

    todo: str
    why: str
    url_name: str
    done: bool


def discover_parts(project: Project) -> tuple[Part, ...]:
    """What Discover consists of, in the order in which it is best done. Five queries."""
    matrix = matrix_for(project)
    context = context_of(project)
    heard = {rating.perspective for rating in ratings_of(project)}
    return (
        Part(
            todo="Add the workflow map",
            why="Everything Podium says is about your own map: upload one or take an example.",
            url_name="workflows:map",
            done=matrix is not None,
        ),
        Part(
            todo="Describe the context",
            why="Volume, duties and experience with events decide most of the five questions.",
            url_name="assessment:context",
            done=_is_described(context),
        ),
        Part(
            todo="Name the teams",
            why="Who owns what decides how much autonomy is worth.",
            url_name="assessment:context",
            done=bool(context.teams),
        ),
        *_perspective_parts(heard),
        Part(
            todo="Confirm the requirement matrix",
            why=f"{_assumed(matrix)} of the requirement matrix are assumed so far.",
            url_name="workflows:matrix",
            done=matrix is not None and not matrix.assumed_count,
        ),
    )


def progress(project: Project) -> Progress:
    """How many parts of Discover are done. Five queries."""
    parts = discover_parts(project)
    done = sum(part.done for part in parts)
    return Progress(done=done, total=len(parts), text=f"{done} of {len(parts)}")


def _assumed(matrix: Matrix | None) -> str:
    count = matrix.assumed_count if matrix else 0
    return f"{count} value" if count == 1 else f"{count} values"


def _is_described(context: Context) -> bool:
    return context.cases_now is not None and context.event_experience is not None


def _perspective_parts(heard: Iterable[Perspective]) -> tuple[Part, ...]:
    return tuple(
        Part(
            todo=f"Rate the symptoms from {perspective}",
            why=f"Nobody from {perspective} has said yet what hurts today.",
            url_name="assessment:symptoms",
            done=perspective in heard,
        )
        for perspective in Perspective
    )
