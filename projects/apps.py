"""The Django application of people and projects."""

from django.apps import AppConfig

__all__ = ["ProjectsConfig"]


class ProjectsConfig(AppConfig):
    """People, projects and who may do what in them."""

    name = "projects"
    verbose_name = "People and projects"
    default_auto_field = "django.db.models.BigAutoField"
