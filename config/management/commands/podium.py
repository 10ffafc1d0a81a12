"""`manage.py podium …`: the `podium` command for those who are in the checkout anyway."""

import sys
from argparse import REMAINDER, ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.cli import main

__all__ = ["Command"]


class Command(BaseCommand):
    """Hands everything after its name to `config.cli.main`."""

    help = "The podium command: assess, simulate, lint, convert."
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it

    def run_from_argv(self, argv: list[str]) -> None:
        """Leave all options to the command itself, `--help` included."""
        sys.exit(main(argv[2:]))

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("arguments", nargs=REMAINDER)

    def handle(self, *args: Any, **options: Any) -> None:
        code = main(options["arguments"])
        if code:
            sys.exit(code)
