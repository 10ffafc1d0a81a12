"""Keep what the search looks through in step with the newest version of each map."""

from __future__ import annotations

from django.db import transaction

from workflows.definition.model import Definition, Node
from workflows.models import MapEntry, WorkflowMap
from workflows.selectors.search import folded

__all__ = ["entries_write"]


@transaction.atomic
def entries_write(owner: WorkflowMap, definition: Definition) -> None:
    """Write the nodes of a map anew. Two queries."""
    MapEntry.objects.filter(workflow_map=owner).delete()
    MapEntry.objects.bulk_create(_entry(owner, definition, n) for n in definition.nodes if n.name)


def _entry(owner: WorkflowMap, definition: Definition, node: Node) -> MapEntry:
    performer = definition.participants_by_id.get(node.participant or "")
    name = performer.name if performer else ""
    return MapEntry(
        project_id=owner.project_id,
        workflow_map=owner,
        node_id=node.id[:255],
        name=node.name,
        kind=node.kind.value,
        participant=name,
        is_step=node.is_step,
        text=folded(f"{node.name} {name} {node.id}"),
    )
