"""What a command needs of Django: templates and today's date. No database, no server."""

from __future__ import annotations

import os

import django
from django.apps import apps

__all__ = ["set_up_django"]


def set_up_django() -> None:
    """Read the settings of the command line; under manage.py others stand already."""
    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_cli")
        django.setup()
