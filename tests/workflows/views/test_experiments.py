"""workflows/views/experiments.py"""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.stage import (
    SCENARIO,
    SHORTER_ORDER,
    experiment_done,
    outsiders_are_kept_out,
    upload,
    url,
)
from workflows.definition.model import OrchestrationModel
from workflows.models import Experiment, ExperimentStatus
from workflows.sandbox.scenario import Fault, FaultKind
from workflows.services.experiments import MAX_UNFINISHED_IN_PROJECT, experiment_create

FORM = {
    "cases": "500",
    "seed": "3",
    "models": ["centralized", "choreography"],
    "outbox": "on",
    "message-lost_share": "1.5",
    "step-error_share": "2",
    "step-error_step": "pay",
    "token": "form",
}


@pytest.fixture
def waiting(mapped: Project, owner: User) -> Experiment:
    """An experiment that no worker has taken up."""
    return experiment_create(project=mapped, actor=owner, scenario=SCENARIO, token="waiting")


def _start(client: Client, project: Project, **changes: object) -> tuple[int, str]:
    response = client.post(url("experiments", project), {**FORM, **changes})
    return response.status_code, response.content.decode()


def test_without_a_map_it_says_what_is_missing(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("experiments", project)).content.decode()

    assert "Experiments run your workflow map" in page


def test_the_form_becomes_a_scenario(
    mapped: Project, contributor: User, client_of: ClientOf
) -> None:
    _start(client_of(contributor), mapped)

    scenario = Experiment.objects.get().scenario
    assert (scenario.cases, scenario.seed, scenario.inbox) == (500, 3, False)
    assert scenario.models == (OrchestrationModel.CENTRALIZED, OrchestrationModel.CHOREOGRAPHY)
    assert set(scenario.faults) == {
        Fault(kind=FaultKind.STEP_ERROR, share=0.02, step="pay"),
        Fault(kind=FaultKind.MESSAGE_LOST, share=0.015),
    }


def test_the_new_experiment_is_shown(mapped: Project, owner: User, client_of: ClientOf) -> None:
    response = client_of(owner).post(url("experiments", mapped), FORM)

    assert response["Location"] == url("experiment", mapped, Experiment.objects.get().pk)


def test_a_double_click_runs_one_experiment(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)

    _start(client, mapped)
    _start(client, mapped)

    assert Experiment.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"cases": "100001"}, "less than or equal to 100000"),
        ({"cases": ""}, "This field is required"),
        ({"models": []}, "This field is required"),
        ({"message-lost_share": "101"}, "less than or equal to 100"),
        ({"crash_duration": "30"}, "needs a unit"),
        ({"step-error_step": "nowhere"}, "nowhere"),
    ],
)
def test_a_wrong_form_is_refused_and_keeps_what_was_typed(
    mapped: Project, owner: User, client_of: ClientOf, changes: dict[str, object], message: str
) -> None:
    status, page = _start(client_of(owner), mapped, **changes)

    assert status == 422
    assert message in page
    assert 'name="seed" value="3"' in page
    assert not Experiment.objects.exists()


def test_a_full_queue_is_told_and_the_form_kept(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    for number in range(MAX_UNFINISHED_IN_PROJECT):
        _start(client, mapped, token=str(number))

    status, page = _start(client, mapped, token="one too many")

    assert status == 409
    assert "Wait until one has finished, or cancel one" in page
    assert 'name="seed" value="3"' in page


def test_a_stakeholder_may_look_and_not_run(
    done: Experiment, stakeholder: User, client_of: ClientOf
) -> None:
    client, project = client_of(stakeholder), done.project

    assert "Run the experiment" not in client.get(url("experiments", project)).content.decode()
    assert _start(client, project)[0] == 403
    assert client.post(url("experiment-cancel", project, done.pk)).status_code == 403


def test_strangers_get_404_and_anonymous_people_sign_in(done: Experiment, stranger: User) -> None:
    outsiders_are_kept_out(stranger, url("experiments", done.project))
    for name in ("experiment", "experiment-status", "experiment-json"):
        outsiders_are_kept_out(stranger, url(name, done.project, done.pk))


def test_an_experiment_of_another_project_is_404(
    done: Experiment, owner: User, client_of: ClientOf
) -> None:
    other = Project.objects.create(name="Another")
    other.memberships.create(user=owner, role="owner")

    assert client_of(owner).get(url("experiment", other, done.pk)).status_code == 404


def test_the_result_begins_with_the_sentence(
    done: Experiment, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("experiment", done.project, done.pk)).content.decode()

    assert f'<p class="quote">{done.sentence}</p>' in page
    assert page.count('class="result-bar"') == 3


def test_the_chart_is_the_one_that_the_table_tells(
    done: Experiment, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("experiment", done.project, done.pk)).content.decode()

    source = re.search(r'<script id="latency" type="application/json">(.*?)</script>', page)
    assert source is not None
    names = [trace["y"][0] for trace in json.loads(source[1])["data"]]
    assert names == ["Centralized", "Choreography", "Hybrid"]


def test_a_result_on_an_older_map_says_so(
    done: Experiment, owner: User, client_of: ClientOf
) -> None:
    upload(done.project, owner, SHORTER_ORDER)

    page = client_of(owner).get(url("experiment", done.project, done.pk)).content.decode()

    assert "changed after this run" in page


def test_a_waiting_experiment_asks_for_news(
    waiting: Experiment, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("experiment", waiting.project, waiting.pk)).content.decode()

    assert "0 of 40 cases are done" in page
    assert 'hx-trigger="every 1s"' in page


def test_the_news_are_a_part_of_the_page(
    waiting: Experiment, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).get(url("experiment-status", waiting.project, waiting.pk))

    assert "<html" not in response.content.decode()
    assert "HX-Refresh" not in response


def test_the_last_news_load_the_result(done: Experiment, owner: User, client_of: ClientOf) -> None:
    response = client_of(owner).get(url("experiment-status", done.project, done.pk))

    assert response["HX-Refresh"] == "true"


def test_a_run_can_be_cancelled(
    waiting: Experiment, contributor: User, client_of: ClientOf
) -> None:
    client_of(contributor).post(url("experiment-cancel", waiting.project, waiting.pk))

    waiting.refresh_from_db()
    assert waiting.status == ExperimentStatus.CANCELLED


def test_run_again_fills_the_form_with_the_same_scenario(
    done: Experiment, owner: User, client_of: ClientOf
) -> None:
    path = f"{url('experiments', done.project)}?again={done.pk}"

    page = client_of(owner).get(path).content.decode()

    assert 'name="cases" value="40"' in page
    assert 'name="message-lost_share" value="5.0"' in page


@pytest.mark.parametrize("again", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_run_again_of_nothing_is_a_new_form(
    mapped: Project, owner: User, client_of: ClientOf, again: str
) -> None:
    assert client_of(owner).get(f"{url('experiments', mapped)}?again={again}").status_code == 200


def test_the_result_is_there_as_json(done: Experiment, owner: User, client_of: ClientOf) -> None:
    response = client_of(owner).get(url("experiment-json", done.project, done.pk))

    shares = json.loads(response.content)["models"]["centralized"]
    assert shares["completed"] + shares["compensated"] <= 1
    assert json.loads(response.content)["cases"] == 40


def test_what_is_not_done_has_no_json(
    waiting: Experiment, owner: User, client_of: ClientOf
) -> None:
    path = url("experiment-json", waiting.project, waiting.pk)

    assert client_of(owner).get(path).status_code == 404


@pytest.mark.parametrize("name", ["experiment", "experiment-status", "experiment-json"])
def test_reading_rejects_post(
    done: Experiment, owner: User, client_of: ClientOf, name: str
) -> None:
    assert client_of(owner).post(url(name, done.project, done.pk)).status_code == 405


def test_cancelling_rejects_get(done: Experiment, owner: User, client_of: ClientOf) -> None:
    path = url("experiment-cancel", done.project, done.pk)

    assert client_of(owner).get(path).status_code == 405


def test_more_experiments_take_no_more_queries(
    done: Experiment,
    owner: User,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(owner)
    with django_assert_max_num_queries(60) as one_experiment:
        client.get(url("experiments", done.project))
    for number in range(3):
        experiment_done(done.project, owner, form=str(number))

    with django_assert_max_num_queries(len(one_experiment)):
        client.get(url("experiments", done.project))
