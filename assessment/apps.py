"""The assessment app."""

from django.apps import AppConfig

__all__ = ["AssessmentConfig"]


class AssessmentConfig(AppConfig):
    name = "assessment"
    default_auto_field = "django.db.models.BigAutoField"
