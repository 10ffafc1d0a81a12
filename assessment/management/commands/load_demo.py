"""Load the demo: a login and one living project for each example."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from assessment.services.demo import DEMO_EMAIL, DEMO_PASSWORD, demo_is_loaded, demo_load

__all__ = ["Command"]


class Command(BaseCommand):
    """``manage.py load_demo``: does nothing the second time."""

    help = "Make the demo login and a project for each example, once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and print the login."""
        if demo_is_loaded():
            self.stdout.write("The demo is loaded already.")
            return
        projects = demo_load()
        names = ", ".join(project.name for project in projects) or "no examples"
        self.stdout.write(f"Demo projects: {names}")
        self.stdout.write(f"Sign in as {DEMO_EMAIL} with the password {DEMO_PASSWORD}")
