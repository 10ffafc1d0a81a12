"""The address of the search, above all projects."""

from __future__ import annotations

from django.urls import path

from workflows.views import search

__all__ = ["app_name", "urlpatterns"]

app_name = "search"

urlpatterns = [path("search/", search.results, name="results")]
