"""config/health.py and its page /healthz: web, database, worker."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from config.models import Heartbeat

pytestmark = pytest.mark.django_db


def heartbeat(seconds_ago: float) -> None:
    beat_at = timezone.now() - timedelta(seconds=seconds_ago)
    Heartbeat.objects.create(worker_id=f"worker-{seconds_ago}", beat_at=beat_at)


def test_it_is_well_with_a_worker_heard_lately(client: Client) -> None:
    heartbeat(seconds_ago=1)

    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"web": "ok", "database": "ok", "worker": "ok"}


def test_a_silent_worker_is_told_but_stops_no_page(client: Client) -> None:
    heartbeat(seconds_ago=40)

    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json()["worker"] == "no heartbeat for 40 s"


def test_the_youngest_of_several_workers_counts(client: Client) -> None:
    heartbeat(seconds_ago=40)
    heartbeat(seconds_ago=1)

    assert client.get("/healthz").json()["worker"] == "ok"


def test_it_says_that_no_worker_ever_ran(client: Client) -> None:
    assert client.get("/healthz").json()["worker"] == "no heartbeat yet"


def test_a_database_that_fails_is_service_unavailable(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["database"] == "failed: DatabaseError"


def test_it_rejects_post(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
