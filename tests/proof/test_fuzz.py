"""The fuzzer finds what it must find, and finds nothing in the readers that there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.proof import fuzz
from tests.proof.fuzz import Fuzzer, Source, main, own_sources, sources_in
from tests.proof.mutations import mutated
from tests.workflows.formats.maps import ORDER
from workflows.formats.reading import Reading, refused
from workflows.formats.registry import FORMATS

YAML = FORMATS["yaml"]


def fuzzer(read: Callable[[bytes], Reading]) -> Fuzzer:
    """A fuzzer of one reader."""
    own = replace(YAML, read=read)
    return Fuzzer([Source("order.yaml", own, ORDER)], Random(0))


def test_every_reader_reads_or_refuses_what_is_made_wrong() -> None:
    own = Fuzzer(own_sources(), Random(7))

    for _ in range(150):
        own.once()

    assert own.found == {}


def test_an_error_of_a_reader_is_recorded_with_the_smallest_input() -> None:
    def read(content: bytes) -> Reading:
        if b"pay" in content:
            raise ZeroDivisionError("pay")
        raise refused("is not read")

    found = fuzzer(read)
    for _ in range(5):
        found.once()
    found.shrink()

    ((what, (_, content)),) = found.found.items()
    assert what.startswith("yaml reader: ZeroDivisionError at test_fuzz.py:")
    assert content == b"pay"


def test_a_reader_that_does_not_end_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(content: bytes) -> Reading:
        while True:
            pass

    monkeypatch.setattr(fuzz, "_LONGEST", 0.05)

    assert fuzzer(read).ended(replace(YAML, read=read), b"a") == "yaml reader: more than 0 s"


def test_a_reader_that_takes_too_much_memory_is_recorded() -> None:
    def read(content: bytes) -> Reading:
        raise refused(str(len(bytearray(600 * 1024 * 1024))))

    assert fuzzer(read).ended(replace(YAML, read=read), b"a") == "yaml reader: more than 500 MB"


def test_the_same_seed_makes_the_same_files() -> None:
    first, second = Random(3), Random(3)

    made = [mutated(ORDER, first, [ORDER]) for _ in range(20)]

    assert made == [mutated(ORDER, second, [ORDER]) for _ in range(20)]
    assert len(set(made)) > 15


def test_only_files_that_are_read_as_they_are_are_made_wrong(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_bytes(ORDER)
    (tmp_path / "bad.yaml").write_bytes(b"a: 1\na: 2")
    (tmp_path / "notes.txt").write_bytes(b"a")

    assert [source.name for source in sources_in([tmp_path])] == ["good.yaml"]


def test_a_run_prints_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.yaml").write_bytes(ORDER)

    assert main([str(tmp_path), "--runs", "5"]) == 0
    assert "5 files in" in capsys.readouterr().out


def test_a_folder_without_a_map_is_told(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 2
