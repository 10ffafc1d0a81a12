"""`podium record`: the decision record of a file, as MADR Markdown beside the earlier ones."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from django.utils import timezone

from assessment.decision.knowledge_sets import knowledge_in
from assessment.decision.plan import plan_for
from assessment.decision.records.record import (
    Head,
    Neighbour,
    record_file_name,
    record_markdown,
    supersede,
)
from assessment.decision.records.review import latest_review, review_problem
from assessment.decision.records.sections import Ground, record_sections, title_for
from config.commands.exits import OK, InputError
from config.commands.files import input_error, read_file, write_files
from config.commands.inputs import read_input
from config.commands.setup import set_up_django
from reports.assess import Assessed, assess
from workflows.definition.findings import DefinitionError

__all__ = ["run"]

_RECORD = re.compile(r"^(\d{4,})-.+\.md$")
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)")


def run(options: argparse.Namespace) -> int:
    """Assess the file and write its decision record; mark the one that it supersedes.

    Raises ``InputError`` where the input cannot be used, the number is taken, or the record to
    supersede is not there.
    """
    given = read_input(options.file, map_path=options.map, knowledge_path=options.knowledge)
    set_up_django()
    date = options.date or timezone.now().date()
    review_on = options.review or latest_review(date)
    if problem := review_problem(review_on, date):
        raise InputError(f"--review: {problem}")
    number = _number(options.out, options.number)
    older = _older(options.out, options.supersedes)
    try:
        assessed = assess(given, made_on=date, author=options.author)
    except DefinitionError as error:
        raise input_error(options.file, error) from error
    content = assessed.content
    head = Head(
        number=number,
        title=options.title or title_for(content.assessment, content.verdict),
        status=options.status,
        date=date,
        review_on=review_on,
        deciders=(options.author,) if options.author else (),
        supersedes=_neighbour(older) if older else None,
    )
    name = record_file_name(head)
    files = {name: record_markdown(head, record_sections(_ground(assessed))).encode()}
    if older and options.status == "accepted":
        files[older.name] = _superseded(older, head)
    write_files(options.out, files)
    print(options.out / name)
    return OK


def _ground(assessed: Assessed) -> Ground:
    content = assessed.content
    return Ground(
        assessment=content.assessment,
        verdict=content.verdict,
        knowledge=knowledge_in(content.assessment.knowledge),
        plan=plan_for(content.assessment, content.verdict),
        experiment=content.evidence.experiment if content.evidence else None,
        software=content.software,
        sha256=content.input_sha256,
    )


def _records(folder: Path) -> dict[int, Path]:
    """The records in a folder by their numbers."""
    names = sorted(folder.glob("*.md")) if folder.is_dir() else []
    return {int(found[1]): path for path in names if (found := _RECORD.match(path.name))}


def _number(folder: Path, wanted: int | None) -> int:
    there = _records(folder)
    following = max(there, default=0) + 1
    if wanted in there:
        path = there[wanted]
        raise InputError(f"{path}: is there already, and records stay; use --number {following}")
    return wanted or following


def _older(folder: Path, number: int | None) -> Path | None:
    if number is None:
        return None
    there = _records(folder)
    if number not in there:
        known = ", ".join(map(str, there)) or "none"
        raise InputError(f"{folder}: has no record {number} to supersede; there are: {known}")
    return there[number]


def _neighbour(path: Path) -> Neighbour:
    """The record at a path, as its own name and first heading call it."""
    found = _RECORD.match(path.name)
    text = read_file(path).decode("utf-8", "replace")
    title = _TITLE.search(text)
    called = _ESCAPED.sub(r"\1", title[1]) if title else path.stem
    return Neighbour(number=int(found[1]) if found else 0, title=called, file=path.name)


def _superseded(path: Path, head: Head) -> bytes:
    by = Neighbour(number=head.number, title=head.title)
    try:
        return supersede(read_file(path).decode("utf-8"), by).encode()
    except ValueError as error:
        raise InputError(f"{path}: cannot be marked as superseded: {error}") from error
