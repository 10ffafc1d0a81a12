"""config/mail.py: a mail server first, then a folder, else the console."""

import pytest

from config.mail import mailer


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EMAIL_HOST", "EMAIL_PORT", "PODIUM_EMAIL_FOLDER"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_word_mail_goes_to_the_console() -> None:
    assert mailer() == {"BACKEND": "django.core.mail.backends.console.EmailBackend"}


def test_a_folder_takes_the_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODIUM_EMAIL_FOLDER", "mails")

    assert mailer()["OPTIONS"] == {"file_path": "mails"}


def test_a_server_comes_before_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODIUM_EMAIL_FOLDER", "mails")
    monkeypatch.setenv("EMAIL_HOST", "smtp.example")
    monkeypatch.setenv("EMAIL_PORT", "587")

    assert mailer()["OPTIONS"]["host"] == "smtp.example"
    assert mailer()["OPTIONS"]["port"] == 587
