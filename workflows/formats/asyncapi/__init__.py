"""AsyncAPI 3.0, written only: the choreography that Podium derives from a map, as contracts.

One document describes the whole, one each participant: the events that it publishes and listens to,
with the schemas of what they carry. Specification: https://www.asyncapi.com/docs/reference/
specification/v3.0.0.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workflows.definition.model import Definition
from workflows.formats.asyncapi.documents import Documents
from workflows.formats.asyncapi.events import choreography_of
from workflows.formats.asyncapi.losses import SUPPORTS, losses
from workflows.formats.writing import Writing
from workflows.formats.yaml_plain import plain_yaml

__all__ = ["SUPPORTS", "write", "write_participants"]

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write(definition: Definition, *, base: bytes | None = None) -> Writing:
    """The derived choreography as one YAML document. ``base`` plays no part: it is derived
    anew."""
    told = choreography_of(definition)
    return Writing(content=plain_yaml(Documents(told).whole()), losses=losses(told))


def write_participants(definition: Definition, *, base: bytes | None = None) -> Writing:
    """The document of the whole and one per participant, as a ZIP: ``asyncapi.yaml`` and
    ``participants/<id>.yaml``. The same map gives the same bytes."""
    told = choreography_of(definition)
    documents = Documents(told)
    files = {"asyncapi.yaml": plain_yaml(documents.whole())}
    for person in told.participants:
        files[f"participants/{person}.yaml"] = plain_yaml(documents.of(person))
    return Writing(content=_zipped(files), losses=losses(told))


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, date_time=_LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            # Without it the bytes would tell the operating system.
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
