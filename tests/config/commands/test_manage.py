"""`manage.py podium` is the same command."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

ORDER = Path(__file__).resolve().parents[3] / "examples" / "online-order.yaml"


def test_manage_py_offers_the_same_commands(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("podium", "lint", str(ORDER))

    assert "finding" in capsys.readouterr().out


def test_its_exit_code_is_the_commands(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("podium", "lint", str(tmp_path / "nope.yaml"))

    assert ended.value.code == 2
