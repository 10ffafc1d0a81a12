"""Where the checkout lies, and where Podium keeps its data."""

import os
from pathlib import Path

__all__ = ["BASE_DIR", "DATA_DIR"]

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("PODIUM_DATA") or BASE_DIR / "var")
"""The database, uploaded files, collected static files and the kept secret."""
