"""The bridge: what must be passed on between steps that are conducted differently.

Each hand-over of the map between two conducts is a relay, and so is each failure that must reach
steps on the other side to be undone. Texts and sources stand in ``knowledge/migration.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.decision.migration.knowledge import MigrationKnowledge, RelayText
from assessment.decision.migration.parts import Conduct, Relay
from assessment.decision.migration.ways import Ways
from assessment.decision.phrases import listed, quoted

__all__ = ["relays_of"]

type Conducts = Mapping[str, Conduct]


def relays_of(
    ways: Ways, now: Conducts, target: Conducts, known: MigrationKnowledge
) -> tuple[Relay, ...]:
    """What is passed on where steps are conducted as ``now`` says, in the order of the map;
    failures last. A hand-over that the target has as well stays."""
    return (*_hand_overs(ways, now, target, known), *_failures(ways, now, target, known))


def _hand_overs(
    ways: Ways, now: Conducts, target: Conducts, known: MigrationKnowledge
) -> Iterator[Relay]:
    for source, after in ways.links:
        between = (now[source], now[after])
        if between in known.relays:
            stays = between == (target[source], target[after])
            yield _relay(ways, known.relays[between], source, (after,), stays, known)


def _failures(
    ways: Ways, now: Conducts, target: Conducts, known: MigrationKnowledge
) -> Iterator[Relay]:
    """A failure is heard by whoever conducts the step; only others have to be told."""
    for step, earlier in ways.failures.items():
        others = _elsewhere(step, earlier, now)
        if others and now[step] is not Conduct.NOT_BUILT:
            stays = now[step] is target[step] and others == _elsewhere(step, earlier, target)
            yield _relay(ways, known.failure, step, others, stays, known)


def _elsewhere(step: str, earlier: tuple[str, ...], conducts: Conducts) -> tuple[str, ...]:
    """The earlier steps that somebody else conducts and that really run."""
    here = (conducts[step], Conduct.NOT_BUILT)
    return tuple(undone for undone in earlier if conducts[undone] not in here)


def _relay(
    ways: Ways,
    text: RelayText,
    source: str,
    targets: tuple[str, ...],
    stays: bool,
    known: MigrationKnowledge,
) -> Relay:
    names = listed([quoted(ways.names[target]) for target in targets])
    name = ways.names[source]
    # The name of an event is quoted as a whole: “Reserve stock done”.
    filled = text.text.format_map({"source": quoted(name), "event": name, "target": names})
    return Relay(
        kind=text.kind,
        source=source,
        target=targets[0],
        text=filled,
        stays=stays,
        cited=known.cite(text.source),
    )
