"""What every form of the outline shares: it knows how to make its edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from workflows.definition.model import Definition, Node
from workflows.definition.quantities import parse_duration, parse_share
from workflows.definition.validation import may_be_entered
from workflows.outline import WORDS

__all__ = ["DurationField", "EditForm", "ShareField", "goals_from"]


class DurationField(forms.CharField):
    """A time such as ``2h`` or ``3d``, in seconds once cleaned; None where it is empty."""

    def clean(self, value: Any) -> float | None:
        """Seconds."""
        return _parsed(super().clean(value), parse_duration)


class ShareField(forms.CharField):
    """A share such as ``30%``, a fraction once cleaned; None where it is empty."""

    def clean(self, value: Any) -> float | None:
        """A fraction."""
        return _parsed(super().clean(value), parse_share)


def _parsed(text: str, parse: Callable[[str], float]) -> float | None:
    try:
        return parse(text) if text else None
    except ValueError as error:
        raise forms.ValidationError(f"{text!r} {error}") from error


class EditForm(forms.Form):
    """One edit. ``heading`` and ``button`` are what its part of the page says; ``subject`` is the
    id of the node or flow that it changes."""

    action: ClassVar[str] = ""
    heading: ClassVar[str] = ""
    button: ClassVar[str] = "Save"
    is_dangerous: ClassVar[bool] = False

    def __init__(
        self, definition: Definition, subject: str, data: Mapping[str, Any] | None = None
    ) -> None:
        self.definition = definition
        self.subject = subject
        super().__init__(data, auto_id=f"id_{self.action}_%s", initial=self.stored())
        self.fit()

    def stored(self) -> dict[str, object]:
        """What the fields hold before anything is typed."""
        return {}

    def fit(self) -> None:
        """Drops the fields that do not apply to the subject, and fills in its choices."""

    def edit(self) -> Definition:
        """The changed definition."""
        raise NotImplementedError

    def choose(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def people(self, nobody: str) -> list[tuple[str, str]]:
        return [("", nobody), *((one.id, one.name) for one in self.definition.participants)]


def goals_from(definition: Definition, source: Node) -> list[tuple[str, str]]:
    """Where a flow from a node may lead, as choices: what stands beside it."""
    beside = definition.children.get(source.parent, ())
    return [
        (node.id, f"{node.name or node.id} ({WORDS[node.kind].lower()})")
        for node in beside
        if node.process == source.process and may_be_entered(node)
    ]
