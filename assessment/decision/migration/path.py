"""The migration path: from the model a team has to the recommended one, wave by wave.

Strangler fig (guide, "Lifecycle"; Microsoft, Azure Architecture Center, 2026): the least
critical steps move first, both ways run side by side, and until a wave has ended there is a way
back. Every state between two waves puts each step in exactly one place, keeps a compensation with
the step that it undoes, and never splits what shares an undo scope.
"""

from __future__ import annotations

from collections.abc import Iterator

from assessment.decision.assessment import Assessment
from assessment.decision.migration.flight import flight_of, longest_case
from assessment.decision.migration.journey import Journey
from assessment.decision.migration.knowledge import MigrationKnowledge, load_migration
from assessment.decision.migration.organisation import advice_on
from assessment.decision.migration.parts import MigrationPath, PathState, SchemaRule
from assessment.decision.migration.waves import waves
from assessment.decision.phrases import count, listed, quoted
from assessment.decision.verdict_parts import Verdict
from workflows.definition.model import OrchestrationModel
from workflows.definition.quantities import format_duration
from workflows.sandbox.outcome import Experiment

__all__ = ["migration_path"]


def migration_path(
    assessment: Assessment,
    verdict: Verdict,
    experiment: Experiment | None = None,
    *,
    knowledge: MigrationKnowledge | None = None,
) -> MigrationPath:
    """The path from ``assessment.context.current_model`` to ``verdict.recommended``.

    ``experiment`` lends its figures to the criteria. ``knowledge`` None takes what ships with
    Podium. The same input gives the same path.
    """
    known = knowledge or load_migration()
    journey = Journey(assessment=assessment, verdict=verdict, experiment=experiment, known=known)
    state = journey.state
    under_way = state is PathState.PATH
    return MigrationPath(
        state=state,
        current=journey.current,
        target=verdict.recommended,
        sentence=_sentence(journey),
        caution=journey.caution if under_way else "",
        meanwhile=journey.leaving.meanwhile if under_way else "",
        figures=journey.ordered_figures,
        waves=tuple(waves(journey)) if under_way else (),
        flight=flight_of(journey.ways, journey.current, known) if under_way else None,
        rules=_rules(journey) if under_way else (),
        organisation=advice_on(journey.ways, journey.target, known),
        assumptions=tuple(_assumptions(journey)),
    )


def _sentence(journey: Journey) -> str:
    target = journey.verdict.recommended.value
    if journey.state is PathState.NOT_STATED:
        return f"Say how the process runs today: the way from there to {target} follows from it."
    if journey.state is PathState.NOTHING:
        return _nothing(journey, target)
    waves = count(len(journey.runs), "wave")
    moved = f"{len(journey.movers)} of {count(len(journey.ways.place), 'step')}"
    verb = "moves" if len(journey.movers) == 1 else "move"
    return f"From {journey.leaving.label} to {target} in {waves}: {moved} {verb}{_order(journey)}."


def _order(journey: Journey) -> str:
    """What moves first and last; all of it where everything moves at once."""
    groups = [group for run in journey.runs for group in run]
    first, last = (
        listed([quoted(journey.ways.names[step]) for step in group.steps], 2)
        for group in (groups[0], groups[-1])
    )
    return f": {first} first, {last} last" if len(groups) > 1 else f": {first}"


def _nothing(journey: Journey, target: str) -> str:
    if journey.current == target:
        return f"Nothing to migrate: the process runs as {target} already."
    if not journey.ways.place:
        return "Nothing to migrate: the map has no steps yet."
    return f"Nothing to migrate: under {target} every step stays as it is conducted now."


def _rules(journey: Journey) -> tuple[SchemaRule, ...]:
    """The rules for event schemas, where there are events on the way; both versions are served
    for twice the longest case."""
    longest, _ = longest_case(journey.ways)
    grace = format_duration(2 * longest) if longest else "twice the longest case"
    known = journey.known
    if not journey.has_events:
        return ()
    return tuple(
        SchemaRule(
            title=rule.title,
            text=rule.text.format_map({"grace": grace}),
            source=known.cite(rule.source),
        )
        for rule in known.rules
    )


def _assumptions(journey: Journey) -> Iterator[str]:
    if journey.current == OrchestrationModel.HYBRID:
        yield (
            "Nobody has said where today's boundary runs: it is taken to be the one on the "
            "Boundary page."
        )
    needs = [s.requirements for s in journey.ways.definition.forward_steps if s.requirements]
    assumed = [n for n in needs if n.assumed & {"consistency", "effect"}]
    if assumed:
        yield (
            f"{len(assumed)} of {count(len(needs), 'step')} stand in the order with a consistency "
            "or an effect that nobody has confirmed."
        )
    if journey.state is PathState.PATH and longest_case(journey.ways)[0] is None:
        yield "How long a case takes is not known: the map states no SLA, no deadline and no wait."
