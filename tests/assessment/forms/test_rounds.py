"""The forms of rounds: whom to ask, and one's ballot."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone

from assessment.decision.assessment import WeightingMethod
from assessment.decision.knowledge_loading import load_knowledge
from assessment.forms.rounds import BallotForm, RoundForm
from projects.models import Membership, Project, User
from projects.selectors.members import members_of

QUESTIONS = load_knowledge().questions


def round_form(project: Project, **typed: object) -> RoundForm:
    data = {"token": "form-1", "method": "points", "roles": ["owner"], "remind": "24"} | typed
    return RoundForm(data, members=list(members_of(project)))


def in_hours(hours: float) -> str:
    return (timezone.now() + dt.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def ballot(**typed: str) -> BallotForm:
    data = QueryDict(mutable=True)
    for question in QUESTIONS:
        data[f"{question.id}-value"] = "3"
        data[f"weights-{question.id}"] = "20"
    data["weights-version"] = "0"
    data.update({name.replace("__", "-"): value for name, value in typed.items()})
    return BallotForm(
        data, method=WeightingMethod.POINTS, questions=QUESTIONS, row=None, starts_afresh=True
    )


def test_roles_and_picked_people_are_asked_once_each(
    project: Project, owner: User, contributor: User, architect: User
) -> None:
    form = round_form(
        project, roles=["owner", "architect"], people=[str(owner.pk), str(contributor.pk)]
    )

    assert form.is_valid()
    assert form.to_people() == [owner, architect, contributor]


def test_a_round_that_asks_nobody_is_refused(project: Project) -> None:
    assert "Nobody would be asked" in round_form(project, roles=[]).errors["roles"][0]


def test_somebody_from_elsewhere_cannot_be_asked(project: Project, stranger: User) -> None:
    assert "people" in round_form(project, people=[str(stranger.pk)]).errors


@pytest.mark.parametrize("hours", [-24, 0])
def test_a_closing_time_that_leaves_no_time_is_refused(project: Project, hours: int) -> None:
    form = round_form(project, closes_at=in_hours(hours))

    assert "leaves no time" in form.errors["closes_at"][0]


def test_a_reminder_goes_out_before_the_end(project: Project) -> None:
    form = round_form(project, closes_at=in_hours(48))

    assert form.is_valid()
    timing = form.to_timing()
    assert timing.closes_at is not None
    assert timing.remind_at == timing.closes_at - dt.timedelta(hours=24)


def test_a_reminder_that_would_be_past_goes_out_half_way(project: Project) -> None:
    form = round_form(project, closes_at=in_hours(10))

    assert form.is_valid()
    timing = form.to_timing()
    assert timing.closes_at is not None
    assert timing.remind_at is not None
    assert timezone.now() < timing.remind_at < timing.closes_at - dt.timedelta(hours=4)


@pytest.mark.parametrize("typed", [{"closes_at": ""}, {"remind": "0"}, {"remind": ""}])
def test_without_an_end_or_a_wish_nobody_is_reminded(
    project: Project, typed: dict[str, str]
) -> None:
    form = round_form(project, **({"closes_at": in_hours(48)} | typed))

    assert form.is_valid()
    assert form.to_timing().remind_at is None


def test_a_ballot_holds_five_answers_and_the_weights() -> None:
    form = ballot(scale__value="5", scale__low="4", scale__reason="Black Friday")

    assert form.is_valid()
    scale = form.to_answers()["scale"]
    assert (scale.value, scale.low, scale.high, scale.reason) == (5, 4, None, "Black Friday")
    assert sum(form.weights.to_points().values()) == 100


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"scale__value": "6"}, ["Scale"]),
        ({"scale__value": ""}, ["Scale"]),
        ({"scale__value": "2", "scale__low": "3"}, ["Scale"]),
        ({"scale__value": "2", "scale__high": "1"}, ["Scale"]),
        ({"weights__scale": "NaN"}, ["the weights"]),
        ({"scale__value": "", "weights__scale": "90"}, ["Scale", "the weights"]),
    ],
)
def test_what_is_wrong_in_a_ballot_is_named_all_at_once(
    typed: dict[str, str], wrong: list[str]
) -> None:
    form = ballot(**typed)

    assert not form.is_valid()
    assert form.wrong == wrong


def test_only_those_who_may_answer_can_be_asked(project: Project, stakeholder: User) -> None:
    asked = Membership.objects.filter(project=project).exclude(user=stakeholder)
    form = RoundForm(
        {"token": "t", "method": "points", "people": [str(stakeholder.pk)]}, members=list(asked)
    )

    assert "people" in form.errors
