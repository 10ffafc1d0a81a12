"""Template filters for amounts of money and figures with their units."""

from __future__ import annotations

from django import template

from assessment.decision.costs.inputs import Range
from assessment.decision.costs.wording import money, money_range, share

__all__ = ["figure", "register", "spread"]

register = template.Library()


@register.filter
def spread(value: Range) -> str:
    """From low to high, rounded: ``310,000 to 420,000``."""
    return money_range(value)


@register.filter
def figure(value: float) -> str:
    """A figure to three significant digits: ``0.0866``, ``2.2``, ``18,000``."""
    return f"{float(f'{value:.3g}'):,.15g}" if abs(value) < 1e15 else str(value)


register.filter("money", money)
register.filter("share", share)
