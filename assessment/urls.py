"""Addresses of the assessment app, all below a project."""

from django.urls import URLPattern

app_name = "assessment"

urlpatterns: list[URLPattern] = []
