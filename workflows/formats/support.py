"""How far a format can say what a map says, as data, and the loss report that follows from it.

A *loss report* is findings: before a conversion it tells what will not come along, after it what
did not. A writer that knows more than its table (which element became what) says so itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflows.definition.findings import Finding, Severity
from workflows.definition.model import Definition
from workflows.formats.features import FEATURE_WORDS, Feature, features_of

__all__ = ["EVERYTHING", "LOSS", "Level", "Support", "Supports", "full", "losses_of", "lost"]

LOSS = "format-loss"
"""The code of every finding in a loss report of a writer."""

_MOST_NAMED = 5


class Level(StrEnum):
    """How far a format can say a feature."""

    FULL = "full"
    """Writing and reading gives the same back."""
    PARTLY = "partly"
    """Something else stands for it, or a part of it is left out; ``how`` tells which."""
    NONE = "none"
    """It is left out."""


@dataclass(frozen=True, slots=True)
class Support:
    """``how`` says in a few words what becomes of the feature; empty where nothing happens to
    it."""

    level: Level
    how: str = ""


type Supports = Mapping[Feature, Support]

full = Support(Level.FULL)
EVERYTHING: Supports = dict.fromkeys(Feature, full)
"""For formats of our own."""


def lost(
    where: str, message: str, *, mend: str = "", severity: Severity = Severity.MEDIUM
) -> Finding:
    """One entry of a loss report: ``message`` is a sentence that names what was and what became
    of it, ``where`` the id of the node, flow or participant."""
    return Finding(code=LOSS, severity=severity, where=where, message=message, mend=mend)


def losses_of(
    definition: Definition,
    supports: Supports,
    format_label: str,
    *,
    told: Collection[Feature] = (),
) -> tuple[Finding, ...]:
    """What of this map the format cannot say, by its table; one finding per feature that the map
    uses. ``told`` are features of which the writer itself tells more precisely."""
    return tuple(
        _loss(definition, feature, places, supports.get(feature, Support(Level.NONE)), format_label)
        for feature, places in features_of(definition).items()
        if feature not in told
        and supports.get(feature, Support(Level.NONE)).level is not Level.FULL
    )


def _loss(
    definition: Definition,
    feature: Feature,
    places: tuple[str, ...],
    support: Support,
    format_label: str,
) -> Finding:
    how = support.how or "it is left out"
    partly = support.level is Level.PARTLY
    verb = "says only in part" if partly else "cannot say"
    names = [_name(definition, place) for place in places if place]
    shown = ", ".join(names[:_MOST_NAMED])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    of = f" ({shown}{more})" if names else ""
    return Finding(
        code=LOSS,
        severity=Severity.LOW if partly else Severity.MEDIUM,
        where=places[0],
        message=f"{format_label} {verb}: {FEATURE_WORDS[feature]}{of}; {how}.",
    )


def _name(definition: Definition, place: str) -> str:
    flow = next((one for one in definition.flows if one.id == place), None)
    if flow is None:
        performer = definition.participants_by_id.get(place)
        if performer is not None and place not in definition.by_id:
            return f"“{performer.name}”"
        return f"“{_node_name(definition, place)}”"
    source, target = (_node_name(definition, end) for end in (flow.source, flow.target))
    return f"“{source}” → “{target}”"


def _node_name(definition: Definition, place: str) -> str:
    node = definition.by_id.get(place)
    return node.name or place if node else place
