"""An experiment watched from its page: it runs, it is done, its result is read."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from projects.models import Project, User
from tests.workflows.stage import upload, url
from workflows.models import Experiment
from workflows.services.experiment_run import experiment_run

type SignIn = Callable[[Page, User], Page]
type Check = Callable[[Page], None]


def test_the_page_turns_into_the_result_once_the_worker_is_done(
    page: Page, project: Project, owner: User, signed_in: SignIn, assert_accessible: Check
) -> None:
    upload(project, owner)
    signed_in(page, owner).goto(url("experiments", project))
    page.get_by_label("Cases", exact=True).fill("50")
    page.get_by_role("button", name="Run the experiment").click()
    expect(page.get_by_text("0 of 50 cases are done")).to_be_visible()

    experiment = Experiment.objects.get()
    experiment_run(experiment_id=experiment.pk)
    experiment.refresh_from_db()

    expect(page.locator(".quote")).to_have_text(experiment.sentence)
    expect(page.locator("[data-chart] .scatterlayer .trace")).to_have_count(3)
    assert_accessible(page)
