"""No file that people write is longer than 400 lines: `python -m scripts.sizes`."""

import subprocess
from pathlib import Path

__all__ = ["LONGEST", "long_files"]

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400
KINDS = {".py", ".html", ".js", ".css"}


def long_files() -> list[str]:
    """Each file over the limit, as "path: lines". Vendored files and migrations are nobody's."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    sizes = ((name, _lines(ROOT / name)) for name in listed if _counts(Path(name)))
    return [f"{name}: {lines} lines" for name, lines in sizes if lines > LONGEST]


def _counts(path: Path) -> bool:
    nobodys = "migrations" in path.parts or path.parts[:2] == ("static", "vendor")
    return path.suffix in KINDS and not nobodys and (ROOT / path).is_file()


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


if __name__ == "__main__":
    too_long = long_files()
    raise SystemExit("\n".join([f"Over {LONGEST} lines:", *too_long]) if too_long else 0)
