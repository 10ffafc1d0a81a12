"""Write what an event log says: figures of steps into the matrix, ways taken into the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from projects.models import Project, User
from workflows.exceptions import NoMapError, StaleMapError
from workflows.formats import registry
from workflows.formats.features import Feature
from workflows.formats.reading import Reading
from workflows.formats.support import Level
from workflows.models import MapVersion
from workflows.selectors.maps import current_map
from workflows.services.maps import version_store
from workflows.services.matrix import matrix_cells_import

__all__ = ["observation_apply"]


@transaction.atomic
def observation_apply(
    *,
    project: Project,
    actor: User,
    cells: Mapping[str, Mapping[str, str]],
    shares: Mapping[str, float],
    source: str,
    seen: int,
    map_key: str = "",
) -> MapVersion:
    """State ``cells`` (by step and column) in the requirement matrix, and make a version whose
    flows have these ``shares``, where there are any; the current version afterwards.

    ``seen`` is the number of the version that the log was read against: raises ``StaleMapError``
    where there is a newer one, ``NoMapError`` where there is none, ``BlockRefusedError`` for values
    that do not fit; then nothing is written.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    current = current_map(project, map_key)
    if current is None:
        raise NoMapError
    if current.number != seen:
        raise StaleMapError(current)
    if cells:
        matrix_cells_import(
            project=project, actor=actor, cells=cells, source=source, map_key=map_key
        )
    return _with_shares(current, actor, shares, source) if shares else current


def _with_shares(
    current: MapVersion, actor: User, shares: Mapping[str, float], source: str
) -> MapVersion:
    """A new version of the same file, or as BPMN where its format has no place for shares."""
    definition = replace(
        current.definition,
        flows=tuple(
            replace(flow, probability=shares[flow.id]) if flow.id in shares else flow
            for flow in current.definition.flows
        ),
    )
    own = registry.format_named(current.format)
    says_it = own.write is not None and own.supports[Feature.PROBABILITY].level is Level.FULL
    target = own if says_it else registry.format_named("bpmn")
    base = Reading(
        definition=current.definition,
        notes=(),
        original=bytes(current.original),
        format=current.format,
    )
    content = registry.write(target.name, definition, base=base).content
    name = f"{current.name.rsplit('.', 1)[0]}.{target.extensions[0]}"
    return version_store(
        current.workflow_map,
        actor,
        name,
        registry.read(target.name, content),
        f"Ways taken as in {source}"[:300],
        verb="took the ways that cases go from an event log into the workflow map",
    )
