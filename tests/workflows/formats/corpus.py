"""Files that others wrote, outside the repository; tests on them skip where they are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

__all__ = ["FOLDER", "asl_files", "bpmn_files", "real_asl", "real_bpmn"]

FOLDER = Path(__file__).parents[4] / "shared" / "corpus"


def real_bpmn() -> list[Path]:
    """Every BPMN file of the corpus, for one test over all; it is skipped where there is none."""
    return _needed(_bpmn(), "BPMN")


def real_asl() -> list[Path]:
    """The same of every state machine."""
    return _needed(_asl(), "ASL")


def bpmn_files() -> list[object]:
    """Every BPMN file of the corpus as a test parameter, or one that skips and says why."""
    return _parameters(_bpmn(), "BPMN")


def asl_files() -> list[object]:
    """The same of every state machine."""
    return _parameters(_asl(), "ASL")


def _bpmn() -> list[Path]:
    return [path for name in ("bpmn-miwg", "token-simulation") for path in _found(name, "*.bpmn")]


def _asl() -> list[Path]:
    return _found("asl", "*.asl.*")


def _found(name: str, pattern: str) -> list[Path]:
    return sorted((FOLDER / name).glob(pattern))


def _parameters(files: list[Path], kind: str) -> list[object]:
    if files:
        return [pytest.param(path, id=path.stem) for path in files]
    return [pytest.param(None, marks=pytest.mark.skip(reason=_missing(kind)), id="corpus")]


def _needed(files: list[Path], kind: str) -> list[Path]:
    if not files:
        pytest.skip(_missing(kind))
    return files


def _missing(kind: str) -> str:
    return f"no corpus of real {kind} files at {FOLDER}"
