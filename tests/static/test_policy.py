"""What the security policy would refuse in a browser is not in any template."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
# Reports are printed, not browsed; their styles are the printer's business.
PAGES = [path for path in TEMPLATES.rglob("*.html") if "print" not in path.parts]

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle="),
    "a style element": re.compile(r"<style\b"),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+="),
    "a script of its own": re.compile(r"<script(?![^>]*\b(src=|application/json))"),
    "another host": re.compile(r"(src|href)=\"https?://"),
    "htmx that needs eval": re.compile(r"hx-on|js:\{"),
}


@pytest.mark.parametrize("what", INLINE)
def test_no_template_has(what: str) -> None:
    offenders = [path.name for path in PAGES if INLINE[what].search(path.read_text())]

    assert offenders == []
