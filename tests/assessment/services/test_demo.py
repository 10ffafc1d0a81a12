"""The demo: one living project for each example, loaded once."""

import pytest
from django.core.management import call_command

from assessment.models import PlanTaskRow
from assessment.services.demo import DEMO_EMAIL, DEMO_PASSWORD
from projects.models import Project, Role, User
from workflows.examples import examples
from workflows.models import Experiment, ExperimentStatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded(capsys: pytest.CaptureFixture[str]) -> str:
    """What the command printed the first time."""
    call_command("load_demo")
    return capsys.readouterr().out


def test_the_login_is_printed_and_works(loaded: str) -> None:
    assert DEMO_EMAIL in loaded
    assert DEMO_PASSWORD in loaded
    assert User.objects.get(email=DEMO_EMAIL).check_password(DEMO_PASSWORD)


def test_each_example_is_a_project_that_the_demo_user_owns() -> None:
    owned = Project.objects.filter(memberships__role=Role.OWNER)

    assert sorted(owned.values_list("name", flat=True)) == sorted(e.name for e in examples())


def test_each_project_has_a_plan_and_an_experiment_that_waits() -> None:
    projects = Project.objects.count()

    assert Experiment.objects.filter(status=ExperimentStatus.QUEUED).count() == projects
    assert PlanTaskRow.objects.values("project").distinct().count() == projects


def test_the_second_time_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = Project.objects.count()

    call_command("load_demo")

    assert Project.objects.count() == before
    assert "loaded already" in capsys.readouterr().out
