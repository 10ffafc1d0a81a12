"""static/vendor: other people's files are exactly those of the manifest."""

import hashlib
import json
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text())
LISTED = {name: digest for package in MANIFEST for name, digest in package["files"].items()}


@pytest.mark.parametrize(("name", "digest"), LISTED.items(), ids=LISTED.keys())
def test_a_listed_file_has_its_checksum(name: str, digest: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest


def test_no_file_is_unlisted() -> None:
    found = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}

    assert found - {"manifest.json"} == LISTED.keys()


@pytest.mark.parametrize("package", MANIFEST, ids=lambda package: package["name"])
def test_a_package_tells_its_version_and_its_licence(package: dict[str, str]) -> None:
    assert package["version"]
    assert package["licence"]


def test_plotly_is_the_one_that_the_python_package_speaks_to() -> None:
    import plotly

    bundled = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    (ours,) = [package for package in MANIFEST if package["name"].startswith("plotly")]

    assert f"plotly.js v{ours['version']}" in bundled.read_text()[:200]
