"""Addresses of people and projects."""

from __future__ import annotations

from django.urls import URLPattern

__all__ = ["app_name", "urlpatterns"]

app_name = "projects"

urlpatterns: list[URLPattern] = []
