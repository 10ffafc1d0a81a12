"""Other people's parsers, which say whether a file that Podium wrote is right.

The ones from npm are installed by ``make test`` (``scripts/setup.py``) from the lock file in this
folder. Where Node is missing, a test that asks them is skipped, and on CI it fails.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import SpiffWorkflow.bpmn.parser
from lxml import etree

__all__ = ["npm_judge_missing", "npm_judged", "schema_judged"]

_FOLDER = Path(__file__).parent


def npm_judge_missing() -> str:
    """Why the npm validators cannot be asked; empty where they can."""
    if not shutil.which("node"):
        return "Node.js is not installed, so nobody else's parser has seen these files"
    if not (_FOLDER / "node_modules").exists():
        return "run `make test`, which installs the validators into tests/validators"
    return ""


def npm_judged(kind: str, contents: Sequence[bytes]) -> list[list[str]]:
    """What an npm validator says of each file: its problems, none where it is right.

    ``kind`` is ``asl`` (JSON), ``asyncapi``, ``bpmnlint``, ``camunda8``, ``mermaid`` or
    ``openworkflow``. Skips the test where the validators are missing, but fails it on CI.
    """
    if missing := npm_judge_missing():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / str(number) for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        command = ["node", str(_FOLDER / "judge.mjs"), kind, *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise RuntimeError(f"the {kind} validator stopped: {done.stderr[-2000:]}")
    answers: list[list[str]] = json.loads(done.stdout)
    return answers


def schema_judged(content: bytes) -> list[str]:
    """What the OMG's own XML Schema of BPMN 2.0 says of a file: its problems."""
    schema = _bpmn_schema()
    if schema.validate(etree.fromstring(content)):
        return []
    # The stubs do not know that the log can be gone through.
    log: Any = schema.error_log
    return [f"line {one.line}: {one.message}" for one in log]


@cache
def _bpmn_schema() -> etree.XMLSchema:
    """SpiffWorkflow's wheel carries the five files of the schema."""
    folder = Path(SpiffWorkflow.bpmn.parser.__file__).parent / "schema"
    return etree.XMLSchema(etree.parse(str(folder / "BPMN20.xsd")))
