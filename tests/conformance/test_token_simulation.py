"""Every recorded run of bpmn-js-token-simulation, one test each; and what the command prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.token_simulation import compare, main, pairs
from tests.workflows.formats.corpus import FOLDER

CORPUS = FOLDER / "token-simulation"


def recorded() -> list[object]:
    """Every pair as a test parameter, or one that skips and says why."""
    if found := pairs(CORPUS):
        return [pytest.param(path, id=path.stem) for path in found]
    reason = f"no recorded traces at {CORPUS}"
    return [pytest.param(None, marks=pytest.mark.skip(reason=reason), id="corpus")]


@pytest.mark.parametrize("path", recorded())
def test_the_engine_runs_as_recorded(path: Path) -> None:
    assert compare(path) == []


SEQUENCE = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">
<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/><endEvent id="e"/>
</process></definitions>"""
TRACE = ["signal:p", "signal:s", "exit:s", "enter:f", "exit:f", "enter:e", "exit:e", "exit:p"]


def folder_with(trace: list[str], folder: Path) -> Path:
    lines = ", ".join(f'"{line}:A"' for line in trace)
    (folder / "sequence.bpmn").write_bytes(SEQUENCE)
    (folder / "sequence.json").write_text(f"[{lines}]", encoding="utf-8")
    return folder


def test_the_command_counts_what_passed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main([str(folder_with(TRACE, tmp_path))])

    assert (code, capsys.readouterr().out) == (0, "1 passed, 0 failed\n")


def test_the_command_names_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main([str(folder_with([*TRACE[:-2], "enter:e"], tmp_path))])
    out = capsys.readouterr().out

    assert code == 1
    assert "sequence: enter:e happened 1 instead of 2 times\n" in out
    assert out.endswith("0 passed, 1 failed\n")


def test_a_map_that_is_not_read_fails_with_its_problem(tmp_path: Path) -> None:
    path = folder_with(TRACE, tmp_path) / "sequence.bpmn"
    path.write_bytes(SEQUENCE.replace(b'targetRef="e"', b'targetRef="x"'))

    assert any("leads to 'x'" in line for line in compare(path))


def test_a_pair_that_cannot_be_run_fails_and_the_others_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_with(TRACE, tmp_path)
    (folder / "broken.bpmn").write_bytes(SEQUENCE)
    (folder / "broken.json").write_text("{}", encoding="utf-8")

    assert main([str(folder)]) == 1
    assert "broken: cannot be run: ValueError" in (out := capsys.readouterr().out)
    assert out.endswith("1 passed, 1 failed\n")


def test_a_folder_without_pairs_gets_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nowhere"]) == 2
    assert "FOLDER holds pairs" in capsys.readouterr().out
