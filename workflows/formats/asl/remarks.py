"""What a person should know about how a state was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from workflows.definition.cells import MAX_TRIES
from workflows.definition.kinds import NodeKind
from workflows.formats.asl.intake import Intake, Part
from workflows.formats.asl.naming import label
from workflows.formats.asl.resources import Performer
from workflows.formats.asl.retrying import codes_of, main_retrier
from workflows.formats.asl.rules import condition_of
from workflows.formats.asl.scope import Scope

__all__ = [
    "remark_on_choice",
    "remark_on_map",
    "remark_on_retriers",
    "remark_on_task",
    "remark_on_wait",
    "summed_up",
]

_DATA = (
    "InputPath",
    "OutputPath",
    "ResultPath",
    "ResultSelector",
    "Parameters",
    "Arguments",
    "ItemSelector",
    "ItemsPath",
    "Output",
    "Assign",
    "Result",
    "Credentials",
)


def remark_on_task(part: Part, own_id: str, name: str, performer: Performer) -> None:
    """Who is waited for, and what is called."""
    intake, shown = part.intake, label(name)
    if performer.waits and performer.kind is NodeKind.USER_TASK:
        message = f"“{shown}” waits for a task token and is named like a person’s work"
        intake.assumed(own_id, f"{message}; it is read as a user task.", "State its duration.")
    elif performer.waits:
        message = f"“{shown}” waits for a task token; it is read as a task that receives an answer"
        mend = "State how long the answer takes, or make it a user task if a person gives it."
        intake.assumed(own_id, f"{message}. How long that takes is not in the file.", mend)
    if performer.calls:
        machine = "another state machine" if performer.calls == "?" else f"“{performer.calls}”"
        message = f"“{shown}” starts {machine}, which is not in this file; it is read as a step"
        mend = "Import that state machine as well and make the step a call activity."
        intake.not_read(own_id, f"{message}.", mend)
    if part.data.get("TimeoutSecondsPath") or isinstance(part.data.get("TimeoutSeconds"), str):
        message = f"How long “{shown}” may take is known only while it runs; no timeout is read."
        intake.not_read(own_id, message, "State the usual timeout.")


def remark_on_retriers(part: Part, own_id: str, name: str) -> None:
    """Where one rule says less than the retriers of a state."""
    retriers = [one for one in _objects(part.data.get("Retry")) if one.get("MaxAttempts") != 0]
    if not retriers:
        return
    shown, main = label(name), main_retrier(retriers) or {}
    if part.data.get("Type") != "Task":
        message = f"“{shown}” is tried again as a whole when it fails, which a sub-process cannot"
        part.intake.not_read(own_id, f"{message} say; it is kept beside it.")
        return
    if len(retriers) > 1:
        codes = ", ".join(codes_of(main))
        message = f"“{shown}” has {len(retriers)} retriers; the step has the one for {codes}"
        part.intake.not_read(own_id, f"{message}, the others are kept beside it.")
    tries = main.get("MaxAttempts", 0)
    if isinstance(tries, int | float) and tries + 1 > MAX_TRIES:
        message = f"“{shown}” is tried {tries + 1} times; the step says {MAX_TRIES}, the most."
        part.intake.not_read(own_id, message)


def remark_on_wait(part: Part, own_id: str, name: str) -> None:
    """A wait whose length the file does not tell."""
    keys: list[str] = [
        key for key in ("SecondsPath", "TimestampPath", "Timestamp") if key in part.data
    ]
    seconds = part.data.get("Seconds")
    if isinstance(seconds, str):
        keys.append("Seconds")
    if not keys and seconds is None:
        message = "says not how long; give it Seconds, Timestamp, SecondsPath or TimestampPath"
        part.problem("", message)
    elif keys:
        why = "until a fixed time" if keys == ["Timestamp"] else "as long as its input says"
        message = f"“{label(name)}” waits {why}; the timer has no length."
        part.intake.not_read(own_id, message, "State how long it usually waits.")


def remark_on_choice(own_id: str, name: str, rules: tuple[Part, ...], scope: Scope) -> None:
    """Rules that are words only."""
    unsaid = [rule for rule in rules if not condition_of(rule.data)]
    if unsaid:
        of = f"the rules of “{label(name)}”"
        which = f"One of {of} asks" if len(unsaid) == 1 else f"{len(unsaid)} of {of} ask"
        message = f"{which} what no condition can say; the flow is named after it."
        mend = "State the share of cases on each flow."
        scope.map.intake.not_read(own_id, message, mend)


def remark_on_map(part: Part, own_id: str, name: str) -> None:
    """How many items there are, and that each may be an execution of its own."""
    shown = label(name)
    if not isinstance(part.data.get("Items"), list):
        message = f"How many items “{shown}” has is not in the file; three are assumed."
        part.intake.assumed(own_id, message, "State the count.")
    processor = part.data.get("ItemProcessor")
    config = processor.get("ProcessorConfig") if isinstance(processor, dict) else None
    if isinstance(config, dict) and config.get("Mode") == "DISTRIBUTED":
        message = f"“{shown}” is a distributed map: each item runs as an execution of its own."
        part.intake.assumed(own_id, message)


def summed_up(intake: Intake, states: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """One note each for what occurs in many states."""
    counted: Counter[str] = Counter()
    passes: list[str] = []
    for own_id, state in states:
        counted.update(key for key in _DATA if key in state)
        if state.get("Type") == "Pass":
            passes.append(own_id)
    if passes:
        number = f"{len(passes)} Pass states are" if len(passes) > 1 else "A Pass state is"
        message = f"{number} read as an event that nobody performs"
        mend = "Make it a task if it stands for work that is not built yet."
        intake.assumed(passes[0], f"{message}.", mend)
    if counted:
        listed = ", ".join(f"{key} ({number})" for key, number in counted.items())
        message = f"What states do with data is kept beside them, not shown: {listed}."
        intake.assumed("", message)


def _objects(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
