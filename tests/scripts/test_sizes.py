"""scripts/sizes.py: no file that people write is over 400 lines."""

from scripts.sizes import long_files


def test_no_file_is_too_long() -> None:
    assert long_files() == []
