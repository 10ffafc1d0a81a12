"""Make this machine's data ready for web and worker: tables, static files, the demo."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from assessment.services.demo import DEMO_EMAIL, DEMO_PASSWORD, demo_is_loaded, demo_load
from projects.models import User

__all__ = ["Command"]


class Command(BaseCommand):
    help = "Bring tables and static files up to date; safe to run at any time."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="load the demo if nobody has signed up yet"
        )

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if demo and not User.objects.exists():
            demo_load()
        if demo and demo_is_loaded():
            self.stdout.write(f"Sign in as {DEMO_EMAIL} with the password {DEMO_PASSWORD}")
