"""Where the checkout lies."""

from pathlib import Path

__all__ = ["BASE_DIR"]

BASE_DIR = Path(__file__).resolve().parent.parent
