"""How weights are written on pages."""

from __future__ import annotations

from django import template

from assessment.file.weights import written_ratio

__all__ = ["register"]

register = template.Library()


@register.filter
def ratio(value: float) -> str:
    """How many times as important, as people write it: ``3``, ``1/3``."""
    return str(written_ratio(value))
