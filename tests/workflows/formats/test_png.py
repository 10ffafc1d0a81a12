"""workflows/formats/png.py"""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from tests.workflows.formats.maps import ORDER
from workflows.definition.model import Definition, Flow, Node, NodeKind
from workflows.formats import yaml
from workflows.formats.png import write
from workflows.formats.svg import draw


def _long(count: int) -> Definition:
    nodes = tuple(Node(id=f"s{n}", name=f"Step {n}", kind=NodeKind.TASK) for n in range(count))
    flows = tuple(Flow(id=f"f{n}", source=f"s{n}", target=f"s{n + 1}") for n in range(count - 1))
    return Definition(id="long", name="Long", participants=(), nodes=nodes, flows=flows)


def test_a_picture_has_two_pixels_for_each_of_the_drawing() -> None:
    definition = yaml.read(ORDER).definition

    image = Image.open(BytesIO(write(definition).content))

    assert (image.format, image.width) == ("PNG", round(2 * draw(definition).width))


def test_the_same_map_gives_the_same_bytes() -> None:
    definition = yaml.read(ORDER).definition

    assert write(definition).content == write(definition).content


def test_a_map_too_large_for_a_sharp_picture_says_so() -> None:
    writing = write(_long(1600))

    image = Image.open(BytesIO(writing.content))
    assert image.width * image.height <= 31_000_000
    assert "too large for a sharp picture" in writing.losses[-1].message
