"""The waves: what each moves, what must be passed on meanwhile, when it ends, how to go back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.decision.migration.flight import longest_case
from assessment.decision.migration.grouping import Group
from assessment.decision.migration.journey import Journey
from assessment.decision.migration.parts import Conduct, Effort, Move, Relay, Wave, WaveKind
from assessment.decision.phrases import count, listed, quoted
from workflows.definition.model import Side
from workflows.definition.quantities import format_duration

__all__ = ["waves"]

_NO_WAY_BACK = "From here on there is no way back: what follows would be a new migration."
_BOTH_SIDES = {Conduct(side) for side in Side}


def waves(journey: Journey) -> Iterator[Wave]:
    """Prepare, move group after group, retire what only the old way needed."""
    yield _preparation(journey)
    now = dict(journey.start)
    for number, groups in enumerate(journey.runs, start=1):
        moves = _moves(journey, groups)
        now |= {move.step: move.after for move in moves}
        yield _moving(journey, number, moves, dict(now))
    yield _retirement(journey, len(journey.runs) + 1)


def _preparation(journey: Journey) -> Wave:
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


def _most_relays(journey: Journey) -> int:
    """The hand-overs next to steps that move: the bridge must be able to carry each of them."""
    return sum(bool(journey.movers & {a, b}) for a, b in journey.ways.links)


def _moving(
    journey: Journey, number: int, moves: tuple[Move, ...], now: dict[str, Conduct]
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


def _retirement(journey: Journey, number: int) -> Wave:
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


def _moves(journey: Journey, groups: tuple[Group, ...]) -> tuple[Move, ...]:
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


def _taking_part(journey: Journey, moves: tuple[Move, ...]) -> tuple[str, ...]:
    """The teams of the steps that move and of those next to them."""
    ways = journey.ways
    moved = [move.step for move in moves]
    near = [other for step in moved for other in (*ways.before[step], *ways.after[step])]
    return ways.owners([*moved, *near])


def _touching(relays: tuple[Relay, ...], moves: tuple[Move, ...]) -> list[Relay]:
    moved = {move.step for move in moves}
    return [relay for relay in relays if moved & {relay.source, relay.target}]


def _past_undoing(journey: Journey, moves: tuple[Move, ...]) -> str:
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
    return (
        f"{listed(final)} {each} that nothing undoes: a case past that point goes on the new way."
    )


def _is_working_hybrid(journey: Journey, now: Mapping[str, Conduct]) -> bool:
    """Whether the steps stand as the recommended boundary has them, on both sides of it."""
    wanted = {s: Conduct(journey.boundary.get(s, Side.ORCHESTRATED)) for s in now}
    on_the_way = now != journey.target
    return on_the_way and dict(now) == wanted and set(now.values()) == _BOTH_SIDES


def _effort(journey: Journey, steps: int, relays: int, teams: int) -> Effort:
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
