"""The options of every command. Nothing heavy is imported here, so that help comes at once."""

from __future__ import annotations

import argparse
import datetime as dt
from importlib.metadata import version
from pathlib import Path

from config.commands.simulate_options import add_simulate

__all__ = ["COMMANDS", "parser"]

COMMANDS = ("assess", "record", "simulate", "observe", "rules", "lint", "convert")

_FILE_HELP = "an assessment file, or a workflow map in any format that is read"
_EXITS = "Exit codes: 0 done, 1 see the message, 2 bad input or bad options, 130 interrupted."


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command; ``command`` in what it parses names the one asked for."""
    main = argparse.ArgumentParser(
        prog="podium",
        description="Choose, prove and plan an orchestration model: centralized, choreography or "
        "hybrid.",
        epilog=_EXITS,
    )
    main.add_argument("--version", action="version", version=f"podium {version('podium')}")
    commands = main.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _assess(commands)
    _record(commands)
    add_simulate(commands, exits=_EXITS, file_help=_FILE_HELP)
    _observe(commands)
    _rules(commands)
    _lint(commands)
    _convert(commands)
    return main


def _assess(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    assess = commands.add_parser(
        "assess",
        help="decide: write verdict.json and report.pdf, print the verdict",
        description="Read what a team knows, run its map in the sandbox, and write verdict.json "
        "and report.pdf. What the file leaves out is suggested or assumed, and marked so.",
        epilog=_EXITS,
    )
    assess.add_argument("file", type=Path, metavar="FILE", help=_FILE_HELP)
    _inputs(assess)
    assess.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        default=Path(),
        help="where to write; made if missing (default: the current directory)",
    )
    assess.add_argument("--no-pdf", action="store_true", help="write verdict.json only")
    assess.add_argument(
        "--author", default="the podium command", help="who the report names as its author"
    )
    assess.add_argument(
        "--date",
        type=_date,
        metavar="YYYY-MM-DD",
        help="the report's date (default: today); the same date gives the same bytes",
    )


def _record(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    record = commands.add_parser(
        "record",
        help="write the decision record as MADR Markdown",
        description="Assess the file as `podium assess` does and write its decision record, "
        "NNNN-title.md, into the folder that holds the earlier ones.",
        epilog=_EXITS,
    )
    record.add_argument("file", type=Path, metavar="FILE", help=_FILE_HELP)
    _inputs(record)
    record.add_argument(
        "--out", type=Path, metavar="DIR", required=True, help="the folder of the records"
    )
    record.add_argument(
        "--number", type=_record_number, metavar="N", help="its number (default: the next)"
    )
    record.add_argument(
        "--supersedes",
        type=_record_number,
        metavar="N",
        help="the record whose place it takes; with --status accepted that one is marked so",
    )
    record.add_argument("--title", default="", help="its title (default: model and process)")
    record.add_argument(
        "--status", choices=("proposed", "accepted", "rejected"), default="proposed"
    )
    record.add_argument("--author", default="", help="who decides, as the record names them")
    record.add_argument(
        "--date", type=_date, metavar="YYYY-MM-DD", help="the decision's date (default: today)"
    )
    record.add_argument(
        "--review",
        type=_date,
        metavar="YYYY-MM-DD",
        help="when to look at it again, within a year (default: a year after the date)",
    )


def _inputs(command: argparse.ArgumentParser) -> None:
    """What takes the place of parts of the file."""
    command.add_argument(
        "--map", type=Path, metavar="MAP", help="a map (YAML or BPMN) in place of the file's own"
    )
    command.add_argument(
        "--knowledge",
        type=Path,
        metavar="PATH",
        help="suitability.toml, questions.toml, or a folder with either, in place of the shipped",
    )


def _observe(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    observe = commands.add_parser(
        "observe",
        help="take durations, failures and paths from an event log",
        description="Read an event log (XES or CSV) against the map: how long its steps really "
        "take, how often they fail, which way cases go. Prints it, and writes the map with it.",
        epilog=_EXITS,
    )
    observe.add_argument("file", type=Path, metavar="FILE", help=_FILE_HELP)
    observe.add_argument("log", type=Path, metavar="LOG", help="an event log, .xes or .csv")
    observe.add_argument(
        "--out", type=Path, metavar="MAP", help="write the map with what was observed"
    )


def _rules(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    rules = commands.add_parser(
        "rules",
        help="print what each participant must know and do without an orchestrator",
        description="Derive from the map, for choreography, the rules of each participant: which "
        "events it listens to, what it waits for, does, retries, publishes, measures and undoes, "
        "and what it has to remember of a case.",
        epilog=_EXITS,
    )
    rules.add_argument("file", type=Path, metavar="FILE", help=_FILE_HELP)
    rules.add_argument("--json", action="store_true", help="print JSON instead of text")


def _lint(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    lint = commands.add_parser(
        "lint",
        help="look for pitfalls in a map",
        description="Print what is risky in a map, worst first. Exits with 1 where a finding is "
        "high, with 0 where none is.",
        epilog=_EXITS,
    )
    lint.add_argument("file", type=Path, metavar="FILE", help=_FILE_HELP)


def _convert(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    convert = commands.add_parser(
        "convert",
        help="turn a map into another format",
        description="Turn a map into the format that the ending of OUT or --to names. What could "
        "not be carried over is listed on stderr, with how much it matters.",
        epilog=_EXITS,
    )
    convert.add_argument("file", type=Path, nargs="?", metavar="IN", help="the map to read")
    convert.add_argument("out", type=Path, nargs="?", metavar="OUT", help="the file to write")
    convert.add_argument(
        "--to", metavar="NAME", help="the format by its name, where endings are shared"
    )
    convert.add_argument(
        "--onto",
        type=Path,
        metavar="FILE",
        help="a file of the target format to change, so that its comments or drawing stay",
    )
    convert.add_argument(
        "--check", action="store_true", help="print what would be lost, and write nothing"
    )
    convert.add_argument(
        "--formats", action="store_true", help="list what is read and written, and by what name"
    )


def _record_number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 9999:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to 9999, got {text!r}")
    return int(text)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"must be a date such as 2026-11-23, got {text!r}"
        ) from None
