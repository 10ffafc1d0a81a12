"""Where e-mail goes: to a mail server, into a folder, or onto the console."""

import os
from typing import Any

from config.environment import flag, number

__all__ = ["mailer"]

BACKENDS = "django.core.mail.backends"


def mailer() -> dict[str, Any]:
    """Django's description of the one mailer: EMAIL_HOST first, then PODIUM_EMAIL_FOLDER."""
    if host := os.environ.get("EMAIL_HOST"):
        return {"BACKEND": f"{BACKENDS}.smtp.EmailBackend", "OPTIONS": _server(host)}
    if folder := os.environ.get("PODIUM_EMAIL_FOLDER"):
        return {"BACKEND": f"{BACKENDS}.filebased.EmailBackend", "OPTIONS": {"file_path": folder}}
    return {"BACKEND": f"{BACKENDS}.console.EmailBackend"}


def _server(host: str) -> dict[str, Any]:
    return {
        "host": host,
        "port": number("EMAIL_PORT", default=25),
        "username": os.environ.get("EMAIL_HOST_USER", ""),
        "password": os.environ.get("EMAIL_HOST_PASSWORD", ""),
        "use_tls": flag("EMAIL_USE_TLS"),
    }
