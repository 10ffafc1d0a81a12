"""How far a tool meets each criterion: a level, its points and its sentence.

Which level a tool reaches is decided here; what a level is worth and says stands in
``knowledge/tool_criteria.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assessment.decision.phrases import count, figure, listed
from assessment.decision.tools.criteria import Criterion
from assessment.decision.tools.needs import Needs
from assessment.decision.tools.toolbox import Hosting, Role, Tool
from assessment.decision.tools.words import CLOUDS, LANGUAGES

__all__ = ["LEVELS", "SKILLS", "UNKNOWN", "Mark", "mark"]

UNKNOWN = "unknown"
"""The level of a criterion about which nobody has said anything."""

SKILLS = {
    "step-functions": "AWS Step Functions",
    "logic-apps": "Azure Logic Apps",
    "durable-functions": "Azure Durable Functions",
    "camunda": "Camunda",
    "temporal": "Temporal",
    "dapr": "Dapr",
    "conductor": "Conductor",
    "kafka": "Kafka",
    "confluent": "Confluent Cloud",
    "rabbitmq": "RabbitMQ",
    "eventbridge": "EventBridge",
    "event-grid": "Event Grid",
    "service-bus": "Service Bus",
    "pulsar": "Pulsar",
    "nats": "NATS",
    "google-workflows": "Google Workflows",
    "pubsub": "Pub/Sub",
    "sns-sqs": "SNS and SQS",
}
"""Tools that teams may know (``knowledge/context.toml``), in the words of a sentence."""
_WAITS_LONG = 3_600.0
"""Seconds from which on a new version is likely to meet cases that began under the old one."""
_BUDGETS = {"small": 0, "medium": 1, "large": 2}
_EVERYWHERE = frozenset({"aws", "azure", "gcp", "own"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One line of a rating: ``value`` 0 to 100, its ``weight`` of 100, the ``points`` they make,
    and the sentence. ``fact`` is where the project's side of it is stated."""

    criterion: str
    title: str
    level: str
    value: float
    weight: float
    text: str
    fact: str

    @property
    def points(self) -> float:
        """What it adds to the rating."""
        return self.value * self.weight / 100


def mark(criterion: Criterion, tool: Tool, needs: Needs) -> Mark:
    """A tool's line under one criterion. The level must stand in the criterion's data."""
    level = criterion.level[LEVELS[criterion.id](tool, needs)]
    return Mark(
        criterion=criterion.id,
        title=criterion.title,
        level=level.id,
        value=level.value,
        weight=criterion.orchestrator if tool.role is Role.ORCHESTRATOR else criterion.broker,
        text=level.says.format_map(_gaps(tool, needs)),
        fact=criterion.fact,
    )


def _gaps(tool: Tool, needs: Needs) -> dict[str, str]:
    """The words that a sentence may have gaps for."""
    where = "own" if needs.cloud == "none" else needs.cloud
    near = [SKILLS.get(skill, skill) for skill in tool.related if skill in needs.skills]
    rate = needs.rate or 0.0
    return {
        "tool": tool.short,
        "cloud": CLOUDS.get(where, where),
        "hosting": "managed" if tool.hosting is Hosting.MANAGED else "run by yourselves",
        "near": listed(near),
        "languages": listed([LANGUAGES.get(name, name) for name in _spoken(tool, needs)]),
        "humans": count(needs.humans, "step that waits", "steps that wait") + " for a person",
        "need": f"{figure(rate)} {'step' if tool.role is Role.ORCHESTRATOR else 'event'}s",
        "quota": f"{tool.rate or 0:,.0f}",
        "budget": needs.budget,
    }


def _spoken(tool: Tool, needs: Needs) -> list[str]:
    return [name for name in needs.languages if name in tool.languages] or list(needs.languages)


def _cloud(tool: Tool, needs: Needs) -> str:
    everywhere = tool.runs_in >= _EVERYWHERE
    if not needs.cloud:
        return "anywhere" if everywhere else UNKNOWN
    if needs.cloud == "several":
        return "all" if everywhere else "one-of-several"
    if needs.cloud == "none":
        return _on_own_machines(tool)
    if needs.cloud not in tool.runs_in:
        return "elsewhere"
    return "home" if tool.provider == needs.cloud else "there"


def _on_own_machines(tool: Tool) -> str:
    if "own" not in tool.runs_in:
        return "elsewhere"
    return "home" if tool.hosting is Hosting.SELF_RUN else "there"


def _hosting(tool: Tool, needs: Needs) -> str:
    if not needs.hosting:
        return "open"
    return "met" if needs.hosting == tool.hosting else "missed"


def _skills(tool: Tool, needs: Needs) -> str:
    if tool.family in needs.skills:
        return "known"
    if set(tool.related) & set(needs.skills):
        return "related"
    return "new" if needs.skills else UNKNOWN


def _languages(tool: Tool, needs: Needs) -> str:
    if not tool.languages:
        return "any"
    if set(needs.languages) & set(tool.languages):
        return "spoken"
    return UNKNOWN if not needs.languages or "other" in needs.languages else "missed"


def _human(tool: Tool, needs: Needs) -> str:
    if not needs.humans or tool.human is None:
        return "not-needed"
    return tool.human.value


def _volume(tool: Tool, needs: Needs) -> str:
    if needs.rate is None:
        return UNKNOWN
    if tool.rate is None:
        return "no-quota"
    if needs.rate > tool.rate:
        return "short"
    return "close" if needs.rate > tool.rate / 2 else "ample"


def _operations(tool: Tool, needs: Needs) -> str:
    if tool.effort == 0:
        return "light"
    if needs.budget not in _BUDGETS:
        return UNKNOWN
    strain = tool.effort - _BUDGETS[needs.budget]
    return "affordable" if strain <= 0 else "heavy" if strain == 1 else "too-heavy"


def _changes(tool: Tool, needs: Needs) -> str:
    lasts = needs.longest is not None and needs.longest.seconds >= _WAITS_LONG
    if tool.changes is None or not (lasts or needs.humans):
        return "brief"
    return tool.changes.value


def _record(tool: Tool, needs: Needs) -> str:
    if needs.duties is None:
        return UNKNOWN if tool.record != "full" else "full"
    return tool.record.value if needs.duties else "not-needed"


def _ordering(tool: Tool, needs: Needs) -> str:
    if tool.ordering is None or needs.steps < 2:
        return "not-needed"
    return tool.ordering.value


LEVELS: Mapping[str, Callable[[Tool, Needs], str]] = {
    "cloud": _cloud,
    "hosting": _hosting,
    "skills": _skills,
    "languages": _languages,
    "human": _human,
    "volume": _volume,
    "operations": _operations,
    "changes": _changes,
    "record": _record,
    "ordering": _ordering,
}
"""Which level a tool reaches, by criterion."""
