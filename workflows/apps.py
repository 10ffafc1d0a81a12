"""The workflows app."""

from django.apps import AppConfig

__all__ = ["WorkflowsConfig"]


class WorkflowsConfig(AppConfig):
    name = "workflows"
    default_auto_field = "django.db.models.BigAutoField"
