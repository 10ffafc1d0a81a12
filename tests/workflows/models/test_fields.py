"""workflows/models/fields.py"""

from __future__ import annotations

from projects.models import Project
from workflows.definition.model import Definition
from workflows.models import MapVersion
from workflows.models.fields import PlainField


def test_a_stored_definition_is_a_definition_again(mapped: Project) -> None:
    stored = MapVersion.objects.get(project=mapped)

    assert isinstance(stored.definition, Definition)
    assert [step.id for step in stored.definition.steps] == ["reserve", "pay", "check"]


def test_migrations_see_a_json_column_only() -> None:
    _name, path, _args, kwargs = PlainField(Definition).deconstruct()

    assert path == "django.db.models.JSONField"
    assert kwargs == {}
