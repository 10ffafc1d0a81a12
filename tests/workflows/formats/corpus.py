"""Files that others wrote, outside the repository; tests on them skip where they are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

__all__ = ["FOLDER", "asl_files", "bpmn_files"]

FOLDER = Path(__file__).parents[4] / "shared" / "corpus"


def bpmn_files() -> list[object]:
    """Every BPMN file of the corpus as a test parameter, or one that skips and says why."""
    files = sorted(FOLDER.glob("bpmn-miwg/*.bpmn")) + sorted(FOLDER.glob("token-simulation/*.bpmn"))
    return _parameters(files, "BPMN")


def asl_files() -> list[object]:
    """The same of every state machine."""
    return _parameters(sorted(FOLDER.glob("asl/*.asl.*")), "ASL")


def _parameters(files: list[Path], kind: str) -> list[object]:
    if files:
        return [pytest.param(path, id=path.stem) for path in files]
    reason = f"no corpus of real {kind} files at {FOLDER}"
    return [pytest.param(None, marks=pytest.mark.skip(reason=reason), id="corpus")]
