"""`podium rules`: what each participant must know and do without an orchestrator."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.cli import main
from config.commands.exits import BAD_INPUT, OK

EXAMPLE = "examples/online-order.yaml"


def test_each_participant_has_its_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", EXAMPLE]) == OK

    printed = capsys.readouterr().out
    assert "\n\nPayment provider\n  on 'Reserve stock' done" in printed
    assert "publishes 'Charge card' done to Shipping and Notification" in printed


def test_json_names_what_a_participant_listens_to(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules", EXAMPLE, "--json"])

    found = {one["participant"]: one for one in json.loads(capsys.readouterr().out)["participants"]}
    assert found["shipping"]["subscribes"] == ["'Charge card' done"]
    assert found["shipping"]["knows"] == ["Payment provider", "nobody"]


def test_a_file_that_cannot_be_read_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", str(tmp_path / "missing.yaml")]) == BAD_INPUT

    assert "missing.yaml: cannot be read" in capsys.readouterr().err
