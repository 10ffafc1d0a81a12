"""config/environment.py: what the environment says, with one meaning for each kind of value."""

from pathlib import Path

import pytest

from config.environment import flag, kept_secret, listed, number


@pytest.mark.parametrize("value", ["1", "true", "Yes", " on "])
def test_a_flag_is_on(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLAG", value)

    assert flag("FLAG") is True


@pytest.mark.parametrize("value", ["0", "false", "no", "anything"])
def test_a_flag_is_off(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLAG", value)

    assert flag("FLAG", default=True) is False


def test_an_empty_flag_means_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLAG", "")

    assert flag("FLAG", default=True) is True


def test_an_empty_number_means_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBER", "")

    assert number("NUMBER", default=7) == 7


def test_a_list_is_parted_by_commas_and_blanks_are_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LIST", "a.example, b.example,,")

    assert listed("LIST") == ["a.example", "b.example"]


def test_a_secret_is_made_once_and_leaves_no_draft(tmp_path: Path) -> None:
    place = tmp_path / "below" / "secret"

    assert kept_secret(place) == kept_secret(place)
    assert [file.name for file in place.parent.iterdir()] == ["secret"]
