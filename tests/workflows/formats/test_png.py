"""workflows/formats/png.py"""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.workflows.formats.maps import ORDER
from workflows.formats import png, yaml
from workflows.formats.png import write
from workflows.formats.svg import draw


def test_a_picture_has_two_pixels_for_each_of_the_drawing() -> None:
    definition = yaml.read(ORDER).definition

    image = Image.open(BytesIO(write(definition).content))

    assert (image.format, image.width) == ("PNG", round(2 * draw(definition).width))


def test_the_same_map_gives_the_same_bytes() -> None:
    definition = yaml.read(ORDER).definition

    assert write(definition).content == write(definition).content


def test_a_map_too_large_for_a_sharp_picture_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "_MOST_PIXELS", 100_000)

    writing = write(yaml.read(ORDER).definition)

    image = Image.open(BytesIO(writing.content))
    assert image.width * image.height <= 101_000
    assert "too large for a sharp picture" in writing.losses[-1].message
