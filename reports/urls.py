"""Addresses of the reports app, all below a project."""

from django.urls import URLPattern

app_name = "reports"

urlpatterns: list[URLPattern] = []
