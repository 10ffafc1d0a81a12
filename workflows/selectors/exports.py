"""Read a map as a file of another format, with what the format cannot say."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import slugify

from projects.models import Project
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import Definition
from workflows.formats import registry
from workflows.formats.reading import Reading
from workflows.formats.registry import FORMATS, Format
from workflows.formats.support import losses_of
from workflows.models import MapVersion
from workflows.selectors.matrix import Matrix, matrix_for

__all__ = ["Exported", "Offer", "exported", "offers"]

_WORST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The current map as a file; ``losses`` is what does not come along, worst first."""

    format: Format
    name: str
    content: bytes
    losses: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A format that a map can be had in. ``lost`` counts the features this map uses and the format
    cannot say in full."""

    format: Format
    lost: int


def offers(definition: Definition) -> tuple[Offer, ...]:
    """Every format that Podium writes. No query."""
    return tuple(
        Offer(format=one, lost=len(losses_of(definition, one.supports, one.label)))
        for one in FORMATS.values()
        if one.write is not None
    )


def exported(project: Project, format_name: str, map_key: str = "") -> Exported | None:
    """The current version of a map, requirement matrix included, in a format; None without a map
    and for a format that Podium does not write. Four queries.

    A file of the same format is the ground it is written on: what it holds beyond the map stays.
    """
    matrix, wanted = matrix_for(project, map_key), FORMATS.get(format_name)
    if matrix is None or matrix.version is None or wanted is None or wanted.write is None:
        return None
    writing = registry.write(format_name, matrix.definition, base=_base(matrix))
    name = slugify(project.name if matrix.workflow_map.is_main else matrix.workflow_map.name)
    return Exported(
        format=wanted,
        name=f"{name or 'map'}.{wanted.extensions[0]}",
        content=writing.content,
        losses=tuple(sorted(writing.losses, key=lambda one: _WORST_FIRST.index(one.severity))),
    )


def _base(matrix: Matrix) -> Reading:
    version = matrix.map_version
    original = MapVersion.objects.values_list("original", flat=True).get(pk=version.pk)
    return Reading(
        definition=version.definition, notes=(), original=bytes(original), format=version.format
    )
