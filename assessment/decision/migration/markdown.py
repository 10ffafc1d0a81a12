"""The migration path as a Markdown text that a team puts beside its code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assessment.decision.migration.parts import Criterion, MigrationPath, Wave, WaveKind

__all__ = ["migration_markdown"]


def migration_markdown(path: MigrationPath, process: str) -> str:
    """The whole path of a process called ``process``; ends with a line break."""
    return "\n".join(_lines(path, process)) + "\n"


def _lines(path: MigrationPath, process: str) -> Iterator[str]:
    yield from (f"# Migration of {_plain(process)}", "", _plain(path.sentence), "")
    if path.caution:
        yield from (f"> {_plain(path.caution)}", "")
    for wave in path.waves:
        yield from _wave(wave)
    if path.flight:
        sources = "; ".join(path.flight.sources)
        yield from ("## Cases in flight", "", f"{_plain(path.flight.sentence)} ({sources})", "")
    yield from _section(
        "Rules for event schemas", (f"**{r.title}.** {r.text} ({r.source})" for r in path.rules)
    )
    yield from _section(
        "Organisation",
        (
            f"**{a.title}.** {_plain(f'{a.text} {a.because}')} ({a.source})"
            for a in path.organisation
        ),
    )
    yield from _section("Taken for granted", (_plain(text) for text in path.assumptions))


def _wave(wave: Wave) -> Iterator[str]:
    title = f"Wave {wave.number}: {wave.title}" if wave.kind is WaveKind.MOVE else wave.title
    yield from (f"## {_plain(title)}", "", _plain(wave.does), "")
    for move in wave.moves:
        figure = f"{move.criticality:.0f} of 100"
        yield f"- {_plain(move.name)}: {move.before} → {move.after}, criticality {figure}"
    if wave.moves:
        yield ""
    yield from _list("Bridge", (_plain(relay.text) for relay in wave.relays))
    yield from _list("Begin when", _criteria(wave.entry))
    yield from _list("End when", _criteria(wave.exit))
    yield from (f"**Way back.** {_plain(wave.roll_back)} {_plain(wave.past_undoing)}".rstrip(), "")
    teams = ", ".join(wave.teams) or "not known"
    effort = f"{wave.effort.size} ({wave.effort.because})"
    yield from (f"**Teams.** {_plain(teams)}. **Effort.** {effort}.", "")


def _section(title: str, items: Iterable[str]) -> Iterator[str]:
    found = list(items)
    if found:
        yield from (f"## {title}", "", *(f"- {item}" for item in found), "")


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    found = list(items)
    if found:
        yield from (f"**{title}**", "", *(f"- {item}" for item in found), "")


def _criteria(criteria: tuple[Criterion, ...]) -> Iterator[str]:
    return (f"{_plain(criterion.text)} ({criterion.source})" for criterion in criteria)


def _plain(text: str) -> str:
    """Text of people in which nothing is read as Markdown, on one line."""
    for mark in ("\\", "`", "*", "_", "[", "]", "<", ">", "#", "|"):
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())
