"""Servers with one first-come-first-served queue."""

from __future__ import annotations

from workflows.engine.drivers.world import serve


def test_work_begins_at_once_while_a_server_is_free() -> None:
    servers = [0, 0]

    assert [serve(servers, 0, 10), serve(servers, 5, 10)] == [10, 15]


def test_work_waits_for_the_server_that_is_free_first() -> None:
    servers = [0, 0]
    serve(servers, 0, 10)
    serve(servers, 0, 30)

    assert serve(servers, 0, 10) == 20
