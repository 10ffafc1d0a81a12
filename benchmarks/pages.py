"""Queries and milliseconds of every page of a loaded demo project.

The pages are asked for in this process, without a network, on an SQLite database of its own.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import django

from benchmarks.tables import print_table

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 5


def main() -> None:
    """Load the demo into a temporary folder and ask for each stage's pages."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PODIUM_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        _load()
        rows = _measured()
    print_table("Pages of a demo project", ("page", "queries", "ms", "KB"), rows)


def _load() -> None:
    from django.core.management import call_command

    from workflows.models import Experiment
    from workflows.tasks import run_experiment

    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    call_command("load_demo", verbosity=0)
    for experiment in Experiment.objects.all():
        run_experiment.func(str(experiment.pk))


def _measured() -> list[tuple[str, str, str, str]]:
    from django.test import Client
    from django.urls import reverse

    from config.stages import ABOUT, OVERVIEW, STAGES
    from projects.models import Membership

    membership = Membership.objects.select_related("project", "user").order_by("pk")[0]
    client = Client(headers={"host": "localhost"})
    client.force_login(membership.user)
    pages = [OVERVIEW, *(page for stage in STAGES for page in stage.pages), *ABOUT]
    return [
        _page(client, page.label, reverse(page.url_name, args=[membership.project.pk]))
        for page in pages
    ]


def _page(client: Client, label: str, url: str) -> tuple[str, str, str, str]:
    queries, size = _counted(client, url)
    milliseconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        client.get(url)
        milliseconds.append(1000 * (time.perf_counter() - started))
    return label, str(queries), f"{min(milliseconds):.0f}", f"{size / 1024:.0f}"


def _counted(client: Client, url: str) -> tuple[int, int]:
    """The page's queries and bytes; ends the benchmark where the page does not answer."""
    from django.db import connection

    queries = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        answer = client.get(url)
    if answer.status_code != HTTPStatus.OK:
        raise SystemExit(f"{url} answered {answer.status_code}")
    return len(queries), len(answer.content)


if __name__ == "__main__":
    main()
