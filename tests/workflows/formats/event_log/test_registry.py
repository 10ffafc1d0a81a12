"""workflows/formats/event_log/registry.py"""

from __future__ import annotations

import pytest

from tests.workflows.formats.event_log.logs import small_log
from workflows.definition.findings import DefinitionError
from workflows.formats.event_log.registry import LOG_FORMATS, read, write


@pytest.mark.parametrize("name", LOG_FORMATS)
def test_every_format_gives_a_log_back(name: str) -> None:
    assert read(f"log.{name}", write(name, small_log())).traces == small_log().traces


def test_a_packed_log_is_to_be_unpacked_first() -> None:
    with pytest.raises(DefinitionError, match="unpack it"):
        read("log.xes.gz", b"\x1f\x8b")


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(DefinitionError, match=r"choose a \.csv or \.xes file"):
        read("log.parquet", b"PAR1")
