"""Addresses of the workflows app, all below a project."""

from django.urls import URLPattern

app_name = "workflows"

urlpatterns: list[URLPattern] = []
