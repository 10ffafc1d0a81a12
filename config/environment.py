"""What the environment says, read in one place and with one meaning for each kind of value."""

import contextlib
import os
import secrets
from pathlib import Path

__all__ = ["flag", "kept_secret", "listed", "number"]

YES = {"1", "true", "yes", "on"}


def flag(name: str, *, default: bool = False) -> bool:
    """Whether the variable is switched on; unset or empty means the default."""
    value = os.environ.get(name, "").strip().lower()
    return value in YES if value else default


def number(name: str, *, default: int) -> int:
    """The variable as a whole number. Raises SystemExit, naming the variable, if it is none."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise SystemExit(f"{name} must be a whole number, got {value!r}") from None


def listed(name: str, *, default: str = "") -> list[str]:
    """The variable as a list, parted by commas."""
    value = os.environ.get(name, "") or default
    return [item.strip() for item in value.split(",") if item.strip()]


def kept_secret(path: Path) -> str:
    """The secret kept in this file; made on first use, readable by its owner alone.

    Web and worker may start at the same moment, so the file appears whole or not at all.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text().strip()
