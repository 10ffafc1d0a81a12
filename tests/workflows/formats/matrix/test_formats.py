"""The registry of matrix formats."""

from __future__ import annotations

import pytest

from tests.workflows.definition.steps import shop
from workflows.formats.matrix import MATRIX_FORMATS, matrix_format_of


@pytest.mark.parametrize("name", list(MATRIX_FORMATS))
def test_a_file_is_known_by_its_bytes_and_comes_back_as_it_was(name: str) -> None:
    content = MATRIX_FORMATS[name].write(shop(), None)

    found = matrix_format_of(content)

    assert found.name == name
    assert found.read(content, shop()).changes == ()
