"""XLSX files for the tests of the matrix: written by openpyxl, broken by hand, brought through
LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

__all__ = ["book", "converted", "with_part"]


def book(*rows: tuple[Any, ...], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of one sheet with these rows; ``change`` may spoil the sheet before it is
    saved."""
    made = Workbook()
    sheet = made.worksheets[0]
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(content: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """The file with parts replaced or added; None leaves one out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source:
        held = {name: source.read(name) for name in source.namelist()} | dict(parts)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in held.items():
            if part is not None:
                target.writestr(name, part)
    return out.getvalue()


def converted(content: bytes, kind: str, folder: Path) -> bytes:
    """What LibreOffice makes of an XLSX file, saved as another kind (``xlsx``, ``csv``)."""
    office = shutil.which("soffice")
    if office is None:
        reason = "no LibreOffice: install it (apt-get install libreoffice-calc)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    (folder / "matrix.xlsx").write_bytes(content)
    profile, out = folder / "profile", folder / "out"
    command = [office, "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", kind, "--outdir", str(out), str(folder / "matrix.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (out / f"matrix.{kind}").read_bytes()
