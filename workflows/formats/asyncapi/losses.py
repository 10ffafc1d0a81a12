"""What of a map a choreography contract cannot say: the table, and what only this map shows."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.findings import Finding
from workflows.definition.model import DataFlow, Node, NodeKind
from workflows.formats.asyncapi.events import Choreography
from workflows.formats.features import Feature
from workflows.formats.support import Level, Support, Supports, full, losses_of, lost

__all__ = ["SUPPORTS", "losses"]

_EVENTS = Support(Level.PARTLY, "it shows only in who publishes and who listens to what")
_EXTENSION = Support(Level.PARTLY, "it stands in extensions (x-podium-…), which other tools skip")
_NOT_SAID = Support(Level.NONE, "a contract of events does not say it")

SUPPORTS: Supports = (
    dict.fromkeys(Feature, _EVENTS)
    | dict.fromkeys(
        (
            Feature.DURATION,
            Feature.FAILURE,
            Feature.PROBABILITY,
            Feature.SIDE,
            Feature.ASSUMED,
            Feature.SLA,
            Feature.VOLUME,
            Feature.FOREIGN,
            Feature.PARTICIPANT_FACTS,
            Feature.CONDITION,
            Feature.DEFAULT_FLOW,
        ),
        _NOT_SAID,
    )
    | dict.fromkeys(
        (
            Feature.CONSISTENCY,
            Feature.EFFECT,
            Feature.RETRY,
            Feature.TIMEOUT,
            Feature.ON_FAILURE,
            Feature.DEADLINE,
        ),
        _EXTENSION,
    )
    | {
        Feature.PARTICIPANT: full,
        Feature.BUSINESS_ERROR: Support(Level.PARTLY, "the codes stay, their shares do not"),
        Feature.VARIABLE: Support(Level.PARTLY, "types and values stay, their shares do not"),
        Feature.DATA_FLOW: Support(
            Level.PARTLY, "it is carried by the events of the step that leaves it"
        ),
        Feature.DOCUMENTATION: Support(
            Level.PARTLY, "only that of the steps whose events others listen to"
        ),
    }
)
"""What a derived choreography says. The contract cannot be read back into a map."""


def losses(told: Choreography) -> tuple[Finding, ...]:
    """The loss report of the contract of one map."""
    general = losses_of(told.definition, SUPPORTS, "AsyncAPI")
    return (*_alone(told), *_without_participant(told), *_not_carried(told), *general)


def _alone(told: Choreography) -> Iterator[Finding]:
    if not told.events:
        yield lost(
            "",
            "No event crosses from one participant to another, so that the contract has no"
            " channels.",
            mend="Say who performs each step.",
        )


def _without_participant(told: Choreography) -> Iterator[Finding]:
    for node in told.definition.forward_steps:
        if not node.participant:
            yield lost(
                node.id,
                f"“{node.name or node.id}” has no participant; in the contract “nobody” performs"
                " it.",
                mend="Say who performs it.",
            )


def _not_carried(told: Choreography) -> Iterator[Finding]:
    """Data that no event brings from the step that leaves it to the one that reads it."""
    for data in told.definition.data_flows:
        source, target = told.node(data.source), told.node(data.target)
        if source and target and not _is_carried(data, source, target, told):
            yield lost(
                target.id,
                f"“{data.name}” goes from “{source.name or source.id}” to"
                f" “{target.name or target.id}”, but no event leads straight there; it is in the"
                " contract only where the first is published.",
                mend="Have the participants between them pass it on, or let the second one ask.",
            )


def _is_carried(data: DataFlow, source: Node, target: Node, told: Choreography) -> bool:
    if source.participant == target.participant or target.kind is NodeKind.COMPENSATION:
        return True
    reader = target.participant or "nobody"
    return any(event.about == data.source and reader in event.receivers for event in told.events)
