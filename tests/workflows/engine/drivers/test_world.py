"""Servers with one first-come-first-served queue."""

from __future__ import annotations

from workflows.engine.drivers.world import Servers


def test_work_begins_at_once_while_a_server_is_free() -> None:
    servers = Servers(2)

    assert [servers.serve(0, 10), servers.serve(5, 10)] == [10, 15]


def test_work_waits_for_the_server_that_is_free_first() -> None:
    servers = Servers(2)
    servers.serve(0, 10)
    servers.serve(0, 30)

    assert servers.serve(0, 10) == 20


def test_nothing_begins_while_servers_are_closed() -> None:
    servers = Servers(2)
    servers.serve(0, 50)

    servers.close_until(40)

    assert [servers.serve(1, 10), servers.serve(1, 10)] == [50, 60]


def test_there_is_always_one_server() -> None:
    assert Servers(0).serve(0, 10) == 10
