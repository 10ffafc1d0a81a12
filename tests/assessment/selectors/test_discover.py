"""How far Discover is, and what the perspectives say."""

from assessment.decision.assessment import (
    Context,
    EventExperience,
    Perspective,
    SymptomRating,
    Team,
)
from assessment.decision.knowledge_loading import load_knowledge
from assessment.selectors.discover import (
    context_of,
    discover_parts,
    progress,
    ratings_of,
    symptom_lines,
)
from assessment.services.discover import context_save, symptom_mark
from projects.models import Project, User
from projects.selectors.progress import Progress
from workflows.services.matrix import matrix_confirm_all


def _rate(project: Project, by: User, perspective: Perspective, severity: int) -> None:
    rating = SymptomRating(symptom="lost-events", perspective=perspective, severity=severity)
    symptom_mark(project=project, by=by, rating=rating, title="Lost", expected=0)


def test_nothing_stated_is_an_empty_context(project: Project) -> None:
    assert context_of(project) == Context()
    assert ratings_of(project) == ()


def test_a_new_project_begins_with_the_map(project: Project) -> None:
    assert progress(project) == Progress(done=0, total=7, text="0 of 7")
    assert discover_parts(project)[0].todo == "Add the workflow map"


def test_each_perspective_counts_once_it_has_spoken(project: Project, owner: User) -> None:
    _rate(project, owner, Perspective.BUSINESS, 0)

    done = [part.todo for part in discover_parts(project) if part.done]
    assert done == ["Rate the symptoms from business"]


def test_the_matrix_counts_once_it_is_confirmed(mapped: Project, owner: User) -> None:
    before = progress(mapped).done

    matrix_confirm_all(project=mapped, actor=owner, versions={})

    assert progress(mapped).done == before + 1


def test_the_context_counts_with_volume_and_experience(project: Project, owner: User) -> None:
    context = Context(cases_now=1, event_experience=EventExperience.TRIED, teams=(Team(name="A"),))

    context_save(project=project, by=owner, context=context, expected=0)

    assert progress(project).done == 2


def test_two_steps_apart_is_a_contradiction(project: Project, owner: User) -> None:
    _rate(project, owner, Perspective.BUSINESS, 1)
    _rate(project, owner, Perspective.OPERATIONS, 3)

    lines = {line.symptom.id: line for line in symptom_lines(project, load_knowledge())}
    assert lines["lost-events"].is_contradiction
    assert not lines["long-debugging"].is_contradiction


def test_one_step_apart_is_none(project: Project, owner: User) -> None:
    _rate(project, owner, Perspective.BUSINESS, 2)
    _rate(project, owner, Perspective.OPERATIONS, 3)

    assert not any(line.is_contradiction for line in symptom_lines(project, load_knowledge()))
