"""The migration path: from the model a team has to the recommended one, wave by wave.

Strangler fig (guide, "Workflow lifecycle"; Microsoft, Azure Architecture Center, 2026): the least
critical steps move first, both ways run side by side, and until a wave has ended there is a way
back. Every state between two waves puts each step in exactly one place, keeps a compensation with
the step that it undoes, and never splits what shares an undo scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from assessment.decision.assessment import Assessment
from assessment.decision.migration.bridge import relays_of
from assessment.decision.migration.criteria import Measuring
from assessment.decision.migration.criticality import step_figures
from assessment.decision.migration.flight import flight_of, longest_case
from assessment.decision.migration.grouping import Group, groups_of, waves_of
from assessment.decision.migration.knowledge import Leaving, MigrationKnowledge, load_migration
from assessment.decision.migration.organisation import advice_on
from assessment.decision.migration.parts import (
    Conduct,
    Effort,
    MigrationPath,
    Move,
    PathState,
    Relay,
    SchemaRule,
    StepFigure,
    Wave,
    WaveKind,
)
from assessment.decision.migration.ways import Ways, side_of
from assessment.decision.phrases import count, listed, quoted
from assessment.decision.verdict_parts import Verdict
from workflows.definition.model import OrchestrationModel, Side
from workflows.definition.quantities import format_duration
from workflows.sandbox.outcome import Experiment

__all__ = ["migration_path"]

_BEFORE = {"none": Conduct.NOT_BUILT, "manual": Conduct.BY_HAND}
_NO_WAY_BACK = "From here on there is no way back: what follows would be a new migration."
_BOTH_SIDES = {Conduct(side) for side in Side}


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
    journey = _Journey(assessment=assessment, verdict=verdict, experiment=experiment, known=known)
    state = journey.state
    under_way = state is PathState.PATH
    return MigrationPath(
        state=state,
        current=journey.current,
        target=verdict.recommended,
        sentence=_sentence(journey),
        caution=journey.caution if under_way else "",
        figures=journey.ordered_figures,
        waves=tuple(_waves(journey)) if under_way else (),
        flight=flight_of(journey.ways, journey.current, known) if under_way else None,
        rules=_rules(journey) if under_way else (),
        organisation=advice_on(journey.ways, journey.target, known),
        assumptions=tuple(_assumptions(journey)),
    )


@dataclass(frozen=True, kw_only=True)
class _Journey:
    """What the waves are made from."""

    assessment: Assessment
    verdict: Verdict
    experiment: Experiment | None
    known: MigrationKnowledge

    @cached_property
    def ways(self) -> Ways:
        return Ways(assessment=self.assessment)

    @property
    def current(self) -> str:
        return self.assessment.context.current_model

    @property
    def leaving(self) -> Leaving:
        return self.known.leaving[self.current]

    @cached_property
    def boundary(self) -> Mapping[str, Side]:
        return {placement.step: placement.side for placement in self.verdict.boundary}

    @cached_property
    def start(self) -> dict[str, Conduct]:
        return {step: self._at_first(step) for step in self.ways.place}

    @cached_property
    def target(self) -> dict[str, Conduct]:
        model = self.verdict.recommended
        return {s: Conduct(side_of(model, s, self.boundary)) for s in self.ways.place}

    @cached_property
    def movers(self) -> frozenset[str]:
        return frozenset(s for s in self.ways.place if self.start[s] is not self.target[s])

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """The teams whose steps move."""
        return self.ways.owners(step for step in self.ways.place if step in self.movers)

    @property
    def state(self) -> PathState:
        if not self.current:
            return PathState.NOT_STATED
        return PathState.PATH if self.movers else PathState.NOTHING

    @cached_property
    def figures(self) -> dict[str, StepFigure]:
        return {f.step: f for f in step_figures(self.ways, self.known)}

    @property
    def ordered_figures(self) -> tuple[StepFigure, ...]:
        """The least critical first, ties by the map's order."""
        return tuple(sorted(self.figures.values(), key=lambda figure: figure.criticality))

    @cached_property
    def runs(self) -> tuple[tuple[Group, ...], ...]:
        """The groups of each wave."""
        figures = {step: figure.criticality for step, figure in self.figures.items()}
        return waves_of(groups_of(self.ways, self.movers, figures), self.known)

    @property
    def caution(self) -> str:
        pair = self.known.cautions.get((self.current, self.verdict.recommended))
        return f"{pair.text} ({self.known.cite(pair.source)})" if pair else ""

    @cached_property
    def measuring(self) -> Measuring:
        return Measuring(
            ways=self.ways,
            current=self.current,
            target=self.verdict.recommended,
            experiment=self.experiment,
            findings=self.verdict.findings,
            known=self.known,
        )

    def relays(self, now: Mapping[str, Conduct]) -> tuple[Relay, ...]:
        return relays_of(self.ways, now, self.target, self.known)

    def _at_first(self, step: str) -> Conduct:
        if self.current in _BEFORE:
            return _BEFORE[self.current]
        model = OrchestrationModel(self.current or OrchestrationModel.HYBRID)
        return Conduct(side_of(model, step, self.boundary))


def _waves(journey: _Journey) -> Iterator[Wave]:
    """Prepare, move group after group, retire what only the old way needed."""
    yield _preparation(journey)
    now = dict(journey.start)
    for number, groups in enumerate(journey.runs, start=1):
        moves = _moves(journey, groups)
        now |= {move.step: move.after for move in moves}
        yield _moving(journey, number, moves, dict(now))
    yield _retirement(journey, len(journey.runs) + 1)


def _preparation(journey: _Journey) -> Wave:
    build = journey.known.reaching[journey.verdict.recommended]
    return Wave(
        number=0,
        kind=WaveKind.PREPARE,
        title="Prepare",
        does=f"No step moves. Build {build.text}.",
        moves=(),
        conduct=journey.start,
        relays=journey.relays(journey.start) if journey.current == "hybrid" else (),
        entry=(),
        exit=journey.measuring.before_the_first(build.text, build.source),
        roll_back="Nothing has moved yet: leave what was built unused.",
        past_undoing="",
        teams=journey.teams,
        effort=_effort(journey, 0, _most_relays(journey), len(journey.teams)),
    )


def _most_relays(journey: _Journey) -> int:
    """The hand-overs next to steps that move: the bridge must be able to carry each of them."""
    return sum(bool(journey.movers & {a, b}) for a, b in journey.ways.links)


def _moving(
    journey: _Journey, number: int, moves: tuple[Move, ...], now: dict[str, Conduct]
) -> Wave:
    relays = journey.relays(now)
    teams = _taking_part(journey, moves)
    new = len(_touching(relays, moves))
    names = listed([quoted(move.name) for move in moves], 3)
    leaving = journey.leaving
    return Wave(
        number=number,
        kind=WaveKind.MOVE,
        title=f"Move {names}",
        does=_becoming(moves),
        moves=moves,
        conduct=now,
        relays=relays,
        entry=journey.measuring.entry(number, moves),
        exit=journey.measuring.exit(moves),
        roll_back=f"{leaving.roll_back.format_map({'steps': names})} {leaving.last_way_back}",
        past_undoing=_past_undoing(journey, moves),
        teams=teams,
        effort=_effort(journey, len(moves), new, len(teams)),
        working_hybrid=_is_working_hybrid(journey, now),
    )


def _retirement(journey: _Journey, number: int) -> Wave:
    leaving = journey.leaving
    longest, _ = longest_case(journey.ways)
    wait = f"after {format_duration(longest)}" if longest else "after the longest case"
    relays = journey.relays(journey.target)
    return Wave(
        number=number,
        kind=WaveKind.RETIRE,
        title=leaving.retire_title,
        does=leaving.retire,
        moves=(),
        conduct=journey.target,
        relays=relays,
        entry=journey.measuring.entry(number, ()),
        exit=journey.measuring.before_the_end(wait),
        roll_back=leaving.last_way_back if journey.current == "none" else _NO_WAY_BACK,
        past_undoing="",
        teams=journey.teams,
        effort=_effort(journey, 0, 0, len(journey.teams)),
    )


def _moves(journey: _Journey, groups: tuple[Group, ...]) -> tuple[Move, ...]:
    """The steps of the groups with where they come from and go to."""
    return tuple(
        Move(
            step=step,
            name=journey.ways.names[step],
            before=journey.start[step],
            after=journey.target[step],
            criticality=journey.figures[step].criticality,
        )
        for group in groups
        for step in group.steps
    )


def _becoming(moves: tuple[Move, ...]) -> str:
    """What becomes of the steps, in a sentence for each conduct."""
    parts = []
    for after in Conduct:
        names = [quoted(move.name) for move in moves if move.after is after]
        if names:
            verb = "becomes" if len(names) == 1 else "become"
            parts.append(f"{listed(names)} {verb} {after.value}")
    return "; ".join(parts) + "."


def _taking_part(journey: _Journey, moves: tuple[Move, ...]) -> tuple[str, ...]:
    """The teams of the steps that move and of those next to them."""
    ways = journey.ways
    moved = [move.step for move in moves]
    near = [other for step in moved for other in (*ways.before[step], *ways.after[step])]
    return ways.owners([*moved, *near])


def _touching(relays: tuple[Relay, ...], moves: tuple[Move, ...]) -> list[Relay]:
    moved = {move.step for move in moves}
    return [relay for relay in relays if moved & {relay.source, relay.target}]


def _past_undoing(journey: _Journey, moves: tuple[Move, ...]) -> str:
    """The steps that moved and whose effect nothing undoes: no way back for a case behind them."""
    nodes = journey.ways.definition.by_id
    final = [
        quoted(move.name)
        for move in moves
        if (needs := nodes[move.step].requirements)
        and needs.effect
        and move.step not in journey.ways.undone_by
        and move.step not in journey.ways.undoes
    ]
    if not final:
        return ""
    each = "has an effect" if len(final) == 1 else "have effects"
    return f"{listed(final)} {each} that nothing undoes: a case past that point goes on the new way."


def _is_working_hybrid(journey: _Journey, now: Mapping[str, Conduct]) -> bool:
    """Whether the steps stand as the recommended boundary has them, on both sides of it."""
    wanted = {s: Conduct(journey.boundary.get(s, Side.ORCHESTRATED)) for s in now}
    on_the_way = now != journey.target
    return on_the_way and dict(now) == wanted and set(now.values()) == _BOTH_SIDES


def _effort(journey: _Journey, steps: int, relays: int, teams: int) -> Effort:
    """Points for what is to be done, and the class that they fall into."""
    figures = journey.known.figures
    points = (
        steps * figures["effort.step"]
        + relays * figures["effort.relay"]
        + teams * figures["effort.team"]
    )
    size = "small"
    if points >= figures["effort.medium_from"]:
        size = "large" if points >= figures["effort.large_from"] else "medium"
    counted = [(steps, "step"), (relays, "relay"), (teams, "team")]
    because = listed([count(number, what) for number, what in counted if number])
    return Effort(size=size, because=because or "nothing to build")


def _sentence(journey: _Journey) -> str:
    target = journey.verdict.recommended.value
    if journey.state is PathState.NOT_STATED:
        return f"Say how the process runs today: the way from there to {target} follows from it."
    if journey.state is PathState.NOTHING:
        return _nothing(journey, target)
    waves = count(len(journey.runs), "wave")
    moved = f"{len(journey.movers)} of {count(len(journey.ways.place), 'step')}"
    verb = "moves" if len(journey.movers) == 1 else "move"
    return f"From {journey.leaving.label} to {target} in {waves}: {moved} {verb}{_order(journey)}."


def _order(journey: _Journey) -> str:
    """What moves first and last; all of it where everything moves at once."""
    groups = [group for run in journey.runs for group in run]
    first, last = (
        listed([quoted(journey.ways.names[step]) for step in group.steps], 2)
        for group in (groups[0], groups[-1])
    )
    return f": {first} first, {last} last" if len(groups) > 1 else f": {first}"


def _nothing(journey: _Journey, target: str) -> str:
    if journey.current == target:
        return f"Nothing to migrate: the process runs as {target} already."
    if not journey.ways.place:
        return "Nothing to migrate: the map has no steps yet."
    return f"Nothing to migrate: under {target} every step stays as it is conducted now."


def _rules(journey: _Journey) -> tuple[SchemaRule, ...]:
    """The rules for event schemas; both versions are served for twice the longest case."""
    longest, _ = longest_case(journey.ways)
    grace = format_duration(2 * longest) if longest else "twice the longest case"
    known = journey.known
    return tuple(
        SchemaRule(
            title=rule.title,
            text=rule.text.format_map({"grace": grace}),
            source=known.cite(rule.source),
        )
        for rule in known.rules
    )


def _assumptions(journey: _Journey) -> Iterator[str]:
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
        yield "The map states no SLA, no deadline and no wait, so how long a case takes is not known."
