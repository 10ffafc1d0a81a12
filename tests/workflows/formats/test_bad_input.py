"""Files that are no maps, whatever their name says: refused by every reader, in little memory."""

from __future__ import annotations

import gzip
import tracemalloc
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.workflows.formats.bpmn.sources import bpmn
from tests.workflows.formats.maps import ORDER
from workflows.definition.findings import DefinitionError
from workflows.formats.registry import FORMATS, read

READERS = [one for one in FORMATS.values() if one.read]
LIMIT = 40 * 1024 * 1024
"""Bytes of memory that a refusal may take."""


def zip_bomb() -> bytes:
    """200 MB of noughts in 200 KB."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("map.bpmn", b"0" * 200_000_000)
    return packed.getvalue()


NO_MAPS = {
    "zip bomb": zip_bomb(),
    "gzip": gzip.compress(ORDER),
    "png": b"\x89PNG\r\n\x1a\n" + bytes(400),
    "pdf": b"%PDF-1.7\n" + bytes(400),
    "noughts": bytes(400_000),
    "git-lfs": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n",
    "utf-32": ORDER.decode().encode("utf-32"),
    "half a character": ORDER + b'x: "\xed\xa0\x80"\n',
    "50 MB": b" " * 50_000_000 + b"x",
    "comments": b"id: a\n" + b"#\n" * 2_000_000,
    "brackets": b"a: " + b"[" * 1_000_000,
    "elements": b"<a>" * 500_000,
    "arrows": b"id: m\nflows: [" + b"a -> " * 100_000 + b"a]",
    "one anchor": b"a: [" + b"&a 1," * 250_000 + b"]",
    "html": b"<!doctype html><html><body>Sign in</body></html>",
}


def refusal(name: str, content: bytes) -> DefinitionError:
    with pytest.raises(DefinitionError) as caught:
        read(name, content)
    return caught.value


@pytest.mark.parametrize("reader", [one.name for one in READERS])
@pytest.mark.parametrize("name", NO_MAPS)
def test_what_is_no_map_is_refused_in_words(reader: str, name: str) -> None:
    error = refusal(reader, NO_MAPS[name])

    assert all(len(problem.message.split()) > 2 for problem in error.problems)


@pytest.mark.parametrize("reader", [one.name for one in READERS])
@pytest.mark.parametrize("name", ["zip bomb", "50 MB", "brackets"])
def test_a_refusal_takes_little_memory(reader: str, name: str) -> None:
    tracemalloc.start()
    try:
        refusal(reader, NO_MAPS[name])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < LIMIT


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("png", "is a PNG picture; choose the file that it was drawn from"),
        ("zip bomb", "is a ZIP archive; unpack it and choose the map in it"),
        ("gzip", "is packed with gzip; unpack it"),
        ("git-lfs", "is a pointer of Git LFS; fetch the file with `git lfs pull`"),
        ("50 MB", "the file has 47.7 MB, at most 5 MB are read; split the map"),
    ],
)
def test_a_file_under_a_wrong_name_is_told_what_it_is(name: str, told: str) -> None:
    assert str(refusal("map.bpmn", NO_MAPS[name])) == told


def test_a_byte_order_mark_and_foreign_line_ends_are_read() -> None:
    content = b"\xef\xbb\xbf" + ORDER.replace(b"\n", b"\r\n")

    assert read("order.yaml", content).definition == read("order.yaml", ORDER).definition


def test_xml_may_be_in_utf_16() -> None:
    text = bpmn('<task id="a" name="Prüfen"/>').decode().split("?>", 1)[-1]

    assert read("a.bpmn", text.encode("utf-16")).definition.by_id["a"].name == "Prüfen"
