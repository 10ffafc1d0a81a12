"""Brings the tables in docs/formats.md up to date with the registry:
`python -m scripts.format_docs`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scripts.generated import Blocks, rewrite, table
from workflows.formats.event_log.registry import LOG_FORMATS
from workflows.formats.features import FEATURE_WORDS, Feature
from workflows.formats.matrix import MATRIX_FORMATS
from workflows.formats.registry import FORMATS, Format
from workflows.formats.support import EVERYTHING, Level, Support

__all__ = ["BLOCKS", "DOCUMENT"]

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "formats.md"
_WORDS = {Level.FULL: "yes", Level.PARTLY: "in part", Level.NONE: "–"}


def _formats() -> str:
    heads = ("format", "name", "endings", "read", "written", "judged by")
    return table(heads, (_row(one) for one in FORMATS.values()))


def _row(one: Format) -> list[str]:
    page = DOCUMENT.parent / "formats" / f"{one.name}.md"
    label = f"[{one.label}](formats/{one.name}.md)" if page.exists() else one.label
    endings = " ".join(f"`.{extension}`" for extension in one.extensions)
    does = ["yes" if able else "–" for able in (one.read, one.write)]
    return [label, f"`{one.name}`", endings, *does, one.judge]


def _tables() -> str:
    """The formats of what is no map."""
    heads = ("format", "endings", "read", "written", "judged by")
    matrix = [(one.label, one.extensions, one.judge) for one in MATRIX_FORMATS.values()]
    logs = [(one.label, one.extensions, one.judge) for one in LOG_FORMATS.values()]
    rows = (
        [label, " ".join(f"`.{end}`" for end in endings), "yes", "yes", judge]
        for label, endings, judge in (*matrix, *logs)
    )
    return table(heads, rows)


def _groups() -> list[tuple[Format, list[str]]]:
    """One format for all that say the same, with the names of all of them."""
    groups: list[tuple[Format, list[str]]] = []
    for one in FORMATS.values():
        same = next((names for other, names in groups if other.supports == one.supports), None)
        if same is None:
            groups.append((one, [one.name]))
        else:
            same.append(one.name)
    return groups


def _features() -> str:
    shown = [(one, names) for one, names in _groups() if one.supports != EVERYTHING]
    notes: list[str] = []
    rows = [
        [FEATURE_WORDS[feature], *(_cell(one, feature, notes) for one, _ in shown)]
        for feature in Feature
    ]
    heads = ("", *(", ".join(f"`{name}`" for name in names) for _, names in shown))
    return "\n\n".join((_everything(), table(heads, rows), *_legend(notes)))


def _everything() -> str:
    names = [f"`{one.name}`" for one in FORMATS.values() if one.supports == EVERYTHING]
    return f"{', '.join(names)} say everything."


def _legend(notes: list[str]) -> Iterator[str]:
    if notes:
        yield "\n".join(f"{number}. {note}" for number, note in enumerate(notes, start=1))


def _cell(one: Format, feature: Feature, notes: list[str]) -> str:
    support = one.supports.get(feature, Support(Level.NONE))
    if not support.how:
        return _WORDS[support.level]
    if support.how not in notes:
        notes.append(support.how)
    return f"{_WORDS[support.level]} ({notes.index(support.how) + 1})"


def _pages() -> str:
    """The pages on single formats, by their headings."""
    pages = sorted((DOCUMENT.parent / "formats").glob("*.md"))
    return "\n".join(f"- [{_title(page)}](formats/{page.name})" for page in pages)


def _title(page: Path) -> str:
    return page.read_text("utf-8").splitlines()[0].removeprefix("# ")


BLOCKS: Blocks = {"formats": _formats, "tables": _tables, "features": _features, "pages": _pages}

if __name__ == "__main__":
    DOCUMENT.write_text(rewrite(DOCUMENT.read_text("utf-8"), BLOCKS), encoding="utf-8")
