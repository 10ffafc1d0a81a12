"""`podium assess`: the whole job on a file: verdict.json, report.pdf, and the sentence."""

from __future__ import annotations

import argparse
import json
import sys

from django.utils import timezone

from config.commands.exits import FOUND_SOMETHING, OK
from config.commands.files import input_error, write_files
from config.commands.inputs import read_input
from config.commands.setup import set_up_django
from reports.assess import assess
from reports.content import ReportContent
from workflows.definition.findings import DefinitionError

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Assess the file, write what came out and print the verdict.

    Where the PDF cannot be made for want of Pango, the verdict is still written and the code is 1.
    Raises ``InputError`` where the input cannot be used or the folder not be written.
    """
    given = read_input(options.file, map_path=options.map, knowledge_path=options.knowledge)
    set_up_django()
    made_on = options.date or timezone.now().date()
    try:
        assessed = assess(given, made_on=made_on, author=options.author)
    except DefinitionError as error:
        raise input_error(options.file, error) from error
    files = {"verdict.json": (json.dumps(assessed.verdict_json, indent=2) + "\n").encode()}
    missing = "" if options.no_pdf else _print_report(assessed.content, files)
    write_files(options.out, files)
    print(assessed.content.verdict.sentence)
    if missing:
        print(missing, file=sys.stderr)
        return FOUND_SOMETHING
    return OK


def _print_report(content: ReportContent, files: dict[str, bytes]) -> str:
    """Add the PDF to the files, or say what is missing for it."""
    from reports.pdf import PangoMissingError, render_pdf

    try:
        files["report.pdf"] = render_pdf(content)
    except PangoMissingError as error:
        return f"report.pdf was not written: {error}"
    return ""
