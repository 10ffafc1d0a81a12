"""Add and rename those who perform steps."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.editing.checked import checked, fresh_id, refused
from workflows.definition.model import Definition, Participant, ParticipantKind

__all__ = ["add_participant", "rename_participant"]


def add_participant(
    definition: Definition,
    name: str,
    kind: ParticipantKind = ParticipantKind.SERVICE,
    team: str = "",
) -> Definition:
    """Somebody new, at the end of the list."""
    _free(definition, name, "")
    own_id = fresh_id(definition, name)
    person = Participant(id=own_id, name=name.strip(), kind=kind, team=team.strip())
    return checked(replace(definition, participants=(*definition.participants, person)))


def rename_participant(definition: Definition, participant_id: str, name: str) -> Definition:
    """Another name for somebody; the id stays."""
    if participant_id not in definition.participants_by_id:
        raise refused("map", f"has no participant {participant_id!r} any more; reload the outline")
    _free(definition, name, participant_id)
    changed = tuple(
        replace(one, name=name.strip()) if one.id == participant_id else one
        for one in definition.participants
    )
    return checked(replace(definition, participants=changed))


def _free(definition: Definition, name: str, own_id: str) -> None:
    if not name.strip():
        raise refused("participant", "needs a name; say who or what performs the steps")
    for other in definition.participants:
        if other.id != own_id and other.name.casefold() == name.strip().casefold():
            raise refused(f"participant {other.id!r}", "has that name already; choose another")
