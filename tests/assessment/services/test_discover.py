"""Saving the context and the symptoms."""

import pytest

from assessment.decision.assessment import Context, Perspective, SymptomRating, Team
from assessment.exceptions import StaleRowError
from assessment.models import ContextFacts, SymptomMark, TeamRow
from assessment.services.discover import context_save, symptom_mark
from projects.models import ActivityEntry, Project, User

RETAIL = Context(industry="retail", cases_now=1200, teams=(Team(name="Orders", people=5),))


def test_the_first_save_makes_version_one(project: Project, owner: User) -> None:
    row = context_save(project=project, by=owner, context=RETAIL, expected=0)

    assert (row.version, row.industry, row.updated_by) == (1, "retail", owner)


def test_teams_are_replaced_as_a_whole(project: Project, owner: User) -> None:
    context_save(project=project, by=owner, context=RETAIL, expected=0)
    others = Context(teams=(Team(name="Payments", owns=("pay",)),))

    context_save(project=project, by=owner, context=others, expected=1)

    assert [(t.name, t.owns) for t in TeamRow.objects.all()] == [("Payments", ["pay"])]


def test_a_stale_context_is_refused_and_tells_who_saved(project: Project, owner: User) -> None:
    context_save(project=project, by=owner, context=RETAIL, expected=0)

    with pytest.raises(StaleRowError) as caught:
        context_save(project=project, by=owner, context=Context(), expected=0)

    assert caught.value.saved_by == "Olive"
    assert ContextFacts.objects.get().industry == "retail"


def test_a_double_click_saves_once(project: Project, owner: User) -> None:
    context_save(project=project, by=owner, context=RETAIL, expected=0)

    row = context_save(project=project, by=owner, context=RETAIL, expected=0)

    assert row.version == 1
    assert ActivityEntry.objects.filter(subject="the context").count() == 1


def test_all_that_a_context_may_state_comes_back(project: Project, owner: User) -> None:
    stated = Context(
        current_model="choreography",
        delivery="weeks",
        changing=("bank",),
        debugging_share=0.3,
        hosting="managed",
        languages=("java",),
        skills=("kafka",),
        constraints=("open-source",),
    )

    row = context_save(project=project, by=owner, context=stated, expected=0)

    row.refresh_from_db()
    assert row.to_domain(()) == stated


def test_nothing_in_place_differs_from_nobody_said(project: Project, owner: User) -> None:
    row = context_save(project=project, by=owner, context=Context(observability=()), expected=0)

    assert row.to_domain(()).observability == ()
    assert ContextFacts().to_domain(()).observability is None


def _rating(severity: int) -> SymptomRating:
    return SymptomRating(symptom="lost", perspective=Perspective.BUSINESS, severity=severity)


def test_each_perspective_marks_a_symptom_for_itself(project: Project, owner: User) -> None:
    symptom_mark(project=project, by=owner, rating=_rating(2), title="Lost", expected=0)
    other = SymptomRating(symptom="lost", perspective=Perspective.OPERATIONS, severity=0)

    symptom_mark(project=project, by=owner, rating=other, title="Lost", expected=0)

    assert SymptomMark.objects.count() == 2


def test_a_stale_mark_keeps_what_is_stored(project: Project, owner: User) -> None:
    symptom_mark(project=project, by=owner, rating=_rating(2), title="Lost", expected=0)

    with pytest.raises(StaleRowError):
        symptom_mark(project=project, by=owner, rating=_rating(3), title="Lost", expected=0)

    assert SymptomMark.objects.get().severity == 2


def test_marking_again_is_a_new_version(project: Project, owner: User) -> None:
    symptom_mark(project=project, by=owner, rating=_rating(2), title="Lost", expected=0)

    row = symptom_mark(project=project, by=owner, rating=_rating(3), title="Lost", expected=1)

    assert (row.severity, row.version) == (3, 2)
