"""What an event log would change of a map and its requirement matrix, in rows to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from workflows.definition.columns import COLUMNS_BY_ID, requirements_of
from workflows.definition.model import Definition, Node
from workflows.definition.observation import (
    FlowShare,
    Observation,
    StepFigures,
    with_observation,
)
from workflows.definition.quantities import format_duration, format_share
from workflows.outline import words_for

__all__ = ["ObservedChange", "observed_changes"]

_SOLID = 30
"""From so many observations on, a change is proposed; below, it is shown and left to the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedChange:
    """One row: ``name`` and ``what`` it is about, ``now`` and ``then`` in words, how many
    observations it rests on, and what taking it writes: matrix ``cells`` of ``step`` by column, or
    ``shares`` by flow."""

    key: str
    name: str
    what: str
    now: str
    then: str
    count: int
    step: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_solid(self) -> bool:
        """Whether there are enough observations to propose it."""
        return self.count >= _SOLID


def observed_changes(
    definition: Definition, observation: Observation
) -> tuple[ObservedChange, ...]:
    """Everything that the log says otherwise than the map, in the order of the map."""
    after = with_observation(definition, observation)
    rows = [
        row
        for figures in observation.steps
        for row in _of_step(definition.by_id[figures.step], after.by_id[figures.step], figures)
    ]
    rows += _of_decisions(definition, observation.flows)
    return tuple(row for row in rows if row.now != row.then)


def _of_step(before: Node, after: Node, figures: StepFigures) -> Iterator[ObservedChange]:
    found = requirements_of(after)
    name = before.name or before.id
    if figures.duration is not None:
        mean, p95 = (float(f"{one:.3g}") for one in (found.duration.mean, found.duration.p95))
        cells = {"duration_p95": format_duration(p95), "duration_mean": format_duration(mean)}
        yield ObservedChange(
            key=f"duration:{before.id}",
            name=name,
            what="Duration (mean, 95th percentile)",
            now=_texts(before, "duration_mean", "duration_p95"),
            then=f"{cells['duration_mean']}, {cells['duration_p95']}",
            count=figures.timed,
            step=before.id,
            cells=cells,
        )
    if figures.failure is not None:
        shares = {
            name: format_share(round(getattr(found.failure, name), 4))
            for name in ("transient", "permanent")
        }
        yield ObservedChange(
            key=f"failure:{before.id}",
            name=name,
            what="Failures (transient, permanent)",
            now=_texts(before, "transient", "permanent"),
            then=", ".join(shares.values()),
            count=figures.attempts,
            step=before.id,
            cells=shares,
        )


def _texts(node: Node, *columns: str) -> str:
    return ", ".join(COLUMNS_BY_ID[column].text(node) for column in columns)


def _of_decisions(
    definition: Definition, shares: tuple[FlowShare, ...]
) -> Iterator[ObservedChange]:
    flows = {flow.id: flow for flow in definition.flows}
    for source, group in groupby(shares, key=lambda one: flows[one.flow].source):
        found = list(group)
        if len(found) < len(definition.outgoing[source]):
            continue
        rounded = _adding_up(found)
        node = definition.by_id[source]
        yield ObservedChange(
            key=f"paths:{source}",
            name=node.name or source,
            what="Ways taken",
            now=_ways(definition, {one.flow: flows[one.flow].probability for one in found}),
            then=_ways(definition, rounded),
            count=found[0].decided,
            shares=rounded,
        )


def _adding_up(shares: list[FlowShare]) -> dict[str, float]:
    """Shares to a hundredth of a percent; the largest takes what rounding left over."""
    rounded = {one.flow: round(one.share, 4) for one in shares}
    largest = max(rounded, key=lambda flow: rounded[flow])
    others = sum(share for flow, share in rounded.items() if flow != largest)
    return rounded | {largest: round(1 - others, 4)}


def _ways(definition: Definition, shares: Mapping[str, float | None]) -> str:
    flows = {flow.id: flow for flow in definition.flows}
    return ", ".join(
        f"{_name(definition, flows[flow].target)} "
        f"{'not stated' if share is None else format_share(share)}"
        for flow, share in shares.items()
    )


def _name(definition: Definition, node_id: str) -> str:
    node = definition.by_id[node_id]
    return node.name or words_for(definition, node).lower()
