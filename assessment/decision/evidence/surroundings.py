"""Facts about the surroundings: duties, experience, sight, means and time, as the context states
them. What nobody stated is missing, never invented."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.decision.assessment import Assessment, EventExperience
from assessment.decision.evidence.facts import Measure, missing
from assessment.decision.phrases import count, listed
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import Experiment

__all__ = [
    "broker_skills",
    "debugging_of_events",
    "debugging_share",
    "delivery",
    "duties",
    "event_experience",
    "event_sight",
    "hosting",
    "observability",
    "operations_budget",
    "people",
    "record_duties",
]

_EXPERIENCE = {
    EventExperience.NONE: "no team has run events",
    EventExperience.TRIED: "events have been tried, not run in earnest",
    EventExperience.ONE_TEAM: "one team runs events in production",
    EventExperience.SEVERAL_TEAMS: "several teams run events in production",
    EventExperience.EVERYDAY: "events are everyday work",
}
_BUDGETS = {"small": 1.0, "medium": 2.0, "large": 3.0}
_SIGHT = ("tracing", "correlation-ids")
_RECORD = ("audit", "four-eyes", "financial-supervision", "health", "safety")
_BROKERS = (
    "kafka",
    "confluent",
    "rabbitmq",
    "eventbridge",
    "event-grid",
    "service-bus",
    "pulsar",
    "nats",
)
_BY_EVENTS = (OrchestrationModel.CHOREOGRAPHY.value, OrchestrationModel.HYBRID.value)
_DELIVERIES = {
    "weeks": (1.0, "a first version must run within weeks"),
    "months": (2.0, "a first version must run within some months"),
    "year": (3.0, "a first version may take a year"),
}
_HOSTING = {
    "self-run": (1.0, "the teams run the tools themselves"),
    "managed": (2.0, "a provider runs the tools"),
}


def duties(assessment: Assessment, _: Experiment | None) -> Measure:
    """How many duties somebody outside checks."""
    stated = assessment.context.regulation
    if not stated:
        return missing("nobody has said which duties apply", "context.regulation")
    held = [duty for duty in stated if duty != "none"]
    text = f"{count(len(held), 'duty', 'duties')} to answer for" if held else "no outside duties"
    return Measure(value=float(len(held)), text=text, fact="context.regulation")


def event_experience(assessment: Assessment, _: Experiment | None) -> Measure:
    """Experience with events, 1 (none) to 5 (everyday)."""
    stated = assessment.context.event_experience
    if stated is None:
        text = "nobody has said what the teams have done with events"
        return missing(text, "context.event_experience")
    rank = float(list(EventExperience).index(stated) + 1)
    return Measure(value=rank, text=_EXPERIENCE[stated], fact="context.event_experience")


def event_sight(assessment: Assessment, _: Experiment | None) -> Measure:
    """How many of tracing and correlation ids are in place."""
    stated = assessment.context.observability
    if stated is None:
        return missing("nobody has said whether events can be traced", "context.observability")
    held = [tool for tool in _SIGHT if tool in stated]
    texts = ("neither tracing nor correlation ids are in place", "events can partly be followed")
    text = texts[len(held)] if len(held) < 2 else "tracing and correlation ids are in place"
    return Measure(value=float(len(held)), text=text, fact="context.observability")


def observability(assessment: Assessment, _: Experiment | None) -> Measure:
    """How many kinds of observability are in place."""
    stated = assessment.context.observability
    if stated is None:
        return missing("nobody has said what can be observed", "context.observability")
    text = (
        f"{len(stated)} of 6 kinds of observability in place" if stated else "nothing observes it"
    )
    return Measure(value=float(len(stated)), text=text, fact="context.observability")


def operations_budget(assessment: Assessment, _: Experiment | None) -> Measure:
    """Budget for operations: 1 small, 2 medium, 3 large."""
    stated = assessment.context.operations_budget
    if stated not in _BUDGETS:
        text = "nobody has said what there is for operations"
        return missing(text, "context.operations_budget")
    text = f"a {stated} budget for operations"
    return Measure(value=_BUDGETS[stated], text=text, fact="context.operations_budget")


def people(assessment: Assessment, _: Experiment | None) -> Measure:
    """People in the teams together."""
    known = [team.people for team in assessment.context.teams if team.people is not None]
    if not known:
        return missing("team sizes are not known", "context.teams")
    text = f"{count(sum(known), 'person', 'people')} in {count(len(known), 'team')}"
    partly = len(known) < len(assessment.context.teams)
    return Measure(value=float(sum(known)), text=text, fact="context.teams", assumed=partly)


def record_duties(assessment: Assessment, _: Experiment | None) -> Measure | None:
    """How many duties ask for a record of who decided what, and when; None where nobody has said
    which duties apply."""
    if not assessment.context.regulation:
        return None
    held = [duty for duty in assessment.context.regulation if duty in _RECORD]
    verb = "asks" if len(held) == 1 else "ask"
    text = f"{count(len(held), 'duty', 'duties')} {verb} for a record of every decision"
    return Measure(
        value=float(len(held)),
        text=text if held else "no duty asks for a record of every decision",
        fact="context.regulation",
    )


def debugging_share(assessment: Assessment, _: Experiment | None) -> Measure | None:
    """Share of engineering time spent on coordination faults; None where nobody has said."""
    share = assessment.context.debugging_share
    if share is None:
        return None
    text = f"{share:.0%} of the teams' time goes into faults of coordination"
    return Measure(value=share, text=text, fact="context.debugging_share")


def debugging_of_events(assessment: Assessment, _: Experiment | None) -> Measure | None:
    """The same share, where the process runs by events today; else None."""
    share, model = assessment.context.debugging_share, assessment.context.current_model
    if share is None or model not in _BY_EVENTS:
        return None
    text = f"{share:.0%} of the teams' time goes into faults of coordination under {model}"
    return Measure(value=share, text=text, fact="context.debugging_share")


def delivery(assessment: Assessment, _: Experiment | None) -> Measure | None:
    """How soon a first version must run: 1 weeks, 2 months, 3 a year; None where nobody has
    said."""
    return _known(_DELIVERIES, assessment.context.delivery, "context.delivery")


def hosting(assessment: Assessment, _: Experiment | None) -> Measure | None:
    """Who runs the tools: 1 the teams, 2 a provider; None where either would do."""
    return _known(_HOSTING, assessment.context.hosting, "context.hosting")


def broker_skills(assessment: Assessment, _: Experiment | None) -> Measure | None:
    """How many brokers somebody has run; None where nobody has said which tools are known."""
    if not assessment.context.skills:
        return None
    held = [skill for skill in assessment.context.skills if skill in _BROKERS]
    names = listed([skill.replace("-", " ") for skill in held])
    text = f"somebody here has run {names}" if held else "nobody here has run a broker"
    return Measure(value=float(len(held)), text=text, fact="context.skills")


def _known(options: Mapping[str, tuple[float, str]], stated: str, fact: str) -> Measure | None:
    if stated not in options:
        return None
    value, text = options[stated]
    return Measure(value=value, text=text, fact=fact)
