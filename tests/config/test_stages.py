"""config/stages.py: every page and every progress that the navigation names is there."""

import pytest
from django.urls import reverse
from django.utils.module_loading import import_string

from config.stages import ABOUT, OVERVIEW, STAGES, Page, Stage
from projects.models import Project
from projects.selectors.progress import Progress

PAGES = [OVERVIEW, *ABOUT, *(page for stage in STAGES for page in stage.pages)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.label)
def test_every_page_has_an_address(page: Page) -> None:
    project = "00000000-0000-0000-0000-000000000000"

    assert reverse(page.url_name, args=[project]).startswith(f"/projects/{project}/")


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.key)
def test_every_stage_tells_its_progress_from_the_first_day(stage: Stage, project: Project) -> None:
    progress = import_string(stage.progress)(project)

    assert isinstance(progress, Progress)
    assert 0 <= progress.done <= progress.total
    assert progress.text


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.key)
def test_the_pages_of_a_stage_lie_below_its_name(stage: Stage, project: Project) -> None:
    for page in stage.pages:
        url = reverse(page.url_name, args=[project.pk])
        assert url.startswith(f"/projects/{project.pk}/{stage.key}/")
