"""The options of `podium simulate`, with their help. Nothing heavy is imported here."""

from __future__ import annotations

import argparse
from pathlib import Path

__all__ = ["add_simulate"]

_DESCRIPTION = """\
Run the map under each orchestration model with the same cases, seed and faults. Print how cases
end, how long they take, where the time goes, what they cost in messages and durable writes, and
which differences between the models are significant.

Without options it runs the scenario of the file. Options change it for this run only."""

_FAULTS = """\
faults: a kind, then fields in any order; without a share it strikes always
  kinds    step-error, step-slow, outcome-unknown, orchestrator-crash, participant-crash,
           broker-outage, message-lost, message-duplicated, message-reordered, poison-message,
           human-silent, human-answers-twice, human-late
  share=1%            strikes this share of its occasions
  step=ID             only at this step
  participant=ID      only at this participant
  window=10s..2m      only in this time
  nth=3               only at the 3rd occasion within a case: the 3rd try, message, durable write
  case=17             only in this case; cases count from 0
  duration=30s        how long who crashed is away, or how late a late answer is
  point=after-write   where the orchestrator crashes: before-write, after-write, before-send or
                      after-send; left out: drawn each time
  factor=10           how many times longer a slow step takes

examples
  podium simulate order.yaml --cases 10000 --seed 3 --models centralized,hybrid
  podium simulate order.yaml --fault "message-lost share=1%" --outbox off
  podium simulate order.yaml --no-faults --fault "orchestrator-crash nth=3 case=17"
  podium simulate order.yaml --cases 1000000 --processes 2 --json
  podium simulate order.yaml --replications 10 --warm-up 200
  podium simulate order.yaml --sweep crash --case 17
  podium simulate order.yaml --sweep capacity --models choreography
  podium simulate order.yaml --fault "message-lost share=1%" --outbox off --shrink
  podium simulate order.yaml --explain 17
  podium simulate order.yaml --new-version order-2.bpmn --at 10m --migrate --renamed pay=charge
"""


def add_simulate(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], *, exits: str, file_help: str
) -> None:
    """Add the command to the parser of all commands."""
    simulate = commands.add_parser(
        "simulate",
        help="prove: run the map under the models and print how cases end",
        description=_DESCRIPTION,
        epilog=f"{_FAULTS}\n{exits}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    simulate.add_argument("file", type=Path, metavar="FILE", help=file_help)
    simulate.add_argument("--json", action="store_true", help="print JSON instead of text")
    _scenario(simulate.add_argument_group("the scenario (each default is the file's)"))
    _faults(simulate.add_argument_group("faults and who looks after them"))
    _new_version(simulate.add_argument_group("a new version of the map, deployed while cases run"))
    _questions(simulate.add_argument_group("other questions than how cases end"))
    simulate.add_argument(
        "--event-log",
        type=Path,
        metavar="OUT",
        help="also write the first cases (at most 2,000) as event logs, .xes or .csv: "
        "OUT-centralized.xes and so on",
    )


def _scenario(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--cases", type=int, metavar="N", help="how many, at most 1,000,000")
    group.add_argument("--seed", type=int, metavar="S", help="the same seed gives the same result")
    group.add_argument("--models", metavar="A,B", help="some of centralized,choreography,hybrid")
    group.add_argument(
        "--cases-per-hour", type=float, metavar="N", help="how many cases begin in an hour"
    )
    group.add_argument(
        "--warm-up",
        type=int,
        metavar="N",
        help="cases at the front of each chunk of 2,000 that run but count in no ending, latency "
        "or difference, because they meet empty queues",
    )
    group.add_argument(
        "--replications",
        type=int,
        metavar="N",
        help="repeat all of it with the seeds S, S+1, …; intervals then come from one figure a "
        "replication, which asks nothing of the cases inside one",
    )
    group.add_argument(
        "--processes",
        type=int,
        metavar="N",
        default=1,
        help="run on so many processes; the result is the same (default: 1)",
    )


def _faults(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="FAULT",
        help="a fault on top of the file's, written as below; may be given several times",
    )
    group.add_argument("--no-faults", action="store_true", help="without the faults of the file")
    for name, what in (
        ("outbox", "events are stored with the state they tell of, and sent until they arrive"),
        ("inbox", "event-driven participants remember what they have handled"),
    ):
        group.add_argument(f"--{name}", type=_switch, metavar="on|off", help=what)
    for name, what in (
        ("watchdog", "look for silent cases this often, such as 30s"),
        ("redrive", "put each dead letter back once after this time"),
        ("standby", "a standby orchestrator takes over within this time"),
    ):
        group.add_argument(f"--{name}", metavar="TIME", help=f"{what}; 'off' for not at all")


def _new_version(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--new-version",
        type=Path,
        metavar="MAP",
        help="the new map (YAML or BPMN); needs --at; cases that begin later follow it",
    )
    group.add_argument("--at", metavar="TIME", help="when it goes live, such as 10m")
    group.add_argument(
        "--migrate",
        action="store_true",
        help="cases under way go over to it; without this they stay on theirs",
    )
    group.add_argument(
        "--renamed",
        action="append",
        default=[],
        metavar="OLD=NEW",
        help="with --migrate: the step OLD is NEW in the new map; may be given several times",
    )


def _questions(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--case", type=int, metavar="N", help="run this one case alone and tell its every event"
    )
    group.add_argument(
        "--explain",
        type=int,
        metavar="N",
        help="tell every event of this case, run among all others",
    )
    group.add_argument(
        "--sweep",
        choices=("crash", "capacity"),
        help="crash: crash the orchestrator and each participant at every durable write of a case "
        "and compare the endings (the case named by --case, else the first that completes and the "
        "first that is compensated); capacity: find the volume at which the 99th percentile leaves "
        "the map's SLA, and what is saturated then",
    )
    group.add_argument(
        "--shrink",
        action="store_true",
        help="find the first case that ends inconsistent or stuck, and the fewest faults, lowest "
        "seed and lowest case that still do; print the command that replays it",
    )
    group.add_argument(
        "--verdict",
        metavar="A,B",
        help="what --shrink looks for instead, such as dead-lettered",
    )


def _switch(text: str) -> bool:
    if text not in {"on", "off"}:
        raise argparse.ArgumentTypeError(f"must be on or off, got {text!r}")
    return text == "on"
