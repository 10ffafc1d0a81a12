"""What becomes of cases that are under way when a wave begins.

How long a case may take decides: its SLA, or the deadlines of people and the waits on the map
where no SLA is stated. How many are under way follows from Little's law, L = λ · W (Little 1961):
cases an hour times the longest a case takes, so that it is an upper bound.
"""

from __future__ import annotations

from assessment.decision.evidence.facts import stated_volume, volume_is_stated
from assessment.decision.migration.knowledge import MigrationKnowledge
from assessment.decision.migration.parts import Flight
from assessment.decision.migration.ways import Ways
from assessment.decision.phrases import count
from workflows.definition.quantities import format_duration

__all__ = ["flight_of", "longest_case"]

_HOUR = 3600.0


def longest_case(ways: Ways) -> tuple[float | None, str]:
    """The longest that a case may take, in seconds, and where that was read; None: not known."""
    definition = ways.definition
    waits = _waits(ways)
    if definition.sla is not None and definition.sla >= waits:
        return definition.sla, f"the SLA of {format_duration(definition.sla)}"
    if waits:
        text = f"deadlines and waits of {format_duration(waits)} on the map"
        return waits, text if definition.sla is None else f"{text}, longer than the SLA"
    return None, "neither SLA nor deadline is stated"


def flight_of(ways: Ways, current: str, known: MigrationKnowledge) -> Flight:
    """The rule for cases under way, by how long they last."""
    leaving = known.leaving[current]
    sources = [known.cite(leaving.source), *(known.cite(s) for s in known.flight_sources)]
    longest, basis = longest_case(ways)
    if current == "none":
        return Flight(
            policy="none",
            sentence=leaving.flight,
            longest=longest,
            about=0,
            basis=basis,
            sources=(known.cite(leaving.source),),
        )
    about = _under_way(ways, longest)
    policy = _policy(longest, known)
    return Flight(
        policy=policy,
        sentence=f"{leaving.flight} {_lasting(policy, longest, about, current)}",
        longest=longest,
        about=about,
        basis=basis,
        sources=tuple(dict.fromkeys(sources)),
    )


def _waits(ways: Ways) -> float:
    """Deadlines of steps and waits of events, all of them one after the other."""
    definition = ways.definition
    deadlines = (
        step.requirements.deadline for step in definition.forward_steps if step.requirements
    )
    timers = (node.timer for node in definition.nodes if node.attached_to is None)
    events = (node.wait.p95 for node in definition.nodes if node.wait)
    return sum(value or 0.0 for value in (*deadlines, *timers, *events))


def _under_way(ways: Ways, longest: float | None) -> int | None:
    if longest is None or not volume_is_stated(ways.assessment):
        return None
    volume = stated_volume(ways.assessment.context, ways.definition.volume)
    return round(volume.now * longest / _HOUR)


def _policy(longest: float | None, known: MigrationKnowledge) -> str:
    if longest is None:
        return "measure"
    if longest <= known.figures["flight.short_hours"] * _HOUR:
        return "finish"
    if longest <= known.figures["flight.long_hours"] * _HOUR:
        return "side by side"
    return "move"


def _lasting(policy: str, longest: float | None, about: int | None, current: str) -> str:
    if longest is None:
        return "State the SLA: how long both ways must run side by side hangs on it."
    lasts, many = format_duration(longest), _many(about)
    if policy == "finish":
        return f"After {lasts} none of the old ones is left{many}."
    both = f"Both ways run side by side for {lasts} in each wave{many}"
    if policy == "side by side":
        return f"{both}; change nothing in the old way meanwhile."
    where = "where it waits for a person or a date" if current != "choreography" else "by hand"
    return (
        f"{both}, which is too long to wait: move each old case {where}, and test that on copies "
        "first."
    )


def _many(about: int | None) -> str:
    return f" (at most {count(about, 'case')} at any time)" if about is not None else ""
