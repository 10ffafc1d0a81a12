"""`podium lint`: findings, worst first."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.cli import main
from config.commands.exits import FOUND_SOMETHING, OK

MAP = """id: order
name: Order
participants:
  - {{id: shop, name: Shop}}
nodes:
  - {{id: start, kind: start}}
  - id: pay
    name: Pay
    kind: task
    participant: shop
    timeout: 5s
    effect: {effect}
    retry: {{max_attempts: {tries}}}
  - {{id: end, kind: end}}
flows:
  - {{from: start, to: pay}}
  - {{from: pay, to: end}}
"""


@pytest.fixture
def risky(tmp_path: Path) -> Path:
    """A charge that is tried three times though twice is once too often."""
    path = tmp_path / "risky.yaml"
    path.write_text(MAP.format(effect="{idempotent: false}", tries=3))
    return path


def test_a_high_finding_exits_with_one(risky: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(risky)]) == FOUND_SOMETHING

    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"{risky}: high: ")
    assert "'pay'" in first


def test_without_a_high_finding_it_exits_with_zero(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "calm.yaml"
    path.write_text(MAP.format(effect="false", tries=1))

    assert main(["lint", str(path)]) == OK
    assert " high" not in capsys.readouterr().out
