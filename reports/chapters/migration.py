"""The migration: waves from today's model to the recommended one, and who should own what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.decision.migration import MigrationPath, migration_path
from assessment.decision.migration.parts import Wave
from assessment.decision.phrases import count, listed
from reports.chapters.table import Cell, Table, cell, figures, number, table, words
from reports.content import ReportContent

__all__ = ["MigrationChapter", "migration_chapter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationChapter:
    """``waves`` and what follows are empty where nothing is to be migrated. ``cited`` holds the
    labels of the sources behind it."""

    sentence: str
    caution: str
    order: Table | None
    waves: tuple[Table, ...]
    flight: str
    rules: Table | None
    organisation: Table | None
    assumptions: tuple[str, ...]
    cited: frozenset[str]


def migration_chapter(content: ReportContent) -> MigrationChapter:
    """The chapter on this content's migration."""
    experiment = content.evidence.experiment if content.evidence else None
    path = migration_path(content.assessment, content.verdict, experiment)
    return MigrationChapter(
        sentence=path.sentence,
        caution=path.caution,
        order=_order(path),
        waves=tuple(_wave(wave) for wave in path.waves),
        flight=f"{path.flight.sentence} ({'; '.join(path.flight.sources)})" if path.flight else "",
        rules=_rules(path),
        organisation=_organisation(path),
        assumptions=path.assumptions,
        cited=path.cited,
    )


def _order(path: MigrationPath) -> Table | None:
    """The steps in the order in which they move."""
    reasons = {figure.step: figure.reasons for figure in path.figures}
    rows = [
        (
            cell(move.name),
            number(f"{move.criticality:.0f}"),
            number(str(wave.number)),
            cell(f"{move.before.value} → {move.after.value}"),
            cell("; ".join(why.text for why in reasons[move.step][:2])),
        )
        for wave in path.moving_waves
        for move in wave.moves
    ]
    columns = (
        words("Step", 24),
        figures("Criticality", 12),
        figures("Wave", 8),
        words("Becomes", 18),
        words("Most critical about it"),
    )
    return table("What moves, the least critical first", columns, rows) if rows else None


def _wave(wave: Wave) -> Table:
    title = f"Wave {wave.number}: {wave.title}" if wave.moves else wave.title
    return table(title, (words("What", 16), words("How")), list(_lines(wave)))


def _lines(wave: Wave) -> Iterator[tuple[Cell, ...]]:
    yield cell("Does"), cell(wave.does)
    if wave.moves:
        yield cell("Bridge"), cell(_bridge(wave))
    if wave.entry:
        yield cell("Begins when"), cell("\n".join(c.text for c in wave.entry))
    yield cell("Ends when"), cell("\n".join(c.text for c in wave.exit))
    yield cell("Way back"), cell(f"{wave.roll_back} {wave.past_undoing}".strip())
    teams = listed(wave.teams, 8) or "not known yet"
    yield cell("Teams, effort"), cell(f"{teams}; {wave.effort.size}: {wave.effort.because}.")


def _bridge(wave: Wave) -> str:
    passing = [relay for relay in wave.relays if not relay.stays]
    if not wave.relays:
        return "Nothing has to be passed on: all steps are conducted alike."
    relays = count(len(wave.relays), "relay")
    if not passing:
        return f"{relays}, for good. {wave.relays[0].text}"
    return f"{relays}, {len(passing)} of them only until their steps have moved. {passing[0].text}"


def _rules(path: MigrationPath) -> Table | None:
    rows = [(cell(rule.title), cell(rule.text), cell(rule.source)) for rule in path.rules]
    columns = (words("Rule", 24), words("What it asks"), words("Source", 20))
    return table("Rules for event schemas", columns, rows) if rows else None


def _organisation(path: MigrationPath) -> Table | None:
    rows = [
        (cell(one.title), cell(one.text), cell(one.because, detail=one.source))
        for one in path.organisation
    ]
    columns = (words("About", 18), words("Advice", 40), words("Because"))
    return table("Who should own what", columns, rows) if rows else None
