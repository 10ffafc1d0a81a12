"""The podium command as a whole: help, exit codes, bad input, interruption."""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.cli import main
from config.commands.exits import BAD_INPUT, INTERRUPTED, OK

ROOT = Path(__file__).resolve().parents[2]
ORDER = ROOT / "examples" / "online-order.yaml"
BROKEN = """podium: 1
name: Order
map:
  id: order
  name: Order
  participants:
    - {id: shop, name: Shop}
  nodes:
    - {id: start, kind: start}
    - id: pay
      name: Pay
      kind: task
      participant: shop
      retry: {max_attempts: 0}
    - {id: end, kind: end}
  flows:
    - {from: start, to: pay}
    - {from: pay, to: nowhere}
answers:
  consistency: 6
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A file with three things wrong in it."""
    path = tmp_path / "order.yaml"
    path.write_text(BROKEN)
    return path


def problems(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines on stderr, of which none may be a traceback's."""
    lines = capsys.readouterr().err.splitlines()
    assert not any("Traceback" in line for line in lines)
    return lines


def test_help_lists_the_four_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    assert ended.value.code == OK
    shown = capsys.readouterr().out
    assert all(command in shown for command in ("assess", "simulate", "lint", "convert"))


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])

    assert capsys.readouterr().out.strip() == f"podium {importlib.metadata.version('podium')}"


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom config.commands.options import parser\nimport config.cli\n"
        "parser().format_help()\n"
        "heavy = ('numpy', 'pandas', 'django', 'lxml', 'weasyprint')\n"
        "print([module for module in heavy if module in sys.modules])"
    )

    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert shown.stdout.strip() == "[]"


def test_no_command_is_a_usage_error() -> None:
    with pytest.raises(SystemExit) as ended:
        main([])

    assert ended.value.code == BAD_INPUT


def test_all_problems_come_at_once_each_with_file_and_line(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", str(broken)]) == BAD_INPUT

    lines = problems(capsys)
    retry = f"{broken}:14: step 'pay': retry.max_attempts must be at least 1, got 0"
    assert retry in lines
    assert any("nowhere" in line for line in lines)
    assert any(line.startswith(f"{broken}:20: ") for line in lines)


@pytest.mark.parametrize("command", ["assess", "simulate", "lint"])
def test_a_missing_file_is_told_in_one_line(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "nope.yaml"

    assert main([command, str(missing)]) == BAD_INPUT
    assert problems(capsys) == [f"{missing}: cannot be read: no such file or directory"]


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(tmp_path)]) == BAD_INPUT
    assert problems(capsys) == [f"{tmp_path}: cannot be read: is a directory"]


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\xfe binary", b"- a list", b"just words", b"<notbpmn/>", b"{:"]
)
def test_what_is_no_map_is_refused_without_a_traceback(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes(content)

    assert main(["lint", str(path)]) == BAD_INPUT
    assert all(line.startswith(str(path)) for line in problems(capsys))


def test_a_file_over_five_megabytes_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"#" * (5 * 1024 * 1024 + 1))

    assert main(["lint", str(path)]) == BAD_INPUT
    assert "larger than 5 MB" in problems(capsys)[0]


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    command = f"{sys.executable} -m config.cli lint {ORDER} | head -0"

    shown = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)

    assert "Traceback" not in shown.stderr
    assert "BrokenPipe" not in shown.stderr


@pytest.mark.parametrize("processes", ["1", "2"])
def test_interrupting_it_is_quiet_and_exits_with_130(processes: str) -> None:
    work = ("simulate", str(ORDER), "--cases", "200000", "--processes", processes)
    running = subprocess.Popen(
        [sys.executable, "-m", "config.cli", *work],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    # On a busy machine it may still be importing, where an extension module can swallow the
    # interrupt; a person would press Ctrl-C again.
    for _ in range(6):
        time.sleep(5)
        # As a terminal does: to every process of the command.
        os.killpg(running.pid, signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(timeout=10)
            break
    _, errors = running.communicate(timeout=60)

    assert running.returncode == INTERRUPTED
    assert errors.strip() == "interrupted; nothing was written"


def test_assess_needs_no_settings_from_outside(tmp_path: Path) -> None:
    bare = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "config.cli", "assess", "examples/online-order.yaml"]

    shown = subprocess.run(
        [*command, "--no-pdf", "--out", str(tmp_path)],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        text=True,
    )

    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("Hybrid, ")
    assert (tmp_path / "verdict.json").exists()
