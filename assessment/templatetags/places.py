"""Template tags that lead from a figure to the fact it came from."""

from __future__ import annotations

from django import template

from assessment.selectors.places import fact_url

__all__ = ["register"]

register = template.Library()
register.simple_tag(fact_url)
