"""A model field that holds a frozen dataclass, or a tuple of them, as JSON."""

from __future__ import annotations

from typing import Any

from django.db import models

from workflows.models.plain import from_plain, to_plain

__all__ = ["PlainField"]


class PlainField(models.JSONField):
    """Gives and takes values of type ``kind`` (``Definition``, ``tuple[Finding, ...]``).

    Migrations see a JSON column only: the type is code, not schema.
    """

    def __init__(self, kind: Any = None, **options: Any) -> None:
        self.kind = kind
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """What a migration writes down: a plain JSON field."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The dataclass for a stored value."""
        data = super().from_db_value(value, expression, connection)
        return data if data is None else from_plain(self.kind, data)

    def get_prep_value(self, value: Any) -> Any:
        """The plain data for a dataclass."""
        return super().get_prep_value(to_plain(value))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Hold the plain form against JSON, which knows no dataclasses."""
        super().validate(to_plain(value), model_instance)
