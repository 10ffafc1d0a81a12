"""Ballots: given blind, kept when the round ends under them, seen by all afterwards."""

from __future__ import annotations

import pytest
from django.urls import reverse

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.models import BallotRow, Invitee, Round
from assessment.services.rounds import round_close, round_withdraw
from projects.models import Membership, Project, Role, User
from tests.assessment.rounds import QUESTIONS, answered, end, opened
from tests.cast import ClientOf


@pytest.fixture
def round(mapped: Project, owner: User, contributor: User) -> Round:
    """A round by points that asks Olive and Connie."""
    return opened(mapped, owner, owner, contributor)


def test_a_ballot_is_given(round: Round, contributor: User, client_of: ClientOf) -> None:
    response = client_of(contributor).post(_url("ballot", round), _ballot(4))

    assert response["Location"] == _url("round", round)
    assert BallotRow.objects.get().answers["scale"]["value"] == 4


def test_a_double_click_gives_one(round: Round, contributor: User, client_of: ClientOf) -> None:
    client = client_of(contributor)

    for _ in range(2):
        assert client.post(_url("ballot", round), _ballot(4)).status_code == 302

    assert BallotRow.objects.get().version == 1


def test_a_ballot_begins_empty_and_shows_nothing_of_others(
    round: Round, owner: User, contributor: User, client_of: ClientOf
) -> None:
    answered(round, owner, 5)

    response = client_of(contributor).get(_url("ballot", round))

    assert "Seen it" not in response.text
    assert response.text.count('name="scale-value"') == 5
    assert response.text.count(" checked") == 0


def test_a_ballot_in_need_of_a_mend_keeps_what_was_typed(
    round: Round, contributor: User, client_of: ClientOf
) -> None:
    data = _ballot(4) | {"weights-scale": "NaN", "autonomy-value": "6", "scale-reason": "Peak"}

    response = client_of(contributor).post(_url("ballot", round), data)

    assert "Please look again at Team autonomy, the weights" in response.text
    assert "Peak" in response.text
    assert not BallotRow.objects.exists()


def test_a_ballot_after_the_end_is_told_and_what_was_typed_stays(
    round: Round, contributor: User, client_of: ClientOf
) -> None:
    answered(round, contributor, 2)
    end(round)
    data = _ballot(4) | {"scale-reason": "Typed in an open tab", "weights-version": "1"}

    response = client_of(contributor).post(_url("ballot", round), data)

    assert response.status_code == 409
    assert "has ended meanwhile" in response.text
    assert "Typed in an open tab" in response.text
    assert BallotRow.objects.get().answers["scale"]["value"] == 2


def test_a_ballot_from_an_older_tab_of_ones_own_is_told(
    round: Round, contributor: User, client_of: ClientOf
) -> None:
    answered(round, contributor, 2)

    response = client_of(contributor).post(_url("ballot", round), _ballot(4))

    assert response.status_code == 409
    assert "Connie was quicker." in response.text
    assert 'name="weights-version" value="1"' in response.text


def test_an_arrow_in_a_ballot_moves_without_giving_it(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    round = opened(mapped, owner, owner, method=WeightingMethod.RANKING)
    data: dict[str, object] = dict(_ballot(4))
    data |= {"weights-order": list(QUESTIONS), "weights-move": f"down:{QUESTIONS[0]}"}

    response = client_of(owner).post(_url("ballot", round), data)

    rows = response.context["form"].weights.rows
    assert [row.question for row in rows][:2] == [QUESTIONS[1], QUESTIONS[0]]
    assert not BallotRow.objects.exists()


def test_a_second_round_begins_with_what_one_said(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    order = Weighting(method=WeightingMethod.RANKING, ranking=((*QUESTIONS,),))
    first = opened(mapped, owner, owner, method=WeightingMethod.RANKING)
    answered(first, owner, 5, weighting=order)
    second = opened(
        mapped, owner, owner, method=WeightingMethod.RANKING, token="form-2", follows=end(first)
    )

    form = client_of(owner).get(_url("ballot", second)).context["form"]

    assert form.parts[0]["value"].value() == 5
    assert form.weights["version"].value() == 0
    assert [row.is_tied for row in form.weights.rows] == [False, True, True, True, True]


def test_a_ballot_is_taken_back(round: Round, contributor: User, client_of: ClientOf) -> None:
    answered(round, contributor, 2)

    client_of(contributor).post(_url("ballot-back", round))

    assert not BallotRow.objects.exists()


def test_a_ballot_of_a_closed_round_leads_to_its_result(
    round: Round, contributor: User, client_of: ClientOf
) -> None:
    end(round)

    assert client_of(contributor).get(_url("ballot", round))["Location"] == _url("round", round)


def test_who_was_not_asked_has_no_ballot(
    round: Round, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)

    assert client.get(_url("ballot", round)).status_code == 404
    assert client.post(_url("ballot", round), _ballot(4)).status_code == 404
    assert client.post(_url("ballot-back", round)).status_code == 403


def test_who_became_a_reader_gives_no_ballot(
    round: Round, contributor: User, client_of: ClientOf
) -> None:
    Membership.objects.filter(user=contributor).update(role=Role.STAKEHOLDER)

    assert client_of(contributor).post(_url("ballot", round), _ballot(4)).status_code == 403


def test_strangers_and_the_signed_out_find_nothing(
    round: Round, stranger: User, client_of: ClientOf
) -> None:
    assert client_of(stranger).get(_url("ballot", round)).status_code == 404
    assert client_of().get(_url("ballot", round)).status_code == 302
    assert client_of(stranger).delete(_url("ballot", round)).status_code == 405


def test_nobody_reads_anothers_ballot_before_the_round_is_closed(
    round: Round, owner: User, contributor: User, client_of: ClientOf
) -> None:
    answered(round, contributor, 2)
    shown = _shown(round, contributor)

    assert client_of(owner).get(shown).status_code == 404
    round_close(round=round, by=owner)
    assert "Seen it" in client_of(owner).get(shown).text


def test_ballots_of_a_round_called_off_stay_unseen(
    round: Round, owner: User, contributor: User, client_of: ClientOf
) -> None:
    answered(round, contributor, 2)
    round_withdraw(round=round, by=owner)

    assert client_of(owner).get(_shown(round, contributor)).status_code == 404


def test_a_ballot_of_another_round_is_not_found(
    round: Round, owner: User, client_of: ClientOf
) -> None:
    answered(round, owner, 2)
    end(round)

    assert client_of(owner).get(_shown(round, owner, number=2)).status_code == 404


def _ballot(value: int) -> dict[str, str]:
    typed = {f"{question}-value": str(value) for question in QUESTIONS}
    points = {f"weights-{question}": "20" for question in QUESTIONS}
    return {**typed, **points, "weights-version": "0"}


def _url(page: str, round: Round) -> str:
    return reverse(f"assessment:{page}", args=[round.project_id, round.number])


def _shown(round: Round, user: User, number: int = 0) -> str:
    invitee = Invitee.objects.get(round=round, user=user)
    args = [round.project_id, number or round.number, invitee.pk]
    return reverse("assessment:ballot-shown", args=args)
