"""The five stages of a project, as the navigation shows them."""

from dataclasses import dataclass

__all__ = ["ABOUT", "OVERVIEW", "STAGES", "Page", "Stage"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a stage. Its address takes the project's id and nothing else."""

    label: str
    url_name: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. `progress` is the dotted name of a selector `(project) -> Progress`."""

    key: str
    title: str
    progress: str
    pages: tuple[Page, ...]


STAGES = (
    Stage(
        key="discover",
        title="Discover",
        progress="assessment.selectors.discover.progress",
        pages=(
            Page("Context", "assessment:context"),
            Page("Symptoms", "assessment:symptoms"),
            Page("Workflow map", "workflows:map"),
            Page("Requirement matrix", "workflows:matrix"),
            Page("Findings", "assessment:findings"),
        ),
    ),
    Stage(
        key="decide",
        title="Decide",
        progress="assessment.selectors.decide.progress",
        pages=(
            Page("Questions", "assessment:questions"),
            Page("Weights", "assessment:weights"),
            Page("Rounds", "assessment:rounds"),
            Page("Scorecard", "assessment:scorecard"),
            Page("Robustness", "assessment:robustness"),
            Page("Boundary", "assessment:boundary"),
            Page("Tools", "assessment:tools"),
            Page("Cost", "assessment:costs"),
            Page("Migration", "assessment:migration"),
            Page("Known cases", "assessment:cases"),
            Page("Decision records", "assessment:records"),
        ),
    ),
    Stage(
        key="prove",
        title="Prove",
        progress="workflows.selectors.experiments.progress",
        pages=(Page("Experiments", "workflows:experiments"),),
    ),
    Stage(
        key="plan",
        title="Plan",
        progress="assessment.selectors.plan.progress",
        pages=(
            Page("30-day plan", "assessment:plan"),
            Page("My tasks", "assessment:my-tasks"),
        ),
    ),
    Stage(
        key="report",
        title="Report",
        progress="reports.selectors.reports.progress",
        pages=(Page("Reports", "reports:reports"),),
    ),
)

OVERVIEW = Page("Overview", "assessment:overview")
"""Where a project begins: above the stages."""

ABOUT = (
    Page("Knowledge base", "assessment:knowledge"),
    Page("People", "projects:people"),
    Page("Activity", "projects:activity"),
    Page("Settings", "projects:settings"),
)
"""What concerns the project itself: below the stages."""
