"""Every page of a project that has everything: accessible, and no wider than a small screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from assessment.services.files import example_content, project_import
from config.stages import ABOUT, OVERVIEW, STAGES
from projects.models import Project, User
from tests.assessment.milestones import made_milestone
from tests.assessment.rounds import answered, end, opened
from tests.workflows.drafts_behind import drawn, published
from tests.workflows.formats.bpmn.merging.edits import rename
from workflows.services.library import map_create
from workflows.tasks import run_experiment

type SignIn = Callable[[Page, User], Page]
type Check = Callable[[Page], None]

OF_MAPS = (
    "designer",
    "draft-behind",
    "map-compare",
    "map-formats",
    "map-library",
    "map-log",
    "map-outline",
    "map-versions",
)

WIDE, SMALL = (1440, 900), (360, 740)


@pytest.fixture
def full(owner: User, architect: User) -> Project:
    """The online order with a run, a closed and an open round, two milestones, a map of the
    library, and a draft that a colleague's version came before."""
    name = "online-order"
    imported = project_import(by=owner, name=f"{name}.yaml", content=example_content(name))
    assert imported.experiment is not None
    run_experiment.func(str(imported.experiment.pk))
    closed = opened(imported.project, owner, owner, token="first")
    answered(closed, owner, 4)
    end(closed)
    opened(imported.project, owner, owner, token="second")
    for _ in range(2):
        made_milestone(imported.project, owner)
    map_create(project=imported.project, actor=owner, name="Billing")
    drawn(imported.project, owner, rename("charge", "Mine"), rename("ship", "Send it off"))
    published(imported.project, architect, rename("charge", "Theirs"))
    return imported.project


def addresses(project: Project) -> list[str]:
    """Every page of the navigation, and those that lie behind them."""
    listed = [OVERVIEW, *(page for stage in STAGES for page in stage.pages), *ABOUT]
    plain = [page.url_name for page in listed]
    plain += [f"assessment:{name}" for name in ("guide", "weights-compare", "round-new")]
    plain += ["assessment:record-new", "assessment:record-comparison"]
    plain += [f"workflows:{name}" for name in OF_MAPS]
    behind = [
        ("assessment:question", "consistency"),
        ("assessment:round", 1),
        ("assessment:round", 2),
        ("assessment:ballot", 2),
        ("assessment:record", 1),
        ("workflows:map-version", 1),
        ("workflows:map-losses", "asl"),
        ("workflows:matrix-row", "charge"),
    ]
    return [
        f"{reverse('search:results')}?q=charge",
        *(reverse(name, args=[project.pk]) for name in plain),
        *(reverse(name, args=[project.pk, value]) for name, value in behind),
    ]


@pytest.mark.parametrize(
    ("size", "theme"), [(WIDE, "light"), (WIDE, "dark"), (SMALL, "light"), (SMALL, "dark")]
)
def test_every_page_is_accessible(
    page: Page,
    full: Project,
    owner: User,
    signed_in: SignIn,
    assert_accessible: Check,
    size: tuple[int, int],
    theme: Literal["light", "dark"],
) -> None:
    signed_in(page, owner).emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    wrong = []

    for address in addresses(full):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        try:
            assert_accessible(page)
        except AssertionError as error:
            wrong.append(f"{address}: {error}")

    assert wrong == []


def test_no_page_is_wider_than_a_small_screen(
    page: Page, full: Project, owner: User, signed_in: SignIn
) -> None:
    signed_in(page, owner).set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    wide = []

    for address in addresses(full):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > SMALL[0]:
            wide.append(address)

    assert wide == []
