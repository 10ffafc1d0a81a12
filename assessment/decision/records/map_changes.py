"""What differs between two maps with their requirements, and between the chosen sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assessment.decision.assessment import Assessment, BoundaryOverride
from assessment.decision.phrases import count, listed, quoted
from assessment.decision.records.change import Change, Group, differences
from workflows.definition.columns import COLUMNS_BY_ID, applicable
from workflows.definition.model import Definition, Node, Participant, Volume

__all__ = ["boundary_changes", "map_changes"]

_NOTHING = "nothing"


def map_changes(before: Definition, after: Definition) -> Iterator[Change]:
    """Steps, their requirements, participants and the rest of the drawing; volume is a fact."""
    if _drawn(before) == _drawn(after):
        return
    found = [
        *_steps(before, after),
        *_requirements(before, after),
        *_participants(before, after),
        *_flows(before, after),
        *_service_level(before, after),
    ]
    # Conditions, texts and events are part of the drawing too, and need no line each.
    yield from found or [_change("The map", "as it was", "drawn otherwise")]


def boundary_changes(before: Assessment, after: Assessment) -> Iterator[Change]:
    """The steps that the team put on a side itself."""
    return differences(
        Group.MAP,
        before.boundary,
        after.boundary,
        what=lambda step: f"Side of {_step_name(step, after.definition, before.definition)}",
        words=lambda _, choice: _choice(choice),
    )


def _drawn(definition: Definition) -> Definition:
    return replace(definition, volume=Volume())


def _change(what: str, before: str, after: str) -> Change:
    return Change(group=Group.MAP, what=what, before=before, after=after)


def _steps(before: Definition, after: Definition) -> Iterator[Change]:
    old, new = ({step.id: step for step in one.steps} for one in (before, after))
    gone = [_name(step) for step in before.steps if step.id not in new]
    come = [_name(step) for step in after.steps if step.id not in old]
    if gone or come:
        yield _change("Steps of the map", _with(gone, "with"), _with(come, "with"))
    for step in after.steps:
        if step.id in old and old[step.id].name != step.name:
            yield _change(f"Name of step {step.id}", _name(old[step.id]), _name(step))


def _with(names: list[str], word: str) -> str:
    return f"{word} {listed(names)}" if names else "without them"


def _requirements(before: Definition, after: Definition) -> Iterator[Change]:
    known = {step.id: step for step in before.steps}
    for step in after.steps:
        if step.id in known and step != known[step.id]:
            yield from differences(
                Group.MAP,
                _cells(known[step.id]),
                _cells(step),
                what=lambda column, step=step: (  # type: ignore[misc]
                    f"{_name(step)}: {COLUMNS_BY_ID[column].label.lower()}"
                ),
                words=lambda _, text: text or _NOTHING,
            )


def _cells(step: Node) -> dict[str, str]:
    return {column.id: column.text(step) for column in applicable(step)}


def _participants(before: Definition, after: Definition) -> Iterator[Change]:
    return differences(
        Group.MAP,
        before.participants_by_id,
        after.participants_by_id,
        what=lambda name: f"Participant {quoted(name)}",
        words=lambda _, one: _participant(one),
    )


def _participant(one: Participant | None) -> str:
    if one is None:
        return "not on the map"
    parts = [one.name, one.kind.value, f"team {one.team}" if one.team else ""]
    parts.append(f"{one.capacity:g} steps an hour" if one.capacity is not None else "")
    return ", ".join(part for part in parts if part)


def _flows(before: Definition, after: Definition) -> Iterator[Change]:
    old, new = set(before.flows), set(after.flows)
    if old != new:
        gone, come = count(len(old - new), "other flow"), count(len(new - old), "other flow")
        yield _change("Flows of the map", gone, come)


def _service_level(before: Definition, after: Definition) -> Iterator[Change]:
    if before.sla != after.sla:
        yield _change("Longest time of a case", _seconds(before.sla), _seconds(after.sla))


def _seconds(seconds: float | None) -> str:
    return "no limit" if seconds is None else f"{seconds:,g} s"


def _choice(choice: BoundaryOverride | None) -> str:
    if choice is None:
        return "as suggested"
    return f"{choice.side.value}: {choice.reason}" if choice.reason else choice.side.value


def _step_name(step: str, *definitions: Definition) -> str:
    found = (one.by_id[step] for one in definitions if step in one.by_id)
    return next((_name(node) for node in found), quoted(step))


def _name(step: Node) -> str:
    return quoted(step.name or step.id)
