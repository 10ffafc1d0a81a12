"""config/settings.py: secure unless told otherwise."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

ASKED = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in (
    "DEBUG", "SECRET_KEY", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS", "MAILERS", "DATABASES")}))
"""


def settings_under(folder: Path, **environment: str) -> dict[str, object]:
    """The real settings in a process of their own, with nothing else in its environment."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PODIUM_DATA": str(folder),
            **environment,
        },
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_debug_is_off_unless_asked_for(tmp_path: Path) -> None:
    assert settings_under(tmp_path)["DEBUG"] is False
    assert settings_under(tmp_path, PODIUM_DEBUG="1")["DEBUG"] is True


def test_the_secret_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first = settings_under(tmp_path)["SECRET_KEY"]
    second = settings_under(tmp_path)["SECRET_KEY"]

    assert first == second
    assert len(str(first)) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_secret_key_of_the_environment_is_taken_and_not_written_down(tmp_path: Path) -> None:
    assert settings_under(tmp_path, SECRET_KEY="from outside")["SECRET_KEY"] == "from outside"
    assert not (tmp_path / "secret_key").exists()


def test_behind_https_cookies_and_redirects_are_secure(tmp_path: Path) -> None:
    found = settings_under(tmp_path, PODIUM_HTTPS="1", PODIUM_HSTS_SECONDS="3600")

    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] == 3600


def test_a_database_url_is_honoured(tmp_path: Path) -> None:
    found = settings_under(tmp_path, DATABASE_URL="postgres://ada:pw@db.example/podium")

    databases = found["DATABASES"]
    assert isinstance(databases, dict)
    assert databases["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert databases["default"]["HOST"] == "db.example"


def test_a_number_that_is_none_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as caught:
        settings_under(tmp_path, PODIUM_HSTS_SECONDS="a year")

    assert "PODIUM_HSTS_SECONDS must be a whole number, got 'a year'" in caught.value.stderr


def test_the_security_policy_allows_nothing_inline(client: Client, db: None) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_no_cookie_can_be_read_by_scripts() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
