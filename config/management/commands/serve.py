"""Start all of Podium on this machine: prepare its data, then run web and worker together."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from config.environment import flag, number
from config.static_files import collect_if_changed
from config.supervisor import Supervisor, port_is_free
from projects.models import User

__all__ = ["Command"]

LOCAL = {"127.0.0.1", "localhost", "::1"}


class Command(BaseCommand):
    help = "Run web and worker together until Ctrl-C. PORT and DATABASE_URL are honoured."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("PODIUM_HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=number("PORT", default=8000))

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        if not port_is_free(host, port):
            raise CommandError(
                f"Port {port} is taken on this machine. Choose another: PORT={port + 1} make run"
            )
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        collect_if_changed()
        self._load_demo(host)
        supervisor = Supervisor(host=host, port=port, say=self.stdout.write)
        if code := supervisor.run():
            raise SystemExit(code)

    def _load_demo(self, host: str) -> None:
        """On the very first start; its password is no secret, so only where nobody else looks."""
        wanted = flag("PODIUM_DEMO", default=host in LOCAL)
        if wanted and "load_demo" in get_commands() and not User.objects.exists():
            call_command("load_demo", stdout=self.stdout)
