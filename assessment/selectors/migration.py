"""A project's migration path, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from assessment.decision.migration import MigrationPath, migration_path
from assessment.decision.migration.parts import (
    Conduct,
    Move,
    PathState,
    StepFigure,
    Wave,
    WaveKind,
    WhyCritical,
)
from assessment.selectors.verdicts import Judged, verdict_of
from projects.models import Project

__all__ = [
    "GridCell",
    "GridRow",
    "Migration",
    "MoveLine",
    "grid_of",
    "migration_of",
    "moves_of",
    "shown_wave",
]


_LEAST_SHOWN = 0.5


class Migration(NamedTuple):
    """The path and what it was worked out from."""

    judged: Judged
    path: MigrationPath


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """How a step is conducted at one point, and whether it moves there."""

    conduct: Conduct
    moves: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A step from today to the last wave."""

    figure: StepFigure
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveLine:
    """A step that moves in a wave, with what makes it critical."""

    move: Move
    reasons: tuple[WhyCritical, ...]


def migration_of(project: Project) -> Migration | None:
    """The path on what stands now; None without a workflow map. Ten queries."""
    judged = verdict_of(project)
    if judged is None:
        return None
    path = migration_path(judged.assessment, judged.verdict, judged.experiment)
    return Migration(judged=judged, path=path)


def grid_of(path: MigrationPath) -> tuple[GridRow, ...]:
    """A row a step, a cell for today and one for each wave that moves: first the steps that move,
    in their order, then those that stay."""
    states = [path.waves[0].conduct, *(wave.conduct for wave in path.moving_waves)]
    waves = [move.step for wave in path.moving_waves for move in wave.moves]
    place = {step: number for number, step in enumerate(waves)}
    figures = sorted(path.figures, key=lambda figure: place.get(figure.step, len(place)))
    return tuple(_row(figure, [state[figure.step] for state in states]) for figure in figures)


def _row(figure: StepFigure, conducts: list[Conduct]) -> GridRow:
    earlier = [conducts[0], *conducts]
    cells = (
        GridCell(conduct=now, moves=now is not before)
        for before, now in zip(earlier, conducts, strict=False)
    )
    return GridRow(figure=figure, cells=tuple(cells))


def moves_of(path: MigrationPath, wave: Wave) -> tuple[MoveLine, ...]:
    """What moves in a wave, each with the reasons that weigh at least half a point."""
    figures = {figure.step: figure for figure in path.figures}
    return tuple(
        MoveLine(
            move=move,
            reasons=tuple(why for why in figures[move.step].reasons if why.points >= _LEAST_SHOWN),
        )
        for move in wave.moves
    )


def shown_wave(path: MigrationPath, asked: str) -> Wave | None:
    """The wave that somebody asked for by its number; else the first that moves steps; None where
    nothing is to be migrated."""
    if path.state is not PathState.PATH:
        return None
    by_number = {str(wave.number): wave for wave in path.waves}
    first = next(wave for wave in path.waves if wave.kind is WaveKind.MOVE)
    return by_number.get(asked, first)
