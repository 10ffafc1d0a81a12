"""Template tags for the look that all pages share: icons, model names, the stage navigation."""

from dataclasses import dataclass
from uuid import UUID

from django import template
from django.http import HttpRequest
from django.template import RequestContext
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

from config.stages import ABOUT, OVERVIEW, STAGES, Page, Stage
from projects.models import Project
from projects.selectors.progress import Progress

__all__ = ["register"]

register = template.Library()

RING_LENGTH = 50.27
"""The circumference of the ring in `_stages.html`: 2 π times its radius of 8."""


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the open project, ready to be drawn."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class StageLink:
    """A stage of the open project, ready to be drawn."""

    title: str
    url: str
    progress: Progress
    pages: list[Link]
    is_open: bool

    @property
    def dash(self) -> str:
        """The drawn part of the progress ring, as an SVG stroke-dasharray."""
        return f"{self.progress.share * RING_LENGTH:.1f} {RING_LENGTH}"


@dataclass(frozen=True, slots=True)
class Navigation:
    """Everything the left side of a project's pages shows."""

    project: Project
    overview: Link | None
    stages: list[StageLink]
    about: list[Link]


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the vendored sprite. It says nothing to screen readers: write the word too."""
    sprite = static("vendor/tabler-icons/sprite.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        sprite,
        name,
    )


@register.filter
def model_name(model: str) -> str:
    """The orchestration model as people write it: `Centralized`."""
    return str(model).replace("_", " ").capitalize()


@register.simple_tag(takes_context=True)
def stage_navigation(context: RequestContext) -> Navigation:
    """The stages of the project in `access`: `{% stage_navigation as navigation %}`."""
    request, project = context["request"], context["access"].project
    return Navigation(
        project=project,
        overview=_link(OVERVIEW, project.pk, request),
        stages=[_stage_link(stage, project, request) for stage in STAGES],
        about=_links(ABOUT, project.pk, request),
    )


def _stage_link(stage: Stage, project: Project, request: HttpRequest) -> StageLink:
    pages = _links(stage.pages, project.pk, request)
    below = f"/projects/{project.pk}/{stage.key}/"
    return StageLink(
        title=stage.title,
        url=pages[0].url if pages else "",
        progress=_progress(stage, project),
        pages=pages,
        is_open=request.path.startswith(below),
    )


def _links(pages: tuple[Page, ...], project_id: UUID, request: HttpRequest) -> list[Link]:
    links = (_link(page, project_id, request) for page in pages)
    return [link for link in links if link is not None]


def _link(page: Page, project_id: UUID, request: HttpRequest) -> Link | None:
    try:
        url = reverse(page.url_name, kwargs={"project_id": project_id})
    except NoReverseMatch:
        return None
    return Link(label=page.label, url=url, is_current=request.path.startswith(url))


def _progress(stage: Stage, project: Project) -> Progress:
    try:
        selector = import_string(stage.progress)
    except ImportError:
        return Progress(0, 0, "")
    progress: Progress = selector(project)
    return progress
