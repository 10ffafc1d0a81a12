"""The symptoms page."""

from __future__ import annotations

from django.urls import reverse

from assessment.decision.assessment import Perspective, SymptomRating
from assessment.models import SymptomMark
from assessment.services.discover import symptom_mark
from projects.models import Project, User
from tests.cast import ClientOf

SYMPTOM = "lost-events"
HTMX = {"HX-Request": "true"}


def test_rating_without_scripts_returns_to_the_symptom(
    project: Project, contributor: User, client_of: ClientOf
) -> None:
    response = client_of(contributor).post(_url(project), _typed(2))

    assert response["Location"].endswith(f"/discover/symptoms/business/#{SYMPTOM}")
    assert SymptomMark.objects.get().severity == 2


def test_rating_with_htmx_returns_the_row_and_the_comparison(
    project: Project, contributor: User, client_of: ClientOf
) -> None:
    response = client_of(contributor).post(_url(project), _typed(2), headers=HTMX)

    assert response.status_code == 200
    assert "<html" not in response.text
    assert f'id="{SYMPTOM}"' in response.text
    assert 'hx-swap-oob="true"' in response.text


def test_a_stale_rating_keeps_what_was_typed(
    project: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    _rate(project, owner, Perspective.BUSINESS, 3)

    response = client_of(contributor).post(_url(project), _typed(1, "only once"), headers=HTMX)

    assert response.status_code == 409
    assert "only once" in response.text
    assert "Olive saved here: Badly." in response.text
    assert SymptomMark.objects.get().severity == 3


def test_a_rating_without_severity_is_refused_beside_it(
    project: Project, contributor: User, client_of: ClientOf
) -> None:
    typed = {f"{SYMPTOM}-version": "0", f"{SYMPTOM}-note": "stays"}

    response = client_of(contributor).post(_url(project), typed)

    assert response.status_code == 422
    assert "Choose how much you feel it." in response.text
    assert "stays" in response.text


def test_contradictions_between_perspectives_are_marked(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    _rate(project, owner, Perspective.BUSINESS, 0)
    _rate(project, owner, Perspective.OPERATIONS, 3)

    page = client_of(owner).get(reverse("assessment:symptoms", args=[project.pk]))

    assert "They disagree" in page.text


def test_unknown_symptoms_and_perspectives_are_not_found(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)

    for args in (["moon", SYMPTOM], ["business", "no-such-symptom"]):
        url = reverse("assessment:symptom", args=[project.pk, *args])
        assert client.post(url).status_code == 404


def _typed(severity: int, note: str = "") -> dict[str, str]:
    return {
        f"{SYMPTOM}-version": "0",
        f"{SYMPTOM}-severity": str(severity),
        f"{SYMPTOM}-note": note,
    }


def _rate(project: Project, by: User, perspective: Perspective, severity: int) -> None:
    rating = SymptomRating(symptom=SYMPTOM, perspective=perspective, severity=severity)
    symptom_mark(project=project, by=by, rating=rating, title="Lost", expected=0)


def _url(project: Project) -> str:
    return reverse("assessment:symptom", args=[project.pk, "business", SYMPTOM])
