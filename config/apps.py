"""The plumbing as a Django app: it owns the worker's heartbeat and the shared template tags."""

from django.apps import AppConfig

__all__ = ["PodiumConfig"]


class PodiumConfig(AppConfig):
    name = "config"
    verbose_name = "Podium"
    default_auto_field = "django.db.models.BigAutoField"
