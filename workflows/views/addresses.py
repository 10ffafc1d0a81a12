"""Addresses of a map's pages: the main map has short ones, every map of the library long ones."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseRedirect
from django.urls import reverse

__all__ = ["address", "to_page"]


def address(name: str, project_id: UUID, map_key: str, **arguments: str | int) -> str:
    """The address of a page of a map: the short one where no key is given."""
    if map_key:
        arguments["map_key"] = map_key
    return reverse(f"workflows:{name}", kwargs={"project_id": project_id, **arguments})


def to_page(
    name: str, project_id: UUID, map_key: str, **arguments: str | int
) -> HttpResponseRedirect:
    """The way to a page of a map, by its short address where no key is given."""
    return HttpResponseRedirect(address(name, project_id, map_key, **arguments))
